"""Stories in lists: each with its newspapers, countries, number of statements and first words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from archive.models import Article, Country, Source, Statement
from archive.search.hits import sources_and_countries

from .texts import opening


@dataclass(frozen=True, slots=True)
class Card:
    """A story in a list."""

    article: Article
    sources: tuple[Source, ...]
    countries: tuple[Country, ...]
    statements: int
    opening: str

    @property
    def headline(self) -> str:
        """What the story is called."""
        return self.article.headline(self.article.digest.series.rights)


def stories() -> QuerySet[Article]:
    """The stories that readers may see, with what every list needs of their digests (not their text); `said`: how many
    statements each has.
    """
    said = Statement.objects.standing().filter(article=OuterRef("pk")).order_by().values("article")
    return (
        Article.objects.published()
        .select_related("digest__series", "section")
        .defer("digest__raw", "digest__text")
        .annotate(said=Coalesce(Subquery(said.annotate(number=Count("pk")).values("number")), 0))
    )


def cards(articles: Iterable[Article], words: int = 30) -> list[Card]:
    """The stories (from `stories()`) in their order, in one more query however many they are."""
    listed = list(articles)
    keys = [article.pk for article in listed]
    with connection.cursor() as cursor:
        named = sources_and_countries(cursor, keys) if keys else {}
    return [
        Card(
            article=article,
            sources=tuple(named[article.pk][0]),
            countries=tuple(named[article.pk][1]),
            statements=article.said,  # type: ignore[attr-defined]  # by stories()
            opening=opening(article, article.digest.series.rights, words),
        )
        for article in listed
    ]
