"""The people of a story as they are met: occurrences, short forms and roles gathered under the fullest name."""

from __future__ import annotations

from dataclasses import replace

from archive.parsing import vocabulary as words
from archive.parsing.apposition import role_after
from archive.parsing.gazetteer import first_surnames, given_names, vietnamese_surnames
from archive.parsing.holders import Holders
from archive.parsing.names import has_article
from archive.parsing.offices import RoleFound
from archive.parsing.passage import Passage, Run, is_place
from archive.parsing.places import country_of
from archive.parsing.roles import role_before
from archive.parsing.shapes import Person, Role, Span
from archive.parsing.tokens import is_initial
from archive.parsing.wordlist import listed

# What only people are called, never companies ("Tarn, a trader").
_CALLINGS = listed(
    "poet poetess writer novelist journalist activist singer rapper musician actor actress artist painter sculptor "
    "lawyer nurse doctor teacher student professor farmer fisherman politician lawmaker senator soldier officer pilot "
    "widow pensioner resident villager refugee comedian dancer footballer boxer wrestler coach priest imam monk cleric "
    "blogger photographer scientist engineer economist historian dissident defector volunteer schoolteacher mother "
    "father survivor witness driver miner"
)
# Trades that are surnames and firms' first words too: "Baker Hughes", "Butler Gas".
_TRADES = listed(
    "Baker Butler Butcher Miller Mason Driver Porter Carpenter Potter Weaver Tailor Gardener Shepherd Hunter Ranger "
    "Dean Knight Brewer Collector Conductor Guard Warden Steward Clerk Merchant Fisher Cook Page Navigator Master "
    "Guardian Champion Forward Chase"
)
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
    "known-name": 0.72,
    "single-name-and-role": 0.7,
}


# What ships, airports and prizes named after somebody are: "the Queen Elizabeth carrier", "the Emil Orlik Award".
NAMESAKES = listed(
    "ship vessel frigate carrier aircraft destroyer cruiser corvette submarine icebreaker battleship tanker yacht "
    "ferry boat trawler barge strike class battlegroup airport street avenue square bridge stadium hospital prize "
    "award medal order cup trophy tunnel library scholarship expedition satellite telescope spacecraft module "
    "rocket missile tank train rifle cannon storm hurricane typhoon cyclone field oilfield deposit mine rig "
    "pipeline dam canal peninsula island plant factory brand museum school academy monument theater theatre"
)

_SURELY_SAYING = listed("said told noted stressed explained added believes emphasized recalled pointed")


class Crew:
    """The story's people as they are met."""

    def __init__(self, holders: Holders) -> None:
        self._holders = holders
        self._members: list[_Member] = []
        self._by_name: dict[tuple[str, ...], _Member] = {}
        self._by_short: dict[str, list[_Member]] = {}

    def add(self, passage: Passage, run: Run, roles: list[RoleFound], rule: str) -> None:
        """Note one occurrence of a full name."""
        key = _key(passage, run)
        member = self._by_name.get(key) or self._longer(key) or self._longer(_with_small_particle(key))
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
            full = _with_small_particle(key)
            bearers = [m for m in bearers[-50:] if m.key[-len(key) :] in (key, full)]
        if not bearers and len(key) > 1:
            return
        roles = role_before(passage, run)
        if len(bearers) == 1:
            told_later = (
                [] if bearers[0].placed else [found for found in role_after(passage, run) if found.organization]
            )
            bearers[0].note(passage, run, [*roles, *told_later])
        elif not bearers and len(key) == 1 and _told_by_clause(passage, run):
            self.add(passage, run, role_after(passage, run), "single-name-and-role")
        elif not bearers and len(key) == 1 and _called_by_one_name(passage, run, roles):
            self.add(passage, run, roles, "title-and-surname" if roles else "surname-and-verb")

    def people(self) -> tuple[Person, ...]:
        """Everybody met, in order of first appearance."""
        made = [m.person() for m in self._members]
        return tuple(sorted((self._without_people(p) for p in made), key=lambda p: p.spans[0]))

    def _without_people(self, person: Person) -> Person:
        """Nobody works in a person: "Holm's office head NAME" tells of no organization."""
        if all(role.organization not in self._by_short for role in person.roles):
            return person
        freed = (replace(r, organization=None) if r.organization in self._by_short else r for r in person.roles)
        return replace(person, roles=tuple(freed))


def _called_by_one_name(passage: Passage, run: Run, roles: list[RoleFound]) -> bool:
    """As in "President Adeyemi", "coordinator Wayan": a role directly before a single name."""
    word = passage.text_at(run.start)
    if not roles and passage.text_at(run.end) in _SURELY_SAYING and word not in words.WEAK_HEADS:
        return len(word) > 3 and not word.isupper() and not passage.tokens[run.start].possessive  # "Petrov said"
    if not roles or roles[0].rule not in ("role-before-name", "form-of-address"):
        return False
    noun = passage.text_at(run.start - 1)
    if noun in NAMESAKES:
        return False  # "captain of the trawler Saebyeok"
    if noun in _TRADES and passage.text_at(run.end) not in _SURELY_SAYING:
        return False
    if noun in ("of", "on", "for", "in", "at", "and"):  # "Committee on Agrarian Policy": the office's name goes on
        return False
    if noun.islower() and noun in ("member", "associate", "owner", "worker", "student", "head", "chief", "chair"):
        return False
    return (
        word not in words.SUBJECTS and not word.isupper() and passage.text_at(run.start - 2) != "of" and len(word) > 1
    )


def _told_by_clause(passage: Passage, run: Run) -> bool:
    """As in "the court freed Tarim, a poet,": a single name that the clause after it calls by what people are."""
    word = passage.text_at(run.start)
    if passage.text_at(run.end) != "," or passage.text_at(run.end + 1) not in ("a", "an") or len(word) < 4:
        return False
    if word.isupper() or passage.begins_sentence(run.start) or word in words.SUBJECTS | words.WEAK_HEADS:
        return False
    found = role_after(passage, run)
    return bool(found) and passage.text_at(found[0].run.end - 1) in _CALLINGS


def _key(passage: Passage, run: Run) -> tuple[str, ...]:
    return tuple(t.text for t in passage.tokens[run.start : run.end])


def _with_small_particle(key: tuple[str, ...]) -> tuple[str, ...]:
    """The name as it stands after a given name: "Van der Berg" at a sentence's start is "van der Berg"."""
    small = key[0].lower()
    return (small, *key[1:]) if small in words.PARTICLES else key


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

    @property
    def placed(self) -> bool:
        """Whether an organization is known that this person's role is held in."""
        return any(role.organization for role in self.roles.values())

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
        full = holders.spelled_out(passage, found.organization)
        organization = full or holders.meant(passage, organization, offset)
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
