"""Every write is in the ledger, whoever sent it; what was done can be put back, and nobody's later work is trampled."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from archive.ingest import intake, ledger, names, review, store
from archive.models import (
    Alias,
    Article,
    Change,
    ChangeSet,
    Digest,
    Fact,
    Mention,
    Organization,
    Person,
    Series,
    Statement,
)
from tests import factories as make
from tests.ingest.test_store import PARSED, TEXT

pytestmark = pytest.mark.django_db


def database() -> dict[str, list[dict[str, Any]]]:
    """Every row that the ledger is of; addresses stay once given, and how the search index sees a story is computed."""
    return {
        kind: [
            {name: value for name, value in row.items() if name not in ("slug", "search")}
            for row in model._default_manager.order_by("pk").values()
        ]
        for kind, model in ledger.KINDS.items()
    }


def told(change: ChangeSet) -> list[tuple[str, str, Any, Any]]:
    return [(c.kind, c.row, c.before, c.after) for c in change.changes.order_by("pk")]


def test_what_is_done_at_the_database_is_in_the_ledger_too() -> None:
    series = make.make_series()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE archive_series SET publisher = 'Harbour Press' WHERE id = %s", [series.pk])
    change = ChangeSet.objects.get()
    assert (change.verb, change.who, str(change)) == ("direct", None, "direct")
    assert told(change) == [
        ("series", str(series.pk), None, {}),
        ("series", str(series.pk), {"publisher": ""}, {"publisher": "Harbour Press"}),
    ]


def test_a_bulk_update_is_told_row_by_row_and_a_removed_row_whole(editor: User) -> None:
    one, other = make.make_person(), make.make_person("Henrik Aldane")
    with ledger.recorded("name", "Both have an id", who=editor) as change:
        Person.objects.update(wikidata="Q1")
        Person.objects.update(wikidata="Q1")  # nothing differs
        Alias.objects.filter(person=other).delete()
    assert sorted(told(change)[:2]) == [
        ("person", str(person.pk), {"wikidata": ""}, {"wikidata": "Q1"}) for person in (one, other)
    ]
    [(kind, _row, before, after)] = told(change)[2:]
    assert (kind, after, before["name"], before["person_id"]) == ("alias", None, "Henrik Aldane", other.pk)
    assert (change.who, str(change)) == (editor, "Both have an id")


def test_an_act_that_writes_nothing_is_none_and_one_inside_another_is_part_of_it() -> None:
    with ledger.recorded("name", "Nothing") as nothing:
        pass
    with ledger.recorded("") as outer:
        person = names.make_person("Liina Kask")
        with ledger.recorded("name", "The first that has a name") as inner:
            Person.objects.filter(pk=person.pk).update(wikidata="Q2")
        with ledger.recorded("other", "The second"):
            names.make_person("Henrik Aldane")
    make.make_series()  # after it the transaction writes to its own again
    assert (nothing.pk, inner) == (None, outer)
    assert list(ChangeSet.objects.order_by("pk").values_list("verb", "summary")) == [
        ("name", "The first that has a name"),
        ("direct", ""),
    ]
    assert [c.kind for c in outer.changes.all()] == ["person", "alias", "person", "person", "alias"]


def test_what_failed_is_in_no_change_set() -> None:
    def fails() -> None:
        with ledger.recorded("name", "Nobody"):
            names.make_person("Liina Kask")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    make.make_series()
    assert [(c.verb, c.changes.count()) for c in ChangeSet.objects.all()] == [("direct", 1)]


def test_coming_in_is_recorded_from_the_bytes_to_the_findings(editor: User) -> None:
    raw = b"Review of the morning papers, 4 March 2026\n\nIce comes early\n\nThe port closed on Monday, he said.\n"
    series = make.make_series()
    kept = intake.receive(raw=raw, filename="a.txt", series=series, how=Digest.Received.PASTE, who=editor)
    intake.understand(kept.digest)
    again = intake.receive(raw=raw, filename="b.txt", series=series, how=Digest.Received.PASTE, who=editor)
    intake.understand(kept.digest)
    acts = kept.digest.changesets.order_by("pk")
    assert again == intake.Received(kept.digest, created=False)
    assert [(act.verb, act.who) for act in acts] == [("receive", editor), ("parse", None)]
    assert set(acts[1].changes.values_list("kind", flat=True)) >= {"digest", "section", "article"}


@pytest.fixture
def digest() -> Digest:
    make.make_country("RO", "Romania")
    make.make_topic("Shipping")
    digest = make.make_digest(TEXT, day=None, published=False, state=Digest.State.RECEIVED, title="")
    store.keep_parse(digest, PARSED, version="1")
    return Digest.objects.get(pk=digest.pk)


def test_all_one_row_or_one_column_is_put_back(editor: User) -> None:
    one, other = make.make_person(), make.make_person("Henrik Aldane")
    before = database()
    with ledger.recorded("name", "Both", who=editor) as change:
        Person.objects.update(wikidata="Q1", sort_key="x")
    key = ledger.key_of(one)
    with ledger.recorded("undo", "One column"):
        assert ledger.revert(change, row=key, columns=["wikidata"]) == []
    assert list(Person.objects.order_by("pk").values_list("wikidata", "sort_key")) == [("", "x"), ("Q1", "x")]
    with ledger.recorded("undo", "One row"):
        ledger.revert(change, row=key)
    assert list(Person.objects.order_by("pk").values_list("wikidata", "sort_key")) == [
        ("", one.sort_key), ("Q1", "x"),
    ]  # fmt: skip
    change.refresh_from_db()
    assert not change.undone
    with ledger.recorded("undo", "All") as undo:
        ledger.revert(change)
    assert (database(), ChangeSet.objects.get(pk=change.pk).undone) == (before, True)
    with ledger.recorded("undo", "It stands again"):
        ledger.revert(undo)
    assert Person.objects.get(pk=other.pk).wikidata == "Q1"
    assert not ChangeSet.objects.get(pk=change.pk).undone


def test_what_somebody_changed_since_is_named_and_nothing_is_done(editor: User) -> None:
    person = make.make_person()
    with ledger.recorded("name", "First") as first:
        Person.objects.update(wikidata="Q1", sort_key="x")
    with ledger.recorded("name", "Second", who=editor) as second:
        Person.objects.update(wikidata="Q2")
    before = database()
    with pytest.raises(ledger.Overtaken) as refused, ledger.recorded("undo"):
        ledger.revert(first)
    assert (refused.value.rows, refused.value.by) == ([ledger.key_of(person)], second)
    with ledger.recorded("undo"):
        assert ledger.revert(first, row=ledger.key_of(person), columns=["sort_key"]) == []
    person.refresh_from_db()
    assert (person.wikidata, person.sort_key) == ("Q2", before["person"][0]["sort_key"].replace("x", "velisk marta"))
    with ledger.recorded("undo"):
        ledger.revert(second)
        assert ledger.revert(first) == []
    person.refresh_from_db()
    assert person.wikidata == ""


def test_a_name_that_is_used_elsewhere_by_now_stays_when_the_act_that_made_it_is_undone(editor: User) -> None:
    one, other = (make.make_article(make.make_digest(f"One fee. {n}"), body="One fee.") for n in (1, 2))
    said = make.make_statement(one, "One fee.", person=make.make_person())
    with ledger.recorded("change", "", who=editor, digest=one.digest) as change:
        kask = names.make_person("Liina Kask")
        Statement.objects.filter(pk=said.pk).update(person=kask)
    make.make_mention(other, "One", person=kask)
    with ledger.recorded("undo"):
        assert ledger.revert(change) == [
            ("alias", str(kask.aliases.get().pk)), ("person", str(kask.pk)),
        ]  # fmt: skip
    said.refresh_from_db()
    assert (said.person.name, kask.aliases.count()) == ("Marta Velisk", 1)
    Mention.objects.all().delete()


def test_an_import_is_undone_with_all_that_only_it_made(digest: Digest, editor: User) -> None:
    parse = digest.changesets.get(verb="parse")
    velisk = Person.objects.get(name="Marta Velisk")
    make.make_mention(make.make_article(make.make_digest("Velisk came."), body="Velisk came."), "Velisk", person=velisk)
    people = Person.objects.count()
    with ledger.recorded("undo"):
        left = ledger.revert(parse, partly=True)
    assert set(left) == {ledger.key_of(velisk), *(ledger.key_of(alias) for alias in velisk.aliases.all())}
    assert (Person.objects.count(), digest.articles.count()) == (1, 0)
    assert people > 1
    digest.refresh_from_db()
    assert (digest.state, digest.parser_version) == ("received", "")


def test_what_hangs_on_somebodys_decision_stays_with_it(digest: Digest, editor: User) -> None:
    parse = digest.changesets.get(verb="parse")
    fact = Statement.objects.first()
    review.confirm(fact, who=editor)
    with ledger.recorded("undo"):
        left = ledger.revert(parse, partly=True)
    kept = {kind for kind, _row in left}
    assert {"statement", "article", "section", "person"} <= kept
    assert Statement.objects.get(pk=fact.pk).state == Fact.State.CONFIRMED
    assert list(digest.articles.all()) == [fact.article]


def test_a_story_with_something_new_in_it_is_not_taken_away(digest: Digest, editor: User) -> None:
    first = digest.articles.order_by("position").first()
    apart = review.split(first, who=editor, paragraph=len(first.paragraphs))
    new = digest.articles.get(position=2)
    added = review.add(
        Mention, article=new, who=editor, country=make.make_country("BG", "Bulgaria"), start=new.start, end=new.end
    )
    with pytest.raises(ledger.Overtaken), ledger.recorded("undo"):
        ledger.revert(apart)
    review.undo(added, who=editor)
    review.undo(apart, who=editor)
    assert Article.objects.filter(pk=new.pk).count() == 0


def test_what_does_not_go_together_is_an_error_at_once(editor: User) -> None:
    article = make.make_article(make.make_digest("One fee."), body="One fee.")
    kask = make.make_person("Liina Kask")
    mention = make.make_mention(article, "One", person=kask)
    with ledger.recorded("x", "Gone") as gone:
        mention.delete()
    with ledger.recorded("y", "The person too"):
        kask.delete()
    with pytest.raises(review.NotPossible, match="contradict"), review.acts.act(article.digest, editor, "undo", "x"):
        ledger.revert(gone)
    assert not Person.objects.filter(pk=kask.pk).exists()


def test_a_digest_is_told_of_after_it_is_gone_and_comes_back_whole(digest: Digest) -> None:
    raw, text, before = bytes(digest.raw), digest.text, database()
    with ledger.recorded("x", "Gone", digest=digest) as gone:
        digest.delete()
    gone = ChangeSet.objects.get(pk=gone.pk)
    assert gone.digest_id is not None
    with ledger.recorded("undo"):
        ledger.revert(gone)
    back = Digest.objects.get()
    assert (bytes(back.raw), back.text) == (raw, text)
    after = database()
    for rows in (*before["digest"], *after["digest"]):
        rows["raw"] = bytes(rows["raw"])
    assert after == before


def test_the_net_of_changes() -> None:
    def change(number: int, before: Any, after: Any) -> Change:
        return Change(pk=number, changeset_id=7, kind="person", row="1", before=before, after=after)

    key = ("person", "1")
    made, one, two = change(1, None, {}), change(2, {"a": 1}, {"a": 2}), change(3, {"a": 2, "b": 1}, {"a": 1, "b": 2})
    gone = change(4, {"a": 1, "b": 2}, None)

    def came_to(*changes: Change) -> Any:
        found = ledger.net(changes)
        return (found[key].before, found[key].after, found[key].last) if found else None

    assert came_to(one, two) == ({"b": 1}, {"b": 2}, 3)
    assert came_to(made, one) == (None, {"a": 2}, 2)
    assert came_to(one, two, gone) == ({"a": 1, "b": 1}, None, 4)
    assert came_to(one, two, gone, made) == ({"b": 1}, {"b": 2}, 1)
    assert ledger.net([made, two, gone]) == {}
    assert ledger.net([gone, made]) == {}
    assert ledger.net([one, change(3, {"a": 2}, {"a": 1})]) == {}


def test_rows_in_words() -> None:
    person = make.make_person()
    assert ledger.in_words(ledger.key_of(person)) == "person: Marta Velisk"
    assert ledger.in_words(("organization", "123")) == "organization: 123"
    assert Organization.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_each_statement_outside_a_transaction_has_a_change_set_of_its_own() -> None:
    Series.objects.create(name="One", slug="one")
    with transaction.atomic():
        Series.objects.create(name="Two", slug="two")
        Series.objects.create(name="Three", slug="three")
    assert [change.changes.count() for change in ChangeSet.objects.order_by("pk")] == [1, 2]
