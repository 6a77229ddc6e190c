"""/: the newest digest, what is talked about more than before, who was quoted most, and the sentence that asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import Article, Digest, Role, Series, Statement
from archive.search import FacetValue, Overview, SearchRequest, SearchTimeout, overview
from archive.search.names import bearers
from archive.search.query import Show

from . import amounts
from .about_page import AboutPage, about_page
from .calendar import month_of
from .cards import Card, cards, stories
from .charts import Bar, Row, bars
from .coverage import coverage
from .kept import Kept
from .linked_data import site
from .rising import Rise, rising
from .statements import for_show

PERIOD = timedelta(days=30)  # "lately": how far back the lists look from the newest digest's day
STORIES, SAID, QUOTED, LISTED, LATEST, RISING = 9, 4, 8, 10, 5, 5  # how many of each the page shows
CHOICES = 300  # newspapers, and countries, that the sentence offers at most

PAGES = {"countries": "country", "topics": "topic", "sources": "source"}


class Period(NamedTuple):
    """Days that something is counted over, both included."""

    after: date
    before: date

    @property
    def earlier(self) -> Period:
        """As many days just before these."""
        return Period(self.after - PERIOD, self.after - timedelta(days=1))

    def search_url(self, name: str, slug: str, show: Show = "stories") -> str:
        """The search for one value of a filter in these days: what a number of the lists counts."""
        request = SearchRequest(after=self.after, before=self.before, show=show).with_(name, slug)
        return f"{reverse('search')}?{request.to_query()}"


@dataclass(frozen=True, slots=True)
class Rising:
    """A topic or country that rises: its numbers of stories in the two periods, and where each leads."""

    name: str
    url: str
    now: int
    now_url: str
    now_label: str
    before: int
    before_url: str
    before_label: str


@dataclass(frozen=True, slots=True)
class Lists:
    """What the front page counts; empty where counting took too long."""

    quoted: list[Bar] = field(default_factory=list)
    countries: list[Bar] = field(default_factory=list)
    topics: list[Bar] = field(default_factory=list)
    sources: list[Bar] = field(default_factory=list)
    rising_topics: list[Rising] = field(default_factory=list)
    rising_countries: list[Rising] = field(default_factory=list)
    all_stories: int = 0
    all_statements: int = 0
    source_choices: list[FacetValue] = field(default_factory=list)
    country_choices: list[FacetValue] = field(default_factory=list)


def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    found = coverage()
    latest = list(
        Digest.objects.published().light().counted().select_related("series").order_by("-date", "-pk")[: LATEST + 1]
    )
    if not latest or latest[0].date is None or found.first is None:
        return render(request, "home/empty.html", {"about_page": _about(request, _("No digest is in it yet."))})
    digest, day = latest[0], latest[0].date
    listed = list(stories().filter(digest=digest).order_by("position"))
    year_ago = _year_ago(day)
    shown = cards([*listed, *year_ago])
    shown, old = shown[: len(listed)], shown[len(listed) :]
    said = list(
        for_show(Statement.objects.standing().filter(article__digest=digest)).order_by("article__position", "start")
    )
    first = day.replace(day=1)
    lists = _lists_or_none()
    context = {
        "digest": digest,
        "latest": latest[1:],
        "today": timezone.localdate(),
        "period": _period(day),
        "lists": lists,
        "lead": shown[0] if shown else None,
        "lead_statement": _telling(said, shown[:1]),
        "cards": shown[1:STORIES],
        "stories": len(listed),
        "newspapers": len({source for card in shown for source in card.sources}),
        "year_ago": old[0] if old else None,
        "said": _one_each(said, shown[1:]),
        "statements": len(said),
        "month": month_of(first, found, current=day),
        "month_before": found.beside(first, first)["before"],
        "since": found.first,
        "years": found.years(),
        "about_page": _about(request, _size(lists, found.first)),
    }
    return render(request, "home/home.html", context)


def _period(day: date) -> Period:
    """The days up to the newest digest's."""
    return Period(day - PERIOD + timedelta(days=1), day)


def _lists_or_none() -> Lists:
    """What is counted; nothing where that took too long, and then it is tried again."""
    try:
        return _lists.get()
    except SearchTimeout:
        return Lists()


def lists() -> Lists:
    """What the front page counts: in the days up to the newest digest, in those before, and in all."""
    newest = coverage().last
    if newest is None:
        return Lists()
    period = _period(newest)
    now = overview(_in(period), ("topics", "countries", "sources"))
    before = overview(_in(period.earlier), ("topics", "countries"))
    everything = overview(SearchRequest(), ("sources", "countries"), CHOICES)
    return Lists(
        quoted=most_quoted(period),
        countries=_counted("countries", period, now),
        topics=_counted("topics", period, now),
        sources=_counted("sources", period, now),
        rising_topics=_rising("topics", period, now, before),
        rising_countries=_rising("countries", period, now, before),
        all_stories=everything.total,
        all_statements=everything.statement_total,
        source_choices=_by_name(everything.facets["sources"].values),
        country_choices=_by_name(everything.facets["countries"].values),
    )


_lists = Kept(lists)


def _in(period: Period) -> SearchRequest:
    return SearchRequest(after=period.after, before=period.before)


def _by_name(values: Iterable[FacetValue]) -> list[FacetValue]:
    return sorted(values, key=lambda value: value.name.lower().removeprefix("the "))


def most_quoted(period: Period) -> list[Bar]:
    """The people with most statements in the period, each with the role printed last."""
    counted = (
        Statement.objects.visible()
        .filter(person__isnull=False, article__date__range=period)
        .values("person", "person__name", "person__slug")
        .annotate(number=Count("pk"))
        .order_by("-number", "person__sort_key")[:QUOTED]
    )
    people = list(counted)
    roles = Role.objects.visible().filter(person__in=[row["person"] for row in people], article__date__range=period)
    latest = dict(roles.order_by("article__date", "article_id", "-start").values_list("person", "text"))
    return bars(
        Row(
            name=row["person__name"],
            number=row["number"],
            url=reverse("person", args=[row["person__slug"]]),
            number_url=period.search_url("people", row["person__slug"], show="statements"),
            note=latest.get(row["person"], ""),
            number_label=_statements_of(row["person__name"], row["number"]),
        )
        for row in people
    )


def _statements_of(name: str, number: int) -> str:
    return ngettext("%(number)s statement by %(name)s", "%(number)s statements by %(name)s", number) % {
        "number": number,
        "name": name,
    }


def _counted(name: str, period: Period, found: Overview) -> list[Bar]:
    """The values of a filter ("countries") with most stories in the period."""
    return bars(
        Row(
            name=value.name,
            number=value.count,
            url=reverse(PAGES[name], args=[value.slug]),
            number_url=period.search_url(name, value.slug),
            number_label=_stories_of(value.name, value.count),
        )
        for value in found.facets[name].values[:LISTED]
    )


def _rising(name: str, period: Period, now: Overview, before: Overview) -> list[Rising]:
    """The values of a filter that rise against the days before (rising.py)."""
    found = rising(now.facets[name].values, before.facets[name].values, now.total, before.total, RISING)
    return [_rise(name, period, one) for one in found]


def _rise(name: str, period: Period, one: Rise) -> Rising:
    return Rising(
        name=one.name,
        url=reverse(PAGES[name], args=[one.slug]),
        now=one.now,
        now_url=period.search_url(name, one.slug),
        now_label=_stories_of(one.name, one.now),
        before=one.before,
        before_url=period.earlier.search_url(name, one.slug),
        before_label=_("%(stories)s, in the 30 days before") % {"stories": _stories_of(one.name, one.before)},
    )


def _stories_of(name: str, number: int) -> str:
    return ngettext("%(number)s story: %(name)s", "%(number)s stories: %(name)s", number) % {
        "number": number,
        "name": name,
    }


def _telling(said: list[Statement], listed: list[Card]) -> Statement | None:
    """The statement to set large: the first that quotes somebody named, in the stories whose words may be shown."""
    keys = {card.article.pk for card in listed if card.article.digest.series.rights != Series.Rights.LINK}
    here = [statement for statement in said if statement.article_id in keys]
    return next((one for one in here if one.kind != Statement.Kind.INDIRECT and one.speaker), here[0] if here else None)


def _one_each(said: list[Statement], listed: list[Card]) -> list[Statement]:
    """A statement of each story, as many as the page shows."""
    chosen = [one for card in listed if (one := _telling(said, [card]))]
    return chosen[:SAID]


def _year_ago(day: date) -> list[Article]:
    """A story of the same day a year before; none where there is none."""
    try:
        then = day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return []
    return list(stories().filter(date=then).order_by("digest_id", "position")[:1])


def _about(request: HttpRequest, size: str) -> AboutPage:
    """What the front page says about the archive."""
    name, absolute = _("Press Archive"), request.build_absolute_uri
    says = _("Who said what, in which newspaper, about which country, and when: a searchable archive of press digests.")
    return about_page(request, name, f"{says} {size}", about=[site(absolute, name, says)])


def _size(lists: Lists | None, since: date) -> str:
    """ "272 stories and 388 statements since 2016." """
    if lists is None:
        return _("Since %(year)s.") % {"year": since.year}
    return _("%(stories)s and %(statements)s since %(year)s.") % {
        "stories": amounts.stories(lists.all_stories),
        "statements": amounts.statements(lists.all_statements),
        "year": since.year,
    }


def ask(request: HttpRequest) -> HttpResponse:
    """/find/: the sentence of the front page, sent on as a search.

    `who` is a name as typed. Where exactly one person bears it, in any spelling, that person is searched for;
    otherwise the name becomes words to look for.
    """
    asked = SearchRequest.from_query(request.GET)
    who = " ".join(request.GET.get("who", "").replace("\x00", " ").replace(chr(34), " ").split())[:200]
    if who:
        slugs = [one.slug for one in bearers("people", who)]
        asked = asked.with_("people", *slugs) if len(slugs) == 1 else asked.change(q=f'"{who}" {asked.q}'.strip())
    return redirect(f"{reverse('search')}?{asked.to_query()}")


urlpatterns = [path("", home, name="home"), path("find/", ask, name="find")]
