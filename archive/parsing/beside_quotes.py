"""Who speaks where a quotation has no verb of speech beside it: '"…," the minister smiled', 'NAME shrugged: "…"'."""

from __future__ import annotations

from archive.parsing import cues
from archive.parsing.clauses import Unit
from archive.parsing.noun_phrases import Reference, classify, is_mark, person, text_at
from archive.parsing.subjects import Attribution, subject_of
from archive.parsing.wordlist import listed

GESTURE = "somebody-and-quotation"
_LONGEST_NAME = 8
_IRREGULAR = listed("began went broke burst wept grinned cut shot threw let shook read sang put kept")


def beside_quotation(units: list[Unit]) -> Attribution | None:
    """The attribution of a quotation whose clause tells of a gesture; None where no person stands beside it."""
    quote = next((n for n, unit in enumerate(units) if unit.kind == "quote"), None)
    if quote is None:
        return None
    if quote == 0:
        return _after(units)
    return _before(units, quote) if is_mark(units, quote - 1, ":") else None


def _after(units: list[Unit]) -> Attribution | None:
    """As in '"…," the diplomat smiled': a name, a pronoun or a noun and any verb."""
    begin = 2 if is_mark(units, 1, ",") else 1
    for end in range(begin + 1, min(begin + _LONGEST_NAME, len(units))):
        verb = units[end]
        if verb.kind in ("mark", "quote"):
            return None
        if verb.kind != "word" or not _is_verb(verb.text):
            continue
        speaker = classify(units[begin:end])
        if _is_somebody(speaker) and speaker is not None:
            return Attribution(speaker, end, begin, "quotation-and-somebody", 0.7, True)
    return None


def _is_verb(word: str) -> bool:
    """Whether a word may be a finite verb of any meaning: "smiled", "sighs", "wept"."""
    return word in _IRREGULAR or (word.islower() and word.endswith(("ed", "s")) and word not in cues.BE)


def _before(units: list[Unit], quote: int) -> Attribution | None:
    """As in 'NAME rolled her eyes: "…"': the person whom the sentence before the colon is about."""
    name = subject_of(units)
    if name is not None:
        at = next(n for n, unit in enumerate(units) if unit.kind == "person" and unit.name == name)
        return Attribution(person(units[at]), at, 0, GESTURE, 0.7)
    first = text_at(units, 0).lower()
    if first in ("he", "she"):
        return Attribution(Reference("pronoun", cues.PRONOUNS[first]), 0, 0, GESTURE, 0.7)
    return None


def _is_somebody(speaker: Reference | None) -> bool:
    """Whether a phrase means one person, by name, pronoun or role."""
    if speaker is None:
        return False
    return speaker.kind in ("person", "noun") or (speaker.kind == "pronoun" and speaker.text in ("m", "f"))
