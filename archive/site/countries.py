"""/countries/ and /countries/CODE/: which countries are written about, and who speaks about each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from archive.models import Country

from .entity import entity_page
from .listing import rows_of, table

PANELS = (
    ("person", _("Who speaks about it")),
    ("source", _("Newspapers")),
    ("topic", _("Subjects")),
    ("organization", _("Who is spoken for")),
)
COLUMNS = ("stories", "statements", "people", "sources", "first", "last")


def countries(request: HttpRequest) -> HttpResponse:
    """Every country that a published story names."""
    rows = rows_of(Country, "countries")
    return render(request, "countries/list.html", {"table": table(request, rows, "countries", COLUMNS, "stories")})


def country(request: HttpRequest, code: str) -> HttpResponse:
    """One country by its ISO code; small letters lead to the address in capitals; 404 without a published story."""
    found = get_object_or_404(Country, code=code.upper())
    if code != found.code:
        return redirect(found, permanent=True)
    return render(request, "countries/detail.html", entity_page(request, "countries", found, PANELS))


urlpatterns = [path("countries/", countries, name="countries"), path("countries/<slug:code>/", country, name="country")]
