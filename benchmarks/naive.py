"""A search page's data as plain Django queries with joins get it: what the engines are compared with."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from archive.models import Article, Fact, Statement
from archive.search import SearchRequest

# Filter -> the path from a story to its value, what the value is told by, and the path to what may be rejected.
_PATHS = {
    "topics": ("articletopics__topic", "slug", "articletopics"),
    "sources": ("articlesources__source", "slug", "articlesources"),
    "people": ("mentions__person", "slug", "mentions"),
    "organizations": ("mentions__organization", "slug", "mentions"),
    "countries": ("mentions__country", "code", "mentions"),
    "sections": ("section", "slug", ""),
}
_LISTED = 5
_STANDING = [Fact.State.PROPOSED, Fact.State.CONFIRMED]


def page(request: SearchRequest) -> dict[str, Any]:
    """20 stories with snippets, newspapers and countries, totals, six filters' values, and months."""
    words = SearchQuery(request.q.replace(" OR ", " or "), search_type="websearch", config="english")
    stories = _narrowed(Article.objects.filter(digest__state="published"), request)
    if request.q:
        stories = stories.filter(search=words)
    hits = stories.distinct()
    if request.q:
        hits = hits.annotate(
            rank=SearchRank(F("search"), words), head=SearchHeadline("title", words), cut=SearchHeadline("body", words)
        )
    order = ("-rank",) if request.sort == "relevance" and request.q else ()
    said = Statement.objects.exclude(state=Fact.State.REJECTED).filter(article__in=stories.values("pk"))
    return {
        "total": stories.values("pk").distinct().count(),
        "statements": (said.filter(text__search=words) if request.q else said).count(),
        "months": list(
            stories.annotate(month=TruncMonth("date")).values("month").order_by("month").annotate(n=_stories())
        ),
        "facets": {name: _values(stories, name) for name in _PATHS},
        "hits": [
            (story.title, [one.source.name for one in story.articlesources.all()],
             [one.country.name for one in story.mentions.all() if one.country])
            for story in hits.order_by(*order, "-date", "-pk").prefetch_related(
                "articlesources__source", "mentions__country", "statements__person")[:20]
        ],
    }  # fmt: skip


def _narrowed(stories: QuerySet[Article], request: SearchRequest) -> QuerySet[Article]:
    for name, (path, key, fact) in _PATHS.items():
        if values := request.values(name):
            standing = Q(**{f"{fact}__state__in": _STANDING}) if fact else Q()
            stories = stories.filter(standing, **{f"{path}__{key}__in": values})
    return stories


def _values(stories: QuerySet[Article], name: str) -> list[Any]:
    path, key, fact = _PATHS[name]
    standing = Q(**{f"{path}__isnull": False}) & (Q(**{f"{fact}__state__in": _STANDING}) if fact else Q())
    counted = stories.filter(standing).values(f"{path}__{key}").annotate(n=_stories()).order_by("-n")
    return list(counted[:_LISTED])


def _stories() -> Count:
    return Count("pk", distinct=True)
