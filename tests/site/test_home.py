"""The front page: the newest digest, who was quoted lately, and the sentence that asks."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Digest, Fact
from archive.search import SearchTimeout
from archive.site.charts import Row, bars
from archive.site.home import Period, most_quoted
from tests.factories import (
    link_source,
    link_topic,
    make_article,
    make_country,
    make_digest,
    make_mention,
    make_person,
    make_role,
    make_series,
    make_source,
    make_statement,
    make_topic,
)

from .reading import links, queries, read, words

pytestmark = pytest.mark.django_db

TEXT = (
    "The Harbour Gazette reports from Romania.\n\n"
    "“Ice is early,” pilot Marta Velisk told the newspaper. Selim Arkan disagreed about the harbour."
)


def _story(day: date = date(2026, 11, 17), title: str = "Ice comes early", **fields: object) -> None:
    """A published story with one fact of each kind."""
    article = make_article(make_digest(f"{TEXT} {title} {day}", day=day, **fields), title=title)
    marta = make_person("Marta Velisk")
    gazette = make_source("The Harbour Gazette")
    make_mention(article, "Romania", country=make_country("RO", "Romania"))
    make_mention(article, "Marta Velisk", person=marta)
    make_role(article, "pilot", marta)
    link_source(article, gazette, "The Harbour Gazette")
    link_topic(article, make_topic("Shipping"), "harbour")
    make_statement(article, "“Ice is early,” pilot Marta Velisk told the newspaper.", person=marta, via=gazette)


def _links(html: str, within: str) -> list[tuple[str, str]]:
    """(address, words) of the links between two headings."""
    part = html[html.index(within) :]
    part = part[: part.index("</section>")]
    return [
        (url.replace("&amp;", "&"), re.sub(r"\s+", " ", re.sub("<[^>]+>", "", words)).strip())
        for url, words in re.findall(r'<a[^>]* href="([^"]*)"[^>]*>(.*?)</a>', part, re.S)
    ]


def test_an_empty_archive_says_so_and_where_to_go_on(client: Client) -> None:
    html = client.get("/").content.decode()
    assert re.findall(r'<section class="empty">\s*<h2>(.*?)</h2>', html) == ["The archive is empty"]
    assert re.findall(r'No digest has been published yet.*?<a href="(.*?)">', html) == ["/sign-in/"]


def test_what_is_not_published_is_not_on_the_page(client: Client) -> None:
    make_article(make_digest(published=False), title="Not for readers yet")
    assert "Not for readers yet" not in client.get("/").content.decode()


def test_every_number_of_the_lists_leads_to_what_it_counts(client: Client) -> None:
    _story()
    html = client.get("/").content.decode()
    days = "after=2026-10-19&before=2026-11-17"
    assert _links(html, "Most quoted</h2>") == [
        ("/people/marta-velisk/", "Marta Velisk"),
        (f"/search/?person=marta-velisk&{days}&show=statements", "1"),
    ]
    assert _links(html, "<h2>Countries</h2>") == [
        ("/countries/RO/", "Romania"),
        (f"/search/?country=RO&{days}", "1"),
    ]
    assert _links(html, "<h2>Topics</h2>") == [
        ("/topics/shipping/", "Shipping"),
        (f"/search/?topic=shipping&{days}", "1"),
    ]
    assert _links(html, "<h2>Newspapers</h2>") == [
        ("/newspapers/the-harbour-gazette/", "The Harbour Gazette"),
        (f"/search/?source=the-harbour-gazette&{days}", "1"),
    ]


def test_the_newest_digest_by_date_leads_whenever_it_came(client: Client) -> None:
    _story(date(2026, 11, 17), "The newer day")
    _story(date(2026, 11, 3), "Came later, dated earlier")
    html = client.get("/").content.decode()
    assert re.findall(
        r'<article class="card card--lead">.*?<h3 class="card-head"[^>]*><a[^>]*>(.*?)</a>', html, re.S
    ) == ["The newer day"]


def test_a_story_of_the_same_day_a_year_before(client: Client) -> None:
    _story(date(2026, 11, 17), "This year")
    _story(date(2025, 11, 17), "Last year")
    html = client.get("/").content.decode()
    assert re.findall(r"one year ago</p>\s*<h3 class=\"card-head\"[^>]*><a[^>]*>(.*?)</a>", html) == ["Last year"]


def test_the_twenty_ninth_of_february_has_no_day_a_year_before(client: Client) -> None:
    _story(date(2028, 2, 29), "Leap day")
    assert client.get("/").status_code == 200


def test_most_quoted_counts_the_days_of_the_period_and_only_what_stands() -> None:
    period = Period(date(2026, 10, 19), date(2026, 11, 17))
    marta, selim = make_person("Marta Velisk"), make_person("Selim Arkan")
    for day, person, state, published in [
        (date(2026, 10, 18), marta, Fact.State.CONFIRMED, True),  # a day too early
        (date(2026, 10, 19), marta, Fact.State.PROPOSED, True),
        (date(2026, 11, 17), marta, Fact.State.CONFIRMED, True),
        (date(2026, 11, 17), marta, Fact.State.REJECTED, True),
        (date(2026, 11, 17), marta, Fact.State.CONFIRMED, False),
        (date(2026, 11, 17), selim, Fact.State.CONFIRMED, True),
    ]:
        article = make_article(make_digest(f"{TEXT} {day} {person} {state} {published}", day=day, published=published))
        make_role(article, "pilot", person, state=state)
        make_statement(article, "“Ice is early,”", person=person, state=state)
    days = "after=2026-10-19&before=2026-11-17&show=statements"
    assert most_quoted(period) == bars(
        [
            Row("Marta Velisk", 2, "/people/marta-velisk/", f"/search/?person=marta-velisk&{days}", "pilot",
                "2 statements by Marta Velisk"),
            Row("Selim Arkan", 1, "/people/selim-arkan/", f"/search/?person=selim-arkan&{days}", "pilot",
                "1 statement by Selim Arkan"),
        ]
    )  # fmt: skip


def test_where_only_titles_may_be_shown_the_words_are_not(client: Client) -> None:
    _story(title="Titles only", series=make_series("Titles", rights="link"))
    html = client.get("/").content.decode()
    assert [words for words in ("Titles only", "Ice is early", "reports from") if words in html] == ["Titles only"]


def test_bars_begin_at_zero_and_the_longest_is_whole() -> None:
    drawn = bars([Row("a", 8, "/a", "/n"), Row("b", 2, "/b", "/n"), Row("c", 0, "/c", "/n")])
    assert [bar.share for bar in drawn] == [100.0, 25.0, 0.0]
    assert [bar.share for bar in bars([Row("a", 0, "/a", "/n")])] == [0.0]


def test_one_story_and_three_take_the_same_number_of_queries(client: Client) -> None:
    _story(title="One")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/")
    digest = Digest.objects.get()
    for title in ("Two", "Three"):
        article = make_article(digest, title=title)
        make_mention(article, "Romania", country=make_country("RO", "Romania"))
        make_statement(article, "Selim Arkan disagreed about the harbour.", person=make_person("Selim Arkan"))
        link_source(article, make_source("Capital Ledger"), "The Harbour Gazette")
    with CaptureQueriesContext(connection) as three:
        client.get("/")
    assert len(three) == len(one)


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ("", "/search/?"),
        ("who=Marta+Velisk&q=ice&source=&country=&after=", "/search/?q=ice&person=marta-velisk"),
        ("who=marta+velisk&country=RO&after=2026", "/search/?person=marta-velisk&country=RO&after=2026-01-01"),
        ("who=Velisk&q=", "/search/?person=marta-velisk"),
        ("who=Nobody+Here&q=ice", "/search/?q=%22Nobody+Here%22+ice"),
        ("who=%22%00%22&q=", "/search/?"),
        ("who=---&q=ice", "/search/?q=%22---%22+ice"),
    ],
)
def test_the_sentence_becomes_a_search(client: Client, sent: str, answer: str) -> None:
    _story()
    assert client.get(f"/find/?{sent}").headers["Location"] == answer


def test_a_name_that_two_people_bear_is_not_guessed(client: Client) -> None:
    make_person("Marta Velisk")
    make_person("Ana Velisk")
    assert client.get("/find/?who=Velisk").headers["Location"] == "/search/?q=%22Velisk%22"


def _stories(day: date, number: int, *, topics: dict[str, int] | None = None, country: int = 0) -> None:
    """A digest with so many stories; the first ones are on each topic, or name Romania."""
    digest = make_digest(f"{TEXT} {day} {number}", day=day)
    for place in range(number):
        article = make_article(digest, title=f"Story {place} of {day}")
        for name, most in (topics or {}).items():
            if place < most:
                link_topic(article, make_topic(name), "harbour")
        if place < country:
            make_mention(article, "Romania", country=make_country("RO", "Romania"))


def test_what_rises_is_said_with_both_numbers_and_each_leads_to_its_stories(client: Client) -> None:
    _stories(date(2026, 10, 18), 20, topics={"Shipping": 4, "Grain trade": 3})  # the last day of the days before
    _stories(date(2026, 11, 17), 20, topics={"Shipping": 5, "Grain trade": 9}, country=6)
    page = read(client, "/")
    assert words(page, ".rises li") == ["Grain trade 9 3 the month before", "Romania 6 none the month before"]
    assert links(page, ".rises li a") == [
        "/topics/grain-trade/",
        "/search/?topic=grain-trade&after=2026-10-19&before=2026-11-17",
        "/search/?topic=grain-trade&after=2026-09-19&before=2026-10-18",
        "/countries/RO/",
        "/search/?country=RO&after=2026-10-19&before=2026-11-17",
    ]
    counts = [words(read(client, url or ""), "h1") for url in links(page, ".rises li a") if "/search/" in (url or "")]
    assert counts == [["9 stories"], ["3 stories"], ["6 stories"]]


def test_where_there_is_too_little_to_say_nothing_rises(client: Client) -> None:
    _stories(date(2026, 11, 17), 20, topics={"Grain trade": 9})
    assert words(read(client, "/"), "#rising") == []


def test_the_latest_digests_besides_the_newest_with_their_stories(client: Client) -> None:
    for day in range(11, 18):
        _stories(date(2026, 11, day), day - 10)
    page = read(client, "/")
    assert [item.split()[0] + " " + " ".join(item.split()[-2:]) for item in words(page, ".latest li")] == [
        "16 6 stories",
        "15 5 stories",
        "14 4 stories",
        "13 3 stories",
        "12 2 stories",
    ]
    names = links(page, ".latest-name")
    assert names == [one.get_absolute_url() for one in Digest.objects.order_by("-date")[1:6]]


def test_the_sentence_offers_what_stories_have_by_name_and_the_years(client: Client) -> None:
    make_source("Zorn Monitor")
    make_country("KE", "Kenya")
    _story()
    _story(date(2024, 5, 5), "Older")
    page = read(client, "/")
    assert {one: words(page, f"#ask-{one} option") for one in ("source", "country", "after")} == {
        "source": ["any newspaper", "The Harbour Gazette"],
        "country": ["any country", "Romania"],
        "after": ["2026", "2024"],
    }


def test_where_counting_takes_too_long_the_page_does_without(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _story()

    def too_long(*_args: object) -> None:
        raise SearchTimeout

    monkeypatch.setattr("archive.site.home.overview", too_long)
    page = read(client, "/")
    assert words(page, ".card--lead h3") == ["Ice comes early"]
    assert words(page, ".bars") == []
    monkeypatch.undo()
    assert len(words(read(client, "/"), ".bars")) == 4


def test_the_page_takes_few_queries(client: Client) -> None:
    _stories(date(2026, 10, 18), 20)
    _story()
    client.get("/")
    assert queries(client, "/") < 15
