"""What the search box offers while one types: names that begin so, each with the text of the box that asks for it.

The last clause at the end of the text is completed: a bare beginning of a name, of several words too, or a field that
has begun. Whatever else stands there completes nothing.
"""
# ruff: noqa: S608

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from archive.models.keys import plain_key

from .beginnings import Begun, Row, by_word, fetched, told_most
from .language import FIELDS, LONGEST, MARKS, read_query
from .links import NAMES
from .names import known
from .tree import Named, Within, Words, parts, written

MOST_WORDS = 5  # of a name that are typed without quotation marks
_MOST_ASKED = 5  # times as many values as are offered: of some of them no reader may know

_HOLE = "\ue000hole"  # a word that nobody types
_TOKEN = re.compile(rf"(-?(?:(?:{'|'.join(FIELDS)}):)?)(.+)", re.IGNORECASE)
_OPERATOR = re.compile(r"OR|NEAR(/\d+)?|.*\*")

# A section is called what any of its published stories' digests calls it.
_SECTIONS = """
    SELECT 'sections', v.value, v.value, s.heading FROM unnest(%s::text[]) v (value)
    CROSS JOIN LATERAL (SELECT s.heading FROM archive_section s JOIN archive_article a ON a.section_id = s.id
                        JOIN archive_digest d ON d.id = s.digest_id
                        WHERE s.slug = v.value AND d.state = 'published' LIMIT 1) s"""


@dataclass(frozen=True, slots=True)
class Completion:
    """A value of a filter ("people") that the end of a text may mean.

    `detail` sets it apart: another of its names that was typed, or its slug where two have one name. `spans` are the
    parts of `name` that were typed. `text` is the whole text once it is taken; it reads as a question for this value.
    """

    filter: str
    slug: str
    name: str
    detail: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class _Tail:
    """The end of a text that may begin a name: what stands before it, what is typed, and in which filter's field."""

    before: str
    typed: str
    field: str

    @cached_property
    def begun(self) -> Begun:
        return Begun(self.typed, self.field)

    def taken(self, name: str, value: str) -> str:
        """The text with a value in the tail's place."""
        return self.before + (f'"{value}"' if self.field else written(Named(name, value)))


class _Found(NamedTuple):
    """A value, the spelling by which it was found and where: the better ones come first in order."""

    tail: int
    later: bool  # not the name's beginning, but that of a later word
    unheard: int  # minus its stories
    spelling: str
    name: str
    value: str


def complete(text: str, limit: int = 8) -> tuple[Completion, ...]:
    """What the last clause of a text may be going to ask for, the likest first; at most three queries, never an error.

    Names that begin so come before names of which a later word does, those in more stories before others. Where several
    words may be one name, they are taken together if any name has them.
    """
    tails = list(_tails(text))
    if not tails:
        return ()
    rows = told_most(tails[-1].begun)
    found = _best(tails, rows)
    if unfilled := tails if not found else tails[: found[0].tail + (len(found) < limit)]:
        found = _best(tails, [*rows, *by_word([tail.begun for tail in unfilled])])
    return _offered(tails, found[: limit * _MOST_ASKED])[:limit]


def _tails(text: str) -> Iterator[_Tail]:
    """The ends of a text that may be completed, the longest first."""
    read = text.translate(MARKS)
    if len(text) > LONGEST:
        return
    quoted = read.count('"') % 2 == 1
    ends = [read.rindex('"')] if quoted else list(_word_ends(read))
    for at in reversed(ends):
        field = _field(text[:at])
        if field is not None and (field or not quoted) and plain_key(text[at:]):
            yield _Tail(text[:at], text[at + quoted :], field)


def _word_ends(text: str) -> Iterator[int]:
    """Where the last words of a text begin, the last one first, as far back as one name may reach."""
    closed = max(map(text.rfind, '()"')) + 1
    words = list(re.finditer(r"\S+", text[closed:]))
    for word in words[: -MOST_WORDS - 1 : -1]:
        token = _TOKEN.fullmatch(word[0])
        if token is None or _OPERATOR.fullmatch(word[0]):
            return
        if token[1].endswith(":") and text[-1].isspace():
            return  # the clause has ended
        yield closed + word.start() + len(token[1])
        if token[1]:
            return


def _field(before: str) -> str | None:
    """The filter whose field is open at the end of a text; "" for none, None where no name can stand."""
    for node in parts(read_query(f'{before}"{_HOLE}"').tree):
        if isinstance(node, Named) and node.value == _HOLE:
            return node.filter
        if isinstance(node, Within) and any(isinstance(one, Words) and one.text == _HOLE for one in parts(node)):
            return None
        if isinstance(node, Words) and node.text == _HOLE:
            return ""
    return None


def _best(tails: list[_Tail], rows: Iterable[Row]) -> list[_Found]:
    """The values that the longest tail which fits any may mean, each by its best spelling, the better ones first."""
    found: dict[tuple[str, str], _Found] = {}
    for row in rows:
        if not tails[-1].begun.last_word_fits(row):
            continue
        for at, tail in enumerate(tails):
            if fit := tail.begun.fits(row):
                one = _Found(at, fit != "whole", -row.stories, row.spelling, row.filter, row.value)
                found[row.filter, row.value] = min(one, found.get((row.filter, row.value), one))
                break
    ordered = sorted(found.values())
    return [one for one in ordered if one.tail == ordered[0].tail]


def _offered(tails: list[_Tail], found: list[_Found]) -> tuple[Completion, ...]:
    """Those of which readers may know, under their present names; one query."""
    called = _called(found)
    names = Counter((name, called_so.casefold()) for (name, _value), (_slug, called_so) in called.items())
    made = []
    for one in found:
        if (one.name, one.value) in called:
            slug, name = called[one.name, one.value]
            made.append(_completion(tails[one.tail], one, slug, name, names[one.name, name.casefold()] > 1))
    return tuple(one for one in made if len(one.text) <= LONGEST)


def _completion(tail: _Tail, found: _Found, slug: str, name: str, shared: bool) -> Completion:
    says = name.translate(MARKS)
    value = slug if shared or '"' in says or says != " ".join(says.split()) else name
    as_named = found.spelling == name or tail.begun.fits(Row(found.name, found.value, 0, name, None))
    detail = slug if shared else "" if as_named else found.spelling
    return Completion(found.name, slug, name, detail, tail.taken(found.name, value), tuple(_spans(tail, name)))


def _spans(tail: _Tail, name: str) -> Iterator[tuple[int, int]]:
    """Where the words of a name begin as was typed."""
    for word in re.finditer(r"\w+", name):
        begun = max((len(one) for one in tail.begun.plain.split() if plain_key(word[0]).startswith(one)), default=0)
        if begun:
            yield word.start(), min(word.start() + begun, word.end())


def _called(found: list[_Found]) -> dict[tuple[str, str], tuple[str, str]]:
    """The slugs and names of those values that readers may know of."""
    texts, params = [], []
    for name in dict.fromkeys(one.name for one in found):
        values = [one.value for one in found if one.name == name]
        if name == "sections":
            texts.append(_SECTIONS)
        else:
            texts.append(
                f"SELECT '{name}', n.value::text, n.slug, n.name FROM ({NAMES[name]}) n"
                f" WHERE n.value = ANY(%s::{'text' if name == 'countries' else 'bigint'}[]) AND {known(name)}"
            )
        params.append(values)
    rows = fetched(" UNION ALL ".join(texts), params) if texts else []
    return {(name, value): (slug, called) for name, value, slug, called in rows}
