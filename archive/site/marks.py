"""Text and the passages to be marked in it -> safe HTML, however the passages nest or cross.

Pure: knows neither the database nor what a mark means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage [start, end) of the text, in characters, and how it is marked.

    `name` is its class. With `url` it is a link. `anchor` is the id of its first piece. `number` with `number_url`
    is a small link behind its last piece.
    """

    start: int
    end: int
    name: str
    url: str = ""
    title: str = ""
    anchor: str = ""
    number: str = ""
    number_url: str = ""

    def moved(self, by: int, end: int | None = None) -> Mark:
        """The same mark `by` characters on; with `end` it ends there."""
        return replace(self, start=self.start + by, end=self.end + by if end is None else end)


def mark_up(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> SafeString:
    """`text[start:end]` escaped, with the marks that touch it; the marks' offsets count from the text's beginning.

    Marks that are no links stand outside the links. Where two marks cross, the later one is cut in pieces. A link
    inside another link loses its address, for HTML has no such thing. Without its tags and numbers the result is
    the escaped text.
    """
    end = len(text) if end is None else min(end, len(text))
    start = max(0, min(start, end))
    shown = [
        replace(mark, end=min(mark.end, len(text))) for mark in marks if max(mark.start, start) < min(mark.end, end)
    ]
    return mark_safe("".join(_pieces(text, shown, start, end)))  # noqa: S308 - every piece was escaped


def _outside_in(mark: Mark) -> tuple[bool, int, int]:
    return bool(mark.url), mark.start, -mark.end


def _pieces(text: str, marks: list[Mark], start: int, end: int) -> Iterator[str]:
    """The HTML between one place where a mark begins or ends and the next."""
    cuts = sorted({start, end} | {place for mark in marks for place in (mark.start, mark.end) if start < place < end})
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    opened: list[Mark] = []
    begun: set[int] = set()
    for here, there in pairwise(cuts):
        wanted = [mark for mark in opened if mark.end > here]
        while waiting and waiting[-1].start <= here:
            wanted.append(waiting.pop())
        wanted.sort(key=_outside_in)
        kept = _common(opened, wanted)
        yield from _close(opened, kept, here)
        for place, mark in enumerate(wanted[kept:], start=kept):
            linked = any(outer.url for outer in wanted[:place])
            yield _open(mark, first=id(mark) not in begun, linked=linked)
            begun.add(id(mark))
        opened = wanted
        yield escape(text[here:there])
    yield from _close(opened, 0, end)


def _common(opened: list[Mark], wanted: list[Mark]) -> int:
    """How many marks, from the outside in, can stay open."""
    for place, (old, new) in enumerate(zip(opened, wanted, strict=False)):
        if old is not new:
            return place
    return min(len(opened), len(wanted))


def _open(mark: Mark, first: bool, linked: bool) -> str:
    tag = "a" if mark.url and not linked else "span"
    pairs = [("class", mark.name), ("href", mark.url if tag == "a" else ""), ("title", mark.title)]
    pairs.append(("id", mark.anchor if first else ""))
    return f"<{tag}" + "".join(format_html(' {}="{}"', name, value) for name, value in pairs if value) + ">"


def _close(opened: list[Mark], kept: int, here: int) -> Iterator[str]:
    """Closes the marks within the `kept` outermost; a number follows where its mark ends for good."""
    for place in range(len(opened) - 1, kept - 1, -1):
        mark = opened[place]
        linked = any(outer.url for outer in opened[:place])
        yield "</a>" if mark.url and not linked else "</span>"
        if mark.number and mark.end <= here and not linked:
            yield format_html('<a class="m-number" href="{}">{}</a>', mark.number_url, mark.number)
