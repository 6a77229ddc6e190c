"""A newspaper's name alone on its line, above what it wrote."""

from __future__ import annotations

import re

from archive.parsing.headings import is_name
from archive.parsing.newspapers import NewspaperNames, looks_like_newspaper
from archive.parsing.page import Block
from archive.parsing.places import is_place_name
from archive.parsing.shapes import Source, Span

_TAIL = re.compile(r"\s*(?:\((?:www\.[^()]{1,60}|https?://[^()]{1,80}|\d[\d/., ]{0,30})\)|[:.–—-]+)\s*$")
_DATE = re.compile(r"\((?P<date>\d[\d/., ]{3,30})\)")
_NO_NAME = re.compile(
    r"(?:headlines?|overview|summary|contents|news|world|business|politics|sports?|economy|society|opinion|culture|"
    r"editorials?|front pages?|in brief|briefs?|top stories|press (?:digest|review)|the papers|recommended|"
    r"advertisement)\b",
    re.IGNORECASE,
)


def read_newspaper_line(
    block: Block, names: NewspaperNames, speaking: frozenset[str] = frozenset(), *, unknown: bool = False
) -> Source | None:
    """The newspaper that a line names and nothing else; None for other lines.

    With `unknown`, any short name in capital letters, or that looks like a newspaper's, will do. The name is the
    newspaper's own where it is known, otherwise as printed, capitals made small.
    """
    if len(block.text) > 70 or block.marker():
        return None
    name = _TAIL.sub("", _TAIL.sub("", block.text.strip("*_#=>»►▶■▪●•[] "))).strip()
    start = block.start + block.text.find(name)
    span = Span(start, start + len(name))
    canonical = names.canonical(name) or names.canonical(name.partition(". ")[0])  # "Vedomosti. Business pages"
    if canonical:
        return Source(canonical, span, 1.0, "newspaper-line")
    if not name or not is_name(name) or _NO_NAME.match(name) or is_place_name(name.title()):
        return None
    proper = spelled(name, speaking)
    if proper in speaking or (unknown and (name.isupper() or looks_like_newspaper(name))):
        return Source(proper, span, 0.8, "unknown-newspaper-line")
    return None


def line_date(block: Block) -> Span | None:
    """The day in brackets after the newspaper's name ("IZVESTIA (6/9/2005)")."""
    found = _DATE.search(block.text)
    return Span(block.start + found.start("date"), block.start + found.end("date")) if found else None


def spelled(name: str, speaking: frozenset[str]) -> str:
    """A name in capitals as the text spells it elsewhere, or else with small letters ("CAPITAL LEDGER")."""
    folded = name.casefold().removeprefix("the ")
    for other in speaking:
        if other.casefold().removeprefix("the ") == folded:
            return other
    if not name.isupper() or len(name) <= 4:
        return name
    small = {"OF", "THE", "AND", "I", "E", "DE", "DEL", "LA", "ON"}
    words = [w.lower() if n and w in small else w[0] + w[1:].lower() for n, w in enumerate(name.split())]
    return " ".join("-".join(p[:1].upper() + p[1:] for p in word.split("-")) if "-" in word else word for word in words)
