"""A digest's head: the lines above its first story, read for title and dates."""

from __future__ import annotations

import re

from archive.parsing.dates import dated_place, header_place, is_date_line
from archive.parsing.furniture import is_credit, is_furniture
from archive.parsing.page import Block
from archive.parsing.shapes import Span
from archive.parsing.sheet import Sheet

_PRESS = re.compile(
    r"\b(?:press|media|news|newspapers?|papers|headlines)\b.{0,40}\b(?:review|digest|summary"
    r"|round-?up|observer|monitoring|"
    r"monitor|says?|bulletin)\b|\b(?:cuttings|clippings)\b|what the (?:\w+ )?papers say|\bthe papers\b|"
    r"newsline|media observer|press (?:review|digest)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2}|\b[A-Z][a-z]{2,8}\.? \d{1,2}\b|\b\d{1,2} [A-Z][a-z]{2,8}\b|\d\d-\d\d-\d\d"
)

_POSTED = re.compile(r"(?:first |last )?(?:published|posted|updated|by \S.{0,40})$", re.IGNORECASE)
_BEGINS_DATED = re.compile(
    r"(?:\w{3,9},? )?"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}|\d{1,2}[./]\d{1,2}[./]\d{2,4})\b"
)


def read_head(sheet: Sheet, blocks: tuple[Block, ...], first: int) -> None:
    """Note the title and the dates that stand in `blocks[:first]`.

    The title is the last line that both speaks of a press digest and has a date, else that speaks of one, else the
    first short line that is neither date nor furniture.
    """
    head = blocks[: min(first, 80)]
    titles = [i for i, block in enumerate(head) if _can_be_title(block) and _weight(block.text) >= 0]
    title = max(titles, key=lambda i: (_weight(head[i].text), -i), default=None)
    if title is not None:
        sheet.entitle(_unmarked(head[title]))
    for i, block in enumerate(head):
        place = dated_place(block.text)
        if place == "line" and i and _POSTED.match(head[i - 1].text):
            place = "posting"
        if place and i != title:
            sheet.dated(block.span, place)


def _can_be_title(block: Block) -> bool:
    if len(block.text) > 160 or is_furniture(block.text) or is_credit(block.text):
        return False
    if is_date_line(block.text) and not _PRESS.search(block.text):
        return False
    ended = block.ended and not block.text.endswith(("?", "!"))
    return bool(_PRESS.search(block.text)) or (not ended and not block.marker() and not header_place(block.text))


def _weight(text: str) -> int:
    speaks, dated = bool(_PRESS.search(text)), bool(_DATED.search(text))
    if (
        text.endswith((":", "...", "…", ","))
        or (header_place(text) and not speaks)
        or (_BEGINS_DATED.match(text) and not speaks)
    ):
        return -1
    return 3 if speaks and dated else 2 if speaks else 0


def _unmarked(block: Block) -> Span:
    mark = re.match(r"#{1,4}\s+|subject: (?=\S)", block.text, re.IGNORECASE)
    return Span(block.start + (mark.end() if mark else 0), block.end)
