"""Counts over time as columns, drawn as SVG by the template: /search/'s months and "When she was quoted".

Positions across are percentages of the drawing's width and heights are pixels, so that one drawing fits a wide and
a narrow page and its text stays as large as the style sheet says.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

HEIGHT = 120  # pixels of the highest column
MOST_COLUMNS = 36  # more months become quarters, more quarters years
LABELS = 5  # as many words as fit below on a narrow page
WIDEST = 9.0  # percent: few columns do not become walls
SKIP_FROM = 12  # more links than this need a way round them


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of days with its count: where it stands (percent across, pixels down) and where it leads."""

    name: str
    count: int
    url: str
    left: float
    width: float
    middle: float
    top: float
    height: float
    largest: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A grid line (pixels down) or a date below (percent across) with its words; `ruled`: a year begins there."""

    at: float
    words: str
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that `search/_columns.html` draws."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    dates: tuple[Line, ...]
    unit: str
    height: int = HEIGHT

    @property
    def many(self) -> bool:
        return len([column for column in self.columns if column.count]) > SKIP_FROM


def chart(counts: Iterable[tuple[date, int]], url: Callable[[date, date], str]) -> Chart | None:
    """Counts by month (its first day) as columns without gaps; `url` is called with a column's first and last day.

    None when there are fewer than two columns: one number needs no drawing.
    """
    by_month = dict(counts)
    if not by_month:
        return None
    size = months_each(min(by_month), max(by_month))
    days = list(stretches(min(by_month), max(by_month), size))
    if len(days) < 2:
        return None
    totals = added(by_month, days)
    highest = max(totals)
    columns = draw(totals, [stretch_name(first, size) for first, _last in days], days, url, highest, HEIGHT)
    return Chart(columns, _lines(highest), dates_below([first for first, _last in days], size), unit_name(size))


def draw(
    totals: Sequence[int],
    names: Sequence[str],
    days: Sequence[tuple[date, date]],
    url: Callable[[date, date], str],
    highest: int,
    height: int,
) -> tuple[Column, ...]:
    """The columns of as many stretches of days; one of `highest` is as high as the drawing. The last of the largest is
    marked as such.
    """
    slot = 100 / len(days)
    width = min(slot * 0.76, WIDEST)
    largest = len(totals) - 1 - totals[::-1].index(max(totals))
    return tuple(
        Column(
            name=name,
            count=count,
            url=url(first, last),
            left=_round(place * slot + (slot - width) / 2),
            width=_round(width),
            middle=_round(place * slot + slot / 2),
            top=_round(height - height * count / highest),
            height=_round(height * count / highest),
            largest=place == largest,
        )
        for place, (count, name, (first, last)) in enumerate(zip(totals, names, days, strict=True))
    )


def added(counts: Mapping[date, int], days: Iterable[tuple[date, date]]) -> list[int]:
    """The counts of each stretch of days added up."""
    return [sum(count for day, count in counts.items() if first <= day <= last) for first, last in days]


def months_each(first: date, last: date) -> int:
    """How many months a column stands for: 1, 3 or 12."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return 1 if months <= MOST_COLUMNS else 3 if months <= 3 * MOST_COLUMNS else 12


def stretches(first: date, last: date, size: int) -> Iterable[tuple[date, date]]:
    """(first day, last day) of every month, quarter or year from `first` to `last`."""
    start = first.replace(month=(first.month - 1) // size * size + 1, day=1)
    while start <= last:
        end_month = start.month + size - 1
        end = start.replace(month=end_month, day=monthrange(start.year, end_month)[1])
        yield start, end
        if end == date.max:
            return
        start = end + timedelta(days=1)


def stretch_name(first: date, size: int) -> str:
    if size == 12:
        return str(first.year)
    if size == 3:
        return _("quarter %(number)s of %(year)s") % {"number": (first.month + 2) // 3, "year": first.year}
    return date_format(first, "YEAR_MONTH_FORMAT")


def unit_name(size: int) -> str:
    return {1: _("month"), 3: _("quarter"), 12: _("year")}[size]


def _lines(highest: int) -> tuple[Line, ...]:
    """At most three grid lines at round numbers."""
    step = next(base * 10**power for power in range(12) for base in (1, 2, 5) if base * 10**power * 3.9 >= highest)
    return tuple(Line(_round(HEIGHT - HEIGHT * at / highest), str(at)) for at in range(step, highest + 1, step))[:3]


def dates_below(firsts: list[date], size: int) -> tuple[Line, ...]:
    """The words below: where years begin if there are many columns, else months, under their columns."""
    slot = 100 / len(firsts)
    if size == 1 and len(firsts) <= 14:
        places = list(range(len(firsts)))[:: -(-len(firsts) // LABELS)]
        return tuple(Line(_round((place + 0.5) * slot), date_format(firsts[place], "M Y")) for place in places)
    places = [place for place, first in enumerate(firsts) if first.month == 1]
    if not places or places[0] * slot > 12:  # there is room for the year that it begins in
        places = [0, *places]
    places = places[:: -(-len(places) // LABELS)]
    return tuple(Line(_round(place * slot), date_format(firsts[place], "Y"), ruled=True) for place in places)


def _round(number: float) -> float:
    return round(number, 2)
