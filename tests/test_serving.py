"""`manage.py serve` as an operator has it: real processes, killed in every way that they can be."""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User

from archive.desk.groups import make_groups
from archive.postgres.cluster import locate_cluster, remove_cluster
from archive.serving import make_first_editor, secret_key

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def used() -> Iterator[Path]:
    """A DATA_DIR that one test after the other serves from; no other test serves meanwhile, in whatever process."""
    with (Path(tempfile.gettempdir()) / f"press-archive-trials-{os.getuid()}.lock").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        folder = Path(tempfile.mkdtemp(prefix="press-archive-trial-"))
        folder.chmod(0o711)
        yield folder
        if (folder / "postgres").exists():
            remove_cluster(locate_cluster(folder))
        shutil.rmtree(folder)


@contextmanager
def _serving(data_dir: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    with subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port), "--no-demo"],
        cwd=REPOSITORY,
        env={**kept, "DATA_DIR": str(data_dir), "LOCAL": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as serving:
        try:
            yield serving
        finally:
            serving.terminate()


def _free_port() -> int:
    """A port that nothing uses and that no connection of another test is given while the server is down."""
    for port in random.sample(range(20_000, 30_000), 50):
        with socket.socket() as trial, contextlib.suppress(OSError):
            trial.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no free port")


def _read_until(serving: subprocess.Popen[str], wanted: str) -> re.Match[str]:
    """Reads what serve prints up to a line that matches; fails with all of it where none does."""
    lines = []
    for line in serving.stdout:
        lines.append(line)
        if found := re.search(wanted, line):
            return found
    pytest.fail(f"no {wanted!r} in:\n" + "".join(lines))


def _status(port: int) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as asked:
        asked.request("GET", "/healthz")
        return asked.getresponse().status


def _wait_for(question: str, answer: object, ask: object) -> None:
    deadline = time.monotonic() + 30
    while (got := ask()) != answer:
        assert time.monotonic() < deadline, f"{question}: {got}"
        time.sleep(0.1)


def _processes(data_dir: Path, word: str = "") -> list[int]:
    """The running processes that were given this DATA_DIR and have the word in their command line."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            given = (process / "environ").read_bytes().split(b"\0")
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if f"DATA_DIR={data_dir}".encode() in given and word.encode() in command:
            found.append(int(process.name))
    return sorted(found)


def _server(data_dir: Path) -> int:
    return int((data_dir / "postgres/data/postmaster.pid").read_text().split()[0])


@pytest.mark.xdist_group("serving")
def test_serve_mends_what_dies_and_leaves_nothing_behind(used: Path) -> None:
    port = _free_port()
    with _serving(used, port) as serving:
        _read_until(serving, rf"^Ready: http://127.0.0.1:{port}/$")
        password = _read_until(serving, r"as editor with the password (\S+)")[1]
        with psycopg.connect(locate_cluster(used).url) as connection:
            kept = connection.execute("SELECT password FROM auth_user WHERE username = 'editor'").fetchone()[0]
        assert PBKDF2PasswordHasher().verify(password, kept)
        assert _status(port) == 200

        os.kill(_processes(used, "web")[0], signal.SIGKILL)
        _read_until(serving, r"^The web server ended \(SIGKILL\); it starts again in 1 s\.$")
        _wait_for("healthy again", True, lambda: _answers(port))

        os.kill(_server(used), signal.SIGKILL)
        _read_until(serving, r"^The database had ended; it was started again\.$")
        _wait_for("healthy again", True, lambda: _answers(port))

        serving.terminate()
        _read_until(serving, r"^Stopping\.$")
        assert serving.wait() == 0
    assert _processes(used) == []
    assert not (used / "postgres/data/postmaster.pid").exists()


@pytest.mark.xdist_group("serving")
def test_a_killed_serve_takes_its_children_along_and_the_next_one_works(used: Path) -> None:
    port = _free_port()
    with _serving(used, port) as first:
        _read_until(first, r"^Ready")
        first.kill()
    with _serving(used, port) as second:
        _read_until(second, rf"^Ready: http://127.0.0.1:{port}/$")
        _read_until(second, r"^Sign in at http://127.0.0.1:\d+/admin/; the password was printed at the first run")
        assert _status(port) == 200
        second.send_signal(signal.SIGINT)
        assert second.wait() == 0
    assert _processes(used) == []
    assert not (used / "postgres/data/postmaster.pid").exists()


def test_a_port_in_use_is_said_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with _serving(tmp_path, port) as serving:
            said = serving.stdout.read()
    assert said == f"CommandError: Port {port} is in use on 127.0.0.1. Choose another: make run PORT={port + 1}\n"
    assert serving.returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_the_secret_key_is_made_once_and_is_ours_alone(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert (len(key) >= 50, secret_key(tmp_path)) == (True, key)
    assert oct((tmp_path / "secret_key").stat().st_mode)[-3:] == "600"


@pytest.mark.django_db
def test_the_first_account_is_made_once_and_may_do_everything() -> None:
    make_groups()
    password = make_first_editor()
    editor = User.objects.get()
    made = (editor.username, editor.is_staff, editor.is_superuser, list(editor.groups.values_list("name", flat=True)))
    assert made == ("editor", True, False, ["Administrators"])
    assert editor.check_password(password)
    assert make_first_editor() is None


def _answers(port: int) -> bool:
    try:
        return _status(port) == 200
    except (OSError, http.client.HTTPException):
        return False
