"""Indexes made by hand: kept on disk as a build keeps them, or of texts and values alone, without rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

import numpy as np
import psycopg
from django.db import connection

from archive.search.index import files, outbox
from archive.search.index.collect import drafted, published
from archive.search.index.files import Manifest
from archive.search.index.lists import Arrays, Flat, gather, gather_words, read_words
from archive.search.index.segment import FILTERS, NO_DAY, SAID_ITSELF, Draft, Segment, arrays_of

NO_WORDS = gather_words(read_words([]))


def keep(root: Path, arrays: Arrays | None = None, **said: Any) -> str:
    """Keeps the index of what this transaction sees as a build does; `said` overrules what the manifest says."""
    with connection.cursor() as cursor:
        manifest = Manifest(outbox.database(cursor), outbox.now(cursor), len(published()), "2026-11-17T08:12:00+00:00")
    root.mkdir(exist_ok=True)
    arrays = arrays_of(drafted(published())) if arrays is None else arrays
    return files.write(root, replace(manifest, **said), iter(arrays.items()))


def wait_for_others() -> None:
    """Until no transaction that writes runs on the server: those of tests beside this one hold a position back."""
    with connection.cursor() as cursor:
        for _attempt in range(1000):
            cursor.execute(
                "SELECT pg_snapshot_xmin(s) < pg_snapshot_xmax(s) FROM (SELECT pg_current_snapshot() AS s) now"
            )
            if not cursor.fetchone()[0]:
                return
            sleep(0.05)


def vectors(texts: Sequence[str], vector: str = "to_tsvector('english', t)") -> list[bytes]:
    """Texts (t) as PostgreSQL's tsvectors in their binary form."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        rows = cursor.execute(
            f"SELECT {vector} FROM unnest(%s::text[]) WITH ORDINALITY u (t, n) ORDER BY n",  # noqa: S608
            [list(texts)],
            binary=True,
        )
        return [row[0] for row in rows]


def values(of_story: Sequence[set[str]]) -> Flat:
    """The values that each story has, as lists."""
    keys = sorted(set().union(*of_story))
    pairs = [(keys.index(value), number) for number, has in enumerate(of_story) for value in sorted(has)]
    key, docs = np.array(pairs, dtype=np.uint32).reshape(-1, 2).T
    return gather(key, docs, [value.encode() for value in keys])


def segment(
    texts: Sequence[str] = (), *, has: Sequence[set[str]] = (), days: Sequence[date | None] = (), first_id: int = 1
) -> Segment:
    """Stories with these texts and topics on these days (ascending, None last); nobody says anything in them."""
    count = max(len(texts), len(has), len(days))
    read = read_words(vectors(texts or [""] * count))
    none = np.empty(0, dtype=np.uint32)
    nothing = gather(none, none, [])
    lists = {"text": gather_words(read), "title": NO_WORDS, "said": NO_WORDS}
    lists |= {f"has.{name}": nothing for name in FILTERS} | {f"by.{name}": nothing for name in SAID_ITSELF}
    if has:
        lists["has.topics"] = values(has)
    epoch = date(1970, 1, 1)
    return Segment(arrays_of(Draft(
        stories=np.arange(first_id, first_id + count, dtype=np.int64),
        days=np.array([NO_DAY if day is None else (day - epoch).days for day in days or [epoch] * count], np.int32),
        digests=np.arange(first_id, first_id + count, dtype=np.int64),
        length=read.length, statements=none.astype(np.int64), told=none, spoken=none, lists=lists,
    )))  # fmt: skip
