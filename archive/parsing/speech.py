"""Statements: who says what in a story, in what manner, and to which newspaper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from archive.parsing import cues
from archive.parsing.attribution import find_attributions
from archive.parsing.beside_quotes import GESTURE, beside_quotation
from archive.parsing.clauses import Names, Paragraph, Sentence, Unit, read_paragraph
from archive.parsing.kinds import kind_of, opens_with_words
from archive.parsing.newspapers import newspaper_names
from archive.parsing.noun_phrases import classify, text_at
from archive.parsing.referents import Reading, Referents, Speaker
from archive.parsing.shapes import Known, Organization, Person, Source, Span, Statement, Story
from archive.parsing.subjects import Attribution, subject_of
from archive.parsing.told import told_to
from archive.parsing.wordlist import listed

_IN_TOWN = re.compile(r"In [^\W\d_][\w -]{1,30}, ")
_STRONG = 0.85
# Layouts of digests that say item by item what a newspaper writes: nothing was told to it.
_ITEMS = (
    "item",
    "numbered",
    "headline-under",
    "newspaper-and",
    "newspaper-opens",
    "uppercase",
    "sources-in",
    "line-heading",
    "place-opens",
)
# Layouts in which a newspaper that speaks is where its words were told.
_REVIEWED = ("newspaper-heading", "media-heading", "heading-", "proposed", "cohesion", "line-heading")
_SUBORDINATE = listed("When After As While Before Although Though If Since Because Once")
_ASKING = listed("said asked wondered exclaimed told inquired")
_AFTER_ASKING = frozenset((".", "in", "at", "on", "to", "during", "the"))
_LONGEST = 150  # words of a sentence in which somebody is looked for, so that the time stays linear
_SEPARATORS = listed("while whereas but and although though ;")


@dataclass(frozen=True, slots=True)
class _Said:
    """What one sentence's attribution came to, before the quotations around it are looked at."""

    speaker: Speaker
    span: Span
    rule: str
    confidence: float
    new: bool = False
    other: str | None = None
    words: Span | None = None
    plain: bool = True  # nothing of the speaker's view stands before the clause that names him


def _said(
    speaker: Speaker, reading: Reading, sentence: Sentence, rule: str, confidence: float, new: bool = False
) -> _Said:
    """What an attribution's reading came to; two readings make it doubtful."""
    return _Said(speaker, sentence.span, rule, min(confidence, reading.surest), new, reading.other)


def find_statements(
    text: str,
    story: Story,
    people: Sequence[Person],
    organizations: Sequence[Organization],
    sources: Sequence[Source],
    known: Known,
) -> tuple[Statement, ...]:
    """Return the story's statements in order: every sentence that gives somebody's words or view.

    A quotation of several sentences is one statement, its first sentence. Pronouns, surnames and nouns such as "the
    expert" are resolved inside the story; who cannot be named is described (`speaker_is` "unnamed"). `via` is the
    newspaper that the sentence says it was told to; it holds for the same speaker's next sentences in the paragraph.
    """
    names = Names(people, organizations, [source.name for source in sources])
    papers = newspaper_names(known)
    reader = _Reader(text, story, Referents(text, people, organizations, sources), sources)
    paragraphs = []
    for span in story.paragraphs:
        names.add_newspapers(text, span, papers)
        names.add_namesakes(text, span)
        paragraphs.append(read_paragraph(text, span, names))
    for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
        reader.read(paragraph, following)
    return tuple(reader.statements)


class _Reader:
    """Reads the paragraphs in order and remembers who spoke."""

    def __init__(self, text: str, story: Story, referents: Referents, sources: Sequence[Source]) -> None:
        self.text = text
        self.referents = referents
        self.sources = frozenset(source.name for source in sources)
        self.statements: list[Statement] = []
        self._is_item = story.rule.startswith(_ITEMS)
        self._opens_with_paper = not story.rule.startswith(_REVIEWED) and _opens_with_paper(text, story, sources)
        self._via: tuple[Speaker, str] | None = None
        self._following: Paragraph | None = None

    def read(self, paragraph: Paragraph, following: Paragraph | None = None) -> None:
        """Add the paragraph's statements; in `following` a quotation that does not close may go on."""
        self._via = None
        self._following = following
        self.referents.begin_paragraph(paragraph.sentences[0].units if paragraph.sentences else [])
        quoted_already = asked = -1
        last: Speaker | None = None
        for index, sentence in enumerate(paragraph.sentences):
            if index == asked:
                continue
            before = self.referents.here()
            self.referents.note(sentence.units)
            if sentence.only_quoted or self._inside_long_quote(paragraph, index):
                quote = sentence.quotes[0]
                if quote == quoted_already:
                    continue
                said = self._asked_next(paragraph, index)
                asked = index + 1 if said else asked
                said = said or self._stands_alone(paragraph, index, quote, last)
                quoted_already = sentence.quotes[-1]
                if said is None:
                    continue
                told = paragraph.sentences[asked].units if asked == index + 1 else self._later_units(paragraph, index)
                statement = self._statement(said, sentence, paragraph, told)
                self.statements.append(statement)
                last = said.speaker
                continue
            saids = self._attributed(sentence, before)
            if saids and sentence.quotes and sentence.quotes[0] == quoted_already:
                saids = [s for s in saids if sentence.quotes[-1] != quoted_already]
            for said in saids:
                self.statements.append(self._statement(said, sentence, paragraph, sentence.units))
            if saids:
                last = saids[0].speaker
            if sentence.quotes and (saids or sentence.quotes[0] == quoted_already):
                quoted_already = sentence.quotes[-1]

    def _asked_next(self, paragraph: Paragraph, index: int) -> _Said | None:
        """As in '"Who else should mend them?" Vice President NAME said.': whose a question is."""
        sentence, following = paragraph.sentences[index], paragraph.sentences[index + 1 : index + 2]
        ends = self.text[sentence.span.end - 2 : sentence.span.end]
        if not following or ends[:1] not in "?!" or ends[1:] not in '"”»' or following[0].quotes:
            return None
        units = following[0].units
        for attribution in find_attributions(units):
            verb = units[attribution.at].text
            after = units[attribution.at + 1].text if attribution.at + 1 < len(units) else ""
            if verb not in _ASKING or after not in _AFTER_ASKING:
                return None
            self.referents.note(units)
            reading = self.referents.resolve(attribution.speaker)
            if reading.speaker is not None:
                return _said(reading.speaker, reading, sentence, "question-then-speaker", attribution.confidence)
        return None

    def _inside_long_quote(self, paragraph: Paragraph, index: int) -> bool:
        """Whether the sentence lies in a quotation that began before it or ends after it, with no words outside."""
        sentence = paragraph.sentences[index]
        if not sentence.quotes:
            return False
        quote = paragraph.quotes[sentence.quotes[0]]
        return quote.start <= sentence.span.start and quote.end >= sentence.span.end

    def _later_units(self, paragraph: Paragraph, index: int) -> list[Unit]:
        """The units of the sentence that closes this sentence's quotation: they may name the speaker."""
        quote = paragraph.sentences[index].quotes[-1]
        for later in paragraph.sentences[index + 1 :]:
            if quote not in later.quotes:
                break
            if not later.only_quoted:
                return later.units
        return self._in_next_paragraph(paragraph, quote) or paragraph.sentences[index].units

    def _in_next_paragraph(self, paragraph: Paragraph, quote: int) -> list[Unit] | None:
        """The units of the next paragraph's sentence that closes a quotation left open by this one."""
        end = paragraph.quotes[quote].end
        if self._following is None or end < paragraph.span.end or self.text[end - 1] in '"”»':
            return None
        for sentence in self._following.sentences:
            if not sentence.units or sentence.units[0].kind != "quote":
                return None
            if not sentence.only_quoted:
                return sentence.units
        return None

    def _stands_alone(self, paragraph: Paragraph, index: int, quote: int, last: Speaker | None) -> _Said | None:
        """A sentence of quotation only: its speaker is named where the quotation closes, or spoke just before."""
        sentence = paragraph.sentences[index]
        units = self._later_units(paragraph, index)
        if units is not sentence.units:
            self.referents.note(units)
            for attribution in find_attributions(units):
                reading = self.referents.resolve(attribution.speaker)
                if reading.speaker is not None:
                    return _said(
                        reading.speaker, reading, sentence, "quotation-then-" + attribution.rule, attribution.confidence
                    )
        if last is not None:
            return _Said(last, sentence.span, "quotation-goes-on", 0.85)
        reading = self.referents.alone()
        if reading.speaker is None or reading.speaker.kind == "newspaper":
            return None
        return _said(reading.speaker, reading, sentence, "quotation-alone", 0.6)

    # One sentence ----------------------------------------------------------------------------------------------------

    def _attributed(self, sentence: Sentence, before: int) -> list[_Said]:
        """The statements of a sentence with words outside quotation marks: one, or two with a speaker each."""
        resolved: list[tuple[Attribution, Speaker]] = []
        readings: dict[Attribution, Reading] = {}
        beside = beside_quotation(sentence.units) if sentence.quotes else None
        for attribution in find_attributions(sentence.units) or ([beside] if beside else []):
            same = self._same_sentence(sentence.units, attribution)
            reading = Reading(same) if same else self.referents.resolve(attribution.speaker, before)
            if reading.speaker is not None:
                resolved.append((attribution, reading.speaker))
                readings[attribution] = reading
        if not resolved:
            return []
        inner = [pair for pair in resolved if not self._reports_only(pair, sentence)]
        chosen = self._outermost(inner or resolved)
        attribution, speaker = chosen
        self.referents.spoke(speaker)
        new = speaker.kind == "unnamed" and self._talked_to_nobody_else(speaker, sentence.units)
        said = _said(speaker, readings[attribution], sentence, attribution.rule, attribution.confidence, new)
        saids = [replace(said, plain=not (attribution.trailing and opens_with_words(sentence.units, attribution)))]
        if not attribution.rule.startswith(("according", "in-")):
            second = self._second(sentence, inner, chosen)
            if second is not None:
                saids.append(second)
                self.referents.spoke_together(speaker, second.speaker)
        return saids

    def _talked_to_nobody_else(self, speaker: Speaker, units: list[Unit]) -> bool:
        """Whether an unnamed source told the story's newspaper: the story names no other hearer and no newspaper."""
        source = any(word in cues.STRICT_SOURCES for word in speaker.name.lower().split())
        return source and not self.referents.named_paper and told_to(units, self.referents) == (None, False)

    def _same_sentence(self, units: list[Unit], attribution: Attribution) -> Speaker | None:
        """As in "The union has rented it, it told PAPER", "Asked about it, NAME said": whom the sentence began with."""
        if attribution.start < 3 or attribution.speaker.kind not in ("pronoun", "noun"):
            return None
        before = units[: min(attribution.start, _LONGEST)]
        apart = any(unit.text in (":", ";") for unit in before[3:])
        if apart and attribution.speaker.text != "n" and not attribution.speaker.plural:
            named = subject_of(units)
            return Speaker(named, "person") if named else self._unnamed_subject(units)
        if attribution.speaker.kind == "noun":
            return None
        clause = (unit.text for unit in units[attribution.start - 1 : attribution.at])
        if attribution.speaker.text in ("m", "f") and "which" in clause:
            spoken_with = next((u.name for u in reversed(before) if u.kind == "person"), None)
            return (
                Speaker(spoken_with, "person") if spoken_with else None
            )  # "Interview with NAME …, in which he argues"
        if attribution.speaker.text == "n":
            name = next((u.name for u in before if u.kind == "organization"), None)
            return Speaker(name, "organization") if name else None
        if attribution.speaker.text in ("m", "f") and units[0].text in _SUBORDINATE:
            named = next((u.name for u in before if u.kind == "person" and not u.possessive), None)
            return Speaker(named, "person") if named else None
        return None

    def _unnamed_subject(self, units: list[Unit]) -> Speaker | None:
        """As in "Another source is less sanguine: the money, he says, is spent": whom the sentence opens with."""
        verb = next((n for n, unit in enumerate(units) if unit.text in cues.BE or unit.text in cues.SAYING), 0)
        subject = classify(units[:verb]) if verb else None
        if subject is None or subject.kind != "unnamed" or subject.plural:
            return None
        return self.referents.resolve(subject).speaker

    def _reports_only(self, pair: tuple[Attribution, Speaker], sentence: Sentence) -> bool:
        """Whether it is the newspaper's own "Kommersant writes" around somebody else's words."""
        return pair[1].kind == "newspaper" or pair[1].name in self.sources

    def _outermost(self, resolved: list[tuple[Attribution, Speaker]]) -> tuple[Attribution, Speaker]:
        """Of nested speakers the one whom the sentence belongs to: at its end ("…, X said"), else the first."""
        trailing = [pair for pair in resolved if pair[0].trailing]
        first = resolved[0]
        if first[0].start <= 3 and not first[0].trailing and not self._only_reported(first, trailing):
            return first
        sure = [pair for pair in trailing if pair[0].confidence >= _STRONG]
        return (sure or trailing or [first])[-1]

    def _only_reported(self, first: tuple[Attribution, Speaker], trailing: list[tuple[Attribution, Speaker]]) -> bool:
        """As in "The bank expects a loss, its president said": a weak verb's view, told by the one named at the end."""
        if not trailing or first[0].confidence >= _STRONG:
            return False
        return trailing[-1][0].speaker.kind != "pronoun" or first[1].kind != "person"

    def _second(
        self, sentence: Sentence, resolved: list[tuple[Attribution, Speaker]], chosen: tuple[Attribution, Speaker]
    ) -> _Said | None:
        """Another speaker's clause of the same sentence: "X said …, while Y argued …"."""
        for attribution, speaker in resolved:
            if speaker == chosen[1] or attribution.start <= chosen[0].at or attribution.start == 0:
                continue
            separator = sentence.units[attribution.start - 1].text
            if separator not in _SEPARATORS or speaker.kind == "newspaper":
                continue
            begins = Span(sentence.units[attribution.start].start, sentence.span.end)
            return _Said(speaker, sentence.span, "second-speaker", 0.7, words=begins)
        return None

    # Statements ------------------------------------------------------------------------------------------------------

    def _statement(self, said: _Said, sentence: Sentence, paragraph: Paragraph, units: list[Unit]) -> Statement:
        speaker = said.speaker
        self.referents.spoke(speaker)
        via = self._via_of(speaker, units, said.rule) if said.rule != "second-speaker" else None
        if via is None and said.new and len(self.sources) == 1 and not self._opens_with_paper:
            via = next(iter(self.sources))
        if via is not None:
            self._via = (speaker, via)
        return Statement(
            speaker.name,
            speaker.kind,
            "direct"
            if said.rule == GESTURE
            else kind_of(self.text, sentence, paragraph, said.words or said.span, plain=said.plain),
            said.span,
            via,
            said.confidence,
            said.rule,
            said.other if speaker.name != said.other else None,
        )

    def _via_of(self, speaker: Speaker, units: list[Unit], rule: str) -> str | None:
        """The newspaper it was told to: named in the sentence, or carried over from the paragraph's last one."""
        if speaker.kind == "newspaper" or speaker.name in self.sources:
            own = speaker.name in self.sources and not self._opens_with_paper and not self._is_item
            return speaker.name if own else None  # a cited foreign paper was told nothing
        told, elsewhere = told_to(units, self.referents)
        if told is not None:
            return told
        if elsewhere:
            return None
        if self._is_item and len(self.sources) == 1 and _is_interview(units):
            return next(iter(self.sources))
        if self._via is not None and self._via[0] == speaker:
            return self._via[1]
        if rule == "quoted-as-saying" and len(self.sources) == 1:
            return next(iter(self.sources))
        return None


def _opens_with_paper(text: str, story: Story, sources: Sequence[Source]) -> bool:
    """Whether the story itself begins with its newspaper ("The Courier says …"): then nothing was told to it."""
    if not story.paragraphs:
        return False
    start = story.paragraphs[0].start
    opening = _IN_TOWN.sub("", text[start : start + 80].lstrip('*•-– "“')).removeprefix("The ")
    return any(opening.startswith(source.name.removeprefix("The ")) for source in sources)


def _is_interview(units: list[Unit]) -> bool:
    """As in "AUTHOR interview with NAME, who says", "says in an interview": the newspaper's own, no other named."""
    at = next((n for n, unit in enumerate(units) if unit.text.lower() == "interview"), None)
    if at is None:
        return False
    elsewhere = at + 1 < len(units) and units[at + 1].text in ("with", "on", "for", "to", "at")
    return not elsewhere or text_at(units, at - 1) not in ("an", "a", "the", "recent", "television", "radio", "TV")
