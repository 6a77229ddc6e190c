"""Sentences: where each one starts and ends inside a paragraph."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.parsing.shapes import Span
from archive.parsing.wordlist import listed

# The counts are bounded so that a page of full stops or quotation marks costs linear time.
_ENDING = re.compile(r"[.!?…]{1,4}[\"'”’»)\]]{0,4}(?=\s|$)")
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]|[.’'-]){1,20}$")
_WORD_AFTER = re.compile(r"\s*[\"'“‘«(\[]{0,3}([^\W_]{1,20})?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")

# Abbreviations that never end a sentence, and those that do when a sentence opener follows.
_INSIDE = listed(
    "dr mr mrs ms messrs mx prof gen col lt maj capt cmdr adm brig sgt cpl pvt rev fr hon sen rep gov pres st ste "
    "mt ft "
    "vs no nos fig vol art approx ca cf e.g i.e al sr jr ret dept univ est amb min dep"
)
_LOWER = listed("vs approx ca cf e.g i.e al ft fig vol art est")
_SOMETIMES = listed(
    "inc ltd plc co corp bros etc p.m a.m u.s u.k u.n u.s.a u.a.e d.c e.u jan feb mar apr jun jul aug sep sept oct nov "
    "dec mln bln"
)
_AMOUNTS = listed("mln bln")
_OPENING_MARKS = ("“", '"', "«", "‘")
_OPENERS = listed(
    "the a an this that these those it its he she they we i you in on at by for from to with as but and or so yet "
    "if when "
    "while although though however meanwhile moreover according after before since until now then there here one some "
    "many most all both each no not his her their our my what who how why where also earlier later"
)


@lru_cache(maxsize=4096)
def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences of the passage `span` of `text`, in order, as spans without surrounding white space.

    A closing quotation mark or bracket after the full stop belongs to the sentence. Abbreviations, initials
    ("K. P. S."), decimal numbers and a stop that a lower-case word follows do not end one. No sentence is empty;
    together they cover everything but white space.
    """
    sentences = []
    begin = span.start
    for ending in _ENDING.finditer(text, span.start, span.end):
        if not _ends_here(text, ending, span):
            continue
        sentences.append(_trim(text, begin, ending.end()))
        begin = ending.end()
    sentences.append(_trim(text, begin, span.end))
    return tuple(s for s in sentences if s.end > s.start)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _ends_here(text: str, ending: re.Match[str], span: Span) -> bool:
    """Whether this stop closes a sentence, judged by the word before it and the word after it."""
    after = _WORD_AFTER.match(text, ending.end(), span.end)
    following = (after and after.group(1)) or ""
    if following and following[0].islower():
        return False
    if not ending.group().startswith("."):
        return True
    word = _last_word(text, span.start, ending.start())
    if not word:
        return True
    bare = word.lower().strip(".’'-")
    if bare in ("no", "nos"):
        return not following[:1].isdigit()
    if bare in _INSIDE and (word[0].isupper() or bare in _LOWER) and not (len(word) > 1 and word.isupper()):
        return not following
    if bare in _AMOUNTS and after and text[ending.end() : after.end()].strip()[:1] in _OPENING_MARKS:
        return True  # 'at $600 mln. "Investors are curious"'
    if bare in _SOMETIMES or _INITIALS.fullmatch(word + "."):
        opens = following.lower() in _OPENERS and following != "I"
        return not following or (opens and (len(bare) > 1))
    return True


def _last_word(text: str, start: int, end: int) -> str:
    found = _WORD_BEFORE.search(text, max(start, end - 20), end)
    if found is None or (found.start() > start and text[found.start() - 1].isdigit()):
        return ""  # "the 1970s."
    return found.group()
