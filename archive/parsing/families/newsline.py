"""Stories that open with their headline in capitals: "UPPERCASE HEADLINE. Text", as RFE/RL's Newsline prints them."""

from __future__ import annotations

import re

from archive.parsing.families.head import read_head
from archive.parsing.furniture import is_credit, is_furniture
from archive.parsing.newspapers import NewspaperNames
from archive.parsing.page import Block, Page
from archive.parsing.shapes import Span
from archive.parsing.sheet import Sheet

FAMILY = "uppercase_headlines"

_HEADLINE = re.compile(
    r"(?P<title>(?:\.{3}|…)?[A-Z0-9\"“'][A-Z0-9 ,.’'\"“”;:()&$%/-]{14,220}?(?:\.{3}|…"
    r"|[.!?])?)[”\"]?\s+(?=[\"“]?[A-Z][a-z’']|A [A-Z]?[a-z])"
)
_CAPITALS_ONLY = re.compile(r"[^a-z]{4,300}$")


def recognise(page: Page, names: NewspaperNames) -> bool:
    """Whether two paragraphs or more open with a headline in capitals."""
    return sum(1 for block in page.sample if _headline(block)) >= 2


def _headline(block: Block) -> re.Match[str] | None:
    found = _HEADLINE.match(block.text[:400])
    if not found or len(found.group("title").split()) < 3 or len(block.text) < found.end() + 60:
        return None
    return found


def read(page: Page, names: NewspaperNames) -> Sheet:
    """Read title, dates, sections (short lines in capitals) and stories; no newspaper is named."""
    sheet = Sheet(page)
    blocks = page.blocks
    found = [_headline(block) for block in blocks]
    first = next(i for i, headline in enumerate(found) if headline)
    while first and _is_section(blocks[first - 1]):
        first -= 1
    read_head(sheet, blocks, first)
    for i, block in enumerate(blocks[first:], start=first):
        headline = found[i]
        if headline:
            title = headline.group("title").rstrip()
            end = len(title) if title.endswith(("..", "…")) else len(title.rstrip("."))  # "…" chains it to the next
            sheet.story(block.start, Span(block.start, block.start + end), rule="uppercase-headline")
            sheet.paragraph(block.start + headline.end(), block.end)
        elif _is_section(block):
            sheet.section(block.span)
        elif _CAPITALS_ONLY.match(block.text) or is_furniture(block.text) or is_credit(block.text):
            continue
        elif sheet.open and block.ended:
            sheet.paragraph(block.start, block.end)
    return sheet


def _is_section(block: Block) -> bool:
    text = block.text
    if text.startswith(("...", "…")):
        return False
    return len(text) <= 50 and text.isupper() and not text.endswith((".", "...", "…")) and len(text.split()) <= 6
