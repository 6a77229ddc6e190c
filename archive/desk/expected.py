"""Which digests were expected these days and are not here, so that somebody can go and ask for them.

The readers' calendar (site/coverage.py) looks back at what is published; the desk looks ahead: a series is expected on
a day if it came on that weekday in at least three of the four weeks before. Whatever came counts, published or not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from archive.models import Digest, Series

WEEKS, LEAST = 4, 3
DAYS = 7  # that are looked at, today the last of them


@dataclass(frozen=True, slots=True)
class Late:
    """A day on which a series is missed; on `came` of the four same weekdays before it came."""

    series: Series
    day: date
    came: int


def late(today: date) -> list[Late]:
    """What is missed of the seven days up to today, the newest first; two queries, one where nothing is."""
    since = today - timedelta(DAYS - 1, weeks=WEEKS)
    came: dict[int, set[date]] = {}
    digests = Digest.objects.filter(date__range=(since, today)).exclude(state=Digest.State.WITHDRAWN)
    for series, day in digests.order_by().values_list("series", "date").distinct():
        if day is not None:
            came.setdefault(series, set()).add(day)
    missed = [(day, series, number) for series, days in came.items() for day, number in missing(days, today)]
    named = Series.objects.in_bulk({series for _day, series, _number in missed}) if missed else {}
    found = [Late(named[series], day, number) for day, series, number in missed if series in named]
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.series.name))


def missing(days: Collection[date], today: date) -> Iterator[tuple[date, int]]:
    """The days up to today on which a series with these days is missed, and how often it came on such days before."""
    for back in range(DAYS):
        day = today - timedelta(back)
        number = sum(day - timedelta(weeks=week) in days for week in range(1, WEEKS + 1))
        if day not in days and number >= LEAST:
            yield day, number
