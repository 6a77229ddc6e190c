"""The stories as understood: what each is called, who and what it names, and how much of it is settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.desk.findings import Finding, Story, Understanding
from archive.models import Mention, Role, Statement


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding by its name; with a person go the roles that the story gives, with a country the word it stands on."""

    finding: Finding
    name: str
    roles: list[Finding] = field(default_factory=list)
    printed: str = ""
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A labelled row of a story's card."""

    label: Promise
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class StoryCard:
    """One story as understood, for its card on the review page."""

    story: Story
    sources: list[Entry]
    groups: list[Group]
    statements: list[Finding]
    reported: int
    doubtful: int
    proposed: int
    sure: int
    last: bool


def cards(whole: Understanding, sure: float = 0.9) -> list[StoryCard]:
    """A card for each story; `sure` is what "accept what is surer than" counts from."""
    return [_card(story, story.number == len(whole.stories), sure) for story in whole.stories]


def _card(story: Story, last: bool, sure: float) -> StoryCard:
    statements = story.of("statement")
    said = [f.fact for f in statements if isinstance(f.fact, Statement)]
    states = [finding.state for finding in story.findings]
    groups = [
        Group(_("People"), [*_people(story), *_unnamed(statements)]),
        Group(_("Organizations"), [Entry(f, str(f.fact)) for f in story.of("organization")]),
        Group(_("Countries"), [Entry(f, str(f.fact), printed=_other_word(f)) for f in story.of("country")]),
        Group(_("Topics"), [Entry(f, str(f.fact)) for f in story.of("topic")]),
    ]
    return StoryCard(
        story=story,
        sources=[Entry(f, str(f.fact)) for f in story.of("source")],
        groups=[group for group in groups if group.entries],
        statements=statements,
        reported=sum(fact.kind == Statement.Kind.INDIRECT for fact in said),
        doubtful=states.count("doubtful"),
        proposed=states.count("proposed"),
        sure=sum(not finding.settled and finding.confidence >= sure for finding in story.findings),
        last=last,
    )


def _people(story: Story) -> Iterator[Entry]:
    roles = story.of("role")
    for finding in story.of("person"):
        fact = finding.fact
        if isinstance(fact, Mention):
            his = [role for role in roles if isinstance(role.fact, Role) and role.fact.person_id == fact.person_id]
            yield Entry(finding, str(fact), his)


def _unnamed(statements: list[Finding]) -> Iterator[Entry]:
    for finding in statements:
        if isinstance(finding.fact, Statement) and finding.fact.unnamed:
            yield Entry(finding, finding.fact.unnamed, unnamed=True)


def _other_word(finding: Finding) -> str:
    """The word that a country was found by, when it is not its name."""
    return "" if finding.words.startswith(str(finding.fact)) else finding.words
