"""What the search box offers while one types: names that begin so, each with the text of the box that asks for it.

The last clause at the end of the text is completed: a bare beginning of a name, of several words too, or a field that
has begun. Whatever else stands there completes nothing.
"""
# ruff: noqa: S608

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple

from django.db import connection

from archive.models.keys import person_key, plain_key

from .language import FIELDS, LONGEST, MARKS, read_query
from .links import NAMES
from .names import ALIASED, known
from .query import PARAMS
from .tree import Named, Within, Words, parts, written

MOST_WORDS = 5  # of a name that are typed without quotation marks
_TOLD_MOST = 500  # values of one filter that are looked through first, those in most stories
_MOST_SPELLINGS = 300  # that are looked at beyond these, for each number of words
_SHORT = 3  # letters; fewer begin very many words
_MOST_ASKED = 5  # times as many values as are offered: of some of them no reader may know

_HOLE = "\ue000hole"  # a word that nobody types
_TOKEN = re.compile(rf"(-?(?:(?:{'|'.join(FIELDS)}):)?)(.+)", re.IGNORECASE)
_OPERATOR = re.compile(r"OR|NEAR(/\d+)?|.*\*")

# (filter, value, stories, spelling, key) of what is short enough to be read whole.
_LISTS = {
    "countries": """
        SELECT 'countries', c.code, coalesce(f.stories, 0), unnest(array_prepend(c.name, c.names)), NULL
        FROM archive_country c LEFT JOIN archive_storycount f ON f.of = 'countries' AND f.value = c.code""",
    "topics": """
        SELECT 'topics', t.id::text, coalesce(f.stories, 0), t.name, NULL
        FROM archive_topic t LEFT JOIN archive_storycount f ON f.of = 'topics' AND f.value = t.id::text""",
    "sections": f"""(
        SELECT 'sections', f.value, f.stories, f.value, NULL FROM archive_storycount f
        WHERE f.of = 'sections' ORDER BY f.stories DESC LIMIT {_TOLD_MOST})""",
}
# The same of the values in most stories, by the beginnings of words.
_TOLD = f"""
    SELECT '%(name)s', f.value, f.stories, n.name, n.key
    FROM (SELECT value, stories FROM archive_storycount
          WHERE of = '%(name)s' ORDER BY stories DESC LIMIT {_TOLD_MOST}) f
    JOIN archive_alias n ON n.%(column)s = f.value::bigint
    WHERE ' ' || n.key || ' ' || lower(n.name) LIKE ANY(%%s)"""
# The same of any, by all words, found in the index alias_words.
_BY_WORD = f"""(
    SELECT v.of, v.value, coalesce(f.stories, 0), n.name, n.key
    FROM (SELECT * FROM archive_alias n
          WHERE to_tsvector('simple', coalesce(n.key, '') || ' ' || coalesce(n.name, '')) @@ %(query)s::tsquery
          AND ' ' || n.key || ' ' || lower(n.name) LIKE ANY(%(begun)s) AND %(only)s LIMIT {_MOST_SPELLINGS}) n
    CROSS JOIN LATERAL (VALUES ('people', n.person_id::text), ('organizations', n.organization_id::text),
                               ('sources', n.source_id::text)) v (of, value)
    LEFT JOIN archive_storycount f ON f.of = v.of AND f.value = v.value
    WHERE v.value IS NOT NULL)"""
# A section is called what any of its published stories' digests calls it.
_SECTIONS = """
    SELECT 'sections', v.value, v.value, s.heading FROM unnest(%s::text[]) v (value)
    CROSS JOIN LATERAL (SELECT s.heading FROM archive_section s JOIN archive_article a ON a.section_id = s.id
                        JOIN archive_digest d ON d.id = s.digest_id
                        WHERE s.slug = v.value AND d.state = 'published' LIMIT 1) s"""

_Row = tuple[str, str, int, str, str | None]


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
    def plain(self) -> str:
        return plain_key(self.typed)

    @cached_property
    def folded(self) -> str:
        return person_key(self.typed)

    def keys(self, name: str) -> tuple[str, ...]:
        """How names of one filter may begin. A beginning may fold otherwise than the name, so both are looked for."""
        return (self.plain, self.folded) if name == "people" and self.folded != self.plain else (self.plain,)

    def asks(self, name: str) -> bool:
        return self.field in ("", name)

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
    rows = _told_most(tails)
    found = _best(tails, rows)
    if unfilled := tails if not found else tails[: found[0].tail + (len(found) < limit)]:
        found = _best(tails, [*rows, *_by_word(unfilled)])
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


def _told_most(tails: list[_Tail]) -> list[_Row]:
    """Spellings that may fit of the short lists and of the values in most stories; one query."""
    tail = tails[-1]
    texts = [rows for name, rows in _LISTS.items() if tail.asks(name)]
    params: list[list[str]] = []
    for name, column in ALIASED.items():
        if tail.asks(name):
            texts.append(_TOLD % {"name": name, "column": column})
            params.append(_begun(tail))
    return _rows(" UNION ALL ".join(texts), params)


def _by_word(tails: list[_Tail]) -> list[_Row]:
    """Spellings of people, organizations and newspapers that have the words of a tail; one query."""
    asked = [tail for tail in tails if any(tail.asks(name) for name in ALIASED)]
    if not asked:
        return []
    texts: list[str] = []
    params: list[Any] = []
    for tail in asked:
        only = f"{ALIASED[tail.field]} IS NOT NULL" if tail.field else "true"
        texts.append(_BY_WORD % {"query": "%s", "begun": "%s", "only": only})
        params += [" | ".join(f"({_all_of(key)})" for key in tail.keys("people")), _begun(tail)]
    return _rows(" UNION ALL ".join(texts), params)


def _all_of(key: str) -> str:
    """The words of a key, the last one begun, as a tsquery's text. After other words a short beginning is left out:
    to look up all that begin so would cost more than to read what has the others.
    """
    *words, begun = key.split()
    wanted = [f"'{word}'" for word in words]
    return " & ".join(wanted if words and len(begun) < _SHORT else [*wanted, f"'{begun}':*"])


def _begun(tail: _Tail) -> list[str]:
    """Patterns of spellings of which some word begins like the last one typed."""
    return [f"% {key.split()[-1]}%" for key in tail.keys("people")]


def _rows(text: str, params: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return cursor.fetchall()


def _best(tails: list[_Tail], rows: Iterable[_Row]) -> list[_Found]:
    """The values that the longest tail which fits any may mean, each by its best spelling, the better ones first."""
    shortest = {name: [f" {key.split()[-1]}" for key in tails[-1].keys(name)] for name in PARAMS}
    found: dict[tuple[str, str], _Found] = {}
    for name, value, stories, spelling, key in rows:
        spelled = [_plain(spelling), key] if key else [_plain(spelling)]
        if not any(begins in f" {one}" for one in spelled for begins in shortest[name]):
            continue
        for at, tail in enumerate(tails):
            if tail.asks(name) and (fit := _fit(tail.keys(name), spelled)):
                one = _Found(at, fit != "whole", -stories, spelling, name, value)
                found[name, value] = min(one, found.get((name, value), one))
                break
    ordered = sorted(found.values())
    return [one for one in ordered if one.tail == ordered[0].tail]


def _fit(keys: Iterable[str], spelled: Iterable[str]) -> Literal["", "whole", "word"]:
    """How a spelling, folded in some ways, has a key's words: it begins with them, or some of its words do."""
    fit: Literal["", "word"] = ""
    for key in keys:
        *words, begun = key.split()
        for one in spelled:
            if one.startswith(key):
                return "whole"
            has = one.split()
            if any(word.startswith(begun) for word in has) and all(word in has for word in words):
                fit = "word"
    return fit


@lru_cache(maxsize=8192)
def _plain(name: str) -> str:
    return plain_key(name)


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
    detail = slug if shared else "" if _fit(tail.keys(found.name), [_plain(name)]) else found.spelling
    return Completion(found.name, slug, name, detail, tail.taken(found.name, value), tuple(_spans(tail, name)))


def _spans(tail: _Tail, name: str) -> Iterator[tuple[int, int]]:
    """Where the words of a name begin as was typed."""
    for word in re.finditer(r"\w+", name):
        begun = max((len(one) for one in tail.plain.split() if _plain(word[0]).startswith(one)), default=0)
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
    rows = _rows(" UNION ALL ".join(texts), params) if texts else []
    return {(name, value): (slug, called) for name, value, slug, called in rows}
