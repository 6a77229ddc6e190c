"""What came and what is missing: the rule, and the numbers that follow from it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.models import Digest
from archive.site.coverage import Coverage, Covered, Gap, coverage, coverage_of, covered
from tests.factories import link_topic, make_article, make_digest, make_series, make_statement, make_topic

from .reading import links, read, words

FIRST = date(2026, 1, 5)  # a Monday
WEEK = timedelta(days=7)

SOME_DAYS = st.sets(st.integers(0, 90), min_size=1).map(lambda some: {FIRST + timedelta(days=day) for day in some})
SERIES = st.dictionaries(st.integers(1, 3), SOME_DAYS, min_size=1)


def _coverage(series: dict[int, set[date]], number: int = 1) -> Coverage:
    return coverage_of((key, day, number) for key, days in series.items() for day in days)


def _wanted(days: set[date], day: date) -> Gap | None:
    """The rule, said plainly: the gap on a day, or None."""
    around = [day + week * WEEK for week in (-4, -3, -2, -1, 1, 2, 3, 4)]
    around = [other for other in around if min(days) <= other <= max(days)]
    came = len([other for other in around if other in days])
    inside = min(days) <= day <= max(days)
    return (
        Gap(day, 1, came, len(around)) if inside and day not in days and came >= 3 and came > len(around) / 2 else None
    )


@settings(deadline=None)
@given(SOME_DAYS)
def test_what_is_missing_follows_the_rule(days: set[date]) -> None:
    every = [FIRST + timedelta(days=day) for day in range(120, -30, -1)]
    assert _coverage({1: days}).gaps() == [gap for day in every if (gap := _wanted(days, day))]


@settings(deadline=None)
@given(SERIES, st.integers(-20, 110), st.integers(-20, 110))
def test_spans_add_up_and_agree_with_the_list_of_gaps(series: dict[int, set[date]], one: int, other: int) -> None:
    found = _coverage(series)
    first, last = (FIRST + timedelta(days=day) for day in sorted((one, other)))
    before, inside, behind = (
        found.between(None, first - timedelta(days=1)),
        found.between(first, last),
        found.between(last + timedelta(days=1), None),
    )
    everything = found.between()
    for name in ("digests", "expected", "missing"):
        assert sum(getattr(part, name) for part in (before, inside, behind)) == getattr(everything, name)
    assert inside.missing == len(found.gaps(first, last))
    assert inside.digests == sum(first <= day <= last for days in series.values() for day in days)
    assert 0 <= inside.missing <= inside.expected
    here = sorted(day for days in series.values() for day in days if first <= day <= last)
    assert (inside.first, inside.last) == ((here[0], here[-1]) if here else (None, None))


@settings(deadline=None)
@given(SERIES)
def test_a_series_says_nothing_about_another(series: dict[int, set[date]]) -> None:
    alone = [gap for key, days in series.items() for gap in _coverage({key: days}).gaps()]
    assert sorted(_coverage(series).gaps()) == sorted(alone)


@settings(deadline=None)
@given(SERIES)
def test_a_day_says_what_its_span_says(series: dict[int, set[date]]) -> None:
    found = _coverage(series, number=2)
    for at in range(-10, 110):
        day = FIRST + timedelta(days=at)
        span = found.between(day, day)
        assert found.on(day) == (span.digests, span.missing)
        days = sorted({day for days in series.values() for day in days})
        beside = {
            "before": max((other for other in days if other < day), default=None),
            "after": min((other for other in days if other > day), default=None),
        }
        assert found.beside(day, day) == beside


@pytest.mark.parametrize("absent", [0, 1, 2, 3, 4])
def test_a_weekly_series_that_stays_away_is_missed_each_week(absent: int) -> None:
    weeks = [week for week in range(20) if not 8 <= week < 8 + absent]
    found = _coverage({1: {FIRST + week * WEEK for week in weeks}})
    assert [gap.day for gap in found.gaps()] == [FIRST + week * WEEK for week in range(7 + absent, 7, -1)]


def test_nothing_is_expected_of_a_young_series_nor_after_its_end() -> None:
    three = {FIRST, FIRST + 2 * WEEK, FIRST + 3 * WEEK}
    assert _coverage({1: three}).gaps() == [Gap(FIRST + WEEK, 1, 3, 3)]
    assert _coverage({1: {FIRST, FIRST + 2 * WEEK}}).gaps() == []
    assert _coverage({1: three}).between(FIRST + 4 * WEEK) == Covered(FIRST + 4 * WEEK, None, None, None, 0, 0, 0)


def test_without_digests_there_is_nothing() -> None:
    found = _coverage({})
    assert (found.first, found.last, found.years(), found.gaps()) == (None, None, [], [])
    assert found.between(FIRST, FIRST) == Covered(FIRST, FIRST, None, None, 0, 0, 0)
    assert found.beside(FIRST, FIRST) == {"before": None, "after": None}


def _weekly(weeks: list[int]) -> None:
    """A published digest with a statement on these Mondays."""
    for week in weeks:
        text = f"Ice is early, said Marta Velisk in week {week}."
        article = make_article(make_digest(text, day=FIRST + week * WEEK), title=f"Ice {week}")
        make_statement(article, text)
        link_topic(article, make_topic("Shipping"), "Ice")


@pytest.mark.django_db
def test_the_archive_is_read_and_read_again_when_it_changes() -> None:
    assert coverage().between().digests == 0
    _weekly([0, 1, 2, 4, 5])
    make_digest(day=FIRST + 3 * WEEK, published=False)
    make_digest(day=FIRST + 3 * WEEK, series=make_series("Evening desk"))
    found = coverage()
    assert (found.between().digests, [gap.day for gap in found.gaps()]) == (6, [FIRST + 3 * WEEK])
    assert found.several
    Digest.objects.filter(date=FIRST + 4 * WEEK).update(state="withdrawn")
    found = coverage()
    gaps = [FIRST + 4 * WEEK, FIRST + 3 * WEEK]
    assert (found.between().digests, [gap.day for gap in found.gaps()]) == (5, gaps)


@pytest.mark.django_db
def test_what_a_chart_covers_stands_under_it(client: Client) -> None:
    _weekly([0, 1, 2, 4, 5])
    said = "Covers 5 digests from 5 January 2026 to 9 February 2026; 1 expected digest is missing."
    ways = ["/digests/", "/calendar/2026/1/5/", "/calendar/2026/2/9/", "/calendar/missing/"]
    for url in ("/search/?q=ice", "/people/marta-velisk/", "/topics/shipping/"):
        page = read(client, url)
        assert words(page, "figure .coverage") == [said], url
        assert links(page, "figure .coverage a") == ways, url
    page = read(client, "/search/?after=2026-01-12&before=2026-02-08")
    assert words(page, "figure .coverage") == [
        "Covers 3 digests from 12 January 2026 to 2 February 2026; 1 expected digest is missing."
    ]
    assert links(page, "figure .coverage a") == [
        "/digests/?after=2026-01-12&before=2026-02-08",
        "/calendar/2026/1/12/",
        "/calendar/2026/2/2/",
        "/calendar/missing/?after=2026-01-12&before=2026-02-08",
    ]


@pytest.mark.django_db
def test_of_days_without_a_digest_nothing_is_said() -> None:
    _weekly([0, 1, 2])
    assert covered(date(2027, 1, 1)) is None
