"""When a finding and an annotation mean the same: names, organizations, roles and speakers.

Nothing here looks at case, accents, kinds of quotation mark or white space.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", " ": " "})
_SMALL = frozenset(("the", "of", "and", "for", "at", "in", "on", "s", "a", "an"))
_HEADLINED = re.compile(r"^[^:]{2,30}: ")
UNNAMED = "unnamed"


def folded(text: str | None) -> str:
    """The text in one spelling: without accents, in lower case, with single spaces."""
    decomposed = unicodedata.normalize("NFKD", (text or "").translate(_MARKS))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split()).casefold()


def words(text: str | None) -> list[str]:
    """The text's words and numbers, folded."""
    return re.findall(r"[a-z0-9]+", folded(text))


def same_name(one: str, other: str) -> bool:
    """Whether two full names agree; their order may differ (Nguyen Van Nam, Van Nam Nguyen)."""
    return words(one) != [] and sorted(words(one)) == sorted(words(other))


def same_organization(one: str, other: str) -> bool:
    """Whether more than half of the words agree, one name is half of the other, or one is the other's initials."""
    first, second = _weighty(one), _weighty(other)
    if not first or not second:
        return False
    shared = len(first & second) / len(first | second)
    if shared > 0.5 or (shared == 0.5 and (first <= second or second <= first)):
        return True
    return _abbreviates(first, other, second) or _abbreviates(second, one, first)


def same_phrase(expected: str, found: str | None) -> bool:
    """Whether half of the words of a role or an affiliation agree, with one of the " | " alternatives or all."""
    given = _weighty(found)
    options = [_weighty(option) for option in (*expected.split("|"), expected)]
    return any(option and given and 4 * len(option & given) >= len(option) + len(given) for option in options)


def same_title(expected: str, found: str | None) -> bool:
    """Whether a headline is the printed one, with or without its newspaper in front."""
    return folded(found) in (folded(expected), folded(_HEADLINED.sub("", expected)))


def same_speaker(expected: str, found: str, *, person: bool) -> bool:
    """A person by the full name, an organization as organizations agree, an unnamed one by a word of it."""
    if folded(expected).startswith(UNNAMED):
        shared = _weighty(expected) & _weighty(found)
        return folded(found).startswith(UNNAMED) and bool(shared - {UNNAMED})
    return same_name(expected, found) or (not person and same_organization(expected, found))


def _weighty(text: str | None) -> set[str]:
    return set(words(text)) - _SMALL


def _abbreviates(short: set[str], name: str, weighty: set[str]) -> bool:
    initials = "".join(word[0] for word in words(name) if word not in _SMALL)
    return len(weighty) > 1 and short == {initials}
