"""The index on disk: any byte of it that is not as it was written is noticed; one folder counts, the others go."""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.search.index import files
from archive.search.index.files import FORMAT, Manifest, Unusable

MANIFEST = Manifest("7/1/2", 41, 3, "2026-11-17T08:12:00+00:00")
ARRAYS = {
    "text.data": np.arange(40, dtype=np.uint8),
    "days": np.array([1, 2, 3], dtype=np.int32),
    "none": np.empty(0, dtype=np.uint32),
}


def write(root: Path, manifest: Manifest = MANIFEST) -> str:
    root.mkdir(exist_ok=True)
    return files.write(root, manifest, iter(ARRAYS.items()))


def test_what_was_written_is_read(tmp_path: Path) -> None:
    name = write(tmp_path)
    assert files.current(tmp_path) == name
    manifest, arrays = files.read(tmp_path, name)
    assert manifest == MANIFEST
    assert {key: (value.tolist(), value.dtype) for key, value in arrays.items()} == {
        key: (value.tolist(), value.dtype) for key, value in ARRAYS.items()
    }


def test_the_last_one_counts_and_the_others_go(tmp_path: Path) -> None:
    first = write(tmp_path)
    (tmp_path / "unfinished-x").mkdir()
    second = write(tmp_path, replace(MANIFEST, position=42))
    assert (first == second, files.current(tmp_path)) == (False, second)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", second]
    assert files.read(tmp_path, second)[0].position == 42


def test_where_there_is_none(tmp_path: Path) -> None:
    assert files.current(tmp_path) == files.current(tmp_path / "nowhere") == ""
    with pytest.raises(Unusable, match="it cannot be read"):
        files.read(tmp_path, "index-x")


def test_another_format(tmp_path: Path) -> None:
    name = write(tmp_path, replace(MANIFEST, format=FORMAT - 1))
    with pytest.raises(Unusable, match=f"^it has format {FORMAT - 1}, this program reads {FORMAT}$"):
        files.read(tmp_path, name)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_harm_to_any_file_goes_unnoticed(tmp_path: Path, data: st.DataObject) -> None:
    shutil.rmtree(tmp_path / "index", ignore_errors=True)
    folder = tmp_path / "index" / write(tmp_path / "index")
    path = data.draw(st.sampled_from(sorted(folder.iterdir())))
    whole = path.read_bytes()
    harm = data.draw(st.sampled_from(["flip", "flip", "cut", "grow", "gone", "folder"]))
    if harm == "flip":
        at, bits = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(1, 255))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bits]) + whole[at + 1 :])
    elif harm == "cut":
        os.truncate(path, data.draw(st.integers(0, len(whole) - 1)))
    elif harm == "grow":
        path.write_bytes(whole + b"\0")
    else:
        path.unlink()
        if harm == "folder":
            path.mkdir()
    with pytest.raises(Unusable):
        files.read(tmp_path / "index", folder.name)


@pytest.mark.parametrize("said", ["", "null", "5", "[]", '{"files": {}}', "[[1]]", "\ufeff{}"])
def test_a_manifest_that_is_none(tmp_path: Path, said: str) -> None:
    name = write(tmp_path)
    (tmp_path / name / "manifest.json").write_text(said)
    with pytest.raises(Unusable, match="it cannot be read"):
        files.read(tmp_path, name)


def test_one_builds_at_a_time(tmp_path: Path) -> None:
    root = tmp_path / "index"
    assert files.is_being_built(root) is False
    with files.building(root) as first, files.building(root) as second:
        assert (first, second, files.is_being_built(root)) == (True, False, True)
        other: list[bool] = []
        thread = threading.Thread(target=lambda: other.append(files.is_being_built(root)))
        thread.start()
        thread.join()
        assert other == [True]
    assert files.is_being_built(root) is False
    with files.building(root) as again:
        assert again is True


def test_who_builds_clears_what_was_left_but_not_what_another_is_writing(tmp_path: Path) -> None:
    left = tmp_path / "unfinished-x"
    left.mkdir()
    (left / "days.npy").touch()
    name = write(tmp_path / "other")
    shutil.move(tmp_path / "other" / name, tmp_path / name)
    with files.building(tmp_path):
        assert not left.exists()
        left.mkdir()
        with files.building(tmp_path):
            assert left.exists()
    assert files.read(tmp_path, name)[0] == MANIFEST
