"""A digest's text as lines and blocks, each knowing where it stands: what every reading of a layout starts from."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from archive.parsing.dates import prefix_length
from archive.parsing.shapes import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_MOST_LINES = 10_000  # what comes after is one block: a hundred times as many as the longest digests have
_INVISIBLE = " \t\n\r\f\v\u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u202f\u3000\ufeff\x1c\x1d\x1e\x1f\x85\x00"
MARKER = re.compile(r"(?:[*•▪◾►●■·‣⁃◦]\ufe0f?|--|[-–—](?=\s)|-(?=[A-Z\"“]))\s*")
NUMBER = re.compile(r"\d{1,2}[.)]\s*(?=\S)|\[\d{1,2}\]\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """A line, or the lines of one hard-wrapped paragraph: `text` is the slice [start, end), `gap` the empty lines
    before it."""

    start: int
    end: int
    gap: int
    text: str

    @property
    def span(self) -> Span:
        """Where the block stands."""
        return Span(self.start, self.end)

    @property
    def ended(self) -> bool:
        """Whether the block ends as a sentence does, be it with a bracket after it: "… in May. (Koha, 3)"."""
        tail = self.text[-160:]
        if tail.endswith((")", "]")):
            tail = tail[: tail.rfind("(" if tail.endswith(")") else "[")].rstrip() or tail
            tail = tail if tail.endswith((".", "!", "?", "”", '"')) else self.text[-160:]
        return tail.rstrip("\"'”’»)]").endswith((".", "!", "?", "…"))

    def marker(self) -> int:
        """The length of a bullet, dash or number that the block begins with (0: none)."""
        if self.text[0].isalpha():  # most lines
            return 0
        found = MARKER.match(self.text) or NUMBER.match(self.text)
        return found.end() if found and found.end() < len(self.text) else 0


@dataclass(frozen=True)
class Page:
    """A text and its blocks, in order.

    `prefix` is a crawler's " date 2024-06-24 " before everything else; no block holds it.
    """

    text: str
    blocks: tuple[Block, ...]
    prefix: Span | None = None

    @cached_property
    def head(self) -> str:
        """The text's beginning, where a form shows what it is (6,000 characters at most)."""
        return self.text[:6000]

    @cached_property
    def sample(self) -> tuple[Block, ...]:
        """The first blocks: enough to tell a form by, however long the text (1,500 at most)."""
        return self.blocks[:1500]

    def at(self, offset: int) -> int:
        """The index of the first block that starts at or after `offset`."""
        return bisect_left(self.blocks, offset, key=lambda block: block.start)


def read_page(text: str) -> Page:
    """Cut a text into blocks: one a line, or one a paragraph where the lines were wrapped at some width."""
    begin = prefix_length(text)
    prefix = Span(0, begin) if begin else None
    lines = _lines(text, begin)
    width = _wrap_width(lines)
    return Page(text, tuple(_joined(text, lines, width) if width else lines), prefix)


def narrowed(text: str, start: int, end: int) -> Span:
    """[start, end) without the white space at its two ends."""
    while start < end and text[start] in _INVISIBLE:
        start += 1
    while end > start and text[end - 1] in _INVISIBLE:
        end -= 1
    return Span(start, end)


def _lines(text: str, begin: int) -> list[Block]:
    blocks: list[Block] = []
    gap, last = 0, begin
    for found in _LINE.finditer(text, begin):
        between = text[last : found.start()]
        last = found.end()
        if between == "\n":  # as between most lines
            gap += 1
        else:
            gap += max(map(between.count, "\n\r\u2028\u2029"))
        span = narrowed(text, found.start(), found.end())
        if span.start == span.end:
            continue
        if len(blocks) == _MOST_LINES:
            rest = narrowed(text, span.start, len(text))
            blocks.append(Block(rest.start, rest.end, max(gap - 1, 0), text[rest.start : rest.end]))
            break
        blocks.append(Block(span.start, span.end, max(gap - 1, 0) if blocks else 0, text[span.start : span.end]))
        gap = 0
    return blocks


def _wrap_width(lines: list[Block]) -> int:
    """The width that lines were wrapped at; 0 where each line is a paragraph of its own.

    Wrapped text shows in lines that end in mid-sentence, close to a common width, before one in lower case.
    """
    broken = [
        a
        for a, b in pairwise(lines)
        if b.gap == 0 and 30 <= len(a.text) <= 110 and not a.ended and (b.text[0].islower() or a.text.endswith(","))
    ]
    if len(broken) < 2 or len(broken) * 8 < len(lines):
        return 0
    widths = sorted(len(line.text) for line in broken)
    return widths[(len(widths) * 9) // 10]


def _joined(text: str, lines: list[Block], width: int) -> list[Block]:
    blocks: list[Block] = []
    first = lines[0]
    for a, b in [*pairwise(lines), (lines[-1], None)]:
        if b is not None and _goes_on(a, b, width, inside=a is not first):
            continue
        blocks.append(Block(first.start, a.end, first.gap, text[first.start : a.end]))
        if b is not None:
            first = b
    return blocks


def _goes_on(a: Block, b: Block, width: int, *, inside: bool) -> bool:
    """Whether line `b` continues line `a`; `inside`: `a` itself continues another."""
    if b.gap or b.marker() or (b.text.isupper() and len(b.text) > 12 and not a.text.isupper()):
        return False
    if b.text[0].islower() or a.text.endswith(",") or (inside and not a.ended):
        return True
    return len(a.text) + 1 + len(b.text.split(None, 1)[0]) > width and len(a.text) > width // 2
