"""A parsed digest as plain JSON values: the output of `manage.py parse`."""

from __future__ import annotations

from typing import Any

from archive.parsing.shapes import Article, ParsedDigest, Person, Span, Statement


def as_json(parsed: ParsedDigest) -> dict[str, Any]:
    """The digest as dicts, lists and strings. Spans are [start, end) offsets; a person's roles are one string,
    joined by " | ", and an unnamed speaker's description begins with "unnamed: "."""
    return {
        "date": parsed.date.value.isoformat() if parsed.date.value else None,
        "date_partial": parsed.date.partial,
        "title": parsed.title,
        "family": parsed.family,
        "sections": [
            {"heading": section.heading, "articles": [_article(parsed.text, a) for a in section.articles]}
            for section in parsed.sections
        ],
        "warnings": [
            {"code": w.code, "message": w.message, "span": list(w.span) if w.span else None} for w in parsed.warnings
        ],
    }


def _article(text: str, article: Article) -> dict[str, Any]:
    story = article.story
    return {
        "title": story.title,
        "sources": [source.name for source in article.sources],
        "text": "\n\n".join(text[p.start : p.end] for p in story.paragraphs),
        "span": list(story.span),
        "people": [_person(person) for person in article.people],
        "organizations": [{"name": o.name, "spans": _spans(o.spans)} for o in article.organizations],
        "countries": [country.code for country in article.countries],
        "topics": [topic.slug for topic in article.topics],
        "statements": [_statement(text, statement) for statement in article.statements],
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "role": " | ".join(role.text for role in person.roles if role.text) or None,
        "organization": next((role.organization for role in person.roles if role.organization), None),
        "country": person.country,
        "speaks": person.speaks,
        "spans": _spans(person.spans),
    }


def _statement(text: str, statement: Statement) -> dict[str, Any]:
    unnamed = statement.speaker_is == "unnamed"
    return {
        "speaker": f"unnamed: {statement.speaker}" if unnamed else statement.speaker,
        "kind": statement.kind,
        "via": statement.via,
        "text": text[statement.span.start : statement.span.end],
        "span": list(statement.span),
    }


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]
