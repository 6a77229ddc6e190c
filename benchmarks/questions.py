"""The questions of the search benchmark, by class, on the synthetic corpus."""

from __future__ import annotations

from itertools import cycle, islice, product
from typing import Any

from archive.models import Country, Person, Source, Topic
from archive.search import SearchRequest

from .corpus.words import ONE_PERCENT, RARE, TEN_PERCENT, THIRTY_PERCENT, phrases

EACH = 12  # different questions of a class, where there are so many


def questions() -> dict[str, list[SearchRequest]]:
    """Each class of questions; how many stories they find is in their name where words decide it."""
    countries = list(
        Country.objects.filter(code__in=("RU", "US", "CN", "UA", "DE", "TR")).values_list("code", flat=True)
    )
    topics = list(Topic.objects.order_by("pk").values_list("slug", flat=True)[:8])
    sources = list(Source.objects.order_by("pk").values_list("slug", flat=True)[:8])
    people = list(Person.objects.order_by("pk").values_list("slug", flat=True)[:8])
    filters: list[dict[str, Any]] = [
        *({"countries": (one,)} for one in countries),
        *({"topics": (topic,), "countries": (one,)} for topic, one in zip(topics, countries, strict=False)),
        *({"sources": (source,)} for source in sources),
        *({"people": (person,)} for person in people),
    ]
    pairs = [f"{one} {other}" for one, other in product(TEN_PERCENT, THIRTY_PERCENT)]
    either = [f"{one} OR {other} -{without}" for one, other, without in zip(
        cycle(TEN_PERCENT), cycle(THIRTY_PERCENT), islice(cycle(ONE_PERCENT), EACH), strict=False)]  # fmt: skip
    asked: dict[str, list[SearchRequest]] = {
        "rare": _words(RARE),
        "1%": _words(ONE_PERCENT),
        "10%": _words(TEN_PERCENT),
        "30%": _words(THIRTY_PERCENT),
        "phrase": _words([f'"{phrase}"' for phrase in phrases()]),
        "and": _words(pairs),
        "or-not": _words(either),
        "term+facet": [SearchRequest(q=q, **chosen) for q, chosen in zip(cycle(TEN_PERCENT), filters, strict=False)],
        "facet": [SearchRequest(**chosen) for chosen in filters],
        "none": [SearchRequest()],
    }
    return {name: requests[:: max(1, len(requests) // EACH)][:EACH] for name, requests in asked.items()}


def _words(asked: Any) -> list[SearchRequest]:
    return [SearchRequest(q=q) for q in asked]
