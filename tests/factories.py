"""Rows for tests, a few lines each. Everything not said is invented and valid."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.utils.text import slugify

from archive.models import (
    Alias,
    Article,
    ArticleSource,
    ArticleTopic,
    Country,
    Digest,
    Mention,
    Organization,
    Person,
    Role,
    Section,
    Series,
    Source,
    Statement,
    Topic,
)

_number = count(1)


def make_series(name: str = "Morning desk", **fields: Any) -> Series:
    return Series.objects.get_or_create(name=name, defaults={"slug": slugify(name), **fields})[0]


def make_digest(
    text: str = "", *, day: date | None = date(2026, 11, 17), published: bool = True, **fields: Any
) -> Digest:
    """A digest that was read; published unless told otherwise."""
    number = next(_number)
    text = text or f"Press digest {number}.\n\nThe port opened again on Monday."
    raw = text.encode()
    state = Digest.State.PUBLISHED if published else Digest.State.IN_REVIEW
    fields = {
        "raw": raw,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "text": text,
        "filename": f"digest-{number}.txt",
        "received_how": Digest.Received.PASTE,
        "state": state,
        "date": day,
        "title": f"Press digest {number}",
        "slug": f"{day}-press-digest-{number}" if published else None,
        "published_at": datetime(2026, 11, 17, 8, 12, tzinfo=UTC) if published else None,
        **fields,
    }
    return Digest.objects.create(series=fields.pop("series", None) or make_series(), **fields)


def make_article(digest: Digest | None = None, *, title: str = "", section: str = "", **fields: Any) -> Article:
    """A story that spans its digest's whole text, one paragraph for each blank-line block."""
    digest = digest or make_digest()
    text = digest.text or ""
    position = fields.pop("position", digest.articles.count() + 1)
    heading = digest.sections.filter(heading=section).first() or Section.objects.create(
        digest=digest, position=digest.sections.count() + 1, heading=section, slug=slugify(section)
    )
    paragraphs, at = [], 0
    for block in text.split("\n\n"):
        if block.strip():
            paragraphs.append([at, at + len(block)])
        at += len(block) + 2
    title = title or f"Story {next(_number)}"
    fields = {
        "date": digest.date,
        "slug": slugify(f"{digest.date}-{title}") if digest.slug else None,
        "start": 0,
        "end": len(text),
        "paragraphs": paragraphs,
        "body": "\n\n".join(text[start:end] for start, end in paragraphs),
        **fields,
    }
    return Article.objects.create(digest=digest, section=heading, position=position, title=title, **fields)


def make_person(name: str = "Marta Velisk", **fields: Any) -> Person:
    first, _, last = name.rpartition(" ")
    fields = {"slug": slugify(name), "filed_as": f"{last}, {first}" if first else name,
              "sort_key": f"{last} {first}".strip().lower(), **fields}  # fmt: skip
    person, made = Person.objects.get_or_create(name=name, defaults=fields)
    if made:
        Alias.objects.create(person=person, name=name, key=name.lower(), kind=Alias.Kind.NAME)
    return person


def make_organization(name: str = "Danube Ports Board", **fields: Any) -> Organization:
    fields = {"slug": slugify(name), "sort_key": name.lower(), **fields}
    organization, made = Organization.objects.get_or_create(name=name, defaults=fields)
    if made:
        Alias.objects.create(organization=organization, name=name, key=name.lower(), kind=Alias.Kind.NAME)
    return organization


def make_source(name: str = "The Harbour Gazette", **fields: Any) -> Source:
    fields = {"slug": slugify(name), "sort_key": name.lower().removeprefix("the "), **fields}
    source, made = Source.objects.get_or_create(name=name, defaults=fields)
    if made:
        Alias.objects.create(source=source, name=name, key=name.lower(), kind=Alias.Kind.NAME)
    return source


def make_country(code: str = "RO", name: str = "Romania") -> Country:
    return Country.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_topic(name: str = "Shipping", **fields: Any) -> Topic:
    return Topic.objects.get_or_create(name=name, defaults={"slug": slugify(name), **fields})[0]


def _passage(article: Article, words: str) -> dict[str, int]:
    """Where `words` stand in the digest's text."""
    start = (article.digest.text or "").index(words)
    return {"start": start, "end": start + len(words)}


def make_statement(article: Article, words: str, **fields: Any) -> Statement:
    """A statement whose passage is `words`; by Marta Velisk unless told otherwise."""
    if not fields.keys() & {"person", "organization", "newspaper", "unnamed"}:
        fields["person"] = make_person()
    return Statement.objects.create(
        article=article, text=words, **{"kind": Statement.Kind.DIRECT, **_passage(article, words), **fields}
    )


def make_mention(article: Article, words: str, **fields: Any) -> Mention:
    return Mention.objects.create(article=article, **_passage(article, words), **fields)


def make_role(article: Article, words: str, person: Person, **fields: Any) -> Role:
    return Role.objects.create(article=article, person=person, text=words, **_passage(article, words), **fields)


def link_source(article: Article, source: Source, words: str, **fields: Any) -> ArticleSource:
    return ArticleSource.objects.create(article=article, source=source, **_passage(article, words), **fields)


def link_topic(article: Article, topic: Topic, words: str, **fields: Any) -> ArticleTopic:
    return ArticleTopic.objects.create(article=article, topic=topic, **_passage(article, words), **fields)
