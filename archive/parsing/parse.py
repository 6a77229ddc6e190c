"""The parser's only door: a digest's text in, everything that was understood of it out."""

from __future__ import annotations

from dataclasses import replace

from archive.parsing.effort import Effort
from archive.parsing.memory import forget
from archive.parsing.organizations import find_organizations
from archive.parsing.outline import read_outline
from archive.parsing.people import find_people
from archive.parsing.places import find_countries
from archive.parsing.shapes import Article, Known, Outline, ParsedDigest, Section, Story
from archive.parsing.sources import find_sources
from archive.parsing.speech import find_statements
from archive.parsing.spelling import spell_as_printed
from archive.parsing.topics import find_topics

VERSION = "2"


def parse(text: str, *, known: Known = Known(), outline: Outline | None = None) -> ParsedDigest:  # noqa: B008
    """Understand a digest: its date, title, sections, and for each story its newspapers, people, statements, …

    `known` is what the archive knows already. With `outline` (an editor's) the stories are taken as they are; of the
    layout only what it says about them is read: their newspapers, where their titles stand. Any text gives a valid
    result; what is odd is told in `warnings` by stable codes. Of a text thirty times as long as any digest the end is
    only divided into stories ("read-in-part"). All spans are [start, end) character offsets into `text`. The same text
    gives the same result.
    """
    layout = read_outline(text, known=known)
    outline = layout if outline is None else _as_laid_out(outline, layout)
    outline, known = spell_as_printed(text, outline, known)
    effort = Effort()
    sections = tuple(
        Section(part.heading, tuple(_article(text, story, known, effort) for story in part.stories), part.heading_span)
        for part in outline.parts
    )
    warnings = outline.warnings + effort.warnings(text)
    forget(text)
    return ParsedDigest(text, outline.date, outline.title, outline.title_span, outline.family, sections, warnings)


def _as_laid_out(outline: Outline, layout: Outline) -> Outline:
    """An editor's stories with what the layout says of those that begin in them."""
    read = [story for part in layout.parts for story in part.stories]

    def with_layout(story: Story) -> Story:
        here = [other for other in read if story.span.start <= other.span.start < story.span.end]
        sources = {source.name: source for other in here for source in other.sources}
        title = next((other.title_span for other in here if other.span.start == story.span.start), None)
        return replace(story, title_span=story.title_span or title, sources=story.sources or tuple(sources.values()))

    parts = tuple(replace(part, stories=tuple(map(with_layout, part.stories))) for part in outline.parts)
    return replace(outline, parts=parts)


def _article(text: str, whole: Story, known: Known, effort: Effort) -> Article:
    story = effort.part_of(text, whole)
    if whole.paragraphs and not story.paragraphs:
        return Article(whole, whole.sources, (), (), (), (), ())
    sources = find_sources(text, story, known)
    topics = find_topics(text, story, known)
    organizations = find_organizations(text, story, known, sources)
    people = find_people(text, story, organizations, known)
    countries = find_countries(text, story, people)
    statements = find_statements(text, story, people, organizations, sources, known)
    speakers = {statement.speaker for statement in statements if statement.speaker_is == "person"}
    people = tuple(replace(person, speaks=True) if person.name in speakers else person for person in people)
    return Article(whole, sources, people, organizations, countries, topics, statements)
