"""What a reader found, or why it found nothing, as bytes between two processes: JSON, and nothing that runs."""

from __future__ import annotations

import base64
import json
from typing import cast, get_args

from .formats.shapes import Attachment, Format, ReadText, Unreadable


def to_wire(answer: ReadText | Unreadable) -> bytes:
    """An answer as UTF-8 JSON, attachments in base64."""
    if isinstance(answer, Unreadable):
        told: dict[str, object] = {"code": answer.code, "message": answer.message}
    else:
        told = {
            "text": answer.text,
            "format": answer.format,
            "encoding": answer.encoding,
            "title": answer.title,
            "attachments": [[one.filename, base64.b64encode(one.data).decode("ascii")] for one in answer.attachments],
            "notes": answer.notes,
        }
    return json.dumps(told, ensure_ascii=False).encode()


def from_wire(received: bytes) -> ReadText | Unreadable:
    """The answer that to_wire was given. Raises ValueError for anything that to_wire does not write."""
    try:
        told = json.loads(received)
        if "code" in told:
            return Unreadable(_text(told["code"]), _text(told["message"]))
        return ReadText(
            text=_text(told["text"]),
            format=_format(told["format"]),
            encoding=_text_or_none(told["encoding"]),
            title=_text_or_none(told["title"]),
            attachments=tuple(
                Attachment(_text(name), base64.b64decode(data, validate=True)) for name, data in told["attachments"]
            ),
            notes=tuple(_text(note) for note in told["notes"]),
        )
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("this is no answer of a reader") from error


def _format(value: object) -> Format:
    if value not in get_args(Format):
        raise TypeError(value)
    return cast(Format, value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)
