"""A newspaper's name on a line, and below it a headline and text, or one paragraph an item.

The Daily Star's Lebanese digest and its like (line, headline, text), and The Moscow Times' Press Review (line with a
day, items that end in page numbers and in other papers that had the story).
"""

from __future__ import annotations

import re
from dataclasses import replace

from archive.parsing.discovery import discover_newspapers
from archive.parsing.families.brackets import PAGES, read_tail
from archive.parsing.families.head import read_head
from archive.parsing.families.newspaper_lines import line_date, read_newspaper_line
from archive.parsing.furniture import is_caption, is_credit, is_furniture
from archive.parsing.newspapers import NewspaperNames, looks_like_newspaper
from archive.parsing.page import Block, Page
from archive.parsing.shapes import Source
from archive.parsing.sheet import Sheet

FAMILY = "newspaper_lines"

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")  # a newspaper's own, on the line below its name


def recognise(page: Page, names: NewspaperNames) -> bool:
    """Whether two newspapers or more stand on lines of their own with text below them, names that no list knows and
    that look like anything among them, but not the most."""
    lines = _lines(page, page.sample, names).values()
    sure = sum(1 for source in lines if source.confidence == 1.0 or looks_like_newspaper(source.name))
    return len(lines) >= 2 and sure * 2 > len(lines)


def _lines(page: Page, blocks: tuple[Block, ...], names: NewspaperNames) -> dict[int, Source]:
    """Newspapers' lines with text below, not those of a mere list."""
    speaking = discover_newspapers(page.text)
    sources = [read_newspaper_line(block, names, speaking, unknown=True) for block in blocks]
    found = {}
    for i, source in enumerate(sources[:-1]):
        web = bool(_ADDRESS.match(blocks[i + 1].text))
        below = blocks[i + 1 + web : i + 3 + web]
        if source is None or not below or any(is_furniture(block.text) for block in (blocks[i], below[0])):
            continue
        if sources[i + 1]:
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
    papers: dict[int, Source | None] = {**lines, starts[0]: _below_list(blocks[first : starts[0] + 1], lines, names)}
    for start, stop in zip(starts, [*starts[1:], len(blocks)], strict=True):
        if (day := line_date(blocks[start])) is not None:
            sheet.dated(day, "label")
        _read_stories(page, sheet, [i for i in range(start + 1, stop) if not _aside(blocks, i)], papers[start], names)
    return sheet


def _below_list(heads: tuple[Block, ...], lines: dict[int, Source], names: NewspaperNames) -> Source | None:
    """The newspaper of the first items. Below a list of the newspapers that all have lines of their own further down
    it is the one that has not, or not known."""
    own, *others = lines.values()
    below = {source.name for source in others}
    if own.name not in below:
        return own
    listed = [source for block in heads if (source := read_newspaper_line(block, names))]
    left = [source for source in listed if source.name not in below]
    return replace(left[0], confidence=0.7) if len(left) == 1 else None


def _read_stories(page: Page, sheet: Sheet, body: list[int], paper: Source | None, names: NewspaperNames) -> None:
    """Add the stories among blocks `body`, which stand under one newspaper's line."""
    blocks = page.blocks
    own = (paper,) if paper else ()
    headed = [i for i in body if _is_headline(blocks, i) or (len(body) == 1 and not blocks[i].ended)]
    items = not headed and _stands_alone(blocks, body)
    for i in body:
        block = blocks[i]
        start = block.start + block.marker()
        tail = read_tail(page.text, start, block.end, names)
        if i in headed:
            rule = "headline-under-newspaper"
            sheet.story(block.start, block.span, own, confidence=0.95, rule=rule, alone=block.span)
            continue
        if i == body[0] or items or (not headed and (block.marker() or PAGES.search(block.text))):
            others = tuple(s for s in tail.sources or () if not paper or s.name != paper.name)
            sheet.story(block.start, None, (*own, *others), confidence=0.9, rule="item-under-newspaper")
        sheet.paragraph(start, tail.end)


def _aside(blocks: tuple[Block, ...], i: int) -> bool:
    return is_furniture(blocks[i].text) or is_credit(blocks[i].text) or is_caption(blocks, i)


def _stands_alone(blocks: tuple[Block, ...], body: list[int]) -> bool:
    """Whether the paragraphs under a newspaper are items: most of them end in page numbers."""
    return sum(1 for i in body if PAGES.search(blocks[i].text)) * 2 > len(body)


def _is_headline(blocks: tuple[Block, ...], i: int) -> bool:
    block = blocks[i]
    if len(block.text) > 170 or block.text.endswith((".", ":", ",", ")")) or block.marker() or i + 1 >= len(blocks):
        return False
    after = blocks[i + 1]
    return after.ended and len(after.text) > len(block.text)
