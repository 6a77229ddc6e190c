"""The filters of the lists of people, organizations and newspapers."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from archive.models import Role, Statement
from archive.search.counts import narrowed, saying


class NamedFilter(filters.FilterSet):
    """People, organizations or newspapers by name, first letter, and by statements: newspaper, country, year.

    The three that concern statements must hold of one and the same statement. What is not valid is passed over.
    """

    of = ""  # the filter of search that the rows are values of; set by subclasses

    name = filters.CharFilter(method="by_name", max_length=100)
    letter = filters.CharFilter(method="by_letter", max_length=1)
    source = filters.CharFilter(method="passed_on")
    country = filters.CharFilter(method="passed_on")
    since = filters.NumberFilter(method="passed_on", min_value=1900, max_value=2100)

    def by_name(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        matching = Q(name__icontains=value) | Q(aliases__name__icontains=value)
        if self.of == "people":
            matching |= Q(pk__in=Role.objects.visible().filter(text__icontains=value).values("person"))
        return rows.filter(pk__in=rows.model.objects.filter(matching).values("pk"))

    def by_letter(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(sort_key__istartswith=value)

    def passed_on(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows  # filter_queryset() takes these together

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows = super().filter_queryset(queryset)
        asked = self.form.cleaned_data
        if not any(asked.get(name) for name in ("source", "country", "since")):
            return rows
        said: QuerySet[Statement] = Statement.objects.visible()
        if asked.get("source"):
            said = narrowed(said, "sources", asked["source"].lower())
        if asked.get("country"):
            said = narrowed(said, "countries", asked["country"].upper())
        if asked.get("since"):
            said = said.filter(article__date__gte=date(int(asked["since"]), 1, 1))
        return rows.filter(pk__in=saying(self.of, said))
