"""How much of a very long text is read."""

from __future__ import annotations

from dataclasses import replace

from archive.parsing.effort import MOST, Effort
from archive.parsing.parse import parse
from archive.parsing.shapes import Span, Story
from tests.parsing.stories import story_of

TEXT = "Gulls slept. Crabs did not sleep.\n\nThe tide came in."


def _read(text: str, most: int) -> tuple[Story, list[tuple[str, Span | None]]]:
    effort = Effort(most)
    part = effort.part_of(text, story_of(text))
    return part, [(warning.code, warning.span) for warning in effort.warnings(text)]


def test_a_story_is_read_whole_while_words_are_left() -> None:
    assert _read(TEXT, 12 + 3 + 8 + 3 + 5) == (story_of(TEXT), [])


def test_a_story_is_cut_after_the_last_sentence_that_fits() -> None:
    assert _read(TEXT, 12 + 3 + 7) == (
        replace(story_of(TEXT), paragraphs=(Span(0, 12),)),
        [("read-in-part", Span(12, len(TEXT)))],
    )


def test_a_sentence_too_long_is_cut_after_the_last_word_that_fits() -> None:
    assert _read("a b c d", 12 + 3 + 2) == (
        replace(story_of("a b c d"), paragraphs=(Span(0, 4),)),
        [("read-in-part", Span(4, 7))],
    )


def test_nothing_is_read_of_the_stories_after() -> None:
    effort = Effort(12 + 3 + 7)
    story = story_of(TEXT)
    assert [effort.part_of(TEXT, story).paragraphs for _ in range(2)] == [(Span(0, 12),), ()]


def test_a_text_far_longer_than_a_digest_keeps_its_stories_and_says_where_reading_ended() -> None:
    rain = "Rain fell on the harbour all day long and nobody minded it in the very least. "
    text = "Vera Holm said so. " + rain * (MOST // 15) + "Vera Holm said so."
    parsed = parse(text)
    (article,) = parsed.sections[0].articles
    (read_to,) = [warning.span for warning in parsed.warnings if warning.code == "read-in-part"]
    assert article.story.paragraphs == (Span(0, len(text)),)
    assert [text[statement.span.start : statement.span.end] for statement in article.statements] == [
        "Vera Holm said so."
    ]
    assert read_to is not None
    assert text[: read_to.start].endswith("least.")
    assert read_to.end == len(text)
