"""Then and now on the page of a person: the first and the newest statement on a subject."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from archive.models import Series
from archive.site.then import APART
from tests import factories as make

from .reading import links, queries, read, words

pytestmark = pytest.mark.django_db

PAGE = "/people/marta-velisk/"
FIRST = date(2024, 1, 10)
SAID = ["The queue is short.", "The rate came down.", "The canal is low.", "Forty ships wait."]


def speak(
    day: date, said: str = SAID[0], *, topic: str = "Shipping", country: str = "", rights: str = "full", role: str = ""
) -> None:
    """A story on a topic, and about a country, in which Marta Velisk says something."""
    series = make.make_series(f"Desk {rights}", rights=rights)
    article = make.make_article(
        make.make_digest(f"Marta Velisk, once a pilot: {said} {day} {topic}", day=day, series=series),
        title=f"{said} {day} {topic}",
    )
    make.make_statement(article, said, via=make.make_source())
    make.link_topic(article, make.make_topic(topic), said.split()[0])
    if country:
        make.make_mention(article, "Marta", country=make.make_country(country, {"RO": "Romania"}.get(country, country)))
    if role:
        make.make_role(article, role, make.make_person())


def shown(client: Client, **query: str) -> tuple[list[str], list[str]]:
    """The days and the words that stand side by side."""
    page = read(client, f"{PAGE}?{urlencode(query)}")
    return words(page, "#then .when"), words(page, "#then .statement-words")


def test_the_first_and_the_newest_statement_stand_side_by_side(client: Client) -> None:
    speak(FIRST, SAID[0], role="pilot")
    speak(FIRST + timedelta(days=40), SAID[1])
    speak(FIRST + timedelta(days=400), SAID[2])
    page = read(client, PAGE)
    assert words(page, "#then h3, #then .when, #then .statement-words, #then .byline") == [
        "Then", "10 Jan 2024", SAID[0], "as pilot, to The Harbour Gazette",
        "Now", "13 Feb 2025", SAID[2], "to The Harbour Gazette",
    ]  # fmt: skip
    assert words(page, "#then .passage mark") == [SAID[0], SAID[2]]
    assert words(page, "#then .section-head p") == [
        "The first and the newest statement on Shipping, 1 year, 1 month apart"
    ]


@pytest.mark.parametrize(("days", "there"), [(APART.days - 1, False), (APART.days, True)])
def test_sixty_days_lie_between_them(client: Client, days: int, there: bool) -> None:
    speak(FIRST)
    speak(FIRST + timedelta(days=days), SAID[1])
    assert bool(read(client, PAGE).css("#then")) == there


def test_what_is_spoken_about_most_is_shown_first_and_others_are_chosen(client: Client) -> None:
    for number, topic in enumerate(["Ice", "Shipping", "Shipping", "Shipping", "Ice", "Salt", "Salt"]):
        speak(FIRST + number * timedelta(days=50), SAID[number % 4], topic=topic, country="RO" if number < 3 else "")
    page = read(client, PAGE)
    assert words(page, "#then-topic option") == ["Any topic", "Shipping (3)", "Ice (2)", "Salt (2)"]
    assert words(page, "#then-country option") == ["Any country", "Romania (3)"]
    assert words(page, "#then option[selected]") == ["Shipping (3)"]
    assert shown(client, topic="ice") == (["10 Jan 2024", "28 Jul 2024"], [SAID[0], SAID[0]])
    assert shown(client, country="ro") == (["10 Jan 2024", "19 Apr 2024"], [SAID[0], SAID[2]])


def test_the_list_below_is_of_the_same_subject_and_other_filters_are_kept(client: Client) -> None:
    speak(FIRST, SAID[0])
    speak(FIRST + timedelta(days=90), SAID[1])
    speak(FIRST + timedelta(days=95), SAID[2], topic="Ice")
    page = read(client, f"{PAGE}?topic=shipping&kind=direct")
    assert words(page, "#statements .statement-words") == [SAID[1], SAID[0]]
    hidden = page.css("#then [type=hidden]")
    assert [(one.attributes["name"], one.attributes["value"]) for one in hidden] == [("kind", "direct")]


def test_topic_and_country_together_must_be_had_by_both(client: Client) -> None:
    speak(FIRST, SAID[0], country="RO")
    speak(FIRST + timedelta(days=90), SAID[1])
    speak(FIRST + timedelta(days=180), SAID[2], country="RO")
    speak(FIRST + timedelta(days=270), SAID[3], topic="Ice", country="RO")
    assert shown(client, topic="shipping", country="RO")[1] == [SAID[0], SAID[2]]
    assert shown(client, topic="shipping")[1] == [SAID[0], SAID[2]]
    assert shown(client, country="RO")[1] == [SAID[0], SAID[3]]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("topic=ice", "No two statements on Ice lie 60 days apart"),
        ("topic=nothing", "No two statements on nothing lie 60 days apart"),
        ("topic=ice&country=RO", "No two statements on Ice and RO lie 60 days apart"),
    ],
)
def test_a_subject_without_two_says_so_and_leads_on(client: Client, query: str, title: str) -> None:
    speak(FIRST)
    speak(FIRST + timedelta(days=90), SAID[1])
    speak(FIRST, SAID[2], topic="Ice")
    page = read(client, f"{PAGE}?{query}")
    assert words(page, "#then .empty h2") == [title]
    assert links(page, "#then .empty a") == [f"{PAGE}#then"]
    assert words(page, "#then-topic option[selected]") == [title.split(" on ")[1].split(" lie ")[0].split(" and ")[0]]


def test_words_that_may_not_be_shown_are_left_out(client: Client) -> None:
    speak(FIRST, SAID[0], rights=Series.Rights.LINK)
    speak(FIRST + timedelta(days=100), SAID[1])
    assert not read(client, PAGE).css("#then")
    speak(FIRST + timedelta(days=200), SAID[2], rights=Series.Rights.EXCERPT)
    assert shown(client)[1] == [SAID[1], SAID[2]]


def test_what_readers_do_not_see_is_left_out(client: Client) -> None:
    speak(FIRST)
    speak(FIRST + timedelta(days=100), SAID[1])
    make.make_person().statements.filter(text=SAID[1]).update(state="rejected")
    assert not read(client, PAGE).css("#then")


def test_two_and_four_statements_take_the_same_number_of_queries(client: Client) -> None:
    for number in range(2):
        speak(FIRST + number * APART, SAID[number], country="RO")
    two = queries(client, PAGE)
    for number in (2, 3):
        speak(FIRST + number * APART, SAID[number], country="RO")
        speak(FIRST + number * APART, SAID[number], country="TR", topic="Ice")
    assert queries(client, PAGE) == two
