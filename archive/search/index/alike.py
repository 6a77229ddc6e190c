"""Which stories of some days share most with what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from archive.search.results import Like

from .counting import Found
from .lists import numbers

_EPOCH = date(1970, 1, 1)


def alike(found: Sequence[Found], like: Like, limit: int) -> list[tuple[int, dict[str, list[bytes]]]]:
    """As engine.alike() has it: stories' ids, each with the keys that it shares, by filter."""
    best: list[tuple[tuple[int, int, int], dict[str, list[bytes]]]] = []
    for part in found:
        segment = part.segment
        span = segment.on_days(like.day - timedelta(like.days), like.day + timedelta(like.days)) & part.members
        span -= type(span)(segment.numbers_of([like.story]))
        if not span:
            continue
        having = {
            (name, key): part.values[name].any_of([key]) & span
            for name, keys in like.names.items()
            for key in [str(value).encode() for value in keys]
        }
        first = span[0]
        worth = np.zeros(span[-1] - first + 1, dtype=np.int64)
        for (name, _key), docs in having.items():
            worth[numbers(docs) - first] += like.weights[name]
        some = np.flatnonzero(worth)
        apart = np.abs(segment.days[some + first].astype(np.int64) - (like.day - _EPOCH).days)
        ids = segment.stories[some + first].astype(np.int64)
        for at in np.lexsort((-ids, apart, -worth[some]))[:limit].tolist():
            shared: dict[str, list[bytes]] = {}
            for (name, key), docs in having.items():
                if int(some[at]) + first in docs:
                    shared.setdefault(name, []).append(key)
            best.append(((-int(worth[some[at]]), int(apart[at]), -int(ids[at])), shared))
    return [(-rank[2], shared) for rank, shared in sorted(best, key=lambda one: one[0])[:limit]]
