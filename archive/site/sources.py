"""/newspapers/ and /newspapers/SLUG/: what stories are drawn from, and whom each newspaper quotes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.models import FormerSlug, Source

from .at_once import at_once
from .entity import entity_page, with_other_names
from .former import moved
from .listing import about_list, list_page

PANELS = (
    ("person", gettext_lazy("Whom it quotes")),
    ("country", gettext_lazy("Countries in these stories")),
    ("topic", gettext_lazy("Subjects")),
    ("organization", gettext_lazy("Who is spoken for")),
)
COLUMNS = ("stories", "statements", "people", "countries", "first", "last")


@at_once
def sources(request: HttpRequest) -> HttpResponse:
    """Every newspaper that a published story is drawn from."""
    context = list_page(request, "sources", COLUMNS)
    number = context["everything"]
    says = ngettext(
        "Stories are drawn from %(number)s newspaper.", "Stories are drawn from %(number)s newspapers.", number
    )
    context["about_page"] = about_list(request, _("Newspapers"), says, number, context["table"])
    return render(request, "sources/list.html", context)


@at_once
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One newspaper; 301 from a former address, 404 when no published story is drawn from it."""
    found = with_other_names(Source.objects.select_related("country")).filter(slug=slug).first()
    if found is None:
        return moved(Source, FormerSlug.Kind.SOURCE, slug)
    context = entity_page(
        request,
        "sources",
        found,
        PANELS,
        title=_("%(name)s: whom it quotes") % {"name": found},
        description=_("Whom %(name)s quotes, on what, and when.") % {"name": found},
        above=[(_("Newspapers"), reverse("sources"))],
    )
    return render(request, "sources/detail.html", context)


urlpatterns = [path("newspapers/", sources, name="sources"), path("newspapers/<slug:slug>/", source, name="source")]
