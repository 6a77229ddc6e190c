"""Counts the words and the values of published stories, digest after digest, for the search box (models/tallies.py).

A digest is counted once, when it is first published, by a job that runs each minute. What an editor changes afterwards
is not counted anew, and a withdrawn digest's figures stay: the figures order what is offered, and whoever offers it
looks whether a published story has it.
"""
# ruff: noqa: S608

from __future__ import annotations

import re
from collections import Counter
from time import monotonic

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from .links import LINKS

LONGEST_WORD = 40
_AT_ONCE = 100  # digests in one transaction
_SECONDS = 40.0  # of one run; the rest waits for the next

WORD = re.compile(r"[^\W\d_]+")  # letters side by side


def tally(seconds: float = _SECONDS) -> int:
    """Count the published digests that are not in the tallies yet; returns how many were counted.

    Goes on for about so many seconds. Two runs at the same time wait for each other and count nothing twice.
    """
    until, counted = monotonic() + seconds, 0
    while digests := _count_next():
        counted += digests
        if monotonic() > until:
            break
    return counted


def printed_words(text: str) -> set[str]:
    """The different words of a text in small letters; no single letters, none longer than LONGEST_WORD."""
    return {word for word in map(str.lower, WORD.findall(text)) if 1 < len(word) <= LONGEST_WORD}


def _count_next() -> int:
    """Counts a few digests, the newest first, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK archive_tallieddigest IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(
            "INSERT INTO archive_tallieddigest (digest_id) SELECT d.id FROM archive_digest d"
            " WHERE d.state = 'published' AND NOT EXISTS (SELECT FROM archive_tallieddigest t WHERE t.digest_id = d.id)"
            f" ORDER BY d.id DESC LIMIT {_AT_ONCE} RETURNING digest_id"
        )
        digests = [key for (key,) in cursor.fetchall()]
        if digests:
            cursor.execute("SELECT id, title, body FROM archive_article WHERE digest_id = ANY(%s)", [digests])
            stories = cursor.fetchall()
            _add_words(cursor, Counter(word for _id, *texts in stories for word in printed_words(" ".join(texts))))
            for name in LINKS:
                _add_values(cursor, name, [key for key, *_texts in stories])
        return len(digests)


def _add_words(cursor: CursorWrapper, words: Counter[str]) -> None:
    cursor.execute(
        "INSERT INTO archive_word AS kept (word, stories) SELECT * FROM unnest(%s::text[], %s::int[])"
        " ON CONFLICT (word) DO UPDATE SET stories = kept.stories + excluded.stories",
        [list(words), list(words.values())],
    )


def _add_values(cursor: CursorWrapper, name: str, stories: list[int]) -> None:
    cursor.execute(
        "INSERT INTO archive_storycount AS kept (of, value, stories)"
        f" SELECT %s, l.value::text, count(*) FROM ({LINKS[name]}) l WHERE l.article_id = ANY(%s) GROUP BY l.value"
        " ON CONFLICT (of, value) DO UPDATE SET stories = kept.stories + excluded.stories",
        [name, stories],
    )
