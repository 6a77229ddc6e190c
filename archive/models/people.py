"""Who is named: people, organizations, their other names, and the roles that newspapers gave people."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .addresses import address
from .facts import Fact
from .sources import Country, Source


class Named(models.Model):
    """A canonical name under a permanent slug."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    sort_key = models.CharField(max_length=200, db_index=True, help_text=_("Folded to plain letters, for sorting."))
    wikidata = models.CharField(
        _("Wikidata id"), max_length=20, blank=True, help_text=_("Set by an editor only, for example Q42.")
    )

    class Meta:
        abstract = True
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name


class Person(Named):
    """Somebody who is named in stories. `filed_as` puts the surname first ("Velisk, Marta")."""

    filed_as = models.CharField(_("filed as"), max_length=200)

    class Meta(Named.Meta):
        abstract = False
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(Lower("name"), name="person_name")]

    def get_absolute_url(self) -> str:
        return address("person", self.slug)


class Organization(Named):
    """A ministry, company, institute, alliance or other body named in stories."""

    country = models.ForeignKey(
        Country, models.SET_NULL, null=True, blank=True, related_name="organizations", verbose_name=_("country")
    )

    class Meta(Named.Meta):
        abstract = False
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        indexes = [models.Index(Lower("name"), name="organization_name")]

    def get_absolute_url(self) -> str:
        return address("organization", self.slug)


class Alias(models.Model):
    """Another name of one person, organization or newspaper.

    `key` folds case, accents and transliteration (ingest/match.py); it is what names are found by. The canonical
    name has its own row of kind "name", so that one look-up finds everything.
    """

    class Kind(models.TextChoices):
        NAME = "name", _("name")
        TRANSLITERATION = "transliteration", _("transliteration")
        SHORT = "short", _("short form")
        FORMER = "former", _("former or maiden name")
        ACRONYM = "acronym", _("acronym")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.OTHER)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="aliases")
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, blank=True, related_name="aliases")
    source = models.ForeignKey(Source, models.CASCADE, null=True, blank=True, related_name="aliases")

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        # Any word of the key or of the name, by its beginning: search/complete.py.
        indexes = [GinIndex(SearchVector("key", "name", config="simple"), name="alias_words")]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organization__isnull=True, source__isnull=True)
                | Q(person__isnull=True, organization__isnull=False, source__isnull=True)
                | Q(person__isnull=True, organization__isnull=True, source__isnull=False),
                name="alias_of_one",
            ),
            models.UniqueConstraint(
                fields=["name", "person", "organization", "source"], name="alias_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerSlug(models.Model):
    """A slug that something public once had; its address redirects to the present one."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANIZATION = "organization", _("organization")
        SOURCE = "source", _("newspaper")
        TOPIC = "topic", _("topic")
        ARTICLE = "article", _("story")

    kind = models.CharField(max_length=12, choices=Kind)
    slug = models.SlugField(max_length=160)
    target = models.PositiveBigIntegerField(help_text=_("The id of the record that the address now belongs to."))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="formerslug_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug}"


class Role(Fact):
    """What a newspaper called a person, as printed, and the organization it was held in as far as it says."""

    person = models.ForeignKey(Person, models.PROTECT)
    text = models.CharField(_("as printed"), max_length=500)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True)

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["article", "person", "text"], name="role_once"),
        ]

    def __str__(self) -> str:
        return self.text
