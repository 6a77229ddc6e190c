"""What was expected these days and is not here."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from archive.desk.expected import DAYS, LEAST, Late, late, missing
from archive.models import Digest
from tests import factories as make

TODAY = date(2026, 11, 18)  # a Wednesday


def weeks_ago(*numbers: int, day: date = TODAY) -> set[date]:
    return {day - timedelta(weeks=number) for number in numbers}


@pytest.mark.parametrize(
    ("days", "missed"),
    [
        (weeks_ago(1, 2, 3, 4), [(TODAY, 4)]),
        (weeks_ago(1, 2, 4), [(TODAY, 3)]),
        (weeks_ago(1, 2), []),
        (weeks_ago(0, 1, 2, 3, 4), []),
        (weeks_ago(2, 3, 4, 5), [(TODAY, 3)]),
        (set(), []),
    ],
)
def test_a_series_is_missed_on_the_weekdays_on_which_it_comes(days: set[date], missed: list[tuple[date, int]]) -> None:
    assert list(missing(days, TODAY)) == missed


@given(st.sets(st.dates(TODAY - timedelta(60), TODAY + timedelta(10))))
def test_only_days_without_a_digest_are_missed_and_only_out_of_habit(days: set[date]) -> None:
    found = dict(missing(days, TODAY))
    for back in range(DAYS):
        day = TODAY - timedelta(back)
        before = len(weeks_ago(1, 2, 3, 4, day=day) & days)
        assert found.get(day) == (before if day not in days and before >= LEAST else None)
    assert all(TODAY - timedelta(DAYS) < day <= TODAY for day in found)


@pytest.mark.django_db
def test_what_came_counts_published_or_not_and_what_was_withdrawn_does_not() -> None:
    for week, state in ((1, "published"), (2, "in_review"), (3, "published"), (4, "withdrawn")):
        day = TODAY - timedelta(weeks=week)
        make.make_digest(f"Ice {week}.", day=day, published=state == "published")
        if state == "withdrawn":
            Digest.objects.filter(date=day).update(state=state)
    assert late(TODAY) == [Late(make.make_series(), TODAY, 3)]
    make.make_digest("Ice today.", day=TODAY, published=False)
    assert late(TODAY) == []


@pytest.mark.django_db
def test_the_front_page_says_what_did_not_come(editor_client) -> None:
    page = reverse("admin:index")
    assert "Expected and not here" not in editor_client.get(page).content.decode()
    today = timezone.localdate()
    for week in (1, 2, 3):
        make.make_digest(f"Ice {week}.", day=today - timedelta(weeks=week))
    text = " ".join(editor_client.get(page).content.decode().split())
    assert "Expected and not here" in text
    assert "came on 3 of the 4 same weekdays before" in text
