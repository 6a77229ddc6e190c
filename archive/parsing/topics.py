"""Topics: which of the taxonomy's topics a story is about, by the keywords that it holds."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from archive.parsing.shapes import Known, Span, Story, Topic

_DATA = Path(__file__).parent / "data" / "topics.csv"
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")

LEAST = 0.55  # a single keyword in a long story is chance; one in the title, or two, are not
MOST = 5  # topics a story


class _Keyword(NamedTuple):
    """A keyword of a topic: its words folded to the singular, and whether it stands in capitals ("NATO")."""

    slug: str
    words: tuple[str, ...]
    capitals: bool


class _Hit(NamedTuple):
    keyword: _Keyword
    span: Span


def find_topics(text: str, story: Story, known: Known) -> tuple[Topic, ...]:
    """The topics of a story, the surest first (five at most), each with the passages of its keywords.

    Keywords are those of `known.topics` (slug -> keywords), or of the built-in taxonomy when that is empty. They
    match whole words in any case, singular or plural; keywords in capitals match capitals only. A word counts for
    every topic that lists it. Spans are offsets into `text`; the time is linear in the story's length.
    """
    index = _index(tuple((slug, tuple(words)) for slug, words in known.topics.items()))
    hits: dict[str, list[_Hit]] = {}
    titled: set[str] = set()
    if story.title_span:
        for hit in _hits(text, story.title_span, index):
            hits.setdefault(hit.keyword.slug, []).append(hit)
            titled.add(hit.keyword.slug)
    length = 0
    for paragraph in story.paragraphs:
        length += paragraph.end - paragraph.start
        if paragraph == story.title_span:
            continue
        for hit in _hits(text, paragraph, index):
            hits.setdefault(hit.keyword.slug, []).append(hit)
    found = [_topic(slug, of_slug, slug in titled, length) for slug, of_slug in hits.items()]
    sure = [topic for topic in found if topic.confidence >= LEAST]
    return tuple(sorted(sure, key=lambda topic: (-topic.confidence, topic.slug))[:MOST])


def _topic(slug: str, hits: list[_Hit], titled: bool, length: int) -> Topic:
    counts: dict[tuple[str, ...], int] = {}
    for hit in hits:
        counts[hit.keyword.words] = counts.get(hit.keyword.words, 0) + 1
    weight = sum(1 + 0.3 * min(n - 1, 3) + 0.3 * (len(words) - 1) for words, n in counts.items())
    weight += 1.0 if titled else 0.0
    weight += 0.7 if length < 350 else 0.0
    spans = tuple(sorted({hit.span for hit in hits}))
    return Topic(slug, spans, round(1 - exp(-0.5 * weight), 2), "keywords-in-title" if titled else "keywords")


def _hits(text: str, passage: Span, index: Mapping[str, tuple[_Keyword, ...]]) -> Iterator[_Hit]:
    words = list(_WORD.finditer(text, passage.start, passage.end))
    folded = [_fold(word.group()) for word in words]
    for i in [i for i, first in enumerate(folded) if first in index]:
        for keyword in index[folded[i]]:
            n = len(keyword.words)
            if n > 1 and tuple(folded[i : i + n]) != keyword.words:
                continue
            if keyword.capitals and not words[i].group()[:2].isupper():
                continue
            yield _Hit(keyword, Span(words[i].start(), words[i + n - 1].end()))


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    """A word in lower case and in the singular, without a possessive ending."""
    word = word.casefold().replace("’", "'")
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=8)
def _index(topics: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, tuple[_Keyword, ...]]:
    index: dict[str, list[_Keyword]] = {}
    for slug, keywords in topics or _taxonomy():
        for keyword in keywords:
            words = tuple(_fold(word) for word in _WORD.findall(keyword))
            if words:
                index.setdefault(words[0], []).append(_Keyword(slug, words, keyword.isupper()))
    return {word: tuple(keywords) for word, keywords in index.items()}


@lru_cache(maxsize=1)
def _taxonomy() -> tuple[tuple[str, tuple[str, ...]], ...]:
    with _DATA.open(encoding="utf-8", newline="") as file:
        return tuple((row["slug"], tuple(row["keywords"].split("|"))) for row in csv.DictReader(file))
