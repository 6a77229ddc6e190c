"""The list of statements on the page of a person, organization, newspaper, country or topic, and its filters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from archive.models import Series, Statement
from archive.search import Facet, FacetValue, SearchRequest, nodes, record
from archive.search.tree import Named

from .narrowing import Chip, Chosen, Select, chips, pairs, select
from .statements import Passage, by_id, passage

PER_PAGE = 20
MOST_CHOICES = 100  # of one select

# Filter -> (what its values are called, label, "any" of it).
CHOICES = {
    "topic": ("topics", _("Topic"), _("Any topic")),
    "source": ("sources", _("Newspaper"), _("Any newspaper")),
    "country": ("countries", _("Country"), _("Any country")),
    "person": ("people", _("Speaker"), _("Anybody")),
    "organization": ("organizations", _("Organization"), _("Any organization")),
    "beside": ("beside", _("Quoted beside"), _("Anybody")),
}
OTHERS = {"words": _("Words"), "kind": _("Kind"), "after": _("Since"), "before": _("Until")}


class StatementFilter(forms.Form):
    """Statements by words, what else they have, kind and date; what means nothing is passed over."""

    words = forms.CharField(required=False, max_length=200)
    topic = forms.CharField(required=False, max_length=200)
    source = forms.CharField(required=False, max_length=200)
    country = forms.CharField(required=False, max_length=200)
    person = forms.CharField(required=False, max_length=200)
    organization = forms.CharField(required=False, max_length=200)
    beside = forms.CharField(required=False, max_length=200)
    kind = forms.ChoiceField(required=False, choices=Statement.Kind.choices)
    after = forms.DateField(required=False)
    before = forms.DateField(required=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement in the list, with its paragraph unless the series' rights keep it back."""

    statement: Statement
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class StatementList:
    """What `entity/_statements.html` shows: `total` counts all statements, whatever is chosen.

    `narrowed` are those filters that are chosen from values, as a question has them.
    """

    page: Page[Any]
    entries: list[Entry]
    total: int
    chosen: dict[str, Chosen]
    narrowed: dict[str, Named]
    words: str
    selects: list[Select]
    kinds: list[tuple[str, str, bool]]
    kept: list[tuple[str, str]]
    chips: list[Chip]
    query: str
    compact: bool
    clear_url: str
    full_url: str
    compact_url: str


def statement_list(
    request: HttpRequest, of: Sequence[Named], values: Mapping[str, Facet], total: int, own_url: str
) -> StatementList:
    """The page that the address asks for of the statements that have some values, newest first.

    `values` are the choices of each select, `total` how many statements there are, `own_url` the page's address.
    """
    asked = StatementFilter(request.GET)
    asked.is_valid()  # what is not valid is left out of cleaned_data
    given = {name: value for name, value in asked.cleaned_data.items() if value}
    chosen = [_chosen(name, value, values[name].values if name in values else ()) for name, value in given.items()]
    narrowed = narrowing([(name, given[name]) for name in (*CHOICES, "kind") if name in given])
    found = record(
        SearchRequest(
            q=given.get("words", ""),
            after=given.get("after"),
            before=given.get("before"),
            show="statements",
            sort="newest",
            page=_page(request),
            per_page=PER_PAGE,
        ),
        within=[*of, *narrowed.values()],
    )
    page = Paginator(range(found.record.total), PER_PAGE).get_page(_page(request))
    now = {one.param: one for one in chosen}
    selects = [
        _select(name, values[name].values, now.get(name))
        for name in CHOICES
        if name in values and len(values[name].values) > 1
    ]
    shown = {"words", "kind", *(one.name for one in selects)}
    small = [("compact", "1")] if is_compact(request) else []
    query = urlencode([*pairs(chosen), *small])
    here = [*pairs(chosen), *([("page", str(page.number))] if page.number > 1 else [])]
    return StatementList(
        page=page,
        entries=entries(found.keys),
        total=total,
        chosen=now,
        narrowed=narrowed,
        words=given.get("words", ""),
        selects=selects,
        kinds=[(kind, str(capfirst(label)), kind == given.get("kind")) for kind, label in Statement.Kind.choices],
        kept=[*pairs([one for one in chosen if one.param not in shown]), *small],
        chips=chips(chosen, own_url, small, anchor="#statements"),
        query=f"{query}&" if query else "",
        compact=bool(small),
        clear_url=own_url + (_url(small) if small else "#statements"),
        full_url=_url(here),
        compact_url=_url([*here, ("compact", "1")]),
    )


def entries(keys: Sequence[int]) -> list[Entry]:
    """Statements ready to be listed, by their ids in this order; one query."""
    found = {one.pk: one for one in by_id(keys)}
    return [
        Entry(one, None if one.rights == Series.Rights.LINK else passage(one))  # type: ignore[attr-defined]  # by by_id()
        for one in (found[key] for key in keys if key in found)
    ]


def narrowing(asked: Sequence[tuple[str, str]]) -> dict[str, Named]:
    """What a statement must have besides, by the parameters of an address that say so and their values; one query."""
    named = nodes([(CHOICES[name][0] if name in CHOICES else name, slug_of(name, slug)) for name, slug in asked])
    return {name: node for (name, _slug), node in zip(asked, named, strict=True)}


def _page(request: HttpRequest) -> int:
    """The number of the page asked for; 1 for anything else."""
    number = request.GET.get("page", "")
    return max(1, int(number)) if re.fullmatch(r"\d{1,7}", number, re.ASCII) else 1


def is_compact(request: HttpRequest) -> bool:
    """Whether the address asks for each statement on one line."""
    return request.GET.get("compact") == "1"


def _url(asked: list[tuple[str, str]]) -> str:
    """The list on the same page, asked so."""
    return f"?{urlencode(asked)}#statements"


def slug_of(name: str, value: str) -> str:
    """What stands for a value in the database: countries have codes in capitals, the others small slugs."""
    return value.upper() if name == "country" else value.lower()


def _chosen(name: str, value: Any, values: Any) -> Chosen:
    """A filter that is on, in words."""
    if name in CHOICES:
        slug = slug_of(name, value)
        words = next((one.name for one in values if one.slug == slug), slug)
        return Chosen(name, slug, str(CHOICES[name][1]), words)
    if isinstance(value, date):
        words = date_format(value, "DATE_FORMAT")
    else:
        words = str(capfirst(Statement.Kind(value).label)) if name == "kind" else value
    return Chosen(name, str(value), str(OTHERS[name]), words)


def _select(name: str, values: Sequence[FacetValue], now: Chosen | None) -> Select:
    _name, label, empty = CHOICES[name]
    options = [(value.slug, f"{value.name} ({value.count})") for value in values]
    return select(name, str(label), str(empty), options, now)
