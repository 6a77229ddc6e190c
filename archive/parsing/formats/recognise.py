"""What a file is: its content decides, its name only where the content leaves a choice."""

from __future__ import annotations

import codecs
import re

from .shapes import Format, refuse

NAMES: dict[Format, str] = {
    "txt": "plain text",
    "html": "a web page",
    "docx": "a Word document",
    "pdf": "a PDF",
    "eml": "a mail",
}

_FORMAT_OF_EXTENSION: dict[str, Format] = {
    "txt": "txt",
    "text": "txt",
    "md": "txt",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "docx": "docx",
    "docm": "docx",
    "pdf": "pdf",
    "eml": "eml",
    "mht": "eml",
    "mhtml": "eml",
}

_SIGNATURES = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "a sound recording"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\x00", "a database"),
)

# Names of members stand uncompressed in a zip, and names of streams (as UTF-16) in an OLE file.
_ZIPS = (
    (b"application/vnd.oasis.opendocument", "an OpenDocument file (.odt)"),
    (b"application/epub+zip", "an e-book (.epub)"),
    (b"xl/workbook", "an Excel workbook"),
    (b"ppt/presentation", "a PowerPoint presentation"),
)
_OLES = (
    ("WordDocument", "an old Word document (.doc)"),
    ("__substg1.0_", "an Outlook message (.msg)"),
    ("Workbook", "an old Excel workbook (.xls)"),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt)"),
)

_HTML = re.compile(
    r"(?>\s+|<!--.*?-->|<\?xml[^>]*>)*+<(?:!doctype\s+html|(?:html|head|body|title|meta|div|p|h1|table|article)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_TAG = re.compile(rb"<(?:/?[a-z][a-z0-9]{0,15}[\s/>]|!doctype)", re.IGNORECASE)
_HEADER_NAME = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):")
# fmt: off
_MAIL_HEADERS = frozenset({
    "from", "to", "cc", "subject", "date", "message-id", "mime-version", "received", "return-path", "delivered-to",
    "content-type", "sender",
})
_WRITTEN_BY_MAIL_SERVERS = frozenset({
    "message-id", "mime-version", "received", "return-path", "delivered-to",
})
# fmt: on

_HEAD = 16 * 1024  # bytes; enough for the headers that tell a mail and the comments before an <html>


def recognise(data: bytes, filename: str) -> tuple[Format, tuple[str, ...]]:
    """The format of `data`, with a note where the file's name says another one.

    Raises Unreadable "binary" (pictures, archives, programs), "format" (documents that are not read here) or
    "encrypted" (Word files with a password).
    """
    extension = extension_of(filename)
    found = _by_signature(data, extension) or _by_text(data, extension)
    expected = _FORMAT_OF_EXTENSION.get(extension)
    if not extension or found == expected:
        return found, ()
    return found, (f"The file is named .{extension} but is {NAMES[found]}; it was read as that.",)


def extension_of(filename: str) -> str:
    """The extension of `filename` in lower case, without the dot; "" where it has none that could be one."""
    match = re.search(r"[^./\\]\.([A-Za-z0-9]{1,8})$", filename.strip())
    return match[1].lower() if match else ""


def _by_signature(data: bytes, extension: str) -> Format | None:
    """The format that the first bytes settle; None where it may be text."""
    head = data[:1024]
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-") or (extension == "pdf" and b"%PDF-" in head):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data, extension)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(data)
    if head.lstrip().startswith(b"{\\rtf"):
        raise refuse("format", looks="a rich text file (.rtf)")
    for signature, looks in _SIGNATURES:
        # "MZ" or "RIFF" may begin a text as well: only beside bytes that no text has do they mean something.
        if head.startswith(signature) and _CONTROL.search(head):
            raise refuse("binary", looks=looks)
    return None


def _zip(data: bytes, extension: str) -> Format:
    if b"[Content_Types].xml" in data and b"word/" in data:
        return "docx"
    for mark, looks in _ZIPS:
        if mark in data:
            raise refuse("format", looks=looks)
    if _FORMAT_OF_EXTENSION.get(extension) == "docx":
        return "docx"  # which its reader will find damaged
    raise refuse("binary", looks="a zip archive")


def _ole(data: bytes) -> Format:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise refuse("encrypted", looks="a Word or other Office document")
    for stream, looks in _OLES:
        if stream.encode("utf-16-le") in data:
            raise refuse("format", looks=looks)
    raise refuse("format", looks="an old Office document")


def _by_text(data: bytes, extension: str) -> Format:
    head = _head(data)
    if _is_mail(head, extension):
        return "eml"
    if _HTML.match(head) or (_FORMAT_OF_EXTENSION.get(extension) == "html" and _TAG.search(data)):
        return "html"
    return "txt"


def _head(data: bytes) -> str:
    """The beginning of a text whose encoding is not known yet: good for looking for ASCII only."""
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _is_mail(head: str, extension: str) -> bool:
    """Whether the text begins with the headers of a mail.

    A digest may begin with "Date:" and "Subject:" too, so under another name than .eml a header is asked for
    that only mail programs write.
    """
    names = set()
    for number, line in enumerate(head.lstrip("\r\n").splitlines()):
        header = _HEADER_NAME.match(line)
        if header:
            names.add(header[1].lower())
        elif not line.startswith((" ", "\t")) and not (number == 0 and line.startswith("From ")):
            break
    if _FORMAT_OF_EXTENSION.get(extension) == "eml":
        return bool(names & _MAIL_HEADERS)
    return "from" in names and bool(names & _WRITTEN_BY_MAIL_SERVERS)
