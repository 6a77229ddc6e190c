"""Boundaries that nothing marks: found where stories open, and not where a paragraph leans on another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.segment import NEAR, THRESHOLD, find_boundaries, weigh_boundaries
from archive.parsing.shapes import Span

_LANTERNS = (
    "Street lanterns in Gdansk will burn half as bright from next week. The city hopes to save a fifth of its "
    "electricity bill.",
    "People will get used to it, Bogumila Rataj, head of the lighting department at the Baltic Technical Institute, "
    'told Izvestia. "The moon has managed with less," she said.',
)
_OYSTERS = (
    "Oyster beds off Brittany have been closed until the end of the month after divers found a parasite on Tuesday. "
    "About ninety growers in France will be paid for their losses.",
    "The parasite is harmless to man, biologist Yann Keroual explained to Kommersant. He added that the oysters would "
    "not agree.",
)


def _joined(paragraphs: list[str]) -> tuple[str, list[Span]]:
    text = "\n\n".join(paragraphs)
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    return text, spans


def _boundaries(*paragraphs: str) -> list[int]:
    return [boundary.index for boundary in find_boundaries(*_joined(list(paragraphs)))]


def test_a_new_story_begins_where_news_opens_and_no_word_is_shared() -> None:
    assert _boundaries(*_LANTERNS, *_OYSTERS) == [2]


def test_one_story_is_not_cut() -> None:
    assert _boundaries(*_LANTERNS) == []


@pytest.mark.parametrize(
    "opening",
    [
        *("He ", "She ", "The expert ", "According to him, ", "Meanwhile, ", "This attack ", "In his opinion, "),
        *("Another source ", "Rataj ", "However, ", "The newspaper ", "Experts interviewed by Izvestia ", "It "),
        *("According to Rataj, the city ", "“They will not get used to it,” she ", "The official also "),
    ],
)
def test_a_paragraph_that_leans_on_another_opens_no_story(opening: str) -> None:
    last = "said that ferries in Turkey will be painted green next week. Divers were found on Tuesday."
    paragraphs = [*_LANTERNS, opening + last]
    assert weigh_boundaries(*_joined(paragraphs), least=0.0)[2].confidence == 0.0


def test_a_change_of_newspaper_is_no_boundary() -> None:
    other = "Bulbs are to blame, Polish engineer Jan Wrotek told Vedomosti. He would put out every second lantern."
    assert _boundaries(*_LANTERNS, other) == []


def test_several_stories_from_one_newspaper_are_found() -> None:
    ferries = (
        "Turkey will paint its ferries green before summer, Kommersant reports. The first of 28 ships left its dock "
        "in Istanbul on Monday with one side still white.",
        "The ferries lose a tenth of their passengers to the new bridge every year, shipping analyst Deniz Aksu-Brandt "
        "told Kommersant. “A green ferry is seen from the bridge,” she explained.",
    )
    assert _boundaries(*_OYSTERS, *ferries, *_LANTERNS) == [2, 4]


def test_a_country_named_before_may_open_the_next_story() -> None:
    first = (
        "In Norway, a ferry ran aground on Sunday with four hundred salmon buyers aboard. Nobody was hurt.",
        "The captain had followed an old map, ship inspector Odd Fjeldvang told Vedomosti. He asked for a new one.",
    )
    second = (
        "Norway will tax heat pumps from January, Izvestia writes. About 60,000 houses near Bergen will pay most.",
        "Heat is no luxury in Bergen, tax lawyer Siri Haugland noted. She expects the houses to sue.",
    )
    assert _boundaries(*first, *second) == [2]


def test_what_is_nearly_a_boundary_cuts_nothing_and_is_offered() -> None:
    doubtful = (
        "The city of Sopot has found another way. It will sell 4,000 lanterns at an auction on Monday, Kommersant "
        "reports.",
        "The auction is the first in Sopot. Buyers of lanterns must carry them home.",
    )
    text, spans = _joined([*_LANTERNS, *doubtful])
    assert [boundary.index for boundary in weigh_boundaries(text, spans)] == [2]
    assert find_boundaries(text, spans) == ()


@given(st.lists(st.text(min_size=1, max_size=80).filter(str.strip), max_size=12))
def test_boundaries_stand_in_order_between_paragraphs(paragraphs: list[str]) -> None:
    text, spans = _joined(paragraphs)
    found = find_boundaries(text, spans)
    weighed = weigh_boundaries(text, spans)
    indexes = [boundary.index for boundary in weighed]
    assert indexes == sorted(set(indexes))
    assert all(0 < boundary.index < len(spans) and NEAR <= boundary.confidence <= 1 for boundary in weighed)
    assert found == tuple(boundary for boundary in weighed if boundary.confidence >= THRESHOLD)
