"""Two records of one person or organization become one, and can be two again.

What stays and what goes, field by field:

- Name, address and place in lists are those of the record that stays.
- Wikidata id and country are the stayer's, or, where it has none, the other's. Two different Wikidata ids are two
  people: that is refused.
- Every name of the other becomes another name of the stayer; its own name is no longer a canonical one. A name that
  both have stands once.
- The other's address, and those that it once had, lead to the stayer.
- Everything found in stories (mentions, roles, statements) moves. Where both were found in the very same passage one
  finding is left: the one on which somebody has decided, else the stayer's.

All of it is one change set without a digest. Taken back, everything that is still as the merge left it is put back, in
all stories; what somebody changed since stays as it is and is told.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from archive.models import Alias, ChangeSet, Fact, FormerSlug, Mention, Organization, Person, Role, Statement

from . import ledger

if TYPE_CHECKING:
    from django.contrib.auth.models import User

VERB = "merge"
Record = Person | Organization

# Model -> what makes a finding the same as another one of the same story.
_FACTS: dict[type[Fact], tuple[str, ...]] = {Mention: ("article_id", "start", "end"), Role: ("article_id", "text")}


class NotPossible(Exception):
    """The two cannot be merged, or the merge not be taken back; the words say why."""


class _Writer:
    """Changes rows and notes what they were before and after."""

    def __init__(self) -> None:
        self.changes: list[dict[str, Any]] = []

    def update(self, row: models.Model, **values: Any) -> None:
        before = {name: getattr(row, name) for name in values}
        if before == values:
            return
        type(row)._default_manager.filter(pk=row.pk).update(**values)
        for name, value in values.items():
            setattr(row, name, value)
        self._note(row, before, values)

    def move(self, model: type[models.Model], keys: Sequence[int], column: str, before: int, after: int) -> None:
        """One column of many rows, from one value to another."""
        model._default_manager.filter(pk__in=keys).update(**{column: after})
        self.changes += [
            {"table": model.__name__, "id": key, "before": {column: before}, "after": {column: after}} for key in keys
        ]

    def make(self, row: models.Model) -> None:
        row.save(force_insert=True)
        self._note(row, None, ledger.columns(row))

    def delete(self, row: models.Model) -> None:
        key, before = row.pk, ledger.columns(row)
        type(row)._default_manager.filter(pk=key).delete()
        self._note(row, before, None)

    def _note(self, row: models.Model, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        plain = json.loads(json.dumps([before, after], cls=DjangoJSONEncoder))
        self.changes.append({"table": type(row).__name__, "id": row.pk, "before": plain[0], "after": plain[1]})


@transaction.atomic
def merge(stays: Record, goes: Record, *, who: User | None) -> ChangeSet:
    """Make two records one. Raises NotPossible when they are the same record, or two by their Wikidata ids."""
    model: type[models.Model] = type(stays)
    field = stays._meta.model_name or ""
    locked = model._default_manager.select_for_update().in_bulk([stays.pk, goes.pk])
    if type(goes) is not model or stays.pk == goes.pk or len(locked) < 2:
        raise NotPossible(_("Choose two records that are both there."))
    stays, goes = cast(Record, locked[stays.pk]), cast(Record, locked[goes.pk])
    if stays.wikidata and goes.wikidata and stays.wikidata != goes.wikidata:
        raise NotPossible(_("They have different Wikidata ids: %(one)s and %(other)s.") % {
            "one": stays.wikidata, "other": goes.wikidata,
        })  # fmt: skip
    write = _Writer()
    write.update(stays, **_filled(stays, goes))
    _move_facts(write, field, stays.pk, goes.pk)
    _move_names(write, field, stays.pk, goes.pk)
    for former in FormerSlug.objects.filter(kind=field, target=goes.pk).order_by("pk"):
        write.update(former, target=stays.pk)
    write.make(FormerSlug(kind=field, slug=goes.slug, target=stays.pk))
    write.delete(goes)
    summary = _("Merged: %(goes)s is now %(stays)s") % {"goes": goes, "stays": stays}
    return ChangeSet.objects.create(who=who, verb=VERB, summary=summary[:300], changes=write.changes)


@transaction.atomic
def take_back(merged: ChangeSet, *, who: User | None) -> list[str]:
    """Make one record two again. Returns what somebody changed since and stays as it is, in words.

    Raises NotPossible when it was taken back before, or when the record that stayed is gone.
    """
    merged = ChangeSet.objects.select_for_update().get(pk=merged.pk)
    if merged.verb != VERB or merged.undone:
        raise NotPossible(_("This was undone already."))
    if not _stayer_is_there(merged):
        raise NotPossible(_("The record that it was merged into was merged with another since; undo that first."))
    changed = dict.fromkeys(ledger.overtaken(merged.changes))
    kept = [change for change in merged.changes if (change["table"], change["id"]) not in changed]
    try:
        with transaction.atomic():
            ledger.put_back(kept)
    except (models.ProtectedError, IntegrityError) as problem:
        raise NotPossible(_("Something rests on it that would be lost.")) from problem
    merged.undone = True
    merged.save(update_fields=["undone"])
    ChangeSet.objects.create(
        who=who, verb="unmerge", summary=(_("Undone: %(what)s") % {"what": merged})[:300],
        changes=[{**change, "before": change["after"], "after": change["before"]} for change in kept],
    )  # fmt: skip
    return [ledger.in_words(table, key) for table, key in changed]


def _stayer_is_there(merged: ChangeSet) -> bool:
    made = next(one["after"] for one in merged.changes if one["table"] == "FormerSlug" and one["before"] is None)
    model: type[models.Model] = Person if made["kind"] == FormerSlug.Kind.PERSON else Organization
    return model._default_manager.filter(pk=made["target"]).exists()


def _filled(stays: Record, goes: Record) -> dict[str, Any]:
    """What the stayer has not and gets from the other."""
    filled = {"wikidata": stays.wikidata or goes.wikidata}
    if isinstance(stays, Organization) and isinstance(goes, Organization):
        return filled | {"country_id": stays.country_id or goes.country_id}
    return filled


def _move_facts(write: _Writer, field: str, stays: int, goes: int) -> None:
    for model, same in _FACTS.items():
        if model is Role and field == "organization":
            continue  # who holds a role is a person; its organization moves below
        found = model._default_manager.only("pk", "state", *same)
        there = {tuple(getattr(fact, name) for name in same): fact for fact in found.filter(**{field: stays})}
        moving: list[int] = []
        for fact in found.filter(**{field: goes}).order_by("pk"):
            twin = there.get(tuple(getattr(fact, name) for name in same))
            if twin is not None and (twin.state != Fact.State.PROPOSED or fact.state == Fact.State.PROPOSED):
                write.delete(fact)
                continue
            if twin is not None:
                write.delete(twin)
            moving.append(fact.pk)
        write.move(model, moving, f"{field}_id", goes, stays)
    others: list[tuple[type[Fact], str]] = [(Statement, field)]
    others += [(Statement, "other")] if field == "person" else [(Role, "organization")]
    for model, name in others:
        keys = list(model._default_manager.filter(**{name: goes}).order_by("pk").values_list("pk", flat=True))
        write.move(model, keys, f"{name}_id", goes, stays)


def _move_names(write: _Writer, field: str, stays: int, goes: int) -> None:
    known = set(Alias.objects.filter(**{field: stays}).values_list("name", flat=True))
    for alias in Alias.objects.filter(**{field: goes}).order_by("pk"):
        if alias.name in known:
            write.delete(alias)
            continue
        kind = Alias.Kind.OTHER if alias.kind == Alias.Kind.NAME else alias.kind
        write.update(alias, **{f"{field}_id": stays, "kind": str(kind)})
