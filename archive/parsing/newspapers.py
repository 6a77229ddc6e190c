"""Newspapers: the names they are printed under, and where these stand in a text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple
from unicodedata import combining, normalize

from archive.parsing.shapes import Known, Span
from archive.parsing.wordlist import listed

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
    """Every name and alias that a newspaper is printed under. Get one from `newspaper_names`.

    `spellings` are looked for in texts; `by_opening` has them, the longest first, by their first word, or by their
    first two where the first is an article that many share.
    """

    by_name: Mapping[str, Newspaper]
    spellings: frozenset[str]
    by_opening: Mapping[str, tuple[str, ...]]

    def canonical(self, name: str) -> str | None:
        """The newspaper's own name for a name as printed ("RG" -> "Rossiyskaya Gazeta"), in any case, with or
        without "the" and "newspaper"; None where the name is not known."""
        found = self.lookup(name)
        return found.name if found else None

    def lookup(self, name: str) -> Newspaper | None:
        """As `canonical`, with country and kind."""
        key = newspaper_key(name)
        return self.by_name.get(key) or self.by_name.get(_KIND_WORDS.sub("", key))

    @cached_property
    def _first_words(self) -> frozenset[str]:
        """The words that names begin with: no other word of a text needs a look."""
        return frozenset(found.group() for opening in self.by_opening if (found := _WORD.match(opening)))

    @cached_property
    def _may_begin(self) -> re.Pattern[str]:
        """Finds the words with a capital or a digit, and the few others that names begin with."""
        small = sorted(re.escape(word) for word in self._first_words if word[0] in ascii_lowercase)
        return re.compile(r"\b(?:[^\Wa-z]\w*" + "".join(rf"|{word}(?!\w)" for word in small) + ")")

    def match(self, text: str, start: int) -> Named | None:
        """The longest name that stands at `start` exactly, spelled as printed."""
        opening = _OPENING.match(text, start)
        for name in self.by_opening.get(opening.group(), ()) if opening else ():
            end = start + len(name)
            if text.startswith(name, start) and not (text[end : end + 1].isalnum() or text[end : end + 1] == "_"):
                return Named(Span(start, end), self.by_name[newspaper_key(name)])
        return None

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Named]:
        """Every name in [start, end) of the text, in order, not overlapping; linear in the passage's length."""
        at, stop = start, len(text) if end is None else end
        first_words = self._first_words
        for word in self._may_begin.finditer(text, start, stop):
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


def surely_newspaper(name: str) -> bool:
    """As `looks_like_newspaper`, by words that hardly stand in any other name."""
    return bool(_SURELY_NEWSPAPERISH.search(name))


@lru_cache(maxsize=8)
def _compiled(known: tuple[tuple[str, str], ...]) -> NewspaperNames:
    base = _listed_names()
    if not known:
        return base
    by_name = dict(base.by_name)
    printed: dict[str, None] = {}
    for alias, name in known:
        same = by_name.get(newspaper_key(name))
        by_name[newspaper_key(alias)] = same._replace(name=name) if same else Newspaper(name)
        printed.update(dict.fromkeys(_printings(alias)))
    return _names(by_name, printed, base)


@lru_cache(maxsize=1)
def _listed_names() -> NewspaperNames:
    by_name: dict[str, Newspaper] = {}
    printed: dict[str, None] = {}
    rows = list(_gazetteer())
    for paper, _ in rows:  # a newspaper's own name wins over another's alias
        by_name.setdefault(newspaper_key(paper.name), paper)
        printed.update(dict.fromkeys(_printings(paper.name)))
    for paper, aliases in rows:
        for alias in aliases:
            by_name.setdefault(newspaper_key(alias), paper)
            printed.update(dict.fromkeys(_printings(alias)))
    return _names(by_name, printed, NewspaperNames({}, frozenset(), {}))


def _names(by_name: Mapping[str, Newspaper], printed: Iterable[str], base: NewspaperNames) -> NewspaperNames:
    """The names of `base` and `printed` more; only the openings of these are sorted again."""
    more: dict[str, list[str]] = {}
    for name in printed:
        opening = _OPENING.match(name)
        if opening and name not in base.spellings:
            more.setdefault(opening.group(), []).append(name)
    by_opening = dict(base.by_opening)
    for word, names in more.items():
        by_opening[word] = tuple(sorted((*by_opening.get(word, ()), *names), key=len, reverse=True))
    return NewspaperNames(by_name, base.spellings.union(printed), by_opening)


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


@lru_cache(maxsize=10_000)
def newspaper_key(name: str) -> str:
    """A name folded for comparison: without case, accents and the article."""
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
_OPENS = listed(
    "The In And But Both Newspaper Daily As For While With According Meanwhile Also Even When An One Another Some "
    "Other Two Three Several Many Most Unlike Like Later Earlier Today Yesterday Then What That This Their Its On "
    "At From By To So If Since Although Though However Moreover Nevertheless Now Thus Still Yet Paper Weekly Magazine "
    "Website"
)


def _capital_before(text: str, start: int) -> bool:
    """Whether a word with a capital stands right before, one that does not merely open the sentence."""
    if text[start - 1 : start] != " ":
        return False
    word = text[text.rfind(" ", max(0, start - 32), start - 1) + 1 : start - 1]
    return len(word) > 1 and word.isalpha() and word[0].isupper() and word[1:].islower() and word not in _OPENS
