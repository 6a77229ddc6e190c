"""Lines as they stand on printed pages -> paragraphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sized
from itertools import pairwise
from statistics import quantiles
from typing import NamedTuple

_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—(\[]?\s*\d{1,4}\s*[-–—)\]]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
_BULLET = re.compile(r"[*•▪●◦‣■–—]\s|-\s|\[?\d{1,2}[.)\]]\s")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT_WORD = re.compile(r"([^\W_]+)[-‐]$")

# First halves of compounds that keep their hyphen where a line ends after it ("well-/placed").
# fmt: off
_COMPOUND = frozenset({
    "well", "self", "long", "short", "high", "low", "half", "ex", "vice", "cross", "so", "three", "four", "five", "six",
    "first", "second",
})
# fmt: on

_WIDER_GAP = 1.15  # times the usual distance of lines, from which on a paragraph ends
_SURELY_SHORT = 0.75  # of a full line, letters differing in width
_RUNNING = 2  # lines at either end of a page where running lines are looked for
_SHORT = 70  # characters that a running line has at most


class Line(NamedTuple):
    """A printed line: where it begins (points from the page's lower left) and the height of its letters."""

    text: str
    x: float
    y: float
    size: float


class _Usual(NamedTuple):
    """What is usual in the document: letters in a full line by size, distance of lines in heights of a letter."""

    width: dict[float, float]
    leading: float


def paragraphs(pages: list[list[Line]]) -> tuple[list[str], list[str]]:
    """The paragraphs of a document of `pages`, over page ends too, and the running lines that were left out.

    Lines belong together unless something speaks against it: another size of letters, a wider gap, an indent
    after the end of a sentence, a bullet, or room left for the next line's first word. Numbers of pages are left
    out, too, but not reported.
    """
    pages, running = _without_running_lines(pages)
    usual = _usual(pages)
    words = _words([line.text for page in pages for line in page])
    found: list[str] = []
    before: Line | None = None
    for page in pages:
        for number, line in enumerate(page):
            if before is None or _parts(before, line, usual, turned=number == 0):
                found.append(line.text)
            else:
                found[-1] = _joined(found[-1], line.text, words)
            before = line
    return found, running


def _parts(before: Line, line: Line, usual: _Usual, *, turned: bool) -> bool:
    """Whether a paragraph ends between two lines; `turned`: at the end of a page."""
    if before.size != line.size or _BULLET.match(line.text):
        return True
    ended = bool(_SENTENCE_END.search(before.text))
    first_word = line.text.split(" ", 1)[0]
    full = usual.width.get(line.size, 0) * _SURELY_SHORT
    cut = _CUT_WORD.search(before.text) and line.text[0].islower()
    if not cut and len(before.text) + 1 + len(first_word) < full:
        return True
    gap = before.y - line.y
    if turned or gap < 0:  # another page or column, where a gap means nothing
        return ended
    if gap > usual.leading * line.size * _WIDER_GAP:
        return True
    return ended and line.x - before.x > 0.6 * line.size


def _usual(pages: list[list[Line]]) -> _Usual:
    lengths: defaultdict[float, list[int]] = defaultdict(list)
    gaps = []
    for page in pages:
        for line in page:
            lengths[line.size].append(len(line.text))
        for before, line in pairwise(page):
            if before.size == line.size and before.y > line.y:
                gaps.append((before.y - line.y) / (line.size or 1))
    width = {size: _ninth_tenth(seen) for size, seen in lengths.items()}
    # Near the smallest, as more gaps may part paragraphs than lines; not the smallest, as signs are set high or low.
    leading = quantiles(gaps, n=10, method="inclusive")[0] if len(gaps) > 1 else (gaps or [float("inf")])[0]
    return _Usual(width, leading)


def _ninth_tenth(lengths: list[int]) -> float:
    return quantiles(lengths, n=10)[-1] if len(lengths) > 9 else max(lengths)


def _without_running_lines(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The pages without their numbers and running lines, and the running lines, each once.

    A running line heads or foots most pages in the same words but for the page's number. Where it heads the first
    page it is kept there: it may be the digest's title.
    """
    pages = [_without_numbers(page) for page in pages]
    masks = [[_masked(line, number) for line in page] for number, page in enumerate(pages, 1)]
    ends = Counter(mask for page in masks for mask in {*page[: _edge(page)], *page[len(page) - _edge(page) :]})
    running = {mask for mask, count in ends.items() if count > 1 and len(pages) < count * 2 and len(mask) <= _SHORT}
    kept: list[list[Line]] = []
    for page, masked in zip(pages, masks, strict=True):
        edge = _edge(page)
        top = range(edge) if kept else range(0)
        bottom = range(len(page) - edge, len(page))
        ended = {*top, *bottom}
        kept.append([line for at, line in enumerate(page) if at not in ended or masked[at] not in running])
    return kept, sorted(running)


def _without_numbers(page: list[Line]) -> list[Line]:
    edge = _edge(page)
    return [
        line for at, line in enumerate(page) if edge <= at < len(page) - edge or not _PAGE_NUMBER.fullmatch(line.text)
    ]


def _edge(page: Sized) -> int:
    """How many lines at the top of a page, and at its bottom, may be running lines."""
    return min(_RUNNING, len(page) // 2)


def _masked(line: Line, number: int) -> str:
    """The text of a line with "#" for the number of its page ("3", "3 of 10", "3/10")."""
    return re.sub(rf"\b0*{number}\b(?:\s*(?:of|/)\s*\d+)?", "#", line.text)


def _words(lines: list[str]) -> frozenset[str]:
    """The words of the document that no line's end cuts, in small letters."""
    words: set[str] = set()
    cut = False
    for line in lines:
        found = _WORD.findall(line.lower())
        words.update(found[cut : -1 if _CUT_WORD.search(line) else None])
        cut = bool(_CUT_WORD.search(line))
    return frozenset(words)


def _joined(text: str, following: str, words: frozenset[str]) -> str:
    """Two lines as one; a word cut at the line's end is put together again.

    Whether a hyphen belongs to the word is taken from the document's other words, then from what its halves are.
    """
    if text.endswith("\u00ad"):
        return text[:-1] + following
    cut = _CUT_WORD.search(text)
    if not cut:
        return f"{text} {following}"
    left, rest = cut[1].lower(), _WORD.match(following)
    if not rest or not following[0].islower():
        return text + following  # "Franco-/German", "12-/14"
    right = rest[0].lower()
    if left + right in words:
        return text[:-1] + following
    if f"{left}-{right}" in words or left in _COMPOUND or (left in words and right in words):
        return text + following
    return text[:-1] + following
