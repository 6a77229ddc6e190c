"""A statement's kind: somebody's own words, a report of them, or both mixed."""

from __future__ import annotations

from archive.parsing import cues
from archive.parsing.clauses import Paragraph, Sentence, Unit
from archive.parsing.noun_phrases import LEADING
from archive.parsing.shapes import Kind, Span
from archive.parsing.subjects import Attribution


def kind_of(text: str, sentence: Sentence, paragraph: Paragraph, span: Span, *, plain: bool = True) -> Kind:
    """Direct: a quotation makes a clause of its own; mixed: quoted words inside a reported clause; else indirect.

    `plain` says that nothing of the speaker's view stands before the clause that names him.
    """
    quotes = [
        q for q in map(paragraph.quotes.__getitem__, sentence.quotes) if q.start < span.end and q.end > span.start
    ]
    if not quotes:
        return "indirect"
    first = quotes[0]
    lead = text[span.start : first.start].strip()
    words = text[first.start : first.end].strip("\"'“”‘’«»„ ")
    if first.start <= span.start or not lead:
        if (
            words[:1].isupper()
            and words.count(" ") > 3
            and text[first.end : first.end + 8].split()[:1] in (["is"], ["was"])
        ):
            return "direct"  # '"…" is how NAME put it'
        return "direct" if words[-1:] in ".,!?…" or text[first.end : first.end + 1] in "," else "mixed"
    if lead[-1] in ":," and words[:1].isupper() and len(words.split()) > 2 and _says_plainly(lead) and plain:
        return "direct"
    return "mixed"


def opens_with_words(units: list[Unit], attribution: Attribution) -> bool:
    """As in "They should give in, NAME advises: …": a clause of four words and more before the one with the speaker."""
    before = units[: attribution.start]
    opening = before[0].text.lower() if before else ""
    if any(unit.kind == "quote" for unit in before) or len(before) < 3:
        return False
    return len(before) > 4 or not (opening in cues.PREPOSITIONS or opening in LEADING)


def _says_plainly(lead: str) -> bool:
    """Whether words before a colon only name the speaker: "NAME said:", not "PAPER is pleased that …:"."""
    words = lead.rstrip(":, ").split()
    while len(words) > 1 and words[-1].endswith("ly"):
        words.pop()
    says = any(word in ("told", "said", "added", "says", "tells") for word in words[-6:])
    if says or words[-1] in cues.SAYING or words[-2:] == ["put", "it"]:
        return True
    return len(words) < 7 and cues.SAYING.isdisjoint(words)  # "blames stamp duty:" tells what the words are about
