"""The reader’s pages in a real browser: the switch that remembers, the passage marked, access, small screens."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from archive.models import Article
from tests.factories import (
    link_source,
    make_article,
    make_country,
    make_digest,
    make_mention,
    make_person,
    make_role,
    make_source,
    make_statement,
)

TEXT = "Ice closed two berths in Romania.\n\n“Ice is early,” pilot Marta Velisk told The Harbour Gazette. She left."
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}


@pytest.fixture
def article() -> Article:
    """A published story with a fact of each kind."""
    article = make_article(make_digest(TEXT), title="Ice comes early", section="Ports")
    marta, gazette = make_person("Marta Velisk"), make_source("The Harbour Gazette")
    make_mention(article, "Marta Velisk", person=marta)
    make_mention(article, "Romania", country=make_country("RO", "Romania"))
    make_role(article, "pilot", marta)
    link_source(article, gazette, "The Harbour Gazette")
    make_statement(article, "“Ice is early,” pilot Marta Velisk told The Harbour Gazette.", via=gazette)
    return article


def _addresses(article: Article) -> list[str]:
    day = "/calendar/2026/11/17/"
    return [
        "/",
        article.get_absolute_url(),
        f"{article.get_absolute_url()}?statement={article.statements.get().pk}",
        article.digest.get_absolute_url(),
        "/digests/",
        "/calendar/",
        day,
        "/sign-in/",
        "/people/nobody-called-so/",
    ]


def test_the_choice_of_light_or_dark_is_remembered(page: Page, live_server: LiveServer, article: Article) -> None:
    papers = []
    page.goto(live_server.url)
    for click in (False, True, False):
        if click:
            page.click("text=Light or dark")
        else:
            page.goto(live_server.url + article.get_absolute_url())
        papers.append(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert papers == ["rgb(248, 249, 246)", "rgb(18, 22, 26)", "rgb(18, 22, 26)"]


def test_show_passage_marks_the_words_in_the_text(page: Page, live_server: LiveServer, article: Article) -> None:
    page.goto(live_server.url + article.get_absolute_url())
    before = page.evaluate("getComputedStyle(document.querySelector('.m-statement')).backgroundColor")
    page.click("text=Show passage")
    after = page.evaluate("getComputedStyle(document.querySelector('.m-statement:target')).backgroundColor")
    assert (before, after) == ("rgba(0, 0, 0, 0)", "rgb(255, 227, 117)")


def test_the_marks_can_be_hidden_and_shown(page: Page, live_server: LiveServer, article: Article) -> None:
    lines = []
    page.goto(live_server.url + article.get_absolute_url())
    for words in ("Hide marks", "Show marks", "Hide marks"):
        lines.append(page.evaluate("getComputedStyle(document.querySelector('p .m-person[href]')).textDecorationLine"))
        page.click(f"text={words}")
    assert lines == ["underline", "none", "underline"]


def test_the_sentence_is_asked_by_keyboard(page: Page, live_server: LiveServer, article: Article) -> None:
    page.goto(live_server.url)
    page.fill("#ask-who", "Marta Velisk")
    page.fill("#ask-q", "ice")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    assert page.url == f"{live_server.url}/search/?q=ice&person=marta-velisk"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_and_nothing_runs_over_the_edge(
    page: Page, live_server: LiveServer, article: Article, size: dict[str, int], scheme: str
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = []
    for address in _addresses(article):
        page.goto(live_server.url + address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found.append((address, [one["id"] for one in Axe().run(page).response["violations"]], wide))
    assert found == [(address, [], size["width"]) for address in _addresses(article)]


def test_print_leaves_the_controls_out(page: Page, live_server: LiveServer, article: Article) -> None:
    page.goto(live_server.url + article.get_absolute_url())
    page.emulate_media(media="print")
    controls = [".search-box", ".menu", ".story-ways", ".site-footer", ".legend"]
    assert [name for name in controls if page.locator(name).first.is_visible()] == []
    assert page.locator("#citation").is_visible()
