"""Real files, made where a test needs them."""

import io
import zipfile

from docx import Document
from pypdf import PdfReader, PdfWriter

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENTS = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
    'document.main+xml"/></Types>'
)


def saved(document: Document) -> bytes:
    """A python-docx document as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip of members, compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return file.getvalue()


def word(body: str, **others: str | bytes) -> bytes:
    """A .docx of nothing but a body in WordprocessingML, and other parts by name ("word/notes.xml")."""
    markup = (
        f'<w:document xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return zipped({"[Content_Types].xml": CONTENTS, "word/document.xml": markup, **others})


def pdf(*pages: list[tuple[str, int, int, int]]) -> bytes:
    """A PDF whose pages are lists of printed lines: text, x, y (points from the lower left), size of the letters."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        drawn = "\n".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj ET" for text, x, y, size in lines)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    file = "%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(file))
        file += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    file += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{file.index('xref')}\n%%EOF\n"
    return file.encode("cp1252")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def column(*lines: str, x: int = 72, top: int = 760, size: int = 12, leading: int = 14) -> list[tuple]:
    """Printed lines one under the other; a blank one leaves room."""
    return [(text, x, top - number * leading, size) for number, text in enumerate(lines) if text]


def locked(data: bytes, password: str, *, owner: str = "an owner") -> bytes:
    """The PDF with a password to open it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, owner, algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def blank_pdf(pages: int) -> bytes:
    """A PDF of pages with nothing on them, as scans look to a reader of text."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
