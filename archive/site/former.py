"""Addresses that something once had."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpResponsePermanentRedirect

from archive.models import FormerSlug


def moved(model: type[Model], kind: str, slug: str) -> HttpResponsePermanentRedirect:
    """A permanent redirect to what now has the address that `slug` once was; Http404 when nothing has.

    `kind` is a FormerSlug.Kind. A view calls it when no `model` has the slug.
    """
    target = FormerSlug.objects.filter(kind=kind, slug=slug).values_list("target", flat=True).first()
    now: Any = model._default_manager.filter(pk=target).first() if target else None
    if now is None:
        raise Http404
    return HttpResponsePermanentRedirect(now.get_absolute_url())
