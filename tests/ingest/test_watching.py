"""The watched folder: whole files come in and are put away, half-written ones are left alone, reasons lie beside."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from archive.ingest import jobs, watching
from archive.models import Digest, Series
from tests import factories as make

pytestmark = pytest.mark.django_db


def lay(path: Path, raw: bytes = b"PRESS\n\nTea\n\nTea is cheaper, a porter said.", age: float = 60) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    os.utime(path, (time.time() - age,) * 2)
    return path


def names_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_whole_files_come_in_under_the_series_of_their_folder(tmp_path: Path) -> None:
    known = make.make_series("Harbour desk")
    lay(tmp_path / "a.txt")
    lay(tmp_path / known.slug / "b.txt", b"Another digest of the harbour.")
    lay(tmp_path / "Evening desk" / "c.txt", b"A third digest.")
    taken = watching.look(tmp_path)
    assert (len(taken.new), taken.known, taken.failed) == (3, 0, 0)
    assert {d.filename: (d.series.name, d.received_how) for d in Digest.objects.all()} == {
        "a.txt": ("Digests", "folder"), "b.txt": ("Harbour desk", "folder"), "c.txt": ("Evening desk", "folder"),
    }  # fmt: skip
    assert Series.objects.count() == 3
    assert names_in(tmp_path) == ["done/a.txt", "done/b.txt", "done/c.txt"]


def test_what_is_being_written_is_left_alone(tmp_path: Path) -> None:
    lay(tmp_path / "now.txt", age=1)
    for name in (".hidden.txt", "a.txt.part", "b.crdownload", "~c.txt"):
        lay(tmp_path / name)
    (tmp_path / "link.txt").symlink_to(tmp_path / "now.txt")
    assert watching.look(tmp_path) == watching.Taken([], 0, 0)
    assert watching.look(tmp_path, now=time.time() + 60).failed == 0
    assert [d.filename for d in Digest.objects.all()] == ["now.txt"]


def test_what_cannot_come_in_lies_in_failed_with_the_reason(tmp_path: Path) -> None:
    lay(tmp_path / "empty.txt", b" ")
    assert watching.look(tmp_path).failed == 1
    assert names_in(tmp_path) == ["failed/empty.txt", "failed/empty.txt.reason.txt"]
    reason = (tmp_path / "failed/empty.txt.reason.txt").read_text()
    assert reason == "There is nothing in it. Paste the digest’s text, or choose another file.\n"


def test_a_file_whose_worker_was_killed_before_it_was_moved_is_known(tmp_path: Path) -> None:
    lay(tmp_path / "a.txt")
    watching.look(tmp_path)
    os.replace(tmp_path / "done/a.txt", tmp_path / "a.txt")
    lay(tmp_path / "done/a.txt", b"an older one of this name")
    assert watching.look(tmp_path).known == 1
    assert names_in(tmp_path) == ["done/a-2.txt", "done/a.txt"]
    assert Digest.objects.count() == 1


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        watching.look(tmp_path / "nowhere")


def test_the_worker_queues_what_is_new(tmp_path: Path) -> None:
    lay(tmp_path / "a.txt")
    assert [jobs.take_from_folder(tmp_path), jobs.take_from_folder(tmp_path)] == [1, 0]
