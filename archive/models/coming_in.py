"""How digests come in many at a time, and which of them look like one that is there already."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .digests import Digest, Series


class NearDuplicate(models.Model):
    """A digest that repeats another one: the same with another header, or with one of its stories.

    `share` says how much of its text stands in the other one (0 to 1), `stories` how many of its stories do wholly.
    """

    class Choice(models.TextChoices):
        SKIP = "skip", _("skipped")
        REPLACE = "replace", _("takes the other’s place")
        KEEP = "keep", _("both stay")

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="repeats")
    other = models.ForeignKey(Digest, models.CASCADE, related_name="repeated_by")
    share = models.FloatField()
    stories = models.PositiveIntegerField(default=0)
    choice = models.CharField(max_length=8, choices=Choice, blank=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("likely repetition")
        verbose_name_plural = _("likely repetitions")
        ordering = ["-share", "id"]
        constraints = [models.UniqueConstraint(fields=["digest", "other"], name="near_once")]

    def __str__(self) -> str:
        return f"{self.digest} ~ {self.other}"

    @property
    def percent(self) -> int:
        return round(100 * self.share)


class Import(models.Model):
    """Many files that came in at once, as one archive (`packed`, kept until each of them is in)."""

    class State(models.TextChoices):
        RUNNING = "running", _("under way")
        DONE = "done", _("done")

    series = models.ForeignKey(Series, models.PROTECT, related_name="+", verbose_name=_("series"))
    name = models.CharField(_("file name"), max_length=255)
    packed = models.BinaryField(null=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RUNNING)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class ImportedFile(models.Model):
    """One file of an import: what became of it, and why it is not in where it is not."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        IN = "in", _("came in")
        KNOWN = "known", _("was there already")
        SKIPPED = "skipped", _("skipped")
        FAILED = "failed", _("failed")
        UNDONE = "undone", _("taken out again")

    of = models.ForeignKey(Import, models.CASCADE, related_name="files")
    name = models.CharField(_("file"), max_length=500)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    digest = models.ForeignKey(Digest, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["of", "name"], name="importedfile_once")]

    def __str__(self) -> str:
        return self.name


class Token(models.Model):
    """Lets a program send the digests of one series. Only the SHA-256 of the secret is kept."""

    name = models.CharField(_("name"), max_length=100)
    sha256 = models.CharField(max_length=64, unique=True)
    series = models.ForeignKey(Series, models.CASCADE, related_name="+", verbose_name=_("series"))
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    used_at = models.DateTimeField(_("last used"), null=True)
    on = models.BooleanField(_("on"), default=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
