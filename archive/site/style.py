"""/style/: every component in every state on one page, while DEBUG is on."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from archive.search import SearchRequest
from archive.search.pairs import Counted, Covered, Key
from archive.site import facets
from archive.site.charts import Row, bars
from archive.site.matrix import matrix
from archive.site.multiples import multiples
from archive.site.network import network
from archive.site.shares import shares
from archive.site.statements import Passage


class _Sample(SimpleNamespace):
    """Something invented with a name and an address, for the partials."""

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return "#" + str(self.name).replace(" ", "-").lower()


class _Form(forms.Form):
    name = forms.CharField(label="Name")
    first_day = forms.DateField(
        label="First day",
        error_messages={"invalid": "November has 30 days. Write a date such as 30 November 2026."},
    )
    role = forms.CharField(
        label="Role as printed", help_text="In the newspaper’s words. Do not correct it.", required=False
    )


def _statement(pk: int, words: str, **more: object) -> SimpleNamespace:
    story = _Sample(name="Ice comes early to the Sulina channel")
    said: dict[str, object] = {"speaker": None, "newspaper": None, "unnamed": "", "role_text": "", "via": None}
    said |= {"via_id": 1, "newspaper_id": None, "rights": "full", "language": "en"}
    return SimpleNamespace(
        **said | {"kind": "direct", "state": "confirmed", "pk": pk, "text": words, "article": story} | more
    )


def _charts() -> dict[str, object]:
    """A chart of each kind, from invented counts."""
    asked, papers = SearchRequest(), ["The Harbour Gazette", "Capital Ledger", "The Northern Signal"]
    rows = [Counted(at, f"paper-{at}", name, 90 - 30 * at) for at, name in enumerate(papers)]
    columns = [Counted(at, f"country-{at}", name, 60) for at, name in enumerate(["Romania", "Türkiye", "Egypt"])]
    cells: dict[tuple[Key, Key], int] = {(0, 0): 60, (0, 1): 30, (0, 2): 4, (1, 0): 12, (2, 1): 3}
    months: dict[Key, dict[date, int]] = {
        at: {date(2026, 1 + month, 1): (month * (7 + at)) % 11 for month in range(11)} for at in range(3)
    }
    names = ["Marta Velisk", "Henrik Aldane", "Piotr Wenda", "Leyla Demirsoy", "Ioana Brătescu-Vale", "Selim Arkan"]
    people = [Counted(at, f"person-{at}", name, 9 - at) for at, name in enumerate(names)]
    together: dict[tuple[Key, Key], int] = {(0, 1): 9, (0, 2): 4, (1, 3): 2, (2, 3): 1, (3, 4): 5, (4, 5): 2, (0, 5): 1}
    return {
        "shares": shares(rows, 120, "#{}".format, "#page-{}".format),
        "multiples": multiples(
            "topics",
            rows,
            months,
            "month",
            Covered(120, date(2026, 1, 1), date(2026, 11, 17)),
            asked,
            "#page-{}".format,
        ),
        "matrix": matrix(("sources", "countries"), rows, columns, cells, asked, "#{}-{}".format),
        "network": network(people, together, asked, "#{}".format, own=0),
    }


def components(request: HttpRequest) -> HttpResponse:
    """The page of components; 404 unless DEBUG is on."""
    if not settings.DEBUG:
        raise Http404
    gazette, marta = _Sample(name="The Harbour Gazette"), _Sample(name="Marta Velisk")
    said = _statement(
        1,
        "The queue is shorter than it looks. A third of those ships were waiting for a price, not for a pilot.",
        speaker=marta,
        role_text="director of the Institute for Maritime Economics",
        via=gazette,
    )
    context = {
        "said": said,
        "unnamed": _statement(2, "One of them said so.", unnamed="one of them", via=gazette, state="proposed"),
        "reported": _statement(3, "The pilots, she said, had gone home by noon.", speaker=marta, kind="indirect"),
        "opened": Passage("Not everybody agrees. ", said.text, " She has counted since 2020."),
        "facet": {
            "name": "Country",
            "clear_url": "#clear",
            "all_url": "#all",
            "all_label": "All 32 countries",
            "rows": [
                facets.Row("country-TR", "Türkiye", 148, "#TR", chosen=True, printed=False),
                facets.Row("country-EG", "Egypt", 0, "#EG", chosen=True, printed=False),
                facets.Row("country-RO", "Romania", 1117, "#RO", chosen=False, printed=False),
                facets.Row("country-XX", "Never shown", 0, "#XX", chosen=False, printed=False),
            ],
        },
        "bars": bars(
            [
                Row("Marta Velisk", 19, "#marta", "#nineteen", "director, Institute for Maritime Economics"),
                Row("Henrik Aldane", 16, "#henrik", "#sixteen", "grain analyst"),
                Row("Piotr Wenda", 3, "#piotr", "#three"),
            ]
        ),
        **_charts(),
        "form": _Form({"name": "Marta Velisk", "first_day": "31 November 2026"}),
        "page": Paginator(range(90), 20).page(2),
        "today": date(2026, 11, 17),
        "letters": "ABCDEFGH",
    }
    return render(request, "style/components.html", context)


urlpatterns = [path("style/", components, name="style")]
