"""manage.py load_reference: countries, newspapers, topics and the Editors group, as far as they are missing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.desk.groups import make_groups
from archive.ingest.reference import load_reference


class Command(BaseCommand):
    help = "Adds the countries, newspapers, topics and the Editors group that are missing. Changes nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--newspapers", type=Path, help="a CSV file of newspapers of your own: name,aliases,country"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        added = load_reference()
        if options["newspapers"]:
            try:
                added["newspapers"] += load_reference(options["newspapers"])["newspapers"]
            except (OSError, KeyError, UnicodeDecodeError) as problem:
                raise CommandError(
                    f"{options['newspapers']}: not a CSV file with name,aliases,country: {problem}"
                ) from problem
        make_groups()
        if options["verbosity"] and any(added.values()):
            self.stdout.write(", ".join(f"{count} {what}" for what, count in added.items()) + " added")
