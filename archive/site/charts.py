"""Numbers made ready to be drawn: a list of bars from rows with a count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A counted thing: where its name leads, where its number leads, a note under the name."""

    name: str
    number: int
    url: str
    number_url: str
    note: str = ""
    number_label: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row with its bar's length: `share` is 0 to 100, the largest row has 100."""

    name: str
    number: int
    url: str
    number_url: str
    note: str
    number_label: str
    share: float


def bars(rows: Iterable[Row]) -> list[Bar]:
    """The rows in their order, each with its length in percent of the longest (bars start at zero)."""
    listed = list(rows)
    longest = max((row.number for row in listed), default=0)
    return [
        Bar(
            name=row.name,
            number=row.number,
            url=row.url,
            number_url=row.number_url,
            note=row.note,
            number_label=row.number_label or f"{row.name}: {row.number}",
            share=round(100 * row.number / longest, 1) if longest else 0.0,
        )
        for row in listed
    ]
