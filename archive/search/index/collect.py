"""Stories from PostgreSQL as a part of the index: the only place where the index reads the archive."""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import psycopg
from django.db import connection

from archive.search.links import LINKS, SAID

from .lists import Flat, Numbers, gather, gather_words, read_words
from .segment import NO_DAY, SAID_ITSELF, Draft

_TITLE_WEIGHT = 3  # A

_STORIES = """
    SELECT a.id, a.date - '1970-01-01'::date, a.digest_id, a.search
    FROM archive_article a JOIN archive_digest d ON d.id = a.digest_id
    WHERE a.id = ANY(%s) AND d.state = 'published' ORDER BY a.date, a.id"""
_STATEMENTS = """
    SELECT s.id, s.article_id, to_tsvector('english', s.text) FROM archive_statement s
    WHERE s.article_id = ANY(%s) AND s.state <> 'rejected' ORDER BY s.article_id, s.start, s.id"""


def published(digests: Sequence[int] | None = None) -> list[int]:
    """The ids of the stories that readers may see, of some digests or of all, the oldest first."""
    condition = "" if digests is None else "AND d.id = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT a.id FROM archive_article a JOIN archive_digest d ON d.id = a.digest_id
            WHERE d.state = 'published' {condition} ORDER BY a.date, a.id""",
            [] if digests is None else [list(digests)],
        )
        return [key for (key,) in cursor.fetchall()]


def drafted(ids: Sequence[int]) -> Draft:
    """Those of some stories that readers may see, with all that is asked of them."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        keys = list(ids)
        rows = cursor.execute(_STORIES, [keys], binary=True).fetchall()
        stories = np.array([row[0] for row in rows], dtype=np.int64)
        text = read_words([row[3] for row in rows])
        days = [NO_DAY if row[1] is None else row[1] for row in rows]
        digests = np.array([row[2] for row in rows], dtype=np.int64)
        statements, told, spoken, said = _statements(cursor, stories)
        has = {
            name: _values(cursor.execute(f"SELECT l.article_id, l.value FROM ({links}) l WHERE l.article_id = ANY(%s)",
                                         [stories.tolist()], binary=True).fetchall(), stories)
            for name, links in LINKS.items()
        }  # fmt: skip
        by = {
            name: _values(cursor.execute(f"SELECT p.statement_id, p.value FROM ({SAID[name]}) p"
                                         " WHERE p.statement_id = ANY(%s)", [statements.tolist()],
                                         binary=True).fetchall(), statements)
            for name in SAID_ITSELF
        }  # fmt: skip
    lists = {"text": gather_words(text), "title": gather_words(text.of_weight(_TITLE_WEIGHT)), "said": said}
    lists |= {f"has.{name}": flat for name, flat in has.items()} | {f"by.{name}": flat for name, flat in by.items()}
    return Draft(stories, np.array(days, dtype=np.int32), digests, text.length, statements, told, spoken, lists)


def _statements(cursor: Any, stories: Numbers) -> tuple[Numbers, Numbers, Numbers, Flat]:
    """The standing statements: ids, numbers of their stories, how many words each has, and the words."""
    rows = cursor.execute(_STATEMENTS, [stories.tolist()], binary=True).fetchall()
    told = _places(np.array([row[1] for row in rows], dtype=np.int64), stories)
    # By story, and within each the last first.
    order = np.lexsort((-np.arange(len(rows)), told))
    said = read_words([rows[at][2] for at in order.tolist()])
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    return ids[order], told[order], said.length, gather_words(said)


def _values(rows: Sequence[tuple[int, Any]], ids: Numbers) -> Flat:
    """Pairs (id, value) as lists by value of the places that the ids have in `ids`."""
    names: dict[Any, int] = {}
    key = np.array([names.setdefault(value, len(names)) for _id, value in rows], dtype=np.uint32)
    places = _places(np.array([row[0] for row in rows], dtype=np.int64), ids)
    order = np.argsort(places, kind="stable")
    return gather(key[order], places[order], [str(name).encode() for name in names])


def _places(wanted: Numbers, ids: Numbers) -> Numbers:
    """The place of each wanted id in `ids`."""
    order = np.argsort(ids)
    return order[np.searchsorted(ids, wanted, sorter=order)].astype(np.uint32)
