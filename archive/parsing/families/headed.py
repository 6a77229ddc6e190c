"""Stories under headings "Newspaper: headline": the reading that TASS and unknown digests share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.parsing.dates import header_place
from archive.parsing.furniture import is_caption, is_credit, is_furniture, is_read_also, read_also_length
from archive.parsing.fused import fused_headings
from archive.parsing.headings import Heading, read_heading, unknown_heading
from archive.parsing.newspapers import NewspaperNames
from archive.parsing.page import Block, Page
from archive.parsing.segment import THRESHOLD, Boundary, weigh_boundaries
from archive.parsing.shapes import Span, Warning
from archive.parsing.sheet import Sheet

# The title and the topline of another review that was joined to this one.
_OTHER_HEAD = re.compile(
    r"(?:russian )?press review: |top stories (?:in|from) the [a-z -]{2,30} press\b", re.IGNORECASE
)
_LONG = 200  # a line with more characters than this is no heading, but may have one run into it
# How sure it must be that a story begins under another's heading, its own lost. A "Read also" deep in a story is itself
# a sign of that, and so is another story that began before under the same heading: less is asked of a paragraph then.
_LOST = 0.985
_LOST_AFTER_LOST = 0.6
_LOST_AFTER_READ_ALSO = 0.35

Headings = list[tuple[Heading, ...]]


def find_headings(page: Page, names: NewspaperNames, speaking: frozenset[str], *, unknown: bool) -> Headings:
    """For each block the headings in it: none, one that it is, or several that it was run together from.

    With `unknown`, a line "Any Name: headline" above a longer paragraph counts too.
    """
    found: Headings = []
    for i, block in enumerate(page.blocks):
        heading = read_heading(block, names, speaking) if len(block.text) <= _LONG else None
        if heading is None and unknown and _above_body(page.blocks, i):
            heading = unknown_heading(block)
        if heading is None and len(block.text) <= 60 and block.text.endswith(":"):
            heading = _on_two_lines(page.blocks, i, names, speaking)
        if heading is None and len(block.text) > _LONG:
            found.append(fused_headings(page.text, block, names, speaking))
        else:
            found.append((heading,) if heading else ())
    return found


def _above_body(blocks: Sequence[Block], i: int) -> bool:
    """Whether a paragraph, or a "Read also" block, stands right below."""
    if i + 1 >= len(blocks):
        return False
    after = blocks[i + 1]
    return is_read_also(after.text) or (after.ended and len(after.text) > max(100, len(blocks[i].text)))


def stands_above_text(blocks: Sequence[Block], i: int) -> bool:
    """Whether a block is a short line that does not end as a sentence, with a longer paragraph right below."""
    block = blocks[i]
    if i + 1 >= len(blocks) or len(block.text) > 140 or block.text.endswith(",") or block.marker():
        return False
    if header_place(block.text):
        return False
    asks = block.text.endswith("?") and ": " in block.text and bool(block.gap)
    after = blocks[i + 1]
    return (asks or not block.ended) and after.ended and len(after.text) > max(70, len(block.text))


def with_line_headings(blocks: Sequence[Block], headings: Headings) -> Headings:
    """Headings that name newspapers, and among them those that name none: short lines between two paragraphs."""
    return [found or _line_heading(blocks, headings, i) for i, found in enumerate(headings)]


def _line_heading(blocks: Sequence[Block], headings: Headings, i: int) -> tuple[Heading, ...]:
    block = blocks[i]
    if i == 0 or headings[i - 1] or not (block.gap or ": " in block.text) or not stands_above_text(blocks, i):
        return ()
    before = blocks[i - 1]
    aside = is_furniture(block.text) or is_credit(block.text) or is_caption(blocks, i) or is_read_also(block.text)
    if aside or is_read_also(before.text) or not before.ended or len(before.text) <= 60:
        return ()
    return (Heading(block.span, block.span, (), 0.6, "line-heading"),)


def _on_two_lines(blocks: Sequence[Block], i: int, names: NewspaperNames, speaking: frozenset[str]) -> Heading | None:
    """A newspaper alone on its line ("Vedomosti:"), its headline on the next."""
    if i + 1 >= len(blocks) or len(blocks[i + 1].text) > _LONG:
        return None
    label, headline = blocks[i], blocks[i + 1]
    joined = Block(label.start, headline.end, label.gap, f"{label.text} {headline.text}")
    heading = read_heading(joined, names, speaking)
    if heading is None:
        return None
    return Heading(Span(label.start, headline.end), headline.span, heading.sources, 0.8, "heading-on-two-lines")


def read_headed(page: Page, sheet: Sheet, headings: Headings, body: int) -> None:
    """Add the stories from block `body` on: under their headings, and those whose heading was lost."""
    reading = _Reading(page, sheet, headings, [bool(found) for found in headings])
    first = next((i for i, found in enumerate(headings) if found), len(headings))
    loose = [page.blocks[i].span for i in reading.paragraphs(body, first)]
    if first == len(headings):
        add_proposed(page, sheet, loose)
    elif len(loose) > 1 or (loose and first and is_read_also(page.blocks[body - 1].text)):
        add_proposed(page, sheet, loose, rule="heading-lost")
    i = first
    while i < len(headings):
        i = reading.step(i)
    reading.close()


def add_proposed(
    page: Page, sheet: Sheet, paragraphs: Sequence[Span], rule: str = "proposed", least: float = THRESHOLD
) -> None:
    """Add paragraphs that no heading divides as stories whose boundaries are proposed, and say so in a warning.

    Boundaries surer than `least` count; those at least half as sure are told in warnings.
    """
    boundaries = {b.index: b for b in weigh_boundaries(page.text, paragraphs, least=least)}
    for i, span in enumerate(paragraphs):
        found = boundaries.get(i)
        if i == 0:
            sheet.story(span.start, confidence=0.9, rule=rule)
        elif found and found.confidence >= least:
            sheet.story(span.start, confidence=found.confidence, rule=found.rule)
        elif found and found.confidence >= least / 2:
            message = "A story may begin here."
            sheet.warnings.append(Warning("boundary-possible", message, span, found.confidence))
        sheet.paragraph(span.start, span.end)
    if paragraphs:
        message = "No headings were found here: where one story ends and the next begins is proposed."
        sheet.warnings.append(Warning("boundaries-proposed", message, Span(paragraphs[0].start, paragraphs[-1].end)))


@dataclass
class _Reading:
    page: Page
    sheet: Sheet
    headings: Headings
    is_heading: list[bool]
    after_read_also: set[int] = field(default_factory=set)  # paragraphs of the present story, counted from its first

    def step(self, i: int) -> int:
        """Read block `i` into the sheet; the index of the next block to read."""
        block = self.page.blocks[i]
        if self.headings[i]:
            return self._open(i)
        if is_read_also(block.text):
            after = i + read_also_length(self.page.blocks, i, self.is_heading)
            self.after_read_also.add(len(self.sheet.paragraphs))
            return after
        if self._divides(i):
            self.sheet.section(block.span)
        elif not self._aside(i):
            self.sheet.paragraph(block.start, block.end)
        return i + 1

    def _divides(self, i: int) -> bool:
        """Whether a short line stands right above a heading: "In other newspapers"."""
        block = self.page.blocks[i]
        above = i + 1 < len(self.is_heading) and self.is_heading[i + 1]
        return above and bool(block.gap) and len(block.text) <= 40 and not block.ended and not self._aside(i)

    def paragraphs(self, start: int, stop: int) -> list[int]:
        """The blocks in [start, stop) that are body paragraphs."""
        found, i = [], start
        while i < stop:
            if is_read_also(self.page.blocks[i].text):
                i += read_also_length(self.page.blocks, i, self.is_heading)
                continue
            if not self._aside(i):
                found.append(i)
            i += 1
        return found

    def _aside(self, i: int) -> bool:
        text = self.page.blocks[i].text
        if _OTHER_HEAD.match(text) and len(text) < 250:
            return True
        return is_furniture(text) or is_credit(text) or is_caption(self.page.blocks, i)

    def _open(self, i: int) -> int:
        """Begin the stories whose headings stand in block `i`, with the text that runs into their headings."""
        block, found = self.page.blocks[i], self.headings[i]
        if self.sheet.open:
            self.sheet.paragraph(block.start, found[0].span.start)
            self.close()
        for heading, after in zip(found, [*found[1:], None], strict=True):
            self.sheet.story(
                heading.span.start,
                heading.headline,
                heading.sources,
                confidence=heading.confidence,
                rule=heading.rule,
                alone=heading.headline,
            )
            self.sheet.paragraph(heading.headline.end, after.span.start if after else block.end)
        return max(self.page.at(found[-1].headline.end), i + 1)

    def close(self) -> None:
        """End the present story: cut it where others seem to begin whose headings are missing."""
        if first := self._openings(_LOST)[:1]:
            self._cut(first)
            self._cut(self._openings(_LOST_AFTER_LOST))
        self.after_read_also.clear()

    def _openings(self, least: float) -> list[Boundary]:
        """Where in the present story others seem to begin."""
        asked = dict.fromkeys((i for i in self.after_read_also if i >= 3), _LOST_AFTER_READ_ALSO)
        weighed = weigh_boundaries(self.page.text, self.sheet.paragraphs, least=least)
        return [boundary for boundary in weighed if boundary.confidence >= asked.get(boundary.index, least)]

    def _cut(self, openings: Sequence[Boundary]) -> None:
        paragraphs = tuple(self.sheet.paragraphs)
        begins = 0
        for opening in openings:
            self.sheet.cut(opening.index - begins, confidence=min(opening.confidence, 0.9), rule="heading-lost")
            message = "A story seems to begin here whose heading is missing."
            self.sheet.warnings.append(Warning("heading-lost", message, paragraphs[opening.index]))
            begins = opening.index
        self.after_read_also = {i - begins for i in self.after_read_also}
