"""Which digests changed: rows that the database itself writes, in the transaction that changes what readers see.

`archive_digestchange` has one row for each digest that was ever touched, with the transaction that did so last. Numbers
of transactions do not come in the order of commits: what is still running may have a lower one than what is visible.
So a position is the oldest transaction that was running (PostgreSQL's pg_snapshot_xmin), everything from there on is
looked through each time, and what was seen already is known by its version.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db.backends.utils import CursorWrapper

# No transaction of the future: such rows come from a restored copy of another server's database.
_CHANGES = """
    SELECT pg_snapshot_xmin(now.s)::text::bigint, c.digest_id, c.version
    FROM (SELECT pg_current_snapshot() AS s) now
    LEFT JOIN archive_digestchange c ON c.xact >= %s::text::xid8
        AND (c.xact < pg_snapshot_xmax(now.s) OR c.xact = pg_current_xact_id_if_assigned())"""
# A copy that is restored has tables of its own, under the same name too.
_DATABASE = """
    SELECT concat_ws('/', c.system_identifier, d.oid, 'archive_digestchange'::regclass::oid)
    FROM pg_control_system() c, pg_database d WHERE d.datname = current_database()"""


NAMES = 0  # stands for a digest where a person, organization, newspaper, topic or country changed


class Changes(NamedTuple):
    """The digests that changed since a position, with their versions, and the next position."""

    position: int
    versions: dict[int, int]


def changes(cursor: CursorWrapper, position: int) -> Changes:
    """What changed since a position."""
    cursor.execute(_CHANGES, [str(position)])
    rows = cursor.fetchall()
    return Changes(rows[0][0], {digest: version for _position, digest, version in rows if digest is not None})


def now(cursor: CursorWrapper) -> int:
    """The present position."""
    cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    return int(cursor.fetchone()[0])


def database(cursor: CursorWrapper) -> str:
    """What tells this database apart from every other one, a restored copy too."""
    cursor.execute(_DATABASE)
    return str(cursor.fetchone()[0])
