"""manage.py make_corpus: fills an empty archive with invented stories, for measuring."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from benchmarks.corpus.write import NotOurs, is_there, write_corpus


class Command(BaseCommand):
    help = "Fills an archive of its own with a synthetic corpus for benchmarks. The same seed makes the same corpus."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stories", type=int, required=True, metavar="N", help="how many stories it has")
        parser.add_argument("--seed", type=int, default=1, help="another number makes another corpus (default: 1)")

    def handle(self, *args: Any, **options: Any) -> None:
        stories, seed = options["stories"], options["seed"]
        if stories < 1:
            raise CommandError("--stories must be 1 or more.")
        if is_there(stories, seed):
            self.stdout.write(f"The corpus of {stories} stories with seed {seed} is there already.")
            return
        with tqdm(total=stories, unit="story", file=self.stderr, disable=options["verbosity"] == 0) as bar:
            try:
                write_corpus(stories, seed, bar.update)
            except NotOurs as problem:
                raise CommandError(
                    f"This database is in use: {problem}. A corpus needs one of its own: give another DATA_DIR "
                    "or DATABASE_URL, and migrate it first."
                ) from problem
        self.stdout.write(f"{stories} stories written.")
