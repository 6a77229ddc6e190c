"""Every kind of page takes under 15 queries, answered by the index, and of four no more than of two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from archive.models import Article
from archive.search import SearchRequest, engine, total
from archive.search.index.follow import Follower
from tests import factories as make
from tests.search.index.made import keep

from .reading import queries

pytestmark = pytest.mark.django_db(transaction=True)  # as readers have it: what a page begins it ends

TEXT = "The queue is short. The rate came down. Forty ships wait. The canal is low."
MOST = 15
COUNTRIES = {"AA": "Aland", "BB": "Borland", "CC": "Corland", "EE": "Eland", "DD": "Dorland"}
PAGES = [
    "/",
    "/people/",
    "/people/?sort=name",
    "/people/?letter=P",
    "/people/?country=AA&since=2020&sort=sources",
    "/people/?name=person",
    "/organizations/",
    "/newspapers/",
    "/countries/",
    "/topics/",
    "/digests/",
    "/calendar/",
    "/calendar/2026/",
    "/calendar/2026/11/",
    "/calendar/2026/11/17/",
    "/about/",
    "/overview/",
    "/search/",
    "/search/?q=queue",
    "/search/?q=queue&show=statements&person=person-0",
    "/people/person-0/",
    "/people/person-0/?country=AA&topic=topic-0&source=paper-0",
    "/organizations/office-0/",
    "/newspapers/paper-0/",
    "/countries/AA/",
    "/topics/topic-0/",
    "/compare/",
    "/compare/?of=people&one=person-0&one=person-00",
    "/compare/?of=people&one=person-0&one=person-00&about=AA",
    "/compare/?of=newspapers&one=paper-0&one=paper-00",
    "/compare/?of=countries&one=AA&one=DD",
    "/compare/?of=topics&one=topic-0&one=topic-00",
    "/compare/?of=organizations&one=office-0&one=office-00",
]


@pytest.fixture
def root(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the index lies; it answers."""
    settings.SEARCH_INDEX = True
    monkeypatch.setattr(engine, "follower", Follower(tmp_path / "index", ["true"]))
    yield tmp_path / "index"
    if engine.follower._builder is not None:
        engine.follower._builder.wait(10)


def write(number: int) -> Article:
    """A digest with a story in which somebody new speaks, in a new newspaper, on a new topic, about a new country; and
    a second one long before it, in which the same are, so that there is a then and a now.
    """
    person, paper = make.make_person(f"Person {number}"), make.make_source(f"Paper {number}")
    office = make.make_organization(f"Office {number}")
    code = list(COUNTRIES)[number]
    story = None
    for day in (date(2026, 5, 4) + timedelta(number), date(2026, 11, 17)):
        story = make.make_article(
            make.make_digest(f"{TEXT} {number} {day}", day=day), title=f"Story {number}", body=TEXT
        )
        make.make_statement(story, "The queue is short.", person=person, via=paper)
        make.make_statement(
            story, "Forty ships wait.", person=make.make_person("Person 00"), via=make.make_source("Paper 00")
        )
        make.make_role(story, "queue", person, organization=office)
        make.make_role(story, "ships", make.make_person("Person 00"), organization=make.make_organization("Office 00"))
        for place, name in ((code, COUNTRIES[code]), ("DD", COUNTRIES["DD"])):
            make.make_mention(story, "canal" if place == "DD" else "low", country=make.make_country(place, name))
        for topic, word in ((f"Topic {number}", "rate"), ("Topic 00", "came")):
            make.link_topic(story, make.make_topic(topic), word)
        make.link_source(story, paper, "Forty")
    assert story is not None
    return story


def test_no_page_takes_many_queries_and_none_more_for_more(client: Client, root: Path) -> None:
    story, _other = write(0), write(1)
    keep(root)
    pages = [*PAGES, story.get_absolute_url(), story.digest.get_absolute_url()]

    def counted() -> dict[str, int]:
        total(SearchRequest())
        assert engine.index_status().startswith("index, ")
        for url in pages:  # what is kept until something changes is made
            client.get(url)
        return {url: queries(client, url) for url in pages}

    two = counted()
    write(2), write(3)
    keep(root)
    assert counted() == two
    assert {url: number for url, number in two.items() if number >= MOST} == {}
