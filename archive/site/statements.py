"""Statements ready to be shown: with story, speaker, newspaper and the speaker's role as printed in that story."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Abs, Coalesce

from archive.models import Role, Statement


class Passage(NamedTuple):
    """A statement's paragraph, in three parts: what stands before the words, the words, what stands after."""

    before: str
    words: str
    after: str


def for_show(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Every relation that `_statement.html` shows, in one query, and `role_text`: "" or the role as printed.

    Of several roles that the story gives the speaker, the one printed nearest to the statement is taken.
    """
    roles = (
        Role.objects.standing()
        .filter(article=OuterRef("article"), person=OuterRef("person"))
        .annotate(distance=Abs(F("start") - OuterRef("start")))
        .order_by("distance", "pk")
        .values("text")
    )
    return statements.select_related("article", "person", "organization", "newspaper", "via").annotate(
        role_text=Coalesce(Subquery(roles[:1]), Value(""))
    )


def passage(statement: Statement, text: str) -> Passage:
    """The paragraph that a statement stands in, cut around its words; `text` is the digest's text.

    Where no paragraph holds it (the story was cut anew), the words stand alone.
    """
    start, end = statement.start or 0, statement.end or 0
    for first, last in statement.article.paragraphs:
        if first <= start and end <= last:
            return Passage(text[first:start], text[start:end], text[end:last])
    return Passage("", statement.text, "")
