"""manage.py index: builds the search index of this host anew, while the site goes on answering."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from archive.search.index.build import build

NICE = 10  # readers come first


class Command(BaseCommand):
    help = "Builds the search index below DATA_DIR from the database and puts it in the place of the present one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="no progress bar; nothing to say where another builds")

    def handle(self, *args: Any, **options: Any) -> None:
        os.nice(NICE)
        root, start = settings.DATA_DIR / "index", monotonic()
        with tqdm(unit="story", file=self.stderr, disable=options["quiet"]) as bar:

            def tell(done: int, stories: int) -> None:
                bar.total = stories
                bar.update(done - bar.n)

            name = build(root, tell)
        if not name:
            if options["quiet"]:
                return
            raise CommandError("Another process is building the index of this DATA_DIR; wait for it.")
        size = sum(file.stat().st_size for file in (root / name).iterdir())
        if options["quiet"]:
            return
        self.stdout.write(f"{bar.total} stories, {size / 1e6:.1f} MB, {monotonic() - start:.1f} s")
