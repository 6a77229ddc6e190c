"""The stories of the synthetic corpus, some thousands at a time: their text and, with every span, what it names.

A story is a title and five to fourteen sentences in two to four paragraphs. Its words are drawn first; what it names
and the planted words are then put between two words of a sentence, never at its start or end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpus import words
from benchmarks.corpus.calendar import Calendar
from benchmarks.corpus.cast import Cast, Ints, Kind

_DIGESTS = 500  # a batch
_SPACE, _COMMA, _STOP, _LINE, _END = range(5)
_BETWEEN = np.array([" ", ", ", ". ", "\n\n", ".\n\n"], object)
_BETWEEN_LENGTHS = np.array([len(between) for between in _BETWEEN])


@dataclass(frozen=True)
class Found:
    """What stands where: numbers of the stories, of the things in their list, and the spans in the batch's text."""

    story: Ints
    what: Ints
    start: Ints
    end: Ints


@dataclass(frozen=True)
class Batch:
    """Whole digests that follow each other: one text, and what it holds. Stories and digests are counted from 0 in it.

    `named` holds what is found of each kind: headings (one a section, of its first story), people, families (people
    by their family name), organizations, countries, sources, topics, roles (what is the person). Of statements, what
    is the person who speaks, or -1; `bodies` (organization) and `first_source` say who speaks instead.
    """

    first_digest: int
    first_story: int
    text: str
    digests: Ints  # where each begins in the text, and the end of the last
    digest: Ints  # of each story
    place: Ints  # of each story in its digest
    titles: Found
    paragraphs: Found
    named: dict[str, Found]
    statements: Found
    bodies: Ints  # the organization of each statement, or -1
    first_source: Ints  # of each story


def compose(cast: Cast, calendar: Calendar, rng: np.random.Generator) -> Iterator[Batch]:
    """All stories of the calendar in batches of whole digests."""
    total = int(calendar.sizes.sum())
    places = [
        np.sort(rng.choice(total, words.stories_with(share, total), replace=False))
        for share in words.planted().values()
    ]
    first = 0
    for number in range(0, len(calendar.sizes), _DIGESTS):
        draft = _Draft(cast, rng, calendar.sizes[number : number + _DIGESTS])
        end = first + draft.stories
        draft.put_headings()
        draft.put_names()
        draft.put_planted([at[slice(*np.searchsorted(at, (first, end)))] - first for at in places])
        yield draft.finished(number, first)
        first = end


@dataclass(frozen=True)
class _Put:
    """Strings to be put before words of a draft, for what they name."""

    story: Ints
    what: Ints
    at: Ints
    strings: Ints


class _Draft:
    """A batch while it is being written: drawn words in sentences, and what is to be put between them."""

    def __init__(self, cast: Cast, rng: np.random.Generator, sizes: Ints) -> None:
        self.cast, self.rng, self.sizes = cast, rng, sizes
        self.stories = int(sizes.sum())
        self.digest = np.repeat(np.arange(len(sizes)), sizes)
        self.place = np.arange(self.stories) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        self.sentences = np.clip(rng.lognormal(np.log(7.4), 0.33, self.stories).astype(np.int64), 5, 14)
        self.first = np.cumsum(self.sentences + 1) - self.sentences - 1  # the first sentence of each is its title
        self.story = np.repeat(np.arange(self.stories), self.sentences + 1)
        self.lengths = rng.triangular(8, 15, 26, len(self.story)).astype(np.int64)
        self.lengths[self.first] = rng.integers(5, 12, self.stories)
        self.begin = np.cumsum(self.lengths) - self.lengths
        self.words = cast.draw_words(rng, int(self.lengths.sum()))
        self.words[self.begin] += cast.capital
        self.turn = rng.integers(0, 14, self.stories)  # the sentence that the first person stands in
        self.puts: dict[str, _Put] = {}

    def put_headings(self) -> None:
        """Two to four sections a digest, each with a heading before its first story."""
        headings = self.cast.heading.drawn.several(self.rng, len(self.sizes), (0, 0, 0.3, 0.4, 0.3))
        order = np.argsort(headings < 0, axis=1, kind="stable")
        headings = np.take_along_axis(headings, order, axis=1)
        count = np.minimum((headings >= 0).sum(axis=1), self.sizes)
        section = self.place * count[self.digest] // self.sizes[self.digest]
        story = np.flatnonzero((self.place == 0) | (np.diff(section, prepend=0) != 0))
        what = headings[self.digest[story], section[story]]
        self.puts["headings"] = _Put(story, what, self.begin[self.first[story]], self.cast.heading.first + what)

    def put_names(self) -> None:
        """People with their roles and organizations, countries, newspapers and topics."""
        cast, rng, stories = self.cast, self.rng, self.stories
        near = self._spots(self.turn, 5)  # the n-th person and organization of a story stand together
        self.people = cast.person.drawn.several(rng, stories, (0.12, 0.3, 0.27, 0.17, 0.09, 0.05))
        self.bodies = cast.organization.drawn.several(rng, stories, (0.3, 0.35, 0.2, 0.1, 0.05))
        self.sources = cast.source.drawn.several(rng, stories, (0, 0.7, 0.3))
        holders = np.where(rng.random((stories, 2)) < 0.35, self.people[:, :2], -1)
        story, column = np.nonzero(holders >= 0)
        role = cast.role.first + cast.role.drawn.draw(rng, len(story))
        self.puts["roles"] = _Put(story, holders[story, column], near[story, column], role)
        self._name("people", cast.person, self.people, near)
        self._name("organizations", cast.organization, self.bodies, near)
        self._name("sources", cast.source, self.sources, self._spots(np.zeros(stories, np.int64), 2))
        countries = cast.country.drawn.several(rng, stories, (0, 0.5, 0.3, 0.14, 0.06))
        self._name("countries", cast.country, countries, self._spots(rng.integers(0, 14, stories), 4))
        again = np.where(rng.random(self.people.shape) < 0.35, self.people, -1)
        self._name("families", cast.family, again, self._spots(self.turn + 1, 5))
        topics = cast.topic.drawn.several(rng, stories, (0.2, 0.4, 0.28, 0.12))
        story, column = np.nonzero(topics >= 0)
        what, spots = topics[story, column], self._spots(rng.integers(0, 14, stories), 3)
        self.puts["topics"] = _Put(story, what, spots[story, column], cast.draw_keywords(rng, what))

    def put_planted(self, planted: list[Ints]) -> None:
        """Each planted word, once, into its stories."""
        for number, story in enumerate(planted):
            spots = self._spots(self.rng.integers(0, 14, self.stories), 1)[story, 0]
            strings = np.full(len(story), self.cast.planted + number)
            self.puts[f"planted {number}"] = _Put(story, story, spots, strings)

    def finished(self, first_digest: int, first_story: int) -> Batch:
        """The batch with its text."""
        puts = list(self.puts.values())
        at = np.concatenate([put.at for put in puts])
        strings = np.concatenate([put.strings for put in puts])
        order = np.argsort(at, kind="stable")
        after = at[order]
        written = np.insert(self.words, after, strings[order])
        between = np.insert(self._between(), after, np.where(order < len(puts[0].at), _LINE, _SPACE))
        parts = np.empty(2 * len(written), object)
        parts[0::2], parts[1::2] = self.cast.strings[written], _BETWEEN[between]
        length = self.cast.lengths[written]
        ends = np.cumsum(length + _BETWEEN_LENGTHS[between]) - _BETWEEN_LENGTHS[between]
        starts = ends - length

        where = np.empty(len(order), np.int64)
        where[order] = after + np.arange(len(order))
        named, passed = {}, 0
        for kind, put in self.puts.items():
            here = where[passed : passed + len(put.at)]
            named[kind] = Found(put.story, put.what, starts[here], ends[here])
            passed += len(put.at)
        last = self.begin + self.lengths - 1
        sentence_starts = starts[self.begin + np.searchsorted(after, self.begin, "right")]
        sentence_ends = ends[last + np.searchsorted(after, last, "right")] + 1  # with the full stop
        opening, closing = self._paragraphs()
        told, speaker, body = self._statements()
        text = "".join(parts.tolist())
        return Batch(
            first_digest, first_story, text, digest=self.digest, place=self.place, named=named, bodies=body,
            digests=np.append(named["headings"].start[self.place[named["headings"].story] == 0], len(text)),
            titles=Found(
                self.story[self.first], self.first, sentence_starts[self.first], sentence_ends[self.first] - 1
            ),
            paragraphs=Found(self.story[opening], opening, sentence_starts[opening], sentence_ends[closing]),
            statements=Found(self.story[told], speaker, sentence_starts[told], sentence_ends[told]),
            first_source=self.sources[:, 0],
        )  # fmt: skip

    def _name(self, kind: str, of: Kind, what: Ints, spots: Ints) -> None:
        """Put each of a row's things (-1: none) at the spot of the same row and column."""
        story, column = np.nonzero(what >= 0)
        what = what[story, column]
        self.puts[kind] = _Put(story, what, spots[story, column], of.first + what)

    def _spots(self, turn: Ints, count: int) -> Ints:
        """So many places for each story, each in the next sentence from `turn` on: numbers of the words after them."""
        sentence = self.first[:, None] + 1 + (turn[:, None] + np.arange(count)) % self.sentences[:, None]
        inside = self.rng.random(sentence.shape) * (self.lengths[sentence] - 1)
        return self.begin[sentence] + 1 + inside.astype(np.int64)

    def _between(self) -> NDArray[np.int64]:
        """What follows each drawn word."""
        between = np.where(self.rng.random(len(self.words)) < 0.06, _COMMA, _SPACE)
        last = self.begin + self.lengths - 1
        between[last] = _STOP
        between[last[self._paragraphs()[1]]] = _END
        between[last[self.first]] = _LINE
        return between

    def _paragraphs(self) -> tuple[Ints, Ints]:
        """The first and the last sentence of every paragraph: two to four a story."""
        count = 2 + (self.sentences > 6).astype(np.int64) + (self.sentences > 9)
        number = np.arange(len(self.story)) - self.first[self.story] - 1  # the title is -1
        paragraph = number * count[self.story] // self.sentences[self.story]
        opens = np.diff(paragraph, prepend=0) != 0
        opens[self.first] = opens[self.first + 1] = True
        closes = np.roll(opens, -1)
        return np.flatnonzero(opens & (number >= 0)), np.flatnonzero(closes & (number >= 0))

    def _statements(self) -> tuple[Ints, Ints, Ints]:
        """One to four a story: the sentences, and of each the person and the organization that speaks, or -1."""
        count = self.rng.choice(5, self.stories, p=(0, 0.4, 0.3, 0.2, 0.1))
        story, column = np.nonzero(np.arange(4) < count[:, None])
        sentence = self.first[story] + 1 + (self.turn[story] + column) % self.sentences[story]
        person, body = self.people[story, column], self.bodies[story, column]
        person[self.rng.random(len(story)) < 0.12] = -1
        body[(person >= 0) | (self.rng.random(len(story)) < 0.1)] = -1
        return sentence, person, body
