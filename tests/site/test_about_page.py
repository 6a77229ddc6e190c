"""What every page says about itself: title, description, address, previews, data for programs, the way down to it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from archive.site.about_page import numbered, script_json
from tests import factories as make

from .reading import read

pytestmark = pytest.mark.django_db

TEXT = "Ice closed two berths in Romania.\n\n“Ice is early,” pilot Marta Velisk told The Harbour Gazette."
SAID = "“Ice is early,” pilot Marta Velisk told The Harbour Gazette."
STORY, DIGEST = "/articles/2026-11-17-ice-comes-early/", "/digests/2026-11-17-morning/"

# Every kind of page: its address as asked for, and its one address.
PAGES = {
    "/": "/",
    "/search/": "/search/",
    "/search/?sort=oldest&page=2": "/search/",
    "/search/?q=ice&sort=oldest": "/search/?q=ice",
    "/search/?country=RO": "/search/?country=RO",
    "/search/?country=RO&show=statements": "/search/?country=RO&show=statements",
    "/search/?q=ice&all=person&named=m": "/search/?q=ice&all=person",
    f"{STORY}?statement=1": STORY,
    "/people/": "/people/",
    "/people/?letter=V&sort=name": "/people/",
    "/organizations/": "/organizations/",
    "/newspapers/": "/newspapers/",
    "/countries/": "/countries/",
    "/topics/": "/topics/",
    "/people/marta-velisk/?words=ice&page=2": "/people/marta-velisk/",
    "/organizations/danube-ports-board/": "/organizations/danube-ports-board/",
    "/newspapers/the-harbour-gazette/": "/newspapers/the-harbour-gazette/",
    "/countries/RO/": "/countries/RO/",
    "/topics/shipping/": "/topics/shipping/",
    "/digests/": "/digests/",
    DIGEST: DIGEST,
    "/calendar/": "/calendar/",
    "/calendar/2026/": "/calendar/2026/",
    "/calendar/2026/11/": "/calendar/2026/11/",
    "/calendar/2026/11/17/": "/calendar/2026/11/17/",
    "/sign-in/?next=/admin/": "/sign-in/",
}
SAME = {"/search/?sort=oldest&page=2", "/people/?letter=V&sort=name"}  # another view of a page that is listed too
NOT_INDEXED = {
    "/search/?q=ice&sort=oldest",
    "/search/?country=RO",
    "/search/?country=RO&show=statements",
    "/search/?q=ice&all=person&named=m",
    "/people/?letter=V&sort=name",
}


@pytest.fixture(autouse=True)
def archive() -> None:
    """A digest with one story that has a fact of each kind."""
    digest = make.make_digest(TEXT, title="Morning digest", slug="2026-11-17-morning")
    article = make.make_article(digest, title="Ice comes early", section="Ports")
    marta, gazette, board = make.make_person(), make.make_source(), make.make_organization(country=make.make_country())
    make.make_mention(article, "Romania", country=make.make_country())
    make.make_mention(article, "berths", organization=board)
    make.make_role(article, "pilot", marta, organization=board)
    make.link_source(article, gazette, "The Harbour Gazette")
    make.link_topic(article, make.make_topic(), "berths")
    make.make_statement(article, SAID, person=marta, via=gazette)


def _meta(page: LexborHTMLParser, name: str) -> list[str | None]:
    found = page.css(f'meta[name="{name}"], meta[property="{name}"]')
    return [node.attributes["content"] for node in found]


def _data(page: LexborHTMLParser) -> dict[str, Any]:
    (script,) = page.css('script[type="application/ld+json"]')
    data = json.loads(script.text())
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def _kinds(page: LexborHTMLParser) -> list[str]:
    return list(_data(page))


@pytest.mark.parametrize(("asked", "address"), PAGES.items())
def test_a_page_has_one_address_and_says_the_same_everywhere(client: Client, asked: str, address: str) -> None:
    page = read(client, asked)
    (title,), (description,) = [node.text() for node in page.css("head title")], _meta(page, "description")
    (canonical,) = [node.attributes["href"] for node in page.css('link[rel="canonical"]')]
    name = title.removesuffix(" · Press Archive")
    assert canonical == f"http://testserver{address}"
    assert {name: _meta(page, name) for name in ("og:title", "og:description", "og:url", "og:site_name")} == {
        "og:title": [name],
        "og:description": [description],
        "og:url": [canonical],
        "og:site_name": ["Press Archive"],
    }
    assert (_meta(page, "og:locale"), _meta(page, "og:image")) == (["en"], ["http://testserver/static/og.png"])
    assert _meta(page, "robots") == (["noindex"] if asked in NOT_INDEXED else [])
    first = next(iter(_data(page).values()))
    assert (first["url"], first["name"], first["description"]) == (canonical, name, description)


def test_no_two_pages_have_the_same_title_or_description(client: Client) -> None:
    pages = [read(client, asked) for asked in PAGES if asked not in SAME]
    titles = [page.css("title")[0].text() for page in pages]
    descriptions = [_meta(page, "description")[0] for page in pages]
    assert (sorted(titles), sorted(set(titles))) == (sorted(set(titles)), sorted(titles))
    assert len(set(descriptions)) == len(descriptions)


@pytest.mark.parametrize("asked", [asked for asked in PAGES if asked.startswith(("/people/m", "/articles", "/cal"))])
def test_the_way_down_is_shown_and_told_alike(client: Client, asked: str) -> None:
    page = read(client, asked)
    shown = [(" ".join(node.text().split()), node.css_first("a")) for node in page.css(".breadcrumb li")]
    addresses = [f"http://testserver{link.attributes['href']}" if link else None for _label, link in shown]
    told = next(iter(_data(page).values())).get("breadcrumb", {}).get("itemListElement", [])
    assert [label for label, _link in shown] == [item["name"] for item in told]
    assert addresses[:-1] == [item["item"] for item in told][:-1]
    assert addresses[-1:] in ([], [None])
    assert [node.text() for node in page.css('.breadcrumb [aria-current="page"]')] == [one for one, _ in shown[-1:]]


def test_the_ways_down(client: Client) -> None:
    ways = {asked: [node.text() for node in read(client, asked).css(".breadcrumb li")] for asked in PAGES}
    assert {asked: way for asked, way in ways.items() if way} == {
        f"{STORY}?statement=1": ["Digests", "17 November 2026", "Ports", "Story 1 of 1"],
        "/search/?q=ice&all=person&named=m": ["Search", "All 1 people"],
        "/people/marta-velisk/?words=ice&page=2": ["People", "V", "Marta Velisk"],
        "/organizations/danube-ports-board/": ["Organizations", "Romania", "Danube Ports Board"],
        "/newspapers/the-harbour-gazette/": ["Newspapers", "The Harbour Gazette"],
        "/countries/RO/": ["Countries", "Romania"],
        "/topics/shipping/": ["Topics", "Shipping"],
        DIGEST: ["Digests", "17 November 2026", "Morning digest"],
        "/calendar/2026/": ["Calendar", "2026"],
        "/calendar/2026/11/": ["Calendar", "2026", "November"],
        "/calendar/2026/11/17/": ["Calendar", "2026", "November", "17"],
    }


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ("/", ["WebPage", "WebSite"]),
        ("/search/", ["SearchResultsPage", "Dataset"]),
        ("/search/?country=RO", ["SearchResultsPage"]),
        (STORY, ["WebPage", "NewsArticle", "Quotation"]),
        ("/people/", ["CollectionPage", "ItemList"]),
        ("/people/marta-velisk/", ["ProfilePage", "Person"]),
        ("/organizations/danube-ports-board/", ["ProfilePage", "Organization"]),
        ("/newspapers/the-harbour-gazette/", ["ProfilePage", "NewsMediaOrganization"]),
        ("/countries/RO/", ["CollectionPage", "Country"]),
        ("/topics/shipping/", ["CollectionPage", "DefinedTerm"]),
        (DIGEST, ["CollectionPage", "PublicationIssue"]),
    ],
)
def test_what_a_page_is_for_programs(client: Client, asked: str, kinds: list[str]) -> None:
    assert _kinds(read(client, asked)) == kinds


def test_the_front_page_says_how_the_archive_is_searched(client: Client) -> None:
    action = _data(read(client, "/"))["WebSite"]["potentialAction"]
    assert action == {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": "http://testserver/search/?q={words}"},
        "query-input": "required name=words",
    }


def test_pages_of_a_list_are_pages_of_their_own(client: Client) -> None:
    for number in range(41):
        make.make_digest(f"Digest number {number}.", day=date(2026, 1, 1))
    page = read(client, "/digests/?page=2")
    assert page.css("title")[0].text() == "Digests, page 2 · Press Archive"
    assert page.css('link[rel="canonical"]')[0].attributes["href"] == "http://testserver/digests/?page=2"
    assert numbered("Digests", 1) == "Digests"


def test_an_empty_archive_says_so(client: Client) -> None:
    from archive.models import Digest  # noqa: PLC0415

    Digest.objects.update(state=Digest.State.WITHDRAWN)
    page = read(client, "/")
    assert _meta(page, "description")[0].endswith("No digest is in it yet.")
    assert _kinds(page) == ["WebPage", "WebSite"]


def test_a_title_can_not_end_the_data_or_the_head(client: Client) -> None:
    title = '</script><script src="//evil.example/x.js"></script> & "so"'
    article = make.make_article(make.make_digest("Nothing hostile here."), title=title, slug="hostile")
    page = read(client, article.get_absolute_url())
    assert [node.attributes.get("src") for node in page.css("script")] == [
        None,
        *(f"/static/js/{name}.js" for name in ("theme", "reader", "box", "keys")),
    ]
    assert _data(page)["NewsArticle"]["headline"] == title
    assert _meta(page, "og:title") == [f"{title}, 17 November 2026"]


def test_data_in_a_script_holds_nothing_that_could_end_it() -> None:
    said = {"title": "</script><!-- & \u2028 “so”"}
    assert [char for char in "<>&" if char in script_json(said)] == []
    assert json.loads(script_json(said)) == said


def test_the_picture_for_previews_is_there() -> None:
    assert (settings.BASE_DIR / "static/og.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
