"""Statements and stories as the database itself finds them: what counts are held against."""
# ruff: noqa: S608, S611

from __future__ import annotations

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from archive.models import Article, Statement
from archive.search import FacetValue, Key
from archive.search.links import LINKS, NAMES, SAID


def stories_of(name: str, key: Key) -> QuerySet[Article]:
    """The published stories that have a value."""
    found = RawSQL(f"SELECT l.article_id FROM ({LINKS[name]}) l WHERE l.value = %s", [key])
    return Article.objects.published().filter(pk__in=found)


def statements_of(name: str, key: Key) -> QuerySet[Statement]:
    """What readers see of the statements by a person or organization, in a newspaper, on a country or topic."""
    found = RawSQL(f"SELECT p.statement_id FROM ({SAID[name]}) p WHERE p.value = %s", [key])
    return Statement.objects.visible().filter(pk__in=found)


def narrowed(statements: QuerySet[Statement], name: str, slug: str) -> QuerySet[Statement]:
    """Those statements that also have another value ("countries", "RO")."""
    names = NAMES["people" if name == "beside" else name]
    found = f"SELECT p.statement_id FROM ({SAID[name]}) p JOIN ({names}) n ON n.value = p.value WHERE n.slug = %s"
    return statements.filter(pk__in=RawSQL(found, [slug]))


def count_statements(statements: QuerySet[Statement], name: str) -> list[FacetValue]:
    """Every value of `name` with how many of the statements have it, most first."""
    chosen, params = statements.order_by().values("pk").query.sql_with_params()
    names = NAMES["people" if name == "beside" else name]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT n.slug, n.name, count(*) FROM ({SAID[name]}) p JOIN ({names}) n ON n.value = p.value
            WHERE p.statement_id IN ({chosen}) GROUP BY n.slug, n.name, n.sort_key
            ORDER BY count(*) DESC, n.sort_key, n.slug""",
            params,
        )
        return [FacetValue(slug, called, count) for slug, called, count in cursor.fetchall()]
