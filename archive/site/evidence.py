"""Roles as evidence: who printed them, when, and the passage, as far as the series' rights let it be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from archive.models import Article, ArticleSource, Role, Source, Statement

from .statements import Passage
from .texts import paragraphs, readable


@dataclass(frozen=True, slots=True)
class PrintedRole:
    """A role in its story: the newspapers that the person spoke to there, else those the story is drawn from."""

    role: Role
    article: Article
    headline: str
    newspapers: list[Source]
    passage: Passage | None


def with_evidence(pairs: Sequence[tuple[Role, Role]]) -> list[tuple[PrintedRole, PrintedRole]]:
    """Pairs of roles (from roles.clashes) with their evidence, in their order; one query, none for no pairs."""
    if not pairs:
        return []
    found = {role.pk: _printed(role) for role in _read([role.pk for pair in pairs for role in pair])}
    return [(found[one.pk], found[other.pk]) for one, other in pairs if one.pk in found and other.pk in found]


def _read(keys: list[int]) -> QuerySet[Role]:
    said = Statement.objects.standing().filter(article=OuterRef("article")).order_by("start", "pk")
    told = said.filter(person=OuterRef("person"), via__isnull=False)
    drawn = ArticleSource.objects.standing().filter(article=OuterRef("article")).order_by("start", "pk")
    return (
        Role.objects.filter(pk__in=keys)
        .select_related("article", "organization")
        .annotate(
            rights=F("article__digest__series__rights"),
            told=ArraySubquery(told.values(one=_named("via"))),
            drawn=ArraySubquery(drawn.values(one=_named("source"))),
            said=ArraySubquery(said.values(one=JSONObject(start="start", end="end"))),
        )
    )


def _named(field: str) -> JSONObject:
    return JSONObject(id=f"{field}_id", name=f"{field}__name", slug=f"{field}__slug")


def _printed(role: Any) -> PrintedRole:
    """A row of `_read`."""
    newspapers = {
        row["id"]: Source(id=row["id"], name=row["name"], slug=row["slug"]) for row in role.told or role.drawn
    }
    called = role.article.headline(role.rights)
    return PrintedRole(role, role.article, called, list(newspapers.values()), _passage(role))


def _passage(role: Any) -> Passage | None:
    """The paragraph around the role's words; None where it has none, or where it may not be shown."""
    if role.start is None:
        return None
    said = [Statement(start=span["start"], end=span["end"]) for span in role.said]
    for one in readable(paragraphs(role.article), said, role.rights):
        if one and one.start <= role.start and role.end <= one.end:
            cut, stop = role.start - one.start, role.end - one.start
            return Passage(one.text[:cut], one.text[cut:stop], one.text[stop:])
    return None
