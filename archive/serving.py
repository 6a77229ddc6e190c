"""The archive on one machine: `manage.py serve` brings database, worker and web server up, and down again."""

from __future__ import annotations

import hashlib
import http.client
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from archive.database import leave_database, revive_database
from archive.desk.groups import ADMINISTRATORS
from archive.postgres.cluster import write_private
from archive.processes import Child, keep_running, stop

ADDRESS = "127.0.0.1"
EDITOR = "editor"
DEMO = Path("fixtures/digests/demo")
DEMO_NEWSPAPERS = Path("fixtures/newspapers.csv")
DEMO_SERIES = "Demo digests"
PORT_SECONDS = 3  # what an earlier run's web server may take to let go of the port after its parent was killed
READY_SECONDS = 60
LOOK_EVERY = 0.1
LOOK_AT_DATABASE_EVERY = 3.0

Say = Callable[[str], None]


class ServingError(Exception):
    """The archive cannot be served; the message says why and what to do."""


def serve(port: int, data_dir: Path, say: Say, *, demo: bool = True) -> None:
    """Serves the archive on http://127.0.0.1:port/ until SIGINT or SIGTERM; `say` prints a line.

    `demo`: a new database gets the demo digests. Raises ServingError, and OperationalError where there is no database.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    _wait_for_port(port)
    with _until_told_to_stop(say):
        children: list[Child] = []
        try:
            web, worker = _children(port, data_dir)
            _collect_static_files(data_dir, say)
            _start(web, children)  # it loads on one core while we see to the database on another
            _migrate(data_dir, say, demo=demo)
            _fill(data_dir, say)
            _wait_until_ready(port, children, say)
            _start(worker, children)
            password = make_first_editor()
            say(f"Ready: http://{ADDRESS}:{port}/\n{_how_to_sign_in(port, password)}")
            _watch(children, data_dir, say)
        finally:
            stop(children)
            connection.close()
            leave_database(data_dir)


def secret_key(data_dir: Path) -> str:
    """SECRET_KEY for this DATA_DIR: made once, kept in DATA_DIR/secret_key, which only our own user may read."""
    path = data_dir / "secret_key"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(50))
    return path.read_text().strip()


def make_first_editor() -> str | None:
    """Where nobody can edit yet, makes the account "editor" and returns its password, which is kept nowhere."""
    users = get_user_model().objects
    if users.filter(is_staff=True).exists():
        return None
    password = secrets.token_urlsafe(12)
    editor = users.create_user(EDITOR, password=password, is_staff=True)
    editor.groups.add(Group.objects.get(name=ADMINISTRATORS))
    return password


@contextmanager
def _until_told_to_stop(say: Say) -> Iterator[None]:
    """SIGINT and SIGTERM both raise KeyboardInterrupt within, once: what is cleaned up then is not interrupted."""

    def interrupt(number: int, _: object) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        say("Stopping.")
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _wait_for_port(port: int) -> None:
    deadline = time.monotonic() + PORT_SECONDS
    while not _is_free(port):
        if time.monotonic() > deadline:
            raise ServingError(f"Port {port} is in use on {ADDRESS}. Choose another: make run PORT={port + 1}")
        time.sleep(LOOK_EVERY)


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that just ended do not count
        try:
            trial.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def _migrate(data_dir: Path, say: Say, *, demo: bool) -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Preparing the database: {len(plan)} migrations.")
        call_command("migrate", verbosity=0, interactive=False)
    if demo and not any(app == "archive" for app, _ in executor.loader.applied_migrations):
        _demo_to_load(data_dir).touch()


def _collect_static_files(data_dir: Path, say: Say) -> None:
    """Copies and compresses the static files when one of them is not as it was the last time."""
    listing = [
        f"{path}|{file.st_size}|{file.st_mtime_ns}"
        for finder in get_finders()
        for path, storage in finder.list([])
        for file in [Path(storage.path(path)).stat()]
    ]
    now = hashlib.sha256("\n".join(sorted(listing)).encode()).hexdigest()
    seen = data_dir / "static.sha256"
    if not seen.exists() or seen.read_text() != now or not Path(settings.STATIC_ROOT).exists():
        say("Collecting style sheets, scripts and fonts.")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        seen.write_text(now)


def _children(port: int, data_dir: Path) -> tuple[Child, Child]:
    environment = {"SECRET_KEY": secret_key(data_dir), "LOCAL": "1", **os.environ, "DATA_DIR": str(data_dir)}
    # With a database of its own this run's worker is the only one: what a killed one had begun is free to be taken up.
    alone = [] if os.environ.get("DATABASE_URL") else ["--alone"]
    command = [sys.executable, "-m", "archive.child"]
    return (
        Child("web server", [*command, "web", str(port)], environment),
        Child("worker", [*command, "worker", *alone], environment),
    )


def _start(child: Child, running: list[Child]) -> None:
    running.append(child)
    child.start()


def _fill(data_dir: Path, say: Say) -> None:
    call_command("load_reference", verbosity=0)
    if _demo_to_load(data_dir).exists():  # it stays until all is loaded: what was interrupted is gone on with
        say("Loading the demo digests.")
        try:
            call_command("load_reference", newspapers=settings.BASE_DIR / DEMO_NEWSPAPERS, verbosity=0)
            call_command("ingest", str(settings.BASE_DIR / DEMO), publish=True, series=DEMO_SERIES)
        except CommandError as error:
            say(f"Not every demo digest was loaded: {error}")
        _demo_to_load(data_dir).unlink()


def _demo_to_load(data_dir: Path) -> Path:
    return data_dir / "demo_to_load"


def _wait_until_ready(port: int, children: list[Child], say: Say) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _is_healthy(port):
        if time.monotonic() > deadline:
            raise ServingError(f"The web server did not answer within {READY_SECONDS} s; what it said is above.")
        keep_running(children, say)
        time.sleep(LOOK_EVERY)


def _is_healthy(port: int) -> bool:
    asked = http.client.HTTPConnection(ADDRESS, port, timeout=5)
    try:
        asked.request("GET", "/healthz")
        return asked.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def _how_to_sign_in(port: int, password: str | None) -> str:
    # Written out, since reverse() would import every view first.
    page = f"http://{ADDRESS}:{port}/admin/"
    if password:
        return f"Sign in at {page} as {EDITOR} with the password {password} (it is not shown again)"
    return f"Sign in at {page}; the password was printed at the first run, change it with: manage.py changepassword"


def _watch(children: list[Child], data_dir: Path, say: Say) -> None:
    """Keeps everything running until a signal."""
    looked = time.monotonic()
    while True:
        keep_running(children, say)
        if time.monotonic() - looked > LOOK_AT_DATABASE_EVERY:
            if revive_database(data_dir):
                say("The database had ended; it was started again.")
            looked = time.monotonic()
        time.sleep(LOOK_EVERY)
