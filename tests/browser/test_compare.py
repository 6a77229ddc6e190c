"""Comparing in a real browser: from a newspaper's page, by keyboard, without scripts, on small screens."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from archive.search.tally import tally
from tests.factories import make_source
from tests.site.test_compare import COMPARISONS, add_story

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
NEWSPAPERS = "/compare/?of=newspapers&one=the-harbour-gazette&one=capital-ledger"


@pytest.fixture
def opened(page: Page, live_server: LiveServer) -> Page:
    """A newspaper's page, in an archive with something to compare."""
    for number in (1, 2, 3):
        add_story(number)
    page.goto(live_server.url + make_source().get_absolute_url())
    return page


def test_two_newspapers_are_compared_from_the_page_of_one(opened: Page, live_server: LiveServer) -> None:
    tally()
    opened.click("text=Compare with …")
    expect(opened.locator("h1")).to_have_text("Compare The Harbour Gazette with …")
    second = opened.get_by_label("Second")
    expect(second).to_be_focused()
    second.press_sequentially("capi")
    expect(opened.locator("#compare-names-2 option")).to_have_attribute("value", "Capital Ledger")
    second.fill("Capital Ledger")
    opened.click(".compare-form button")
    opened.wait_for_url(f"{live_server.url}{NEWSPAPERS}")
    expect(opened.locator("h1")).to_have_text("The Harbour Gazette and Capital Ledger")
    opened.click("#side-by-side >> xpath=ancestor::section >> css=tbody tr:first-child a >> nth=1")
    opened.wait_for_url("**/newspapers/capital-ledger/#statements")
    assert opened.locator("#statements .statement").count() == 6


def test_a_comparison_is_made_by_keyboard(opened: Page, live_server: LiveServer) -> None:
    opened.get_by_role("link", name="Compare with …").focus()
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/compare/**")
    opened.keyboard.type("capital ledger")  # the second field has the focus
    opened.keyboard.press("Enter")
    opened.wait_for_url(f"{live_server.url}{NEWSPAPERS}")
    opened.get_by_text("Add a third").focus()
    opened.keyboard.press("Enter")
    opened.wait_for_url("**&more=1")
    opened.get_by_label("Third").focus()
    opened.keyboard.type("zzz")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**one=zzz**")
    expect(opened.get_by_label("Third")).to_have_attribute("aria-invalid", "true")
    expect(opened.get_by_label("Third")).to_have_accessible_description("No newspaper called “zzz”.")
    assert opened.locator(".sides-table").is_visible()


def test_marks_are_reached_by_keyboard_and_show_it(opened: Page, live_server: LiveServer) -> None:
    opened.goto(live_server.url + COMPARISONS[0])
    mark = opened.locator("#sources .share-line a").first
    opened.locator("#sources .share-name").first.focus()
    opened.keyboard.press("Tab")
    expect(mark).to_be_focused()
    assert mark.locator(".space").evaluate("one => getComputedStyle(one).strokeWidth") == "2px"
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/people/**#statements")


@pytest.mark.parametrize("page", [False], indirect=True)
def test_without_scripts_two_are_compared(opened: Page, live_server: LiveServer) -> None:
    opened.click("text=Compare with …")
    opened.get_by_label("Second").fill("ledger")
    opened.click(".compare-form button")
    opened.wait_for_url(f"{live_server.url}{NEWSPAPERS}")
    opened.click("text=Swap")
    opened.wait_for_url("**one=capital-ledger&one=the-harbour-gazette")
    opened.click("text=Remove Capital Ledger")
    expect(opened.locator("h1")).to_have_text("Compare The Harbour Gazette with …")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_and_nothing_runs_over_the_edge(
    opened: Page, live_server: LiveServer, size: dict[str, int], scheme: str
) -> None:
    opened.set_viewport_size(size)  # type: ignore[arg-type]
    opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    addresses = [
        "/compare/",
        "/compare/?of=people&one=marta-velisk",
        "/compare/?of=people&one=Velik&one=Romania",
        *COMPARISONS[:4],
    ]
    found = []
    for address in addresses:
        opened.goto(live_server.url + address)
        for summary in opened.locator("main summary").all():
            summary.click()
        wide = opened.evaluate("document.documentElement.scrollWidth")
        found.append((address, [one["id"] for one in Axe().run(opened).response["violations"]], wide))
    assert found == [(address, [], size["width"]) for address in addresses]
