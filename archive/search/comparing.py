"""Two or three people, newspapers, countries or topics side by side: found by name, and counted in a few queries.

What stands behind every number are the pairs of links.py, as on the page of each of them.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from .conditions import Sql
from .engine import guarded
from .links import LINKS, NAMES, SAID
from .names import known

Value = int | str

KINDS = ("people", "sources", "countries", "topics", "organizations")  # filters whose values can be compared
SUBJECTS = ("topics", "countries", "sources")  # by which statements are set beside each other, the likeliest first
MOST_SUBJECTS = 3
_FORMER = {"people": "person", "sources": "source", "topics": "topic", "organizations": "organization"}

_PUBLISHED = "JOIN archive_digest d ON d.id = a.digest_id AND d.state = 'published'"
_VISIBLE = (
    "JOIN archive_statement s ON s.id = p.statement_id AND s.state <> 'rejected'"
    f" JOIN archive_article a ON a.id = s.article_id {_PUBLISHED}"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A value of a filter ("people") that readers may know of; `shared`: another one bears the same name.

    `former`: a slug that it once had, where it was found by that.
    """

    filter: str
    key: Value
    slug: str
    name: str
    shared: bool
    former: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: the stories of some days, and only those with one more value (a country, a topic)."""

    after: date | None = None
    before: date | None = None
    about: Known | None = None

    def days(self) -> Sql:
        """The condition that a story (a) is of these days."""
        asked = [(day, sign) for day, sign in ((self.after, ">="), (self.before, "<=")) if day]
        return Sql(" AND ".join(["true", *(f"a.date {sign} %s" for _day, sign in asked)]), tuple(d for d, _s in asked))

    def inside(self) -> Sql:
        """The condition that a story (a) has the other value."""
        if self.about is None:
            return Sql("true")
        links = f"SELECT l.article_id FROM ({LINKS[self.about.filter]}) l WHERE l.value = %s"
        return Sql(f"a.id IN ({links})", (self.about.key,))


@dataclass(slots=True)
class Side:
    """One of those compared: its statements, by month too, with their first and last day, and its stories."""

    months: list[tuple[date, int]] = field(default_factory=list)
    statements: int = 0
    first: date | None = None
    last: date | None = None
    stories: int = 0


class Counted(NamedTuple):
    """A value ("Romania") with the statements of each side that have it; `anywhere`: of all sides, in scope or not."""

    key: Value
    slug: str
    name: str
    counts: tuple[int, ...]
    anywhere: int


class Beside(NamedTuple):
    """A value that several sides share, and of each a new statement that has it and is no other side's."""

    value: Counted
    statements: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything counted. `values` are by filter, most statements first; `together` are the stories of some sides
    (places in the order asked for); `subject` is the filter of what `beside` holds, "" where nothing is shared.
    """

    sides: list[Side]
    values: dict[str, list[Counted]]
    together: dict[frozenset[int], int]
    subject: str
    beside: list[Beside]


def spelled(texts: Iterable[str]) -> list[Known]:
    """Everything that one of the texts is the slug, a former slug or the whole name of; one query."""
    asked = list(dict.fromkeys(texts))
    if not asked:
        return []
    small, large = [text.lower() for text in asked], [text.upper() for text in asked]
    queries, params = [], []
    for name in KINDS:
        shared = f"(SELECT count(*) > 1 FROM ({NAMES[name]}) m WHERE lower(m.name) = lower(n.name))"
        found = f"SELECT '{name}', n.value::text, n.slug, n.name, {shared}"
        queries.append(
            f"{found}, '' FROM ({NAMES[name]}) n WHERE (n.slug = ANY(%s) OR lower(n.name) = ANY(%s)) AND {known(name)}"
        )
        params += [large if name == "countries" else small, small]
        if name in _FORMER:
            queries.append(
                f"{found}, f.slug FROM archive_formerslug f JOIN ({NAMES[name]}) n ON n.value = f.target"
                f" WHERE f.kind = '{_FORMER[name]}' AND f.slug = ANY(%s) AND {known(name)}"
            )
            params.append(small)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries), params)
        return [Known(row[0], _key(row[0], row[1]), *row[2:]) for row in cursor.fetchall()]


def compared(name: str, keys: Sequence[Value], scope: Scope, others: Collection[str]) -> Comparison:
    """The values of one filter side by side, and what else their statements have: `others` are filters, one at least.

    Raises SearchTimeout where a query takes longer than a search may.
    """
    with guarded() as cursor:
        sides = _sides(cursor, name, keys, scope)
        together = _together(cursor, name, keys, scope)
        for place, side in enumerate(sides):
            side.stories = together.get(frozenset([place]), 0)
        values = _values(cursor, name, keys, scope, others)
        subject, shared = _shared(scope, {one: values[one] for one in SUBJECTS if one in others})
        beside = _beside(cursor, name, keys, scope, subject, shared) if shared else []
    return Comparison(sides, values, together, subject, beside)


def _said(name: str, keys: Sequence[Value], scope: Scope) -> Sql:
    """The statements of each value (one) in the days asked for, and whether they are in scope otherwise (inside)."""
    days, inside = scope.days(), scope.inside()
    return Sql(
        f"""said AS MATERIALIZED (
            SELECT p.value AS one, p.statement_id, s.start, a.id AS article_id, a.date, {inside.text} AS inside
            FROM ({SAID[name]}) p {_VISIBLE} WHERE p.value = ANY(%s) AND {days.text})""",
        (*inside.params, list(keys), *days.params),
    )


def _sides(cursor: CursorWrapper, name: str, keys: Sequence[Value], scope: Scope) -> list[Side]:
    """The statements of each, by month."""
    said = _said(name, keys, scope)
    cursor.execute(
        f"""WITH {said.text} SELECT one::text, date_trunc('month', date)::date, count(*), min(date), max(date)
        FROM said WHERE inside GROUP BY 1, 2 ORDER BY 2""",
        said.params,
    )
    sides = [Side() for _key in keys]
    places = _places(keys)
    for one, month, count, first, last in cursor.fetchall():
        side = sides[places[one]]
        side.months.append((month, count))
        side.statements += count
        side.first, side.last = side.first or first, last
    return sides


def _together(cursor: CursorWrapper, name: str, keys: Sequence[Value], scope: Scope) -> dict[frozenset[int], int]:
    """In how many stories each, every two and all of them are, as a search counts them."""
    days, inside = scope.days(), scope.inside()
    cursor.execute(
        f"""SELECT f.ones, count(*) FROM (
            SELECT array_agg(DISTINCT l.value::text) AS ones FROM ({LINKS[name]}) l
            JOIN archive_article a ON a.id = l.article_id {_PUBLISHED}
            WHERE l.value = ANY(%s) AND {days.text} AND {inside.text} GROUP BY a.id) f GROUP BY f.ones""",
        [list(keys), *days.params, *inside.params],
    )
    places = _places(keys)
    found = [(frozenset(places[one] for one in ones), count) for ones, count in cursor.fetchall()]
    sides = range(len(keys))
    asked = [frozenset(sides), *(frozenset([one, other]) for one in sides for other in sides)]
    return {some: sum(count for there, count in found if some <= there) for some in asked}


def _values(
    cursor: CursorWrapper, name: str, keys: Sequence[Value], scope: Scope, others: Collection[str]
) -> dict[str, list[Counted]]:
    """What else the statements have, by filter, most statements first."""
    said = _said(name, keys, scope)
    queries = [
        f"""SELECT '{other}', n.value::text, n.slug, n.name, n.sort_key, g.one, g.inside, g.anywhere FROM (
            SELECT o.value, said.one::text AS one, count(*) FILTER (WHERE inside) AS inside, count(*) AS anywhere
            FROM said JOIN ({SAID[other]}) o ON o.statement_id = said.statement_id
            WHERE {_OF_SAID} GROUP BY 1, 2) g JOIN ({NAMES[other]}) n ON n.value = g.value"""
        for other in others
    ]
    cursor.execute(f"WITH {said.text} {' UNION ALL '.join(queries)}", said.params)
    places = _places(keys)
    found: dict[str, dict[tuple[str, ...], dict[int, tuple[int, int]]]] = {other: {} for other in others}
    for other, key, slug, called, sort_key, one, inside, anywhere in cursor.fetchall():
        found[other].setdefault((sort_key, slug, key, called), {})[places[one]] = inside, anywhere
    return {
        other: [_counted(other, value, some, len(keys)) for value, some in sorted(values.items(), key=_most_first)]
        for other, values in found.items()
    }


# Said twice, so that PostgreSQL looks into each of the pairs' tables for these statements alone.
_OF_SAID = "o.statement_id = ANY(ARRAY(SELECT statement_id FROM said))"


def _most_first(item: tuple[tuple[str, ...], dict[int, tuple[int, int]]]) -> tuple[int, tuple[str, ...]]:
    value, some = item
    return -sum(inside for inside, _anywhere in some.values()), value


def _counted(name: str, value: tuple[str, ...], some: dict[int, tuple[int, int]], sides: int) -> Counted:
    _sort_key, slug, key, called = value
    counts = tuple(some.get(place, (0, 0))[0] for place in range(sides))
    return Counted(_key(name, key), slug, called, counts, sum(anywhere for _inside, anywhere in some.values()))


def _shared(scope: Scope, values: dict[str, list[Counted]]) -> tuple[str, list[Counted]]:
    """The filter by which statements are set beside each other, and the values that most sides have most often."""
    about = scope.about.filter if scope.about else ""
    best: tuple[str, list[Counted]] = "", []
    reached = 1
    for name, counted in values.items():
        having = [sum(map(bool, one.counts)) for one in counted]
        if name != about and max(having, default=0) > reached:
            reached = max(having)
            some = [one for one, number in zip(counted, having, strict=True) if number == reached]
            best = name, sorted(some, key=lambda one: -min(filter(None, one.counts)))[: 2 * MOST_SUBJECTS]
    return best


def _beside(
    cursor: CursorWrapper, name: str, keys: Sequence[Value], scope: Scope, subject: str, shared: list[Counted]
) -> list[Beside]:
    """The newest statement of each side on what they share, each statement once, where two sides have one at least."""
    said = _said(name, keys, scope)
    cursor.execute(
        f"""WITH {said.text}, own AS (
            SELECT *, count(*) OVER (PARTITION BY statement_id) AS sides FROM said WHERE inside)
        SELECT value, one, statement_id FROM (
            SELECT o.value::text, own.one::text, own.statement_id, row_number() OVER (
                PARTITION BY o.value, own.one ORDER BY own.date DESC, own.article_id DESC, own.start, own.statement_id
            ) AS place
            FROM own JOIN ({SAID[subject]}) o ON o.statement_id = own.statement_id
            WHERE own.sides = 1 AND o.value = ANY(%s) AND {_OF_SAID}) newest
        WHERE place <= %s ORDER BY place""",
        [*said.params, [one.key for one in shared], len(shared)],
    )
    newest: dict[tuple[str, str], list[int]] = {}
    for value, one, key in cursor.fetchall():
        newest.setdefault((value, one), []).append(key)
    found: list[Beside] = []
    shown: set[int | None] = set()
    for value in shared:
        mine = [newest.get((str(value.key), str(key)), []) for key in keys]
        chosen = tuple(next((key for key in some if key not in shown), None) for some in mine)
        if sum(key is not None for key in chosen) > 1 and len(found) < MOST_SUBJECTS:
            found.append(Beside(value, chosen))
            shown.update(chosen)
    return found


def _places(keys: Sequence[Value]) -> dict[str, int]:
    return {str(key): place for place, key in enumerate(keys)}


def _key(name: str, text: str) -> Any:
    """A value as it is kept: a code or an id."""
    return text if name == "countries" else int(text)
