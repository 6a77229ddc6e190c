"""Who is said to speak in one sentence: subjects of verbs of speech, "according to", "in his opinion"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from archive.parsing import cues
from archive.parsing.clauses import Unit
from archive.parsing.gazetteer import is_title
from archive.parsing.passage import is_place
from archive.parsing.wordlist import listed

ReferenceIs = Literal["person", "organization", "newspaper", "unnamed", "pronoun", "noun", "body", "paper", "place"]
_WIDEST = 45
_MOST_BRACKETS = 5


@dataclass(frozen=True, slots=True)
class Reference:
    """Whom a phrase means: a name, or what must be resolved (`text`: a pronoun's gender, a noun, a description)."""

    kind: ReferenceIs
    text: str
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker as the sentence names it; `at` and `start` are unit indexes of the cue and of its clause."""

    speaker: Reference
    at: int
    start: int
    rule: str
    confidence: float
    trailing: bool = False


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
    if not at or _text(units, at - 1) not in _PIECES:
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
        return _according(units, index)
    if low in ("in", "from", "to") and index + 2 < len(units):
        return _opinion(units, index)
    if word in cues.SAYING:
        return _spoken(units, index, word)
    if word in cues.PHRASAL and _text(units, index + 1) in cues.PHRASAL[word].split():
        return _with_subject(units, index, "phrasal-verb", 0.8, weak=word in cues.WEAK_PHRASAL)
    if word in ("asked", "asks") and any(
        _text(units, at) in ("to", "why", "whether") for at in range(index, index + 9)
    ):
        found = _with_subject(units, index, "asks", 0.7, weak=True)
        return found if found and found.speaker.kind in ("person", "organization") else None
    if word in cues.BE:
        return _after_quotation(units, index) or _stance(units, index)
    if word in ("not", "share") and _text(units, index - 1) in ("does", "did", "do"):
        return _negated(units, index)
    if low in _WORD_NOUNS and _text(units, index + 1) in ("by", "from"):
        speaker = _right(units, index + 2)
        if speaker is not None and speaker.kind in ("person", "organization"):
            return Attribution(speaker, index, 0, "words-by", 0.75)
    return None


_WORD_NOUNS = listed("warning statement claim remark remarks comment comments pledge promise plea call")


def _text(units: list[Unit], index: int) -> str:
    return units[index].text if 0 <= index < len(units) else ""


def _is_mark(units: list[Unit], index: int, marks: str) -> bool:
    return 0 <= index < len(units) and units[index].kind == "mark" and units[index].text in marks


# "according to", "in his opinion" ------------------------------------------------------------------------------------


def _according(units: list[Unit], index: int) -> Attribution | None:
    if _text(units, index + 1) != "to":
        return None
    after = _text(units, index + 2)
    trailing = index > 3
    if after in cues.OBJECTS and units[index + 2].kind == "word":
        gender = cues.OBJECTS[after]
        return Attribution(Reference("pronoun", gender), index, index, "according-to-pronoun", 0.9, trailing)
    speaker = _right(units, index + 2)
    if speaker is None:
        return None
    return Attribution(speaker, index, index, "according-to", 0.92, trailing)


def _opinion(units: list[Unit], index: int) -> Attribution | None:
    """As in "In his opinion", "in the expert's view", "from X's point of view"."""
    for at in range(index + 1, min(index + 9, len(units))):
        unit = units[at]
        noun = _text(units, at + 1)
        if unit.kind == "mark":
            return None
        if not (noun in cues.OPINIONS or (noun == "point" and _text(units, at + 2) == "of")):
            continue
        if unit.text in cues.POSSESSIVES and at == index + 1:
            return Attribution(Reference("pronoun", cues.POSSESSIVES[unit.text]), index, index, "in-his-opinion", 0.9)
        if unit.possessive:
            speaker = _classify([*units[index + 1 : at], unit._replace(possessive=False)])
            if speaker is not None and speaker.kind != "place":
                return Attribution(speaker, index, index, "in-somebodys-opinion", 0.85)
        return None
    return None


# Verbs ---------------------------------------------------------------------------------------------------------------


def _spoken(units: list[Unit], index: int, verb: str) -> Attribution | None:
    before = _text(units, index - 1)
    if _is_noun(units, index, verb, before):
        return None
    if verb in ("quotes", "quoted", "cites", "cited", "quoting", "citing"):
        return _quoted(units, index)
    if _text(units, index + 1) == "by" and verb not in ("said",):
        return _by_agent(units, index, verb)
    inverted = verb in cues.INVERTED and (
        index == 0 or units[index - 1].kind == "quote" or _is_mark(units, index - 1, ",\"'”’—–?!.")
    )
    if inverted and _text(units, index + 1) not in _NOT_SPEAKERS:
        speaker = _right(units, index + 1)
        if speaker is not None and speaker.kind != "person" and _is_mark(units, index - 1, ","):
            named, start = _over_appositive(units, index - 1)  # "NAME, head of X, said he …"
            if named is not None and named.kind == "person":
                return Attribution(named, index, start, "speech-verb", 0.92)
        if speaker is not None and speaker.kind != "place":
            return Attribution(speaker, index, index, "inverted", 0.93, True)
    if before in cues.BE:
        return None  # passive
    weak = verb in _WEAK
    return _with_subject(units, index, "speech-verb", 0.75 if weak else 0.92, weak=weak, verb=verb)


_WEAK = listed(
    "called calls expects expect expected announced announces hails hailed agrees agreed asked urged urges "
    "proposed proposes accused accuses blamed blames describes described regards considers demanded demands "
    "threatened threatens praised praises condemned condemns rejected rejects reported reports revealed "
    "reveals questioned promised pledged vowed ruled echoed advised hopes fears doubts informed informs "
    "observed observes mentioned assumed thought learned forecast indicated estimates estimated states"
) | {"confirmed"}


_NOT_SPEAKERS = listed("to that in on at during for as with by about how why what when")


def _is_noun(units: list[Unit], index: int, verb: str, before: str) -> bool:
    """As in "the report", "his claims", "to say": the form is not a finite verb here."""
    if before.lower() in (
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "to",
    ):
        return not (before in ("that", "this") and verb in ("says", "means"))
    if before in ("of", "with", "by", "from", "on", "for", "about", "no", "any", "alleging", "refuted", "such"):
        return True
    if index and units[index - 1].possessive:
        return True
    if verb in cues.NOUN_FORMS and _text(units, index + 1) in ("of", "by", "from", "about"):
        return True
    return verb in ("like", "thought") and before not in cues.PRONOUNS


def _quoted(units: list[Unit], index: int) -> Attribution | None:
    """As in "PAPER quotes NAME as saying"; "NAME is quoted as saying"."""
    verb = units[index].text
    if _text(units, index + 1) == "as" and _text(units, index - 1) in cues.BE:
        return _with_subject(units, index, "quoted-as-saying", 0.85, passive=True)
    if verb in ("quotes", "quoted", "cites", "cited", "quoting") and _text(units, index + 1) != "by":
        speaker = _right(units, index + 1)
        said = (u.text in ("saying", "noting", "stating", "warning") for u in units[index : index + 4 * _WIDEST])
        if speaker is not None and any(said):
            return Attribution(speaker, index, 0, "quoted-as-saying", 0.9)
    return None


def _by_agent(units: list[Unit], index: int, verb: str) -> Attribution | None:
    """As in "was announced by NAME"."""
    passive = verb in (
        "announced",
        "confirmed",
        "reported",
        "stated",
        "expressed",
        "voiced",
        "told",
        "revealed",
        "denied",
    )
    if not passive or not any(_text(units, at) in cues.BE for at in range(max(0, index - 3), index)):
        return None
    speaker = _right(units, index + 2)
    if speaker is None or speaker.kind not in ("person", "organization", "unnamed"):
        return None
    return Attribution(speaker, index, 0, "by-agent", 0.8)


def _after_quotation(units: list[Unit], index: int) -> Attribution | None:
    """'"…" is how NAME put it', '"…" was her reply', '"…" was the answer of NAME'."""
    before = index - 2 if _is_mark(units, index - 1, ",") else index - 1
    if before < 0 or units[before].kind != "quote":
        return None
    if _text(units, index + 1) == "how":
        speaker = _right(units, index + 2)
        return Attribution(speaker, index, index, "is-how", 0.85, True) if speaker else None
    for at in range(index + 1, min(index + 8, len(units))):
        if _text(units, at) not in cues.REPLIES:
            continue
        owner = units[at - 1]
        speaker = None
        if owner.text in cues.POSSESSIVES:
            speaker = Reference("pronoun", cues.POSSESSIVES[owner.text])
        elif owner.possessive:
            speaker = _classify([*units[index + 1 : at - 1], owner._replace(possessive=False)])
        elif _text(units, at + 1) in ("of", "by", "from"):
            speaker = _right(units, at + 2)
        return Attribution(speaker, index, index, "was-the-reply", 0.8, True) if speaker else None
    return None


def _stance(units: list[Unit], index: int) -> Attribution | None:
    """As in "is certain that", "is of the same opinion"."""
    ahead = index + 1
    while _text(units, ahead).endswith("ly") or _text(units, ahead) in ("also", "not", "more", "less", "very", "so"):
        ahead += 1
    word = _text(units, ahead)
    if word == "of" and any(_text(units, at) in cues.SUCH_OPINIONS for at in range(ahead + 1, ahead + 4)):
        return _with_subject(units, index, "is-of-the-opinion", 0.9)
    if word in cues.STANCES and (_text(units, ahead + 1) in _STANCE_OPENERS or ahead + 2 >= len(units)):
        return _with_subject(units, index, "is-certain", 0.85, weak=True)
    return None


_STANCE_OPENERS = listed("that about of there it the a his her with")


def _negated(units: list[Unit], index: int) -> Attribution | None:
    """As in "does not share this optimism", "did not rule out"."""
    if _text(units, index) == "not" and _text(units, index + 1) in cues.NEGATED:
        return _with_subject(units, index - 1, "does-not-share", 0.85, weak=True)
    return None


def _with_subject(
    units: list[Unit],
    verb_at: int,
    rule: str,
    confidence: float,
    *,
    weak: bool = False,
    passive: bool = False,
    verb: str = "",
) -> Attribution | None:
    """The attribution of a verb to its subject on the left; a weak verb needs a name or a pronoun."""
    at = verb_at - 1
    while (
        at >= 0
        and units[at].kind == "word"
        and (units[at].text in cues.AUXILIARIES or (units[at].text.endswith("ly") and units[at].text.islower()))
    ):
        at -= 1
    if at < 0:
        return None
    subject, start = _left(units, at)
    if subject is None:
        return None
    if verb in cues.BASE_FORMS and not (subject.plural or subject.text == "p"):
        return None
    if subject.kind == "place" and verb not in cues.GOVERNMENTS_SAY:
        return None
    if subject == Reference("pronoun", "n") and not _it_speaks(units, verb_at):
        return None
    phrase = [u.text.lower() for u in units[start : at + 1]]
    vague = phrase[0] not in cues.DETERMINERS and not any(word in cues.PREPOSITIONS for word in phrase)
    if weak and subject.kind == "unnamed" and subject.plural and vague:
        return None  # "Japanese engineers have offered"
    if weak and subject.kind == "noun" and verb in ("called", "expects"):
        confidence -= 0.1
    trailing = start > 0 and (units[start - 1].kind == "quote" or _is_mark(units, start - 1, ",\"'”’—–?!"))
    return Attribution(subject, verb_at, start, rule, confidence, trailing)


def _it_speaks(units: list[Unit], verb: int) -> bool:
    """Whether "it" with this verb gives words: "it said", "it adds that", not "it adds 8%"."""
    word, following = _text(units, verb), _text(units, verb + 1)
    return word in ("said", "says", "told", "wrote", "writes", "warned", "stated") or following in (
        "that",
        "",
        ",",
        "how",
    )


def _left(units: list[Unit], at: int) -> tuple[Reference | None, int]:
    """The subject that ends at a unit, and where it starts: over an appositive, a relative clause, brackets."""
    for _ in range(_MOST_BRACKETS):
        if not _is_mark(units, at, ")"):
            break
        opening = next((n for n in range(at, max(-1, at - 12), -1) if units[n].text == "("), at)
        if not 0 < opening < at:
            return None, at
        at = opening - 1
    unit = units[at]
    if unit.text == "who":
        back = at - 2 if _is_mark(units, at - 1, ",") else at - 1
        return _before_who(units, back)
    if unit.kind == "mark" and unit.text in ",—–":
        return _over_appositive(units, at)
    if unit.kind in ("quote", "mark"):
        return None, at
    start = at
    while start > 0 and at - start < _WIDEST and not _breaks(units, start - 1):
        start -= 1
    while start < at and units[start].kind == "word" and units[start].text.lower() in _LEADING:
        start += 1
    return _classify(units[start : at + 1]), start


_LEADING = listed("meanwhile however moreover also in turn still yet thus earlier later then but and so perhaps")


def _before_who(units: list[Unit], at: int) -> tuple[Reference | None, int]:
    for back in range(at, max(-1, at - 12), -1):
        if units[back].kind == "person" and not units[back].possessive:
            return Reference("person", units[back].name), back
        if units[back].kind == "mark" and units[back].text not in ",()":
            break
    return None, at


def _over_appositive(units: list[Unit], comma: int) -> tuple[Reference | None, int]:
    """As in "NAME, head of the X at Y, told": the nearest name to the left that a comma follows."""
    for back in range(comma - 1, max(-1, comma - _WIDEST), -1):
        unit = units[back]
        if unit.kind == "quote" or (unit.kind == "mark" and unit.text in ";:") or unit.text in cues.SAYING:
            return None, comma
        closed = _is_mark(units, back + 1, ",(—–")
        if unit.kind in ("person", "organization") and closed and not unit.possessive:
            if unit.kind == "organization" and _person_before(units, back):
                continue
            start = back
            while start > 0 and back - start < _WIDEST and not _breaks(units, start - 1):
                start -= 1
            speaker = _classify(units[start : back + 1]) if back + 1 <= comma else None
            return speaker or Reference(unit.kind, unit.name), start
    for back in range(comma - 1, max(-1, comma - 25), -1):  # "the source, speaking on condition of anonymity, said"
        if _is_mark(units, back, ",") or back == 0:
            start = back - 1 if back else 0
            while start > 0 and back - start < _WIDEST and not _breaks(units, start - 1):
                start -= 1
            speaker = _classify(units[start:back]) if back else None
            return (speaker, start) if speaker and speaker.kind in ("noun", "unnamed") else (None, comma)
    return None, comma


def _person_before(units: list[Unit], at: int) -> bool:
    """Whether a person with a comma stands further left, whose appositive this organization would end."""
    for back in range(at - 1, max(-1, at - _WIDEST), -1):
        if units[back].kind == "quote" or (units[back].kind == "mark" and units[back].text in ";:"):
            return False
        if units[back].kind == "person" and _is_mark(units, back + 1, ",(—–"):
            return True
    return False


def _breaks(units: list[Unit], index: int) -> bool:
    """Whether a unit ends a noun phrase that lies to its right."""
    unit = units[index]
    if unit.kind == "quote" or (unit.kind == "mark" and unit.text not in "()[]'’&/-"):
        return True
    if unit.text in cues.SAYING and unit.text not in cues.NOUN_FORMS:
        participle = _text(units, index + 1) == "by" or _text(units, index - 1).lower() in ("a", "an", "one", "another")
        return not participle  # "experts questioned by", "an informed source"
    return unit.kind == "word" and unit.text.lower() in cues.CLAUSE_BREAKS and not _joins_nouns(units, index)


def _joins_nouns(units: list[Unit], index: int) -> bool:
    """As in "analysts and traders", "Ministry of X and Y": an "and" inside the phrase."""
    if units[index].text != "and":
        return False
    after, before = _text(units, index + 1), _text(units, index - 1)
    return after in cues.SOURCES and before in cues.SOURCES


# Phrases to the right ---------------------------------------------------------------------------------------------


def _right(units: list[Unit], begin: int) -> Reference | None:
    """Whom the noun phrase that begins here means; it ends with its name, or where its clause ends."""
    end = begin
    while end < len(units) and end - begin < _WIDEST:
        unit = units[end]
        if unit.kind == "quote" or (unit.kind == "mark" and unit.text not in "()[]'’&/-"):
            break
        if unit.kind == "person" and not unit.possessive:
            end += 1
            break
        if unit.kind == "word" and unit.text in cues.CLAUSE_BREAKS and unit.text != "and":
            break
        if unit.kind == "word" and (unit.text in cues.BE or unit.text in ("has", "have", "had", "will", "would")):
            break
        end += 1
    phrase = units[begin:end]
    named = _is_mark(units, end, ",") and end + 1 < len(units) and units[end + 1].kind == "person"
    if named and any(is_title(u.text) for u in phrase) and phrase[0].text not in ("a", "an", "one"):
        return Reference("person", units[end + 1].name)  # "said the ministry's spokesman, NAME"
    return _classify(phrase)


# What a noun phrase means ------------------------------------------------------------------------------------------


def _classify(phrase: list[Unit]) -> Reference | None:
    """Whom a noun phrase means, or None where it is nobody who could speak."""
    phrase = _strip(phrase)
    if not phrase:
        return None
    first = phrase[0].text.lower()
    if len(phrase) == 1 and phrase[0].kind == "word" and first in cues.PRONOUNS:
        return Reference("pronoun", cues.PRONOUNS[first], first == "they")
    head = _head(phrase)
    if phrase[head].kind == "person" and not phrase[head].possessive:
        return Reference("person", phrase[head].name)  # "NAME of the X"
    described = _described(phrase, head)
    if described is not None:
        return described
    last = phrase[-1]
    if last.kind == "person" and not last.possessive:
        return Reference("person", last.name)
    if phrase[head].text.lower() in cues.DOCUMENTS:
        owner = next((u for u in phrase if u.kind == "organization"), None)
        return Reference("organization", owner.name) if owner else None
    leading = next(_names(phrase, head), None)
    if leading is not None:
        return leading
    return _noun(phrase, head)


def _strip(phrase: list[Unit]) -> list[Unit]:
    """Without marks at the ends and adverbs in front."""
    start, end = 0, len(phrase)
    while start < end and (phrase[start].kind == "mark" or phrase[start].text.lower() in _LEADING):
        start += 1
    while end > start and phrase[end - 1].kind == "mark":
        end -= 1
    phrase = phrase[start:end]
    if phrase and phrase[-1].text in cues.PRONOUNS:
        return phrase[-1:]
    if len(phrase) > 2 and phrase[0].text.lower() in _ADVERBIAL:
        begin = max((n for n, u in enumerate(phrase) if n > 1 and u.text in _ARTICLES), default=0)
        return phrase[begin:]
    return phrase


_ADVERBIAL = listed("in on at after during before under following amid last this")
_ARTICLES = listed("a an the one another")


def _head(phrase: list[Unit]) -> int:
    """The index of the phrase's head: the last unit before its first preposition or participle."""
    for index, unit in enumerate(phrase):
        if index and unit.kind == "word" and unit.text in cues.PREPOSITIONS:
            return index - 1
        if index and unit.kind == "mark" and unit.text == "(":
            return index - 1
    return len(phrase) - 1


def _described(phrase: list[Unit], head: int) -> Reference | None:
    """An unnamed speaker: "a source close to X", "Courier's sources", "experts interviewed by X", "one of them"."""
    first, noun = phrase[0].text.lower(), phrase[head]
    word = noun.text.lower()
    text = [u.text for u in phrase]
    if first in ("one", "another", "some", "most", "many", "several", "two", "both") and text[1:2] == ["of"]:
        return Reference("pronoun", "u")
    if first in ("another", "others") and len(phrase) == 1:
        return Reference("pronoun", "u")
    if noun.kind != "word":
        return None
    plural = (word.endswith("s") and word != "press") or word in ("people", "businessmen", "spokespeople", "fishermen")
    is_source = word in cues.SOURCES or (is_title(word) and first in ("a", "an", "another", "one"))
    is_source = is_source or (plural and is_title(word[:-1]) and word != "chiefs")
    if not is_source:
        return None
    if phrase[-1].kind == "person" and not _after_preposition(phrase) and word not in cues.STRICT_SOURCES:
        return None
    owned = any(u.possessive for u in phrase[:head])
    definite = first in ("the", "this", "these", "that") or (first in cues.POSSESSIVES)
    if definite and head == len(phrase) - 1 and not owned:
        return Reference("noun", word, plural)
    if not definite and not owned and first not in cues.INDEFINITE and not plural and word not in cues.STRICT_SOURCES:
        named = any(u.kind in ("organization", "newspaper") or is_place(u.text) for u in phrase)
        if not named and head == len(phrase) - 1 and len(phrase) > 1:
            return None
    return Reference("unnamed", _description(phrase), plural)


def _after_preposition(phrase: list[Unit]) -> bool:
    return (
        len(phrase) > 1 and phrase[-2].kind == "word" and phrase[-2].text in ("of", "to", "for", "with", "by", "from")
    )


def _description(phrase: list[Unit]) -> str:
    """The phrase as words, without its first article."""
    begin = 1 if phrase[0].text.lower() in ("a", "an", "the") and len(phrase) > 1 else 0
    parts = []
    for unit in phrase[begin:]:
        parts.append(unit.text + ("'s" if unit.possessive and not unit.text.endswith("s") else ""))
    return " ".join(parts).replace("( ", "(").replace(" )", ")")


def _names(phrase: list[Unit], head: int) -> Iterator[Reference]:
    """The organization or newspaper that a phrase's head is: "the Defense Ministry", "the ministry's press service"."""
    unit = phrase[head]
    if unit.kind in ("organization", "newspaper") and not unit.possessive:
        yield Reference(unit.kind, unit.name)
    text = [u.text.lower() for u in phrase]
    if "press" in text and ("service" in text or "office" in text):
        owner = next((u for u in phrase if u.kind in ("organization", "newspaper")), None)
        yield Reference("organization", owner.name) if owner else Reference("pronoun", "n")


def _noun(phrase: list[Unit], head: int) -> Reference | None:
    """As in "the ministry", "the expert", "the paper", "Moscow"."""
    unit = phrase[head]
    if unit.kind != "word" or unit.possessive:
        return None
    word, first = unit.text.lower(), phrase[0].text.lower()
    if word in cues.PAPERS and (first in ("the", "this") or len(phrase) == 1 or phrase[0].possessive):
        return Reference("paper", word)
    if is_title(word) and head == len(phrase) - 1 and first in ("the", "this", *cues.POSSESSIVES):
        return Reference("noun", word)
    if is_title(word) and head < len(phrase) - 1 and first == "the":
        return Reference("unnamed", _description(phrase))
    if word in cues.BODIES and (first == "the" or any(u.possessive or is_place(u.text) for u in phrase)):
        place = [u.text for u in phrase if is_place(u.text)]
        return Reference("body", " ".join([*place[:1], word]))
    if len(phrase) <= 2 and unit.text[0].isupper() and is_place(unit.text) and head == len(phrase) - 1:
        return Reference("place", unit.text)
    proper = [u for u in phrase if u.text.lower() != "the"]
    if 1 < len(proper) < 5 and all(u.kind == "word" and u.text[0].isupper() for u in proper):
        return Reference("organization", " ".join(u.text for u in proper))
    return None
