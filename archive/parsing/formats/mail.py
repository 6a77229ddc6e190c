"""Mails: headers, bodies and files in one -> the body's text, and the attachments that are digests."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from typing import Any

from .flow import tidy
from .html import page_text
from .plain import Decoded, decode
from .recognise import extension_of, recognise
from .shapes import Attachment, ReadText, Unreadable, refuse

_MAX_PARTS = 200
_MAX_DEPTH = 10  # parts within parts
_MAX_HEADER = 4_000  # characters: the standard library takes very long over longer ones
_MAX_NOTES = 20
# Counted beforehand, because the standard library takes very long over thousands of parts within parts.
_BUILT_OF_PARTS = re.compile(rb"boundary\s*=|message/rfc822", re.IGNORECASE)
_NOT_DIGESTS = frozenset(
    [
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
        "text/csv",
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "message/delivery-status",
        "message/disposition-notification",
    ]
)
_NAMED_AS_TEXT = frozenset(("", "txt", "text", "md"))
_PLACEHOLDER = 300  # characters: a plain body under this, beside a web page five times as long, only says "see it"


class _Lenient(EmailPolicy):
    """email.policy.default, except that a header which is too long or broken never stops the reading."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_MAX_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # the header parser fails in many ways on what it did not foresee
            return super().header_fetch_parse(name, "")


def read(data: bytes) -> ReadText:
    """The body of a mail (plain text where there is one, else its web page), its subject as title.

    Files that came with it become attachments where they are in a format read here; others are named in the
    notes. The text is blank where only attachments hold something. Raises Unreadable "too-complex" or "empty".
    """
    if len(_BUILT_OF_PARTS.findall(data)) > _MAX_PARTS:
        raise refuse("too-complex")
    try:
        message = email.message_from_bytes(data, policy=_Lenient())
        parts = _Parts()
        body = parts.body(message, 0)
        subject = tidy(re.sub(r"\s+", " ", _header(message, "subject")))
    except RecursionError as error:
        raise refuse("too-complex") from error
    if not body.text.strip() and not parts.attachments:
        raise refuse("empty")
    blank = () if body.text.strip() else ("The mail itself is blank; what it brings is attached to it.",)
    notes = (*body.notes, *blank, *_shortened(parts.notes))
    return ReadText(body.text, "eml", body.encoding or None, subject or None, tuple(parts.attachments), notes)


_NOTHING = Decoded("", "", 0)


class _Parts:
    """Goes through a mail once, keeping the attachments that it meets."""

    def __init__(self) -> None:
        self.attachments: list[Attachment] = []
        self.notes: list[str] = []
        self._count = 0

    def body(self, part: Message, depth: int) -> Decoded:
        """The text of `part` and of the parts in it."""
        self._count += 1
        if depth > _MAX_DEPTH or self._count > _MAX_PARTS:
            raise refuse("too-complex")
        content_type = part.get_content_type()
        if content_type.startswith("multipart/") and not part.is_multipart():
            content_type = "text/plain"  # it says where its parts end, but not how
        if content_type == "message/rfc822" or (_is_attached(part) and (depth or content_type[:5] != "text/")):
            self._attach(part, content_type)
            return _NOTHING
        if part.is_multipart():
            bodies = [(child, self.body(child, depth + 1)) for child in _children(part)]
            return _chosen(bodies) if content_type == "multipart/alternative" else _together(bodies)
        if content_type == "text/html":
            return _from_page(_decoded(part))
        if content_type.startswith("text/") and content_type not in _NOT_DIGESTS:
            return _plain(part)
        self._attach(part, content_type)
        return _NOTHING

    def _attach(self, part: Message, content_type: str) -> None:
        """Keep a part as an attachment, or say that it was left out."""
        data = _bytes(part, content_type)
        name = _filename(part) or f"attachment {len(self.attachments) + len(self.notes) + 1}"
        if content_type == "message/rfc822" and extension_of(name) != "eml":
            name += ".eml"
        if data.strip() and content_type not in _NOT_DIGESTS and _is_read_here(data, name):
            self.attachments.append(Attachment(name, data))
        else:
            self.notes.append(f"The attachment “{name}” was left out: it is not a digest in a format that is read.")


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or (not part.is_multipart() and bool(_filename(part)))


def _children(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (child for child in payload if isinstance(child, Message))


def _chosen(bodies: list[tuple[Message, Decoded]]) -> Decoded:
    """Of bodies that say the same, the first that is plain text, unless it only points to the other."""
    told = [(child, body) for child, body in bodies if body.text.strip()]
    plain = next((body for child, body in told if child.get_content_type() == "text/plain"), None)
    other = next((body for child, body in reversed(told) if child.get_content_type() != "text/plain"), None)
    if plain is None or other is None:
        return plain or other or _NOTHING
    return other if len(plain.text) < _PLACEHOLDER and len(other.text) > 5 * len(plain.text) else plain


def _together(bodies: list[tuple[Message, Decoded]]) -> Decoded:
    """Bodies that follow each other, as one."""
    told = [body for _, body in bodies if body.text.strip()]
    if len(told) < 2:
        return told[0] if told else _NOTHING
    text = "\n\n".join(body.text.strip("\n") for body in told)
    return Decoded(text, told[0].encoding, sum(body.lost for body in told))


def _plain(part: Message) -> Decoded:
    decoded = _decoded(part)
    text = decoded.text.replace("\r\n", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, drop_space=str(part.get_param("delsp", "")).lower() == "yes")
    return decoded._replace(text=text)


def _unflowed(text: str, *, drop_space: bool) -> str:
    """Lines that end in a space go on in the next line (RFC 3676), except the line before a signature."""
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        line = line.removeprefix(" ")
        if goes_on and line != "-- " and not line.startswith(">"):
            lines[-1] = (lines[-1][:-1] if drop_space else lines[-1]) + line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- " and not line.startswith(">")
    return "\n".join(lines)


def _from_page(decoded: Decoded) -> Decoded:
    return decoded._replace(text=page_text(decoded.text)[1])


def _decoded(part: Message) -> Decoded:
    data = _bytes(part, "")
    declared = part.get_param("charset")
    return decode(data, declared if isinstance(declared, str) else None) if data else _NOTHING


def _bytes(part: Message, content_type: str) -> bytes:
    """The bytes of a part; of a mail within the mail, the mail. Blank where they cannot be had."""
    if content_type == "message/rfc822":
        inner = next(_children(part), None)
        try:
            return inner.as_bytes() if inner else b""
        except Exception:  # writing a broken mail again fails in many ways
            return b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(part: Message, name: str) -> str:
    return str(part.get(name) or "")


def _filename(part: Message) -> str:
    """The name of the file in a part, without folders; a mail within the mail is named by its subject."""
    name = part.get_filename() or ""
    if not name and isinstance(part, EmailMessage) and part.get_content_type() == "message/rfc822":
        name = next((_header(inner, "subject") for inner in _children(part)), "").replace("/", "-")
    return tidy(re.sub(r"\s+", " ", re.split(r"[/\\]", name)[-1]))[:150]


def _is_read_here(data: bytes, name: str) -> bool:
    try:
        found, _ = recognise(data, name)
    except Unreadable:
        return False
    return found != "txt" or extension_of(name) in _NAMED_AS_TEXT


def _shortened(notes: list[str]) -> list[str]:
    more = len(notes) - _MAX_NOTES
    return notes if more <= 0 else [*notes[:_MAX_NOTES], f"{more} more attachments were left out."]
