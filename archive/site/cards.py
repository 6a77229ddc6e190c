"""Stories in lists: each with its newspapers, countries, number of statements and first words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from archive.models import Article, ArticleSource, Country, Mention, Source, Statement

from .texts import opening


@dataclass(frozen=True, slots=True)
class Card:
    """A story in a list."""

    article: Article
    sources: tuple[Source, ...]
    countries: tuple[Country, ...]
    statements: int
    opening: str


def stories() -> QuerySet[Article]:
    """The stories that readers may see, with what every list needs of their digests (not their text)."""
    return Article.objects.published().select_related("digest__series", "section").defer("digest__raw", "digest__text")


def cards(articles: Iterable[Article], words: int = 30) -> list[Card]:
    """The stories (from `stories()`) in their order, in three more queries however many they are."""
    listed = list(articles)
    keys = [article.pk for article in listed]
    sources: dict[int, dict[Source, None]] = {}
    for link in ArticleSource.objects.standing().filter(article__in=keys).select_related("source").order_by("start"):
        sources.setdefault(link.article_id, {})[link.source] = None
    countries: dict[int, dict[Country, None]] = {}
    named = Mention.objects.standing().filter(article__in=keys, country__isnull=False).select_related("country")
    for mention in named.order_by("start"):
        if mention.country:
            countries.setdefault(mention.article_id, {})[mention.country] = None
    said = Statement.objects.standing().filter(article__in=keys).values_list("article").annotate(Count("pk"))
    counts: dict[int, int] = dict(said.order_by())
    return [
        Card(
            article=article,
            sources=tuple(sources.get(article.pk, ())),
            countries=tuple(countries.get(article.pk, ())),
            statements=counts.get(article.pk, 0),
            opening=opening(article, article.digest.series.rights, words),
        )
        for article in listed
    ]
