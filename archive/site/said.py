"""The list of statements on the page of a person, organization, newspaper, country or topic, and its filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

import django_filters as filters
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Series, Statement
from archive.search import FacetValue
from archive.search.counts import narrowed

from .statements import Passage, for_show, passage

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


class StatementFilter(filters.FilterSet):
    """Statements by words, kind, date and what else they have; values that mean nothing are passed over."""

    words = filters.CharFilter(method="by_words", max_length=200)
    kind = filters.ChoiceFilter(choices=Statement.Kind.choices)
    after = filters.DateFilter("article__date", lookup_expr="gte")
    before = filters.DateFilter("article__date", lookup_expr="lte")
    source = filters.CharFilter(method="by_value")
    country = filters.CharFilter(method="by_value")
    topic = filters.CharFilter(method="by_value")
    person = filters.CharFilter(method="by_value")
    organization = filters.CharFilter(method="by_value")
    beside = filters.CharFilter(method="by_value")

    class Meta:
        model = Statement
        fields: list[str] = []

    def by_words(self, statements: QuerySet[Statement], name: str, value: str) -> QuerySet[Statement]:
        query = SearchQuery(value, search_type="websearch", config="english")
        return statements.annotate(vector=SearchVector("text", config="english")).filter(vector=query)

    def by_value(self, statements: QuerySet[Statement], name: str, value: str) -> QuerySet[Statement]:
        slug = value.upper() if name == "country" else value.lower()
        return narrowed(statements, CHOICES[name][0], slug)


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


def statement_list(
    request: HttpRequest, statements: QuerySet[Statement], values: Mapping[str, list[FacetValue]]
) -> StatementList:
    """The page of statements that the address asks for, newest first; `values` are the choices of each select."""
    asked = StatementFilter(request.GET, queryset=statements)
    asked.form.is_valid()  # what is not valid is left out of cleaned_data
    chosen = {name: value for name, value in asked.form.cleaned_data.items() if value}
    found = asked.qs.order_by("-article__date", "-article_id", "start", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    entries = []
    for statement in for_show(cast(QuerySet[Statement], page.object_list)):
        open_text = statement.rights != Series.Rights.LINK  # type: ignore[attr-defined]  # by for_show()
        entries.append(Entry(statement, passage(statement) if open_text else None))
    query = urlencode([(name, str(value)) for name, value in chosen.items()])
    return StatementList(
        page=page,
        entries=entries,
        selects=[_select(name, values[name], chosen) for name in CHOICES if len(values.get(name, ())) > 1],
        words=str(chosen.get("words", "")),
        kinds=[(kind, str(label), kind == chosen.get("kind")) for kind, label in Statement.Kind.choices],
        kept=[(name, str(chosen[name])) for name in ("after", "before") if name in chosen],
        says=_dates(chosen),
        query=f"{query}&" if query else "",
        narrowed=bool(chosen),
    )


def _select(name: str, values: list[FacetValue], chosen: Mapping[str, Any]) -> Select:
    _name, label, empty = CHOICES[name]
    now = str(chosen.get(name, "")).lower()
    options = [
        (value.slug, f"{value.name} ({value.count})", value.slug.lower() == now)
        for value in values[:MOST_CHOICES]
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
