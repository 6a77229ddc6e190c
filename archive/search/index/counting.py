"""How many of the stories found have each value of a filter, exactly, and how many are of each month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from heapq import heappushpop, nlargest
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from .lists import BITMAP_FROM, Numbers, numbers, ranges
from .segment import Facets, Segment

FEW = 25_000  # stories whose values are counted one by one; of more, value by value, the largest first
_MOST_SCANNED = 2_000  # values gone through before the stories are gone through after all
_ROUNDS = 8  # first stories of each value that are tried one by one for a value's being there at all


class Found(NamedTuple):
    """The stories that a segment answers with."""

    segment: Segment
    stories: BitMap


class Counted(NamedTuple):
    """Values with their stories counted: the best, with all that equal the last; and how many values there are."""

    best: dict[bytes, int]
    total: int


def statements(found: Found, said: BitMap | None) -> int:
    """How many of some statements are in the stories found; None: how many statements these have."""
    segment, stories = found
    if len(stories) == len(segment):
        return len(segment.statements if said is None else said)
    if said is None:
        among = numbers(stories)
        return int((segment.told_at[among + 1] - segment.told_at[among]).sum())
    return int(np.count_nonzero(segment.flags(stories)[segment.told[numbers(said)]]))


def by_month(found: Sequence[Found]) -> list[tuple[date, int]]:
    """Each month that has a story, by its first day."""
    months: Counter[date] = Counter()
    for segment, stories in found:
        for first, start, end in segment.months:
            if count := stories.range_cardinality(start, end):
                months[first] += count
    return sorted(months.items())


def by_value(found: Sequence[Found], name: str, limit: int | None, wanted: Sequence[bytes] = ()) -> Counted:
    """The values of a filter that most of the stories have; `wanted` ones are counted too. None: all of them.

    The first segment is the large one; what the others have is counted in full.
    """
    (segment, stories), *others = found
    facets = segment.has[name]
    more: Counter[bytes] = Counter()
    for other, some in others:
        counts = _links(other.has[name], some)
        more.update({other.has[name].key(at): int(counts[at]) for at in np.flatnonzero(counts).tolist()})
    known = {key: at[0] for key in more if (at := facets.find(key))}
    if limit is None or len(stories) <= FEW:
        counts = _links(facets, stories)
        total = int(np.count_nonzero(counts)) + sum(1 for key in more if key not in known or not counts[known[key]])
        best = {facets.key(at): int(counts[at]) for at in _largest(counts, limit)}
    else:
        there = _there(facets, segment.flags(stories), stories)
        total = int(there.sum()) + sum(1 for key in more if key not in known or not there[known[key]])
        best = _scanned(facets, stories, limit, max(more.values(), default=0))
    asked = {key: at[0] for key in (*more, *wanted) if key not in best and (at := facets.find(key))}
    best |= {key: facets.docs(at).intersection_cardinality(stories) for key, at in asked.items()}
    for key, count in more.items():
        best[key] = best.get(key, 0) + count
    return Counted(_cut(best, limit, wanted), total)


def _links(facets: Facets, stories: BitMap) -> Numbers:
    """How many of the stories have each value, by going through the stories."""
    if len(stories) == len(facets.links_at) - 1:
        return facets.counts
    among = numbers(stories)
    first = facets.links_at[among]
    links = facets.links[ranges(first, facets.links_at[among + 1] - first)]
    return np.bincount(links, minlength=len(facets))


def _largest(counts: Numbers, limit: int | None) -> list[int]:
    """The indexes of the largest counts, with all that are equal to the last of them; none that is 0."""
    some = np.flatnonzero(counts)
    if limit is None or len(some) <= limit:
        return some.tolist()
    least = np.partition(counts[some], len(some) - limit)[len(some) - limit]
    return some[counts[some] >= least].tolist()


def _scanned(facets: Facets, stories: BitMap, limit: int, slack: int) -> dict[bytes, int]:
    """The values that most of many stories have, by going through the values, the largest first.

    Those that are left have fewer stories in all than the last of the best has among these; `slack` is how many more
    a value may have elsewhere.
    """
    counts: dict[int, int] = {}
    best = [0] * limit
    for at in facets.by_size[:_MOST_SCANNED].tolist():
        if int(facets.counts[at]) + slack < best[0]:
            break
        counts[at] = facets.docs(at).intersection_cardinality(stories)
        heappushpop(best, counts[at])
    else:
        if len(facets) > _MOST_SCANNED:
            found = _links(facets, stories)
            counts = {at: int(found[at]) for at in _largest(found, limit)}
    return {facets.key(at): count for at, count in counts.items() if count}


def _there(facets: Facets, flags: Numbers, stories: BitMap) -> Numbers:
    """For each value whether any of the stories has it."""
    there = np.zeros(len(facets), dtype=bool)
    long = facets.counts >= BITMAP_FROM
    for at in np.flatnonzero(long).tolist():
        there[at] = facets.docs(at).intersect(stories)
    left = np.flatnonzero(~long)
    for nth in range(_ROUNDS):
        hit = flags[facets.nth(left, nth)]
        there[left[hit]] = True
        left = left[~hit & (facets.counts[left] > nth + 1)]
    for at in left.tolist():
        there[at] = bool(flags[facets.numbers(at)].any())
    return there


def _cut(counts: dict[bytes, int], limit: int | None, wanted: Sequence[bytes]) -> dict[bytes, int]:
    """The best ones with their equals, and the wanted ones."""
    if limit is not None and len(counts) > limit:
        least = nlargest(limit, counts.values())[-1]
        counts = {key: count for key, count in counts.items() if count >= least or key in wanted}
    return {key: count for key, count in counts.items() if count}
