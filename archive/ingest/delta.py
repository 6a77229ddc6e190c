"""What a parse changes of a digest's facts of one kind: which go, which come, which only say how sure they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from archive.models import ArticleSource, ArticleTopic, Digest, Fact, Mention, Role, Statement

# What makes two facts of one story the same fact.
IDENTITY: dict[type[Fact], tuple[str, ...]] = {
    ArticleSource: ("source_id",),
    ArticleTopic: ("topic_id",),
    Role: ("person_id", "text"),
    Statement: ("start", "end", "person_id", "organization_id", "newspaper_id", "unnamed", "kind", "via_id"),
    Mention: ("person_id", "organization_id", "country_id", "start", "end"),
}


@dataclass(slots=True)
class Delta:
    """Of one model: proposals that go, unsaved ones that come, and pairs (row, what it becomes) of the same fact.

    `stays` are the other proposals; `refused` are pairs (proposal, an editor's fact) of which the editor's stands.
    """

    model: type[Fact]
    gone: list[Fact] = field(default_factory=list)
    new: list[Fact] = field(default_factory=list)
    changed: list[tuple[Fact, Fact]] = field(default_factory=list)
    stays: list[Fact] = field(default_factory=list)
    refused: list[tuple[Fact, Fact]] = field(default_factory=list)


def delta(digest: Digest, model: type[Fact], found: Iterable[Fact]) -> Delta:
    """Compare what a parse found with the proposals of a digest."""
    rows = list(model._default_manager.filter(article__digest=digest))
    settled: dict[int, list[Fact]] = {}
    for row in rows:
        if row.state != Fact.State.PROPOSED:
            settled.setdefault(row.article_id, []).append(row)
    present = {identity(row): row for row in rows if row.state == Fact.State.PROPOSED}
    made = Delta(model)
    wanted: dict[tuple[Any, ...], Fact] = {}
    for row in reversed(list(found)):
        other = _in_the_way(row, settled.get(row.article_id, []))
        if other is None:
            wanted[identity(row)] = row
        else:
            made.refused.append((row, other))
    may_differ = _may_differ(model)
    for key, row in present.items():
        becomes = wanted.get(key)
        if becomes is None:
            made.gone.append(row)
        elif any(getattr(row, name) != getattr(becomes, name) for name in may_differ):
            made.changed.append((row, becomes))
        else:
            made.stays.append(row)
    new = (row for key, row in wanted.items() if key not in present)
    made.new = sorted(new, key=lambda row: (row.article_id, row.start or 0, row.end or 0))
    return made


def write(made: Delta, accepts: Callable[[Fact], bool] | None = None) -> bool:
    """Write a delta, or of it the facts that `accepts` says; rows that stay the same keep their ids.

    Returns whether a fact went.
    """
    takes = accepts or (lambda fact: True)
    model, may_differ = made.model, _may_differ(made.model)
    gone = [row.pk for row in made.gone if takes(row)]
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
    if new := [row for row in made.new if takes(row)]:
        model._default_manager.bulk_create(new)
    changed = []
    for row, becomes in made.changed:
        if takes(row):
            for name in may_differ:
                setattr(row, name, getattr(becomes, name))
            changed.append(row)
    if changed:
        model._default_manager.bulk_update(changed, may_differ)
    return bool(gone)


def identity(row: Fact) -> tuple[Any, ...]:
    """What a fact says of its story: two rows with the same one are the same fact."""
    return (row.article_id, *(getattr(row, name) for name in IDENTITY[type(row)]))


def same_passage(one: Fact, other: Fact) -> bool:
    """Whether two passages share at least half of the longer one."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared * 2 >= max(one.end - one.start, other.end - other.start)


def _in_the_way(row: Fact, settled: list[Fact]) -> Fact | None:
    """What an editor has said on this: of the same fact, or for a statement of the same sentence."""
    same = next((other for other in settled if identity(row) == identity(other)), None)
    if same is None and isinstance(row, Statement):
        near = [other for other in settled if same_passage(row, other)]
        same = next((other for other in near if other.state == Fact.State.CONFIRMED), next(iter(near), None))
    return same


def _may_differ(model: type[Fact]) -> list[str]:
    kept = {"id", "article_id", "origin", "state", *IDENTITY[model]}
    return [f.attname for f in model._meta.concrete_fields if f.attname not in kept]
