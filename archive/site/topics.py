"""/topics/ and /topics/SLUG/: what stories are about, and who speaks on each topic."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from archive.models import FormerSlug, Topic

from .entity import entity_page
from .former import moved
from .listing import rows_of, table

PANELS = (
    ("person", _("Who speaks on it")),
    ("source", _("Newspapers")),
    ("country", _("Countries in these stories")),
    ("organization", _("Who is spoken for")),
)
COLUMNS = ("stories", "statements", "people", "sources", "first", "last")


def topics(request: HttpRequest) -> HttpResponse:
    """Every topic that a published story is about."""
    rows = rows_of(Topic, "topics")
    return render(request, "topics/list.html", {"table": table(request, rows, "topics", COLUMNS, "stories")})


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic; 301 from a former address, 404 when no published story is about it."""
    found = Topic.objects.filter(slug=slug).first()
    if found is None:
        return moved(Topic, FormerSlug.Kind.TOPIC, slug)
    return render(request, "topics/detail.html", entity_page(request, "topics", found, PANELS))


urlpatterns = [path("topics/", topics, name="topics"), path("topics/<slug:slug>/", topic, name="topic")]
