"""Records that may be one person or organization: pairs for somebody to decide, the likeliest first.

Two are proposed that bear one name in any spelling (Alias.key), and, of the records made last, those with a name nearly
like another's that shares its longest word, or of people their surname. Two that somebody said are two are not proposed
again.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from archive.ingest import ledger
from archive.models import NotSame, Organization, Person

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NEWEST = 300  # records made last, whose names are compared with those nearly like them
NEAR = 88  # of 100: rapidfuzz's token_sort_ratio
_BESIDE = 40  # names that share a word with one of them
_MODELS: dict[str, type[Person | Organization]] = {"person": Person, "organization": Organization}


@dataclass(frozen=True, slots=True)
class Likely:
    """Two records that may be one, how likely (0 to 1), and why in words."""

    one: Person | Organization
    other: Person | Organization
    score: float
    reason: str


def likely(kind: str, limit: int = 50) -> list[Likely]:
    """Pairs of people ("person") or organizations, the likeliest first."""
    found: dict[tuple[int, int], tuple[float, str]] = {}
    for one, other, name in _same(kind, limit * 4):
        found.setdefault((one, other), (1.0, _("both bear the name %(name)s") % {"name": name}))
    for one, other, mine, theirs in _near(kind):
        score = fuzz.token_sort_ratio(mine, theirs) / 100
        pair = (min(one, other), max(one, other))
        if score * 100 >= NEAR and pair not in found:
            found[pair] = score * 0.9, _("nearly the same name: %(one)s, %(other)s") % {"one": mine, "other": theirs}
    apart = set(NotSame.objects.filter(kind=kind).values_list("one", "other"))
    pairs = sorted(
        ((pair, why) for pair, why in found.items() if pair not in apart), key=lambda row: (-row[1][0], row[0])
    )
    pairs = pairs[:limit]
    rows = _MODELS[kind]._default_manager.in_bulk({key for pair, _why in pairs for key in pair})
    return [
        Likely(rows[one], rows[other], score, reason)
        for (one, other), (score, reason) in pairs
        if one in rows and other in rows
    ]


def not_the_same(kind: str, keys: Iterable[int], *, who: User | None, reason: str) -> NotSame:
    """Remember that two records are two."""
    one, other = sorted(keys)
    rows = _MODELS[kind]._default_manager.in_bulk([one, other])
    words = _("Not the same: %(one)s and %(other)s") % {"one": rows.get(one, one), "other": rows.get(other, other)}
    with ledger.recorded("not-the-same", words, who=who):
        made, _new = NotSame.objects.update_or_create(
            kind=kind, one=one, other=other, defaults={"who": who, "reason": reason[:300]}
        )
    return made


def _same(kind: str, limit: int) -> list[tuple[int, int, str]]:
    """Records that have one name in any spelling, the newest first."""
    column = f"{kind}_id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT DISTINCT ON (greatest(a.{column}, b.{column}), least(a.{column}, b.{column}))
                least(a.{column}, b.{column}), greatest(a.{column}, b.{column}), a.name
            FROM archive_alias a JOIN archive_alias b ON b.key = a.key AND b.{column} > a.{column}
            WHERE a.{column} IS NOT NULL AND position(' ' in a.key) > 0
            ORDER BY greatest(a.{column}, b.{column}) DESC, least(a.{column}, b.{column}) LIMIT %s""",
            [limit],
        )
        return list(cursor.fetchall())


def _near(kind: str) -> list[tuple[int, int, str, str]]:
    """Names of the newest records beside names that share a word with them: the last of people, else the longest."""
    column = f"{kind}_id"
    word = (
        "(regexp_split_to_array(n.key, ' '))[cardinality(regexp_split_to_array(n.key, ' '))]"
        if kind == "person"
        else "(SELECT w FROM regexp_split_to_table(n.key, ' ') w ORDER BY length(w) DESC, w LIMIT 1)"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT n.{column}, o.{column}, n.name, o.name
            FROM (SELECT n.*, {word} AS word FROM archive_alias n
                  WHERE n.{column} IS NOT NULL AND n.kind = 'name' AND position(' ' in n.key) > 0
                  ORDER BY n.{column} DESC LIMIT %s) n
            CROSS JOIN LATERAL (
                SELECT o.{column}, o.name FROM archive_alias o
                WHERE to_tsvector('simple', coalesce(o.key, '') || ' ' || coalesce(o.name, ''))
                      @@ plainto_tsquery('simple', n.word)
                  AND o.{column} IS NOT NULL AND o.{column} <> n.{column} LIMIT %s) o""",
            [NEWEST, _BESIDE],
        )
        return list(cursor.fetchall())
