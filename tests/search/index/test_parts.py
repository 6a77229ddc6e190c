"""Small parts beside the large one: few of them, each story in one of them only."""

from __future__ import annotations

import pytest

from archive.models import Article, Digest
from archive.search.index.collect import drafted, published
from archive.search.index.parts import Parts, renewed, stories_beside, whole
from archive.search.index.segment import Segment, arrays_of

from .test_follow import story

pytestmark = pytest.mark.django_db


def standing(parts: Parts) -> list[list[int]]:
    """The ids of the stories that stand, part by part."""
    return [[int(part.segment.stories[number]) for number in part.alive] for part in parts]


@pytest.fixture
def stories() -> list[Article]:
    return [story() for _ in range(12)]


@pytest.fixture
def parts(stories: list[Article]) -> Parts:
    """The first four stories in the large part."""
    return whole(Segment(arrays_of(drafted([one.pk for one in stories[:4]]))))


def told(stories: list[Article]) -> set[int]:
    return {one.digest_id for one in stories}


def test_changed_stories_stand_in_a_part_of_their_own(stories: list[Article], parts: Parts) -> None:
    a, b, c, d, e, *_rest = (one.pk for one in stories)
    large = parts[0].segment
    assert standing(parts) == [[a, b, c, d]]
    parts = renewed(parts, told(stories[1:2]) | told(stories[4:5]))
    assert (standing(parts), stories_beside(parts)) == ([[a, c, d], [b, e]], 2)
    assert parts[0].segment is large
    assert standing(renewed(parts, set())) == [[a, c, d], [b, e]]
    Digest.objects.filter(pk=stories[1].digest_id).update(state="withdrawn")
    parts = renewed(parts, told(stories[1:2]))
    assert (standing(parts), stories_beside(parts)) == ([[a, c, d], [e]], 1)


def test_small_parts_are_taken_together_until_one_is_much_larger(stories: list[Article], parts: Parts) -> None:
    parts = renewed(parts, told(stories[4:9]))
    assert [len(part.alive) for part in parts] == [4, 5]
    parts = renewed(parts, told(stories[9:10]))  # five are more than four times one
    assert [len(part.alive) for part in parts] == [4, 5, 1]
    parts = renewed(parts, told(stories[10:11]))
    assert [len(part.alive) for part in parts] == [4, 7]
    parts = renewed(parts, told(stories[11:12]))
    assert [len(part.alive) for part in parts] == [4, 7, 1]
    parts = renewed(parts, told(stories[:2]))
    assert [len(part.alive) for part in parts] == [2, 10]
    assert sorted(key for part in standing(parts) for key in part) == sorted(published())


def test_a_part_of_which_nothing_stands_goes_but_the_large_one(stories: list[Article], parts: Parts) -> None:
    parts = renewed(parts, told(stories[4:9]))
    Digest.objects.filter(pk__in=told(stories[:9])).update(state="withdrawn")
    assert standing(renewed(parts, told(stories[:9]))) == [[]]
