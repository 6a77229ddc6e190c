"""/about/: what the archive holds, how it was read and how well, what its words mean, and how to cite it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from archive.models import Digest, Series, Statement
from archive.models.addresses import address
from archive.search import Overview, SearchRequest, SearchTimeout, overview

from .cards import stories
from .coverage import coverage
from .kept import Kept

FIGURES = Path("exam") / "figures.json"  # written by `make exam KEEP=1`
DIGESTS = Path("fixtures") / "digests"  # what the exam reads, a folder for each set

# The sets of annotated digests, in the order of the table.
SETS = {
    "held": (
        _("Kept closed"),
        _("Digests that nobody who writes the parser’s rules has read. This is the honest column."),
    ),
    "forms": (_("Other forms"), _("Digests of many layouts, written to find out what the parser cannot read.")),
    "demo": (_("Demo"), _("The invented digests that a new archive begins with.")),
}
# What is measured, in the exam's order: its name, and what it means.
MEASURES = {
    "date": (_("Date"), _("the digest’s day, or rightly none where the text proves none")),
    "stories": (_("Stories"), _("where each story begins")),
    "titles": (_("Headlines"), _("the headline, among the stories found")),
    "sources": (_("Newspapers"), _("the newspapers that a story is drawn from")),
    "people": (_("People"), _("everybody who is named")),
    "roles": (_("Roles"), _("what a person is called, as printed, among the people found")),
    "affiliations": (_("Affiliations"), _("the organization that a person belongs to, among the people found")),
    "organizations": (_("Organizations"), _("the organizations that are named")),
    "countries": (_("Countries"), _("the countries that are named, by a city or a people too")),
    "statements": (_("Statements"), _("the sentences in which somebody’s words or view are given")),
    "who says what": (_("Who says what"), _("a statement with its right speaker")),
    "kinds": (_("Quoted or reported"), _("whether the words are the speaker’s own, among the statements found")),
    "told whom": (_("Told whom"), _("the newspaper that a statement was made to")),
    "provenance": (_("Passages"), _("whether what was found stands in the text where the archive says")),
}


@dataclass(frozen=True, slots=True)
class Set:
    """A set of annotated digests; `digests` is how many there are, None where they are not installed."""

    name: str
    about: str
    digests: int | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the table: what is measured, what it means, and each set's share in percent, "" where none is kept."""

    name: str
    about: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exam:
    """How well the parser reads: the kept figures of the exam."""

    sets: tuple[Set, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the archive, and where what it counts is listed."""

    name: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the archive holds; `confirmed` of its statements were decided or added by an editor."""

    found: Overview
    confirmed: int

    @property
    def percent(self) -> str:
        """The share of statements that an editor confirmed: "12", "under 1"."""
        return percent(self.confirmed, self.found.statement_total)


def about(request: HttpRequest) -> HttpResponse:
    """The page."""
    try:
        holdings: Holdings | None = _holdings.get()
    except SearchTimeout:
        holdings = None
    covered = coverage().between()
    series = Series.objects.annotate(
        count=Count("digests", filter=Q(digests__state=Digest.State.PUBLISHED)),
        first=Min("digests__date", filter=Q(digests__state=Digest.State.PUBLISHED)),
        last=Max("digests__date", filter=Q(digests__state=Digest.State.PUBLISHED)),
    )
    context = {
        "figures": _figures(holdings, covered.digests),
        "holdings": holdings,
        "coverage": covered if covered.digests else None,
        "series": [one for one in series if one.count],
        "exam": read_exam(settings.BASE_DIR),
        "example": stories().order_by("-date", "-digest_id", "position").first() if covered.digests else None,
    }
    return render(request, "about/page.html", context)


def percent(part: int, whole: int) -> str:
    """A share in whole percents; what is little but not nothing is "under 1", and what is not all "over 99"."""
    if not whole or part in (0, whole):
        return "100" if whole and part else "0"
    share = 100 * part / whole
    return "under 1" if share < 1 else "over 99" if share > 99 else str(round(share))


def _figures(holdings: Holdings | None, digests: int) -> list[Figure]:
    """The numbers at the top, each with its list."""
    found = [Figure(str(_("Digests")), digests, address("digests"))]
    if holdings:
        search, facets = address("search"), holdings.found.facets
        found[:0] = [
            Figure(str(_("Stories")), holdings.found.total, search),
            Figure(str(_("Statements")), holdings.found.statement_total, f"{search}?show=statements"),
        ]
        found += [
            Figure(str(label), facets[name].total or 0, address(name))
            for name, label in (
                ("people", _("People")),
                ("sources", _("Newspapers")),
                ("organizations", _("Organizations")),
                ("countries", _("Countries")),
                ("topics", _("Topics")),
            )
        ]
    return [one for one in found if one.number]


def _count() -> Holdings:
    found = overview(SearchRequest(), ("people", "sources", "organizations", "countries", "topics"), 1)
    return Holdings(found, Statement.objects.visible().filter(state=Statement.State.CONFIRMED).count())


_holdings = Kept(_count)


def read_exam(base: Path) -> Exam | None:
    """The exam's kept figures below a folder; None where there are none, or none that can be read."""
    try:
        kept = json.loads((base / FIGURES).read_text())
        figures = {
            name: {measure: float(share) for measure, share in kept[name].items()} for name in SETS if name in kept
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    if not figures:
        return None
    sets = tuple(Set(str(SETS[name][0]), str(SETS[name][1]), _digests(base / DIGESTS / name)) for name in figures)
    measures = tuple(
        Measure(str(label), str(meaning), tuple(_share(of_set.get(name)) for of_set in figures.values()))
        for name, (label, meaning) in MEASURES.items()
    )
    return Exam(sets, measures)


def _digests(folder: Path) -> int | None:
    """How many annotated digests a folder holds."""
    return len(list(folder.glob("*.json"))) or None


def _share(share: float | None) -> str:
    """0.987 -> "98.7"."""
    return "" if share is None else f"{100 * share:.1f}"


urlpatterns = [path("about/", about, name="about")]
