"""/calendar/: years, months and days, and what came on them."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from archive.models import Digest

from .cards import cards, stories


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month's page; `digests` came on it. Without any it leads nowhere."""

    date: date
    digests: int
    current: bool

    @property
    def url(self) -> str:
        return day_url(self.date)


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks of seven, Monday first; None where a day belongs to another month."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    digests: int
    stories: int

    @property
    def last(self) -> date:
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])

    @property
    def url(self) -> str:
        return reverse("month", args=[self.first.year, self.first.month])


@dataclass(frozen=True, slots=True)
class Year:
    """How much came in a year: digests and stories."""

    year: int
    digests: int
    stories: int


def day_url(day: date) -> str:
    """The address of a day's page."""
    return reverse("day", args=[day.year, day.month, day.day])


def month_of(first: date, digests: Mapping[date, int], stories: int = 0, current: date | None = None) -> Month:
    """The month that begins on `first`, with the number of digests of each day."""
    weeks = tuple(
        tuple(Day(day, digests.get(day, 0), day == current) if day.month == first.month else None for day in week)
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    )
    total = sum(number for day, number in digests.items() if (day.year, day.month) == (first.year, first.month))
    return Month(first, weeks, total, stories)


def digests_by_day(digests: QuerySet[Digest]) -> dict[date, int]:
    """How many digests came on each day."""
    return dict(digests.values_list("date").annotate(Count("pk")).order_by())


def years(request: HttpRequest) -> HttpResponse:
    """Every year with its digests and stories."""
    found = Digest.objects.published().values_list("date__year").annotate(Count("pk", distinct=True), Count("articles"))
    listed = [Year(*row) for row in found.order_by("-date__year")]
    return render(request, "calendar/years.html", {"years": listed})


def year(request: HttpRequest, year: int) -> HttpResponse:
    """The months of a year, day by day."""
    _day_or_404(year, 1, 1)
    digests = Digest.objects.published().filter(date__year=year)
    days = digests_by_day(digests)
    if not days:
        raise Http404
    by_month = dict(stories().filter(date__year=year).order_by().values_list(TruncMonth("date")).annotate(Count("pk")))
    months = [month_of(first, days, by_month.get(first, 0)) for first in sorted({day.replace(day=1) for day in days})]
    around = Digest.objects.published().aggregate(
        before=Max("date", filter=Q(date__year__lt=year)), after=Min("date", filter=Q(date__year__gt=year))
    )
    context = {"year": year, "months": months, "before": around["before"], "after": around["after"]}
    return render(request, "calendar/year.html", context)


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """A month and its digests, newest first."""
    first = _day_or_404(year, month, 1)
    digests = (
        Digest.objects.published()
        .light()
        .filter(date__year=year, date__month=month)
        .select_related("series")
        .annotate(stories=Count("articles"))
        .order_by("-date", "-pk")
    )
    listed = list(digests)
    if not listed:
        raise Http404
    days: dict[date, int] = {}
    for digest in listed:
        if digest.date:
            days[digest.date] = days.get(digest.date, 0) + 1
    shown = month_of(first, days)
    context = {"month": shown, "digests": listed, **_around(shown.first, shown.last)}
    return render(request, "calendar/month.html", context)


def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """A day: its digests, each with its stories."""
    today = _day_or_404(year, month, day)
    digests = list(Digest.objects.published().light().filter(date=today).select_related("series").order_by("pk"))
    if not digests:
        raise Http404
    listed = cards(stories().filter(digest__in=digests).order_by("digest_id", "position"))
    parts = [(digest, [card for card in listed if card.article.digest_id == digest.pk]) for digest in digests]
    first = today.replace(day=1)
    in_month = Digest.objects.published().filter(date__year=year, date__month=month)
    context = {
        "day": today,
        "parts": parts,
        "total": len(listed),
        "month": month_of(first, digests_by_day(in_month), current=today),
        **_around(today, today),
    }
    return render(request, "calendar/day.html", context)


def _around(first: date, last: date) -> dict[str, date | None]:
    """The nearest days with a digest before `first` and after `last`."""
    found = Digest.objects.published().aggregate(
        before=Max("date", filter=Q(date__lt=first)), after=Min("date", filter=Q(date__gt=last))
    )
    return {"before": found["before"], "after": found["after"]}


def _day_or_404(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise Http404 from error


urlpatterns = [
    path("calendar/", years, name="calendar"),
    path("calendar/<int:year>/", year, name="year"),
    path("calendar/<int:year>/<int:month>/", month, name="month"),
    path("calendar/<int:year>/<int:month>/<int:day>/", day, name="day"),
]
