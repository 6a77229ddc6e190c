"""Which newspapers a story was drawn from, where no heading says so: by whom its people "told", and what "writes"."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from archive.parsing.newspapers import Named, NewspaperNames, newspaper_names
from archive.parsing.shapes import Known, Source, Span, Story

_FOREIGN_TOO = "issue-day"


def find_sources(text: str, story: Story, known: Known) -> tuple[Source, ...]:
    """The newspapers that a story was drawn from, each once, in the order of their first mention.

    Where the layout names them ("Izvestia: headline"), those; otherwise the newspapers that somebody in the body
    "told" something or that themselves "write" it. Foreign newspapers that a digest of another country's press only
    cites do not count unless an issue's day stands beside them; agencies never do. Spans are offsets into `text`.
    Nothing is carried over from another story.
    """
    if story.sources:
        return story.sources
    names = newspaper_names(known)
    home = _home_countries(text, names)
    found: dict[str, Source] = {}
    for paragraph in story.paragraphs:
        for named, rule in _evidence(text, paragraph, names):
            paper = named.newspaper
            foreign = bool(paper.country and home and paper.country not in home) and rule != _FOREIGN_TOO
            if paper.kind != "agency" and not foreign and paper.name not in found:
                confidence = 0.9 if rule in ("told", _FOREIGN_TOO) else 0.75
                found[paper.name] = Source(paper.name, named.span, confidence, f"body-{rule}")
    return tuple(found.values())


def _phrases(phrases: str) -> list[str]:
    return phrases.split(", ")


def _words(words: str) -> str:
    return "|".join(_phrases(words))


_MARKS = '“"«'
_KINDS = (
    "newspaper, daily, paper, weekly, business, magazine, website, site, portal, news portal, news website, outlet, "
    "news outlet, radio, radio station, television, tv, tv channel, channel, online, edition"
)
_FILLER = re.compile(
    r"(?: the [A-Z][\w-]{2,20}(?= (?:daily|newspaper|weekly|paper)))?"
    rf"(?: (?:the|a|both|illegal|respected|{_words(_KINDS)})){{0,4}} [{_MARKS}]?$"
)
_TOLD = tuple(
    f"{before}{verb}"
    for before in (" ", "\n", "“", '"')
    for verb in _phrases(
        "told, tells, telling, informed, assured, reminded, messaged, explained to, clarified to, confirmed to, said "
        "to, admitted to, stressed to, complained to, stated to, pointed out to, noted to, specified to, revealed to, "
        "disclosed to, recounted to, lamented to, grumbled to, joked to, remarked to, recalled to, confided to, "
        "confessed to, suggested to, reported to, shared with, interview with, interview to, interview for, interview "
        "in, interview given to, interview published by, interview published in, conversation with, talk with, "
        "commenting to, comment to, comment for, commentary for, commentary to, commented to, comments to, comments "
        "for, remarks to, talking to, talking with, talked to, spoke to, spoke with, speaking to, speaking with, "
        "interviewed by, questioned by, polled by, quizzed by, surveyed by, approached by, contacted by, asked by"
    )
)
_DRAWN_FROM = tuple(
    f" {verb}"
    for verb in _phrases(
        "according to, wrote, writes, says, reports, published in, published by, article in, article for, "
        "article by, column in, column for, column of, piece in, piece for, op-ed in, op-ed for, story in, "
        "writing in, wrote in, wrote for, obtained by, seen by, reviewed by, cited by, quoted by, reported "
        "by, studied by, at the disposal of, available to, on the pages of, on the front page of"
    )
)
_CITED = (" citing", " cites", " quoting", " referring to", " reference to")
_ITS_OWN = re.compile(
    rf"(?:['’]s?)? (?:(?:own|well-placed|unnamed|anonymous|{_words(_KINDS)}) )?"
    r"(?:sources?|interlocutors?|experts?|columnists?|correspondents?|reporters?|calculations|observers?)\b"
)
_ISSUE_DAY = re.compile(rf"(?: (?:{_words(_KINDS)}))* \(\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d{{2}})\)")
_SAYS = (
    "writes, write, wrote, reports, report, reported, notes, note, noted, says, said, points? out, "
    "pointed out, learned, learnt, found out, finds out, quotes, quoted, cites, cited, stresses, "
    "stressed, emphasizes, adds, added, believes, recalls, reminds, specifies, claims, claimed, argues, "
    "asserts, stated, states, estimates, predicts, explains, discovered, established, leads with, "
    "carries, carried, columnist, was told, has been told, understands, highlights, observes, publishes, "
    "published, reveals, revealed, elaborates, concludes, comments, warns, asks"
)
_AFTER = re.compile(
    rf"[”\"»]?(?: (?:{_words(_KINDS)}))*(?: \([^()\n]{{1,40}}\))?(?: (?:newspaper|daily))?,? ?"
    rf"(?:\b(?:also|has|have|had|further|then|even|later|earlier) ){{0,2}}(?:\b(?:{_words(_SAYS)})\b)"
)
_JOINT = re.compile(r",? (?:and |as well as )?(?:the )?|, ")


def _evidence(text: str, span: Span, names: NewspaperNames) -> list[tuple[Named, str]]:
    """Newspapers in a passage that it treats as where its news comes from, with how it says so."""
    found = [(named, _how_used(text, span, named)) for named in names.find(text, span.start, span.end)]
    rules = [rule for _, rule in found]
    for i in range(1, len(found)):  # "told Izvestia and RBC"
        if rules[i] is None and rules[i - 1] in ("told", "according-to") and _joined(text, found[i - 1], found[i]):
            rules[i] = rules[i - 1]
    for i in range(len(found) - 2, -1, -1):  # "Izvestia and RBC write"
        if rules[i] is None and rules[i + 1] == "writes" and _joined(text, found[i], found[i + 1]):
            rules[i] = rules[i + 1]
    return [(named, rule) for (named, _), rule in zip(found, rules, strict=True) if rule]


def _joined(text: str, one: tuple[Named, str | None], other: tuple[Named, str | None]) -> bool:
    return bool(_JOINT.fullmatch(text, one[0].span.end, other[0].span.start))


def _how_used(text: str, span: Span, named: Named) -> str | None:
    start, end = named.span
    before = _FILLER.sub("", text[max(span.start, start - 60) : start])
    if _ISSUE_DAY.match(text, end, span.end):
        return _FOREIGN_TOO
    if before.endswith(_TOLD):
        return "told"
    if before.endswith(_CITED):
        return None
    if _ITS_OWN.match(text, end, span.end):
        return "its-sources"
    if _AFTER.match(text, end, span.end):
        return "writes"
    drawn = before.endswith(_DRAWN_FROM) or f" {before}".casefold().endswith(" according to")
    return "according-to" if drawn else None


_ENOUGH = 100_000  # characters that show whose press a text digests


@lru_cache(maxsize=4)
def _home_countries(text: str, names: NewspaperNames) -> frozenset[str]:
    """The countries whose press the text digests: those that most of its newspapers belong to."""
    counts: Counter[str] = Counter()
    for named, rule in _evidence(text, Span(0, min(len(text), _ENOUGH)), names):
        if named.newspaper.country and named.newspaper.kind != "agency":
            counts[named.newspaper.country] += 2 if rule == "told" else 1
    most = max(counts.values(), default=0)
    if len(counts) > 2 and most * 2 < counts.total():
        return frozenset()  # a digest of many countries' press
    return frozenset(country for country, n in counts.items() if n == most or (n > 2 and n * 2 >= most))
