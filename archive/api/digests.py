"""PUT /api/digests/SERIES/DATE: a program sends the digest of a day. The same body again changes nothing.

`Authorization: Bearer TOKEN`, with a token of that series. Another body for the day is a new version: it waits for an
editor, and takes the place of the former one when it is published. Answers are JSON; what went wrong is in "error".
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from archive.ingest import intake, ledger, review
from archive.ingest import jobs as queue
from archive.models import Digest, Series, Token

_ENDINGS = {
    "text/html": "html",
    "application/pdf": "pdf",
    "message/rfc822": "eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_NAME = re.compile(r'filename="?([^";]+)"?')


def make_token(name: str, series: Series, who: Any) -> tuple[Token, str]:
    """A new token and its secret, which is told this once and kept as its hash alone."""
    secret = secrets.token_urlsafe(32)
    return Token.objects.create(name=name, series=series, who=who, sha256=_hash(secret)), secret


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@csrf_exempt  # no cookie lets anybody in here
@never_cache
@require_http_methods(["PUT", "GET"])
def digest(request: HttpRequest, series: str, day: str) -> JsonResponse:
    """Keep the body as the digest of a series and day (201), or say that it is there (200); GET tells its state."""
    token = _token(request)
    if token is None:
        response = _error(401, _("Send the header “Authorization: Bearer …” with a token that is on."))
        response["WWW-Authenticate"] = "Bearer"
        return response
    if token.series.slug != series:
        return _error(403, _("This token is for the series %(series)s.") % {"series": token.series.slug})
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return _error(400, _("“%(day)s” is no day. Write it as 2026-11-30.") % {"day": day})
    if when.year not in review.YEARS:
        return _error(400, _("The year must lie between 1900 and 2100. Write a date such as 2026-11-30."))
    if request.method == "GET":
        known = _of(token.series, when)
        return _told(known, 200) if known else _error(404, _("There is no digest of that day."))
    return _put(request, token, when)


def _put(request: HttpRequest, token: Token, when: date) -> JsonResponse:
    try:
        raw = request.body
    except RequestDataTooBig:
        told = {"limit": settings.DIGEST_MAX_BYTES / 1_048_576}
        return _error(413, _("It is too large; a digest may have %(limit).0f MB. Send it in parts.") % told)
    with transaction.atomic():
        former = _of(token.series, when)
        try:
            kept = intake.receive(
                raw=raw, filename=_file_name(request, when), series=token.series, how=Digest.Received.API, who=token.who
            )
        except intake.Refused as refusal:
            return _error(422, str(refusal))
        if not kept.created:
            return _told(kept.digest, 200)
        with ledger.recorded("receive", digest=kept.digest, part_of=kept.digest.changesets.earliest("pk")):
            Digest.objects.filter(pk=kept.digest.pk).update(date=when, date_origin="editor", replaces=former)
        queue.queue(kept.digest)
    return _told(Digest.objects.light().get(pk=kept.digest.pk), 201)


def _token(request: HttpRequest) -> Token | None:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        return None
    token = Token.objects.filter(sha256=_hash(secret.strip()), on=True).select_related("series", "who").first()
    if token is not None:
        Token.objects.filter(pk=token.pk).update(used_at=datetime.now(UTC))
    return token


def _of(series: Series, when: date) -> Digest | None:
    """The last version of a day's digest."""
    return Digest.objects.light().filter(series=series, date=when).order_by("-pk").first()


def _file_name(request: HttpRequest, when: date) -> str:
    named = _NAME.search(request.headers.get("Content-Disposition", ""))
    ending = _ENDINGS.get((request.content_type or "").lower(), "txt")
    return named.group(1) if named else f"{when.isoformat()}.{ending}"


def _told(known: Digest, status: int) -> JsonResponse:
    return JsonResponse(
        {
            "id": known.pk,
            "sha256": known.sha256,
            "date": known.date.isoformat() if known.date else None,
            "state": known.state,
            "replaces": known.replaces_id,
            "url": known.get_absolute_url() if known.state == Digest.State.PUBLISHED else None,
            "error": known.failure or None,
        },
        status=status,
    )


def _error(status: int, words: str) -> JsonResponse:
    return JsonResponse({"error": words}, status=status)


urlpatterns = [path("api/digests/<slug:series>/<str:day>", digest, name="api_digest")]
