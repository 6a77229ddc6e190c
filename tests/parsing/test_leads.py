"""What a paragraph shows of its place in a story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.leads import read_paragraph


@pytest.mark.parametrize(
    "words",
    [
        "He would not say more.",
        "The expert did not agree.",
        "The political scientist also sees a risk.",
        "The minister told Izvestia that the dam was safe.",
        "The newspaper notes that the dam leaks.",
        "This dam is older than the town.",
        "According to the same diplomat, nobody asked.",
        "A source close to the port confirmed the plan.",
        "Two of the sources had seen the draft.",
        "“We were not asked,” the captain complained.",
        "In turn, the port sued.",
    ],
)
def test_paragraphs_that_lean_on_another(words: str) -> None:
    assert read_paragraph(words).leans


@pytest.mark.parametrize(
    "words",
    [
        "South Korea will lend the port two cranes.",
        "Some 80,000 crates were stranded on Monday.",
        "Andorra and Malta have signed a treaty on snow.",
        "The official rate of the krone fell.",
        "The general strike in Lisbon has ended.",
        "The Minister of Fisheries has resigned.",
        "This week the ferry will sail again.",
        "“Northern Wind” will be launched in May.",
        "Two officials were arrested in Riga on Friday.",
    ],
)
def test_paragraphs_that_may_open_a_story(words: str) -> None:
    assert not read_paragraph(words).leans


def test_the_names_of_a_paragraph() -> None:
    paragraph = read_paragraph("In Norway, Odd K. Fjeldvang met Haugland’s lawyers. Bergen did not.")
    assert (paragraph.surnames, paragraph.alone) == ({"Fjeldvang"}, {"Haugland"})


def test_a_paragraph_that_begins_with_a_surname() -> None:
    assert read_paragraph("According to Fjeldvang, the map was old.").opener == "Fjeldvang"
    assert read_paragraph("Fjeldvang also asked for a new map.").opener == "Fjeldvang"
    assert read_paragraph("Odd Fjeldvang asked for a new map.").opener is None


def test_the_cues_of_an_opening_and_of_a_view() -> None:
    opening = read_paragraph("The ferry to Bergen will be sold on Monday, Vedomosti reports. It cost 40 mln euro.")
    assert {cue for cue, value in opening.cues.items() if value is True} == {
        "first sentence is news",
        "several sentences",
        "a newspaper tells",
    }
    view = read_paragraph("Siri Haugland, a tax lawyer at a firm in Bergen, told the paper: “Heat is no luxury.”")
    assert {cue for cue, value in view.cues.items() if value is True} == {
        "first sentence gives a view",
        "first sentence names an office",
        "the same newspaper",
        "begins with a name and who that is",
    }


@given(st.text(max_size=300))
def test_any_text_is_read(words: str) -> None:
    paragraph = read_paragraph(words)
    assert all(0 <= value <= 7 for value in paragraph.cues.values())
    assert paragraph == read_paragraph(words)
