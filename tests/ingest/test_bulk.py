"""A zip of digests: a line and a reason for each file, retry of the failed alone, and all of it taken out again."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.ingest import bulk, intake, jobs, review
from archive.models import Digest, Import, ImportedFile
from tests import factories as make

pytestmark = pytest.mark.django_db

DIGEST = (
    "PRESS, {day} NOVEMBER 2026\n\nReed Post: Tea\n\nTea is cheaper since the ferries run, a porter told Reed Post."
)


def packed(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return made.getvalue()


def digests(number: int) -> dict[str, bytes]:
    return {f"2026/{day:02}.txt": DIGEST.format(day=day).encode() for day in range(1, number + 1)}


def take_all(import_: Import) -> None:
    while True:
        new, more = bulk.take_some(import_)
        for digest in new:
            intake.understand(digest)
        if not more:
            return


def lines(import_: Import) -> list[tuple[str, str, str]]:
    return list(import_.files.values_list("name", "state", "reason"))


def test_each_file_has_its_line(reference: None, editor: User) -> None:
    files = {
        **digests(2), "again.txt": DIGEST.format(day=1).encode(), "empty.txt": b"  ", "logo.png": b"\x89PNG",
        "__MACOSX/._01.txt": b"x", ".hidden": b"x",
    }  # fmt: skip
    import_ = bulk.begin(packed(**files), "november.zip", make.make_series(), who=editor)
    take_all(import_)
    import_.refresh_from_db()
    assert lines(import_) == [
        ("2026/01.txt", "in", ""),
        ("2026/02.txt", "in", ""),
        ("again.txt", "known", "The archive has these very bytes: 01.txt"),
        ("empty.txt", "failed", "There is nothing in it. Paste the digest’s text, or choose another file."),
        ("logo.png", "skipped", "No digest: files end in .docx, .eml, .htm, .html, .odt, .pdf, .rtf, .txt."),
    ]
    assert bulk.counts(import_) == Counter({"in": 2, "known": 1, "failed": 1, "skipped": 1, "unread": 0})
    assert (import_.state, import_.packed is not None) == ("done", True)  # kept, for one failed
    first = Digest.objects.order_by("pk").first()
    assert (first.filename, first.received_by, first.state) == ("01.txt", editor, "in_review")


def test_what_is_in_needs_no_archive_any_more(reference: None) -> None:
    import_ = bulk.begin(packed(**digests(1)), "a.zip", make.make_series(), who=None)
    take_all(import_)
    import_.refresh_from_db()
    assert (import_.state, import_.packed) == ("done", None)


def test_only_what_failed_is_tried_again(reference: None, settings: object) -> None:
    settings.DIGEST_MAX_BYTES = 60  # type: ignore[attr-defined]
    files = {"large.txt": DIGEST.format(day=3).encode(), "odd.txt": b"\x00" * 50}
    import_ = bulk.begin(packed(**files), "a.zip", make.make_series(), who=None)
    take_all(import_)
    assert [(name, state) for name, state, _reason in lines(import_)] == [("large.txt", "failed"), ("odd.txt", "in")]
    assert bulk.counts(import_)["unread"] == 1
    settings.DIGEST_MAX_BYTES = 10_000  # type: ignore[attr-defined]
    assert [digest.filename for digest in bulk.retry(import_)] == ["odd.txt"]
    take_all(import_)
    assert [(name, state) for name, state, _reason in lines(import_)] == [("large.txt", "in"), ("odd.txt", "in")]
    import_.refresh_from_db()
    assert import_.packed is None


def test_a_file_that_says_it_is_small_and_is_not_is_refused(settings: object) -> None:
    settings.DIGEST_MAX_BYTES = 1000  # type: ignore[attr-defined]
    raw = bytearray(packed(**{"bomb.txt": b"a" * 5000}))
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 24 : at + 28] = (10).to_bytes(4, "little")  # the size in the directory
    import_ = bulk.begin(bytes(raw), "a.zip", make.make_series(), who=None)
    take_all(import_)
    [(name, state, reason)] = lines(import_)
    assert (name, state, bool(reason)) == ("bomb.txt", "failed", True)
    assert Digest.objects.count() == 0


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"no zip at all", "no zip that can be read"),
        (packed(), "There is no file in it"),
        (packed(**{"a/": b""}), "There is no file in it"),
        (packed(**digests(1))[:-10], "no zip that can be read"),
    ],
)
def test_what_is_no_zip_is_refused_and_nothing_kept(raw: bytes, words: str) -> None:
    with pytest.raises(bulk.NotAnArchive, match=words):
        bulk.begin(raw, "a.zip", make.make_series(), who=None)
    assert Import.objects.count() == 0


def test_too_large_and_too_many(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST_FILES", 1)
    with pytest.raises(bulk.NotAnArchive, match="2 files"):
        bulk.begin(packed(**digests(2)), "a.zip", make.make_series(), who=None)
    settings.IMPORT_MAX_BYTES = 10  # type: ignore[attr-defined]
    with pytest.raises(bulk.NotAnArchive, match="a zip may have"):
        bulk.begin(packed(**digests(2)), "a.zip", make.make_series(), who=None)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_zip_is_refused_or_its_lines_say_why(data: st.DataObject) -> None:
    raw = bytearray(packed(**digests(2)))
    for _number in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        import_ = bulk.begin(bytes(raw), "a.zip", make.make_series(), who=None)
    except bulk.NotAnArchive:
        return
    while bulk.take_some(import_)[1]:
        pass
    for _name, state, reason in lines(import_):
        assert state == ImportedFile.State.IN or reason


def test_all_of_it_is_taken_out_but_what_somebody_worked_on(reference: None, editor: User) -> None:
    import_ = bulk.begin(packed(**digests(3)), "a.zip", make.make_series(), who=editor)
    take_all(import_)
    worked_on = Digest.objects.order_by("pk").first()
    review.set_title(worked_on, who=editor, title="Tea")
    assert jobs.take_out(import_id=import_.pk, who=editor.pk) == "done"
    assert list(Digest.objects.all()) == [worked_on]
    assert [(state, bool(reason)) for _name, state, reason in lines(import_)] == [
        ("in", True), ("undone", False), ("undone", False),
    ]  # fmt: skip
    assert jobs.take_out(import_id=99999, who=editor.pk) == "gone"


def test_the_worker_goes_on_step_by_step(reference: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    import_ = bulk.begin(packed(**digests(3)), "a.zip", make.make_series(), who=None)
    steps = [jobs.go_on_with_import(import_id=import_.pk) for _step in range(3)]
    assert steps == ["going on", "going on", "done"]
    assert jobs.go_on_with_import(import_id=99999) == "gone"
    assert Digest.objects.count() == 3
