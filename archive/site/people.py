"""/people/ and /people/SLUG/: who is named and quoted, and what newspapers called them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from archive.models import FormerSlug, Person

from .entity import entity_page
from .former import moved
from .listing import NamedFilter, list_page
from .roles import last_roles, roles_as_printed

PANELS = (
    ("source", _("Newspapers")),
    ("country", _("Countries in these stories")),
    ("beside", _("Quoted beside")),
    ("topic", _("Subjects")),
    ("organization", _("Printed with")),
)
COLUMNS = ("statements", "stories", "sources", "countries", "first", "last")


class PeopleFilter(NamedFilter):
    of = "people"


def people(request: HttpRequest) -> HttpResponse:
    """Everybody named in a published story."""
    return render(request, "people/list.html", list_page(request, Person, PeopleFilter, COLUMNS, under=last_roles))


def person(request: HttpRequest, slug: str) -> HttpResponse:
    """One person; 301 from a former address, 404 when no published story names anybody so."""
    found = Person.objects.filter(slug=slug).first()
    if found is None:
        return moved(Person, FormerSlug.Kind.PERSON, slug)
    context = entity_page(request, "people", found, PANELS)
    roles = roles_as_printed(found)
    context |= {
        "person": found,
        "roles": roles,
        "last_role": max(roles, key=lambda role: role.strokes[-1].at, default=None),
        "aliases": found.aliases.exclude(name=found.name).order_by("name"),
    }
    return render(request, "people/detail.html", context)


urlpatterns = [path("people/", people, name="people"), path("people/<slug:slug>/", person, name="person")]
