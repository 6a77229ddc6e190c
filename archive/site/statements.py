"""Statements ready to be shown: with story, speaker, newspaper and the speaker's role as printed in that story."""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Abs, Coalesce

from archive.models import Article, Organization, Person, Role, Source, Statement

from .texts import paragraphs

# In the order of the models: from_db() asks for that. What is not read here is read when it is asked for.
_OWN = (
    *("id", "article_id", "start", "end", "state"),
    *("person_id", "organization_id", "newspaper_id", "unnamed", "kind", "via_id", "text"),
)
_STORY = ("id", "digest_id", "title", "date", "slug", "paragraphs", "body")
_NAMES: dict[str, type[Person | Organization | Source]] = {
    "person": Person,
    "organization": Organization,
    "newspaper": Source,
    "via": Source,
}
_COLUMNS = ", ".join([*(f's."{column}"' for column in _OWN), *(f"a.{column}" for column in _STORY)])
_NAMED = ", ".join(
    f"(SELECT json_build_array(n.id, n.name, n.slug) FROM {model._meta.db_table} n WHERE n.id = s.{field}_id)"
    for field, model in _NAMES.items()
)
_BY_ID = f"""SELECT {_COLUMNS}, {_NAMED},
    COALESCE((
        SELECT r.text FROM archive_role r
        WHERE r.article_id = s.article_id AND r.person_id = s.person_id AND r.state <> 'rejected'
        ORDER BY abs(r.start - s.start), r.id LIMIT 1
    ), ''),
    (SELECT ARRAY[e.rights, e.language]
     FROM archive_digest d JOIN archive_series e ON e.id = d.series_id WHERE d.id = a.digest_id)
    FROM archive_statement s JOIN archive_article a ON a.id = s.article_id WHERE s.id = ANY(%s)"""


class Passage(NamedTuple):
    """A statement's paragraph, in three parts: what stands before the words, the words, what stands after."""

    before: str
    words: str
    after: str


def for_show(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Everything that templatetags/rows.py shows, in one query: related rows, `role_text`, `rights` and `language`.

    `role_text` is "" or the role as printed; of several that the story gives the speaker, the one nearest to the
    statement. `rights` and `language` are the series': with "link" the words are not to be shown.
    """
    roles = (
        Role.objects.standing()
        .filter(article=OuterRef("article"), person=OuterRef("person"))
        .annotate(distance=Abs(F("start") - OuterRef("start")))
        .order_by("distance", "pk")
        .values("text")
    )
    return statements.select_related("article", "person", "organization", "newspaper", "via").annotate(
        role_text=Coalesce(Subquery(roles[:1]), Value("")),
        rights=F("article__digest__series__rights"),
        language=F("article__digest__series__language"),
    )


def by_id(keys: Collection[int]) -> list[Statement]:
    """The same of statements by their ids, in any order: for pages that must be quick.

    What stands beside a statement is looked up row by row: to plan a join of eight tables takes the database longer
    than to answer it.
    """
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_BY_ID, [list(keys)])
        return [_statement(row) for row in cursor.fetchall()]


def _statement(row: Sequence[Any]) -> Statement:
    """A row of _BY_ID as a statement with its story, speaker and newspaper."""
    cells = iter(row)
    statement = Statement.from_db(None, _OWN, list(islice(cells, len(_OWN))))
    statement.article = Article.from_db(None, _STORY, list(islice(cells, len(_STORY))))
    for field, model in _NAMES.items():
        named = next(cells)
        setattr(statement, field, named and model.from_db(None, ("id", "name", "slug"), named))
    statement.role_text = next(cells)  # type: ignore[attr-defined]
    statement.rights, statement.language = next(cells)  # type: ignore[attr-defined]
    return statement


def passage(statement: Statement) -> Passage:
    """The paragraph that a statement stands in, cut around its words; its words alone where no paragraph holds it."""
    start, end = statement.start or 0, statement.end or 0
    for one in paragraphs(statement.article):
        if one.start <= start and end <= one.end:
            cut, stop = start - one.start, end - one.start
            return Passage(one.text[:cut], one.text[cut:stop], one.text[stop:])
    return Passage("", statement.text, "")
