"""What is remembered of a text after it was read."""

from __future__ import annotations

from archive.parsing.parse import parse
from archive.parsing.tokens import tokenize

STORY = "Vera Holm said that it rained on the pier. "


def test_the_paragraphs_of_a_long_text_are_forgotten() -> None:
    parse(STORY * 2000)
    assert tokenize.cache_info().currsize == 0
    parse(STORY)
    assert tokenize.cache_info().currsize > 0
