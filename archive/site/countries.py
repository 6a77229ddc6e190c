"""/countries/ and /countries/CODE/: which countries are written about, and who speaks about each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.models import Country

from .at_once import at_once
from .entity import entity_page
from .listing import about_list, list_page

PANELS = (
    ("person", gettext_lazy("Who speaks about it")),
    ("source", gettext_lazy("Newspapers")),
    ("topic", gettext_lazy("Subjects")),
    ("organization", gettext_lazy("Who is spoken for")),
)
COLUMNS = ("stories", "statements", "people", "sources", "first", "last")


@at_once
def countries(request: HttpRequest) -> HttpResponse:
    """Every country that a published story names."""
    context = list_page(request, "countries", COLUMNS)
    number = context["everything"]
    says = ngettext("Stories name %(number)s country.", "Stories name %(number)s countries.", number)
    context["about_page"] = about_list(request, _("Countries"), says, number, context["table"])
    return render(request, "countries/list.html", context)


@at_once
def country(request: HttpRequest, code: str) -> HttpResponse:
    """One country by its ISO code; small letters lead to the address in capitals; 404 without a published story."""
    found = get_object_or_404(Country, code=code.upper())
    if code != found.code:
        return redirect(found, permanent=True)
    context = entity_page(
        request,
        "countries",
        found,
        PANELS,
        title=_("%(name)s: who speaks about it") % {"name": found},
        description=_("Who speaks about %(name)s, in which newspaper, and when.") % {"name": found},
        above=[(_("Countries"), reverse("countries"))],
    )
    return render(request, "countries/detail.html", context)


urlpatterns = [path("countries/", countries, name="countries"), path("countries/<slug:code>/", country, name="country")]
