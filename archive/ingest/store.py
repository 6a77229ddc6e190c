"""The only writer of what the parser found: one transaction, and the same parse again changes nothing.

What an editor confirmed, corrected, added or rejected is never touched. A parser's proposal that stands in the way of
an editor's word is not written.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Exists, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from archive.ingest import delta, differences, ledger, match, names, rules
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


class StoriesChanged(Exception):
    """The parse was made for other stories than the digest has now: parse again with `outline_of(digest)`."""


def touched(digest: Digest) -> bool:
    """Whether a person has decided anything in this digest, or published it: then its stories stand as they are."""
    if digest.state in (Digest.State.PUBLISHED, Digest.State.WITHDRAWN):
        return True
    by_editor = Q(origin=Fact.Origin.EDITOR) | ~Q(state=Fact.State.PROPOSED)
    decided = Q(Exists(digest.articles.filter(by_editor | Q(title_origin=Fact.Origin.EDITOR))))
    for model in FACTS:
        decided |= Q(Exists(model._default_manager.filter(by_editor, article__digest=digest)))
    return Digest.objects.filter(decided, pk=digest.pk).exists()


def outline_of(digest: Digest) -> shapes.Outline:
    """The digest's present stories as an outline, for a parse that must keep them."""
    articles = digest.articles.defer("body", "search").select_related("section")
    parts = []
    for section, inside in groupby(articles.order_by("section__position", "position"), key=lambda a: a.section):
        stories = tuple(
            shapes.Story(
                span=shapes.Span(article.start, article.end),
                paragraphs=tuple(shapes.Span(start, end) for start, end in article.paragraphs),
                title=article.title or None,
                confidence=article.confidence,
                rule=article.rule,
            )
            for article in inside
        )
        parts.append(shapes.Part(section.heading or None, stories))
    date = shapes.DateFound(digest.date, digest.date_partial or None)
    return shapes.Outline(date, digest.title or None, None, digest.family or None, tuple(parts))


def keep_parse(
    digest: Digest, parsed: shapes.ParsedDigest, *, version: str, only: Container[str] | None = None
) -> None:
    """Write what the parser understood of `digest`. With touched stories `parsed` must follow `outline_of(digest)`.

    `only`: of the differences, by their keys (ingest/differences.py), those that are written; then the digest's date
    and title stay too. Raises StoriesChanged when the parse has other stories than the ones that must stand.
    """
    summary = _("Parsed by version %(version)s") % {"version": version}
    with ledger.recorded("parse", summary, digest=digest):
        digest = Digest.objects.defer("raw").select_for_update().get(pk=digest.pk)
        before = _named_in(digest)
        if only is None and not touched(digest):
            _keep_outline(digest, parsed)
        known, deltas = _deltas(digest, parsed)
        accepted = None if only is None else {
            id(fact) for unit in differences.units(deltas) if unit.key in only for fact in unit.facts
        }  # fmt: skip
        takes = None if accepted is None else (lambda fact: id(fact) in accepted)
        gone = [delta.write(made, takes) for made in deltas]
        if only is None:
            _keep_header(digest, parsed, version)
        rules.count_hits(known.hits)
        if any(gone) or only is not None:
            for model, keys in known.made.items():
                before[model] |= keys
            _drop_unused(before)


def compare(digest: Digest, parsed: shapes.ParsedDigest) -> list[differences.Unit]:
    """What `keep_parse` would change of the digest's facts. Writes nothing; `parsed` must follow `outline_of(digest)`.

    Raises StoriesChanged as `keep_parse` does.
    """
    with transaction.atomic():
        _known, deltas = _deltas(digest, parsed)
        found = differences.units(deltas)
        transaction.set_rollback(True)  # names that a parse would make
    return found


def _deltas(digest: Digest, parsed: shapes.ParsedDigest) -> tuple[_Names, list[delta.Delta]]:
    """What a parse changes, by model, and the names that it is about. Makes those that are missing."""
    found = [(section, article) for section in parsed.sections for article in section.articles]
    articles = list(digest.articles.defer("body", "search").order_by("section__position", "position"))
    if [a.paragraphs for a in articles] != [[list(p) for p in result.story.paragraphs] for _section, result in found]:
        raise StoriesChanged(f"the stories of digest {digest.pk} are not those of the parse")
    known = _Names(digest, [article for _section, article in found])
    facts: dict[type[Fact], list[Fact]] = {model: [] for model in FACTS}
    working, text = rules.working(), digest.text or ""
    for article, (_section, result) in zip(articles, found, strict=True):
        for model, rows in rules.apply(working, dict(known.facts(article, result, text)), text, known.hits).items():
            facts[model] += rows
    return known, [delta.delta(digest, model, rows) for model, rows in facts.items()]


def _keep_header(digest: Digest, parsed: shapes.ParsedDigest, version: str) -> None:
    """Date, title, family, warnings and state, as far as they are the parser's."""
    before = {name: getattr(digest, name) for name in _HEADER}
    if digest.date_origin == Fact.Origin.PARSER and digest.state != Digest.State.PUBLISHED:
        digest.date = parsed.date.value
        digest.date_start, digest.date_end = parsed.date.span or (None, None)
        digest.articles.exclude(date__isnull=False, date=parsed.date.value).update(date=parsed.date.value)
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
    if changed := [name for name in _HEADER if getattr(digest, name) != before[name]]:
        digest.save(update_fields=changed)


_HEADER = (
    "date", "date_start", "date_end", "date_partial", "title", "family", "warnings", "parser_version", "failure",
    "state",
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
        self.hits: dict[int, int] = {}  # of rules (ingest/rules.py), by their ids
        # The ids of those that had to be made.
        self.made: dict[type[Person | Organization | Source], set[int]] = {Person: set(), Organization: set()}
        self.people: dict[str, Person] = {
            name: found.person or self._made(names.make_person(name)) for name, found in self.matches.items()
        }
        self._call([(person, name) for name, person in self.people.items() if name != person.name])
        self.organizations = self._organizations(list(dict.fromkeys(_organization_names(articles))), digest)
        self.sources = self._sources(list(dict.fromkeys(_source_names(articles))))
        self.topics = dict(Topic.objects.values_list("slug", "pk"))
        self.countries = set(Country.objects.values_list("code", flat=True))
        short = {o.name: o.short for article in articles for o in article.organizations if o.short}
        if short:
            known = Organization.objects.in_bulk([self.organizations[name] for name in short])
            wanted = [(known[self.organizations[name]], acronym) for name, acronym in short.items()]
            have = set(Alias.objects.filter(organization__in=known).values_list("organization", "name"))
            for organization, acronym in wanted:
                if (organization.pk, acronym) not in have:
                    names.add_alias(organization, acronym, Alias.Kind.ACRONYM)

    def _made(self, name: Any) -> Any:
        self.made[type(name)].add(name.pk)
        return name

    def _organizations(self, wanted: list[str], digest: Digest) -> dict[str, int]:
        """Each name -> the id of its organization. Of two that bear one name it is the one that the digest has."""
        found = Organization.objects.filter(mentions__article__digest=digest).distinct()
        known = match.match_names("organization", wanted)
        known |= dict(found.order_by("-pk").values_list("name", "pk"))
        return {name: known.get(name) or self._made(names.find_or_make_organization(name)).pk for name in wanted}

    def _sources(self, wanted: list[str]) -> dict[str, int]:
        """Each name -> the id of its newspaper."""
        known = match.match_names("source", wanted)
        return {
            name: known.get(name) or names.find_or_make_source(name, origin=Fact.Origin.PARSER).pk for name in wanted
        }

    def _call(self, others: list[tuple[Person, str]]) -> None:
        """Keep another spelling of a known person's name."""
        people = [person for person, _name in others]
        have = set(Alias.objects.filter(person__in=people).values_list("person", "name")) if people else set()
        for person, name in others:
            if (person.pk, name) not in have:
                names.add_alias(person, name, Alias.Kind.TRANSLITERATION)

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


def _fact(model: type[Fact], article: Article, found: Any, span: shapes.Span, **fields: Any) -> Fact:
    """An unsaved proposal of the parser."""
    fields = {"confidence": found.confidence, **fields}
    return model(article=article, start=span.start, end=span.end, rule=found.rule[:60], **fields)


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
