"""The subject of a verb: the noun phrase to its left, over appositives, relative clauses and brackets."""

from __future__ import annotations

from dataclasses import dataclass

from archive.parsing import cues
from archive.parsing.clauses import Unit
from archive.parsing.gazetteer import is_title
from archive.parsing.noun_phrases import LEADING, WIDEST, Reference, classify, is_mark, person, text_at
from archive.parsing.passage import is_place
from archive.parsing.wordlist import listed

_MOST_BRACKETS = 5


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker as the sentence names it; `at` and `start` are unit indexes of the cue and of its clause."""

    speaker: Reference
    at: int
    start: int
    rule: str
    confidence: float
    trailing: bool = False


def with_subject(
    units: list[Unit],
    verb_at: int,
    rule: str,
    confidence: float,
    *,
    weak: bool = False,
    verb: str = "",
) -> Attribution | None:
    """The attribution of a verb to its subject on the left; a weak verb needs a name or a pronoun."""
    at = _before_adverbs(units, verb_at - 1)
    if at < 0:
        return None
    subject, start = _left(units, at)
    if subject is None:
        return None
    if verb in cues.BASE_FORMS and not (subject.plural or subject.text == "p" or _helped(units, at, verb_at)):
        return None
    if subject.kind == "place" and verb not in cues.GOVERNMENTS_SAY:
        return None
    closed = start > 0 and is_mark(units, start - 1, ",") and verb != ""
    if subject == Reference("pronoun", "n") and not closed and not _it_speaks(units, verb_at):
        return None
    phrase = [u.text.lower() for u in units[start : at + 1]]
    vague = phrase[0] not in cues.DETERMINERS and not any(word in cues.PREPOSITIONS for word in phrase)
    if weak and subject.kind == "unnamed" and subject.plural and vague:
        return None  # "Japanese engineers have offered"
    if weak and subject.kind == "noun" and verb in ("called", "expects"):
        confidence -= 0.1
    trailing = start > 0 and (units[start - 1].kind == "quote" or is_mark(units, start - 1, ",\"'”’—–?!"))
    return Attribution(subject, verb_at, start, rule, confidence, trailing)


def _before_adverbs(units: list[Unit], at: int) -> int:
    """The index of the last unit before auxiliaries, adverbs and the day: "NAME on Tuesday sharply" -> NAME's."""
    while at >= 0 and units[at].kind == "word":
        text = units[at].text
        adverb = text.endswith("ly") and text.islower() and text not in cues.PAPERS
        if adverb or text in cues.AUXILIARIES:
            at -= 1
        elif text in _DAYS and text_at(units, at - 1) in ("on", "last", "this", "late", "early", "earlier"):
            at -= 2
        elif text in ("late", "early", "earlier") and text_at(units, at + 1) in ("on", "last", "this"):
            at -= 1
        else:
            break
    return at


_DAYS = listed(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday week month year weekend autumn spring summer winter"
)


def _helped(units: list[Unit], at: int, verb: int) -> bool:
    """As in "would only say", "did say": an auxiliary makes a plain form the verb of one speaker."""
    between = [unit.text for unit in units[at + 1 : verb]]
    return "did" in between or "does" in between or ("only" in between and ("would" in between or "could" in between))


def _it_speaks(units: list[Unit], verb: int) -> bool:
    """Whether "it" with this verb gives words: "it said", "it adds that", not "it adds 8%"."""
    word, following = text_at(units, verb), text_at(units, verb + 1)
    return word in ("said", "says", "told", "wrote", "writes", "warned", "stated") or following in (
        "that",
        "",
        ",",
        "how",
    )


def _left(units: list[Unit], at: int) -> tuple[Reference | None, int]:
    """The subject that ends at a unit, and where it starts: over an appositive, a relative clause, brackets."""
    for _ in range(_MOST_BRACKETS):
        if not is_mark(units, at, ")"):
            break
        opening = next((n for n in range(at, max(-1, at - 12), -1) if units[n].text == "("), at)
        if not 0 < opening < at:
            return None, at
        at = opening - 1
    if at > 1 and is_mark(units, at, '"”»’') and units[at - 1].kind in ("newspaper", "organization"):
        at -= 1  # a name in quotation marks
    unit = units[at]
    if unit.text in ("who", "which"):
        back = at - 2 if is_mark(units, at - 1, ",") else at - 1
        return _before_who(units, back) if unit.text == "who" else _before_which(units, back)
    if unit.kind == "mark" and unit.text in ",—–":
        return _over_parenthesis(units, at) or over_appositive(units, at)
    if unit.kind in ("quote", "mark"):
        return None, at
    start = at
    while start > 0 and at - start < WIDEST and not _breaks(units, start - 1):
        start -= 1
    while start < at and units[start].kind == "word" and units[start].text.lower() in LEADING:
        start += 1
    return classify(units[start : at + 1]), start


def _before_which(units: list[Unit], at: int) -> tuple[Reference | None, int]:
    """As in "the Irish Independent, which reports", "without the Democratic Front, which accuses"."""
    if at >= 0 and units[at].kind == "organization":
        return Reference("organization", units[at].name), at
    if at >= 0 and units[at].kind == "newspaper":
        return Reference("newspaper", units[at].name), at
    return None, at


def _before_who(units: list[Unit], at: int) -> tuple[Reference | None, int]:
    for back in range(at, max(-1, at - 12), -1):
        if units[back].kind == "person" and not units[back].possessive:
            return person(units[back]), back
        if units[back].kind == "mark" and units[back].text not in ",()":
            break
    return None, at


_ASIDES = listed(
    "for by in on at however too meanwhile unlike like speaking citing quoting commenting referring answering though "
    "as among along again moreover therefore nevertheless nonetheless instead also naturally during when asked "
    "of incidentally likewise similarly conversely"
)
_LONGEST_ASIDE = 16


def _over_parenthesis(units: list[Unit], comma: int) -> tuple[Reference, int] | None:
    """As in "The ministry, for its part, said", "NAME, head of X, in turn, said": the subject before the aside."""
    for opening in range(comma - 1, max(0, comma - _LONGEST_ASIDE), -1):
        if units[opening].kind == "quote" or units[opening].text in cues.SAYING:
            return None
        if is_mark(units, opening, ",—–"):
            break
    else:
        return None
    aside = units[opening + 1]
    if aside.kind != "word" or not (aside.text.lower() in _ASIDES or aside.text.endswith("ly")):
        return None
    subject, start = _left(units, opening - 1) if opening else (None, 0)
    if subject is not None and start > 0 and is_mark(units, start - 1, ","):
        named, named_at = over_appositive(units, opening)
        if named is not None and named.kind == "person":
            return named, named_at
    if subject is not None and subject.kind != "place":
        return subject, start
    named, named_at = over_appositive(units, opening)
    return (named, named_at) if named is not None else None


def over_appositive(units: list[Unit], comma: int) -> tuple[Reference | None, int]:
    """As in "NAME, head of the X at Y, told": the nearest name to the left that a comma follows."""
    for back in range(comma - 1, max(-1, comma - WIDEST), -1):
        unit = units[back]
        says = unit.text in cues.SAYING and unit.text not in cues.NOUN_FORMS | cues.BASE_FORMS
        if unit.kind == "quote" or (unit.kind == "mark" and unit.text in ";:") or says:
            return None, comma
        after = back + 2 if text_at(units, back + 1) in cues.BODIES else back + 1  # "the Belaya Gora company,"
        closed = is_mark(units, after, ",(—–")
        if unit.kind in ("person", "organization") and closed and not unit.possessive:
            if unit.kind == "organization" and _person_before(units, back):
                continue
            outer = _before_relative(units, back)
            if outer is not None:
                return person(units[outer]), outer
            start = back
            while start > 0 and back - start < WIDEST and not _breaks(units, start - 1):
                start -= 1
            speaker = classify(units[start : back + 1]) if back + 1 <= comma else None
            return speaker or Reference(unit.kind, unit.name), start
    for back in range(comma - 1, max(-1, comma - 25), -1):  # "the source, speaking on condition of anonymity, said"
        if is_mark(units, back, ",") or back == 0:
            start = back - 1 if back else 0
            while start > 0 and back - start < WIDEST and not _breaks(units, start - 1):
                start -= 1
            speaker = classify(units[start:back]) if back else None
            return (speaker, start) if speaker and speaker.kind in ("noun", "unnamed") else (None, comma)
    return None, comma


def _before_relative(units: list[Unit], at: int) -> int | None:
    """As in "NAME, who met OTHER NAME, said": where the person stands whose relative clause this name is part of."""
    for back in range(at - 1, max(0, at - _LONGEST_RELATIVE), -1):
        if units[back].kind == "quote" or (units[back].kind == "mark" and units[back].text in ";:."):
            return None
        if units[back].text == "who" and is_mark(units, back - 1, ","):
            return back - 2 if back > 1 and units[back - 2].kind == "person" else None
    return None


_LONGEST_RELATIVE = 14


def _person_before(units: list[Unit], at: int) -> bool:
    """Whether a person with a comma stands further left, whose appositive this organization would end."""
    for back in range(at - 1, max(-1, at - WIDEST), -1):
        if units[back].kind == "quote" or (units[back].kind == "mark" and units[back].text in ";:"):
            return False
        if units[back].kind == "person" and is_mark(units, back + 1, ",(—–"):
            return True
    return False


def _breaks(units: list[Unit], index: int) -> bool:
    """Whether a unit ends a noun phrase that lies to its right."""
    unit = units[index]
    if unit.kind == "quote" or (unit.kind == "mark" and unit.text not in "()[]'’&/-"):
        return True
    if unit.text in cues.SAYING and unit.text not in cues.NOUN_FORMS:
        participle = text_at(units, index + 1) == "by" or text_at(units, index - 1).lower() in (
            "a",
            "an",
            "one",
            "another",
        )
        return not participle  # "experts questioned by", "an informed source"
    return unit.kind == "word" and unit.text.lower() in cues.CLAUSE_BREAKS and not _joins_nouns(units, index)


def _joins_nouns(units: list[Unit], index: int) -> bool:
    """As in "analysts and traders", "Ministry of X and Y": an "and" inside the phrase."""
    if units[index].text != "and":
        return False
    after, before = text_at(units, index + 1), text_at(units, index - 1)
    if is_place(after) and is_place(before):
        return text_at(units, index - 2) in ("of", "in", "from", "between")
    return (after in cues.SOURCES or is_title(after)) and (before in cues.SOURCES or is_title(before))


def subject_of(units: list[Unit]) -> str | None:
    """The person whom a sentence is about: named before its verb, a role or an adverb in front."""
    named: str | None = None
    for index, unit in enumerate(units[:_FARTHEST_SUBJECT]):
        if unit.kind == "person" and not unit.possessive and text_at(units, index - 1) not in _NOT_OF_SUBJECTS:
            named = named or unit.name
        if named is not None and unit.kind != "person":
            return named
        if unit.kind == "quote" or unit.text in cues.BE or unit.text in cues.SAYING or unit.text in _HAVE:
            return None
        if unit.kind == "word" and unit.text in cues.CLAUSE_BREAKS:
            return None
    return named


_FARTHEST_SUBJECT = 14
_NOT_OF_SUBJECTS = listed("of with to by from for against about between and than like unlike under over")
_HAVE = listed("has have had")
