"""/calendar/: years, months and days, what came on them, and what was expected and did not come."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.models import Digest, Series
from archive.models.addresses import address
from archive.search import SearchRequest, SearchTimeout, overview

from . import amounts
from .about_page import AboutPage, about_page, numbered
from .cards import cards, stories
from .coverage import Coverage, Covered, Gap, coverage
from .facets import search_url
from .kept import Kept

HEIGHT = 40  # pixels of the highest bar of a year
PER_PAGE = 100  # gaps
WHY = (
    gettext_lazy("It came on %(came)s of the %(weeks)s Mondays around."),
    gettext_lazy("It came on %(came)s of the %(weeks)s Tuesdays around."),
    gettext_lazy("It came on %(came)s of the %(weeks)s Wednesdays around."),
    gettext_lazy("It came on %(came)s of the %(weeks)s Thursdays around."),
    gettext_lazy("It came on %(came)s of the %(weeks)s Fridays around."),
    gettext_lazy("It came on %(came)s of the %(weeks)s Saturdays around."),
    gettext_lazy("It came on %(came)s of the %(weeks)s Sundays around."),
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month: `digests` came on it, `missing` ones were expected and did not. Without any it is no link."""

    date: date
    digests: int
    missing: int
    current: bool

    @property
    def url(self) -> str:
        return day_url(self.date)

    @property
    def says(self) -> str:
        """What is on it, in words; "" where nothing is."""
        return came(self.digests, self.missing)


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks of seven, Monday first; None where a day belongs to another month."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    covered: Covered
    stories: int | None
    several: bool  # series

    @property
    def url(self) -> str:
        return _month_url(self.first)

    @property
    def stories_url(self) -> str:
        return _stories_url(self.covered)


@dataclass(frozen=True, slots=True)
class Bar:
    """A month in the drawing of its year: what came from the ground up, what is missing above it (pixels down)."""

    name: str
    label: str
    url: str
    digests: int
    missing: int
    top: float
    height: float
    missing_top: float
    missing_height: float


@dataclass(frozen=True, slots=True)
class Year:
    """How much came in a year, and its twelve months drawn. `stories` is None where counting them took too long."""

    year: int
    covered: Covered
    stories: int | None
    bars: tuple[Bar, ...]

    @property
    def stories_url(self) -> str:
        return _stories_url(self.covered)


@dataclass(frozen=True, slots=True)
class Missing:
    """A digest that was expected and did not come, its series, and why it was expected in words."""

    gap: Gap
    series: Series
    why: str


def day_url(day: date) -> str:
    """The address of a day's page."""
    return address("day", day.year, day.month, day.day)


def _month_url(day: date) -> str:
    return address("month", day.year, day.month)


def _stories_url(covered: Covered) -> str:
    """The stories of these days."""
    return search_url(SearchRequest(after=covered.after, before=covered.before))


def month_of(first: date, found: Coverage, stories: int | None = None, current: date | None = None) -> Month:
    """The month that begins on `first`, with what came and what is missing on each day."""
    weeks = tuple(
        tuple(Day(day, *found.on(day), day == current) if day.month == first.month else None for day in week)
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    )
    return Month(first, weeks, _month(first, found), stories, found.several)


def _month(first: date, found: Coverage) -> Covered:
    return found.between(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))


def years(request: HttpRequest) -> HttpResponse:
    """Every year with its digests and stories, and its months drawn."""
    found = coverage()
    months = {year: [_month(date(year, month, 1), found) for month in range(1, 13)] for year in found.years()}
    highest = max((one.digests + one.missing for of_year in months.values() for one in of_year), default=0)
    counts = _stories_by_month()
    listed = [
        Year(
            year,
            found.between(date(year, 1, 1), date(year, 12, 31)),
            None if counts is None else sum(number for first, number in counts.items() if first.year == year),
            tuple(_bar(one, highest) for one in of_year),
        )
        for year, of_year in months.items()
    ]
    says = _("Every digest by the day that it is dated.")
    if listed:
        says += " " + _("%(first)s to %(last)s.") % {"first": listed[-1].year, "last": listed[0].year}
    about = about_page(request, _("Calendar"), says, kind="CollectionPage")
    return render(request, "calendar/years.html", {"years": listed, "all": found.between(), "about_page": about})


def _bar(month: Covered, highest: int) -> Bar:
    """A month's bar; `highest` is the largest number of digests that any month has or should have."""
    first = month.after or date.min
    height, missing = (round(HEIGHT * number / highest, 2) for number in (month.digests, month.missing))
    return Bar(
        name=date_format(first, "M"),
        label=f"{date_format(first, 'F Y')}: {came(month.digests, month.missing)}",
        url=_month_url(first) if month.digests or month.missing else "",
        digests=month.digests,
        missing=month.missing,
        top=round(HEIGHT - height, 2),
        height=height,
        missing_top=round(HEIGHT - height - missing, 2),
        missing_height=missing,
    )


def came(digests: int, missing: int) -> str:
    """ "2 digests; 1 expected, not received": what is on a day or in a month, in words."""
    parts = []
    if digests:
        parts.append(ngettext("%(number)s digest", "%(number)s digests", digests) % {"number": digests})
    if missing:
        words = _("expected, not received") if missing == 1 and not digests else _("%(number)s expected, not received")
        parts.append(words % {"number": missing})
    return "; ".join(parts)


def year(request: HttpRequest, year: int) -> HttpResponse:
    """The months of a year, day by day."""
    first, last = _day_or_404(year, 1, 1), date(year, 12, 31)
    found = coverage()
    firsts = found.months(year)
    if not firsts:
        raise Http404
    counts = _stories_by_month()
    months = [month_of(one, found, None if counts is None else counts.get(one, 0)) for one in firsts]
    covered = found.between(first, last)
    number = None if counts is None else sum(counts.get(one, 0) for one in firsts)
    context = {
        "year": year,
        "months": months,
        "covered": covered,
        **found.beside(first, last),
        "about_page": _about(request, str(year), str(year), covered.digests, number, []),
    }
    return render(request, "calendar/year.html", context)


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """A month: its digests and what is missing, newest first."""
    first, found = _day_or_404(year, month, 1), coverage()
    if first not in found.months(year):
        raise Http404
    shown = month_of(first, found)
    last = shown.covered.before or first
    digests = Digest.objects.published().light().counted().select_related("series").filter(date__range=(first, last))
    rows: list[Digest | Missing] = [*digests.order_by("-date", "-pk"), *_missing(found.gaps(first, last))]
    rows.sort(key=lambda row: -(row.gap.day if isinstance(row, Missing) else row.date or first).toordinal())
    listed = [row for row in rows if isinstance(row, Digest)]
    number = sum(digest.stories for digest in listed)  # type: ignore[attr-defined]  # by counted()
    context = {
        "month": shown,
        "rows": rows,
        **found.beside(first, last),
        "about_page": _about(
            request,
            date_format(first, "YEAR_MONTH_FORMAT"),
            date_format(first, "F"),
            len(listed),
            number,
            [_year_crumb(first)],
        ),
    }
    return render(request, "calendar/month.html", context)


def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """A day: its digests, each with its stories, and what was expected on it and did not come."""
    today = _day_or_404(year, month, day)
    found = coverage()
    digests = list(Digest.objects.published().light().filter(date=today).select_related("series").order_by("pk"))
    missing = _missing(found.gaps(today, today))
    if not digests and not missing:
        raise Http404
    listed = cards(stories().filter(digest__in=digests).order_by("digest_id", "position"))
    parts = [(digest, [card for card in listed if card.article.digest_id == digest.pk]) for digest in digests]
    context = {
        "day": today,
        "parts": parts,
        "missing": missing,
        "total": len(listed),
        "month": month_of(today.replace(day=1), found, current=today),
        **found.beside(today, today),
        "about_page": _about(
            request,
            date_format(today, "DATE_FORMAT"),
            str(day),
            len(digests),
            len(listed),
            [_year_crumb(today), (date_format(today, "F"), reverse("month", args=[year, month]))],
        ),
    }
    return render(request, "calendar/day.html", context)


def missing(request: HttpRequest) -> HttpResponse:
    """Every digest that was expected and did not come, newest first; `after` and `before` as in a search."""
    asked = SearchRequest.from_query(request.GET)
    page = Paginator(coverage().gaps(asked.after, asked.before), PER_PAGE).get_page(request.GET.get("page"))
    query = asked.page_(1).to_query()
    context = {
        "page": page,
        "missing": _missing(page.object_list),
        "asked": asked,
        "query": f"{query}&" if query else "",
        "about_page": about_page(
            request,
            numbered(_("Expected, not received"), page.number),
            _("Days on which a digest was expected and none was received."),
            above=[(_("Calendar"), reverse("calendar"))],
            kind="CollectionPage",
        ),
    }
    return render(request, "calendar/missing.html", context)


def _missing(gaps: Iterable[Gap]) -> list[Missing]:
    """The gaps in their order, with their series; one query."""
    listed = list(gaps)
    series = Series.objects.in_bulk({gap.series for gap in listed})
    return [Missing(gap, series[gap.series], _why(gap)) for gap in listed if gap.series in series]


def _why(gap: Gap) -> str:
    """Why a digest was expected: "It came on 5 of the 8 Mondays around." """
    return str(WHY[gap.day.weekday()]) % {"came": gap.came, "weeks": gap.weeks}


def _stories_by_month() -> dict[date, int] | None:
    """How many stories each month has, by its first day; None where counting them took too long."""
    try:
        return _counts.get()
    except SearchTimeout:
        return None


_counts = Kept(lambda: {month.first: month.count for month in overview(SearchRequest()).months})


def _about(
    request: HttpRequest, when: str, label: str, digests: int, stories: int | None, below: list[tuple[str, str]]
) -> AboutPage:
    """What the page of a year, month or day says about itself; `below` is the way down to it from the calendar."""
    counts = [amounts.digests(digests), *([] if stories is None else [amounts.stories(stories)])]
    return about_page(
        request,
        _("Press digests of %(when)s") % {"when": when},
        _("What came in %(when)s: %(counts)s.") % {"when": when, "counts": ", ".join(counts)},
        label=label,
        above=[(_("Calendar"), reverse("calendar")), *below],
        kind="CollectionPage",
    )


def _year_crumb(day: date) -> tuple[str, str]:
    return str(day.year), reverse("year", args=[day.year])


def _day_or_404(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise Http404 from error


urlpatterns = [
    path("calendar/", years, name="calendar"),
    path("calendar/missing/", missing, name="missing"),
    path("calendar/<int:year>/", year, name="year"),
    path("calendar/<int:year>/<int:month>/", month, name="month"),
    path("calendar/<int:year>/<int:month>/<int:day>/", day, name="day"),
]
