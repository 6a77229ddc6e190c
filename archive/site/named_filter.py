"""The filters of the lists of people, organizations, newspapers, countries and topics."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.utils.translation import gettext_lazy as _

from archive.models import Role
from archive.search import Key, SearchRequest, having, nodes

from .said import CHOICES, slug_of

# Filters that concern statements -> (label, "any" of it).
SPOKEN = {
    "source": (_("Newspaper"), _("Any newspaper")),
    "country": (_("Country spoken about"), _("Any country")),
    "topic": (_("Topic spoken on"), _("Any topic")),
    "organization": (_("Organization spoken for"), _("Any organization")),
    "person": (_("Speaker"), _("Anybody")),
}
YEARS = {"min_value": 1, "max_value": 9999}


class NamedFilter(filters.FilterSet):
    """Rows by name, and by statements: newspaper, country, topic, organization, speaker, years.

    Those that concern statements must hold of one and the same statement. What is not valid is passed over, and so is
    the filter that the rows are values of themselves.
    """

    name = filters.CharFilter(method="by_name", max_length=100)
    source = filters.CharFilter(method="passed_on")
    country = filters.CharFilter(method="passed_on")
    topic = filters.CharFilter(method="passed_on")
    organization = filters.CharFilter(method="passed_on")
    person = filters.CharFilter(method="passed_on")
    since = filters.NumberFilter(method="passed_on", decimal_places=0, **YEARS)
    until = filters.NumberFilter(method="passed_on", decimal_places=0, **YEARS)

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        """`of`: the filter of search that the rows are values of ("people")."""
        super().__init__(*args, **kwargs)
        self.of = of

    @property
    def asked(self) -> dict[str, str]:
        """The filters that are on, as they stand in an address."""
        self.form.is_valid()  # what is not valid is left out of cleaned_data
        given = {name: value for name, value in self.form.cleaned_data.items() if value}
        return {
            name: slug_of(name, value) if name in SPOKEN else value if name == "name" else str(int(value))
            for name, value in given.items()
            if name not in SPOKEN or CHOICES[name][0] != self.of
        }

    def by_name(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        matching = Q(name__icontains=value)
        fields = {field.name for field in rows.model._meta.get_fields()}
        if "aliases" in fields:
            matching |= Q(aliases__name__icontains=value)
        if self.of == "people":
            matching |= Q(pk__in=Role.objects.visible().filter(text__icontains=value).values("person"))
        everything = rows.model.objects.all()
        if "names" in fields:
            others = Func(F("names"), Value("; "), function="array_to_string", output_field=TextField())
            everything, matching = everything.annotate(others=others), matching | Q(others__icontains=value)
        return rows.filter(pk__in=everything.filter(matching).values("pk"))

    def passed_on(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows  # `spoken` takes these together

    @property
    def named(self) -> list[Key] | None:
        """The rows (ids, codes) with the name that is asked for; None where none is."""
        return list(self.qs.order_by().values_list("pk", flat=True)) if "name" in self.asked else None

    @property
    def spoken(self) -> list[Key] | None:
        """The rows (ids, codes) that have a statement as it is asked for; None where none is."""
        asked = self.asked
        if not asked.keys() - {"name"}:
            return None
        request = SearchRequest(
            show="statements",
            after=date(int(asked["since"]), 1, 1) if "since" in asked else None,
            before=date(int(asked["until"]), 12, 31) if "until" in asked else None,
        )
        return having(self.of, request, nodes([(CHOICES[name][0], asked[name]) for name in SPOKEN if name in asked]))
