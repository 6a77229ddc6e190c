"""/robots.txt and /sitemap.xml, for search engines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from archive.models import Article, Digest
from archive.templatetags.markup import html, html_join

PER_PAGE = 10_000  # ids of one page: the last page costs what the first one costs
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
_TOPS = ("home", "search", "people", "organizations", "sources", "countries", "topics", "digests", "calendar")


def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may ask for: all but the desk and what has no end."""
    text = _ROBOTS.format(request.build_absolute_uri(reverse("sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """The pages of the sitemap: one with the pages from which all others are reached, then digests and stories."""
    urls = [reverse("sitemap-tops")]
    for kind in ("digest", "article"):
        last = _published(kind).order_by("-pk").values_list("pk", flat=True).first() or 0
        urls += [reverse("sitemap-page", args=[kind, page]) for page in range(1, -(-last // PER_PAGE) + 1)]
    return _xml("sitemapindex", "<sitemap><loc>{}</loc></sitemap>\n", ((request.build_absolute_uri(u),) for u in urls))


def sitemap_tops(request: HttpRequest) -> HttpResponse:
    """The front page and every list."""
    return _xml("urlset", "<url><loc>{}</loc></url>\n", ((request.build_absolute_uri(reverse(one)),) for one in _TOPS))


def sitemap_page(request: HttpRequest, kind: str, page: int) -> HttpResponse:
    """The stories ("article") or digests of a span of ids, each with the day that it was published on."""
    if kind not in ("digest", "article") or not 1 <= page <= 10**9:
        raise Http404
    published = "published_at" if kind == "digest" else "digest__published_at"
    span = _published(kind).filter(pk__gt=(page - 1) * PER_PAGE, pk__lte=page * PER_PAGE).order_by("pk")
    before = request.build_absolute_uri(reverse(kind, args=["-"])).removesuffix("-/")  # as of any: slugs differ alone
    rows = ((f"{before}{slug}/", at.date()) for slug, at in span.values_list("slug", published))
    return _xml("urlset", "<url><loc>{}</loc><lastmod>{}</lastmod></url>\n", rows)


def _published(kind: str) -> QuerySet[Any]:
    return Digest.objects.published() if kind == "digest" else Article.objects.published()


def _xml(root: str, template: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    text = html(
        '<?xml version="1.0" encoding="UTF-8"?>\n<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{1}</{0}>\n',
        root,
        html_join("", template, rows),
    )
    return HttpResponse(text, content_type="application/xml; charset=utf-8", headers={"X-Robots-Tag": "noindex"})


urlpatterns = [
    path("robots.txt", robots),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-tops.xml", sitemap_tops, name="sitemap-tops"),
    path("sitemap-<slug:kind>-<int:page>.xml", sitemap_page, name="sitemap-page"),
]
