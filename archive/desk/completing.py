"""Known names for the desk's forms, while one types."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.search import complete

_OFFERED = 10
_LONGEST = 200
_FIELDS = {"person": "person", "organization": "org", "source": "source"}  # kind -> the search's field


@never_cache
@require_safe
@permission_required("archive.view_digest", raise_exception=True)
def complete_names(request: HttpRequest) -> JsonResponse:
    """Names of a `kind` (person, organization, source) of which a word begins as `q` does: {"names": [[name, note]]}.

    The likest first. Another kind or nothing typed has none.
    """
    field = _FIELDS.get(request.GET.get("kind", ""))
    typed = " ".join(request.GET.get("q", "").replace('"', " ").split())[:_LONGEST]
    found = complete(f'{field}:"{typed}', _OFFERED) if field and typed else ()
    return JsonResponse({"names": [[one.name, one.detail] for one in found]})
