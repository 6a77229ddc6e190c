"""Views given without a verb of speech: "according to", "in his opinion", "is certain that", "has no faith in"."""

from __future__ import annotations

from archive.parsing import cues
from archive.parsing.clauses import Unit
from archive.parsing.noun_phrases import Reference, classify, is_mark, text_at, to_the_right
from archive.parsing.subjects import Attribution, with_subject
from archive.parsing.wordlist import listed


def according(units: list[Unit], index: int) -> Attribution | None:
    """As in "according to NAME", "according to him"."""
    if text_at(units, index + 1) != "to":
        return None
    after = text_at(units, index + 2)
    trailing = index > 3
    if after in cues.OBJECTS and units[index + 2].kind == "word":
        gender = cues.OBJECTS[after]
        return Attribution(Reference("pronoun", gender), index, index, "according-to-pronoun", 0.9, trailing)
    speaker = to_the_right(units, index + 2)
    if speaker is None:
        return None
    return Attribution(speaker, index, index, "according-to", 0.92, trailing)


def opinion(units: list[Unit], index: int) -> Attribution | None:
    """As in "In his opinion", "in the expert's view", "from X's point of view"."""
    if text_at(units, index + 1) == "the" and text_at(units, index + 2) in cues.OPINIONS:
        speaker = to_the_right(units, index + 4) if text_at(units, index + 3) == "of" else None
        spoken_of = speaker is not None and speaker.kind not in ("place", "paper")
        return Attribution(speaker, index, index, "in-somebodys-opinion", 0.85) if speaker and spoken_of else None
    for at in range(index + 1, min(index + 9, len(units))):
        unit = units[at]
        noun = text_at(units, at + 1)
        if unit.kind == "mark":
            return None
        if not (noun in cues.OPINIONS or (noun == "point" and text_at(units, at + 2) == "of")):
            continue
        if unit.text in cues.POSSESSIVES and at == index + 1:
            return Attribution(Reference("pronoun", cues.POSSESSIVES[unit.text]), index, index, "in-his-opinion", 0.9)
        if unit.possessive:
            speaker = classify([*units[index + 1 : at], unit._replace(possessive=False)])
            if speaker is not None and speaker.kind != "place":
                return Attribution(speaker, index, index, "in-somebodys-opinion", 0.85)
        return None
    return None


def after_quotation(units: list[Unit], index: int) -> Attribution | None:
    """'"…" is how NAME put it', '"…" was her reply', '"…" was the answer of NAME'."""
    before = index - 2 if is_mark(units, index - 1, ",") else index - 1
    if before < 0 or units[before].kind != "quote":
        return None
    if text_at(units, index + 1) == "how":
        speaker = to_the_right(units, index + 2)
        return Attribution(speaker, index, index, "is-how", 0.85, True) if speaker else None
    for at in range(index + 1, min(index + 8, len(units))):
        if text_at(units, at) not in cues.REPLIES:
            continue
        owner = units[at - 1]
        speaker = None
        if owner.text in cues.POSSESSIVES:
            speaker = Reference("pronoun", cues.POSSESSIVES[owner.text])
        elif owner.possessive:
            speaker = classify([*units[index + 1 : at - 1], owner._replace(possessive=False)])
        elif text_at(units, at + 1) in ("of", "by", "from"):
            speaker = to_the_right(units, at + 2)
        return Attribution(speaker, index, index, "was-the-reply", 0.8, True) if speaker else None
    return None


def stance(units: list[Unit], index: int) -> Attribution | None:
    """As in "is certain that", "is of the same opinion"."""
    ahead = index + 1
    while text_at(units, ahead).endswith("ly") or text_at(units, ahead) in (
        "also",
        "not",
        "more",
        "less",
        "very",
        "so",
    ):
        ahead += 1
    word = text_at(units, ahead)
    if word == "of" and any(text_at(units, at) in cues.SUCH_OPINIONS for at in range(ahead + 1, ahead + 4)):
        return with_subject(units, index, "is-of-the-opinion", 0.9)
    if word == "in" and text_at(units, ahead + 1) == "no" and text_at(units, ahead + 2) == "doubt":
        return with_subject(units, index, "is-certain", 0.85, weak=True)
    if word in cues.STANCES and (text_at(units, ahead + 1) in _STANCE_OPENERS or ahead + 2 >= len(units)):
        return with_subject(units, index, "is-certain", 0.85, weak=True)
    return None


_STANCE_OPENERS = listed("that about of there it the a his her with by at for over in :")
_BEFORE_VIEWS = listed(
    "no little any great high serious grave strong some many few several big not much full a an the another different "
    "same other own similar opposite dim low firm his her its their very more less such this that"
)
_HAVE = listed("has have had")
_AFTER_VIEWS = listed("in that about over of for on with as to whether and regarding") | {"", ",", ".", ":"}


def has_view(units: list[Unit], index: int) -> Attribution | None:
    """As in "has no faith in the plan", "have serious doubts about it"; "takes the view that"."""
    ahead = index + 1
    while text_at(units, ahead) in _BEFORE_VIEWS:
        ahead += 1
    held = cues.VIEWS_HELD if text_at(units, index) in _HAVE else cues.VIEWS_TAKEN
    qualified = ahead > index + 1 and text_at(units, ahead) in cues.VIEWS_TAKEN
    if not (qualified or text_at(units, ahead) in held) or text_at(units, ahead + 1) not in _AFTER_VIEWS:
        return None
    found = with_subject(units, index, "has-a-view", 0.75, weak=True)
    return found if found is not None and found.speaker.kind != "body" else None


def negated(units: list[Unit], index: int) -> Attribution | None:
    """As in "does not share this optimism", "did not rule out"."""
    if text_at(units, index) == "not" and text_at(units, index + 1) in cues.NEGATED:
        return with_subject(units, index - 1, "does-not-share", 0.85, weak=True)
    return None
