"""Lettered sections and numbered stories, as the Cyprus Press and Information Office writes them: a list of contents
"[01] …", then each "[01] heading" again with its paragraphs."""

from __future__ import annotations

import re

from archive.parsing.families.head import read_head
from archive.parsing.furniture import is_furniture
from archive.parsing.newspapers import NewspaperNames
from archive.parsing.page import Block, Page
from archive.parsing.shapes import Span
from archive.parsing.sheet import Sheet

FAMILY = "lettered_sections"

_STORY = re.compile(r"\[(?P<number>\d{1,2})\]\s*(?=\S)")
_SECTION = re.compile(r"\[[A-Z]\]\s*(?=\S)|[A-Z]\.\s+(?=[A-Z][A-Z ]{4,})")
_END = re.compile(
    r"TURKISH AFFAIRS SECTION|/ ?[A-Z]{2,4}\.?$|http://www\.pio|\(?[A-Z][A-Za-z]{1,3}\.?(?:\s?/\s?[A-Z][A-Za-z]{1,3}\.?){0,4}\)?$"
)
_LONG = 220  # characters: more than a heading has
_PARAGRAPH = 100  # what a paragraph has at least, and a line below a list of contents has not


def recognise(page: Page, names: NewspaperNames) -> bool:
    """Whether stories are numbered "[01]"."""
    return sum(1 for block in page.sample if _STORY.match(block.text)) >= 2


def read(page: Page, names: NewspaperNames) -> Sheet:
    """Read title, dates, sections and stories; of a number that stands twice, the second has the story."""
    sheet = Sheet(page)
    blocks = page.blocks
    last = {m.group("number"): i for i, block in enumerate(blocks) if (m := _STORY.match(block.text))}
    first = next(i for i, block in enumerate(blocks) if _STORY.match(block.text) or _SECTION.match(block.text))
    read_head(sheet, blocks, first)
    section: Block | None = None
    opened: Block | None = None
    contents = False
    for i, block in enumerate(blocks[first:], start=first):
        numbered = _STORY.match(block.text)
        lettered = _SECTION.match(block.text)
        if lettered:
            section, contents = block, True
        elif numbered and last[numbered.group("number")] != i and not _tells(blocks, i):
            contents = True
        elif numbered:
            if section is not None and section is not opened:
                mark = _SECTION.match(section.text)
                sheet.section(section.span, section.text[mark.end() if mark else 0 :])
                opened = section
            _open(sheet, block, numbered.end())
            contents = False
        elif sheet.open and not contents and not is_furniture(block.text) and not _END.match(block.text):
            sheet.paragraph(block.start, block.end)
    return sheet


def _tells(blocks: tuple[Block, ...], i: int) -> bool:
    """Whether a numbered line has its story below it, though its number stands again: another digest follows."""
    if len(blocks[i].text) > _LONG and blocks[i].ended:
        return True
    below = blocks[i + 1 : i + 3]
    text = next((n for n, b in enumerate(below) if _STORY.match(b.text) or _SECTION.match(b.text)), len(below))
    return any(len(block.text) > _PARAGRAPH and block.ended for block in below[:text])


def _open(sheet: Sheet, block: Block, mark: int) -> None:
    """Begin a numbered story: its line is the heading, or its first paragraph where it is long and ends as one."""
    start = block.start + mark
    if len(block.text) > _LONG and block.ended:
        sheet.story(block.start, confidence=0.9, rule="numbered")
        sheet.paragraph(start, block.end)
    else:
        sheet.story(block.start, Span(start, block.end), rule="numbered-heading", alone=block.span)
