"""What another parse would change, in units that an editor can take or leave: "this statement gets another speaker"."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.ingest.delta import Delta, same_passage
from archive.models import ArticleSource, ArticleTopic, Fact, Mention, Role, Statement

# In the order in which they are shown. "disagrees" is told and never taken: the editor's word stands.
KINDS: dict[str, Promise] = {
    "speaker": gettext_lazy("statements get another speaker"),
    "statement-new": gettext_lazy("new statements"),
    "statement-gone": gettext_lazy("statements go"),
    "statement-passage": gettext_lazy("statements get another passage, kind or newspaper"),
    "person-new": gettext_lazy("people are found in a story"),
    "person-gone": gettext_lazy("people go from a story"),
    "organization-new": gettext_lazy("organizations are found in a story"),
    "organization-gone": gettext_lazy("organizations go from a story"),
    "country-new": gettext_lazy("countries are found in a story"),
    "country-gone": gettext_lazy("countries go from a story"),
    "places": gettext_lazy("names are marked in other places"),
    "role-changed": gettext_lazy("roles read otherwise"),
    "role-new": gettext_lazy("new roles"),
    "role-gone": gettext_lazy("roles go"),
    "source-new": gettext_lazy("stories get a newspaper"),
    "source-gone": gettext_lazy("stories lose a newspaper"),
    "topic-new": gettext_lazy("stories get a topic"),
    "topic-gone": gettext_lazy("stories lose a topic"),
    "sureness": gettext_lazy("only how sure the parser is, or its rule"),
    "disagrees": gettext_lazy("disagree with an editor, whose word stands"),
}


@dataclass(slots=True)
class Unit:
    """One difference: `before` and `after` in words, `facts` the rows (unsaved ones too) that it is made of."""

    kind: str
    article: int
    start: int
    before: str
    after: str
    facts: list[Fact] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What names the difference whenever the same parse is compared again: 40 characters."""
        told = f"{self.kind}|{self.article}|{self.start}|{self.before}|{self.after}"
        return hashlib.sha1(told.encode(), usedforsecurity=False).hexdigest()


# What tells a fact in words.
_RELATED: dict[type[Fact], tuple[str, ...]] = {
    ArticleSource: ("source",),
    ArticleTopic: ("topic",),
    Role: ("person", "organization"),
    Statement: ("person", "organization", "newspaper", "via"),
    Mention: ("person", "organization", "country"),
}


def units(deltas: Iterable[Delta]) -> list[Unit]:
    """Every difference of a digest, in the order of its stories and of the text."""
    found: list[Unit] = []
    for made in deltas:
        differing = [*made.gone, *made.new, *(row for pair in (*made.changed, *made.refused) for row in pair)]
        if differing:
            models.prefetch_related_objects(differing, *_RELATED[made.model])
        by_model: dict[type[Fact], Any] = {Statement: _statements, Mention: _mentions, Role: _roles}
        found += by_model.get(made.model, _links)(made)
        found += _surer(made)
        found += [
            Unit("disagrees", other.article_id, row.start or 0, _says(other), _says(row), [row])
            for row, other in made.refused
            if other.state == Fact.State.CONFIRMED and _says(other) != _says(row)
        ]
    return sorted(found, key=lambda unit: (unit.article, unit.start, unit.kind))


def _statements(made: Delta) -> Iterator[Unit]:
    new = list(made.new)
    for row in made.gone:
        twin = next((one for one in new if one.article_id == row.article_id and same_passage(row, one)), None)
        if twin is None:
            yield Unit("statement-gone", row.article_id, row.start or 0, _says(row), "", [row])
            continue
        new.remove(twin)
        other = _speaker(row) != _speaker(twin)
        kind = "speaker" if other else "statement-passage"
        yield Unit(kind, row.article_id, row.start or 0, _says(row), _says(twin), [row, twin])
    for row in new:
        yield Unit("statement-new", row.article_id, row.start or 0, "", _says(row), [row])


def _mentions(made: Delta) -> Iterator[Unit]:
    """By name and story: the name comes, goes, or is only marked elsewhere."""
    groups: dict[tuple[int, str, Any], tuple[list[Fact], list[Fact]]] = {}
    for side, rows in enumerate((made.gone, made.new)):
        for row in rows:
            groups.setdefault(_of(row), ([], []))[side].append(row)
    there = {_of(row) for row in (*made.stays, *(row for row, _becomes in made.changed))}
    for key, (gone, new) in groups.items():
        article, kind, _pk = key
        facts = [*gone, *new]
        start, name = min(fact.start or 0 for fact in facts), str(facts[0])
        if key in there or (gone and new):
            before, after = (f"{name} ×{len(rows)}" if rows else "" for rows in (gone, new))
            yield Unit("places", article, start, before, after, facts)
        elif gone:
            yield Unit(f"{kind}-gone", article, start, name, "", facts)
        else:
            yield Unit(f"{kind}-new", article, start, "", name, facts)


def _roles(made: Delta) -> Iterator[Unit]:
    new = list(made.new)
    for row in made.gone:
        twin = next((one for one in new if _owner(one) == _owner(row)), None)
        if twin is None:
            yield Unit("role-gone", row.article_id, row.start or 0, _says(row), "", [row])
            continue
        new.remove(twin)
        yield Unit("role-changed", row.article_id, row.start or 0, _says(row), _says(twin), [row, twin])
    for row in new:
        yield Unit("role-new", row.article_id, row.start or 0, "", _says(row), [row])


def _links(made: Delta) -> Iterator[Unit]:
    kind = "source" if made.model is ArticleSource else "topic"
    for row in made.gone:
        yield Unit(f"{kind}-gone", row.article_id, row.start or 0, str(row), "", [row])
    for row in made.new:
        yield Unit(f"{kind}-new", row.article_id, row.start or 0, "", str(row), [row])


def _surer(made: Delta) -> Iterator[Unit]:
    for row, becomes in made.changed:
        before, after = (f"{one}: {one.percent}%, {one.rule}" for one in (row, becomes))
        yield Unit("sureness", row.article_id, row.start or 0, before, after, [row])


def _of(row: Fact) -> tuple[int, str, Any]:
    kind = next(name for name in ("person", "organization", "country") if getattr(row, f"{name}_id"))
    return row.article_id, kind, getattr(row, f"{kind}_id")


def _owner(row: Fact) -> tuple[int, int]:
    return row.article_id, row.person_id  # type: ignore[attr-defined]


def _speaker(row: Fact) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in ("person_id", "organization_id", "newspaper_id", "unnamed"))


def _says(row: Fact) -> str:
    """A fact in words: who, how, and the beginning of the passage."""
    if isinstance(row, Statement):
        via = f" → {row.via}" if row.via else ""
        return f"{row.speaker_name}{via} ({row.get_kind_display()}): {row.text[:200]}"
    if isinstance(row, Role):
        at = f" ({row.organization})" if row.organization else ""
        return f"{row.person}: {row.text}{at}"
    return str(row)
