"""Which days the archive covers: what came, and what was expected and did not come.

Nobody says how often a series comes; its own digests do. One is expected on a day if the series came on that weekday
more often than not in the four weeks before and the four weeks after, and at least three times. Weeks before its first
digest and after its last are not looked at, and nothing is expected there. So a daily series that stays away for four
weeks is missed on each of these days; a longer pause is a change of habit and is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

import numpy as np
from django.db.models import Count

from archive.models import Digest
from archive.models.addresses import address

from .kept import Kept

WEEKS = 4  # looked at before a day, and as many after it
LEAST = 3  # digests on the same weekday that make it a habit

Numbers = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Run:
    """One series: how many digests `came` on each day from its first (an ordinal) to its last."""

    first: int
    came: Numbers

    @cached_property
    def around(self) -> tuple[Numbers, Numbers]:
        """For each day on how many of the same weekdays around it a digest came, and how many there are."""
        there = self.came > 0
        hits, weeks = np.zeros(len(there), np.int64), np.zeros(len(there), np.int64)
        for days in range(7, min(7 * WEEKS, len(there) - 1) + 1, 7):
            for here, other in ((np.s_[days:], np.s_[:-days]), (np.s_[:-days], np.s_[days:])):
                hits[here] += there[other]
                weeks[here] += 1
        return hits, weeks

    @cached_property
    def expected(self) -> Numbers:
        """For each day whether a digest was expected."""
        hits, weeks = self.around
        return (hits >= LEAST) & (2 * hits > weeks)

    @cached_property
    def missing(self) -> Numbers:
        """For each day whether one was expected and none came."""
        return self.expected & (self.came == 0)


def run(days: Mapping[date, int]) -> Run:
    """A series by the number of its digests on each day that has any."""
    first, last = min(days).toordinal(), max(days).toordinal()
    came = np.zeros(last - first + 1, np.int64)
    for day, number in days.items():
        came[day.toordinal() - first] = number
    return Run(first, came)


class Gap(NamedTuple):
    """A day on which a series' digest (its id) was expected: it came on `came` of the `weeks` same weekdays around."""

    day: date
    series: int
    came: int
    weeks: int


@dataclass(frozen=True, slots=True)
class Covered:
    """What came in a span of days and what did not: `first` and `last` are days of digests, None where none came.

    `after` and `before` are the days asked for; None: from the first on, up to the last.
    """

    after: date | None
    before: date | None
    first: date | None
    last: date | None
    digests: int
    expected: int
    missing: int

    @property
    def received(self) -> int:
        """How many of those expected came."""
        return self.expected - self.missing

    @property
    def digests_url(self) -> str:
        """The list of these digests."""
        return self._url("digests")

    @property
    def missing_url(self) -> str:
        """The list of what is missing."""
        return self._url("missing")

    def _url(self, name: str) -> str:
        days = {"after": self.after, "before": self.before}
        query = urlencode({name: day.isoformat() for name, day in days.items() if day})
        return f"{address(name)}?{query}" if query else address(name)


@dataclass(frozen=True)
class Coverage:
    """The published digests by day, series by series (their ids)."""

    runs: Mapping[int, Run]

    @property
    def several(self) -> bool:
        """Whether there is more than one series, so that one may come and another not."""
        return len(self.runs) > 1

    @property
    def first(self) -> date | None:
        """The day of the first digest."""
        return date.fromordinal(self._start) if self.runs else None

    @property
    def last(self) -> date | None:
        """The day of the last digest."""
        return date.fromordinal(self._start + len(self._came) - 1) if self.runs else None

    def between(self, after: date | None = None, before: date | None = None) -> Covered:
        """What came from one day to another, both included."""
        here = self._slice(after, before)
        days = np.flatnonzero(self._came[here])
        first, last = (self._day(here.start + int(days[at])) if len(days) else None for at in (0, -1))
        return Covered(
            after=after,
            before=before,
            first=first,
            last=last,
            digests=int(self._came[here].sum()),
            expected=int(self._expected[here].sum()),
            missing=int(self._missing[here].sum()),
        )

    def on(self, day: date) -> tuple[int, int]:
        """How many digests came on a day, and how many were expected and did not."""
        at = day.toordinal() - self._start
        if not 0 <= at < len(self._came):
            return 0, 0
        return int(self._came[at]), int(self._missing[at])

    def beside(self, first: date, last: date) -> dict[str, date | None]:
        """The nearest days with a digest "before" the first and "after" the last of some days."""
        days = np.flatnonzero(self._came) + self._start
        before, after = np.searchsorted(days, first.toordinal()), np.searchsorted(days, last.toordinal(), "right")
        return {
            "before": date.fromordinal(int(days[before - 1])) if before else None,
            "after": date.fromordinal(int(days[after])) if after < len(days) else None,
        }

    def years(self) -> list[int]:
        """The years in which a digest came or was expected, the newest first."""
        return sorted({date.fromordinal(day).year for day in self._days()}, reverse=True)

    def months(self, year: int) -> list[date]:
        """The months of a year in which a digest came or was expected, by their first days."""
        here = self._days(date(year, 1, 1), date(year, 12, 31))
        return sorted({date.fromordinal(day).replace(day=1) for day in here})

    def gaps(self, after: date | None = None, before: date | None = None) -> list[Gap]:
        """Every digest that is missing from one day to another, the newest first."""
        here = self._slice(after, before)
        found = []
        for series, one in self.runs.items():
            hits, weeks = one.around
            for at in np.flatnonzero(one.missing).tolist():
                if here.start <= one.first - self._start + at < here.stop:
                    found.append(Gap(date.fromordinal(one.first + at), series, int(hits[at]), int(weeks[at])))
        return sorted(found, key=lambda gap: (-gap.day.toordinal(), gap.series))

    @cached_property
    def _start(self) -> int:
        return min((one.first for one in self.runs.values()), default=1)

    @cached_property
    def _came(self) -> Numbers:
        return self._together("came")

    @cached_property
    def _expected(self) -> Numbers:
        return self._together("expected")

    @cached_property
    def _missing(self) -> Numbers:
        return self._together("missing")

    def _together(self, name: str) -> Numbers:
        """The numbers of all series added up, day by day."""
        end = max((one.first + len(one.came) for one in self.runs.values()), default=self._start)
        total = np.zeros(end - self._start, np.int64)
        for one in self.runs.values():
            at = one.first - self._start
            total[at : at + len(one.came)] += getattr(one, name)
        return total

    def _slice(self, after: date | None, before: date | None) -> slice:
        """Where some days stand."""
        length = len(self._came)
        start = after.toordinal() - self._start if after else 0
        stop = before.toordinal() - self._start + 1 if before else length
        start = min(max(start, 0), length)
        return slice(start, max(start, min(stop, length)))

    def _days(self, after: date | None = None, before: date | None = None) -> list[int]:
        """The ordinals of the days with a digest or a gap."""
        here = self._slice(after, before)
        days: list[int] = (np.flatnonzero(self._came[here] + self._missing[here]) + self._start + here.start).tolist()
        return days

    def _day(self, at: int) -> date:
        return date.fromordinal(self._start + at)


def coverage_of(counted: Iterable[tuple[int, date, int]]) -> Coverage:
    """From how many digests came of a series (its id) on a day."""
    days: dict[int, dict[date, int]] = {}
    for series, day, number in counted:
        days.setdefault(series, {})[day] = number
    return Coverage({series: run(some) for series, some in sorted(days.items())})


def coverage() -> Coverage:
    """What the archive covers now."""
    return _kept.get()


def covered(after: date | None = None, before: date | None = None) -> Covered | None:
    """What a chart of these days covers, to be said under it (_coverage.html); None where no digest is."""
    found = coverage().between(after, before)
    return found if found.digests else None


def _read() -> Coverage:
    counted = Digest.objects.published().order_by().values_list("series", "date").annotate(Count("pk"))
    return coverage_of((series, day, number) for series, day, number in counted if day)


_kept = Kept(_read)
