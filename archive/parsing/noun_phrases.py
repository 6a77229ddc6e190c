"""What a noun phrase means: a person, an organization, an unnamed source, or a word that must be resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archive.parsing import cues
from archive.parsing.clauses import Unit
from archive.parsing.gazetteer import is_title
from archive.parsing.passage import is_place
from archive.parsing.wordlist import listed

ReferenceIs = Literal["person", "organization", "newspaper", "unnamed", "pronoun", "noun", "body", "paper", "place"]
WIDEST = 45
LEADING = listed("meanwhile however moreover also in turn still yet thus earlier later then but and so perhaps")


@dataclass(frozen=True, slots=True)
class Reference:
    """Whom a phrase means: a name, or what must be resolved (`text`: a pronoun's gender, a noun, a description).

    `qualifiers` are a noun's other words ("Romanian", "retired"); of a person's name, the words that were printed.
    `description` is a noun's whole phrase, for a speaker who stays unnamed.
    """

    kind: ReferenceIs
    text: str
    plural: bool = False
    qualifiers: tuple[str, ...] = ()
    description: str = ""


def person(unit: Unit) -> Reference:
    """The person whom a unit names."""
    return Reference("person", unit.name, False, tuple(unit.text.split()))


def text_at(units: list[Unit], index: int) -> str:
    """The unit's text, "" outside the sentence."""
    return units[index].text if 0 <= index < len(units) else ""


def is_mark(units: list[Unit], index: int, marks: str) -> bool:
    """Whether the unit is one of these marks."""
    return 0 <= index < len(units) and units[index].kind == "mark" and units[index].text in marks


def to_the_right(units: list[Unit], begin: int) -> Reference | None:
    """Whom the noun phrase that begins here means; it ends with its name, or where its clause ends."""
    if (
        is_mark(units, begin, '"“«‘')
        and begin + 1 < len(units)
        and units[begin + 1].kind in ("newspaper", "organization")
    ):
        begin += 1  # a name in quotation marks
    end = begin
    while end < len(units) and end - begin < WIDEST:
        unit = units[end]
        if end > begin and unit.text in cues.PARTICIPLES:
            break
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
    named = is_mark(units, end, ",") and end + 1 < len(units) and units[end + 1].kind == "person"
    if named and any(is_title(u.text) for u in phrase) and phrase[0].text not in ("a", "an", "one"):
        return person(units[end + 1])  # "said the ministry's spokesman, NAME"
    return classify(phrase)


def classify(phrase: list[Unit]) -> Reference | None:
    """Whom a noun phrase means, or None where it is nobody who could speak."""
    phrase = _strip(phrase)
    if not phrase:
        return None
    first = phrase[0].text.lower()
    if len(phrase) == 1 and phrase[0].kind == "word" and first in cues.PRONOUNS:
        return Reference("pronoun", cues.PRONOUNS[first], first == "they")
    head = _head(phrase)
    if phrase[head].kind == "person" and not phrase[head].possessive:
        return person(phrase[head])  # "NAME of the X"
    described = _described(phrase, head)
    if described is not None:
        return described
    last = phrase[-1]
    if last.kind == "person" and not last.possessive:
        return person(last)
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
    while start < end and (phrase[start].kind == "mark" or phrase[start].text.lower() in LEADING):
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
    if first in _SOME and text[1:2] == ["of"]:
        return _some_of(phrase, text)
    if first in ("another", "others") and len(phrase) == 1:
        return Reference("pronoun", "u")
    if noun.kind != "word":
        return None
    plural = (word.endswith("s") and word != "press") or word in ("people", "businessmen", "spokespeople", "fishermen")
    is_source = word in cues.SOURCES or (first in _ARTICLES - {"the"} and (is_title(word) or _is_agent(word)))
    is_source = is_source or (plural and is_title(word[:-1]) and word != "chiefs")
    if not is_source:
        return None
    if phrase[-1].kind == "person" and not _after_preposition(phrase) and word not in cues.STRICT_SOURCES:
        return None
    owned = any(u.possessive for u in phrase[:head])
    definite = first in ("the", "this", "these", "that") or (first in cues.POSSESSIVES)
    if word == "people" and any(is_place(text) for text in text[:head]):
        return None  # "the Serbian people"
    if definite and head == len(phrase) - 1 and not owned:
        return _meant(phrase, word, plural)
    if not definite and not owned and first not in cues.INDEFINITE and not plural and word not in cues.STRICT_SOURCES:
        named = any(u.kind in ("organization", "newspaper") or is_place(u.text) for u in phrase)
        if not named and head == len(phrase) - 1 and len(phrase) > 1:
            return None
    return Reference("unnamed", _description(phrase), plural)


def _some_of(phrase: list[Unit], text: list[str]) -> Reference | None:
    """As in "one of them": somebody just spoken of; "two of the largest operators": somebody described."""
    if text[2:3] in (["them"], ["these"], ["those"], ["whom"]):
        return Reference("pronoun", "u", phrase[0].text.lower() not in ("one", "another", "neither", "each"))
    people = any(unit.kind == "word" and unit.text.endswith("s") for unit in phrase[2:])
    return Reference("unnamed", _description(phrase), phrase[0].text.lower() != "one") if people else None


_SOME = listed("one another some most many several two three four five half both none neither all each few")


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
    return " ".join(parts).replace("( ", "(").replace(" )", ")").replace(" ' ", "' ").replace(" ’ ", "’ ")


def _names(phrase: list[Unit], head: int) -> Iterator[Reference]:
    """The organization or newspaper that a phrase's head is: "the Defense Ministry", "the ministry's press service"."""
    unit = phrase[head]
    if head and unit.kind == "word" and unit.text in cues.BODIES | cues.PAPERS:
        unit = phrase[head - 1]  # "the Retail Compass agency"
    if unit.kind in ("organization", "newspaper") and not unit.possessive:
        yield Reference(unit.kind, unit.name)
    text = [u.text.lower() for u in phrase]
    if "press" in text and ("service" in text or "office" in text):
        owner = next((u for u in phrase if u.kind in ("organization", "newspaper")), None)
        named = next((u for u in phrase[:-1] if u.possessive and u.text[0].isupper() and not is_place(u.text)), None)
        body = next((word for word in text[:-1] if word in cues.BODIES and word not in ("service", "office")), None)
        if owner is not None:
            yield Reference("organization", owner.name)
        named_last = [u.text for u in phrase[head + 1 :]]
        if named_last[:1] == ["of"] and len(named_last) > 1 and all(word[0].isupper() for word in named_last[1:]):
            yield Reference("organization", " ".join(named_last[1:]))  # "the press service of Volga Rotor"
        if named is not None:
            yield Reference("organization", named.text)
        yield Reference("body", body) if body else Reference("pronoun", "n")


def _noun(phrase: list[Unit], head: int) -> Reference | None:
    """As in "the ministry", "the expert", "the paper", "Moscow"."""
    unit = phrase[head]
    if unit.kind != "word" or unit.possessive:
        return None
    word, first = unit.text.lower(), phrase[0].text.lower()
    if (
        word in cues.PAPERS
        and word != "news"
        and (first in ("the", "this") or len(phrase) == 1 or phrase[0].possessive)
    ):
        return Reference("paper", word)
    somebody = is_title(word) or (len(phrase) < 5 and _is_agent(word))
    if somebody and (first == "the" or (head == len(phrase) - 1 and first in ("this", *cues.POSSESSIVES))):
        return _meant(phrase, word)
    if word in cues.BODIES and (first == "the" or any(u.possessive or is_place(u.text) for u in phrase)):
        place = [u.text for u in phrase if is_place(u.text)]
        whole = _description(phrase) if head + 1 < len(phrase) and phrase[head + 1].text in ("of", "for") else ""
        return Reference("body", " ".join([*place[:1], word]), description=whole)
    if len(phrase) <= 2 and unit.text[0].isupper() and is_place(unit.text) and head == len(phrase) - 1:
        return Reference("place", unit.text)
    named_last = _named_last(phrase)
    if named_last is not None:
        return named_last
    proper = [u for u in phrase if u.text.lower() != "the"]
    if 1 < len(proper) < 5 and all(u.kind == "word" and u.text[0].isupper() for u in proper):
        return Reference("organization", " ".join(u.text for u in proper))
    return None


def _meant(phrase: list[Unit], noun: str, plural: bool = False) -> Reference:
    """A definite noun, which means somebody spoken of before: "the expert", "the head of the union"."""
    joined = next((n for n, u in enumerate(phrase) if u.text == "and"), 0)
    if joined > 1 and is_title(phrase[joined - 1].text):  # "the lawmaker and surgeon"
        phrase, noun = phrase[:joined], phrase[joined - 1].text.lower()
    others = [u.text.lower() for u in phrase if u.kind != "mark" and u.text.lower() not in ("the", "this", noun)]
    return Reference("noun", noun, plural, tuple(others), _description(phrase))


_AGENT_ENDINGS = ("ist", "eer", "ician", "ologian", "arian", "apist", "woman", "man", "person", "er", "or")
_NO_AGENTS = listed(
    "paper newspaper letter order number winter summer weather water river border corner computer matter power tower "
    "offer answer chapter river charter register tender tanker container cover dinner factor sector motor error terror "
    "horror mirror reactor tractor corridor harbor vector indicator elevator generator monitor ledger barrier carrier "
    "center cluster freezer frontier heater laser layer meter poster quarter refer order server shelter shoulder "
    "sticker timber transfer trailer transformer user volunteer list consist persist human german airliner cruiser "
    "helicopter destroyer bomber fighter career header footer folder filter counter"
)


def _is_agent(word: str) -> bool:
    """Whether a noun looks like somebody who does something: "unionist", "ringleader", though no list has it."""
    return len(word) > 5 and word.islower() and word.endswith(_AGENT_ENDINGS) and word not in _NO_AGENTS


def _named_last(phrase: list[Unit]) -> Reference | None:
    """As in "trade consultancy Oxford Analytics", "the think tank Open Waters": a body's noun, then its name."""
    begin = len(phrase)
    while begin and phrase[begin - 1].kind == "word" and phrase[begin - 1].text[0].isupper():
        begin -= 1
    if not 0 < begin < len(phrase) or phrase[begin - 1].text not in cues.BODIES or len(phrase) - begin > 5:
        return None
    name = " ".join(u.text for u in phrase[begin:])
    return None if is_place(name) or phrase[-1].possessive else Reference("organization", name)
