"""The charts of the pages of people, organizations, newspapers, countries and topics: topics over time, and who is in
stories together.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from archive.search import Record, SearchRequest
from archive.search.pairs import Covered, Key, counting_of

from .facets import search_url
from .multiples import multiples, step_of
from .network import network
from .overview import page_url, person_url, says

STRIPS = 6  # topics
# How many people the drawing has, by whose page it is; somebody's own page has only those nearest.
PEOPLE = {"people": 13, "countries": 24, "topics": 24}
MANY = 50_000  # stories: of more, only the newest year is drawn
YEAR = timedelta(days=365)


def entity_charts(name: str, key: Key, slug: str, stories: Record) -> dict[str, Any]:
    """What `entity/_charts.html` shows, in at most four queries; counted are stories, as a search finds them."""
    if stories.first is None or stories.last is None:
        return {}
    asked = SearchRequest().with_(name, slug)
    covered = Covered(stories.total, stories.first, stories.last)
    if stories.total > MANY:
        asked = asked.change(after=stories.last - YEAR)
    with counting_of(name, key, asked) as pairs:
        if stories.total > MANY:
            covered = pairs.covered()
        days = (covered.first or stories.first, stories.last)
        charts: dict[str, Any] = {
            "charts_stories": covered.stories,
            "charts_url": search_url(asked),
            "charts_say": says(covered),
        }
        if name != "topics":
            topics = pairs.most(["topics"], STRIPS)["topics"]
            times = pairs.over_time("topics", [topic.key for topic in topics], step_of(*days))
            charts["topics_chart"] = multiples(
                "topics", topics, times, days, asked, lambda slug: page_url("topics", slug)
            )
        if name in PEOPLE:
            people = pairs.quoted(PEOPLE[name])
            own = key if name == "people" else None
            charts["network"] = network(people, pairs.together(people), asked, person_url, own)
    return charts
