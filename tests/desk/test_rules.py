"""From a correction to a rule: offered after it, shown with what it would hit, made, switched off."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from archive.ingest import fixing, review
from archive.models import Digest, Mention, Rule
from tests.desk.sample import make_sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> list[Digest]:
    return [make_sample(), make_sample(filename="other.txt", stories=3)]


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def send(client: Client, digest: Digest, **sent):
    return client.post(reverse("admin:do", args=[digest.pk]), sent, follow=True)


def test_a_correction_is_offered_shown_and_kept(
    chief_client: Client,
    two: list[Digest],
    django_capture_on_commit_callbacks,
) -> None:
    wrong = Mention.objects.filter(article__digest=two[0], country__name="Romania").order_by("pk").first()
    page = send(chief_client, two[0], verb="reject", fact=f"mention-{wrong.pk}")
    toast = page.context["toast"]
    url = reverse("admin:add_rule", args=[toast.undo])
    assert (toast.everywhere, url in page.content.decode()) == (True, True)
    page = chief_client.get(url)
    words = wrong.article.digest.text[wrong.start : wrong.end].lower()
    told = f"“{words}”, taken for the country Romania, is none"
    assert (page.context["rule"].summary, f"{told}." in page.content.decode()) == (told, True)
    hits = [hit.article.digest for hit, *_around in page.context["hits"]]
    assert hits == [two[1]] * len(hits)
    assert hits
    with django_capture_on_commit_callbacks(execute=True):
        page = chief_client.post(url, {"past": "1"}, follow=True)
    rule = Rule.objects.get()
    assert messages_of(page) == ["The rule is kept; the worker goes through the past with it."]
    while fixing.apply_some(rule):
        pass
    assert str(rule) in chief_client.get(reverse("admin:rules")).content.decode()
    page = chief_client.post(reverse("admin:switch_rule", args=[rule.pk]), {"on": "0"}, follow=True)
    assert messages_of(page) == ["The rule is off. What it changed stays; undo that below."]
    rule.refresh_from_db()
    assert rule.on is False
    assert messages_of(chief_client.post(url, follow=True)) == [
        "There is a rule for these words already; switch it on or off in the list."
    ]


def test_from_now_on_only(chief_client: Client, two: list[Digest]) -> None:
    wrong = Mention.objects.filter(article__digest=two[0], organization__isnull=False).order_by("pk").first()
    page = send(chief_client, two[0], verb="reject", fact=f"mention-{wrong.pk}")
    page = chief_client.post(reverse("admin:add_rule", args=[page.context["toast"].undo]), follow=True)
    assert messages_of(page) == ["The rule is kept for what comes."]
    assert Rule.objects.get().going is False


def test_what_says_nothing_of_other_stories(chief_client: Client, two: list[Digest], editor) -> None:
    change = review.set_title(two[0], who=editor, title="x")
    page = chief_client.get(reverse("admin:add_rule", args=[change.pk]), follow=True)
    assert messages_of(page) == ["This correction says nothing of other stories."]


def test_an_editor_is_not_offered_it(editor_client: Client, two: list[Digest]) -> None:
    wrong = Mention.objects.filter(article__digest=two[0], organization__isnull=False).order_by("pk").first()
    page = send(editor_client, two[0], verb="reject", fact=f"mention-{wrong.pk}")
    assert (page.context["toast"].everywhere, bool(page.context["toast"].undo)) == (False, True)
