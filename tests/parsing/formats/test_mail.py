"""Mails: bodies, attachments, and headers that are broken."""

from email.message import EmailMessage

import pytest

from archive.parsing.formats.mail import read
from archive.parsing.formats.shapes import Attachment, ReadText, Unreadable

from .made import pdf, word

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
LEFT_OUT = "The attachment “{}” was left out: it is not a digest in a format that is read."


def mail(subject: str = "Press review", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "desk@courier.example"
    message["Subject"] = subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return message


def test_a_plain_mail():
    message = mail("Обзор печати")
    message.set_content("Harbour fees rise – again.\n\nGrain moves.\n")
    assert read(message.as_bytes()) == ReadText(
        "Harbour fees rise – again.\n\nGrain moves.\n", "eml", "utf-8", "Обзор печати"
    )


def test_plain_text_is_preferred_to_the_web_page_that_says_the_same():
    message = mail()
    message.set_content("Harbour fees rise.")
    message.add_alternative("<p>Harbour <b>fees</b> rise.</p>", subtype="html")
    assert read(message.as_bytes()) == ReadText("Harbour fees rise.\n", "eml", "utf-8", "Press review")


def test_a_web_page_is_read_where_the_plain_text_only_points_to_it():
    message = mail()
    message.set_content("Your program cannot show this mail.")
    message.add_alternative("<h1>Courier</h1>" + "<p>Harbour fees rise.</p>" * 20, subtype="html")
    text = "\n\n".join(["Courier", *["Harbour fees rise."] * 20])
    assert read(message.as_bytes()) == ReadText(text, "eml", "utf-8", "Press review")


def test_attachments_that_are_digests_are_kept_and_others_named():
    message = mail()
    message.set_content("Two digests.")
    word_file, pdf_file = word("<w:p/>"), pdf([])
    message.add_attachment(word_file, maintype="application", subtype="octet-stream", filename="C:\\in\\june.docx")
    message.add_attachment(pdf_file, maintype="application", subtype="pdf", filename="../июнь.pdf")
    message.add_attachment("Grain moves.\n", filename="grain.txt")
    message.add_attachment(PNG, maintype="image", subtype="png", filename="photo.jpg")
    message.add_attachment("BEGIN:VCARD\n", subtype="vcard", filename="desk.vcf")
    message.add_attachment("a,b\n", filename="table.csv")
    assert read(message.as_bytes()) == ReadText(
        "Two digests.\n",
        "eml",
        "utf-8",
        "Press review",
        (
            Attachment("june.docx", word_file),
            Attachment("июнь.pdf", pdf_file),
            Attachment("grain.txt", b"Grain moves.\n"),
        ),
        (LEFT_OUT.format("photo.jpg"), LEFT_OUT.format("desk.vcf"), LEFT_OUT.format("table.csv")),
    )


def test_a_mail_within_the_mail_is_an_attachment():
    inner = mail("Morning/digest")
    inner.set_content("Inner.")
    message = mail("Fwd")
    message.set_content("See below.")
    message.add_attachment(inner)
    found = read(message.as_bytes())
    assert (found.text, found.title) == ("See below.\n", "Fwd")
    assert [(one.filename, read(one.data).text) for one in found.attachments] == [("Morning-digest.eml", "Inner.\n")]


def test_a_mail_of_attachments_only():
    message = mail()
    message.add_attachment("Grain moves.\n", filename="grain.txt")
    assert read(message.as_bytes()) == ReadText(
        "",
        "eml",
        None,
        "Press review",
        (Attachment("grain.txt", b"Grain moves.\n"),),
        ("The mail itself is blank; what it brings is attached to it.",),
    )


def test_text_around_a_picture_is_kept_whole():
    message = mail()
    message.set_content("Before.")
    message.add_attachment(PNG, maintype="image", subtype="png", filename="photo.png", disposition="inline")
    after = EmailMessage()
    after.set_content("After.")
    message.attach(after)
    assert read(message.as_bytes()) == ReadText(
        "Before.\n\nAfter.", "eml", "utf-8", "Press review", (), (LEFT_OUT.format("photo.png"),)
    )


def test_lines_that_flow_are_joined():
    body = b"Harbour fees \r\nrise again.\r\n\r\n> quoted \r\n From here on.\r\n-- \r\nThe desk\r\n"
    head = b"From: a@courier.example\r\nSubject: x\r\nContent-Type: text/plain; format=flowed\r\n\r\n"
    assert read(head + body) == ReadText(
        "Harbour fees rise again.\n\n> quoted \nFrom here on.\n-- \nThe desk\n", "eml", "utf-8", "x"
    )


def test_the_encoding_that_a_part_declares():
    head = b"From: a@courier.example\r\nSubject: x\r\nContent-Type: text/plain; charset=windows-1251\r\n\r\n"
    assert read(head + "Порт".encode("cp1251")) == ReadText("Порт", "eml", "cp1251", "x")
    head = head.replace(b"windows-1251", b"no-such-thing")
    assert read(head + "Порт".encode()) == ReadText("Порт", "eml", "utf-8", "x")


@pytest.mark.parametrize(
    ("header", "title"),
    [
        (b"Subject: =?utf-8?q?broken", "=?utf-8?q?broken"),
        (b"Subject: =?no-such?b?SGFyYm91cg==?=", "Harbour"),
        (b"Subject:", None),
        (b"Content-Disposition: ; filename*0*=''%", None),
        (b"Content-Disposition: attachment; filename=digest.txt", None),
        (b"Content-Type: ;;;=\x00", None),
        (b"Content-Type: multipart/mixed; boundary=", None),
        (b"Content-Transfer-Encoding: base1000", None),
        (b'To: <<<>>>,;:"(\x80', None),
    ],
)
def test_broken_headers_do_no_harm(header, title):
    found = read(b"From: a@courier.example\r\n" + header + b"\r\n\r\nHarbour fees rise.\r\n")
    assert (found.text, found.title) == ("Harbour fees rise.\n", title)


def test_a_header_of_a_megabyte():
    found = read(
        b"From: a@courier.example\r\nSubject: " + b"=?utf-8?q?a?= " * 70_000 + b"\r\n\r\nHarbour fees rise.\r\n"
    )
    assert (found.text, len(found.title or "") < 4_000) == ("Harbour fees rise.\n", True)


def nested(levels: int) -> bytes:
    parts = "".join(
        f"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n" for level in range(levels)
    )
    return f"From: a@courier.example\r\nSubject: x\r\n{parts}\r\nDeep.\r\n".encode()


@pytest.mark.parametrize(
    "data",
    [
        nested(11),
        nested(3_000),
        b"From: a@courier.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 250,
        b"From: a@courier.example\r\nContent-Type: message/rfc822\r\n\r\n" * 3_000 + b"x",
    ],
    ids=["deep", "deepest", "many", "mails in mails"],
)
def test_a_mail_of_too_many_parts_is_refused(data):
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code == "too-complex"


def test_ten_parts_within_each_other_are_read():
    assert read(nested(9)) == ReadText("Deep.", "eml", "utf-8", "x")


def test_a_mail_of_nothing():
    with pytest.raises(Unreadable) as refused:
        read(b"From: a@courier.example\r\nSubject: x\r\n\r\n \r\n")
    assert refused.value.code == "empty"
