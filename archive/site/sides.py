"""Counts of two or three sides made ready to be drawn: columns on one axis, and shares as marks on a line.

Positions across are percentages of a drawing's width and heights are pixels, as in columns.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.search.comparing import Counted, Values

from .columns import SKIP_FROM, Chart, Column, Line, chart

BAND = 88  # pixels of the highest column
DRAWN = 6  # values whose shares are drawn
LISTED = 100  # values in a table
CLOSE = 5.0  # percent of the axis: marks nearer to each other than this would hide one another

Url = Callable[[date, date], str]


class One(NamedTuple):
    """A side as it is called, with its place from 1, its statements and where they are."""

    place: int
    name: str
    statements: int
    url: str


@dataclass(frozen=True, slots=True)
class Band:
    """One side's columns; `down`: they hang from the axis above them, and the `longest` has its number under it."""

    one: One
    chart: Chart
    down: bool
    longest: Column | None


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of days and each side's number in it, with its address."""

    name: str
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """All sides over time on one axis and one scale."""

    bands: tuple[Band, ...]
    dates: tuple[Line, ...]
    unit: str
    rows: tuple[Row, ...]

    @property
    def many(self) -> bool:
        """Whether there are so many links that a way round them is needed."""
        return sum(bool(count) for row in self.rows for count, _url in row.cells) > SKIP_FROM


@dataclass(frozen=True, slots=True)
class Mark:
    """A side's share of a value: `at` percent across the drawing; `lower`: steps under another mark at that place."""

    one: One
    count: int
    percent: int
    url: str
    label: str
    at: float
    lower: int


@dataclass(frozen=True, slots=True)
class Share:
    """A value with where it leads and each side's mark; `line`: from the leftmost mark to the rightmost."""

    name: str
    url: str
    marks: tuple[Mark, ...]
    line: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shares:
    """What part of each side's statements has each value: the first are drawn, `rows` are a table's."""

    name: str
    title: str
    label: str
    printed: bool
    drawn: tuple[Share, ...]
    rows: tuple[Share, ...]
    left_out: int
    ticks: tuple[Line, ...]

    @property
    def many(self) -> bool:
        """Whether the drawing has so many links that a way round them is needed."""
        return sum(bool(mark.count) for row in self.drawn for mark in row.marks) > SKIP_FROM


def bands(ones: Sequence[One], months: Sequence[list[tuple[date, int]]], urls: Sequence[Url]) -> Bands | None:
    """Each side's counts by month as columns; `urls` are called with a column's first and last day.

    None where nobody has enough to be drawn.
    """
    all_months: dict[date, int] = {}
    for month, count in (pair for side in months for pair in side):
        all_months[month] = all_months.get(month, 0) + count
    stretches: list[tuple[date, date]] = []

    def noted(first: date, last: date) -> str:
        stretches.append((first, last))
        return ""

    axis = chart(all_months.items(), noted)
    if axis is None:
        return None
    counts = [
        [sum(count for month, count in side if first <= month <= last) for first, last in stretches] for side in months
    ]
    highest = max(map(max, counts))
    drawn = []
    for one, url, side in zip(ones, urls, counts, strict=True):
        down = one.place == 2
        top = len(side) - 1 - side[::-1].index(max(side)) if any(side) else None
        columns = tuple(
            replace(
                column,
                name=_("%(name)s, %(when)s") % {"name": one.name, "when": column.name},
                count=count,
                url=url(first, last),
                top=0 if down else _round(BAND - BAND * count / highest),
                height=_round(BAND * count / highest),
                largest=place == top and not down,
            )
            for place, (column, count, (first, last)) in enumerate(zip(axis.columns, side, stretches, strict=True))
        )
        lines = tuple(
            Line(_round(BAND * at / highest if down else BAND - BAND * at / highest), str(at))
            for at in _steps(highest, 3)
        )
        longest = columns[top] if down and top is not None else None
        drawn.append(Band(one, Chart(columns, lines, (), axis.unit, BAND), down, longest))
    rows = [
        Row(column.name, tuple((band.chart.columns[at].count, band.chart.columns[at].url) for band in drawn))
        for at, column in enumerate(axis.columns)
    ]
    return Bands(
        tuple(drawn), axis.dates, axis.unit, tuple(row for row in rows if any(count for count, _url in row.cells))
    )


def shares(
    name: str,
    words: tuple[str, str],
    ones: Sequence[One],
    values: Values,
    value_url: Callable[[Counted], str],
    urls: Sequence[Callable[[Counted], str]],
) -> Shares:
    """The values of one filter that any side has, most statements first; `words`: a heading and a table's.

    `value_url` is a value's own page, `urls` are where each side's statements that have it are.
    """
    listed = values.first[:LISTED]
    drawn = sorted(listed, key=lambda value: -sum(_percent(value, one) for one in ones))[:DRAWN]
    highest = max((_percent(value, one) for value in drawn for one in ones), default=0.0)
    ticks = [0, *_steps(max(1.0, highest), 4)]
    if ticks[-1] < highest:
        ticks.append(2 * ticks[-1] - ticks[-2])
    end = ticks[-1] or 1

    def shown(value: Counted) -> Share:
        marks = tuple(_mark(value, one, url(value), end) for one, url in zip(ones, urls, strict=True))
        at = [mark.at for mark in marks]
        return Share(value.name, value_url(value), _apart(marks), (min(at), max(at)))

    return Shares(
        name=name,
        title=words[0],
        label=words[1],
        printed=name == "sources",
        drawn=tuple(map(shown, drawn)),
        rows=tuple(map(shown, listed)),
        left_out=values.number - len(listed),
        ticks=tuple(Line(_round(100 * tick / end), f"{tick}%" if tick == end else str(tick)) for tick in ticks),
    )


def _mark(value: Counted, one: One, url: str, end: int) -> Mark:
    count, percent = value.counts[one.place - 1], _percent(value, one)
    label = ngettext(
        "%(value)s, %(name)s: %(count)s of %(total)s statement, %(percent)s%%",
        "%(value)s, %(name)s: %(count)s of %(total)s statements, %(percent)s%%",
        one.statements,
    ) % {
        "value": value.name,
        "name": one.name,
        "count": count,
        "total": one.statements,
        "percent": round(percent),
    }
    return Mark(one, count, round(percent), url, label, _round(100 * percent / end), 0)


def _apart(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Marks that would hide one another, each a little lower than the last."""
    placed: list[Mark] = []
    for mark in marks:
        near = [other.lower for other in placed if abs(other.at - mark.at) < CLOSE]
        placed.append(replace(mark, lower=next(level for level in (0, 1, 2) if level not in near)))
    return tuple(placed)


def _percent(value: Counted, one: One) -> float:
    return 100 * value.counts[one.place - 1] / one.statements if one.statements else 0.0


def _steps(highest: float, most: int) -> list[int]:
    """At most so many round numbers above 0 and not above the highest."""
    step = next(
        base * 10**power for power in range(12) for base in (1, 2, 5) if base * 10**power * (most + 1) > highest
    )
    return list(range(step, int(highest) + 1, step))


def _round(number: float) -> float:
    return round(number, 2)
