"""Who said what, and where else somebody or something is named."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .facts import Fact
from .people import Organization, Person
from .sources import Country, Source


class Statement(Fact):
    """A sentence in which somebody's words or view are given.

    The speaker is exactly one of: a person, an organization, a newspaper, or somebody unnamed with the description
    that the text gives. `via` is the newspaper it was told to, and stays apart from speaker and digest.
    `other` is somebody else whom the parser thinks the passage may mean: a question for the editor, never a fact.
    `text` is the passage (the digest's text from start to end), kept for search and lists.
    """

    class Kind(models.TextChoices):
        DIRECT = "direct", _("quoted")
        INDIRECT = "indirect", _("reported")
        MIXED = "mixed", _("partly quoted")

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True)
    newspaper = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="own_statements", verbose_name=_("newspaper speaks")
    )
    unnamed = models.CharField(_("unnamed speaker"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    via = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("told to")
    )
    text = models.TextField(_("passage"))
    other = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("or said by"), editable=False
    )

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False, organization__isnull=True, newspaper__isnull=True, unnamed="")
                | Q(person__isnull=True, organization__isnull=False, newspaper__isnull=True, unnamed="")
                | Q(person__isnull=True, organization__isnull=True, newspaper__isnull=False, unnamed="")
                | (Q(person__isnull=True, organization__isnull=True, newspaper__isnull=True) & ~Q(unnamed="")),
                name="statement_one_speaker",
            ),
            models.CheckConstraint(condition=Q(kind__in=["direct", "indirect", "mixed"]), name="statement_kind"),
            models.CheckConstraint(condition=Q(start__isnull=False), name="statement_has_passage"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def speaker(self) -> Person | Organization | Source | None:
        """Who speaks, when named; None when `unnamed` describes the speaker."""
        return self.person or self.organization or self.newspaper

    @property
    def speaker_name(self) -> str:
        return str(self.speaker or self.unnamed)


class Mention(Fact):
    """One occurrence of a person, an organization or a country in a story.

    Every person, organization or country found in a story has at least one, so a story's countries are its
    mentions' countries: there is no second record that could say otherwise.
    """

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True)

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False, organization__isnull=True, country__isnull=True)
                | Q(person__isnull=True, organization__isnull=False, country__isnull=True)
                | Q(person__isnull=True, organization__isnull=True, country__isnull=False),
                name="mention_of_one",
            ),
            models.UniqueConstraint(
                fields=["article", "person", "organization", "country", "start", "end"],
                name="mention_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return str(self.of)

    @property
    def of(self) -> Person | Organization | Country | None:
        """Who or what is named."""
        return self.person or self.organization or self.country
