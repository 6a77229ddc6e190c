"""A search's filters ready to be shown: lists of values as links, chips, and the filters said in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from archive.models.addresses import address
from archive.search import Facet, FacetValue, SearchPage, SearchRequest
from archive.search.query import PARAMS
from archive.search.tree import Dated, Named, Node, Not, Within, clauses, written

# In the order of the page: the name of one value, the link to all of them.
LABELS = {
    "sources": (gettext_lazy("Newspaper"), gettext_lazy("All %(number)s newspapers")),
    "countries": (gettext_lazy("Country"), gettext_lazy("All %(number)s countries")),
    "people": (gettext_lazy("Person"), gettext_lazy("All %(number)s people")),
    "organizations": (gettext_lazy("Organization"), gettext_lazy("All %(number)s organizations")),
    "topics": (gettext_lazy("Topic"), gettext_lazy("All %(number)s topics")),
    "sections": (gettext_lazy("Section"), gettext_lazy("All %(number)s sections")),
}


_ANY, _ANY_QUOTED = "\0", "%00"  # stand for a slug; no question holds them


@dataclass(frozen=True, slots=True)
class Row:
    """A value as a link that chooses it or, when chosen, lets it go; `id` is the same on every page."""

    id: str
    name: str
    count: int
    url: str
    chosen: bool
    printed: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A filter as `_facet.html` shows it."""

    id: str
    name: str
    rows: list[Row]
    clear_url: str = ""
    all_url: str = ""
    all_label: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    name: str
    value: str
    url: str
    without: SearchRequest = field(repr=False)


def search_url(request: SearchRequest) -> str:
    """The address of a question."""
    query = request.to_query()
    return f"{address('search')}?{query}" if query else address("search")


def blocks(page: SearchPage) -> list[Block]:
    """The filters in the order of the page; one without any value is left out."""
    facets = {facet.name: facet for facet in page.facets}
    return [block(page.request, facets[name]) for name in LABELS if facets[name].values]


def block(request: SearchRequest, facet: Facet) -> Block:
    """One filter: its values, "Clear", and where all its values are."""
    label, _all = LABELS[facet.name]
    chosen_url = _urls(request, facet.name)
    before, printed = f"{PARAMS[facet.name]}-", facet.name == "sources"
    more = facet.total is None or facet.total > len([value for value in facet.values if value.count])
    return Block(
        id=f"facet-{PARAMS[facet.name]}",
        name=str(label),
        rows=[
            Row(f"{before}{value.slug}", value.name, value.count, chosen_url(value), value.chosen, printed)
            for value in facet.values
        ],
        clear_url=search_url(request.without(facet.name)) if request.values(facet.name) else "",
        all_url=all_url(request, facet.name) if more else "",
        all_label=all_values(facet) if more else "",
    )


def all_values(facet: Facet) -> str:
    """ "All 87 people", or "All people" where that many stories are found that nobody counted."""
    if facet.total is None:
        return _("All of them")
    return str(LABELS[facet.name][1]) % {"number": facet.total}


def all_url(request: SearchRequest, name: str) -> str:
    """The page that lists all values of a filter."""
    query = request.page_(1).to_query()
    return f"{address('search')}?{query}{'&' if query else ''}all={PARAMS[name]}"


def _urls(request: SearchRequest, name: str) -> Callable[[FacetValue], str]:
    """Where a value of a filter leads: to the question with it or, when it is chosen, without it."""
    if request.values(name):
        return lambda value: search_url(
            request.without(name, value.slug) if value.chosen else request.with_(name, value.slug)
        )
    # A page has dozens: they differ in the slug alone, and a slug stands in an address as it is.
    before, after = search_url(request.with_(name, _ANY)).split(_ANY_QUOTED)
    return lambda value: f"{before}{value.slug}{after}"


def chips(page: SearchPage) -> list[Chip]:
    """Every filter that is on, in the order of the page, and the clauses of a question that has more than words."""
    request = page.request
    made = [] if request.query.is_plain else clause_chips(request)
    made += [
        Chip(str(LABELS[name][0]), value.name, search_url(without), without)
        for name in LABELS
        for value in chosen(page, name)
        for without in [request.without(name, value.slug)]
    ]
    for name, label, day in (("after", _("Since"), request.after), ("before", _("Until"), request.before)):
        if day:
            without = request.without(name)
            made.append(Chip(label, date_format(day, "DATE_FORMAT"), search_url(without), without))
    return made


def clause_chips(request: SearchRequest) -> list[Chip]:
    """The clauses of the words that must all hold, each with the address without it."""
    nodes = clauses(request.query.tree)
    made = []
    for at, node in enumerate(nodes):
        left = " ".join(written(one) for n, one in enumerate(nodes) if n != at)
        without = request.change(q=left)
        made.append(Chip(_clause_label(node), _clause_value(node), search_url(without), without))
    return made


def _clause_label(node: Node) -> str:
    if isinstance(node, Named):
        return str(LABELS[node.filter][0])
    if isinstance(node, Within):
        return _("Headline") if node.field == "title" else _("Said")
    if isinstance(node, Dated):
        return _("Date")
    return _("Without") if isinstance(node, Not) else _("Words")


def _clause_value(node: Node) -> str:
    if isinstance(node, Named):
        return node.value
    if isinstance(node, (Within, Not)):
        return written(node.node)
    return written(node).partition(":")[2] if isinstance(node, Dated) else written(node)


def chosen(page: SearchPage, name: str) -> list[FacetValue]:
    """The chosen values of one filter, with their names."""
    return [value for facet in page.facets if facet.name == name for value in facet.values if value.chosen]


def about(page: SearchPage) -> str:
    """The filters in words: "about Türkiye or Egypt, since 1 January 2025"."""
    says: dict[str, Callable[[str], str]] = {
        "topics": lambda names: pgettext("stories on a topic", "on %s") % names,
        "countries": lambda names: pgettext("stories about a country", "about %s") % names,
        "people": lambda names: pgettext("stories with a person", "with %s") % names,
        "organizations": lambda names: pgettext("stories naming an organization", "naming %s") % names,
        "sources": lambda names: pgettext("stories in a newspaper", "in %s") % names,
        "sections": lambda names: pgettext("stories under a heading", "under %s") % names,
    }
    parts = [
        say(_(" or ").join(value.name for value in values))
        for name, say in says.items()
        if (values := chosen(page, name))
    ]
    request = page.request
    if request.after and request.after == request.before:
        parts.append(_("on %s") % date_format(request.after, "DATE_FORMAT"))
    else:
        parts += [_("since %s") % date_format(request.after, "DATE_FORMAT")] if request.after else []
        parts += [_("until %s") % date_format(request.before, "DATE_FORMAT")] if request.before else []
    return ", ".join(parts)
