from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from archive.search.comparing import Counted, Values
from archive.site.sides import BAND, CLOSE, DRAWN, LISTED, One, Shares, bands, shares

MONTHS = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(lambda day: day.replace(day=1))
SIDE = st.dictionaries(MONTHS, st.integers(1, 10_000), max_size=6).map(lambda months: sorted(months.items()))
NAMES = ["Marta Velisk", "Henrik Aldane", "Selim Arkan"]


def ones(*statements: int) -> list[One]:
    return [One(place, NAMES[place - 1], number, f"/{place}") for place, number in enumerate(statements, start=1)]


def days(first: date, last: date) -> str:
    return f"{first}/{last}"


def of(counted: list[tuple[int, ...]], statements: tuple[int, ...]) -> Shares:
    first = [
        Counted(f"paper-{key}", f"Paper {key}", counts, sum(counts))
        for key, counts in enumerate(counted)
        if any(counts)
    ]
    values = Values(first, [], (), [], len(first), ())
    urls = [lambda value, place=place: f"/{place}?source={value.slug}" for place in range(len(statements))]
    return shares("sources", ("Where", "Newspapers"), ones(*statements), values, lambda value: value.slug, urls)


@given(st.lists(SIDE, min_size=2, max_size=3))
def test_no_count_is_lost_and_all_have_one_scale(months: list[list[tuple[date, int]]]) -> None:
    totals = [sum(count for _month, count in side) for side in months]
    drawn = bands(ones(*totals), months, [days] * len(months))
    if drawn is None:
        assert len({(month.year, (month.month - 1) // 12) for side in months for month, _count in side}) <= 1
        return
    assert [sum(column.count for column in band.chart.columns) for band in drawn.bands] == totals
    assert [sum(row.cells[place][0] for row in drawn.rows) for place in range(len(months))] == totals
    columns = [column for band in drawn.bands for column in band.chart.columns]
    highest = max(column.count for column in columns)
    assert max(column.height for column in columns) == BAND
    assert all(abs(column.height - BAND * column.count / highest) < 0.01 for column in columns)
    assert all(0 <= line.at <= BAND for band in drawn.bands for line in band.chart.lines)
    assert [band.down for band in drawn.bands] == [False, True, False][: len(months)]


def test_the_second_side_hangs_from_the_axis_of_the_first() -> None:
    drawn = bands(ones(8, 2), [[(date(2026, 9, 1), 8)], [(date(2026, 10, 1), 2)]], [days, days])
    assert drawn is not None
    up, down = (band.chart for band in drawn.bands)
    assert [(one.name, one.top, one.height, one.largest) for one in up.columns] == [
        ("Marta Velisk, September 2026", 0, 88, True),
        ("Marta Velisk, October 2026", 88, 0, False),
    ]
    assert [(one.name, one.top, one.height, one.url) for one in down.columns] == [
        ("Henrik Aldane, September 2026", 0, 0, "2026-09-01/2026-09-30"),
        ("Henrik Aldane, October 2026", 0, 22, "2026-10-01/2026-10-31"),
    ]
    assert [(line.at, line.words) for line in up.lines] == [(33, "5")]
    assert [(line.at, line.words) for line in down.lines] == [(55, "5")]


def test_one_month_is_not_drawn() -> None:
    assert bands(ones(8, 2), [[(date(2026, 9, 1), 8)], [(date(2026, 9, 1), 2)]], [days, days]) is None
    assert bands(ones(0, 0), [[], []], [days, days]) is None


def test_shares_are_parts_of_each_ones_statements() -> None:
    drawn = of([(5, 1), (0, 3), (0, 0)], (10, 4))
    assert [(row.name, [mark.percent for mark in row.marks]) for row in drawn.rows] == [
        ("Paper 0", [50, 25]),
        ("Paper 1", [0, 75]),
    ]
    assert [(tick.at, tick.words) for tick in drawn.ticks] == [
        (0, "0"),
        (25, "20"),
        (50, "40"),
        (75, "60"),
        (100, "80%"),
    ]
    assert [row.name for row in drawn.drawn] == ["Paper 0", "Paper 1"]
    first = drawn.drawn[0]
    assert first.line == (31.25, 62.5)
    assert [mark.url for mark in first.marks] == ["/0?source=paper-0", "/1?source=paper-0"]
    assert first.marks[0].label == "Paper 0, Marta Velisk: 5 of 10 statements, 50%"


@given(
    st.integers(2, 3).flatmap(lambda sides: st.lists(st.tuples(*[st.integers(0, 50)] * sides), max_size=LISTED + 20)),
    st.integers(50, 5000),
)
def test_every_share_fits_and_no_mark_hides_another(counted: list[tuple[int, ...]], statements: int) -> None:
    drawn = of(counted, (statements,) * (len(counted[0]) if counted else 2))
    having = [counts for counts in counted if any(counts)]
    assert len(drawn.rows) + drawn.left_out == len(having)
    assert len(drawn.drawn) == min(DRAWN, len(drawn.rows))
    for row in drawn.drawn:
        assert all(0 <= mark.at <= 100 for mark in row.marks)
        near = [(a, b) for a in row.marks for b in row.marks if a is not b and abs(a.at - b.at) < CLOSE]
        assert all(a.lower != b.lower for a, b in near)
    assert [tick.at for tick in drawn.ticks] == sorted({tick.at for tick in drawn.ticks})
    assert len(drawn.ticks) <= 7


def test_nobody_said_anything() -> None:
    assert of([], (0, 0)).rows == ()
