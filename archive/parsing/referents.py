"""Whom "he", "the expert", "the ministry" and "the paper" mean: what a reader remembers of a story so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.parsing import cues
from archive.parsing.clauses import Unit
from archive.parsing.gazetteer import given_names, known_organizations, title_nouns
from archive.parsing.noun_phrases import Reference
from archive.parsing.places import country_of
from archive.parsing.shapes import Organization, Person, Source, SpeakerIs
from archive.parsing.wordlist import listed

_FEMALE_ENDINGS = ("ova", "eva", "ina", "aya", "skaya", "yeva")
_FEMALE_WORDS = ("woman", "Mrs", "Ms", "Miss", "Queen", "Baroness", "Lady", "Dame", "actress", "princess")
_MALE_WORDS = ("spokesman", "chairman", "Mr", "King", "Sir", "Lord", "congressman", "statesman")
_PLACES_THAT_SPEAK = 0.6


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a statement belongs to: a name or a description, and what it is."""

    name: str
    kind: SpeakerIs
    plural: bool = False


class Referents:
    """The story's people and organizations, who spoke last, and what was mentioned up to here."""

    def __init__(
        self, text: str, people: Sequence[Person], organizations: Sequence[Organization], sources: Sequence[Source]
    ) -> None:
        self._people = {person.name: person for person in people}
        self._nouns = {person.name: _nouns(person) for person in people}
        self._genders = {person.name: _gender(person) for person in people}
        self._organizations = {organization.name: organization for organization in organizations}
        self._sources = [source.name for source in sources]
        self._mentions: list[tuple[str, str]] = []
        self._mentioned_organizations: list[str] = []
        self._spoken: list[Speaker] = []
        self._unnamed: dict[str, Speaker] = {}
        self._last_organization: str | None = None
        self._subject: str | None = None
        self._earlier_subject: str | None = None
        self.last_paper: str | None = self._sources[0] if len(self._sources) == 1 else None

    @property
    def last(self) -> Speaker | None:
        """Who spoke last."""
        return self._spoken[-1] if self._spoken else None

    def here(self) -> int:
        """How many names were mentioned before this sentence."""
        return len(self._mentions)

    def note(self, units: list[Unit]) -> None:
        """Remember the names of a sentence, and the person whom it is about: its subject."""
        self._earlier_subject = self._subject
        self._subject = _subject_of(units) or self._subject
        for unit in units:
            if unit.kind in ("person", "organization", "newspaper"):
                if self._mentions[-1:] != [(unit.kind, unit.name)]:
                    self._mentions.append((unit.kind, unit.name))
                    if unit.kind == "organization":
                        self._mentioned_organizations.append(unit.name)
                if unit.kind == "newspaper" or self.is_paper(unit.name):
                    self.last_paper = unit.name

    def spoke(self, speaker: Speaker) -> None:
        """Remember that somebody spoke."""
        self._subject = None
        if self.last != speaker:
            self._spoken.append(speaker)
            if speaker.kind == "unnamed":
                self._unnamed[speaker.name] = speaker
            elif speaker.kind == "organization":
                self._last_organization = speaker.name

    def is_paper(self, name: str) -> bool:
        """Whether a name is a newspaper's or another medium's."""
        return (
            name in self._sources
            or known_organizations().get(name, ("", ""))[1] == "media"
            or (name in self._organizations and self._organizations[name].rule == "medium")
        )

    def resolve(self, reference: Reference, before: int | None = None) -> Speaker | None:
        """Whom a reference means, or None where that cannot be told. `before`: mentions known before the sentence."""
        if reference.kind == "person":
            return Speaker(reference.text, "person")
        if reference.kind == "organization":
            return Speaker(reference.text, "organization")
        if reference.kind == "newspaper":
            return Speaker(reference.text, "newspaper")
        if reference.kind == "unnamed":
            # as in "the official from the ministry" after "an official from the ministry"
            return self._unnamed.get(reference.text) or Speaker(reference.text, "unnamed", reference.plural)
        if reference.kind == "place":
            return Speaker(reference.text, "organization")
        if reference.kind == "paper":
            return Speaker(self.last_paper, "newspaper") if self.last_paper else None
        if reference.kind == "body":
            return self._body(reference.text)
        if reference.kind == "pronoun":
            return self._pronoun(reference.text, before)
        return self._noun(reference, before)

    def _pronoun(self, gender: str, before: int | None) -> Speaker | None:
        subject = self._earlier_subject
        if subject and gender in "mf" and self._genders.get(subject, "x") in (gender, "x"):
            return Speaker(subject, "person")
        for speaker in reversed(self._spoken[-12:]):
            if self._agrees(speaker, gender):
                return speaker
        if gender in "mf":
            end = before if before is not None else len(self._mentions)
            for kind, name in reversed(self._mentions[max(0, end - 40) : end]):
                if kind == "person" and self._genders.get(name, "x") in (gender, "x"):
                    return Speaker(name, "person")
        if gender == "n":
            for kind, name in reversed(self._mentions[-20:]):
                if kind in ("organization", "newspaper"):
                    return Speaker(name, "newspaper" if kind == "newspaper" else "organization")
        return None

    def _agrees(self, speaker: Speaker, gender: str) -> bool:
        if gender == "u":
            return speaker.kind == "unnamed"
        if gender == "p":
            return speaker.kind == "unnamed" and speaker.plural
        if gender == "n":
            return speaker.kind in ("organization", "newspaper")
        if speaker.kind == "person":
            return self._genders.get(speaker.name, "x") in (gender, "x")
        return speaker.kind == "unnamed" and not speaker.plural

    def _noun(self, reference: Reference, before: int | None) -> Speaker | None:
        """As in "the lawmaker": the last speaker so called, else the last person mentioned, else an unnamed one."""
        noun = reference.text
        if noun in cues.STRICT_SOURCES:
            earlier = next((s for s in reversed(self._spoken[-12:]) if s.kind == "unnamed"), None)
            if earlier is not None:
                return earlier
        singular = noun[:-1] if reference.plural and noun.endswith("s") else noun
        for speaker in reversed(self._spoken[-12:]):
            if speaker.kind == "person" and singular in self._nouns.get(speaker.name, ()) and not reference.plural:
                return speaker
            if speaker.kind == "unnamed" and singular in speaker.name.lower().replace("sources", "source"):
                return speaker
        if reference.plural:
            return Speaker(noun, "unnamed", True)
        for kind, name in reversed(self._mentions[-40:]):
            if kind == "person" and singular in self._nouns.get(name, ()):
                return Speaker(name, "person")
        last = self.last
        if last is not None and last.kind == "person":
            return last
        return Speaker(noun, "unnamed") if singular in cues.SOURCES else None

    def _body(self, phrase: str) -> Speaker | None:
        """As in "the ministry", "Russia's top brass": the last organization whose name or sort agrees."""
        *place, noun = phrase.split()
        code = country_of(place[0]) if place else None
        names = self._mentioned_organizations
        wanted = _SYNONYMS.get(noun, (noun,))
        for name in reversed(names[-40:]):
            if any(w in name.lower() for w in wanted) and (not code or country_of(name) in (code, None)):
                return Speaker(name, "organization")
        if place:
            return Speaker(phrase, "organization")
        if noun not in _ANY_BODY:
            return None
        last = self._last_organization or next(reversed(names), None)
        return Speaker(last, "organization") if last else None


_SYNONYMS = {
    "brass": ("defense", "defence", "army", "military", "general staff"),
    "military": ("defense", "defence", "army", "military", "general staff"),
    "regulator": ("bank", "authority", "service", "agency"),
    "watchdog": ("service", "agency", "authority", "ombudsman", "commission"),
    "company": ("company", "group", "plc", "energy", "holding", "corporation"),
}
_ANY_BODY = listed("organization organisation company agency body firm carrier bank")


def _subject_of(units: list[Unit]) -> str | None:
    """The person that a sentence begins with, after a role."""
    for unit in units[:8]:
        if unit.kind == "person":
            return None if unit.possessive else unit.name
        if (
            unit.kind in ("mark", "quote")
            or unit.text in cues.BE
            or unit.text in cues.SAYING
            or unit.text in cues.CLAUSE_BREAKS
        ):
            return None
    return None


def _nouns(person: Person) -> frozenset[str]:
    """The nouns that may refer back to a person, by the roles that the story gives."""
    nouns: set[str] = set()
    for role in person.roles:
        for word in role.text.lower().replace("-", " ").split():
            nouns |= title_nouns(word) or frozenset()
        where = f"{role.text} {role.organization or ''}"
        for part, more in _BY_PLACE.items():
            if part in where:
                nouns.update(more)
    return frozenset(nouns)


_BY_PLACE = {
    "Federation Council": ("senator", "lawmaker", "politician"),
    "Senate": ("senator", "lawmaker", "politician"),
    "Duma": ("lawmaker", "deputy", "mp", "politician", "legislator"),
    "Parliament": ("lawmaker", "politician", "mp", "legislator"),
    "Foreign Minist": ("diplomat",),
    "Embassy": ("diplomat",),
    "United Nations": ("diplomat",),
    "UN": ("diplomat",),
    "Foreign Affairs": ("diplomat",),
    "Assistant Secretary of State": ("diplomat",),
    "University": ("professor", "academic", "scholar", "expert", "scientist", "researcher"),
    "Institute": ("expert", "scholar", "scientist", "researcher", "analyst"),
    "Center": ("expert", "analyst"),
    "Centre": ("expert", "analyst"),
    "Council": ("expert",),
    "Forum": ("expert", "analyst"),
}


def _gender(person: Person) -> str:
    """As in "m", "f" or "x", from the role's words, the given name and the surname's ending."""
    called = " ".join(role.text for role in person.roles)
    if any(word in called for word in _FEMALE_WORDS):
        return "f"
    first, last = person.name.split()[0], person.name.split()[-1]
    gender = given_names().get(first)
    if gender in ("m", "f"):
        return gender
    if any(word in called for word in _MALE_WORDS):
        return "m"
    if last.endswith(_FEMALE_ENDINGS) and len(last) > 5:
        return "f"
    return "x"
