"""A question's tree answered by one segment: the same meaning as conditions.py gives it in SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce

import numpy as np
from pyroaring import BitMap

from archive.search import tree
from archive.search.lexemes import Sequence
from archive.search.links import SAID
from archive.search.tree import Dated, Either, Every, Named, Near, Node, Not, Within

from .lists import Numbers, Words, bitmap, numbers, ranges
from .segment import FILTERS, SPEAKERS, Segment

Sequences = Mapping[tree.Words, tuple[Sequence, ...]]


class Reading:
    """One segment asked with words whose lexemes are known."""

    def __init__(self, segment: Segment, sequences: Sequences) -> None:
        self._segment = segment
        self._sequences = sequences
        self._stories: dict[Node, BitMap] = {}
        self._statements: dict[Node, BitMap] = {}

    def stories(self, node: Node) -> BitMap:
        """The numbers of the stories that answer."""
        if node not in self._stories:
            self._stories[node] = self._that_answer(node)
        return self._stories[node]

    def statements(self, node: Node) -> BitMap:
        """The numbers of the statements that answer: words are their own, people their speakers."""
        if node not in self._statements:
            self._statements[node] = self._that_are(node)
        return self._statements[node]

    def _that_answer(self, node: Node) -> BitMap:
        if isinstance(node, (tree.Words, Near)):
            return self._with_words(self._segment.words["text"], node)
        if isinstance(node, Every):
            return self._of_every(node)
        if isinstance(node, (Either, Not)):
            return _combined(node, self.stories, self._segment.all_stories)
        if isinstance(node, Within):
            return self._in_title(node.node) if node.field == "title" else self._that_say((node,))
        if isinstance(node, Named) and node.filter not in FILTERS:
            return self._that_say((node,))
        if isinstance(node, Named):
            return self._segment.has[node.filter].any_of(_keys(node))
        assert isinstance(node, Dated)  # noqa: S101 - the last kind of leaf
        return self._segment.on_days(node.first, node.last)

    def _that_are(self, node: Node) -> BitMap:
        if isinstance(node, (tree.Words, Near)):
            return self._with_words(self._segment.words["said"], node)
        if isinstance(node, Within) and node.field == "said":
            return self.statements(node.node)
        if isinstance(node, Named) and node.filter in SAID:
            return self._segment.by[node.filter].any_of(_keys(node))
        if isinstance(node, Every):
            return self._of_every_statement(node)
        if isinstance(node, (Either, Not)):
            return _combined(node, self.statements, self._segment.all_statements)
        return self.told_in(self._segment.all_statements, self.stories(node))

    def told_in(self, statements: BitMap, stories: BitMap) -> BitMap:
        """Those of some statements that are in some stories."""
        if len(stories) == len(self._segment):
            return statements
        if len(statements) == len(self._segment.statements):
            among = numbers(stories)
            first = self._segment.told_at[among]
            return bitmap(ranges(first, self._segment.told_at[among + 1] - first))
        told = numbers(statements)
        return bitmap(told[self._segment.flags(stories)[self._segment.told[told]]])

    def _of_every(self, node: Every) -> BitMap:
        """All clauses at once; what is said by whom in one and the same statement."""
        said = tuple(one for one in node.nodes if isinstance(one, Within) and one.field == "said")
        speakers = tuple(one for one in node.nodes if isinstance(one, Named) and one.filter in SPEAKERS)
        found = _all(self.stories(one) for one in node.nodes if one not in said)
        if not said:
            return found if found is not None else self._segment.all_stories
        saying = self._that_say((*said, *speakers))
        return saying if found is None else found & saying

    def _of_every_statement(self, node: Every) -> BitMap:
        of_story = [one for one in node.nodes if _is_of_story(one)]
        found = _all(self.statements(one) for one in node.nodes if one not in of_story)
        stories = _all(map(self.stories, of_story))
        found = self._segment.all_statements if found is None else found
        return found if stories is None else self.told_in(found, stories)

    def _that_say(self, nodes: Iterable[Node]) -> BitMap:
        """The stories of the statements that answer all."""
        found = _all(map(self.statements, nodes))
        if found is None:
            return BitMap()
        told = self._segment.told[numbers(found)]  # ascending: statements are numbered by story
        return bitmap(told[np.flatnonzero(np.diff(told, prepend=told[:1] - 1))])

    def _in_title(self, node: Node) -> BitMap:
        if isinstance(node, (Every, Either, Not)):
            return _combined(node, self._in_title, self._segment.all_stories)
        return self._with_words(self._segment.words["title"], node)

    def _with_words(self, words: Words, node: Node) -> BitMap:
        if isinstance(node, Near):
            return self._near(words, node)
        assert isinstance(node, tree.Words)  # noqa: S101 - nothing else stands among words
        found = _all(_having(words, sequence) for sequence in self._sequences[node])
        return found if found is not None else BitMap()

    def _near(self, words: Words, node: Near) -> BitMap:
        """Both at most so many places apart: from the last place of the one to the first of the other."""
        if not self._sequences[node.one] or not self._sequences[node.other]:  # one is a stop word
            return self._with_words(words, node.other if self._sequences[node.other] else node.one)
        (one, long), (other, wide) = (self._places(words, part) for part in (node.one, node.other))
        near = [_followed(one + long, other, node.distance), _followed(other + wide, one, node.distance)]
        return bitmap(np.unique(np.concatenate(near) >> 16))

    def _places(self, words: Words, node: tree.Words) -> tuple[Numbers, int]:
        """Where a word or phrase begins (text * 65536 + place), and how many places further it ends."""
        sequences = self._sequences[node]
        begins = [_beginnings(words, sequence) for sequence in sequences]
        return reduce(_common, begins), max(sequence[-1].offset for sequence in sequences)


def _having(words: Words, sequence: Sequence) -> BitMap:
    """The texts that have lexemes in this order and at these distances."""
    if len(sequence) == 1:
        return words.union(words.find(sequence[0].text.encode(), prefix=sequence[0].prefix))
    return bitmap(np.unique(_beginnings(words, sequence) >> 16))


def _beginnings(words: Words, sequence: Sequence) -> Numbers:
    """Where a sequence begins: text * 65536 + place, ascending."""
    lists = [words.find(lexeme.text.encode(), prefix=lexeme.prefix) for lexeme in sequence]
    among = numbers(reduce(BitMap.__and__, map(words.union, lists)))
    places = [_spots(words, at, among) - lexeme.offset for at, lexeme in zip(lists, sequence, strict=True)]
    return reduce(_common, sorted(places, key=len))


def _spots(words: Words, lists: range, among: Numbers) -> Numbers:
    found = [words.spots(at, among) for at in lists]
    if len(found) == 1:
        return found[0]
    return np.sort(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)


def _common(few: Numbers, many: Numbers) -> Numbers:
    """What two ascending lists have in common."""
    if not len(few) or not len(many):
        return few[:0]
    return few[many[np.minimum(np.searchsorted(many, few), len(many) - 1)] == few]


def _followed(ends: Numbers, starts: Numbers, distance: int) -> Numbers:
    """Those of the ends behind which, at most so many places on, something starts."""
    after = np.searchsorted(starts, ends + 1)
    ends, after = ends[after < len(starts)], after[after < len(starts)]
    return ends[starts[after] <= ends + distance]


def _all(found: Iterable[BitMap]) -> BitMap | None:
    """What all have; None of none."""
    return reduce(BitMap.__and__, sets) if (sets := list(found)) else None


def _combined(node: Node, one: Callable[[Node], BitMap], everything: BitMap) -> BitMap:
    if isinstance(node, Not):
        return everything - one(node.node)
    assert isinstance(node, (Every, Either))  # noqa: S101 - asked of these only
    return reduce(BitMap.__and__ if isinstance(node, Every) else BitMap.__or__, map(one, node.nodes))


def _is_of_story(node: Node) -> bool:
    """Whether a clause says the same of every statement of a story."""
    if isinstance(node, Named):
        return node.filter in FILTERS and node.filter not in SPEAKERS
    return isinstance(node, Dated) or (isinstance(node, Within) and node.field == "title")


def _keys(node: Named) -> Iterable[bytes]:
    return (str(key).encode() for key in node.keys)
