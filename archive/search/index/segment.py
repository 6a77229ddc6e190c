"""A part of the index: some stories with all that is asked of them, in the order of their days.

A story's number is its place in that order (day, then id), so that a span of days is a span of numbers. Statements are
numbered by story; within a story the last one comes first, so that a walk from the highest number down is a list of the
newest statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

import numpy as np
from pyroaring import BitMap

from archive.search.links import LINKS, SAID

from .lists import Arrays, Flat, Lists, Numbers, Words, encode, join, numbers, ranges

WORDS = ("text", "title", "said")
SPEAKERS = ("people", "organizations", "sources")  # asked for as those whose a statement is
FILTERS = tuple(LINKS)
SAID_BY_STORY = ("countries", "topics")  # what a statement has because its story has it
SAID_ITSELF = tuple(name for name in SAID if name not in SAID_BY_STORY)

NO_DAY = 2**31 - 1
_SIDES: tuple[Literal["left", "right"], ...] = ("left", "right")
_EPOCH = date(1970, 1, 1)


@dataclass
class Draft:
    """A segment under construction. `lists` are named like Segment's: "text", "has.people", "by.people"."""

    stories: Numbers  # ids
    days: Numbers  # days since 1970, NO_DAY last
    digests: Numbers  # ids
    length: Numbers  # words of each story
    statements: Numbers  # ids
    told: Numbers  # the story's number, for each statement
    spoken: Numbers  # words of each statement
    lists: dict[str, Flat]


def joined(drafts: Sequence[Draft]) -> Draft:
    """Segments as one; each has only later stories than the one before."""
    stories = np.cumsum([0, *(len(one.stories) for one in drafts)]).tolist()
    statements = np.cumsum([0, *(len(one.statements) for one in drafts)]).tolist()
    return Draft(
        stories=np.concatenate([one.stories for one in drafts]),
        days=np.concatenate([one.days for one in drafts]),
        digests=np.concatenate([one.digests for one in drafts]),
        length=np.concatenate([one.length for one in drafts]),
        statements=np.concatenate([one.statements for one in drafts]),
        told=np.concatenate([one.told + np.uint32(shift) for one, shift in zip(drafts, stories[:-1], strict=True)]),
        spoken=np.concatenate([one.spoken for one in drafts]),
        lists={
            name: join(
                [
                    (one.lists[name], shift)
                    for one, shift in zip(drafts, (statements if _of_statements(name) else stories)[:-1], strict=True)
                ]
            )
            for name in drafts[0].lists
        },
    )


def arrays_of(draft: Draft) -> Arrays:
    """What Segment reads."""
    found: Arrays = {
        "stories": draft.stories,
        "days": draft.days,
        "digests": draft.digests,
        "length": draft.length,
        "statements": draft.statements,
        "told": draft.told,
        "spoken": draft.spoken,
        "told_at": np.searchsorted(draft.told, np.arange(len(draft.stories) + 1)).astype(np.uint32),
    }
    lists = draft.lists | {f"by.{name}": _told(draft.lists[f"has.{name}"], found["told_at"]) for name in SAID_BY_STORY}
    for name, flat in lists.items():
        found |= encode(name, flat)
    return (
        found
        | _links("has", [lists[f"has.{name}"] for name in FILTERS], len(draft.stories))
        | _links("by", [lists[f"by.{name}"] for name in SAID], len(draft.statements))
    )


def _told(has: Flat, told_at: Numbers) -> Flat:
    """What stories have as what their statements have."""
    first = told_at[has.docs]
    lengths = told_at[has.docs + 1] - first
    ends = np.cumsum(lengths, dtype=np.int64)[np.cumsum(has.counts, dtype=np.int64) - 1]
    counts = np.diff(ends, prepend=0)
    some = counts > 0
    keys = [key for key, there in zip(has.keys, some.tolist(), strict=True) if there]
    return Flat(keys, counts[some].astype(np.uint32), ranges(first, lengths).astype(np.uint32))


def _links(name: str, lists: Sequence[Flat], size: int) -> Arrays:
    """The values of all lists that each of so many stories or statements has: numbered list after list."""
    docs = np.concatenate([flat.docs for flat in lists])
    counts = np.concatenate([flat.counts for flat in lists])
    values = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    each = np.bincount(docs, minlength=size)
    return {
        f"{name}.links": values[np.argsort(docs, kind="stable")],
        f"{name}.links_at": np.concatenate(([0], np.cumsum(each))).astype(np.uint32),
    }


class Facets(Lists):
    """Which stories, or statements, have which value of a filter; `first` is the number of the first value among those
    of all filters.
    """

    kept = 4096

    def __init__(self, arrays: Arrays, name: str, first: int) -> None:
        super().__init__(arrays, name)
        self.first = first
        self._homes: tuple[Facets, list[int]] | None = None

    def homes_in(self, large: Facets) -> list[int]:
        """For each value its index in a larger segment, which is the same one as long as that is in use; -1 without."""
        if self._homes is None or self._homes[0] is not large:
            found = (large.find(self.key(at)) for at in range(len(self)))
            self._homes = large, [at[0] if at else -1 for at in found]
        return self._homes[1]

    @cached_property
    def largest(self) -> list[tuple[int, int]]:
        """The values with most stories, the largest first: their indexes and how many stories they have."""
        order = np.argsort(-self.counts.astype(np.int64), kind="stable")[: self.kept]
        return list(zip(order.tolist(), self.counts[order].tolist(), strict=True))


class Values:
    """What stories ("has") or statements ("by") have: by value, and each one's values side by side in `links`."""

    def __init__(self, arrays: Arrays, name: str, filters: Sequence[str]) -> None:
        self.of: dict[str, Facets] = {}
        self.number = 0  # of the values of all filters
        for one in filters:
            self.of[one] = Facets(arrays, f"{name}.{one}", self.number)
            self.number += len(self.of[one])
        self.links, self.links_at = arrays[f"{name}.links"], arrays[f"{name}.links_at"]

    def __len__(self) -> int:
        return len(self.links_at) - 1

    def __getitem__(self, name: str) -> Facets:
        return self.of[name]

    @cached_property
    def counts(self) -> Numbers:
        """How many have each value, filter after filter."""
        return np.concatenate([facets.counts for facets in self.of.values()]).astype(np.int64)

    def links_in(self, some: Numbers) -> Numbers:
        """The values of some, one's after the other's."""
        first = self.links_at[some]
        return self.links[ranges(first, self.links_at[some + 1] - first)]


class Segment:
    """Some stories, ready to be asked."""

    def __init__(self, arrays: Arrays) -> None:
        self.stories, self.days, self.digests = arrays["stories"], arrays["days"], arrays["digests"]
        self.length, self.spoken = arrays["length"], arrays["spoken"]
        self.statements, self.told, self.told_at = arrays["statements"], arrays["told"], arrays["told_at"]
        self.words = {name: Words(arrays, name) for name in WORDS}
        self.has, self.by = Values(arrays, "has", FILTERS), Values(arrays, "by", tuple(SAID))
        self.all_stories = BitMap(range(len(self.stories)))
        self.all_statements = BitMap(range(len(self.statements)))

    def __len__(self) -> int:
        return len(self.stories)

    def numbers_of(self, ids: Sequence[int]) -> list[int]:
        """The numbers of those of some stories that are here."""
        if not len(self):
            return []
        order, wanted = self._by_id, np.array(ids, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.stories, wanted, sorter=order), len(self) - 1)
        return [number for number, key in zip(order[at].tolist(), ids, strict=True) if self.stories[number] == key]

    @cached_property
    def _by_id(self) -> Numbers:
        return np.argsort(self.stories, kind="stable").astype(np.uint32)

    @cached_property
    def words_in_all(self) -> int:
        """The words of all stories."""
        return int(self.length.sum(dtype=np.int64))

    @cached_property
    def spoken_in_all(self) -> int:
        """The words of all statements."""
        return int(self.spoken.sum(dtype=np.int64))

    @cached_property
    def dated(self) -> int:
        """How many stories have a day; they come first."""
        return int(np.searchsorted(self.days, NO_DAY))

    @cached_property
    def months(self) -> list[tuple[date, int, int]]:
        """Each month that has a story, by its first day, and the span of its stories' numbers."""
        if not self.dated:
            return []
        month_of = self.days[: self.dated].astype("datetime64[D]").astype("datetime64[M]")
        firsts, starts = np.unique(month_of, return_index=True)
        ends = [*starts[1:].tolist(), self.dated]
        return list(zip(firsts.astype("datetime64[D]").tolist(), starts.tolist(), ends, strict=True))

    def day(self, number: int) -> date:
        """The day of a story that has one."""
        return _EPOCH + timedelta(days=int(self.days[number]))

    def on_days(self, first: date | None, last: date | None) -> BitMap:
        """The stories of a span of days."""
        start = int(np.searchsorted(self.days, (first - _EPOCH).days)) if first else 0
        end = int(np.searchsorted(self.days, (last - _EPOCH).days, side="right")) if last else self.dated
        return BitMap(range(start, max(start, min(end, self.dated))))

    def span(self, day: date | None, story: int) -> tuple[int, int]:
        """From which number to which a story reaches: two equal ones, where it would stand, if it is not here."""
        days = (day - _EPOCH).days if day else NO_DAY
        start, end = (int(np.searchsorted(self.days, days, side=side)) for side in _SIDES)
        first, last = (start + int(np.searchsorted(self.stories[start:end], story, side=side)) for side in _SIDES)
        return first, last

    def flags(self, stories: BitMap) -> Numbers:
        """For each story whether it is among some."""
        flags = np.zeros(len(self) + 1, dtype=bool)
        flags[numbers(stories)] = True
        return flags


def _of_statements(name: str) -> bool:
    return name == "said" or name.startswith("by.")
