"""The charts in a real browser: access at both widths and schemes, by keyboard, and nothing over the edge."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests import factories as make

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
TEXT = "The queue is short. Forty ships wait."
PEOPLE = [
    "Marta Velisk",
    "Henrik Aldane",
    "Selim Arkan",
    "Ioana Brătescu-Vale",
    "Leopold Haslinger-Novak",
    "Bae Kyung-soo",
]
PLACES = {
    "RO": "Romania",
    "TR": "Türkiye",
    "EG": "Egypt",
    "GB": "United Kingdom",
    "BA": "Bosnia and Herzegovina",
    "KZ": "Kazakhstan",
    "BG": "Bulgaria",
}


@pytest.fixture
def archive() -> None:
    """A year of stories by several newspapers on several countries and topics."""
    for number in range(14):
        day = date(2025 + number // 7, 1 + number % 7, 5)
        article = make.make_article(make.make_digest(f"{TEXT} {number}", day=day), title=f"Story number {number}")
        for at in range(4):
            name = PEOPLE[(number * (at + 1) + at) % len(PEOPLE)]
            make.make_statement(article, "The queue is short.", person=make.make_person(name), via=make.make_source())
            code = list(PLACES)[(number + at) % len(PLACES)]
            make.make_mention(article, "ships", country=make.make_country(code, PLACES[code]))
        for topic in ("Shipping", "Construction and housing", "Grain")[: 1 + number % 3]:
            make.link_topic(article, make.make_topic(topic), "ships")
        make.link_source(article, make.make_source(f"Paper of the Province {number % 4}"), "queue")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_and_nothing_runs_over_the_edge(
    page: Page, live_server: LiveServer, archive: None, size: dict[str, int], scheme: str
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for address in ("/overview/", "/people/marta-velisk/", "/countries/RO/"):
        page.goto(live_server.url + address)
        for summary in page.locator(".chart-table > summary").all():
            summary.click()
        found = [one["id"] for one in Axe().run(page).response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (address, found, wide) == (address, [], size["width"])


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_letters_are_large_enough_and_names_do_not_cover_each_other(
    page: Page, live_server: LiveServer, archive: None, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/overview/")
    small = page.evaluate(
        """[...document.querySelectorAll(".chart text")].filter(one => one.checkVisibility()).filter(one =>
        parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a < 13).map(one => one.textContent)"""
    )
    boxes = page.evaluate(
        """[...document.querySelectorAll(".network-point text")].filter(one => one.checkVisibility()).map(one => {
        const box = one.getBoundingClientRect();
        return [box.left, box.top, box.right, box.bottom, one.textContent]; })"""
    )
    assert small == []
    assert sorted(box[4] for box in boxes) == sorted(PEOPLE)
    assert [
        (a[4], b[4])
        for a, b in combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] - 2 and b[1] < a[3] - 2
    ] == []
    assert [box[4] for box in boxes if box[0] < 0 or box[2] > size["width"]] == []


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["script", "no script"])
def test_a_chart_is_read_and_left_by_keyboard(page: Page, live_server: LiveServer, archive: None) -> None:
    def focused(what: str = "(one => one.getAttribute('aria-label') || one.textContent)") -> str:
        return str(page.evaluate(f"({what})(document.activeElement)"))

    page.goto(f"{live_server.url}/overview/")
    skip = page.locator(".chart-skip a[href='#chart-people-table']")
    skip.focus()
    assert skip.is_visible()
    page.keyboard.press("Tab")
    first = page.locator(".network-chart--wide .network-line").first
    assert focused() == first.get_attribute("aria-label")
    stories = int(str(first.get_attribute("aria-label")).rsplit(":", 1)[1].split()[0])
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=person*")
    assert page.locator("article.result").count() == stories
    page.go_back()
    skip.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused("one => one.closest('.network-table') !== null") == "True"


def test_a_table_opens_with_the_same_numbers(page: Page, live_server: LiveServer, archive: None) -> None:
    page.goto(f"{live_server.url}/overview/")
    table = page.locator("#chart-topics-table")
    assert not table.locator("table").is_visible()
    table.locator("summary").click()
    assert table.locator("tbody tr").count() == 14
    shown = [int(cell.inner_text()) for cell in table.locator("td a").all()]
    drawn = [one.get_attribute("aria-label") or "" for one in page.locator(".strip-chart a").all()]
    assert sorted(shown) == sorted(int(label.rsplit(":", 1)[1].split()[0]) for label in drawn)
