"""manage.py ingest: brings files, folders and zips into the archive through the same door as the admin.

The same again takes up only what is not in yet: what came in is known by its bytes, what failed is tried once more.
"""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from archive.ingest import bulk, intake, names, review
from archive.models import Digest, Series

log = logging.getLogger(__name__)

ENDINGS = {".txt", ".html", ".htm", ".docx", ".pdf", ".eml"}


@dataclass(frozen=True, slots=True)
class _File:
    """One file, wherever it lies: how it is called in messages, and its bytes, or why there are none."""

    label: str
    name: str
    read: Callable[[], bytes]


class Command(BaseCommand):
    help = "Reads digests from files, folders and zips. Says for each file that failed or was skipped why, and goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE|FOLDER|ZIP")
        parser.add_argument(
            "--publish", action="store_true", help="publish what has a date; the rest waits for an editor"
        )
        parser.add_argument("--series", default="Digests", help="the series that they belong to (default: Digests)")

    def handle(self, *args: Any, **options: Any) -> None:
        skipped: list[str] = []
        files = list(_files(options["paths"], skipped))
        if options["verbosity"] > 0:
            for label in skipped:
                self.stderr.write(f"{label}: skipped, its name does not end as a digest's does")
        if not files:
            raise CommandError(f"No digest found. Files end in {', '.join(sorted(ENDINGS))}.")
        series = names.find_or_make_series(options["series"])
        counts = {"new": 0, "published": 0, "known": 0, "failed": 0}
        with tqdm(files, unit="digest", file=self.stderr, disable=options["verbosity"] == 0) as bar:
            for file in bar:
                bar.set_postfix_str(file.name[-30:], refresh=False)
                problem = self._take(file, series, counts, publish=options["publish"])
                if problem:
                    counts["failed"] += 1
                    bar.clear()
                    self.stderr.write(f"{file.label}: {problem}")
        if counts["new"]:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # what was few may be many now; autovacuum would see it later
        self.stdout.write(
            f"{counts['new']} new, {counts['published']} published, {counts['known']} known already, "
            f"{counts['failed']} failed"
        )
        if counts["failed"]:
            raise CommandError(f"{counts['failed']} of {len(files)} files failed.", returncode=1)

    def _take(self, file: _File, series: Series, counts: dict[str, int], *, publish: bool) -> str:
        """One file in; returns what went wrong, or nothing."""
        try:
            got = intake.receive(
                raw=file.read(), filename=file.name, series=series, how=Digest.Received.SHELL, who=None
            )
        except OSError as problem:
            return problem.strerror or str(problem)
        except bulk.NotAnArchive as problem:
            return str(problem)
        except intake.Refused as problem:
            return str(problem)
        waiting = [got.digest] if got.created or got.digest.state in ("received", "failed") else []
        counts["new" if got.created else "known"] += 1
        while waiting:
            try:
                digest = intake.understand(waiting.pop())
            except Exception as fault:  # a fault of ours in one file must not keep the others out
                log.exception("%s", file.label)
                return f"It could not be read because of a fault of ours: {fault!r}"
            waiting += digest.attachments.filter(state=Digest.State.RECEIVED)
            if digest.state == Digest.State.FAILED:
                return digest.failure
            if publish and digest.date and digest.state == Digest.State.IN_REVIEW:
                review.publish(digest, who=None)
                counts["published"] += 1
        return ""


def _files(paths: list[Path], skipped: list[str]) -> Iterator[_File]:
    """The files named; in folders and zips those whose name ends like a digest's, in order. Others are `skipped`."""
    for path in paths:
        if path.is_dir():
            for found in sorted(one for one in path.rglob("*") if one.is_file()):
                if found.suffix.lower() in ENDINGS:
                    yield _File(str(found), found.name, found.read_bytes)
                else:
                    skipped.append(str(found))
        elif path.suffix.lower() == ".zip":
            yield from _packed(path, skipped)
        else:
            yield _File(str(path), path.name, path.read_bytes)


def _packed(path: Path, skipped: list[str]) -> Iterator[_File]:
    try:
        names = bulk.names_in(path)
    except (OSError, bulk.NotAnArchive):
        yield _File(str(path), path.name, partial(bulk.read_one, path, ""))  # says why when its turn comes
        return
    for name in names:
        if PurePosixPath(name).suffix.lower() in ENDINGS:
            yield _File(f"{path}/{name}", name, partial(bulk.read_one, path, name))
        else:
            skipped.append(f"{path}/{name}")
