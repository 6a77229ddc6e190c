"""Words for a word that no published story has: those most like it that stories do have.

The words are those of archive_word, in which a digest's words stand a minute after it is published (tally.py). Words of
withdrawn stories may be among them; they are not told, since every word is looked for in the stories before.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from string import ascii_lowercase

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .tally import LONGEST_WORD, WORD, printed_words
from .tree import Either, Every, Near, Node, Not, Within, Words, changed

_MOST_COMPARED = 20_000  # words, those in most stories
_MOST_LOOKED_FOR = 3  # times as many as are told


def likest(word: str, limit: int = 3) -> tuple[str, ...]:
    """Printed words that published stories have and that differ from a word by few letters, the likest first.

    One letter may differ in words of up to four, two in longer ones; a letter too many, too few or two that changed
    places count as one. Two queries, of a word that begins with another letter only by one that differs there.
    """
    word = word.lower()
    furthest = 1 if len(word) < 5 else 2
    if not WORD.fullmatch(word) or not 1 < len(word) <= LONGEST_WORD:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, stories FROM archive_word WHERE (word LIKE %s OR word = ANY(%s))"
            f" AND length(word) BETWEEN %s AND %s ORDER BY stories DESC LIMIT {_MOST_COMPARED}",
            [f"{word[0]}%", _begun_otherwise(word), len(word) - furthest, len(word) + furthest],
        )
        stories = dict(cursor.fetchall())
    near = process.extract(word, list(stories), scorer=OSA.distance, score_cutoff=furthest, limit=None)
    ordered = sorted((distance, -stories[other], other) for other, distance, _index in near if other != word)
    found = [other for _distance, _stories, other in ordered[: limit * _MOST_LOOKED_FOR]]
    missing = unknown_words(found)
    return tuple(other for other in found if other not in missing)[:limit]


def unknown_words(words: Iterable[str]) -> set[str]:
    """Those of some words that no published story has in any form; what is never looked for ("the") is known."""
    words = sorted(set(words))
    if not words:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.word FROM unnest(%s::text[]) w (word), plainto_tsquery('english', w.word) q"
            " WHERE numnode(q) > 0 AND NOT EXISTS (SELECT FROM archive_article a"
            " JOIN archive_digest d ON d.id = a.digest_id WHERE a.search @@ q AND d.state = 'published')",
            [words],
        )
        return {word for (word,) in cursor.fetchall()}


def respelled(node: Node, limit: int = 3) -> tuple[Node, ...]:
    """A clause with its unknown words put right, the likest first; () where each is known or none is like it.

    Where several words are unknown, each way is the first, second, third likest of them all.
    """
    unknown = unknown_words(word for leaf in _leaves(node) for word in printed_words(leaf.text))
    instead = {word: likest(word, limit) for word in sorted(unknown)}
    instead = {word: others for word, others in instead.items() if others}
    ways = max(map(len, instead.values()), default=0)
    return tuple(
        _changed(node, {word: others[min(way, len(others) - 1)] for word, others in instead.items()})
        for way in range(ways)
    )


def _leaves(node: Node) -> list[Words]:
    """The words that must be there as they are typed: no beginnings, none that must be missing."""
    if isinstance(node, Not):
        return []
    if isinstance(node, Near):
        return [node.one, node.other]
    if isinstance(node, (Every, Either)):
        return [leaf for inner in node.nodes for leaf in _leaves(inner)]
    if isinstance(node, Within):
        return _leaves(node.node)
    return [node] if isinstance(node, Words) and not node.prefix else []


def _changed(node: Node, instead: Mapping[str, str]) -> Node:
    def put_right(words: Words) -> Words:
        return replace(words, text=WORD.sub(lambda word: instead.get(word[0].lower(), word[0]), words.text))

    def change(leaf: Node) -> Node:
        if isinstance(leaf, Near):
            return replace(leaf, one=put_right(leaf.one), other=put_right(leaf.other))
        return put_right(leaf) if isinstance(leaf, Words) and not leaf.prefix else leaf

    return changed(node, change)


def _begun_otherwise(word: str) -> list[str]:
    """A word with one change at its beginning: another first letter, one too many or too few, the first two swapped."""
    first = [letter + rest for rest in (word, word[1:]) for letter in ascii_lowercase]
    return [*first, word[1:], word[1] + word[0] + word[2:]]
