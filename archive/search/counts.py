"""What the pages of people, newspapers, countries count: statements and stories, always the same way.

A number and the list behind it come from the same constants of links.py, so that they cannot differ.
"""
# ruff: noqa: S608, S611

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from archive.models import Article, Statement

from .links import LINKS, NAMES, SAID
from .results import FacetValue

_PUBLISHED = "JOIN archive_digest d ON d.id = a.digest_id AND d.state = 'published'"
_VISIBLE = (
    "JOIN archive_statement s ON s.id = p.statement_id AND s.state <> 'rejected'"
    f" JOIN archive_article a ON a.id = s.article_id {_PUBLISHED}"
)
_IN_STORIES = f"JOIN archive_article a ON a.id = l.article_id {_PUBLISHED}"

Value = int | str


@dataclass(slots=True)
class Figures:
    """What is behind one person, organization, newspaper, country or topic.

    `first` and `last` are the days of its stories, `first_said` and `last_said` those of its statements. `related`
    are how many newspapers ("sources"), countries or people its statements touch.
    """

    stories: int = 0
    first: date | None = None
    last: date | None = None
    statements: int = 0
    first_said: date | None = None
    last_said: date | None = None
    related: dict[str, int] = field(default_factory=dict)


def listed(name: str) -> RawSQL:
    """The values of one filter ("people") that published stories have, as a subquery for pk__in."""
    return RawSQL(f"SELECT l.value FROM ({LINKS[name]}) l {_IN_STORIES}", [])


def stories_of(name: str, value: Value) -> QuerySet[Article]:
    """The published stories that a search for the value finds."""
    found = RawSQL(f"SELECT l.article_id FROM ({LINKS[name]}) l WHERE l.value = %s", [value])
    return Article.objects.published().filter(pk__in=found)


def statements_of(name: str, value: Value) -> QuerySet[Statement]:
    """What readers see of the statements by a person or organization, in a newspaper, on a country or topic."""
    found = RawSQL(f"SELECT p.statement_id FROM ({SAID[name]}) p WHERE p.value = %s", [value])
    return Statement.objects.visible().filter(pk__in=found)


def narrowed(statements: QuerySet[Statement], name: str, slug: str) -> QuerySet[Statement]:
    """Those statements that also have another value ("countries", "RO")."""
    names = NAMES["people" if name == "beside" else name]
    found = f"SELECT p.statement_id FROM ({SAID[name]}) p JOIN ({names}) n ON n.value = p.value WHERE n.slug = %s"
    return statements.filter(pk__in=RawSQL(found, [slug]))


def saying(name: str, statements: QuerySet[Statement]) -> RawSQL:
    """The values of `name` that the statements have ("people": who speaks), as a subquery for pk__in."""
    chosen, params = statements.order_by().values("pk").query.sql_with_params()
    return RawSQL(f"SELECT p.value FROM ({SAID[name]}) p WHERE p.statement_id IN ({chosen})", params)


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


def story_counts(values: Mapping[str, Collection[Value]]) -> dict[str, dict[Value, int]]:
    """In how many published stories some values of filters ("people") are, as a search counts them; one query."""
    queries: list[str] = []
    params: list[Any] = []
    for name, some in values.items():
        if some:
            queries.append(
                f"SELECT '{name}', l.value::text, count(*) FROM ({LINKS[name]}) l {_IN_STORIES}"
                " WHERE l.value = ANY(%s) GROUP BY l.value"
            )
            params.append(list(some))
    counts: dict[str, dict[Value, int]] = {name: dict.fromkeys(some, 0) for name, some in values.items()}
    if queries:
        by_text = {name: {str(value): value for value in some} for name, some in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(queries), params)
            for name, value, count in cursor.fetchall():
                counts[name][by_text[name][value]] = count
    return counts


def figures(name: str, values: Iterable[Value], related: Sequence[str] = ()) -> dict[Value, Figures]:
    """Figures for each of the values, in two queries and one for each of `related`."""
    keys: list[Any] = list(values)
    found = {key: Figures() for key in keys}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT l.value, count(*), min(a.date), max(a.date) FROM ({LINKS[name]}) l {_IN_STORIES}
            WHERE l.value = ANY(%s) GROUP BY l.value""",
            [keys],
        )
        for key, count, first, last in cursor.fetchall():
            found[key].stories, found[key].first, found[key].last = count, first, last
        cursor.execute(
            f"""SELECT p.value, count(*), min(a.date), max(a.date) FROM ({SAID[name]}) p {_VISIBLE}
            WHERE p.value = ANY(%s) GROUP BY p.value""",
            [keys],
        )
        for key, count, first, last in cursor.fetchall():
            found[key].statements, found[key].first_said, found[key].last_said = count, first, last
        for other in related:
            cursor.execute(
                f"""SELECT p.value, count(DISTINCT o.value) FROM ({SAID[name]}) p {_VISIBLE}
                JOIN ({SAID[other]}) o ON o.statement_id = p.statement_id WHERE p.value = ANY(%s) GROUP BY p.value""",
                [keys],
            )
            for key, count in cursor.fetchall():
                found[key].related[other] = count
    return found


def by_month(name: str, values: Iterable[Value]) -> dict[Value, list[tuple[date, int]]]:
    """For each of the values how many statements it has in each month (its first day) that has any."""
    keys: list[Any] = list(values)
    months: dict[Value, list[tuple[date, int]]] = {key: [] for key in keys}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT p.value, date_trunc('month', a.date)::date, count(*) FROM ({SAID[name]}) p {_VISIBLE}
            WHERE p.value = ANY(%s) GROUP BY 1, 2 ORDER BY 2""",
            [keys],
        )
        for key, month, count in cursor.fetchall():
            months[key].append((month, count))
    return months


def order_key(name: str, column: str, key: str) -> RawSQL:
    """A column of a list as something to sort by; `key` is the SQL of the row's own value ("archive_person"."id")."""
    said = f"FROM ({SAID[name]}) p {_VISIBLE}"
    within = f"WHERE p.value = {key}"
    if column in ("stories", "first", "last"):
        what = {"stories": "count(*)", "first": "min(a.date)", "last": "max(a.date)"}[column]
        return RawSQL(f"SELECT {what} FROM ({LINKS[name]}) l {_IN_STORIES} WHERE l.value = {key}", [])
    if column == "statements":
        return RawSQL(f"SELECT count(*) {said} {within}", [])
    other = f"JOIN ({SAID[column]}) o ON o.statement_id = p.statement_id"
    return RawSQL(f"SELECT count(DISTINCT o.value) {said} {other} {within}", [])
