"""manage.py serve: the archive on this machine, with one command."""

from __future__ import annotations

import os
import signal
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from archive.processes import PARENT, end_with_parent
from archive.serving import ServingError, serve


class Command(BaseCommand):
    help = "Starts the database, the worker and the web server on this machine, until Ctrl-C."
    requires_system_checks: list[str] = []  # a start is to be quick; .ci/run makes the checks

    def add_arguments(self, parser: ArgumentParser) -> None:
        port = os.environ.get("PORT") or "8000"
        parser.add_argument("--port", type=int, default=port, help="of 127.0.0.1 (default: PORT, or 8000)")
        parser.add_argument("--no-demo", action="store_true", help="leave a new database without the demo digests")

    def handle(self, *args: Any, **options: Any) -> None:
        if PARENT in os.environ:  # `make run` asks that we do not outlive make
            end_with_parent(signal.SIGTERM)
        try:
            serve(options["port"], settings.DATA_DIR, self._say, demo=not options["no_demo"])
        except (ServingError, OperationalError) as error:
            raise CommandError(str(error)) from None

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
