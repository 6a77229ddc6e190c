"""What reading a file gives (ReadText), and why a file cannot be read (Unreadable)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Format = Literal["txt", "html", "docx", "pdf", "eml"]

MAX_BYTES = 10 * 1024 * 1024  # of the file as received, and characters of the text in it

FORMATS_READ = "plain text (.txt), a web page (.html), Word (.docx), PDF (.pdf) or mail (.eml)"

# Code -> what was wrong and what to do. The codes are stable; the sentences are for editors, and translatable.
REASONS = {
    "empty": "There is no text in the file. Choose the file that holds the digest, or paste the digest's text.",
    "too-large": "The file, or the text in it, is larger than 10 MB. Send the digest without pictures, or in parts.",
    "binary": "The file is not text: it looks like {looks}. Send the digest as {formats}.",
    "format": "The file looks like {looks}, which is not read here. Save it as {formats}, and send that.",
    "encrypted": "The file is {looks} protected with a password. Save it without the password and send it again.",
    "broken": "The file is {looks}, but it is damaged and cannot be opened. "
    "Open it in the program that made it, save it again, and send the new file.",
    "no-text": "It is a scanned PDF with no text. Send the text, or a PDF that was not scanned.",
    "garbled": "The letters of this PDF cannot be turned back into text: its fonts do not say which letter is which. "
    "Send the text, or a PDF made in another program.",
    "too-many-pages": "The PDF has {pages} pages; at most {limit} are read. Send the digest's own pages only.",
    "unpacks-too-large": "The Word document unpacks to far more than any press digest needs, "
    "as files made to attack a reader do. It was not opened. Send the digest as text.",
    "unsafe-xml": "The Word document declares a document type, which Word never does and which can be used to attack "
    "a reader. It was not opened. Open it in Word, save it as a new .docx, and send that.",
    "too-complex": "The file is built of too many parts, or of parts nested too deep, to be read safely. "
    "Send the digest's text as a plain text file.",
    "too-slow": "Reading the file took too long and was stopped. Send the digest as plain text, or in parts.",
    "too-much-memory": "Reading the file needed too much memory and was stopped. "
    "Send the digest as plain text, or in parts.",
    "failed": "Reading the file failed for a reason that is not known. Send the digest as plain text.",
}


class Unreadable(Exception):
    """A file that gives no text. `code` is stable, `message` tells the editor what was wrong and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail, in a format that is read here; it becomes a digest of its own."""

    filename: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of a file, and what came with it.

    `encoding` is the codec that the text was decoded with (None where the format settles it), `title` is a web
    page's title or a mail's subject, never invented. `notes` are whole sentences that a person should know.
    `text` is blank only for a mail that has attachments and no body.
    """

    text: str
    format: Format
    encoding: str | None = None
    title: str | None = None
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = ()


def refuse(code: str, **values: object) -> Unreadable:
    """The exception to raise for `code`, a key of REASONS, with the sentence's gaps filled from `values`."""
    return Unreadable(code, REASONS[code].format(formats=FORMATS_READ, **values))


def counted(number: int, noun: str) -> str:
    """`number` and `noun`, in the plural where it is not one: "1 byte", "1,200 bytes"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
