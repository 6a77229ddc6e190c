"""A better parser applied to the past: what would differ, by kind and with examples; taken by kind or row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from archive.ingest import jobs as queue
from archive.ingest import readings, review
from archive.ingest.differences import KINDS
from archive.models import Difference, Reading
from archive.parsing import parse as parser

_MAY = "archive.change_past"
_A_PAGE = 50
_EXAMPLES = 3
_REFRESH = "3"  # seconds, while it is under way


@dataclass(frozen=True, slots=True)
class Kind:
    """The differences of one kind: how many, some of them, and whether they can be taken."""

    name: str
    words: Promise
    count: int
    examples: list[Difference]
    can_be_taken: bool


@never_cache
@permission_required(_MAY, raise_exception=True)
def all_readings(request: HttpRequest) -> HttpResponse:
    """The readings so far; on POST a new one begins."""
    if request.method == "POST":
        try:
            reading = readings.start(who=cast(User, request.user))
        except review.NotPossible as no:
            messages.error(request, str(no))
            return redirect("admin:readings")
        queue.read_archive_again(reading)
        return redirect("admin:reading", reading.pk)
    page = Paginator(Reading.objects.select_related("who", "changeset"), _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/readings.html", {"desk": True, "page": page, "version": parser.VERSION})


@never_cache
@require_safe
@permission_required(_MAY, raise_exception=True)
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """One reading: how far it is, and its differences by kind."""
    one = get_object_or_404(Reading.objects.select_related("who", "changeset"), pk=pk)
    context = {"desk": True, "reading": one, "kinds": _kinds(one), "percent": _percent(one)}
    response = render(request, "desk/reading.html", context)
    if one.state in (Reading.State.RUNNING, Reading.State.APPLYING):
        response["Refresh"] = _REFRESH
    return response


def _percent(one: Reading) -> int:
    return min(100, 100 * one.read // one.digests) if one.digests else 100


def _kinds(one: Reading) -> list[Kind]:
    counts = readings.counts(one)
    return [
        Kind(
            name, words, counts[name], list(_of(one, name)[:_EXAMPLES]), name not in readings.NEVER,
        )
        for name, words in KINDS.items()
        if counts[name]
    ]  # fmt: skip


def _of(one: Reading, kind: str) -> QuerySet[Difference]:
    return one.differences.filter(kind=kind).order_by("pk")


@never_cache
@require_safe
@permission_required(_MAY, raise_exception=True)
def differences(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """All differences of one kind, to take row by row."""
    one = get_object_or_404(Reading, pk=pk)
    if kind not in KINDS:
        raise Http404
    rows = _of(one, kind).select_related("digest", "article").defer(
        "digest__raw", "digest__text", "article__body", "article__search"
    )  # fmt: skip
    page = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    can = one.state == Reading.State.READY and kind not in readings.NEVER
    context = {"desk": True, "reading": one, "words": KINDS[kind], "page": page, "can_be_taken": can}
    return render(request, "desk/differences.html", context)


@require_POST
@permission_required(_MAY, raise_exception=True)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply the chosen `kind`s and single `row`s."""
    one = get_object_or_404(Reading, pk=pk)
    rows = [int(row) for row in request.POST.getlist("row") if row.isascii() and row.isdigit() and len(row) < 19]
    try:
        taken = readings.take(one, kinds=request.POST.getlist("kind"), keys=rows, who=cast(User, request.user))
    except review.NotPossible as no:
        messages.error(request, str(no))
        return redirect("admin:reading", pk)
    queue.read_archive_again(one)
    words = ngettext("%(count)d difference is being applied.", "%(count)d differences are being applied.", taken)
    messages.success(request, words % {"count": taken})
    return redirect("admin:reading", pk)


@require_POST
@permission_required(_MAY, raise_exception=True)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the differences that were not applied."""
    readings.drop(get_object_or_404(Reading, pk=pk))
    messages.success(request, _("Dropped. What was not applied is as it was."))
    return redirect("admin:readings")
