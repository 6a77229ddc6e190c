"""Newspapers against countries: shades by share of the row, a link for every cell that has a story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search import SearchRequest
from archive.search.pairs import Counted, Key
from archive.site.matrix import matrix, step

PAPERS = [Counted(1, "gazette", "The Harbour Gazette", 10), Counted(2, "ledger", "Capital Ledger", 4)]
COUNTRIES = [Counted("RO", "RO", "Romania", 9), Counted("TR", "TR", "Türkiye", 5)]


def page(name: str, slug: str) -> str:
    return f"/{name}/{slug}/"


def test_cells_stand_in_their_rows_and_lead_to_both() -> None:
    made = matrix(
        ("sources", "countries"),
        PAPERS,
        COUNTRIES,
        {(1, "RO"): 6, (2, "TR"): 1},
        SearchRequest(topics=("grain",)),
        page,
    )
    assert made is not None
    assert [(column.name, column.page_url) for column in made.columns] == [
        ("Romania", "/countries/RO/"),
        ("Türkiye", "/countries/TR/"),
    ]
    assert [(row.head.name, row.head.url, [cell.count for cell in row.cells]) for row in made.rows] == [
        ("The Harbour Gazette", "/search/?topic=grain&source=gazette", [6, 0]),
        ("Capital Ledger", "/search/?topic=grain&source=ledger", [0, 1]),
    ]
    first, none = made.rows[0].cells
    assert (first.step, first.url, first.label) == (
        4,
        "/search/?topic=grain&source=gazette&country=RO",
        "The Harbour Gazette, Romania: 6 stories, 60% of its 10",
    )
    assert (none.step, none.url) == (0, "")


def test_a_second_country_is_asked_for_besides_the_first() -> None:
    asked = SearchRequest(countries=("EG",))
    made = matrix(("sources", "countries"), PAPERS, COUNTRIES, {(1, "RO"): 1}, asked, page)
    assert made is not None
    assert made.rows[0].cells[0].url == "/search/?q=country%3ARO&source=gazette&country=EG"


@given(st.integers(0, 500), st.integers(1, 500))
def test_more_is_never_lighter(count: int, whole: int) -> None:
    count = min(count, whole)
    assert step(count, whole) <= step(min(count + 1, whole), whole)
    assert (step(count, whole) == 0) == (count == 0)


@pytest.mark.parametrize(("count", "shade"), [(0, 0), (9, 1), (10, 2), (24, 2), (25, 3), (49, 3), (50, 4), (100, 4)])
def test_shades_begin_where_the_legend_says(count: int, shade: int) -> None:
    assert step(count, 100) == shade


def test_nothing_to_compare_is_not_drawn() -> None:
    cells: dict[tuple[Key, Key], int] = {(1, "RO"): 3}
    assert matrix(("sources", "countries"), PAPERS, COUNTRIES, {}, SearchRequest(), page) is None
    assert matrix(("sources", "countries"), PAPERS[:1], COUNTRIES[:1], cells, SearchRequest(), page) is None
