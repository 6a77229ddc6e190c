from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.models import Digest
from tests.ingest.test_bulk import packed
from tests.ingest.test_intake import TEXT

pytestmark = pytest.mark.django_db


def ingest(*args: str | Path) -> tuple[str, str]:
    """What the command prints: standard output, standard error (the progress bar is silenced)."""
    out, err = StringIO(), StringIO()
    call_command("ingest", *map(str, args), stdout=out, stderr=err, verbosity=0)
    return out.getvalue(), err.getvalue()


def test_a_folder_goes_in_and_is_published(reference, tmp_path):
    (tmp_path / "one.txt").write_text(TEXT)
    (tmp_path / "two.txt").write_text(TEXT.replace("2026-11-18 ", "").replace(" date ", ""))
    (tmp_path / "notes.md").write_text("not a digest")
    assert ingest(tmp_path, "--publish") == ("2 new, 1 published, 0 known already, 0 failed\n", "")
    assert list(Digest.objects.order_by("filename").values_list("filename", "state")) == [
        ("one.txt", "published"),
        ("two.txt", "in_review"),
    ]
    assert ingest(tmp_path)[0] == "0 new, 0 published, 2 known already, 0 failed\n"


def test_a_file_that_fails_has_its_line_and_the_others_go_on(reference, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x00" * 2000)
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.txt").write_text(TEXT)
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="3 of 4 files failed"):
        call_command("ingest", str(tmp_path), str(tmp_path / "none.txt"), stdout=out, stderr=err, verbosity=0)
    assert [line.split(":")[0] for line in err.getvalue().splitlines()] == [
        str(tmp_path / name) for name in ("a.txt", "b.txt", "none.txt")
    ]
    assert out.getvalue() == "2 new, 0 published, 0 known already, 3 failed\n"


def test_no_digest_at_all_is_said(tmp_path):
    with pytest.raises(CommandError, match="No digest found"):
        ingest(tmp_path)


def test_a_zip_goes_in_file_by_file_and_the_same_again_takes_up_only_what_failed(reference, tmp_path):
    path = tmp_path / "november.zip"
    path.write_bytes(packed(**{"2026/a.txt": TEXT.encode(), "b.txt": b" ", "notes.md": b"x"}))
    out, err = StringIO(), StringIO()
    for line in ("1 new, 0 published, 0 known already, 1 failed", "0 new, 0 published, 1 known already, 1 failed"):
        out.truncate(0), out.seek(0)
        with pytest.raises(CommandError, match="1 of 2 files failed"):
            call_command("ingest", str(path), stdout=out, stderr=err, verbosity=1)
        assert out.getvalue() == f"{line}\n"
    assert f"{path}/notes.md: skipped, its name does not end as a digest's does" in err.getvalue()
    assert f"{path}/b.txt: There is nothing in it." in err.getvalue()
    assert Digest.objects.get().filename == "a.txt"


def test_what_is_no_zip_is_said(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"no zip")
    (tmp_path / "b.txt").write_text(TEXT)
    err = StringIO()
    paths = [str(tmp_path / name) for name in ("a.zip", "b.txt")]
    with pytest.raises(CommandError, match="1 of 2 files failed"):
        call_command("ingest", *paths, stdout=StringIO(), stderr=err, verbosity=0)
    assert "It is no zip that can be read" in err.getvalue()
