"""/topics/ and /topics/SLUG/: what stories are about, and who speaks on each topic."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.models import FormerSlug, Topic

from .at_once import at_once
from .entity import entity_page
from .former import moved
from .listing import about_list, list_page

PANELS = (
    ("person", gettext_lazy("Who speaks on it")),
    ("source", gettext_lazy("Newspapers")),
    ("country", gettext_lazy("Countries in these stories")),
    ("organization", gettext_lazy("Who is spoken for")),
)
COLUMNS = ("stories", "statements", "people", "sources", "first", "last")


@at_once
def topics(request: HttpRequest) -> HttpResponse:
    """Every topic that a published story is about."""
    context = list_page(request, "topics", COLUMNS)
    number = context["everything"]
    says = ngettext("Stories are about %(number)s topic.", "Stories are about %(number)s topics.", number)
    context["about_page"] = about_list(request, _("Topics"), says, number, context["table"])
    return render(request, "topics/list.html", context)


@at_once
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic; 301 from a former address, 404 when no published story is about it."""
    found = Topic.objects.filter(slug=slug).first()
    if found is None:
        return moved(Topic, FormerSlug.Kind.TOPIC, slug)
    context = entity_page(
        request,
        "topics",
        found,
        PANELS,
        title=_("%(name)s: who speaks on it") % {"name": found},
        description=_("Who speaks on %(name)s, in which newspaper, and when.") % {"name": found},
        above=[(_("Topics"), reverse("topics"))],
    )
    return render(request, "topics/detail.html", context)


urlpatterns = [path("topics/", topics, name="topics"), path("topics/<slug:slug>/", topic, name="topic")]
