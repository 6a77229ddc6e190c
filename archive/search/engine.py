"""A question answered: understood once, found by the fast index where it is there, else by PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TypeVar

from django.conf import settings
from django.db import Error, OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from .beginnings import begins
from .fast import FastFinder
from .finder import Finder, MakeFinder
from .hits import statement_hits, story_hits
from .index.follow import Follower, build_command
from .index.parts import Parts
from .paging import Window, place_of
from .query import FILTERS, SearchRequest
from .results import (
    Alike,
    Facet,
    Figures,
    Key,
    Like,
    Listed,
    Measures,
    Overview,
    Record,
    SearchPage,
    SearchTimeout,
    Tally,
)
from .sql import SqlFinder
from .tree import Named, Node
from .understand import Asked, named, understand

TIMEOUT_MS = 5000  # of one statement; settings.SEARCH_TIMEOUT_MS overrules it
FACET_LENGTH = 5

follower = Follower(settings.DATA_DIR / "index", build_command(settings.BASE_DIR))

T = TypeVar("T")


@dataclass
class Sitting:
    """One transaction for several questions; `index` is what it has of it once a question asked for it."""

    cursor: CursorWrapper
    index: Parts | None = None
    looked: bool = False


_sitting: ContextVar[Sitting | None] = ContextVar("sitting", default=None)


def search(request: SearchRequest, finder: MakeFinder | None = None) -> SearchPage:
    """The answer to a question, in a few queries however many hits there are.

    `finder` is who finds, for those who compare; by default the fast one where its index is there.
    Raises SearchTimeout when a query takes longer than TIMEOUT_MS.
    """
    return _answered(request, answer, finder)


def facet(request: SearchRequest, name: str, limit: int | None = None, named: str = "") -> Facet:
    """The values of one filter ("countries") with their counts under the question's other filters; None: all.

    `named` leaves only those that have a name with words that begin so.
    """
    only = begins(name, named) if named else None
    return _answered(request, lambda _cursor, _asked, finder: finder.facets([name], limit, only)[0])


def facets(request: SearchRequest, names: Sequence[str], limit: int | None = None) -> tuple[Facet, ...]:
    """The values of several filters at once, as facet() has them."""
    return _answered(request, lambda _cursor, _asked, finder: finder.facets(names, limit))


def total(request: SearchRequest, within: Sequence[Node] = ()) -> int:
    """How many stories a question finds, and nothing else; `within` is as for record()."""
    return _answered(request, lambda _cursor, _asked, finder: finder.months()[0], within=within)


def record(
    request: SearchRequest,
    names: Sequence[str] = (),
    limit: int | None = None,
    *,
    within: Sequence[Node] = (),
    finder: MakeFinder | None = None,
) -> Listed:
    """What a question lists, counted, with the values of some filters (None: all of them), and a page of its ids.

    `within`: asked of the statements or stories that answer these nodes too. Of statements `names` may be any of
    links.SAID ("beside"). A page that is not there is the last.
    """

    def question(_cursor: CursorWrapper, asked: Asked, found: Finder) -> Listed:
        counted = found.record(names, limit)
        size = asked.request.per_page
        pages = max(1, -(-counted.total // size))
        window = Window((min(asked.request.page, pages) - 1) * size, size)
        page = found.stories if asked.request.show == "stories" else found.statements
        return Listed(counted, tuple(page(window)))

    return _answered(request, question, finder, within)


def tallied(
    request: SearchRequest, names: Sequence[str], within: Sequence[Node] = ()
) -> tuple[Record, dict[str, Tally]]:
    """What a question lists, counted, and all values of some filters without names; `within` is as for record()."""
    return _answered(
        request,
        lambda _cursor, _asked, finder: (finder.record((), None), {name: finder.tally(name) for name in names}),
        within=within,
    )


def names(keys: Mapping[str, Sequence[Key]]) -> dict[str, dict[Key, tuple[str, str]]]:
    """The slugs and names of values, by filter; of those that are no more nothing."""
    return _answered(SearchRequest(), lambda _cursor, _asked, finder: finder.names(keys))


def having(name: str, request: SearchRequest, within: Sequence[Node] = ()) -> list[Key]:
    """Every value of a filter that what a question lists has, in any order; `within` is as for record()."""
    keys: list[Key] = tallied(request, [name], within)[1][name].keys.tolist()
    return keys


def measures(name: str) -> Measures:
    """Every value of a filter that a published story has, with what lists are sorted by."""
    return _answered(SearchRequest(), lambda _cursor, _asked, finder: finder.measures(name))


def related(name: str, other: str) -> dict[Key, int]:
    """Of how many values of another filter each value of one has statements; those of none are left out."""
    return _answered(SearchRequest(), lambda _cursor, _asked, finder: finder.related(name, other))


def figures(name: str, keys: Sequence[Key], others: Sequence[str] = ()) -> dict[Key, Figures]:
    """What is behind some values of a filter, with how many values of other filters their statements have."""
    return _answered(SearchRequest(), lambda _cursor, _asked, finder: finder.figures(name, keys, others))


def story_counts(values: Mapping[str, Sequence[Key]]) -> dict[str, dict[Key, int]]:
    """In how many published stories some values of filters ("people") are."""
    return _answered(SearchRequest(), lambda _cursor, _asked, finder: finder.story_counts(values))


def newest(name: str, keys: Sequence[Key], limit: int) -> dict[Key, list[int]]:
    """The ids of the newest published stories of some values of a filter, so many of each, the newest first."""
    return _answered(SearchRequest(), lambda _cursor, _asked, finder: finder.newest(name, keys, limit))


def alike(like: Like, limit: int) -> list[Alike]:
    """The published stories that have most of some names, by their weights; of equals the one nearest in time first."""
    return _answered(SearchRequest(), lambda _cursor, _asked, finder: finder.alike(like, limit))


def nodes(values: Sequence[tuple[str, str]]) -> list[Named]:
    """What has each of some values: (filter, or one of links.SAID; slug). Of an unknown one nothing has it."""
    if not values:
        return []
    with sitting() as here:
        return named(here.cursor, values)


def overview(request: SearchRequest, names: Sequence[str] = (), limit: int | None = None) -> Overview:
    """The counts of a question's answer without its hits, and the values of some filters; `limit` None: all."""
    return _answered(
        request,
        lambda _cursor, _asked, finder: Overview(
            *finder.months(), finder.statement_total(), {one.name: one for one in finder.facets(names, limit)}
        ),
    )


def found(request: SearchRequest, most: int) -> tuple[Asked, list[int]]:
    """A question as it was understood, and the ids of the stories that it finds, so many at most."""
    return _answered(request, lambda _cursor, asked, finder: (asked, finder.stories(Window(0, most))))


def answer(cursor: CursorWrapper, asked: Asked, finder: Finder) -> SearchPage:
    """All that a page shows of what one finder finds."""
    stories, months = finder.months()
    statement_total = finder.statement_total()
    shown = stories if asked.request.show == "stories" else statement_total
    pages = max(1, -(-shown // asked.request.per_page))
    asked, window = _window(cursor, asked, finder, shown, pages)
    request = asked.request
    keys = finder.stories(window) if request.show == "stories" else []
    return SearchPage(
        request=request,
        total=stories,
        statement_total=statement_total,
        hits=story_hits(cursor, asked, keys, finder.said(keys)) if keys else (),
        statements=statement_hits(cursor, asked, finder.statements(window)) if request.show == "statements" else (),
        facets=finder.facets([name for name, _param in FILTERS], FACET_LENGTH, quickly=True),
        months=months,
        notes=(*request.notes, *asked.notes),
        pages=pages,
        offset=window.offset,
        meant=asked.meant,
    )


def _window(cursor: CursorWrapper, asked: Asked, finder: Finder, shown: int, pages: int) -> tuple[Asked, Window]:
    """Which part of the list is shown; what cannot be shown is said, and the nearest that can be is.

    Behind the last of the `shown` ones there is only the last page, and before the first full page only the first.
    """
    request, size = asked.request, asked.request.per_page
    if key := request.following or request.preceding:
        place = place_of(cursor, request.show, key)
        if place is not None:
            before = finder.before(place, itself=bool(request.following))
            if request.following and before < shown:
                return asked, Window(before, size, place)
            if request.preceding and before > size:
                return asked, Window(before - size, size, place, follows=False)
            request = request.page_(pages if request.following else 1)
            return replace(asked, request=request), Window(request.offset, size)
        asked.notes.append(_("What this page stood beside is no more; this is page 1."))
        asked = replace(asked, request=request.page_(1))
    elif request.page > pages:
        asked.notes.append(_("There is no page %(page)s; this is the last.") % {"page": request.page})
        asked = replace(asked, request=request.page_(pages))
    return asked, Window(asked.request.offset, size)


def _answered(
    request: SearchRequest,
    question: Callable[[CursorWrapper, Asked, Finder], T],
    finder: MakeFinder | None = None,
    within: Sequence[Node] = (),
) -> T:
    """The answer of the finder that can give it: the index where it is there, else PostgreSQL."""
    with sitting() as here:
        cursor = here.cursor
        asked = understand(cursor, request)
        asked = asked.within(within) if within else asked
        parts = _index(here) if finder is None else None
        if parts is not None:
            try:
                return question(
                    cursor, replace(asked, notes=[*asked.notes]), FastFinder(cursor, asked, parts, follower.names)
                )
            except Error:
                raise
            except Exception as fault:  # a damaged index: PostgreSQL answers
                follower.damaged(fault)
                here.index = None
        return question(cursor, asked, (finder or SqlFinder)(cursor, asked))


def _index(here: Sitting) -> Parts | None:
    """The index, as it was when the first question of a sitting asked for it."""
    if not here.looked and settings.SEARCH_INDEX:
        here.index = follower.parts(here.cursor)
    here.looked = True
    return here.index


def index_status() -> str:
    """Whether this process answers from its index: "index, 111 stories", or why PostgreSQL does."""
    if not settings.SEARCH_INDEX:
        return "PostgreSQL: the index is switched off"
    with transaction.atomic(), connection.cursor() as cursor:
        follower.parts(cursor)
    return f"PostgreSQL: {follower.problem}" if follower.problem else f"index, {follower.stories} stories"


@contextmanager
def sitting() -> Iterator[Sitting]:
    """All questions asked within are answered in one transaction, from one state of the index.

    A statement that takes longer than the time limit ends it: SearchTimeout, and nothing more can be asked in it.
    """
    try:
        if (here := _sitting.get()) is not None:
            yield here
        else:
            with _begun() as here:
                yield here
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise SearchTimeout from error
        raise


@contextmanager
def _begun() -> Iterator[Sitting]:
    limit = str(getattr(settings, "SEARCH_TIMEOUT_MS", TIMEOUT_MS))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [limit])
        here = Sitting(cursor)
        token = _sitting.set(here)
        try:
            yield here
        finally:
            _sitting.reset(token)
