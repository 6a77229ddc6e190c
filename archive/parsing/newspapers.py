"""Newspapers: the names they are printed under, and which of them a story was drawn from."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import combining, normalize

from archive.parsing.shapes import Known, Source, Span, Story

_DATA = Path(__file__).parent / "data" / "newspapers.csv"
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_OPENING = re.compile(r"(?:The|Le|La|Il|El|Al|Die|Der|De) \w+|\w+")
_KIND_WORDS = re.compile(r"^(?:daily|newspaper|paper)\s+|\s+(?:daily|newspaper|paper|newspapers)$", re.IGNORECASE)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "\u00a0": " "})

# Words that newspapers' names begin or end with; the strong ones hardly begin or end anything else.
_STRONG = (
    r"times|daily|weekly|herald|tribune|tribuna|journal|gazette|gazeta|gazetesi|gazzetta|courier"
    r"|courrier|kurier|kuryer|"
    r"chronicle|express|telegraph|telegraf|bulletin|observer|observator|dispatch|ledger|examiner|inquirer|enquirer|"
    r"advertiser|argus|clarion|intelligencer|spectator|gazetteer|almanac|notebook|tidende|tidning|nyheter|"
    r"zeitung|tagblatt|tageblatt|anzeiger|nachrichten|rundschau|wochenblatt|novosti|izvestia|vedomosti|pravda|vestnik|"
    r"listok|kommersant|dnevnik|novine|vesti|vijesti|ditore|diario|jornal|correio|corriere|giornale|sanomat|dagblad|"
    r"dagbladet|posten|courant|shimbun|rytas|hirlap|nemzet|noviny|listy|chasa|zhamanak"
)
_WEAK = (
    r"post|news|mail|mirror|echo|ekho|monitor|standard|standart|register|sentinel|star|sun|globe|press|presse|prensa|"
    r"stampa|review|record|recorder|reporter|messenger|mercury|citizen|patriot|banner|beacon|lantern|signal|packet|"
    r"pioneer|statesman|transcript|outlook|leader|voice|independent|guardian|digest|page|today|vremya|puls"
)
_NEWSPAPERISH = re.compile(
    rf"^(?:the )?(?:{_STRONG}|{_WEAK})\b|\b(?:{_STRONG}|{_WEAK})(?: on sunday|\.\w{{2,3}})?$", re.IGNORECASE
)
_SURELY_NEWSPAPERISH = re.compile(rf"^(?:the )?(?:{_STRONG})\b|\b(?:{_STRONG})(?: on sunday)?$", re.IGNORECASE)


def _split(words: str) -> list[str]:
    return words.split("|")


class Newspaper(NamedTuple):
    """A newspaper of the gazetteer. `country` is ISO 3166-1 alpha-2 ("" unknown), `kind` daily, weekly, agency, …"""

    name: str
    country: str = ""
    kind: str = ""


class Named(NamedTuple):
    """A newspaper's name met in a text."""

    span: Span
    newspaper: Newspaper


@dataclass(frozen=True, eq=False)
class NewspaperNames:
    """Every name and alias that a newspaper is printed under. Get one from `newspaper_names`."""

    by_name: Mapping[str, Newspaper]
    printed: tuple[str, ...]

    def canonical(self, name: str) -> str | None:
        """The newspaper's own name for a name as printed ("RG" -> "Rossiyskaya Gazeta"), in any case, with or
        without "the" and "newspaper"; None where the name is not known."""
        found = self.lookup(name)
        return found.name if found else None

    def lookup(self, name: str) -> Newspaper | None:
        """As `canonical`, with country and kind."""
        key = _key(name)
        return self.by_name.get(key) or self.by_name.get(_KIND_WORDS.sub("", key))

    @cached_property
    def pattern(self) -> str:
        """A regular expression (one group-free alternation, longest name first) for any name as printed."""
        return "(?:" + "|".join(re.escape(name) for name in sorted(self.printed, key=len, reverse=True)) + r")(?!\w)"

    @cached_property
    def _by_opening(self) -> Mapping[str, tuple[str, ...]]:
        """Names by their first word, or by their first two where the first is an article that many share."""
        index: dict[str, list[str]] = {}
        for name in self.printed:
            opening = _OPENING.match(name)
            if opening:
                index.setdefault(opening.group(), []).append(name)
        return {word: tuple(sorted(names, key=len, reverse=True)) for word, names in index.items()}

    @cached_property
    def _first_words(self) -> frozenset[str]:
        """The words that names begin with: no other word of a text needs a look."""
        return frozenset(found.group() for opening in self._by_opening if (found := _WORD.match(opening)))

    def match(self, text: str, start: int) -> Named | None:
        """The longest name that stands at `start` exactly, spelled as printed."""
        opening = _OPENING.match(text, start)
        for name in self._by_opening.get(opening.group(), ()) if opening else ():
            end = start + len(name)
            if text.startswith(name, start) and not (text[end : end + 1].isalnum() or text[end : end + 1] == "_"):
                return Named(Span(start, end), self.by_name[_key(name)])
        return None

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Named]:
        """Every name in [start, end) of the text, in order, not overlapping; linear in the passage's length."""
        at, stop = start, len(text) if end is None else end
        first_words = self._first_words
        for word in _WORD.finditer(text, start, stop):
            if word.group() not in first_words or word.start() < at:
                continue
            found = self.match(text, word.start())
            if found and found.span.end <= stop and not _inside_longer_name(text, found.span):
                yield found
                at = found.span.end


def newspaper_names(known: Known) -> NewspaperNames:
    """The gazetteer's names together with `known.newspapers` (name as printed -> canonical), which win."""
    global _last_asked  # every step of every story asks, and sorting thousands of names takes time
    asked, names = _last_asked
    if names is None or asked is not known:
        names = _compiled(tuple(sorted(known.newspapers.items())))
        _last_asked = known, names
    return names


_last_asked: tuple[Known | None, NewspaperNames | None] = (None, None)


def looks_like_newspaper(name: str) -> bool:
    """Whether an unknown name begins or ends as newspapers' names do ("Severny Kurier", "The Brindle Post")."""
    return bool(_NEWSPAPERISH.search(name))


def find_sources(text: str, story: Story, known: Known) -> tuple[Source, ...]:
    """The newspapers that a story was drawn from, each once, in the order of their first mention.

    Where the layout names them ("Izvestia: headline"), those; otherwise the newspapers that somebody in the body
    "told" something or that themselves "write" it. Foreign newspapers that a digest of another country's press only
    cites do not count, nor do agencies. Spans are offsets into `text`. Nothing is carried over from another story.
    """
    if story.sources:
        return story.sources
    names = newspaper_names(known)
    home = _home_countries(text, names)
    found: dict[str, Source] = {}
    for paragraph in story.paragraphs:
        for named, rule in _evidence(text, paragraph, names):
            paper = named.newspaper
            foreign = bool(paper.country and home and paper.country not in home)
            if paper.kind != "agency" and not foreign and paper.name not in found:
                confidence = 0.9 if rule == "told" else 0.75
                found[paper.name] = Source(paper.name, named.span, confidence, f"body-{rule}")
    return tuple(found.values())


@lru_cache(maxsize=2)
def speaking_names(text: str) -> frozenset[str]:
    """Every name as printed that people in the text "told" something, or that writes and reports; people among them.

    A heading "Coast Watch: Lighthouse sold" whose label is one of these is a newspaper's.
    """
    names = _named_by(_TOLD_NAME, text) | _named_by(_NAME_WRITES, text)
    return discover_newspapers(text) | {name for name in names if not _NO_NEWSPAPER.match(name)}


def _named_by(pattern: re.Pattern[str], text: str) -> set[str]:
    return {_spaced(found.group("name")) for found in pattern.finditer(text)}


@lru_cache(maxsize=2)
def discover_newspapers(text: str) -> frozenset[str]:
    """Names as printed that the text itself treats as newspapers', whether known or not; one pass over the text.

    People "told" them something, or they write and report, or they stand with an issue's day ("Kibris (22.06.17)").
    A name of which only the first is true must look like a newspaper's or begin with "The": people are told things
    too. Used to read headings of unknown newspapers, and to find sources where no heading names them.
    """
    told = _named_by(_TOLD_NAME, text)
    verbs = {_spaced(found.group("name")): found.group("verb") for found in _NAME_WRITES.finditer(text)}
    dated, called = _named_by(_DATED_NAME, text), _named_by(_CALLED_NAME, text)
    bare = {_key(name) for name in verbs}
    sure = {name for name in told if name.startswith("The ") or looks_like_newspaper(name) or _key(name) in bare}
    sure |= {name for name, verb in verbs.items() if looks_like_newspaper(name) and verb != "reported"}
    return frozenset(
        name for name in sure | dated | called if _SURELY_NEWSPAPERISH.search(name) or not _NO_NEWSPAPER.match(name)
    )


_NAME = (
    r"(?P<name>(?:The )?[^\W\d_a-z][\w’'-]{0,30}"
    r"(?:\.(?:am|ru|com|net|ua|info|org)\b|(?: (?:of |i |e |des |del |della |de |on "
    r"|al-)?[^\W\d_a-z][\w’'-]{0,30}){0,3}))"
    r"(?<!['’]s)"
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
_DATED_NAME = re.compile(_NAME + r"(?: newspaper)? \(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})\)")
_CALLED_NAME = re.compile(r"\b(?:newspaper|daily|weekly) [“\"«]?" + _NAME)

_FILLER = re.compile(r"(?: (?:the|a|newspaper|daily|paper|business|website|portal|radio station)){0,3} $")
_TOLD = tuple(
    f"{before}{verb}"
    for before in (" ", "\n", "“", '"')
    for verb in _split(
        "told|tells|telling|informed|assured|explained to|clarified to|confirmed to|said to|admitted to|stressed to|"
        "complained to|stated to|interview with|interview to|interview for|interview in|interview published by|"
        "interview published in|conversation with|talk with|commenting to|comment to|comment for|commentary for|"
        "commented to|comments to|talking to|talking with|talked to|spoke to|spoke with|speaking to|speaking with|"
        "interviewed by|questioned by|polled by|quizzed by|surveyed by|approached by|contacted by|asked by"
    )
)
_DRAWN_FROM = tuple(
    f" {verb}"
    for verb in _split(
        "according to|wrote|writes|says|reports|published in|published by|article in|article for|article by|column in|"
        "column for|piece in|piece for|op-ed in|op-ed for|story in|writing in|wrote in|wrote for|obtained by|seen by|"
        "reviewed by|cited by|quoted by|reported by|studied by|at the disposal of|available to"
    )
)
_CITED = (" citing", " cites", " quoting", " referring to", " reference to")
_AFTER_POSSESSIVE = re.compile(
    r"['’]s? (?:own )?(?:(?:[a-z]+ )?(?:sources?|interlocutors?|experts?|columnist|correspondents?|calculations))\b"
)
_AFTER = re.compile(
    r"(?: newspaper)?(?: \([^()\n]{1,40}\))?(?: (?:newspaper|daily|correspondents?|columnists?|sources?|experts?))?,? ?"
    r"(?:\b(?:also|has|have|had|further|then|even) )?"
    r"(?:\b(?:writes|wrote|reports|reported|notes|noted|says|said|points? out|"
    r"pointed out|learned|learnt|found out|quotes|quoted|cites|cited|stresses|stressed|emphasizes|adds|added|believes|"
    r"recalls|reminds|specifies|claims|argues|asserts|stated|states|estimates|predicts|explains|discovered|established|"
    r"leads with|carries|columnist)\b)"
)


def _evidence(text: str, span: Span, names: NewspaperNames) -> Iterator[tuple[Named, str]]:
    """Newspapers in a passage that it treats as where its news comes from, with how it says so."""
    for named in names.find(text, span.start, span.end):
        before = _FILLER.sub("", text[max(span.start, named.span.start - 60) : named.span.start])
        if before.endswith(_TOLD):
            yield named, "told"
        elif before.endswith(_CITED):
            continue
        elif _AFTER_POSSESSIVE.match(text, named.span.end, span.end):
            yield named, "its-sources"
        elif _AFTER.match(text, named.span.end, span.end):
            yield named, "writes"
        elif before.endswith(_DRAWN_FROM) or f" {before}".casefold().endswith(" according to"):
            yield named, "according-to"


@lru_cache(maxsize=4)
def _home_countries(text: str, names: NewspaperNames) -> frozenset[str]:
    """The countries whose press the text digests: those that most of its newspapers belong to."""
    counts: Counter[str] = Counter()
    for named, rule in _evidence(text, Span(0, len(text)), names):
        if named.newspaper.country and named.newspaper.kind != "agency":
            counts[named.newspaper.country] += 2 if rule == "told" else 1
    most = max(counts.values(), default=0)
    return frozenset(country for country, n in counts.items() if n == most or (n > 2 and n * 2 >= most))


@lru_cache(maxsize=8)
def _compiled(known: tuple[tuple[str, str], ...]) -> NewspaperNames:
    by_name: dict[str, Newspaper] = {}
    printed: dict[str, None] = {}
    rows = list(_gazetteer())
    for paper, _ in rows:  # a newspaper's own name wins over another's alias
        by_name.setdefault(_key(paper.name), paper)
        printed.update(dict.fromkeys(_printings(paper.name)))
    for paper, aliases in rows:
        for alias in aliases:
            by_name.setdefault(_key(alias), paper)
            printed.update(dict.fromkeys(_printings(alias)))
    for alias, name in known:
        same = by_name.get(_key(name))
        by_name[_key(alias)] = same._replace(name=name) if same else Newspaper(name)
        printed.update(dict.fromkeys(_printings(alias)))
    return NewspaperNames(by_name, tuple(printed))


@lru_cache(maxsize=1)
def _gazetteer() -> tuple[tuple[Newspaper, tuple[str, ...]], ...]:
    with _DATA.open(encoding="utf-8", newline="") as file:
        return tuple(
            (Newspaper(row["name"], row["country"], row["kind"]), tuple(filter(None, row["aliases"].split("|"))))
            for row in csv.DictReader(file)
        )


def _printings(name: str) -> tuple[str, ...]:
    """How a name stands in running text: with and without its article and its accents, with either apostrophe."""
    bare = _ARTICLE.sub("", name, count=1) if name.startswith(("The ", "the ")) else name
    forms = [name, bare] if len(bare) > 1 else [name]
    forms += ["".join(c for c in normalize("NFKD", form) if not combining(c)) for form in forms]
    return tuple(dict.fromkeys(f.replace("’", mark).replace("'", mark) for f in forms for mark in ("'", "’")))


def _spaced(name: str) -> str:
    return " ".join(name.split())


def _key(name: str) -> str:
    folded = " ".join(name.translate(_APOSTROPHES).split()).casefold()
    if not folded.isascii():
        folded = "".join(c for c in normalize("NFKD", folded) if not combining(c))
    return _ARTICLE.sub("", folded, count=1) or folded


def _inside_longer_name(text: str, span: Span) -> bool:
    """Whether a name is only a part of a longer one ("Capital" in "Capital Ledger")."""
    if _capital_before(text, span.start):
        return not _ARTICLE.match(text, span.start)
    return " " not in text[span.start : span.end] and bool(_CAPITAL_AFTER.match(text, span.end))


_CAPITAL_AFTER = re.compile(r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[^\W\d_a-z][^\W\d_A-Z]")
_OPENS = frozenset(_split("The|In|And|But|Both|Newspaper|Daily|As|For|While|With|According|Meanwhile|Also|Even|When"))


def _capital_before(text: str, start: int) -> bool:
    """Whether a word with a capital stands right before, one that does not merely open the sentence."""
    if text[start - 1 : start] != " ":
        return False
    word = text[text.rfind(" ", max(0, start - 32), start - 1) + 1 : start - 1]
    return len(word) > 1 and word.isalpha() and word[0].isupper() and word[1:].islower() and word not in _OPENS
