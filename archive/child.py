"""The children of `manage.py serve`: `python -m archive.child web PORT` and `python -m archive.child worker`."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from functools import partial
from typing import Any

from django.core.management import execute_from_command_line
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from archive.processes import end_with_parent

WORKERS = min(4, os.cpu_count() or 1)  # processes: one uses one core
THREADS = 4  # requests at a time in each: fewer than the pool's connections


def main(kind: str, *arguments: str) -> None:
    """Runs the web server or the worker until a signal or our parent's death ends it."""
    end_with_parent(signal.SIGTERM)
    if kind == "web":
        _web(int(arguments[0]))
    else:
        execute_from_command_line(["manage.py", "worker", *arguments])


def _web(port: int) -> None:
    server = Granian(
        "archive.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=WORKERS,
        blocking_threads=THREADS,
        workers_kill_timeout=3,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(_load, os.getpid()), wrap_loader=False)


def _load(server: int) -> Any:
    """Runs in granian's own child, which would keep the port if its parent were killed."""
    for number in (signal.SIGINT, signal.SIGTERM):  # inherited from a parent that only takes note of them
        signal.signal(number, signal.SIG_DFL)
    end_with_parent(signal.SIGKILL, parent=server)
    return importlib.import_module("archive.wsgi").application


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    main(*sys.argv[1:])
