"""The fast finder: sets of numbers from the index, and only names from the archive."""
# ruff: noqa: S608

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from django.db.backends.utils import CursorWrapper
from pyroaring import BitMap

from .behind import Behind, key_of, values_of
from .conditions import Sql
from .hits import InStory, Touched
from .index import counting, ranking
from .index.counting import Found, Members, Told
from .index.follow import Names
from .index.lists import Numbers, bitmap, numbers
from .index.parts import Parts
from .index.ranking import Term
from .index.reading import Reading
from .index.segment import Segment
from .lexemes import lexemes
from .links import NAMED
from .paging import Place, Window
from .results import Facet, FacetValue, Key, Month, Record, Tally
from .sql import facet_of
from .tree import Named, Node, wanted, words_in
from .understand import Asked

_MOST_TERMS = 12  # lexemes that are ranked by
_SAMPLE = 64  # of so many scores one


class Rank(NamedTuple):
    """Where something stands among all that is found: how well it suits, its day, its story, its number there."""

    score: float
    day: int
    story: int
    number: int
    key: int


class FastFinder(Behind):
    """Finds what answers a question in the parts of an index, of which the first is the large one."""

    def __init__(self, cursor: CursorWrapper, asked: Asked, index: Parts, names: Names | None = None) -> None:
        """`names` are known ones of values; what is read is added to them."""
        self._cursor = cursor
        self._asked = asked
        self._names: Names = {} if names is None else names
        self._sequences = lexemes(cursor, words_in(asked.tree))
        super().__init__(index, [Reading(segment, self._sequences) for segment, _alive in index])
        self._answers: dict[Node, list[BitMap]] = {}
        self._statements: dict[Node, list[BitMap]] = {}
        self._kept: dict[str, list[Found]] = {}

    def months(self) -> tuple[int, tuple[Month, ...]]:
        """How many stories there are, and how many in each month that has any."""
        found = self._found()
        months = tuple(Month(first, count) for first, count in counting.by_month(found))
        return sum(len(one.stories) for one in found), months

    def statement_total(self) -> int:
        """How many statements of the stories found hold the words and are by the chosen people."""
        return sum(counting.statements(found, said) for found, said in zip(self._found(), self._saying, strict=True))

    def before(self, place: Place, *, itself: bool) -> int:
        """How many of what is listed by day come before a place; with `itself` what stands there is one of them."""
        count = 0
        for (segment, _alive), found in zip(self._index, self._by_day, strict=True):
            first, last = self._span(segment, place)
            if self._oldest:
                count += _below(found, last if itself else first)
            else:
                count += len(found) - _below(found, first if itself else last)
        return count

    def stories(self, window: Window) -> list[int]:
        """The ids of the stories in a part of the list, in the order asked for."""
        return self._listed(window.offset, window.size)

    def statements(self, window: Window) -> list[int]:
        """The ids of the statements in a part of the list, in the order asked for."""
        return self._listed(window.offset, window.size)

    def said(self, stories: Sequence[int]) -> dict[int, InStory]:
        """The statements of some stories, by the stories' ids."""
        tree, people = self._asked.tree, self._asked.ids["people"]
        by_people = Named("people", "", tuple(people))
        found = {}
        for at_part, (segment, alive) in enumerate(self._index):
            here = {int(segment.stories[number]): number for number in segment.numbers_of(stories) if number in alive}
            if not here:
                continue
            says = self._told(tree)[at_part] if tree is not None else BitMap()
            chosen = self._told(by_people)[at_part] if people else BitMap()
            for story, number in here.items():
                first, last = int(segment.told_at[number]), int(segment.told_at[number + 1])
                told = [Touched(int(segment.statements[at]), at in says, at in chosen) for at in range(first, last)]
                found[story] = InStory(last - first, [one for one in told[::-1] if one.says or one.by_chosen])
        return found

    def facets(
        self, names: Sequence[str], limit: int | None, only: Sql | None = None, *, quickly: bool = False
    ) -> tuple[Facet, ...]:
        """Stories of each value under the other filters; the chosen values are there even without any, unless `only`
        some values (n) are wanted.
        """
        least = limit if only is None else None  # of those that are named so any may be the first
        counted = {
            name: counting.by_value(
                self._found(name), name, least, [key_of(one) for one in self._asked.ids[name]], quickly=quickly
            )
            for name in names
        }
        rows = self._named({name: found.best for name, found in counted.items()}, only)
        chosen = {name: {value.slug for value in self._asked.chosen[name]} for name in names}
        return tuple(
            facet_of(
                self._asked,
                name,
                [row for at, row in enumerate(rows[name]) if limit is None or at < limit or row[0] in chosen[name]],
                counted[name].total if only is None else len(rows[name]),
                narrowed=only is not None,
            )
            for name in names
        )

    def record(self, names: Sequence[str], limit: int | None) -> Record:
        """What is listed: how many of each month, the first and last day, and the values of some filters; None: all.

        With a limit the number of values may be left out.
        """
        counted = {name: counting.by_value(self._members, name, limit, quickly=True) for name in names}
        rows = self._named({name: found.best for name, found in counted.items()}, None)
        days = [day for one in self._members for day in one.days()]
        return Record(
            total=sum(len(one.members) for one in self._members),
            first=min(days, default=None),
            last=max(days, default=None),
            months=tuple(Month(first, count) for first, count in counting.by_month(self._members)),
            values={
                name: Facet(name, tuple(FacetValue(*row) for row in rows[name][:limit]), counted[name].total)
                for name in names
            },
        )

    def tally(self, name: str) -> Tally:
        """Every value of a filter that anything listed has, with how many have it, in any order."""
        found = counting.by_value(self._members, name, None).best
        return Tally(np.array(values_of(name, found)), np.array(list(found.values()), dtype=np.int64))

    def names(self, keys: Mapping[str, Sequence[Key]]) -> dict[str, dict[Key, tuple[str, str]]]:
        """The slugs and names of values, by filter; of those that are no more nothing."""
        wanted = {name: [key_of(key) for key in some] for name, some in keys.items()}
        read = self._read_names(
            {name: [key for key in some if (name, key) not in self._names] for name, some in wanted.items()}, None
        )
        self._names.update(read)
        called = ChainMap(read, self._names)
        return {
            name: {key: called[name, key_of(key)][:2] for key in some if (name, key_of(key)) in called}
            for name, some in keys.items()
        }

    @cached_property
    def _saying(self) -> list[BitMap | None]:
        """For each part the statements with the words and by the chosen people; None where nothing is asked."""
        asked = self._asked.saying
        return [*self._told(asked)] if asked is not None else [None] * len(self._index)

    def _found(self, leave_out: str = "") -> list[Found]:
        """The stories that answer, by part; one filter may be left out."""
        if not self._asked.ids.get(leave_out):
            leave_out = ""
        if leave_out not in self._kept:
            answers = [self._answer(node) for node in self._asked.clauses(leave_out)]
            self._kept[leave_out] = [
                Found(segment, BitMap.intersection(alive, *(answer[at] for answer in answers)) if answers else alive)
                for at, (segment, alive) in enumerate(self._index)
            ]
        return self._kept[leave_out]

    def _answer(self, node: Node) -> list[BitMap]:
        if node not in self._answers:
            self._answers[node] = [reading.stories(node) for reading in self._readings]
        return self._answers[node]

    def _told(self, node: Node) -> list[BitMap]:
        if node not in self._statements:
            self._statements[node] = [reading.statements(node) for reading in self._readings]
        return self._statements[node]

    @property
    def _words(self) -> str:
        """Whose words decide what is listed first: "text" of stories, "said" of statements."""
        return "text" if self._asked.request.show == "stories" else "said"

    @property
    def _oldest(self) -> bool:
        return self._asked.request.sort == "oldest"

    @cached_property
    def _members(self) -> Sequence[Members]:
        """What is listed, by part."""
        if self._words == "text":
            return self._found()
        return [
            Told(one.segment, reading.told_in(said if said is not None else one.segment.all_statements, one.stories))
            for reading, said, one in zip(self._readings, self._saying, self._found(), strict=True)
        ]

    @cached_property
    def _by_day(self) -> list[BitMap]:
        """The same so that a walk up or down the numbers is the list by day."""
        if self._words == "text" or not self._oldest:
            return [one.members for one in self._members]
        return [_mirrored(one.segment, one.members) for one in self._members]

    def _listed(self, offset: int, limit: int) -> list[int]:
        """The ids on a page of the list."""
        last = offset + limit
        if self._asked.request.sort == "relevance" and self._asked.words is not None:
            ranked = [rank for at, found in enumerate(self._by_day) for rank in self._best(at, found, last)]
            return [rank.key for rank in sorted(ranked, reverse=True)[offset:last]]
        # Of the large part only the page and what the others may push before it.
        large, *others = self._by_day
        pushed = sum(min(len(some), last) for some in others)
        first = max(0, offset - pushed)
        ranked = [self._rank(0, number) for number in _slice(large, first, last, self._oldest)]
        for at, some in enumerate(others, start=1):
            ranked += [self._rank(at, number) for number in _slice(some, 0, last, self._oldest)]
        ranked.sort(reverse=not self._oldest)
        return [rank.key for rank in ranked[offset - first : last - first]]

    def _rank(self, at: int, number: int, score: float = 0.0) -> Rank:
        segment = self._index[at].segment
        if self._words == "text":
            story, key = number, int(segment.stories[number])
        else:
            story = int(segment.told[number])
            key = int(segment.statements[_mirror(segment, number) if self._oldest else number])
        return Rank(score, int(segment.days[story]), int(segment.stories[story]), number, key)

    def _span(self, segment: Segment, place: Place) -> tuple[int, int]:
        """From which number to which a place reaches in a segment: two equal ones where it is not there."""
        first, last = segment.span(place.day, place.story)
        if self._words == "text":
            return first, last
        told = int(segment.told_at[first]), int(segment.told_at[last])
        here = np.flatnonzero(segment.statements[told[0] : told[1]] == place.statement)
        if not len(here):  # it was rejected meanwhile: as if it had been its story's last
            return (told[1], told[1]) if self._oldest else (told[0], told[0])
        number = told[0] + int(here[0])
        number = int(_mirror(segment, number)) if self._oldest else number
        return number, number + 1

    def _best(self, at: int, found: BitMap, limit: int) -> list[Rank]:
        """The ranks of those in one part that suit best; of equal ones the newest."""
        among, segment = numbers(found), self._index[at].segment
        score = self._scores(segment, among)
        if len(among) > limit:
            least = _nth(score, limit)
            better = np.flatnonzero(score > least)
            equal = np.flatnonzero(score == least)[-(limit - len(better)) :]
            best = np.concatenate((better, equal))
            among, score = among[best], score[best]
        return [self._rank(at, number, worth) for number, worth in zip(among.tolist(), score.tolist(), strict=True)]

    def _scores(self, segment: Segment, among: Numbers) -> Numbers:
        words = self._words
        index, length = segment.words[words], segment.length if words == "text" else segment.spoken
        terms, weights = self._weighted
        score = ranking.scores(among, index, terms, weights, length, self._average)
        if words == "text":
            score += ranking.headlines(among, segment.words["title"], terms, weights, len(segment))
        return score

    @cached_property
    def _weighted(self) -> tuple[list[Term], list[float]]:
        """The lexemes to rank by, the rarest first, and how much each tells; of very many the others tell nothing."""
        asked = (
            Term(lexeme.text.encode(), lexeme.prefix)
            for node in words_in(wanted(self._asked.tree))
            for sequence in self._sequences[node]
            for lexeme in sequence
        )
        terms = list(dict.fromkeys(asked))
        weights = ranking.weights(terms, [segment.words[self._words] for segment, _alive in self._index], self._texts)
        rarest = sorted(range(len(terms)), key=lambda at: -weights[at])[:_MOST_TERMS]
        return [terms[at] for at in rarest], [weights[at] for at in rarest]

    @cached_property
    def _texts(self) -> int:
        """How many stories, or statements, there are."""
        return sum(len(segment if self._words == "text" else segment.statements) for segment, _alive in self._index)

    @cached_property
    def _average(self) -> float:
        """How many words a story, or a statement, has on average."""
        words = sum(
            segment.words_in_all if self._words == "text" else segment.spoken_in_all for segment, _alive in self._index
        )
        return words / max(1, self._texts)

    def _named(self, counted: dict[str, dict[bytes, int]], only: Sql | None) -> dict[str, list[tuple[str, str, int]]]:
        """Values by slug and name with their stories, most first; those with `only` some names."""
        unknown = {
            name: [key for key in found if only or (name, key) not in self._names] for name, found in counted.items()
        }
        read = self._read_names(unknown, only)
        names: Mapping[tuple[str, bytes], tuple[str, str, str]] = read
        if not only:
            self._names.update(read)
            names = ChainMap(read, self._names)
        rows = {}
        for name, found in counted.items():
            named = [(names[name, key], stories) for key, stories in found.items() if (name, key) in names]
            named.sort(key=lambda row: (-row[1], row[0][2], row[0][0]))
            rows[name] = [(slug, called, stories) for (slug, called, _sort_key), stories in named]
        return rows

    def _read_names(self, keys: dict[str, list[bytes]], only: Sql | None) -> Names:
        """The names of values, in one query."""
        queries: list[str] = []
        params: list[Any] = []
        for name, some in keys.items():
            if some:
                queries.append(
                    f"SELECT %s, c.value::text, n.slug, n.name, n.sort_key FROM unnest(%s::{NAMED[name].type}[])"
                    f" c (value) {NAMED[name].join} WHERE {only.text if only else 'true'}"
                )
                params += [name, [key.decode() for key in some], *(only.params if only else ())]
        if not queries:
            return {}
        self._cursor.execute(" UNION ALL ".join(queries), params)
        return {(name, key.encode()): (slug, called, by) for name, key, slug, called, by in self._cursor.fetchall()}


def _slice(found: BitMap, first: int, last: int, oldest: bool) -> list[int]:
    """The numbers from one place to another, counted from the lowest or from the highest number."""
    if oldest:
        return list(found[first:last])
    count = len(found)
    return list(found[max(0, count - last) : max(0, count - first)])[::-1]


def _nth(score: Numbers, nth: int) -> float:
    """The nth highest of more scores; that of a sample is no higher, so that only few have to be looked at."""
    sample = score[::_SAMPLE]
    if len(sample) > nth:
        score = score[score >= np.partition(sample, len(sample) - nth)[len(sample) - nth]]
    return float(np.partition(score, len(score) - nth)[len(score) - nth])


def _mirror(segment: Segment, statement: Any) -> Any:
    """A statement's number if its story's statements were numbered the other way round; twice is the number itself."""
    story = segment.told[statement]
    return segment.told_at[story].astype(np.int64) + segment.told_at[story + 1] - 1 - statement


def _mirrored(segment: Segment, statements: BitMap) -> BitMap:
    return bitmap(np.sort(_mirror(segment, numbers(statements).astype(np.int64))))


def _below(found: BitMap, number: int) -> int:
    """How many of some numbers are below one."""
    return found.rank(number - 1) if number else 0
