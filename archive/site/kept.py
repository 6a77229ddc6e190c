"""What is counted over the whole archive, kept by this process until a digest or a name changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import connection

from archive.search.index import outbox

T = TypeVar("T")


class Kept(Generic[T]):
    """A value made from what readers may see; whoever asks for it gets it as it is now, for one short query.

    May be asked from any thread: two may make it at the same time, and either's is right.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        """`make` makes the value; when it fails nothing is kept."""
        self._make = make
        self._state: tuple[int, dict[int, int], T] | None = None

    def get(self) -> T:
        """The value, made anew if anything has changed since it was made."""
        with connection.cursor() as cursor:
            if self._state:
                position, versions, made = self._state
                found = outbox.changes(cursor, position)
                if found.versions == versions and found.position >= position:
                    return made
            position = outbox.now(cursor)
            versions = outbox.changes(cursor, position).versions
        made = self._make()  # after what changed was read: what changes meanwhile is seen the next time
        self._state = (position, versions, made)
        return made
