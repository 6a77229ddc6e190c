"""Corrections that hold everywhere: for what was read already and for what comes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .changes import ChangeSet


class Rule(models.Model):
    """Where `words` are taken for the record `of`, the record `becomes` is meant, or, where that is empty, nothing.

    `of` and `becomes` are keys as text (a country's is its code). `words` are in small letters. The past is gone
    through story by story: `upto` is the last one that was looked at, `applied` counts findings there, `hits` those in
    digests that came in since. What an editor confirmed or rejected is never changed by a rule.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANIZATION = "organization", _("organization")
        COUNTRY = "country", _("country")
        SOURCE = "source", _("newspaper")
        TOPIC = "topic", _("topic")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    words = models.CharField(_("words"), max_length=200)
    of = models.CharField(max_length=20)
    becomes = models.CharField(max_length=20, blank=True)
    summary = models.CharField(_("rule"), max_length=500)
    on = models.BooleanField(_("on"), default=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("made"), auto_now_add=True)
    changeset = models.ForeignKey(ChangeSet, models.SET_NULL, null=True, related_name="+")
    going = models.BooleanField(default=False, help_text=_("Whether the past is still being gone through."))
    upto = models.PositiveBigIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0)
    hits = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["kind", "words", "of"], name="rule_once")]

    def __str__(self) -> str:
        return self.summary
