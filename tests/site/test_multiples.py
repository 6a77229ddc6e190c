"""Rows of columns: one scale, the same days, nothing lost, and no column leads beyond the days that are asked for."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from archive.search import SearchRequest
from archive.search.pairs import Counted, Covered, Key
from archive.site.multiples import HEIGHT, Multiples, multiples, step_of

TOPICS = [Counted(1, "grain", "Grain", 9), Counted(2, "ports", "Ports", 4)]


def drawn(times: dict[Key, dict[date, int]], days: tuple[date, date], **asked: object) -> Multiples | None:
    request = SearchRequest(**asked)  # type: ignore[arg-type]
    return multiples("topics", TOPICS, times, step_of(*days), Covered(9, *days), request, "/topics/{}/".format)


def in_steps(day: date, days: tuple[date, date]) -> date:
    return day if step_of(*days) == "day" else day.replace(day=1)


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(0, 40 * 365),
    st.lists(st.tuples(st.integers(1, 2), st.floats(0, 1), st.integers(1, 5000)), min_size=1, max_size=12),
)
def test_nothing_is_lost_and_everything_fits(first: date, span: int, found: list[tuple[int, float, int]]) -> None:
    days = (first, first + timedelta(days=span))
    times: dict[Key, dict[date, int]] = {1: {}, 2: {}}
    for key, where, count in found:
        times[key][in_steps(first + timedelta(days=int(where * span)), days)] = count
    chart = drawn(times, days)
    if chart is None:
        assert span < 366
        return
    assert [sum(column.count for column in strip.columns) for strip in chart.strips] == [
        sum(times[topic.key].values()) for topic in TOPICS
    ]
    columns = [column for strip in chart.strips for column in strip.columns]
    assert max(column.height for column in columns) == HEIGHT
    assert all(column.left >= 0 and column.left + column.width <= 100.1 for column in columns)
    assert [sum(column.largest for column in strip.columns) for strip in chart.strips] == [1, 1]
    assert 1 <= len(chart.dates) <= 6
    assert sum(column.count for row in chart.rows for column in row) == sum(
        map(sum, (t.values() for t in times.values()))
    )


def test_all_rows_have_one_scale() -> None:
    chart = drawn({1: {date(2026, 1, 1): 40}, 2: {date(2026, 6, 1): 10}}, (date(2026, 1, 1), date(2026, 6, 30)))
    assert chart is not None
    assert [max(column.height for column in strip.columns) for strip in chart.strips] == [HEIGHT, HEIGHT / 4]


def test_a_column_leads_to_its_days_of_those_that_are_asked_for() -> None:
    days = (date(2026, 1, 20), date(2026, 6, 10))
    chart = drawn(
        {1: {date(2026, 1, 1): 1, date(2026, 6, 1): 1}}, days, after=days[0], before=days[1], countries=("RO",)
    )
    assert chart is not None
    urls = [column.url for column in chart.strips[0].columns if column.count]
    assert urls == [
        "/search/?topic=grain&country=RO&after=2026-01-20&before=2026-01-31",
        "/search/?topic=grain&country=RO&after=2026-06-01&before=2026-06-10",
    ]
    assert chart.strips[0].url == "/search/?topic=grain&country=RO&after=2026-01-20&before=2026-06-10"


def test_few_days_are_drawn_by_weeks_and_the_last_week_is_full() -> None:
    chart = drawn({1: {date(2026, 11, 17): 2, date(2026, 11, 10): 1}}, (date(2026, 10, 30), date(2026, 11, 17)))
    assert chart is not None
    assert (chart.unit, [(column.name, column.count) for column in chart.strips[0].columns]) == (
        "week",
        [("28 Oct to 3 Nov 2026", 0), ("4 Nov to 10 Nov 2026", 1), ("11 Nov to 17 Nov 2026", 2)],
    )
    assert [line.words for line in chart.dates] == ["28 Oct", "4 Nov", "11 Nov"]


def test_one_stretch_of_days_or_no_story_is_not_drawn() -> None:
    day = date(2026, 11, 17)
    assert drawn({1: {day: 4}}, (day, day)) is None
    assert drawn({}, (date(2020, 1, 1), day)) is None
