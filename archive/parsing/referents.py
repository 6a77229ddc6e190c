"""Whom "he", "the expert", "the ministry" and "the paper" mean: what a reader remembers of a story so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.parsing import cues
from archive.parsing.clauses import Unit
from archive.parsing.epithets import GENERIC, fit, gender_of, nouns_of
from archive.parsing.gazetteer import known_organizations
from archive.parsing.noun_phrases import Reference
from archive.parsing.places import country_of
from archive.parsing.shapes import Organization, Person, Source, SpeakerIs
from archive.parsing.subjects import subject_of
from archive.parsing.wordlist import listed

DOUBTFUL = 0.65
_MEMORY = 12
_LONG_MEMORY = 40


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a statement belongs to: a name or a description, and what it is."""

    name: str
    kind: SpeakerIs
    plural: bool = False


class Reading(NamedTuple):
    """Whom a reference means, the full name of somebody else whom it may mean, and how sure that can be at most."""

    speaker: Speaker | None
    other: str | None = None
    surest: float = 1.0


class Referents:
    """The story's people and organizations, who spoke last, and what was mentioned up to here."""

    def __init__(
        self, text: str, people: Sequence[Person], organizations: Sequence[Organization], sources: Sequence[Source]
    ) -> None:
        self._people = {person.name: person for person in people}
        self._nouns = {person.name: nouns_of(person) for person in people}
        self._genders = {person.name: gender_of(person) for person in people}
        self._organizations = {organization.name: organization for organization in organizations}
        self._sources = [source.name for source in sources]
        self._mentions: list[tuple[str, str]] = []
        self._mentioned_organizations: list[str] = []
        self._spoken: list[Speaker] = []
        self._unnamed: dict[str, Speaker] = {}
        self._last_organization: str | None = None
        self._subject: str | None = None
        self._earlier_subject: str | None = None
        self._mentions_before = 0
        self._spoken_before = 0
        self._spoken_last_time = 0
        self._opening_paper: str | None = None
        self._together: set[Speaker] = set()
        self.named_paper = False
        # Newspapers in brackets that stand beside another had the story too: "the paper" is the other.
        own = [source.name for source in sources if not source.rule.startswith("bracket")] or self._sources
        self._own = own[0] if len(own) == 1 else None
        self.last_paper: str | None = self._own

    @property
    def last(self) -> Speaker | None:
        """Who spoke last."""
        return self._spoken[-1] if self._spoken else None

    def here(self) -> int:
        """How many names were mentioned before this sentence."""
        return len(self._mentions)

    def begin_paragraph(self, units: list[Unit]) -> None:
        """Remember where a paragraph begins, and the newspaper that it begins with; `units`: its first sentence's.

        A foreign paper cited in the paragraph before is not "the paper" any more.
        """
        self._spoken_last_time = len(self._spoken) - self._spoken_before
        self._mentions_before, self._spoken_before = len(self._mentions), len(self._spoken)
        self._opening_paper = next((unit.name for unit in units[:4] if unit.kind == "newspaper"), None)
        self.last_paper = self._own or self.last_paper

    def note(self, units: list[Unit]) -> None:
        """Remember the names of a sentence, and the person whom it is about: its subject."""
        self._earlier_subject = self._subject
        self._subject = subject_of(units) or self._subject
        for index, unit in enumerate(units):
            if unit.kind in ("person", "organization", "newspaper"):
                if self._mentions[-1:] != [(unit.kind, unit.name)]:
                    self._mentions.append((unit.kind, unit.name))
                    if unit.kind == "organization":
                        self._mentioned_organizations.append(unit.name)
                if unit.kind == "newspaper" or self.is_paper(unit.name):
                    self.named_paper = True
                    if _CITING.isdisjoint(before.text for before in units[max(0, index - 6) : index]):
                        self.last_paper = unit.name
            elif unit.text in cues.PAPERS:
                self.named_paper = True

    def spoke(self, speaker: Speaker) -> None:
        """Remember that somebody spoke."""
        self._subject = None
        if self.last != speaker or len(self._spoken) == self._spoken_before:
            self._spoken.append(speaker)
            if speaker.kind == "unnamed":
                self._unnamed[speaker.name] = speaker
            elif speaker.kind == "organization":
                self._last_organization = speaker.name

    def spoke_together(self, first: Speaker, second: Speaker) -> None:
        """Remember that two spoke in one sentence: the next "he" may be either of them."""
        self.spoke(second)
        self._together = {first, second} if first.kind == second.kind == "person" else set()

    def is_paper(self, name: str) -> bool:
        """Whether a name is a newspaper's or another medium's."""
        return (
            name in self._sources
            or known_organizations().get(name, ("", ""))[1] == "media"
            or (name in self._organizations and self._organizations[name].rule == "medium")
        )

    def own_paper(self, printed: str) -> str | None:
        """The story's newspaper that a printed name is the end of: "The Times" in a story of the New York Times."""
        short = printed.removeprefix("The ").removeprefix("the ")
        own = self.source_like(short)
        return own if own != short else None

    def source_like(self, name: str) -> str:
        """The story's newspaper whose name ends so ("the Journal"), else the name."""
        return next((source for source in self._sources if source.endswith(f" {name}")), name)

    def resolve(self, reference: Reference, before: int | None = None) -> Reading:
        """Whom a reference means; `before`: how many mentions there were before the sentence."""
        if reference.kind == "person":
            return self._named(reference)
        if reference.kind in ("organization", "place"):
            return Reading(Speaker(reference.text, "organization"))
        if reference.kind == "newspaper":
            return Reading(Speaker(reference.text, "newspaper"))
        if reference.kind == "unnamed":
            # as in "the official from the ministry" after "an official from the ministry"
            another = reference.text.lower().startswith("another ")
            known = None if another else self._unnamed.get(reference.text) or self._one_of(reference.text)
            return Reading(known or Speaker(reference.text, "unnamed", reference.plural))
        if reference.kind == "paper":
            return Reading(Speaker(self.last_paper, "newspaper") if self.last_paper else None)
        if reference.kind == "body":
            body = self._body(reference.text)
            described = reference.description and (body is None or not _shares_word(body.name, reference.description))
            return Reading(Speaker(reference.description, "organization") if described else body)
        if reference.kind == "noun":
            return self._noun(reference, before)
        if reference.text in ("m", "f"):
            return self._he_or_she(reference.text, before)
        return Reading(self._it_or_they(reference.text))

    def alone(self) -> Reading:
        """Whose an unattributed quotation is: the last speaker's, or his whom the sentence before is about."""
        last, subject = self.last, self._earlier_subject
        if subject is None or (last is not None and last.name == subject):
            return Reading(last, None, 0.6)
        if last is None or last.kind != "person" or not self._spoken[self._spoken_before :]:
            return Reading(Speaker(subject, "person"), last.name if last and last.kind == "person" else None, 0.6)
        return Reading(last, subject, 0.55)

    def _one_of(self, description: str) -> Speaker | None:
        """As in "one of the officials" after "two officials in Umea": those of whom it is one."""
        words = description.lower().split()
        if words[1:3] != ["of", "the"] or len(words) != 4:
            return None
        recent = reversed(self._spoken[-_MEMORY:])
        return next(
            (s for s in recent if s.kind == "unnamed" and s.plural and words[3] in s.name.lower().split()), None
        )

    # People ----------------------------------------------------------------------------------------------------------

    def _named(self, reference: Reference) -> Reading:
        """A name; a surname alone may be another's of the same family name."""
        speaker = Speaker(reference.text, "person")
        if len(reference.qualifiers) != 1:
            return Reading(speaker)
        surname = reference.qualifiers[0]
        namesake = next((n for n in self._people if n != reference.text and n.split()[-1] == surname), None)
        return Reading(speaker, namesake, DOUBTFUL if namesake else 1.0)

    def _he_or_she(self, gender: str, before: int | None) -> Reading:
        """The last sentence's subject, else the paragraph's last speaker, else whom it named, else earlier ones."""
        candidates = self._candidates(gender, before)
        first = next(candidates, None)
        if first is None:
            return Reading(None)
        speaker, place = first
        if place == "speaker here":
            rival = next((s for s, _ in candidates if s != speaker and {s, speaker} == self._together), None)
            return Reading(speaker, rival.name, DOUBTFUL) if rival is not None else Reading(speaker)
        second = next((other for other, _ in candidates if other.kind == "person" and other != speaker), None)
        if place == "speaker" and second is not None and self._spoke_together(speaker, second):
            return Reading(speaker, second.name, DOUBTFUL)
        rival = second if self._is_rival(place, second) else None
        if place in ("speaker", "named"):
            rival = self._of_known_gender(speaker, second, gender)
        return Reading(speaker, rival.name, DOUBTFUL) if rival is not None else Reading(speaker)

    def _is_rival(self, place: str, second: Speaker | None) -> bool:
        """Whether the second reading is about as near: a speaker of this paragraph beside one whom it tells about."""
        return place == "named here" or (place == "subject" and second in self._spoken[self._spoken_before :])

    def _spoke_together(self, first: Speaker, second: Speaker) -> bool:
        """Whether both spoke in the paragraph before this one, and nobody has in this one."""
        together = self._spoken[self._spoken_before - self._spoken_last_time : self._spoken_before]
        return first in together and second in together

    def _of_known_gender(self, first: Speaker, second: Speaker | None, gender: str) -> Speaker | None:
        """The second candidate where only his or her gender is known to agree."""
        if second is None or first.kind != "person" or self._genders.get(first.name, "x") == gender:
            return None
        return second if self._genders.get(second.name) == gender else None

    def _candidates(self, gender: str, before: int | None) -> Iterator[tuple[Speaker, str]]:
        """Those whom "he" or "she" may mean, the likeliest first, and where they were found."""
        subject = self._earlier_subject
        if subject and self._may_be(subject, gender):
            yield Speaker(subject, "person"), "subject"
        here, earlier = self._spoken[self._spoken_before :], self._spoken[: self._spoken_before]
        for speaker in reversed(here):
            if self._agrees(speaker, gender):
                yield speaker, "speaker here"
        end = before if before is not None else len(self._mentions)
        for kind, name in reversed(self._mentions[self._mentions_before : end]):
            if kind == "person" and self._may_be(name, gender):
                yield Speaker(name, "person"), "named here"
        for speaker in reversed(earlier[-_MEMORY:]):
            if self._agrees(speaker, gender):
                yield speaker, "speaker"
        for kind, name in reversed(self._mentions[max(0, end - _LONG_MEMORY) : min(end, self._mentions_before)]):
            if kind == "person" and self._may_be(name, gender):
                yield Speaker(name, "person"), "named"

    def _may_be(self, name: str, gender: str) -> bool:
        return self._genders.get(name, "x") in (gender, "x")

    def _agrees(self, speaker: Speaker, gender: str) -> bool:
        if speaker.kind == "person":
            return self._may_be(speaker.name, gender)
        return speaker.kind == "unnamed" and not speaker.plural

    def _noun(self, reference: Reference, before: int | None) -> Reading:
        """As in "the lawmaker": the paragraph's last speaker, else who was so called last, else an unnamed one."""
        noun = reference.text
        if noun in cues.STRICT_SOURCES:
            earlier = next((s for s in reversed(self._spoken[-_MEMORY:]) if s.kind == "unnamed"), None)
            if earlier is not None:
                return Reading(earlier)
        if reference.plural:
            return Reading(self._plural(noun))
        here = self._spoken_here(noun, reference.qualifiers)
        if here is not None:
            return Reading(here)
        called = self._called(noun, reference.qualifiers, before)
        if called:
            return self._with_rival(called, noun)
        if len(reference.qualifiers) > 2:  # "the head of the pilots' union" whom nobody has named
            return Reading(Speaker(reference.description, "unnamed"))
        last = next(
            (speaker for speaker in reversed(self._recent(before)) if self._fits(speaker, reference.qualifiers)), None
        )
        if last is not None:
            return Reading(last, None, 1.0 if noun in GENERIC and last == self.last else DOUBTFUL)
        return Reading(Speaker(noun, "unnamed") if noun in cues.SOURCES else None)

    def _spoken_here(self, noun: str, qualifiers: tuple[str, ...]) -> Speaker | None:
        """The paragraph's last speaker, where the noun suits, or suits anybody and nobody contradicts it."""
        here = self._spoken[self._spoken_before :]
        anybodys = noun in GENERIC or not any(noun in nouns for nouns in self._nouns.values())
        for index, speaker in enumerate(reversed(here)):
            suits = self._is_called(speaker, noun) or (anybodys and index == 0)
            if suits and self._fits(speaker, qualifiers):
                return speaker
        return None

    def _recent(self, before: int | None) -> list[Speaker]:
        """The last persons mentioned and, after them, the last who spoke."""
        mentions = self._mentions[:before][-_LONG_MEMORY:]
        named = [Speaker(name, "person") for kind, name in mentions if kind == "person"]
        return [*named, *self._spoken[-2:]]

    def _is_called(self, speaker: Speaker, noun: str) -> bool:
        """Whether the story calls somebody so."""
        if speaker.kind == "person":
            return noun in self._nouns.get(speaker.name, ())
        return speaker.kind == "unnamed" and not speaker.plural and noun in speaker.name.lower().split()

    def _fits(self, speaker: Speaker, qualifiers: tuple[str, ...]) -> bool:
        """Whether somebody is one person whom nothing in the noun's other words contradicts."""
        if speaker.kind == "unnamed":
            return not speaker.plural
        person = self._people.get(speaker.name)
        return speaker.kind == "person" and (person is None or fit(person, qualifiers) >= 0)

    def _called(self, noun: str, qualifiers: tuple[str, ...], before: int | None) -> list[Speaker]:
        """Everybody so called up to here, those whom the other words fit best first, then the last speakers first."""
        seen: dict[Speaker, int] = {}
        for speaker in reversed(self._spoken[-_MEMORY:]):
            if self._is_called(speaker, noun):
                seen.setdefault(speaker, fit(self._people[speaker.name], qualifiers) if speaker.kind == "person" else 0)
        for kind, name in reversed(self._mentions[-_LONG_MEMORY:]):
            if kind == "person" and noun in self._nouns.get(name, ()):
                seen.setdefault(Speaker(name, "person"), fit(self._people[name], qualifiers))
        fitting = [speaker for speaker, points in seen.items() if points >= 0]
        return sorted(fitting, key=lambda speaker: -seen[speaker])

    def _with_rival(self, called: list[Speaker], noun: str) -> Reading:
        """The first of those so called; the last speaker is another reading where the noun would suit anybody."""
        first, last = called[0], self.last
        if len(called) > 1 and self._spoke_together(first, called[1]) and called[1].kind == "person":
            return Reading(first, called[1].name, DOUBTFUL)
        if noun not in GENERIC or last is None or last.kind != "person" or last == first:
            return Reading(first)
        return Reading(first, last.name, DOUBTFUL)

    # Organizations and groups ----------------------------------------------------------------------------------------

    def _it_or_they(self, gender: str) -> Speaker | None:
        here, earlier = self._spoken[self._spoken_before :], self._spoken[: self._spoken_before]
        if gender == "n":
            found = next((s for s in reversed(here) if s.kind in ("organization", "newspaper")), None)
            if found is None and self._opening_paper is not None:
                return Speaker(self._opening_paper, "newspaper")
            found = found or next(
                (s for s in reversed(earlier[-_MEMORY:]) if s.kind in ("organization", "newspaper")), None
            )
            return found or self._named_body()
        plural_only = gender == "p"
        spoken = reversed(self._spoken[-_MEMORY:])
        return next((s for s in spoken if s.kind == "unnamed" and (s.plural or not plural_only)), None)

    def _named_body(self) -> Speaker | None:
        for kind, name in reversed(self._mentions[-20:]):
            if kind in ("organization", "newspaper"):
                return Speaker(name, "newspaper" if kind == "newspaper" else "organization")
        return None

    def _plural(self, noun: str) -> Speaker:
        """As in "the experts": those unnamed ones so called before, else just that."""
        singular = noun.removesuffix("s")
        for speaker in reversed(self._spoken[-_MEMORY:]):
            if speaker.kind == "unnamed" and singular in speaker.name.lower():
                return speaker
        return Speaker(noun, "unnamed", True)

    def _body(self, phrase: str) -> Speaker | None:
        """As in "the ministry", "Russia's top brass": the last organization whose name or sort agrees."""
        *place, noun = phrase.split()
        code = country_of(place[0]) if place else None
        names = self._mentioned_organizations
        wanted = _SYNONYMS.get(noun, (noun,))
        for name in reversed(names[-_LONG_MEMORY:]):
            if any(w in name.lower() for w in wanted) and (not code or country_of(name) in (code, None)):
                return Speaker(name, "organization")
        if place:
            return Speaker(phrase, "organization")
        if noun not in _ANY_BODY:
            return None
        last = self._last_organization or next(reversed(names), None)
        return Speaker(last, "organization") if last else None


def _shares_word(name: str, description: str) -> bool:
    """Whether an organization's name has a word of what a body is said to be of: "the union of medical workers"."""
    *_, of = description.lower().partition(" of " if " of " in description else " for ")
    return not set(of.split()).isdisjoint(name.lower().split())


_CITING = listed("citing cites cited quoting reference")
_SYNONYMS = {
    "brass": ("defense", "defence", "army", "military", "general staff"),
    "military": ("defense", "defence", "army", "military", "general staff"),
    "regulator": ("bank", "authority", "service", "agency"),
    "watchdog": ("service", "agency", "authority", "ombudsman", "commission"),
    "company": ("company", "group", "plc", "energy", "holding", "corporation"),
}
_ANY_BODY = listed("organization organisation company agency body firm carrier bank")
