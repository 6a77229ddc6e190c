"""Headings run together with the story: "Newspaper: headline First words of the story" on one line."""

from __future__ import annotations

import re

from archive.parsing.headings import LABEL, NO_NEWSPAPER, SENTENCE_END, Heading, label_sources
from archive.parsing.newspapers import NewspaperNames
from archive.parsing.page import Block
from archive.parsing.shapes import Span
from archive.parsing.wordlist import listed

_FIRST_STOP = re.compile(r"(?<=[a-z0-9”\"’)])[.!](?=\s)")
_OPENERS = listed(
    "The A An In On At After Before As If When While Since Despite According Several Two Three Four Five Ten Some Many "
    "Most This These It There Last More Following During For With By From Under Over Experts Analysts Earlier Both "
    "Such Although However Once Next Until Only Another Around About Nearly Almost Up Amid"
)
_INSIDE_HEADLINE = listed(
    "a an the of in on at to for with from by and or as via near into over after before against between under amid "
    "about towards toward versus vs than not no its their his her new former ex first second de la s"
)
# Stories are told in the past and the future; headlines have the bare present or "to".
_TELLING = listed(
    "has have had is are was were will would may might can could did does do must should fell rose said sold cut went "
    "took held met won lost got gave left made came began bought paid saw told became grew sent set put kept led"
)
_MOST = 2_000  # headings in one block: a hundred times as many as any digest has
_PAST = re.compile(r"[a-z]{2,14}[^e]ed$")


def fused_headings(
    text: str, block: Block, names: NewspaperNames, speaking: frozenset[str] = frozenset()
) -> tuple[Heading, ...]:
    """Headings inside a block, each run together with the story after it: "… last. Izvestia: Heading First words …".

    Only newspapers (known, or speaking like one) and "Media" count here, at the block's start or after
    the end of a sentence.
    """
    found: list[Heading] = []
    starts = [block.start, *(m.end() for m in SENTENCE_END.finditer(text, block.start, block.end))]
    starts += [m.end() for m in _RUN_ON.finditer(text, block.start, min(block.end, block.start + 300))]
    for start in sorted(set(starts)):
        if len(found) == _MOST:
            break
        if text.find(":", start, start + 64) < 0:
            continue
        label = LABEL.match(text, start, min(block.end, start + 64))
        if not label or label.end() >= block.end:
            continue
        if found and start < found[-1].headline.end:
            continue
        sources = label_sources(label.group(1), start, names, speaking)
        if sources is None or NO_NEWSPAPER.match(label.group(1)):
            continue
        headline = Span(label.end(), headline_end(text, label.end(), block.end))
        found.append(Heading(Span(start, headline.end), headline, sources, 0.8, "heading-in-line"))
    return tuple(found)


_RUN_ON = re.compile(
    r"(?:top stories|prepared by TASS|\d(?:st|nd|rd|th)?)[^.:]{0,60}?(?=[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?: )"
)


def headline_end(text: str, start: int, limit: int) -> int:
    """Where a headline ends that runs into the story's first sentence with nothing between them.

    Headlines are written in sentence case, so the story begins at a capitalised word before the first full stop: at a
    question mark, or where the sentence that would begin there is most like a story's first one and what stands
    before it most like a headline.
    """
    stop = min(limit, start + 240)
    sentence = _FIRST_STOP.search(text, start, stop)
    found = list(re.finditer(r"\S+", text[start : sentence.start() if sentence else stop]))
    words = [word.group() for word in found[:30]]
    tells = [word in _TELLING or bool(_PAST.fullmatch(word)) for word in words]
    headline = next((i for i, word in enumerate(words) if i and word in _TELLING), len(words))
    choices: list[tuple[float, int]] = []
    for n in range(3, min(len(words), 22)):
        before = words[n - 1]
        if before.endswith("?"):
            return start + found[n - 1].end()
        if not words[n][0].isupper() or before[-1] in ",;:-–—" or before.casefold() in _INSIDE_HEADLINE:
            continue
        choices.append((_opens(words, tells, n) - (5 if headline < n else 0) - 0.7 * abs(n - 7), found[n - 1].end()))
    if choices:
        return start + max(choices)[1]
    return sentence.start() + 1 if sentence else stop


def _opens(words: list[str], tells: list[bool], n: int) -> float:
    """How much the story seems to begin at the nth word; `tells`: which words are a story's verbs."""
    before, word = words[n - 1], words[n]
    score = 6.0 if re.sub(r"\W+$", "", word) in _OPENERS else 0.0
    score += 3 if word in words[:n] or word.removesuffix("s") in words[:n] else 0
    score += 3 if not before[0].isupper() or before[-1] in "\"”’'" else 0
    score += 3 if word.endswith(("'s", "’s")) else 0
    score -= 4 if words[n + 1 : n + 2] == ["to"] else 0
    told = next((i for i, tell in enumerate(tells[n + 1 : n + 7]) if tell), None)
    return score + (6 - told if told is not None else 0)
