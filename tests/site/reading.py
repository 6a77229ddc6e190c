"""Reads pages for tests: words and addresses by CSS selector, and how many queries a page took."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser


def read(client: Client, url: str) -> LexborHTMLParser:
    """The page behind an address, which must answer 200."""
    response = client.get(url)
    assert response.status_code == 200, url
    return LexborHTMLParser(response.content)


def words(page: LexborHTMLParser, selector: str) -> list[str]:
    """The text of every element that fits, blanks made single."""
    return [" ".join(node.text().split()) for node in page.css(selector)]


def links(page: LexborHTMLParser, selector: str) -> list[str | None]:
    """Where every link that fits leads."""
    return [node.attributes["href"] for node in page.css(selector)]


def queries(client: Client, url: str) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
