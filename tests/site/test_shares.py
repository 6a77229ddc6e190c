"""Shares in percent: nothing is longer than its track, and nothing that is there is said to be nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.pairs import Counted
from archive.site.charts import percent
from archive.site.shares import shares


def counted(*counts: int) -> list[Counted]:
    return [Counted(at, f"paper-{at}", f"Paper {at}", count) for at, count in enumerate(counts)]


@given(st.lists(st.integers(0, 1000), max_size=12), st.integers(1000, 2000))
def test_every_bar_is_its_share_of_the_track(counts: list[int], whole: int) -> None:
    drawn = shares(counted(*counts), whole, "/in/{}".format, "/of/{}".format)
    there = [count for count in counts if count]
    if len(there) < 2:
        assert drawn is None
        return
    assert drawn is not None
    assert [row.count for row in drawn.rows] == there
    assert [row.length for row in drawn.rows] == [round(100 * count / whole, 2) for count in there]
    assert drawn.many == (len(there) > 6)


def test_a_share_says_what_it_is_of_and_where_it_leads() -> None:
    drawn = shares(counted(3, 1), 4, "/in/{}".format, "/of/{}".format)
    assert drawn is not None
    assert [(row.label, row.percent, row.url, row.page_url) for row in drawn.rows] == [
        ("Paper 0: 3 stories, 75%", "75%", "/in/paper-0", "/of/paper-0"),
        ("Paper 1: 1 story, 25%", "25%", "/in/paper-1", "/of/paper-1"),
    ]


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 9, "0%"), (1, 1000, "under 1%"), (1, 3, "33%"), (2, 3, "67%"), (3, 3, "100%"), (0, 0, "0%")],
)
def test_percent_in_words(part: int, whole: int, words: str) -> None:
    assert percent(part, whole) == words
