"""Quotations with their newspaper and its country above them, as eurotopics prints them: "Paper - Country | D/M/Y",
a headline, and the newspaper's own words."""

from __future__ import annotations

import re

from archive.parsing.families.head import read_head
from archive.parsing.furniture import is_credit, is_furniture
from archive.parsing.headings import is_name
from archive.parsing.newspapers import NewspaperNames
from archive.parsing.page import Block, Page
from archive.parsing.shapes import Source, Span
from archive.parsing.sheet import Sheet

FAMILY = "country_quotes"

_LABEL = re.compile(
    r"(?P<name>[^|\n]{2,50}?)(?: [-–—] | \((?=[A-Z][A-Za-z .]{1,25}\)))(?P<country>[A-Z]{2}|[A-Z][A-Za-z .]{2,28}?)\)?"
    r"(?:\s*\|\s*(?P<date>\d{1,2}[./]\d{1,2}[./]\d{2,4}))?$"
)
_CLOSING_DATE = re.compile(r"\s*\((?P<date>\d{1,2}[./]\d{1,2}[./]\d{2,4})\)$")


def recognise(page: Page, names: NewspaperNames) -> bool:
    """Whether newspapers stand with country and day on lines of their own."""
    labels = [found for block in page.sample if (found := _label(block))]
    dated = sum(1 for found in labels if found.group("date"))
    known = sum(1 for found in labels if names.canonical(found.group("name")))
    return dated >= 1 or known >= 2


def _label(block: Block) -> re.Match[str] | None:
    if len(block.text) > 90:
        return None
    found = _LABEL.match(block.text)
    return found if found and is_name(found.group("country").strip()) else None


def read(page: Page, names: NewspaperNames) -> Sheet:
    """Read each label's headline and paragraphs; a short line and an intro above labels are a debate's heading."""
    sheet = Sheet(page)
    blocks = page.blocks
    labels = [_label(block) for block in blocks]
    first = next(i for i, found in enumerate(labels) if found)
    read_head(sheet, blocks, first)
    i = first
    while i < len(blocks):
        found = labels[i]
        if found:
            i = _open(sheet, blocks, labels, i, found, names)
        elif _debate(blocks, labels, i):
            sheet.section(blocks[i].span)
            i = next(n for n in range(i, len(blocks)) if labels[n])
        else:
            if sheet.open and not is_furniture(blocks[i].text) and not is_credit(blocks[i].text):
                _paragraph(sheet, blocks[i])
            i += 1
    return sheet


def _open(
    sheet: Sheet,
    blocks: tuple[Block, ...],
    labels: list[re.Match[str] | None],
    i: int,
    found: re.Match[str],
    names: NewspaperNames,
) -> int:
    block, name = blocks[i], found.group("name").strip()
    canonical = names.canonical(name)
    source = Source(canonical or name, Span(block.start, block.start + len(name)), 1.0 if canonical else 0.85, "label")
    if found.group("date"):
        sheet.dated(Span(block.start + found.start("date"), block.start + found.end("date")), "label")
    title = None
    if i + 2 < len(blocks) and not labels[i + 1] and not labels[i + 2] and _is_headline(blocks[i + 1]):
        title = blocks[i + 1].span
    sheet.story(block.start, title, (source,), rule="newspaper-and-country")
    return i + 2 if title else i + 1


def _is_headline(block: Block) -> bool:
    return len(block.text) <= 140 and not block.text.endswith((".", ":", '"', "”")) and block.text[0] not in '"“'


def _debate(blocks: tuple[Block, ...], labels: list[re.Match[str] | None], i: int) -> bool:
    """Whether a short line stands here with one intro paragraph or none, and then the next newspaper."""
    if not _is_headline(blocks[i]):
        return False
    return any(labels[i + 1 : i + 3]) and (bool(labels[i + 1]) or blocks[i + 1].ended)


def _paragraph(sheet: Sheet, block: Block) -> None:
    closing = _CLOSING_DATE.search(block.text)
    if closing:
        sheet.dated(Span(block.start + closing.start("date"), block.start + closing.end("date")), "label")
    sheet.paragraph(block.start, block.start + closing.start() if closing else block.end)
