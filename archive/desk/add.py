"""Add digest: pasted text or files go in; their bytes are kept at once, and the queue reads them."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from archive.ingest import intake
from archive.ingest import jobs as queue
from archive.models import Digest, Series

FILES_AT_ONCE = 10


class Received(NamedTuple):
    """One document as it came in, before it is kept."""

    raw: bytes
    filename: str
    how: Digest.Received


class _FilesInput(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Up to FILES_AT_ONCE files; each is checked, and each message names its file."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in data or [] if file]
        if len(files) > FILES_AT_ONCE:
            raise ValidationError(_("Send at most %(count)d files at once.") % {"count": FILES_AT_ONCE})
        wrong = [message for file in files for message in _what_is_wrong(file)]
        if wrong:
            raise ValidationError(wrong)
        return files


def _what_is_wrong(file: UploadedFile) -> list[str]:
    if not file.size:
        return [_("%(file)s is empty: it has no bytes. Choose another file.") % {"file": file.name}]
    if file.size > settings.DIGEST_MAX_BYTES:
        return [too_large(str(file.name), file.size)]
    return []


def too_large(name: str, size: int) -> str:
    """The message for a document above the limit, with both sizes."""
    return _("%(name)s has %(size)s; a digest may have at most %(most)s. Send it in parts.") % {
        "name": name,
        "size": filesizeformat(size),
        "most": filesizeformat(settings.DIGEST_MAX_BYTES),
    }


class _PasteField(forms.CharField):
    """Text exactly as pasted: no stripping, and NUL characters are for the reading step to judge."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.validators = []


class AddForm(forms.Form):
    """Either a pasted text or files, for one series."""

    text = _PasteField(
        label=gettext_lazy("Paste the digest"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )
    uploads = _FilesField(
        label=gettext_lazy("Or choose files"),
        required=False,
        widget=_FilesInput(attrs={"accept": ".txt,.html,.htm,.docx,.pdf,.eml,.rtf,.odt,text/plain,text/html"}),
    )
    series = forms.ModelChoiceField(
        Series.objects.all(),
        label=gettext_lazy("Series"),
        empty_label=None,
        help_text=gettext_lazy("Whose digests these are."),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the series in the list.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uploads"].help_text = _(
            "Text, HTML, Word, PDF or a mail (.eml). At most %(most)s each, %(count)d files at once."
        ) % {"most": filesizeformat(settings.DIGEST_MAX_BYTES), "count": FILES_AT_ONCE}
        last = Digest.objects.order_by("-id").values_list("series_id", flat=True).first()
        self.fields["series"].initial = last or Series.objects.values_list("pk", flat=True).first()

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        text, files = data.get("text") or "", data.get("uploads") or []
        if text.strip() and files:
            self.add_error("text", _("You gave both a text and a file. Send one of them, then the other."))
        elif text and not text.strip() and not files:
            self.add_error("text", _("The paste is empty: it has only blanks and line ends. Paste the digest’s text."))
        elif len(text.encode()) > settings.DIGEST_MAX_BYTES:
            self.add_error("text", too_large(_("The paste"), len(text.encode())))
        elif not text and not files and not self.errors:
            self.add_error("text", _("Nothing was given. Paste the digest’s text, or choose a file."))
        return data

    def documents(self) -> list[Received]:
        """What was given, as bytes. Line ends of a paste are the form's (CR LF), so they become LF again."""
        if files := self.cleaned_data["uploads"]:
            return [Received(file.read(), file.name or "upload", Digest.Received.UPLOAD) for file in files]
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        return [Received(text.encode(), "paste.txt", Digest.Received.PASTE)]


@csrf_exempt  # The token is checked below, after the size: a request that is too large gets an answer at the form.
@permission_required("archive.add_digest", raise_exception=True)
def add_digest(request: HttpRequest) -> HttpResponse:
    """The form; after it, the review page of the digest (or the front page, when several files were sent)."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > (FILES_AT_ONCE + 1) * settings.DIGEST_MAX_BYTES:
        return _refuse_size(request)
    try:
        request.POST  # noqa: B018 (reads the request)
    except RequestDataTooBig:
        return _refuse_size(request)
    return _add_digest(request)


def _refuse_size(request: HttpRequest) -> HttpResponse:
    form = AddForm()
    message = _("What you sent is too large; a digest may have at most %(most)s. Send it in parts.")
    error = message % {"most": filesizeformat(settings.DIGEST_MAX_BYTES)}
    return _page(request, form, error, status=413)


@csrf_protect
def _add_digest(request: HttpRequest) -> HttpResponse:
    form = AddForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    return _keep(request, form)


def _keep(request: HttpRequest, form: AddForm) -> HttpResponse:
    """Keep each document's bytes and queue its reading."""
    who = cast(User, request.user)
    results = []
    try:
        for raw, filename, how in form.documents():
            kept = intake.receive(raw=raw, filename=filename, series=form.cleaned_data["series"], how=how, who=who)
            if kept.created:
                queue.queue(kept.digest)
            results.append(kept)
    except intake.Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=422)
    for kept in results:
        if not kept.created:
            messages.warning(request, _already(kept.digest))
    if len(results) == 1:
        return redirect("admin:review", results[0].digest.pk)
    new = sum(kept.created for kept in results)
    messages.success(
        request, ngettext("%(count)d digest is being read.", "%(count)d digests are being read.", new) % {"count": new}
    )
    return redirect("admin:index")


def _already(digest: Digest) -> str:
    return _("The archive already has these very bytes: %(digest)s, received %(day)s. Nothing was changed.") % {
        "digest": digest,
        "day": digest.received_at.strftime("%-d %B %Y"),
    }


def _page(request: HttpRequest, form: AddForm, error: str = "", status: int = 200) -> HttpResponse:
    context = {"desk": True, "form": form, "error": error, "no_series": not Series.objects.exists()}
    return render(request, "desk/add.html", context, status=status)
