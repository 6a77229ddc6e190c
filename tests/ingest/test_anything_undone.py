"""Whatever is done in whatever order: the ledger tells it, a parse respects it, and all of it can be undone."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from archive.ingest import duplicates, fixing, intake, ledger, merging, names, review, store, undoing
from archive.models import (
    FACTS,
    Article,
    ChangeSet,
    Country,
    Digest,
    Fact,
    Mention,
    Organization,
    Person,
    Role,
    Series,
    Source,
    Statement,
    Topic,
)
from archive.parsing import parse as parser
from tests import factories as make
from tests.desk.sample import sample_text
from tests.ingest.test_store import TEXT

State = dict[tuple[str, str], dict[str, Any]]

TEXTS = [TEXT, sample_text(2), sample_text(3).replace("Marek", "Velisk"), TEXT.replace("Velisk", "Marek")]
NAMES = ["Marta Velisk", "Tilda Marek", "Liina Kask"]
some = st.integers(0, 10_000)


def database() -> State:
    """Every row that the ledger is of, as the ledger writes it."""
    found: State = {}
    with connection.cursor() as cursor:
        for kind, model in ledger.KINDS.items():
            key = model._meta.pk.column
            # What a rule counts while it works is no part of a change.
            cursor.execute(
                f"SELECT to_jsonb(t) - '{{search,going,upto,applied,hits}}'::text[] FROM {model._meta.db_table} t"  # noqa: S608
            )
            rows = [json.loads(row) for (row,) in cursor.fetchall()]
            found |= {(kind, str(row[key])): row for row in rows}
    return found


def without_addresses(state: State) -> State:
    """Addresses stay once given."""
    return {
        key: {name: value for name, value in row.items() if name != "slug" or key[0] not in ("digest", "article")}
        for key, row in state.items()
    }


def settled() -> dict[str, Any]:
    """What editors decided, and in which story."""
    return {
        model.__name__: list(model._default_manager.settled().order_by("pk").values())  # type: ignore[attr-defined]
        for model in FACTS
    }


class Desk(RuleBasedStateMachine):
    """An archive at which anything is done."""

    def __init__(self) -> None:
        super().__init__()
        self.sitting = transaction.atomic()
        self.sitting.__enter__()
        make.make_country("RO", "Romania")
        make.make_country("GR", "Greece")
        make.make_topic("Shipping")
        for paper in ("The Lock Keeper", "Evening Ledger"):
            names.find_or_make_source(paper)
        self.series = make.make_series()
        self.start = ChangeSet.objects.order_by("-pk").values_list("pk", flat=True)[0]
        self.first = database()
        self.before = self.first
        self.seen = self.start

    def teardown(self) -> None:
        try:
            self.undo_everything()
        finally:
            transaction.set_rollback(True)
            self.sitting.__exit__(None, None, None)

    def done(self) -> None:
        """After each step: the ledger, played backward from what is there, gives what was there before it."""
        now = database()
        state = {key: dict(row) for key, row in now.items()}
        for change in reversed(list(ledger.Change.objects.filter(changeset__gt=self.seen).order_by("pk"))):
            key = (change.kind, change.row)
            if change.before is None:
                del state[key]
            elif change.after is None:
                assert key not in state
                state[key] = change.before
            else:
                assert {name: state[key].get(name) for name in change.after} == {
                    name: value if name in state[key] else None for name, value in change.after.items()
                }
                state[key] |= change.before
        assert state == self.before
        self.before = now
        self.seen = ChangeSet.objects.order_by("-pk").values_list("pk", flat=True)[0]

    def undo_everything(self) -> None:
        """In reverse, act by act."""
        for number in ChangeSet.objects.filter(pk__gt=self.start).order_by("-pk").values_list("pk", flat=True):
            assert undoing.undo(ChangeSet.objects.get(pk=number), who=None).left == []
        assert without_addresses(database()) == without_addresses(self.first)

    def one(self, model: type[Any], number: int, **where: Any) -> Any:
        rows = list(model._default_manager.filter(**where).order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def attempt(self, act: Any, *arguments: Any, **named: Any) -> None:
        with suppress(review.NotPossible, merging.NotPossible, undoing.Overtaken):
            act(*arguments, **named)
        self.done()

    # ---- what comes in

    @rule(number=some)
    def import_(self, number: int) -> None:
        text = TEXTS[number % len(TEXTS)] + f"\n\nEdition {Digest.objects.count()}."
        kept = intake.receive(
            raw=text.encode(), filename="a.txt", series=self.series, how=Digest.Received.PASTE, who=None
        )
        self.done()
        digest = Digest.objects.get(pk=kept.digest.pk)
        digest.text = text
        digest.save(update_fields=["text"])  # read; without the subprocess that does it elsewhere
        self.seen = ChangeSet.objects.order_by("-pk").values_list("pk", flat=True)[0]
        self.before = database()
        intake.understand(digest)
        self.done()

    @precondition(lambda self: Digest.objects.exists())
    @rule(number=some, version=st.sampled_from(["1", "2"]), people=st.booleans())
    def parse_again(self, number: int, version: str, people: bool) -> None:
        digest = self.one(Digest, number)
        decided = settled()
        known = intake.known_names(digest.text) if people else parser.Known({}, {}, frozenset())
        kept = store.outline_of(digest) if store.touched(digest) else None
        parsed = parser.parse(digest.text, known=known, outline=kept)
        store.keep_parse(digest, parsed, version=version)
        self.done()
        assert settled() == decided

    @precondition(lambda self: Digest.objects.exists())
    @rule(number=some)
    def undo_import(self, number: int) -> None:
        self.attempt(undoing.undo_import, self.one(Digest, number), who=None)

    # ---- an editor's acts

    @precondition(lambda self: Article.objects.exists())
    @rule(
        number=some, model=st.sampled_from(FACTS), verb=st.sampled_from([review.confirm, review.reject, review.reopen])
    )
    def decide(self, number: int, model: type[Fact], verb: Any) -> None:
        if fact := self.one(model, number):
            self.attempt(verb, fact, who=None)

    @precondition(lambda self: Statement.objects.exists())
    @rule(number=some, name=st.sampled_from(NAMES))
    def give(self, number: int, name: str) -> None:
        def reassign() -> None:
            with ledger.recorded("", who=None):  # as the desk does: the name is made on the way
                review.reassign(fact, who=None, to=Person.objects.filter(name=name).first() or names.make_person(name))

        fact = self.one(Statement, number) if number % 2 else self.one(Mention, number, person__isnull=False)
        if fact:
            self.attempt(reassign)

    @precondition(lambda self: Role.objects.exists())
    @rule(number=some)
    def change(self, number: int) -> None:
        role = self.one(Role, number)
        self.attempt(review.change, role, who=None, text=role.text.split()[0])

    @precondition(lambda self: Article.objects.exists())
    @rule(number=some)
    def add(self, number: int) -> None:
        article, country = self.one(Article, number), self.one(Country, number)
        self.attempt(
            review.add, Mention, article=article, who=None, country=country, start=article.start, end=article.end
        )

    @precondition(lambda self: Digest.objects.exists())
    @rule(number=some, above=st.sampled_from([0.0, 0.7, 0.9]))
    def confirm_all(self, number: int, above: float) -> None:
        self.attempt(review.confirm_all, self.one(Digest, number), who=None, above=above)

    @precondition(lambda self: Article.objects.exists())
    @rule(number=some, how=st.sampled_from(["split", "join", "rename", "boundary"]))
    def lay_out(self, number: int, how: str) -> None:
        article = self.one(Article, number)
        if how == "split":
            self.attempt(review.split, article, who=None, paragraph=2)
        elif how == "join":
            self.attempt(review.join, article, who=None)
        elif how == "rename":
            self.attempt(review.rename_story, article, who=None, title=f"Title {number}")
        else:
            self.attempt(review.confirm_boundary, article, who=None)

    @precondition(lambda self: Digest.objects.exists())
    @rule(number=some, how=st.sampled_from(["date", "title", "publish", "withdraw"]))
    def digest(self, number: int, how: str) -> None:
        digest = self.one(Digest, number)
        if how == "date":
            self.attempt(review.set_date, digest, who=None, date=date(2026, 1, 1 + number % 28))
        elif how == "title":
            self.attempt(review.set_title, digest, who=None, title=f"Title {number}")
        else:
            self.attempt(getattr(review, how), digest, who=None)

    # ---- names

    @precondition(lambda self: Person.objects.count() > 1)
    @rule(number=some, other=some, model=st.sampled_from([Person, Organization]))
    def merge(self, number: int, other: int, model: Any) -> None:
        if self.one(model, number):
            self.attempt(merging.merge, self.one(model, number), self.one(model, other), who=None)

    @precondition(lambda self: Person.objects.count() > 1)
    @rule(number=some)
    def not_the_same(self, number: int) -> None:
        keys = list(Person.objects.order_by("pk").values_list("pk", flat=True))[number % 2 :][:2]
        if len(keys) == 2:
            self.attempt(duplicates.not_the_same, "person", keys, who=None, reason=f"because {number}")

    @rule(number=some, model=st.sampled_from([Person, Organization, Source, Topic]), name=st.sampled_from(NAMES))
    def rename(self, number: int, model: Any, name: str) -> None:
        named = self.one(model, number)
        if named and not model._default_manager.filter(name=name).exists():
            self.attempt(review.rename, named, who=None, name=name, slug=f"{named.slug}-{number}"[:80])

    @precondition(lambda self: ChangeSet.objects.filter(pk__gt=self.start).exists())
    @rule(number=some)
    def fix_everywhere(self, number: int) -> None:
        for change in ChangeSet.objects.filter(pk__gt=self.start).order_by("-pk")[:5]:
            if suggested := fixing.suggested(change):
                with suppress(review.NotPossible):
                    made = fixing.make(suggested, past=True, who=None)
                    decided = settled()
                    while fixing.apply_some(made):
                        pass
                    assert settled() == decided
                break
        self.done()

    @rule(number=some)
    def by_sql(self, number: int) -> None:
        with ledger.recorded("sql", "By hand"), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE archive_mention SET confidence = %s WHERE id %% 2 = %s", [number / 10_000, number % 2]
            )
            cursor.execute("UPDATE archive_series SET publisher = %s", [str(number)])
        self.done()

    @precondition(lambda self: ChangeSet.objects.filter(pk__gt=self.start).exists())
    @rule(number=some, partly=st.booleans())
    def undo(self, number: int, partly: bool) -> None:
        changes = ChangeSet.objects.filter(pk__gt=self.start).order_by("-pk")[:4]
        self.attempt(undoing.undo, changes[number % len(changes)], who=None, partly=partly)


@pytest.mark.django_db
def test_anything_done_is_told_respected_and_undone() -> None:
    Series.objects.all().delete()
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=10, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
