"""Institutions: the runs of capitals around "Ministry", "Institute of …", "… Group Plc"."""

from __future__ import annotations

import re

from archive.parsing import vocabulary as words
from archive.parsing.gazetteer import first_surnames, given_names, is_title
from archive.parsing.passage import Passage, Run, is_place
from archive.parsing.places import is_demonym, is_place_name
from archive.parsing.units import belongs_to_owner, parent_of
from archive.parsing.wordlist import listed

HEADS = words.STRONG_HEADS | words.WEAK_HEADS | words.SUFFIXES
_JOINING = frozenset({"and", "&"})
_LINKING = listed("of for on")
_ABSTRACT = (
    "tion",
    "ment",
    "ity",
    "ic",
    "logy",
    "ing",
    "ture",
    "ance",
    "ence",
    "ship",
    "ism",
    "try",
    "graphy",
    "sport",
)
_SYLLABLES = re.compile(r"[A-Z][a-z]{1,6}-[a-z]{1,6}")
_LONGEST = 40  # tokens that a name may have on either side of its head, so that the time stays linear
_OFFICES = listed("Office Administration Secretariat Chancellery Cabinet Bureau")
_OFFICE_HOLDERS = listed(
    "General Minister President Mayor Governor Ombudsman Chancellor Speaker Attorney Premier Prosecutor Commissioner "
    "Coroner Sheriff"
)
# A national carrier or monopoly is named by its country and its trade alone: "Tajik Railways".
_TRADES = listed(
    "Railways Railway Post Telecom Airports Ports Lottery Steel Aerospace Petroleum Shipping Waterways Rail Coal "
    "Tobacco Sugar Gas Telecoms Ferries Lines Services"
)
_QUARTERS = listed("City Markets Post Express Line Airport Port Ports Television TV Radio Media United Law Index")
# After these, a name of subject words alone ("Caspian Energy Watch") is an institution's.
_OBSERVING = listed(
    "Watch Monitor Insights Insight Analytics Consulting Partners Group Holdings Capital Advisors Advisory"
)


def claim_institution(passage: Passage, head: int) -> None:
    """Claim the run around an institution's word: "Russian Foreign Ministry", "Institute of X and Y".

    Of a department, a parliament's committee or an institute's centre only the whole that it belongs to is claimed.
    """
    start, end = _left(passage, head), _right(passage, head)
    owner = _owner(passage, start)
    if any(passage.claimed[start:end]) or not _is_institution(passage, Run(start, end), head):
        return
    while head + 1 < end and passage.tokens[head + 1].text in HEADS:
        head += 1  # "Polar Law Program" is a programme
    if belongs_to_owner(passage, head, start, owner):
        passage.skip(Run(start, end))
        return
    parent = parent_of(passage, Run(start, end), head)
    if parent is not None:
        if parent.end > parent.start and not any(passage.claimed[parent.start : parent.end]):
            passage.claim(parent, "affiliation")
        passage.skip(Run(start, max(end if parent.start >= end else parent.start, start + 1)))
        return
    if owner is not None:
        passage.unclaim(owner)
        start = owner.start
    end = _with_country(passage, end)
    academy = _academy_after(passage, end)
    if academy is not None:
        passage.unclaim(academy)
        end = academy.end
    strong = passage.tokens[head].text in words.STRONG_HEADS
    passage.claim(Run(start, end), "head" if strong else "company-word")


def starts_person(passage: Passage, index: int) -> bool:
    """Whether a given name and another capitalised word begin here, or a family name and syllables: "Han Min-ji"."""
    word = passage.tokens[index].text
    following = passage.tokens[index + 1] if index + 1 < len(passage.tokens) else None
    if following is None or not following.capital:
        return False
    if word in first_surnames() and _SYLLABLES.fullmatch(following.text):
        return True
    return word in given_names() and word not in words.SUBJECTS


def is_office(passage: Passage, index: int) -> bool:
    """Whether a token is a role's noun and neither a subject nor an institution's word."""
    word = passage.tokens[index].text
    return is_title(word) and word not in words.SUBJECTS and word not in words.STRONG_HEADS


# The run's two ends ----------------------------------------------------------------------------------------------


def _left(passage: Passage, head: int) -> int:
    """The first token of the capitalised run that ends at the head."""
    at = head
    first = max(passage.sentence_start(head), head - _LONGEST)
    while at > first:
        token = passage.tokens[at - 1]
        if _plural_owner(passage, at - 1):  # "Timber Exporters' Union"
            at -= 2
        elif passage.claimed[at - 1] or not passage.adjacent(at - 1):
            break
        elif token.capital and _in_name(passage, at - 1):
            if token.possessive and not _owns_within(passage, at - 1, head):
                break
            at -= 1
        elif token.text == "&" and at >= 2 and passage.tokens[at - 2].capital and not passage.claimed[at - 2]:
            at -= 2  # "Whitmore & Clegg Plc"
        elif token.text in _JOINING and at >= 2 and _joins(passage.tokens[at - 2].text):
            if not _joins(passage.tokens[at].text):
                break
            at -= 2
        elif token.possessive and _owns_within(passage, at - 1, head):
            at = _office_holder(passage, at - 1)
        else:
            break
    return at


def _joins(word: str) -> bool:
    """Whether "and" between two such words is part of a name: "Rail and Port Bureau", "Law and Order Party"."""
    return word in words.SUBJECTS or word in words.WEAK_HEADS or word in ("Port", "Order", "Justice")


def _plural_owner(passage: Passage, mark: int) -> bool:
    """Whether an apostrophe closes an unclaimed capitalised plural: "Teachers' College"."""
    if passage.text_at(mark) not in ("'", "’") or mark < 1 or passage.claimed[mark - 1]:
        return False
    owner = passage.tokens[mark - 1]
    return owner.end == passage.tokens[mark].start and owner.capital and owner.text.endswith("s")


def _owns_within(passage: Passage, index: int, head: int) -> bool:
    """Whether a possessive is part of the name: "People's Party", "Prosecutor General's Office"."""
    word = passage.tokens[index].text
    if word.endswith(("People", "men", "Men", "women", "Women", "Children")):
        return True
    return word in _OFFICE_HOLDERS and passage.tokens[head].text in _OFFICES


def _office_holder(passage: Passage, index: int) -> int:
    """The first token of "Prime Minister", "Prosecutor General", given its last."""
    at = index
    while at > 0 and index - at < 3 and passage.adjacent(at - 1) and not passage.claimed[at - 1]:
        word = passage.tokens[at - 1].text
        if not (word[0].isupper() and (word in words.TITLE_MODIFIERS or is_title(word) or is_demonym(word))):
            break
        at -= 1
    return at


def _owner(passage: Passage, start: int) -> Run | None:
    """The claimed run whose possessive stands before: "Russian Academy of Sciences' Institute of X"."""
    return passage.claim_before(start) if start and passage.closes_possessive(start) else None


def _with_country(passage: Passage, end: int) -> int:
    """One past "in Bulgaria" where the brackets after it abbreviate the whole: "Union of Millers in Peru (UMP)"."""
    abbreviated = passage.text_at(end + 2) == "(" and passage.text_at(end + 3).isupper()
    if passage.text_at(end) in ("in", "for") and abbreviated and is_place(passage.text_at(end + 1)):
        return end + 2
    return end


def _academy_after(passage: Passage, index: int) -> Run | None:
    """The claimed academy that an institute is "of": "Institute of X of the Russian Academy of Sciences"."""
    at = index + (2 if passage.text_at(index + 1) == "the" else 1)
    if passage.text_at(index) != "of" or at >= len(passage.tokens) or not passage.claimed[at]:
        return None
    for end in range(at + 1, min(at + 7, len(passage.tokens)) + 1):
        run = passage.claim_before(end)
        if run is not None and run.start == at:
            named = {token.text for token in passage.tokens[at : run.end]}
            return run if "Academy" in named or "RAS" in named else None
    return None


def _in_name(passage: Passage, index: int) -> bool:
    """Whether a capitalised token may be the middle of an organization's name."""
    token = passage.tokens[index]
    word = token.text
    if is_title(word) and word not in words.STRONG_HEADS and word not in ("Security", "General", "Chief"):
        return False
    if word.endswith(words.COMPOUND_ENDINGS):
        return False
    if passage.begins_sentence(index) and word in words.OPENERS and not is_place(word):
        following = passage.text_at(index + 1)
        return word in words.SUBJECTS and following not in ("and", "")
    return word not in words.DAYS and word not in ("Mr", "Mrs", "Ms", "The")


def _right(passage: Passage, head: int) -> int:
    """One past the last token of the run: suffixes, further head words, "of …" and "for …" phrases."""
    end = head + 1
    size = min(len(passage.tokens), head + _LONGEST)
    while end < size:
        if passage.claimed[end] or not passage.adjacent(end - 1) or passage.tokens[end - 1].possessive:
            break
        token = passage.tokens[end]
        if token.text in HEADS or (token.text in words.SUBJECTS and _head_ahead(passage, end)):
            end += 1
        elif token.text in _LINKING and passage.tokens[head].text in words.STRONG_HEADS:
            extended = _phrase(passage, end)
            if extended == end:
                break
            end = extended
        else:
            break
    return end


def _head_ahead(passage: Passage, index: int) -> bool:
    """Whether a further institution's word follows shortly: "Port Analytical Bureau"."""
    for at in range(index + 1, min(index + 3, len(passage.tokens))):
        if passage.claimed[at] or not passage.adjacent(at - 1) or not passage.tokens[at].capital:
            return False
        if passage.tokens[at].text in words.STRONG_HEADS:
            return True
    return False


def _phrase(passage: Passage, link: int) -> int:
    """One past "of the World Economy and International Relations", or `link` itself where no name follows."""
    at = link + 1
    if passage.text_at(at) == "the":
        at += 1
    begin = at
    size = len(passage.tokens)
    while at < size and at - link < 16:
        token = passage.tokens[at]
        if passage.claimed[at] or (at > begin and passage.tokens[at - 1].possessive):
            break
        if not passage.adjacent(at - 1) and passage.text_at(at - 1) != ",":
            break
        if token.capital and not starts_person(passage, at) and not is_office(passage, at):
            at += 1
            at = _past_enumeration(passage, at)
        elif token.text in words.CONNECTORS and at > begin and _continues(passage, at):
            at += 2 if passage.text_at(at + 1) == "the" else 1
        else:
            break
    while at > begin and passage.tokens[at - 1].text in words.CONNECTORS:
        at -= 1
    return at if at > begin else link


def _past_enumeration(passage: Passage, at: int) -> int:
    """One past the comma where subjects go on to an "and": "of Economy, Trade and Industry"; else `at`."""
    if passage.text_at(at - 1) not in words.SUBJECTS:
        return at
    end = at
    while passage.text_at(end) == "," and passage.text_at(end + 1) in words.SUBJECTS:
        end += 2
    if end == at:
        return at
    end += passage.text_at(end) == ","
    joined = passage.text_at(end) in _JOINING and passage.text_at(end + 1) in words.SUBJECTS
    return at + 1 if joined else at


def _continues(passage: Passage, connector: int) -> bool:
    """Whether the name goes on after "and", "of", "for": not where another institution or a person begins."""
    at = connector + (2 if passage.text_at(connector + 1) == "the" else 1)
    if at >= len(passage.tokens) or not passage.tokens[at].capital or passage.claimed[at]:
        return passage.tokens[connector].text == "of" and at < len(passage.tokens) and passage.claimed[at]
    if starts_person(passage, at):
        return False
    if passage.tokens[connector].text not in _JOINING:
        return passage.tokens[connector].text != "on"
    first = passage.tokens[at].text
    for ahead in range(at, min(at + 5, len(passage.tokens))):
        if not passage.tokens[ahead].capital:
            break
        if passage.tokens[ahead].text in words.STRONG_HEADS and ahead + 1 - at < 5:
            return False
    pair = passage.text_of(Run(connector - 1, at + 1))
    return first in words.SUBJECTS or _names_subject(passage, at) or is_place_name(pair)  # "Kosovo and Metohija"


def _names_subject(passage: Passage, index: int) -> bool:
    """Whether the capitals that begin here are a subject ("Coastal Policy", "Irrigation") and no further name."""
    at = index
    while at + 1 < len(passage.tokens) and passage.adjacent(at) and passage.tokens[at + 1].capital and at - index < 4:
        at += 1
    last = passage.tokens[at].text
    return last in words.SUBJECTS or last.rstrip("s").endswith(_ABSTRACT)


# What a run is --------------------------------------------------------------------------------------------------


def _is_institution(passage: Passage, run: Run, head: int) -> bool:
    """Whether the run names an institution: more than a bare "Council", and not "Energy Minister" or a street."""
    before = [token.text for token in passage.tokens[run.start : head]]
    proper = [w for w in before if not is_place(w) and w not in words.TITLE_MODIFIERS and w not in words.SUBJECTS]
    word = passage.tokens[head].text
    following = passage.text_at(run.end)
    if is_place_name(passage.text_of(run)):
        return False  # "Ho Chi Minh City"
    if word in words.STRONG_HEADS:
        if not before and run.end == head + 1:
            return word == "Treasury" and _stands_alone(passage, head)
        return not (
            len(before) == 1 and before[0] in ("Russian", "Swiss", "Soviet") and word in ("Federation", "Union")
        )
    if not before:
        return False
    if is_place(before[0]) and not is_demonym(before[0]) and (len(before) > 1 or _closed(passage, run)):
        return True  # "Cork Transit runs", "Murmansk Gas Terminal"
    if _by_trade(passage, run, before):
        return True
    if is_title(following) and following[:1].isupper() and not proper:
        return False
    if passage.begins_sentence(run.start) and len(before) == 1 and before[0] in words.OPENERS:
        return False
    if any(name in given_names() for name in before) and len(before) > 1:
        return False
    return bool(proper) or word in words.SUFFIXES


def _closed(passage: Passage, run: Run) -> bool:
    """Whether a place and a company's word are followed by no further name, and are no quarter or market."""
    following = passage.text_at(run.end)
    last = passage.tokens[run.end - 1].text
    return following[:1].islower() or (following in (",", ".", ")", "'", "’", "") and last not in _QUARTERS)


def _stands_alone(passage: Passage, index: int) -> bool:
    """Whether "the" stands before and neither a name nor a thing sold after: "the Treasury", not "Treasury bills"."""
    following = passage.text_at(index + 1)
    owned = index > 0 and passage.tokens[index - 1].possessive and is_place(passage.text_at(index - 1))
    return (owned or passage.text_at(index - 1) in ("the", "The")) and not (
        following[:1].isupper() or following in ("bonds", "bond", "bills", "notes", "yields", "yield", "prices")
    )


def _by_trade(passage: Passage, run: Run, before: list[str]) -> bool:
    """As in "Tajik Railways", "Caspian Energy Watch": no word of its own, but a company's way of being named."""
    last = passage.tokens[run.end - 1].text
    if len(before) == 1 and is_place(before[0]) and last in _TRADES:
        following = passage.text_at(run.end)
        return not (following[:1].isupper() and is_title(following)) and not passage.begins_sentence(run.start + 1)
    if run.end - run.start < 3:
        return False
    own = last not in words.SUBJECTS and last not in words.TITLE_MODIFIERS
    return last in _OBSERVING or (bool(before) and is_place(before[0]) and own)
