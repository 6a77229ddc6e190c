"""What to read beside a story: others that name the same people, organizations or countries, near in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from archive.models import Article, Mention
from archive.search import Alike, Key, Like, alike

from .cards import Card, cards, stories

NEAR = timedelta(days=90)
LISTED = 3
NAMES = 3  # that are said to be shared
# Filter -> (its column of a mention, how much a shared one counts).
KINDS = {"people": ("person_id", 3), "organizations": ("organization_id", 2), "countries": ("country_id", 1)}


@dataclass(frozen=True, slots=True)
class Beside:
    """A story and the names that it shares with the one that is read."""

    card: Card
    shares: tuple[str, ...]


def read_beside(article: Article, mentions: Iterable[Mention]) -> list[Beside]:
    """Up to three stories within 90 days that have the names of a story's mentions.

    A shared person counts three times as much as a shared country, an organization twice; of equals the one nearest
    in time is first.
    """
    named = list(mentions)
    names: dict[str, tuple[Key, ...]] = {
        name: tuple({getattr(mention, field): None for mention in named if getattr(mention, field)})
        for name, (field, _weight) in KINDS.items()
    }
    names = {name: keys for name, keys in names.items() if keys}
    if article.date is None or not names:
        return []
    weights = {name: weight for name, (_field, weight) in KINDS.items()}
    like = alike(Like(article.pk, article.date, NEAR.days, names, weights), LISTED)
    found = {card.article.pk: card for card in cards(stories().filter(pk__in=[one.story for one in like]), words=18)}
    return [Beside(found[one.story], _shared(one, named)) for one in like if one.story in found]


def _shared(one: Alike, named: Sequence[Mention]) -> tuple[str, ...]:
    """The first three names that a story shares: people, organizations, then countries, as the other names them."""
    names = [
        str(mention.of)
        for name, (field, _weight) in KINDS.items()
        for mention in named
        if getattr(mention, field) in one.shared.get(name, ())
    ]
    return tuple(dict.fromkeys(names))[:NAMES]
