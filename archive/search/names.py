"""What a name in a question stands for: ids, codes or slugs of a filter's values, by any name, spelling or slug."""
# ruff: noqa: S608

from __future__ import annotations

from typing import NamedTuple

from django.db import connection
from django.utils.text import slugify
from rapidfuzz import fuzz, process

from archive.models.keys import person_key, plain_key

from .links import ALWAYS_KNOWN, LINKING, NAMES

# Filters whose values have other names in Alias, and the column there.
ALIASED = {"people": "person_id", "organizations": "organization_id", "sources": "source_id"}
WORDS = "to_tsvector('simple', coalesce(n.key, '') || ' ' || coalesce(n.name, ''))"  # index alias_words
_ALIKE = 75  # of 100, by rapidfuzz's weighted ratio
_MOST_COMPARED = 5_000
_MOST = 50  # bearers of one name that are looked for


class Bearer(NamedTuple):
    """A value that a name may stand for: its key in links.py, its slug, and what it is called."""

    key: int | str
    slug: str
    name: str


def bearers(name: str, value: str, *, exact: bool = False) -> tuple[Bearer, ...]:
    """The values of one filter ("people") that a text names and readers may know of, the surest kind only, by name.

    A slug or code, then the whole name as printed, then in any spelling (aliases, transliterations), then a surname or
    the beginning of a name. With `exact` only the first two.
    """
    spelled = f"SELECT n.value, n.slug, n.name FROM ({NAMES[name]}) n WHERE {known(name)} AND "
    slug = value.upper() if name == "countries" else value.lower()
    ways: list[tuple[str, list[str]]] = [("n.slug = %s OR lower(n.name) = %s", [slug, value.lower()])]
    if not exact:
        ways += _looser(name, value)
    with connection.cursor() as cursor:
        for condition, params in ways:
            cursor.execute(f"{spelled}({condition}) ORDER BY n.sort_key, n.slug LIMIT {_MOST}", params)
            if rows := cursor.fetchall():
                return tuple(Bearer(*row) for row in rows)
    return ()


def similar(name: str, value: str) -> tuple[Bearer, ...]:
    """Values of one filter whose names are spelled much like a text that nobody bears: at most three, the likest first.

    Looked for among the names that have a word with the same first letter.
    """
    plain = plain_key(value)
    if not plain:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT n.value, n.slug, n.name FROM ({NAMES[name]}) n"
            f" WHERE (n.sort_key LIKE %s OR n.sort_key LIKE %s) AND {known(name)}"
            f" ORDER BY n.sort_key LIMIT {_MOST_COMPARED}",
            [f"{_escaped(plain[0])}%", f"% {_escaped(plain[0])}%"],
        )
        named = {plain_key(row[2]): Bearer(*row) for row in cursor.fetchall()}
    likest = process.extract(plain, list(named), scorer=fuzz.WRatio, limit=3, score_cutoff=_ALIKE)
    return tuple(named[key] for key, _score, _index in likest)


def known(name: str) -> str:
    """The SQL condition that readers may know of a value (n) of one filter: a published story has it."""
    if name in ALWAYS_KNOWN:
        return "true"
    # The first story that is met is enough. Each kind of fact is asked for itself: over all at once PostgreSQL collects
    # the many facts of a famous person before it looks at the first.
    first = ", ".join(
        f"(SELECT true FROM ({facts}) l JOIN archive_article a ON a.id = l.article_id"
        " JOIN archive_digest d ON d.id = a.digest_id WHERE l.value = n.value AND d.state = 'published' LIMIT 1)"
        for facts in LINKING[name]
    )
    return f"coalesce({first}, false)"


def _looser(name: str, value: str) -> list[tuple[str, list[str]]]:
    """The further ways to find a filter's values by a text, the surer first: conditions on n and their parameters."""
    column, plain = ALIASED.get(name), plain_key(value)
    if not plain:
        return []
    if column is None:
        return [*_of_lists(name, value, plain)]
    key = person_key(value) if name == "people" else plain
    alias = f"n.value IN (SELECT {column} FROM archive_alias n WHERE {column} IS NOT NULL AND "
    part, *words = _escaped(key), *key.split()
    whole = f"{alias}{WORDS} @@ %s::tsquery AND key LIKE %s)"
    ways = [(f"{alias}key = %s)", [key])]
    if name == "people":
        return [*ways, (whole, [" & ".join(words), f"% {part}"])]  # a surname alone
    begun = f"{' & '.join(words)}:*"
    return [*ways, (whole, [" & ".join(words), f"{part} %"]), (whole, [begun, f"% {part}%"])]


def _of_lists(name: str, value: str, plain: str) -> list[tuple[str, list[str]]]:
    """Countries by their other names and peoples, topics and sections by their slugs."""
    if name == "countries":
        known = "n.value IN (SELECT code FROM archive_country WHERE lower(%s) = ANY(SELECT lower(unnest(names))))"
        return [(known, [value])]
    return [("n.slug = %s", [slugify(value)]), ("n.sort_key LIKE %s", [f"{_escaped(plain)}%"])]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
