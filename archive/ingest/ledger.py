"""Change sets: whose act the writes of a transaction are, and the way back.

The rows are noted by the database (models/changes.py). An act is taken back by playing its rows backward. What
somebody changed since is never trampled: it is named, and either nothing is taken back or it is left as it is.
"""
# ruff: noqa: S608

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from archive.models import (
    FACTS,
    Alias,
    Article,
    Change,
    ChangeSet,
    Country,
    Digest,
    FormerSlug,
    NotSame,
    Organization,
    Person,
    Rule,
    Section,
    Series,
    Source,
    Topic,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# What the ledger is of. A row comes after those that it points to.
TRACKED: tuple[type[models.Model], ...] = (
    Series, Country, Source, Topic, Person, Organization, Alias, FormerSlug, NotSame, Rule,
    Digest, Section, Article, *FACTS,
)  # fmt: skip
KINDS: dict[str, type[models.Model]] = {model._meta.model_name or "": model for model in TRACKED}

Key = tuple[str, str]  # a row: its kind and its key as text
Columns = dict[str, Any]

_open: ContextVar[ChangeSet | None] = ContextVar("change_set", default=None)


class Overtaken(Exception):
    """Rows were changed since. `rows` names them; `by` is the latest change set that did it."""

    def __init__(self, rows: Sequence[Key], by: ChangeSet | None) -> None:
        super().__init__(", ".join(" ".join(row) for row in rows))
        self.rows, self.by = rows, by


@dataclass(slots=True)
class Net:
    """What changes made of one row in all: no `before` where it was made, no `after` where it was removed."""

    before: Columns | None
    after: Columns | None
    last: int  # the id of the last of them
    by: int  # and its change set's
    gone: Columns | None = None  # what it was when it was removed


@contextmanager
def recorded(
    verb: str,
    summary: str = "",
    *,
    who: User | None = None,
    digest: Digest | None = None,
    part_of: ChangeSet | None = None,
) -> Iterator[Any]:
    """A transaction whose writes are one change set, which is gone again where nothing was written.

    `part_of`: work that takes several transactions goes on with the change set that it began with, which stays.

    Inside another one it is part of that, which is called after the first of its parts where it has no name yet. The
    digest's row is held, so that the change sets of one digest have the order of their numbers.
    """
    outer = _open.get()
    if outer is not None:
        if not outer.summary:
            outer.verb, outer.summary = verb, summary[:300]
        yield outer
        return
    with transaction.atomic():
        if digest is not None:
            Digest.objects.light().select_for_update().get(pk=digest.pk)
        change = part_of or ChangeSet.objects.create(verb=verb, summary=summary[:300], who=who, digest=digest)
        named = (change.verb, change.summary, change.digest_id)
        before, mark = _write_to(str(change.pk)), _open.set(change)
        try:
            yield change
        finally:
            _open.reset(mark)
        _write_to(before)
        if part_of is not None:
            return
        if not change.changes.exists() and not change.undid.exists():
            change.delete()
        elif named != (change.verb, change.summary[:300], change.digest_id):
            change.summary = change.summary[:300]
            change.save(update_fields=["verb", "summary", "digest"])


def _write_to(changeset: str) -> str:
    """Name the change set that the transaction's writes belong to; returns the one of before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(was, ''), set_config('archive.changeset', %s, true) "
            "FROM (SELECT current_setting('archive.changeset', true) AS was OFFSET 0) AS was",
            [changeset],
        )
        return str(cursor.fetchone()[0])


# ---- the way back


@dataclass(slots=True)
class _Plan:
    """The changes to play backward, the latest first, and the rows that stay as they are."""

    todo: list[Change]
    left: list[Key] = field(default_factory=list)


@transaction.atomic
def revert(
    changeset: ChangeSet, *, partly: bool = False, row: Key | None = None, columns: Iterable[str] | None = None
) -> list[Key]:
    """Put back what a change set did: all of it, one `row`, or some `columns` of that.

    What is so already is nothing to do. People and names that it made and that something else rests on by now stay.
    Where somebody changed a row since, nothing is done and Overtaken is raised; `partly` leaves such rows as they are,
    with all that hangs together with them. Returns the rows left. Needs a change set around it (`recorded`).
    """
    plan = _plan(changeset, partly, row, None if columns is None else set(columns))
    put_back(plan.todo)
    with connection.cursor() as cursor:  # what does not go together is an error here, not at the end
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    if row is None:
        changeset.undone_by = _open.get()
        changeset.save(update_fields=["undone_by"])
        changeset.undid.update(undone_by=None)  # what an undo took back stands again
    return plan.left


def net(changes: Iterable[Change]) -> dict[Key, Net]:
    """What changes, in their order, made of each row; rows that are as they were are left out."""
    found: dict[Key, Net] = {}
    for one in changes:
        key = (one.kind, one.row)
        so_far = found.get(key)
        if so_far is None:
            found[key] = Net(one.before, one.after, one.pk, one.changeset_id, one.before)
            continue
        so_far.last, so_far.by = one.pk, one.changeset_id
        if one.after is None and so_far.before is None:
            del found[key]  # made and removed
        elif one.after is None:
            so_far.before = {**(one.before or {}), **(so_far.before or {})}
            so_far.after, so_far.gone = None, one.before
        elif so_far.before is None:
            so_far.after = {**(so_far.after or {}), **one.after}
        else:
            # A row that was removed is made again as it was then: only an undo does that.
            before, after = {**(one.before or {}), **so_far.before}, so_far.after
            after = {**((so_far.gone or {}) if after is None else after), **one.after}
            so_far.before = {name: value for name, value in before.items() if value != after[name]}
            so_far.after = {name: after[name] for name in so_far.before}
            if not so_far.before:
                del found[key]
    return found


def _plan(changeset: ChangeSet, partly: bool, row: Key | None, columns: set[str] | None) -> _Plan:
    mine = list(changeset.changes.order_by("pk"))
    if row is not None:
        mine = [change for change in mine if (change.kind, change.row) == row]
    whole = net(mine)
    later = net(_later(changeset, row))
    done: set[Key] = set()
    overtaken: set[Key] = set()
    reached: dict[Key, set[str]] = {}  # columns that have what they are to have
    for key, did in whole.items():
        since = later.get(key)
        if since is None or not _differs(since, did):
            continue
        if did.before is None and since.after is None:
            done.add(key)  # made, and removed since
        elif did.before is None or did.after is None or since.after is None:
            overtaken.add(key)
        else:
            both = [name for name in did.after if name in since.after and (columns is None or name in columns)]
            reached[key] = {name for name in both if since.after[name] == did.before[name]}
            if len(reached[key]) < len(both):
                overtaken.add(key)
    todo = [change for change in reversed(mine) if (change.kind, change.row) in whole]
    todo = [change for change in todo if (change.kind, change.row) not in done]
    made = {key for key, did in whole.items() if did.before is None and key not in done}
    belonging, in_use = _dependents(made, whole)
    overtaken |= belonging
    if overtaken and not partly:
        by = max((later[key].by for key in overtaken if key in later), default=None)
        raise Overtaken(sorted(overtaken), ChangeSet.objects.filter(pk=by).first() if by else None)
    left = _hanging_together(overtaken | in_use, made)
    todo = [_trimmed(change, columns, reached) for change in todo if (change.kind, change.row) not in left]
    return _Plan([change for change in todo if change.before != {}], sorted(left))


def _differs(since: Net, did: Net) -> bool:
    """Whether what was done since matters: to have got an address meanwhile is no change of a row that was made."""
    return did.before is not None or since.after is None or since.before != {"slug": None}


def _trimmed(change: Change, columns: set[str] | None, reached: dict[Key, set[str]]) -> Change:
    """A change of columns without those that are not asked for or have what they are to have."""
    passed = reached.get((change.kind, change.row), set())
    if change.before is None or change.after is None or (columns is None and not passed):
        return change
    wanted = {name for name in change.before if (columns is None or name in columns) and name not in passed}
    return Change(
        kind=change.kind,
        row=change.row,
        before={name: change.before[name] for name in wanted},
        after={name: change.after[name] for name in wanted},
    )


def _later(changeset: ChangeSet, row: Key | None) -> Iterable[Change]:
    """What other change sets did since to rows of this one."""
    only, parameters = ("AND kind = %s AND row = %s", list(row)) if row else ("", [])
    return Change.objects.raw(
        f"""SELECT l.* FROM (SELECT kind, row, max(id) AS id FROM archive_change
                WHERE changeset_id = %s {only} GROUP BY kind, row) m
        JOIN archive_change l ON l.kind = m.kind AND l.row = m.row AND l.id > m.id
        WHERE l.changeset_id <> %s ORDER BY l.id""",
        [changeset.pk, *parameters, changeset.pk],
    )


_Pointer = tuple[str, str, bool]  # a kind, its column that points, whether the row belongs to what it points to


def _pointers(model: type[models.Model]) -> list[_Pointer]:
    """Which rows of the ledger rest on a model's: those that go with it (CASCADE) belong to it, others use it."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        kind = (relation.related_model and relation.related_model._meta.model_name) or ""
        if isinstance(relation, models.ManyToOneRel) and kind in KINDS and relation.on_delete is not models.SET_NULL:
            found.append((kind, relation.field.attname, relation.on_delete is models.CASCADE))
    return found


def _dependents(made: set[Key], whole: dict[Key, Net]) -> tuple[set[Key], set[Key]]:
    """Of rows that would go: those to which others belong that would stay, and those that others use."""
    belonging: set[Key] = set()
    in_use: set[Key] = set()
    for kind in {kind for kind, _row in made}:
        rows = [row for one, row in made if one == kind]
        for other, column, belongs in _pointers(KINDS[kind]):
            found = KINDS[other]._default_manager.filter(**{f"{column}__in": rows}).values_list("pk", column)
            for pk, to in found.order_by().iterator():
                did = whole.get((other, str(pk)))
                if did is None or (did.before is not None and column not in did.before):
                    (belonging if belongs else in_use).add((kind, str(to)))
    return belonging, in_use


def _hanging_together(kept: set[Key], made: set[Key]) -> set[Key]:
    """Rows that stay: with one stays, of those that would go, what it points to and what belongs to it."""
    if not kept:
        return kept
    up: dict[Key, set[Key]] = {}
    down: dict[Key, set[Key]] = {}
    for kind in {kind for kind, _row in made}:
        pointed = [(k, pointer) for k in KINDS for pointer in _pointers(KINDS[k]) if pointer[0] == kind]
        columns = {column: (to, belongs) for to, (_kind, column, belongs) in pointed}
        rows = KINDS[kind]._default_manager.filter(pk__in=[row for one, row in made | kept if one == kind])
        for pk, *values in rows.values_list("pk", *columns).iterator() if columns else ():
            for value, (to, belongs) in zip(values, columns.values(), strict=True):
                if value is not None:
                    up.setdefault((kind, str(pk)), set()).add((to, str(value)))
                    if belongs:
                        down.setdefault((to, str(value)), set()).add((kind, str(pk)))
    waiting, found = list(kept), set(kept)
    while waiting:
        key = waiting.pop()
        for other in (up.get(key, set()) | down.get(key, set())) & made - found:
            found.add(other)
            waiting.append(other)
    return found


def put_back(changes: Sequence[Change]) -> None:
    """Play changes backward; they come in the order of doing it, the latest first."""
    with connection.cursor() as cursor:
        for (kind, did, _columns), group in groupby(changes, key=_alike):
            model, rows = KINDS[kind], list(group)
            if did == "made":
                # Django also takes along what hangs on a row and is no part of the ledger.
                model._default_manager.filter(pk__in=[change.row for change in rows]).delete()
            elif did == "removed":
                _make_again(cursor, model, [change.before or {} for change in rows])
            else:
                _change_back(cursor, model, rows)


def _alike(change: Change) -> tuple[str, str, tuple[str, ...]]:
    """What can be put back at once: rows of one kind to which the same was done, with the same columns."""
    if change.before is None:
        return change.kind, "made", ()
    if change.after is None:
        return change.kind, "removed", ()
    return change.kind, "changed", tuple(sorted(change.before))


def _make_again(cursor: Any, model: type[models.Model], rows: list[Columns]) -> None:
    listed = ", ".join(f'"{name}"' for name in _columns(model))
    cursor.execute(
        f"INSERT INTO {_table(model)} ({listed}) SELECT {listed} "
        f"FROM jsonb_populate_recordset(NULL::{_table(model)}, %s::jsonb)",
        [json.dumps(rows, cls=DjangoJSONEncoder)],
    )


def _change_back(cursor: Any, model: type[models.Model], changes: list[Change]) -> None:
    pk, known = model._meta.pk.column if model._meta.pk else "id", set(_columns(model))
    names = [name for name in (changes[0].before or {}) if name in known]
    for slugged in (True, False):  # an address once given stays
        batch = [c for c in changes if bool((c.before or {}).get("slug", True)) is slugged]
        wanted = [name for name in names if slugged or name != "slug"]
        if not batch or not wanted:
            continue
        assigned = ", ".join(f'"{name}" = was."{name}"' for name in wanted)
        # Where a row was changed twice in a row, what it was at first is what it is to be.
        rows = {change.row: {pk: _key(model, change.row), **(change.before or {})} for change in batch}
        cursor.execute(
            f"UPDATE {_table(model)} AS now SET {assigned} "
            f"FROM jsonb_populate_recordset(NULL::{_table(model)}, %s::jsonb) AS was "
            f'WHERE now."{pk}" = was."{pk}"',
            [json.dumps(list(rows.values()), cls=DjangoJSONEncoder)],
        )


def _table(model: type[models.Model]) -> str:
    return f'"{model._meta.db_table}"'


def _key(model: type[models.Model], row: str) -> Any:
    return model._meta.pk.to_python(row) if model._meta.pk else row


def _columns(model: type[models.Model]) -> list[str]:
    return [f.column for f in model._meta.concrete_fields if not f.generated and f.column]


# ---- what the ledger tells


def key_of(row: models.Model) -> Key:
    """How the ledger calls a row."""
    return row._meta.model_name or "", str(row.pk)


def in_words(key: Key) -> str:
    """A row as an editor knows it: "statement: Nobody asked me to stay"; its number where it is gone."""
    kind, row = key
    model = KINDS[kind]
    found = model._default_manager.filter(pk=row).first()
    return f"{model._meta.verbose_name}: {found if found is not None else row}"
