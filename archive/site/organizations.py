"""/organizations/ and /organizations/SLUG/: ministries, companies, institutes, and who speaks for them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.models import FormerSlug, Organization

from .at_once import at_once
from .entity import entity_page, with_other_names
from .former import moved
from .listing import about_list, list_page

PANELS = (
    ("person", gettext_lazy("Who speaks for it")),
    ("source", gettext_lazy("Newspapers")),
    ("country", gettext_lazy("Countries in these stories")),
    ("topic", gettext_lazy("Subjects")),
)
COLUMNS = ("stories", "statements", "people", "sources", "first", "last")


@at_once
def organizations(request: HttpRequest) -> HttpResponse:
    """Every organization named in a published story."""
    context = list_page(request, "organizations", COLUMNS)
    number = context["everything"]
    says = ngettext(
        "%(number)s organization is named in the archive.", "%(number)s organizations are named in the archive.", number
    )
    context["about_page"] = about_list(request, _("Organizations"), says, number, context["table"])
    return render(request, "organizations/list.html", context)


@at_once
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """One organization; 301 from a former address, 404 when no published story names it."""
    found = with_other_names(Organization.objects.select_related("country")).filter(slug=slug).first()
    if found is None:
        return moved(Organization, FormerSlug.Kind.ORGANIZATION, slug)
    context = entity_page(
        request,
        "organizations",
        found,
        PANELS,
        title=_("%(name)s: who speaks for it") % {"name": found},
        description=_("Stories that name %(name)s, and who speaks for it.") % {"name": found},
        above=[(_("Organizations"), reverse("organizations"))],
    )
    return render(request, "organizations/detail.html", context)


urlpatterns = [
    path("organizations/", organizations, name="organizations"),
    path("organizations/<slug:slug>/", organization, name="organization"),
]
