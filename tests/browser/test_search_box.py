"""The search box in a real browser: names are offered, taken by key, mouse and touch, and nothing moves."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.search.test_complete import name_everything

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
BOX = "#search-box"


@pytest.fixture
def opened(page: Page, live_server: LiveServer) -> Page:
    """The search page, with names to offer."""
    name_everything()
    page.goto(f"{live_server.url}/search/")
    return page


def offered(page: Page, text: str) -> list[str]:
    """What is typed is typed key by key; the names offered for all of it, as they are read."""
    with page.expect_response(lambda answer: answer.url.endswith(f"/search/complete?{urlencode({'q': text})}")):
        page.locator(BOX).press_sequentially(text)
    answered(page)
    page.wait_for_selector("[role=option]")
    return [" ".join(one.inner_text().split()) for one in page.locator("[role=option]").all()]


def answered(page: Page) -> None:
    """Waits until what was answered before is shown."""
    page.evaluate("() => fetch('/search/complete?q=').then((answer) => answer.json())")


def test_a_name_is_taken_by_keyboard_and_one_goes_on_typing(opened: Page) -> None:
    opened.keyboard.press("/")
    assert offered(opened, "ice dand") == ["Vasily Dandykin person"]
    assert opened.locator("[role=option] mark").all_inner_texts() == ["Dand"]
    assert opened.get_attribute(BOX, "aria-expanded") == "true"
    opened.keyboard.press("ArrowDown")
    active = opened.get_attribute(BOX, "aria-activedescendant")
    assert opened.get_attribute(f"#{active}", "aria-selected") == "true"
    opened.keyboard.press("Enter")
    assert opened.input_value(BOX) == 'ice person:"Vasily Dandykin" '
    assert opened.get_attribute(BOX, "aria-expanded") == "false"
    opened.keyboard.type("ports")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/search/?q=*ports*")
    assert opened.input_value(BOX) == 'ice person:"Vasily Dandykin" ports'


def test_enter_without_a_chosen_name_searches(opened: Page) -> None:
    assert offered(opened, "harb") == ["The Harbour Gazette newspaper"]
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/search/?q=harb")


def test_the_arrows_go_round_and_come_back_to_the_box(opened: Page) -> None:
    names = offered(opened, "person:da")
    assert len(names) == 2
    chosen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        opened.keyboard.press(key)
        chosen.append(opened.get_attribute(BOX, "aria-activedescendant"))
    assert chosen == ["search-box-list-0", "search-box-list-1", None, "search-box-list-1", "search-box-list-0"]


def test_an_answer_of_nothing_does_not_stop_what_was_typed_meanwhile(opened: Page) -> None:
    """The archive answers the first letters late, after the last one and before that one is asked for."""
    held: list[Route] = []
    opened.clock.install(time=0)
    opened.clock.pause_at(1_000)  # from here on time passes only when it is told to
    opened.route("**/search/complete?q=zz", lambda route: held.append(route))
    with opened.expect_request("**/search/complete?q=zz"):
        opened.locator(BOX).press_sequentially("zz")
        opened.clock.run_for(200)
    opened.locator(BOX).fill("harb")
    with opened.expect_response("**/search/complete?q=zz"):
        held[0].fulfill(json={"completions": []})
    answered(opened)
    opened.clock.run_for(200)
    expect(opened.locator("[role=option]")).to_have_text(["The Harbour Gazette newspaper"])


def test_escape_closes_the_list_and_keeps_the_text(opened: Page) -> None:
    offered(opened, "harb")
    opened.keyboard.press("Escape")
    assert (opened.input_value(BOX), opened.locator("[role=listbox]").is_visible()) == ("harb", False)
    opened.keyboard.press("ArrowDown")
    opened.wait_for_selector("[role=option]")


def test_tab_takes_the_chosen_name_and_else_goes_on(opened: Page) -> None:
    offered(opened, "harb")
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Tab")
    assert opened.input_value(BOX) == 'source:"The Harbour Gazette" '
    assert opened.evaluate("document.activeElement.id") == "search-box"
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.type") == "submit"


def test_a_name_is_taken_by_mouse(opened: Page) -> None:
    offered(opened, "danes")
    opened.click("[role=option]")
    assert opened.input_value(BOX) == "country:Denmark "
    assert opened.evaluate("document.activeElement.id") == "search-box"


def test_a_late_answer_is_dropped(opened: Page) -> None:
    """The answer to "da" comes after that to "danes"."""
    opened.route("**/search/complete?q=da", lambda route: (opened.wait_for_timeout(400), route.continue_()))
    opened.locator(BOX).press_sequentially("da")
    opened.wait_for_timeout(200)
    opened.locator(BOX).press_sequentially("nes")
    expect(opened.locator("[role=option]")).to_have_count(1)
    opened.wait_for_timeout(600)
    assert [" ".join(one.split()) for one in opened.locator("[role=option]").all_inner_texts()] == [
        "Denmark Danes country"
    ]


def test_nothing_is_asked_while_a_word_is_composed(opened: Page) -> None:
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url) if "complete" in request.url else None)
    opened.focus(BOX)
    opened.dispatch_event(BOX, "compositionstart")
    opened.keyboard.insert_text("harb")
    opened.wait_for_timeout(400)
    assert asked == []
    opened.dispatch_event(BOX, "compositionend")
    opened.wait_for_selector("[role=option]")
    assert len(asked) == 1


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_keeps_nobody_out_and_moves_nothing(opened: Page, size: dict[str, int], scheme: str) -> None:
    opened.set_viewport_size(size)  # type: ignore[arg-type]
    opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    before = opened.locator("h1").bounding_box()
    offered(opened, "da")
    opened.keyboard.press("ArrowDown")
    assert opened.locator("h1").bounding_box() == before
    assert opened.evaluate("document.documentElement.scrollWidth") == size["width"]
    assert [one["id"] for one in Axe().run(opened).response["violations"]] == []


@pytest.mark.parametrize("page", [False], indirect=True)
def test_without_scripts_the_box_searches(opened: Page) -> None:
    opened.fill(BOX, "harb")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/search/?q=harb")
    assert opened.get_attribute(BOX, "role") is None


@pytest.mark.parametrize("page", [False], indirect=True)
def test_without_scripts_the_values_of_a_filter_are_narrowed(opened: Page, live_server: LiveServer) -> None:
    opened.goto(f"{live_server.url}/search/?all=person")
    opened.fill("#values-named", "dand")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**named=dand")
    assert [" ".join(one.split()) for one in opened.locator(".values a").all_inner_texts()] == ["Vasily Dandykin 1"]
