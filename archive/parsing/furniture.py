"""Lines that stand around a digest's text and are no part of it: navigation, credits, captions, "Read also"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.parsing.page import Block

_EXACT = frozenset(
    line.strip()
    for line in """
    |all news|by choosing only interesting|by choosing only interesting sections.|currency converter
    |news search topics|subscribe|use filter|you can filter your feed
    |you can filter your feed,|share|sign in|log in|share this
    |print|rate it|tags|topics|reuters staff|min read|home|menu|search|advertisement|recommended|related
    |related articles|related stories|most read|more news|more news on|see also|follow us|follow us on twitter
    |comments|add comment|leave a comment|read more|read more:|back to top|show more|load more|photo|video
    |image copyright|image source|image caption|getty images|ap|afp|epa|contact us|about us|privacy policy
    |terms of use|our standards:the thomson reuters trust principles.
    |our standards: the thomson reuters trust principles.
    """.replace("\n", "").split("|")
)
_PATTERNS = re.compile(
    r"\{\{.{0,200}\}\}|\d{1,2}:\d{2}$|\d{1,3} pages? in (?:this|the) article|updated at:?|last updated\b|"
    r"\d{1,2} min read|"
    r"tass is not responsible\b|our standards ?:|all rights reserved|copyright\b|\(?c\) ?(?:19|20)\d\d|reuters "
    r"has not verified|(?:previous|next|older|newer)(?: (?:issue|edition|post|article|page|story))?\s*(?:[:»›→]|$)|"
    r"(?:from|to|cc|bcc|sent|reply-to|forwarded by): |(?:dear|good morning|good afternoon|hello|hi)\b.{0,40},$|"
    r"(?:(?:best|kind|warm|with best) )?(?:wishes|regards),?$|(?:yours )?sincerely,?$|"
    r"related (?:internet )?links$|related topics$|more on this story$|sponsored content$|more in this section$|"
    r"disclaimer\b|terms (?:of|and)\b|(?:to )?unsubscribe\b|related keywords\b|"
    r"loading\.{2,3}$|read more (?:in|on|at)\b|latest news$|"
    r"\(\(|\((?:compiled|reporting|writing|editing|additional reporting|edited|created|keywords)\b|\(c\) copyright|"
    r"(?:compiled|reporting|editing|writing) by \S|https?://\S+$|www\.\S+$|share (?:on|this|via)\b|follow (?:us|@)|"
    r"\[(?:\.\.\.|…)\]$|(?:\.\.\.|…)$|[-–—_=*#•.~ ]{2,}$|tags?:|topics?:|filed under\b|#\w+$|source: ?tass$|photo:|"
    r"(?:please )?(?:subscribe|sign up|log in|click here|support (?:us|our|the))\b|\d+ (?:comments?|shares?|views?)$",
    re.IGNORECASE,
)
# What a page says of itself, its sources and its limits.
_NOTICE = re.compile(
    r"\bvouch(?:es)? for (?:the|their|these|them|its|this)\b|"
    r"\bnot verified (?:the|these|those|this) (?:stor|report|item)|"
    r"\bnot (?:accept|take|bear|assume) (?:any )?(?:responsibility|liability)\b|\bnot responsible for the content|"
    r"\bnot (?:necessarily )?(?:represent|reflect) the (?:views?|opinions?|position)\b|"
    r"\bfor (?:general )?information purposes? only\b|"
    r"^(?:the following|these|here|below) (?:is|are)\b.{0,60}"
    r"\b(?:stories|headlines|reports|items|articles|selection|summary|front pages)\b",
    re.IGNORECASE,
)
# A line without any of these is no notice.
_NOTICE_SIGNS = (
    "vouch",
    "not verified",
    "not nec",
    "not re",
    "responsib",
    "liabil",
    "purpose",
    "following",
    "ese are",
    "ere is",
    "elow ",
    "ere are",
)
_READ_ALSO = re.compile(r"(?:read (?:also|more|next)|see also|also read|related)\s*:?(?:$|\s*[-–—:]\s*)", re.IGNORECASE)
_READ_ALSO_WITH_LINK = re.compile(r"read also:?\s", re.IGNORECASE)
_CREDIT = re.compile(
    r"\(?(?:ap|afp|epa|epa-efe|reuters|getty|tass|sputnik|photo|image|picture)\b[^.]{0,60}(?:photo|/|getty|"
    r"images)|"
    r"(?:photo|image|picture)(?: credits?| by| courtesy|:)|(?:file|archive) photo\b",
    re.IGNORECASE,
)


def is_furniture(line: str) -> bool:
    """Whether a line is a page's furniture: navigation, a clock, a disclaimer, a row of marks, a bare link."""
    if line.casefold() in _EXACT or (len(line) < 400 and _PATTERNS.match(line)):
        return True
    return len(line) < 900 and any(map(line.__contains__, _NOTICE_SIGNS)) and bool(_NOTICE.search(line))


def is_read_also(line: str) -> bool:
    """Whether a line opens a "Read also" block."""
    return len(line) < 200 and bool(_READ_ALSO.match(line) or _READ_ALSO_WITH_LINK.match(line))


def is_credit(line: str) -> bool:
    """Whether a line is a picture's credit, alone or joined to its caption."""
    return len(line) < 400 and ("©" in line or bool(_CREDIT.match(line)))


def read_also_length(blocks: Sequence[Block], i: int, is_heading: Sequence[bool]) -> int:
    """How many blocks the "Read also" block at `i` takes: itself and the linked headlines after it."""
    if not _READ_ALSO.fullmatch(blocks[i].text) and _READ_ALSO_WITH_LINK.match(blocks[i].text):
        return 1
    end = i + 1
    while end < len(blocks) and end <= i + 5 and not is_heading[end] and not is_furniture(blocks[end].text):
        block = blocks[end]
        if len(block.text) > 160 or (len(block.text) > 90 and block.text.endswith(".")):
            break  # the headline was lost and the story goes on
        if end > i + 1 and (block.ended or block.gap):
            break
        end += 1
    return end - i


def is_caption(blocks: Sequence[Block], i: int) -> bool:
    """Whether the block at `i` is the caption of a picture: printed twice, or just above its credit."""
    block = blocks[i]
    if len(block.text) > 300:
        return False
    after = [b.text for b in blocks[i + 1 : i + 3]]
    before = [b.text for b in blocks[max(i - 2, 0) : i]]
    if block.text in after or block.text in before:
        return True
    if any(is_credit(text) and text.startswith(block.text[:60]) for text in before + after):
        return True
    return (
        bool(after)
        and is_credit(after[0])
        and not after[0].startswith("(")
        and (not block.ended or len(block.text) < 150)
    )
