"""Where a story ends when nothing marks it: boundaries between paragraphs, proposed from what they say.

A boundary is proposed where a paragraph opens as news stories open, leans on nothing before it, and shares little
with the story so far. It is never proposed before a paragraph that begins with "he", "the expert", "this attack" or
a surname that was introduced earlier. Ideas: lexical cohesion (M. Hearst, TextTiling, 1997) and discourse cues.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, log

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
    r"(?:a|an|one|two|three|several|some|sources?|another|multiple)\b[^.\d]{0,40}?\b(?:sources?|interlocutors?|insiders?|"
    r"brokers?|experts?|analysts?|officials?|people familiar)\b|(?:experts?|analysts?|observers?|economists?|sources?|"
    r"specialists?|lawyers?|market participants|industry participants)\b|in an? (?:interview|conversation|comment)\b|"
    r"(?:speaking|commenting|talking)\b",
    re.IGNORECASE,
)
_VIEW = re.compile(  # of a passage in small letters
    r"\b(?:told|tells|believes?|thinks?|explain(?:s|ed)|stress(?:es|ed)|point(?:s|ed) out|not(?:es|ed)|add(?:s|ed)|"
    r"conclud(?:es|ed)|suggest(?:s|ed)|is (?:certain|confident|convinced|sure|skeptical|sceptical)|warn(?:s|ed)|"
    r"emphasi[sz]ed?|expects|predict(?:s|ed)|argues?|agrees?|dismiss(?:es|ed)|slam(?:s|med)|recall(?:s|ed)|sa(?:id|ys)|"
    r"according to|in (?:his|her) (?:opinion|view|words)|admit(?:s|ted)|clarif\w+|stated|quot\w+|call(?:s|ed)|promised|"
    r"asked|another view|shares?|(?:questioned|interviewed|polled|surveyed|quizzed) by)\b",
)
_TOLD = re.compile(r"\b(?:told|explained to|interview with)\b")
_ROLE = re.compile(
    r"\b(?:expert|analyst|professor|researcher|head of|director|research fellow|lecturer|economist|political scientist|"
    r"senator|spokes\w+|lawyer|chairman|chairwoman|associate|scholar|fellow)\b",
    re.IGNORECASE,
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
_WORDS = re.compile(r"[^\W\d_]{2,}")
_CAPITALISED = re.compile(r"(?<![.!?\"”“] )(?<!^)\b[A-ZÀ-ÞÅØČŠ][\w’'-]{2,}")
_THING = re.compile(r"The ((?:[a-z]{1,20} )?[a-z]{1,20})\b")
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


# Weights of a logistic regression over paragraphs of headed digests whose headings were taken away (66 openings among
# 230 paragraphs that lean on nothing), rounded. Five-fold, on digests not fitted on: precision .84, recall .88.
_BIAS = -4.1
_WEIGHTS = {
    "shares words with the story so far": -2.0,
    "shares words with the next two paragraphs": 1.9,
    "first sentence gives a view": -2.2,
    "other sentences give a view": -1.4,
    "first sentence is told to a newspaper": -0.6,
    "first sentence names an office": -1.5,
    "first sentence is news": 1.4,
    "paragraph before ends in a quotation": -1.2,
    "next paragraph gives a view": 1.9,
    "story so far is one paragraph": -2.0,
    "share of names that are new": 1.6,
    "length": 0.4,
    "several sentences": 1.9,
    "begins with a thing already spoken of": -1.7,
}
# The last paragraph has none after it: the mean over all paragraphs stands in.
_LAST, _LAST_ALIKE = 0.7, 0.1


@dataclass(slots=True)
class _Story:
    """The story so far: its words, how often, the surnames and other names it has introduced."""

    words: Counter[str] = field(default_factory=Counter)
    surnames: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    paragraphs: int = 0

    def add(self, words: str, bag: Counter[str]) -> None:
        self.words.update(bag)
        self.surnames.update(_FULL_NAME.findall(words))
        self.names.update(_names(words))
        self.paragraphs += 1


def find_boundaries(text: str, paragraphs: Sequence[Span], *, least: float = THRESHOLD) -> tuple[Boundary, ...]:
    """Propose where new stories begin among paragraphs that stand together with no heading between them.

    Returns boundaries in order, none at index 0; `confidence` runs from `least` to 1. Linear in the text.
    """
    texts = [text[p.start : p.end] for p in paragraphs]
    bags = [_bag(words) for words in texts]
    weights = _weights(bags)
    found: list[Boundary] = []
    story = _Story()
    for i, words in enumerate(texts):
        if i and not _continues(words, story):
            score = _score(i, texts, bags, weights, story)
            if score >= least:
                found.append(Boundary(i, round(min(score, 0.95), 2), "cohesion-and-cues"))
                story = _Story()
        story.add(words, bags[i])
    return tuple(found)


def opening_score(text: str, paragraphs: Sequence[Span], i: int) -> float:
    """How much paragraph `i` looks like the opening of a story if all before it are another, 0 to 1."""
    texts = [text[p.start : p.end] for p in paragraphs]
    bags = [_bag(words) for words in texts]
    story = _Story()
    for words, bag in zip(texts[:i], bags[:i], strict=True):
        story.add(words, bag)
    return 0.0 if _continues(texts[i], story) else _score(i, texts, bags, _weights(bags), story)


def _continues(words: str, story: _Story) -> bool:
    """Whether a paragraph cannot open a story: it leans on the one before or on somebody already introduced."""
    if _PRONOUN.match(words) or _LEANS.match(words) or _SOURCE_OPENS.match(words):
        return True
    if words[0] in '"“«' and not _FULL_NAME.match(words):
        return True
    surname = _SURNAME_FIRST.match(words)
    return bool(surname and surname.group(1) in story.surnames)


def _score(i: int, texts: list[str], bags: list[Counter[str]], weights: dict[str, float], story: _Story) -> float:
    """How much paragraph `i` looks like the opening of a story, 0 to 1."""
    words, following = texts[i], "".join(texts[i + 1 : i + 2])
    first = _first_sentence(words)
    names = _names(words)
    spoken_of = _THING.match(words)
    ahead = set().union(*bags[i + 1 : i + 3])
    alike = _similarity(bags[i], ahead, weights) if ahead else _LAST_ALIKE
    values = (
        _similarity(bags[i], story.words, weights),
        alike,
        bool(_VIEW.search(first.lower())),
        bool(_VIEW.search(words[len(first) :].lower())),
        bool(_TOLD.search(first)),
        bool(_ROLE.search(first)),
        bool(_NEWS.search(first)),
        texts[i - 1].endswith(('."', ".”", '?"', '!"')),
        bool(_VIEW.search(following.lower())) or following[0] in '"“' if following else _LAST,
        story.paragraphs == 1,
        len(names - story.names) / len(names) if names else 0.5,
        min(len(words), 400) / 400,
        len(first) < len(words),
        bool(spoken_of and any(_stem(word) in story.words for word in spoken_of.group(1).split())),
    )
    total = _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS.values(), values, strict=True))
    return 1 / (1 + exp(-total))


def _names(words: str) -> set[str]:
    return {name.removesuffix("'s").removesuffix("’s") for name in _CAPITALISED.findall(words)}


def _first_sentence(words: str) -> str:
    end = re.search(r"[.!?][\"”]?\s+(?=[\"“A-Z])", words)
    return words[: end.end()] if end else words


def _similarity(new: Counter[str], old: Container[str], weights: dict[str, float]) -> float:
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
