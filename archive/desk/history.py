"""What was done: to a digest, to any record, and by one change set, each with the way back."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, models
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from archive.desk import told
from archive.desk.merge import LARGE
from archive.ingest import jobs as queue
from archive.ingest import ledger, review, undoing
from archive.models import FACTS, Alias, Article, Change, ChangeSet, Digest, FormerSlug

_A_PAGE = 50
_ROWS = 100
_NAMED = 5  # rows that a refusal names


@never_cache
@require_safe
@permission_required("archive.view_digest", raise_exception=True)
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done to a digest, the latest first; the latest act can be undone here, and its import."""
    digest = get_object_or_404(Digest.objects.light().select_related("received_by"), pk=pk)
    page = Paginator(digest.changesets.select_related("who"), _A_PAGE).get_page(request.GET.get("page"))
    last = review.last_change(digest)
    received = digest.changesets.filter(verb="receive").first()
    user = cast(User, request.user)
    context = {
        "desk": True,
        "digest": digest,
        "page": page,
        "last_change": last if last and may_undo(user, last) else None,
        "import_of": received if received and may_undo(user, received) else None,
    }
    return render(request, "desk/history.html", context)


def may_undo(user: User, change: ChangeSet) -> bool:
    """Whether somebody may undo an act: one's own and what the parser did to a digest everybody who changes digests.

    What others did, and what nobody in particular did to the archive as a whole, a chief.
    """
    return may_undo_of(user, change.who_id, nobodys=change.digest_id is not None)


def may_undo_of(user: User, who: int | None, *, nobodys: bool) -> bool:
    """The same by an account's id; `nobodys`: whether everybody may undo what nobody in particular did."""
    own = who == user.pk or (who is None and nobodys)
    return user.has_perm("archive.change_digest") and (own or user.has_perm("archive.undo_others"))


@never_cache
@require_safe
@permission_required("archive.view_changeset", raise_exception=True)
def changes(request: HttpRequest) -> HttpResponse:
    """Everything that was done in the archive, the latest first; `by` narrows it to one person."""
    found: QuerySet[ChangeSet] = ChangeSet.objects.select_related("who")
    by = request.GET.get("by", "")
    if by:
        found = found.filter(who__username=by)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    context = {"desk": True, "page": page, "by": by, "query": f"by={by}&" if by else ""}
    return render(request, "desk/changes.html", context)


@never_cache
@require_safe
@permission_required("archive.view_changeset", raise_exception=True)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """One change set: who, when, and every row before and after."""
    one = get_object_or_404(ChangeSet.objects.select_related("who", "undone_by__who"), pk=pk)
    page = Paginator(one.changes.order_by("pk"), _ROWS).get_page(request.GET.get("page"))
    context = {
        "desk": True,
        "change": one,
        "page": page,
        "rows": told.tell(page.object_list),
        "digest": Digest.objects.light().filter(pk=one.digest_id or 0).first(),
        "undid": one.undid.order_by("pk")[:_NAMED],
        "may_undo": may_undo(cast(User, request.user), one) and not one.undone,
    }
    return render(request, "desk/change.html", context)


@never_cache
@require_safe
@permission_required("archive.view_changeset", raise_exception=True)
def record_history(request: HttpRequest, kind: str, row: str) -> HttpResponse:
    """All that was ever done to one record and to what belongs to it, the latest first."""
    model = ledger.KINDS.get(kind)
    if model is None:
        raise Http404
    found = Change.objects.filter(_of(kind, row)).select_related("changeset__who").order_by("-pk")
    page = Paginator(found, _ROWS).get_page(request.GET.get("page"))
    record = model._default_manager.filter(pk=row).first() if _may_be_key(model, row) else None
    if record is None and not page.object_list:
        raise Http404
    rows = told.tell(page.object_list)
    user = cast(User, request.user)
    context = {
        "desk": True,
        "kind": model._meta.verbose_name,
        "record": record,
        "label": str(record) if record else next((one.label for one in rows if one.key == (kind, row)), row),
        "record_url": told.page_of(record) if record else "",
        "page": page,
        "rows": [(one, may_undo(user, one.change.changeset)) for one in rows],
    }
    return render(request, "desk/record_history.html", context)


def _may_be_key(model: type[models.Model], row: str) -> bool:
    pk = model._meta.pk
    return not isinstance(pk, models.AutoField) or (row.isascii() and row.isdigit() and len(row) < 19)


def _of(kind: str, row: str) -> Q:
    """The changes of a record: its own; a name's other names and addresses; what was found in a story."""
    own = Q(kind=kind, row=row)
    if not row.isascii() or not row.isdigit() or len(row) > 18:
        return own
    if kind in ("person", "organization", "source"):
        aliases = Alias.objects.filter(**{kind: row}).values_list("pk", flat=True)
        gone = Change.objects.filter(kind="alias", after__isnull=True, **{f"before__{kind}_id": int(row)})
        keys = {*(str(key) for key in aliases), *gone.values_list("row", flat=True)}
        own |= Q(kind="alias", row__in=keys)
    if kind in ("person", "organization", "source", "topic", "article"):
        former = FormerSlug.objects.filter(kind=kind, target=row).values_list("pk", flat=True)
        own |= Q(kind="formerslug", row__in=[str(key) for key in former])
    if kind == Article._meta.model_name:
        for model in FACTS:
            facts = model._default_manager.filter(article=int(row)).values_list("pk", flat=True)
            own |= Q(kind=model._meta.model_name, row__in=[str(key) for key in facts])
    return own


@require_POST
@permission_required("archive.change_digest", raise_exception=True)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put back a change set, or, where the form names them, one `row` ("person-12") of it or some `column`s of that.

    With `partly` what somebody changed since stays as it is; without it nothing is done then, and it is said why.
    """
    one = get_object_or_404(ChangeSet.objects.select_related("who"), pk=pk)
    if not may_undo(cast(User, request.user), one):
        raise PermissionDenied
    kind, _dash, key = request.POST.get("row", "").partition("-")
    row = (kind, key) if kind in ledger.KINDS and key else None
    back = reverse("admin:change", args=[pk]) if row is None else reverse("admin:record_history", args=row)
    partly = request.POST.get("partly") == "1"
    if row is None and not one.undone and one.changes.count() > LARGE:
        queue.undo_later(pk, cast(User, request.user).pk)
        messages.success(request, _("It changed very many records; the worker puts them back."))
        return redirect("admin:jobs")
    try:
        done = undoing.undo(
            one,
            who=cast(User, request.user),
            row=row,
            columns=request.POST.getlist("column") or None,
            partly=partly,
        )
    except undoing.Overtaken as no:
        messages.error(request, _refusal(no))
        return redirect(f"{back}?partly=1" if row is None else back)
    except (review.NotPossible, IntegrityError) as no:
        messages.error(request, str(no))
        return redirect(back)
    messages.success(request, str(done.change))
    if done.left:
        messages.warning(request, _left(done.left))
    return redirect(back)


@require_POST
@permission_required("archive.change_digest", raise_exception=True)
def undo_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove what the import of a digest made, and nothing else; it can itself be undone."""
    digest = get_object_or_404(Digest.objects.light(), pk=pk)
    received = digest.changesets.filter(verb="receive").first()
    if received is None or not may_undo(cast(User, request.user), received):
        raise PermissionDenied
    try:
        done = undoing.undo_import(digest, who=cast(User, request.user))
    except review.NotPossible as no:
        messages.error(request, str(no))
        return redirect("admin:history", pk)
    messages.success(request, str(done.change))
    if done.left:
        messages.warning(request, _left(done.left))
    return redirect("admin:change", done.change.pk)


def _left(rows: list[ledger.Key]) -> str:
    named = ", ".join(ledger.in_words(key) for key in rows[:_NAMED])
    more = len(rows) - _NAMED
    words = _("Left as it is, because something else rests on it or it was changed since: %(rows)s") % {"rows": named}
    return words + (_(", and %(count)d more") % {"count": more} if more > 0 else "")


def _refusal(no: undoing.Overtaken) -> Any:
    """Why nothing was undone: what was changed since, and the later change, which can be opened."""
    named = ", ".join(ledger.in_words(key) for key in no.rows[:_NAMED])
    words = _("Nothing was undone, because this was changed since: %(rows)s.") % {"rows": named}
    if no.by is None:
        return words
    url = reverse("admin:change", args=[no.by.pk])
    return format_html('{} <a href="{}">{}</a>', words, url, _("The later change: %(what)s") % {"what": no.by})
