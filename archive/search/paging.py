"""Where a page of a list begins: by number, or beside something that stands in the list."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.backends.utils import CursorWrapper

from .query import Show

_PLACES = {
    "stories": "SELECT a.date, a.id, 0, 0 FROM archive_article a WHERE a.id = %s",
    "statements": """
        SELECT a.date, a.id, s.start, s.id FROM archive_statement s JOIN archive_article a ON a.id = s.article_id
        WHERE s.id = %s""",
}


class Place(NamedTuple):
    """Where something stands in a list by day: a story's day and id, and a statement's start and id (0 for a story)."""

    day: date | None
    story: int
    start: int = 0
    statement: int = 0


class Window(NamedTuple):
    """A part of a list: so many from an offset on; the same told by what it follows, or (not `follows`) precedes."""

    offset: int
    size: int
    place: Place | None = None
    follows: bool = True


def place_of(cursor: CursorWrapper, show: Show | str, key: int) -> Place | None:
    """Where a story or statement stands, whether readers may see it or not; None where there is none."""
    cursor.execute(_PLACES[show], [key])
    row = cursor.fetchone()
    return Place(*row) if row and row[0] is not None else None
