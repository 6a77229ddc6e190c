"""What PostgreSQL looks for when words are asked for: its own reading of them, kept by every process.

A word is stemmed, a stop word is dropped, "well-known" is three lexemes. Both engines must agree on this, so neither
does it itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, cast

from django.db.backends.utils import CursorWrapper

from .conditions import text_query
from .tree import Words

_MOST_KEPT = 20_000
_TOKEN = re.compile(r"'((?:[^'\\]|''|\\\\)*)'(:\*)?|<(-|\d+)>| ?(&) ?| ")

_kept: dict[Words, tuple[Sequence, ...]] = {}


class Lexeme(NamedTuple):
    """A stem (or, with `prefix`, any that begins so) and its place in a sequence, from 0."""

    text: str
    offset: int
    prefix: bool = False


Sequence = tuple[Lexeme, ...]


def lexemes(cursor: CursorWrapper, words: Iterable[Words]) -> dict[Words, tuple[Sequence, ...]]:
    """For each word or phrase the sequences of lexemes that must all be there; none where it has only stop words.

    At most one query, and none for what this process was asked before.
    """
    found = {node: _kept.get(node) for node in words}
    unknown = [node for node, sequences in found.items() if sequences is None]
    if unknown:
        if len(_kept) > _MOST_KEPT:
            _kept.clear()
        queries = [text_query(node) for node in unknown]
        cursor.execute(
            f"SELECT {', '.join(f'({query.text})::text' for query in queries)}",
            [value for query in queries for value in query.params],
        )
        read = dict(zip(unknown, map(_sequences, cursor.fetchone()), strict=True))
        _kept.update(read)
        found |= read
    return cast("dict[Words, tuple[Sequence, ...]]", found)


def _sequences(text: str) -> tuple[Sequence, ...]:
    """A tsquery of words and phrases that must all be there, as PostgreSQL prints it: 'king' <3> 'spain' & 'x'."""
    found: list[list[Lexeme]] = []
    at, offset, joins = 0, 0, False
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise ValueError(f"not a plain tsquery: {text!r}")
        at = match.end()
        if match[3]:
            offset += 1 if match[3] == "-" else int(match[3])
            joins = True
        elif match[1] is not None:
            if not joins:
                found.append([])
                offset = 0
            found[-1].append(Lexeme(re.sub(r"''|\\\\", lambda pair: pair[0][0], match[1]), offset, bool(match[2])))
            joins = False
    return tuple(map(tuple, found))
