"""What the stories of a question have two by two: newspapers and countries, topics and days, people and people.

A number counts the stories that a search for both finds: both read links.py. Everything of one kind is counted in one
query, so that the stories are found and their links read once.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from .conditions import Sql
from .engine import found, sitting
from .links import LINKING, NAMES, SAID
from .query import FILTERS, SearchRequest
from .results import Key, SearchTimeout
from .understand import Asked, matching

Both = dict[tuple[Key, Key], int]
Step = Literal["day", "month"]

MOST_STORIES = 150_000  # more cannot be counted in the time that a search may take


class Counted(NamedTuple):
    """A value of a filter, by its key in links.py, and how many stories or statements it has."""

    key: Key
    slug: str
    name: str
    number: int


class Covered(NamedTuple):
    """How many stories there are, and their first and last day."""

    stories: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Counts:
    """What was asked of Pairs.counts(); all but `covered` about the most frequent values of each filter, most first."""

    covered: Covered
    most: dict[str, list[Counted]]
    both: dict[tuple[str, str], Both]
    times: dict[Key, dict[date, int]]


class Pairs:
    """Counts the values that some stories have; `stories` is the SQL that finds their id and date.

    `request` is the question for them as it was understood, `notes` what was not understood in it.
    """

    def __init__(self, cursor: CursorWrapper, stories: Sql, request: SearchRequest, notes: Sequence[str] = ()) -> None:
        self._cursor = cursor
        self._found = Sql(f"found AS MATERIALIZED ({stories.text})", stories.params)
        self.request = request
        self.notes = (*request.notes, *notes)

    def counts(
        self,
        most: Mapping[str, int],
        both: Sequence[tuple[str, str]] = (),
        over_time: str = "",
        step: Step = "month",
    ) -> Counts:
        """The most frequent values of filters, so many of each; how many stories two filters' values have `both`; and
        how many those of one filter have `over_time`: on each day, or in each month by its first day, that has any.
        """
        links = [
            part
            for name, limit in most.items()
            for part in (
                f"{name} AS MATERIALIZED ({_linked(name)})",
                f"""most_{name} AS MATERIALIZED (SELECT n.*, l.stories
                FROM (SELECT value, count(*) AS stories FROM {name} GROUP BY value) l
                JOIN ({NAMES[name]}) n ON n.value = l.value
                ORDER BY l.stories DESC, n.sort_key, n.slug LIMIT {int(limit)})""",
            )
        ]
        row = self._row(
            links,
            [
                "(SELECT json_build_array(count(*), min(date), max(date)) FROM found)",
                *(f"(SELECT {_listed('stories')} FROM most_{name})" for name in most),
                *(_counted(one, other) for one, other in both),
                *([_over_time(over_time, step)] if over_time else []),
            ],
        )
        (stories, first, last), listed = row[0], row[1 : len(most) + 1]
        crossed, times = row[len(most) + 1 :][: len(both)], row[len(most) + 1 + len(both) :]
        counts = Counts(
            Covered(stories, _day(first), _day(last)),
            {name: [Counted(*value) for value in values or ()] for name, values in zip(most, listed, strict=True)},
            {pair: _numbers(numbers) for pair, numbers in zip(both, crossed, strict=True)},
            {},
        )
        for key, day, number in (times[0] or ()) if times else ():
            counts.times.setdefault(key, {})[date.fromisoformat(day)] = number
        return counts

    def people(self, limit: int) -> tuple[list[Counted], Both]:
        """The people with most statements in the stories, with their number of statements, most first; and how many
        stories have each two of them.
        """
        quoted = f"""quoted AS MATERIALIZED (SELECT n.*, p.said
            FROM (SELECT p.value, count(*) AS said FROM found JOIN archive_statement s ON s.article_id = found.id
                  JOIN ({SAID["people"]}) p ON p.statement_id = s.id WHERE s.state <> 'rejected' GROUP BY p.value) p
            JOIN ({NAMES["people"]}) n ON n.value = p.value
            ORDER BY p.said DESC, n.sort_key, n.slug LIMIT {int(limit)})"""
        people, pairs = self._row(
            [quoted, f"people AS MATERIALIZED ({_linked('people', 'AND value IN (SELECT value FROM quoted)')})"],
            [
                f"(SELECT {_listed('said')} FROM quoted)",
                """(SELECT json_agg(json_build_array(t.one, t.other, t.stories)) FROM (
                SELECT a.value AS one, b.value AS other, count(*) AS stories
                FROM people a JOIN people b ON b.article_id = a.article_id AND a.value < b.value GROUP BY 1, 2) t)""",
            ],
        )
        return [Counted(*person) for person in people or ()], _numbers(pairs)

    def _row(self, parts: Sequence[str], selects: Sequence[str]) -> Any:
        self._cursor.execute(
            f"WITH {', '.join([self._found.text, *parts])} SELECT {', '.join(selects)}", self._found.params
        )
        return self._cursor.fetchone()


@contextmanager
def counting(request: SearchRequest) -> Iterator[Pairs]:
    """The counts of a question. SearchTimeout where they take longer than a search may: those of too many stories."""
    asked, stories = found(request, MOST_STORIES + 1)
    if len(stories) > MOST_STORIES:
        raise SearchTimeout
    with sitting() as here:
        these = Sql("SELECT a.id, a.date FROM archive_article a WHERE a.id = ANY(%s)", (stories,))
        yield Pairs(here.cursor, these, asked.request, asked.notes)


@contextmanager
def counting_of(name: str, key: Key, request: SearchRequest) -> Iterator[Pairs]:
    """The counts of a question that names nothing but one value of a filter, whose key is known already."""
    ids: dict[str, list[Key]] = {one: [key] if one == name else [] for one, _param in FILTERS}
    stories, params = matching(Asked(request, None, {}, ids))
    with connection.cursor() as cursor:
        yield Pairs(cursor, Sql(f"SELECT a.id, a.date {stories}", tuple(params)), request)


def _linked(name: str, condition: str = "") -> str:
    """The links of the stories found to the values of one filter, each once.

    OFFSET 0: PostgreSQL is to read them story by story; left to itself it reads those of all stories.
    """
    return " UNION ".join(
        f"""SELECT found.id AS article_id, l.value FROM found CROSS JOIN LATERAL
        (SELECT value FROM ({facts}) l WHERE l.article_id = found.id {condition} OFFSET 0) l"""
        for facts in LINKING[name]
    )


def _listed(number: str) -> str:
    return f"json_agg(json_build_array(value, slug, name, {number}) ORDER BY {number} DESC, sort_key, slug)"


def _counted(one: str, other: str) -> str:
    """How many stories have each two of the most frequent values of two filters."""
    return f"""(SELECT json_agg(json_build_array(t.one, t.other, t.stories)) FROM (
        SELECT a.value AS one, b.value AS other, count(*) AS stories
        FROM {one} a JOIN {other} b ON b.article_id = a.article_id
        WHERE a.value IN (SELECT value FROM most_{one}) AND b.value IN (SELECT value FROM most_{other})
        GROUP BY 1, 2) t)"""


def _over_time(name: str, step: Step) -> str:
    """How many stories each of the most frequent values of a filter has in each stretch of days."""
    return f"""(SELECT json_agg(json_build_array(t.value, t.first, t.stories)) FROM (
        SELECT l.value, date_trunc('{step}', found.date)::date AS first, count(*) AS stories
        FROM {name} l JOIN found ON found.id = l.article_id
        WHERE l.value IN (SELECT value FROM most_{name}) AND found.date IS NOT NULL GROUP BY 1, 2) t)"""


def _numbers(rows: list[tuple[Key, Key, int]] | None) -> Both:
    return {(one, other): number for one, other, number in rows or ()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
