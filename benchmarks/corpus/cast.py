"""Everything that can stand in a synthetic story: its words and names, and how often each is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpus import names, words

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Reference:
    """The archive's countries (code, name), newspapers (id, name) and topics (id, keywords), most frequent first."""

    countries: list[tuple[str, str]]
    sources: list[tuple[int, str]]
    topics: list[tuple[int, list[str]]]


class Skewed:
    """Draws numbers from 0, the smaller ones oftener: the frequency falls with a power of the rank."""

    def __init__(self, size: int, exponent: float) -> None:
        weights = np.arange(1, size + 1, dtype=float) ** -exponent
        self._sums = np.cumsum(weights / weights.sum())
        self._last = size - 1

    def draw(self, rng: np.random.Generator, shape: int | tuple[int, ...]) -> Ints:
        found: Ints = np.searchsorted(self._sums, rng.random(shape)).clip(max=self._last)
        return found

    def several(self, rng: np.random.Generator, stories: int, shares: Sequence[float]) -> Ints:
        """Different ones for each story: a row a story, -1 where there is none.

        `shares` are those of the stories that have none, one, two ... of them; those drawn twice stand once.
        """
        counts = rng.choice(len(shares), stories, p=shares)
        drawn = self.draw(rng, (stories, len(shares) - 1))
        for column in range(1, drawn.shape[1]):
            drawn[(drawn[:, :column] == drawn[:, column, None]).any(axis=1), column] = -1
        drawn[np.arange(drawn.shape[1]) >= counts[:, None]] = -1
        return drawn


@dataclass(frozen=True)
class Kind:
    """What of one kind can be named: where its strings begin among all strings, and how often each is drawn."""

    first: int
    drawn: Skewed


@dataclass
class Cast:
    """The strings that stories are made of, and the kinds that they belong to."""

    reference: Reference
    people: list[tuple[str, str]]
    organizations: list[str]
    strings: NDArray[np.object_] = field(init=False)
    lengths: Ints = field(init=False)

    def __post_init__(self) -> None:
        lower = (*words.STOP_WORDS, *words.vocabulary())
        keywords = [kept for _, kept in self.reference.topics]
        groups: list[Iterable[str]] = [
            lower,
            map(str.capitalize, lower),
            words.planted(),
            map(" ".join, self.people),
            (family for _, family in self.people),
            self.organizations,
            (name for _, name in self.reference.countries),
            (name for _, name in self.reference.sources),
            (keyword for kept in keywords for keyword in kept),
            names.ROLES,
            names.HEADINGS,
        ]
        strings = [list(group) for group in groups]
        begins = [0, *accumulate(map(len, strings))]
        self.strings = np.array([string for group in strings for string in group], object)
        self.lengths = np.array([len(string) for string in self.strings], np.int64)
        self.capital, self.planted, self.keywords = begins[1], begins[2], begins[8]
        self.person = Kind(begins[3], Skewed(len(self.people), 0.95))
        self.family = Kind(begins[4], self.person.drawn)
        self.organization = Kind(begins[5], Skewed(len(self.organizations), 0.95))
        self.country = Kind(begins[6], Skewed(len(self.reference.countries), 1.2))
        self.source = Kind(begins[7], Skewed(len(self.reference.sources), 1.0))
        self.topic = Kind(0, Skewed(len(keywords), 0.8))
        self.role = Kind(begins[9], Skewed(len(names.ROLES), 0.7))
        self.heading = Kind(begins[10], Skewed(len(names.HEADINGS), 0.9))
        self.keyword_first = np.array([0, *accumulate(map(len, keywords))])
        self._words = _frequent()

    def draw_words(self, rng: np.random.Generator, count: int) -> Ints:
        """So many running words, as numbers of lower-case strings."""
        return self._words[rng.integers(0, len(self._words), count)]

    def draw_keywords(self, rng: np.random.Generator, topics: Ints) -> Ints:
        """A keyword of each topic, as numbers of strings."""
        first, end = self.keyword_first[topics], self.keyword_first[topics + 1]
        return self.keywords + rng.integers(first, end)


def make_cast(stories: int, reference: Reference, rng: np.random.Generator) -> Cast:
    """Names for an archive of so many stories; those that no story takes are left out when it is written."""
    return Cast(reference, names.people(max(400, stories // 5), rng), names.organizations(max(250, stories // 11), rng))


def _frequent() -> Ints:
    """A long list in which every word stands as often as it is frequent: one draw is one look-up."""
    stop = np.arange(1.0, len(words.STOP_WORDS) + 1) ** -0.8
    invented = (words.FLATTENED + np.arange(1.0, words.VOCABULARY + 1)) ** -words.EXPONENT
    shares = np.concatenate([words.STOP_SHARE * stop / stop.sum(), (1 - words.STOP_SHARE) * invented / invented.sum()])
    times = np.diff(np.rint(np.cumsum(shares) * 2**24).astype(np.int64), prepend=0)
    return np.repeat(np.arange(len(shares)), times)
