"""What search engines may ask for, and which pages there are."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from archive.models import Digest
from archive.site import crawlers
from tests.factories import make_article, make_digest

from .reading import queries

pytestmark = pytest.mark.django_db


def _addresses(client: Client, url: str) -> list[str]:
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
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
    assert _addresses(client, "/sitemap.xml") == [f"/sitemap-{name}.xml" for name in ("tops", "digests", "stories")]
    assert _addresses(client, "/sitemap-stories.xml") == [story.get_absolute_url()]
    assert _addresses(client, "/sitemap-digests.xml") == [story.digest.get_absolute_url()]
    tops = _addresses(client, "/sitemap-tops.xml")
    assert [client.get(url).status_code for url in tops] == [200] * 9
    day = re.findall(r"<lastmod>(.*?)</lastmod>", client.get("/sitemap-stories.xml").content.decode())
    assert day == ["2026-11-17"]


def test_every_story_is_on_one_page_of_the_sitemap(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawlers.Stories, "limit", 3)
    digest = make_digest()
    listed = [make_article(digest).get_absolute_url() for _ in range(8)]
    pages = [url for url in _addresses(client, "/sitemap.xml") if "stories" in url]
    found = [_addresses(client, url) for url in pages]
    assert sorted(url for page in found for url in page) == sorted(listed)
    assert max(map(len, found)) <= 3


@pytest.mark.parametrize("query", ["?p=99", "?p=0", "?p=x"])
def test_pages_that_are_not_there(client: Client, query: str) -> None:
    make_article()
    assert client.get(f"/sitemap-tops.xml{query}").status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_a_sitemap_costs_the_same_however_many_it_lists(client: Client) -> None:
    make_article()
    one = queries(client, "/sitemap-stories.xml")
    for _ in range(3):
        make_article()
    assert (queries(client, "/sitemap-stories.xml"), queries(client, "/sitemap.xml"), one) == (one, 2, 2)


def test_an_empty_archive_has_an_empty_sitemap(client: Client) -> None:
    assert _addresses(client, "/sitemap-stories.xml") == []
