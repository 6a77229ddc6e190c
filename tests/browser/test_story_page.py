"""A story's page in a real browser: text that is written from the right, and citations that can be copied."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from archive.models import Article
from tests.factories import (
    link_source,
    make_article,
    make_digest,
    make_person,
    make_series,
    make_source,
    make_statement,
)

ARABIC = "وصلت السفن إلى الميناء يوم الاثنين."
SAID = "«الجليد مبكر»"
TEXT = f"{ARABIC}\n\nThe port opened.\n\n{SAID} قالت مارتا."


@pytest.fixture
def article() -> Article:
    """A story of a digest in Arabic, one paragraph of which is in English."""
    digest = make_digest(TEXT, series=make_series("Arabic desk", language="ar"))
    article = make_article(digest, title="السفن في الميناء", slug="ships")
    link_source(article, make_source(), "The port")
    make_statement(article, SAID, person=make_person())
    return article


def _directions(page: Page, selector: str) -> list[list[str]]:
    """Of every element that fits: the direction of its text and the language that it is said to be in."""
    found: list[list[str]] = page.evaluate(
        "selector => [...document.querySelectorAll(selector)].map("
        "one => [getComputedStyle(one).direction, one.closest('[lang]').lang])",
        selector,
    )
    return found


def test_text_shows_from_the_side_that_it_is_written_from(
    page: Page, live_server: LiveServer, article: Article
) -> None:
    page.goto(live_server.url + article.get_absolute_url())
    assert _directions(page, ".story-row > p") == [["rtl", "ar"], ["ltr", "ar"], ["rtl", "ar"]]
    assert _directions(page, "h1") == [["rtl", "ar"]]
    assert _directions(page, ".margin-note .speaker") == [["ltr", "en"]]


@pytest.mark.parametrize(
    ("url", "selectors"),
    [
        ("/", [".card-head", ".card-opening", ".statement-words"]),
        ("/search/?q=%D8%A7%D9%84%D8%B3%D9%81%D9%86", [".result-head", ".snippet"]),
        ("/search/?show=statements", [".statement-words", ".passage"]),
        ("/people/marta-velisk/", ["#statements .statement-words", "#stories .card-head"]),
        ("/calendar/2026/11/17/", [".card-head"]),
    ],
)
def test_so_do_headlines_snippets_and_statements_in_lists(
    page: Page, live_server: LiveServer, article: Article, url: str, selectors: list[str]
) -> None:
    page.goto(live_server.url + url)
    found = {selector: _directions(page, selector)[:1] for selector in selectors}
    assert found == {selector: [["rtl", "ar"]] for selector in selectors}


def test_a_digest_as_received_does_too(page: Page, live_server: LiveServer, article: Article) -> None:
    page.goto(live_server.url + article.digest.get_absolute_url())
    assert _directions(page, ".digest-line") == [["rtl", "ar"], ["ltr", "ar"], ["rtl", "ar"]]


def test_a_copied_citation_keeps_its_lines(page: Page, live_server: LiveServer, article: Article) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}{article.get_absolute_url()}#cite")
    page.click("text=BibTeX")
    page.click(".cite-file[open] [data-copy]")
    page.wait_for_selector(".cite-file[open] [data-copy] >> text=Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[0] == "@incollection{ships,"
    assert len(copied.splitlines()) > 8
    page.click(".box > .cite-ways [data-copy]")
    page.wait_for_selector(".box > .cite-ways [data-copy] >> text=Copied")
    words = page.evaluate("navigator.clipboard.readText()")
    assert words == " ".join(page.locator("#citation").inner_text().split())


@pytest.mark.parametrize("page", [False], indirect=True)
def test_without_scripts_every_format_opens(page: Page, live_server: LiveServer, article: Article) -> None:
    page.goto(live_server.url + article.get_absolute_url())
    opened = []
    for form in ("BibTeX", "RIS", "CSL-JSON"):
        page.click(f"summary:text-is('{form}')")
        opened.append([pre.get_attribute("id") for pre in page.locator(".cite-file pre").all() if pre.is_visible()])
    assert opened == [["citation-bib"], ["citation-ris"], ["citation-json"]]
    assert page.locator("[data-copy]").first.is_hidden()


def test_a_missing_page_begins_in_its_search(page: Page, live_server: LiveServer, article: Article) -> None:
    page.goto(f"{live_server.url}/articles/grain-corridor-opened/")
    assert page.evaluate("[document.activeElement.name, document.activeElement.value]") == [
        "q",
        "grain corridor opened",
    ]
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=grain+corridor+opened")
