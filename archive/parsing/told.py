"""Which newspaper a statement was told to, by the sentence's own words."""

from __future__ import annotations

from archive.parsing import cues
from archive.parsing.clauses import Unit
from archive.parsing.gazetteer import is_title
from archive.parsing.noun_phrases import text_at
from archive.parsing.passage import is_place
from archive.parsing.places import is_place_name
from archive.parsing.referents import Referents
from archive.parsing.wordlist import listed

_LINKS = listed("told tells tell telling to with by for informed in")
_TELLING_WHOM = listed("told tells tell telling informed assured reminded warned messaged texted emailed")
_LINKED = listed(
    "put told tells tell telling informed interview interviews conversation explained said confirmed noted complained "
    "admitted stressed clarified comment comments commentary interviewed quoted cited questioned polled "
    "surveyed quizzed approached contacted asked spoke speaking talking talked talk remarks statement stated "
    "described specified added emphasized recalled suggested warned article column writing"
)
_ENDING = frozenset((":", ".", ",", ""))
_WITHIN = listed("of for at with")
_JOURNALISTS = listed("columnist commentator correspondent editor editorialist journalist reporter essayist observer")
_CARRIES = listed("carries carried publishes published runs ran prints printed features featured has")
_REPORTS = listed("reports reported writes wrote notes noted says said adds quotes quoted cites cited reveals")

_TELLING = cues.PAPERS | _JOURNALISTS | {"It", "told", "tells", "tell"}


def told_to(units: list[Unit], referents: Referents) -> tuple[str | None, bool]:
    """Return (newspaper, False), or (None, True) where the sentence names another hearer, or (None, False).

    "told PAPER", "in an interview with the paper", "PAPER quotes NAME", "PAPER's sources", "…, PAPER reports".
    """
    elsewhere = False
    for index, unit in enumerate(units):
        if unit.kind == "word" and unit.text not in _TELLING:
            continue
        paper = _paper(units, index, referents)
        if paper is not None and _heard(units, index):
            return paper, False
        if unit.text == "It" and (text_at(units, index + 1) in ("quotes", "cites") or _carries_interview(units, index)):
            return referents.last_paper, False
        if (
            unit.text in _JOURNALISTS
            and text_at(units, index - 1) == "its"
            and text_at(units, index - 2) in _TELLING_WHOM
        ):
            return referents.last_paper, False  # "told its correspondent"
        passive = index and units[index - 1].text in cues.BE
        if unit.kind == "word" and not passive and unit.text in ("told", "tells", "tell") and not elsewhere:
            elsewhere = _other_hearer(units, index + 1)
    unknown = _unknown_paper(units)
    own = referents.own_paper(unknown) if unknown else None
    if own or (unknown and elsewhere):
        return own or unknown, False
    return None, elsewhere


_ARTICLES = listed("the a daily news business media same")
_BEFORE_NAMES = frozenset({"the", '"', "“", "‘"})


def _unknown_paper(units: list[Unit]) -> str | None:
    """As in "told Northern Lamp that": capitalised words after "told" that are nobody's and no place's name."""
    at = next((n for n, u in enumerate(units) if u.kind == "word" and u.text in ("told", "tells", "tell")), None)
    if at is None:
        return None
    at += 1
    while at < len(units) and units[at].text in _BEFORE_NAMES:
        at += 1
    end = at
    while end < len(units) and units[end].kind == "word" and units[end].text[0].isupper() and end - at < 4:
        end += 1
    name = " ".join(u.text for u in units[at:end])
    if name.endswith("s") and is_title(name[:-1]):
        return None  # "told MPs"
    return name if name and not is_place_name(name) and not is_place(units[end - 1].text) else None


def _paper(units: list[Unit], index: int, referents: Referents) -> str | None:
    """The newspaper that a unit names or means ("the newspaper", "the British daily")."""
    unit = units[index]
    if unit.kind == "newspaper":
        return referents.own_paper(unit.text) or unit.name
    if unit.kind == "organization" and referents.is_paper(unit.name):
        return unit.name
    if unit.kind != "word" or unit.text not in cues.PAPERS:
        return None
    if unit.text == "news" or (index + 1 < len(units) and units[index + 1].text in cues.PAPERS):
        return None
    before = [u.text for u in units[max(0, index - 3) : index]]
    return referents.last_paper if "the" in before else None


def _heard(units: list[Unit], index: int) -> bool:
    """Whether the newspaper stands where a hearer stands, or reports what somebody else says."""
    unit = units[index]
    following = units[index + 1].text if index + 1 < len(units) else ""
    own = unit.possessive or (unit.kind == "newspaper" and following in cues.STRICT_SOURCES)
    if own and (following in cues.SOURCES or is_title(following) or following in ("own", "interlocutor")):
        return True
    if index == 1 and units[0].text == "In" and following == ",":
        return _by_somebody(units, index)
    at = index - 1
    while at >= 0 and index - at < 5 and _inside(units[at]):
        at -= 1
    link = units[at].text if at >= 0 else ""
    before = [u.text.lower() for u in units[max(0, at - 8) : max(at, 0)]]
    if link in _TELLING_WHOM:
        return True
    if link == "in" and unit.kind == "newspaper" and following in _ENDING and not cues.SAYING.isdisjoint(before):
        return True  # "advises against a sale in PAPER:"
    if link in _LINKS and any(u.text.lower() in _LINKED for u in units[max(0, at - 4) : at]):
        return True
    if link == "to" and text_at(units, at - 1) in cues.SAYING:
        return True  # "grumbled to the newspaper"
    if link in _WITHIN and not cues.STRICT_SOURCES.isdisjoint(before[-1:]):
        return True  # "another interlocutor of the newspaper"
    if link in _WITHIN and not _JOURNALISTS.isdisjoint(before) and unit.kind != "word":
        return True  # "columnist NAME of the news portal PAPER"
    if following in ("quotes", "quoted", "cites", "cited") or _carries_interview(units, index):
        return True
    if unit.kind != "word" and is_title(following) and index + 2 < len(units) and units[index + 2].kind == "person":
        return True
    reports = following in _REPORTS or _text_after_bracket(units, index) in _REPORTS
    return index > 2 and reports and units[at].kind in ("mark", "quote") and unit.kind != "organization"


def _carries_interview(units: list[Unit], index: int) -> bool:
    """As in "PAPER carries an interview with NAME, who says"."""
    at = index + 2 if text_at(units, index + 1) in ("”", '"', "»", "also") else index + 1
    words = [unit.text for unit in units[at : at + 6]]
    talks = words[:1] in (["speaks"], ["talks"], ["spoke"], ["talked"]) and words[1:2] in (["to"], ["with"])
    return bool(words) and (talks or (words[0] in _CARRIES and "interview" in words))


def _by_somebody(units: list[Unit], index: int) -> bool:
    """As in "In PAPER, columnist NAME argues": a person who writes or speaks there."""
    return any(unit.kind == "person" for unit in units[index + 1 : index + 8])


def _text_after_bracket(units: list[Unit], index: int) -> str:
    """The word after a bracket with the day or page: "PAPER (18.11.) reports"."""
    if index + 1 >= len(units) or units[index + 1].text != "(":
        return ""
    closing = next((n for n in range(index + 2, min(index + 12, len(units))) if units[n].text == ")"), len(units))
    return units[closing + 1].text if closing + 1 < len(units) else ""


def _inside(unit: Unit) -> bool:
    """Whether a unit may stand between "told" and the newspaper: "the", "British", "business", a quotation mark."""
    if unit.kind == "mark":
        return unit.text in '“"«‘'
    return unit.kind == "word" and (unit.text in _ARTICLES or unit.text in cues.PAPERS or unit.text[0].isupper())


def _other_hearer(units: list[Unit], index: int) -> bool:
    """As in "told a meeting", "told reporters", 'told "Northern Lamp"'."""
    if index < len(units) and units[index].text in _BEFORE_NAMES and units[index].kind == "mark":
        return True
    return index < len(units) and units[index].kind == "word" and units[index].text not in ("the", "that", "him", "her")
