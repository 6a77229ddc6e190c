"""Tables of people, organizations, newspapers, countries and topics: filtered, sorted by any column, in pages."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.paginator import Page, Paginator
from django.db.models import F, Max, Model, QuerySet
from django.db.models.functions import Left, Upper
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Digest, Statement
from archive.search import SearchRequest, facet
from archive.search.counts import Figures, by_month, figures, listed, order_key

from .about_page import AboutPage, about_page, numbered
from .facets import search_url
from .linked_data import item_list
from .named_filter import NamedFilter

PER_PAGE = 20
SPARK_MONTHS = 24

LABELS = {
    "name": gettext_lazy("Name"),
    "stories": gettext_lazy("Stories"),
    "statements": gettext_lazy("Statements"),
    "sources": gettext_lazy("Newspapers"),
    "countries": gettext_lazy("Countries"),
    "people": gettext_lazy("People"),
    "first": gettext_lazy("First"),
    "last": gettext_lazy("Last"),
}
RELATED = ("sources", "countries", "people")


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: `url` sorts by it, `sorted` is its aria-sort or ""."""

    name: str
    label: str
    url: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A number or day with what is behind it; `url` is empty where it is nothing."""

    column: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of a sparkline: where it stands and how high, in hundredths."""

    left: float
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table."""

    of: Any
    name: str
    under: str
    spark: list[Bar]
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """What `entity/_table.html` shows; `usual`: all rows in the usual order, nothing was asked for."""

    page: Page[Any]
    heads: list[Head]
    entries: list[Entry]
    query: str
    sort_words: str
    usual: bool


def rows_of(model: type[Model], name: str) -> QuerySet[Any]:
    """Every row that readers may know of: published stories name it."""
    return model._default_manager.filter(pk__in=listed(name))


def list_page(
    request: HttpRequest,
    model: type[Model],
    filter_class: type[NamedFilter],
    columns: Sequence[str],
    usual: str = "statements",
    under: Callable[[list[int]], Mapping[int, str]] | None = None,
) -> dict[str, Any]:
    """The context of a list with filters: its table, the filters' values and choices, the letters."""
    everything = rows_of(model, filter_class.of)
    asked = filter_class(request.GET, queryset=everything)
    asked.form.is_valid()  # what is not valid is left out of cleaned_data
    kept = {name: value for name, value in asked.form.cleaned_data.items() if value}
    query = urlencode([(name, str(value)) for name, value in kept.items() if name != "letter"])
    return {
        "table": table(request, asked.qs, filter_class.of, columns, usual, under, kept),
        "everything": everything.count(),
        "letters": letters(everything),
        "asked": {name: str(value) for name, value in kept.items()},
        "letter": str(kept.get("letter", "")).upper(),
        "unlettered": f"{query}&" if query else "",
        "source_choices": choices("sources"),
        "country_choices": choices("countries"),
        "years": [day.year for day in Digest.objects.published().dates("date", "year", order="DESC")],
    }


def table(
    request: HttpRequest,
    rows: QuerySet[Any],
    name: str,
    columns: Sequence[str],
    usual: str,
    under: Callable[[list[int]], Mapping[int, str]] | None = None,
    kept: Mapping[str, Any] | None = None,
) -> Table:
    """The page of the table that the address asks for.

    `columns` besides the name, `usual` the one sorted by when none is asked for; `sort=-x` turns the order round.
    `under` maps row ids to the words under a name; `kept` are the filters that page and column links keep.
    """
    column, turned = _sort(request, columns, usual)
    ordered = _ordered(rows, name, column, turned)
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    listed_rows = list(page.object_list)
    keys = [row.pk for row in listed_rows]
    found = figures(name, keys, [column for column in RELATED if column in columns])
    months, newest = by_month(name, keys), _newest_day()
    words: Mapping[Any, str] = under(keys) if under else {}
    filters_on = [(key, str(value)) for key, value in (kept or {}).items() if value]
    sort_words = ("-" if turned else "") + column
    query = urlencode([*filters_on, *([("sort", sort_words)] if (column, turned) != (usual, False) else [])])
    return Table(
        page=page,
        heads=[_head(one, column, turned, filters_on) for one in ("name", *columns)],
        entries=[
            Entry(
                of=row,
                name=getattr(row, "filed_as", row.name),
                under=words.get(row.pk, ""),
                spark=_spark(months[row.pk], newest),
                cells=[_cell(row, name, one, found[row.pk]) for one in columns],
            )
            for row in listed_rows
        ],
        query=f"{query}&" if query else "",
        sort_words=str(LABELS[column]),
        usual=not query,
    )


def about_list(request: HttpRequest, title: str, says: str, number: int, listed: Table) -> AboutPage:
    """What a list says about itself; `says` has a place for the `number` of all its rows.

    Its pages in the usual order are pages of their own; whatever else is asked for is not for search engines.
    """
    page = listed.page.number if listed.usual else 1
    says %= {"number": intcomma(number)}
    absolute = request.build_absolute_uri
    return about_page(
        request,
        numbered(title, page),
        says if page == 1 else _("%(says)s Page %(number)s.") % {"says": says, "number": page},
        url=request.path if page == 1 else f"{request.path}?page={page}",
        label=title,
        kind="CollectionPage",
        about=[item_list([(entry.of.name, entry.of.get_absolute_url()) for entry in listed.entries], absolute)],
        indexed=listed.usual,
    )


def letters(rows: QuerySet[Any]) -> list[tuple[str, bool]]:
    """A to Z, each with whether anything begins with it."""
    there = set(
        rows.order_by().annotate(initial=Upper(Left("sort_key", 1))).values_list("initial", flat=True).distinct()
    )
    return [(letter, letter in there) for letter in string.ascii_uppercase]


def choices(name: str) -> list[tuple[str, str]]:
    """(slug, name) of every newspaper ("sources") or country that stories have, by name, for a select."""
    return sorted(((value.slug, value.name) for value in facet(SearchRequest(), name).values), key=lambda pair: pair[1])


def _sort(request: HttpRequest, columns: Sequence[str], usual: str) -> tuple[str, bool]:
    asked = request.GET.get("sort", "")
    column = asked.removeprefix("-")
    return (column, asked.startswith("-")) if column in ("name", *columns) else (usual, False)


def _ordered(rows: QuerySet[Any], name: str, column: str, turned: bool) -> QuerySet[Any]:
    """Names run from A, numbers and days from the largest; rows without one stand last."""
    by_name = "sort_key" if hasattr(rows.model, "sort_key") else "name"
    if column == "name":
        return rows.order_by(f"-{by_name}" if turned else by_name, "pk")
    own = f'"{rows.model._meta.db_table}"."{rows.model._meta.pk.column}"'
    rows = rows.annotate(order=order_key(name, column, own))
    order = F("order").asc(nulls_last=True) if turned else F("order").desc(nulls_last=True)
    return rows.order_by(order, by_name, "pk")


def _head(name: str, column: str, turned: bool, filters_on: list[tuple[str, str]]) -> Head:
    here = name == column
    ascending = (name == "name") != turned
    sort = f"-{name}" if here and not turned else name
    return Head(
        name=name,
        label=str(LABELS[name]),
        url=f"?{urlencode([*filters_on, ('sort', sort)])}",
        sorted=("ascending" if ascending else "descending") if here else "",
    )


def _cell(row: Any, name: str, column: str, found: Figures) -> Cell:
    """A number or a day, with the address of the stories or statements behind it."""
    own, search = row.get_absolute_url(), SearchRequest().with_(name, row.slug)
    if column in ("first", "last"):
        day = found.first if column == "first" else found.last
        url = search_url(search.change(after=day, before=day)) if day else ""
        return Cell(column, date_format(day, "j M Y") if day else "", url)
    if column == "stories":
        return Cell(column, str(found.stories), search_url(search))
    number = found.statements if column == "statements" else found.related.get(column, 0)
    anchor = "statements" if column == "statements" else column
    return Cell(column, str(number), f"{own}#{anchor}" if number else "")


def _newest_day() -> date | None:
    """The day in whose month sparklines end: the newest in the archive, so that all can be compared."""
    return Statement.objects.visible().aggregate(newest=Max("article__date"))["newest"]


def _spark(months: list[tuple[date, int]], newest: date | None) -> list[Bar]:
    """Two years of statements as bars, the highest reaching the top."""
    if newest is None:
        return []
    places = {
        SPARK_MONTHS - 1 - ((newest.year - month.year) * 12 + newest.month - month.month): count
        for month, count in months
    }
    shown = {place: count for place, count in places.items() if place >= 0}
    highest = max(shown.values(), default=0)
    return [
        Bar(place * 4, round(20 - 18 * count / highest, 1), round(18 * count / highest, 1))
        for place, count in sorted(shown.items())
    ]
