"""What one paragraph shows of its place in a story: whether it leans on what stands before, or may open one.

Stories open with news: something that will happen or has, a newspaper that tells it, some length. What follows are
views: an expert's, words in quotation marks, "the paper notes", a surname that needs no introduction any more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import log

from archive.parsing.passage import is_place
from archive.parsing.wordlist import listed

# The patterns are of a passage in small letters, where they do not ask for capitals.

# How a paragraph begins that opens no story.
_LEANS = re.compile(
    r"(?:he|she|they|it|we|his|her|their|its|him|them|himself|herself|also|however|meanwhile|moreover|furthermore|"
    r"besides|nevertheless|nonetheless|therefore|thus|hence|consequently|likewise|similarly|the (?:latter|former)|"
    r"in (?:addition|turn|particular|contrast|other words|(?:his|her|their|its) \w+)|by contrast|as (?:for|a result)|"
    r"at the same time|on the (?:one|other) hand|for (?:example|instance|(?:his|her|their|its) part)|that said|"
    r"(?:this|these|those|such)(?! (?:week|month|year|weekend|morning|spring|summer|autumn|fall|winter))|"
    r"according to (?:him|her|them)|(?:according to )?the (?:same )?(?:(?:experts|analysts|specialists|diplomats|"
    r"sources|lawmakers|politicians|senators|(?:political )?scientists|economists|researchers|scholars|historians)|"
    r"(?:expert|analyst|specialist|diplomat|official|source|lawmaker|legislator|politician|senator|deputy|"
    r"(?:political )?scientist|economist|researcher|scholar|academic|professor|historian|lawyer|minister|ambassador|"
    r"spokes(?:man|woman|person)|envoy|governor|mayor|general|colonel|commander|engineer|doctor|activist|businessman|"
    r"entrepreneur|journalist|newspaper|paper|daily|(?:media|news) outlet|article|author|columnist)"
    # a role noun and what its holder does, not "the official rate" or "the general staff"
    r"(?=,| (?:\w{1,20}ly )?(?:also|then|further|and|who|\w{1,20}[sdt])\b))|"
    r"(?:an?|one|two|three|several|some|another|other|multiple) (?:of (?:the |\w{1,20}['’]s? )?)?(?:[\w-]{1,20} ){0,3}"
    r"(?:sources?|interlocutors?|insiders?)|"
    r"(?:experts?|analysts?|observers?|sources?) (?:\w{1,20} )?(?:believe|think|say|said|told|note|warn|agree|doubt|"
    r"expect|interviewed|questioned|polled|surveyed|quizzed)|"
    r"in an? (?:interview|conversation|comment)|speaking|commenting|talking)\b"
)
# How a paragraph begins that seldom opens one.
_SELDOM = re.compile(
    r"(?:that|not every(?:body|one)|nobody|no one|not all|another|others?|both|so|but|and|or|yet|still|instead|earlier|"
    r"previously|perhaps|apparently|overall|"
    r"finally|in (?:general|short|retrospect)|of course|evidently|basically|most recently|among other things|indeed|"
    r"then|experts?|analysts?|observers?|economists?|sources?|specialists?|lawyers?|"
    r"the (?:document|report|decision|deal|agreement|move|measures?|attack|incident|statement|situation|problem|"
    r"question|issue|bottom|two|sides|parties|plan|proposal|bill|law|project|talks|meeting|summit|visit|ban|step|"
    r"initiative|idea|scheme))\b"
)
_VIEW = re.compile(
    r"\b(?:told|tells|believes?|thinks?|explain(?:s|ed)|stress(?:es|ed)|point(?:s|ed) out|not(?:es|ed)|add(?:s|ed)|"
    r"conclud(?:es|ed)|suggest(?:s|ed)|is (?:certain|confident|convinced|sure|skeptical|sceptical)|warn(?:s|ed)|"
    r"emphasi[sz]ed?|expects|predict(?:s|ed)|argues?|agrees?|dismiss(?:es|ed)|slam(?:s|med)|recall(?:s|ed)|sa(?:id|ys)|"
    r"according to|in (?:his|her) (?:opinion|view|words)|admit(?:s|ted)|clarif\w+|stated|quot\w+|call(?:s|ed)|promised|"
    r"asked|another view|shares?|(?:questioned|interviewed|polled|surveyed|quizzed) by)\b"
)
_OFFICE = re.compile(
    r"\b(?:expert|analyst|professor|researcher|head of|director|fellow|lecturer|economist|political scientist|senator|"
    r"spokes\w+|lawyer|chairman|chairwoman|associate|scholar)\b"
)
_NEWS = re.compile(
    r"\bon (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?:january|february|march|april|may|june|july|"
    r"august|september|october|november|december) \d)|"
    r"\b(?:this|last|next) (?:week|month|year|weekend|summer|spring|autumn|winter)\b|\b(?:yesterday|today|tomorrow)\b|"
    r"\b(?:writes|reports|reported|has learned|has found out)\b|"
    r"\b(?:has|have) (?:\w{1,20}ed|become|begun|made|seen|won|lost|cut)\b|"
    r"\b(?:will|may|might|could|intends?|plans?|(?:is|are) (?:set|expected|preparing|going)) "
)
_SAME_PAPER = re.compile(r"\bthe (?:newspaper|paper|daily|publication|(?:media |news )?outlet)\b")
_PAPER_TELLS = re.compile(
    r"\b[A-Z][\w.]{1,30} (?:(?:business )?(?:daily|newspaper) )?(?:writes|wrote|reports|reported|says|notes|"
    r"has learned|found out|points out)\b|"
    r"\b(?:according to|(?:interviewed|polled|questioned|quizzed|surveyed) by|told) [A-Z]"
)
_SURNAME_FIRST = re.compile(
    r"(?:[Aa]ccording to|[Ii]n the (?:opinion|view|words) of) ([A-ZÀ-ÞŁŚŠŽČ][\w’'-]{2,25})\b(?! [A-ZÀ-ÞŁŚŠŽČ])|"
    r"(?:[Aa]s )?([A-ZÀ-ÞŁŚŠŽČ][\w’'-]{2,25}?)(?:['’]s)?,? "
    r"(?:\w{1,20}ly |also |further |then |has |had |is |was )?(?:[a-z]{1,20}(?:s|ed|t|d)\b)"
)
_NAME = re.compile(r"[A-ZÀ-ÞŁŚŠŽČ][\w’'-]{0,30}(?: (?:[A-Z]\. )?[A-ZÀ-ÞŁŚŠŽČ][\w’'-]{1,30}){0,9}")
_INTRODUCED = re.compile(r"[A-ZÀ-ÞŁŚŠŽČ][\w’'.-]{0,30}(?: [A-ZÀ-ÞŁŚŠŽČ][\w’'.-]{0,30}){1,5}, [a-z]")
_TITLE_IN_QUOTES = re.compile(r"[\"“«][^\"”».!?]{1,40}[^\"”».,!?][\"”»] ")
_QUOTES = ('"', "“", "«")
_MARKS = "\"“‘«'("
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[.!?][\"”]?\s{1,9}(?=[\"“A-Z])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_STOP = listed(
    "the of and to in for on at by with from as is was are were be been being has have had its it this that these "
    "those which who whom whose will would could can may might shall should must not no nor but or if than then so "
    "also there their they he she his her him our we you your an a about after before over under between into during "
    "out up down more most other such only just very some any all both each new now one two three first last year "
    "years week month day days time percent mln bln said says say told according added noted explained stressed "
    "believes expert experts newspaper daily source sources while what when where how why because however meanwhile "
    "since until against among through per via amid own same many much even still already well further make made take "
    "took get got let come came going including like yet"
)
_SUFFIX = re.compile(
    r"(?:ically|ations?|ments?|ings?|ness|ians?|ians|ions?|ists?|ives?|ally|edly|ers?|ors?|ies|ish|ese|ed|es|ly|"
    r"al|s|e|y)$"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as the segmenter sees it.

    `stems` are its words without their endings, `surnames` the last words of its full names and `alone` the
    capitalised words that stand by themselves. `leans` says that it cannot open a story, `opener` is the name that it
    begins with, `view` says that it gives somebody's view and `quoted` that it begins with a quotation. `cues` are
    the signs that need no other paragraph, each 0 to 1 (but "length": the logarithm of the characters).
    """

    stems: frozenset[str]
    surnames: frozenset[str]
    alone: frozenset[str]
    opener: str | None
    leans: bool
    view: bool
    quoted: bool
    cues: dict[str, float]


@lru_cache(maxsize=256)
def read_paragraph(words: str) -> Paragraph:
    """What the text of one paragraph shows by itself; linear in its length. The last paragraphs are remembered."""
    low = words.lower()
    end = _SENTENCE_END.search(words)
    first = end.end() if end else len(words)
    view_first, view_later = bool(_VIEW.search(low, 0, first)), bool(_VIEW.search(low, first))
    surnames, alone = _names(words)
    opener = _SURNAME_FIRST.match(words.lstrip(_MARKS))
    begins = low.lstrip(_MARKS)
    leans = bool(_LEANS.match(begins)) or (words[:1] in _QUOTES and not _TITLE_IN_QUOTES.match(words))
    cues = {
        "first sentence gives a view": view_first,
        "other sentences give a view": view_later,
        "first sentence names an office": bool(_OFFICE.search(low, 0, first)),
        "first sentence is news": bool(_NEWS.search(low, 0, first)),
        "first sentence has a figure": bool(_DIGIT.search(words, 0, first)),
        "several sentences": first < len(words),
        "a newspaper tells": bool(_PAPER_TELLS.search(words)),
        "the same newspaper": bool(_SAME_PAPER.search(low)),
        "begins as stories seldom do": bool(_SELDOM.match(begins)),
        "begins with a name and who that is": bool(_INTRODUCED.match(words)),
        "length": log(min(len(words), 1000) + 1),
    }
    return Paragraph(
        stems=frozenset(_stem(w) for w in _WORD.findall(low) if w not in _STOP),
        surnames=surnames,
        alone=alone,
        opener=opener[1] or opener[2] if opener else None,
        leans=leans,
        view=view_first or view_later,
        quoted=words[:1] in _QUOTES,
        cues=cues,
    )


def _names(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """The last words of names of several words, and the capitalised words that stand alone; places are neither."""
    surnames: set[str] = set()
    alone: set[str] = set()
    for name in _NAME.findall(words):
        *given, last = (part.removesuffix("'s").removesuffix("’s") for part in name.split())
        if len(last) > 2 and not is_place(last):
            (surnames if given else alone).add(last)
    return frozenset(surnames), frozenset(alone)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return _SUFFIX.sub("", word) if len(word) > 5 else word.rstrip("s")
