"""Encodings: what people's files really are."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.formats.plain import decode, read
from archive.parsing.formats.shapes import ReadText, Unreadable

RUSSIAN = "Северный вестник пишет, что переговоры о портовых сборах начнутся в июне."
GERMAN = "Die Küstenzeitung schreibt, die Gespräche über höhere Hafengebühren begännen im Juni, so der Minister."


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        ("Harbour fees rise.\r\n\r\nMore.\n", "ascii", "utf-8"),
        (RUSSIAN, "utf-8", "utf-8"),
        (RUSSIAN, "utf-8-sig", "utf-8"),
        (RUSSIAN, "utf-16", "utf-16"),
        (RUSSIAN, "utf-32", "utf-32"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8_r", "koi8_r"),
        (RUSSIAN, "cp866", "cp866"),
        ("“We’re nearly there,” she said – twice.", "cp1252", "cp1252"),
        ("港口费用谈判将于六月开始，北方信使报写道。部长说费用会上涨。", "gb18030", "gb18030"),
    ],
)
def test_text_is_read_in_the_encoding_it_is_in(text, codec, encoding):
    assert read(text.encode(codec)) == ReadText(text, "txt", encoding)


def test_big_endian_utf_16_with_its_mark():
    assert read(codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be")) == ReadText(RUSSIAN, "txt", "utf-16")


def test_western_letters_come_out_right_whichever_codepage_is_guessed():
    assert decode(GERMAN.encode("cp1252")).text == GERMAN


def test_a_declared_encoding_is_followed_where_the_bytes_are_no_utf_8():
    assert decode("Čas píše".encode("iso8859-2"), "ISO-8859-2") == ("Čas píše", "iso8859-2", 0)
    assert decode("Čas píše".encode(), "ISO-8859-2") == ("Čas píše", "utf-8", 0)
    assert decode("港口".encode("iso2022_jp"), "ISO-2022-JP") == ("港口", "iso2022_jp", 0)


@pytest.mark.parametrize("declared", ["utf-7", "unicode_escape", "idna", "hex", "no such", "\x00", "", "utf-8"])
def test_a_declared_encoding_that_is_unknown_or_not_one_of_text_is_not_followed(declared):
    assert decode(b"+AGE- \\u0061 \x93fees\x94", declared) == ("+AGE- \\u0061 “fees”", "cp1252", 0)


def test_latin_1_is_read_as_browsers_read_it():
    assert decode(b"\x93caf\xe9\x94", "iso-8859-1") == ("“café”", "cp1252", 0)


def test_mixed_encodings_keep_what_is_good_and_count_what_is_not():
    mixed = "“Fees rise,” said the minister’s office – ".encode() + b"caf\xe9, na\xefve, \x93"
    assert read(mixed) == ReadText(
        "“Fees rise,” said the minister’s office – caf\ufffd, na\ufffdve, \ufffd",
        "txt",
        "utf-8",
        notes=("3 places could not be decoded as utf-8 and were replaced by “\ufffd”.",),
    )


def test_replacement_characters_that_came_with_the_text_are_not_counted():
    mixed = "“Fees” were “\ufffd” and “high” and “higher”".encode() + b" \xff"
    assert read(mixed).notes == ("1 place could not be decoded as utf-8 and was replaced by “\ufffd”.",)


@pytest.mark.parametrize(
    "data", [b"Fees\x00 rise", b"\x01\x02\x03\x04\x05 fees", bytes(range(1, 256)) * 3], ids=["nul", "controls", "all"]
)
def test_what_no_text_has_is_refused(data):
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code == "binary"
    assert str(refused.value) == (
        "The file is not text: it looks like a file of bytes that no text has. Send the digest as plain text (.txt), "
        "a web page (.html), Word (.docx), PDF (.pdf) or mail (.eml)."
    )


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_any_text_in_utf_8_comes_back_as_it_was(text):
    assert decode(b"\xef\xbb\xbf" + text.encode()) == (text, "utf-8", 0)
    if not text.startswith("\ufeff"):
        assert decode(text.encode()) == (text, "utf-8", 0)


@given(st.text(st.sampled_from("абвгдежзийклмнопрстуфхцчшщыьэюя ,.")))
def test_a_mark_of_utf_16_is_believed(text):
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le")) == (text, "utf-16", 0)
