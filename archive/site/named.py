"""Who and what is named in a story, and in how many stories each of them is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.models import Article, ArticleTopic, Country, Fact, Mention, Organization, Person, Role, Statement, Topic
from archive.search import SearchRequest, story_counts

from .facets import search_url

Name = Person | Organization | Country | Topic


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something in a story. `stories` are those that a search for it finds, at `url`.

    `settled`: an editor has confirmed at least one passage of this story that names it.
    """

    of: Name
    settled: bool
    stories: int
    url: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands beside a story, each list in the order of the text."""

    people: tuple[Named, ...]
    organizations: tuple[Named, ...]
    countries: tuple[Named, ...]
    topics: tuple[Named, ...]

    @property
    def unsettled(self) -> int:
        """How many of them nobody but the machine has seen."""
        return sum(not one.settled for one in self.people + self.organizations + self.countries + self.topics)


def facts_of(
    article: Article, mentions: Iterable[Mention], statements: Iterable[Statement], roles: Iterable[Role]
) -> Facts:
    """A story's facts, from its standing mentions, statements and roles; two more queries."""
    mentions = list(mentions)
    topics = ArticleTopic.objects.standing().filter(article=article).select_related("topic").order_by("start", "pk")
    named: list[Mention | Statement | Role] = [*mentions, *statements, *roles]
    found = {
        "people": _once([(fact.person, fact) for fact in named]),
        "organizations": _once([(fact.organization, fact) for fact in named]),
        "countries": _once([(fact.country, fact) for fact in mentions]),
        "topics": _once([(fact.topic, fact) for fact in topics]),
    }
    counts = story_counts({name: [of.pk for of in some] for name, some in found.items()})
    return Facts(
        **{
            name: tuple(
                Named(of, settled, counts[name][of.pk], search_url(SearchRequest().with_(name, of.slug)))
                for of, settled in some.items()
            )
            for name, some in found.items()
        }
    )


def _once(found: Sequence[tuple[Name | None, Fact]]) -> dict[Name, bool]:
    """Each name once, as it first stands in the text, and whether an editor has confirmed it."""
    once: dict[Name, bool] = {}
    for of, fact in sorted(found, key=lambda pair: (pair[1].start is None, pair[1].start or 0)):
        if of is not None:
            once[of] = once.get(of, False) or fact.state == Fact.State.CONFIRMED
    return once
