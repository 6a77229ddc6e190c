"""A passage as tokens that the name-finding rules claim, run by run."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from archive.parsing import vocabulary as words
from archive.parsing.newspapers import Named, NewspaperNames
from archive.parsing.places import country_of
from archive.parsing.sentences import split_sentences
from archive.parsing.shapes import Span
from archive.parsing.tokens import tokenize, words_of
from archive.parsing.wordlist import listed

NameTable = Mapping[str, list[tuple[tuple[str, ...], str]]]


# Places of no single country.
_UNDIVIDED = listed(
    "Brussels Crimea Crimean Sevastopol Donbass Donbas Korea Korean Kurdistan Kurdish Abkhaz Abkhazian Abkhazia "
    "Ossetian Ossetia Transnistria Transnistrian Chechnya Chechen Dagestan Dagestani Tatarstan Tatar Karabakh Catalan "
    "Catalonia Bavarian Scottish Welsh Flemish Basque Tibetan Uyghur Rohingya Palestine Palestinian Kosovar Gagauzia"
)


_HEADLINED = listed("headlined entitled titled")
_QUOTES = frozenset('"“”«»')
_LONGEST_HEADLINE = 40  # tokens
_LONGEST_RUN = 24  # capitalised words that are looked at together: no name has as many, a page in capitals has

# Where nations' names stand for athletes: "lost the final to Mongolia's NAME".
_CONTEST = listed(
    "final semifinal semi-final quarterfinal medal gold silver bronze champion championship title stage race marathon "
    "sprint podium round bout tournament match lap seconds wrestler boxer cyclist runner skier swimmer tennis chess "
    "grandmaster judoka sprinter jockey athlete"
)


class Run(NamedTuple):
    """Neighbouring tokens: [start, end) indexes into a passage's tokens."""

    start: int
    end: int


@lru_cache(maxsize=100_000)
def is_place(word: str) -> bool:
    """Whether a single word names a country, its people or a city ("Russian", "Prague", "US")."""
    return country_of(word) is not None or word in _UNDIVIDED


@lru_cache(maxsize=1024)
def newspapers_in(names: NewspaperNames, text: str, span: Span) -> tuple[Named, ...]:
    """The newspapers named in a passage; a people ("Australian") is no newspaper. The last passages are remembered."""
    found = names.find(text, span.start, span.end)
    return tuple(named for named in found if not _is_ordinary(text, named.span))


def _is_ordinary(text: str, span: Span) -> bool:
    """Whether a newspaper's name is used as ordinary words: "Committee on Foreign Affairs", "Australian"."""
    printed = text[span.start : span.end]
    after_link = text[max(0, span.start - 4) : span.start].endswith(("on ", "of ", "for "))
    return is_place(printed) or (after_link and all(word in words.SUBJECTS for word in printed.split()))


class Passage:
    """The tokens of one paragraph. A claimed token belongs to a name already and no later rule takes it."""

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.span = span
        self.tokens = tokenize(text, span)
        self.words = words_of(text, span)
        self.claimed = [False] * len(self.tokens)
        self.claims: dict[Run, tuple[str, str | None]] = {}
        self._ending: dict[int, Run] = {}
        self._firsts = sentence_firsts(text, span)

    def skip_headlines(self, *, in_title_case: bool = False) -> None:
        """Let no rule take the words of an article's headline for names: 'article headlined "Judge Finds No Piano"'.

        With `in_title_case` only of headlines whose words nearly all have capitals.
        """
        for index in self.where(_HEADLINED):
            if self.text_at(index + 1) not in _QUOTES:
                continue
            end = min(len(self.words), index + _LONGEST_HEADLINE)
            closing = next((at for at in range(index + 2, end) if self.words[at] in _QUOTES), None)
            if closing is None:
                continue
            long = [word for word in self.words[index + 2 : closing] if len(word) > 3]
            if not in_title_case or (len(long) > 1 and sum(word[0].isupper() for word in long) * 5 >= len(long) * 4):
                self.skip(Run(index + 2, closing))

    def sentence_start(self, index: int) -> int:
        """The index of the first token of the token's sentence."""
        return self._firsts[bisect_right(self._firsts, index) - 1]

    def begins_sentence(self, index: int) -> bool:
        """Whether only quotation marks and brackets stand before the token in its sentence."""
        first = self.sentence_start(index)
        return index - first < 4 and not any(t.text[0].isalnum() for t in self.tokens[first:index])

    def adjacent(self, index: int) -> bool:
        """Whether nothing but white space stands between this token and the next, and both are words."""
        if index + 1 >= len(self.tokens):
            return False
        here, there = self.tokens[index], self.tokens[index + 1]
        gap = there.start - here.end - (2 if here.possessive else 0)
        return 1 <= gap <= 2 and (here.text[-1].isalnum() or here.text in (".", "&") or here.text[-1] == ".")

    def text_at(self, index: int) -> str:
        """The token's text, "" outside the passage."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    @cached_property
    def is_of_contest(self) -> bool:
        """Whether the passage tells of a sport's contest, where "Mongolia's NAME" is somebody."""
        return not _CONTEST.isdisjoint(self.words)

    def where(self, wanted: Container[str]) -> list[int]:
        """The indexes of the tokens that are one of the words, in order."""
        return [index for index, word in enumerate(self.words) if word in wanted]

    def span_of(self, run: Run) -> Span:
        """Where the run stands in the text."""
        return Span(self.tokens[run.start].start, self.tokens[run.end - 1].end)

    def text_of(self, run: Run) -> str:
        """The run as printed, white space folded."""
        span = self.span_of(run)
        return " ".join(self.text[span.start : span.end].split())

    def run_at(self, span: Span) -> Run | None:
        """The tokens that a span of the text covers, or None where it cuts a token in two."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].start < span.start:
                low = middle + 1
            else:
                high = middle
        end = low
        while end < len(self.tokens) and self.tokens[end].end <= span.end:
            end += 1
        return Run(low, end) if end > low and self.tokens[low].start == span.start else None

    def claim(self, run: Run, rule: str, name: str | None = None) -> None:
        """Take the run for a name; `name` where it is better known by another one than the printed."""
        self.claims[run] = (rule, name)
        self._ending[run.end] = run
        self.skip(run)

    def skip(self, run: Run) -> None:
        """Let no later rule take these tokens."""
        for index in range(run.start, run.end):
            self.claimed[index] = True

    def unclaim(self, run: Run) -> None:
        """Give a run back, to be part of a longer one."""
        self.claims.pop(run, None)
        self._ending.pop(run.end, None)
        for index in range(run.start, run.end):
            self.claimed[index] = False

    def name_of(self, run: Run) -> str:
        """The name that a run was claimed under, else the run as printed."""
        return self.claims.get(run, ("", None))[1] or self.text_of(run)

    def owner_of(self, run: Run) -> str:
        """The possessive word directly before a run ("Russia" in "Russia's Federation Council"), or ""."""
        before = self.tokens[run.start - 1] if run.start else None
        return before.text if before is not None and before.possessive else ""

    def claim_before(self, index: int) -> Run | None:
        """The claimed run that ends at the token, an apostrophe in between allowed."""
        return self._ending.get(index) or self._ending.get(index - 1)

    def claim_over(self, index: int) -> Run | None:
        """The claimed run that the token ends, if it is claimed."""
        return self._ending.get(index + 1) if self.claimed[index] else None

    def claims_between(self, start: int, end: int) -> list[Run]:
        """The claimed runs that end among the tokens from `start` to `end`, in order."""
        return [self._ending[at] for at in range(start + 1, end + 1) if at in self._ending]

    def begins_name(self, index: int) -> bool:
        """Whether the token is claimed as (part of) a name or written in capitals throughout."""
        return self.claimed[index] or (len(self.tokens[index].text) > 1 and self.tokens[index].text.isupper())

    def closes_possessive(self, index: int) -> bool:
        """Whether the tokens before are a possessive form: "…'s" or a plural's bare apostrophe."""
        before = self.tokens[index - 1]
        if before.possessive:
            return True
        if before.text not in ("'", "’") or index < 2:
            return False
        owner = self.tokens[index - 2]
        return owner.end == before.start and owner.text.endswith("s") and owner.capital

    def parliament_before(self, index: int) -> bool:
        """Whether a parliament's name stands directly before, a gloss in brackets in between allowed."""
        at = index - 1
        if self.text_at(at) == ")":
            while at > 0 and index - at < 12 and self.text_at(at) != "(":
                at -= 1
            at -= 1
        return at >= 0 and self.claimed[at] and self.tokens[at].text in words.PARLIAMENTS

    def abbreviation_after(self, run: Run) -> str | None:
        """The short name that brackets define directly after a run: "(FT)", "(IMEMO RAS)"."""
        if self.text_at(run.end) != "(":
            return None
        inside = []
        for index in range(run.end + 1, min(run.end + 5, len(self.tokens))):
            if self.tokens[index].text == ")":
                break
            inside.append(self.tokens[index].text)
        else:
            return None
        capital = inside and all(word[0].isupper() for word in inside)
        coined = (
            len(inside) == 1
            and len(inside[0]) > 3
            and not is_place(inside[0])
            and inside[0] in self.words[run.end + 3 :]
        )
        good = capital and (any(word.isupper() for word in inside) or coined)
        if good:
            self.skip(Run(run.end, run.end + len(inside) + 2))
        return " ".join(inside) if good else None

    def capitals_after(self, index: int) -> Run | None:
        """The capitalised run that starts right after the token."""
        if not self.adjacent(index):
            return None
        end = index + 1
        last = min(len(self.tokens), end + _LONGEST_RUN)
        while end < last and self.tokens[end].capital and not self.claimed[end]:
            end += 1
            if not self.adjacent(end - 1) or self.tokens[end - 1].possessive:
                break
        return Run(index + 1, end) if end > index + 1 else None

    def capitals_before(self, index: int) -> Run | None:
        """The capitalised run that ends right before the token."""
        start = index
        if start and self.tokens[start - 1].end == self.tokens[min(start, len(self.tokens) - 1)].start:
            start -= 1  # a mark follows the run directly
            if not self.tokens[start].capital or self.claimed[start]:
                return None
        first = max(0, index - _LONGEST_RUN)
        while start > first and self.adjacent(start - 1) and self.tokens[start - 1].capital:
            if self.tokens[start - 1].possessive or self.claimed[start - 1]:
                break
            start -= 1
        return Run(start, index) if start < index else None

    def match(self, table: NameTable) -> Iterator[tuple[Run, str]]:
        """Yield the runs that are one of the names, the longest at each place, with the name as listed."""
        after = 0
        for index in self.where(table):
            found = self._longest(table, index) if index >= after else None
            if found is not None:
                length, name = found
                after = index + length
                yield Run(index, after), name

    def _longest(self, table: NameTable, index: int) -> tuple[int, str] | None:
        for forms, name in table.get(self.words[index], ()):
            if self.words[index : index + len(forms)] == forms:
                return len(forms), name
        return None


@lru_cache(maxsize=1024)
def sentence_firsts(text: str, span: Span) -> tuple[int, ...]:
    """The index of each sentence's first token, in order, 0 always among them. The last paragraphs are remembered."""
    starts = [token.start for token in tokenize(text, span)]
    ends = [sentence.end for sentence in split_sentences(text, span)]
    return tuple(sorted({0, *(bisect_left(starts, end) for end in ends)}))


@lru_cache(maxsize=64)
def name_table(names: tuple[str, ...]) -> NameTable:
    """Return names by their first word, for `Passage.match`."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in names:
        forms = tuple(token.text for token in tokenize(name, Span(0, len(name))))
        table.setdefault(forms[0], []).append((forms, name))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table
