"""How many of the stories or statements found have each value of a filter, exactly, and how many are of each month."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from heapq import heappushpop, nlargest
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from .lists import Numbers, numbers
from .segment import Facets, Segment, Values

FEW = 50_000  # whose values are counted one by one; of more stories or statements, value by value, the largest first
FEW_VALUES = 2_000  # of a filter, so that all of them can be looked at
_WORTH = 750  # that cost as much to go through as one value
_ONE_BY_ONE = 10_000  # statements that are looked up so; of more, all at once


@dataclass(frozen=True)
class Members(ABC):
    """Some stories or statements of a segment, by their numbers: what has values and days, and can be counted."""

    segment: Segment
    members: BitMap

    @property
    @abstractmethod
    def values(self) -> Values:
        """What all of them have."""

    @property
    @abstractmethod
    def dated(self) -> int:
        """How many of the segment have a day; they come first."""

    @abstractmethod
    def day(self, number: int) -> date:
        """The day of one that has any."""

    @abstractmethod
    def days_of(self, numbers: Numbers) -> Numbers:
        """The days of some, in days since 1970."""

    @abstractmethod
    def spans(self) -> Iterable[tuple[date, int, int]]:
        """Each month by its first day, and the span of its members' numbers."""

    @cached_property
    def numbers(self) -> Numbers:
        """Their numbers, ascending."""
        return numbers(self.members)

    @cached_property
    def links(self) -> Numbers:
        """How many of them have each value of each filter: what one has is read at once, wherever it lies.

        Of most of a segment the others are counted.
        """
        values = self.values
        if len(self.members) > len(values) // 2:
            others = numbers(self.members.flip(0, len(values)))
            return values.counts - np.bincount(values.links_in(others), minlength=values.number)
        return np.bincount(values.links_in(self.numbers), minlength=values.number)

    @property
    def is_all(self) -> bool:
        return len(self.members) == len(self.values)

    def days(self) -> tuple[date, ...]:
        """Their first day and their last; none where none of them is dated."""
        dated = self.members.rank(self.dated - 1) if self.dated else 0
        return (self.day(self.members[0]), self.day(self.members[dated - 1])) if dated else ()


class Found(Members):
    """The stories that a segment answers with."""

    @property
    def stories(self) -> BitMap:
        return self.members

    @property
    def values(self) -> Values:
        return self.segment.has

    @property
    def dated(self) -> int:
        return self.segment.dated

    def day(self, number: int) -> date:
        return self.segment.day(number)

    def days_of(self, numbers: Numbers) -> Numbers:
        return self.segment.days[numbers].astype(np.int64)

    def spans(self) -> Iterable[tuple[date, int, int]]:
        return self.segment.months

    @cached_property
    def flags(self) -> Numbers:
        """For each story of the segment whether it is found."""
        return self.segment.flags(self.stories)


class Told(Members):
    """The statements that a segment answers with."""

    @property
    def values(self) -> Values:
        return self.segment.by

    @property
    def dated(self) -> int:
        return int(self.segment.told_at[self.segment.dated])

    def day(self, number: int) -> date:
        return self.segment.day(int(self.segment.told[number]))

    def days_of(self, numbers: Numbers) -> Numbers:
        return self.segment.days[self.segment.told[numbers]].astype(np.int64)

    def spans(self) -> Iterable[tuple[date, int, int]]:
        told_at = self.segment.told_at
        return ((month, int(told_at[start]), int(told_at[end])) for month, start, end in self.segment.months)


class Counted(NamedTuple):
    """Values with what has them counted: the best, with all that equal the last; and how many values there are.

    `total` is None where there are very many of both, and it is not counted.
    """

    best: dict[bytes, int]
    total: int | None


def statements(found: Found, said: BitMap | None) -> int:
    """How many of some statements are in the stories found; None: how many statements these have."""
    segment = found.segment
    if found.is_all:
        return len(segment.statements if said is None else said)
    if said is None and len(found.stories) > len(segment) // 2:
        others = Found(segment, segment.all_stories - found.stories)
        return len(segment.statements) - statements(others, None)
    if said is None:
        return int((segment.told_at[found.numbers + 1] - segment.told_at[found.numbers]).sum())
    told = segment.told[numbers(said)]
    return (
        int(np.count_nonzero(found.flags[told]))
        if len(told) > _ONE_BY_ONE
        else sum(map(found.stories.__contains__, told.tolist()))
    )


def by_month(found: Sequence[Members]) -> list[tuple[date, int]]:
    """Each month that has any of them, by its first day."""
    months: Counter[date] = Counter()
    for one in found:
        for first, start, end in one.spans():
            if count := one.members.range_cardinality(start, end):
                months[first] += count
    return sorted(months.items())


def by_value(
    found: Sequence[Members], name: str, limit: int | None, wanted: Sequence[bytes] = (), *, quickly: bool = False
) -> Counted:
    """The values of a filter that most of them have; `wanted` ones are counted too. None: all of them.

    The first segment is the large one; what the others have is counted in full. `quickly`: how many values there are
    may be left out.
    """
    large, *others = found
    facets = large.values[name]
    more, new = _elsewhere(facets, others, name)
    asked = (*more, *(at for key in wanted for at in facets.find(key)))
    best = _scanned(facets, large, limit) if limit and quickly else None
    total: int | None = None
    if best is None:
        counts = links_of(facets, large)
        best = {at: int(counts[at]) for at in (*_largest(counts, limit), *asked)}
        total = int(np.count_nonzero(counts)) + sum(not counts[at] for at in more) + len(new)
    else:
        best |= {at: _having(facets, at, large) for at in asked if at not in best}
        if len(facets) <= FEW_VALUES:
            there = {at for at in range(len(facets)) if facets.docs(at).intersect(large.members)}
            total = len(there | set(more)) + len(new)
    counted = {facets.key(at): count + more[at] for at, count in best.items()}
    return Counted(_cut(counted | new, limit, wanted), total)


def _elsewhere(facets: Facets, others: Sequence[Members], name: str) -> tuple[Counter[int], Counter[bytes]]:
    """What the small segments have: of the large one's values by their indexes there, and of values that it has not."""
    more: Counter[int] = Counter()
    new: Counter[bytes] = Counter()
    for other in others:
        theirs = other.values[name]
        counts, homes = links_of(theirs, other), theirs.homes_in(facets)
        for at in np.flatnonzero(counts).tolist():
            if homes[at] >= 0:
                more[homes[at]] += int(counts[at])
            else:
                new[theirs.key(at)] += int(counts[at])
    return more, new


def links_of(facets: Facets, found: Members) -> Numbers:
    """How many of them have each value, by going through them."""
    return facets.counts if found.is_all else found.links[facets.first : facets.first + len(facets)]


def _largest(counts: Numbers, limit: int | None) -> list[int]:
    """The indexes of the largest counts, with all that are equal to the last of them; none that is 0."""
    least = 1
    if limit is not None:
        some = counts[counts > 1]  # most values are of one story
        if len(some) >= limit:
            least = np.partition(some, len(some) - limit)[len(some) - limit]
    return np.flatnonzero(counts >= least).tolist()


def _scanned(facets: Facets, found: Members, limit: int) -> dict[int, int] | None:
    """The values that most of many have, by going through the values, the largest first; None where going through what
    is found costs less.

    Those that are left have fewer in all than the last of the best has among these.
    """
    if found.is_all or len(found.members) <= FEW:
        return None
    counts: dict[int, int] = {}
    best = [0] * limit
    for at, in_all in facets.largest[: int(len(found.members) / _WORTH)]:
        if in_all < best[0]:
            break
        counts[at] = _having(facets, at, found)
        heappushpop(best, counts[at])
    else:
        if len(counts) < len(facets):
            return None
    return counts


def _having(facets: Facets, at: int, found: Members) -> int:
    """How many of them have one value."""
    return facets.docs(at).intersection_cardinality(found.members)


def _cut(counts: dict[bytes, int], limit: int | None, wanted: Sequence[bytes]) -> dict[bytes, int]:
    """The best ones with their equals, and the wanted ones."""
    if limit is not None and len(counts) > limit:
        least = nlargest(limit, counts.values())[-1]
        counts = {key: count for key, count in counts.items() if count >= least or key in wanted}
    return {key: count for key, count in counts.items() if count}
