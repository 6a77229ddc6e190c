"""What an editor does in a sitting, with the keyboard and without JavaScript, counted in actions."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from archive.desk.groups import CHIEFS, make_groups
from archive.ingest import fixing
from archive.models import Digest, Mention, Person, Rule, Statement
from tests import factories as make
from tests.desk.sample import make_sample

BOTH = pytest.mark.parametrize("page", [True, False], indirect=True, ids=["keyboard", "no-javascript"])


@pytest.fixture
def chief(page: Page, live_server: LiveServer) -> Page:
    """The page after a chief editor signed in."""
    user = User.objects.create_user("chief", password="a long pass phrase", is_staff=True)
    user.groups.add(make_groups()[CHIEFS])
    page.goto(live_server.url + reverse("admin:index"))
    page.fill("[name=username]", "chief")
    page.fill("[name=password]", "a long pass phrase")
    page.click("main form button")
    page.locator(".desk-head").wait_for()
    return page


class _Hands:
    """Presses a key, or without JavaScript clicks what bears it; counts."""

    def __init__(self, page: Page, keys: bool) -> None:
        self.page, self.keys, self.actions = page, keys, 0

    def press(self, key: str) -> None:
        self.actions += 1
        target = self.page.locator(f'[data-key="{key}"]').first
        if target.evaluate("e => e.matches('input[type=radio]') && !e.hasAttribute('data-sends')"):
            if self.keys:
                self.page.keyboard.press(key)
            else:
                target.check()
            return
        with self.page.expect_navigation():
            if self.keys:
                self.page.keyboard.press(key)
            elif target.evaluate("e => e.matches('input[type=radio]')"):
                target.check()
                self.page.click(".question [value=answer]")
            else:
                target.click()


@BOTH
def test_a_digest_is_right_and_published_in_a_few_actions(
    request: pytest.FixtureRequest, chief: Page, live_server: LiveServer
) -> None:
    """Accept all that is sure, accept what is doubtful, reject what is wrong, take one back, publish."""
    digest = make_sample()
    chief.goto(live_server.url + digest.get_review_url())
    hands = _Hands(chief, request.node.callspec.params["page"])
    hands.press("y")
    while chief.locator(".question .answers").count():
        hands.press("x" if "Is Romania meant" in chief.locator(".question h3").inner_text() else "a")
    hands.press("p")
    digest.refresh_from_db()
    assert digest.state == "published"
    assert hands.actions <= 10
    assert not Mention.objects.filter(article__digest=digest, state="proposed", confidence__lt=0.7).exists()


@BOTH
def test_a_story_is_split_and_joined_again_at_a_line(
    request: pytest.FixtureRequest, chief: Page, live_server: LiveServer
) -> None:
    digest = make_sample()
    chief.goto(f"{live_server.url}{digest.get_review_url()}?line=4#ask")
    hands = _Hands(chief, request.node.callspec.params["page"])
    hands.press("s")
    assert digest.articles.count() == 3
    chief.goto(f"{live_server.url}{digest.get_review_url()}?line=4#ask")
    hands.press("m")
    assert digest.articles.count() == 2


@BOTH
def test_merged_published_and_made_two_again(chief: Page, live_server: LiveServer) -> None:
    one, other = make.make_person(), make.make_person("Martha Velisk")
    article = make.make_article(make.make_digest("One fee. Two fees."), body="One fee. Two fees.")
    make.make_statement(article, "Two fees.", person=other)
    chief.goto(live_server.url + reverse("admin:duplicates"))
    chief.click("text=Marta Velisk · Martha Velisk")
    chief.click("text=Marta Velisk stays")
    chief.click(".merge .button--primary")
    assert "Merged: Martha Velisk is now Marta Velisk" in chief.inner_text("main")
    chief.goto(live_server.url + f"/people/{other.slug}/")
    assert chief.url.endswith(one.get_absolute_url())
    assert "Two fees." in chief.inner_text("main")
    chief.goto(live_server.url + reverse("admin:record_names", args=["person", one.pk]))
    chief.click("tr:has-text('Martha Velisk') button")
    assert "Separated: Martha Velisk is not Marta Velisk" in chief.inner_text("main")
    chief.goto(live_server.url + reverse("admin:merges"))
    assert Person.objects.filter(name="Martha Velisk").count() == 1
    assert Statement.objects.get().person == one  # her name stands nowhere in a story


@BOTH
def test_fixed_once_everywhere_and_undone(request: pytest.FixtureRequest, chief: Page, live_server: LiveServer) -> None:
    first, second = make_sample(), make_sample(stories=3, filename="b.txt")
    hands = _Hands(chief, request.node.callspec.params["page"])
    wrong = Mention.objects.filter(article__digest=first, country__name="Romania").order_by("pk").first()
    chief.goto(f"{live_server.url}{first.get_review_url()}?fact=mention-{wrong.pk}#ask")
    hands.press("x")
    hands.press("f")
    assert "is none." in chief.inner_text("main")
    left = Mention.objects.filter(article__digest=second, country__name="Romania")
    number = left.count()
    chief.click("text=In the past and from now on")
    rule = Rule.objects.get()
    while fixing.apply_some(rule):
        pass
    assert left.count() < number
    chief.goto(live_server.url + reverse("admin:change", args=[Rule.objects.get().changeset_id]))
    chief.click("text=Undo all of it")
    assert "Undone:" in chief.inner_text("main")
    assert left.count() == number
    assert hands.actions == 2


@BOTH
def test_a_new_name_like_a_known_one_is_asked_about(
    request: pytest.FixtureRequest, chief: Page, live_server: LiveServer
) -> None:
    digest = make_sample()
    said = Statement.objects.order_by("pk").first()
    chief.goto(f"{live_server.url}{digest.get_review_url()}?fact=statement-{said.pk}#ask")
    chief.check(".question [value=other]")
    chief.fill(".question [name=other]", "Hilda Marek")
    chief.click(".question [value=answer]")
    assert "Is Hilda Marek one of these?" in chief.inner_text(".question")
    hands = _Hands(chief, request.node.callspec.params["page"])
    hands.press("1")
    with chief.expect_navigation():
        chief.click(".question .button--primary")
    assert Statement.objects.get(origin="editor").person.name == "Tilda Marek"
    assert Digest.objects.count() == 1


def test_a_selection_moves_the_finding_that_is_being_changed(chief: Page, live_server: LiveServer) -> None:
    digest = make_sample()
    said = Statement.objects.order_by("pk").first()
    chief.goto(f"{live_server.url}{digest.get_review_url()}?fact=statement-{said.pk}&change=1#ask")
    chief.evaluate("""() => {
        const line = [...document.querySelectorAll(".desk-line p")].find(p => p.textContent.startsWith("She then"));
        const range = document.createRange();
        range.setStart(line.firstChild, 0);
        range.setEnd(line.firstChild, 19);
        const selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
    }""")
    expect(chief.locator("[data-change-fact] [name=words]")).to_have_value("She then went home.")
    with chief.expect_navigation():
        chief.click("[data-change-fact] .button--primary")
    assert Statement.objects.get(origin="editor").text == "She then went home."


def test_a_speaker_is_completed_from_the_whole_archive(chief: Page, live_server: LiveServer) -> None:
    elsewhere = make.make_article(make.make_digest("One fee."), body="One fee.")
    make.make_statement(elsewhere, "One fee.", person=make.make_person("Zelda Morrow"))
    digest = make_sample()
    said = Statement.objects.filter(article__digest=digest).order_by("pk").first()
    chief.goto(f"{live_server.url}{digest.get_review_url()}?fact=statement-{said.pk}#ask")
    chief.locator(".question [name=other]").press_sequentially("zeld")
    expect(chief.locator("datalist option[value='Zelda Morrow']")).to_be_attached()
