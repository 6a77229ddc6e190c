"""The index as it stands: one large part, and small ones with what was changed since. A part itself never changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from .collect import drafted, published
from .lists import bitmap, numbers
from .segment import Segment, arrays_of

SMALLER = 4  # a small part is made anew together with later changes until it is so many times larger than these


class Part(NamedTuple):
    """A segment and those of its stories that still stand as it has them."""

    segment: Segment
    alive: BitMap


Parts = tuple[Part, ...]


def whole(segment: Segment) -> Parts:
    """An index of one part, all of whose stories stand."""
    return (Part(segment, segment.all_stories),)


def renewed(parts: Parts, digests: Collection[int]) -> Parts:
    """The index after some digests were changed, published or withdrawn: their stories are read again.

    Small parts are read again with them where they are not much larger, so that there are never many.
    """
    large, *small = (without(part, digests) for part in parts)
    ids = published(list(digests))
    while small and len(small[-1].alive) <= SMALLER * len(ids):
        segment, alive = small.pop()
        ids = sorted({*ids, *segment.stories[numbers(alive)].tolist()})
    kept = [part for part in small if part.alive]
    return (large, *kept, *(whole(Segment(arrays_of(drafted(ids)))) if ids else ()))


def without(part: Part, digests: Collection[int]) -> Part:
    """A part without the stories of some digests."""
    gone = bitmap(np.flatnonzero(np.isin(part.segment.digests, np.array(sorted(digests), dtype=np.int64))))
    return part._replace(alive=part.alive - gone) if gone else part


def stories_beside(parts: Sequence[Part]) -> int:
    """How many stories stand in the small parts."""
    return sum(len(part.alive) for part in parts[1:])
