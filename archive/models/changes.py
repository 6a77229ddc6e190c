"""The ledger: every write is part of a change set that says who, when and why; the rows that differ are beside it.

The database itself writes it (migration 0011): a trigger of every table that the ledger is of notes each row that a
statement made, changed or removed, in the same transaction, whoever sent the statement. Without a change set of its own
(ingest/ledger.py) a transaction gets one that has no author.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NOT_ACTS = ("receive", "read", "parse", "fail", "undo", "direct")


class ChangeSetQuerySet(models.QuerySet["ChangeSet"]):
    def acts(self) -> ChangeSetQuerySet:
        """What editors did and what stands: no coming in, no reading again, nothing that was taken back."""
        return self.filter(undone_by=None).exclude(verb__in=NOT_ACTS)


class ChangeSet(models.Model):
    """One act: of an editor, of the parser, of a rule, or of somebody at the database. `changes` are its rows.

    `digest` is the one that it was done to; without one it was done to names or to the archive as a whole. It is told
    by its number even after the digest is gone.
    """

    digest = models.ForeignKey(
        "archive.Digest", models.DO_NOTHING, null=True, db_constraint=False, related_name="changesets"
    )
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)
    verb = models.CharField(_("what"), max_length=40)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    undone_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="undid", verbose_name=_("undone by"))

    objects = ChangeSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-id"]
        permissions = [
            ("undo_others", "Can undo what others did"),
            ("merge_names", "Can merge people and organizations"),
            ("change_past", "Can apply a parser or a rule to the past"),
        ]

    def __str__(self) -> str:
        return self.summary or self.verb

    @property
    def is_act(self) -> bool:
        """Whether an editor did it and it stands."""
        return not self.undone and self.verb not in NOT_ACTS

    @property
    def undone(self) -> bool:
        """Whether it was taken back; the act that did it is `undone_by`, until that is undone in turn."""
        return self.undone_by_id is not None


class Change(models.Model):
    """What a change set did to one row, by columns. Written by the database alone.

    `kind` is the model's name in small letters, `row` the key as text. A row that was made has no `before` and an empty
    `after`: what it was is told by the row itself and its later changes. One that was removed has no `after` and all of
    it in `before`. Else both hold the columns that differ.
    """

    id = models.BigAutoField(primary_key=True)
    changeset = models.ForeignKey(ChangeSet, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=20)
    row = models.CharField(max_length=20)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        verbose_name = _("changed row")
        verbose_name_plural = _("changed rows")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["kind", "row"], name="change_row"),
            models.Index(fields=["id"], condition=Q(kind="alias", after__isnull=True), name="change_alias_gone"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"


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
