"""How the rules write down their words."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """Return the words of a string that are separated by white space."""
    return frozenset(words.split())
