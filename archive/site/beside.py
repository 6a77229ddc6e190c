"""What to read beside a story: others that name the same people, organizations or countries, near in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q, Value
from django.db.models.functions import Greatest, Least

from archive.models import Article, Mention

from .cards import Card, cards, stories

NEAR = timedelta(days=90)
LISTED = 3


@dataclass(frozen=True, slots=True)
class Beside:
    """A story and the names that it shares with the one that is read."""

    card: Card
    shares: tuple[str, ...]


def read_beside(article: Article, mentions: Iterable[Mention]) -> list[Beside]:
    """Up to three stories within 90 days, in a fixed number of queries.

    A shared person counts three times as much as a shared country, an organization twice; of equals the one nearest
    in time is first.
    """
    named = list(mentions)
    people = {mention.person_id for mention in named} - {None}
    organizations = {mention.organization_id for mention in named} - {None}
    countries = {mention.country_id for mention in named} - {None}
    if article.date is None or not (people or organizations or countries):
        return []
    shared = Q(person__in=people) | Q(organization__in=organizations) | Q(country__in=countries)
    near = (
        Article.objects.published()
        .filter(date__range=(article.date - NEAR, article.date + NEAR))
        .exclude(pk=article.pk)
    )
    scored = (
        Mention.objects.standing()
        .filter(shared, article__in=near.values("pk"))
        .values("article")
        .annotate(
            score=3 * Count("person", distinct=True)
            + 2 * Count("organization", distinct=True)
            + Count("country", distinct=True),
            apart=Greatest("article__date", Value(article.date)) - Least("article__date", Value(article.date)),
        )
        .order_by("-score", "apart", "-article")[:LISTED]
    )
    keys = [row["article"] for row in scored]
    found = {card.article.pk: card for card in cards(stories().filter(pk__in=keys), words=18)}
    names: dict[int, dict[str, None]] = {}
    for mention in (
        Mention.objects.standing()
        .filter(shared, article__in=keys)
        .select_related("person", "organization", "country")
        .order_by(F("person").asc(nulls_last=True), F("organization").asc(nulls_last=True), "start")
    ):
        names.setdefault(mention.article_id, {})[str(mention.of)] = None
    return [Beside(found[key], tuple(names.get(key, ()))[:3]) for key in keys]
