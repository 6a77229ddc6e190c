"""The rules that editors made, at work on the parser's proposals of one story.

A rule works on proposals alone, the same way in a new parse and in the past: what it makes of a story is what a parse
with it makes. A person or an organization is one throughout a story, so that everything that rests on it goes along; of
a country only what rests on the very words does, of a newspaper also what was told to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import F

from archive.models import (
    ArticleSource,
    ArticleTopic,
    Country,
    Fact,
    Mention,
    Organization,
    Person,
    Role,
    Rule,
    Source,
    Statement,
    Topic,
)

RECORDS: dict[str, type[models.Model]] = {
    "person": Person, "organization": Organization, "country": Country, "source": Source, "topic": Topic,
}  # fmt: skip
# Kind -> the model whose passage the words are.
NAMES: dict[str, type[Fact]] = {
    "person": Mention, "organization": Mention, "country": Mention, "source": ArticleSource, "topic": ArticleTopic,
}  # fmt: skip
# Kind -> what else in the story rests on the name, and the column that says so.
_RESTS: dict[str, tuple[tuple[type[Fact], str], ...]] = {
    "person": ((Mention, "person_id"), (Role, "person_id"), (Statement, "person_id")),
    "organization": ((Mention, "organization_id"), (Role, "organization_id"), (Statement, "organization_id")),
    "country": (),
    "source": ((Statement, "via_id"),),
    "topic": (),
}


def words_of(text: str, fact: Fact) -> str:
    """A fact's passage as rules compare it: one line, in small letters."""
    return re.sub(r"\s", " ", text[fact.start : fact.end]).lower() if fact.start is not None else ""


def rule_name(rule: Rule) -> str:
    """What a finding says of where it is from."""
    return f"rule-{rule.pk}"


def working() -> list[Rule]:
    """The rules that are on; one whose record is gone by now does nothing."""
    rules = list(Rule.objects.filter(on=True).order_by("pk"))
    there: dict[str, set[str]] = {}
    for kind in {rule.kind for rule in rules if rule.becomes}:
        keys = [_key(rule) for rule in rules if rule.kind == kind and rule.becomes]
        there[kind] = {str(key) for key in RECORDS[kind]._default_manager.in_bulk(keys)}
    return [rule for rule in rules if not rule.becomes or rule.becomes in there[rule.kind]]


def apply(
    rules: Iterable[Rule], rows: dict[type[Fact], list[Fact]], text: str, hits: dict[int, int] | None = None
) -> dict[type[Fact], list[Fact]]:
    """Of one story's proposals by model, those that the rules leave, changed as they say. `hits` counts by rule."""
    rows = {model: list(facts) for model, facts in rows.items()}
    for rule in rules:
        matching = [fact for fact in rows.get(NAMES[rule.kind], ()) if _matches(rule, fact, text)]
        if not matching:
            continue
        if hits is not None:
            hits[rule.pk] = hits.get(rule.pk, 0) + len(matching)
        becomes = _key(rule)
        resting = [(NAMES[rule.kind], f"{rule.kind}_id", matching)]
        for model, column in _RESTS[rule.kind]:
            resting.append((model, column, [f for f in rows.get(model, ()) if str(getattr(f, column)) == rule.of]))
        for model, column, facts in resting:
            for fact in facts:
                _become(fact, column, becomes, rule)
            if becomes is None:
                rows[model] = _left(rule, model, rows[model], facts)
    return rows


def _matches(rule: Rule, fact: Fact, text: str) -> bool:
    return str(getattr(fact, f"{rule.kind}_id")) == rule.of and words_of(text, fact) == rule.words


def _become(fact: Fact, column: str, becomes: Any, rule: Rule) -> None:
    if becomes is not None:
        setattr(fact, column, becomes)
        fact.rule, fact.confidence = rule_name(rule), 1.0


def _left(rule: Rule, model: type[Fact], rows: Sequence[Fact], taken: Sequence[Fact]) -> list[Fact]:
    """A story's facts of one kind without those that rested on a name which is none.

    What somebody says is not lost with a name: a statement stays and waits for its speaker.
    """
    if model is Statement:
        return list(rows)
    if model is Role and rule.kind == "organization":
        for fact in taken:
            fact.organization_id = None  # type: ignore[attr-defined]
        return list(rows)
    gone = {id(fact) for fact in taken}
    return [fact for fact in rows if id(fact) not in gone]


def _key(rule: Rule) -> Any:
    pk = RECORDS[rule.kind]._meta.pk
    return pk.to_python(rule.becomes) if rule.becomes and pk else None


def count_hits(hits: dict[int, int]) -> None:
    """Add to the counts of the rules that worked in a parse."""
    for key, number in hits.items():
        Rule.objects.filter(pk=key).update(hits=F("hits") + number)
