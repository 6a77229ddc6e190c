"""Runs of words that may be a person's name: capitals, initials, particles, hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from archive.parsing import vocabulary as words
from archive.parsing.gazetteer import first_surnames, given_names, is_title
from archive.parsing.passage import Passage, Run, is_place
from archive.parsing.tokens import is_initial

_ARTICLED = re.compile(r"(?:al|el|ad|as|ash|an|ar|at|ul|ibn|bin|abu|ben|d|l|o)[-'’][^\W\d_a-z]")
_LONGEST = 6

SURNAME_ENDINGS = (
    "ov", "ova", "ev", "eva", "yov", "yova", "in", "ina", "sky", "skiy", "skaya", "ski", "ska", "enko", "chuk",
    "yuk", "ovich", "evich", "vich", "vic", "vić", "ić", "ic", "shvili", "dze", "yan", "ian", "oglu", "poulos",
    "akis", "idis", "escu", "eanu", "sson", "ssen", "berg", "stein", "mann", "zadeh", "nejad", "iyev", "uly",
    "bekov", "bayev", "ko", "ík", "ák", "ez", "elli", "etti", "ini", "ardi", "ström", "qvist", "quist", "lund",
    "nen", "las", "kis", "aite", "iene", "vary", "khin", "tsky",
)  # fmt: skip


def name_runs(passage: Passage) -> Iterator[Run]:
    """Yield the maximal runs of a passage's unclaimed tokens that have the shape of a person's name, in order."""
    end = 0
    for index, word in enumerate(passage.words):
        if index >= end and _could_open(word) and _may_start(passage, index):
            end = _end(passage, index)
            yield Run(index, end)


@lru_cache(maxsize=100_000)
def _could_open(word: str) -> bool:
    """Whether a name may begin with the word, wherever it stands."""
    return has_article(word) or (word[0].isupper() and not _never(word))


@lru_cache(maxsize=100_000)
def has_article(word: str) -> bool:
    """Whether a token is a surname with its article: "al-Rashidi", "d'Estaing"."""
    return bool(_ARTICLED.match(word))


def _may_start(passage: Passage, index: int) -> bool:
    token = passage.tokens[index]
    word = token.text
    if passage.claimed[index]:
        return False
    if has_article(word):
        return True
    if not token.capital or _never(word):
        return False
    following = passage.tokens[index + 1] if index + 1 < len(passage.tokens) else None
    pair = following is not None and following.capital and passage.adjacent(index) and not token.possessive
    if word in words.DAYS and not pair:
        return False
    if word in given_names() and pair:
        return not (passage.begins_sentence(index) and word in words.OPENERS and is_place(passage.text_at(index + 1)))
    if is_initial(word):
        return pair
    if is_title(word) or word in words.TITLE_MODIFIERS or word in words.SUBJECTS:
        return False
    if is_place(word) or word in words.STRONG_HEADS or word in words.WEAK_HEADS or word in words.SUFFIXES:
        return False
    if word in words.OPENERS:
        return pair and word in first_surnames() and not passage.begins_sentence(index)
    return True


def _never(word: str) -> bool:
    if word in words.DAYS or word in words.NOT_ORGANIZATIONS or word.endswith(words.COMPOUND_ENDINGS):
        return word in words.DAYS and word not in given_names()
    return len(word) > 1 and word.isupper() and not is_initial(word) and len(word) < 5


def _end(passage: Passage, start: int) -> int:
    """One past the run's last token."""
    at = start + 1
    started_by_name = passage.text_at(start) in given_names() or is_initial(passage.text_at(start))
    while at < len(passage.tokens) and at - start < _LONGEST:
        if not passage.adjacent(at - 1) or passage.tokens[at - 1].possessive or passage.claimed[at]:
            break
        token = passage.tokens[at]
        if token.text in words.PARTICLES:
            ahead = at + 1
            while ahead < len(passage.tokens) and passage.text_at(ahead) in words.PARTICLES and ahead - at < 3:
                ahead += 1
            if ahead >= len(passage.tokens) or not _continues(passage, ahead, True) or not passage.adjacent(ahead - 1):
                break
            at = ahead + 1
        elif _continues(passage, at, started_by_name and at == start + 1):
            at += 1
        else:
            break
    return at


def _continues(passage: Passage, index: int, after_given: bool) -> bool:
    """Whether the token may go on a name; right after a given name nearly any capitalised word may."""
    token = passage.tokens[index]
    word = token.text
    if passage.claimed[index]:
        return False
    if has_article(word) or is_initial(word):
        return True
    if not token.capital or word in words.DAYS or word in words.NOT_ORGANIZATIONS:
        return False
    if word in words.OPENERS and word not in given_names() and word not in first_surnames() and not after_given:
        return False
    if after_given:
        return not (word in words.TITLE_MODIFIERS and passage.text_at(index + 1)[:1].isupper())
    if is_title(word) and not passage.text_at(index + 1)[:1].isupper():
        return word not in words.TITLE_MODIFIERS  # "Le Van Son", "Martin Luther King"
    if is_title(word) or word in words.TITLE_MODIFIERS or word in words.STRONG_HEADS:
        return False
    return not is_place(word) and word not in words.SUFFIXES and word not in words.SUBJECTS
