"""Annotated digests: a text as received, and what a careful reader makes of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from archive.parsing.shapes import Span
from exam.likeness import folded, words

_SENTENCE_ENDS = re.compile(r"[.!?][\"'”’)]*(?:\s|$)|\n")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Ret|Gen|Col|Lt|Maj|Dr|Mr|Mrs|Ms|St|Jr|Sr|Prof|No|vs|Inc|Ltd|Co|Corp|approx|pp)\.$"
)


@dataclass(frozen=True, slots=True)
class Annotated:
    """One digest of the exam: its file's name, its text as received, and the annotation as fixtures/README.md says."""

    name: str
    text: str
    expected: dict[str, Any]

    def people(self) -> list[dict[str, Any]]:
        """Everybody who should be found, story by story."""
        return [person for story in self.expected["stories"] for person in story["people"]]

    def statements(self) -> list[tuple[dict[str, Any], Span]]:
        """Every statement with the sentence that it stands in."""
        placed, at = [], 0
        for story in self.expected["stories"]:
            begins = self._begins(story["first_words"], at)
            at = begins.start if begins else at
            for statement in story["statements"]:
                sentence = self._begins(statement["first_words"], at)
                if sentence:
                    placed.append((statement, Span(sentence.start, self._ends(sentence.end))))
        return placed

    def _begins(self, first_words: str, start: int) -> Span | None:
        """The passage that reads as these words, from `start` on or, failing that, anywhere."""
        pattern = re.compile(r"[^a-z0-9]*".join(map(re.escape, words(first_words))))
        spelled = _spelled(self.text)
        match = pattern.search(spelled, start) or pattern.search(spelled)
        return Span(*match.span()) if match and match.group() else None

    def _ends(self, start: int) -> int:
        """Where the sentence that goes on at `start` ends."""
        for end in _SENTENCE_ENDS.finditer(self.text, start):
            if not _ABBREVIATION.search(self.text, max(0, end.start() - 8), end.start() + 1):
                return end.end()
        return len(self.text)


@lru_cache(maxsize=1)
def _spelled(text: str) -> str:
    """The text folded, one character for each of its own, so that offsets stay true."""
    fold = {character: (folded(character) or " ")[0] for character in set(text)}
    return "".join(map(fold.__getitem__, text))


def read_annotated(folder: Path) -> list[Annotated]:
    """Read the folder's pairs NAME.txt and NAME.json, in the order of their names."""
    return [
        Annotated(path.stem, path.with_suffix(".txt").read_bytes().decode(), json.loads(path.read_text()))
        for path in sorted(folder.glob("*.json"))
    ]
