"""How fast the parser is: words a second and memory on the digests of fixtures/, seconds on 1 MB of each hostile text.

    python -m benchmarks.parsing            everything, a few minutes
    python -m benchmarks.parsing quotes     the hostile kinds whose names hold a word

Seconds are of this process's CPU. The ratio is that of 1 MB to 500 kB: 2 where time grows with the text.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from time import process_time

from archive.parsing.parse import parse
from tests.parsing.hostile import HOSTILE

_DIGESTS = Path(__file__).resolve().parents[1] / "fixtures" / "digests"
_ROUNDS = 20
_MILLION = 1_000_000
_LIMIT = 5.0  # seconds that 1 MB of anything may take


def main(*words: str) -> int:
    """Print the figures; 1 where a hostile text takes longer than it may, else 0."""
    if not words:
        _print_ordinary()
    _say(f"{'1 MB of':32}{'seconds':>8}{'ratio':>7}")
    slow = 0
    for kind in HOSTILE:
        if words and not any(word in kind for word in words):
            continue
        half, whole = _seconds(HOSTILE[kind](_MILLION // 2)), _seconds(HOSTILE[kind](_MILLION))
        slow += whole > _LIMIT
        _say(f"{kind:32}{whole:8.2f}{whole / max(half, 0.01):7.2f}{'  slow' if whole > _LIMIT else ''}")
    _say(f"{slow} of them over {_LIMIT:g} s; {_megabytes()} MB at most in memory")
    return 1 if slow else 0


def _print_ordinary() -> None:
    """Words a second over the digests of fixtures/, none of them read just before in the same form."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_DIGESTS.rglob("*.txt"))]
    words = sum(len(text.split()) for text in texts)
    for text in texts:
        parse(text)  # the word lists are read and the patterns compiled
    seconds = sum(_seconds("\n" * number + text) for number in range(1, _ROUNDS + 1) for text in texts)
    _say(f"{len(texts)} digests, {words} words: {words * _ROUNDS / seconds:,.0f} words/s, {_megabytes()} MB")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _seconds(text: str) -> float:
    began = process_time()
    parse(text)
    return process_time() - began


def _megabytes() -> int:
    """The most memory that this process has had."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform != "darwin" else most // 1024**2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
