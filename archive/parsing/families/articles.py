"""Numbered reports of articles under newspapers' lines, as The Moscow Times printed them: What the Papers Say
("2. Anna BELL report headlined "Trams" says …; p 4 (350 words)")."""

from __future__ import annotations

import re

from archive.parsing.dates import dated_place
from archive.parsing.discovery import discover_newspapers
from archive.parsing.families.brackets import read_tail
from archive.parsing.families.head import read_head
from archive.parsing.families.newspaper_lines import line_date, read_newspaper_line
from archive.parsing.furniture import is_furniture
from archive.parsing.newspapers import NewspaperNames
from archive.parsing.page import Block, Page
from archive.parsing.shapes import Source, Span
from archive.parsing.sheet import Sheet

FAMILY = "what_the_papers_say"

_ITEM = re.compile(r"(?P<number>\d{1,2})[.)]\s*(?=[^\W\d_\"“])")
_HEADLINED = re.compile(
    r"\b(?:headlined|entitled|titled|under the headline|article|report|interview|comment|commentary|column|"
    r"editorial|feature|essay|op-ed|story|piece),?\s*[\"“«](?P<title>[^\"“”»\n]{3,200})[\"”»]"
)


def recognise(page: Page, names: NewspaperNames) -> bool:
    """Whether items are numbered and give the headline of the article that they report."""
    items = [block.text for block in page.sample if _ITEM.match(block.text)]
    return sum(1 for item in items if _HEADLINED.search(item[:500])) >= 1


def _is_head(block: Block) -> bool:
    """Whether a line is the digest's own: a newspaper's name above it is the publisher's."""
    return bool(dated_place(block.text)) or block.text.casefold().startswith(("what the papers say", "press review"))


def read(page: Page, names: NewspaperNames) -> Sheet:
    """Read items under the newspaper's line above them; where the numbering starts again without one, the newspaper
    is not known."""
    sheet = Sheet(page)
    speaking = discover_newspapers(page.text)
    lines = [read_newspaper_line(block, names, speaking, unknown=True) for block in page.blocks]
    items = [_ITEM.match(block.text) for block in page.blocks]
    first = next(i for i, item in enumerate(items) if item)
    above = next((i for i in range(first - 1, max(first - 4, -1), -1) if lines[i] or _is_head(page.blocks[i])), first)
    above = above if lines[above] and not _is_head(page.blocks[above]) else first
    read_head(sheet, page.blocks, above)
    paper: Source | None = None
    number = 0
    for i, block in enumerate(page.blocks[above:], start=above):
        item = items[i]
        if item:
            if int(item.group("number")) <= number and lines[i - 1] is None:
                paper = None
            number = int(item.group("number"))
            headline = _HEADLINED.search(block.text[:600])
            title = _title(block, headline) if headline else None
            sheet.story(block.start, title, (paper,) if paper else (), rule="numbered-article")
            sheet.paragraph(block.start, read_tail(page.text, block.start, block.end, names).end)
        elif lines[i]:
            paper, number = lines[i], 0
            if (day := line_date(block)) is not None:
                sheet.dated(day, "label")
        elif sheet.open and not is_furniture(block.text) and block.ended:
            sheet.paragraph(block.start, read_tail(page.text, block.start, block.end, names).end)
    return sheet


def _title(block: Block, headline: re.Match[str]) -> Span:
    """The headline between its marks, without a full stop that closes the sentence around it."""
    end = headline.end("title") - (1 if headline.group("title").endswith((".", ",")) else 0)
    return Span(block.start + headline.start("title"), block.start + end)
