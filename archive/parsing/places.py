"""Countries: named outright, by demonym, by capital (which often stands for the government) or by city."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from anyascii import anyascii

from archive.parsing.gazetteer import given_names, rows
from archive.parsing.idioms import means_something_else
from archive.parsing.shapes import Country, Person, Span, Story
from archive.parsing.tokens import Token, tokenize, tokens_in
from archive.parsing.wordlist import listed

_CONFIDENCE = {"name": 0.98, "demonym": 0.96, "capital": 0.95, "city": 0.9}

_HONORIFICS = listed("Mr Mrs Ms Miss Dr Sir Lady Lord Mr. Mrs. Ms. Dr.")


_Entry = tuple[tuple[str, ...], str, str]


@cache
def _names() -> dict[str, list[_Entry]]:
    """First word -> [(all words, code, sort of name)], the longest first."""
    table: dict[str, list[_Entry]] = {}
    for code, sort, name in _listed_names():
        words = tuple(_folded(token.text) for token in tokens_in(name, Span(0, len(name))))
        table.setdefault(words[0], []).append((words, code, sort))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def _listed_names() -> Iterator[tuple[str, str, str]]:
    """(code, sort of name, name) for everything in data/countries.csv, then data/cities.csv."""
    for row in rows("countries"):
        code = row["code"]
        yield code, "name", row["name"]
        yield from ((code, "name", name) for name in row["names"].split(";") if name)
        yield from ((code, "demonym", form) for name in row["demonyms"].split(";") if name for form in _numbers(name))
        yield from ((code, "capital", name) for name in row["capitals"].split(";") if name)
    for row in rows("cities"):
        yield from ((row["code"], "city", name) for name in row["names"].split(";"))


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    """The word without accents and with a straight apostrophe: "Constanța" is listed as "Constanta"."""
    return word if word.isascii() else anyascii(word)


def is_place_name(phrase: str) -> bool:
    """Whether the whole phrase is one listed name of a country, a people or a city ("Sri Lankan", "Addis Ababa")."""
    words = tuple(_folded(word) for word in phrase.split())
    return any(listed == words for listed, _, _ in _names().get(words[0], ())) if words else False


@lru_cache(maxsize=20_000)
def is_demonym(word: str) -> bool:
    """Whether the word is a people's name or its adjective ("Russian", "Swede")."""
    return any(len(words) == 1 and sort == "demonym" for words, _, sort in _names().get(_folded(word), ()))


def _numbers(demonym: str) -> tuple[str, ...]:
    if demonym.endswith(("shman", "chman")):
        return (demonym, f"{demonym[:-3]}men", f"{demonym[:-3]}woman")
    plural = () if demonym.endswith(("ese", "ish", "ch", "ss", "men", "s")) else (demonym + "s",)
    return (demonym, *plural)


def find_countries(text: str, story: Story, people: Sequence[Person] = ()) -> tuple[Country, ...]:
    """Return the countries that the story's paragraphs name, in order of first appearance.

    Names, demonyms, capitals (data/countries.csv), regions and cities (data/cities.csv) count. A place inside a
    person's name (`people` are the story's) or a newspaper's, in the name of a sea or of a treaty, in an idiom
    ("Georgian townhouse"), Brussels (it nearly always means the European Union) and disputed places (Crimea,
    Sevastopol) give no country.
    """
    bearers = sorted(span for person in people for span in person.spans)
    things = {word for word in _ALSO_THINGS if _in_small(text, story, word)}
    spans: dict[str, list[Span]] = {}
    sorts: dict[str, str] = {}
    for paragraph in story.paragraphs:
        for code, sort, span in _scan(tokenize(text, paragraph)):
            if _within(span, bearers) or text[span.start : span.end] in things:
                continue
            spans.setdefault(code, []).append(span)
            if _CONFIDENCE[sort] > _CONFIDENCE.get(sorts.get(code, ""), 0.0):
                sorts[code] = sort
    return tuple(Country(code, tuple(found), _CONFIDENCE[sorts[code]], sorts[code]) for code, found in spans.items())


# Places whose names are things too. Where a story has the thing in small letters, the capital may open a sentence.
_ALSO_THINGS = ("Turkey", "China", "Jersey", "Java", "Chile", "Cologne")


def _in_small(text: str, story: Story, word: str) -> bool:
    """Whether a story, its headline included, has a word in small letters and with a capital only after a stop."""
    whole = text[story.span.start : story.span.end]
    if re.search(rf"\b{word.lower()}\b", whole) is None:
        return False
    before = (whole[max(0, found.start() - 3) : found.start()] for found in re.finditer(rf"\b{word}\b", whole))
    return all(not end.strip() or end.strip()[-1] in '.!?:“"' for end in before)


def _within(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of the other spans, which are sorted, holds the span."""
    at = bisect_right(others, span.start, key=lambda other: other.start)
    return at > 0 and others[at - 1].end >= span.end


@lru_cache(maxsize=20_000)
def country_of(phrase: str) -> str | None:
    """Return the ISO 3166-1 code of the first country that a phrase names ("Serbian President" -> "RS"), or None."""
    return next((code for code, _, _ in _scan(tokens_in(phrase, Span(0, len(phrase))))), None)


def _scan(tokens: Sequence[Token]) -> Iterator[tuple[str, str, Span]]:
    """Yield (code, sort, span) for every place name in a passage's tokens that means its country."""
    tokens = _parts(tokens)
    surnames: set[str] = set()
    following = 0
    for index, token in enumerate(tokens):
        named = _beginning_with(token.text)
        entry = _longest(named, tokens, index) if named and index >= following else None
        if entry is None:
            continue
        words, code, sort = entry
        following = index + len(words)
        if _is_surname(tokens, index, following):
            surnames.add(words[-1])
        elif not (words[-1] in surnames or means_something_else(tokens, index, following, sort)):
            yield code, sort, Span(token.start, tokens[following - 1].end)


def _parts(tokens: Sequence[Token]) -> Sequence[Token]:
    """Split "anti-Russian", "Delhi-based" and "Russian-Ukrainian" at the hyphen, unless the whole is a place."""
    if not any("-" in token.text for token in tokens):
        return tokens
    table = _names()
    parts: list[Token] = []
    for token in tokens:
        if "-" not in token.text or _folded(token.text) in table:
            parts.append(token)
            continue
        at = token.start
        for part in token.text.split("-"):
            if part:
                parts.append(Token(part, at, at + len(part)))
            at += len(part) + 1
    return parts


@lru_cache(maxsize=100_000)
def _beginning_with(word: str) -> Sequence[_Entry]:
    """The names that begin with a word as printed; none for one in small letters."""
    if not word[0].isupper():
        return ()
    table = _names()
    folded = _folded(word)
    if folded not in table and len(folded) > 3 and folded.isupper():
        folded = folded.title()  # a heading in capitals
    return table.get(folded, ())


def _longest(named: Sequence[_Entry], tokens: Sequence[Token], index: int) -> _Entry | None:
    for words, code, sort in named:
        if len(words) == 1 or all(
            index + n < len(tokens) and _folded(tokens[index + n].text) == words[n] for n in range(1, len(words))
        ):
            return words, code, sort
    return None


def _is_surname(tokens: Sequence[Token], start: int, end: int) -> bool:
    """As in "Michael Jordan", "Mr. London", "Sofia Petrova": the place's word is part of a person's name."""
    first = tokens[start]
    given = given_names()
    if start and 1 <= first.start - tokens[start - 1].end <= 2 and not tokens[start - 1].possessive:
        before = tokens[start - 1].text
        if before in _HONORIFICS or (before in given and before not in _names()):
            return True
        if before in _SURNAME_PARTICLES and start > 1 and tokens[start - 2].capital:
            return True
        if len(before) == 2 and before.endswith(".") and before[0].isupper():
            return True
    if end - start == 1 and first.text in given and not first.possessive and end < len(tokens):
        after = tokens[end]
        return after.capital and after.start == first.end + 1 and after.text.endswith(_SURNAME_ENDINGS)
    return False


_SURNAME_PARTICLES = listed("von van der den ter ten bin ibn")
_SURNAME_ENDINGS = (
    "ov", "ova", "ev", "eva", "ski", "sky", "skaya", "enko", "ic", "vich", "son", "man", "berg", "stein", "ez", "ini",
    "elli", "escu", "yan", "dze", "shvili", "oglu", "er", "ey", "ett", "ton",
)  # fmt: skip
