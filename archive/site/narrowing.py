"""Filters of a list in its address: selects to choose from, and what is chosen as chips that let it go again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode


class Chosen(NamedTuple):
    """A filter that is on: its name and value in the address, and both in words."""

    param: str
    value: str
    label: str
    words: str


class Chip(NamedTuple):
    """What `_chip.html` shows: `url` is the list without this filter."""

    name: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Select:
    """A filter as a select: its options are (value, words, chosen)."""

    name: str
    label: str
    empty: str
    options: list[tuple[str, str, bool]]


def chips(chosen: Sequence[Chosen], url: str, kept: Sequence[tuple[str, str]] = (), anchor: str = "") -> list[Chip]:
    """A chip for every filter; its address keeps the others and the pairs of `kept` (the order, say)."""
    return [
        Chip(one.label, one.words, address(url, [*pairs([other for other in chosen if other != one]), *kept], anchor))
        for one in chosen
    ]


def pairs(chosen: Sequence[Chosen]) -> list[tuple[str, str]]:
    """The filters as they stand in an address."""
    return [(one.param, one.value) for one in chosen]


def address(url: str, query: Sequence[tuple[str, str]], anchor: str = "") -> str:
    """An address with a query, if there is any, and a place on the page ("#statements")."""
    return f"{url}{'?' if query else ''}{urlencode(query)}{anchor}"


def select(name: str, label: str, empty: str, options: Sequence[tuple[str, str]], now: Chosen | None) -> Select:
    """A select of (value, words); what is chosen and not among them is added, so that it is not lost."""
    listed = [(value, words, now is not None and value == now.value) for value, words in options]
    if now and not any(chosen for _value, _words, chosen in listed):
        listed.append((now.value, now.words, True))
    return Select(name, label, empty, listed)
