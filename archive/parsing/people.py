"""People: every person named in a story, with roles, all occurrences together under the fullest name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from archive.parsing import vocabulary as words
from archive.parsing.affiliations import KINDS
from archive.parsing.apposition import role_after
from archive.parsing.crew import NAMESAKES, Crew
from archive.parsing.cues import SPEECH_VERBS
from archive.parsing.gazetteer import first_surnames, given_names
from archive.parsing.holders import Holders
from archive.parsing.names import SURNAME_ENDINGS, has_article, name_runs
from archive.parsing.newspapers import NewspaperNames, newspaper_names
from archive.parsing.offices import RoleFound
from archive.parsing.passage import Passage, Run, is_place, name_table, newspapers_in
from archive.parsing.places import is_place_name
from archive.parsing.roles import role_before
from archive.parsing.shapes import Known, Organization, Person, Span, Story
from archive.parsing.tokens import is_initial
from archive.parsing.wordlist import listed

_PLACES_NAMED = listed(
    "Street Avenue Boulevard Square Bridge Prize Award Medal Stadium Trophy Peninsula Highway Strait Valley Doctrine "
    "Gardens River Lake Bay Island Islands Mountains Region Province County Parts Airport "
    "Station Coast Heights Pass Glacier Order Reef Dam Tunnel Canal Metro Tower Palace Mosque Monastery Mall Arena "
    "Accords Protocol Pact Corridor"
)
# What is a place's last word and a surname.
_PLACES_OR_PEOPLE = listed("Park Green Hill Castle")
# What is named after people, as the word before the name.
_BEFORE_NAMESAKES = listed(
    "Typhoon Hurricane Cyclone Storm Operation Mount Lake Cape Fort Port Camp Hotel Villa Flight Station Cafe "
    "Project Plan Team Tropical Comet Asteroid Expedition Radio Studio Galerie Maison Casa Palazzo Santa Santo"
)
# What newspapers do as well as people.
_OF_PAPERS = listed("cites cited quotes quoted reports reported writes wrote reveals revealed claims announces informs")
_BEFORE_THINGS = (KINDS | {"the", "The"}) - listed("police prosecutors authority authorities news army military party")
_PIECES = listed("article column commentary editorial review report interview essay feature piece op-ed story item")
_NO_NAMES = words.STRONG_HEADS | words.WEAK_HEADS | words.SUFFIXES | words.SUBJECTS | words.DAYS
_HEADLINED = listed("headlined entitled titled called subtitled")


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
    crew = Crew(Holders(organizations))
    papers = newspaper_names(known)
    mentions = _Mentions(organizations)
    passages = [_prepare(text, span, story, mentions, papers) for span in story.paragraphs]
    found = [(passage, run) for passage in passages for run in name_runs(passage) if not _is_no_person(passage, run)]
    singles = []
    for passage, run in found:
        if _words(passage, run) > 1:
            roles = [*role_before(passage, run), *role_after(passage, run)]
            rule = _evidence(passage, run, roles) or _by_knowledge(passage, run, known)
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
    passage.skip_headlines()
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
    if is_place_name(passage.text_of(run)):
        return None
    if any(t.text in words.STRONG_HEADS or t.text in words.SUFFIXES for t in tokens[1:]):
        return None
    if any(r.rule in ("role-before-name", "role-before-comma", "second-role") for r in roles):
        return "role-before-name"
    if any(r.rule in ("role-after-name", "who-heads") for r in roles):
        return "role-after-name"
    told = any(r.rule != "organization-possessive" for r in roles)
    return _likeness(passage, run, first, last) or ("role-before-name" if told else None)


def _likeness(passage: Passage, run: Run, first: str, last: str) -> str | None:
    """Why a run without a role may be a person's name: its own words, or a clause or verb beside it."""
    tokens = passage.tokens[run.start : run.end]
    place = last in _PLACES_NAMED or (
        last in _PLACES_OR_PEOPLE and not (first in given_names() and passage.text_at(run.end) in SPEECH_VERBS)
    )
    if passage.text_at(run.end) == "&" or place:
        return None  # "Sun Hung Kai & Co", "Boris Orlik Street"
    if passage.text_at(run.start - 1) in _BEFORE_THINGS and passage.adjacent(run.start - 1):
        return None  # "on board the Linnea Star", "the charity Elder Voice"
    if first in _BEFORE_NAMESAKES or (
        first.lower() in words.PARTICLES and passage.words[run.start + 1] in words.PARTICLES
    ):
        return None  # "Hurricane Lena", "Van der Berg" of whom nothing was told before
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
    return "country-possessive" if _for_country(passage, run) else None


def _for_country(passage: Passage, run: Run) -> bool:
    """As in "lost the final to Mongolia's NAME", "replaces Senegal's NAME, whose mandate ran out"."""
    owner = passage.tokens[run.start - 1] if run.start else None
    if owner is None or not owner.possessive or not is_place(owner.text):
        return False
    described = passage.words[run.end : run.end + 2] in ((",", "who"), (",", "whose"))
    return described or passage.is_of_contest


def _by_knowledge(passage: Passage, run: Run, known: Known) -> str | None:
    """The rule where nothing but what is known beforehand says that the run is a person's name."""
    if not known.people or passage.text_of(run) not in known.people or is_place_name(passage.text_of(run)):
        return None
    tokens = passage.tokens[run.start : run.end]
    plain = not any(is_place(t.text) or t.text in _NO_NAMES for t in tokens) and tokens[0].text not in words.OPENERS
    return "known-name" if plain else None


def _is_no_person(passage: Passage, run: Run) -> bool:
    """Whether a name is an article's author or what a thing is called after."""
    return _is_byline(passage, run) or _is_namesake(passage, run)


def _is_byline(passage: Passage, run: Run) -> bool:
    """As in "A. NAME, B. NAME article headlined …", "NAME interview with …": an author is no person of the story."""
    at = run.end
    for _ in range(8):
        if passage.text_at(at) in ("and", ",", "et", "al", ".", "'", "’") or passage.text_at(at)[:1].isupper():
            at += 1
        else:
            break
    first = _first_author(passage, run)
    if passage.text_at(at) not in _PIECES or any(
        w.isalpha() for w in passage.words[passage.sentence_start(first) : first]
    ):
        return False
    following = passage.text_at(at + 1)
    return following in _HEADLINED or (following == "with" and passage.text_at(at) == "interview")


def _first_author(passage: Passage, run: Run) -> int:
    """The first token of the authors' names that a run is one of."""
    at = run.start
    while at > 0 and run.start - at < 8 and (passage.text_at(at - 1) in ("and", ",") or passage.tokens[at - 1].capital):
        at -= 1
    return at


def _is_namesake(passage: Passage, run: Run) -> bool:
    """As in "the Admiral Gorlov frigate": an article in front, and the thing behind."""
    if passage.text_at(run.end) not in NAMESAKES or not passage.adjacent(run.end - 1):
        return False
    at = run.start
    while at > 0 and run.start - at < 3 and passage.tokens[at - 1].capital and passage.adjacent(at - 1):
        if passage.text_at(at - 1) == "The":
            break
        at -= 1
    return passage.text_at(at - 1) in ("the", "The", "a", "an") and not passage.tokens[run.end - 1].possessive


def _beside_verb(passage: Passage, run: Run) -> bool:
    after, before = passage.text_at(run.end), passage.text_at(run.start - 1)
    if after in SPEECH_VERBS:
        return after not in _OF_PAPERS
    return before in SPEECH_VERBS and passage.text_at(run.start - 2) in (",", '"', "”", ",”")
