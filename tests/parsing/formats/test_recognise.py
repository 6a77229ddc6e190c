"""What a file is: content first, then its name."""

import pytest

from archive.parsing.formats.recognise import extension_of, recognise
from archive.parsing.formats.shapes import Unreadable

from .made import pdf, word, zipped

FORMATS = "plain text (.txt), a web page (.html), Word (.docx), PDF (.pdf) or mail (.eml)"
MAIL = b"From: desk@courier.example\r\nSubject: Digest\r\nMIME-Version: 1.0\r\n\r\nFees rise.\r\n"
PAGE = b"<!DOCTYPE html><html><body><p>Fees rise.</p></body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


@pytest.mark.parametrize(
    ("data", "filename", "expected"),
    [
        (b"Fees rise.", "digest.txt", ("txt", ())),
        (b"Fees rise.", "digest", ("txt", ())),
        (b"Fees rise.", "DIGEST.TXT", ("txt", ())),
        (PAGE, "digest.htm", ("html", ())),
        (b"\xef\xbb\xbf\n<!-- saved --> <?xml version='1.0'?>" + PAGE, "digest.xhtml", ("html", ())),
        (b"Fees <b>rise</b>.", "digest.html", ("html", ())),
        (PAGE.decode().encode("utf-16"), "digest.html", ("html", ())),
        (word(""), "digest.docx", ("docx", ())),
        (word("")[:100], "digest.docx", ("docx", ())),
        (pdf([]), "digest.pdf", ("pdf", ())),
        (b"junk before it " + pdf([]), "digest.pdf", ("pdf", ())),
        (MAIL, "digest.eml", ("eml", ())),
        (b"Subject: Digest\n\nFees rise.", "digest.eml", ("eml", ())),
        (b"From desk@courier.example Mon Jun 24\n" + MAIL, "digest.eml", ("eml", ())),
    ],
)
def test_formats_under_their_own_names(data, filename, expected):
    assert recognise(data, filename) == expected


@pytest.mark.parametrize(
    ("data", "filename", "expected"),
    [
        (pdf([]), "digest.txt", ("pdf", ("The file is named .txt but is a PDF; it was read as that.",))),
        (word(""), "digest.pdf", ("docx", ("The file is named .pdf but is a Word document; it was read as that.",))),
        (PAGE, "digest.docx", ("html", ("The file is named .docx but is a web page; it was read as that.",))),
        (MAIL, "digest.txt", ("eml", ("The file is named .txt but is a mail; it was read as that.",))),
        (b"No tags.", "digest.html", ("txt", ("The file is named .html but is plain text; it was read as that.",))),
        (b"No header.", "digest.eml", ("txt", ("The file is named .eml but is plain text; it was read as that.",))),
        (b"Fees.", "digest.csv", ("txt", ("The file is named .csv but is plain text; it was read as that.",))),
        (PAGE, "digest", ("html", ())),
    ],
)
def test_a_wrong_name_is_noticed(data, filename, expected):
    assert recognise(data, filename) == expected


@pytest.mark.parametrize(
    "text",
    [
        b"From: the Northern Courier\nDate: June 24\nSubject: harbour fees\n\nThey rise.",
        b"BZh is short for the ministry.",
        b"MZ, the daily, reports.",
        b"RIFF raff.",
        b"Izvestia < Courier > Post",
        b"A PDF begins with %PDF-1.4, they say.",
    ],
)
def test_a_text_that_only_reminds_of_another_format_is_a_text(text):
    assert recognise(text, "digest.txt") == ("txt", ())


@pytest.mark.parametrize(
    ("data", "filename", "code", "message"),
    [
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            "digest.txt",
            "binary",
            f"The file is not text: it looks like a PNG picture. Send the digest as {FORMATS}.",
        ),
        (
            zipped({"digest.txt": "Fees rise."}),
            "digest.txt",
            "binary",
            f"The file is not text: it looks like a zip archive. Send the digest as {FORMATS}.",
        ),
        (
            zipped({"mimetype": "", "META-INF/application/vnd.oasis.opendocument.text": ""}),
            "digest.odt",
            "format",
            f"The file looks like an OpenDocument file (.odt), which is not read here. Save it as {FORMATS}, and send "
            "that.",
        ),
        (
            b"{\\rtf1\\ansi Fees rise.}",
            "digest.doc",
            "format",
            "The file looks like a rich text file (.rtf), which is not read here. "
            f"Save it as {FORMATS}, and send that.",
        ),
        (
            OLE + "WordDocument".encode("utf-16-le"),
            "digest.doc",
            "format",
            "The file looks like an old Word document (.doc), which is not read here. "
            f"Save it as {FORMATS}, and send that.",
        ),
        (
            OLE + "__substg1.0_".encode("utf-16-le"),
            "digest.msg",
            "format",
            f"The file looks like an Outlook message (.msg), which is not read here. Save it as {FORMATS}, and send "
            "that.",
        ),
        (
            OLE,
            "digest.xyz",
            "format",
            f"The file looks like an old Office document, which is not read here. Save it as {FORMATS}, and send that.",
        ),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "digest.docx",
            "encrypted",
            "The file is a Word or other Office document protected with a password. "
            "Save it without the password and send it again.",
        ),
    ],
)
def test_what_is_not_read_here_is_refused_by_name(data, filename, code, message):
    with pytest.raises(Unreadable) as refused:
        recognise(data, filename)
    assert (refused.value.code, refused.value.message) == (code, message)


@pytest.mark.parametrize(
    ("filename", "extension"),
    [
        ("a.txt", "txt"),
        ("a.TAR.GZ ", "gz"),
        (".txt", ""),
        ("a.", ""),
        ("a/b.c/d", ""),
        ("press digest 24.06", "06"),
        ("No. 12 of the Courier", ""),
        ("x\x00.pdf", "pdf"),
        ("", ""),
    ],
)
def test_extensions(filename, extension):
    assert extension_of(filename) == extension


def test_thousands_of_comments_before_a_page_take_no_time():
    assert recognise(b"<!---->" * 2_000 + b"Fees", "digest.txt") == ("txt", ())
