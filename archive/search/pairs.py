"""What the stories of a question have two by two: newspapers and countries, topics and days, people and people.

A number counts the stories that a search for both finds: both read links.py. One query for each thing that is counted.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Literal, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from .conditions import Sql
from .engine import guarded
from .links import LINKS, NAMES, SAID
from .query import FILTERS, SearchRequest
from .understand import Asked, matching, understand

Key = int | str
Step = Literal["day", "month"]

# The list of stories as an array is a condition that PostgreSQL takes into every part of a UNION.
_OF_FOUND = "article_id = ANY(ARRAY(SELECT id FROM found))"


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


class Pairs:
    """Counts the values that the stories of one question have. `request` is the question as it was understood."""

    def __init__(self, cursor: CursorWrapper, asked: Asked) -> None:
        found, params = matching(asked)
        self._cursor = cursor
        self._found = Sql(f"WITH found AS MATERIALIZED (SELECT a.id, a.date {found})", tuple(params))
        self.request = asked.request
        self.notes = (*asked.request.notes, *asked.notes)

    def covered(self) -> Covered:
        """How many stories are counted at all."""
        return Covered(*self._rows("SELECT count(*), min(date), max(date) FROM found")[0])

    def most(self, names: Sequence[str], limit: int) -> dict[str, list[Counted]]:
        """The values of each filter that most stories have, with their number of stories, most first."""
        each = [
            f"""(SELECT '{name}', n.value::text, n.slug, n.name, l.stories FROM
            (SELECT value, count(*) AS stories FROM ({_linked(name)}) l GROUP BY value) l
            JOIN ({NAMES[name]}) n ON n.value = l.value ORDER BY l.stories DESC, n.sort_key, n.slug LIMIT %s)"""
            for name in names
        ]
        counted: dict[str, list[Counted]] = {name: [] for name in names}
        for name, key, *rest in self._rows(" UNION ALL ".join(each), *[limit] * len(names)):
            counted[name].append(Counted(key if name == "countries" else int(key), *rest))
        return counted

    def over_time(self, name: str, keys: Sequence[Key], step: Step) -> dict[Key, dict[date, int]]:
        """How many stories each of the values has on each day, or in each month (its first day), that has any."""
        times: dict[Key, dict[date, int]] = {key: {} for key in keys}
        rows = self._rows(
            f"""SELECT l.value, date_trunc('{step}', found.date)::date, count(*)
            FROM ({_linked(name)} AND l.value = ANY(%s)) l JOIN found ON found.id = l.article_id
            WHERE found.date IS NOT NULL GROUP BY 1, 2""",
            list(keys),
        )
        for key, first, count in rows:
            times[key][first] = count
        return times

    def both(self, name: str, keys: Sequence[Key], other: str, other_keys: Sequence[Key]) -> dict[tuple[Key, Key], int]:
        """How many stories have a value of one filter and one of another; of one filter alone each two once."""
        once = "WHERE one.value < other.value" if name == other else ""
        rows = self._rows(
            f"""SELECT one.value, other.value, count(*) FROM ({_linked(name)} AND l.value = ANY(%s)) one
            JOIN ({_linked(other)} AND l.value = ANY(%s)) other USING (article_id) {once} GROUP BY 1, 2""",
            list(keys),
            list(other_keys),
        )
        return {(one, another): count for one, another, count in rows}

    def together(self, people: Sequence[Counted]) -> dict[tuple[Key, Key], int]:
        """How many stories have each two of some people."""
        keys = [person.key for person in people]
        return self.both("people", keys, "people", keys)

    def quoted(self, limit: int) -> list[Counted]:
        """The people with most statements in the stories, with their number of statements, most first."""
        rows = self._rows(
            f"""SELECT n.value, n.slug, n.name, count(*) FROM archive_statement s
            JOIN ({SAID["people"]}) p ON p.statement_id = s.id JOIN ({NAMES["people"]}) n ON n.value = p.value
            WHERE s.state <> 'rejected' AND s.{_OF_FOUND}
            GROUP BY n.value, n.slug, n.name, n.sort_key ORDER BY count(*) DESC, n.sort_key, n.slug LIMIT %s""",
            limit,
        )
        return [Counted(*row) for row in rows]

    def _rows(self, select: str, *params: Any) -> list[Any]:
        self._cursor.execute(f"{self._found.text} {select}", [*self._found.params, *params])
        return self._cursor.fetchall()


@contextmanager
def counting(request: SearchRequest) -> Iterator[Pairs]:
    """The counts of a question. A query that takes longer than a search may raises SearchTimeout."""
    with guarded() as cursor:
        yield Pairs(cursor, understand(cursor, request))


@contextmanager
def counting_of(name: str, key: Key, request: SearchRequest) -> Iterator[Pairs]:
    """The counts of a question that names nothing but one value of a filter, whose key is known already."""
    ids: dict[str, list[Key]] = {one: [key] if one == name else [] for one, _param in FILTERS}
    with connection.cursor() as cursor:
        yield Pairs(cursor, Asked(request, None, {}, ids))


def _linked(name: str) -> str:
    """The links (l) of the stories found to the values of one filter; a condition may follow."""
    return f"SELECT l.article_id, l.value FROM ({LINKS[name]}) l WHERE l.{_OF_FOUND}"
