"""What search engines may ask for, and which pages there are."""

from __future__ import annotations

import re
from xml.dom import minidom

import pytest
from django.test import Client

from archive.models import Digest
from archive.site import crawlers
from tests.factories import make_article, make_digest

from .reading import queries

pytestmark = pytest.mark.django_db


def _addresses(client: Client, url: str) -> list[str]:
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return [one.removeprefix("http://testserver") for one in re.findall(r"<loc>(.*?)</loc>", response.content.decode())]


def test_all_but_the_desk_and_what_multiplies_may_be_read(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /find/",
        "Disallow: /search/?",
        "Disallow: /search/complete",
        "Disallow: /articles/*/cite.",
        "Disallow: /articles/*?statement=",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_the_sitemap_lists_what_is_published(client: Client) -> None:
    story = make_article(make_digest())
    make_article(make_digest(published=False))
    withdrawn = make_article(make_digest())
    Digest.objects.filter(pk=withdrawn.digest_id).update(state=Digest.State.WITHDRAWN)
    tops, *pages = _addresses(client, "/sitemap.xml")
    assert [url for page in pages for url in _addresses(client, page)] == [
        story.digest.get_absolute_url(),
        story.get_absolute_url(),
    ]
    found = _addresses(client, tops)
    assert [client.get(url).status_code for url in found] == [200] * 9
    days = [re.findall(r"<lastmod>(.*?)</lastmod>", client.get(url).content.decode()) for url in pages]
    assert [day for page in days for day in page] == ["2026-11-17", "2026-11-17"]


def test_every_story_is_on_one_page_of_the_sitemap(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawlers, "PER_PAGE", 3)
    digest = make_digest()
    listed = [make_article(digest).get_absolute_url() for _ in range(8)]
    found = [_addresses(client, url) for url in _addresses(client, "/sitemap.xml") if "article" in url]
    assert [url for page in found for url in page] == listed
    assert max(map(len, found)) <= 3


def test_a_page_is_well_formed(client: Client) -> None:
    make_article()
    for url in ["/sitemap.xml", *_addresses(client, "/sitemap.xml")]:
        minidom.parseString(client.get(url).content)  # noqa: S318 - our own


@pytest.mark.parametrize("page", ["person-1", "article-0", "article-9999999999999999", "article-x", "article"])
def test_pages_that_are_not_there(client: Client, page: str) -> None:
    assert client.get(f"/sitemap-{page}.xml").status_code == 404


def test_a_sitemap_costs_the_same_however_many_it_lists(client: Client) -> None:
    article = make_article()
    page = f"/sitemap-article-{-(-article.pk // crawlers.PER_PAGE)}.xml"
    one = queries(client, page)
    for _ in range(3):
        make_article()
    assert (queries(client, page), queries(client, "/sitemap.xml"), one) == (one, 2, 1)


def test_an_empty_archive_has_an_empty_sitemap(client: Client) -> None:
    assert _addresses(client, "/sitemap.xml") == ["/sitemap-tops.xml"]
    assert _addresses(client, "/sitemap-article-1.xml") == []
