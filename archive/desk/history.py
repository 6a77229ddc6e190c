"""What was done to a digest: its change sets, the latest first."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive.ingest import review
from archive.models import ChangeSet, Digest

_A_PAGE = 50


@require_safe
@permission_required("archive.view_digest", raise_exception=True)
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who did what and when; the latest act can be undone here."""
    digest = get_object_or_404(Digest.objects.light().select_related("received_by"), pk=pk)
    page = Paginator(digest.changesets.select_related("who"), _A_PAGE).get_page(request.GET.get("page"))
    last = review.last_change(digest)
    context = {
        "desk": True,
        "digest": digest,
        "page": page,
        "last_change": last if last and may_undo(cast(User, request.user), last) else None,
    }
    return render(request, "desk/history.html", context)


def may_undo(user: User, change: ChangeSet) -> bool:
    """Whether somebody may undo an act: the parser's and one's own everybody who changes digests, others' a chief."""
    own = change.who_id in (None, user.pk)
    return user.has_perm("archive.change_digest") and (own or user.has_perm("archive.undo_others"))
