"""TASS's press review: "Newspaper: headline" headings under a title, a topline and, since 2023, a lead.

All its published forms: with the site's navigation of any year, bare, AMP (no blank line), stripped (no headings at
all), flattened (one line), below a sidebar, republished elsewhere, and lists of headlines without bodies.
"""

from __future__ import annotations

import re

from archive.parsing.dates import dated_place, header_place
from archive.parsing.discovery import speaking_names
from archive.parsing.families.headed import find_headings, read_headed, with_line_headings
from archive.parsing.furniture import is_caption, is_credit, is_furniture
from archive.parsing.newspapers import NewspaperNames
from archive.parsing.page import Block, Page
from archive.parsing.shapes import Span
from archive.parsing.sheet import Sheet

FAMILY = "tass_press_review"

_TITLE = re.compile(r"(?:[-–•*]\s*)?(?:russian )?press review\b(?!\s*$)", re.IGNORECASE)
_OWN_TITLE = re.compile(r"(?:[-–•*]\s*)?(?:press review: \S|russian press review\b)", re.IGNORECASE)
_TOPLINE = re.compile(r"^\s*top stories (?:in|from) the [a-z -]{2,30} press\b", re.IGNORECASE | re.MULTILINE)
_JOINED_HEAD = re.compile(
    r"(?P<topline>Top stories (?:in|from) the [A-Za-z -]{2,30} press on "
    r"[A-Z][a-z]+day,? [A-Z][a-z]{2,8},? \d{1,2}(?:st|nd|rd|th)?)"
    r"|[A-Z]{4,20}, [A-Z][a-z]{2,8} \d{1,2}\. ?/[A-Z]{2,15}/"
)
_LEAD = re.compile(  # of a text in small letters
    r"[.,] ?/[a-z][a-z]{2,15}/|\btopped\b[^.]{0,80}\bheadlines\b|"
    r"according to tass news agency|\bheadlines across russia\b"
)
_LEAD_MARKS = ("/", "topped", "tass", "headlines")  # a text without any of them is no lead
_NAVIGATION = re.compile(r"\{\{(?:dayPoint|newsPoint)|^by choosing only interesting", re.MULTILINE)


def recognise(page: Page, names: NewspaperNames) -> bool:
    """Whether the page is a TASS press review in any of its forms."""
    if _TOPLINE.search(page.head) or (_NAVIGATION.search(page.head) and "Press" in page.head):
        return True
    if re.search(r"/[A-Z]{3,15}/[^\n]{0,900}newspaper headlines", page.head):
        return True
    titles = [block.text for block in page.sample[:60] if _TITLE.match(block.text)]
    return any(_OWN_TITLE.match(title) for title in titles) or _russian_press(page, names)


def _russian_press(page: Page, names: NewspaperNames) -> bool:
    """Headings or quotations of the Russian press, under a crawler's date or a sidebar."""
    text = page.text
    papers = [n for n in names.find(text, 0, min(len(text), 20_000)) if n.newspaper.country == "RU"]
    headings = [n for n in papers if text.startswith(": ", n.span.end)]
    told = [n for n in papers if text.endswith(("told ", "with ", "to "), 0, n.span.start)]
    return len(headings) >= 1 or (page.prefix is not None and len(told) >= 1)


def read(page: Page, names: NewspaperNames) -> Sheet:
    """Read title, dates, lead and stories."""
    sheet = Sheet(page)
    speaking = speaking_names(page.text)
    headings = find_headings(page, names, speaking, unknown=True)
    if any(headings):
        headings = with_line_headings(page.blocks, headings)
    first = next((i for i, found in enumerate(headings) if found), len(page.blocks))
    starts = headings[first][0].span.start if first < len(headings) else len(page.text)
    read_headed(page, sheet, headings, _read_head(page, sheet, first, starts))
    return sheet


def _read_head(page: Page, sheet: Sheet, first: int, starts: int) -> int:
    """Note title and dates among the blocks before the first heading; the index at which stories begin."""
    blocks = page.blocks
    title = _find_title(blocks, first)
    if title is not None:
        sheet.entitle(blocks[title].span)
    body = 0
    if first < len(blocks):
        _read_joined_head(page, sheet, Span(blocks[first].start, starts))
    for i, block in enumerate(blocks[:first]):
        place = dated_place(block.text)
        if place and (title is None or i > title or place != "topline"):
            sheet.dated(block.span, place)
        if _is_head(blocks, i, title):
            body = i + 1
    return body


def _read_joined_head(page: Page, sheet: Sheet, head: Span) -> None:
    """Note what stands before the first heading in one block with it: topline and dateline of a page without lines."""
    for found in _JOINED_HEAD.finditer(page.text, head.start, head.end):
        sheet.dated(Span(*found.span()), "topline" if found.group("topline") else "dateline")


def _leads(text: str) -> bool:
    """Whether a paragraph is the digest's own lead."""
    low = text.lower()
    return any(mark in low for mark in _LEAD_MARKS) and bool(_LEAD.search(low))


def _find_title(blocks: tuple[Block, ...], first: int) -> int | None:
    """The page's own title: of those above the topline the last that is not an item of a list or a sidebar."""
    limit = next((i for i, b in enumerate(blocks[:first]) if _TOPLINE.match(b.text) or _leads(b.text)), first)
    found = [
        i
        for i, block in enumerate(blocks[:limit])
        if _TITLE.match(block.text)
        and len(block.text) < 250
        and not (i and re.fullmatch(r"\d{1,2}:\d{2}", blocks[i - 1].text))
    ]
    plain = [i for i in found if blocks[i].text[0] not in "-–•*"]
    if not plain:
        return None
    titled = [
        i for i in plain if ": " in blocks[i].text
    ] or plain  # "Press Review February 26, 13:00" is less of a title
    own = blocks[titled[-1]].text.casefold()
    return next(i for i in plain if blocks[i].text.casefold() == own)


def _is_head(blocks: tuple[Block, ...], i: int, title: int | None) -> bool:
    """Whether a block stands above the stories: everything up to the title, topline, lead, pictures, navigation."""
    text = blocks[i].text
    if (title is not None and i <= title) or (_TITLE.match(text) and len(text) < 250):
        return True
    if _TOPLINE.match(text) or _leads(text[:1500]) or is_furniture(text) or is_credit(text):
        return True
    if i and re.fullmatch(r"\d{1,2}:\d{2}", blocks[i - 1].text):
        return True
    return is_caption(blocks, i) or header_place(text) == "line"
