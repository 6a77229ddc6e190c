"""Organizations: ministries, parliaments, universities, think tanks, companies, alliances, cited foreign media."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from archive.parsing import vocabulary as words
from archive.parsing.affiliations import affiliated_runs
from archive.parsing.coined import claim_coined
from archive.parsing.companies import claim_by_what_stands_beside, could_be_name
from archive.parsing.gazetteer import given_names, is_title, known_media, known_organizations
from archive.parsing.institutions import HEADS, claim_institution
from archive.parsing.newspapers import newspaper_names
from archive.parsing.passage import NameTable, Passage, Run, name_table, newspapers_in
from archive.parsing.registry import Registry
from archive.parsing.shapes import Known, Organization, Source, Span, Story
from archive.parsing.sources import find_sources
from archive.parsing.state_bodies import BODIES, claim_state_body
from archive.parsing.wordlist import listed

_DEFINING = re.compile(
    r"(?:The )?(?P<name>(?!The )[A-Z][\w’'-]{1,30}(?: (?:of |for |and |the |on |in )?[A-Z][\w’'-]{1,30}){1,8}) "
    r"\((?P<short>[A-Z]{2,7})\)"
)
_THINGS = listed(
    "Treaty Agreement Plan System Act Convention Protocol Index Corridor Cup Games Pact Initiative Operation"
)
_WORDS = HEADS | BODIES
_PLATFORMS = listed("Twitter Facebook YouTube Telegram Instagram WhatsApp TikTok LinkedIn VK Zoom Skype")
_BRANCHES = listed("Employers Providers Confederation England Women Watch Habitat Improvement Digital Sport Capital")
_ON_PLATFORM = listed("on via through over by his her their its my a official the")


def find_organizations(
    text: str, story: Story, known: Known, sources: Sequence[Source] | None = None
) -> tuple[Organization, ...]:
    """Return the organizations that the story's paragraphs name, in order of first appearance.

    Found by gazetteer (data/organizations.csv), by the words institutions and companies are named with, as
    somebody's affiliation, and as a country's own ("France's X"). One organization under a shorter name or an
    abbreviation defined in brackets is one finding with all spans. Foreign media that the story cites count; the
    newspapers it was drawn from (`sources`, as `find_sources` gives them when left out) and their home press do not.
    """
    registry = Registry()
    defined = dict(_defined(text, story))
    papers = _Papers(text, find_sources(text, story, known) if sources is None else sources, known)
    passages = [Passage(text, span) for span in story.paragraphs]
    for passage in passages:
        papers.mark(passage)
        for run, rule in _runs(passage, defined):
            registry.add(passage, run, rule)
    registry.add_later_mentions(passages)
    return registry.organizations()


class _Papers:
    """Which of the newspapers in the text are cited foreign media, and which are the digest's own material."""

    def __init__(self, text: str, sources: Sequence[Source], known: Known) -> None:
        self.text = text
        self.names = newspaper_names(known)
        self.sources = {source.name for source in sources}
        looked_up = [self.names.lookup(name) for name in self.sources]
        self.home = {paper.country for paper in looked_up if paper and paper.country}

    def mark(self, passage: Passage) -> None:
        """Claim the newspapers' tokens: as runs where they are cited media, as nothing where they are sources."""
        media = known_media()
        for named in newspapers_in(self.names, self.text, passage.span):
            run = passage.run_at(named.span)
            printed = self.text[named.span.start : named.span.end]
            if run is None:
                continue
            paper = named.newspaper
            foreign = paper.country not in self.home if self.home and paper.country else printed in media
            foreign = foreign or (not paper.country and not paper.kind)
            bare = printed.removeprefix("The ").removeprefix("the ")
            own = paper.name in self.sources or any(source.endswith(f" {bare}") for source in self.sources)
            cited = foreign and not own
            passage.claim(run, "medium" if cited else "newspaper", paper.name)


def _defined(text: str, story: Story) -> Iterator[tuple[str, Span]]:
    """The abbreviations that the story itself explains, with where their names stand: "Health Service Executive (HSE)"
    is no other HSE."""
    for paragraph in story.paragraphs:
        for found in _DEFINING.finditer(text, paragraph.start, paragraph.end):
            words = [word for word in re.finditer(r"\S+", found.group("name")) if word.group()[0].isupper()]
            named = words[-len(found.group("short")) :]  # "On Monday the Health Service Executive (HSE)"
            if words[: -len(named)] and words[-len(named) - 1].group().endswith(("’s", "'s")):
                continue  # "the Trade Academy's Institute for Economics (IE)" is part of another name
            initials = "".join(word.group()[0] for word in named)
            if initials == found.group("short") and _THINGS.isdisjoint(word.group() for word in named):
                yield found.group("short"), Span(found.start("name") + named[0].start(), found.end("name"))


def _runs(passage: Passage, defined: Mapping[str, Span]) -> list[tuple[Run, str]]:
    """All organizations of a passage, in order of position."""
    passage.skip_headlines(in_title_case=True)
    _claim_known(passage, defined)
    for span in defined.values():
        run = passage.run_at(span) if passage.span.start <= span.start < passage.span.end else None
        if run is not None and not any(passage.claimed[run.start : run.end]):
            passage.claim(run, "head")
    for index in passage.where(_WORDS):
        if passage.claimed[index]:
            continue
        if passage.words[index] in BODIES:
            claim_state_body(passage, index)
        else:
            claim_institution(passage, index)
    passage.skip_headlines()  # only surer rules read those
    for run in affiliated_runs(passage):
        unit = passage.text_at(run.end - 1) in words.DEPARTMENTS and passage.text_at(run.end) in ("at", "of", "in")
        if could_be_name(passage, run) and not unit:
            passage.claim(run, "affiliation")
    claim_by_what_stands_beside(passage)
    claim_coined(passage)
    return sorted((run, rule) for run, (rule, _) in passage.claims.items() if rule != "newspaper")


@cache
def _known_names() -> NameTable:
    return name_table(tuple(known_organizations()))


def _claim_known(passage: Passage, defined: Mapping[str, Span]) -> None:
    for run, name in passage.match(_known_names()):
        if any(passage.claimed[run.start : run.end]) or name in defined:
            continue
        thing = known_organizations()[name][1] == "thing"
        if thing or (name in _PLATFORMS and passage.text_at(run.start - 1) in _ON_PLATFORM):
            passage.skip(run)
        if passage.claimed[run.start] or not _is_meant(passage, run, name):
            continue
        canonical, kind = known_organizations()[name]
        branch = passage.text_at(run.end)
        if name.isupper() and branch in _BRANCHES and passage.adjacent(run.end - 1):
            passage.claim(Run(run.start, run.end + 1), "head")  # "NHS Employers"
            continue
        passage.claim(
            run, "medium" if kind == "media" else "known", canonical if _is_initials(name, canonical) else name
        )


def _is_meant(passage: Passage, run: Run, name: str) -> bool:
    """Whether a known name stands for the organization: not for a writer's initials or a person."""
    following = passage.text_at(run.end)
    regional = passage.text_at(run.start - 1) in ("Regional", "City", "Municipal", "Provincial")
    if name in words.STRONG_HEADS and regional:
        return False  # "Murmansk Regional Duma"
    if len(name) < 3 and passage.begins_sentence(run.start) and run.end >= len(passage.tokens):
        return False
    if passage.adjacent(run.start - 1) and passage.tokens[run.start - 1].text in given_names():
        return False  # "John Deere", where the company is not meant
    _, kind = known_organizations()[name]
    if kind == "company" and _is_model(passage, run.end):
        return False
    return not (kind == "company" and is_title(following) and following.islower() and len(name) < 3)


def _is_model(passage: Passage, index: int) -> bool:
    """Whether a product's number follows its maker: "Boeing 737", "Sukhoi Su-35"."""
    hyphen = 1 if passage.text_at(index + 1) == "-" else 0
    return passage.text_at(index + 2 * hyphen)[:1].isdigit() and passage.adjacent(index - 1)


def _is_initials(name: str, canonical: str) -> bool:
    """Whether a known name in capitals is made of the full name's initials."""
    if not name.isupper() or " " in name:
        return False
    return name == "".join(word[0] for word in canonical.replace("-", " ").split() if word not in ("of", "for", "and"))
