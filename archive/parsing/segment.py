"""Where a story ends when nothing marks it: boundaries between paragraphs, proposed from what they say.

A boundary is proposed where a paragraph opens as news stories open, leans on nothing before it, and the paragraphs on
its two sides share little. It is never proposed before a paragraph that begins with "he", "the expert", "this attack",
a quotation or a surname that was introduced earlier; another newspaper or country is no sign of one. Ideas: lexical
cohesion of the two sides of a gap (M. Hearst, TextTiling, 1997) and discourse cues.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import exp, fsum, log

from archive.parsing.leads import Paragraph, read_paragraph
from archive.parsing.shapes import Span

THRESHOLD = 0.5
# From here to THRESHOLD two readings remain: no story is cut, but an editor may be offered to.
NEAR = 0.25

# Weights of a logistic regression over paragraphs that lean on nothing, 388 openings among 1,270, in digests whose
# headings were taken away: 39 annotated ones and the beginnings of 38 published ones, also joined anew by fours;
# rounded. Five-fold, on digests not fitted on: area under the curve .99, precision .95, recall .94. Of what scored
# from .25 to .5 an eighth was a boundary, from .5 to .7 two thirds, from .7 to .9 95%, and 99% from .9 up.
_BIAS = -11.5
_WEIGHTS = {
    "first sentence gives a view": -2.0,
    "other sentences give a view": -1.2,
    "first sentence names an office": -2.0,
    "first sentence is news": 1.4,
    "first sentence has a figure": 1.5,
    "several sentences": 1.1,
    "a newspaper tells": 1.3,
    "the same newspaper": -0.9,
    "begins as stories seldom do": -1.0,
    "begins with a name and who that is": -1.9,
    "length": 1.8,
    "shares words with the story so far": -7.8,
    "shares words with the next two paragraphs": 13.0,
    "both sides share words": -14.2,
    "names somebody by the surname alone": -2.0,
    "paragraph before gives a view": -1.6,
    "next paragraph gives a view": 1.1,
    "story so far is one paragraph": -1.5,
    "views in the story so far": 3.3,
}
_WINDOW = 3
# The last paragraph has none after it: the means over all paragraphs stand in.
_LAST_FOLLOWED, _LAST_AHEAD = 0.7, 0.1


@dataclass(frozen=True, slots=True)
class Boundary:
    """A story that begins, or may begin, at paragraph `index`, with how sure and why."""

    index: int
    confidence: float
    rule: str


@dataclass(slots=True)
class _Story:
    """The story so far: where it begins, its words, the surnames that it has introduced, how many views it gives."""

    start: int = 0
    stems: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    views: int = 0

    def add(self, paragraph: Paragraph) -> None:
        self.stems |= paragraph.stems
        self.surnames |= paragraph.surnames
        self.views += paragraph.view


def find_boundaries(text: str, paragraphs: Sequence[Span], *, least: float = THRESHOLD) -> tuple[Boundary, ...]:
    """Propose where new stories begin among paragraphs that stand together with no heading between them.

    Returns boundaries in order, none at index 0; `confidence` runs from `least` to 1. Linear in the text.
    """
    return tuple(b for b in weigh_boundaries(text, paragraphs, least=least) if b.confidence >= least)


def weigh_boundaries(text: str, paragraphs: Sequence[Span], *, least: float = THRESHOLD) -> tuple[Boundary, ...]:
    """The boundaries of `find_boundaries` and those that it nearly proposed (confidence from NEAR to `least`).

    The latter cut no story: they are where an editor may be offered to split one.
    """
    if len(paragraphs) < 2:
        return ()
    read = [read_paragraph(text[p.start : p.end]) for p in paragraphs]
    weights = _weights(read)
    found: list[Boundary] = []
    story = _Story()
    for i, paragraph in enumerate(read):
        score = 0.0 if i == 0 or _continues(paragraph, story) else round(_score(i, read, weights, story), 2)
        if score >= min(NEAR, least):
            found.append(Boundary(i, min(score, 0.99), "cohesion-and-cues"))
        if score >= least:
            story = _Story(i)
        story.add(paragraph)
    return tuple(found)


def _continues(paragraph: Paragraph, story: _Story) -> bool:
    """Whether a paragraph cannot open a story: it leans on the one before or on somebody already introduced."""
    return paragraph.leans or paragraph.opener in story.surnames


def _score(i: int, paragraphs: Sequence[Paragraph], weights: Mapping[str, float], story: _Story) -> float:
    values = _signs(i, paragraphs, weights, story)
    total = _BIAS + sum(weight * values[sign] for sign, weight in _WEIGHTS.items())
    return 1 / (1 + exp(-total))


def _signs(i: int, paragraphs: Sequence[Paragraph], weights: Mapping[str, float], story: _Story) -> dict[str, float]:
    """What speaks for and against a story beginning at paragraph `i`."""
    this, before, after = paragraphs[i], paragraphs[i - 1], paragraphs[i + 1 : i + 2]
    ahead = _together(paragraphs[i + 1 : i + _WINDOW])
    behind = _together(paragraphs[max(story.start, i - _WINDOW) : i])
    return {
        **this.cues,
        "shares words with the story so far": _share(this.stems, story.stems, weights),
        "shares words with the next two paragraphs": _share(this.stems, ahead, weights) if ahead else _LAST_AHEAD,
        "both sides share words": _overlap(this.stems | ahead, behind, weights),
        "names somebody by the surname alone": not story.surnames.isdisjoint(this.alone - this.surnames),
        "paragraph before gives a view": before.view,
        "next paragraph gives a view": after[0].view or after[0].quoted if after else _LAST_FOLLOWED,
        "story so far is one paragraph": i - story.start == 1,
        "views in the story so far": min(story.views, 3) / 3,
    }


def _together(paragraphs: Iterable[Paragraph]) -> frozenset[str]:
    return frozenset().union(*(paragraph.stems for paragraph in paragraphs))


def _share(new: Set[str], old: Set[str], weights: Mapping[str, float]) -> float:
    """The share of a paragraph's weighted words that the other passage holds too."""
    total = _weight(new, weights)
    return _weight(new & old, weights) / total if total else 0.0


def _overlap(one: Set[str], other: Set[str], weights: Mapping[str, float]) -> float:
    """The weighted words that two passages have in common, as a share of the lesser one's."""
    least = min(_weight(one, weights), _weight(other, weights))
    return _weight(one & other, weights) / least if least else 0.0


def _weight(stems: Iterable[str], weights: Mapping[str, float]) -> float:
    return fsum(weights[stem] for stem in stems)  # the same in whatever order a set is walked


def _weights(paragraphs: Sequence[Paragraph]) -> dict[str, float]:
    """How much a word counts: the more, the fewer paragraphs hold it."""
    seen = Counter(stem for paragraph in paragraphs for stem in paragraph.stems)
    return {stem: log(1 + len(paragraphs) / n) for stem, n in seen.items()}
