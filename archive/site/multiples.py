"""Several values over time, one row of columns each: the same days and the same scale, drawn by charts/_multiples.html.

Positions across are percentages and heights are pixels, as in columns.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.search import SearchRequest
from archive.search.pairs import Counted, Covered, Key, Step

from .charts import also, between, stories_label
from .columns import (
    LABELS,
    SKIP_FROM,
    Column,
    Line,
    added,
    dates_below,
    draw,
    months_each,
    stretch_name,
    stretches,
    unit_name,
)
from .facets import search_url

HEIGHT = 40  # pixels of the highest column of all rows
WEEKS_BELOW = 120  # days: fewer are drawn by weeks


@dataclass(frozen=True, slots=True)
class Strip:
    """One row: whose it is, how many stories it has in all and where they are, and its columns."""

    name: str
    page_url: str
    url: str
    total: int
    label: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Multiples:
    """Everything that charts/_multiples.html draws."""

    strips: tuple[Strip, ...]
    dates: tuple[Line, ...]
    unit: str
    height: int = HEIGHT

    @property
    def many(self) -> bool:
        return sum(1 for strip in self.strips for column in strip.columns if column.count) > SKIP_FROM

    @property
    def rows(self) -> list[tuple[Column, ...]]:
        """The columns by their days, for a table; days on which there is nothing are left out."""
        by_days = zip(*(strip.columns for strip in self.strips), strict=True)
        return [columns for columns in by_days if any(column.count for column in columns)]


def step_of(first: date, last: date) -> Step:
    """How finely stories have to be counted for a drawing from one day to another: weeks are added up from days."""
    return "day" if (last - first).days < WEEKS_BELOW else "month"


def multiples(
    name: str,
    values: Sequence[Counted],
    times: Mapping[Key, Mapping[date, int]],
    step: Step,
    covered: Covered,
    request: SearchRequest,
    page_url: Callable[[str], str],
) -> Multiples | None:
    """The values of one filter ("topics") by their counts (`times`, on each day or in each month) in the days that are
    covered; every column leads to its stories. None where one stretch of days holds everything.
    """
    if covered.first is None or covered.last is None:
        return None
    size = 0 if step == "day" else months_each(covered.first, covered.last)
    stood = list(stretches(covered.first, covered.last, size) if size else _weeks(covered.first, covered.last))
    totals = {value.key: added(times.get(value.key, {}), stood) for value in values}
    highest = max((count for counts in totals.values() for count in counts), default=0)
    if not highest or len(stood) < 2:
        return None
    names = [stretch_name(first, size) if size else _week_name(first, last) for first, last in stood]
    firsts = [first for first, _last in stood]
    return Multiples(
        tuple(
            Strip(
                name=value.name,
                page_url=page_url(value.slug),
                url=search_url(asked),
                total=value.number,
                label=stories_label(value.name, value.number),
                columns=draw(totals[value.key], names, stood, _leading(asked), highest, HEIGHT),
            )
            for value in values
            for asked in [also(request, name, value.slug)]
        ),
        dates_below(firsts, size) if size else _weeks_below(firsts),
        unit_name(size) if size else _("week"),
    )


def _leading(request: SearchRequest) -> Callable[[date, date], str]:
    return lambda first, last: search_url(between(request, first, last))


def _weeks(first: date, last: date) -> list[tuple[date, date]]:
    """(first day, last day) of as many weeks as there are, the last one full."""
    count = (last - first).days // 7 + 1
    ends = [last - timedelta(days=7 * back) for back in range(count - 1, -1, -1)]
    return [(end - timedelta(days=6), end) for end in ends]


def _week_name(first: date, last: date) -> str:
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "j M"),
        "last": date_format(last, "SHORT_DATE_FORMAT"),
    }


def _weeks_below(firsts: list[date]) -> tuple[Line, ...]:
    """The days on which weeks begin, as many as there is room for."""
    slot = 100 / len(firsts)
    places = range(0, len(firsts), -(-len(firsts) // LABELS))
    return tuple(Line(round((place + 0.5) * slot, 2), date_format(firsts[place], "j M")) for place in places)
