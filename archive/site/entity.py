"""The frame that the pages of people, organizations, newspapers, countries and topics share.

Figures, who and what is said there, when, the newest stories, and the statements behind every number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import Alias, Article
from archive.search import Facet, Record, SearchRequest, record
from archive.search.query import PARAMS
from archive.search.tree import Named

from . import amounts
from .about_page import about_page
from .cards import cards, stories
from .charts import Bar, Row, bars
from .columns import chart
from .compared import compare_url
from .coverage import covered
from .entity_charts import entity_charts
from .facets import LABELS, all_values, search_url
from .linked_data import Entity, described
from .said import CHOICES, MOST_CHOICES, is_compact, statement_list

M = TypeVar("M", bound=Model)

LISTED = 8  # values of one panel
NEWEST = 4  # stories

URLS = {"sources": "source", "countries": "country", "topics": "topic", "people": "person", "beside": "person",
        "organizations": "organization"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Panel:
    """What the statements have of one kind, most first; every number leads to those statements on this page.

    `of` is how many statements there are in all: what the shares are shares of.
    `total` is None where there are very many statements and values, and it is not counted.
    """

    name: str
    title: str
    total: int | None
    of: int
    bars: list[Bar]
    printed: bool
    all_url: str
    all_label: str


def entity_page(
    request: HttpRequest,
    name: str,
    entity: Entity,
    panels: Sequence[tuple[str, Any]],
    only: QuerySet[Article] | None = None,
    *,
    title: str,
    description: str,
    above: Sequence[tuple[str, str]],
) -> dict[str, Any]:
    """The context of a page about one value of a filter ("people"); `panels` are (filter of statements, title).

    `only` are stories to list instead of the newest. `title`, `description` and `above` are what the page says about
    itself (about_page.py). Http404 when no published story has the value.
    """
    of = (Named(name, entity.slug, (entity.pk,)),)
    kinds = {param: CHOICES[param][0] for param, _title in panels}
    found = record(SearchRequest(per_page=NEWEST), within=of)
    said = record(SearchRequest(show="statements"), list(kinds.values()), MOST_CHOICES, within=of).record
    if not found.record.total and not said.total:
        raise Http404
    own_url = entity.get_absolute_url()
    asked_url = f"{own_url}?compact=1&" if is_compact(request) else f"{own_url}?"
    values = {param: said.values[kind] for param, kind in kinds.items()}
    search = SearchRequest().with_(name, entity.slug)
    aliases = getattr(entity, "other_names", [])
    country = getattr(entity, "country", None)
    newest = cards(stories().filter(pk__in=found.keys).order_by("-date", "-pk") if only is None else only)
    narrowed_to = f"{PARAMS[name]}={entity.slug}"
    made = [_panel(param, title_, values[param], said.total, asked_url, narrowed_to) for param, title_ in panels]
    made = [panel for panel in made if panel.bars]
    return {
        "entity": entity,
        "of": of,
        "stories": found.record,
        "record": said,
        "panels": made,
        "first_panels": made[:2],
        "more_panels": made[2:],
        "values": values,
        "chart": chart(
            [(month.first, month.count) for month in said.months],
            lambda first, last: f"{asked_url}after={first}&before={last}#statements",
        ),
        "said": statement_list(request, of, values, said.total, own_url),
        "newest": newest,
        "coverage": covered(),
        "stories_url": search_url(search),
        "first_url": search_url(search.change(after=found.record.first, before=found.record.first)),
        "last_url": search_url(search.change(after=found.record.last, before=found.record.last)),
        "own_url": own_url,
        "compare_url": compare_url(name, entity.slug),
        "aliases": aliases,
        "about_page": about_page(
            request,
            title,
            f"{description} {_size(found.record, said)}",
            url=own_url,
            label=entity.name,
            above=[*above, *([(country.name, country.get_absolute_url())] if country else [])],
            kind="ProfilePage" if name in ("people", "organizations", "sources") else "CollectionPage",
            about=[described(entity, aliases, request.build_absolute_uri)],
            og_type="profile" if name == "people" else "website",
        ),
        **entity_charts(name, entity.pk, entity.slug, found.record),
    }


def with_other_names(rows: QuerySet[M]) -> QuerySet[M]:
    """People, organizations or newspapers with their aliases as `other_names`, in the order of the alphabet."""
    aliases = Alias.objects.filter(**{rows.model._meta.model_name or "": OuterRef("pk")})
    names = aliases.exclude(name=OuterRef("name")).order_by("name").values("name")
    return rows.annotate(other_names=ArraySubquery(names))  # type: ignore[return-value]  # the stubs lose M


def _size(stories: Record, said: Record) -> str:
    """ "146 statements, 118 stories." """
    parts = [amounts.statements(said.total)] if said.total else []
    return ", ".join([*parts, amounts.stories(stories.total)]) + "."


def _panel(param: str, title: Any, values: Facet, of: int, asked_url: str, narrowed_to: str) -> Panel:
    """One panel; the list of all its values is that of everything that has statements with this page's value."""
    name = CHOICES[param][0]
    more = len(values.values) > LISTED and name in LABELS
    return Panel(
        name=name,
        title=str(title),
        total=values.total,
        of=of,
        bars=bars(
            Row(
                name=value.name,
                number=value.count,
                url=reverse(URLS[name], args=[value.slug]),
                number_url=f"{asked_url}{param}={value.slug}#statements",
                number_label=statements_label(value.name, value.count, percent(value.count, of)),
                percent=percent(value.count, of),
            )
            for value in values.values[:LISTED]
        ),
        printed=name == "sources",
        all_url=f"{reverse(name)}?{narrowed_to}" if more else "",
        all_label=all_values(values) if more else "",
    )


def percent(number: int, of: int) -> str:
    """A share in words: "36%"; "under 1%" for what would be rounded to nothing."""
    share = 100 * number / of if of else 0
    return _("under 1%") if 0 < share < 1 else _("%(number)s%%") % {"number": round(share)}


def statements_label(name: str, number: int, share: str) -> str:
    """What a number says aloud: "Romania: 61 statements, 42%"."""
    return ngettext(
        "%(name)s: %(number)s statement, %(share)s", "%(name)s: %(number)s statements, %(share)s", number
    ) % {
        "name": name,
        "number": number,
        "share": share,
    }
