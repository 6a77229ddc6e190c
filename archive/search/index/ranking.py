"""How well a text suits the words: BM25 (Robertson and Zaragoza 2009), and more where they stand in the headline."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple

import numpy as np

from .lists import Numbers, Words, numbers

# Stories are short and of like length, so that length tells little: of 0.3 to 0.9 the least did best on
# benchmarks/judged.toml.
_K1, _B = 1.2, 0.3
_MOST_LISTS = 200  # words that begin alike and are counted one by one
HEADLINE = 0.5  # what a word in the headline adds, in parts of the most that it can bring in the text


class Term(NamedTuple):
    """A lexeme, or all that begin so."""

    text: bytes
    prefix: bool


def weights(terms: Sequence[Term], indexes: Sequence[Words], texts: int) -> list[float]:
    """How much each term tells: the rarer it is among all texts, the more."""
    return [log(1 + (texts - (df := min(texts, _df(term, indexes))) + 0.5) / (df + 0.5)) for term in terms]


def scores(among: Numbers, words: Words, terms: Sequence[Term], weight: Sequence[float], length: Numbers,
           average: float) -> Numbers:  # fmt: skip
    """The score of each of some texts; `length` is every text's number of words, `average` their mean."""
    found = np.zeros(len(among), dtype=np.float32)
    norm = _K1 * (1 - _B + _B * length[among].astype(np.float32) / max(average, 1.0))
    for term, worth in zip(terms, weight, strict=True):
        freq = _freq(among, words, term, len(length))
        found += worth * freq / (freq + norm)
    return found


def headlines(among: Numbers, title: Words, terms: Sequence[Term], weight: Sequence[float], texts: int) -> Numbers:
    """What the words in their headlines add to the scores of some of so many stories."""
    found = np.zeros(len(among), dtype=np.float32)
    for term, worth in zip(terms, weight, strict=True):
        found += HEADLINE * worth * (_freq(among, title, term, texts) > 0)
    return found


def _df(term: Term, indexes: Sequence[Words]) -> int:
    return sum(int(words.counts[at.start : at.stop].sum()) for words in indexes
               for at in [words.find(term.text, prefix=term.prefix)])  # fmt: skip


def _freq(among: Numbers, words: Words, term: Term, texts: int) -> Numbers:
    """How often a term stands in each of some texts; of very many words that begin alike, only whether one does."""
    lists = words.find(term.text, prefix=term.prefix)
    if not lists or not len(among):
        return np.zeros(len(among), dtype=np.float32)
    every = np.zeros(texts, dtype=np.float32)
    if len(lists) == 1:
        docs, freq = words.numbers(lists[0]), words.freq(lists[0])
        if len(among) < len(docs) // 16:
            rows = np.minimum(np.searchsorted(docs, among), len(docs) - 1)
            return np.where(docs[rows] == among, freq[rows], 0).astype(np.float32)
        if np.array_equal(docs, among):
            return freq.astype(np.float32)
        every[docs] = freq
    elif len(lists) > _MOST_LISTS:
        every[numbers(words.union(lists))] = 1
    else:
        for at in lists:
            every[words.numbers(at)] += words.freq(at)
    return every[among]
