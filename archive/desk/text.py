"""The digest's own text, line by line, cut into pieces that each wear one finding's mark. Pure: knows no database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

# What the page shows of a text at most, in characters; the rest can be taken away as received.
SHOWN = 400_000


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the digest: [start, end) in its text. `paragraph` counts a story's body paragraphs, from 1."""

    start: int
    end: int
    story: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that wears a finding: `look` is its state.

    A `quiet` one (a statement, which holds other marks) shows as a quotation mark before its first word.
    """

    start: int
    end: int
    key: str
    look: str
    label: str
    current: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that look the same; `mark` is the finding that a click leads to. `first`: where the mark begins.

    A piece without text is the sign of a quiet mark.
    """

    text: str
    mark: Mark | None = None
    current: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A numbered line with its pieces."""

    number: int
    block: Block
    pieces: list[Piece] = field(default_factory=list)

    @property
    def heading(self) -> bool:
        """A story's line that is not of its body: its heading, caption or credit."""
        return self.block.paragraph is None


def blocks(text: str, stories: Sequence[tuple[int, int, Sequence[Sequence[int]]]]) -> list[Block]:
    """Cut a text into the paragraphs of its stories and the lines between them.

    `stories`: (start, end, paragraphs) in the order of the text; paragraphs are [start, end) spans.
    """
    found: list[Block] = []
    at = 0
    paragraphs = sorted(
        (start, end, story, number)
        for story, (_start, _end, spans) in enumerate(stories, start=1)
        for number, (start, end) in enumerate(spans, start=1)
    )
    bounds = [(start, end, story) for story, (start, end, _spans) in enumerate(stories, start=1)]
    for start, end, story, number in paragraphs:
        found.extend(_lines_between(text, at, start, bounds))
        if start < end:
            found.append(Block(max(start, at), end, story, number))
        at = max(at, end)
    found.extend(_lines_between(text, at, len(text), bounds))
    return found


def _lines_between(text: str, start: int, end: int, bounds: Iterable[tuple[int, int, int]]) -> Iterator[Block]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        content = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        if content.strip():
            story = next((number for first, last, number in bounds if first <= at < last), None)
            yield Block(at, at + len(content), story)
        at += len(line)


def lines(text: str, found: Sequence[Block], marks: Iterable[Mark]) -> list[Line]:
    """The lines with their pieces: every character of every block once, in order. Marks may overlap and nest."""
    marks = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    out = []
    first = 0
    for number, block in enumerate(found, start=1):
        if block.start >= SHOWN:
            break
        while first < len(marks) and marks[first].end <= block.start:
            first += 1
        here = []
        for mark in marks[first:]:
            if mark.start >= block.end:
                break
            if mark.end > block.start:
                here.append(mark)
        out.append(Line(number, block, list(_pieces(text, block, here))))
    return out


def _pieces(text: str, block: Block, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Cut at every beginning and end of a mark; the shortest mark that covers a piece is the one that shows."""
    end = min(block.end, SHOWN)
    loud = [mark for mark in marks if not mark.quiet]
    edges = {at for mark in marks for at in (mark.start, mark.end) if block.start < at < end}
    edges |= {block.start, end}
    ordered = sorted(edges)
    for start, stop in pairwise(ordered):
        yield from (Piece("", mark, first=True) for mark in marks if mark.quiet and mark.start == start)
        over = [mark for mark in loud if mark.start <= start and mark.end >= stop]
        shown = min(over, key=lambda mark: (mark.end - mark.start, not mark.current, mark.key), default=None)
        current = any(mark.current for mark in over)
        yield Piece(text[start:stop], shown, current, shown is not None and start == max(shown.start, block.start))


def locate(words: str, text: str, start: int, end: int, near: int) -> tuple[int, int] | None:
    """Where `words` stand in text[start:end], blanks and line ends apart: of several places the one nearest `near`."""
    parts = words.split()
    if not parts:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    found = [match.span() for match in pattern.finditer(text, start, end)]
    return min(found, key=lambda span: abs(span[0] - near), default=None)
