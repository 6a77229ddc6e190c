from __future__ import annotations

from datetime import date

import pytest

from archive.models import Article, Statement
from archive.search import NO_DATE, FacetValue, Figures, Month, SearchRequest, figures, having, measures, nodes, search
from archive.search.links import SAID
from tests import factories as make

from .said import count_statements, narrowed, statements_of, stories_of

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
            months=(Month(date(2026, 10, 1), 1), Month(date(2026, 11, 1), 2)),
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


def test_of_nothing_there_are_no_figures(stories: list[Article]) -> None:
    nobody = make.make_person("Nobody Known")
    assert figures("people", [nobody.pk], ["sources"]) == {nobody.pk: Figures(related={"sources": 0})}
    assert figures("people", []) == {}


def test_only_what_published_stories_name_is_measured(stories: list[Article]) -> None:
    make.make_mention(stories[3], "Four", person=make.make_person("Nobody Known"))
    make.make_mention(stories[0], "Four", person=make.make_person("Rejected Name"), state="rejected")
    make.make_mention(stories[0], "Four", person=make.make_person("Silent Name"))
    found = measures("people")
    names = dict(type(make.make_person()).objects.values_list("pk", "name"))
    columns = [found.columns[name].tolist() for name in ("stories", "statements", "first", "last")]
    assert sorted((names[key], *row) for key, *row in zip(found.keys.tolist(), *columns, strict=True)) == [
        ("Henrik Aldane", 1, 1, _days(2026, 11, 5), _days(2026, 11, 5)),
        ("Marta Velisk", 3, 3, _days(2026, 10, 5), _days(2026, 11, 6)),
        ("Silent Name", 1, 0, _days(2026, 10, 5), _days(2026, 10, 5)),
    ]


def test_a_story_without_a_day_has_no_first_day() -> None:
    undated = make.make_article(make.make_digest("One fee."))
    make.make_statement(undated, "One fee.")
    Article.objects.update(date=None)
    found = measures("people")
    assert {name: column.tolist() for name, column in found.columns.items()} == {
        "stories": [1], "statements": [1], "first": [NO_DATE], "last": [NO_DATE],
    }  # fmt: skip


def test_the_speakers_of_some_statements(stories: list[Article]) -> None:
    found = having("people", SearchRequest(show="statements"), nodes([("countries", "TR")]))
    assert found == [make.make_person().pk]


def _days(year: int, month: int, day: int) -> int:
    return (date(year, month, day) - date(1970, 1, 1)).days
