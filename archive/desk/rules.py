"""Fix once: a correction offered as a rule, with a live list of what it would hit; and the rules so far."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from archive.ingest import fixing, review
from archive.ingest import jobs as queue
from archive.models import ChangeSet, Rule

_MAY = "archive.change_past"
_A_PAGE = 50
_AROUND = 60  # characters of the text on each side of a hit


@never_cache
@permission_required(_MAY, raise_exception=True)
def rules(request: HttpRequest) -> HttpResponse:
    """The rules, the latest first."""
    page = Paginator(Rule.objects.select_related("who", "changeset"), _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/rules.html", {"desk": True, "page": page})


@never_cache
@permission_required(_MAY, raise_exception=True)
def add_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """The rule that a correction (a change set) suggests, and what it would hit; on POST it is made.

    With `past` in the form the past is gone through as well.
    """
    change = get_object_or_404(ChangeSet, pk=pk)
    suggested = fixing.suggested(change)
    if suggested is None:
        messages.error(request, _("This correction says nothing of other stories."))
        return redirect("admin:change", pk)
    if request.method == "POST":
        past = request.POST.get("past") == "1"
        try:
            rule = fixing.make(suggested, past=past, who=cast(User, request.user))
        except review.NotPossible as no:
            messages.error(request, str(no))
            return redirect("admin:rules")
        if past:
            queue.apply_rule(rule)
            messages.success(request, _("The rule is kept; the worker goes through the past with it."))
        else:
            messages.success(request, _("The rule is kept for what comes."))
        return redirect("admin:rules")
    hits = fixing.would_hit(suggested).select_related("article__digest").defer(
        "article__body", "article__search", "article__digest__raw"
    )  # fmt: skip
    page = Paginator(hits, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "desk": True,
        "change": change,
        "rule": suggested,
        "page": page,
        "hits": [(hit, *_around(hit)) for hit in page],
        "decided": fixing.found(suggested).exclude(state="proposed").count(),
    }
    return render(request, "desk/add_rule.html", context)


def _around(hit: Any) -> tuple[str, str, str]:
    """The words of a hit with some text on each side."""
    text = hit.article.digest.text or ""
    before, after = text[max(0, hit.start - _AROUND) : hit.start], text[hit.end : hit.end + _AROUND]
    return before.split("\n")[-1], text[hit.start : hit.end], after.split("\n")[0]


@require_POST
@permission_required(_MAY, raise_exception=True)
def switch_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a rule on or off for what comes."""
    rule = get_object_or_404(Rule, pk=pk)
    on = request.POST.get("on") == "1"
    fixing.switch(rule, on, who=cast(User, request.user))
    messages.success(
        request, _("The rule is on.") if on else _("The rule is off. What it changed stays; undo that below.")
    )
    return redirect("admin:rules")
