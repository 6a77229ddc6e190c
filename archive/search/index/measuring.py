"""What lists of people, newspapers, countries say of each: how many stories and statements, from when to when, and of
how many others. For all of them at once, to sort by; and for a few, to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from archive.search.results import NO_DATE, Figures, Month

from .counting import Found, Members, Told, links_of
from .lists import Numbers, numbers
from .segment import Facets

_NEVER = np.iinfo(np.int64).max


class Measured(NamedTuple):
    """Every value that any of some stories or statements has, by its key: how many have it, and its first and last day
    (days since 1970, NO_DATE for none).
    """

    keys: list[bytes]
    number: Numbers
    first: Numbers
    last: Numbers


def measured(found: Sequence[Members], name: str) -> Measured:
    """The values of a filter; the first segment is the large one."""
    large, *others = found
    facets = large.values[name]
    keys = [facets.key(at) for at in range(len(facets))]
    place = {}
    parts = [(np.arange(len(facets)), large)]
    for other in others:
        theirs = other.values[name]
        homes = theirs.homes_in(facets)
        for at, home in enumerate(homes):
            if home < 0 and theirs.key(at) not in place:
                place[theirs.key(at)] = len(keys)
                keys.append(theirs.key(at))
        homes_here = [home if home >= 0 else place[theirs.key(at)] for at, home in enumerate(homes)]
        parts.append((np.array(homes_here, dtype=np.int64), other))
    number = np.zeros(len(keys), dtype=np.int64)
    first, last = np.full(len(keys), _NEVER), np.full(len(keys), NO_DATE, dtype=np.int64)
    for where, part in parts:
        number[where] += links_of(part.values[name], part)
        firsts, lasts = _days(part, part.values[name])
        first[where] = np.minimum(first[where], np.where(firsts == NO_DATE, _NEVER, firsts))
        last[where] = np.maximum(last[where], lasts)
    first[last == NO_DATE] = NO_DATE
    some = np.flatnonzero(number)
    return Measured([keys[at] for at in some.tolist()], number[some], first[some], last[some])


def related(told: Sequence[Members], name: str, other: str) -> dict[bytes, int]:
    """Of how many values of another filter each value has statements."""
    counts: dict[bytes, int] = {}
    large, *others = told
    mine, theirs = large.values[name], large.values[other]
    if len(mine) <= len(theirs):
        for at in range(len(mine)):
            counts[mine.key(at)] = len(_distinct(large, mine, at, theirs))
    else:
        total = np.zeros(len(mine), dtype=np.int64)
        for at in range(len(theirs)):
            total[_distinct(large, theirs, at, mine)] += 1
        counts = {mine.key(at): count for at, count in enumerate(total.tolist())}
    for key, one in {pair for part in others for pair in _pairs(part, name, other)}:
        both = mine.any_of([key]) & theirs.any_of([one])
        if not both.intersect(large.members):
            counts[key] = counts.get(key, 0) + 1
    return {key: count for key, count in counts.items() if count}


def figures(stories: Sequence[Found], told: Sequence[Told], name: str, key: bytes, others: Sequence[str]) -> Figures:
    """What a list says of one value."""
    named, said = _having(stories, name, key), _having(told, name, key)
    first, last = _edges(stories, named)
    first_said, last_said = _edges(told, said)
    months: dict[date, int] = {}
    for part, some in zip(told, said, strict=True):
        for month, start, end in part.spans() if some else ():
            if count := some.range_cardinality(start, end):
                months[month] = months.get(month, 0) + count
    return Figures(
        stories=sum(map(len, named)),
        first=first,
        last=last,
        statements=sum(map(len, said)),
        first_said=first_said,
        last_said=last_said,
        months=tuple(Month(*month) for month in sorted(months.items())),
        related={
            other: len({
                part.values[other].key(at)
                for part, some in zip(told, said, strict=True)
                for at in _values_of(part, numbers(some), part.values[other]).tolist()
            })
            for other in others
        },
    )  # fmt: skip


def number_of(found: Sequence[Members], name: str, key: bytes) -> int:
    """How many have one value."""
    return sum(map(len, _having(found, name, key)))


def newest(stories: Sequence[Found], name: str, key: bytes, limit: int) -> list[int]:
    """The ids of the newest stories that have one value, so many at most, the newest first."""
    ranked: list[tuple[int, int]] = []
    for part, some in zip(stories, _having(stories, name, key), strict=True):
        few = numbers(some[max(0, len(some) - limit) :])
        ranked += zip(part.segment.days[few].tolist(), part.segment.stories[few].tolist(), strict=True)
    return [story for _day, story in sorted(ranked, reverse=True)[:limit]]


def _having(found: Sequence[Members], name: str, key: bytes) -> list[BitMap]:
    """Those of each part that have one value."""
    having = []
    for part in found:
        docs = part.values[name].any_of([key])
        having.append(docs if part.is_all else docs & part.members)
    return having


def _edges(found: Sequence[Members], some: Sequence[BitMap]) -> tuple[date | None, date | None]:
    """The first day and the last of some of each part."""
    days = [day for part, few in zip(found, some, strict=True) for day in type(part)(part.segment, few).days()]
    return min(days, default=None), max(days, default=None)


def _days(part: Members, facets: Facets) -> tuple[Numbers, Numbers]:
    """The first and the last day of each value in one part."""
    if not part.dated:
        none = np.full(len(facets), NO_DATE, dtype=np.int64)
        return none, none
    firsts, lasts = (edge.astype(np.int64) for edge in facets.edges)
    again = lasts >= part.dated
    if not part.is_all:
        again |= links_of(facets, part) < facets.counts
    undated = []
    for at in np.flatnonzero(again).tolist():  # where one is undated or no longer there
        there = facets.docs(at) & part.members
        dated = there.rank(part.dated - 1)
        firsts[at], lasts[at] = (there[0], there[dated - 1]) if dated else (0, 0)
        undated += [] if dated else [at]
    days = part.days_of(firsts), part.days_of(lasts)
    for one in days:
        one[undated] = NO_DATE
    return days


def _distinct(part: Members, of: Facets, at: int, others: Facets) -> Numbers:
    """The other filter's values that statements with one value have."""
    there = of.numbers(at) if part.is_all else numbers(of.docs(at) & part.members)
    return _values_of(part, there, others)


def _values_of(part: Members, some: Numbers, facets: Facets) -> Numbers:
    """The values of a filter that some of a part have, by their indexes, each once."""
    links = part.values.links_in(some)
    links = links[(links >= facets.first) & (links < facets.first + len(facets))] - facets.first
    if len(links) < len(facets) // 8:
        return np.unique(links)
    flags = np.zeros(len(facets), dtype=bool)
    flags[links] = True
    return np.flatnonzero(flags)


def _pairs(part: Members, name: str, other: str) -> Iterable[tuple[bytes, bytes]]:
    """The pairs of values of two filters that statements of a small part have."""
    mine, theirs = part.values[name], part.values[other]
    for at in range(len(mine)):
        for one in _distinct(part, mine, at, theirs).tolist():
            yield mine.key(at), theirs.key(one)
