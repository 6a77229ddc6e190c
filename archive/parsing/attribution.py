"""Who is said to speak in one sentence: finds each word that tells of speaking and asks the rule for it."""

from __future__ import annotations

from functools import lru_cache

from archive.parsing import cues
from archive.parsing.clauses import Unit
from archive.parsing.noun_phrases import Reference, text_at, to_the_right
from archive.parsing.subjects import Attribution, with_subject
from archive.parsing.verbs import spoken
from archive.parsing.views import according, after_quotation, negated, opinion, stance
from archive.parsing.wordlist import listed


def find_attributions(units: list[Unit]) -> list[Attribution]:
    """Return the attributions of a sentence's units, in order of their cues."""
    headlined = _headlined(units) if len(units) > 3 else None
    if headlined is not None:
        return [headlined]
    found = []
    for index, unit in enumerate(units):
        if unit.kind != "word" or not _is_cue(unit.text):
            continue
        attribution = _at_cue(units, index, unit.text)
        if attribution is not None:
            found.append(attribution)
    return found


def _headlined(units: list[Unit]) -> Attribution | None:
    """'A. SURNAME article headlined "…" says': the newspaper that carries the article speaks."""
    at = next((n for n, u in enumerate(units[:14]) if u.text in ("headlined", "entitled", "titled")), None)
    if not at or text_at(units, at - 1) not in _PIECES:
        return None
    marks = [n for n in range(at, min(at + 40, len(units))) if units[n].text in '"“”' and units[n].kind == "mark"]
    if len(marks) < 2:
        return None
    return Attribution(Reference("paper", "article"), marks[1] + 1, 0, "article-headlined", 0.85)


@lru_cache(maxsize=50_000)
def _is_cue(word: str) -> bool:
    """Whether the word may be what tells of somebody speaking."""
    low = word.lower()
    return word in _CUES or low in ("according", "in", "from", "to") or low in _WORD_NOUNS


_CUES = cues.SAYING | cues.BE | frozenset(cues.PHRASAL) | {"asked", "asks", "not", "share"}
_PIECES = listed("article column commentary editorial report interview piece story analysis item comment feature")


def _at_cue(units: list[Unit], index: int, word: str) -> Attribution | None:
    low = word.lower()
    if low == "according":
        return according(units, index)
    if low in ("in", "from", "to") and index + 2 < len(units):
        return opinion(units, index)
    if word in cues.SAYING:
        return spoken(units, index, word)
    if word in cues.PHRASAL and text_at(units, index + 1) in cues.PHRASAL[word].split():
        return with_subject(units, index, "phrasal-verb", 0.8, weak=word in cues.WEAK_PHRASAL)
    if word in ("asked", "asks") and any(
        text_at(units, at) in ("to", "why", "whether") for at in range(index, index + 9)
    ):
        found = with_subject(units, index, "asks", 0.7, weak=True)
        return found if found and found.speaker.kind in ("person", "organization") else None
    if word in cues.BE:
        return after_quotation(units, index) or stance(units, index)
    if word in ("not", "share") and text_at(units, index - 1) in ("does", "did", "do"):
        return negated(units, index)
    if low in _WORD_NOUNS and text_at(units, index + 1) in ("by", "from"):
        speaker = to_the_right(units, index + 2)
        if speaker is not None and speaker.kind in ("person", "organization"):
            return Attribution(speaker, index, 0, "words-by", 0.75)
    return None


_WORD_NOUNS = listed("warning statement claim remark remarks comment comments pledge promise plea call")
