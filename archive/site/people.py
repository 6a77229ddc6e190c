"""/people/ and /people/SLUG/: who is named and quoted, and what newspapers called them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.models import FormerSlug, Person
from archive.search import SearchRequest, record
from archive.search.tree import Named

from .at_once import at_once
from .cards import stories
from .charts import Bar
from .entity import Panel, entity_page, with_other_names
from .evidence import with_evidence
from .former import moved
from .letters import initials_of, letter_of
from .listing import about_list, list_page
from .roles import WITHIN, Printed, clashes, last_roles, roles_as_printed, roles_of
from .then import then_and_now

PANELS = (
    ("source", gettext_lazy("Share of newspapers")),
    ("country", gettext_lazy("Countries in these stories")),
    ("beside", gettext_lazy("Quoted beside")),
    ("topic", gettext_lazy("Subjects")),
    ("organization", gettext_lazy("Printed with")),
)
COLUMNS = ("statements", "stories", "sources", "countries", "first", "last")
WORDINGS = 12  # that are shown at once
MOST_STORIES = 500  # whose roles are looked through, the newest
CLASHES = 3
STORIES_OF_ROLE = 20  # of one page


@at_once
def people(request: HttpRequest) -> HttpResponse:
    """Everybody named in a published story."""
    context = list_page(request, "people", COLUMNS, "statements", last_roles)
    number = context["everything"]
    says = ngettext("%(number)s person is named in the archive.", "%(number)s people are named in the archive.", number)
    context["about_page"] = about_list(request, _("People"), says, number, context["table"])
    return render(request, "people/list.html", context)


@at_once
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """One person; 301 from a former address, 404 when no published story names anybody so.

    `printed` in the address is a role as printed: its stories are listed instead of the newest.
    """
    found = with_other_names(Person.objects.all()).filter(slug=slug).first()
    if found is None:
        return moved(Person, FormerSlug.Kind.PERSON, slug)
    newest = record(SearchRequest(per_page=MOST_STORIES), within=[Named("people", found.slug, (found.pk,))])
    roles = roles_of(found, newest.keys)
    printed = roles_as_printed(roles)
    role = next((one for one in printed if one.text == request.GET.get("printed")), None)
    page = Paginator(_stories_of(role), STORIES_OF_ROLE).get_page(request.GET.get("stories"))
    only = stories().filter(pk__in=page.object_list).order_by("-date", "-pk") if role else None
    people_url, letter = reverse("people"), letter_of(initials_of(found))
    context = entity_page(
        request,
        "people",
        found,
        PANELS,
        only,
        title=_("%(name)s: what was said, and to whom") % {"name": found},
        description=_("What %(name)s said, to which newspaper, about which country, and when.") % {"name": found},
        above=[(_("People"), people_url), (letter, f"{people_url}?{urlencode({'letter': letter, 'sort': 'name'})}")],
    )
    differing = with_evidence(clashes(roles))
    most = sorted(printed, key=lambda one: -len(one.strokes))[:WORDINGS]
    context |= {
        "person": found,
        "roles": [one for one in printed if one in most],
        "roles_cut": MOST_STORIES if newest.record.total > MOST_STORIES else 0,
        "more_roles": [one for one in printed if one not in most],
        "clashes": differing[:CLASHES],
        "more_clashes": differing[CLASHES:],
        "clash_days": WITHIN.days,
        "printed": role,
        "printed_page": page,
        "mostly_about": _first_bars(context["panels"], "countries", 2),
        "mostly_to": _first_bars(context["panels"], "sources", 1),
        "last_role": max(printed, key=lambda one: one.strokes[-1].at, default=None),
        "then": then_and_now(context["of"], context["values"], context["said"]),
    }
    return render(request, "people/detail.html", context)


def _first_bars(panels: list[Panel], name: str, number: int) -> list[Bar]:
    """The values of one panel that most statements have."""
    return [bar for panel in panels if panel.name == name for bar in panel.bars[:number]]


def _stories_of(role: Printed | None) -> list[int]:
    """The stories that print a role, the newest first."""
    return [stroke.article.pk for stroke in reversed(role.strokes)] if role else []


urlpatterns = [path("people/", people, name="people"), path("people/<slug:slug>/", person, name="person")]
