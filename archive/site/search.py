"""/search/: stories and statements by words and filters; every state of the page is its address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import capfirst
from django.urls import path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Series, Statement
from archive.search import Hit, Meant, SearchPage, SearchRequest, SearchTimeout, facet, search, total
from archive.search.names import similar
from archive.search.query import NAMES, PARAMS, SORTS, one_line
from archive.search.spelling import respelled
from archive.search.tree import Every, Named, Node, clauses, joined, written
from archive.search.wording import in_words

from . import amounts
from .about_page import AboutPage, about_page, numbered
from .columns import chart
from .coverage import covered
from .facets import LABELS, Chip, about, all_url, all_values, block, blocks, chips, clause_chips, search_url
from .linked_data import dataset
from .statements import Passage, by_id, passage

SORT_LABELS = {
    "newest": gettext_lazy("Newest first"),
    "oldest": gettext_lazy("Oldest first"),
    "relevance": gettext_lazy("Best match first"),
}
MOST_WAYS = 12  # clauses and filters that are tried one by one when nothing is found
_CLEARED: dict[str, Any] = {**dict.fromkeys(LABELS, ()), "after": None, "before": None}
MOST_VALUES = 1000  # of one filter on the page that lists them all
NO_WORDS = SafeString("")
MOST_NAMED = 100  # characters of a name that narrows that page


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with its paragraph and its words marked; without both where the series' rights hold them back."""

    statement: Statement
    passage: Passage | None
    words: SafeString


@dataclass(frozen=True, slots=True)
class Story:
    """A hit with the statements shown under it; `more` others also match, or are in the story when nothing is asked."""

    hit: Hit
    said: list[Said]
    more: int


@dataclass(frozen=True, slots=True)
class Way:
    """A way on from an empty answer: the filter to drop and what would be found."""

    chip: Chip
    total: int


@dataclass(frozen=True, slots=True)
class Understood:
    """A name in the words and whom it stands for: names with their addresses; `differs` from what was typed."""

    asked: str
    names: list[tuple[str, str]]
    differs: bool


@dataclass(frozen=True, slots=True)
class Empty:
    """A clause that nothing answers, and names or words to ask for instead, with the questions' addresses."""

    clause: str
    instead: list[tuple[str, str]]


def search_page(request: HttpRequest) -> HttpResponse:
    """The answer to the question in the address, as a page or, with format=json, as JSON. 503 when it took too long."""
    asked = SearchRequest.from_query(request.GET)
    try:
        if request.GET.get("all") in NAMES and request.GET.get("format") != "json":
            return _all_values(request, asked, NAMES[request.GET["all"]])
        page = search(asked)
        if request.GET.get("format") == "json":
            return JsonResponse(_as_json(request, page))
        return render(request, "search/page.html", {**_context(page), "about_page": _about(request, page)})
    except SearchTimeout:
        return render(request, "search/slow.html", {"asked": asked, "q": asked.q}, status=503)


def _context(page: SearchPage) -> dict[str, Any]:
    """What search/page.html shows."""
    asked = page.request
    said = _said(page, hits=not asked.compact)
    filters = chips(page)
    query = asked.query
    return {
        "explained": "" if query.is_plain else in_words(query.tree),
        "meant": [_understood(one, asked) for one in page.meant if one.names],
        "exact_url": search_url(asked.change(exact=not asked.exact)),
        "page": page,
        "asked": asked,
        "q": asked.q,
        "about": about(page),
        "blocks": blocks(page),
        "chips": filters,
        "filters_on": len(filters) - (0 if query.is_plain else len(clauses(query.tree))),
        "clear_url": search_url(asked.change(**_CLEARED, **({} if query.is_plain else {"q": ""}))),
        "chart": chart(
            [(month.first, month.count) for month in page.months],
            lambda first, last: search_url(asked.change(after=first, before=last)),
        ),
        "coverage": covered(asked.after, asked.before),
        "stories": [_story(hit, said, page) for hit in page.hits],
        "statements": [said[one.pk] for one in page.statements if one.pk in said],
        "full_url": search_url(replace(asked, compact=False)),
        "compact_url": search_url(replace(asked, compact=True)),
        "everything_url": search_url(SearchRequest(compact=asked.compact)),
        "stories_url": search_url(asked.change(show="stories")),
        "statements_url": search_url(asked.change(show="statements")),
        "sorts": [(sort, SORT_LABELS[sort], sort == asked.sort) for sort in SORTS if asked.q or sort != "relevance"],
        "unsorted": parse_qsl(asked.change(sort="").to_query()),
        "undated": parse_qsl(asked.change(after=None, before=None).to_query()),
        "unworded": parse_qsl(asked.change(q="").to_query()),
        "previous_url": search_url(page.previous) if page.previous else "",
        "next_url": search_url(page.next) if page.next else "",
        "ways": _ways(page, filters) if not page.shown_total else [],
        "empty": _empty(page) if not page.shown_total else [],
    }


def _about(request: HttpRequest, page: SearchPage) -> AboutPage:
    """What the page says about itself. A question is not for search engines; all stories together are data."""
    asked, absolute = page.request, request.build_absolute_uri
    what = ", ".join(filter(None, [asked.q, about(page)]))
    if asked.show == "statements":
        title = _("Statements: %(what)s") % {"what": what} if what else _("All statements")
    else:
        title = capfirst(what) or _("All stories")
    counts = {"stories": amounts.stories(page.total), "statements": amounts.statements(page.statement_total)}
    says = _("%(stories)s and %(statements)s of press digests, by words, person, newspaper, country and day")
    description = f"{title}. {says % counts}."
    months = [month.first.strftime("%Y-%m") for month in page.months]
    data = dataset(absolute, str(_("Stories of press digests")), description, *(months[:1] + months[-1:] or ["", ""]))
    return about_page(
        request,
        numbered(title, page.page),
        description,
        url=search_url(asked.change(sort="")),
        kind="SearchResultsPage",
        about=[] if asked.narrowed else [data],
        indexed=not asked.narrowed,
    )


def _understood(one: Meant, asked: SearchRequest) -> Understood:
    """What a name in the words stands for, if the page must say so: where it is not simply the name as asked."""
    anew = SearchRequest(compact=asked.compact)
    names = [(name, search_url(anew.with_(one.filter, slug))) for slug, name in one.names]
    return Understood(one.asked, names, [name for name, _url in names] != [one.asked])


def _said(page: SearchPage, hits: bool = True) -> dict[int, Said]:
    """The statements found, and with `hits` those under the stories, by id, each with its passage; one query."""
    under = (one for hit in page.hits for one in hit.statements) if hits else ()
    words = {hit.pk: hit.words for hit in (*page.statements, *under)}
    shown = {}
    for statement in by_id(list(words)):
        open_text = statement.rights != Series.Rights.LINK  # type: ignore[attr-defined]  # by by_id()
        shown[statement.pk] = (
            Said(statement, passage(statement), words[statement.pk]) if open_text else Said(statement, None, NO_WORDS)
        )
    return shown


def _story(hit: Hit, said: dict[int, Said], page: SearchPage) -> Story:
    shown = [said[one.pk] for one in hit.statements if one.pk in said]
    narrowed = bool(page.request.q or page.request.people)
    return Story(hit, shown, max(0, (hit.matching if narrowed else hit.statement_count) - len(shown)))


def _ways(page: SearchPage, filters: list[Chip]) -> list[Way]:
    """Which filters could be dropped to find something, the one that brings most first."""
    request = page.request
    if request.query.is_plain:
        filters = [*filters, *clause_chips(request)]
    if request.q and len(filters) > len(clauses(request.query.tree)):
        without = request.without("q")
        filters = [*filters, Chip(_("All words"), request.q, search_url(without), without)]
    ways = [Way(chip, total(chip.without)) for chip in filters[:MOST_WAYS] if chip.without.narrowed]
    return sorted((way for way in ways if way.total), key=lambda way: -way.total)


def _empty(page: SearchPage) -> list[Empty]:
    """The clauses that nothing in the archive answers, each with names or words that are spelled alike."""
    found = []
    for node in clauses(page.request.query.tree)[:MOST_WAYS]:
        alone = SearchRequest(q=written(node), exact=page.request.exact)
        if not total(alone):
            instead = [(words, search_url(_instead(page, node, other))) for words, other in _alike(node)]
            found.append(Empty(written(node), instead))
    return found


def _alike(node: Node) -> list[tuple[str, Node]]:
    """What a clause may have meant, in words and as a clause."""
    if isinstance(node, Named):
        return [(one.name, replace(node, value=one.name)) for one in similar(node.filter, node.value)]
    return [(written(other), other) for other in respelled(node)]


def _instead(page: SearchPage, node: Node, other: Node) -> SearchRequest:
    """The question with another clause in one's place."""
    nodes = clauses(page.request.query.tree)
    return page.request.change(q=written(joined(Every, [other if one == node else one for one in nodes])))


def _all_values(request: HttpRequest, asked: SearchRequest, name: str) -> HttpResponse:
    """Every value of one filter under the others, or those with a name that begins so, as a page of its own."""
    named = one_line(request.GET.get("named", ""))[:MOST_NAMED]
    found = facet(asked, name, MOST_VALUES, named)
    number = found.total or 0
    label = all_values(facet(asked, name, 1) if named else found)
    context = {
        "filter": block(asked, found),
        "label": label,
        "named": named,
        "most_named": MOST_NAMED,
        "found": number,
        "left_out": max(0, number - MOST_VALUES),
        "all_url": all_url(asked, name),
        "kept": [*parse_qsl(asked.page_(1).to_query()), ("all", PARAMS[name])],
        "back_url": search_url(asked),
        "asked": asked,
        "q": asked.q,
        "about_page": about_page(
            request,
            f"{label}: {asked.q}" if asked.q else label,
            _("%(label)s, each with its number of stories under the other filters.") % {"label": label},
            url=all_url(asked, name),
            label=label,
            above=[(_("Search"), search_url(asked))],
            kind="CollectionPage",
            indexed=False,
        ),
    }
    return render(request, "search/values.html", context)


def _as_json(request: HttpRequest, page: SearchPage) -> dict[str, Any]:
    """The page's answer for programs: snippets are HTML with <mark>, other words plain text, addresses absolute."""
    said = _said(page)
    return {
        "asked": in_words(page.request.query.tree),
        "meant": [
            {"field": PARAMS[one.filter], "asked": one.asked, "names": [{"slug": s, "name": n} for s, n in one.names]}
            for one in page.meant
        ],
        "total": page.total,
        "statement_total": page.statement_total,
        "page": page.page,
        "pages": page.pages,
        "previous": request.build_absolute_uri(_json_url(page.previous)) if page.previous else None,
        "next": request.build_absolute_uri(_json_url(page.next)) if page.next else None,
        "hits": [
            {
                "title": hit.headline,
                "url": request.build_absolute_uri(hit.article.get_absolute_url()),
                "date": hit.date,
                "sources": [{"slug": source.slug, "name": source.name} for source in hit.sources],
                "countries": [country.code for country in hit.countries],
                "snippet": hit.snippet,
                "statements": [_statement_json(request, said[one.pk]) for one in hit.statements if one.pk in said],
            }
            for hit in page.hits
        ],
        "statements": [_statement_json(request, said[one.pk]) for one in page.statements if one.pk in said],
        "facets": {
            PARAMS[facet.name]: [
                {"slug": value.slug, "name": value.name, "count": value.count, "chosen": value.chosen}
                for value in facet.values
            ]
            for facet in page.facets
        },
        "months": [{"month": month.first.strftime("%Y-%m"), "count": month.count} for month in page.months],
        "notes": list(page.notes),
    }


def _json_url(request: SearchRequest) -> str:
    query = request.to_query()
    return f"{search_url(request)}{'&' if query else '?'}format=json"


def _statement_json(request: HttpRequest, said: Said) -> dict[str, Any]:
    statement = said.statement
    story = request.build_absolute_uri(statement.article.get_absolute_url())
    return {
        "speaker": statement.speaker_name,
        "role": statement.role_text,  # type: ignore[attr-defined]  # by by_id()
        "newspaper": str(statement.via) if statement.via else None,
        "kind": statement.kind,
        "text": statement.text if said.passage else None,
        "date": statement.article.date,
        "url": f"{story}#statement-{statement.pk}",
    }


urlpatterns = [path("search/", search_page, name="search")]
