"""What rises: never on few stories, never where the share stayed, and always more with more stories."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search import FacetValue
from archive.site.rising import ENOUGH, LEAST, TIMES, Rise, rise, rising

STORIES = st.integers(ENOUGH, 10_000)
COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 400))


def _values(counts: dict[str, int]) -> list[FacetValue]:
    return [FacetValue(slug, slug.upper(), count) for slug, count in counts.items()]


@settings(deadline=None)
@given(COUNTS, COUNTS, STORIES, STORIES, st.integers(1, 6))
def test_whatever_rises_has_enough_stories_and_a_larger_share(
    now: dict[str, int], before: dict[str, int], stories: int, stories_before: int, limit: int
) -> None:
    found = rising(_values(now), _values(before), stories, stories_before, limit)
    assert len(found) <= limit
    for one in found:
        assert (one.now, one.before) == (now[one.slug], before.get(one.slug, 0))
        assert one.now >= LEAST
        assert one.now / stories > one.before / stories_before
    rises = [rise(one.now, one.before, stories, stories_before) for one in found]
    assert rises == sorted(rises, reverse=True)
    assert all(one >= TIMES for one in rises)


@settings(deadline=None)
@given(COUNTS, STORIES)
def test_where_nothing_changed_nothing_rises(counts: dict[str, int], stories: int) -> None:
    assert rising(_values(counts), _values(counts), stories, stories, 6) == []


@settings(deadline=None)
@given(st.integers(0, 400), st.integers(0, 400), STORIES, STORIES)
def test_one_story_more_is_a_greater_rise_and_one_more_before_a_smaller(
    now: int, before: int, stories: int, stories_before: int
) -> None:
    here = rise(now, before, stories, stories_before)
    assert rise(now + 1, before, stories, stories_before) > here > rise(now, before + 1, stories, stories_before)


@settings(deadline=None)
@given(st.integers(0, 400), STORIES, st.integers(2, 5))
def test_a_share_that_stays_is_a_rise_of_one(before: int, stories: int, times: int) -> None:
    assert rise(before * times, before, stories * times, stories) == pytest.approx(1)


def test_the_fewer_the_stories_the_more_it_takes() -> None:
    before = _values({"nine": 3, "tripled": 10, "little": 60})
    now = _values({"nine": 5, "tripled": 30, "little": 80, "new": 5, "four": 4})
    assert rising(now, before, 100, 100, 5) == [
        Rise("new", "NEW", 5, 0),
        Rise("tripled", "TRIPLED", 30, 10),
    ]


@pytest.mark.parametrize(("stories", "stories_before"), [(ENOUGH, ENOUGH - 1), (ENOUGH - 1, ENOUGH)])
def test_where_there_is_too_little_to_say_nothing_is(stories: int, stories_before: int) -> None:
    now = _values({"a": 15})
    assert [one.slug for one in rising(now, [], ENOUGH, ENOUGH, 5)] == ["a"]
    assert rising(now, [], stories, stories_before, 5) == []
