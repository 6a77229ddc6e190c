"""Browsing by year, month and day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.site import calendar
from archive.site.calendar import month_of
from archive.site.coverage import coverage_of
from tests.factories import make_article, make_country, make_digest, make_mention, make_series, make_statement

from .reading import links, read, words

TEXT = "Romania closed two berths."
_number = count()


def _days(*days: date) -> None:
    """A published digest with one story on each of the days."""
    for day in days:
        number = next(_number)
        digest = make_digest(f"{TEXT} {number}", day=day, title=f"Digest {day}")
        article = make_article(digest, title=f"Of {day}", slug=f"story-{number}")
        make_mention(article, "Romania", country=make_country("RO", "Romania"))
        make_statement(article, TEXT)


def _html(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def _cells(html: str) -> list[tuple[str, str, str, str]]:
    """(class, address, title, words) of the days of a month that lead somewhere."""
    found = re.findall(r'<td><a(?: class="([^"]*)")? href="([^"]*)" title="([^"]*)"[^>]*>(.*?)</a>', html)
    return [(style, url, title, re.sub("<[^>]+>", "", cell)) for style, url, title, cell in found]


def _weekly(*weeks: int, series: str = "Morning desk", first: date = date(2026, 10, 5)) -> None:
    """A digest of a series so many weeks after a day, a Monday unless told otherwise."""
    for week in weeks:
        day = first + timedelta(weeks=week)
        make_digest(f"{TEXT} {series} {day}", day=day, title=f"{series} {day}", series=make_series(series))


@pytest.mark.django_db
def test_the_years_with_what_came_in_them(client: Client) -> None:
    _days(date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 1))
    make_digest(day=date(2024, 5, 5), published=False)
    page = read(client, "/calendar/")
    assert links(page, ".year .note a, .year h2 a") == [
        "/calendar/2026/",
        "/digests/?after=2026-01-01&before=2026-12-31",
        "/search/?after=2026-01-01&before=2026-12-31",
        "/calendar/2025/",
        "/digests/?after=2025-01-01&before=2025-12-31",
        "/search/?after=2025-01-01&before=2025-12-31",
    ]
    assert words(page, ".year .note") == ["2 digests, 2 stories", "1 digest, 1 story"]


@pytest.mark.django_db
def test_the_months_of_a_year_are_drawn_from_zero_with_what_is_missing_above(client: Client) -> None:
    _weekly(0, 1, 3, 4, 5)
    html = _html(client, "/calendar/")
    assert re.findall(r'<a href="([^"]*)" aria-label="([^"]*)">', html) == [
        ("/calendar/2026/10/", "October 2026: 3 digests; 1 expected, not received"),
        ("/calendar/2026/11/", "November 2026: 2 digests"),
    ]
    bars = re.findall(r'<rect class="(column|column-gap)" [^>]*y="([^"]*)" height="([^"]*)"', html)
    assert bars == [("column", "28.0", "30.0"), ("column-gap", "18.0", "10.0"), ("column", "38.0", "20.0")]
    page = read(client, "/calendar/")
    assert words(page, ".year .note") == ["5 digests, 0 stories 5 of 6 expected digests came, 1 missing"]
    assert links(page, ".year .note a")[2:] == [
        "/calendar/2026/",
        "/calendar/missing/?after=2026-01-01&before=2026-12-31",
    ]


@pytest.mark.django_db
def test_a_year_by_months_and_days(client: Client) -> None:
    _days(date(2025, 12, 31), date(2026, 2, 28), date(2026, 11, 5), date(2026, 11, 17), date(2026, 11, 17))
    html = _html(client, "/calendar/2026/")
    assert re.findall(r'<h2><a class="unlined" href="([^"]*)">(\w+)</a>', html) == [
        ("/calendar/2026/2/", "February"),
        ("/calendar/2026/11/", "November"),
    ]
    assert _cells(html) == [
        ("", "/calendar/2026/2/28/", "1 digest", "28"),
        ("", "/calendar/2026/11/5/", "1 digest", "5"),
        ("", "/calendar/2026/11/17/", "2 digests", "17"),
    ]
    assert re.findall(r'href="(/search/[^"]*)">(\d+ \w+)<', html) == [
        ("/search/?after=2026-02-01&amp;before=2026-02-28", "1 story"),
        ("/search/?after=2026-11-01&amp;before=2026-11-30", "3 stories"),
    ]
    assert re.findall(r'rel="(prev|next)" href="([^"]*)"', html) == [("prev", "/calendar/2025/")]


@pytest.mark.django_db
def test_a_month_with_its_digests_and_the_months_beside_it(client: Client) -> None:
    _days(date(2026, 9, 1), date(2026, 11, 5), date(2026, 11, 17), date(2027, 1, 2))
    html = _html(client, "/calendar/2026/11/")
    assert re.findall(r'<h3 class="card-head"[^>]*><a[^>]*>(.*?)</a>', html) == [
        "Digest 2026-11-17",
        "Digest 2026-11-05",
    ]
    assert [cell[1:] for cell in _cells(html)] == [
        ("/calendar/2026/11/5/", "1 digest", "5"),
        ("/calendar/2026/11/17/", "1 digest", "17"),
    ]
    assert re.findall(r'rel="(prev|next)" href="([^"]*)"', html) == [
        ("prev", "/calendar/2026/9/"),
        ("next", "/calendar/2027/1/"),
    ]


@pytest.mark.django_db
def test_a_month_draws_and_lists_what_was_expected_and_did_not_come(client: Client) -> None:
    _weekly(0, 1, 3, 4, 5)
    _weekly(0, 1, 2, 4, 5, series="Evening desk")
    html = _html(client, "/calendar/2026/10/")
    assert _cells(html) == [
        ("", "/calendar/2026/10/5/", "2 digests", "5"),
        ("", "/calendar/2026/10/12/", "2 digests", "12"),
        (
            *("day-part", "/calendar/2026/10/19/", "1 digest; 1 expected, not received"),
            "19: 1 digest; 1 expected, not received",
        ),
        (
            *("day-part", "/calendar/2026/10/26/", "1 digest; 1 expected, not received"),
            "26: 1 digest; 1 expected, not received",
        ),
    ]
    page = read(client, "/calendar/2026/10/")
    assert words(page, ".result") == [
        "Mon 26 Oct Morning desk 2026-10-26 Morning desk · 0 stories",
        "Mon 26 Oct Expected, not received Evening desk · It came on 5 of the 5 Mondays around.",
        "Mon 19 Oct Evening desk 2026-10-19 Evening desk · 0 stories",
        "Mon 19 Oct Expected, not received Morning desk · It came on 5 of the 5 Mondays around.",
        "Mon 12 Oct Evening desk 2026-10-12 Evening desk · 0 stories",
        "Mon 12 Oct Morning desk 2026-10-12 Morning desk · 0 stories",
        "Mon 5 Oct Evening desk 2026-10-05 Evening desk · 0 stories",
        "Mon 5 Oct Morning desk 2026-10-05 Morning desk · 0 stories",
    ]
    assert words(page, ".section-head .note") == ["6 digests 6 of 8 expected digests came, 2 missing"]
    assert words(page, ".day-legend li") == ["a digest came", "expected, not received", "one came, another did not"]


@pytest.mark.django_db
def test_a_month_of_which_nothing_came_has_its_page(client: Client) -> None:
    _weekly(0, 1, 2, 3, 8, 9, 10, 11, first=date(2026, 10, 6))  # nothing in November
    days = [3, 10, 17, 24]
    html = _html(client, "/calendar/2026/11/")
    assert _cells(html) == [
        ("day-gap", f"/calendar/2026/11/{day}/", "expected, not received", f"{day}: expected, not received")
        for day in days
    ]
    assert [month for _url, month in re.findall(r'<h2><a class="unlined" href="([^"]*)">(\w+)</a>',
            _html(client, "/calendar/2026/"))] == ["October", "November", "December"]  # fmt: skip


@pytest.mark.django_db
def test_a_day_on_which_nothing_came_says_what_was_expected(client: Client) -> None:
    _weekly(0, 1, 3, 4, 5)
    page = read(client, "/calendar/2026/10/19/")
    assert words(page, ".lede") == ["No digest of this day is in the archive, though one was expected."]
    assert words(page, "main .section li")[:1] == ["Morning desk It came on 5 of the 5 Mondays around."]
    assert links(page, ".neighbours a") == ["/calendar/2026/10/12/", "/calendar/2026/10/26/"]
    assert words(page, ".calendar [aria-current]") == ["19: expected, not received"]


@pytest.mark.django_db
def test_everything_that_is_missing_is_listed_and_can_be_narrowed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _weekly(0, 1, 3, 4, 5, 7, 8)
    said = [f"{day} 2026 Expected, not received Morning desk · It came on {came} Mondays around." for day, came in
            [("Mon 16 Nov", "5 of the 6"), ("Mon 19 Oct", "5 of the 6")]]  # fmt: skip
    assert words(read(client, "/calendar/missing/"), ".result") == said
    assert words(read(client, "/calendar/missing/?after=2026-11"), ".result") == said[:1]
    assert words(read(client, "/calendar/missing/?after=2027"), ".empty h2") == ["Nothing is missing"]
    page = read(client, "/calendar/missing/?before=soon&page=x")
    assert (words(page, ".result"), words(page, ".message")[0]) == (
        said,
        "“soon” is not a date like 2026-11-17, 2026-11 or 2026.",
    )
    monkeypatch.setattr(calendar, "PER_PAGE", 1)
    page = read(client, "/calendar/missing/?after=2026")
    assert (words(page, ".result"), links(page, ".pagination a")) == (said[:1], ["?after=2026-01-01&page=2"])


@pytest.mark.django_db
def test_a_day_with_its_digests_and_stories_and_the_days_beside_it(client: Client) -> None:
    _days(date(2026, 11, 5), date(2026, 11, 17), date(2026, 11, 17), date(2026, 12, 1))
    html = _html(client, "/calendar/2026/11/17/")
    assert re.findall(r"<h2><a[^>]*>(Digest[^<]*)</a>", html) == ["Digest 2026-11-17", "Digest 2026-11-17"]
    assert re.findall(r'<h3 class="card-head"[^>]*><a[^>]*>(.*?)</a>', html) == ["Of 2026-11-17", "Of 2026-11-17"]
    assert re.findall(r'rel="(prev|next)" href="([^"]*)"', html) == [
        ("prev", "/calendar/2026/11/5/"),
        ("next", "/calendar/2026/12/1/"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        "/calendar/2025/",
        "/calendar/0/",
        "/calendar/99999/",
        "/calendar/2026/10/",
        "/calendar/2026/13/",
        "/calendar/2026/11/16/",
        "/calendar/2026/11/31/",
        "/calendar/9999/12/31/",
        "/calendar/99999999999999999999/1/1/",
    ],
)
def test_where_nothing_came_there_is_no_page(client: Client, url: str) -> None:
    _days(date(2026, 11, 17))
    assert client.get(url).status_code == 404


@pytest.mark.django_db
def test_an_empty_calendar_says_so(client: Client) -> None:
    assert re.findall(r'<section class="empty"> <h2>(.*?)</h2>', _html(client, "/calendar/")) == ["No digest yet"]


@pytest.mark.django_db
def test_one_and_three_take_the_same_number_of_queries(client: Client) -> None:
    urls = ("/calendar/", "/calendar/2026/", "/calendar/2026/11/", "/calendar/2026/11/17/", "/calendar/missing/")

    def queries() -> list[int]:
        counts = []
        for url in urls:
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            counts.append(len(captured))
        return counts

    _weekly(0, 1, 3, 4, 5)
    _days(date(2026, 11, 17))
    one = queries()
    _weekly(10, 11, 12, 14, 15)
    _days(date(2026, 11, 17), date(2026, 11, 17), date(2026, 11, 3), date(2026, 3, 3), date(2025, 1, 1))
    assert queries() == one
    assert max(one) < 15


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_month_holds_each_of_its_days_once_in_weeks_from_monday(day: date) -> None:
    month = month_of(day.replace(day=1), coverage_of([(1, day, 2)]), current=day)
    days = [one for week in month.weeks for one in week if one]
    assert [one.date.day for one in days] == list(range(1, (month.covered.before or day).day + 1))
    assert {len(week) for week in month.weeks} == {7}
    assert all(one is None or one.date.weekday() == place for week in month.weeks for place, one in enumerate(week))
    assert [(one.date, one.digests) for one in days if one.current] == [(day, 2)]
    assert month.covered.digests == 2
