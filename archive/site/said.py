"""The list of statements on the page of a person, organization, newspaper, country or topic, and its filters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Series, Statement
from archive.search import Facet, FacetValue, SearchRequest, record, value
from archive.search.tree import Named

from .statements import Passage, by_id, passage

PER_PAGE = 20
MOST_CHOICES = 300  # of one select

# Filter -> (what its values are called, label, "any" of it).
CHOICES = {
    "source": ("sources", gettext_lazy("Newspaper"), gettext_lazy("Any newspaper")),
    "country": ("countries", gettext_lazy("Country"), gettext_lazy("Any country")),
    "topic": ("topics", gettext_lazy("Topic"), gettext_lazy("Any topic")),
    "person": ("people", gettext_lazy("Speaker"), gettext_lazy("Anybody")),
    "organization": ("organizations", gettext_lazy("Organization"), gettext_lazy("Any organization")),
    "beside": ("beside", gettext_lazy("Quoted beside"), gettext_lazy("Anybody")),
}


class StatementFilter(forms.Form):
    """Statements by words, kind, date and what else they have; what means nothing is passed over."""

    words = forms.CharField(required=False, max_length=200)
    kind = forms.ChoiceField(required=False, choices=Statement.Kind.choices)
    after = forms.DateField(required=False)
    before = forms.DateField(required=False)
    source = forms.CharField(required=False, max_length=200)
    country = forms.CharField(required=False, max_length=200)
    topic = forms.CharField(required=False, max_length=200)
    person = forms.CharField(required=False, max_length=200)
    organization = forms.CharField(required=False, max_length=200)
    beside = forms.CharField(required=False, max_length=200)


@dataclass(frozen=True, slots=True)
class Select:
    """A filter as a select: its options are (slug, words, chosen)."""

    name: str
    label: str
    empty: str
    options: list[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement in the list, with its paragraph unless the series' rights keep it back."""

    statement: Statement
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class StatementList:
    """What `entity/_statements.html` shows."""

    page: Page[Any]
    entries: list[Entry]
    selects: list[Select]
    words: str
    kinds: list[tuple[str, str, bool]]
    kept: list[tuple[str, str]]
    says: str
    query: str
    narrowed: bool


def statement_list(request: HttpRequest, of: Sequence[Named], values: Mapping[str, Facet]) -> StatementList:
    """The page that the address asks for of the statements that have some values, newest first; `values` are the
    choices of each select.
    """
    asked = StatementFilter(request.GET)
    asked.is_valid()  # what is not valid is left out of cleaned_data
    chosen = {name: value for name, value in asked.cleaned_data.items() if value}
    narrowing = [_narrowing(name, chosen[name]) for name in (*CHOICES, "kind") if name in chosen]
    found = record(
        SearchRequest(
            q=chosen.get("words", ""),
            after=chosen.get("after"),
            before=chosen.get("before"),
            show="statements",
            sort="newest",
            page=_page(request),
            per_page=PER_PAGE,
        ),
        within=[*of, *narrowing],
    )
    statements = {one.pk: one for one in by_id(found.keys)}
    entries = []
    for statement in (statements[key] for key in found.keys if key in statements):
        open_text = statement.rights != Series.Rights.LINK  # type: ignore[attr-defined]  # by by_id()
        entries.append(Entry(statement, passage(statement) if open_text else None))
    page = Paginator(range(found.record.total), PER_PAGE).get_page(_page(request))
    query = urlencode([(name, str(value)) for name, value in chosen.items()])
    return StatementList(
        page=page,
        entries=entries,
        selects=[
            _select(name, values[name].values, chosen)
            for name in CHOICES
            if name in values and len(values[name].values) > 1
        ],
        words=str(chosen.get("words", "")),
        kinds=[(kind, str(label), kind == chosen.get("kind")) for kind, label in Statement.Kind.choices],
        kept=[(name, str(chosen[name])) for name in ("after", "before") if name in chosen],
        says=_dates(chosen),
        query=f"{query}&" if query else "",
        narrowed=bool(chosen),
    )


def _narrowing(name: str, slug: str) -> Named:
    """What a statement must have besides; countries' codes are written in capitals, all other slugs small."""
    kind = CHOICES[name][0] if name in CHOICES else name
    return value(kind, slug.upper() if kind == "countries" else slug.lower())


def _page(request: HttpRequest) -> int:
    """The number of the page asked for; 1 for anything else."""
    number = request.GET.get("page", "")
    return max(1, int(number)) if re.fullmatch(r"\d{1,7}", number, re.ASCII) else 1


def _select(name: str, values: Sequence[FacetValue], chosen: Mapping[str, Any]) -> Select:
    _name, label, empty = CHOICES[name]
    now = str(chosen.get(name, "")).lower()
    options = [
        (value.slug, f"{value.name} ({value.count})", value.slug.lower() == now)
        for value in values
    ]  # fmt: skip
    return Select(name, str(label), str(empty), options)


def _dates(chosen: Mapping[str, Any]) -> str:
    """The days asked for, in words."""
    after, before = chosen.get("after"), chosen.get("before")
    if after and before:
        first, last = date_format(after, "j F Y"), date_format(before, "j F Y")
        return _("From %(first)s to %(last)s.") % {"first": first, "last": last}
    if after:
        return _("Since %s.") % date_format(after, "j F Y")
    return _("Until %s.") % date_format(before, "j F Y") if before else ""
