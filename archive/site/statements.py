"""Statements ready to be shown: with story, speaker, newspaper and the speaker's role as printed in that story."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Abs, Coalesce

from archive.models import Role, Statement

from .texts import paragraphs


class Passage(NamedTuple):
    """A statement's paragraph, in three parts: what stands before the words, the words, what stands after."""

    before: str
    words: str
    after: str


def for_show(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Everything that `_statement.html` shows, in one query: related rows, `role_text` and `rights`.

    `role_text` is "" or the role as printed; of several that the story gives the speaker, the one nearest to the
    statement. `rights` are those of the series: with "link" the words are not to be shown.
    """
    roles = (
        Role.objects.standing()
        .filter(article=OuterRef("article"), person=OuterRef("person"))
        .annotate(distance=Abs(F("start") - OuterRef("start")))
        .order_by("distance", "pk")
        .values("text")
    )
    return statements.select_related("article", "person", "organization", "newspaper", "via").annotate(
        role_text=Coalesce(Subquery(roles[:1]), Value("")), rights=F("article__digest__series__rights")
    )


def passage(statement: Statement) -> Passage:
    """The paragraph that a statement stands in, cut around its words; its words alone where no paragraph holds it."""
    start, end = statement.start or 0, statement.end or 0
    for one in paragraphs(statement.article):
        if one.start <= start and end <= one.end:
            cut, stop = start - one.start, end - one.start
            return Passage(one.text[:cut], one.text[cut:stop], one.text[stop:])
    return Passage("", statement.text, "")
