"""What is talked about more than in the days before: values of a filter whose share of the stories has grown.

    rise = (now + PRIOR) / (before * stories now / stories before + PRIOR)

`before * stories now / stories before` is how many stories a value would have now if its share had stayed. PRIOR is
added to both, so that with few stories the rise is near 1: from 1 to 3 is 1.5, from 10 to 30 is 2.5. A value rises when
it is in at least LEAST stories and its rise is at least TIMES; of two the one with the greater rise comes first. Where
either period has fewer than ENOUGH stories nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archive.search import FacetValue

PRIOR = 3.0
LEAST = 5
TIMES = 1.5
ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Rise:
    """A value and in how many stories it is, `now` and `before`."""

    slug: str
    name: str
    now: int
    before: int


def rise(now: int, before: int, stories: int, stories_before: int) -> float:
    """How many times as many stories as its former share would give a value has; 1 where the share stayed."""
    return (now + PRIOR) / (before * stories / stories_before + PRIOR)


def rising(
    now: Iterable[FacetValue], before: Iterable[FacetValue], stories: int, stories_before: int, limit: int
) -> list[Rise]:
    """The values that rise, the most first, at most so many; `stories` are the totals of the two periods."""
    if min(stories, stories_before) < ENOUGH:
        return []
    counts = {value.slug: value.count for value in before}
    found = [Rise(value.slug, value.name, value.count, counts.get(value.slug, 0)) for value in now]
    rises = {one: rise(one.now, one.before, stories, stories_before) for one in found if one.now >= LEAST}
    best = sorted((one for one in rises if rises[one] >= TIMES), key=lambda one: (-rises[one], -one.now, one.name))
    return best[:limit]
