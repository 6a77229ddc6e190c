"""Names by the beginnings of their words, in any spelling: which of them a text may be the beginning of.

What is short (countries, topics, sections) is read whole. Of people, organizations and newspapers those in most stories
are looked through first; only what they do not fill is looked up, so that a beginning of very many names costs little.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple

from django.db import connection

from archive.models.keys import person_key, plain_key

from .conditions import Sql
from .names import ALIASED, WORDS

_TOLD_MOST = 250  # values of one filter that are looked through first
_MOST_SPELLINGS = 300  # that are looked at beyond these, for each beginning
_SHORT = 3  # letters; fewer begin very many words

_SPELLED = "' ' || n.key || ' ' || lower(n.name)"

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
# The same of the values in most stories, by the beginnings of words. OFFSET keeps plans from comparing every alias.
_TOLD = f"""
    SELECT '%(name)s', f.value, f.stories, n.name, n.key
    FROM (SELECT value, stories FROM archive_storycount
          WHERE of = '%(name)s' ORDER BY stories DESC LIMIT {_TOLD_MOST}) f
    CROSS JOIN LATERAL (SELECT * FROM archive_alias n WHERE n.%(column)s = f.value::bigint OFFSET 0) n
    WHERE {_SPELLED} LIKE ANY(%%s)"""
# The same of any, by all words, found in the index alias_words.
_BY_WORD = f"""(
    SELECT v.of, v.value, coalesce(f.stories, 0), n.name, n.key
    FROM (SELECT * FROM archive_alias n
          WHERE {WORDS} @@ %(query)s::tsquery
          AND {_SPELLED} LIKE ANY(%(begun)s) AND %(only)s LIMIT {_MOST_SPELLINGS}) n
    CROSS JOIN LATERAL (VALUES ('people', n.person_id::text), ('organizations', n.organization_id::text),
                               ('sources', n.source_id::text)) v (of, value)
    LEFT JOIN archive_storycount f ON f.of = v.of AND f.value = v.value
    WHERE v.value IS NOT NULL)"""


class Row(NamedTuple):
    """One spelling of a value of a filter ("people"), its Alias.key if it has one, and in how many stories it is."""

    filter: str
    value: str
    stories: int
    spelling: str
    key: str | None


class Begun:
    """The beginning of a name as it was typed; of one filter's names, or of any (filter "")."""

    def __init__(self, typed: str, filter: str = "") -> None:
        self.filter = filter
        self.plain = plain_key(typed)
        self._folded = person_key(typed)

    def keys(self, name: str) -> tuple[str, ...]:
        """How names of one filter may begin. A beginning may fold otherwise than its name, so both are looked for."""
        return (self.plain, self._folded) if name == "people" and self._folded != self.plain else (self.plain,)

    def asks(self, name: str) -> bool:
        """Whether names of this filter are meant."""
        return self.filter in ("", name)

    def fits(self, row: Row) -> Literal["", "whole", "word"]:
        """How a spelling has the words typed: it begins with them, or some of its words do; "" if it does not."""
        fit: Literal["", "word"] = ""
        for key in self.keys(row.filter) if self.asks(row.filter) else ():
            *words, begun = key.split()
            for spelled in _spelled(row):
                if spelled.startswith(key):
                    return "whole"
                has = spelled.split()
                if any(word.startswith(begun) for word in has) and all(word in has for word in words):
                    fit = "word"
        return fit

    def last_word_fits(self, row: Row) -> bool:
        """Whether some word of a spelling begins like the last one typed: quicker, and so for all that fit."""
        return any(begun in f" {spelled}" for begun in self._last[row.filter == "people"] for spelled in _spelled(row))

    @property
    def patterns(self) -> list[str]:
        """The last word for LIKE, against the key and the name together."""
        return [f"%{begun}%" for begun in self._last[True]]

    @property
    def query(self) -> str:
        """The words as a tsquery's text."""
        return " | ".join(f"({_all_of(key)})" for key in self.keys("people"))

    @cached_property
    def _last(self) -> dict[bool, list[str]]:
        """The last word with a blank before it, for people or not."""
        return {
            people: [f" {key.split()[-1]}" for key in self.keys("people" if people else "")] for people in (True, False)
        }


def told_most(begun: Begun) -> list[Row]:
    """Spellings that may fit of the short lists, and of the values in most stories; one query."""
    texts = [rows for name, rows in _LISTS.items() if begun.asks(name)]
    columns = {name: column for name, column in ALIASED.items() if begun.asks(name)}
    texts += [_TOLD % {"name": name, "column": column} for name, column in columns.items()]
    return [Row(*row) for row in fetched(" UNION ALL ".join(texts), [begun.patterns for _name in columns])]


def by_word(beginnings: Sequence[Begun]) -> list[Row]:
    """Spellings of people, organizations and newspapers that fit any of some beginnings; one query."""
    texts: list[str] = []
    params: list[Any] = []
    for begun in beginnings:
        if any(begun.asks(name) for name in ALIASED):
            only = f"{ALIASED[begun.filter]} IS NOT NULL" if begun.filter else "true"
            texts.append(_BY_WORD % {"query": "%s", "begun": "%s", "only": only})
            params += [begun.query, begun.patterns]
    return [Row(*row) for row in fetched(" UNION ALL ".join(texts), params)] if texts else []


def begins(name: str, text: str) -> Sql:
    """The condition that a value (n of links.NAMES) has a name, in any spelling, with words that begin so."""
    begun = Begun(text, name)
    if not begun.plain:
        return Sql("false")
    if name in ALIASED:
        found = f"SELECT {ALIASED[name]} FROM archive_alias n WHERE {ALIASED[name]} IS NOT NULL AND {WORDS}"
        return Sql(f"n.value IN ({found} @@ %s::tsquery AND {_SPELLED} LIKE ANY(%s))", (begun.query, begun.patterns))
    rows = [Row(*row) for row in fetched(_LISTS[name], [])]
    return Sql("n.value::text = ANY(%s)", ([row.value for row in rows if begun.fits(row)],))


def fetched(text: str, params: Sequence[Any]) -> list[Any]:
    """The rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return cursor.fetchall()


def _spelled(row: Row) -> Iterable[str]:
    return (_plain(row.spelling), row.key) if row.key else (_plain(row.spelling),)


@lru_cache(maxsize=8192)
def _plain(name: str) -> str:
    return plain_key(name)


def _all_of(key: str) -> str:
    """The words of a key, the last one begun, as a tsquery's text. After other words a short beginning is left out:
    to look up all that begin so would cost more than to read what has the others.
    """
    *words, begun = key.split()
    wanted = [f"'{word}'" for word in words]
    return " & ".join(wanted if words and len(begun) < _SHORT else [*wanted, f"'{begun}':*"])
