"""Newspapers that no list knows: a text shows them by how it speaks of them."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.parsing.newspapers import looks_like_newspaper, newspaper_key, surely_newspaper


@lru_cache(maxsize=2)
def speaking_names(text: str) -> frozenset[str]:
    """Every name as printed that people in the text "told" something, or that writes and reports; people among them.

    A heading "Coast Watch: Lighthouse sold" whose label is one of these is a newspaper's.
    """
    names = _named_by(_TOLD_NAME, text) | _named_by(_NAME_WRITES, text)
    return discover_newspapers(text) | {name for name in names if not _NO_NEWSPAPER.match(name)}


def _named_by(pattern: re.Pattern[str], text: str) -> set[str]:
    names = {" ".join(found.group("name").split()) for found in pattern.finditer(text)}
    return {name for name in names if not _OPENS.match(name)}


def _dated_names(text: str) -> set[str]:
    """The names that stand before an issue's day, each looked for from its day backwards: days are few, names many."""
    names: set[str] = set()
    after = 0
    for day in _ISSUE_DAY.finditer(text):
        found = _DATED_NAME.search(text, max(after, day.start() - _LONGEST_NAME), day.end())
        if found:
            names.add(" ".join(found.group("name").split()))
            after = found.end()
    return names


@lru_cache(maxsize=2)
def discover_newspapers(text: str) -> frozenset[str]:
    """Names as printed that the text itself treats as newspapers', whether known or not; one pass over the text.

    People "told" them something, or they write and report, or they stand with an issue's day ("Kibris (22.06.17)"), or
    in quotation marks where a newspaper would ("Delo" reported). A name of which only the first is true must look
    like a newspaper's or begin with "The": people are told things too. Used to read headings of unknown newspapers,
    and to find sources where no heading names them.
    """
    told = _named_by(_TOLD_NAME, text)
    verbs = {" ".join(found.group("name").split()): found.group("verb") for found in _NAME_WRITES.finditer(text)}
    verbs = {name: verb for name, verb in verbs.items() if not _OPENS.match(name)}
    shown = _dated_names(text).union(*(_named_by(pattern, text) for sign, pattern in _SHOWN if sign.search(text)))
    bare = {newspaper_key(name) for name in verbs}
    sure = {
        name for name in told if name.startswith("The ") or looks_like_newspaper(name) or newspaper_key(name) in bare
    }
    sure |= {name for name, verb in verbs.items() if looks_like_newspaper(name) and verb != "reported"}
    return frozenset(name for name in sure | shown if surely_newspaper(name) or not _NO_NEWSPAPER.match(name))


_NAME = (
    r"(?P<name>(?:The )?[^\W\d_a-z][\w’'-]{0,30}"
    r"(?:\.(?:am|ru|com|net|ua|info|org)\b|(?: (?:of |i |e |des |del |della |de |on "
    r"|al-)?[^\W\d_a-z][\w’'-]{0,30}){0,3}))"
    r"(?<!['’]s)"
)
# A sentence's first word before the name: "As Kommersant reports".
_OPENS = re.compile(
    r"(?:As|And|But|In|On|At|While|Meanwhile|However|Also|Later|Earlier|Then|Yet|So|When|If|Since|Although|Though|Today|"
    r"Yesterday|Moreover|Besides|Still|Nevertheless|For|Like|Both|Even|Now|Thus|Here|There|Besides|Finally|Elsewhere) "
)
_NO_NEWSPAPER = re.compile(
    r"(?:The )?(?:he|she|it|they|in|on|at|as|but|and|according|experts?|analysts?|sources?|congress|parliament|mps?|"
    r"president|minister|ministry|reporters?|journalists?|united nations|un|eu|us|nato|state duma|government|tass|"
    r"reuters|interfax|world bank|european|white house|kremlin|pentagon|security council|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|media|officials?|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_TOLD_NAME = re.compile(
    r"\b(?:told|tells|(?:explained|confirmed|clarified|said|admitted) to|interview (?:with|to)|assured|"
    r"(?:interviewed|questioned|polled|quizzed|surveyed) by) (?:the )?" + _NAME
)
_NAME_WRITES = re.compile(
    r"(?:(?<=[.!?”\",] )|(?<=\n))"
    + _NAME
    + r"(?: newspaper| daily)? (?P<verb>writes|wrote|reports|reported|has learned|notes)\b"
)
_IN_MARKS = r"[“\"«](?P<name>[^\W\d_a-z][\w’'-]{0,30}(?: [\w’'-]{1,30}){0,3})"
_ISSUE_DAY = re.compile(r"\(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})\)")
_DATED_NAME = re.compile(_NAME + r"(?: newspaper)? " + _ISSUE_DAY.pattern)
_LONGEST_NAME = 200  # characters, "The" and "newspaper" among them
# Each shows a newspaper by itself; the first part tells quickly whether a text has any.
_SHOWN = tuple(
    (re.compile(sign), re.compile(pattern))
    for sign, pattern in (
        (r"\b(?:newspaper|daily|weekly) ", r"\b(?:newspaper|daily|weekly) [“\"«]?" + _NAME),
        (r"[”\"»] [rwnqc]", _IN_MARKS + r"[”\"»] (?:reported|reports|wrote|writes|noted|quoted|quotes|commented)\b"),
        (
            r"(?:o|d|with|by|in) [“\"«]",
            r"\b(?:told|according to|interview with|reported by|published (?:in|by)) " + _IN_MARKS + r"[,.]?[”\"»]",
        ),
        (r"[a-z]\.[a-z]", r"\b(?:told|according to|reported by) (?P<name>[a-z][\w-]{2,24}\.[a-z]{2,4})\b"),
        (r"[a-z]\.[a-z]{2,4} [rw]", r"(?P<name>\b[a-z][\w-]{2,24}\.[a-z]{2,4}) (?:reported|reports|wrote|writes)\b"),
    )
)
