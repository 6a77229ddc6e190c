"""/newspapers/ and /newspapers/SLUG/: what stories are drawn from, and whom each newspaper quotes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from archive.models import FormerSlug, Source

from .entity import entity_page
from .former import moved
from .listing import NamedFilter, list_page

PANELS = (
    ("person", _("Whom it quotes")),
    ("country", _("Countries in these stories")),
    ("topic", _("Subjects")),
    ("organization", _("Who is spoken for")),
)
COLUMNS = ("stories", "statements", "people", "countries", "first", "last")


class SourceFilter(NamedFilter):
    of = "sources"


def sources(request: HttpRequest) -> HttpResponse:
    """Every newspaper that a published story is drawn from."""
    return render(request, "sources/list.html", list_page(request, Source, SourceFilter, COLUMNS, usual="stories"))


def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One newspaper; 301 from a former address, 404 when no published story is drawn from it."""
    found = Source.objects.select_related("country").filter(slug=slug).first()
    if found is None:
        return moved(Source, FormerSlug.Kind.SOURCE, slug)
    context = entity_page(request, "sources", found, PANELS)
    context["aliases"] = found.aliases.exclude(name=found.name).order_by("name")
    return render(request, "sources/detail.html", context)


urlpatterns = [path("newspapers/", sources, name="sources"), path("newspapers/<slug:slug>/", source, name="source")]
