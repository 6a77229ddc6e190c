"""The change sets: a digest's rows before and after an act, and the way back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from archive.models import FACTS, Alias, Article, ChangeSet, Digest, FormerSlug, Organization, Person, Section

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# In the order in which rows can be made again; taken away in the reverse order.
_OF_DIGEST: tuple[type[models.Model], ...] = (Digest, Section, Article, *FACTS)
_MODELS: tuple[type[models.Model], ...] = (Person, Organization, Alias, FormerSlug, *_OF_DIGEST)
_TABLES = {model.__name__: model for model in _MODELS}
_LAYOUT = {"Person", "Organization", "Digest", "Section", "Article"}  # which others have to go back to
# Never part of a change: what was received, what is computed, and addresses, which stay once given.
_LEFT_OUT = {"Digest": {"raw", "text", "sha256", "slug", "warnings"}, "Article": {"search"}}

# How a row of a table belongs to its digest; facts do through their story.
_BELONGS = {"Digest": "pk", "Section": "digest", "Article": "digest"}

Row = dict[str, Any]
Rows = dict[tuple[str, int], Row]


class Overtaken(Exception):
    """A row is not as the change set left it."""


@contextmanager
def recorded(digest: Digest, *, who: User | None, verb: str, summary: str) -> Iterator[ChangeSet]:
    """Write a change set of whatever happens to the digest's rows inside the block. Needs a transaction around it."""
    before = _rows(digest)
    changes = ChangeSet(digest=digest, who=who, verb=verb, summary=summary)
    yield changes
    after = _rows(digest)
    changes.changes = [
        {"table": key[0], "id": key[1], "before": before.get(key), "after": after.get(key)}
        for key in dict.fromkeys([*before, *after])
        if before.get(key) != after.get(key)
    ]
    changes.save()


def revert(changeset: ChangeSet) -> None:
    """Put back the rows as they were before. Raises Overtaken, and changes nothing, when one was changed since."""
    if changed := overtaken(changeset.changes):
        raise Overtaken(" ".join(map(str, changed[0])))
    put_back(changeset.changes)


def overtaken(changes: Sequence[Row]) -> list[tuple[str, int]]:
    """The rows (model name, id) that are not as the changes left them."""
    now: Rows = {}
    for name, model in _TABLES.items():
        ids = [change["id"] for change in changes if change["table"] == name]
        if ids:
            now |= _read(name, model._default_manager.filter(pk__in=ids))
    found = []
    for change in changes:
        key, after = (change["table"], change["id"]), change["after"]
        row = now.get(key)
        if (row is None) != (after is None) or (row and after and {name: row[name] for name in after} != after):
            found.append(key)
    return found


def in_words(table: str, key: int) -> str:
    """A row as an editor knows it: "statement: Nobody asked me to stay"; its number where it is gone."""
    model = _TABLES[table]
    row = model._default_manager.filter(pk=key).first()
    return f"{model._meta.verbose_name}: {row if row is not None else key}"


def put_back(changes: Sequence[Row]) -> None:
    """The rows as they were before the changes."""
    order = list(_TABLES)
    changes = sorted(changes, key=lambda change: order.index(change["table"]))
    gone = [change for change in changes if change["after"] is None]
    changed = [change for change in changes if change["before"] is not None and change["after"] is not None]
    made = [change for change in changes if change["before"] is None]
    # First the stories and people that facts have to go back to; then the facts, before the story that they leave is
    # deleted.
    for change in [c for c in gone if c["table"] in _LAYOUT]:
        _make_again(change)
    alike: dict[tuple[str, str], list[int]] = {}  # a merge moves very many rows alike
    for change in changed:
        alike.setdefault((change["table"], json.dumps(change["before"], sort_keys=True)), []).append(change["id"])
    for (table, before), keys in alike.items():
        model = _TABLES[table]
        model._default_manager.filter(pk__in=keys).update(**_values(model, json.loads(before)))
    for change in reversed(made):
        _TABLES[change["table"]]._default_manager.filter(pk=change["id"]).delete()
    for change in [c for c in gone if c["table"] not in _LAYOUT]:
        _make_again(change)


def _make_again(change: Row) -> None:
    model = _TABLES[change["table"]]
    model._default_manager.create(pk=change["id"], **_values(model, change["before"]))


def _values(model: type[models.Model], row: Row) -> Row:
    values = {name: _field(model, name).to_python(value) for name, value in row.items()}
    if not values.get("slug", True):
        del values["slug"]  # an address once given stays
    return values


def _field(model: type[models.Model], attname: str) -> models.Field[Any, Any]:
    field = next(f for f in model._meta.concrete_fields if f.attname == attname)
    return field.target_field if isinstance(field, models.ForeignKey) else field


def columns(row: models.Model) -> Row:
    """A row's columns but its key, as the ledger keeps them."""
    return {name: getattr(row, name) for name in _columns(type(row).__name__)}


def _rows(digest: Digest) -> Rows:
    """Every row that belongs to the digest, as JSON values."""
    found: Rows = {}
    for model in _OF_DIGEST:
        name = model.__name__
        where = {_BELONGS.get(name, "article__digest"): digest.pk}
        found |= _read(name, model._default_manager.filter(**where))
    return found


def _read(name: str, rows: models.QuerySet[Any]) -> Rows:
    found: Rows = {}
    for row in rows.order_by("pk").values("pk", *_columns(name)):
        pk = row.pop("pk")
        found[name, pk] = json.loads(json.dumps(row, cls=DjangoJSONEncoder))
    return found


def _columns(name: str) -> list[str]:
    left_out = _LEFT_OUT.get(name, set())
    return [f.attname for f in _TABLES[name]._meta.concrete_fields if not f.primary_key and f.name not in left_out]
