"""What is counted beforehand so that the search box answers at once: derived, and gone through again at any time.

Figures are of published stories and only order what is offered; whether readers may know of something is asked anew.
"""

from __future__ import annotations

from django.db import models

from .digests import Digest


class StoryCount(models.Model):
    """In about how many stories a value of a filter is: `of` is its name ("people"), `value` the key as text."""

    of = models.CharField(max_length=16)
    value = models.CharField(max_length=80)
    stories = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "value"], name="storycount_once")]
        indexes = [models.Index(fields=["of", "-stories"], name="storycount_most")]

    def __str__(self) -> str:
        return f"{self.of}: {self.value}"


class Word(models.Model):
    """A word as stories print it, in small letters, and in about how many stories it stands."""

    word = models.CharField(max_length=40, primary_key=True)
    stories = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.word


class TalliedDigest(models.Model):
    """A published digest whose stories are in the tallies."""

    digest = models.OneToOneField(Digest, models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return str(self.digest)
