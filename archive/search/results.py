"""What a search answers: hits, totals, facets, months and explanations, whichever engine found them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.utils.safestring import SafeString

from archive.models import Article, Country, Source

from .query import SearchRequest

Key = int | str  # of a filter: a row's id, a country's code
NO_DATE = -(2**31)  # stands for a day where there is none


class SearchTimeout(Exception):
    """The question took the database longer than it may."""


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A statement that the question found: its words as HTML with <mark> around what matched, and without."""

    pk: int
    words: SafeString
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that the question found.

    `headline` is what it is called; `title`, the same, and `snippet` are HTML with <mark>. `statements` are at most two
    that hold the words or are by a chosen person; `matching` counts all such, `statement_count` all of the story.
    `language` is that of the series.
    """

    article: Article
    headline: str
    date: date | None
    title: SafeString
    snippet: SafeString
    sources: tuple[Source, ...] = ()
    countries: tuple[Country, ...] = ()
    statements: tuple[StatementHit, ...] = ()
    matching: int = 0
    statement_count: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a filter and how many stories it would find under the other filters."""

    slug: str
    name: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter's values, most stories first, chosen ones always among them.

    `total` counts those with a story; None where there are too many to count at once, and more than are given.
    """

    name: str
    values: tuple[FacetValue, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its first day, and the stories found in it."""

    first: date
    count: int


@dataclass(frozen=True, slots=True)
class Record:
    """What is listed for a question: how many in which months, on which days the first and the last, and the values
    that they have, by filter. Of undated ones only their number is known.
    """

    total: int
    first: date | None
    last: date | None
    months: tuple[Month, ...]
    values: dict[str, Facet]


@dataclass(frozen=True, slots=True)
class Listed:
    """A record, and the ids on one page of the list."""

    record: Record
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is behind one person, organization, newspaper, country or topic.

    `first` and `last` are the days of its stories, `first_said` and `last_said` those of its statements; `months` are
    those of the statements. `related` are how many newspapers ("sources"), countries or people its statements touch.
    """

    stories: int = 0
    first: date | None = None
    last: date | None = None
    statements: int = 0
    first_said: date | None = None
    last_said: date | None = None
    months: tuple[Month, ...] = ()
    related: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """The values of a filter that something has, without their names: `counts` of each of the `keys`."""

    keys: np.ndarray[Any, np.dtype[Any]]
    counts: np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Measures:
    """Every value of a filter that a published story has: `keys`, and beside them the columns of numbers.

    Columns are "stories", "statements", and "first" and "last", the days of its stories (since 1970, else NO_DATE).
    """

    keys: np.ndarray[Any, np.dtype[Any]]
    columns: dict[str, np.ndarray[Any, np.dtype[Any]]]


@dataclass(frozen=True, slots=True)
class Like:
    """What stories are asked to be like: those `days` at most from a day, other than `story`, that have some of the
    `names` (by filter); each counts as the filter's weight.
    """

    story: int
    day: date
    days: int
    names: dict[str, tuple[Key, ...]]
    weights: dict[str, int]


@dataclass(frozen=True, slots=True)
class Alike:
    """A story that is like what is asked, and which of the names it has."""

    story: int
    shared: dict[str, frozenset[Key]]


@dataclass(frozen=True, slots=True)
class Overview:
    """How much a question finds: stories, by month too, statements, and the values of filters by the filters' names."""

    total: int
    months: tuple[Month, ...]
    statement_total: int
    facets: dict[str, Facet]


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name in the words stands for: the filter ("people"), the name as asked, and the (slug, name) found."""

    filter: str
    asked: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The answer. `request` is the question as it was understood: present slugs, an existing page.

    `offset` is how many come before the first one shown.
    `hits` is filled for request.show "stories", `statements` for "statements"; the totals are always both counted.
    """

    request: SearchRequest
    total: int
    statement_total: int
    hits: tuple[Hit, ...]
    statements: tuple[StatementHit, ...]
    facets: tuple[Facet, ...]
    months: tuple[Month, ...]
    notes: tuple[str, ...]
    pages: int
    offset: int = 0
    meant: tuple[Meant, ...] = ()

    @property
    def page(self) -> int:
        """The number of this page, from 1."""
        return -(-self.offset // self.request.per_page) + 1

    @property
    def previous(self) -> SearchRequest | None:
        """The question for the page before this one."""
        if not self.offset:
            return None
        if self.request.sort == "relevance" or self.offset <= self.request.per_page:
            return self.request.page_(max(1, self.page - 1))
        return self.request.beside(preceding=self._keys[0])

    @property
    def next(self) -> SearchRequest | None:
        """The question for the page after this one."""
        if self.last >= self.shown_total or not self._keys:
            return None
        if self.request.sort == "relevance":
            return self.request.page_(self.page + 1)
        return self.request.beside(following=self._keys[-1])

    @property
    def _keys(self) -> list[int]:
        return [hit.article.pk for hit in self.hits] or [one.pk for one in self.statements]

    @property
    def shown_total(self) -> int:
        """How many there are of what is shown."""
        return self.total if self.request.show == "stories" else self.statement_total

    @property
    def first(self) -> int:
        """The number of the first hit on this page, from 1; 0 when there is none."""
        return self.offset + 1 if self.shown_total else 0

    @property
    def last(self) -> int:
        """The number of the last hit on this page."""
        return min(self.offset + self.request.per_page, self.shown_total)
