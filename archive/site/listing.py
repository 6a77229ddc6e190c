"""Tables of people, organizations, newspapers, countries and topics: filtered, sorted by any column, in pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

import numpy as np
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.paginator import Page, Paginator
from django.db.models import Max, Min
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Digest
from archive.search import FacetValue, Figures, Month, SearchRequest, facets

from .about_page import AboutPage, about_page, numbered
from .facets import search_url
from .letters import asked_letter, in_order
from .linked_data import item_list
from .named_filter import SPOKEN, NamedFilter
from .narrowing import Chosen, Select, address, chips, pairs, select
from .ranking import MODELS, RELATED, Ranked, everything, figures_of
from .said import CHOICES

PER_PAGE = 20
MOST_OFFERED = 300  # values of one select
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
    "letter": gettext_lazy("First letter"),
    "since": gettext_lazy("Quoted since"),
    "until": gettext_lazy("Quoted until"),
}
SELECTED = ("sources", "countries", "topics", "organizations")  # what a list is narrowed by in selects


class Sort(NamedTuple):
    """What a table is sorted by, whether the other way round, and how the address says so ("": it need not)."""

    column: str
    turned: bool
    asked: str


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


class Letter(NamedTuple):
    """A first letter: `url` is empty where no name begins with it."""

    letter: str
    url: str
    current: bool


def list_page(
    request: HttpRequest,
    name: str,
    columns: Sequence[str],
    usual: str = "stories",
    under: Callable[[list[int]], Mapping[int, str]] | None = None,
) -> dict[str, Any]:
    """The context of the list of all values of a filter ("people"): its table, and everything that narrows it.

    `columns`, `usual` and `under` are as for table().
    """
    everyone = everything(name)
    asked = NamedFilter(request.GET, queryset=MODELS[name]._default_manager.all(), of=name)
    choices = {facet.name: facet.values for facet in facets(SearchRequest(), [one for one in SELECTED if one != name],
                                                             MOST_OFFERED)}  # fmt: skip
    chosen = [_chosen(param, value, choices) for param, value in asked.asked.items()]
    some = np.ones(len(everyone), dtype=bool)
    for keys in (asked.named, asked.spoken):
        if keys is not None:
            some &= everyone.among(keys)
    letter, there = asked_letter(request.GET.get("letter")), everyone.letters_of(some)
    if letter:
        some &= everyone.under(letter)
        chosen.append(Chosen("letter", letter, str(LABELS["letter"]), letter))
    sort = _sort(request, columns, usual)
    kept = [("sort", sort.asked)] if sort.asked else []
    rows = Ranked(name, sort.column, some, turned=sort.turned)
    days = Digest.objects.published().aggregate(oldest=Min("date"), newest=Max("date"))
    return {
        "table": table(request, rows, name, columns, sort, under, pairs(chosen), days["newest"]),
        "everything": len(everyone),
        "letters": _letters(request.path, there, [one for one in chosen if one.param != "letter"], kept, letter),
        "unlettered_url": address(request.path, [*pairs([one for one in chosen if one.param != "letter"]), *kept]),
        "asked": {one.param: one.value for one in chosen},
        "selects": _selects(choices, chosen, days["oldest"], days["newest"]),
        "chips": chips(chosen, request.path, kept),
        "clear_url": address(request.path, kept),
        # What the form has no field for: the letter, a speaker, the order.
        "kept": [*pairs([one for one in chosen if one.param in ("letter", "person")]), *kept],
    }


def table(
    request: HttpRequest,
    rows: Ranked,
    name: str,
    columns: Sequence[str],
    sort: Sort,
    under: Callable[[list[int]], Mapping[int, str]] | None,
    kept: list[tuple[str, str]],
    newest: date | None,
) -> Table:
    """The page of the table that the address asks for.

    `columns` stand besides the name. `under` maps row ids to the words under a name; `kept` are the filters that page
    and column links keep. Sparklines end in the month of the `newest` day.
    """
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    keys = [row.pk for row in shown]
    found = figures_of(name, keys, [column for column in RELATED if column in columns])
    words: Mapping[Any, str] = under(keys) if under else {}
    query = urlencode([*kept, *([("sort", sort.asked)] if sort.asked else [])])
    return Table(
        page=page,
        heads=[_head(one, sort, kept) for one in ("name", *columns)],
        entries=[
            Entry(
                of=row,
                name=getattr(row, "filed_as", row.name),
                under=words.get(row.pk, ""),
                spark=_spark(found[row.pk].months, newest),
                cells=[_cell(row, name, one, found[row.pk]) for one in columns],
            )
            for row in shown
        ],
        query=f"{query}&" if query else "",
        sort_words=str(LABELS[sort.column]),
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


def _letters(
    path: str, there: Collection[str], chosen: list[Chosen], kept: list[tuple[str, str]], now: str
) -> list[Letter]:
    """The letters in order, each with its address, which keeps the filters that are chosen."""
    shown = in_order({*there, now} - {""})
    return [
        Letter(one, address(path, [*pairs(chosen), ("letter", one), *kept]) if one in there else "", one == now)
        for one in shown
    ]


def _chosen(param: str, value: str, choices: Mapping[str, Sequence[FacetValue]]) -> Chosen:
    """A filter that is on, in words."""
    if param not in SPOKEN:
        return Chosen(param, value, str(LABELS[param]), value)
    of = CHOICES[param][0]
    words = next((one.name for one in choices.get(of, ()) if one.slug == value), "") or _name(of, value)
    return Chosen(param, value, str(SPOKEN[param][0]), words)


def _name(of: str, slug: str) -> str:
    """What a value is called that is not among the choices; its slug where nothing is called so."""
    rows = MODELS[of]._default_manager.filter(**{"code" if of == "countries" else "slug": slug})
    return rows.values_list("name", flat=True).first() or slug


def _selects(
    choices: Mapping[str, Sequence[FacetValue]], chosen: list[Chosen], oldest: date | None, newest: date | None
) -> list[Select]:
    """The form's selects: what statements have, and the years of the archive since which and until which they are."""
    now = {one.param: one for one in chosen}
    made = []
    for param, (label, empty) in SPOKEN.items():
        if (of := CHOICES[param][0]) in choices:
            options = sorted(((one.slug, one.name) for one in choices[of]), key=lambda option: option[1])
            made.append(select(param, str(label), str(empty), options, now.get(param)))
    years = [str(year) for year in range(newest.year, oldest.year - 1, -1)] if oldest and newest else []
    for param in ("since", "until"):
        made.append(select(param, str(LABELS[param]), _("Any year"), [(one, one) for one in years], now.get(param)))
    return made


def _sort(request: HttpRequest, columns: Sequence[str], usual: str) -> Sort:
    text = request.GET.get("sort", "")
    column = text.removeprefix("-")
    if column not in ("name", *columns) or text == usual:
        return Sort(usual, turned=False, asked="")
    return Sort(column, text.startswith("-"), text)


def _head(name: str, sort: Sort, kept: list[tuple[str, str]]) -> Head:
    here = name == sort.column
    ascending = (name == "name") != sort.turned
    turn = f"-{name}" if here and not sort.turned else name
    return Head(
        name=name,
        label=str(LABELS[name]),
        url=f"?{urlencode([*kept, ('sort', turn)])}",
        sorted=("ascending" if ascending else "descending") if here else "",
    )


def _cell(row: Any, name: str, column: str, found: Figures) -> Cell:
    """A number or a day, with the address of the stories or statements behind it."""
    own, search = row.get_absolute_url(), SearchRequest().with_(name, row.slug)
    if column in ("first", "last"):
        day = found.first if column == "first" else found.last
        url = search_url(search.change(after=day, before=day)) if day else ""
        return Cell(column, date_format(day, "SHORT_DATE_FORMAT") if day else "", url)
    if column == "stories":
        return Cell(column, str(found.stories), search_url(search))
    number = found.statements if column == "statements" else found.related.get(column, 0)
    anchor = "statements" if column == "statements" else column
    return Cell(column, str(number), f"{own}#{anchor}" if number else "")


def _spark(months: Sequence[Month], newest: date | None) -> list[Bar]:
    """Two years of statements as bars, the highest reaching the top."""
    if newest is None:
        return []
    places = {
        SPARK_MONTHS - 1 - ((newest.year - month.first.year) * 12 + newest.month - month.first.month): month.count
        for month in months
    }
    shown = {place: count for place, count in places.items() if place >= 0}
    highest = max(shown.values(), default=0)
    return [
        Bar(place * 4, round(20 - 18 * count / highest, 1), round(18 * count / highest, 1))
        for place, count in sorted(shown.items())
    ]
