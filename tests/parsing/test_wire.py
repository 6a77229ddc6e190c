"""Answers between two processes come out as they went in, and nothing else comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.formats.shapes import Attachment, ReadText, Unreadable
from archive.parsing.wire import from_wire, to_wire

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
ANSWERS = st.builds(
    ReadText,
    text=TEXT,
    format=st.sampled_from(["txt", "html", "docx", "pdf", "eml"]),
    encoding=st.none() | TEXT,
    title=st.none() | TEXT,
    attachments=st.lists(st.builds(Attachment, TEXT, st.binary())).map(tuple),
    notes=st.lists(TEXT).map(tuple),
)


@given(ANSWERS)
def test_a_text_comes_out_as_it_went_in(answer):
    assert from_wire(to_wire(answer)) == answer


@given(TEXT, TEXT)
def test_a_refusal_comes_out_as_it_went_in(code, message):
    told = from_wire(to_wire(Unreadable(code, message)))
    assert isinstance(told, Unreadable)
    assert (told.code, told.message, str(told)) == (code, message, message)


@pytest.mark.parametrize(
    "received",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"code": 1, "message": "x"}',
        b'{"text": 1, "format": "txt", "encoding": null, "title": null, "attachments": [], "notes": []}',
        b'{"text": "", "format": "exe", "encoding": null, "title": null, "attachments": [], "notes": []}',
        b'{"text": "", "format": "txt", "encoding": null, "title": null, "attachments": [["a", "?"]], "notes": []}',
        b'{"text": "", "format": "txt", "encoding": null, "title": null, "attachments": [[1]], "notes": []}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_anything_else_is_refused(received):
    with pytest.raises(ValueError):  # noqa: PT011 (its subclasses for JSON and UTF-8 are right, too)
        from_wire(received)
