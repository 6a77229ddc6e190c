"""The limited process itself, started as `read_safely` starts it."""

import json
import subprocess
import sys
from pathlib import Path

from archive.parsing.formats.shapes import ReadText
from archive.parsing.wire import from_wire

ROOT = Path(__file__).resolve().parents[2]

REPORT = """
import os, resource, signal, sys
from archive.parsing import sandbox
sandbox._limit(7.5, 400 * 1024 * 1024)
names = "CORE AS CPU NOFILE FSIZE NPROC".split()
print([resource.getrlimit(getattr(resource, f"RLIMIT_{name}")) for name in names])
print(signal.getitimer(signal.ITIMER_REAL)[0] > 5, "django" in sys.modules, "pypdf" in sys.modules)
"""


def run(*arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run([sys.executable, *arguments], input=given, capture_output=True, cwd=ROOT, check=True).stdout


def test_limits_are_hard_and_nothing_heavy_is_imported():
    mib = 1024 * 1024
    limits = [(0, 0), (400 * mib, 400 * mib), (9, 9), (64, 64), (mib, mib), (0, 0)]
    assert run("-c", REPORT).decode().splitlines() == [str(limits), "True False False"]


def test_it_answers_once_on_its_output():
    question = json.dumps({"filename": "digest.txt"}).encode() + b"\n" + b"Fees rise.\n"
    answer = run("-m", "archive.parsing.sandbox", "5", str(512 * 1024 * 1024), given=question)
    assert from_wire(answer) == ReadText("Fees rise.\n", "txt", "utf-8")
