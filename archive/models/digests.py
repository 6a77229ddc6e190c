"""What is received and how it is laid out: Series, Digest, Section, Article."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .addresses import address
from .facts import Fact


class Series(models.Model):
    """Where digests come from: one desk's or agency's run of digests."""

    class Rights(models.TextChoices):
        FULL = "full", _("full text")
        EXCERPT = "excerpt", _("excerpts only")
        LINK = "link", _("titles and links only")

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    rights = models.CharField(_("rights"), max_length=8, choices=Rights, default=Rights.FULL)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class DigestQuerySet(models.QuerySet["Digest"]):
    def published(self) -> DigestQuerySet:
        """Digests that readers may see."""
        return self.filter(state=Digest.State.PUBLISHED)

    def waiting(self) -> DigestQuerySet:
        """Digests that an editor has to look at: read but not published."""
        return self.filter(state=Digest.State.IN_REVIEW)

    def light(self) -> DigestQuerySet:
        """Without the bytes and the text, for lists."""
        return self.defer("raw", "text")

    def counted(self) -> DigestQuerySet:
        """With `stories`, how many each has: counted for the rows that are read, not for all."""
        stories = Article.objects.filter(digest=OuterRef("pk")).order_by().values("digest").annotate(n=Count("pk"))
        return self.annotate(stories=Coalesce(Subquery(stories.values("n")), 0))


class Digest(models.Model):
    """One dated document as received: the bytes and the decoded text never change (a trigger sees to it)."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        FAILED = "failed", _("failed")

    class Received(models.TextChoices):
        PASTE = "paste", _("pasted")
        UPLOAD = "upload", _("uploaded")
        MAIL = "mail", _("from a mail")
        SHELL = "shell", _("from the command line")
        FOLDER = "folder", _("from the watched folder")
        API = "api", _("sent by a program")

    series = models.ForeignKey(Series, models.PROTECT, related_name="digests", verbose_name=_("series"))
    raw = models.BinaryField(_("bytes as received"))
    filename = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField(_("text"), null=True, help_text=_("Decoded from the bytes; null until it was read."))
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("received by")
    )
    received_how = models.CharField(_("how"), max_length=8, choices=Received)
    # The version that this one takes the place of: when this one is published, that one is withdrawn.
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaced_by")
    # An attachment's mail: the digest that it came in with.
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="attachments")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    failure = models.TextField(_("reason of failure"), blank=True)
    warnings = models.JSONField(_("warnings"), default=list, blank=True)
    parser_version = models.CharField(max_length=40, blank=True)
    family = models.CharField(max_length=60, blank=True)

    date = models.DateField(_("date"), null=True, blank=True)
    # What the text proves when it has no year ("--06-24"); shown to the editor who sets the date.
    date_partial = models.CharField(max_length=10, blank=True)
    date_start = models.PositiveIntegerField(null=True, blank=True)
    date_end = models.PositiveIntegerField(null=True, blank=True)
    date_origin = models.CharField(max_length=6, choices=Fact.Origin, default=Fact.Origin.PARSER)
    title = models.CharField(_("title"), max_length=500, blank=True)
    title_origin = models.CharField(max_length=6, choices=Fact.Origin, default=Fact.Origin.PARSER)

    slug = models.SlugField(max_length=160, unique=True, null=True, help_text=_("Given at the first publication."))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        ordering = ["-date", "-id"]
        indexes = [models.Index(fields=["state", "-date"], name="digest_state_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["received", "in_review", "published", "withdrawn", "failed"]),
                name="digest_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(date__isnull=False, slug__isnull=False, published_at__isnull=False),
                name="digest_published_has_date",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(failure=""), name="digest_failed_says_why"),
            models.CheckConstraint(
                condition=Q(date__isnull=True) | Q(date__gte="1900-01-01", date__lte="2100-12-31"),
                name="digest_date_sane",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "failed"]) | Q(text__isnull=False), name="digest_read_has_text"
            ),
        ]
        permissions = [("publish_digest", _("Can publish and withdraw digests"))]

    def __str__(self) -> str:
        return self.title or self.filename

    def get_absolute_url(self) -> str:
        """The public page (only once published; before that a digest has no public address)."""
        return address("digest", self.slug)

    def get_review_url(self) -> str:
        """The editors' page of this digest."""
        return reverse("admin:review", args=[self.pk])


class Section(models.Model):
    """A headed part of a digest; heading is empty where the digest has no parts."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    heading = models.CharField(_("heading"), max_length=300, blank=True)
    slug = models.SlugField(max_length=80, blank=True, db_index=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "position"], name="section_position", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.heading


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> ArticleQuerySet:
        """Stories that readers may see."""
        return self.filter(digest__state=Digest.State.PUBLISHED)


class Article(models.Model):
    """One story of a digest, with its span in the digest's text.

    `paragraphs` are the body's spans [[start, end], ...] in the digest's text; `body` is those slices joined by a
    blank line (kept for search). `date` is the digest's date. `confidence` is how sure it is that a story begins here.
    """

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="articles")
    section = models.ForeignKey(Section, models.RESTRICT, related_name="articles")
    position = models.PositiveIntegerField(help_text=_("Order within the digest, from 1."))
    title = models.CharField(_("title"), max_length=500, blank=True)
    title_origin = models.CharField(max_length=6, choices=Fact.Origin, default=Fact.Origin.PARSER)
    date = models.DateField(_("date"), null=True, blank=True, db_index=True)
    slug = models.SlugField(max_length=160, unique=True, null=True, help_text=_("Given at the first publication."))
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    paragraphs = ArrayField(ArrayField(models.PositiveIntegerField(), size=2))
    body = models.TextField(_("text"))
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("body", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    origin = models.CharField(max_length=6, choices=Fact.Origin, default=Fact.Origin.PARSER)
    state = models.CharField(max_length=9, choices=Fact.State, default=Fact.State.PROPOSED)
    confidence = models.FloatField(default=1.0)
    rule = models.CharField(max_length=60, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["digest_id", "position"]
        indexes = [GinIndex(fields=["search"], name="article_search")]
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "position"], name="article_position", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(start__lt=models.F("end")), name="article_span"),
            models.CheckConstraint(condition=Q(confidence__gte=0, confidence__lte=1), name="article_confidence"),
        ]

    def __str__(self) -> str:
        return self.title or self.opening

    @property
    def opening(self) -> str:
        """The first words, for a story that has no title."""
        words = self.body.split()
        return " ".join(words[:10]) + ("…" if len(words) > 10 else "")

    def headline(self, rights: str) -> str:
        """What readers see it called by its series' rights: its title, its first words, or its place in the digest."""
        if self.title or rights != Series.Rights.LINK:
            return str(self)
        return gettext("Story %(number)s") % {"number": self.position}

    def get_absolute_url(self) -> str:
        return address("article", self.slug)
