"""PDFs: those with text, and those without."""

import pytest

from archive.parsing.formats.pdf import read
from archive.parsing.formats.shapes import ReadText, Unreadable

from .made import blank_pdf, column, locked, pdf

PAGE = column(
    "Press review: harbour fees",
    "",
    "The Northern Courier writes that the fees for ships in the eastern",
    "harbour will rise again, and that the well-",
    "known owners of the grain terminals will not accept the nego-",
    "tiated sums before autumn.",
    "",
    "“We said so,” their speaker told the newspaper.",
)
TEXT = (
    "Press review: harbour fees\n\n"
    "The Northern Courier writes that the fees for ships in the eastern harbour will rise again, and that the "
    "well-known owners of the grain terminals will not accept the negotiated sums before autumn.\n\n"
    "“We said so,” their speaker told the newspaper."
)


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(Unreadable) as why:
        read(data)
    return why.value.code, why.value.message


def test_lines_become_paragraphs():
    assert read(pdf(PAGE)) == ReadText(TEXT, "pdf")


def test_a_password_for_printing_only_does_not_matter():
    assert read(locked(pdf(PAGE), "")) == ReadText(TEXT, "pdf")


def test_numbers_of_pages_are_left_out_and_a_running_line_is_noted():
    foot = ("Courier desk, internal", 72, 40, 8)
    data = pdf([*PAGE, foot, ("1", 300, 30, 8)], [*column("Second page."), foot, ("2", 300, 30, 8)])
    assert read(data) == ReadText(
        f"{TEXT}\n\nSecond page.",
        "pdf",
        notes=("“Courier desk, internal” was left out where it only heads or foots a page.",),
    )


def test_a_page_that_is_a_scan_is_noted():
    assert read(pdf(PAGE, [], [])) == ReadText(
        TEXT, "pdf", notes=("Pages without text: 2, 3. If they are scans, their stories are missing.",)
    )


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (
            locked(pdf(PAGE), "a password"),
            "encrypted",
            "The file is a PDF protected with a password. Save it without the password and send it again.",
        ),
        (
            b"%PDF-1.4\nand nothing of what must follow",
            "broken",
            "The file is a PDF, but it is damaged and cannot be opened. "
            "Open it in the program that made it, save it again, and send the new file.",
        ),
        (
            blank_pdf(2),
            "no-text",
            "It is a scanned PDF with no text. Send the text, or a PDF that was not scanned.",
        ),
        (
            blank_pdf(201),
            "too-many-pages",
            "The PDF has 201 pages; at most 200 are read. Send the digest's own pages only.",
        ),
        (
            blank_pdf(0),
            "empty",
            "There is no text in the file. Choose the file that holds the digest, or paste the digest's text.",
        ),
        (
            pdf(column("\x01\x02\x03\x04\x05\x06 fees")),
            "garbled",
            "The letters of this PDF cannot be turned back into text: its fonts do not say which letter is which. "
            "Send the text, or a PDF made in another program.",
        ),
    ],
    ids=["locked", "broken", "scanned", "many", "none", "garbled"],
)
def test_what_is_refused(data, code, message):
    assert refused(data) == (code, message)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_pdf_that_breaks_off_is_read_or_refused(cut):
    data = pdf(PAGE)
    try:
        found = read(data[: int(len(data) * cut)])
    except Unreadable as why:
        assert why.code in {"broken", "empty", "no-text"}  # noqa: PT017 (both ends are right)
    else:
        assert TEXT.startswith(found.text[:20])
