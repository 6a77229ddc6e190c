"""What stories have two by two, counted by hand on a small archive."""

from __future__ import annotations

from datetime import date

import pytest

from archive.models import Article
from archive.search import SearchRequest
from archive.search.pairs import Counts, Covered, Step, counting, counting_of
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = "One fee. Two fees. Three fees."


@pytest.fixture
def stories() -> list[Article]:
    """Three published stories in October and November, and one that is not published; all name Romania.

    Marta speaks twice in the first, Henrik in the second, where Marta is named; the third is drawn from the Gazette.
    """
    days = [date(2026, 10, 5), date(2026, 11, 5), date(2026, 11, 6)]
    made = [make.make_article(make.make_digest(f"{TEXT} {day}", day=day)) for day in days]
    made.append(make.make_article(make.make_digest(f"{TEXT} hidden", published=False)))
    gazette, marta, henrik = make.make_source(), make.make_person(), make.make_person("Henrik Aldane")
    make.make_statement(made[0], "One fee.", via=gazette)
    make.make_statement(made[0], "Two fees.", via=gazette)
    make.make_statement(made[0], "Three fees.", person=henrik, state="rejected")
    make.make_statement(made[1], "Two fees.", person=henrik)
    make.make_mention(made[1], "fee", person=marta)
    make.link_source(made[2], gazette, "Two")
    for article in made:
        make.make_mention(article, "fee", country=make.make_country())
        make.make_mention(article, "Three", country=make.make_country())
        make.link_topic(article, make.make_topic(), "Two")
    return made


def test_what_is_covered(stories: list[Article]) -> None:
    with counting(SearchRequest()) as pairs:
        assert pairs.counts({}) == Counts(Covered(3, date(2026, 10, 5), date(2026, 11, 6)), {}, {}, {})
    with counting(SearchRequest(after=date(2026, 11, 1))) as pairs:
        assert pairs.counts({}).covered == Covered(2, date(2026, 11, 5), date(2026, 11, 6))
    with counting(SearchRequest(topics=("none",))) as pairs:
        assert (pairs.counts({}).covered.stories, pairs.request, len(pairs.notes)) == (3, SearchRequest(), 1)


def test_nothing_is_counted_as_nothing() -> None:
    with counting(SearchRequest()) as pairs:
        counts = pairs.counts({"topics": 3, "sources": 3}, both=[("sources", "topics")], over_time="topics")
        assert counts == Counts(Covered(0, None, None), {"topics": [], "sources": []}, {("sources", "topics"): {}}, {})
        assert pairs.people(3) == ([], {})


def test_the_most_frequent_values(stories: list[Article]) -> None:
    gazette = make.make_source()
    with counting(SearchRequest()) as pairs:
        counts = pairs.counts(dict.fromkeys(["sources", "countries", "people"], 1), both=[("sources", "countries")])
    assert counts.most == {
        "sources": [(gazette.pk, "the-harbour-gazette", "The Harbour Gazette", 2)],
        "countries": [("RO", "RO", "Romania", 3)],
        "people": [(make.make_person().pk, "marta-velisk", "Marta Velisk", 2)],
    }
    assert counts.both == {("sources", "countries"): {(gazette.pk, "RO"): 2}}


@pytest.mark.parametrize(
    ("step", "days"),
    [
        ("month", {date(2026, 10, 1): 1, date(2026, 11, 1): 2}),
        ("day", {date(2026, 10, 5): 1, date(2026, 11, 5): 1, date(2026, 11, 6): 1}),
    ],
)
def test_values_over_time(stories: list[Article], step: Step, days: dict[date, int]) -> None:
    with counting(SearchRequest()) as pairs:
        assert pairs.counts({"topics": 1}, over_time="topics", step=step).times == {make.make_topic().pk: days}


def test_who_is_quoted_and_who_is_in_the_same_stories(stories: list[Article]) -> None:
    marta, henrik = make.make_person(), make.make_person("Henrik Aldane")
    with counting(SearchRequest()) as pairs:
        people, together = pairs.people(5)
    assert [(one.name, one.number) for one in people] == [("Marta Velisk", 2), ("Henrik Aldane", 1)]
    assert together == {(marta.pk, henrik.pk): 1}


def test_one_value_whose_key_is_known(stories: list[Article]) -> None:
    henrik = make.make_person("Henrik Aldane")
    with counting_of("people", henrik.pk, SearchRequest(people=("henrik-aldane",))) as pairs:
        assert pairs.counts({}).covered == Covered(1, date(2026, 11, 5), date(2026, 11, 5))
