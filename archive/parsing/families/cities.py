"""Items that open with their place: "Skopje - text", as MIA's press overview prints them."""

from __future__ import annotations

import re

from archive.parsing.families.brackets import read_tail
from archive.parsing.families.head import read_head
from archive.parsing.furniture import is_credit, is_furniture
from archive.parsing.leads import read_paragraph
from archive.parsing.newspapers import NewspaperNames
from archive.parsing.page import Page
from archive.parsing.sheet import Sheet

FAMILY = "items_with_places"

_PLACE = re.compile(r"[A-ZŠČŽ][\w’'.]{2,20}(?: [A-ZŠČŽ][\w’'.]{2,20}){0,2} ?[-–—] ?(?=[A-Z\"“])")


def recognise(page: Page, names: NewspaperNames) -> bool:
    """Whether three paragraphs or more, and half of them, open with a place and a dash."""
    body = [
        block
        for block in page.sample
        if len(block.text) > 40 and (block.ended or _PLACE.match(block.text, block.marker()))
    ]
    placed = [block for block in body if _PLACE.match(block.text, block.marker())]
    return len(placed) >= 3 and len(placed) * 2 >= len(body)


def read(page: Page, names: NewspaperNames) -> Sheet:
    """Read a story an item; a line in the layout's head gives the day."""
    sheet = Sheet(page)
    blocks = page.blocks
    placed = [bool(_PLACE.match(block.text, block.marker())) and len(block.text) > 40 for block in blocks]
    first = placed.index(True)
    read_head(sheet, blocks, first)
    # Where nearly every paragraph is an item, one that opens with no place is an item that lost it.
    bodies = [i for i in range(first, len(blocks)) if blocks[i].ended and len(blocks[i].text) > 40]
    lost = sum(1 for i in bodies if not placed[i]) * 5 <= len(bodies)
    for i, block in enumerate(blocks[first:], start=first):
        start = block.start + block.marker()
        tail = read_tail(page.text, start, block.end, names)
        if placed[i]:
            sheet.story(block.start, None, tail.sources or (), confidence=0.9, rule="place-opens")
            sheet.paragraph(start, tail.end)
        elif block.ended and not is_furniture(block.text) and not is_credit(block.text):
            if lost and not read_paragraph(block.text).leans:
                sheet.story(block.start, None, tail.sources or (), confidence=0.7, rule="place-lost")
            sheet.paragraph(start, tail.end)
    return sheet
