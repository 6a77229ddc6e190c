"""What was understood of one digest, as the review page asks about it: findings, each with its state in words.

A finding is one fact, or all mentions of one name in one story (they stand or fall together), or a doubtful
beginning of a story.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.models import (
    DOUBTFUL_UNDER,
    Article,
    ArticleSource,
    ArticleTopic,
    Digest,
    Fact,
    Mention,
    Role,
    Statement,
)

# Kind of finding -> how it is called.
KINDS: dict[str, Promise] = {
    "statement": _("Statement"),
    "role": _("Role"),
    "person": _("Person"),
    "organization": _("Organization"),
    "country": _("Country"),
    "source": _("Newspaper"),
    "topic": _("Topic"),
    "boundary": _("Beginning of a story"),
}
# State -> its word, and the tag that it wears (components.css).
STATES: dict[str, tuple[Promise, str]] = {
    "doubtful": (_("Doubtful"), "tag--doubt"),
    "proposed": (_("Proposed"), ""),
    "accepted": (_("Accepted"), "tag--good"),
    "corrected": (_("Corrected"), "tag--good"),
    "rejected": (_("Rejected"), "tag--stop"),
}
_RELATED: dict[type[Fact], tuple[str, ...]] = {
    ArticleSource: ("source",),
    ArticleTopic: ("topic",),
    Role: ("person", "organization"),
    Statement: ("person", "organization", "newspaper", "via", "other"),
    Mention: ("person", "organization", "country"),
}


@dataclass(frozen=True)
class Finding:
    """One thing to say yes or no to. `facts` are in the order of the text; a boundary has none."""

    kind: str
    story: Story
    facts: tuple[Fact, ...] = ()

    @property
    def fact(self) -> Fact | None:
        """The fact that stands for the finding: the first that still stands."""
        standing = [fact for fact in self.facts if fact.state != Fact.State.REJECTED]
        return next(iter(standing or self.facts), None)

    @cached_property
    def key(self) -> str:
        """What names the finding in an address: "statement-12", "boundary-3"."""
        return key_of(self.fact) if self.fact else f"boundary-{self.story.article.pk}"

    @property
    def history_url(self) -> str:
        """The page with all that was ever done to it."""
        kind, key = self.key.split("-")
        return reverse("admin:record_history", args=["article" if kind == "boundary" else kind, key])

    @cached_property
    def state(self) -> str:
        return state_of(self.fact) if self.fact else state_of(self.story.article)

    @property
    def settled(self) -> bool:
        return self.state not in ("doubtful", "proposed")

    @property
    def confidence(self) -> float:
        return self.fact.confidence if self.fact else self.story.article.confidence

    @property
    def percent(self) -> int:
        """How sure the parser is, 0 to 100."""
        return round(self.confidence * 100)

    @property
    def words(self) -> str:
        """The passage, or for a fact without one and for a boundary what stands for it."""
        if self.fact is None:
            return self.story.article.title or self.story.article.opening
        return self.story.passage(self.fact) or str(self.fact)

    @property
    def line(self) -> int:
        """The number of the digest's line that it stands in."""
        at = self.story.article.start if self.fact is None else self.fact.start
        return self.story.line_at(at)

    @property
    def kind_word(self) -> Promise:
        return KINDS[self.kind]

    @property
    def state_word(self) -> Promise:
        return STATES[self.state][0]

    @property
    def tag(self) -> str:
        return STATES[self.state][1]

    @property
    def by_parser(self) -> bool:
        return self.fact is None or self.fact.origin == Fact.Origin.PARSER

    @property
    def position(self) -> int:
        """Where it stands in the text, in characters, for sorting."""
        start = self.fact.start if self.fact else self.story.article.start
        return self.story.article.start if start is None else start


@dataclass(frozen=True)
class Story:
    """One story with its findings, in the order of the text."""

    article: Article
    number: int
    text: str
    lines: tuple[int, ...]
    findings: list[Finding] = field(default_factory=list)

    def passage(self, fact: Fact) -> str:
        return self.text[fact.start : fact.end] if fact.start is not None else ""

    def line_at(self, at: int | None) -> int:
        """The number of the line that character `at` stands in, from 1."""
        return max(1, bisect_right(self.lines, self.article.start if at is None else at))

    def of(self, *kinds: str, rejected: bool = False) -> list[Finding]:
        """The findings of these kinds, without the rejected ones unless asked for."""
        return [f for f in self.findings if f.kind in kinds and (rejected or f.state != "rejected")]


@dataclass(frozen=True)
class Understanding:
    """A whole digest as understood."""

    digest: Digest
    stories: tuple[Story, ...]

    @cached_property
    def findings(self) -> list[Finding]:
        return [finding for story in self.stories for finding in story.findings]

    @cached_property
    def by_key(self) -> dict[str, Finding]:
        """Every fact's key -> its finding, whichever of its mentions the key names."""
        keys = {finding.key: finding for finding in self.findings}
        return keys | {key_of(fact): finding for finding in self.findings for fact in finding.facts}

    @cached_property
    def doubtful(self) -> list[Finding]:
        """The least sure first."""
        found = [finding for finding in self.findings if finding.state == "doubtful"]
        return sorted(found, key=lambda finding: (finding.confidence, finding.position))

    @cached_property
    def proposed(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.state == "proposed"]

    @cached_property
    def open(self) -> list[Finding]:
        """What is not settled: the doubtful ones first, then the others in the order of the text."""
        return [*self.doubtful, *sorted(self.proposed, key=lambda finding: finding.position)]

    @property
    def settled(self) -> int:
        return len(self.findings) - len(self.open)


def key_of(fact: Fact) -> str:
    return f"{fact._meta.model_name}-{fact.pk}"


def state_of(fact: Fact | Article) -> str:
    """The state under which a fact (or the beginning of a story) is shown: a key of STATES."""
    if fact.state == Fact.State.REJECTED:
        return "rejected"
    if fact.state == Fact.State.CONFIRMED:
        return "corrected" if fact.origin == Fact.Origin.EDITOR else "accepted"
    return "doubtful" if fact.confidence < DOUBTFUL_UNDER else "proposed"


def stories_of(digest: Digest) -> list[Article]:
    """The digest's stories in the order of the text, without what the desk does not show."""
    light = digest.articles.defer("body", "search").select_related("section")
    return list(light.order_by("section__position", "position"))


def understanding(digest: Digest, articles: Iterable[Article], lines: tuple[int, ...]) -> Understanding:
    """All findings of a digest, in five queries whatever their number. `articles`: from stories_of; `lines`: where each
    line of the text begins.
    """
    stories = []
    text = digest.text or ""
    for number, article in enumerate(articles, start=1):
        article.digest = digest
        article.body = text[article.start : article.end]  # enough for `opening`; spares the column
        stories.append(Story(article, number, text, lines))
    by_article = {story.article.pk: story for story in stories}
    facts: dict[int, list[Fact]] = defaultdict(list)
    for fact in _facts(digest):
        fact.article = by_article[fact.article_id].article
        facts[fact.article_id].append(fact)
    for story in stories:
        story.findings.extend(sorted(_findings(story, facts[story.article.pk]), key=lambda finding: finding.position))
    return Understanding(digest, tuple(stories))


def _facts(digest: Digest) -> Iterator[Fact]:
    for model, related in _RELATED.items():
        yield from (
            model._default_manager.filter(article__digest=digest).select_related(*related).order_by("start", "pk")
        )


def _findings(story: Story, facts: list[Fact]) -> Iterator[Finding]:
    """The findings of one story: its doubtful beginning, then its facts, the mentions of one name as one."""
    if story.article.confidence < DOUBTFUL_UNDER:
        yield Finding("boundary", story)
    words = [fact for fact in facts if fact.origin == Fact.Origin.EDITOR and fact.state == Fact.State.CONFIRMED]
    mentions: dict[tuple[str, object], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.state == Fact.State.REJECTED and any(_put_right_by(fact, word) for word in words):
            continue
        if isinstance(fact, Mention):
            of = fact.person_id or fact.organization_id or fact.country_id
            mentions[_kind(fact), of].append(fact)
        else:
            yield Finding(_kind(fact), story, (fact,))
    for (kind, _of), group in mentions.items():
        yield Finding(kind, story, tuple(group))


def _kind(fact: Fact) -> str:
    if isinstance(fact, Mention):
        return "person" if fact.person_id else "organization" if fact.organization_id else "country"
    return {ArticleSource: "source", ArticleTopic: "topic", Role: "role", Statement: "statement"}[type(fact)]


def _put_right_by(fact: Fact, word: Fact) -> bool:
    """Whether an editor's `word` stands where the rejected `fact` stood: then only the word is shown."""
    if type(fact) is not type(word) or None in (fact.start, fact.end, word.start, word.end):
        return False
    shared = min(fact.end, word.end) - max(fact.start, word.start)  # type: ignore[type-var, operator]
    return shared * 2 >= fact.end - fact.start  # type: ignore[operator]
