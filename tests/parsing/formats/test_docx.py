"""Word documents: what is in them, and what must not be opened."""

import pytest
from docx import Document

from archive.parsing.formats.docx import read
from archive.parsing.formats.shapes import ReadText, Unreadable

from .made import CONTENTS, saved, word, zipped

DOCTYPE = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(Unreadable) as why:
        read(data)
    return why.value.code, why.value.message


def test_headings_paragraphs_lists_and_tables_in_their_order():
    document = Document()
    document.add_heading("Press review", 0)
    document.add_paragraph("Harbour fees rise.\nBy 3%.")
    document.add_heading("Northern Courier: Grain", 1)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Paper", "Copies", "Courier", "9"), strict=True):
        cell.text = text
    document.add_paragraph("One", style="List Bullet")
    document.add_paragraph("Two", style="List Number")
    document.add_paragraph("")
    paragraph = document.add_paragraph("She said: ")
    paragraph.add_run("“Enough”").bold = True
    paragraph.add_run("\tand left.")
    assert read(saved(document)) == ReadText(
        "Press review\n\nHarbour fees rise.\nBy 3%.\n\nNorthern Courier: Grain\n\nPaper\tCopies\nCourier\t9\n\n"
        "* One\n\n* Two\n\nShe said: “Enough”\tand left.",
        "docx",
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>",
            "new",
        ),
        ("<w:p><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:t>stays</w:t></w:r></w:p>", "stays"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>in a control</w:t></w:r></w:p></w:sdtContent></w:sdt>", "in a control"),
        ("<w:p><w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink></w:p>", "a link"),
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>", "a\tb"),
        ("<w:p><w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t><w:br/><w:t>b</w:t></w:r></w:p>", "well-known\nb"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>text</w:t></w:r></w:p>", "text"),
        ("<w:p><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>", "* item"),
        ("<w:p><w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr><w:r><w:t>none</w:t></w:r></w:p>", "none"),
        (
            "<w:p><w:r><w:t>anchor</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback>"
            "</mc:AlternateContent><w:t>goes on</w:t></w:r></w:p>",
            "anchor\n\nbox\n\ngoes on",
        ),
    ],
)
def test_what_word_writes_and_others_overlook(body, text):
    assert read(word(body)) == ReadText(text, "docx")


def test_the_body_is_found_where_the_package_says():
    contents = CONTENTS.replace("document.xml", "document2.xml")
    body = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:document>'
    assert read(zipped({"[Content_Types].xml": contents, "word/document2.xml": body})) == ReadText("x", "docx")


UNPACKS = (
    "unpacks-too-large",
    "The Word document unpacks to far more than any press digest needs, as files made to attack a reader do. "
    "It was not opened. Send the digest as text.",
)
UNSAFE = (
    "unsafe-xml",
    "The Word document declares a document type, which Word never does and which can be used to attack a reader. "
    "It was not opened. Open it in Word, save it as a new .docx, and send that.",
)
BROKEN = (
    "broken",
    "The file is a Word document, but it is damaged and cannot be opened. "
    "Open it in the program that made it, save it again, and send the new file.",
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (word("<w:p/>" * 20_000_000), UNPACKS),
        (word("", **{"word/media/a.png": bytes(8_000_000)}), UNPACKS),
        (word("", **{f"word/{number}.xml": "" for number in range(2_001)}), UNPACKS),
        (zipped({"[Content_Types].xml": CONTENTS, "word/document.xml": DOCTYPE + "<w>&b;</w>"}), UNSAFE),
        (
            zipped({"[Content_Types].xml": CONTENTS, "word/document.xml": (DOCTYPE + "<w>&b;</w>").encode("utf-16")}),
            UNSAFE,
        ),
        (word("", **{"word/styles.xml": '<!DOCTYPE x SYSTEM "http://attacker.example/x.dtd"><x/>'}), UNSAFE),
        (zipped({"[Content_Types].xml": DOCTYPE + "<x/>", "word/document.xml": ""}), UNSAFE),
        (word("<w:p>"), BROKEN),
        (word("<w:p/>")[:-30], BROKEN),
        (zipped({"[Content_Types].xml": CONTENTS}), BROKEN),
        (zipped({"word/document.xml": "<x/>"}), BROKEN),
        (
            word("<w:p>" * 600 + "</w:p>" * 600),
            (
                "too-complex",
                "The file is built of too many parts, or of parts nested too deep, to be read safely. "
                "Send the digest's text as a plain text file.",
            ),
        ),
    ],
    ids=[
        "bomb",
        "ratio",
        "members",
        "entities",
        "utf-16",
        "external",
        "contents",
        "unclosed",
        "truncated",
        "no-body",
        "no-contents",
        "deep",
    ],
)
def test_what_is_refused(data, expected):
    assert refused(data) == expected


def test_a_member_with_a_password():
    data = bytearray(word("<w:p/>"))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    assert refused(bytes(data)) == (
        "encrypted",
        "The file is a Word document protected with a password. Save it without the password and send it again.",
    )


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_declares():
    data = bytearray(word("<w:p><w:r><w:t>" + "a" * 100_000 + "</w:t></w:r></w:p>"))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (50).to_bytes(4, "little")
    assert refused(bytes(data)) == BROKEN


def test_parts_that_are_not_read_may_be_broken():
    assert read(word("<w:p><w:r><w:t>x</w:t></w:r></w:p>", **{"word/theme.xml": "<broken"})) == ReadText("x", "docx")
