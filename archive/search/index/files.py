"""The index on disk: a folder of arrays with a manifest, complete or not there at all.

DATA_DIR/index/
    current             the name of the folder that counts
    NAME/*.npy          one array each, read by mapping it into memory
    NAME/manifest.json  what it was made from, each file's size and checksum, and its own checksum
    building.lock       held by who builds
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .lists import Arrays

FORMAT = 4  # of the arrays; another one is built anew
_CHUNK = 1 << 20


class Unusable(Exception):
    """The index cannot be used; the message says why."""


@dataclass(frozen=True)
class Manifest:
    """What an index was made from.

    `database` tells the database apart from every other one, a restored copy too. What transactions before `position`
    did is in the index; later ones are to be looked through.
    """

    database: str
    position: int
    stories: int
    built_at: str
    format: int = FORMAT


def current(root: Path) -> str:
    """The name of the folder that counts; "" where there is none. Raises Unusable."""
    try:
        return (root / "current").read_text().strip()
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as problem:
        raise Unusable(f"it cannot be read: {problem}") from problem


def read(root: Path, name: str) -> tuple[Manifest, Arrays]:
    """An index by the name of its folder, every byte of it checked. Raises Unusable."""
    try:
        said = json.loads((root / name / "manifest.json").read_text())
        if said.pop("checksum") != _checksum(said):
            raise Unusable("manifest.json is damaged")
        files, manifest = said.pop("files"), Manifest(**said)
        if manifest.format != FORMAT:
            raise Unusable(f"it has format {manifest.format}, this program reads {FORMAT}")
        for file, checks in files.items():
            if _checks(root / name / file) != checks:
                raise Unusable(f"{file} is damaged")
        # As plain arrays: the class that maps files makes each access to one number slow.
        arrays = {
            file.removesuffix(".npy"): np.load(root / name / file, mmap_mode="r").view(np.ndarray) for file in files
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise Unusable(f"it cannot be read: {problem}") from problem
    return manifest, arrays


def write(root: Path, manifest: Manifest, arrays: Iterator[tuple[str, np.ndarray]]) -> str:
    """Keeps an index and makes it the one that counts; returns its name. The ones before it go."""
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=root))
    files = {}
    for name, values in arrays:
        path = unfinished / f"{name}.npy"
        with path.open("wb") as file:
            np.save(file, values)
            file.flush()
            os.fsync(file.fileno())
        files[path.name] = _checks(path)
    said = {**asdict(manifest), "files": files}
    (unfinished / "manifest.json").write_text(json.dumps({**said, "checksum": _checksum(said)}))
    name = unfinished.name.replace("unfinished", "index")
    unfinished.rename(root / name)
    pointer = root / "current.new"
    pointer.write_text(name)
    pointer.replace(root / "current")
    for folder in root.glob("*-*"):
        if folder.name != name:
            shutil.rmtree(folder, ignore_errors=True)  # who reads it has it in memory still
    return name


@contextmanager
def building(root: Path) -> Iterator[bool]:
    """Whether we may build: nobody else does so now. What a killed build left is cleared away."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / "building.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        for left in root.glob("unfinished-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield True


def is_being_built(root: Path) -> bool:
    """Whether somebody builds an index here."""
    try:
        with (root / "building.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        pass
    return False


def _checksum(said: dict[str, Any]) -> int:
    return zlib.crc32(json.dumps(said).encode())


def _checks(path: Path) -> list[int]:
    """A file's size and CRC-32."""
    crc = size = 0
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            crc, size = zlib.crc32(piece, crc), size + len(piece)
    return [size, crc]
