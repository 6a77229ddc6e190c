"""The process that `read_safely` starts: limits itself, reads one file, answers, ends.

Started as `python -m archive.parsing.sandbox SECONDS MEMORY`. Standard input: a line of JSON with the file's name,
then the file. Standard output: what `wire` writes, once, when the reading is over.
"""

from __future__ import annotations

import json
import math
import os
import resource
import signal
import sys

from .formats.shapes import ReadText, Unreadable, refuse
from .read import read_digest
from .wire import to_wire

_FILES = 64  # open at once; Python's imports need a few
_WRITTEN = 1024 * 1024  # bytes a file: it answers through a pipe, only Python's own .pyc files are written


def main() -> None:
    """Read what stands on standard input, within the limits given as arguments."""
    _limit(float(sys.argv[1]), int(sys.argv[2]))
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints is no answer
    name = json.loads(sys.stdin.buffer.readline())["filename"]
    data = sys.stdin.buffer.read()
    sys.stdin.close()
    told = _answer(data, name)
    with os.fdopen(answers, "wb") as pipe:
        pipe.write(told)


def _limit(seconds: float, memory: int) -> None:
    """Give up, for good, whatever reading one file does not need."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_AS, memory)
    _lower(resource.RLIMIT_CPU, math.ceil(seconds) + 1)
    _lower(resource.RLIMIT_NOFILE, _FILES)
    _lower(resource.RLIMIT_FSIZE, _WRITTEN)
    _lower(resource.RLIMIT_NPROC, 0)  # it starts nothing
    # Should the process that started this one be gone, nobody else would end it.
    signal.setitimer(signal.ITIMER_REAL, seconds + 5)


def _lower(limit: int, value: int) -> None:
    hard = resource.getrlimit(limit)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(limit, (value, value))


def _answer(data: bytes, name: str) -> bytes:
    told: ReadText | Unreadable
    try:
        told = read_digest(data, name)
        return to_wire(told)
    except Unreadable as why:
        told = why
    except MemoryError:
        told = refuse("too-much-memory")
    return to_wire(told)


if __name__ == "__main__":
    main()
