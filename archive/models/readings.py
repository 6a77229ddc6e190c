"""The archive read again by another parser: what would differ, and what somebody took of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .changes import ChangeSet
from .digests import Article, Digest


class Reading(models.Model):
    """One run of a parser over all digests that were read. It changes nothing until somebody takes differences.

    `upto` is the id of the last digest that was compared (or, while it is applied, written): from there it goes on.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("being compared")
        READY = "ready", _("to be looked at")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        DROPPED = "dropped", _("dropped")

    version = models.CharField(_("parser"), max_length=40)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)
    digests = models.PositiveIntegerField(_("digests"), default=0)
    read = models.PositiveIntegerField(_("compared"), default=0)
    failed = models.PositiveIntegerField(_("could not be compared"), default=0)
    upto = models.PositiveBigIntegerField(default=0)
    changeset = models.ForeignKey(ChangeSet, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-id"]

    def __str__(self) -> str:
        return _("Parser %(version)s") % {"version": self.version}


class Difference(models.Model):
    """One thing that a reading would change: `key` names it whenever the same parse is compared again."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="differences")
    digest = models.ForeignKey(Digest, models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=40)
    before = models.TextField()
    after = models.TextField()
    accepted = models.BooleanField(default=False)
    applied = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("difference")
        verbose_name_plural = _("differences")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["reading", "kind"], name="difference_kind"),
            models.Index(fields=["reading", "digest"], name="difference_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
