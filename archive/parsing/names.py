"""Runs of words that may be a person's name: capitals, initials, particles, hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from archive.parsing import vocabulary as words
from archive.parsing.cues import SPEECH_VERBS
from archive.parsing.gazetteer import first_surnames, given_names, honorifics, is_title
from archive.parsing.passage import Passage, Run, is_place
from archive.parsing.places import is_demonym, is_place_name
from archive.parsing.tokens import is_initial
from archive.parsing.wordlist import listed

_ARTICLED = re.compile(r"(?:al|el|ad|as|ash|an|ar|at|ul|ibn|bin|abu|ben|d|l|o)[-'’][^\W\d_a-z]")
_CAMEL = re.compile(r"[a-zà-ÿ][A-Z]")
# Names with a capital inside: "McLeod", "DeSantis", "FitzGerald", "ElBaradei".
_PREFIXES = ("Mc", "Mac", "De", "Di", "Da", "Du", "La", "Le", "Van", "Von", "Fitz", "El", "Al", "Jo", "Ó")
_LONGEST = 6
_AFTER_WORDS = frozenset((",", '"', "”", "»"))
_NUMERALS = listed("II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII")

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


def person_from(passage: Passage, run: Run, *, needed: bool) -> int:
    """Where a person's name begins in the capitals after an office ("of Tarn Ferries Vera Holm"), else the run's end.

    `needed` says that the sentence must have a name here ("Director of X NAME said"): then the last two words are it
    even where nothing else tells them from the organization's.
    """
    size = run.end - run.start
    in_place = passage.text_at(run.start - 1) in ("in", "of", "to") and is_place_name(passage.text_at(run.start))
    if in_place and size > 2 and _all_proper(passage, Run(run.start + 1, run.end)):
        return run.start + 1  # "representative in Kinshasa NAME"
    for at in range(run.start + 1, run.end - 1):
        word = passage.text_at(at)
        opens = (word in given_names() and word not in words.SUBJECTS) or is_initial(word)
        if opens and _no_institution(passage, Run(at + 1, run.end)):
            return at
    if size > 1 and passage.text_at(run.end - 1) in given_names() and _goes_on(passage, run.end):
        return run.end - 1
    heads = [at for at in range(run.start + 1, run.end) if _is_head(passage.text_at(at))]
    if heads and 2 <= run.end - heads[-1] - 1 <= 3 and _all_proper(passage, Run(heads[-1] + 1, run.end)):
        return heads[-1] + 1
    if needed and not heads and size > 2 and _all_proper(passage, Run(run.end - 2, run.end)):
        return run.end - (1 if _goes_on(passage, run.end) else 2)
    return run.end


def _goes_on(passage: Passage, index: int) -> bool:
    """Whether a particle or an articled surname goes on the name that ends before the token."""
    word = passage.text_at(index)
    return passage.adjacent(index - 1) and (has_article(word) or (word in words.PARTICLES and word not in ("e", "y")))


def _is_head(word: str) -> bool:
    return word in words.STRONG_HEADS or word in words.WEAK_HEADS or word in words.SUFFIXES


def _no_institution(passage: Passage, run: Run) -> bool:
    return not any(_is_head(t.text) or t.text in words.SUBJECTS for t in passage.tokens[run.start : run.end])


def _all_proper(passage: Passage, run: Run) -> bool:
    """Whether no word of a run is an institution's, a subject's or a place's."""
    return _no_institution(passage, run) and not any(
        is_place(t.text) or t.text in words.CONNECTORS for t in passage.tokens[run.start : run.end]
    )


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
    people_of = is_demonym(word) and is_title(passage.text_at(index + 1))  # "German Ambassador NAME"
    if word in given_names() and pair and not people_of and not _is_address(passage, index):
        return not (passage.begins_sentence(index) and word in words.OPENERS and is_place(passage.text_at(index + 1)))
    if is_initial(word):
        return pair
    if word.lower() in honorifics():
        return False
    if is_title(word) or word in words.TITLE_MODIFIERS or word in words.SUBJECTS:
        return False
    if is_place(word):
        return pair and _called_like_a_place(passage, index)
    if word in words.STRONG_HEADS or word in words.WEAK_HEADS or word in words.SUFFIXES:
        return False
    if word in words.OPENERS:
        return pair and word in first_surnames() and not passage.begins_sentence(index)
    return True


def _is_address(passage: Passage, index: int) -> bool:
    """Whether a word that may be a name too is none: "Sheikh" before two more words, "envoy to Chad NAME"."""
    word = passage.text_at(index)
    to_place = passage.text_at(index - 1) in ("to", "in", "for", "from") and is_place(word)
    if word.lower() not in honorifics() and not (to_place and passage.text_at(index + 1) in given_names()):
        return False
    return _end(passage, index) - index > 2


def _called_like_a_place(passage: Passage, index: int) -> bool:
    """As in "the mayor, Sydney Vance": an office directly before a city's name that a proper word goes on."""
    if is_demonym(passage.text_at(index)) or not _all_proper(passage, Run(index + 1, index + 2)):
        return False
    at = index - 2 if passage.text_at(index - 1) == "," else index - 1
    noun = passage.text_at(at)
    if noun in SPEECH_VERBS and at == index - 1 and passage.text_at(at - 1) in _AFTER_WORDS:
        return not is_title(passage.text_at(index + 1))  # '"…," complained Washington NAME'
    return at >= 0 and is_title(noun) and not passage.tokens[at].possessive and not is_title(passage.text_at(index + 1))


def _never(word: str) -> bool:
    if _CAMEL.search(word) and not word.startswith(_PREFIXES):
        return True  # "invoice trader MarketBridge"
    if word in words.DAYS or word in words.NOT_ORGANIZATIONS or word.endswith(words.COMPOUND_ENDINGS):
        return word in words.DAYS and word not in given_names()
    return len(word) > 1 and word.isupper() and not is_initial(word) and len(word) < 5


def _end(passage: Passage, start: int) -> int:
    """One past the run's last token."""
    at = start + 1
    started_by_name = passage.text_at(start) in given_names() or is_initial(passage.text_at(start))
    called = started_by_name or (start > 0 and is_title(passage.text_at(start - 1)) and passage.adjacent(start - 1))
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
        elif _continues(passage, at, started_by_name and at == start + 1) or (called and _proper_place(passage, at)):
            at += 1
        else:
            break
    if passage.text_at(at) in _NUMERALS and passage.adjacent(at - 1) and (called or at - start > 1):
        return at + 1  # "John Paul II"
    return at


def _proper_place(passage: Passage, index: int) -> bool:
    """Whether a place's word is a name's: "Minister Otto Lima Brandt"; not where an institution's follows."""
    word = passage.text_at(index)
    return is_place(word) and not passage.claimed[index] and not _is_head(passage.text_at(index + 1))


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
