"""The search page in a real browser: what is found is replaced in place, by mouse and keys; and all of it without."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests import factories as make

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
BOX = "#search-box"
STORIES = 24


@pytest.fixture
def opened(page: Page, live_server: LiveServer) -> Page:
    """The search page for "corridor": stories of two countries in two months; a mark that no reload survives."""
    for number in range(STORIES):
        country = "TR" if number % 3 else "RO"
        text = f"The corridor opened {number}.\n\n“It is a promise,” Marta Velisk said of day {number}."
        digest = make.make_digest(text, day=date(2026, 11, 20) - timedelta(days=number))
        article = make.make_article(digest, title=f"Story number {number}")
        make.make_statement(article, "“It is a promise,”", via=make.make_source())
        make.make_mention(
            article, "corridor", country=make.make_country(country, {"RO": "Romania"}.get(country, "Türkiye"))
        )
        make.link_source(article, make.make_source(), "corridor")
    page.goto(f"{live_server.url}/search/?q=corridor&sort=newest")
    page.evaluate("window.here = true")
    return page


def here(page: Page) -> bool:
    """Whether the page was never loaded anew."""
    return bool(page.evaluate("window.here === true"))


def count(page: Page) -> str:
    """What the heading says, without the words asked for."""
    return page.locator("h1").inner_text().split(" and ")[0]


def focus(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


def test_a_filter_narrows_in_place(opened: Page, live_server: LiveServer) -> None:
    row = opened.locator("#country-RO")
    row.scroll_into_view_if_needed()
    before = row.bounding_box()
    row.click()
    expect(opened.locator("h1")).to_contain_text("8 stories")
    assert opened.url == f"{live_server.url}/search/?q=corridor&country=RO&sort=newest"
    assert here(opened)
    assert focus(opened) == "country-RO"
    after = opened.locator("#country-RO").bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2
    assert opened.locator("[role=status]").last.inner_text() == "8 stories and 0 statements say corridor"
    opened.click(".chip >> text=Romania")
    expect(opened.locator("h1")).to_contain_text("24 stories")
    assert focus(opened).startswith("24 stories")
    assert here(opened)


def test_the_place_is_kept_where_what_was_pressed_is_gone(opened: Page) -> None:
    opened.click("#country-RO")
    expect(opened.locator("h1")).to_contain_text("8 stories")
    before = opened.locator("#facet-country").bounding_box()
    opened.click("#facet-country >> text=Clear")
    expect(opened.locator("h1")).to_contain_text("24 stories")
    assert focus(opened) == "country-TR"
    assert opened.locator("#facet-country").bounding_box() == before


def test_another_kind_of_page_begins_at_its_head(opened: Page, live_server: LiveServer) -> None:
    article = make.make_article(make.make_digest("A corridor of names."), title="Names")
    for number in range(60):
        make.make_mention(article, "corridor", person=make.make_person(f"Person {number}"))
    opened.goto(f"{live_server.url}/search/?q=corridor&compact=1")
    opened.evaluate("window.here = true")
    opened.evaluate("window.scrollTo(0, 600)")
    opened.locator("text=All 61 people").dispatch_event("click")
    expect(opened.locator("h1")).to_have_text("All 61 people")
    expect(opened.locator("h1")).to_be_in_viewport()
    opened.click("#person-person-7")
    expect(opened.locator(".line")).to_have_count(1)
    expect(opened.locator("h1")).to_be_in_viewport()
    assert here(opened)


def test_back_and_forward_restore_list_box_and_place(opened: Page) -> None:
    opened.evaluate("window.scrollTo(0, 400)")
    opened.locator("#country-RO").dispatch_event("click")
    expect(opened.locator("h1")).to_contain_text("8 stories")
    opened.fill(BOX, "promise")
    opened.keyboard.press("Enter")
    expect(opened).to_have_title("Promise, about Romania · Press Archive")
    assert opened.url.endswith("/search/?q=promise&country=RO")
    opened.go_back()
    expect(opened).to_have_title("Corridor, about Romania · Press Archive")
    assert (count(opened), opened.input_value(BOX)) == ("8 stories", "corridor")
    opened.go_back()
    expect(opened.locator("h1")).to_contain_text("24 stories")
    opened.wait_for_function("window.scrollY === 400")
    opened.go_forward()
    expect(opened.locator("h1")).to_contain_text("8 stories")
    assert here(opened)


def test_back_from_a_story_shows_the_narrowed_list(opened: Page) -> None:
    opened.click("#country-RO")
    expect(opened.locator("h1")).to_contain_text("8 stories")
    opened.click("text=Story number 3")
    opened.wait_for_url("**/articles/**")
    opened.go_back()
    assert count(opened) == "8 stories"
    opened.go_back()
    expect(opened.locator("h1")).to_contain_text("24 stories")


def test_a_column_narrows_to_its_month(opened: Page) -> None:
    opened.locator(".columns-chart a").first.click()
    expect(opened.locator(".answer-about")).to_have_text("since 1 October 2026, until 31 October 2026")
    assert count(opened) == "4 stories"
    assert here(opened)


def test_tabs_order_and_pages_turn_in_place(opened: Page) -> None:
    opened.click("text=Next page")
    expect(opened.locator(".answer-line > p")).to_have_text("21 to 24 of 24")
    assert focus(opened) == "answers"
    top = opened.locator("#answers").bounding_box()
    assert top
    assert 0 <= top["y"] < 900
    opened.select_option("#order", "oldest")
    opened.click("#order-set")
    expect(opened.locator(".result-head").first).to_have_text(f"Story number {STORIES - 1}")
    opened.click("#tab-statements")
    expect(opened.locator(".empty h2")).to_have_text("No statement answers this.")
    assert here(opened)


def test_the_compact_list_stays_while_one_narrows(opened: Page) -> None:
    opened.click("#size-compact")
    expect(opened.locator(".line")).to_have_count(20)
    assert focus(opened) == "size-compact"
    opened.click("#country-TR")
    expect(opened.locator("h1")).to_contain_text("16 stories")
    assert opened.locator(".line").count() == 16
    heights = {round(one.bounding_box()["height"]) for one in opened.locator(".line").all()}  # type: ignore[index]
    assert max(heights) * 20 < WIDE["height"]
    assert here(opened)


def test_filters_stay_open_on_a_narrow_page(opened: Page) -> None:
    opened.set_viewport_size(NARROW)  # type: ignore[arg-type]
    opened.click("#facets > summary")
    opened.locator("#country-RO").scroll_into_view_if_needed()
    opened.evaluate("window.scrollBy(0, 100)")
    before = opened.locator("#country-RO").bounding_box()
    opened.click("#country-RO")
    expect(opened.locator("h1")).to_contain_text("8 stories")
    after = opened.locator("#country-RO").bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2
    assert focus(opened) == "country-RO"


def test_what_is_long_in_coming_is_said_after_a_moment(opened: Page) -> None:
    opened.route("**/search/?*country=RO*", lambda route: (time.sleep(1.2), route.continue_()))
    opened.evaluate(
        """() => {
            window.shown = [];
            document.getElementById("country-RO").click();
            for (const wait of [150, 700])
                setTimeout(() => shown.push(getComputedStyle(document.querySelector(".waiting")).visibility), wait);
        }"""
    )
    expect(opened.locator("h1")).to_contain_text("8 stories")
    assert opened.evaluate("shown") == ["hidden", "visible"]
    assert opened.locator(".waiting").is_hidden()


def test_the_last_of_two_questions_is_answered(opened: Page) -> None:
    opened.route("**/search/?*country=RO*", lambda route: (opened.wait_for_timeout(600), route.continue_()))
    opened.locator("#country-RO").dispatch_event("click")
    opened.locator("#country-TR").dispatch_event("click")
    expect(opened.locator("h1")).to_contain_text("16 stories")
    opened.wait_for_timeout(900)
    assert (count(opened), opened.url.rpartition("?")[2]) == ("16 stories", "q=corridor&country=TR&sort=newest")


def test_an_answer_that_is_no_list_is_opened_as_a_page(opened: Page) -> None:
    def fail(route: Route) -> None:
        if route.request.resource_type == "xhr":
            route.fulfill(status=404, body="Nothing here.")
        else:
            route.continue_()

    opened.route("**/search/?*country=RO*", fail)
    opened.click("#country-RO")
    expect(opened.locator("h1")).to_contain_text("8 stories")
    assert not here(opened)


def test_a_link_opens_elsewhere_when_one_asks_for_that(opened: Page) -> None:
    for link in ("#country-RO", ".columns-chart a"):
        with opened.context.expect_page() as other:
            opened.locator(link).first.click(modifiers=["Control"])
        other.value.close()
    assert count(opened) == "24 stories"


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["keyboard", "no-javascript"])
def test_from_words_to_the_second_story(request: pytest.FixtureRequest, opened: Page) -> None:
    if request.node.callspec.params["page"]:
        opened.keyboard.press("/")
        opened.keyboard.type("promise")
        opened.keyboard.press("Enter")
        expect(opened.locator("h1")).to_contain_text("promise")
        for key in ("j", "j", "k", "j", "Enter"):
            opened.keyboard.press(key)
    else:
        opened.fill(BOX, "promise")
        opened.keyboard.press("Enter")
        opened.wait_for_url("**q=promise*")
        opened.click(".result >> nth=1 >> h2 a")
    opened.wait_for_url("**/articles/**")
    assert opened.locator("h1").inner_text() == "Story number 1"


@pytest.mark.parametrize("page", [False], indirect=True)
def test_without_scripts_everything_is_a_link_or_a_form(opened: Page) -> None:
    opened.click("#country-RO")
    opened.click("#size-compact")
    opened.select_option("#order", "oldest")
    opened.click("#order-set")
    assert (count(opened), opened.locator(".line h2").first.inner_text()) == ("8 stories", "Story number 21")
    opened.locator(".columns-chart a").last.click()
    assert count(opened) == "7 stories"
    assert opened.locator(".line").count() == 7
    opened.go_back()
    assert count(opened) == "8 stories"
    assert opened.locator("[data-keys]").is_hidden()


def test_keys_step_through_hits_and_never_while_one_types(opened: Page) -> None:
    opened.keyboard.press("j")
    assert focus(opened) == "Story number 0"
    for _ in range(12):
        opened.keyboard.press("j")
    assert focus(opened) == "Story number 12"
    box = opened.locator(":focus").bounding_box()
    assert box
    assert 0 <= box["y"] <= WIDE["height"] - box["height"]
    opened.keyboard.press("k")
    opened.keyboard.press("Control+j")
    assert focus(opened) == "Story number 11"
    opened.focus(BOX)
    opened.keyboard.type("jk?")
    assert opened.input_value(BOX) == "jk?corridor"
    assert opened.locator("#keys").is_hidden()
    opened.goto(opened.url.replace("sort=newest", "show=statements"))
    opened.goto(opened.url.replace("q=corridor", "q=promise"))
    opened.keyboard.press("j")
    opened.keyboard.press("j")
    assert opened.evaluate(
        "document.activeElement.closest('.ledger-row') === document.querySelectorAll('.ledger-row')[1]"
    )


def test_the_keys_are_told_and_can_be_turned_off(opened: Page) -> None:
    opened.keyboard.press("?")
    assert opened.locator("#keys li > span").all_inner_texts() == ["/", "J K", "Enter", "↓ ↑", "?", "Esc"]
    opened.keyboard.press("Escape")
    assert opened.locator("#keys").is_hidden()
    opened.click(".site-footer >> text=Keyboard")
    opened.click("text=Turn the keys off")
    opened.click("#keys button[type=submit]")
    for _ in range(2):
        opened.keyboard.press("?")
        opened.keyboard.press("j")
        assert opened.locator("#keys").is_hidden()
        assert opened.locator("[data-hit]:focus").count() == 0
        opened.reload()
    opened.click(".site-footer >> text=Keyboard")
    opened.click("text=Turn the keys on")
    opened.click("#keys button[type=submit]")
    opened.keyboard.press("j")
    assert opened.locator("[data-hit]:focus").count() == 1


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_and_nothing_runs_over_the_edge(opened: Page, size: dict[str, int], scheme: str) -> None:
    opened.set_viewport_size(size)  # type: ignore[arg-type]
    opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = []
    for query in ("q=corridor", "q=corridor&compact=1", "q=promise&show=statements&compact=1"):
        opened.goto(re.sub(r"\?.*", f"?{query}", opened.url))
        found.append([one["id"] for one in Axe().run(opened).response["violations"]])
        assert opened.evaluate("document.documentElement.scrollWidth") == size["width"]
    opened.keyboard.press("?")
    found.append([one["id"] for one in Axe().run(opened).response["violations"]])
    assert found == [[], [], [], []]


def test_other_lists_are_replaced_in_place_too(opened: Page, live_server: LiveServer) -> None:
    opened.goto(f"{live_server.url}/people/marta-velisk/")
    opened.evaluate("window.here = true")
    opened.click("#size-compact")
    expect(opened.locator("#statements .line")).to_have_count(20)
    opened.click("text=Page 2 >> nth=0")
    expect(opened.locator("#statements .line")).to_have_count(4)
    assert opened.url.endswith("/people/marta-velisk/?compact=1&page=2#statements")
    assert focus(opened) == "statements"
    opened.select_option("#said-kind", "indirect")
    opened.click("#said-set")
    expect(opened.locator("#statements .empty h2")).to_have_text("No statement answers this.")
    assert focus(opened) == "said-set"
    assert opened.url.endswith("/people/marta-velisk/?kind=indirect&compact=1#statements")
    assert here(opened)

    opened.goto(f"{live_server.url}/people/")
    opened.evaluate("window.here = true")
    opened.fill("#name", "nobody")
    opened.click("#filter-set")
    expect(opened.locator(".empty h2")).to_have_text("No name answers these filters")
    opened.click("text=show them all")
    expect(opened.locator("tbody tr")).to_have_count(1)
    opened.click("#by-stories")
    expect(opened.locator("th[aria-sort]")).to_contain_text("Stories")
    assert focus(opened) == "by-stories"
    assert here(opened)
