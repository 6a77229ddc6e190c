"""An editor's way through the desk in a real browser: sign in, paste, review by keyboard, set the date, publish."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from archive.ingest import review
from archive.models import Digest, Fact
from tests import factories as make
from tests.desk.sample import make_sample

DIGEST = """Papers of the river towns

The Lock Keeper: Barges queue below the weir

Forty barges lay below the weir on Sunday, waiting for a pilot from Romania.

“We could have opened the second chamber in an hour,” Tilda Marek, head of the Lower Weir Office, told The Lock Keeper.

Evening Ledger: A tariff for shade

Greece will count its pergolas by spring. “The form is unreadable,” said gardener Ilias Drakos.
"""


@pytest.fixture
def signed_in(page: Page, live_server: LiveServer, editor: object) -> Page:
    """The page after signing in at the desk, with a series to put digests into."""
    make.make_series()
    page.goto(live_server.url + reverse("admin:index"))
    page.fill("[name=username]", "editor")
    page.fill("[name=password]", "a long pass phrase")
    page.click("main form button")
    return page


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["keyboard", "no-javascript"])
def test_from_paste_to_published(
    request: pytest.FixtureRequest, signed_in: Page, reference: None, run_jobs: Callable[[], None]
) -> None:
    page = signed_in
    page.click("text=Add digest")
    page.fill("[name=text]", DIGEST)
    page.click(".form button")
    assert page.locator("h1").inner_text() == "Reading the digest…"
    run_jobs()
    page.locator(".desk-title").wait_for()  # the page asks again by itself
    digest = Digest.objects.get()
    assert digest.state == "in_review"

    assert page.locator(".question h3").inner_text() == "Of which day is this digest?"
    page.click(".publish-bar .button--primary")
    assert "Set its date first" in page.locator(".message--stop").inner_text()
    page.locator(".question [name=date]").fill("2026-11-18")
    page.click(".question .button--primary")
    assert page.locator("h1").inner_text() == "Digest of Wednesday 18 November 2026"

    page.click("text=/^All \\d+$/")
    with_keys = request.node.callspec.params["page"]
    settled = _settled(page)
    for key, button in (("a", ".question .button--primary"), ("a", ".question .button--primary")):
        if with_keys:
            with page.expect_navigation():
                page.keyboard.press(key)
        else:
            page.click(button)
    assert _settled(page) == settled + 2
    if with_keys:
        with page.expect_navigation():
            page.keyboard.press("u")
    else:
        page.click(".toast button")
    assert _settled(page) == settled + 1

    page.click(".publish-bar .button--primary")
    assert page.locator(".desk-title .tag").inner_text() == "Published"
    digest.refresh_from_db()
    assert (digest.state, str(digest.date), digest.published_by.username) == ("published", "2026-11-18", "editor")  # type: ignore[union-attr]


def _settled(page: Page) -> int:
    return int(page.locator(".desk-progress strong").inner_text().split(" of ")[0])


def test_selected_words_become_a_fact(signed_in: Page, live_server: LiveServer) -> None:
    page = signed_in
    # Each sign before the name is two units in the browser and one character in the archive.
    signs = "😀" * 12
    digest = make.make_digest(f"A line.\n\n{signs} Ana Brod met Ana Brod.", published=False)
    make.make_article(digest)
    page.goto(live_server.url + reverse("admin:review", args=[digest.pk]))
    page.locator("#line-2 p").evaluate(
        """(line) => {
            const range = document.createRange();
            range.setStart(line.firstChild, 25);
            range.setEnd(line.firstChild, 33);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.locator("[data-selected]:not([hidden])").wait_for()
    page.select_option("[name=add]", "person")
    page.click("[data-add-fact] button")
    assert page.locator("[name=words]").input_value() == "Ana Brod"
    page.fill("[name=name]", "Ana Brod")
    page.click(".question .button--primary")
    page.locator(".toast").wait_for()
    mention = digest.articles.get().mentions.get()
    assert (mention.start, mention.end, mention.state) == (22, 30, Fact.State.CONFIRMED)
    assert (digest.text or "")[22:30] == "Ana Brod"


def test_nobody_is_kept_out_of_the_desk(signed_in: Page, live_server: LiveServer) -> None:
    digest = make_sample()
    for address in (
        reverse("admin:index"),
        reverse("admin:add_digest"),
        reverse("admin:jobs"),
        reverse("admin:review", args=[digest.pk]),
    ):
        signed_in.goto(live_server.url + address)
        violations = Axe().run(signed_in).response["violations"]
        assert (address, [(found["id"], found["nodes"][0]["html"][:120]) for found in violations]) == (address, [])


def test_two_editors_at_once_lose_nothing(signed_in: Page, live_server: LiveServer) -> None:
    page, digest = signed_in, make_sample()
    page.goto(live_server.url + reverse("admin:review", args=[digest.pk]))
    other = User.objects.create_user("other", first_name="Olena")
    review.set_title(digest, who=other, title="What Olena wrote")
    page.click(".desk-more summary")
    page.fill("[name=title] >> nth=0", "What I wrote")
    page.click("[value=set_title]")
    refused = page.locator("[role=alert]")
    assert [words in refused.inner_text() for words in ("What Olena wrote", "What I wrote")] == [True, True]
    assert page.locator("[name=title] >> nth=0").input_value() == "What I wrote"
    violations = Axe().run(page).response["violations"]
    assert [(found["id"], found["nodes"][0]["html"][:120]) for found in violations] == []
    page.click("[value=set_title]")
    page.locator(".toast").wait_for()
    digest.refresh_from_db()
    assert digest.title == "What I wrote"


def test_what_is_typed_and_not_sent_is_not_left_without_a_question(signed_in: Page, live_server: LiveServer) -> None:
    page, digest = signed_in, make_sample()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(live_server.url + reverse("admin:review", args=[digest.pk]))
    page.click(".desk-more summary")
    page.click("[name=title] >> nth=0")
    page.keyboard.type("new words")
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert (asked, page.is_closed()) == (["beforeunload"], False)
    page.click("[value=set_title]")
    page.locator(".toast").wait_for()
    page.goto(live_server.url + reverse("admin:index"))
    assert asked == ["beforeunload"]
