"""A story, its statements and who is in them as schema.org sees them: speaker, newspaper and digest apart."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from archive.models import Series
from archive.site.linked_data import described, issue, node
from tests import factories as make

from .reading import read

pytestmark = pytest.mark.django_db

TEXT = "Ice closed two berths in Romania.\n\n“Ice is early,” pilot Marta Velisk told The Harbour Gazette. It was cold."
SAID = "“Ice is early,” pilot Marta Velisk told The Harbour Gazette."
URL = "http://testserver/articles/2026-11-17-ice-comes-early/"
GAZETTE = {
    "@type": "NewsMediaOrganization",
    "@id": "http://testserver/newspapers/the-harbour-gazette/#NewsMediaOrganization",
    "name": "The Harbour Gazette",
    "url": "http://testserver/newspapers/the-harbour-gazette/",
}
MARTA = {
    "@type": "Person",
    "@id": "http://testserver/people/marta-velisk/#Person",
    "name": "Marta Velisk",
    "url": "http://testserver/people/marta-velisk/",
}


def _graph(client: Client, rights: str = Series.Rights.FULL) -> list[dict[str, Any]]:
    """The data of a story's page, without the page itself."""
    series = make.make_series(f"Desk {rights}", publisher="City Agency", rights=rights)
    digest = make.make_digest(TEXT, series=series, title="Morning digest", slug="morning")
    article = make.make_article(digest, title="Ice comes early", section="Ports")
    marta, gazette = make.make_person(), make.make_source()
    make.make_mention(article, "Romania", country=make.make_country())
    make.make_role(article, "pilot", marta)
    make.link_source(article, gazette, "The Harbour Gazette")
    make.link_topic(article, make.make_topic(), "berths")
    make.make_statement(article, SAID, person=marta, via=gazette)
    make.make_statement(article, "It was cold.", unnamed="a captain")
    page = read(client, article.get_absolute_url())
    data: list[dict[str, Any]] = json.loads(page.css('script[type="application/ld+json"]')[0].text())["@graph"]
    return data[1:]


def test_a_story_is_the_digests_and_based_on_what_a_newspaper_printed(client: Client) -> None:
    story, first, second = _graph(client)
    assert story == {
        "@type": "NewsArticle",
        "@id": f"{URL}#story",
        "url": URL,
        "mainEntityOfPage": {"@id": URL},
        "headline": "Ice comes early",
        "datePublished": "2026-11-17",
        "inLanguage": "en",
        "articleSection": "Ports",
        "isPartOf": {
            "@type": "PublicationIssue",
            "@id": "http://testserver/digests/morning/#issue",
            "name": "Morning digest",
            "url": "http://testserver/digests/morning/",
            "datePublished": "2026-11-17",
            "inLanguage": "en",
            "isPartOf": {
                "@type": "Periodical",
                "name": "Desk full",
                "publisher": {"@type": "Organization", "name": "City Agency"},
            },
        },
        "publisher": {"@type": "Organization", "name": "City Agency"},
        "sdPublisher": {"@id": "http://testserver/#site"},
        "isBasedOn": [{"@type": "CreativeWork", "publisher": GAZETTE}],
        "about": [
            {
                "@type": "DefinedTerm",
                "@id": "http://testserver/topics/shipping/#DefinedTerm",
                "name": "Shipping",
                "url": "http://testserver/topics/shipping/",
            }
        ],
        "mentions": [
            MARTA,
            {
                "@type": "Country",
                "@id": "http://testserver/countries/RO/#Country",
                "name": "Romania",
                "url": "http://testserver/countries/RO/",
            },
        ],
        "hasPart": [{"@id": first["@id"]}, {"@id": second["@id"]}],
    }


def test_a_statement_is_a_quotation_of_its_speaker(client: Client) -> None:
    _story, first, second = _graph(client)
    assert first == {
        "@type": "Quotation",
        "@id": first["url"],
        "url": first["url"],
        "text": SAID,
        "inLanguage": "en",
        "spokenByCharacter": {"@type": "Role", "roleName": "pilot", "spokenByCharacter": MARTA},
        "isPartOf": {"@id": f"{URL}#story"},
        "isBasedOn": {"@type": "CreativeWork", "publisher": GAZETTE},
    }
    assert first["url"].startswith(f"{URL}#statement-")
    assert (second["creditText"], second.get("spokenByCharacter")) == ("a captain", None)


def test_where_only_titles_may_be_shown_no_words_are_sent(client: Client) -> None:
    _story, *quotations = _graph(client, Series.Rights.LINK)
    assert [one.get("text") for one in quotations] == [None, None]
    html = client.get(URL.removeprefix("http://testserver")).content.decode()
    assert [words for words in ("Ice closed", "Ice is early", "It was cold") if words in html] == []


def test_what_the_archive_knows_for_sure() -> None:
    board = make.make_organization(country=make.make_country(), wikidata="Q42")
    assert described(board, ["DPB"], str) == {
        "@type": "Organization",
        "@id": "/organizations/danube-ports-board/#Organization",
        "name": "Danube Ports Board",
        "url": "/organizations/danube-ports-board/",
        "alternateName": ["DPB"],
        "sameAs": "https://www.wikidata.org/entity/Q42",
        "location": {"@type": "Country", "@id": "/countries/RO/#Country", "name": "Romania", "url": "/countries/RO/"},
    }
    assert described(make.make_country(), [], str)["identifier"] == "RO"
    assert described(make.make_topic(iptc="medtop:1"), [], str)["termCode"] == "medtop:1"


def test_an_issue_has_its_stories() -> None:
    said = issue(make.make_digest(slug="morning"), str, [("Ice comes early", "/articles/ice/")])
    assert said["hasPart"] == [
        {"@type": "NewsArticle", "@id": "/articles/ice/#story", "url": "/articles/ice/", "headline": "Ice comes early"}
    ]
    assert said["isPartOf"]["publisher"] == {"@type": "Organization", "name": "Morning desk"}


def test_empty_fields_are_left_out() -> None:
    assert node("Thing", name="", url=None, list=[], number=0) == {"@type": "Thing", "number": 0}
