"""/compare/: two or three people, newspapers, countries, topics or organizations side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.models import Digest, Series, Statement
from archive.models.addresses import address
from archive.search import SearchRequest, SearchTimeout, facet
from archive.search.comparing import Beside, Comparison, Counted, Known, Scope, Values, compared
from archive.search.query import PARAMS
from archive.search.tree import Named, written

from .compared import KINDS, LEAST, MOST, Compared, Question, compare_url, field_of, read
from .entity import URLS
from .facets import search_url
from .roles import last_roles
from .sides import LISTED, One, bands, shares
from .statements import Passage, by_id, passage

YEAR = timedelta(days=365)
NEAREST = 5  # others of its kind that are offered beside the one that is chosen
SHARED = 3  # subjects that are named above everything else
NAMED = 4  # values that are shown at once of what several share, or one has alone
CHOICES = 60  # countries, or topics, that a comparison can be narrowed to

TIMELINES = {
    "people": gettext_lazy("When they were quoted"),
    "sources": gettext_lazy("When they quote"),
    "countries": gettext_lazy("When they are spoken about"),
    "topics": gettext_lazy("When they are spoken about"),
    "organizations": gettext_lazy("When they speak"),
}
# What statements have besides, in the order of the page: its heading, and its name in tables.
OTHERS = {
    "sources": (gettext_lazy("Newspapers"), gettext_lazy("Newspapers")),
    "people": (gettext_lazy("Who speaks"), gettext_lazy("Speakers")),
    "countries": (gettext_lazy("Countries in these stories"), gettext_lazy("Countries")),
    "topics": (gettext_lazy("Subjects"), gettext_lazy("Topics")),
}
SUBJECTS = {
    "topics": gettext_lazy("On the same subject"),
    "countries": gettext_lazy("About the same country"),
    "sources": gettext_lazy("In the same newspaper"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A side's figure and what is behind it; `printed`: in a newspaper's own words."""

    text: str
    url: str = ""
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of "Side by side"."""

    name: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Some:
    """Values with their addresses: the first of them, and the others; `cut`: there are still more."""

    first: list[tuple[str, str]]
    others: list[tuple[str, str]]
    cut: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """What all sides have of one filter, and what each has alone."""

    name: str
    printed: bool
    common: Some
    alone: list[tuple[Some, One]]


@dataclass(frozen=True, slots=True)
class Said:
    """A side's newest statement on a subject."""

    one: One
    statement: Statement
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What several sides have statements on: how many each, and the newest."""

    name: str
    url: str
    numbers: list[tuple[str, str, str]]
    said: list[Said]


@dataclass(frozen=True, slots=True)
class Ready:
    """A comparison that is offered: names, address, and why these; `note_url`: what its number counts."""

    names: list[str]
    url: str
    note: str
    note_url: str = ""
    printed: bool = False


def compare(request: HttpRequest) -> HttpResponse:
    """The comparison in the address; names and former slugs lead to the one address that says the same in slugs."""
    asked = read(request.GET)
    more = "more" in request.GET and len(asked.fields) < MOST
    url = asked.compared.url()
    if asked.clear and not more and request.get_full_path() != url:
        return redirect(url)
    context: dict[str, Any] = {}
    status = 200
    try:
        if len(asked.ones) >= LEAST:
            context = _comparison(asked)
        elif asked.ones:
            context = {"nearest": _nearest(asked)}
        elif not asked.fields:
            context = {"ready": _ready()}
    except SearchTimeout:
        context, status = {"slow": True}, 503
    return render(request, "compare/page.html", _form(asked, context, more) | context, status=status)


def _form(asked: Question, context: Mapping[str, Any], more: bool) -> dict[str, Any]:
    """What the form shows, and the ways from this comparison to others."""
    now = asked.compared
    names = [one.name for one in asked.ones]
    fields = [*asked.fields]
    empty = max(LEAST, len(fields) + more) - len(fields)
    return {
        "asked": asked,
        "canonical": now.url(),
        "names": names,
        "title": _listed(names),
        "printed": now.kind.filter == "sources",
        "kinds": [(kind.name, kind.label, field_of(kind), kind == now.kind) for kind in KINDS],
        "fields": [*fields, *[None] * empty],
        "choices": _choices(asked, context.get("comparison")),
        "swap_url": replace(now, ones=(*now.ones[1::-1], *now.ones[2:])).url(),
        "whole_url": Compared(now.kind, now.ones).url(),
        "removals": [(one.text, now.without(place).url()) for place, one in enumerate(fields)],
        "more_url": f"{now.url()}&more=1" if LEAST == len(asked.ones) == len(fields) and not more else "",
    }


def _choices(asked: Question, found: Comparison | None) -> list[tuple[Any, list[tuple[str, str, bool]]]]:
    """The countries and topics that a comparison can be narrowed to: (slug, name, chosen) under their headings."""
    about = asked.scope.about
    groups = []
    for name in ("countries", "topics"):
        values = found.values[name].anywhere[:CHOICES] if found and name in found.values else []
        offered = {one.slug: one.name for one in values}
        if about and about.filter == name:
            offered[about.slug] = about.name
        if offered:
            options = [(slug, called, about is not None and slug == about.slug) for slug, called in offered.items()]
            groups.append((OTHERS[name][1], sorted(options, key=lambda option: option[1])))
    return groups


def _comparison(asked: Question) -> dict[str, Any]:
    """Everything that is shown of two or three that are known."""
    name, scope = asked.compared.kind.filter, asked.scope
    known = asked.ones
    found = compared(name, [one.key for one in known], scope, [other for other in OTHERS if other != name])
    urls = [_statements_of(one, scope) for one in known]
    ones = [
        One(place, one.name, side.statements, url() if side.statements else "")
        for place, (one, side, url) in enumerate(zip(known, found.sides, urls, strict=True), start=1)
    ]
    drawn = [other for other in OTHERS if other in found.values and not (scope.about and scope.about.filter == other)]
    panels = [
        shares(
            other,
            _headings(name, other),
            ones,
            found.values[other],
            _page_of(other),
            _with(urls, other),
        )
        for other in drawn
    ]
    return {
        "comparison": found,
        "ones": ones,
        "pages": [_page(one, side.stories) for one, side in zip(known, found.sides, strict=True)],
        "together": _together(asked, found),
        "never": not found.together[frozenset(range(len(known)))],
        "when_title": TIMELINES[name],
        "bands": bands(
            ones,
            [[(one.first, one.count) for one in side.months] for side in found.sides],
            [_between(url, scope) for url in urls],
        ),
        "panels": [panel for panel in panels if panel.rows],
        "lines": _lines(asked, found, ones, urls, drawn),
        "apart": [_apart(other, found.values[other], ones, urls) for other in drawn if found.values[other].first],
        "subject": SUBJECTS.get(found.subject, ""),
        "beside": _beside(found, ones, urls),
        "shared": _listed([one.name for one in found.values[found.subject].common[:SHARED]] if found.subject else []),
        "as_of": name == "people",
    }


def _headings(name: str, other: str) -> tuple[str, str]:
    """What the shares of another filter are called, and its values in a table."""
    heading, label = map(str, OTHERS[other])
    if other == "sources" and name in ("people", "organizations"):
        heading = _("Where they are printed")
    return heading, label


def _statements_of(one: Known, scope: Scope) -> Callable[..., str]:
    """Where a value's statements in scope are listed: a function that takes further filters of that list."""
    page = address(URLS[one.filter], one.slug)
    within = {PARAMS[scope.about.filter]: scope.about.slug} if scope.about else {}

    def url(after: date | None = scope.after, before: date | None = scope.before, **more: str) -> str:
        days = {name: day.isoformat() for name, day in (("after", after), ("before", before)) if day}
        query = urlencode(within | more | days)
        return f"{page}?{query}#statements" if query else f"{page}#statements"

    return url


def _with(urls: Sequence[Callable[..., str]], other: str) -> list[Callable[[Counted], str]]:
    """Where each side's statements with a value of another filter are."""

    def of(url: Callable[..., str]) -> Callable[[Counted], str]:
        return lambda value: url(**{PARAMS[other]: value.slug})

    return [of(url) for url in urls]


def _between(url: Callable[..., str], scope: Scope) -> Callable[[date, date], str]:
    """Where the statements of some days are, as far as these are in scope."""
    return lambda first, last: url(max(first, scope.after or first), min(last, scope.before or last))


def _page(one: Known, stories: int) -> str:
    """A value's own page; "" where it has none, being in no story."""
    return address(URLS[one.filter], one.slug) if stories else ""


def _page_of(other: str) -> Callable[[Counted], str]:
    return lambda value: address(URLS[other], value.slug)


def _stories_url(asked: Question, slugs: Sequence[str]) -> str:
    """The search for the stories in scope that have all of these values."""
    name, scope = asked.compared.kind.filter, asked.scope
    request = SearchRequest(after=scope.after, before=scope.before)
    if scope.about:
        request = request.with_(scope.about.filter, scope.about.slug)
    if len(slugs) == 1 and not request.values(name):
        return search_url(request.with_(name, *slugs))
    # Values of one filter are alternatives; in the words every clause must hold.
    return search_url(request.change(q=" ".join(written(Named(name, slug)) for slug in slugs)))


def _together(asked: Question, found: Comparison) -> list[tuple[str, str, str]]:
    """In how many stories all are and, of three, any two: (whom, the number in words, its address); none that is 0."""
    said = []
    for group, stories in found.together.items():
        if stories and len(group) > 1:
            some = [one for place, one in enumerate(asked.ones) if place in group]
            whom = _("Together") if len(group) == len(asked.ones) else _listed([one.name for one in some])
            words = ngettext("%(number)s story", "%(number)s stories", stories) % {"number": stories}
            said.append((whom, words, _stories_url(asked, [one.slug for one in some])))
    return said


def _lines(
    asked: Question, found: Comparison, ones: Sequence[One], urls: Sequence[Callable[..., str]], drawn: Sequence[str]
) -> list[Line]:
    """The rows of "Side by side"."""
    sides = list(zip(ones, found.sides, urls, strict=True))
    lines = [
        Line(_("Statements"), [Cell(str(one.statements), one.url) for one in ones]),
        Line(
            _("Stories"),
            [
                Cell(str(side.stories), _stories_url(asked, [known.slug]) if side.stories else "")
                for known, side in zip(asked.ones, found.sides, strict=True)
            ],
        ),
    ]
    for other in drawn:
        numbers = found.values[other].numbers
        lines.append(
            Line(str(OTHERS[other][1]), [Cell(str(number), f"#{other}" if number else "") for number in numbers])
        )
    lines += [
        Line(_("First statement"), [_day(side.first, url) for _one, side, url in sides]),
        Line(_("Last statement"), [_day(side.last, url) for _one, side, url in sides]),
    ]
    if asked.compared.kind.filter == "people":
        keys = [int(one.key) for one in asked.ones]
        roles = last_roles(keys)
        lines.append(Line(_("Last printed as"), [Cell(roles.get(key, ""), printed=True) for key in keys]))
    return lines


def _day(day: date | None, url: Callable[..., str]) -> Cell:
    return Cell(date_format(day, "SHORT_DATE_FORMAT"), url(day, day)) if day else Cell("")


def _apart(other: str, values: Values, ones: Sequence[One], urls: Sequence[Callable[..., str]]) -> Apart:
    """What all have of one filter, and what each has alone."""
    here = _with(urls, other)
    return Apart(
        name=str(OTHERS[other][1]),
        printed=other == "sources",
        common=_some(values.common, _page_of(other)),
        alone=[(_some(some, url), one) for some, url, one in zip(values.alone, here, ones, strict=True)],
    )


def _some(values: Sequence[Counted], url: Callable[[Counted], str]) -> Some:
    named = [(one.name, url(one)) for one in values[: NAMED + LISTED]]
    return Some(named[:NAMED], named[NAMED:], len(values) > NAMED + LISTED)


def _beside(found: Comparison, ones: Sequence[One], urls: Sequence[Callable[..., str]]) -> list[Subject]:
    """What the sides share, with the newest statement of each."""
    statements = {one.pk: one for one in by_id([key for row in found.beside for key in row.statements if key])}
    return [_subject(found.subject, row, statements, ones, urls) for row in found.beside]


def _subject(
    name: str,
    row: Beside,
    statements: Mapping[int, Statement],
    ones: Sequence[One],
    urls: Sequence[Callable[..., str]],
) -> Subject:
    said = []
    for one, key in zip(ones, row.statements, strict=True):
        if statement := statements.get(key or 0):
            open_text = statement.rights != Series.Rights.LINK  # type: ignore[attr-defined]  # by by_id()
            said.append(Said(one, statement, passage(statement) if open_text else None))
    numbers = [
        (one.name, ngettext("%(number)s statement", "%(number)s statements", count) % {"number": count}, url(row.value))
        for one, count, url in zip(ones, row.value.counts, _with(urls, name), strict=True)
        if count
    ]
    return Subject(row.value.name, _page_of(name)(row.value), numbers, said)


def _nearest(asked: Question) -> list[Ready]:
    """Others of its kind that are in most stories with the one that is chosen."""
    one, kind = asked.ones[0], asked.compared.kind
    scope = asked.scope
    request = SearchRequest(written(Named(kind.filter, one.slug)), after=scope.after, before=scope.before)
    if scope.about:
        request = request.with_(scope.about.filter, scope.about.slug)
    found = facet(request, kind.filter, NEAREST + 1)
    return [
        Ready(
            [value.name],
            compare_url(kind.filter, one.slug, value.slug),
            _stories(value.count),
            _stories_url(asked, [one.slug, value.slug]),
            kind.filter == "sources",
        )
        for value in found.values
        if value.slug != one.slug
    ][:NEAREST]


def _stories(number: int) -> str:
    return ngettext("%(number)s story together", "%(number)s stories together", number) % {"number": number}


def _ready() -> list[Ready]:
    """Comparisons to begin with: the two of a kind that most stories of the newest year have."""
    newest = Digest.objects.published().aggregate(newest=Max("date"))["newest"]
    if newest is None:
        return []
    days = SearchRequest(after=newest - YEAR + timedelta(days=1), before=newest)
    offered = []
    for name, note in (
        ("people", _("the two people in most stories of the year to %s")),
        ("sources", _("the two newspapers with most stories of the year to %s")),
        ("countries", _("the two countries in most stories of the year to %s")),
    ):
        two = facet(days, name, LEAST).values[:LEAST]
        if len(two) == LEAST:
            url = compare_url(name, *(value.slug for value in two))
            names = [value.name for value in two]
            offered.append(Ready(names, url, note % date_format(newest, "DATE_FORMAT"), printed=name == "sources"))
    return offered


def _listed(names: Sequence[str]) -> str:
    """Names in a sentence: "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


urlpatterns = [path("compare/", compare, name="compare")]
