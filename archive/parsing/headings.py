"""Headings of the form "Newspaper: headline" on a line of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.parsing.newspapers import NewspaperNames, looks_like_newspaper
from archive.parsing.page import Block
from archive.parsing.shapes import Source, Span


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A label instead of a newspaper: several papers wrote of it, and only the body says which.
_MEDIA = frozenset(
    {
        "media",
        "the media",
        "media reports",
        "news media",
        "foreign media",
        "western media",
        "local media",
        "world media",
        "foreign press",
        "newspaper",
        "dailies",
        "newspapers",
        "papers",
        "press",
        "mass media",
        "russian media",
        "media outlets",
    }
)
_GENERAL = _words(
    "expert experts analyst analysts economist economists scientist scientists scholar scholars researchers historian "
    "historians politician politicians lawmaker lawmakers lawyers diplomat diplomats official officials authorities "
    "source sources insiders military officers investors banks bankers traders farmers doctors businessmen readers "
    "poll polls pollsters survey study report reports reporter reporters editorial editorials opinion opinions op-ed "
    "column columnist commentary comment analysis interview exclusive feature background briefly agencies agency "
    "television tv radio bloggers websites internet"
)
NO_NEWSPAPER = re.compile(
    r"(?:read also|photo|video|note|update[sd]?|source|tags?|topics?|date|url|link|subject|from|to|editor|title|"
    r"section|"
    r"press (?:review|digest)|russian press review|what the papers say|summary|example|page|pages|phone|fax|tel|"
    r"e-?mail|"
    r"published|posted|author|by|image|caption|credit|copyright|correction|reminder|q|a|question|answer|https?)\b",
    re.IGNORECASE,
)
LABEL = re.compile(r"([^:\"“”«»()\[\]\n]{1,60}?)\s?:(?:\s+|$)")
_SEPARATOR = re.compile(r"\s*(?:,| and | & |/|;| \+ )\s*")
_NAME_WORD = re.compile(r"(?:[^\W\d_a-z]|\d)[\w.’'&-]*$")
_SMALL = _words("of the and i e de del della la le di da do al el von van der den und et & on")
SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]{0,2}\s{0,3}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading read: where the headline stands, its newspapers (none for "Media"), how sure."""

    span: Span
    headline: Span
    sources: tuple[Source, ...]
    confidence: float = 1.0
    rule: str = "newspaper-heading"


def read_heading(block: Block, names: NewspaperNames, speaking: frozenset[str] = frozenset()) -> Heading | None:
    """The heading that a block is, if its label is a known newspaper, "Media", or one that speaks like a newspaper.

    `speaking`: names that the text treats as newspapers, as `discover_newspapers` finds them.
    """
    if len(block.text) > 260:
        return None
    begin = block.marker()
    label = LABEL.match(block.text, begin)
    if not label or label.end() == len(block.text) or NO_NEWSPAPER.match(label.group(1)):
        return None
    sources = label_sources(label.group(1), block.start + begin, names, speaking)
    if sources is None:
        return None
    headline = Span(block.start + label.end(), block.end)
    if (
        block.text.endswith(".")
        and len(block.text) > 140
        and SENTENCE_END.search(block.text, label.end(), len(block.text) - 2)
    ):
        return None  # a paragraph with several sentences
    confidence = min((s.confidence for s in sources), default=1.0)
    return Heading(block.span, headline, sources, confidence, "newspaper-heading" if sources else "media-heading")


def label_sources(
    label: str, start: int, names: NewspaperNames, speaking: frozenset[str] = frozenset()
) -> tuple[Source, ...] | None:
    """The newspapers that a label "A", "A, B and C" names: () for "Media", None where it is no newspaper's label."""
    folded = label.strip().casefold()
    if folded in _MEDIA:
        return ()
    pieces = _SEPARATOR.split(label)
    one = _named(label, start, label, names, speaking)
    if one and (one.confidence == 1.0 or not all(names.canonical(piece) for piece in pieces)):
        return (one,)
    found: list[Source] = []
    at = 0
    for piece in pieces:
        at = label.index(piece, at)
        source = _named(piece, start + at, label, names, speaking) or (_beside(piece, start + at) if found else None)
        if source is None:
            return None
        found.append(source)
        at += len(piece)
    return tuple(found)


def _beside(piece: str, start: int) -> Source | None:
    """An unknown name that stands beside a known newspaper's: "Izvestia and Coast Watch"."""
    name = piece.strip()
    start += len(piece) - len(piece.lstrip())
    span = Span(start, start + len(name))
    return Source(name, span, 0.75, "heading-beside-newspaper") if is_name(name) else None


def _named(piece: str, start: int, label: str, names: NewspaperNames, speaking: frozenset[str]) -> Source | None:
    name = piece.strip()
    start += len(piece) - len(piece.lstrip())
    if not name:
        return None
    span = Span(start, start + len(name))
    canonical = names.canonical(name)
    if canonical:
        return Source(canonical, span, 1.0, "heading")
    if is_name(name) and (name in speaking or f"The {name}" in speaking or name.removeprefix("The ") in speaking):
        return Source(name, span, 0.85, "heading-unknown-newspaper")
    if looks_like_newspaper(name) and is_name(name):
        return Source(name, span, 0.75, "heading-newspaper-like")
    return None


def is_general_label(label: str) -> bool:
    """Whether a label says what kind of people speak ("Experts", "Bank analysts") or what the text is ("Opinion")."""
    return label.split()[-1].casefold() in _GENERAL


def is_name(label: str) -> bool:
    """Whether a label is written as a name: up to five words, all but the small ones with a capital."""
    words = label.split()
    if not 1 <= len(words) <= 5 or len(label) > 45:
        return False
    return all(_NAME_WORD.match(word) or word in _SMALL for word in words) and bool(_NAME_WORD.match(words[-1]))


def unknown_heading(block: Block) -> Heading | None:
    """A heading whose label is merely written as a name; for pages where every such line is a heading."""
    begin = block.marker()
    label = LABEL.match(block.text, begin)
    if not label or label.end() == len(block.text) or len(block.text) > 170 or NO_NEWSPAPER.match(label.group(1)):
        return None
    name = label.group(1).strip()
    if block.text.endswith((".", ";", ",")) or block.text[label.end()].islower():
        return None
    if is_general_label(name):
        return Heading(block.span, block.span, (), 0.7, "label-heading")
    if not is_name(name):
        return None
    span = Span(block.start + begin, block.start + begin + len(name))
    source = Source(name, span, 0.6, "heading-unknown-name")
    return Heading(block.span, Span(block.start + label.end(), block.end), (source,), 0.6, "name-heading")
