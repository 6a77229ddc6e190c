"""Where a story ends when nothing marks it: boundaries between paragraphs, proposed from what they say.

A boundary is proposed where a paragraph opens as news stories open, leans on nothing before it, and shares little
with the story so far. It is never proposed before a paragraph that begins with "he", "the expert", "this attack" or
a surname that was introduced earlier. Ideas: lexical cohesion (M. Hearst, TextTiling, 1997) and discourse cues.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from archive.parsing.shapes import Span

THRESHOLD = 0.5


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Boundary:
    """A story proposed to begin at paragraph `index`, with how sure and why."""

    index: int
    confidence: float
    rule: str


_PRONOUN = re.compile(
    r"[\"“‘«'(]*(?:he|she|they|it|we|his|her|their|its|him|them|himself|herself)\b(?!['’]s (?:worth|important|"
    r"no secret))",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"[\"“‘«'(]*(?:this|these|those|that|such|another|other|others|both|also|however|meanwhile|moreover|"
    r"furthermore|besides|"
    r"in addition|in turn|at the same time|on the other hand|on the one hand|nevertheless|nonetheless|therefore|"
    r"thus|still|"
    r"hence|consequently|for (?:his|her|their|its) part|as for|so|but|and|or|yet|instead|in (?:his|her|their|"
    r"its) \w+|"
    r"according to (?:him|her|them|the (?:same )?(?:expert|analyst|diplomat|official|source|lawmaker|politician|"
    r"newspaper|paper|"
    r"senator|political scientist|minister|media outlet|daily))|as a result|for (?:example|instance)|in particular|"
    r"in other words|to recap|earlier|previously|(?:it['’]s|it is) (?:worth|important|no|also|noteworthy)|that said|"
    r"similarly|likewise|in contrast|by contrast|of course|perhaps|apparently|overall|in general|in short|finally|"
    r"the (?:expert|experts|analyst|analysts|diplomat|source|sources|lawmaker|senator|politician|official|"
    r"officials|spokesman|"
    r"spokeswoman|spokesperson|minister|scientist|political scientist|economist|researcher|scholar|professor|"
    r"historian|"
    r"newspaper|paper|daily|media outlet|news outlet|article|author|columnist|latter|former|same|document|"
    r"report|decision|"
    r"deal|agreement|move|measure|measures|attack|incident|statement|situation|problem|question|issue|bottom|"
    r"two sides|"
    r"sides|parties|plan|proposal|bill|law|project|talks|meeting|summit|visit|ban|step|initiative|idea|step|"
    r"scheme)\b)",
    re.IGNORECASE,
)
_SOURCE_OPENS = re.compile(
    r"(?:a|an|one|two|three|several|some|sources?|another|multiple)\b[^.]{0,40}?\b(?:sources?|interlocutors?|"
    r"insiders?|brokers?|"
    r"experts?|analysts?|officials?|people familiar)\b|(?:experts?|analysts?|observers?|economists?|sources?|"
    r"specialists?|"
    r"lawyers?|market participants|industry participants)\b|in an? (?:interview|conversation|comment|talk)\b|"
    r"(?:speaking|commenting|talking)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:told|believes?|thinks?|explain(?:s|ed)|stress(?:es|ed)|point(?:s|ed) out|not(?:es|ed) that|add(?:s|"
    r"ed)|opined?|"
    r"conclud(?:es|ed)|suggest(?:s|ed)|is (?:certain|confident|convinced|sure|skeptical|sceptical)|warn(?:s|ed)|"
    r"noted|emphasi[sz]ed?|expects?|predicts?|argues?|agrees?|dismiss(?:es|ed)|slam(?:s|med)|recall(?:s|ed))\b"
)
_NEWS = re.compile(
    r"\bon (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december) \d)|"
    r"\b(?:this|last|next) (?:week|month|year|weekend|summer|spring|autumn|winter)\b|\b(?:yesterday|today|"
    r"tomorrow)\b|"
    r"\b(?:writes|reports|reported|has learned|has found out)\b|\b(?:has|have) (?:\w+ed|become|begun|made|seen|"
    r"won|lost|cut)\b|"
    r"\b(?:will|may|might|could|intends?|plans?|is (?:set|expected|preparing|going)|are (?:set|expected|"
    r"preparing|going)) ",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"(?:conclud(?:ed|es)|summed up|sums up|in conclusion|wrapped up)\b[^.]{0,40}\.?[\"”]?\s*$|"
    r"(?:he|she|the (?:expert|analyst|source|politician)) (?:concluded|summed up|added)[^.]{0,40}\.$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_FULL_NAME = re.compile(
    r"(?<![.!?] )\b[A-ZÀ-ÞŁŚŠŽČ][a-zà-ÿłńśšžčćğışę’'-]{1,20} (?:[A-Z][\w’'-]{0,20} )?([A-ZÀ-ÞŁŚŠŽČ][\w’'-]{2,25})"
)
_SURNAME_FIRST = re.compile(
    r"[\"“‘(]*(?:according to |for |in the opinion of |as )?([A-ZÀ-ÞŁŚŠŽČ][\w’'-]{2,25})(?:['’]s)?,? "
    r"(?:\w+ly |also |has |had |is |was )?(?:[a-z]+(?:s|ed|t|d)\b)"
)
_STOP = _words(
    "the of and to in for on at by with from as is was are were be been being has have had its it this that "
    "these those which "
    "who whom whose will would could can may might shall should must not no nor but or if than then so also "
    "there their they he "
    "she his her him our we you your an a about after before over under between into during out up down more "
    "most other such "
    "only just very some any all both each new now one two three first last year years week month day days "
    "time percent mln bln "
    "said says say told according added noted explained stressed believes expert experts newspaper daily "
    "source sources while "
    "what when where how why because however meanwhile since until against among through per via amid own same "
    "many much "
    "even still already well further make made take took get got let come came going including like yet"
)
_SUFFIX = re.compile(
    r"(?:ically|ations?|ments?|ings?|ness|ians?|ians|ions?|ists?|ives?|ally|edly|ers?|ors?|ies|ish|ese|ed|es|ly|"
    r"al|s|e|y)$"
)


@dataclass(slots=True)
class _Story:
    """The story so far: its words, how often, and the surnames it has introduced."""

    words: Counter[str] = field(default_factory=Counter)
    surnames: set[str] = field(default_factory=set)
    paragraphs: int = 0


def find_boundaries(text: str, paragraphs: Sequence[Span]) -> tuple[Boundary, ...]:
    """Propose where new stories begin among paragraphs that stand together with no heading between them.

    Returns boundaries in order, none at index 0; `confidence` runs from the threshold (0.5) to 1. Linear in the text.
    """
    if len(paragraphs) < 2:
        return ()
    bags = [_bag(text[p.start : p.end]) for p in paragraphs]
    weights = _weights(bags)
    found: list[Boundary] = []
    story = _Story()
    for i, paragraph in enumerate(paragraphs):
        words = text[paragraph.start : paragraph.end]
        if i and not _continues(words, story):
            score = _score(i, words, text, paragraphs, bags, weights, story)
            if score >= THRESHOLD:
                found.append(Boundary(i, round(min(score, 0.95), 2), "cohesion-and-cues"))
                story = _Story()
        story.words.update(bags[i])
        story.surnames.update(_FULL_NAME.findall(words))
        story.paragraphs += 1
    return tuple(found)


def _continues(words: str, story: _Story) -> bool:
    """Whether a paragraph cannot open a story: it leans on the one before or on somebody already introduced."""
    if _PRONOUN.match(words) or _LEANS.match(words) or _SOURCE_OPENS.match(words):
        return True
    if words[0] in '"“«' and not _FULL_NAME.match(words):
        return True
    surname = _SURNAME_FIRST.match(words)
    return bool(surname and surname.group(1) in story.surnames)


def _score(
    i: int,
    words: str,
    text: str,
    paragraphs: Sequence[Span],
    bags: list[Counter[str]],
    weights: dict[str, float],
    story: _Story,
) -> float:
    """How much paragraph `i` looks like the opening of a story, 0 to 1."""
    first = _first_sentence(words)
    back = _similarity(bags[i], story.words, weights)
    ahead = _similarity(bags[i], bags[i + 1], weights) if i + 1 < len(bags) else 0.0
    score = 0.55 - 2.2 * back + 0.4 * min(ahead, 0.3)
    before = text[paragraphs[i - 1].start : paragraphs[i - 1].end]
    if _CLOSES.search(before[-200:]):
        score += 0.2
    elif before.endswith(('."', ".”", '"', "”")):
        score += 0.05
    if _NEWS.search(first):
        score += 0.15
    if _OPINION.search(first):
        score -= 0.3
    if _OPINION.search(words[len(first) :]):
        score -= 0.05
    if story.paragraphs == 1:
        score -= 0.1
    return score


def _first_sentence(words: str) -> str:
    end = re.search(r"[.!?][\"”]?\s+(?=[\"“A-Z])", words)
    return words[: end.end()] if end else words


def _similarity(new: Counter[str], old: Counter[str], weights: dict[str, float]) -> float:
    """The share of a paragraph's weighted words that the other passage holds too."""
    total = sum(weights[w] for w in new)
    return sum(weights[w] for w in new if w in old) / total if total else 0.0


def _bag(words: str) -> Counter[str]:
    return Counter(_stem(w) for w in _WORDS.findall(words) if w.casefold() not in _STOP)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    word = word.casefold()
    return _SUFFIX.sub("", word) if len(word) > 5 else word.rstrip("s")


def _weights(bags: list[Counter[str]]) -> dict[str, float]:
    seen = Counter(word for bag in bags for word in bag)
    return {word: log(1 + len(bags) / n) for word, n in seen.items()}
