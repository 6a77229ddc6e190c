"""Departments, committees and centres: which larger organization they are a unit of."""

from __future__ import annotations

from archive.parsing import vocabulary as words
from archive.parsing.passage import Passage, Run
from archive.parsing.wordlist import listed

_COMMITTEES = listed("Committee Subcommittee Commission")
_UNITS = words.DEPARTMENTS | listed("Program Programme Project Initiative Desk Group School Branch Section Lab")
_CENTERS = listed("Center Centre")  # a unit only within a larger institute
_WHOLES = listed("Institute Institution Academy")


def belongs_to_owner(passage: Passage, head: int, start: int, owner: Run | None) -> bool:
    """As in "the Federation Council's Committee on Agrarian Policy", "the Duma (lower house) Energy Committee"."""
    word = passage.tokens[head].text
    if word in _COMMITTEES:
        if passage.parliament_before(start):
            return True
        return owner is not None and passage.tokens[owner.end - 1].text in words.PARLIAMENTS
    return owner is not None and word in words.DEPARTMENTS


def parent_of(passage: Passage, run: Run, head: int) -> Run | None:
    """For a department: the organization it belongs to (an empty run where that is found by itself)."""
    tokens = passage.tokens
    word = tokens[head].text
    if word in words.DEPARTMENTS:
        for at in range(run.end - 2, head, -1):
            if tokens[at].text == "of" and _names_a_whole(passage, Run(at + 1, run.end)):
                return Run(at + (2 if tokens[at + 1].text == "the" else 1), run.end)
    if word not in _UNITS and word not in _CENTERS and word not in _COMMITTEES:
        return None
    whole = _whole(passage, run.end, commas=word in words.DEPARTMENTS)
    if whole is None:
        return None
    if word in _CENTERS and not any(token.text in _WHOLES for token in tokens[whole.start : whole.end]):
        return None
    return Run(run.end, run.end)


def _names_a_whole(passage: Passage, run: Run) -> bool:
    """Whether what a department is "of" is an organization ("of IMEMO") and no subject ("of Party and Law Studies")."""
    names = [token.text for token in passage.tokens[run.start : run.end] if token.capital]
    if not names or names[0].isupper():
        return bool(names)
    return names[-1] in words.STRONG_HEADS or (
        any(name in words.STRONG_HEADS for name in names) and names[-1] not in words.SUBJECTS
    )


def _whole(passage: Passage, index: int, *, commas: bool) -> Run | None:
    """The institution that is named after "at", "of", "in" (or a comma) right here."""
    link = passage.text_at(index)
    if link not in ("at", "of", "in", "within", "under") and not (commas and link == ","):
        return None
    at = index + 1
    if passage.text_at(at) in ("at", "of") and link == ",":
        at += 1
    while passage.text_at(at) in ("the", "a", "an"):
        at += 1
    end = at
    while end < min(len(passage.tokens), at + 12):
        token = passage.tokens[end]
        if not (token.capital or token.text in ("of", "and", "for", "the", "'", "’")):
            break
        end += 1
    named = any(
        passage.claimed[n] or (passage.tokens[n].text in words.STRONG_HEADS and (link != "," or n == at))
        for n in range(at, end)
    )
    return Run(at, end) if named else None
