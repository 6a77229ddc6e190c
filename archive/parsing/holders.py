"""Organizations that a role is held in though it does not name them: "its director", "the board's chairwoman"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from archive.parsing import cues
from archive.parsing.affiliations import KINDS
from archive.parsing.gazetteer import known_organizations
from archive.parsing.offices import RoleFound
from archive.parsing.passage import Passage, Run, is_place
from archive.parsing.shapes import Organization
from archive.parsing.wordlist import listed

# Offices that somebody holds in an organization, so that the only one named so far is meant.
_OFFICES = listed(
    "director president chairman chairwoman chairperson chair head chief executive rector curator registrar librarian "
    "archivist investigator spokesman spokeswoman spokesperson coordinator secretary founder owner winner partner "
    "captain coach manager designer boss co-founder co-owner counsel"
)
# Where whoever bears a title has a seat, in small letters as they stand in an organization's name.
_SEATS = {
    "justice": "court",
    "judge": "court",
    "magistrate": "court",
    "consul": "consulate",
    "ambassador": "embassy",
    "congressman": "congress",
    "congresswoman": "congress",
    "senator": "senate",
    "rector": "university",
    "provost": "university",
    "curator": "museum",
}
_STATE = listed("government cabinet")
_OF_STATE = listed("Ministry Government Parliament Council Court Committee Department Assembly Senate Duma")
_BARE = frozenset((",", ",”", '"', "”", "said", "says"))
_PREDICATES = cues.SPEECH_VERBS | listed("has have had will is was plans intends expects wants may")
# What a company is called after it was named.
_COMPANIES = listed(
    "company firm group corporation operator carrier airline lender insurer producer manufacturer supplier brewery "
    "concern holding retailer developer shipowner shipbuilder broker brokerage refiner miner maker"
)
_JOURNALISTS = listed(
    "columnist commentator correspondent editor editorialist journalist reporter essayist observer author publicist"
)


def _paper_of(passage: Passage, found: RoleFound) -> str | None:
    """As in "In Jutarnji list, columnist NAME": the newspaper that somebody writes in."""
    if found.run.end <= found.run.start or passage.text_at(found.run.end - 1) not in _JOURNALISTS:
        return None
    for run in passage.claims_between(passage.sentence_start(found.run.start), found.run.start):
        if passage.text_at(run.start - 1) in ("in", "In", "for"):
            return passage.name_of(run)
    return None


def _subject(passage: Passage, found: RoleFound) -> tuple[str, float] | None:
    """As in "The Trade Commission has agreed. Chairwoman NAME said": an office of whom the sentence before speaks."""
    noun, start = passage.text_at(found.run.end - 1).lower(), found.run.start
    if noun not in _OFFICES and passage.text_at(start).lower() != "chief":
        return None
    teller = passage.claim_over(start - 2) if passage.text_at(start - 1) in cues.SPEECH_VERBS and start > 1 else None
    if teller is not None and passage.claims[teller][0] == "organization":
        return passage.name_of(teller), 0.75  # "Tarn Motor Co said Chief Financial Officer NAME would go"
    if not (passage.begins_sentence(start) or passage.text_at(start - 1) in _BARE):
        return None
    here = passage.sentence_start(start)
    if here == 0:
        return None
    for run in reversed(passage.claims_between(passage.sentence_start(here - 1), here)):
        opens = passage.begins_sentence(run.start - (1 if passage.text_at(run.start - 1) in ("The", "the") else 0))
        if passage.claims[run][0] == "organization" and (opens or passage.text_at(run.end) in _PREDICATES):
            return passage.name_of(run), 0.75
    return None


def _is_of_state(name: str) -> bool:
    return not _OF_STATE.isdisjoint(name.split())


class Holders:
    """Where the story's organizations are mentioned, to find the one that a role belongs to."""

    def __init__(self, organizations: Sequence[Organization]) -> None:
        mentions = sorted((span.start, o.name, o.rule) for o in organizations for span in o.spans)
        self._starts = [start for start, _, _ in mentions]
        self._names = [name for _, name, _ in mentions]
        self._full = {o.short: o.name for o in organizations if o.short and o.name != o.short}
        self._rules = [rule for _, _, rule in mentions]

    def holder(self, passage: Passage, found: RoleFound) -> tuple[str, float] | None:
        """Return the organization that a role without one is held in, with a confidence; None where none is meant."""
        start = found.run.start
        at = start - 1
        while at >= 0 and is_place(passage.text_at(at)) and not passage.tokens[at].possessive:
            at -= 1  # "its Tongan chairman"
        offset = passage.tokens[start].start if start < len(passage.tokens) else 0
        before = passage.text_at(at)
        if before.lower() in ("his", "her", "my"):
            return None  # "Her coach" is the athlete's
        if before.lower() in ("its", "their"):
            return self._subject_before(passage, start - 1, offset) or self._last(offset, "", 0.8)
        if paper := _paper_of(passage, found):
            return paper, 0.8
        if at >= 0 and passage.tokens[at].possessive and before.islower():
            named = self._last(offset, "" if before in _COMPANIES else before, 0.8)
            return named or (self._last_own(offset) if before in KINDS else None)
        last = passage.text_at(found.run.end - 1)
        if (seat := _SEATS.get(last.lower())) and (seated := self._last(offset, seat, 0.7)):
            return seated
        if last in cues.BODIES and found.run.end - start > 2:
            return self._last(offset, last, 0.75)
        if at != start - 1:
            return None  # "Serbian President" is no company's
        return _subject(passage, found) or self._only(offset, last)

    def _generic(self, passage: Passage, name: str, offset: int) -> str | None:
        """The full name behind the "Commission" of "Commission spokesman NAME": named before, or in lower case."""
        low = name.lower()
        if low not in cues.BODIES:
            return None
        named = self._last(offset, low, 1.0)
        if named:
            return named[0]
        start = max(0, offset - 600)
        word = low.capitalize()
        described = re.findall(
            rf"\b[Tt]he ([a-z]{{3,20}} {low}|(?:[A-Z][\w-]{{1,20}}(?:['’]s)? ){{1,6}}{word})\b",
            passage.text[start:offset],
        )
        return described[-1] if described else None

    def meant(self, passage: Passage, name: str, offset: int) -> str | None:
        """The name, or what is behind a common noun: "head of safety at the company's office" after the company."""
        if name in _COMPANIES:
            last = self._last(offset, "", 1.0)
            return last[0] if last else None
        return self._generic(passage, name, offset) or (None if name in cues.BODIES else name)

    def spelled_out(self, passage: Passage, printed: Run) -> str | None:
        """The full name behind an abbreviation or a first word ("FTA", "Tarn") that the story explains."""
        word, named = passage.text_of(printed), passage.name_of(printed)
        if word in self._full:
            return self._full[word]
        return named if named != word and named.split()[0] == word else None

    def _lately(self, offset: int) -> Iterator[tuple[str, str]]:
        """The forty mentions before the offset, the last first: name and rule."""
        end = bisect_left(self._starts, offset)
        first = max(0, end - 40)
        return zip(reversed(self._names[first:end]), reversed(self._rules[first:end]), strict=True)

    def _last(self, offset: int, word: str, confidence: float) -> tuple[str, float] | None:
        """The last organization mentioned before the offset whose name holds the word."""
        for name, rule in self._lately(offset):
            if rule != "medium" and word in name.lower():
                return name, confidence
        return None

    def _subject_before(self, passage: Passage, at: int, offset: int) -> tuple[str, float] | None:
        """The first organization of the sentence before the one with a token, if only this story tells of it."""
        tokens = passage.tokens
        here = passage.sentence_start(at)
        said = bisect_left(self._starts, tokens[here].start)
        if here == 0 or said < bisect_left(self._starts, offset):
            return None  # the sentence itself names one: "Skagerrak Grid has no objection, its director said"
        first = tokens[passage.sentence_start(here - 1)].start
        begin = bisect_left(self._starts, first)
        for name, rule in zip(self._names[begin:said], self._rules[begin:said], strict=True):
            if rule not in ("medium", "known") and not _is_of_state(name):
                return name, 0.75
        return None

    def _last_own(self, offset: int) -> tuple[str, float] | None:
        """The last organization that only this story tells of, for "the yard's designer": no ministry, no medium."""
        for name, rule in self._lately(offset):
            if rule not in ("medium", "known") and not _is_of_state(name):
                return name, 0.6
        return None

    def _only(self, offset: int, noun: str) -> tuple[str, float] | None:
        """The only organization named so far, for somebody called by a bare office."""
        names = {name for name, rule in self._lately(offset) if rule != "medium"}
        if noun.lower() == "minister":
            governments = {n for n in names if n.split()[-1].lower() in _STATE}
            return (governments.pop(), 0.5) if len(governments) == 1 else None
        if noun.lower() not in _OFFICES:
            return None
        own = {n for n in names if n not in known_organizations()}
        return (own.pop(), 0.5) if len(own) == 1 else None
