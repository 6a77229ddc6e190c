"""A digest that repeats another one: both side by side, and the choice to skip it, to replace that or keep both."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from archive.desk.history import may_undo
from archive.ingest import near, review
from archive.models import NearDuplicate

_LONGEST = 100_000  # characters of each digest that are set side by side


@never_cache
@permission_required("archive.change_digest", raise_exception=True)
def near_duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """The two with their differences; on POST what the editor chose."""
    found = NearDuplicate.objects.select_related("digest__series", "other__series", "who").defer(
        "digest__raw", "other__raw"
    )  # fmt: skip
    one = get_object_or_404(found, pk=pk)
    if request.method == "POST":
        choice, user = request.POST.get("choice", ""), cast(User, request.user)
        received = one.digest.changesets.filter(verb="receive").first()
        if choice == NearDuplicate.Choice.SKIP and (received is None or not may_undo(user, received)):
            raise PermissionDenied
        try:
            near.choose(one, choice, who=user)
        except review.NotPossible as no:
            messages.error(request, str(no))
            return redirect("admin:near_duplicate", pk)
        if choice == NearDuplicate.Choice.SKIP:
            told = {"digest": one.digest}
            messages.success(request, _("Skipped: %(digest)s. It can be brought back in the changes.") % told)
            return redirect("admin:index")
        messages.success(request, _("Kept in mind."))
        return redirect("admin:review", one.digest_id)
    text, other = ((digest.text or "")[:_LONGEST] for digest in (one.digest, one.other))
    return render(request, "desk/near.html", {"desk": True, "near": one, "stretches": near.beside(text, other)})
