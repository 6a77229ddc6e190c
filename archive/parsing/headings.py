"""Headings of the form "Newspaper: headline", on a line of their own or run together with the story."""

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
_NO_NEWSPAPER = re.compile(
    r"(?:read also|photo|video|note|update[sd]?|source|tags?|topics?|date|url|link|subject|from|to|editor|title|"
    r"section|"
    r"press (?:review|digest)|russian press review|what the papers say|summary|example|page|pages|phone|fax|tel|"
    r"e-?mail|"
    r"published|posted|author|by|image|caption|credit|copyright|correction|reminder|q|a|question|answer|https?)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"([^:\"“”«»()\[\]\n]{1,60}?)\s?:(?:\s+|$)")
_SEPARATOR = re.compile(r"\s*(?:,| and | & |/|;| \+ )\s*")
_NAME_WORD = re.compile(r"(?:[^\W\d_a-z]|\d)[\w.’'&-]*$")
_SMALL = _words("of the and i e de del della la le di da do al el von van der den und et & on")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]{0,2}\s{0,3}")
_FIRST_STOP = re.compile(r"(?<=[a-z0-9”\"’)])[.!](?=\s)")
_OPENERS = _words(
    "The A An In On At After Before As If When While Since Despite According Several Two Three Four Five Ten "
    "Some Many "
    "Most This These It There Last More Following During For With By From Under Over Experts Analysts Earlier "
    "Both Such "
    "Although However Once Next Until Only Another Around About Nearly Almost Up Amid"
)
_INSIDE_HEADLINE = _words(
    "a an the of in on at to for with from by and or as via near into over after before against between under "
    "amid about "
    "towards toward versus vs than not no its their his her new former ex first second de la s"
)


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
    label = _LABEL.match(block.text, begin)
    if not label or label.end() == len(block.text) or _NO_NEWSPAPER.match(label.group(1)):
        return None
    sources = label_sources(label.group(1), block.start + begin, names, speaking)
    if sources is None:
        return None
    headline = Span(block.start + label.end(), block.end)
    if (
        block.text.endswith(".")
        and len(block.text) > 140
        and _SENTENCE_END.search(block.text, label.end(), len(block.text) - 2)
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
    found, at = [], 0
    for piece in pieces:
        at = label.index(piece, at)
        source = _named(piece, start + at, label, names, speaking)
        if source is None:
            return None
        found.append(source)
        at += len(piece)
    return tuple(found)


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
    label = _LABEL.match(block.text, begin)
    if not label or label.end() == len(block.text) or len(block.text) > 170 or _NO_NEWSPAPER.match(label.group(1)):
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


def fused_headings(
    text: str, block: Block, names: NewspaperNames, speaking: frozenset[str] = frozenset()
) -> tuple[Heading, ...]:
    """Headings inside a block, each run together with the story after it: "… last. Izvestia: Heading First words …".

    Only newspapers (known, or speaking like one) and "Media" count here, at the block's start or after
    the end of a sentence.
    """
    found: list[Heading] = []
    starts = [block.start, *(m.end() for m in _SENTENCE_END.finditer(text, block.start, block.end))]
    starts += [m.end() for m in _RUN_ON.finditer(text, block.start, min(block.end, block.start + 300))]
    for start in sorted(set(starts)):
        if text.find(":", start, start + 64) < 0:
            continue
        label = _LABEL.match(text, start, min(block.end, start + 64))
        if not label or label.end() >= block.end:
            continue
        if found and start < found[-1].headline.end:
            continue
        sources = label_sources(label.group(1), start, names, speaking)
        if sources is None or _NO_NEWSPAPER.match(label.group(1)):
            continue
        headline = Span(label.end(), headline_end(text, label.end(), block.end))
        found.append(Heading(Span(start, headline.end), headline, sources, 0.8, "heading-in-line"))
    return tuple(found)


_RUN_ON = re.compile(
    r"(?:top stories|prepared by TASS|\d(?:st|nd|rd|th)?)[^.:]{0,60}?(?=[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?: )"
)


def headline_end(text: str, start: int, limit: int) -> int:
    """Where a headline ends that runs into the story's first sentence with nothing between them.

    Headlines are written in sentence case, so the story begins at a capitalised word before the first full stop:
    at a question mark or a word that opens sentences ("The", "After") where there is one, otherwise where the word
    before does not lead up to a name, at about the usual length of a headline.
    """
    stop = min(limit, start + 240)
    sentence = _FIRST_STOP.search(text, start, stop)
    words = list(re.finditer(r"\S+", text[start : sentence.start() if sentence else stop]))
    choices: list[tuple[int, int]] = []
    for n in range(3, min(len(words), 22)):
        before, word = words[n - 1], words[n].group()
        if before.group().endswith("?"):
            return start + before.end()
        if not word[0].isupper() or before.group()[-1] in ",;:-–—" or before.group().casefold() in _INSIDE_HEADLINE:
            continue
        score = 6 if re.sub(r"\W+$", "", word) in _OPENERS else 0
        score += 4 if word in {w.group() for w in words[:n]} else 0
        score += 3 if not before.group()[0].isupper() or before.group()[-1] in "\"”’'" else 0
        choices.append((score - abs(n - 8), before.end()))
    if choices:
        return start + max(choices)[1]
    return sentence.start() + 1 if sentence else stop
