"""Headlines or short items with their newspapers in brackets, as UNMIK's media observer and the RIA's summaries print
them: "headline (Paper, Paper)", the bodies sometimes below under the same headlines again."""

from __future__ import annotations

import re

from archive.parsing.families.brackets import PAGES, Tail, read_tail
from archive.parsing.families.head import read_head
from archive.parsing.furniture import is_credit, is_furniture
from archive.parsing.newspapers import NewspaperNames
from archive.parsing.page import Block, Page
from archive.parsing.shapes import Span
from archive.parsing.sheet import Sheet

FAMILY = "headlines_with_sources"

_SECTION = re.compile(
    r"(?:[A-Z][\w-]+[ -])?(?:language )?(?:media|press|opinions?|editorials?|international|regional"
    r"|local|politics|economy|"
    r"security|headlines|serbian|albanian|kosovo|serbia|others?)\b[\w /,-]{0,40}:?$",
    re.IGNORECASE,
)
_COUNTRY_HEAD = re.compile(r"[A-Z][A-Z -]{3,28}:?$")


def recognise(page: Page, names: NewspaperNames) -> bool:
    """Whether three blocks or more, and a third of them, end in newspapers in brackets; not most in a page's number,
    which is a page of the newspaper whose name stands above."""
    long = [block for block in page.sample if len(block.text) > 25]
    paged = sum(1 for block in long if PAGES.search(block.text))
    tails = [_tail(page.text, block, names) for block in long]
    named = [tail for tail in tails if tail.sources is not None]
    known = [tail for tail in named if any(s.confidence == 1.0 for s in tail.sources or ()) or tail.date]
    return len(named) >= 3 and len(known) >= 2 and len(named) * 3 >= len(tails) and paged * 2 <= len(named)


def _tail(text: str, block: Block, names: NewspaperNames) -> Tail:
    return read_tail(text, block.start + block.marker(), block.end, names, lenient=True)


def read(page: Page, names: NewspaperNames) -> Sheet:
    """Read headlines, sections, and bodies where headlines stand again above them."""
    sheet = Sheet(page)
    blocks = page.blocks
    tails = [_tail(page.text, block, names) for block in blocks]
    keys = [_key(page.text, block, tail) for block, tail in zip(blocks, tails, strict=True)]
    sourced = {key: tail.sources for key, tail in zip(keys, tails, strict=True) if tail.sources is not None}
    last = {key: i for i, key in enumerate(keys)}
    first = next(i for i, key in enumerate(keys) if key in sourced)
    while first and _is_section(blocks[first - 1]):
        first -= 1
    read_head(sheet, blocks, first)
    contents = True
    for i, block in enumerate(blocks[first:], start=first):
        start = block.start + block.marker()
        if keys[i] in sourced and len(block.text) > 12:
            contents = last[keys[i]] != i
            if contents:
                continue
            title = Span(start, tails[i].end)
            long = len(block.text) > 220 or page.text[start : tails[i].end].endswith(".")
            sheet.story(
                block.start, None if long else title, sourced[keys[i]] or (), rule="sources-in-brackets", alone=title
            )
            if long:
                sheet.paragraph(title.start, title.end)
            if (day := tails[i].date) is not None:
                sheet.dated(day, "label")
        elif _is_section(block):
            sheet.section(block.span, block.text.rstrip(": "))
            contents = True
        elif sheet.open and not contents and not is_furniture(block.text) and not is_credit(block.text):
            sheet.paragraph(start, block.end)
    return sheet


def _is_section(block: Block) -> bool:
    if any(c.isdigit() for c in block.text):
        return False
    return (
        len(block.text) <= 60
        and not block.marker()
        and bool(_SECTION.match(block.text) or _COUNTRY_HEAD.match(block.text))
    )


def _key(text: str, block: Block, tail: Tail) -> str:
    """A headline as it is compared with another: its words without bullet and brackets."""
    return " ".join(re.findall(r"\w+", text[block.start + block.marker() : tail.end].casefold()))[:200]
