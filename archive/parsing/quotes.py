"""Quotations of a paragraph: where each one opens and closes."""

from __future__ import annotations

import re

from archive.parsing.shapes import Span

_MARK = re.compile('["“”«»„]')
_OPENING = "“«„"
_CLOSING = "”»"
_BEFORE_OPENING = " \t\n\r\u00a0([{—–-:*"
_SINGLE_OPENS = re.compile(r"(?<![\w’'.,!?])[‘'](?=[\w…])")
_SINGLE_CLOSES = re.compile(r"(?<=[\w.,!?…])[’'](?!\w)")
_LONGEST_SINGLE = 600
_LONGEST_NAME = 4
_TITLED = ("headlined", "entitled", "titled", "named", "dubbed", "called")


def find_quotes(text: str, span: Span) -> tuple[Span, ...]:
    """Return the quotations inside the passage, marks included, in order and not overlapping.

    Straight and curly double marks, and single ones around two words or more. One that never closes runs to
    the passage's end: it goes on in the next paragraph.
    """
    quotes: list[Span] = []
    opened: int | None = None
    for found in _MARK.finditer(text, span.start, span.end):
        at, mark = found.start(), found.group()
        if opened is None:
            if mark in _CLOSING:
                continue
            opened = at
        elif mark not in _OPENING and not (mark == '"' and _opens(text, at, span) and text[at - 1] in " \t\n"):
            quotes.append(Span(opened, at + 1))
            opened = None
        elif mark == "“" and text[opened] == "“":
            quotes.append(Span(opened, at))  # the closing mark was lost
            opened = at
    if opened is not None and opened < span.end - 1:
        quotes.append(Span(opened, span.end))
    return tuple(quotes) or _single(text, span)


def _opens(text: str, at: int, span: Span) -> bool:
    before = text[at - 1] if at > span.start else " "
    after = text[at + 1] if at + 1 < span.end else " "
    return before in _BEFORE_OPENING and not after.isspace()


def _single(text: str, span: Span) -> tuple[Span, ...]:
    """Quotations of two words or more in ‘single’ marks; a mark inside a word or after one is an apostrophe."""
    quotes: list[Span] = []
    after = span.start
    for opening in _SINGLE_OPENS.finditer(text, span.start, span.end):
        if opening.start() < after:
            continue
        closing = _SINGLE_CLOSES.search(text, opening.end(), min(span.end, opening.end() + _LONGEST_SINGLE))
        if closing is None:
            continue
        after = closing.end()
        if " " in text[opening.end() : closing.start()].strip():
            quotes.append(Span(opening.start(), after))
    return tuple(quotes)


def is_speech(text: str, quote: Span) -> bool:
    """Whether a quotation gives words, and not the name of a ship, a film or a company in quotation marks."""
    words = [w for w in text[quote.start + 1 : quote.end - 1].split() if any(c.isalnum() for c in w)]
    if not words:
        return False
    if text.startswith((" headline", " headlines"), quote.end):
        return False
    if text[max(0, quote.start - 12) : quote.start].rstrip().endswith(_TITLED) and not words[0].islower():
        return False
    return len(words) > _LONGEST_NAME or any(w.lstrip("([‘'").islower() for w in words) or text[quote.end - 2] in ".,!?"
