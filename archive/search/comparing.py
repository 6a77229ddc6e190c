"""Two or three people, newspapers, countries or topics side by side: found by name, and counted by the same questions
as on the page of each of them.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from django.db import connection

from archive.models.keys import plain_key

from .engine import names, nodes, record, sitting, tallied, total
from .links import NAMES
from .names import known
from .query import SearchRequest
from .results import Key, Month, Tally
from .tree import Named, Node, Not, Within

KINDS = ("people", "sources", "countries", "topics", "organizations")  # filters whose values can be compared
SUBJECTS = ("topics", "countries", "sources")  # by which statements are set beside each other, the likeliest first
MOST_SUBJECTS = 3
MOST_LISTED = 120  # values of one filter, of each list
MOST_NAMED = 1_000  # of those that are equal to the last that is listed
Numbers = np.ndarray[Any, np.dtype[Any]]
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
class Values:
    """What the statements of several sides have of one filter. Of the lists only the first MOST_LISTED are there, most
    statements in scope first.

    `first` are those that any side has, `common` those that all have, `alone` those that only one has, by side;
    `anywhere` are those in scope or not, most statements anywhere first. `number` is how many any side has, `numbers`
    how many each.
    """

    first: list[Counted]
    common: list[Counted]
    alone: tuple[list[Counted], ...]
    anywhere: list[Counted]
    number: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything counted. `values` are by filter; `together` are the stories of some sides (places in the order asked
    for); `subject` is the filter of what `beside` holds, "" where nothing is shared.
    """

    sides: list[Side]
    values: dict[str, Values]
    together: dict[frozenset[int], int]
    subject: str
    beside: list[Beside]


class _Table:
    """What each side has of one filter: a column for every value; names are not known yet."""

    def __init__(self, inside: Sequence[Tally], anywhere: Sequence[Tally]) -> None:
        every = [one for one in (*inside, *anywhere) if len(one.keys)]
        self.keys = np.unique(np.concatenate([one.keys for one in every])) if every else np.array([], dtype=np.int64)
        self.counts = np.array([self._spread(one) for one in inside])
        self.anywhere = np.sum([self._spread(one) for one in anywhere], axis=0)
        self.sides = np.count_nonzero(self.counts, axis=0)

    def _spread(self, one: Tally) -> Numbers:
        counts = np.zeros(len(self.keys), dtype=np.int64)
        if len(one.keys):
            counts[np.searchsorted(self.keys, one.keys)] = one.counts
        return counts

    def best(self, some: Numbers, numbers: Numbers) -> list[int]:
        """The first of some values by a number, the largest first, with those that are equal to the last of them."""
        chosen = np.flatnonzero(some)
        if len(chosen) > MOST_LISTED:
            chosen = chosen[np.argsort(-numbers[chosen], kind="stable")]
            equal = np.count_nonzero(numbers[chosen] >= numbers[chosen[MOST_LISTED - 1]])
            chosen = chosen[: min(int(equal), MOST_NAMED)]
        found: list[int] = chosen.tolist()
        return found

    def lists(self) -> tuple[dict[str, list[int]], Numbers]:
        """The lists of Values by the places of their values, and what they are in order of."""
        total = self.counts.sum(axis=0)
        lists = {"first": self.best(total > 0, total), "common": self.best(self.sides == len(self.counts), total)}
        for place, counts in enumerate(self.counts):
            lists[f"alone {place}"] = self.best((self.sides == 1) & (counts > 0), total)
        return lists, total


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
        found = [tallied(scope.statements(), list(others), [one, *scope.inside]) for one in ones]
        anywhere = [tallied(scope.statements(), list(others), [one]) for one in ones] if scope.inside else found
        together = {
            some: total(scope.stories(), [*(ones[place] for place in sorted(some)), *scope.inside])
            for some in _groups(len(ones))
        }
        tables = {
            other: _Table([tally[other] for _one, tally in found], [tally[other] for _one, tally in anywhere])
            for other in others
        }
        values = _values(tables)
        subject, shared = _shared(scope, {one: tables[one] for one in SUBJECTS if one in others})
        return Comparison(
            [
                Side(one.months, one.total, one.first, one.last, together[frozenset([place])])
                for place, (one, _tally) in enumerate(found)
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


def _values(tables: Mapping[str, _Table]) -> dict[str, Values]:
    """What is shown of each filter; the names are read for all at once."""
    lists = {other: table.lists() for other, table in tables.items()}
    every = {other: table.best(table.anywhere > 0, table.anywhere) for other, table in tables.items()}
    wanted = {
        other: sorted({place for some in lists[other][0].values() for place in some} | set(every[other]))
        for other in tables
    }
    named = names({other: tables[other].keys[places].tolist() for other, places in wanted.items()})
    found = {}
    for other, table in tables.items():
        called = {
            place: _counted(table, place, *named[other][key])
            for place in wanted[other]
            if (key := table.keys[place].item()) in named[other]
        }

        def ordered(places: Sequence[int], numbers: Numbers, called: Mapping[int, Counted] = called) -> list[Counted]:
            some = [(-int(numbers[place]), called[place]) for place in places if place in called]
            some.sort(key=lambda pair: (pair[0], plain_key(pair[1].name), pair[1].slug))
            return [one for _number, one in some[:MOST_LISTED]]

        of, in_scope = lists[other]
        found[other] = Values(
            first=ordered(of["first"], in_scope),
            common=ordered(of["common"], in_scope),
            alone=tuple(ordered(of[f"alone {place}"], in_scope) for place in range(len(table.counts))),
            anywhere=ordered(every[other], table.anywhere),
            number=int(np.count_nonzero(table.sides)),
            numbers=tuple(np.count_nonzero(table.counts, axis=1).tolist()),
        )
    return found


def _counted(table: _Table, place: int, slug: str, name: str) -> Counted:
    return Counted(slug, name, tuple(table.counts[:, place].tolist()), int(table.anywhere[place]))


def _shared(scope: Scope, tables: Mapping[str, _Table]) -> tuple[str, list[Counted]]:
    """The filter by which statements are set beside each other, and the values that most sides have most often."""
    about = scope.about.filter if scope.about else ""
    subject, reached = "", 1
    for name, table in tables.items():
        most = int(table.sides.max(initial=0))
        if name != about and most > reached:
            subject, reached = name, most
    if not subject:
        return "", []
    table = tables[subject]
    least = np.where(table.counts > 0, table.counts, np.iinfo(np.int64).max).min(axis=0)
    places = table.best(table.sides == reached, least)
    named = names({subject: table.keys[places].tolist()})[subject]
    some = [
        (-int(least[place]), -int(table.counts[:, place].sum()), _counted(table, place, *named[key]))
        for place in places
        if (key := table.keys[place].item()) in named
    ]
    some.sort(key=lambda one: (*one[:2], plain_key(one[2].name), one[2].slug))
    return subject, [one for _least, _total, one in some[: 2 * MOST_SUBJECTS]]


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
