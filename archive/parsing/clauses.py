"""A sentence as units: names as one unit each, quotations as one, every other word and mark for itself."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from archive.parsing.newspapers import NewspaperNames
from archive.parsing.passage import newspapers_in
from archive.parsing.quotes import find_quotes, is_speech
from archive.parsing.sentences import split_sentences
from archive.parsing.shapes import Organization, Person, Span
from archive.parsing.tokens import tokenize

UnitIs = Literal["person", "organization", "newspaper", "quote", "word", "mark"]


class Unit(NamedTuple):
    """A part of a sentence. `name` is a name's full form; `text` is as printed."""

    kind: UnitIs
    text: str
    start: int
    end: int
    name: str = ""
    possessive: bool = False


@dataclass(slots=True)
class Sentence:
    """A sentence, its units outside quotations, and the quotations that it touches (indexes into the paragraph's)."""

    span: Span
    units: list[Unit] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)

    @property
    def only_quoted(self) -> bool:
        """Whether no word stands outside quotation marks."""
        return bool(self.quotes) and all(unit.kind in ("quote", "mark") for unit in self.units)


@dataclass(slots=True)
class Paragraph:
    """A paragraph's sentences and its quotations that give words (not names in quotation marks)."""

    span: Span
    sentences: list[Sentence]
    quotes: tuple[Span, ...]


class Names:
    """The story's names by where they start, each with its kind and full form (`at`)."""

    def __init__(self, people: Sequence[Person], organizations: Sequence[Organization], sources: Sequence[str]) -> None:
        self.at: dict[int, Unit] = {}
        for organization in organizations:
            for span in organization.spans:
                self.at[span.start] = Unit("organization", "", span.start, span.end, organization.name)
        for person in people:
            for span in person.spans:
                self.at[span.start] = Unit("person", "", span.start, span.end, person.name)
        self.sources = frozenset(sources)
        surnames = Counter(person.name.split()[-1] for person in people)
        self._shared = {surname: "" for surname, count in surnames.items() if count > 1}

    def is_name(self, quote: Span) -> bool:
        """Whether a quotation is nothing but a name in quotation marks."""
        there = self.at.get(quote.start + 1)
        return there is not None and there.end >= quote.end - 2

    def add_namesakes(self, text: str, span: Span) -> None:
        """Note a family name that several people bear where it stands alone: whoever bore it last is meant."""
        if not self._shared:
            return
        named_to = span.start
        for token in tokenize(text, span):
            there = self.at.get(token.start)
            if there is not None:
                named_to = there.end
                surname = there.name.rpartition(" ")[2]
                if there.kind == "person" and surname in self._shared:
                    self._shared[surname] = there.name
            elif token.start >= named_to and self._shared.get(token.text):
                name = self._shared[token.text]
                self.at[token.start] = Unit("person", "", token.start, token.end, name)

    def add_newspapers(self, text: str, span: Span, papers: NewspaperNames) -> None:
        """Note the newspapers of a paragraph; a cited foreign paper stays an organization."""
        for named in newspapers_in(papers, text, span):
            there = self.at.get(named.span.start)
            if there is None or there.end <= named.span.end:
                name = named.newspaper.name
                self.at[named.span.start] = Unit("newspaper", "", named.span.start, named.span.end, name)


def read_paragraph(text: str, span: Span, names: Names) -> Paragraph:
    """Cut a paragraph into sentences of units."""
    quotes = tuple(q for q in find_quotes(text, span) if is_speech(text, q) and not names.is_name(q))
    sentences = [Sentence(s) for s in split_sentences(text, span)]
    if not sentences:
        return Paragraph(span, [], quotes)
    _note_quotes(sentences, quotes)
    _fill(text, span, sentences, quotes, names)
    return Paragraph(span, sentences, quotes)


def _note_quotes(sentences: list[Sentence], quotes: tuple[Span, ...]) -> None:
    first = 0
    for index, quote in enumerate(quotes):
        while sentences[first].span.end <= quote.start:
            first += 1
        at = first
        while at < len(sentences) and sentences[at].span.start < quote.end:
            sentences[at].quotes.append(index)
            at += 1


_NO_QUOTE = Span(sys.maxsize, sys.maxsize)


_TICKER = re.compile(r" ?[<(]?\b[A-Z]{1,5}\.[A-Z]{1,2}\b[>)]?")


def _fill(text: str, span: Span, sentences: list[Sentence], quotes: tuple[Span, ...], names: Names) -> None:
    at_sentence = at_quote = 0
    skip_to = span.start
    name_at, make = names.at.get, Unit._make
    units, ends = sentences[0].units, sentences[0].span.end
    quote = quotes[0] if quotes else _NO_QUOTE
    for word, start, end, possessive in tokenize(text, span):
        if start < skip_to:
            continue
        if start >= ends:
            while sentences[at_sentence].span.end <= start and at_sentence + 1 < len(sentences):
                at_sentence += 1
            units, ends = sentences[at_sentence].units, sentences[at_sentence].span.end
        while quote.end <= start:
            at_quote += 1
            quote = quotes[at_quote] if at_quote < len(quotes) else _NO_QUOTE
        if quote.start <= start:
            if not (units and units[-1].kind == "quote" and units[-1].start == quote.start):
                units.append(Unit("quote", "", quote.start, quote.end))
            continue
        name = name_at(start)
        if name is not None:
            end = name.end
            possessive = text[end : end + 2] in ("'s", "’s") or (
                text[end : end + 1] in ("'", "’") and text[end - 1 : end] == "s"
            )
            units.append(name._replace(text=text[name.start : end], possessive=possessive))
            ticker = _TICKER.match(text, end) if name.kind == "organization" else None
            skip_to = ticker.end() if ticker else end + (2 if text[end : end + 2] in ("'s", "’s") else 0)
        else:
            units.append(make(("word" if word[0].isalnum() else "mark", word, start, end, "", possessive)))
