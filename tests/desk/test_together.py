"""Several people in one digest: who else is here, and no save goes over somebody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.desk.groups import EDITORS, make_groups
from archive.desk.together import PRESENT, here, latest, meanwhile
from archive.ingest import review
from archive.models import Digest, Mention, Presence, Statement
from tests.desk.sample import make_sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def digest() -> Digest:
    return make_sample()


@pytest.fixture
def other() -> User:
    user = User.objects.create_user("other", first_name="Olena", last_name="Brack", is_staff=True)
    user.groups.add(make_groups()[EDITORS])
    return user


def do(client: Client, digest: Digest, seen: int | str, **form: str):
    return client.post(f"{reverse('admin:do', args=[digest.pk])}?seen={seen}", form)


def test_who_else_is_in_a_digest_is_shown_for_five_minutes(editor_client, editor, other, digest):
    page = reverse("admin:review", args=[digest.pk])
    assert "Also here" not in editor_client.get(page).content.decode()
    assert here(digest, other) == here(digest, other)
    assert [one.name for one in here(digest, other)] == ["editor"]
    assert "Olena Brack" in editor_client.get(page).content.decode()
    Presence.objects.filter(user=other).update(at=timezone.now() - PRESENT - timedelta(seconds=1))
    assert here(digest, editor) == []
    assert here(make_sample(stories=3), editor) == []


def test_a_title_over_somebody_elses_is_refused_with_both_and_kept(editor_client, other, digest):
    seen = latest(digest)[0]
    review.set_title(digest, who=other, title="What Olena wrote")
    answer = do(editor_client, digest, seen, verb="set_title", title="What I wrote")
    page = answer.content.decode()
    digest.refresh_from_db()
    assert (answer.status_code, digest.title) == (409, "What Olena wrote")
    assert [words in page for words in ("Somebody else changed this", "Olena Brack", "What I wrote")] == [True] * 3
    assert 'value="What I wrote"' in page
    assert f"?seen={latest(digest)[0]}" in page
    assert do(editor_client, digest, latest(digest)[0], verb="set_title", title="What I wrote").status_code == 302
    digest.refresh_from_db()
    assert digest.title == "What I wrote"


def test_a_decision_over_somebody_elses_is_refused(editor_client, other, digest):
    fact = Mention.objects.filter(article__digest=digest, person__isnull=False).first()
    seen = latest(digest)[0]
    review.reject(fact, who=other)
    key = f"mention-{fact.pk}"
    answer = do(editor_client, digest, seen, verb="answer", fact=key, answer="other", other="Tilda Marek the elder")
    fact.refresh_from_db()
    assert (answer.status_code, fact.state) == (409, "rejected")
    assert "Tilda Marek the elder" in answer.content.decode()
    assert do(editor_client, digest, latest(digest)[0], verb="confirm", fact=key).status_code == 302
    fact.refresh_from_db()
    assert fact.state == "confirmed"


def test_a_changed_passage_stays_in_the_form_when_it_is_refused(editor_client, other, digest):
    fact = Statement.objects.filter(article__digest=digest).first()
    seen = latest(digest)[0]
    review.confirm(fact, who=other)
    words = "Nobody asked me to stay"
    answer = do(editor_client, digest, seen, verb="change", fact=f"statement-{fact.pk}", words=words, kind="direct")
    assert answer.status_code == 409
    assert answer.content.decode().count(words) >= 2  # among both versions, and in the form


@pytest.mark.parametrize("form", [{"verb": "rename", "title": "A name"}, {"verb": "join"}])
def test_a_story_is_not_cut_under_somebodys_hands(editor_client, other, digest, form):
    article = digest.articles.first()
    seen = latest(digest)[0]
    review.rename_story(article, who=other, title="Olena’s name")
    assert do(editor_client, digest, seen, article=str(article.pk), **form).status_code == 409
    article.refresh_from_db()
    assert (article.title, digest.articles.count()) == ("Olena’s name", 2)


def test_ones_own_changes_other_rows_and_the_parsers_stop_nobody(editor_client, editor, other, digest):
    facts = list(Mention.objects.filter(article__digest=digest, person__isnull=False))
    seen = latest(digest)[0]
    review.reject(facts[-1], who=editor)
    review.set_title(digest, who=other, title="Another title")
    assert do(editor_client, digest, seen, verb="confirm", fact=f"mention-{facts[-1].pk}").status_code == 302
    assert meanwhile(digest, editor, str(seen), [("Digest", digest.pk)]).who == other
    assert meanwhile(digest, editor, str(seen), [("Mention", facts[-1].pk)]) is None
    assert meanwhile(digest, editor, str(seen), []) is None


@pytest.mark.parametrize("seen", ["", "x", "-1", "٣", "9" * 30])
def test_without_a_version_nothing_is_compared(editor_client, editor, other, digest, seen):
    review.set_title(digest, who=other, title="Another title")
    assert meanwhile(digest, editor, seen, [("Digest", digest.pk)]) is None
    assert do(editor_client, digest, seen, verb="set_title", title="Mine").status_code == 302


@pytest.mark.parametrize("number", ["²", "٣", "9" * 30, "-1", ""])
@pytest.mark.parametrize("verb", ["confirm", "change", "rename", "undo"])
def test_numbers_that_are_none_are_no_fault(editor_client, digest, verb, number):
    form = {"verb": verb, "fact": f"mention-{number}", "article": number, "change": number}
    assert do(editor_client, digest, 0, **form).status_code == 302
