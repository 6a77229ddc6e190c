"""Many digests at once: a zip is sent, each of its files has a line, what failed is tried again, or all taken out."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from archive.desk.history import may_undo_of
from archive.ingest import bulk
from archive.ingest import jobs as queue
from archive.models import Digest, Import, ImportedFile, Series

_MAY = "archive.add_digest"
_A_PAGE = 100
_FORM_BYTES = 1024 * 1024  # of a request besides its zip
_REFRESH = "2"  # seconds, while it is under way


class ImportForm(forms.Form):
    """A zip of digests of one series."""

    packed = forms.FileField(
        label=gettext_lazy("Zip of digests"),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={
            "required": gettext_lazy("Choose a zip."),
            "empty": gettext_lazy("It is empty: it has no bytes. Choose another file."),
        },
    )
    series = forms.ModelChoiceField(
        Series.objects.all(),
        label=gettext_lazy("Series"),
        empty_label=None,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the series in the list.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = filesizeformat(settings.IMPORT_MAX_BYTES)
        self.fields["packed"].help_text = _("At most %(most)s. Folders in it are gone through.") % {"most": most}
        last = Digest.objects.order_by("-id").values_list("series_id", flat=True).first()
        self.fields["series"].initial = last or Series.objects.values_list("pk", flat=True).first()

    def clean_packed(self) -> Any:
        file = self.cleaned_data["packed"]
        if file.size > settings.IMPORT_MAX_BYTES:
            most = filesizeformat(settings.IMPORT_MAX_BYTES)
            raise forms.ValidationError(_("A zip may have at most %(most)s. Send it in parts.") % {"most": most})
        return file


@csrf_exempt  # The token is checked below, after the size: what is far too large is not read at all.
@never_cache
@permission_required(_MAY, raise_exception=True)
def all_imports(request: HttpRequest) -> HttpResponse:
    """The form, and the imports so far; on POST a zip comes in."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.IMPORT_MAX_BYTES + _FORM_BYTES:
        form = ImportForm()
        most = filesizeformat(settings.IMPORT_MAX_BYTES)
        return _page(request, form, 413, _("A zip may have at most %(most)s. Send it in parts.") % {"most": most})
    return _all_imports(request)


@csrf_protect
def _all_imports(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            file = form.cleaned_data["packed"]
            try:
                made = bulk.begin(
                    file.read(), file.name or "digests.zip", form.cleaned_data["series"], who=cast(User, request.user)
                )
            except bulk.NotAnArchive as no:
                form.add_error("packed", str(no))
            else:
                queue.take_in(made)
                return redirect("admin:import", made.pk)
        status = 422
    return _page(request, form, status)


def _page(request: HttpRequest, form: ImportForm, status: int, error: str = "") -> HttpResponse:
    page = Paginator(Import.objects.defer("packed").select_related("who", "series"), _A_PAGE)
    context = {"desk": True, "form": form, "page": page.get_page(request.GET.get("page")), "error": error}
    return render(request, "desk/imports.html", context, status=status)


@never_cache
@require_safe
@permission_required(_MAY, raise_exception=True)
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: how far it is, and a line with a reason for each file that is not in."""
    one = get_object_or_404(Import.objects.defer("packed").select_related("who", "series"), pk=pk)
    counts = bulk.counts(one)
    state = request.GET.get("state", "")
    lines = one.files.select_related("digest").defer("digest__raw", "digest__text")
    lines = lines.filter(state=state) if state in ImportedFile.State.values else lines
    page = Paginator(lines, _A_PAGE).get_page(request.GET.get("page"))
    total = sum(counts[name] for name in ImportedFile.State.values)
    context = {
        "desk": True,
        "import": one,
        "page": page,
        "tabs": [(name, word, counts[name]) for name, word in ImportedFile.State.choices if counts[name]],
        "state": state,
        "total": total,
        "done": total - counts["waiting"],
        "failed": counts["failed"] + counts["unread"],
        "unread": counts["unread"],
        "brought_in": counts["in"],
        "may_undo": may_undo_of(cast(User, request.user), one.who_id, nobodys=True),
        "query": f"state={state}&" if state in ImportedFile.State.values else "",
    }
    response = render(request, "desk/import.html", context)
    if one.state == Import.State.RUNNING:
        response["Refresh"] = _REFRESH
    return response


@require_POST
@permission_required(_MAY, raise_exception=True)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again what failed, and nothing else."""
    one = get_object_or_404(Import.objects.select_related("series"), pk=pk)
    again = bulk.retry(one)
    for digest in again:
        queue.queue(digest)
    queue.take_in(one)
    messages.success(request, _("What failed is tried again."))
    return redirect("admin:import", pk)


@require_POST
@permission_required(_MAY, raise_exception=True)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out again what the import brought in and nobody has worked on."""
    one = get_object_or_404(Import.objects.defer("packed"), pk=pk)
    if not may_undo_of(cast(User, request.user), one.who_id, nobodys=True):
        raise PermissionDenied
    number = one.files.filter(state=ImportedFile.State.IN).count()
    queue.take_out_later(one, cast(User, request.user).pk)
    words = ngettext("%(count)d digest is taken out again.", "%(count)d digests are taken out again.", number)
    messages.success(request, words % {"count": number})
    return redirect("admin:import", pk)
