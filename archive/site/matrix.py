"""Two filters against each other, newspapers down and countries across: a table whose cells are shaded by their share
of the row, drawn by charts/_matrix.html.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.search import SearchRequest
from archive.search.pairs import Counted, Key

from .charts import also, percent, stories_label
from .columns import SKIP_FROM
from .facets import search_url

STEPS = (10, 25, 50)  # percent of the row at which the next shade begins


@dataclass(frozen=True, slots=True)
class Head:
    """A row's or a column's name, its page, and its stories."""

    name: str
    page_url: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """The stories that have both; `step` is the shade, from 0 (none) to 4. Without stories there is no link."""

    count: int
    step: int
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row's head and its cells, one for each column."""

    head: Head
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything that charts/_matrix.html draws."""

    columns: tuple[Head, ...]
    rows: tuple[Row, ...]
    steps: tuple[int, ...] = STEPS

    @property
    def many(self) -> bool:
        return 2 * len(self.rows) + sum(1 for row in self.rows for cell in row.cells if cell.count) > SKIP_FROM


def matrix(
    names: tuple[str, str],
    rows: Sequence[Counted],
    columns: Sequence[Counted],
    cells: Mapping[tuple[Key, Key], int],
    request: SearchRequest,
    page_url: Callable[[str, str], str],
) -> Matrix | None:
    """Values of the two filters `names` against each other; `cells` counts the stories by both keys.

    Every number leads to its stories; `page_url` is called with a filter and a slug. None where there is nothing to
    compare.
    """
    of_rows, of_columns = names
    heads = tuple(_head(of_columns, value, request, page_url) for value in columns)
    made = tuple(
        Row(
            _head(of_rows, row, request, page_url),
            tuple(_cell(row, column, cells.get((row.key, column.key), 0), asked, of_columns) for column in columns),
        )
        for row in rows
        for asked in [also(request, of_rows, row.slug)]
    )
    shown = sum(1 for row in made for cell in row.cells if cell.count)
    return Matrix(heads, made) if shown and len(made) * len(heads) > 1 else None


def step(count: int, whole: int) -> int:
    """The shade of a share: 0 for nothing, then one more at each of STEPS."""
    return 1 + sum(100 * count >= least * whole for least in STEPS) if count else 0


def _head(name: str, value: Counted, request: SearchRequest, page_url: Callable[[str, str], str]) -> Head:
    return Head(value.name, page_url(name, value.slug), search_url(also(request, name, value.slug)), value.number)


def _cell(row: Counted, column: Counted, count: int, of_row: SearchRequest, name: str) -> Cell:
    if not count:
        return Cell(0, 0, "", "")
    both = stories_label(_("%(one)s, %(other)s") % {"one": row.name, "other": column.name}, count)
    label = _("%(stories)s, %(percent)s of its %(whole)s") % {
        "stories": both,
        "percent": percent(count, row.number),
        "whole": row.number,
    }
    return Cell(count, step(count, row.number), search_url(also(of_row, name, column.slug)), label)
