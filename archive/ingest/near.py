"""Digests that repeat another one: the same with another header, or with a story of it; and what is done about it.

Compared by paragraphs with the digests of the days around (or, without a date, with those received last): two
paragraphs are the same whose letters and digits are. Exact duplicates never get so far: they have the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from archive.ingest import ledger, undoing
from archive.ingest.review.acts import NotPossible
from archive.models import Digest, NearDuplicate

if TYPE_CHECKING:
    from django.contrib.auth.models import User

DAYS = 3
LATELY = 100  # digests received last, for one without a date
MUCH = 0.5  # of a digest's text that stands in another one: then it may be the same
STORY = 200  # characters of the shortest story that is told of as a repetition
WHOLE = 0.9  # of a story's text that stands in the other digest: then it is there

_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Beside:
    """A stretch of two digests side by side: `same` in both, or only in `here` or `there` (paragraphs)."""

    same: bool
    here: tuple[str, ...]
    there: tuple[str, ...]


def look(digest: Digest) -> list[NearDuplicate]:
    """Note the digests that this one repeats; returns them. What somebody chose about one stands."""
    mine = _paragraphs(digest.text or "")
    stories = [_paragraphs(_text_of(digest.text or "", spans)) for spans in _stories(digest)]
    found = []
    for other in _around(digest):
        theirs = set(_paragraphs(other.text or ""))
        share = _share(mine, theirs)
        whole = sum(_length(story) >= STORY and _share(story, theirs) >= WHOLE for story in stories)
        if share >= MUCH or whole:
            found.append((other, share, whole))
    return [
        NearDuplicate.objects.update_or_create(digest=digest, other=other, defaults={"share": share, "stories": whole})[
            0
        ]
        for other, share, whole in found
    ]


def _around(digest: Digest) -> Iterable[Digest]:
    """The digests that one may repeat: of the days around, received before it."""
    others = (
        Digest.objects.filter(text__isnull=False, pk__lt=digest.pk).exclude(pk=digest.replaces_id or 0).defer("raw")
    )
    others = others.exclude(pk=digest.parent_id) if digest.parent_id else others
    lately = others.order_by("-pk").values("pk")[:LATELY]
    if digest.date is None:
        return others.filter(pk__in=lately)
    days = (digest.date - timedelta(DAYS), digest.date + timedelta(DAYS))
    return others.filter(Q(date__range=days) | Q(date__isnull=True, pk__in=lately))


def _stories(digest: Digest) -> Iterator[Sequence[Sequence[int]]]:
    yield from digest.articles.values_list("paragraphs", flat=True)


def _text_of(text: str, spans: Sequence[Sequence[int]]) -> str:
    return "\n".join(text[start:end] for start, end in spans)


def _paragraphs(text: str) -> list[str]:
    """Its paragraphs by their letters and digits alone; lines that have hardly any are none."""
    lines = (_LETTERS.sub(" ", line).strip().casefold() for line in text.splitlines())
    return [line for line in lines if len(line) > 20]


def _length(paragraphs: Iterable[str]) -> int:
    return sum(map(len, paragraphs))


def _share(paragraphs: Sequence[str], among: set[str]) -> float:
    """How much of some paragraphs, by length, is among others."""
    whole = _length(paragraphs)
    return _length(line for line in paragraphs if line in among) / whole if whole else 0.0


def beside(one: str, other: str) -> list[Beside]:
    """Two texts side by side, paragraph by paragraph, in the order of the first."""
    here, there = ([line for line in text.splitlines() if line.strip()] for text in (one, other))
    keys = [[_LETTERS.sub(" ", line).strip().casefold() for line in lines] for lines in (here, there)]
    matcher = SequenceMatcher(a=keys[0], b=keys[1], autojunk=False)
    return [Beside(tag == "equal", tuple(here[a:b]), tuple(there[c:d])) for tag, a, b, c, d in matcher.get_opcodes()]


def choose(near: NearDuplicate, choice: str, *, who: User | None) -> None:
    """Do what somebody chose: skip (its import is undone), replace (the other goes when this is published), keep both.

    Raises NotPossible for another choice, and where somebody has worked on what would be skipped.
    """
    if choice not in NearDuplicate.Choice.values:
        raise NotPossible(_("Choose what is to be done: skip it, let it take the other’s place, or keep both."))
    if choice == NearDuplicate.Choice.SKIP:
        undoing.undo_import(near.digest, who=who)
        return
    told, replaces = {"other": near.other}, choice == NearDuplicate.Choice.REPLACE
    words = _("Takes the place of: %(other)s") % told if replaces else _("Stays beside: %(other)s") % told
    with ledger.recorded("replace", words, who=who, digest=near.digest):
        near.choice, near.who = choice, who
        near.save(update_fields=["choice", "who"])
        if replaces or near.digest.replaces_id == near.other_id:
            Digest.objects.filter(pk=near.digest_id).update(replaces=near.other if replaces else None)
