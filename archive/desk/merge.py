"""Two records of one person or organization, side by side: which stays; and the merges so far, each with a way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from archive.ingest import duplicates as likely_pairs
from archive.ingest import jobs as queue
from archive.ingest import ledger, merging, review, undoing
from archive.models import ChangeSet, Organization, Person, Role, Statement
from archive.search import Figures, Key, figures

_A_PAGE = 50
LARGE = 20_000  # rows that a request changes; more is work for the worker
_NEWEST = 200  # statements of each that are looked at
_ROLES = 5  # of each, the newest
KINDS: dict[str, type[Person | Organization]] = {"person": Person, "organization": Organization}
_FILTERS = {"person": "people", "organization": "organizations"}
_MAY = "archive.merge_names"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its other names, what newspapers called it, and what stands behind it."""

    of: Person | Organization
    names: list[str]
    roles: list[str]
    newspapers: list[str]
    first: Statement | None
    last: Statement | None
    figures: Figures


@never_cache
@permission_required(_MAY, raise_exception=True)
def merge(request: HttpRequest, kind: str) -> HttpResponse:
    """The two records that `of` names in the address, side by side; on POST they become the one that `stays`."""
    model = KINDS.get(kind)
    keys = _keys(request.GET.getlist("of"))
    found = model._default_manager.in_bulk(keys) if model else {}
    two = [found[key] for key in dict.fromkeys(keys) if key in found]
    if len(two) != 2:
        raise Http404
    if request.method == "POST":
        stays = next((one for one in two if str(one.pk) == request.POST.get("stays")), None)
        if stays is not None:
            goes = next(one for one in two if one != stays)
            if merging.rows(goes) > LARGE:
                queue.merge_later(kind, stays.pk, goes.pk, cast(User, request.user).pk)
                messages.success(
                    request, _("%(goes)s is in very many stories; the worker merges them.") % {"goes": goes}
                )
                return redirect("admin:jobs")
            try:
                change = merging.merge(stays, goes, who=cast(User, request.user))
            except merging.NotPossible as no:
                messages.error(request, str(no))
            else:
                messages.success(request, str(change))
                return redirect("admin:merges")
        else:
            messages.error(request, _("Choose which record stays."))
    context = {"desk": True, "kind": kind, "sides": _sides(kind, two), "verbose": two[0]._meta.verbose_name_plural}
    return render(request, "desk/merge.html", context)


@never_cache
@permission_required(_MAY, raise_exception=True)
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one; on POST the pair `of` is two, for a `reason`, and is not proposed again."""
    kind = request.GET.get("kind", "person")
    model = KINDS.get(kind)
    if model is None:
        raise Http404
    if request.method == "POST":
        two = model._default_manager.in_bulk(_keys(request.POST.getlist("of")))
        reason = " ".join(request.POST.get("reason", "").split())
        if len(two) != 2:
            messages.error(request, _("One of the two is no longer there."))
        elif not reason:
            messages.error(request, _("Write why they are two; whoever sees them next will want to know."))
        else:
            likely_pairs.not_the_same(kind, two, who=cast(User, request.user), reason=reason)
            one, other = two.values()
            messages.success(
                request, _("%(one)s and %(other)s are two, and are not proposed again.") % {"one": one, "other": other}
            )
        return redirect(f"{reverse('admin:duplicates')}?kind={kind}")
    pairs = [(pair, address(kind, [pair.one.pk, pair.other.pk])) for pair in likely_pairs.likely(kind, _A_PAGE)]
    return render(request, "desk/duplicates.html", {"desk": True, "kind": kind, "pairs": pairs})


@require_safe
@permission_required(_MAY, raise_exception=True)
def merges(request: HttpRequest) -> HttpResponse:
    """What was merged, the latest first."""
    made = ChangeSet.objects.filter(verb=merging.VERB).select_related("who")
    page = Paginator(made, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/merges.html", {"desk": True, "page": page})


@require_POST
@permission_required(_MAY, raise_exception=True)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes one record two again."""
    merged = get_object_or_404(ChangeSet, pk=pk, verb=merging.VERB)
    if not merged.undone and merged.changes.count() > LARGE:
        queue.undo_later(merged.pk, cast(User, request.user).pk)
        messages.success(request, _("It changed very many records; the worker puts them back."))
        return redirect("admin:jobs")
    try:
        done = undoing.undo(merged, who=cast(User, request.user))
    except review.NotPossible as no:
        messages.error(request, str(no))
        return redirect("admin:merges")
    messages.success(request, str(done.change))
    if done.left:
        changed = ", ".join(ledger.in_words(key) for key in done.left[:20])
        messages.warning(request, _("Changed since, and left as it is: %(rows)s") % {"rows": changed})
    return redirect("admin:merges")


@never_cache
@permission_required(_MAY, raise_exception=True)
def record_names(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Every name of a person or organization, in how many stories it is printed, and on POST one made its own again."""
    model = KINDS.get(kind)
    if model is None:
        raise Http404
    of = cast(Person | Organization, get_object_or_404(model, pk=pk))
    if request.method == "POST":
        alias = of.aliases.filter(pk__in=_keys([request.POST.get("name", "")])).first()
        try:
            if alias is None:
                raise merging.NotPossible(_("This name is no longer there."))
            done = merging.separate(alias, who=cast(User, request.user))
        except merging.NotPossible as no:
            messages.error(request, str(no))
            return redirect("admin:record_names", kind, pk)
        messages.success(request, str(done))
        return redirect("admin:change", done.pk)
    printed = merging.printed(of)
    names = [(alias, printed.get(alias.name.casefold(), 0)) for alias in of.aliases.order_by("kind", "name")]
    return render(request, "desk/record_names.html", {"desk": True, "kind": kind, "of": of, "names": names})


def _keys(texts: Sequence[str]) -> list[int]:
    """The ids in an address or a form; what can be none is passed over."""
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19]


def address(kind: str, keys: Sequence[int]) -> str:
    """The page that sets two records side by side."""
    return f"{reverse('admin:merge', args=[kind])}?{'&'.join(f'of={key}' for key in keys)}"


def _sides(kind: str, two: Sequence[Person | Organization]) -> list[Side]:
    keys: list[Key] = [one.pk for one in two]
    behind = figures(_FILTERS[kind], keys, ["sources"])
    return [
        Side(
            of=one,
            names=sorted({alias.name for alias in one.aliases.all()} - {one.name}),
            roles=_roles(kind, one.pk),
            newspapers=_newspapers(kind, one.pk),
            first=_statement(kind, one.pk, last=False),
            last=_statement(kind, one.pk, last=True),
            figures=behind[one.pk],
        )
        for one in two
    ]


def _newspapers(kind: str, key: int) -> list[str]:
    """The newspapers that their newest statements were made to, the most frequent first."""
    newest = Statement.objects.filter(**{kind: key}, via__isnull=False).order_by("-pk").values("pk")[:_NEWEST]
    often = Counter(Statement.objects.visible().filter(pk__in=newest).values_list("via__name", flat=True))
    return [str(name) for name, _count in often.most_common(_ROLES)]


def _statement(kind: str, key: int, *, last: bool) -> Statement | None:
    """The first or the last statement that readers see, among those that were found first or last."""
    ends = Statement.objects.filter(**{kind: key}).order_by("-pk" if last else "pk").values("pk")[:_NEWEST]
    shown = Statement.objects.visible().filter(pk__in=ends, article__date__isnull=False)
    order = ("-article__date", "-pk") if last else ("article__date", "pk")
    return shown.select_related("article").defer("article__body", "article__search").order_by(*order).first()


def _roles(kind: str, key: int) -> list[str]:
    printed = Role.objects.visible().filter(**{kind: key}).order_by("-article__date", "-pk")
    return list(dict.fromkeys(printed.values_list("text", flat=True)[:50]))[:_ROLES]
