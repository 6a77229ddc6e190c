"""The frozen dataclasses that the parsing steps hand to each other and to the outside.

Every finding says where it stands (spans: [start, end) character offsets into the text as received), how sure
the parser is (confidence, 0 to 1) and which rule found it (a short lower-case name such as "role-before-name").
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["direct", "indirect", "mixed"]
SpeakerIs = Literal["person", "organization", "newspaper", "unnamed"]


class Span(NamedTuple):
    """A passage: [start, end) character offsets into the digest's text as received."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Warning:
    """Something the reader of the result should know; `code` is stable, `message` is for people.

    `confidence` is how sure it is that what the message says is so ("A story may begin here").
    """

    code: str
    message: str
    span: Span | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class DateFound:
    """The digest's date as far as the text itself proves it.

    Either `value` (a full date) or `partial` ("--06-24", "2024-06") or neither; never both.
    """

    value: datetime.date | None = None
    partial: str | None = None
    span: Span | None = None
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A newspaper that a story was drawn from; `span` is the passage that says so."""

    name: str
    span: Span
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """What a newspaper called a person, as printed, with the organization that the role is held in."""

    text: str
    span: Span
    organization: str | None = None
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in a story, under the fullest name that the story gives.

    `spans` are all occurrences (surname alone too), in order; `country` is an ISO 3166-1 alpha-2 code.
    """

    name: str
    spans: tuple[Span, ...]
    roles: tuple[Role, ...] = ()
    country: str | None = None
    speaks: bool = False
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization named in a story; `short` is the abbreviation or short name that the story defines."""

    name: str
    spans: tuple[Span, ...]
    short: str | None = None
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Country:
    """A country named in a story, by name, demonym, capital or city. `code` is ISO 3166-1 alpha-2."""

    code: str
    spans: tuple[Span, ...]
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the taxonomy (its slug), with the keywords' passages that speak for it."""

    slug: str
    spans: tuple[Span, ...]
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence in which somebody's words or view are given.

    `speaker` is a person's full name, an organization's or newspaper's name, or the description of an unnamed
    speaker ("source close to the ministry"); `speaker_is` says which. `via` is the newspaper it was told to.
    `other` is the full name of another person of the story whom the passage may mean as well ("he" after two men).
    """

    speaker: str
    speaker_is: SpeakerIs
    kind: Kind
    span: Span
    via: str | None = None
    confidence: float = 1.0
    rule: str = ""
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Where one story stands, before anything is found in it.

    `paragraphs` are the body paragraphs only (no heading, caption, credit or "Read also"); `span` runs from the
    heading (or the first paragraph) to the end of the last paragraph. `sources` are those that the layout names.
    `confidence` is how sure the parser is that a story begins here.
    """

    span: Span
    paragraphs: tuple[Span, ...]
    title: str | None = None
    title_span: Span | None = None
    sources: tuple[Source, ...] = ()
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part of a digest and its stories; `heading` is None where the digest has no parts."""

    heading: str | None
    stories: tuple[Story, ...]
    heading_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A digest's layout: what stands where. `family` names the form that was recognised."""

    date: DateFound
    title: str | None
    title_span: Span | None
    family: str | None
    parts: tuple[Part, ...]
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A story with everything found in it."""

    story: Story
    sources: tuple[Source, ...] = ()
    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    countries: tuple[Country, ...] = ()
    topics: tuple[Topic, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a digest with its articles."""

    heading: str | None
    articles: tuple[Article, ...]
    heading_span: Span | None = None


@dataclass(frozen=True, slots=True)
class ParsedDigest:
    """What the parser understood of one digest."""

    text: str
    date: DateFound
    title: str | None
    title_span: Span | None
    family: str | None
    sections: tuple[Section, ...]
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive already knows and the parser may use, as plain mappings.

    `newspapers`: name or alias as printed -> canonical name. `topics`: slug -> keywords. An empty mapping means
    "use the gazetteer in parsing/data". `people`: full names as printed that are people's, by what was confirmed
    before or by an installed language model.
    """

    newspapers: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
