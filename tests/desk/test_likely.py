"""A new name that is much like known ones is asked about before it is made; nothing that was sent is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from archive.desk.likely import likely_of, meant
from archive.desk.naming import LikelyKnown
from archive.ingest import names
from archive.ingest.match import Candidate
from archive.models import Digest, Mention, Organization, Person, Role, Statement
from tests.desk.sample import make_sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def digest() -> Digest:
    return make_sample()


def send(client: Client, digest: Digest, sent: dict[str, Any]) -> Any:
    return client.post(reverse("admin:do", args=[digest.pk]), sent, follow=True)


def again(page: Any, answer: str) -> dict[str, Any]:
    """What the page's form holds, with an answer chosen."""
    form = page.content.decode().split('aria-labelledby="likely"')[1].split("</form>")[0]
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
    sent: dict[str, Any] = {}
    for name, value in hidden:
        sent.setdefault(name, []).append(value)
    return {**sent, "meant": answer}


def test_a_speaker_like_a_known_person_is_asked_about(editor_client: Client, digest: Digest) -> None:
    known = Person.objects.get(name="Tilda Marek")
    said = Statement.objects.order_by("pk").first()
    before = Person.objects.count()
    sent = {"verb": "answer", "fact": f"statement-{said.pk}", "answer": "other", "other": "Hilda Marek", "next": ""}
    page = send(editor_client, digest, sent)
    likely = page.context["likely"]
    assert (page.status_code, likely.typed, likely.field) == (422, "Hilda Marek", "other")
    assert [(a.value, a.words, a.key) for a in likely.answers] == [(known.slug, "Tilda Marek", "1")]
    assert "Is Hilda Marek one of these?" in page.content.decode()
    assert Person.objects.count() == before
    page = send(editor_client, digest, again(page, known.slug))
    assert (page.status_code, Person.objects.count()) == (200, before)
    assert Statement.objects.get(start=said.start, origin="editor").person == known


def test_the_same_answered_with_new_makes_the_person(editor_client: Client, digest: Digest) -> None:
    said = Statement.objects.order_by("pk").first()
    sent = {"verb": "answer", "fact": f"statement-{said.pk}", "answer": "other", "other": "Hilda Marek", "next": ""}
    page = send(editor_client, digest, again(send(editor_client, digest, sent), ""))
    assert page.status_code == 200
    assert Statement.objects.get(start=said.start, origin="editor").person.name == "Hilda Marek"
    assert str(page.context["toast"].words).startswith("Changed:")
    send(editor_client, digest, {"verb": "undo", "change": page.context["toast"].undo})
    assert not Person.objects.filter(name="Hilda Marek").exists()


def test_each_new_name_of_a_form_is_asked_about_in_turn(editor_client: Client, digest: Digest) -> None:
    names.find_or_make_organization("Upper Weir Office")
    story = digest.articles.order_by("position").first()
    sent = {
        "verb": "add", "add": "person", "article": story.pk, "story": 1, "words": "Marek", "name": "Matilda Marek",
        "role": "head of the Lower Weir Office", "organization": "Uper Weir Office",
    }  # fmt: skip
    first = send(editor_client, digest, sent)
    assert (first.context["likely"].field, first.context["chosen"].form["role"].value()) == ("name", sent["role"])
    second = send(editor_client, digest, again(first, ""))
    assert second.context["likely"].field == "organization"
    done = send(editor_client, digest, again(second, "upper-weir-office"))
    assert done.status_code == 200
    person = Person.objects.get(name="Matilda Marek")
    assert Role.objects.get(person=person).organization.name == "Upper Weir Office"
    assert Mention.objects.filter(person=person).count() == 1


def test_a_name_like_nobodys_is_made_at_once(editor_client: Client, digest: Digest) -> None:
    story = digest.articles.order_by("position").first()
    sent = {"verb": "add", "article": story.pk, "story": 1, "words": "Marek"}
    assert send(editor_client, digest, {**sent, "add": "person", "name": "Ana Brod"}).status_code == 200
    assert send(editor_client, digest, {**sent, "add": "organization", "name": "Quay Union"}).status_code == 200
    assert Organization.objects.filter(name="Quay Union").exists()


def test_the_question_and_its_answer_as_forms() -> None:
    person = names.make_person("Liina Kask")
    sent = QueryDict("verb=add&name=Lina+Kask&new=A&new=B&csrfmiddlewaretoken=x")
    likely = likely_of(LikelyKnown("person", "Lina Kask", [Candidate(person, 0.9, "same surname")]), sent)
    assert (likely.field, likely.sent) == ("name", [("verb", "add"), ("name", "Lina Kask"), ("new", "A"), ("new", "B")])
    assert [(a.value, a.words, a.note, a.key) for a in likely.answers] == [
        ("liina-kask", "Liina Kask", "90%: same surname", "1")
    ]
    answered = QueryDict("name=Lina+Kask&likely_field=name&meant=liina-kask")
    assert meant(answered)["name"] == "liina-kask"
    assert meant(QueryDict("name=Lina+Kask&likely_field=name&meant=")).getlist("new") == ["Lina Kask"]
    for odd in ("name=x", "name=x&likely_field=verb&meant=publish", "name=x&likely_field=name"):
        assert meant(QueryDict(odd)) == QueryDict(odd)
