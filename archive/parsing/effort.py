"""How much of a text is read for names and statements: more than any digest has, but not without end."""

from __future__ import annotations

from dataclasses import replace

from archive.parsing.sentences import split_sentences
from archive.parsing.shapes import Span, Story, Warning
from archive.parsing.tokens import tokenize

MOST = 40_000  # words and marks; thirty times what the longest digests have
_OF_A_STORY, _OF_A_PARAGRAPH = 12, 3  # what it takes to begin one, in words
_LONGEST_WORD = 10  # characters, on the average


class Effort:
    """What is left of the words that may be read; every story takes its own from it, in order."""

    def __init__(self, most: int = MOST) -> None:
        self._left = most
        self._stopped: int | None = None

    def part_of(self, text: str, story: Story) -> Story:
        """The story with those of its paragraphs that may be read, the last one cut after a sentence where need be."""
        if self._stopped is not None:
            return replace(story, paragraphs=())
        self._left -= _OF_A_STORY
        paragraphs = []
        for paragraph in story.paragraphs:
            part = self._part_of(text, paragraph)
            if part is None:
                break
            paragraphs.append(part)
        return story if self._stopped is None else replace(story, paragraphs=tuple(paragraphs))

    def _part_of(self, text: str, paragraph: Span) -> Span | None:
        if self._stopped is not None:
            return None
        self._left = max(0, self._left - _OF_A_PARAGRAPH)
        end = min(paragraph.end, paragraph.start + self._left * _LONGEST_WORD)
        tokens = tokenize(text, Span(paragraph.start, end))
        if end == paragraph.end and len(tokens) <= self._left:
            self._left -= len(tokens)
            return paragraph
        cut = tokens[self._left].start if self._left < len(tokens) else end
        sentences = split_sentences(text, Span(paragraph.start, cut))
        self._stopped = sentences[-2].end if len(sentences) > 1 else cut
        return Span(paragraph.start, self._stopped) if self._stopped > paragraph.start else None

    def warnings(self, text: str) -> tuple[Warning, ...]:
        """That a part was not read, if so."""
        if self._stopped is None:
            return ()
        message = "The text is far longer than a digest: names and statements were looked for up to here."
        return (Warning("read-in-part", message, Span(self._stopped, len(text))),)
