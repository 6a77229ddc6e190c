"""Word documents (.docx): a zip of XML parts -> the text of the main part, in document order.

Read with zipfile and expat rather than a library for Word, because both are asked before anything is unpacked
or built in memory, and because tracked changes, text boxes and content controls are then ours to decide about.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any
from xml.parsers import expat

from .flow import Flow
from .shapes import ReadText, refuse

_MAX_MEMBERS = 2_000
_MAX_UNPACKED = 64 * 1024 * 1024  # bytes, all members
_MAX_RATIO = 200  # of unpacked to packed; real documents were seen to stay under 60
_RATIO_COUNTS_FROM = 4 * 1024 * 1024  # bytes unpacked; small files may repeat themselves as they like
_MAX_DEPTH = 500  # elements within elements

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
# What was deleted or moved away in tracked changes, and the second copy of what newer versions draw.
_LEFT_OUT = frozenset(("w del", "w moveFrom", "mc Fallback"))
_CHARACTERS = {"w tab": "\t", "w br": "\n", "w cr": "\n", "w noBreakHyphen": "-"}
_BEGIN = {"w tbl": Flow.begin_table, "w tr": Flow.begin_row, "w tc": Flow.begin_cell}
_END = {"w tbl": Flow.end_table, "w tc": Flow.end_cell, "w p": Flow.end_item}

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, KeyError, ValueError)


def read(data: bytes) -> ReadText:
    """The text of a Word document: paragraphs, headings, list items ("* ") and tables.

    Raises Unreadable "unpacks-too-large" (by what the zip declares, before anything is unpacked), "unsafe-xml"
    (any part with a document type), "encrypted" or "broken".
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            _refuse_bomb(members, len(data))
            if any(member.flag_bits & 1 for member in members):
                raise refuse("encrypted", looks="a Word document")
            return ReadText(_text(package, members), "docx")
    except (*_BROKEN, expat.ExpatError) as error:
        raise refuse("broken", looks="a Word document") from error


def _refuse_bomb(members: list[zipfile.ZipInfo], packed: int) -> None:
    # zipfile never gives more of a member than the size declared here, so the declaration can be relied on.
    unpacked = sum(member.file_size for member in members)
    bomb = unpacked > _RATIO_COUNTS_FROM and unpacked > _MAX_RATIO * packed
    if len(members) > _MAX_MEMBERS or unpacked > _MAX_UNPACKED or bomb:
        raise refuse("unpacks-too-large")


def _text(package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> str:
    main = _main_part(package)
    body = _Body()
    for member in members:
        if member.filename == main:
            _parse(package, member, body)
        elif member.filename.endswith((".xml", ".rels")):
            _parse(package, member, None)
    return body.flow.text()


def _main_part(package: zipfile.ZipFile) -> str:
    """The name of the part that holds the document's body, as the package's list of contents gives it."""
    found = []

    def see(name: str, attributes: dict[str, str]) -> None:
        if name.endswith(" Override") and attributes.get("ContentType", "").endswith(".main+xml"):
            found.append(attributes.get("PartName", "").lstrip("/"))

    parser = _parser()
    parser.StartElementHandler = see
    with package.open("[Content_Types].xml") as part:
        parser.ParseFile(part)
    return package.getinfo(found[0] if found else "word/document.xml").filename


def _parse(package: zipfile.ZipFile, member: zipfile.ZipInfo, body: _Body | None) -> None:
    """Run one part through the parser, into `body` where there is one; a document type is refused anywhere."""
    parser = _parser()
    if body:
        parser.StartElementHandler, parser.EndElementHandler = body.start, body.end
        parser.CharacterDataHandler = body.characters
    try:
        with package.open(member) as part:
            parser.ParseFile(part)
    except expat.ExpatError:
        if body:  # any other part may be as broken as it likes
            raise


def _parser() -> Any:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise refuse("unsafe-xml")


class _Body:
    """Follows the elements of the main part and tells a Flow what they mean."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._open: list[str] = []
        self._left_out = 0
        self._in_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _short(name)
        self._open.append(name)
        if len(self._open) > _MAX_DEPTH:
            raise refuse("too-complex")
        self._left_out += name in _LEFT_OUT
        if self._left_out:
            return
        if name == "w p":
            self.flow.end_paragraph()  # of the paragraph that a text box is anchored in
        elif name == "w t":
            self._in_text = True
        elif name in _CHARACTERS and self._open[-2:-1] == ["w r"]:  # a "tab" stands in styles, too
            self.flow.add(_CHARACTERS[name])
        elif name in _BEGIN:
            _BEGIN[name](self.flow)
        elif self._is_item(name, attributes):
            self.flow.begin_item()

    def end(self, name: str) -> None:
        name = self._open.pop()
        self._in_text = False
        if not self._left_out and name in _END:
            _END[name](self.flow)
        self._left_out -= name in _LEFT_OUT

    def characters(self, text: str) -> None:
        if self._in_text and not self._left_out:
            self.flow.add(text)

    def _is_item(self, name: str, attributes: dict[str, str]) -> bool:
        """Whether this is the property that makes the open paragraph a list item."""
        value = next((attributes[word + "val"] for word in _WORD if word + "val" in attributes), "")
        if name == "w numId":
            return value != "0" and "w pPrChange" not in self._open
        return name == "w pStyle" and value.startswith(("ListBullet", "ListNumber"))


def _short(name: str) -> str:
    """A name of Word's own or of the compatibility namespace with a short prefix; "" for all others."""
    for namespace in _WORD:
        if name.startswith(namespace):
            return "w " + name[len(namespace) :]
    return "mc " + name[len(_COMPATIBILITY) :] if name.startswith(_COMPATIBILITY) else ""
