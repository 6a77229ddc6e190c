"""/overview/ and the charts of the other pages: every number is the length of the list behind it."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import Client, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from archive.models import Article
from archive.search import SearchRequest, total
from archive.site import entity_charts, overview
from tests import factories as make
from tests.search.invented import STORY, Story, know_everything, undone, write

from .reading import links, queries, read, words

pytestmark = pytest.mark.django_db

TEXT = "The queue is short. The rate came down. Forty ships wait."
PEOPLE = ["Marta Velisk", "Henrik Aldane", "Selim Arkan"]
PAGES = ["people/marta-velisk", "countries/RO", "topics/shipping", "newspapers/harbour-gazette",
         "organizations/ports-board"]  # fmt: skip


def add_story(number: int = 1, day: date = date(2026, 11, 17), **fields: str) -> Article:
    """A story of two newspapers on shipping in Romania and Türkiye, in which three people speak."""
    article = make.make_article(make.make_digest(f"{TEXT} {number}.", day=day), title=f"Story number {number}")
    for name in PEOPLE:
        make.make_statement(article, "The queue is short.", person=make.make_person(name), via=make.make_source())
    make.link_source(article, make.make_source("Capital Ledger"), "queue")
    make.link_topic(article, make.make_topic(), "ships")
    make.link_topic(article, make.make_topic("Grain"), "ships")
    make.make_mention(article, "ships", country=make.make_country())
    make.make_mention(article, "ships", country=make.make_country("TR", "Türkiye"))
    return article


def numbers(page: LexborHTMLParser) -> dict[str, set[int]]:
    """The searches that the charts of a page lead to, with the numbers of stories that they say."""
    found: dict[str, set[int]] = {}
    for node in page.css(".chart a[href^='/search/'], .section-head a[href^='/search/']"):
        said = node.attributes.get("aria-label") or node.text()
        if number := re.search(r"(\d+) stor(?:y|ies)|^(\d+)$", said.strip()):
            found.setdefault(str(node.attributes["href"]), set()).add(int(number[1] or number[2]))
    return found


def counted(address: str) -> int:
    return total(SearchRequest.from_query(QueryDict(urlsplit(address).query)))


def check(client: Client, url: str) -> int:
    """Compares every number of a page's charts with its list; how many there were."""
    found = numbers(read(client, url))
    assert found == {address: {counted(address)} for address in found}
    return len(found)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    st.lists(STORY, min_size=2, max_size=6),
    st.sampled_from(["", "since=2026-10-01", "since=2026-10-01&until=2026-11-01", "country=RO", "topic=shipping",
                     "country=TR&topic=grain&until=2026-10-31"]),
)  # fmt: skip
def test_every_number_is_the_length_of_the_list_behind_it(client: Client, stories: list[Story], asked: str) -> None:
    with undone():
        know_everything()
        for story in stories:
            write(story)
        check(client, f"/overview/?{asked}")
        for address in PAGES:
            check(client, f"/{address}/")


def test_three_stories_have_every_chart(client: Client) -> None:
    for number, day in enumerate([date(2026, 1, 5), date(2026, 3, 7), date(2026, 11, 17)]):
        add_story(number, day)
    page = read(client, "/overview/")
    assert words(page, "h2") == [
        "Newspapers",
        "Countries",
        "Topics over time",
        "Which newspaper writes about which country",
        "Which newspaper writes on which topic",
        "In stories together",
    ]
    assert words(page, ".lede")[0].startswith("3 stories, 5 January 2026 to 17 November 2026.")
    assert words(page, ".strip-total") == ["3", "3"]
    assert words(page, ".cell a") == ["3"] * 8
    assert words(page, ".network-table tbody tr") == [
        "Henrik Aldane and Selim Arkan 3",
        "Henrik Aldane and Marta Velisk 3",
        "Selim Arkan and Marta Velisk 3",
    ]
    assert check(client, "/overview/") > 20


@pytest.mark.parametrize(
    ("url", "heads"),
    [
        ("/people/marta-velisk/", ["Topics over time", "In stories together"]),
        ("/countries/RO/", ["Topics over time", "In stories together"]),
        ("/topics/shipping/", ["In stories together"]),
        ("/newspapers/the-harbour-gazette/", ["Topics over time"]),
    ],
)
def test_other_pages_have_the_charts_that_suit_them(client: Client, url: str, heads: list[str]) -> None:
    add_story(1, date(2026, 1, 5))
    add_story(2)
    page = read(client, url)
    assert [head for head in words(page, "h2") if head in ("Topics over time", "In stories together")] == heads
    assert check(client, url) >= 4


def test_of_very_many_stories_the_newest_months_are_drawn(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entity_charts, "MANY", 2)
    for number, day in enumerate([date(2020, 1, 5), date(2026, 1, 5), date(2026, 11, 17)]):
        add_story(number, day)
    page = read(client, "/countries/RO/")
    assert words(page, ".strip-total") == ["2", "2"]
    assert links(page, ".section-head a[href^='/search/?country=RO&after']") == [
        "/search/?country=RO&after=2026-01-01"
    ] * 2  # fmt: skip
    check(client, "/countries/RO/")


def test_periods_lead_to_the_newest_days(client: Client) -> None:
    add_story(1, date(2020, 2, 29))
    add_story(2, date(2024, 2, 29))
    page = read(client, "/overview/?country=RO&since=2023-12-02")
    assert links(page, ".tabs a") == [
        "/overview/?country=RO",
        "/overview/?since=2023-03-01&country=RO",
        "/overview/?since=2023-12-02&country=RO",
    ]
    assert words(page, ".tabs [aria-current]") == ["Last 90 days"]
    assert len(page.css("meta[name=robots]")) == 1


def test_of_a_large_archive_the_newest_year_is_shown_first(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "MANY", 1)
    add_story(1, date(2020, 2, 29))
    add_story(2, date(2026, 11, 17))
    page = read(client, "/overview/")
    assert words(page, ".lede")[0].startswith("1 story, 17 November 2026.")
    assert words(page, ".tabs [aria-current]") == ["Last year"]
    assert len(page.css("meta[name=robots]")) == 0
    whole = str(links(page, ".tabs a")[0])
    assert whole == "/overview/?since=2020-02-29"
    again = read(client, whole)
    assert words(again, ".lede")[0].startswith("2 stories, 29 February 2020 to 17 November 2026.")
    assert words(again, ".tabs [aria-current]") == ["Whole archive"]


def test_an_empty_archive_and_empty_days_say_so(client: Client) -> None:
    assert words(read(client, "/overview/"), ".empty h2") == ["The archive is empty"]
    add_story()
    page = read(client, "/overview/?since=2027-01-01")
    assert words(page, ".empty h2") == ["No story of these days has this"]
    assert links(page, ".empty a") == ["/overview/"]


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("since=soon", "“soon” is not a date like 2026-11-17, 2026-11 or 2026."),
        ("since=2026-13", "“2026-13” is not a date like 2026-11-17, 2026-11 or 2026."),
        ("country=ZZ", "No country with the code “ZZ”."),
        ("topic=none", "No topic called “none”."),
        ("country=%00&topic=%3Cb%3E", "No topic called “<b>”."),
        ("since=2027&until=2020", "No day is both after the first and before the last day asked for."),
    ],
)
def test_what_was_not_understood_is_said(client: Client, query: str, note: str) -> None:
    add_story()
    assert words(read(client, f"/overview/?{query}"), ".message") == [note]


@pytest.mark.parametrize(
    "query", ["since=9999-12-31", "since=0001", "until=0001", "until=9999", "country=RO&country=TR", "q=(((&page=x"]
)
def test_bad_questions_are_answered(client: Client, query: str) -> None:
    add_story(1, date(2026, 1, 5))
    add_story(2)
    assert client.get(f"/overview/?{query}").status_code == 200


@pytest.mark.django_db(transaction=True)
@override_settings(SEARCH_TIMEOUT_MS=1)
def test_counting_that_takes_too_long_is_answered_with_503(client: Client) -> None:
    for number in range(30):
        add_story(number)
    response = client.get("/overview/")
    assert response.status_code == 503
    page = LexborHTMLParser(response.content)
    assert words(page, "h2") == ["This took too long"]
    assert links(page, ".empty a") == ["/overview/?since=2026-08-20"]


def test_hostile_names_are_text(client: Client) -> None:
    hostile = "</title><script>x()</script>"
    for number in (1, 2):
        article = add_story(number, date(2026, number, 5))
        make.link_topic(article, make.make_topic(f"{hostile} topic", slug="hostile"), "ships")
        make.link_source(article, make.make_source(f"{hostile} paper", slug="hostile"), "ships")
        make.make_mention(article, "ships", country=make.make_country("XX", f"{hostile} land"))
        make.make_statement(article, "Forty ships wait.", person=make.make_person(f"{hostile} Ann", slug="hostile"))
    html = client.get("/overview/").content.decode()
    assert "<script>x" not in html
    assert html.count("&lt;script&gt;x()") > 20
    check(client, "/overview/")


def test_no_words_of_a_story_are_shown(client: Client) -> None:
    article = add_story()
    article.digest.series.rights = "link"
    article.digest.series.save()
    html = client.get("/overview/").content.decode()
    assert [text for text in ("Story number 1", "The queue is short", "Forty ships") if text in html] == []


@pytest.mark.parametrize("query", ["", "country=RO&topic=shipping&since=2025-01-01&until=2027"])
def test_the_number_of_queries_does_not_grow(client: Client, query: str) -> None:
    add_story(1, date(2026, 1, 5))
    one = queries(client, f"/overview/?{query}")
    for number in (2, 3):
        article = add_story(number)
        make.make_statement(article, "The rate came down.", person=make.make_person(f"Person {number}"))
        make.make_mention(article, "rate", country=make.make_country(["EG", "BG"][number - 2], f"Country {number}"))
        make.link_source(article, make.make_source(f"Paper {number}"), "queue")
        make.link_topic(article, make.make_topic(f"Topic {number}"), "queue")
    assert queries(client, f"/overview/?{query}") == one < 15


def test_the_footer_and_the_front_page_lead_there(client: Client) -> None:
    add_story()
    page = read(client, "/")
    assert "/overview/" in links(page, ".site-footer a")
    assert links(page, "main a[href^='/overview/']") == ["/overview/?since=2026-10-19&until=2026-11-17"]
