"""/: the newest digest, who was quoted most lately, and the sentence that asks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import ngettext

from archive.models import Article, Country, Digest, Role, Series, Source, Statement
from archive.search import SearchRequest, facet
from archive.search.counts import listed
from archive.search.names import bearers
from archive.search.query import Show

from .calendar import digests_by_day, month_of
from .cards import Card, cards, stories
from .charts import Bar, Row, bars
from .statements import for_show

PERIOD = timedelta(days=30)  # "lately": how far back the lists look from the newest digest's day
STORIES, SAID, QUOTED, LISTED = 9, 4, 8, 10  # how many of each the page shows


class Period(NamedTuple):
    """The days that the page's lists are counted over, both included."""

    after: date
    before: date

    def search_url(self, name: str, slug: str, show: Show = "stories") -> str:
        """The search for one value of a filter in these days: what a number of the lists counts."""
        request = SearchRequest(after=self.after, before=self.before, show=show).with_(name, slug)
        return f"{reverse('search')}?{request.to_query()}"


def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    digest = (
        Digest.objects.published().light().select_related("series", "published_by").order_by("-date", "-pk").first()
    )
    if digest is None or digest.date is None:
        return render(request, "home/empty.html")
    period = Period(digest.date - PERIOD + timedelta(days=1), digest.date)
    shown = cards(stories().filter(digest=digest).order_by("position"))
    said = list(
        for_show(Statement.objects.standing().filter(article__digest=digest)).order_by("article__position", "start")
    )
    first = digest.date.replace(day=1)
    in_month = Digest.objects.published().filter(date__year=first.year, date__month=first.month)
    context = {
        "digest": digest,
        "today": timezone.localdate(),
        "period": period,
        "lead": shown[0] if shown else None,
        "lead_statement": _telling(said, shown[:1]),
        "cards": shown[1:STORIES],
        "stories": len(shown),
        "newspapers": len({source for card in shown for source in card.sources}),
        "year_ago": _year_ago(digest.date),
        "said": _one_each(said, shown[1:]),
        "statements": len(said),
        "quoted": most_quoted(period),
        "countries": _counted("countries", period),
        "topics": _counted("topics", period),
        "sources": _counted("sources", period),
        "month": month_of(first, digests_by_day(in_month), current=digest.date),
        "month_before": Digest.objects.published()
        .filter(date__lt=first)
        .order_by("-date")
        .values_list("date", flat=True)
        .first(),
        **_totals(),
        **_sentence(),
    }
    return render(request, "home/home.html", context)


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


def _counted(name: str, period: Period) -> list[Bar]:
    """The values of a filter ("countries") with most stories in the period."""
    page = {"countries": "country", "topics": "topic", "sources": "source"}[name]
    found = facet(SearchRequest(after=period.after, before=period.before), name, LISTED)
    return bars(
        Row(
            name=value.name,
            number=value.count,
            url=reverse(page, args=[value.slug]),
            number_url=period.search_url(name, value.slug),
            number_label=_stories_of(value.name, value.count),
        )
        for value in found.values
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


def _year_ago(day: date) -> Card | None:
    """A story of the same day a year before."""
    try:
        then = day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return None
    return next(iter(cards(stories().filter(date=then).order_by("digest_id", "position")[:1])), None)


def _totals() -> dict[str, object]:
    """How large the archive is and when it begins."""
    published = Article.objects.published().aggregate(total=Count("pk"), since=Min("date"))
    statements = Statement.objects.visible().count()
    return {"all_stories": published["total"], "all_statements": statements, "since": published["since"]}


def _sentence() -> dict[str, object]:
    """What the sentence's fields offer: newspapers and countries that stories have, by name, and the years."""
    return {
        "source_choices": Source.objects.filter(pk__in=listed("sources")).order_by("sort_key"),
        "country_choices": Country.objects.filter(pk__in=listed("countries")).order_by("name"),
        "year_choices": [day.year for day in Digest.objects.published().dates("date", "year", order="DESC")],
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
