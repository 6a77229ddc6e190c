"""The only writer of what the parser found: one transaction, and the same parse again changes nothing.

What an editor confirmed, corrected, added or rejected is never touched. A parser's proposal that stands in the way of
an editor's word is not written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from archive.ingest import ledger, match, names
from archive.models import (
    FACTS,
    Alias,
    Article,
    ArticleSource,
    ArticleTopic,
    Country,
    Digest,
    Fact,
    Mention,
    Organization,
    Person,
    Role,
    Section,
    Source,
    Statement,
    Topic,
)
from archive.parsing import shapes

READING = "reading"  # the code of warnings that come from reading the bytes; a parse keeps them

# What makes two facts of one story the same fact.
IDENTITY: dict[type[Fact], tuple[str, ...]] = {
    ArticleSource: ("source_id",),
    ArticleTopic: ("topic_id",),
    Role: ("person_id", "text"),
    Statement: ("start", "end", "person_id", "organization_id", "newspaper_id", "unnamed", "kind", "via_id"),
    Mention: ("person_id", "organization_id", "country_id", "start", "end"),
}


class StoriesChanged(Exception):
    """The parse was made for other stories than the digest has now: parse again with `outline_of(digest)`."""


def touched(digest: Digest) -> bool:
    """Whether a person has decided anything in this digest, or published it: then its stories stand as they are."""
    if digest.state in (Digest.State.PUBLISHED, Digest.State.WITHDRAWN):
        return True
    by_editor = Q(origin=Fact.Origin.EDITOR) | ~Q(state=Fact.State.PROPOSED)
    if digest.articles.filter(by_editor | Q(title_origin=Fact.Origin.EDITOR)).exists():
        return True
    return any(model._default_manager.filter(by_editor, article__digest=digest).exists() for model in FACTS)


def outline_of(digest: Digest) -> shapes.Outline:
    """The digest's present stories as an outline, for a parse that must keep them."""
    parts = []
    for section in digest.sections.prefetch_related("articles"):
        stories = tuple(
            shapes.Story(
                span=shapes.Span(article.start, article.end),
                paragraphs=tuple(shapes.Span(start, end) for start, end in article.paragraphs),
                title=article.title or None,
                confidence=article.confidence,
                rule=article.rule,
            )
            for article in section.articles.order_by("position")
        )
        if stories:
            parts.append(shapes.Part(section.heading or None, stories))
    date = shapes.DateFound(digest.date, digest.date_partial or None)
    return shapes.Outline(date, digest.title or None, None, digest.family or None, tuple(parts))


def keep_parse(digest: Digest, parsed: shapes.ParsedDigest, *, version: str) -> None:
    """Write what the parser understood of `digest`. With touched stories `parsed` must follow `outline_of(digest)`.

    Raises StoriesChanged when the parse has other stories than the ones that must stand.
    """
    summary = _("Parsed by version %(version)s") % {"version": version}
    with ledger.recorded("parse", summary, digest=digest):
        _keep_parse(digest, parsed, version)


def _keep_parse(digest: Digest, parsed: shapes.ParsedDigest, version: str) -> None:
    digest = Digest.objects.select_for_update().get(pk=digest.pk)
    before = _named_in(digest)
    found = [(section, article) for section in parsed.sections for article in section.articles]
    if not touched(digest):
        _keep_outline(digest, parsed)
    articles = list(digest.articles.order_by("section__position", "position"))
    if [a.paragraphs for a in articles] != [[list(p) for p in result.story.paragraphs] for _section, result in found]:
        raise StoriesChanged(f"the stories of digest {digest.pk} are not those of the parse")
    known = _Names(digest, [article for _, article in found])
    facts: dict[type[Fact], list[Fact]] = {model: [] for model in FACTS}
    for article, (_section, result) in zip(articles, found, strict=True):
        for model, rows in known.facts(article, result, digest.text or ""):
            facts[model] += rows
    for model, rows in facts.items():
        _keep_facts(digest, model, rows)
    _keep_header(digest, parsed, version)
    _drop_unused(before)


def _keep_header(digest: Digest, parsed: shapes.ParsedDigest, version: str) -> None:
    """Date, title, family, warnings and state, as far as they are the parser's."""
    if digest.date_origin == Fact.Origin.PARSER and digest.state != Digest.State.PUBLISHED:
        digest.date = parsed.date.value
        digest.date_start, digest.date_end = parsed.date.span or (None, None)
        digest.articles.update(date=parsed.date.value)
    digest.date_partial = parsed.date.partial or ""
    if digest.title_origin == Fact.Origin.PARSER and parsed.title:
        digest.title = parsed.title[:500]
    digest.family = (parsed.family or "")[:60]
    of_reading = [warning for warning in digest.warnings if warning["code"] == READING]
    digest.warnings = of_reading + [asdict(warning) for warning in parsed.warnings]
    digest.parser_version = version
    digest.failure = ""
    if digest.state in (Digest.State.RECEIVED, Digest.State.FAILED):
        digest.state = Digest.State.IN_REVIEW
    digest.save(
        update_fields=[
            "date", "date_start", "date_end", "date_partial", "title", "family", "warnings", "parser_version",
            "failure", "state",
        ]
    )  # fmt: skip


def _keep_outline(digest: Digest, parsed: shapes.ParsedDigest) -> None:
    """Make the digest's sections and stories those of the parse; the same ones stay the same rows."""
    text = digest.text or ""
    wanted = [
        (section.heading or "", *_layout(article.story, text))
        for section in parsed.sections
        for article in section.articles
    ]
    present = [
        (a.section.heading, a.title, a.start, a.end, a.paragraphs)
        for a in digest.articles.select_related("section").order_by("section__position", "position")
    ]
    if wanted == present:
        return
    digest.articles.all().delete()
    digest.sections.all().delete()
    position = 0
    for number, part in enumerate(parsed.sections, start=1):
        heading = (part.heading or "")[:300]
        section = Section.objects.create(
            digest=digest, position=number, heading=heading, slug=slugify(heading)[:80].strip("-")
        )
        for article in part.articles:
            position += 1
            title, start, end, paragraphs = _layout(article.story, text)
            Article.objects.create(
                digest=digest, section=section, position=position, title=title, date=digest.date, start=start, end=end,
                paragraphs=paragraphs, body=body_of(text, paragraphs), confidence=article.story.confidence,
                rule=article.story.rule[:60],
            )  # fmt: skip


def _layout(story: shapes.Story, text: str) -> tuple[str, int, int, list[list[int]]]:
    return (story.title or "")[:500], story.span.start, story.span.end, [list(span) for span in story.paragraphs]


def body_of(text: str, paragraphs: Iterable[Iterable[int]]) -> str:
    """A story's body: its paragraphs' slices of the digest's text, joined by a blank line."""
    return "\n\n".join(text[start:end] for start, end in paragraphs)


_BETWEEN = re.compile(r"(?:\s|,|\b(?:of|at|for|in|with|from|to|the|an?)\b)*")
_BETWEEN_BACK = re.compile(r"(?:['’]s?)?\s*")


def as_printed(text: str, role: shapes.Role) -> shapes.Span:
    """The role's passage with the organization that it is held in, where the newspaper printed them side by side.

    "director" with the organization "Port Institute" in "director of the Port Institute" is the whole phrase.
    """
    start, end = role.span
    if name := role.organization:
        after = text.find(name, end, end + len(name) + 20)
        if after >= 0 and _BETWEEN.fullmatch(text, end, after):
            return shapes.Span(start, after + len(name))
        before = text.rfind(name, max(0, start - len(name) - 4), start)
        if before >= 0 and _BETWEEN_BACK.fullmatch(text, before + len(name), start):
            return shapes.Span(before, end)
    return role.span


class _Names:
    """The people, organizations, newspapers, topics and countries of one parse, as records. Makes the missing ones."""

    def __init__(self, digest: Digest, articles: list[shapes.Article]) -> None:
        people = [person.name for article in articles for person in article.people]
        here = Person.objects.filter(mentions__article__digest=digest).distinct()
        self.matches = match.match_people(people, here)
        self.people: dict[str, Person] = {
            name: found.person or names.make_person(name) for name, found in self.matches.items()
        }
        for name, person in self.people.items():
            if name != person.name:
                names.add_alias(person, name, Alias.Kind.TRANSLITERATION)
        self.organizations = _ids("organization", _organization_names(articles))
        self.sources = _ids("source", _source_names(articles))
        self.topics = dict(Topic.objects.values_list("slug", "pk"))
        self.countries = set(Country.objects.values_list("code", flat=True))
        for article in articles:
            for organization in article.organizations:
                if organization.short:
                    known = Organization.objects.get(pk=self.organizations[organization.name])
                    names.add_alias(known, organization.short, Alias.Kind.ACRONYM)

    def facts(self, article: Article, found: shapes.Article, text: str) -> Iterator[tuple[type[Fact], list[Fact]]]:
        """Every fact of one story as unsaved rows, by model."""
        yield (
            ArticleSource,
            [_fact(ArticleSource, article, s, s.span, source_id=self.sources[s.name]) for s in found.sources],
        )
        yield (
            ArticleTopic,
            [
                _fact(ArticleTopic, article, t, t.spans[0], topic_id=self.topics[t.slug])
                for t in found.topics
                if t.slug in self.topics and t.spans
            ],
        )
        yield Role, [self._role(article, person, role, text) for person in found.people for role in person.roles]
        yield Mention, [*self._mentions(article, found)]
        yield Statement, [self._statement(article, s, text) for s in found.statements]

    def _role(self, article: Article, person: shapes.Person, role: shapes.Role, text: str) -> Fact:
        start, end = as_printed(text, role)
        return _fact(
            Role, article, role, shapes.Span(start, end), person=self.people[person.name],
            text=" ".join(text[start:end].split())[:500],
            organization_id=self.organizations.get(role.organization or ""),
        )  # fmt: skip

    def _mentions(self, article: Article, found: shapes.Article) -> Iterator[Fact]:
        for person in found.people:
            # How sure: that it is a name at all, and that it is this person's.
            sure = min(person.confidence, self.matches[person.name].score)
            for span in person.spans:
                yield _fact(Mention, article, person, span, person=self.people[person.name], confidence=sure)
        for organization in found.organizations:
            for span in organization.spans:
                yield _fact(Mention, article, organization, span, organization_id=self.organizations[organization.name])
        for country in found.countries:
            if country.code in self.countries:
                for span in country.spans:
                    yield _fact(Mention, article, country, span, country_id=country.code)

    def _statement(self, article: Article, found: shapes.Statement, text: str) -> Fact:
        speaker: dict[str, Any] = {"unnamed": found.speaker[:300]}
        if found.speaker_is == "person" and found.speaker in self.people:
            speaker = {"person": self.people[found.speaker]}
        elif found.speaker_is == "organization":
            speaker = {"organization_id": self.organizations[found.speaker]}
        elif found.speaker_is == "newspaper":
            speaker = {"newspaper_id": self.sources[found.speaker]}
        return _fact(
            Statement, article, found, found.span, **speaker, kind=found.kind,
            other=self.people.get(found.other or ""),
            via_id=self.sources[found.via] if found.via else None, text=text[found.span.start : found.span.end],
        )  # fmt: skip


def _organization_names(articles: list[shapes.Article]) -> Iterator[str]:
    for article in articles:
        yield from (organization.name for organization in article.organizations)
        yield from (role.organization for person in article.people for role in person.roles if role.organization)
        yield from (s.speaker for s in article.statements if s.speaker_is == "organization")


def _source_names(articles: list[shapes.Article]) -> Iterator[str]:
    for article in articles:
        yield from (source.name for source in article.sources)
        yield from (s.via for s in article.statements if s.via)
        yield from (s.speaker for s in article.statements if s.speaker_is == "newspaper")


def _ids(field: str, wanted: Iterable[str]) -> dict[str, int]:
    """Each name -> the id of its organization or newspaper, made where none is known."""
    wanted = list(dict.fromkeys(wanted))
    known = match.match_names(field, wanted)
    return {name: known.get(name) or _make(field, name) for name in wanted}


def _make(field: str, name: str) -> int:
    if field == "organization":
        return names.find_or_make_organization(name).pk
    return names.find_or_make_source(name, origin=Fact.Origin.PARSER).pk


def _fact(model: type[Fact], article: Article, found: Any, span: shapes.Span, **fields: Any) -> Fact:
    """An unsaved proposal of the parser."""
    fields = {"confidence": found.confidence, **fields}
    return model(article=article, start=span.start, end=span.end, rule=found.rule[:60], **fields)


def _keep_facts(digest: Digest, model: type[Fact], found: list[Fact]) -> None:
    """Make the parser's proposals of one kind in a digest be `found`; rows that stay the same keep their ids."""
    rows = list(model._default_manager.filter(article__digest=digest))
    settled: dict[int, list[Fact]] = {}
    for row in rows:
        if row.state != Fact.State.PROPOSED:
            settled.setdefault(row.article_id, []).append(row)
    present = {_identity(row): row for row in rows if row.state == Fact.State.PROPOSED}
    wanted = {
        _identity(row): row for row in reversed(found) if not _stands_in_the_way(row, settled.get(row.article_id, []))
    }
    gone = [row.pk for key, row in present.items() if key not in wanted]
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
    new = [row for key, row in wanted.items() if key not in present]
    model._default_manager.bulk_create(sorted(new, key=lambda row: (row.article_id, row.start or 0, row.end or 0)))
    kept = {"id", "article_id", "origin", "state", *IDENTITY[model]}
    may_differ = [f.attname for f in model._meta.concrete_fields if f.attname not in kept]
    changed = []
    for key, row in present.items():
        other = wanted.get(key)
        if other and any(getattr(row, field) != getattr(other, field) for field in may_differ):
            for field in may_differ:
                setattr(row, field, getattr(other, field))
            changed.append(row)
    model._default_manager.bulk_update(changed, may_differ)


def _identity(row: Fact) -> tuple[Any, ...]:
    return (row.article_id, *(getattr(row, field) for field in IDENTITY[type(row)]))


def _stands_in_the_way(row: Fact, settled: list[Fact]) -> bool:
    """Whether an editor has spoken on this: the same fact, or for a statement the same sentence."""
    if any(_identity(row) == _identity(other) for other in settled):
        return True
    return isinstance(row, Statement) and any(_same_passage(row, other) for other in settled)


def _same_passage(one: Fact, other: Fact) -> bool:
    """Whether two passages share at least half of the longer one."""
    if None in (one.start, one.end, other.start, other.end):
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)  # type: ignore[type-var, operator]
    return shared * 2 >= max(one.end - one.start, other.end - other.start)  # type: ignore[operator]


def _named_in(digest: Digest) -> dict[type[Person | Organization | Source], set[int]]:
    """The ids of everybody and everything that the digest's facts name."""
    facts = {"article__digest": digest}
    people = Mention.objects.filter(**facts, person__isnull=False).values_list("person_id", flat=True)
    organizations = Mention.objects.filter(**facts, organization__isnull=False).values_list(
        "organization_id", flat=True
    )
    return {Person: set(people), Organization: set(organizations)}


def _drop_unused(before: dict[type[Person | Organization | Source], set[int]]) -> None:
    """Remove people and organizations that a former parse made and that nothing names any more."""
    Person.objects.filter(pk__in=before[Person], mentions=None, roles=None, statements=None, wikidata="").delete()
    Organization.objects.filter(
        pk__in=before[Organization], mentions=None, roles=None, statements=None, wikidata=""
    ).delete()
