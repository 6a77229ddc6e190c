from __future__ import annotations

from datetime import date

import pytest

from archive.models import Article, Statement
from archive.search import FacetValue, SearchRequest, search
from archive.search.counts import (
    Figures,
    by_month,
    count_statements,
    figures,
    listed,
    narrowed,
    order_key,
    saying,
    statements_of,
    stories_of,
)
from archive.search.links import SAID
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = "One fee. Two fees. Three fees. Four fees."


@pytest.fixture
def stories() -> list[Article]:
    """Three published stories, in October, November and November, and one that is not published.

    Marta speaks in the first three (to the Gazette, to nobody, to the Ledger), Henrik beside her in the second.
    """
    days = [date(2026, 10, 5), date(2026, 11, 5), date(2026, 11, 6)]
    made = [make.make_article(make.make_digest(f"{TEXT} {day}", day=day)) for day in days]
    made.append(make.make_article(make.make_digest(f"{TEXT} hidden", published=False)))
    gazette, ledger = make.make_source(), make.make_source("Capital Ledger")
    henrik, board = make.make_person("Henrik Aldane"), make.make_organization()
    make.make_statement(made[0], "One fee.", via=gazette)
    make.make_statement(made[0], "Two fees.", via=gazette, state="rejected")
    make.make_statement(made[1], "One fee.")
    make.make_statement(made[1], "Two fees.", person=henrik)
    make.make_statement(made[2], "One fee.", via=ledger)
    make.make_statement(made[3], "One fee.", via=ledger)
    for article in made:
        make.make_mention(article, "fee", country=make.make_country())
    make.link_source(made[1], ledger, "Two")
    make.make_mention(made[2], "Three", country=make.make_country("TR", "Türkiye"))
    make.make_mention(made[2], "Four", country=make.make_country("EG", "Egypt"), state="rejected")
    make.link_topic(made[2], make.make_topic(), "Two")
    make.make_role(made[1], "Two fees.", henrik, organization=board)
    return made


def test_figures_count_what_readers_see(stories: list[Article]) -> None:
    marta = make.make_person()
    assert figures("people", [marta.pk], ["sources", "countries", "people"]) == {
        marta.pk: Figures(
            stories=3,
            first=date(2026, 10, 5),
            last=date(2026, 11, 6),
            statements=3,
            first_said=date(2026, 10, 5),
            last_said=date(2026, 11, 6),
            related={"sources": 2, "countries": 2, "people": 1},
        )
    }


def test_a_statement_told_to_nobody_stands_in_its_storys_newspapers(stories: list[Article]) -> None:
    marta = make.make_person()
    assert count_statements(statements_of("people", marta.pk), "sources") == [
        FacetValue("capital-ledger", "Capital Ledger", 2),
        FacetValue("the-harbour-gazette", "The Harbour Gazette", 1),
    ]


def test_who_is_quoted_beside_somebody_is_counted_by_statements(stories: list[Article]) -> None:
    marta = make.make_person()
    assert count_statements(statements_of("people", marta.pk), "beside") == [
        FacetValue("henrik-aldane", "Henrik Aldane", 1)
    ]


def test_an_organization_speaks_through_those_printed_with_it(stories: list[Article]) -> None:
    board = make.make_organization()
    assert [statement.text for statement in statements_of("organizations", board.pk)] == ["Two fees."]


@pytest.mark.parametrize("name", sorted(set(SAID) - {"kind"}))
def test_every_number_is_the_length_of_the_list_behind_it(stories: list[Article], name: str) -> None:
    everything = Statement.objects.visible()
    values = count_statements(everything, name)
    assert values
    assert {value.slug: value.count for value in values} == {
        value.slug: narrowed(everything, name, value.slug).count() for value in values
    }


def test_a_persons_statements_are_those_that_a_search_finds(stories: list[Article]) -> None:
    marta = make.make_person()
    page = search(SearchRequest(people=("marta-velisk",), show="statements"))
    assert {one.pk for one in page.statements} == set(statements_of("people", marta.pk).values_list("pk", flat=True))


def test_stories_are_those_that_a_search_finds(stories: list[Article]) -> None:
    henrik = make.make_person("Henrik Aldane")
    found = [hit.article for hit in search(SearchRequest(people=("henrik-aldane",))).hits]
    assert found == list(stories_of("people", henrik.pk)) == [stories[1]]


def test_months_are_counted_for_each(stories: list[Article]) -> None:
    marta, henrik = make.make_person(), make.make_person("Henrik Aldane")
    assert by_month("people", [marta.pk, henrik.pk]) == {
        marta.pk: [(date(2026, 10, 1), 1), (date(2026, 11, 1), 2)],
        henrik.pk: [(date(2026, 11, 1), 1)],
    }


def test_only_what_published_stories_name_is_listed(stories: list[Article]) -> None:
    nobody = make.make_person("Nobody Known")
    make.make_mention(stories[3], "Four", person=nobody)
    make.make_mention(stories[0], "Four", person=make.make_person("Rejected Name"), state="rejected")
    people = type(nobody).objects.filter(pk__in=listed("people"))
    assert [person.name for person in people.order_by("name")] == ["Henrik Aldane", "Marta Velisk"]


def test_the_speakers_of_some_statements(stories: list[Article]) -> None:
    found = saying("people", narrowed(Statement.objects.visible(), "countries", "TR"))
    people = type(make.make_person()).objects.filter(pk__in=found)
    assert [person.name for person in people] == ["Marta Velisk"]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("stories", {"Marta Velisk": 3, "Henrik Aldane": 1}),
        ("statements", {"Marta Velisk": 3, "Henrik Aldane": 1}),
        ("sources", {"Marta Velisk": 2, "Henrik Aldane": 1}),
        ("countries", {"Marta Velisk": 2, "Henrik Aldane": 1}),
        ("first", {"Marta Velisk": date(2026, 10, 5), "Henrik Aldane": date(2026, 11, 5)}),
        ("last", {"Marta Velisk": date(2026, 11, 6), "Henrik Aldane": date(2026, 11, 5)}),
    ],
)
def test_lists_are_sorted_by_the_numbers_that_they_show(
    stories: list[Article], column: str, expected: dict[str, object]
) -> None:
    people = type(make.make_person()).objects.annotate(order=order_key("people", column, '"archive_person"."id"'))
    assert dict(people.values_list("name", "order")) == expected
