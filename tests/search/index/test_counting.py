"""Counts of values, months and statements against a Counter, over several parts some of whose stories are gone."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from archive.search.index import counting
from archive.search.index.collect import drafted, published
from archive.search.index.counting import Found, by_month, by_value, statements
from archive.search.index.segment import Segment, arrays_of
from tests.factories import make_article, make_digest, make_statement

from .made import segment

pytestmark = pytest.mark.django_db
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

VALUES = [f"v{number}" for number in range(9)]
STORY = st.tuples(st.sets(st.sampled_from(VALUES[:3]) | st.sampled_from(VALUES), max_size=4), st.booleans())
PARTS = st.lists(st.lists(STORY, max_size=8), min_size=1, max_size=3)


@pytest.fixture(params=["by story", "by value", "by value, as long as it is worth it", "too many values for a total"])
def quickly(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """The ways to count, which the number of stories decides."""
    if request.param != "by story":
        monkeypatch.setattr(counting, "FEW", 0)
        monkeypatch.setattr(counting, "_WORTH", 2 if "worth" in request.param else 0.01)
    if "too many" in request.param:
        monkeypatch.setattr(counting, "FEW_VALUES", 0)
    return request.param != "by story"


def parts(stories: list[list[tuple[set[str], bool]]]) -> list[Found]:
    """For each part its stories' values, and whether each story is found."""
    return [
        Found(segment(has=[has for has, _ in part]), BitMap(n for n, (_, found) in enumerate(part) if found))
        for part in stories
    ]


@QUICK
@given(PARTS, st.none() | st.integers(1, 5), st.sets(st.sampled_from([*VALUES, "unheard-of"]), max_size=2))
def test_values_are_counted(
    quickly: bool, stories: list[list[tuple[set[str], bool]]], limit: int | None, wanted: set[str]
) -> None:
    counts = Counter(value for part in stories for has, found in part if found for value in has)
    counted = by_value(parts(stories), "topics", limit, [key.encode() for key in sorted(wanted)], quickly=quickly)
    least = sorted(counts.values(), reverse=True)[:limit][-1:] or [0]
    assert {key.decode(): count for key, count in counted.best.items()} == {
        value: count for value, count in counts.items() if count >= least[0] or value in wanted
    }
    assert counted.total in ((len(counts),) if counting.FEW_VALUES or not quickly else (len(counts), None))


def test_of_very_many_values_how_many_there_are_may_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("FEW", 0), ("_WORTH", 0.01), ("FEW_VALUES", 2)):
        monkeypatch.setattr(counting, name, value)
    stories = [[({"a", "b"}, True), ({"a", "c"}, True), ({"b"}, False)]]
    assert by_value(parts(stories), "topics", 1, quickly=True) == ({b"a": 2}, None)
    assert by_value(parts(stories), "topics", 1) == ({b"a": 2}, 3)
    monkeypatch.setattr(counting, "FEW_VALUES", 3)
    assert by_value(parts(stories), "topics", 1, quickly=True) == ({b"a": 2}, 3)


DAYS = [date(1969, 12, 31), date(1970, 1, 1), date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30)]


@QUICK
@given(st.lists(st.lists(st.tuples(st.none() | st.sampled_from(DAYS), st.booleans()), max_size=8), max_size=3))
def test_months_are_counted(stories: list[list[tuple[date | None, bool]]]) -> None:
    found = []
    for part in stories:
        part.sort(key=lambda story: story[0] or date.max)
        days = [day for day, _ in part]
        found.append(Found(segment(days=days), BitMap(n for n, (_, wanted) in enumerate(part) if wanted)))
        assert found[-1].segment.dated == sum(day is not None for day in days)
    months = Counter(day.replace(day=1) for part in stories for day, wanted in part if wanted and day)
    assert by_month(found) == sorted(months.items())


@QUICK
@given(
    st.lists(st.none() | st.sampled_from(DAYS), max_size=8),
    st.none() | st.sampled_from(DAYS),
    st.none() | st.sampled_from(DAYS),
)
def test_a_span_of_days_is_a_span_of_stories(days: list[date | None], first: date | None, last: date | None) -> None:
    days.sort(key=lambda day: day or date.max)
    found = segment(days=days).on_days(first, last)
    assert list(found) == [n for n, day in enumerate(days) if day and (first or day) <= day <= (last or day)]


@pytest.mark.parametrize("few", [0, 10_000])
def test_statements_are_counted(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "FEW", few)
    for said in ([], ["zorn"], ["zorn", "quil", "brack"]):
        digest = make_digest(" ".join(["x", *said]))
        article = make_article(digest)
        for words in said:
            make_statement(article, words)
    whole = Segment(arrays_of(drafted(published())))
    assert (len(whole), len(whole.statements)) == (3, 4)
    for stories in ([], [0], [2], [0, 1], [0, 2], [0, 1, 2]):
        found = Found(whole, BitMap(stories))
        assert statements(found, None) == sum((0, 1, 3)[story] for story in stories)
        for some in ([], [0], [1, 3], [0, 1, 2, 3]):
            assert statements(found, BitMap(some)) == sum((1, 2, 2, 2)[at] in stories for at in some)
