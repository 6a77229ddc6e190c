"""The first step: bytes and a file name -> text, safely.

`read_digest` reads in this process; `read_safely` does the same in a process of its own with limits on memory and
time, which is what files from outside need: a hostile PDF can keep any reader busy for hours.
"""

from __future__ import annotations

import json
import logging
import os
import re
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from .formats.recognise import recognise
from .formats.shapes import MAX_BYTES, Attachment, Format, ReadText, Unreadable, counted, refuse
from .wire import from_wire

__all__ = ["MAX_BYTES", "Attachment", "ReadText", "Unreadable", "read_digest", "read_safely"]

_MIB = 1024 * 1024
_MAX_ANSWER = 64 * _MIB  # bytes; 10 MB of text and as much of attachments fit in it
_PROJECT = Path(__file__).resolve().parents[2]

# Imported when the first such file comes: importing them all would take longer than reading a text.
_READERS: dict[Format, str] = {"txt": "plain", "html": "html", "docx": "docx", "pdf": "pdf", "eml": "mail"}

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_NOTHING_TO_READ = re.compile(r"[\s\ufffd\u200b\ufeff]*")

_log = logging.getLogger(__name__)


def read_digest(data: bytes, filename: str) -> ReadText:
    """The text of a digest as received, in whichever format `data` is in; `filename` is only a hint.

    Control characters other than tab and line ends are replaced by U+FFFD, one for one. Raises Unreadable and
    nothing else. Takes as much time and memory as the file wants: for files from outside, use `read_safely`.
    """
    if len(data) > MAX_BYTES:
        raise refuse("too-large")
    if not data.strip():
        raise refuse("empty")
    found, notes = recognise(data, filename)
    reader = import_module(f"archive.parsing.formats.{_READERS[found]}")
    received: ReadText = reader.read(data)
    if len(received.text) > MAX_BYTES:
        raise refuse("too-large")
    if not received.attachments and _NOTHING_TO_READ.fullmatch(received.text):
        raise refuse("empty")
    return _without_controls(replace(received, notes=notes + received.notes))


def _without_controls(received: ReadText) -> ReadText:
    text, replaced = _CONTROLS.subn("\ufffd", received.text)
    noted = (f"{counted(replaced, 'control character')} replaced by “\ufffd”.",) if replaced else ()
    return replace(
        received,
        text=text,
        title=_CONTROLS.sub("\ufffd", received.title) if received.title else None,
        attachments=tuple(Attachment(_CONTROLS.sub("\ufffd", one.filename), one.data) for one in received.attachments),
        notes=tuple(_CONTROLS.sub("\ufffd", note) for note in received.notes + noted),
    )


def read_safely(data: bytes, filename: str, *, seconds: float = 20, memory: int = 512 * _MIB) -> ReadText:
    """`read_digest` in a process of its own, which is killed after `seconds` and gets at most `memory` bytes.

    Raises Unreadable: what `read_digest` raises, or "too-slow", "too-much-memory", "failed". May be called from
    any thread. Takes about the time that Python needs to start.
    """
    if len(data) > MAX_BYTES:
        raise refuse("too-large")
    if not data.strip():
        raise refuse("empty")
    deadline = time.monotonic() + seconds
    with tempfile.TemporaryFile() as question:
        question.write(json.dumps({"filename": filename}).encode() + b"\n")
        question.write(data)
        question.seek(0)
        process = subprocess.Popen(  # noqa: S603 (our own program, arguments are numbers)
            [sys.executable, "-W", "ignore", "-m", "archive.parsing.sandbox", str(seconds), str(memory)],
            cwd=_PROJECT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            stdin=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that it can be killed with all that it started
        )
    with process:
        try:
            answer = _received(process, deadline)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return _understood(answer, process.returncode)


def _received(process: subprocess.Popen[bytes], deadline: float) -> bytes:
    """All that the process writes until it closes its output. Raises Unreadable for too late and too much."""
    assert process.stdout  # noqa: S101 (for mypy: it was asked for)
    answer = bytearray()
    with selectors.DefaultSelector() as selector:  # select() itself fails in servers with many files open
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise refuse("too-slow")
            chunk = os.read(process.stdout.fileno(), _MIB)
            if not chunk:
                return bytes(answer)
            answer += chunk
            if len(answer) > _MAX_ANSWER:
                raise refuse("too-large")


def _understood(answer: bytes, code: int) -> ReadText:
    if not answer and code in (-signal.SIGXCPU, -signal.SIGALRM):
        raise refuse("too-slow")
    try:
        told = from_wire(answer)
    except ValueError as error:
        _log.warning("a reader ended with code %s and %s bytes of an answer", code, len(answer))
        raise refuse("failed") from error
    if isinstance(told, Unreadable):
        raise told
    return told
