"""/organizations/ and /organizations/SLUG/: ministries, companies, institutes, and who speaks for them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from archive.models import FormerSlug, Organization

from .entity import entity_page
from .former import moved
from .listing import NamedFilter, list_page

PANELS = (
    ("person", _("Who speaks for it")),
    ("source", _("Newspapers")),
    ("country", _("Countries in these stories")),
    ("topic", _("Subjects")),
)
COLUMNS = ("stories", "statements", "people", "sources", "first", "last")


class OrganizationFilter(NamedFilter):
    of = "organizations"


def organizations(request: HttpRequest) -> HttpResponse:
    """Every organization named in a published story."""
    return render(request, "organizations/list.html", list_page(request, Organization, OrganizationFilter, COLUMNS))


def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """One organization; 301 from a former address, 404 when no published story names it."""
    found = Organization.objects.select_related("country").filter(slug=slug).first()
    if found is None:
        return moved(Organization, FormerSlug.Kind.ORGANIZATION, slug)
    context = entity_page(request, "organizations", found, PANELS)
    context["aliases"] = found.aliases.exclude(name=found.name).order_by("name")
    return render(request, "organizations/detail.html", context)


urlpatterns = [
    path("organizations/", organizations, name="organizations"),
    path("organizations/<slug:slug>/", organization, name="organization"),
]
