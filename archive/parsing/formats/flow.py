"""Paragraphs, list items and tables as a document gives them -> text with a blank line between paragraphs."""

from __future__ import annotations

import re

_INVISIBLE = {0xAD: None, 0x200B: None, 0xFEFF: None, 0xA0: " ", 0x2028: "\n", 0x2029: "\n"}
_SPACES = re.compile(r" {2,}")
_LINE_END = re.compile(r" \n ?|\n ")
_SHORT = 100  # characters: a table whose cells are all shorter holds data, another only lays text out


class Flow:
    """Collects a document's text in reading order.

    A table of short cells becomes lines with tabs between the cells; of any other table the cells' paragraphs
    are kept, one after the other, because there the table only serves the layout.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._prefix = ""
        self._sinks: list[list[str]] = [[]]
        self._tables: list[list[list[list[str]]]] = []

    def add(self, text: str) -> None:
        """Add text to the open paragraph; "\\n" in it is a line break."""
        self._pieces.append(text)

    def begin_item(self) -> None:
        """The next paragraph is the first of a list item."""
        self.end_paragraph()
        self._prefix = "* "

    def end_item(self) -> None:
        self.end_paragraph()
        self._prefix = ""

    def end_paragraph(self) -> None:
        """Close the open paragraph; nothing happens where it is blank."""
        if not self._pieces:
            return
        text = tidy("".join(self._pieces))
        self._pieces = []
        if text:
            self._sinks[-1].append(self._prefix + text)
            self._prefix = ""

    def begin_table(self) -> None:
        self.end_paragraph()
        self._tables.append([])

    def begin_row(self) -> None:
        self.end_paragraph()
        if self._tables:
            self._tables[-1].append([])

    def begin_cell(self) -> None:
        self.end_paragraph()
        cell: list[str] = []
        self._sinks.append(cell)
        if self._tables and self._tables[-1]:
            self._tables[-1][-1].append(cell)

    def end_cell(self) -> None:
        self.end_paragraph()
        if len(self._sinks) > 1:
            self._sinks.pop()

    def end_table(self) -> None:
        self.end_paragraph()
        rows = self._tables.pop() if self._tables else []
        if _holds_data(rows):
            lines = ["\t".join("".join(cell) for cell in row).strip() for row in rows]
            self._sinks[-1].append("\n".join(line for line in lines if line))
        else:
            self._sinks[-1].extend(paragraph for row in rows for cell in row for paragraph in cell)

    def text(self) -> str:
        """All paragraphs, a blank line between them."""
        self.end_paragraph()
        return "\n\n".join(paragraph for paragraph in self._sinks[0] if paragraph)


def tidy(text: str) -> str:
    """Runs of spaces as one, no spaces at line ends, no marks that cannot be seen."""
    text = text.translate(_INVISIBLE)
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return _LINE_END.sub("\n", text).strip() if "\n" in text else text.strip()


def _holds_data(rows: list[list[list[str]]]) -> bool:
    cells = [cell for row in rows for cell in row]
    return (
        len(rows) > 1
        and max(map(len, rows)) > 1
        and any(cells)
        and all(len(cell) < 2 and len("".join(cell)) <= _SHORT and "\n" not in "".join(cell) for cell in cells)
    )
