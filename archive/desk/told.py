"""Changed rows as an editor reads them: which record, and what each of its columns was and is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.ingest.ledger import KINDS, Key, key_of
from archive.models import Change

MADE, CHANGED, REMOVED = "made", "changed", "removed"
WORDS: dict[str, Promise] = {
    MADE: gettext_lazy("made"),
    CHANGED: gettext_lazy("changed"),
    REMOVED: gettext_lazy("removed"),
}
_LONGEST = 300  # characters of a value that are shown
_TOLD_BY = ("name", "title", "text", "slug", "heading")  # what tells of a row that is gone


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a changed row: its name in the database, what it is called, what it was and became."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a change set did to one row: `did` is made, changed or removed; `url` leads to the row's history."""

    change: Change
    key: Key
    kind: str
    label: str
    did: str
    columns: list[Column]
    url: str

    @property
    def word(self) -> Promise:
        return WORDS[self.did]


def tell(changes: Iterable[Change]) -> list[Told]:
    """Changes in words. Some queries for each kind that they are of or point to, however many there are."""
    changes = list(changes)
    wanted: dict[str, set[str]] = {}
    for change in changes:
        wanted.setdefault(change.kind, set()).add(change.row)
        for column, values in _pairs(change).items():
            to = _pointed(KINDS[change.kind], column)
            if to:
                wanted.setdefault(to, set()).update(str(value) for value in values if value is not None)
    names = {kind: _names(kind, rows) for kind, rows in wanted.items()}
    return [_told(change, names) for change in changes]


def _told(change: Change, names: Mapping[str, Mapping[str, str]]) -> Told:
    model = KINDS[change.kind]
    did = MADE if change.before is None else REMOVED if change.after is None else CHANGED
    columns = [
        Column(column, _label(model, column), *(_value(model, column, value, names) for value in values))
        for column, values in (_pairs(change) if did == CHANGED else {}).items()
    ]
    label = names[change.kind].get(change.row) or f"№ {change.row}"
    return Told(
        change=change,
        key=(change.kind, change.row),
        kind=capfirst(str(model._meta.verbose_name)),
        label=Truncator(label).chars(120),
        did=did,
        columns=columns,
        url=reverse("admin:record_history", args=[change.kind, change.row]),
    )


def _pairs(change: Change) -> dict[str, tuple[Any, Any]]:
    before, after = change.before or {}, change.after or {}
    return {column: (before.get(column), after.get(column)) for column in (before or after)}


def _names(kind: str, rows: Iterable[str]) -> dict[str, str]:
    found = KINDS[kind]._default_manager.filter(pk__in=rows)
    if kind == "digest":
        found = found.defer("raw", "text")
    related = [f.name for f in KINDS[kind]._meta.concrete_fields if f.name in ("source", "topic") and f.is_relation]
    related += ["person", "organization", "country"] if kind == "mention" else []
    found = found.select_related(*related) if related else found
    names = {str(row.pk): str(row) for row in found}
    if missing := set(rows) - set(names):
        gone = Change.objects.filter(kind=kind, row__in=missing, after__isnull=True).order_by("pk")
        names |= {change.row: _called(change.before or {}) for change in gone}
    return names


def _called(before: Mapping[str, Any]) -> str:
    """What tells of a row that is gone."""
    return next((str(before[name]) for name in _TOLD_BY if before.get(name)), "")


def _field(model: type[models.Model], column: str) -> models.Field[Any, Any] | None:
    return next((field for field in model._meta.concrete_fields if field.attname == column), None)


def _pointed(model: type[models.Model], column: str) -> str:
    """The kind that a column points to, of those that the ledger is of."""
    field = _field(model, column)
    to = field.related_model if isinstance(field, models.ForeignKey) else None
    kind = to._meta.model_name if to and to != "self" else None
    return kind if kind in KINDS else ""


def _label(model: type[models.Model], column: str) -> str:
    field = _field(model, column)
    return str(capfirst(str(field.verbose_name))) if field else column


def _value(model: type[models.Model], column: str, value: Any, names: Mapping[str, Mapping[str, str]]) -> str:
    field = _field(model, column)
    if value is None or value == "" or value == []:
        return "—"
    to = _pointed(model, column)
    if to:
        return names.get(to, {}).get(str(value)) or f"№ {value}"
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateField):
        return _day(field, value)
    if isinstance(value, list):
        value = ", ".join(str(one) for one in value)
    return Truncator(str(value)).chars(_LONGEST)


def _day(field: models.DateField[Any, Any], value: Any) -> str:
    try:
        day = field.to_python(value)
    except ValidationError:
        return str(value)
    return date_format(day, "SHORT_DATETIME_FORMAT" if isinstance(field, models.DateTimeField) else "DATE_FORMAT")


def page_of(row: models.Model) -> str:
    """The desk's page of a record: where it is changed."""
    kind, key = key_of(row)
    if kind == "digest":
        return reverse("admin:review", args=[key])
    try:
        return reverse(f"admin:archive_{kind}_change", args=[key])
    except NoReverseMatch:
        return ""
