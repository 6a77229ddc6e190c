"""Any change set and whole imports are taken back, as an act that can be taken back itself."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from archive.ingest import intake, ledger, merging, review, undoing
from archive.models import Alias, ChangeSet, Digest, Mention, Organization, Person, Series, Source, Statement
from tests import factories as make
from tests.ingest.test_ledger import database
from tests.ingest.test_store import TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(reference: None, editor: User) -> Digest:
    """A digest that came in through the front door, in review."""
    series = make.make_series()
    kept = intake.receive(raw=TEXT.encode(), filename="a.txt", series=series, how=Digest.Received.PASTE, who=editor)
    return intake.understand(kept.digest)


def test_an_import_leaves_nothing_behind_and_comes_back_whole(reference: None, editor: User) -> None:
    make.make_series()
    before = database()
    raw = TEXT.encode()
    kept = intake.receive(raw=raw, filename="a.txt", series=Series.objects.get(), how=Digest.Received.PASTE, who=editor)
    digest = intake.understand(kept.digest)
    after = database()
    assert Statement.objects.exists()
    done = undoing.undo_import(digest, who=editor)
    assert (database(), done.left) == (before, [])
    assert (str(done.change), done.change.who, done.change.digest_id) == (
        f"Import undone: {digest}", editor, digest.pk,
    )  # fmt: skip
    again = undoing.undo(done.change, who=editor)
    assert again.left == []
    back = database()
    for row in (*after["digest"], *back["digest"]):
        row["raw"] = bytes(row["raw"])
    assert back == after
    assert bytes(Digest.objects.get().raw) == raw


def test_names_that_something_else_uses_stay(imported: Digest, editor: User) -> None:
    velisk = Person.objects.get(name="Marta Velisk")
    make.make_mention(make.make_article(make.make_digest("Velisk came."), body="Velisk came."), "Velisk", person=velisk)
    done = undoing.undo_import(imported, who=editor)
    assert set(done.left) == {ledger.key_of(velisk), ledger.key_of(velisk.aliases.get())}
    assert list(Person.objects.all()) == [velisk]
    assert not Organization.objects.exists()
    assert not Digest.objects.filter(pk=imported.pk).exists()


def test_an_import_on_which_somebody_worked_is_not_undone_before_that_is(imported: Digest, editor: User) -> None:
    act = review.confirm(Statement.objects.first(), who=editor)
    with pytest.raises(review.NotPossible, match=r"Somebody has worked on it since: “Accepted: .*”, editor"):
        undoing.undo_import(imported, who=editor)
    review.undo(act, who=editor)
    assert undoing.undo_import(imported, who=editor).left == []
    assert not Digest.objects.filter(pk=imported.pk).exists()


def test_a_part_that_was_put_back_is_an_act(imported: Digest, editor: User) -> None:
    act = review.set_title(imported, who=editor, title="Another title")
    done = undoing.undo(act, who=editor, row=ledger.key_of(imported), columns=["title"])
    imported.refresh_from_db()
    assert (imported.title != "Another title", imported.title_origin) == (True, "editor")
    assert (done.change.verb, list(done.change.undid.all()), str(done.change)) == (
        "put-back", [], "Undone in part: Title set: Another title",
    )  # fmt: skip
    assert review.last_change(imported) == done.change
    undoing.undo(done.change, who=editor)
    imported.refresh_from_db()
    assert imported.title == "Another title"


def test_nothing_is_undone_twice_and_an_undone_undo_stands_again(imported: Digest, editor: User) -> None:
    act = review.set_title(imported, who=editor, title="Another title")
    done = undoing.undo(act, who=editor)
    with pytest.raises(review.NotPossible, match="undone already"):
        undoing.undo(act, who=editor)
    undoing.undo(done.change, who=editor)
    imported.refresh_from_db()
    assert (imported.title, ChangeSet.objects.get(pk=act.pk).undone) == ("Another title", False)
    undoing.undo(ChangeSet.objects.get(pk=act.pk), who=editor)
    imported.refresh_from_db()
    assert imported.title != "Another title"


def test_what_was_changed_since_is_named_or_left(imported: Digest, editor: User) -> None:
    said = Statement.objects.order_by("pk")
    all_of_them = review.confirm_all(imported, who=editor, above=0.0)
    first = said.first()
    later = review.reject(first, who=editor)
    with pytest.raises(undoing.Overtaken) as refused:
        undoing.undo(all_of_them, who=editor)
    assert (refused.value.rows, refused.value.by) == ([ledger.key_of(first)], later)
    assert undoing.undo(all_of_them, who=editor, partly=True).left == [ledger.key_of(first)]
    assert set(said.values_list("state", flat=True)) == {"rejected", "proposed"}


def test_a_merge_is_undone_here_too(editor: User) -> None:
    stays, goes = make.make_person(), make.make_person("Martha Velisk")
    article = make.make_article(make.make_digest("One fee."), body="One fee.")
    make.make_mention(article, "One", person=goes)
    before = database()
    merged = merging.merge(stays, goes, who=editor)
    assert undoing.undo(merged, who=editor).left == []
    assert database() == before
    assert (Mention.objects.get().person, Alias.objects.count()) == (goes, 2)


def test_a_rejected_newspaper_of_the_parser_goes_with_its_import(imported: Digest, editor: User) -> None:
    made = set(Source.objects.filter(origin="parser").values_list("name", flat=True))
    assert made == {"Capital Ledger", "The Harbour Gazette"}
    undoing.undo_import(imported, who=editor)
    assert not Source.objects.filter(name__in=made).exists()


def test_a_merge_into_a_record_that_was_merged_itself_is_not_undone_first(editor: User) -> None:
    one, other, third = (make.make_person(name) for name in ("Marta Velisk", "Martha Velisk", "Marta Welisk"))
    before = database()
    first = merging.merge(one, other, who=editor)
    second = merging.merge(third, one, who=editor)
    with pytest.raises(review.NotPossible, match="undo that first"):
        undoing.undo(first, who=editor)
    undoing.undo(second, who=editor)
    undoing.undo(first, who=editor)
    assert database() == before
