"""People: every person named in a story, with roles, all occurrences together under the fullest name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from archive.parsing import vocabulary as words
from archive.parsing.cues import SPEECH_VERBS
from archive.parsing.gazetteer import first_surnames, given_names, vietnamese_surnames
from archive.parsing.holders import Holders
from archive.parsing.names import SURNAME_ENDINGS, has_article, name_runs
from archive.parsing.newspapers import NewspaperNames, newspaper_names
from archive.parsing.passage import Passage, Run, is_place, name_table, newspapers_in
from archive.parsing.places import country_of, is_place_name
from archive.parsing.roles import RoleFound, role_after, role_before
from archive.parsing.shapes import Known, Organization, Person, Role, Span, Story
from archive.parsing.tokens import is_initial
from archive.parsing.wordlist import listed

_CONFIDENCE = {
    "role-before-name": 0.96,
    "role-after-name": 0.95,
    "given-name": 0.93,
    "initials": 0.92,
    "title-and-surname": 0.85,
    "surname-and-verb": 0.55,
    "surname-first": 0.8,
    "double-surname": 0.8,
    "beside-speech-verb": 0.75,
    "surname-ending": 0.75,
}


_SURELY_SAYING = listed("said told noted stressed explained added believes emphasized recalled pointed")


def find_people(
    text: str,
    story: Story,
    organizations: Sequence[Organization],
    known: Known = Known(),  # noqa: B008
) -> tuple[Person, ...]:
    """Return the people named in the story's paragraphs, in order of first appearance.

    A name needs evidence beside its capitals: a role before or after it, a common given name, initials, a verb of
    speech beside it, a surname's ending. A surname alone belongs to the only person of the story who bears it and to
    nobody outside the story; where two bear it, the occurrence is left out. `country` comes from a demonym
    or possessive before the role, or from the organization's name.
    """
    crew = _Crew(Holders(organizations))
    papers = newspaper_names(known)
    mentions = _Mentions(organizations)
    passages = [_prepare(text, span, story, mentions, papers) for span in story.paragraphs]
    found = [(passage, run) for passage in passages for run in name_runs(passage)]
    singles = []
    for passage, run in found:
        if _words(passage, run) > 1:
            roles = [*role_before(passage, run), *role_after(passage, run)]
            rule = _evidence(passage, run, roles)
            if rule:
                crew.add(passage, run, roles, rule)
                continue
        singles.append((passage, run))
    for passage, run in singles:
        crew.add_short(passage, run)
    return crew.people()


class _Mentions:
    """Where the organizations stand, by place."""

    def __init__(self, organizations: Sequence[Organization]) -> None:
        found = sorted((place.start, n, place) for n, o in enumerate(organizations) for place in o.spans)
        self._starts = [start for start, _, _ in found]
        self._found = [(n, place) for _, n, place in found]
        self._names = [o.name for o in organizations]

    def inside(self, span: Span) -> list[tuple[Span, str]]:
        """The mentions that begin in a passage with their organizations' names, in the organizations' order."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [(place, self._names[n]) for n, place in sorted(self._found[first:last])]


def _prepare(text: str, span: Span, story: Story, mentions: _Mentions, papers: NewspaperNames) -> Passage:
    """The paragraph's tokens, those of organizations and newspapers claimed."""
    passage = Passage(text, span)
    for place, name in mentions.inside(span):
        if run := passage.run_at(place):
            passage.claim(run, "organization", name)
    for named in newspapers_in(papers, text, span):
        run = passage.run_at(named.span)
        if run is not None and not any(passage.claimed[run.start : run.end]):
            passage.claim(run, "newspaper", named.newspaper.name)
    for source in story.sources:
        for run, _ in passage.match(name_table((source.name,))):
            passage.claim(run, "newspaper", source.name)
    return passage


def _words(passage: Passage, run: Run) -> int:
    return sum(1 for t in passage.tokens[run.start : run.end] if t.text not in words.PARTICLES)


def _evidence(passage: Passage, run: Run, roles: list[RoleFound]) -> str | None:
    """Why this run is a person's name, or None."""
    tokens = passage.tokens[run.start : run.end]
    first, last = tokens[0].text, tokens[-1].text
    if is_place_name(passage.text_of(run)) or _is_byline(passage, run):
        return None
    if any(t.text in words.STRONG_HEADS or t.text in words.SUFFIXES for t in tokens[1:]):
        return None
    if any(r.rule in ("role-before-name", "role-before-comma", "second-role") for r in roles):
        return "role-before-name"
    if any(r.rule in ("role-after-name", "who-heads") for r in roles):
        return "role-after-name"
    return _likeness(passage, run, first, last) or ("role-before-name" if roles else None)


def _likeness(passage: Passage, run: Run, first: str, last: str) -> str | None:
    """Why a run without a role may be a person's name: its own words, or a clause or verb beside it."""
    tokens = passage.tokens[run.start : run.end]
    if first in given_names() and last not in words.WEAK_HEADS and not (is_place(first) and last in words.SUBJECTS):
        return "given-name"
    if is_initial(first) or any(is_initial(t.text) for t in tokens[1:-1]):
        return "initials"
    if any(has_article(t.text) for t in tokens):
        return "surname-with-article"
    if first in first_surnames() and len(tokens) in (2, 3) and last not in words.SUBJECTS | words.WEAK_HEADS:
        return "surname-first"
    if passage.text_at(run.end) == "," and passage.text_at(run.end + 1) == "who":
        return "who-clause"
    if "-" in last and len(tokens) < 4 and last.rpartition("-")[2][:1].isupper() and first not in words.OPENERS:
        return "double-surname"
    if last.endswith(SURNAME_ENDINGS) and len(last) > 4 and len(tokens) < 4 and first not in words.OPENERS:
        return "surname-ending"
    if _beside_verb(passage, run) and last not in words.WEAK_HEADS and first not in words.OPENERS:
        return "beside-speech-verb"
    return None


def _is_byline(passage: Passage, run: Run) -> bool:
    """As in "A. SURNAME article headlined …": the author of an article is not a person of the story."""
    return passage.text_at(run.end) in ("article", "column", "commentary", "editorial") and passage.text_at(
        run.end + 1
    ) in ("headlined", "entitled", "titled")


def _beside_verb(passage: Passage, run: Run) -> bool:
    after, before = passage.text_at(run.end), passage.text_at(run.start - 1)
    return after in SPEECH_VERBS or (before in SPEECH_VERBS and passage.text_at(run.start - 2) in (",", '"', "”", ",”"))


class _Crew:
    """The story's people as they are met."""

    def __init__(self, holders: Holders) -> None:
        self._holders = holders
        self._members: list[_Member] = []
        self._by_name: dict[tuple[str, ...], _Member] = {}
        self._by_short: dict[str, list[_Member]] = {}

    def add(self, passage: Passage, run: Run, roles: list[RoleFound], rule: str) -> None:
        """Note one occurrence of a full name."""
        key = _key(passage, run)
        member = self._by_name.get(key) or self._longer(key)
        if member is None:
            member = _Member(passage.text_of(run), key, rule, self._holders)
            self._members.append(member)
            for short in _short_forms(key):
                self._by_short.setdefault(short, []).append(member)
        self._by_name[key] = member
        member.note(passage, run, roles)

    def _longer(self, key: tuple[str, ...]) -> _Member | None:
        """The only person met whose name holds these words in order ("Grech Vella" for the full name)."""
        candidates = [m for m in self._by_short.get(key[-1], [])[-50:] if m.key[-len(key) :] == key]
        return candidates[0] if len(candidates) == 1 else None

    def add_short(self, passage: Passage, run: Run) -> None:
        """Note a surname alone, or a new person called by a title and one name."""
        key = _key(passage, run)
        bearers = self._by_short.get(key[-1], [])
        if len(key) > 1:
            bearers = [m for m in bearers[-50:] if m.key[-len(key) :] == key]
        if not bearers and len(key) > 1:
            return
        roles = role_before(passage, run)
        if len(bearers) == 1:
            bearers[0].note(passage, run, roles)
        elif not bearers and len(key) == 1 and _called_by_one_name(passage, run, roles):
            self.add(passage, run, roles, "title-and-surname" if roles else "surname-and-verb")

    def people(self) -> tuple[Person, ...]:
        """Everybody met, in order of first appearance."""
        made = [m.person() for m in self._members]
        return tuple(sorted(made, key=lambda p: p.spans[0]))


def _called_by_one_name(passage: Passage, run: Run, roles: list[RoleFound]) -> bool:
    """As in "President Adeyemi", "coordinator Wayan": a role directly before a single name."""
    word = passage.text_at(run.start)
    if not roles and passage.text_at(run.end) in _SURELY_SAYING and word not in words.WEAK_HEADS:
        return len(word) > 3 and not word.isupper() and not passage.tokens[run.start].possessive  # "Petrov said"
    if not roles or roles[0].rule not in ("role-before-name", "form-of-address"):
        return False
    noun = passage.text_at(run.start - 1)
    if noun in ("of", "on", "for", "in", "at", "and"):  # "Committee on Agrarian Policy": the office's name goes on
        return False
    if noun.islower() and noun in ("member", "associate", "owner", "worker", "student", "head", "chief", "chair"):
        return False
    return (
        word not in words.SUBJECTS and not word.isupper() and passage.text_at(run.start - 2) != "of" and len(word) > 1
    )


def _key(passage: Passage, run: Run) -> tuple[str, ...]:
    return tuple(t.text for t in passage.tokens[run.start : run.end])


def _short_forms(key: tuple[str, ...]) -> tuple[str, ...]:
    """The single words that later stand for the full name: the surname, which comes first in East Asia."""
    if key[0] in first_surnames() and key[0] not in given_names() and len(key) > 1:
        return (key[-1], key[0]) if key[0] in vietnamese_surnames() or len(key) == 2 else (key[0], key[-1])
    shorts = [key[-1]]
    if "-" in key[-1] and not has_article(key[-1]):
        shorts.extend(part for part in key[-1].split("-") if len(part) > 3)
    if len(key) > 2 and not is_initial(key[-2]) and key[-2] not in words.PARTICLES:
        shorts.append(key[-2])
    return tuple(shorts)


class _Member:
    """One person while the story is read."""

    def __init__(self, name: str, key: tuple[str, ...], rule: str, holders: Holders) -> None:
        self.holders = holders
        self.name = name
        self.key = key
        self.rule = rule
        self.spans: list[Span] = []
        self.roles: dict[str, Role] = {}
        self._called: set[str] = set()
        self.country: str | None = None

    def note(self, passage: Passage, run: Run, roles: list[RoleFound]) -> None:
        self.spans.append(passage.span_of(run))
        for found in roles:
            role = _role(passage, found, self.holders)
            if role.text.lower() not in self._called:
                self._called.add(role.text.lower())
                self.roles[role.text] = role
            self.country = self.country or _country(passage, found, role)

    def person(self) -> Person:
        roles = tuple(self.roles.values())
        if len(roles) > 1:
            titled = any(role.text and role.rule != "form-of-address" for role in roles)
            roles = tuple(role for role in roles if not (titled and role.rule == "form-of-address"))
            roles = _with_bare_organizations(roles)
        return Person(
            self.name,
            tuple(sorted(set(self.spans))),
            roles,
            self.country,
            confidence=_CONFIDENCE.get(self.rule, 0.7),
            rule=self.rule,
        )


def _with_bare_organizations(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Let "of Finam" in "analyst Olga Belova of Finam" tell where the analyst works, instead of being a role itself."""
    bare = [role for role in roles if not role.text]
    named = [role for role in roles if role.text]
    if bare and named and named[0].organization is None:
        named[0] = replace(named[0], organization=bare[0].organization)
    return tuple(named) or roles


def _role(passage: Passage, found: RoleFound, holders: Holders) -> Role:
    printed = passage.text_of(found.run) if found.run.end > found.run.start else ""
    text = found.text if found.text is not None else printed
    anchor = found.run if found.run.end > found.run.start else found.organization or found.run
    organization = None
    certain = 1.0
    if found.organization is not None:
        organization = passage.text_of(found.organization)
        offset = passage.tokens[found.organization.start].start
        organization = holders.generic(passage, organization, offset) or organization
    elif found.rule != "form-of-address" and (meant := holders.holder(passage, found)):
        organization, certain = meant
    confidence = 0.8 if found.rule in ("second-role", "role-before-comma", "name-of-organization") else 0.92
    return Role(text, passage.span_of(anchor), organization, confidence * certain, found.rule)


def _country(passage: Passage, found: RoleFound, role: Role) -> str | None:
    """The country of a demonym or possessive right before the role, of the organization, or of the role's words."""
    at = (
        found.organization.start
        if found.organization and found.organization.end <= found.run.start
        else found.run.start
    ) - 1
    if at >= 0 and is_place(passage.text_at(at)) and (code := country_of(passage.text_at(at))):
        return code
    return country_of(role.organization or "") or (country_of(role.text) if " to " not in role.text else None)
