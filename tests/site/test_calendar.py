"""Browsing by year, month and day."""

from __future__ import annotations

import re
from datetime import date
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from archive.site.calendar import month_of
from tests.factories import make_article, make_country, make_digest, make_mention, make_statement

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


def _day_links(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<td><a href="([^"]*)" title="[^"]*"(?: aria-current="date")?>(\d+)</a>', html)


@pytest.mark.django_db
def test_the_years_with_what_came_in_them(client: Client) -> None:
    _days(date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 1))
    make_digest(day=date(2024, 5, 5), published=False)
    rows = re.findall(r"<tr><th class=\"table-name\".*?</tr>", _html(client, "/calendar/"))
    assert [re.findall(r'href="([^"]*)">(\d+)<', row) for row in rows] == [
        [
            ("/calendar/2026/", "2026"),
            ("/calendar/2026/", "2"),
            ("/search/?after=2026-01-01&amp;before=2026-12-31", "2"),
        ],
        [
            ("/calendar/2025/", "2025"),
            ("/calendar/2025/", "1"),
            ("/search/?after=2025-01-01&amp;before=2025-12-31", "1"),
        ],
    ]


@pytest.mark.django_db
def test_a_year_by_months_and_days(client: Client) -> None:
    _days(date(2025, 12, 31), date(2026, 2, 28), date(2026, 11, 5), date(2026, 11, 17), date(2026, 11, 17))
    html = _html(client, "/calendar/2026/")
    assert re.findall(r'<h2><a class="unlined" href="([^"]*)">(\w+)</a>', html) == [
        ("/calendar/2026/2/", "February"),
        ("/calendar/2026/11/", "November"),
    ]
    assert _day_links(html) == [
        ("/calendar/2026/2/28/", "28"),
        ("/calendar/2026/11/5/", "5"),
        ("/calendar/2026/11/17/", "17"),
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
    assert re.findall(r'<h3 class="card-head"><a[^>]*>(.*?)</a>', html) == ["Digest 2026-11-17", "Digest 2026-11-05"]
    assert _day_links(html) == [("/calendar/2026/11/5/", "5"), ("/calendar/2026/11/17/", "17")]
    assert re.findall(r'rel="(prev|next)" href="([^"]*)"', html) == [
        ("prev", "/calendar/2026/9/"),
        ("next", "/calendar/2027/1/"),
    ]


@pytest.mark.django_db
def test_a_day_with_its_digests_and_stories_and_the_days_beside_it(client: Client) -> None:
    _days(date(2026, 11, 5), date(2026, 11, 17), date(2026, 11, 17), date(2026, 12, 1))
    html = _html(client, "/calendar/2026/11/17/")
    assert re.findall(r"<h2><a[^>]*>(Digest[^<]*)</a>", html) == ["Digest 2026-11-17", "Digest 2026-11-17"]
    assert re.findall(r'<h3 class="card-head"><a[^>]*>(.*?)</a>', html) == ["Of 2026-11-17", "Of 2026-11-17"]
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
    urls = ("/calendar/", "/calendar/2026/", "/calendar/2026/11/", "/calendar/2026/11/17/")

    def queries() -> list[int]:
        counts = []
        for url in urls:
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            counts.append(len(captured))
        return counts

    _days(date(2026, 11, 17))
    one = queries()
    _days(date(2026, 11, 17), date(2026, 11, 17), date(2026, 11, 3), date(2026, 3, 3), date(2025, 1, 1))
    assert queries() == one


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_month_holds_each_of_its_days_once_in_weeks_from_monday(day: date) -> None:
    month = month_of(day.replace(day=1), {day: 2}, current=day)
    days = [one for week in month.weeks for one in week if one]
    assert [one.date.day for one in days] == list(range(1, month.last.day + 1))
    assert {len(week) for week in month.weeks} == {7}
    assert all(one is None or one.date.weekday() == place for week in month.weeks for place, one in enumerate(week))
    assert [(one.date, one.digests) for one in days if one.current] == [(day, 2)]
    assert month.digests == 2
