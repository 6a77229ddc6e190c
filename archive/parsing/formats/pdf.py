"""PDFs: the words of each page and where they stand -> text in paragraphs."""

from __future__ import annotations

import io
import re

from pypdf import PageObject, PasswordType, PdfReader

from .reflow import Line, paragraphs
from .shapes import ReadText, refuse

_MAX_PAGES = 200

# Pieces of a word that typesetting draws as one sign, and signs that fonts without a map of letters come out as.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_NO_LETTER = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")


def read(data: bytes) -> ReadText:
    """The text of a PDF, its lines joined to paragraphs; page numbers and running lines are left out.

    Raises Unreadable "encrypted", "broken", "too-many-pages", "no-text" (scanned) or "garbled".
    """
    pages = _pages(data)
    if not pages:
        raise refuse("empty")
    lines: list[list[Line]] = []
    unread, blank = [], []
    for number, page in enumerate(pages, 1):
        try:
            lines.append(_lines(page))
        except MemoryError:
            raise
        except Exception:  # pypdf fails in many ways on a damaged page, and other pages may be whole
            lines.append([])
            unread.append(number)
        else:
            if not lines[-1]:
                blank.append(number)
    if len(unread) == len(pages):
        raise refuse("broken", looks="a PDF")
    found, running = paragraphs(lines)
    text = "\n\n".join(found)
    if not text:
        raise refuse("no-text")
    if len(_NO_LETTER.findall(text)) * 3 > len(text):
        raise refuse("garbled")
    notes = [f"“{line}” was left out where it only heads or foots a page." for line in running]
    if unread:
        notes.append(f"Damaged pages that could not be read: {_listed(unread)}.")
    if blank:
        notes.append(f"Pages without text: {_listed(blank)}. If they are scans, their stories are missing.")
    return ReadText(text, "pdf", notes=tuple(notes))


def _pages(data: bytes) -> list[PageObject]:
    try:
        document = PdfReader(io.BytesIO(data))
        # A PDF that only restricts printing opens with the empty password.
        locked = document.is_encrypted and document.decrypt("") == PasswordType.NOT_DECRYPTED
        count = 0 if locked else len(document.pages)
        pages = [document.pages[number] for number in range(min(count, _MAX_PAGES))]
    except MemoryError:
        raise
    except Exception as error:  # whatever pypdf fails with, the file is what is wrong
        raise refuse("broken", looks="a PDF") from error
    if locked:
        raise refuse("encrypted", looks="a PDF")
    if count > _MAX_PAGES:
        raise refuse("too-many-pages", pages=count, limit=_MAX_PAGES)
    return pages


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page in the order of its content, each with the place and size of its first letter."""
    lines: list[Line] = []
    pieces: list[str] = []
    place = (0.0, 0.0, 0.0)

    def close() -> None:
        text = " ".join("".join(pieces).translate(_LIGATURES).split())
        if text:
            lines.append(Line(text, *place))
        pieces.clear()

    def see(text: str, outer: list[float], inner: list[float], _font: object, size: float) -> None:
        nonlocal place
        for number, piece in enumerate(text.split("\n")):
            if number:
                close()
            if piece.strip() and not pieces:
                place = _place(outer, inner, size)
            if piece and (pieces or piece.strip()):
                pieces.append(piece)

    page.extract_text(visitor_text=see)
    close()
    return lines


def _place(outer: list[float], inner: list[float], size: float) -> tuple[float, float, float]:
    """Where text begins on the page (x, y in points from the lower left) and how high its letters are."""
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    scale = abs((inner[3] or inner[1]) * (outer[3] or outer[1]))
    return x, y, round(size * scale, 1)


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
