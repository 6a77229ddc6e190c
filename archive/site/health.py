"""/healthz: whether the site can answer, for whatever watches over it."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from archive.search.engine import index_status


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 {"status": "ok"} when the database answers, 503 with the part that does not.

    `search` says whether this process answers from its index or why PostgreSQL does: slower, and as right.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        search = index_status()
    except DatabaseError:
        return JsonResponse({"status": "failing", "database": "does not answer"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok", "search": search})


urlpatterns = [path("healthz", healthz, name="healthz")]
