"""A newspaper's name on a line, and below it a headline and text, or one paragraph an item.

The Daily Star's Lebanese digest and its like (line, headline, text), and The Moscow Times' Press Review (line with a
day, items that end in page numbers and in other papers that had the story).
"""

from __future__ import annotations

import re

from archive.parsing.discovery import discover_newspapers
from archive.parsing.families.brackets import read_tail
from archive.parsing.families.head import read_head
from archive.parsing.families.newspaper_lines import line_date, read_newspaper_line
from archive.parsing.furniture import is_caption, is_credit, is_furniture
from archive.parsing.newspapers import NewspaperNames
from archive.parsing.page import Block, Page
from archive.parsing.shapes import Source
from archive.parsing.sheet import Sheet

FAMILY = "newspaper_lines"

_PAGES = re.compile(r"\((?:pp?\.? ?)?[A-Z]?\d{1,3}(?:[-, ]+\d{1,3})*(?:[;,][^()]{1,120})?\)\.?$")


def recognise(page: Page, names: NewspaperNames) -> bool:
    """Whether two newspapers or more stand on lines of their own with text below them."""
    return len(_lines(page, page.sample, names)) >= 2


def _lines(page: Page, blocks: tuple[Block, ...], names: NewspaperNames) -> dict[int, Source]:
    """Newspapers' lines with text below, not those of a mere list."""
    speaking = discover_newspapers(page.text)
    sources = [read_newspaper_line(block, names, speaking, unknown=True) for block in blocks]
    found = {}
    for i, source in enumerate(sources[:-1]):
        below = blocks[i + 1 : i + 3]
        if source is None or sources[i + 1] or is_furniture(blocks[i].text) or is_furniture(below[0].text):
            continue
        headline = source.confidence == 1.0 and len(below[0].text) <= 170 and any(sources[i + 2 : i + 3])
        if headline or any(b.ended and len(b.text) > 40 for b in below):
            found[i] = source
    return found


def read(page: Page, names: NewspaperNames) -> Sheet:
    """Read stories under each newspaper: by headlines where they have some, otherwise one a paragraph."""
    sheet = Sheet(page)
    blocks = page.blocks
    lines = _lines(page, blocks, names)
    starts = sorted(lines)
    first = starts[0]
    while first and read_newspaper_line(blocks[first - 1], names) is not None:
        first -= 1
    read_head(sheet, blocks, first)
    for start, stop in zip(starts, [*starts[1:], len(blocks)], strict=True):
        if (day := line_date(blocks[start])) is not None:
            sheet.dated(day, "label")
        body = [i for i in range(start + 1, stop) if not _aside(blocks, i)]
        headed = [i for i in body if _is_headline(blocks, i) or (len(body) == 1 and not blocks[i].ended)]
        for i in body:
            block = blocks[i]
            tail = read_tail(page.text, block.start + block.marker(), block.end, names)
            if i in headed:
                sheet.story(
                    block.start,
                    block.span,
                    (lines[start],),
                    confidence=0.95,
                    rule="headline-under-newspaper",
                    alone=block.span,
                )
                continue
            if i == body[0] or (
                not headed and (block.marker() or _PAGES.search(block.text) or _stands_alone(blocks, body))
            ):
                others = tuple(s for s in tail.sources or () if s.name != lines[start].name)
                sheet.story(block.start, None, (lines[start], *others), confidence=0.9, rule="item-under-newspaper")
            sheet.paragraph(block.start + block.marker(), tail.end)
    return sheet


def _aside(blocks: tuple[Block, ...], i: int) -> bool:
    return is_furniture(blocks[i].text) or is_credit(blocks[i].text) or is_caption(blocks, i)


def _stands_alone(blocks: tuple[Block, ...], body: list[int]) -> bool:
    """Whether the paragraphs under a newspaper are items: most of them end in page numbers."""
    return sum(1 for i in body if _PAGES.search(blocks[i].text)) * 2 > len(body)


def _is_headline(blocks: tuple[Block, ...], i: int) -> bool:
    block = blocks[i]
    if len(block.text) > 170 or block.text.endswith((".", ":", ",", ")")) or block.marker() or i + 1 >= len(blocks):
        return False
    after = blocks[i + 1]
    return after.ended and len(after.text) > len(block.text)
