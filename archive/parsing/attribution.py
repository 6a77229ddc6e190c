"""Who is said to speak in one sentence: finds each word that tells of speaking and asks the rule for it."""

from __future__ import annotations

from functools import lru_cache

from archive.parsing import cues
from archive.parsing.clauses import Unit
from archive.parsing.gazetteer import is_title
from archive.parsing.noun_phrases import Reference, classify, text_at, to_the_right
from archive.parsing.participles import calling, has_somebody_saying
from archive.parsing.subjects import Attribution, with_subject
from archive.parsing.verbs import phrasal, spoken
from archive.parsing.views import according, after_quotation, has_view, negated, opinion, stance
from archive.parsing.wordlist import listed


def find_attributions(units: list[Unit]) -> list[Attribution]:
    """Return the attributions of a sentence's units, in order of their cues."""
    headlined = _headlined(units) or _headed(units) or _signed(units) if len(units) > 3 else None
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
    if not at or text_at(units, at - 1).lower() not in _PIECES:
        return None
    marks = [n for n in range(at, min(at + 40, len(units))) if units[n].text in '"“”' and units[n].kind == "mark"]
    if len(marks) < 2 or text_at(units, marks[1] + 1) in _TELLING_OF | {"quotes", "cites"}:
        return None
    return Attribution(Reference("paper", "article"), marks[1] + 1, 0, "article-headlined", 0.85)


def _headed(units: list[Unit]) -> Attribution | None:
    """As in "Minister NAME: No tax before the spring": a speaker, a colon and the words."""
    colon = next((n for n, u in enumerate(units[:_LONGEST_HEAD]) if u.kind == "mark" and u.text not in _IN_HEADS), None)
    if not colon or units[colon].text != ":" or colon + 2 >= len(units):
        return None
    begin = next((n for n, u in enumerate(units) if u.kind != "mark"), 0)
    if any(
        unit.kind == "word" and (unit.text in _CUES or unit.text in cues.PARTICIPLES) for unit in units[begin:colon]
    ):
        return None
    named = any(unit.kind in ("person", "organization") for unit in units[begin:colon])
    if not named:
        return None
    speaker = classify(units[begin:colon])
    if speaker is None and is_title(units[colon - 1].text) and colon - begin < 5:
        description = " ".join(unit.text for unit in units[begin:colon])  # "KFOR commander: …"
        speaker = Reference("unnamed", description)
    if speaker is None or speaker.kind not in ("person", "organization", "unnamed"):
        return None
    return Attribution(speaker, colon, begin, "name-and-colon", 0.75)


def _signed(units: list[Unit]) -> Attribution | None:
    """As in "No tax before the spring – minister NAME", "Clinic still closed: residents": a headline's last words."""
    if units[-1].text in (".", "?", "!") or units[-1].kind == "quote":
        return None
    first = max(1, len(units) - _LONGEST_SIGNATURE)
    sign = next(
        (n for n in range(len(units) - 2, first, -1) if units[n].kind == "mark" and units[n].text in "–—-:"), None
    )
    if sign is None or any(unit.kind == "word" and _is_cue(unit.text) for unit in units[sign:]):
        return None
    end = next((n for n in range(sign + 1, len(units)) if units[n].text == "on"), len(units))
    spaced = units[sign].start > units[sign - 1].end or units[sign].text == ":"
    speaker = classify(units[sign + 1 : end]) if spaced and end > sign + 1 else None
    if speaker is None or speaker.kind not in ("person", "unnamed") or units[end - 1].possessive:
        return None
    return Attribution(speaker, sign, sign + 1, "signed", 0.7, True)


# What an article does that gives no words of its own.
_TELLING_OF = listed(
    "describes analyzes analyses examines looks deals discusses tells profiles covers traces follows explores "
    "reviews sums summarizes lists compares concerns"
)
_LONGEST_HEAD = 16
_LONGEST_SIGNATURE = 14
_IN_HEADS = "•*-–—()’'&/,▪️"


@lru_cache(maxsize=50_000)
def _is_cue(word: str) -> bool:
    """Whether the word may be what tells of somebody speaking."""
    low = word.lower()
    return word in _CUES or low in _OPENING_CUES or low in _WORD_NOUNS


_HAVE = listed("has have had holds held takes took take hold")
_OPENING_CUES = listed("according in from to by")
_QUOTING = listed("quoted cited")
_CUES = cues.SAYING | cues.BE | cues.PARTICIPLES | frozenset(cues.PHRASAL) | _QUOTING | _HAVE
_CUES |= listed("asked asks not share seconded quote")
_PIECES = listed("article column commentary editorial report interview piece story analysis item comment feature")


def _at_cue(units: list[Unit], index: int, word: str) -> Attribution | None:
    low = word.lower()
    if low == "according":
        return according(units, index)
    if low in ("in", "from", "to", "by") and index + 2 < len(units):
        return opinion(units, index)
    if word in cues.BE:
        return after_quotation(units, index) or stance(units, index)
    if word in ("not", "share") and text_at(units, index - 1) in ("does", "did", "do"):
        return negated(units, index)
    if low in _WORD_NOUNS and text_at(units, index + 1) in ("by", "from"):
        return _words_by(units, index)
    return _at_verb(units, index, word)


def _at_verb(units: list[Unit], index: int, word: str) -> Attribution | None:
    following = text_at(units, index + 1)
    if word in cues.SAYING or word in _QUOTING or (word in ("shared", "seconded") and following == "by"):
        return spoken(units, index, word)
    if word == "quote" and text_at(units, index - 1).lower() == "to":
        return _words_of(units, index)
    found = has_view(units, index) or has_somebody_saying(units, index) if word in _HAVE else None
    if found is None and word in cues.PHRASAL and (following in cues.PHRASAL[word].split() or _parted(units, index)):
        return phrasal(units, index, word)
    if found is None and word in ("asked", "asks"):
        return _asks(units, index)
    return found or (calling(units, index) if word in cues.PARTICIPLES else None)


def _parted(units: list[Unit], index: int) -> bool:
    """As in "brushed those fears aside": the verb's little word after a short object."""
    little = _ASIDE.intersection(cues.PHRASAL[units[index].text].split())
    for at in range(index + 2, min(index + 7, len(units))):
        if units[at].kind != "word":
            return False
        if units[at].text in little:
            return True
    return False


_ASIDE = listed("aside off away down back out")


def _asks(units: list[Unit], index: int) -> Attribution | None:
    """As in "NAME asked the ministry to wait", '"…?" asked NAME': a person or an organization asks."""
    if index and units[index - 1].kind == "quote":
        return spoken(units, index, units[index].text)
    if not any(text_at(units, at) in ("to", "why", "whether") for at in range(index, index + 9)):
        return None
    found = with_subject(units, index, "asks", 0.7, weak=True)
    return found if found and found.speaker.kind in ("person", "organization", "body") else None


def _words_of(units: list[Unit], index: int) -> Attribution | None:
    """As in "To quote NAME, it is thin"."""
    speaker = to_the_right(units, index + 1)
    if speaker is None or speaker.kind != "person":
        return None
    return Attribution(speaker, index, index, "to-quote", 0.85)


def _words_by(units: list[Unit], index: int) -> Attribution | None:
    """As in "a warning by NAME"."""
    speaker = to_the_right(units, index + 2)
    if speaker is not None and speaker.kind in ("person", "organization"):
        return Attribution(speaker, index, 0, "words-by", 0.75)
    return None


_WORD_NOUNS = listed(
    "warning statement claim remark remarks comment comments pledge promise plea call complaint complaints appeal "
    "accusation accusations assurance assurances prediction predictions criticism protest demand"
)
