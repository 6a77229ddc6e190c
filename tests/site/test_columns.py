from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from archive.site.columns import HEIGHT, MOST_COLUMNS, chart

MONTHS = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(lambda day: day.replace(day=1))


def days(first: date, last: date) -> str:
    return f"{first}/{last}"


@given(st.dictionaries(MONTHS, st.integers(1, 10_000), min_size=1, max_size=8))
def test_nothing_is_lost_and_everything_fits(counts: dict[date, int]) -> None:
    drawn = chart(counts.items(), days)
    if drawn is None:
        assert len({(day.year, (day.month - 1) // 12) for day in counts}) == 1
        return
    assert sum(column.count for column in drawn.columns) == sum(counts.values())
    assert len(drawn.columns) <= max(MOST_COLUMNS, 201)
    assert max(column.height for column in drawn.columns) == HEIGHT
    assert all(column.left >= 0 and column.left + column.width <= 100.1 for column in drawn.columns)
    assert sum(column.largest for column in drawn.columns) == 1
    assert 1 <= len(drawn.lines) <= 3
    assert 1 <= len(drawn.dates) <= 6


def test_months_stand_without_gaps_and_lead_to_their_days() -> None:
    drawn = chart([(date(2026, 9, 1), 3), (date(2026, 11, 1), 6)], days)
    assert drawn is not None
    assert [(column.name, column.count, column.url) for column in drawn.columns] == [
        ("September 2026", 3, "2026-09-01/2026-09-30"),
        ("October 2026", 0, "2026-10-01/2026-10-31"),
        ("November 2026", 6, "2026-11-01/2026-11-30"),
    ]
    assert [column.height for column in drawn.columns] == [60, 0, 120]
    assert [(line.at, line.words) for line in drawn.lines] == [(80, "2"), (40, "4"), (0, "6")]
    assert [line.words for line in drawn.dates] == ["Sep 2026", "Oct 2026", "Nov 2026"]
    assert drawn.unit == "month"


def test_many_months_become_quarters_and_many_quarters_years() -> None:
    quarters = chart([(date(2020, 2, 1), 1), (date(2024, 5, 1), 1)], days)
    years = chart([(date(2000, 2, 1), 1), (date(2024, 5, 1), 1)], days)
    assert quarters is not None
    assert years is not None
    assert (quarters.unit, quarters.columns[0].name, quarters.columns[0].url, len(quarters.columns)) == (
        "quarter", "quarter 1 of 2020", "2020-01-01/2020-03-31", 18,
    )  # fmt: skip
    assert (years.unit, years.columns[-1].name, years.columns[-1].url, len(years.columns)) == (
        "year", "2024", "2024-01-01/2024-12-31", 25,
    )  # fmt: skip


def test_one_month_or_none_is_not_drawn() -> None:
    assert chart([], days) is None
    assert chart([(date(2026, 11, 1), 4)], days) is None
