"""The charts of the pages of people, organizations, newspapers, countries and topics: topics over time, and who is in
stories together.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import Any

from django.db import transaction

from archive.search import Record, SearchRequest, SearchTimeout
from archive.search.pairs import Key, Pairs, Step, counting, counting_of

from .facets import search_url
from .multiples import multiples, step_of
from .network import network
from .overview import page_url, person_url, says

STRIPS = 6  # topics
# How many people the drawing has, by whose page it is; somebody's own page has only those nearest.
PEOPLE = {"people": 13, "countries": 24, "topics": 24}
MANY = 500  # stories: of more, only the newest months or days that have about so many together are drawn


def entity_charts(name: str, key: Key, slug: str, stories: Record) -> dict[str, Any]:
    """What `entity/_charts.html` shows, in two queries, of very many stories in a few; none where that takes too long.

    Counted are stories, as a search finds them.
    """
    if stories.first is None or stories.last is None:
        return {}
    asked = SearchRequest().with_(name, slug)
    if stories.total <= MANY:
        with counting_of(name, key, asked) as pairs:
            return _charts(pairs, name, key, step_of(stories.first, stories.last))
    first = _since(stories)
    try:
        with transaction.atomic(), counting(asked.change(after=first)) as pairs:  # the page's sitting goes on
            return _charts(pairs, name, key, step_of(first, stories.last))
    except SearchTimeout:
        return {}


def _since(stories: Record) -> date:
    """The first day of the newest months that have so many stories together; where the newest month alone has more, of
    as many of its days as have about so many.
    """
    assert stories.last is not None  # noqa: S101 - asked of dated stories
    newest = stories.months[-1]
    days = (stories.last - newest.first).days + 1
    if newest.count > MANY:
        return stories.last - timedelta(ceil(days * MANY / newest.count) - 1)
    number = 0
    for month in reversed(stories.months):
        number += month.count
        if number >= MANY:
            return month.first
    return stories.months[0].first


def _charts(pairs: Pairs, name: str, key: Key, step: Step) -> dict[str, Any]:
    asked = pairs.request
    counts = pairs.counts({"topics": STRIPS}, over_time="topics", step=step)
    covered = counts.covered
    charts: dict[str, Any] = {
        "charts_url": search_url(asked),
        "charts_stories": covered.stories,
        "charts_say": says(covered),
    }
    if name != "topics":
        topics = counts.most["topics"]
        charts["topics_chart"] = multiples(
            "topics", topics, counts.times, step, covered, asked, lambda topic: page_url("topics", topic)
        )
    if name in PEOPLE:
        people, together = pairs.people(PEOPLE[name])
        charts["network"] = network(people, together, asked, person_url, key if name == "people" else None)
    return charts
