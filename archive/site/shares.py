"""Which share of some stories each newspaper or country has: bars in percent, drawn by charts/_shares.html.

A story may have several, so that the shares may come to more than all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from archive.search.pairs import Counted

from .charts import percent, stories_label
from .columns import SKIP_FROM


@dataclass(frozen=True, slots=True)
class Share:
    """One of the bars: where name and number lead, and its length in percent of all."""

    name: str
    page_url: str
    url: str
    count: int
    percent: str
    length: float
    label: str


@dataclass(frozen=True, slots=True)
class Shares:
    """Everything that charts/_shares.html draws; `whole` is what all are shares of."""

    rows: tuple[Share, ...]
    whole: int

    @property
    def many(self) -> bool:
        return 2 * len(self.rows) > SKIP_FROM


def shares(
    values: Iterable[Counted], whole: int, url: Callable[[str], str], page_url: Callable[[str], str]
) -> Shares | None:
    """The values in their order as shares of `whole` stories; `url` and `page_url` are called with a slug.

    None where there is nothing to compare.
    """
    rows = tuple(
        Share(
            name=value.name,
            page_url=page_url(value.slug),
            url=url(value.slug),
            count=value.number,
            percent=percent(value.number, whole),
            length=round(100 * value.number / whole, 2),
            label=f"{stories_label(value.name, value.number)}, {percent(value.number, whole)}",
        )
        for value in values
        if value.number and whole
    )
    return Shares(rows, whole) if len(rows) > 1 else None
