"""manage.py load_reference: countries, newspapers, topics and the Editors group, as far as they are missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from archive.desk.groups import make_editors_group
from archive.ingest.reference import load_reference


class Command(BaseCommand):
    help = "Adds the countries, newspapers, topics and the Editors group that are missing. Changes nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        added = load_reference()
        make_editors_group()
        if options["verbosity"] and any(added.values()):
            self.stdout.write(", ".join(f"{count} {what}" for what, count in added.items()) + " added")
