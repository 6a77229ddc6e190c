"""/people/ and /people/SLUG/: who is named and quoted, and what newspapers called them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.models import FormerSlug, Person

from .entity import entity_page
from .former import moved
from .listing import NamedFilter, about_list, list_page
from .roles import last_roles, roles_as_printed

PANELS = (
    ("source", gettext_lazy("Newspapers")),
    ("country", gettext_lazy("Countries in these stories")),
    ("beside", gettext_lazy("Quoted beside")),
    ("topic", gettext_lazy("Subjects")),
    ("organization", gettext_lazy("Printed with")),
)
COLUMNS = ("statements", "stories", "sources", "countries", "first", "last")


class PeopleFilter(NamedFilter):
    of = "people"


def people(request: HttpRequest) -> HttpResponse:
    """Everybody named in a published story."""
    context = list_page(request, Person, PeopleFilter, COLUMNS, under=last_roles)
    number = context["everything"]
    says = ngettext("%(number)s person is named in the archive.", "%(number)s people are named in the archive.", number)
    context["about_page"] = about_list(request, _("People"), says, number, context["table"])
    return render(request, "people/list.html", context)


def person(request: HttpRequest, slug: str) -> HttpResponse:
    """One person; 301 from a former address, 404 when no published story names anybody so."""
    found = Person.objects.filter(slug=slug).first()
    if found is None:
        return moved(Person, FormerSlug.Kind.PERSON, slug)
    people_url, letter = reverse("people"), found.sort_key[:1].upper()
    context = entity_page(
        request,
        "people",
        found,
        PANELS,
        title=_("%(name)s: what was said, and to whom") % {"name": found},
        description=_("What %(name)s said, to which newspaper, about which country, and when.") % {"name": found},
        above=[(_("People"), people_url), (letter, f"{people_url}?{urlencode({'letter': letter, 'sort': 'name'})}")],
    )
    roles = roles_as_printed(found)
    context |= {
        "person": found,
        "roles": roles,
        "last_role": max(roles, key=lambda role: role.strokes[-1].at, default=None),
    }
    return render(request, "people/detail.html", context)


urlpatterns = [path("people/", people, name="people"), path("people/<slug:slug>/", person, name="person")]
