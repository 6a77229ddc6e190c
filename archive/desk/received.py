"""The bytes of a digest as they came in, for staff to take away; never shown in the browser."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from archive.models import Digest


@require_safe
@permission_required("archive.view_digest", raise_exception=True)
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """The upload as an attachment of no type: whatever it is, no browser runs or renders it."""
    digest = get_object_or_404(Digest.objects.only("raw", "filename"), pk=pk)
    disposition = content_disposition_header(True, digest.filename) or "attachment"
    return HttpResponse(
        bytes(digest.raw),
        content_type="application/octet-stream",
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )
