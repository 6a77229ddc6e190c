"""Front page, calendar, about and digests in a real browser: access at both widths and by day and night."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from archive.models import Digest
from tests.factories import (
    link_source,
    link_topic,
    make_article,
    make_country,
    make_digest,
    make_mention,
    make_person,
    make_series,
    make_source,
    make_statement,
    make_topic,
)

TEXT = "Ice closed two berths in Romania.\n\n“Ice is early,” pilot Marta Velisk told The Harbour Gazette. She left."
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
ADDRESSES = [
    "/",
    "/calendar/",
    "/calendar/2026/",
    "/calendar/2026/10/",
    "/calendar/2026/10/19/",
    "/calendar/missing/",
    "/digests/",
    "/digests/?after=2025",
    "/about/",
    "/search/",
    "/people/marta-velisk/",
    "/sign-in/",
]


@pytest.fixture
def digest() -> Digest:
    """Two series of which each missed a Monday, forty stories, and a topic that rises; the newest digest."""
    for name, weeks in (("Morning desk", (0, 1, 3, 4, 5)), ("Evening desk", (0, 1, 2, 4, 5))):
        for week in weeks:
            day = date(2026, 10, 5) + timedelta(weeks=week)
            made = make_digest(f"{TEXT} {name} {day}", day=day, series=make_series(name), title=f"{name}, {day}")
            for place in range(8):
                article = make_article(made, title=f"Ice {place} of {name} {day}")
                make_mention(article, "Romania", country=make_country())
                link_source(article, make_source(), "The Harbour Gazette")
                if week > 3:
                    link_topic(article, make_topic(), "Ice")
                words = "“Ice is early,” pilot Marta Velisk told The Harbour Gazette."
                make_statement(article, words, person=make_person(), via=make_source())
    newest = Digest.objects.order_by("-date", "-pk").first()
    assert newest
    return newest


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_and_nothing_runs_over_the_edge(
    page: Page, live_server: LiveServer, digest: Digest, size: dict[str, int], scheme: str
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    addresses = [*ADDRESSES, digest.get_absolute_url()]
    found = []
    for address in addresses:
        page.goto(live_server.url + address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found.append((address, [one["id"] for one in Axe().run(page).response["violations"]], wide))
    assert found == [(address, [], size["width"]) for address in addresses]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_an_empty_archive_keeps_nobody_out_either(page: Page, live_server: LiveServer, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    addresses = ["/", "/calendar/", "/calendar/missing/", "/digests/", "/about/"]
    found = []
    for address in addresses:
        page.goto(live_server.url + address)
        found.append((address, [one["id"] for one in Axe().run(page).response["violations"]]))
    assert found == [(address, []) for address in addresses]


def test_a_wrong_password_is_said_aloud(page: Page, live_server: LiveServer, digest: Digest) -> None:
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("#id_username", "nobody")
    page.fill("#id_password", "wrong")
    page.keyboard.press("Enter")
    assert page.locator("[role=alert]").inner_text().startswith("Please enter a correct username and password.")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_months_and_days_are_large_enough_to_be_met(
    page: Page, live_server: LiveServer, digest: Digest, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    for address, links in (("/calendar/", ".year-bars a rect.column-space"), ("/calendar/2026/", ".calendar a")):
        page.goto(live_server.url + address)
        boxes = [one.bounding_box() for one in page.locator(links).all()]
        assert boxes
        assert [box for box in boxes if box is None or min(box["width"], box["height"]) < 24] == []


def test_a_gap_is_reached_from_the_years_by_keyboard(page: Page, live_server: LiveServer, digest: Digest) -> None:
    page.goto(f"{live_server.url}/calendar/")
    page.focus(".year-bars a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/calendar/2026/10/")
    page.focus(".calendar .day-part")
    page.keyboard.press("Enter")
    page.wait_for_url("**/calendar/2026/10/19/")
    assert page.locator("#missing").inner_text() == "Expected, not received"


def test_the_checksum_can_be_copied(page: Page, live_server: LiveServer, digest: Digest) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(live_server.url + digest.get_absolute_url())
    page.click("[data-copy=checksum]")
    page.wait_for_selector("text=Copied")
    assert page.evaluate("navigator.clipboard.readText()") == digest.sha256
