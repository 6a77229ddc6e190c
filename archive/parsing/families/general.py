"""Any other text: "Newspaper: headline" headings where there are some, then other marks, then proposals."""

from __future__ import annotations

import re

from archive.parsing.dates import dated_place
from archive.parsing.discovery import speaking_names
from archive.parsing.families.brackets import list_sources, read_tail
from archive.parsing.families.head import read_head
from archive.parsing.families.headed import (
    add_proposed,
    find_headings,
    read_headed,
    stands_above_text,
    with_line_headings,
)
from archive.parsing.furniture import is_caption, is_credit, is_furniture
from archive.parsing.newspapers import NewspaperNames
from archive.parsing.page import Block, Page
from archive.parsing.segment import THRESHOLD
from archive.parsing.shapes import Source, Span, Warning
from archive.parsing.sheet import Sheet

FAMILY: str | None = None

_ONE_ARTICLE = 0.95

_SOURCE_LINE = re.compile(r"(?:sources?|papers?|newspapers?|from): (?=\S)", re.IGNORECASE)
_PAGES = re.compile(r"\((?:pages?|pp?\.) ?[\w, -]{1,20}\)")
_MARKDOWN = re.compile(r"#{1,4}\s+(?=\S)")
_STRONG = re.compile(r"\*\*(.{3,200}?)\*\*:?$")
_SUBJECT = re.compile(r"subject: (?=\S)", re.IGNORECASE)
_SECTION = re.compile(r"(?P<mark>[=~_*]{1,6}|-{2,6}|[–—]{1,3})\s*(?P<name>\w[^=~_\n]{1,60}?)\s*(?P=mark)$")
_TITLE_WORDS = re.compile(
    r"\b(?:press|media|news|newspapers?|papers)\b.{0,40}\b(?:review|digest|summary|roundup|observer)\b", re.I
)


def recognise(page: Page, names: NewspaperNames) -> bool:
    """Always: this is the last form tried."""
    return True


def read(page: Page, names: NewspaperNames) -> Sheet:
    """Read what can be read, and warn that the layout is not a known one."""
    sheet = Sheet(page)
    headings = find_headings(page, names, speaking_names(page.text), unknown=False)
    if any(headings):
        headings = with_line_headings(page.blocks, headings)
        first = next(i for i, found in enumerate(headings) if found)
        read_headed(page, sheet, headings, _read_head(page, sheet, first))
    else:
        _read_marked(page, sheet, names)
    message = "The layout is none of the known forms: titles and boundaries need a look."
    sheet.warnings.append(Warning("unknown-layout", message))
    return sheet


def _read_head(page: Page, sheet: Sheet, first: int) -> int:
    """Note title and dates above the first story; the index at which stories begin."""
    body = 0
    for i, block in enumerate(page.blocks[: min(first, 12)]):
        subject = _SUBJECT.match(block.text)
        if subject:
            sheet.entitle(Span(block.start + subject.end(), block.end))
        place = dated_place(block.text)
        if place:
            sheet.dated(block.span, place)
        if place and place != "masthead":
            body = i + 1
        elif len(block.text) <= 160 and not block.ended and not block.marker():
            if sheet.title is None and not is_furniture(block.text) and not is_credit(block.text):
                sheet.entitle(_bare(block))
            body = i + 1
        elif is_furniture(block.text):
            body = i + 1
        else:
            break
    return body


def _read_marked(page: Page, sheet: Sheet, names: NewspaperNames) -> None:
    """Markdown headings, starred or numbered items, short lines above paragraphs; otherwise proposed boundaries."""
    blocks = page.blocks
    kinds = [_kind(page, i, names) for i in range(len(blocks))]
    if kinds.count("heading") >= 2:
        _read_titled(page, sheet, kinds, names)
        return
    body = _read_head(page, sheet, len(blocks))
    items = [i for i in range(body, len(blocks)) if blocks[i].marker()]
    if len(items) >= 2 and len(items) * 2 >= len(blocks) - body:
        _read_items(page, sheet, body)
        return
    # What quotes no newspaper is more likely one article than a digest without headings.
    least = THRESHOLD if page.prefix or speaking_names(page.text) else _ONE_ARTICLE
    loose = [b.span for i, b in enumerate(blocks) if i >= body and kinds[i] == "text"]
    add_proposed(page, sheet, loose, least=least)


def _kind(page: Page, i: int, names: NewspaperNames) -> str:
    """What a block is: "section", "heading", "sources" (a line of newspapers in brackets), "aside" or "text"."""
    blocks = page.blocks
    block = blocks[i]
    if _SECTION.match(block.text):
        return "section"
    if is_furniture(block.text) or is_credit(block.text) or is_caption(blocks, i):
        return "aside"
    if i and not block.ended and not block.gap and len(block.text) < 80 and blocks[i - 1].text.endswith(","):
        return "aside"  # who signs a letter
    if _MARKDOWN.match(block.text) or _STRONG.match(block.text):
        return "heading"
    label = block.text[block.marker() :]
    if label.isupper() and block.gap and len(label) <= 40 and not any(map(str.isdigit, label)):
        return "section"
    if _bracketed(page, i, names) is not None:
        return "sources"
    over_sources = i + 1 < len(blocks) and len(block.text) <= 160 and _bracketed(page, i + 1, names) is not None
    return "heading" if over_sources or stands_above_text(blocks, i) else "text"


def _bracketed(page: Page, i: int, names: NewspaperNames) -> tuple[Source, ...] | None:
    """The newspapers of a line that is nothing but a list of them: "(The Lamp, p. 3; also Coast Post)", "Source: The
    Lamp (page 3)"; None for other lines."""
    block = page.blocks[i]
    labelled = _SOURCE_LINE.match(block.text) if len(block.text) < 160 else None
    if labelled:
        listed = _PAGES.sub(lambda found: " " * len(found.group()), block.text[labelled.end() :])
        return list_sources(listed, block.start + labelled.end(), names) or ()
    if block.text[0] + block.text[-1] not in ("()", "[]") or len(block.text) >= 160:
        return None
    return read_tail(page.text, block.start, block.end, names).sources or None


def _read_titled(page: Page, sheet: Sheet, kinds: list[str], names: NewspaperNames) -> None:
    blocks = page.blocks
    first = kinds.index("heading")
    if first == 0 and blocks[0].text.startswith("# "):
        first = kinds.index("heading", 1)
    if first and kinds[first - 1] == "section":
        first -= 1
    read_head(sheet, blocks, first)
    if sheet.title is None and kinds[first] == "heading" and _TITLE_WORDS.search(blocks[first].text):
        sheet.entitle(_bare(blocks[first]))
        first = kinds.index("heading", first + 1)
    for i in range(first, len(blocks)):
        block, below = blocks[i], kinds[i + 1] if i + 1 < len(blocks) else ""
        start = block.start + block.marker()
        tail = read_tail(page.text, start, block.end, names)
        if kinds[i] == "section" or (kinds[i] == "heading" and below in ("heading", "section")):
            sheet.section(_bare(block))
        elif kinds[i] == "heading":
            sources = (_bracketed(page, i + 1, names) or ()) if below == "sources" else ()
            sheet.story(block.start, _bare(block), sources, confidence=0.7, rule="line-heading", alone=_bare(block))
        elif kinds[i] == "text" and (block.marker() and tail.sources):
            sheet.story(block.start, None, tail.sources, confidence=0.8, rule="item")
            sheet.paragraph(start, tail.end)
        elif kinds[i] == "text" and (sheet.open or block.ended):
            if not sheet.open:
                sheet.story(block.start, None, tail.sources or (), confidence=0.5, rule="no-heading")
            sheet.paragraph(block.start, tail.end if tail.sources else block.end)


def _read_items(page: Page, sheet: Sheet, body: int) -> None:
    for block in page.blocks[body:]:
        if is_furniture(block.text):
            continue
        if block.marker() or not sheet.open:
            sheet.story(block.start, confidence=0.7, rule="item")
        sheet.paragraph(block.start + block.marker(), block.end)


def _bare(block: Block) -> Span:
    """A heading without the marks around it."""
    section = _SECTION.match(block.text)
    if section:
        return Span(block.start + section.start("name"), block.start + section.end("name"))
    if block.text.isupper():
        return Span(block.start + block.marker(), block.end)  # "2) MONEY"
    mark = _MARKDOWN.match(block.text)
    if mark:
        return Span(block.start + mark.end(), block.end)
    strong = _STRONG.match(block.text)
    return Span(block.start + strong.start(1), block.start + strong.end(1)) if strong else block.span
