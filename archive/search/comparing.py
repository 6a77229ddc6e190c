"""Two or three people, newspapers, countries or topics side by side: found by name, and counted by the same questions
as on the page of each of them.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from archive.models.keys import plain_key

from .engine import nodes, record, sitting, total
from .links import NAMES
from .names import known
from .query import SearchRequest
from .results import Facet, Key, Month
from .tree import Named, Node, Not, Within

KINDS = ("people", "sources", "countries", "topics", "organizations")  # filters whose values can be compared
SUBJECTS = ("topics", "countries", "sources")  # by which statements are set beside each other, the likeliest first
MOST_SUBJECTS = 3
_FORMER = {"people": "person", "sources": "source", "topics": "topic", "organizations": "organization"}


@dataclass(frozen=True, slots=True)
class Known:
    """A value of a filter ("people") that readers may know of; `shared`: another one bears the same name.

    `former`: a slug that it once had, where it was found by that.
    """

    filter: str
    key: Key
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

    def stories(self) -> SearchRequest:
        """The question for the stories of these days."""
        return SearchRequest(after=self.after, before=self.before, per_page=1)

    def statements(self, per_page: int = 1) -> SearchRequest:
        """The question for the statements of these days, the newest first."""
        return SearchRequest(show="statements", sort="newest", after=self.after, before=self.before, per_page=per_page)

    @property
    def inside(self) -> list[Node]:
        """What stories and statements must have besides."""
        return [Named(self.about.filter, self.about.slug, (self.about.key,))] if self.about else []


@dataclass(frozen=True, slots=True)
class Side:
    """One of those compared: its statements, by month too, with their first and last day, and its stories."""

    months: tuple[Month, ...] = ()
    statements: int = 0
    first: date | None = None
    last: date | None = None
    stories: int = 0


class Counted(NamedTuple):
    """A value ("Romania") with the statements of each side that have it; `anywhere`: of all sides, in scope or not."""

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


def compared(name: str, keys: Sequence[Key], scope: Scope, others: Collection[str]) -> Comparison:
    """The values of one filter side by side, and what else their statements have: `others` are filters, one at least.

    Raises SearchTimeout where a query takes longer than a search may.
    """
    with sitting():
        ones = [Named(name, "", (key,)) for key in keys]
        found = [record(scope.statements(), list(others), within=[one, *scope.inside]).record for one in ones]
        together = {
            some: total(scope.stories(), [*(ones[place] for place in sorted(some)), *scope.inside])
            for some in _groups(len(ones))
        }
        anywhere = [
            record(scope.statements(), list(others), within=[one]).record for one in ones
        ] if scope.inside else found  # fmt: skip
        values = {
            other: _values([one.values[other] for one in found], [one.values[other] for one in anywhere])
            for other in others
        }
        subject, shared = _shared(scope, {one: values[one] for one in SUBJECTS if one in others})
        return Comparison(
            [
                Side(one.months, one.total, one.first, one.last, together[frozenset([place])])
                for place, one in enumerate(found)
            ],
            values,
            together,
            subject,
            _beside(ones, scope, subject, shared) if shared else [],
        )


def _groups(sides: int) -> list[frozenset[int]]:
    """All sides, and each one and every two of them."""
    places = range(sides)
    groups = [frozenset(places), *(frozenset([one, other]) for one in places for other in places)]
    return list(dict.fromkeys(groups))


def _values(inside: Sequence[Facet], anywhere: Sequence[Facet]) -> list[Counted]:
    """The values that the statements of any side have, most statements in scope first."""
    counts = [{value.slug: value.count for value in facet.values} for facet in inside]
    everywhere = [{value.slug: value.count for value in facet.values} for facet in anywhere]
    # Each side's are sorted by number and name; all names are wanted in one order.
    named = {value.slug: value.name for facet in anywhere for value in facet.values}
    found = [
        Counted(
            slug,
            called,
            tuple(side.get(slug, 0) for side in counts),
            sum(side.get(slug, 0) for side in everywhere),
        )
        for slug, called in named.items()
    ]
    return sorted(found, key=lambda one: (-sum(one.counts), plain_key(one.name), one.slug))


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


def _beside(ones: Sequence[Named], scope: Scope, subject: str, shared: list[Counted]) -> list[Beside]:
    """The newest statement of each side on what they share, each statement once, where two sides have one at least."""
    alone = [[one, *(Within("said", Not(other)) for other in ones if other != one)] for one in ones]
    found: list[Beside] = []
    shown: set[int | None] = set()
    for value, node in zip(shared, nodes([(subject, value.slug) for value in shared]), strict=True):
        newest = [record(scope.statements(len(shared)), within=[*own, node, *scope.inside]).keys for own in alone]
        chosen = tuple(next((key for key in some if key not in shown), None) for some in newest)
        if sum(key is not None for key in chosen) > 1 and len(found) < MOST_SUBJECTS:
            found.append(Beside(value, chosen))
            shown.update(chosen)
    return found


def _key(name: str, text: str) -> Any:
    """A value as it is kept: a code or an id."""
    return text if name == "countries" else int(text)
