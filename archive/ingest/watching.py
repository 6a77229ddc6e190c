"""A watched folder: files that are laid into it come in, and are moved to done/ or failed/ with the reason beside them.

A file in a folder of its own belongs to the series of that name. What is still being written is left alone: hidden and
temporary names, and whatever changed in the last seconds. A file is moved after it is kept, so that one whose worker
was killed in between is found again, known by its bytes and moved.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from archive.ingest import intake, names
from archive.models import Digest, Series

log = logging.getLogger(__name__)

SETTLED = 10.0  # seconds since a file was changed last
SERIES = "Digests"  # of files that lie in no folder of a series
DONE, FAILED = "done", "failed"
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the files: the new digests, which are to be read; how many were known, and how many failed."""

    new: list[Digest]
    known: int
    failed: int


def look(folder: Path, *, now: float | None = None) -> Taken:
    """Take in what lies in a folder and is whole. Raises OSError where the folder cannot be read."""
    taken: list[Digest] = []
    known = failed = 0
    for path in _whole(folder, time.time() if now is None else now):
        try:
            kept = intake.receive(
                raw=_bytes(path), filename=path.name, series=_series(folder, path), how=Digest.Received.FOLDER, who=None
            )
        except (intake.Refused, OSError) as problem:
            failed += 1
            _put_away(folder, path, FAILED, str(problem))
            continue
        if kept.created:
            taken.append(kept.digest)
        known += not kept.created
        _put_away(folder, path, DONE)
    return Taken(taken, known, failed)


def _whole(folder: Path, now: float) -> Iterator[Path]:
    """The files that nobody is writing any more, the oldest first."""
    places = [folder, *(one for one in sorted(folder.iterdir()) if one.is_dir() and one.name not in (DONE, FAILED))]
    found = []
    for place in places:
        for path in place.iterdir():
            if path.name.startswith((".", "~")) or path.suffix.lower() in _UNFINISHED or path.is_symlink():
                continue
            try:
                told = path.stat()
            except FileNotFoundError:
                continue
            if path.is_file() and now - told.st_mtime >= SETTLED:
                found.append((told.st_mtime, path))
    yield from (path for _at, path in sorted(found))


def _bytes(path: Path) -> bytes:
    """A file's bytes, or, of one that is far too large, as many as it takes to see that."""
    with path.open("rb") as file:
        return file.read(settings.DIGEST_MAX_BYTES + 1)


def _series(folder: Path, path: Path) -> Series:
    if path.parent == folder:
        return names.find_or_make_series(SERIES)
    return Series.objects.filter(slug=path.parent.name).first() or names.find_or_make_series(path.parent.name)


def _put_away(folder: Path, path: Path, where: str, reason: str = "") -> None:
    """Move a file to done/ or failed/ under a name that is free there, with the reason in a file beside it."""
    place = folder / where
    place.mkdir(exist_ok=True)
    to, number = place / path.name, 1
    while to.exists():
        number += 1
        to = place / f"{path.stem}-{number}{path.suffix}"
    try:
        os.replace(path, to)
        if reason:
            to.with_name(f"{to.name}.reason.txt").write_text(f"{reason}\n")
    except OSError:
        log.exception("%s could not be moved to %s", path, place)
