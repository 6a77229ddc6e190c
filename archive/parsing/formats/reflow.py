"""Lines as they stand on printed pages -> paragraphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from statistics import quantiles
from typing import NamedTuple

_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—(\[]?\s*\d{1,4}\s*[-–—)\]]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
_BULLET = re.compile(r"[*•▪●◦‣■–—]\s|-\s|\[?\d{1,2}[.)\]]\s")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT_WORD = re.compile(r"([^\W\d_]+)[-‐]$")

# First halves of compounds that keep their hyphen where a line ends after it ("well-/placed").
# fmt: off
_COMPOUND = frozenset({
    "well", "self", "long", "short", "high", "low", "half", "ex", "vice", "cross", "so", "three", "four", "five", "six",
    "first", "second",
})
# fmt: on

_WIDER_GAP = 1.3  # times the usual distance of lines, from which on a paragraph ends
_SURELY_SHORT = 0.75  # of a full line, letters differing in width
_RUNNING = 2  # lines at either end of a page where running lines are looked for


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


def paragraphs(pages: list[list[Line]]) -> list[str]:
    """The paragraphs of a document of `pages`, over page ends too; page numbers and running lines are left out.

    Lines belong together unless something speaks against it: another size of letters, a wider gap, an indent
    after the end of a sentence, a bullet, or room left for the next line's first word.
    """
    pages = _without_running_lines(pages)
    usual = _usual(pages)
    words = frozenset(word.lower() for page in pages for line in page for word in _WORD.findall(line.text))
    found: list[str] = []
    before: Line | None = None
    for page in pages:
        for number, line in enumerate(page):
            if before is None or _parts(before, line, usual, turned=number == 0):
                found.append(line.text)
            else:
                found[-1] = _joined(found[-1], line.text, words)
            before = line
    return found


def _parts(before: Line, line: Line, usual: _Usual, *, turned: bool) -> bool:
    """Whether a paragraph ends between two lines; `turned`: at the end of a page."""
    if before.size != line.size or _BULLET.match(line.text):
        return True
    ended = bool(_SENTENCE_END.search(before.text))
    first_word = line.text.split(" ", 1)[0]
    full = usual.width.get(line.size, 0) * _SURELY_SHORT
    if len(before.text) + 1 + len(first_word) < full:
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
    leading = quantiles(gaps, n=4)[0] if len(gaps) > 1 else (gaps or [float("inf")])[0]
    return _Usual(width, leading)


def _ninth_tenth(lengths: list[int]) -> float:
    return quantiles(lengths, n=10)[-1] if len(lengths) > 9 else max(lengths)


def _without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """Without page numbers, and without lines that head or foot most pages (kept once, where they head the first)."""
    ends = Counter(mask for page in pages for mask in {_masked(line) for line in _ends(page)})
    running = {mask for mask, count in ends.items() if count > 1 and count * 2 > len(pages)}
    kept = []
    for number, page in enumerate(pages):
        top, middle, bottom = _ends_apart(page)
        top = [line for line in top if not _is_number(line) and (number == 0 or _masked(line) not in running)]
        bottom = [line for line in bottom if not _is_number(line) and _masked(line) not in running]
        kept.append(top + middle + bottom)
    return kept


def _ends_apart(page: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    edge = min(_RUNNING, len(page) // 2)
    return page[:edge], page[edge : len(page) - edge], page[len(page) - edge :]


def _ends(page: list[Line]) -> Iterable[Line]:
    top, _, bottom = _ends_apart(page)
    return [*top, *bottom]


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _is_number(line: Line) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text))


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
