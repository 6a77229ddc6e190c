"""manage.py ingest: brings files and folders into the archive through the same door as the admin."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from archive.ingest import intake, names, review
from archive.models import Digest, Series

log = logging.getLogger(__name__)

ENDINGS = {".txt", ".html", ".htm", ".docx", ".pdf", ".eml"}


class Command(BaseCommand):
    help = "Reads digests from files and folders. Says for each file that failed why, and goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE|FOLDER")
        parser.add_argument(
            "--publish", action="store_true", help="publish what has a date; the rest waits for an editor"
        )
        parser.add_argument("--series", default="Digests", help="the series that they belong to (default: Digests)")

    def handle(self, *args: Any, **options: Any) -> None:
        files = list(_files(options["paths"]))
        if not files:
            raise CommandError(f"No digest found. Files end in {', '.join(sorted(ENDINGS))}.")
        series = names.find_or_make_series(options["series"])
        counts = {"new": 0, "published": 0, "known": 0, "failed": 0}
        with tqdm(files, unit="digest", file=self.stderr, disable=options["verbosity"] == 0) as bar:
            for path in bar:
                bar.set_postfix_str(path.name[-30:], refresh=False)
                problem = self._take(path, series, counts, publish=options["publish"])
                if problem:
                    counts["failed"] += 1
                    bar.clear()
                    self.stderr.write(f"{path}: {problem}")
        if counts["new"]:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # what was few may be many now; autovacuum would see it later
        self.stdout.write(
            f"{counts['new']} new, {counts['published']} published, {counts['known']} known already, "
            f"{counts['failed']} failed"
        )
        if counts["failed"]:
            raise CommandError(f"{counts['failed']} of {len(files)} files failed.", returncode=1)

    def _take(self, path: Path, series: Series, counts: dict[str, int], *, publish: bool) -> str:
        """One file in; returns what went wrong, or nothing."""
        try:
            got = intake.receive(
                raw=path.read_bytes(), filename=path.name, series=series, how=Digest.Received.SHELL, who=None
            )
        except OSError as problem:
            return problem.strerror or str(problem)
        except intake.Refused as problem:
            return str(problem)
        waiting = [got.digest] if got.created or got.digest.state in ("received", "failed") else []
        counts["new" if got.created else "known"] += 1
        while waiting:
            try:
                digest = intake.understand(waiting.pop())
            except Exception as fault:  # a fault of ours in one file must not keep the others out
                log.exception("%s", path)
                return f"It could not be read because of a fault of ours: {fault!r}"
            waiting += digest.attachments.filter(state=Digest.State.RECEIVED)
            if digest.state == Digest.State.FAILED:
                return digest.failure
            if publish and digest.date and digest.state == Digest.State.IN_REVIEW:
                review.publish(digest, who=None)
                counts["published"] += 1
        return ""


def _files(paths: list[Path]) -> Iterator[Path]:
    """The files named, and in folders those whose name ends like a digest's, in order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in ENDINGS)
        else:
            yield path
