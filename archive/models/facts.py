"""What every fact carries: its passage, its origin, its state, how sure and by which rule."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

DOUBTFUL_UNDER = 0.7  # a proposal less sure than this is asked about first (look/DESIGN.md, "Finding")


class FactQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """What readers see: everything that no editor rejected."""
        return self.exclude(state=Fact.State.REJECTED)

    def visible(self) -> Self:
        """What readers see of published digests."""
        return self.standing().filter(article__digest__state="published")

    def proposed(self) -> Self:
        """The parser's proposals that nobody has decided."""
        return self.filter(state=Fact.State.PROPOSED)

    def settled(self) -> Self:
        """What an editor said: a new parse leaves these alone."""
        return self.exclude(state=Fact.State.PROPOSED)


class Fact(models.Model):
    """A claim about one article with the passage that it rests on.

    `start`/`end` are offsets into the digest's text. Only an editor may add a fact that has no passage.
    A new parse replaces only the parser's proposals; what is confirmed or rejected stays.
    """

    class Origin(models.TextChoices):
        PARSER = "parser", _("parser")
        EDITOR = "editor", _("editor")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    article = models.ForeignKey("archive.Article", models.CASCADE)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    origin = models.CharField(_("origin"), max_length=6, choices=Origin, default=Origin.PARSER)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PROPOSED)
    confidence = models.FloatField(_("confidence"), default=1.0)
    rule = models.CharField(_("rule"), max_length=60, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        default_related_name = "%(class)ss"
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=False, end__isnull=False, start__lt=F("end"))
                | Q(start__isnull=True, end__isnull=True, origin="editor"),
                name="%(class)s_span",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["parser", "editor"]) & Q(state__in=["proposed", "confirmed", "rejected"]),
                name="%(class)s_origin_state",
            ),
            # An editor's word is never a proposal.
            models.CheckConstraint(condition=~Q(origin="editor", state="proposed"), name="%(class)s_editor_decided"),
            models.CheckConstraint(condition=Q(confidence__gte=0, confidence__lte=1), name="%(class)s_confidence"),
        ]

    @property
    def doubtful(self) -> bool:
        """A proposal that the parser itself is not sure of."""
        return self.state == self.State.PROPOSED and self.confidence < DOUBTFUL_UNDER

    @property
    def percent(self) -> int:
        """How sure the parser is, 0 to 100."""
        return round(self.confidence * 100)
