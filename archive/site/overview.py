"""/overview/: the archive in charts, all of it or some days, a country or a topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Min, Value
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.models import Country, Digest, Topic
from archive.models.addresses import address
from archive.search import SearchRequest, SearchTimeout
from archive.search.pairs import Covered, Pairs, Step, counting

from .charts import also
from .facets import search_url
from .matrix import matrix
from .multiples import multiples, step_of
from .network import MOST_PEOPLE, network
from .shares import shares

LISTED, STRIPS = 12, 8  # newspapers, countries and topics; topics over time
MANY = 4_000  # digests: of more, only the newest year or 90 days are shown unless other days are asked for
LATELY = timedelta(days=90)

PAGES = {"sources": "source", "countries": "country", "topics": "topic", "people": "person"}


@dataclass(frozen=True, slots=True)
class Period:
    """Some days that the page offers."""

    label: str
    url: str
    current: bool


def page_url(name: str, slug: str) -> str:
    """The page of a value of a filter ("sources")."""
    return address(PAGES[name], slug)


def person_url(slug: str) -> str:
    """The page of a person."""
    return address("person", slug)


def overview(request: HttpRequest) -> HttpResponse:
    """The page; 503 when the database took too long over the days asked for."""
    kept = Digest.objects.published().aggregate(first=Min("date"), last=Max("date"), digests=Count("pk"))
    if kept["last"] is None:
        return render(request, "overview/page.html", {"empty": True})
    asked = _asked(request.GET)
    year, lately = _year_before(kept["last"]), kept["last"] - LATELY + timedelta(days=1)
    context: dict[str, Any] = {"narrowed": asked.narrowed, **_choices()}
    if kept["digests"] > MANY and not (asked.after or asked.before):
        few = Digest.objects.published().filter(date__gte=year).count() <= MANY
        asked = asked.change(after=year if few else lately)
    days = (asked.after or kept["first"], asked.before or kept["last"])
    try:
        with counting(asked) as pairs:
            asked = pairs.request
            context |= {"notes": pairs.notes, **_charts(pairs, step_of(*days))}
    except SearchTimeout:
        context["slow"] = True
    context |= {
        "asked": asked,
        "periods": _periods(asked, kept["first"] if kept["digests"] > MANY else None, year, lately),
    }
    return render(request, "overview/page.html", context, status=503 if "slow" in context else 200)


def _asked(query: QueryDict) -> SearchRequest:
    """The question of the address: since, until, one country, one topic."""
    read = QueryDict(mutable=True)
    for param, named in (("after", "since"), ("before", "until"), ("country", "country"), ("topic", "topic")):
        if value := query.get(named):
            read[param] = value
    return SearchRequest.from_query(read)


def _choices() -> dict[str, list[tuple[str, str]]]:
    """What the selects offer, in one query: (code, name) of countries, (slug, name) of topics, by name."""
    countries = Country.objects.annotate(of=Value("countries")).values_list("of", "code", "name")
    topics = Topic.objects.annotate(of=Value("topics")).values_list("of", "slug", "name")
    offered: dict[str, list[tuple[str, str]]] = {"countries": [], "topics": []}
    for of, slug, name in countries.union(topics).order_by("name"):
        offered[of].append((slug, name))
    return offered


def _charts(pairs: Pairs, step: Step) -> dict[str, Any]:
    """Every chart of the page, and what all of them cover."""
    asked = pairs.request
    counts = pairs.counts(
        dict.fromkeys(("sources", "countries", "topics"), LISTED + 1),
        both=[("sources", "countries"), ("sources", "topics")],
        over_time="topics",
        step=step,
    )
    covered = counts.covered
    # What is asked for is in every story and would tell nothing beside the others.
    beside = {
        name: [value for value in values if value.slug not in asked.values(name)][:LISTED]
        for name, values in counts.most.items()
    }
    people, together = pairs.people(MOST_PEOPLE)
    return {
        "covered": covered,
        "all_url": search_url(asked),
        "says": says(covered),
        **{
            f"{name}_shares": shares(beside[name], covered.stories, _leads(asked, name), _leads_to_page(name))
            for name in ("sources", "countries")
        },
        "topics_chart": multiples(
            "topics", counts.most["topics"][:STRIPS], counts.times, step, covered, asked, _leads_to_page("topics")
        ),
        **{
            f"{name}_matrix": matrix(
                ("sources", name), beside["sources"], beside[name], counts.both["sources", name], asked, page_url
            )
            for name in ("countries", "topics")
        },
        "network": network(people, together, asked, person_url),
    }


def _leads(asked: SearchRequest, name: str) -> Callable[[str], str]:
    return lambda slug: search_url(also(asked, name, slug))


def _leads_to_page(name: str) -> Callable[[str], str]:
    return lambda slug: page_url(name, slug)


def says(covered: Covered) -> str:
    """The days that are covered, in words."""
    if covered.first is None or covered.last is None or covered.first == covered.last:
        return date_format(covered.first, "DATE_FORMAT") if covered.first else ""
    return _("%(first)s to %(last)s") % {
        "first": date_format(covered.first, "DATE_FORMAT"),
        "last": date_format(covered.last, "DATE_FORMAT"),
    }


def _periods(asked: SearchRequest, first: date | None, year: date, lately: date) -> list[Period]:
    """The whole archive (since its first day, where it is not shown unasked), its newest year and 90 days, within what
    else is asked.
    """
    offered = ((_("Whole archive"), first), (_("Last year"), year), (_("Last 90 days"), lately))
    return [
        Period(label, _address(asked, since), asked.before is None and asked.after == since) for label, since in offered
    ]


def _address(asked: SearchRequest, since: date | None) -> str:
    """The page for the same country and topic since a day."""
    pairs = [("since", since.isoformat())] if since else []
    pairs += [
        (name, value) for name, values in (("country", asked.countries), ("topic", asked.topics)) for value in values
    ]
    return f"{address('overview')}?{urlencode(pairs)}" if pairs else address("overview")


def _year_before(day: date) -> date:
    """The first day of the year that ends with a day."""
    try:
        return day.replace(year=day.year - 1) + timedelta(days=1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, month=3, day=1)


urlpatterns = [path("overview/", overview, name="overview")]
