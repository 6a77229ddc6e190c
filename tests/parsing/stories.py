"""A text as one story, and everything the language steps find in it."""

import re

from archive.parsing.organizations import find_organizations
from archive.parsing.people import find_people
from archive.parsing.shapes import Known, Organization, Person, Source, Span, Statement, Story
from archive.parsing.sources import find_sources
from archive.parsing.speech import find_statements

KNOWN = Known(newspapers={name: name for name in ("Harbour Courier", "Evening Lamp", "Morning Anchor")})


def story_of(text: str, *sources: str) -> Story:
    """The whole text as a story, a paragraph for each line, drawn from the named newspapers."""
    paragraphs = tuple(Span(*line.span()) for line in re.finditer(r"[^\n]*\S[^\n]*", text))
    return Story(Span(0, len(text)), paragraphs, sources=tuple(Source(name, Span(0, 0)) for name in sources))


def organizations_in(text: str, *sources: str) -> tuple[Organization, ...]:
    return find_organizations(text, story_of(text, *sources), KNOWN)


def people_in(text: str, *sources: str) -> tuple[Person, ...]:
    story = story_of(text, *sources)
    return find_people(text, story, find_organizations(text, story, KNOWN), KNOWN)


def statements_in(text: str, *sources: str) -> tuple[Statement, ...]:
    story = story_of(text, *sources)
    organizations = find_organizations(text, story, KNOWN)
    people = find_people(text, story, organizations, KNOWN)
    return find_statements(text, story, people, organizations, find_sources(text, story, KNOWN), KNOWN)
