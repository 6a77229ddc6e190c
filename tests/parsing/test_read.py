"""Reading a digest: whichever file comes, text or a reason."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.parsing.read import MAX_BYTES, Attachment, ReadText, Unreadable, read_digest, read_safely

from .formats.made import column, pdf, word, zipped

MAIL = (
    b"From: desk@courier.example\r\nMIME-Version: 1.0\r\nSubject: Digest\r\n"
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nFees rise.\r\n--b\r\n"
    b"Content-Disposition: attachment; filename=grain.txt\r\n\r\nGrain moves.\r\n--b--\r\n"
)
FILES = {
    "digest.txt": (b"Fees rise.\r\n", ReadText("Fees rise.\r\n", "txt", "utf-8")),
    "digest.html": (b"<title>D</title><p>Fees rise.", ReadText("Fees rise.", "html", "utf-8", "D")),
    "digest.docx": (word("<w:p><w:r><w:t>Fees rise.</w:t></w:r></w:p>"), ReadText("Fees rise.", "docx")),
    "digest.pdf": (pdf(column("Fees rise.")), ReadText("Fees rise.", "pdf")),
    "digest.eml": (
        MAIL,
        ReadText("Fees rise.", "eml", "utf-8", "Digest", (Attachment("grain.txt", b"Grain moves."),)),
    ),
}
DEEP = b"<div>" * 200_000  # a tree that takes the HTML parser many minutes


def refused(call, *arguments, **limits) -> str:
    with pytest.raises(Unreadable) as why:
        call(*arguments, **limits)
    return why.value.code


@pytest.mark.parametrize("filename", FILES)
def test_every_format_here_and_in_a_process_of_its_own(filename):
    data, expected = FILES[filename]
    assert read_digest(data, filename) == expected
    assert read_safely(data, filename) == expected


@pytest.mark.parametrize("read", [read_digest, read_safely])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        ("\ufeff \u200b\n".encode(), "empty"),
        (b"<p> </p><script>x</script>", "empty"),
        (word("<w:p/>"), "empty"),
        (b"x" * (MAX_BYTES + 1), "too-large"),
        (b"Fees\x00rise", "binary"),
        (zipped({"a": "b"}), "binary"),
        (word("<w:p/>" * 12_000_000), "unpacks-too-large"),
        (word("", **{"word/a.xml": "<!DOCTYPE a><a/>"}), "unsafe-xml"),
        (b"%PDF-1.7 broken", "broken"),
    ],
    ids=["none", "blank", "invisible", "page", "document", "large", "nul", "zip", "bomb", "doctype", "pdf"],
)
def test_what_is_refused(read, data, code):
    assert refused(read, data, "digest.html" if data.startswith(b"<p>") else "digest.txt") == code


def test_a_wrong_name_is_noted():
    data, expected = FILES["digest.pdf"]
    assert read_safely(data, "digest.txt") == ReadText(
        expected.text, "pdf", notes=("The file is named .txt but is a PDF; it was read as that.",)
    )


def test_control_characters_are_replaced_one_for_one():
    assert read_digest("Fees\x07 rise.\x0c\r\n\tMore\x85 of it all.\n".encode(), "digest.txt") == ReadText(
        "Fees\ufffd rise.\ufffd\r\n\tMore\ufffd of it all.\n",
        "txt",
        "utf-8",
        notes=("3 control characters replaced by “\ufffd”.",),
    )


def test_ten_megabytes_of_one_line():
    text = "Harbour fees rise, grain moves. " * (MAX_BYTES // 32)
    assert read_safely(text.encode(), "digest.txt") == ReadText(text, "txt", "utf-8")
    assert read_safely(b"<p>" + text[:-10].encode(), "digest.html").text == text[:-10]


def test_a_document_of_more_text_than_is_read():
    # Numbers, so that it is no bomb by its ratio: 11 MB of text in a far smaller file.
    text = " ".join(map(str, range(1_500_000)))
    body = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    assert refused(read_safely, word(body), "digest.docx") == "too-large"


@pytest.mark.parametrize("filename", ["", "../../etc/passwd", "a\x00b.txt", "\udcff.txt", "x" * 10_000, "-m", "a\nb"])
def test_any_name_is_only_a_name(filename):
    assert read_safely(b"Fees rise.", filename).text == "Fees rise."


def test_time_is_limited_from_the_first_moment():
    assert refused(read_safely, b"Fees rise.", "digest.txt", seconds=0.001) == "too-slow"


def test_a_file_that_takes_its_time_is_stopped():
    assert refused(read_safely, DEEP, "digest.html", seconds=1.5) == "too-slow"


def test_no_process_is_left_behind():
    before = children()
    refused(read_safely, DEEP, "digest.html", seconds=1)
    read_safely(b"Fees rise.", "digest.txt")
    assert children() == before


def children() -> set[str]:
    """The processes that this one started and that are still there, ended or not."""
    return {status.parent.name for status in Path("/proc").glob("[0-9]*/stat") if _parent(status) == os.getpid()}


def _parent(status: Path) -> int:
    try:
        return int(status.read_text().rpartition(")")[2].split()[1])
    except OSError:  # it ended while we looked
        return 0


def test_memory_is_limited():
    many = b"<b>" * 1_000_000
    assert refused(read_safely, many, "digest.html", memory=150 * 1024 * 1024) in {"too-complex", "too-much-memory"}
    assert refused(read_safely, b"x" * MAX_BYTES, "digest.txt", memory=45 * 1024 * 1024) in {
        "too-much-memory",
        "failed",
    }


def test_it_may_be_called_from_many_threads():
    found = []
    threads = [
        threading.Thread(target=lambda text=text: found.append(read_safely(text.encode(), "digest.txt").text))
        for text in ("One.", "Two.", "Three.")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["One.", "Three.", "Two."]


SNIPPETS = st.sampled_from(
    [data for data, _ in FILES.values()]
    + [b"\xff\xfe", b"\xef\xbb\xbf", b"%PDF-1.4\n", b"PK\x03\x04", b"[Content_Types].xml", b"word/", b"<html>", b"</p>"]
    + [
        b"From: a\r\n",
        b"Message-ID: <x>\r\n",
        b"Content-Type: multipart/alternative; boundary=b\r\n",
        b"--b\r\n",
        b"\n\n",
    ]
    + [b"<table>", b"<tr>", b"<td>", b"<li>", b"<meta charset=utf-7>", b"trailer << /Root 1 0 R /Encrypt 2 0 R >>"]
)
CONTENTS = st.binary(max_size=300) | st.lists(SNIPPETS | st.binary(max_size=30), max_size=8).map(b"".join)
NAMES = st.text(max_size=12) | st.sampled_from([*FILES, "a.csv", "a.docm", "a.mht"])


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CONTENTS, NAMES)
def test_any_bytes_under_any_name_give_text_or_a_reason(data, filename):
    try:
        found = read_digest(data, filename)
    except Unreadable as why:
        assert (bool(why.code), str(why)) == (True, why.message)  # noqa: PT017 (a reason is as good as a text)
    else:
        found.text.encode()
        assert found.text.strip() or found.attachments


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_damage_to_a_file_gives_text_or_a_reason(filename, draw):
    data = bytearray(FILES[filename][0])
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(data) - 1))
        data[at : at + draw.draw(st.integers(0, 5))] = draw.draw(st.binary(max_size=5))
        data = data or bytearray(b" ")
    try:
        read_digest(bytes(data), filename).text.encode()
    except Unreadable as why:
        assert str(why) == why.message  # noqa: PT017 (a reason is as good as a text)
