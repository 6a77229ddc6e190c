"""What stands in brackets at the end of an item: its newspapers, a link, an exchange rate, a credit."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.parsing.headings import is_name
from archive.parsing.newspapers import NewspaperNames
from archive.parsing.page import narrowed
from archive.parsing.shapes import Source, Span

# Pages of the newspaper above, then other newspapers with theirs: "(1, 3)", "(1,2; Kommersant, 3)".
PAGES = re.compile(r"\((?:pp?\.? ?)?[A-Z]?\d{1,3}(?:[-, ]+[A-Z]?\d{1,3})*(?:[;,][^()]{1,120})?\)\.?$")
_LAST_BRACKET = re.compile(r"(?:\((?P<round>[^()]{0,200})\)|\[(?P<square>[^\[\]]{0,200})\])[.;,]?$")
_ASIDE = re.compile(
    r"\s*$|[^=]{0,40}=[^=]{1,60}$|(?:compiled|reporting|editing|writing|additional|edited|reported)\b|"
    r"(?:https?://)?[\w-]{1,30}(?:\.[\w-]{1,30}){1,4}/\S*$|https?://\S+$|\d{1,4} words$|[A-Z]{2,3}(?:/[A-Z]{2,3})?\.?$",
    re.IGNORECASE,
)
_BARE_LINK = re.compile(r"\s(?:https?://|bit\.ly/|on\.\w+\.com/|reut\.rs/|goo\.gl/)\S+$")
_PAGES = re.compile(
    r"[;,.]?\s*\bpp?\.? ?[A-Z]?\d[\d, A-Z-]{0,30}(?:\s*\(\d[\d,]* words?\))?[.;]?$|\s*\(\d[\d,]* words?\)\.?$"
)
_PAGE_NUMBERS = re.compile(
    r"(?:front|back|inside|business|sports?) pages?$|(?:pp?\.? ?)?[A-Z]?\d{1,3}(?:[ ,-]+[A-Z]?\d{1,3})*$"
)
_WHOLE_DATE = re.compile(r"[,.]?\s*\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\.?$")
_MEDIA = frozenset(
    {
        "media",
        "most media",
        "all media",
        "various media",
        "several media",
        "social media",
        "other media",
        "local media",
        "agencies",
        "all",
        "portals",
    }
)
_NOT_NAME = re.compile(
    r"^(?:also|and|in|see|cf\.)\s+|\s+et al\.$|[,.]?\s+(?:front|back|inside|business|sports?) pages?$", re.IGNORECASE
)
_INITIALS = re.compile(r"[A-Z]{2,4}$")
_DAY = re.compile(
    r"(?=.*\d)(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?(?: \d{1,2})?$"
)
_LOOSE_NAME = re.compile(r"(?:[^\W\d_a-z]|\d)[\w.’'-]{0,20}(?: [\w’'.-]{1,20}){0,3}$|[a-z][\w-]{1,24}\.[a-z]{2,4}$")
_SEPARATOR = re.compile(r"[,;/&]| and ")


class Tail(NamedTuple):
    """An item without what stands in brackets at its end, and the newspapers named there (None: no such bracket)."""

    end: int
    sources: tuple[Source, ...] | None
    date: Span | None = None


def read_tail(text: str, start: int, end: int, names: NewspaperNames, *, lenient: bool = False) -> Tail:
    """Cut links, exchange rates, credits and page numbers off the end of [start, end), and read the newspapers.

    Newspapers in brackets may be unknown: any name will do, and with `lenient` any few words with a capital or a web
    address. Numbers among them are pages.
    """
    sources: tuple[Source, ...] | None = None
    date = None
    for _ in range(6):
        end = narrowed(text, start, end).end
        tail = text[max(start, end - 260) : end]
        base = end - len(tail)
        cut = _PAGES.search(tail) or _BARE_LINK.search(tail)
        if cut:
            end = base + cut.start()
            continue
        bracket = _LAST_BRACKET.search(tail)
        if not bracket:
            break
        kind = bracket.lastgroup or ""
        inside = bracket.group(kind)
        if names.canonical(inside) or not _ASIDE.match(inside) or (lenient and _INITIALS.match(inside)):
            named = list_sources(inside, base + bracket.start(kind), names, lenient=lenient)
            if named is None or sources is not None:
                break
            sources = named
            dated = _WHOLE_DATE.search(inside)
            date = Span(base + bracket.start(kind) + dated.start(), base + bracket.end(kind)) if dated else None
        end = base + bracket.start()
    return Tail(narrowed(text, start, end).end, sources, date)


def list_sources(inside: str, start: int, names: NewspaperNames, *, lenient: bool = False) -> tuple[Source, ...] | None:
    """The newspapers of a list "A, B/C; D, 3"; () for "media" or pages alone, None where it is something else."""
    whole = names.canonical(inside)
    if whole:
        return (Source(whole, Span(start, start + len(inside)), 1.0, "bracket"),)
    if inside.strip().casefold() in _MEDIA:
        return ()
    found: list[Source] = []
    at = 0
    dated = _WHOLE_DATE.search(inside)
    body = inside[: dated.start()] if dated else inside
    for piece in _SEPARATOR.split(body):
        at = body.index(piece, at)
        aside = piece.strip()
        page = _PAGE_NUMBERS.match(aside) and names.canonical(aside) is None
        if page or _DAY.match(aside) or aside.casefold() in _MEDIA:
            at += len(piece)
            continue
        name = _NOT_NAME.sub("", piece.strip().strip("“”\"'‘’"))
        name = re.sub(r"\s+(?:pp?\.? ?)?\d{1,3}$", "", name) if names.canonical(name) is None else name
        if not name:
            at += len(piece)
            continue
        canonical = names.canonical(name)
        if canonical is None and not (is_name(name) or (lenient and _LOOSE_NAME.match(name))):
            return None
        offset = start + at + piece.index(name)
        rule = "bracket" if canonical else "bracket-unknown-newspaper"
        found.append(Source(canonical or name, Span(offset, offset + len(name)), 1.0 if canonical else 0.75, rule))
        at += len(piece)
    return tuple(found)
