"""/robots.txt and /sitemap.xml, for search engines."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any, cast

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from archive.models import Article, Digest

# A question has as many addresses as it has filters, a story as many citations as it has statements.
_ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /find/
Disallow: /search/?
Disallow: /search/complete
Disallow: /articles/*/cite.
Disallow: /articles/*?statement=

Sitemap: {}
"""


def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may ask for: all but the desk and what has no end."""
    text = _ROBOTS.format(request.build_absolute_uri(reverse("sitemaps")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


class _Spans(Paginator):
    """Pages by spans of ids: the last one costs what the first one costs. What is not listed makes a page shorter."""

    @cached_property
    def count(self) -> int:
        return self._rows.order_by("-pk").values_list("pk", flat=True).first() or 0

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        last = number * self.per_page
        return Page(self._rows.filter(pk__gt=last - self.per_page, pk__lte=last), number, self)

    @property
    def _rows(self) -> QuerySet[Any]:
        return cast("QuerySet[Any]", self.object_list)


class _Sitemap(Sitemap):
    """Every published row of a model with the day of its publication."""

    limit = 10_000

    @property
    def paginator(self) -> Paginator:
        return _Spans(self.items(), self.limit)

    def items(self) -> QuerySet[Any]:
        raise NotImplementedError

    def get_latest_lastmod(self) -> None:
        """Not asked: it would read every row."""


class Stories(_Sitemap):
    def items(self) -> QuerySet[Article]:
        return Article.objects.published().select_related("digest").only("slug", "digest__published_at").order_by("pk")

    def lastmod(self, item: Article) -> datetime | None:
        return item.digest.published_at


class Digests(_Sitemap):
    def items(self) -> QuerySet[Digest]:
        return Digest.objects.published().only("slug", "published_at").order_by("pk")

    def lastmod(self, item: Digest) -> datetime | None:
        return item.published_at


class Tops(Sitemap):
    """The pages from which all others are reached."""

    def items(self) -> list[str]:
        names = ["home", "search", "people", "organizations", "sources", "countries", "topics", "digests", "calendar"]
        return [reverse(name) for name in names]

    def location(self, item: str) -> str:
        return item


SITEMAPS: dict[str, type[Sitemap]] = {"tops": Tops, "digests": Digests, "stories": Stories}

urlpatterns = [
    path("robots.txt", robots),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemaps"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
