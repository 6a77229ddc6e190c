"""When the digests of the synthetic corpus are dated and when they came in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_LAST_DAY = np.datetime64("2026-09-30")
_DAYS = 15 * 365 + 4
_GROWTH = 3.0  # the last day's volume as a multiple of the first day's
_WEEKEND = 0.3  # of a working day's volume
_BACKFILLED = 0.15  # of the digests came in long after their date
_A_DIGEST = 10  # stories, on average
_LEAST = 5


@dataclass(frozen=True)
class Calendar:
    """The digests in the order in which they came in: stories in each, its date, the day it came in."""

    sizes: NDArray[np.int64]
    dates: NDArray[np.datetime64]
    arrived: NDArray[np.datetime64]


def make_calendar(stories: int, rng: np.random.Generator) -> Calendar:
    """Days for so many stories: rising volume, quiet weekends, some digests added late."""
    count = max(1, round(stories / _A_DIGEST))
    least = min(_LEAST, stories // count)
    sizes = least + rng.multinomial(stories - least * count, np.full(count, 1 / count))
    days = np.arange(_DAYS)
    weekday = (_LAST_DAY - _DAYS + 1 + days).astype("datetime64[D]").astype(int) + 3  # 1970-01-01 was a Thursday
    weights = np.linspace(1, _GROWTH, _DAYS) * np.where(weekday % 7 < 5, 1, _WEEKEND)
    dated = rng.choice(_DAYS, count, p=weights / weights.sum())
    late = rng.random(count) < _BACKFILLED
    arrived = np.where(late, rng.integers(dated, _DAYS), dated)
    order = np.lexsort((dated, arrived))
    first = _LAST_DAY - _DAYS + 1
    return Calendar(sizes, first + dated[order], first + arrived[order])
