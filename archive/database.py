"""The database: DATABASE_URL's, or an embedded PostgreSQL that the first command starts and the last one stops.

Every process that uses the embedded server holds a shared lock on DATA_DIR/postgres/users.lock for as long as it
lives, however it ends. Whoever can turn it into an exclusive one at its end is the last and stops the server.
DATA_DIR/postgres/start.lock lets one process at a time look, start and stop.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url

from archive.postgres.cluster import NAME, Cluster, locate_cluster, remove_cluster, start_cluster, stop_cluster
from archive.postgres.software import DatabaseError

__all__ = [
    "DatabaseError",
    "database_url",
    "django_settings",
    "leave_database",
    "revive_database",
    "temporary_database",
]

TEMPORARY = "press-archive-test-"
POOL = {"min_size": 1, "max_size": 10, "timeout": 10}  # connections a process; seconds to wait for one

_joined: dict[Path, tuple[Cluster, int]] = {}  # by DATA_DIR: the cluster in use, and the descriptor of its users.lock
_joining = threading.Lock()


def database_url(data_dir: Path) -> str:
    """A postgresql:// URL that works now: DATABASE_URL, or else the embedded server's, started if need be.

    May be called again and from any thread. Raises DatabaseError where no server can be started.
    """
    given = os.environ.get("DATABASE_URL")
    return given or _join(data_dir, durable=True).url


def django_settings(data_dir: Path, pooled: bool = True) -> dict[str, Any]:
    """The value of DATABASES["default"]. Starts nothing: archive.postgres asks for the server when it first connects.

    `pooled`: connections are kept and shared by a process's threads.
    """
    given = os.environ.get("DATABASE_URL")
    if not given:
        server: dict[str, Any] = {"ENGINE": "archive.postgres", "NAME": NAME, "DATA_DIR": data_dir}
    else:
        server = dict(dj_database_url.parse(given))
    options = {**server.get("OPTIONS", {}), **({"pool": POOL} if pooled else {})}
    return {**server, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def revive_database(data_dir: Path) -> bool:
    """Starts the embedded server again where it died under its users. True if that was needed."""
    with _joining:
        if data_dir not in _joined:
            return False
        cluster, _ = _joined[data_dir]
        with _locked(cluster.home / "start.lock"):
            return start_cluster(cluster)


def leave_database(data_dir: Path) -> None:
    """Ends this process's use of the embedded server, and stops the server if no other process uses it.

    Called by itself at the end of every process that joined; a second call does nothing.
    """
    with _joining:
        _leave(data_dir)


@contextmanager
def temporary_database() -> Iterator[str]:
    """The URL of an empty and forgetful PostgreSQL for a test run; deleted at the end. DATABASE_URL wins here too."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    _remove_left_behind()
    data_dir = Path(tempfile.mkdtemp(prefix=TEMPORARY))
    data_dir.chmod(0o711)  # as root, the server's account is to reach it
    try:
        yield _join(data_dir, durable=False).url
    finally:
        _remove(data_dir)


def _join(data_dir: Path, durable: bool) -> Cluster:
    with _joining:
        if data_dir not in _joined:
            cluster = locate_cluster(data_dir, durable)
            with _locked(cluster.home / "start.lock"):
                users = _open(cluster.home / "users.lock")
                fcntl.flock(users, fcntl.LOCK_SH)
                _joined[data_dir] = cluster, users
                atexit.register(leave_database, data_dir)  # before the start: it may be interrupted
                try:
                    start_cluster(cluster)
                except DatabaseError:
                    os.close(users)
                    del _joined[data_dir]
                    raise
        return _joined[data_dir][0]


def _leave(data_dir: Path) -> None:
    if data_dir in _joined:
        cluster, users = _joined.pop(data_dir)
        with _locked(cluster.home / "start.lock"):
            if _lock_alone(users, wait=False):
                stop_cluster(cluster)
            os.close(users)


def _remove(data_dir: Path) -> None:
    leave_database(data_dir)
    remove_cluster(locate_cluster(data_dir, durable=False))
    shutil.rmtree(data_dir, ignore_errors=True)


def _remove_left_behind() -> None:
    """Deletes our own temporary databases whose test run was killed: nobody holds their users.lock any more."""
    for home in Path(tempfile.gettempdir()).glob(f"{TEMPORARY}*/postgres"):
        if home.stat().st_uid == os.geteuid():
            with _locked(home / "start.lock"), _locked(home / "users.lock", wait=False) as unused:
                if unused:
                    _remove(home.parent)


@contextmanager
def _locked(path: Path, wait: bool = True) -> Iterator[bool]:
    """Holds the file's exclusive lock; where it is not to be waited for, yields whether it was free."""
    lock = _open(path)
    try:
        yield _lock_alone(lock, wait)
    finally:
        os.close(lock)


def _lock_alone(lock: int, wait: bool) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def _forget_parents_use() -> None:
    """A forked child shares its parent's lock, which would end with neither alone: it takes one of its own on use."""
    global _joining
    _joining = threading.Lock()
    for _, users in _joined.values():
        os.close(users)
    _joined.clear()


os.register_at_fork(after_in_child=_forget_parents_use)
