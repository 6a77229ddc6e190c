"""The index as this process has it: opened, kept up with what is published, corrected and withdrawn, and given up.

A process follows by itself: before each question it asks the database what changed since, and reads these digests
again. Where the index is missing, of another database, damaged or too far behind, the question is left to PostgreSQL,
the reason is kept for /healthz and the log, and a build is started. Nothing here can be lost: all of it is derived.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.db import Error
from django.db.backends.utils import CursorWrapper

from . import files, outbox
from .parts import Parts, renewed, stories_beside, whole
from .segment import Segment

Names = dict[tuple[str, bytes], tuple[str, str, str]]  # filter and key -> slug, name, what it is sorted by

log = logging.getLogger(__name__)

MOST_AT_ONCE = 300  # digests that are read again while a reader waits; of more, the index is built anew
MOST_BESIDE = 5_000  # stories in small parts from which on the index is built anew, beside its use
MOST_NAMES = 50_000  # that a process keeps
AGAIN_AFTER = 60.0  # seconds until a build that was started is started again


class Follower:
    """The index in one folder as one process has it. May be asked from any thread."""

    def __init__(self, root: Path, command: list[str]) -> None:
        self._root = root
        self._command = command
        self._lock = threading.Lock()
        self._parts: Parts | None = None
        self._name: str | None = None
        self._position = 0
        self._seen: dict[int, int] = {}
        self.names: Names = {}  # of values, as they were read since the last of them changed
        self._builder: subprocess.Popen[bytes] | None = None
        self._asked_at = -AGAIN_AFTER
        self.problem = "it was not opened yet"

    def parts(self, cursor: CursorWrapper) -> Parts | None:
        """The index with everything that was committed before this question; None where PostgreSQL must answer."""
        with self._lock:
            try:
                name = files.current(self._root)
                if name != self._name:
                    self._open(cursor, name)
                if self._parts is not None:
                    self._catch_up(cursor)
            except Error:  # the database's own trouble, not the index's
                raise
            except files.Unusable as problem:
                self._give_up(str(problem))
            except Exception as fault:  # whatever a damaged index may do: the question is answered all the same
                log.exception("the search index failed")
                self._give_up(repr(fault))
            if self._parts is None or stories_beside(self._parts) > MOST_BESIDE:
                self._have_it_built()
            return self._parts

    def damaged(self, fault: Exception) -> None:
        """The index failed while it was asked: it is left alone until another one is there."""
        log.error("the search index failed", exc_info=fault)
        with self._lock:
            self._give_up(repr(fault))

    @property
    def stories(self) -> int:
        """How many stories the index has; 0 without one."""
        return sum(len(part.alive) for part in self._parts or ())

    def _open(self, cursor: CursorWrapper, name: str) -> None:
        self._name = name
        if not name:
            raise files.Unusable("there is none yet")
        manifest, arrays = files.read(self._root, name)
        if manifest.database != outbox.database(cursor):
            raise files.Unusable("it was made from another database")
        self._parts, self.problem = whole(Segment(arrays)), ""
        self._position, self._seen = manifest.position, {}

    def _catch_up(self, cursor: CursorWrapper) -> None:
        found = outbox.changes(cursor, self._position)
        if found.position < self._position:
            raise files.Unusable("it is newer than the database, which was put back to an earlier state")
        new = {digest for digest, version in found.versions.items() if self._seen.get(digest) != version}
        if outbox.NAMES in new or len(self.names) > MOST_NAMES:
            self.names = {}  # whoever reads names now keeps them in the old one
        elif new:  # a section is called what the last digest calls it
            self.names = {key: called for key, called in self.names.items() if key[0] != "sections"}
        new.discard(outbox.NAMES)
        if len(new) > MOST_AT_ONCE:
            raise files.Unusable(f"{len(new)} digests changed since it was built")
        if new and self._parts is not None:
            self._parts = renewed(self._parts, new)
        self._position, self._seen = found.position, found.versions

    def _give_up(self, problem: str) -> None:
        if problem != self.problem:
            log.warning("search is answered by PostgreSQL, without the index: %s", problem)
        self._parts, self.problem = None, problem

    def _have_it_built(self) -> None:
        """Starts a build of a process's own, unless one runs or ran a moment ago."""
        if self._builder is not None and self._builder.poll() is None:
            return
        if time.monotonic() - self._asked_at < AGAIN_AFTER:
            return
        try:
            if files.is_being_built(self._root):
                return
            self._builder = subprocess.Popen(self._command, stdin=subprocess.DEVNULL)  # noqa: S603
        except OSError as problem:
            log.warning("the search index cannot be built: %s", problem)
        self._asked_at = time.monotonic()


def build_command(base: Path) -> list[str]:
    """What builds the index of this host in a process of its own."""
    return [sys.executable, str(base / "manage.py"), "index", "--quiet"]
