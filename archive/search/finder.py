"""What whoever finds answers: the index (fast.py) and PostgreSQL alone (sql.py) say the same to all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from django.db.backends.utils import CursorWrapper

from .conditions import Sql
from .hits import InStory
from .paging import Place, Window
from .results import Alike, Facet, Figures, Key, Like, Measures, Month, Record, Tally
from .understand import Asked


class Finder(Protocol):
    """Finds what answers one question. All finders find the same, but may differ in the order by relevance."""

    def months(self) -> tuple[int, tuple[Month, ...]]:
        """How many stories there are, and how many in each month that has any."""

    def statement_total(self) -> int:
        """How many statements there are."""

    def before(self, place: Place, *, itself: bool) -> int:
        """How many of what is listed by day come before a place; with `itself` what stands there is one of them."""

    def stories(self, window: Window) -> list[int]:
        """The ids of the stories in a part of the list, in the order asked for."""

    def statements(self, window: Window) -> list[int]:
        """The ids of the statements in a part of the list, in the order asked for."""

    def said(self, stories: Sequence[int]) -> dict[int, InStory]:
        """The statements of some stories, by the stories' ids."""

    def record(self, names: Sequence[str], limit: int | None) -> Record:
        """What is listed: how many of each month, the first and last day, and the values of some filters; None: all.

        With a limit the number of values may be left out.
        """

    def tally(self, name: str) -> Tally:
        """Every value of a filter that anything listed has, with how many have it, in any order."""

    def names(self, keys: Mapping[str, Sequence[Key]]) -> dict[str, dict[Key, tuple[str, str]]]:
        """The slugs and names of values, by filter; of those that are no more nothing."""

    def measures(self, name: str) -> Measures:
        """Every value of a filter, whatever is asked for otherwise."""

    def related(self, name: str, other: str) -> dict[Key, int]:
        """Of how many values of another filter each value has statements, where it has any, whatever is asked for."""

    def story_counts(self, values: Mapping[str, Sequence[Key]]) -> dict[str, dict[Key, int]]:
        """In how many stories some values of filters are, whatever is asked for."""

    def newest(self, name: str, keys: Sequence[Key], limit: int) -> dict[Key, list[int]]:
        """The ids of the newest stories of some values, so many of each, whatever is asked for."""

    def alike(self, like: Like, limit: int) -> list[Alike]:
        """The stories that have most of some names, whatever is asked for."""

    def figures(self, name: str, keys: Sequence[Key], others: Sequence[str]) -> dict[Key, Figures]:
        """What is behind some values, with how many values of other filters, whatever is asked for otherwise."""

    def facets(
        self, names: Sequence[str], limit: int | None, only: Sql | None = None, *, quickly: bool = False
    ) -> tuple[Facet, ...]:
        """The values of each of some filters under the other filters; None: all of them; `only`: some of these (n).

        `quickly`: where it takes long to count how many values there are, that may be left out.
        """


MakeFinder = Callable[[CursorWrapper, Asked], Finder]
