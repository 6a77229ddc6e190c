"""/search/complete: what the search box offers while one types, for static/js/box.js."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from archive.search import Completion, complete
from archive.search.query import PARAMS

from .facets import LABELS

_KEPT = 60  # seconds that a browser may show the same answer


@require_safe
def completions(request: HttpRequest) -> JsonResponse:
    """The completions of the box's text `q`, the likest first, at most eight; none for an empty box."""
    found = complete(request.GET.get("q", ""))
    response = JsonResponse({"completions": [_shown(one) for one in found]})
    patch_cache_control(response, private=True, max_age=_KEPT)
    return response


def _shown(one: Completion) -> dict[str, object]:
    """`kind` is what the box says beside the name; `spans` are the typed parts of the name, [start, end]."""
    return {
        "field": PARAMS[one.filter],
        "kind": str(LABELS[one.filter][0]).lower(),
        "slug": one.slug,
        "name": one.name,
        "detail": one.detail,
        "spans": one.spans,
        "text": one.text,
    }


urlpatterns = [path("search/complete", completions, name="complete")]
