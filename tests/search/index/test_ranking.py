"""BM25 against the formula, written plainly."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.search.index.ranking import HEADLINE, Term, headlines, scores, weights

from .made import segment

pytestmark = pytest.mark.django_db

WORDS = ["zorn", "zork", "quil", "brack"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=8), min_size=1, max_size=40)
TERMS = st.lists(
    st.sampled_from([*(Term(word.encode(), False) for word in [*WORDS, "none"]), Term(b"zor", True), Term(b"x", True)]),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip


def count(term: Term, text: list[str]) -> int:
    """How often a term stands in a text."""
    if term.prefix:
        return sum(word.startswith(term.text.decode()) for word in text)
    return text.count(term.text.decode())


def weight(term: Term, texts: list[list[str]]) -> float:
    """How rare it is; a beginning's words are counted one by one, never above the number of texts."""
    words = {word for text in texts for word in text if count(term, [word])}
    having = min(len(texts), sum(word in text for text in texts for word in words))
    return log(1 + (len(texts) - having + 0.5) / (having + 0.5))


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS, TERMS, st.sets(st.integers(0, 39)))
@example([["zorn"] * 256, ["quil"] * 16, *[["zorn"]] * 40], [["brack"]], [Term(b"zorn", False)], {0, 1, 2})
@example([["zorn"]] * 40, [[]], [Term(b"zorn", False), Term(b"zor", True)], {39})
def test_scores(texts: list[list[str]], more: list[list[str]], terms: list[Term], wanted: set[int]) -> None:
    """The first part's texts, weighed among those of both parts."""
    first, second = segment([" ".join(text) for text in texts]), segment([" ".join(text) for text in more])
    index = first.words["text"]
    told = weights(terms, [index, second.words["text"]], len(texts) + len(more))
    assert told == pytest.approx([weight(term, [*texts, *more]) for term in terms])
    among = sorted(number for number in wanted if number < len(texts))
    mean = sum(map(len, texts)) / len(texts)
    found = scores(np.array(among, dtype=np.uint32), index, terms, told, first.length, mean)
    expected = []
    for number in among:
        norm = 1.2 * (1 - 0.3 + 0.3 * len(texts[number]) / max(mean, 1.0))
        often = [count(term, texts[number]) for term in terms]
        expected.append(sum(worth * n / (n + norm) for worth, n in zip(told, often, strict=True)))
    assert found.tolist() == pytest.approx(expected, rel=1e-4)
    in_titles = headlines(np.array(among, dtype=np.uint32), index, terms, told, len(texts))
    assert in_titles.tolist() == pytest.approx(
        [
            sum(HEADLINE * worth for worth, term in zip(told, terms, strict=True) if count(term, texts[number]))
            for number in among
        ],
        rel=1e-4,
    )
