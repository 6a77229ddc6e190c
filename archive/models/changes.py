"""The ledger: every write is a change set that says who, when, why, what was before and after."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeSet(models.Model):
    """One act of an editor or of the parser upon one digest, or, without one, upon names.

    `changes` lists the rows that differ: [{"table": model name, "id": pk, "before": {...}|null, "after": {...}|null}].
    """

    digest = models.ForeignKey("archive.Digest", models.CASCADE, null=True, related_name="changesets")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)
    verb = models.CharField(_("what"), max_length=40)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    changes = models.JSONField(default=list)
    undone = models.BooleanField(_("undone"), default=False)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-id"]
        permissions = [
            ("undo_others", "Can undo what others did"),
            ("merge_names", "Can merge people and organizations"),
        ]

    def __str__(self) -> str:
        return self.summary or self.verb


class Presence(models.Model):
    """When somebody last loaded the page of a digest at the desk."""

    digest = models.ForeignKey("archive.Digest", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["digest", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.at}"


class NotSame(models.Model):
    """Two people, or two organizations, that look like one and are two, as somebody said. `one` is the smaller id."""

    kind = models.CharField(max_length=12, choices=[("person", _("person")), ("organization", _("organization"))])
    one = models.PositiveBigIntegerField()
    other = models.PositiveBigIntegerField()
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when"), auto_now=True)

    class Meta:
        verbose_name = _("pair that is two")
        verbose_name_plural = _("pairs that are two")
        constraints = [
            models.UniqueConstraint(fields=["kind", "one", "other"], name="notsame_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="notsame_order"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.one}, {self.other}"
