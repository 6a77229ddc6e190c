"""The pages of people and their like in a real browser: a reader's way by keyboard, access, small screens."""

from __future__ import annotations

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests import factories as make

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
LISTS = ["/people/", "/organizations/", "/newspapers/", "/countries/", "/topics/"]
PAGES = [
    "/people/marta-velisk/",
    "/people/marta-velisk/?topic=shipping&country=TR&words=none",
    "/people/marta-velisk/?printed=former+head+of+the+Mill",
    "/people/ebba-berglund/",
    "/organizations/mill/",
    "/newspapers/the-harbour-gazette/",
    "/countries/RO/",
    "/topics/shipping/",
    *LISTS,
    "/people/?country=RO&source=the-harbour-gazette&since=2026&letter=V",
    "/topics/?letter=Q",
]


@pytest.fixture
def archive(page: Page) -> None:
    """Three stories of different years in which Marta Velisk speaks, called differently, about two countries."""
    told = [
        (date(2024, 5, 1), "pilot", "RO", "Romania", "“The ice is early,”"),
        (date(2026, 11, 1), "head of the Mill", "TR", "Türkiye", "“The flour is dry,”"),
        (date(2026, 11, 17), "former head of the Mill", "RO", "Romania", "“The canal is low,”"),
    ]
    marta, mill = make.make_person(), make.make_organization("Mill")
    for day, role, code, country, said in told:
        text = f"In {country} it rains. Ebba Berglund slept.\n\n{said} said Marta Velisk, {role}, of ships."
        article = make.make_article(make.make_digest(text, day=day), title=f"Rain in {country} again, {day.year}")
        make.make_statement(article, said, person=marta, via=make.make_source())
        make.make_role(article, role, marta, organization=mill if "Mill" in role else None)
        make.make_mention(article, country, country=make.make_country(code, country))
        make.make_mention(article, "Ebba Berglund", person=make.make_person("Ebba Berglund"))
        make.link_source(article, make.make_source(), "rains")
        make.link_topic(article, make.make_topic(), "ships")


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until what fits has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["javascript", "no-javascript"])
def test_an_experts_statements_on_a_country_are_found_by_keyboard(
    page: Page, archive: None, live_server: LiveServer
) -> None:
    page.goto(live_server.url)
    tab_to(page, "main a[href='/people/marta-velisk/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/marta-velisk/")
    assert page.locator("h1").inner_text() == "Marta Velisk"
    tab_to(page, "#said-country")
    page.keyboard.type("Rom")
    tab_to(page, "#statements button")
    page.keyboard.press("Enter")
    page.wait_for_url("**country=RO**")
    assert page.locator("#statements .when").all_inner_texts() == ["17 Nov 2026", "1 May 2024"]
    assert page.locator("#statements .chip").all_inner_texts() == ["Country\nRomania\n×", "Clear"]
    tab_to(page, "#statements .show-passage > summary")
    page.keyboard.press("Enter")
    passage = page.locator("#statements .passage").first
    assert passage.is_visible()
    assert passage.locator("mark").inner_text() == "“The canal is low,”"
    tab_to(page, "#statements .passage a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    assert page.locator(".m-statement:target").inner_text().startswith("“The canal is low,”")


def test_then_and_now_stand_beside_each_other_or_below(page: Page, archive: None, live_server: LiveServer) -> None:
    for size, beside in ((WIDE, True), (NARROW, False)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(f"{live_server.url}/people/marta-velisk/#then")
        for pair in ("#then .pair-side", "#differently .pair-side"):
            then, now = (one.bounding_box() for one in page.locator(pair).all())
            assert then
            assert now
            assert (then["y"] == now["y"], then["x"] == now["x"]) == (beside, not beside)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_and_nothing_runs_over_the_edge(
    page: Page, archive: None, live_server: LiveServer, size: dict[str, int], scheme: str
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = []
    for address in PAGES:
        page.goto(live_server.url + address)
        for summary in page.locator("main .show-passage > summary").all()[:3]:
            summary.click()
        wide = page.evaluate("document.documentElement.scrollWidth")
        violations = [(one["id"], one["nodes"][0]["html"][:90]) for one in Axe().run(page).response["violations"]]
        found.append((address, violations, wide))
    assert found == [(address, [], size["width"]) for address in PAGES]
