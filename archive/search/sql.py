"""The reference finder: plain PostgreSQL, exact, always right. The fast one is measured against it.

Every value travels as a parameter; what is put together into SQL are constants of links.py.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
from django.db.backends.utils import CursorWrapper

from . import counts
from .conditions import SAID_TEXT, Sql, of_statements
from .hits import InStory, Touched
from .links import LINKS, NAMES, SAID
from .paging import Place, Window
from .query import SearchRequest
from .results import Alike, Facet, FacetValue, Figures, Key, Like, Measures, Month, Record, Tally
from .understand import Asked, matching


class SqlFinder:
    """Finds what answers a question, with one query for each thing that is asked."""

    def __init__(self, cursor: CursorWrapper, asked: Asked) -> None:
        self._cursor = cursor
        self._asked = asked

    def months(self) -> tuple[int, tuple[Month, ...]]:
        """How many stories there are, and how many in each month that has any."""
        found, params = matching(self._asked)
        self._cursor.execute(
            f"SELECT date_trunc('month', a.date)::date, count(*) {found} GROUP BY 1 ORDER BY 1", params
        )
        rows: list[tuple[date | None, int]] = self._cursor.fetchall()
        return sum(count for _first, count in rows), tuple(Month(first, count) for first, count in rows if first)

    def statement_total(self) -> int:
        """How many statements of the stories found hold the words and are by the chosen people."""
        found = _listed_statements(self._asked)
        self._cursor.execute(f"SELECT count(*) {found.text}", found.params)
        return int(self._cursor.fetchone()[0])

    def before(self, place: Place, *, itself: bool) -> int:
        """How many of what is listed by day come before a place; with `itself` what stands there is one of them."""
        found, beside = self._list(), self._beside(place, before=True, itself=itself)
        self._cursor.execute(f"SELECT count(*) {found.text} AND {beside.text}", [*found.params, *beside.params])
        return int(self._cursor.fetchone()[0])

    def stories(self, window: Window) -> list[int]:
        """The ids of the stories in a part of the list, in the order asked for."""
        return self._page("a.id", window, "a.search")

    def statements(self, window: Window) -> list[int]:
        """The ids of the statements in a part of the list, in the order asked for."""
        return self._page("s.id", window, SAID_TEXT)

    def record(self, names: Sequence[str], limit: int | None) -> Record:
        """What is listed: how many of each month, the first and last day, and the values of some filters; None: all."""
        found = self._list()
        self._cursor.execute(
            f"SELECT date_trunc('month', a.date)::date, count(*), min(a.date), max(a.date) {found.text}"
            " GROUP BY 1 ORDER BY 1",
            found.params,
        )
        rows = self._cursor.fetchall()
        return Record(
            total=sum(row[1] for row in rows),
            first=min((row[2] for row in rows if row[0]), default=None),
            last=max((row[3] for row in rows if row[0]), default=None),
            months=tuple(Month(first, count) for first, count, _first, _last in rows if first),
            values={name: self._values(name, limit, found) for name in names},
        )

    def tally(self, name: str) -> Tally:
        """Every value of a filter that anything listed has, with how many have it, in any order."""
        stories, found = self._asked.request.show == "stories", self._list()
        links, of, key = (LINKS, "article_id", "a.id") if stories else (SAID, "statement_id", "s.id")
        self._cursor.execute(
            f"SELECT l.value, count(*) FROM ({links[name]}) l WHERE l.{of} IN (SELECT {key} {found.text})"
            " GROUP BY l.value",
            found.params,
        )
        rows = self._cursor.fetchall()
        return Tally(np.array([key for key, _count in rows]), np.array([count for _key, count in rows], np.int64))

    def names(self, keys: Mapping[str, Sequence[Key]]) -> dict[str, dict[Key, tuple[str, str]]]:
        """The slugs and names of values, by filter; of those that are no more nothing."""
        named: dict[str, dict[Key, tuple[str, str]]] = {}
        for name, some in keys.items():
            self._cursor.execute(f"SELECT value, slug, name FROM ({NAMES[name]}) n WHERE value = ANY(%s)", [list(some)])
            named[name] = {key: (slug, called) for key, slug, called in self._cursor.fetchall()}
        return named

    def measures(self, name: str) -> Measures:
        """Every value of a filter, whatever is asked for otherwise."""
        return counts.measures(self._cursor, name)

    def related(self, name: str, other: str) -> dict[Key, int]:
        """Of how many values of another filter each value has statements, where it has any, whatever is asked for."""
        return counts.related(self._cursor, name, other)

    def story_counts(self, values: Mapping[str, Sequence[Key]]) -> dict[str, dict[Key, int]]:
        """In how many stories some values of filters are, whatever is asked for."""
        return counts.story_counts(self._cursor, values)

    def newest(self, name: str, keys: Sequence[Key], limit: int) -> dict[Key, list[int]]:
        """The ids of the newest stories of some values, so many of each, whatever is asked for."""
        return counts.newest(self._cursor, name, keys, limit)

    def alike(self, like: Like, limit: int) -> list[Alike]:
        """The stories that have most of some names, whatever is asked for."""
        queries = [
            f"SELECT l.article_id, '{name}' AS name, l.value::text, %s AS weight FROM ({LINKS[name]}) l"
            " WHERE l.value = ANY(%s)"
            for name in like.names
        ]
        params = [value for name, keys in like.names.items() for value in (like.weights[name], list(keys))]
        self._cursor.execute(
            f"""SELECT a.id, array_agg(ARRAY[n.name, n.value]) FROM ({" UNION ALL ".join(queries)}) n
            JOIN archive_article a ON a.id = n.article_id
            JOIN archive_digest d ON d.id = a.digest_id AND d.state = 'published'
            WHERE a.date BETWEEN %s AND %s AND a.id <> %s
            GROUP BY a.id ORDER BY sum(n.weight) DESC, abs(a.date - %s), a.id DESC LIMIT %s""",
            [*params, like.day - timedelta(like.days), like.day + timedelta(like.days), like.story, like.day, limit],
        )
        keys = {(name, str(key)): key for name, some in like.names.items() for key in some}
        return [
            Alike(story, {
                name: frozenset(keys[name, value] for of, value in shared if of == name)
                for name in {of for of, _value in shared}
            })
            for story, shared in self._cursor.fetchall()
        ]  # fmt: skip

    def figures(self, name: str, keys: Sequence[Key], others: Sequence[str]) -> dict[Key, Figures]:
        """What is behind some values, with how many values of other filters, whatever is asked for otherwise."""
        return counts.figures(self._cursor, name, keys, others)

    def _values(self, name: str, limit: int | None, found: Sql) -> Facet:
        """The values of a filter that what is listed has."""
        stories = self._asked.request.show == "stories"
        links, of, key = (LINKS, "article_id", "a.id") if stories else (SAID, "statement_id", "s.id")
        self._cursor.execute(
            f"""WITH found AS (SELECT {key} {found.text}),
            counted AS (SELECT l.value, count(*) AS number FROM ({links[name]}) l
                        JOIN found ON found.id = l.{of} GROUP BY l.value)
            SELECT n.slug, n.name, c.number, count(*) OVER ()
            FROM counted c JOIN ({NAMES["people" if name == "beside" else name]}) n ON n.value = c.value
            ORDER BY c.number DESC, n.sort_key COLLATE "C", n.slug COLLATE "C" LIMIT %s""",
            [*found.params, limit],
        )
        rows = self._cursor.fetchall()
        return Facet(name, tuple(FacetValue(*row[:3]) for row in rows), rows[0][3] if rows else 0)

    def _list(self) -> Sql:
        """The SQL after SELECT … that finds what is listed."""
        if self._asked.request.show == "statements":
            return _listed_statements(self._asked)
        found, params = matching(self._asked)
        return Sql(found, tuple(params))

    def _page(self, key: str, window: Window, text: str) -> list[int]:
        found, order = self._list(), _order(self._asked, text)
        if window.place is None:
            last = Sql(f"ORDER BY {order.text} LIMIT %s OFFSET %s", (*order.params, window.size, window.offset))
        else:
            beside = self._beside(window.place, before=not window.follows, itself=False)
            by_day = _by_day(self._asked.request, backwards=not window.follows)
            last = Sql(f"AND {beside.text} ORDER BY {by_day} LIMIT %s", (*beside.params, window.size))
        self._cursor.execute(f"SELECT {key} {found.text} {last.text}", [*found.params, *last.params])
        keys = [one for (one,) in self._cursor.fetchall()]
        return keys if window.follows else keys[::-1]

    def _beside(self, place: Place, *, before: bool, itself: bool) -> Sql:
        """The condition that something comes before a place in the order asked for, or behind it."""
        later = (self._asked.request.sort == "oldest") != before
        sign = (">" if later else "<") + ("=" if itself else "")
        if self._asked.request.show == "stories":
            return Sql(f"(a.date, a.id) {sign} (%s, %s)", (place.day, place.story))
        within = (">" if not before else "<") + ("=" if itself else "")
        return Sql(
            f"((a.date, a.id) {sign[0]} (%s, %s) OR (a.id = %s AND (s.start, s.id) {within} (%s, %s)))",
            (place.day, place.story, place.story, place.start, place.statement),
        )

    def said(self, stories: Sequence[int]) -> dict[int, InStory]:
        """The statements of some stories, by the stories' ids."""
        tree, people = self._asked.tree, self._asked.ids["people"]
        says = of_statements(tree) if tree is not None else Sql("false")
        self._cursor.execute(
            f"""SELECT s.article_id, s.id, coalesce({says.text}, false), coalesce(s.person_id = ANY(%s), false)
            FROM archive_statement s JOIN archive_article a ON a.id = s.article_id
            WHERE s.state <> 'rejected' AND s.article_id = ANY(%s) ORDER BY s.start, s.id""",
            [*says.params, people, list(stories)],
        )
        found: dict[int, list[Touched]] = {}
        for story, *row in self._cursor.fetchall():
            found.setdefault(story, []).append(Touched(*row))
        return {
            story: InStory(len(rows), [row for row in rows if row.says or row.by_chosen])
            for story, rows in found.items()
        }

    def facets(
        self, names: Sequence[str], limit: int | None, only: Sql | None = None, *, quickly: bool = False
    ) -> tuple[Facet, ...]:
        """Stories of each value under the other filters; the chosen values are there even without any, unless `only`
        some values (n) are wanted.
        """
        return tuple(self._facet(name, limit, only) for name in names)

    def _facet(self, name: str, limit: int | None, only: Sql | None) -> Facet:
        asked = self._asked
        found, params = matching(asked, leave_out=name)
        self._cursor.execute(
            f"""WITH found AS (SELECT a.id {found}),
            counted AS (SELECT l.value, count(*) AS stories FROM ({LINKS[name]}) l
                        JOIN found ON found.id = l.article_id GROUP BY l.value),
            listed AS (SELECT n.value, n.slug, n.name, c.stories, count(*) OVER () AS total,
                              row_number() OVER (
                                  ORDER BY c.stories DESC, n.sort_key COLLATE "C", n.slug COLLATE "C") AS place
                       FROM counted c JOIN ({NAMES[name]}) n ON n.value = c.value
                       WHERE {only.text if only else "true"})
            SELECT slug, name, stories, total FROM listed
            WHERE place <= coalesce(%s, place) OR value = ANY(%s) ORDER BY place""",
            [*params, *(only.params if only else ()), limit, asked.ids[name] or None],
        )
        rows = self._cursor.fetchall()
        return facet_of(asked, name, [row[:3] for row in rows], rows[0][3] if rows else 0, narrowed=only is not None)


def facet_of(asked: Asked, name: str, rows: list[tuple[str, str, int]], total: int | None, *, narrowed: bool) -> Facet:
    """A filter's values (slug, name, stories) with the chosen ones marked, and put last where they have no story,
    unless only some values are wanted.
    """
    chosen = {value.slug for value in asked.chosen[name]}
    values = [FacetValue(slug, called, stories, slug in chosen) for slug, called, stories in rows]
    empty = [value for value in asked.chosen[name] if value.slug not in {one.slug for one in values}]
    return Facet(name, (*values, *(() if narrowed else empty)), total)


def _listed_statements(asked: Asked) -> Sql:
    """The SQL after SELECT … that finds the statements (s) of the stories found that stand and answer themselves."""
    found, params = matching(asked)
    said = of_statements(asked.saying) if asked.saying is not None else Sql("true")
    return Sql(
        f"""FROM archive_statement s JOIN archive_article a ON a.id = s.article_id
        WHERE s.state <> 'rejected' AND {said.text} AND a.id IN (SELECT a.id {found})""",
        (*said.params, *params),
    )


def _order(asked: Asked, text: str) -> Sql:
    """ORDER BY's list: by day, or by how well `text` (a tsvector) suits the words, of equal ones the newest first."""
    if asked.request.sort != "relevance" or asked.words is None:
        return Sql(_by_day(asked.request))
    return Sql(f"ts_rank_cd({text}, {asked.words.text}, 1) DESC, {_by_day(asked.request)}", asked.words.params)


def _by_day(request: SearchRequest, *, backwards: bool = False) -> str:
    """ORDER BY's list by day; the statements of a story stand in its order, whichever come first."""
    days = "ASC" if (request.sort == "oldest") != backwards else "DESC"
    within = "DESC" if backwards else "ASC"
    stories = f"a.date {days}, a.id {days}"
    return stories if request.show == "stories" else f"{stories}, s.start {within}, s.id {within}"
