"""The pages of what was done, and the ways back on them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive.desk import told
from archive.ingest import intake, ledger, merging, names, review
from archive.models import Alias, ChangeSet, Digest, Person, Statement
from tests import factories as make
from tests.desk.sample import make_sample, sample_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def digest() -> Digest:
    return make_sample()


def words(response) -> str:
    return " ".join(response.content.decode().split())


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_a_digest_s_history_tells_who_did_what(editor_client: Client, editor: User, digest: Digest) -> None:
    act = review.set_title(digest, who=editor, title="Barges")
    page = words(editor_client.get(reverse("admin:history", args=[digest.pk])))
    assert f'<a href="/admin/changes/{act.pk}/">Title set: Barges</a>' in page
    assert "Undo this import" not in page  # it came in before there was a ledger


def test_a_change_set_shows_each_row_before_and_after(editor_client: Client, editor: User, digest: Digest) -> None:
    said = Statement.objects.order_by("pk").first()
    kask = make.make_person("Liina Kask")
    act = review.reassign(said, who=editor, to=kask)
    response = editor_client.get(reverse("admin:change", args=[act.pk]))
    rows = response.context["rows"]
    assert [(row.kind, row.did, [(c.label, c.before, c.after) for c in row.columns]) for row in rows] == [
        ("Statement", "changed", [("State", "proposed", "rejected")]),
        ("Statement", "made", []),
    ]
    assert reverse("admin:record_history", args=["statement", said.pk]) in response.content.decode()


def test_a_records_history_has_its_names_too(editor_client: Client, editor: User) -> None:
    person = names.make_person("Liina Kask")
    review.rename(person, who=editor, name="Liina Kask-Orro", slug=person.slug)
    Alias.objects.filter(name="Liina Kask").delete()
    page = editor_client.get(reverse("admin:record_history", args=["person", person.pk]))
    rows = [(one.kind, one.did, one.label) for one, _may in page.context["rows"]]
    assert rows == [
        ("Alias", "removed", "Liina Kask"),
        ("Alias", "made", "Liina Kask-Orro"),
        ("Alias", "changed", "Liina Kask"),
        ("Person", "changed", "Liina Kask-Orro"),
        ("Alias", "made", "Liina Kask"),
        ("Person", "made", "Liina Kask-Orro"),
    ]
    columns = page.context["rows"][3][0].columns
    assert ("Name", "Liina Kask", "Liina Kask-Orro") in [(c.label, c.before, c.after) for c in columns]


def test_one_column_one_row_and_all_are_put_back(editor_client: Client, editor: User) -> None:
    person = names.make_person("Liina Kask")
    with ledger.recorded("name", "Two columns", who=editor) as act:
        Person.objects.update(wikidata="Q1", filed_as="x")
    url, row = reverse("admin:undo_change", args=[act.pk]), f"person-{person.pk}"
    editor_client.post(url, {"row": row, "column": "wikidata"})
    assert Person.objects.values_list("wikidata", "filed_as").get() == ("", "x")
    editor_client.post(url, {"row": row})
    assert Person.objects.values_list("wikidata", "filed_as").get() == ("", "Kask, Liina")
    response = editor_client.post(url, follow=True)
    assert messages_of(response)[-1] == "Undone: Two columns"
    assert ChangeSet.objects.get(pk=act.pk).undone
    assert messages_of(editor_client.post(url, follow=True)) == ["This was undone already."]


def test_a_refusal_names_what_was_changed_and_offers_the_rest(
    editor_client: Client, editor: User, digest: Digest
) -> None:
    act = review.confirm_all(digest, who=editor, above=0.0)
    said = Statement.objects.order_by("pk").first()
    later = review.reject(said, who=editor)
    response = editor_client.post(reverse("admin:undo_change", args=[act.pk]), follow=True)
    assert messages_of(response) == [
        f"Nothing was undone, because this was changed since: statement: {said}. "
        f'<a href="/admin/changes/{later.pk}/">The later change: {later}</a>'
    ]
    assert "Undo it but for what was changed since" in words(response)
    response = editor_client.post(reverse("admin:undo_change", args=[act.pk]), {"partly": "1"}, follow=True)
    assert messages_of(response)[1] == (
        f"Left as it is, because something else rests on it or it was changed since: statement: {said}"
    )
    assert ChangeSet.objects.get(pk=act.pk).undone


def test_an_import_is_undone_from_its_history(editor_client: Client, editor: User, reference: None) -> None:
    raw = sample_text().encode()
    series = make.make_series()
    kept = intake.receive(raw=raw, filename="a.txt", series=series, how=Digest.Received.PASTE, who=editor)
    digest = intake.understand(kept.digest)
    assert "Undo this import" in words(editor_client.get(reverse("admin:history", args=[digest.pk])))
    act = review.confirm(Statement.objects.first(), who=editor)
    response = editor_client.post(reverse("admin:undo_import", args=[digest.pk]), follow=True)
    assert "Somebody has worked on it since" in messages_of(response)[0]
    review.undo(act, who=editor)
    response = editor_client.post(reverse("admin:undo_import", args=[digest.pk]), follow=True)
    assert messages_of(response) == [f"Import undone: {digest}"]
    assert not Digest.objects.exists()
    editor_client.post(reverse("admin:undo_change", args=[response.context["change"].pk]))
    assert Digest.objects.get().title == digest.title


def test_admin_writes_are_change_sets_with_their_author(editor_client: Client, editor: User) -> None:
    add = reverse("admin:archive_person_add")
    rows = {"aliases-TOTAL_FORMS": 1, "aliases-INITIAL_FORMS": 0}
    editor_client.post(add, {"name": "Liina Kask", **rows, "aliases-0-name": "L. Kask", "aliases-0-kind": "short"})
    person = Person.objects.get()
    change = reverse("admin:archive_person_change", args=[person.pk])
    editor_client.post(
        change, {"name": "Liina Kask", "slug": person.slug, "wikidata": "Q7", **rows, "aliases-TOTAL_FORMS": 0}
    )
    acts = ChangeSet.objects.exclude(verb="direct").order_by("pk")
    assert [(act.who, str(act), act.verb) for act in acts] == [
        (editor, "Made: Liina Kask", "name"), (editor, "Changed: Liina Kask", "name"),
    ]  # fmt: skip
    assert [(c.kind, c.after) for c in acts[1].changes.all()] == [("person", {"wikidata": "Q7"})]
    response = editor_client.get(reverse("admin:archive_person_history", args=[person.pk]))
    assert response["Location"] == reverse("admin:record_history", args=["person", person.pk])
    editor_client.post(reverse("admin:undo_change", args=[acts[1].pk]))
    person.refresh_from_db()
    assert person.wikidata == ""


def test_the_list_of_all_changes_and_of_ones_own(editor_client: Client, editor: User, digest: Digest) -> None:
    other = User.objects.create_user("olena")
    review.set_title(digest, who=editor, title="Mine")
    review.set_title(digest, who=other, title="Hers")
    everything = words(editor_client.get(reverse("admin:changes")))
    mine = words(editor_client.get(reverse("admin:changes"), {"by": "editor"}))
    assert ("Title set: Mine" in everything, "Title set: Hers" in everything) == (True, True)
    assert ("Title set: Mine" in mine, "Title set: Hers" in mine) == (True, False)
    assert "Written outside the desk" in everything


@pytest.mark.parametrize(("kind", "row"), [("person", "99999"), ("ghost", "1"), ("person", "x"), ("person", "²")])
def test_no_such_record(editor_client: Client, kind: str, row: str) -> None:
    assert editor_client.get(f"/admin/history/{kind}/{row}/").status_code == 404


def test_a_record_that_is_gone_has_a_history(editor_client: Client, editor: User) -> None:
    stays, goes = make.make_person(), make.make_person("Martha Velisk")
    key = goes.pk
    merging.merge(stays, goes, who=editor)
    page = words(editor_client.get(reverse("admin:record_history", args=["person", key])))
    assert ("It is no longer there." in page, "Martha Velisk" in page) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_rows(
    editor_client: Client, editor: User, count: int, django_assert_max_num_queries
) -> None:
    with ledger.recorded("name", "Many", who=editor) as act:
        for number in range(count):
            person = names.make_person(f"Liina Kask {number}")
            make.make_statement(
                make.make_article(make.make_digest(f"One fee. {number}"), body="One fee."), "One fee.", person=person
            )
    with ledger.recorded("name", "Others", who=editor) as act:
        Statement.objects.update(person=make.make_person())
    with django_assert_max_num_queries(14):
        editor_client.get(reverse("admin:change", args=[act.pk]))
    with django_assert_max_num_queries(18):
        editor_client.get(reverse("admin:record_history", args=["statement", Statement.objects.first().pk]))


def test_values_in_words() -> None:
    digest = make.make_digest()
    before = {"date": "2026-11-17", "published_at": "2026-11-17T08:12:00+00:00", "title": "", "series_id": 99}
    after = {"date": "never", "published_at": None, "title": "x" * 400, "series_id": digest.series_id}
    act = ChangeSet.objects.create(verb="x")
    row = act.changes.create(kind="digest", row=str(digest.pk), before=before, after=after)
    [one] = told.tell([row])
    assert [(c.label, c.before, c.after) for c in one.columns] == [
        ("Date", "17 November 2026", "never"),
        ("Published", "17 Nov 2026, 08:12", "—"),
        ("Title", "—", "x" * 299 + "…"),
        ("Series", "№ 99", "Morning desk"),
    ]


def test_what_nobody_in_particular_did_to_the_whole_archive_is_a_chief_s_to_undo(
    editor_client: Client, reference: None
) -> None:
    act = ChangeSet.objects.get(verb="reference")
    assert editor_client.post(reverse("admin:undo_change", args=[act.pk])).status_code == 403
    assert "Undo all of it" not in words(editor_client.get(reverse("admin:change", args=[act.pk])))
