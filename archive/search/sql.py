"""The reference finder: plain PostgreSQL, exact, always right. The fast one is measured against it.

Every value travels as a parameter; what is put together into SQL are constants of links.py.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.backends.utils import CursorWrapper

from .conditions import SAID_TEXT, Sql, of_statements
from .hits import InStory, Touched
from .links import LINKS, NAMES
from .results import Facet, FacetValue, Month
from .understand import Asked, matching

# By the sort and what is listed; relevance ranks by the words first.
_ORDERS = {"newest": "a.date DESC, a.id DESC", "oldest": "a.date ASC, a.id ASC"}


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

    def stories(self, offset: int, limit: int) -> list[int]:
        """The ids of the stories from a place in the order asked for."""
        found, params = matching(self._asked)
        order = _order(self._asked, "a.search")
        self._cursor.execute(
            f"SELECT a.id {found} ORDER BY {order.text} LIMIT %s OFFSET %s", [*params, *order.params, limit, offset]
        )
        return [key for (key,) in self._cursor.fetchall()]

    def statements(self, offset: int, limit: int) -> list[int]:
        """The ids of the statements from a place in the order asked for."""
        found, order = _listed_statements(self._asked), _order(self._asked, SAID_TEXT, ", s.start, s.id")
        self._cursor.execute(
            f"SELECT s.id {found.text} ORDER BY {order.text} LIMIT %s OFFSET %s",
            [*found.params, *order.params, limit, offset],
        )
        return [key for (key,) in self._cursor.fetchall()]

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
                              row_number() OVER (ORDER BY c.stories DESC, n.sort_key, n.slug) AS place
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


def _order(asked: Asked, text: str, then: str = "") -> Sql:
    """ORDER BY's list: by day, or by how well `text` (a tsvector) suits the words; `then` sets equal ones apart."""
    if asked.request.sort != "relevance" or asked.words is None:
        return Sql(_ORDERS.get(asked.request.sort, _ORDERS["newest"]) + then)
    return Sql(f"ts_rank_cd({text}, {asked.words.text}, 1) DESC, {_ORDERS['newest']}{then}", asked.words.params)
