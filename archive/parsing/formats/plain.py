"""Plain text: bytes of an encoding that nobody told us -> characters."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

import charset_normalizer

from .shapes import ReadText, counted, refuse

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What digests were seen in, or may be in. Offering all of Python's codecs makes short texts come out as nonsense
# in rare ones; "utf-7" and Python's own (unicode_escape, idna) must never be taken from a page's word for it.
# fmt: off
_LEGACY = [
    "cp1252", "cp1251", "koi8_r", "cp866", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "gb18030",
    "big5", "cp932", "euc_jp", "cp949",
]
_ALSO_DECLARED = frozenset({
    "ascii", "iso8859-1", "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-9", "iso8859-15", "koi8-u", "mac-cyrillic",
    "mac-roman", "gbk", "gb2312", "shift_jis", "euc_kr", "iso2022_jp",
})
# fmt: on
_READS_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}

_HIGH = re.compile(rb"[\x80-\xff]+")
_HIGH_BYTES = bytes(range(0x80, 0x100))
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# In Windows-1252, and in most of its relatives, all other bytes are quotation marks, dashes and signs.
_LETTER = re.compile(
    rb"[\x81\x83\x88\x8a\x8c-\x90\x9a\x9c-\x9f\xa1\xa2\xa4-\xa6\xa8\xaa\xac\xad\xaf\xb1-\xba\xbc-\xff]"
)
_SAMPLE = 32 * 1024  # bytes that an encoding is guessed from


class Decoded(NamedTuple):
    """`text` decoded with `encoding`; `lost` places in it could not be decoded and read U+FFFD."""

    text: str
    encoding: str
    lost: int

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know about the decoding: nothing where all went well."""
        if not self.lost:
            return ()
        were = "was" if self.lost == 1 else "were"
        return (
            f"{counted(self.lost, 'place')} could not be decoded as {self.encoding} and {were} replaced by “\ufffd”.",
        )


def read(data: bytes) -> ReadText:
    """The text of a .txt file, line ends as received. Raises Unreadable "binary" where it is no text."""
    decoded = decode(data)
    return ReadText(decoded.text, "txt", decoded.encoding, notes=decoded.notes)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode `data`: by its byte order mark, else as UTF-8, else as `declared`, else as what it looks like.

    UTF-8 comes before what a page or a mail declares, because bytes that are no UTF-8 hardly ever look like it,
    and declarations are often wrong. Raises Unreadable "binary" where the bytes are no text in any encoding.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _replacing(data, encoding)
    _refuse_binary(data)
    codec = _known_codec(declared)
    tried = [codec] if codec == "iso2022_jp" else ["utf-8", codec]  # all of ISO-2022 is ASCII, so UTF-8 too
    for name in filter(None, tried):
        try:
            return Decoded(data.decode(name), name, 0)
        except UnicodeDecodeError:
            continue
    mixed = _replacing(data, "utf-8")
    good = len(mixed.text) - mixed.text.count("\ufffd") - len(data.translate(None, _HIGH_BYTES))
    if good > mixed.lost:  # more letters beyond ASCII than places without sense
        return mixed
    return _replacing(data, codec or _guessed(data))


def _refuse_binary(data: bytes) -> None:
    if b"\x00" in data:
        raise refuse("binary", looks="a file of bytes that no text has")
    controls = len(_CONTROLS.findall(data))
    if controls > 3 and controls * 10 > len(data):
        raise refuse("binary", looks="a file of bytes that no text has")


def _known_codec(declared: str | None) -> str | None:
    """Python's name of a declared encoding, None for one that is unknown or not to be trusted."""
    try:
        name = codecs.lookup((declared or "").strip("\"' \t")).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    if name in _ALSO_DECLARED or name.replace("-", "_") in _LEGACY:
        return _READS_AS.get(name, name)  # as browsers do: what calls itself Latin-1 is Windows-1252
    return None


def _guessed(data: bytes) -> str:
    if not _LETTER.search(data):
        return "cp1252"  # nothing but quotation marks and dashes: too little to guess a language from
    sample = _sample(data)
    best = charset_normalizer.from_bytes(sample, cp_isolation=_LEGACY).best()
    if best is not None:
        return best.encoding
    if len(data.translate(None, _HIGH_BYTES)) > 0.95 * len(data):
        return "cp1252"
    raise refuse("binary", looks="a file of bytes that no text has")


def _sample(data: bytes) -> bytes:
    """The part of `data` that tells its encoding: the lines that are not plain ASCII, or a window of a long one."""
    sample = bytearray()
    end = 0
    for run in _HIGH.finditer(data):
        if run.start() >= end:
            start = max(data.rfind(b"\n", end, run.start()) + 1, run.start() - 200, end)
            end = data.find(b"\n", run.end(), run.start() + 2000)
            end = end + 1 if end >= 0 else min(len(data), run.start() + 2000)
            sample += data[start:end]
        if len(sample) > _SAMPLE:
            break
    return bytes(sample[:_SAMPLE])


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost and encoding.startswith("utf-8"):
        lost -= data.count("\ufffd".encode())  # these came with the text
    return Decoded(text, encoding.removesuffix("-sig"), lost)
