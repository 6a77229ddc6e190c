"""Boundaries that nothing marks: found where stories open, and not where a paragraph leans on another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.segment import THRESHOLD, find_boundaries, opening_score
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
    ],
)
def test_a_paragraph_that_leans_on_another_opens_no_story(opening: str) -> None:
    last = "said that ferries in Turkey will be painted green next week. Divers were found on Tuesday."
    paragraphs = [*_LANTERNS, opening + last]
    assert _boundaries(*paragraphs) == []
    assert opening_score(*_joined(paragraphs), 2) == 0.0


def test_a_change_of_newspaper_is_no_boundary() -> None:
    other = "Bulbs are to blame, Polish engineer Jan Wrotek told Vedomosti. He would put out every second lantern."
    assert _boundaries(*_LANTERNS, other) == []


@given(st.lists(st.text(min_size=1, max_size=80).filter(str.strip), max_size=12))
def test_boundaries_stand_in_order_between_paragraphs(paragraphs: list[str]) -> None:
    text, spans = _joined(paragraphs)
    found = find_boundaries(text, spans)
    indexes = [boundary.index for boundary in found]
    assert indexes == sorted(set(indexes))
    assert all(0 < boundary.index < len(spans) and THRESHOLD <= boundary.confidence <= 1 for boundary in found)
