"""/digests/: all digests by date, and each as it was received."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.paginator import Paginator
from django.db.models import Count, F, Func, IntegerField, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.models import Digest, Mention, Series, Statement
from archive.models.addresses import address
from archive.search import SearchRequest
from archive.templatetags.reader import called, day_url

from . import amounts
from .about_page import AboutPage, about_page, numbered
from .articles import mention_marks
from .cards import Card, cards, stories
from .coverage import Coverage, coverage
from .linked_data import issue, item_list
from .marks import Mark, mark_up
from .statements import for_show

PER_PAGE = 40
SHOWN = 400_000  # characters of a digest's text that a page shows at most
FORMATS = {
    **dict.fromkeys(("txt", "text", "md"), gettext_lazy("plain text")),
    **dict.fromkeys(("html", "htm", "xhtml"), gettext_lazy("web page")),
    **dict.fromkeys(("docx", "docm"), gettext_lazy("Word document")),
    "pdf": gettext_lazy("PDF"),
    **dict.fromkeys(("eml", "mht", "mhtml"), gettext_lazy("mail")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a digest. `story`: one begins here. Neither: lines that may not be shown are left out here."""

    html: SafeString | None = None
    story: Card | None = None
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the list: None for all years."""

    year: int | None
    digests: int
    url: str
    chosen: bool


def digests(request: HttpRequest) -> HttpResponse:
    """Published digests, newest first: all, or those of some days (`after`, `before` as in a search) or a `series`."""
    asked = SearchRequest.from_query(request.GET)
    wanted = request.GET.get("series", "").replace("\x00", "")[:80]
    series = Series.objects.filter(slug=wanted).first() if wanted else None
    listed = Digest.objects.published().light().counted().select_related("series").order_by("-date", "-pk")
    found = coverage()
    if series:
        listed = listed.filter(series=series)
        found = Coverage({pk: run for pk, run in found.runs.items() if pk == series.pk})
    if asked.after:
        listed = listed.filter(date__gte=asked.after)
    if asked.before:
        listed = listed.filter(date__lte=asked.before)
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    notes = [*asked.notes, *([_("No series is called “%s”.") % wanted[:60]] if wanted and not series else [])]
    query = urlencode([(name, value) for name, value in _chosen(asked.after, asked.before, series)])
    covered = found.between(asked.after, asked.before)
    context = {
        "page": page,
        "asked": asked,
        "series": series,
        "notes": notes,
        "years": list(_years(found, asked, series)),
        "coverage": covered if covered.digests and not series else None,
        "query": f"{query}&" if query else "",
    }
    number = page.paginator.count
    says = ngettext("%(number)s digest is in the archive.", "%(number)s digests are in the archive, the newest first.",
                    number) % {"number": intcomma(number)}  # fmt: skip
    context["about_page"] = about_page(
        request,
        numbered(_("Digests"), page.number),
        says if page.number == 1 else _("%(says)s Page %(number)s.") % {"says": says, "number": page.number},
        url=request.path if page.number == 1 else f"{request.path}?page={page.number}",
        kind="CollectionPage",
        about=[
            item_list([(called(one), one.get_absolute_url()) for one in page.object_list], request.build_absolute_uri)
        ],
    )
    return render(request, "digests/list.html", context)


def _years(found: Coverage, asked: SearchRequest, series: Series | None) -> Iterator[Year]:
    """All digests, then those of each year, each with its address."""
    spans: list[tuple[int | None, date | None, date | None]] = [(None, None, None)]
    spans += [(year, date(year, 1, 1), date(year, 12, 31)) for year in found.years()]
    for year, first, last in spans:
        number = found.between(first, last).digests
        query = urlencode(_chosen(first, last, series))
        url = f"{address('digests')}?{query}" if query else address("digests")
        if number:
            yield Year(year, number, url, (asked.after, asked.before) == (first, last))


def _chosen(after: date | None, before: date | None, series: Series | None) -> list[tuple[str, str]]:
    """What narrows the list, as parameters of its address."""
    days = [(name, day.isoformat()) for name, day in (("after", after), ("before", before)) if day]
    return [*([("series", series.slug)] if series else []), *days]


def digest(request: HttpRequest, slug: str) -> HttpResponse:
    """A published digest as received, as far as the rights of its series go; 404 for any other."""
    size = Func(F("raw"), function="octet_length", output_field=IntegerField())
    found = Digest.objects.published().defer("raw").select_related("series", "published_by").annotate(size=size)
    received = get_object_or_404(found, slug=slug)
    listed = cards(stories().filter(digest=received).order_by("position"))
    said = list(for_show(Statement.objects.standing().filter(article__digest=received)).order_by("start", "pk"))
    text = received.text or ""
    context = {
        "digest": received,
        "cards": listed,
        "lines": list(_lines(received, listed, said)),
        "statements": len(said),
        "cut": received.series.rights != Series.Rights.LINK and len(text) > SHOWN,
        "neighbours": _neighbours(received),
        "format": FORMATS.get(received.filename.rpartition(".")[2].lower(), ""),
        "corrected": _corrected(received),
        "beside": _beside(received),
        "about_page": _about(request, received, listed, len(said)),
    }
    return render(request, "digests/detail.html", context)


def _corrected(received: Digest) -> dict[str, Any]:
    """How often editors changed a digest since it was published last ("number"), and when last ("last")."""
    acts = received.changesets.acts().filter(at__gt=received.published_at).exclude(verb__in=("publish", "withdraw"))
    return acts.aggregate(number=Count("pk"), last=Max("at"))


def _beside(received: Digest) -> list[Digest]:
    """Other published digests of its series and day, the mail that it came in, and what came in it."""
    same = Q(series=received.series_id, date=received.date) | Q(parent=received.pk) | Q(pk=received.parent_id)
    others = Digest.objects.published().light().select_related("series").filter(same).exclude(pk=received.pk)
    return list(others.order_by("pk"))


def _about(request: HttpRequest, received: Digest, listed: list[Card], statements: int) -> AboutPage:
    """What the page says about itself: an issue of its series, and which stories it has."""
    date_ = cast(date, received.date)  # none is published without
    day = date_format(date_, "DATE_FORMAT")
    name = called(received)
    title = name if day in name else f"{name}, {day}"
    counts = {"stories": amounts.stories(len(listed)), "statements": amounts.statements(statements)}
    says = _("Press digest of %(series)s, %(day)s, as received: %(stories)s, %(statements)s.")
    headlines = [card.headline for card in listed]
    return about_page(
        request,
        title,
        says % {"series": received.series, "day": day, **counts} + " " + "; ".join(headlines),
        label=name,
        above=[(_("Digests"), address("digests")), (day, day_url(date_))],
        kind="CollectionPage",
        about=[
            issue(
                received,
                request.build_absolute_uri,
                zip(headlines, [card.article.get_absolute_url() for card in listed], strict=True),
            )
        ],
    )


def _lines(received: Digest, listed: list[Card], said: list[Statement]) -> Iterator[Line]:
    """The text line by line with its marks, and where each story begins."""
    rights = received.series.rights
    if rights == Series.Rights.LINK:
        for card in listed:
            yield Line(story=card, statements=tuple(one for one in said if one.article_id == card.article.pk))
        return
    waiting = sorted(listed, key=lambda card: card.article.start, reverse=True)
    allowed = None if rights == Series.Rights.FULL else _around(listed, said)
    text = (received.text or "")[:SHOWN]
    gap = False
    for start, end, marks in _marked_lines(text, _marks(received, said)):
        while waiting and waiting[-1].article.start < end:
            yield Line(story=waiting.pop())
            gap = False
        if allowed is None or any(first < end and start < last for first, last in allowed):
            yield Line(html=mark_up(text, marks, start, end))
            gap = False
        elif not gap:
            yield Line()
            gap = True
    yield from (Line(story=card) for card in reversed(waiting))


def _around(listed: list[Card], said: list[Statement]) -> list[tuple[int, int]]:
    """The paragraphs in which something is said: all that an excerpt may show."""
    paragraphs = {card.article.pk: card.article.paragraphs for card in listed}
    return sorted(
        {
            (first, last)
            for one in said
            for first, last in paragraphs[one.article_id]
            if (one.start or 0) < last and first < (one.end or 0)
        }
    )


def _marked_lines(text: str, marks: Iterable[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Each line that is not blank, [start, end), with the marks that touch it; one walk over both."""
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    open_: list[Mark] = []
    at = 0
    for line in text.splitlines(keepends=True):
        start, end = at, at + len(line.rstrip())
        at += len(line)
        while waiting and waiting[-1].start < end:
            open_.append(waiting.pop())
        open_ = [mark for mark in open_ if mark.end > start]
        if start < end:
            yield start, end, open_


def _marks(received: Digest, said: list[Statement]) -> Iterator[Mark]:
    """Names lead to their pages; a statement's number leads to it in its story."""
    mentions = Mention.objects.standing().filter(article__digest=received)
    yield from mention_marks(mentions.select_related("person", "organization", "country"))
    numbers: dict[int, int] = {}
    for one in said:
        number = numbers[one.article_id] = numbers.get(one.article_id, 0) + 1
        yield Mark(
            one.start or 0,
            one.end or 0,
            "m-statement",
            anchor=f"statement-{one.pk}",
            number=str(number),
            number_url=f"{one.article.get_absolute_url()}#statement-{one.pk}",
        )


def _neighbours(received: Digest) -> dict[str, Digest | None]:
    """The digests before and after this one, by date and then by order of arrival."""
    others, day = Digest.objects.published().only("slug", "date", "title", "filename"), received.date
    earlier = others.filter(Q(date__lt=day) | Q(date=day, pk__lt=received.pk), date__lte=day)
    later = others.filter(Q(date__gt=day) | Q(date=day, pk__gt=received.pk), date__gte=day)
    return {"before": earlier.order_by("-date", "-pk").first(), "after": later.order_by("date", "pk").first()}


urlpatterns = [
    path("digests/", digests, name="digests"),
    path("digests/<slug:slug>/", digest, name="digest"),
]
