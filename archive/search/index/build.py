"""The index built from PostgreSQL, beside the one in use: manage.py index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from . import files, outbox
from .collect import drafted, published
from .files import Manifest
from .segment import Draft, arrays_of, joined

STORIES_AT_ONCE = 25_000
THREADS = 2  # PostgreSQL works for one while the other reads what it said


def build(root: Path, tell: Callable[[int, int], None] = lambda done, all_: None) -> str:
    """Builds the index of all that is published and makes it the one that counts; returns its name.

    `tell` is told how many of how many stories are read. "" where somebody else is building. The site goes on answering
    meanwhile; what changes meanwhile is looked through afterwards, as with any index.
    """
    with files.building(root) as free:
        if not free:
            return ""
        with connection.cursor() as cursor:
            position, database = outbox.now(cursor), outbox.database(cursor)
        ids = published()
        draft = joined(list(_drafts(ids, tell)))
        manifest = Manifest(database, position, len(draft.stories), datetime.now(UTC).isoformat(timespec="seconds"))
        return files.write(root, manifest, iter(arrays_of(draft).items()))


def _drafts(ids: list[int], tell: Callable[[int, int], None]) -> Iterator[Draft]:
    pieces = [ids[at : at + STORIES_AT_ONCE] for at in range(0, len(ids), STORIES_AT_ONCE)] or [[]]
    done = 0
    with ThreadPoolExecutor(THREADS) as pool:
        for piece, draft in zip(pieces, pool.map(_draft, pieces), strict=True):
            done += len(piece)
            tell(done, len(ids))
            yield draft


def _draft(ids: list[int]) -> Draft:
    try:
        return drafted(ids)
    finally:
        connection.close()  # a thread's own; Django closes only those of requests
