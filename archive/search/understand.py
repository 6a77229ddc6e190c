"""A question understood: its slugs looked up, its words weighed, and the SQL condition that finds its stories.

Every value travels as a parameter; what is put together into SQL are constants of links.py.
"""
# ruff: noqa: S608

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from archive.models import FormerSlug

from .links import ALWAYS_KNOWN, LINKS, NAMES
from .query import FILTERS, SearchRequest, unknown
from .results import FacetValue

WORDS = "websearch_to_tsquery('english', %s)"


@dataclass(frozen=True)
class Asked:
    """A question understood: slugs looked up, words that can be looked for (none in "the")."""

    request: SearchRequest
    words: str
    chosen: dict[str, list[FacetValue]]
    ids: dict[str, list[int | str]]
    notes: list[str] = field(default_factory=list)


def understand(cursor: CursorWrapper, request: SearchRequest) -> Asked:
    """Looks the slugs up, former ones too, and drops what stands for nothing, with a note."""
    notes: list[str] = []
    found = {name: _named(cursor, name, "slug", list(request.values(name))) for name, _param in FILTERS}
    for name, _param in FILTERS:
        missing = sorted(set(request.values(name)) - {value.slug for _id, value in found[name]})
        if missing:
            moved = _formerly(cursor, name, missing)
            found[name] += [pair for slug, pair in moved if pair not in found[name]]
            notes += [unknown(name, slug) for slug in missing if slug not in {old for old, _pair in moved}]
    words = request.q
    if words:
        cursor.execute(f"SELECT numnode({WORDS})", [words])
        if not cursor.fetchone()[0]:
            notes.append(_("“%(words)s” holds no word that can be looked for.") % {"words": words[:60]})
            words = ""
    slugs: dict[str, Any] = {name: tuple(value.slug for _id, value in pairs) for name, pairs in found.items()}
    if request.after and request.before and request.after > request.before:
        notes.append(_("No day is both after the first and before the last day asked for."))
    return Asked(
        request=replace(request, **slugs),
        words=words,
        chosen={name: [value for _id, value in pairs] for name, pairs in found.items()},
        ids={name: [key for key, _value in pairs] for name, pairs in found.items()},
        notes=notes,
    )


def _named(
    cursor: CursorWrapper, name: str, column: str, keys: list[int] | list[str]
) -> list[tuple[int | str, FacetValue]]:
    """Values of a filter by slug or by value: (value, its slug and name), where readers may know of them."""
    if not keys:
        return []
    known = "true" if name in ALWAYS_KNOWN else (
        f"EXISTS (SELECT FROM ({LINKS[name]}) l JOIN archive_article a ON a.id = l.article_id"
        " JOIN archive_digest d ON d.id = a.digest_id WHERE l.value = n.value AND d.state = 'published')"
    )  # fmt: skip
    cursor.execute(f"SELECT value, slug, name FROM ({NAMES[name]}) n WHERE n.{column} = ANY(%s) AND {known}", [keys])
    return [(value, FacetValue(slug, called, 0, True)) for value, slug, called in cursor.fetchall()]


def _formerly(cursor: CursorWrapper, name: str, slugs: list[str]) -> list[tuple[str, tuple[int | str, FacetValue]]]:
    """What has now the address that these slugs once were: (former slug, value)."""
    kinds = {"people": "person", "organizations": "organization", "sources": "source", "topics": "topic"}
    former = FormerSlug.objects.filter(kind=kinds.get(name, ""), slug__in=slugs).values_list("slug", "target")
    targets = dict(former)
    now = dict(_named(cursor, name, "value", sorted(set(targets.values()))))
    return [(slug, (target, now[target])) for slug, target in sorted(targets.items()) if target in now]


def matching(asked: Asked, leave_out: str = "") -> tuple[str, list[Any]]:
    """The SQL after SELECT … that finds the stories (a), and its parameters; one filter may be left out."""
    where, params = ["d.state = 'published'"], list[Any]()
    if asked.words:
        where.append(f"a.search @@ {WORDS}")
        params.append(asked.words)
    for name, ids in asked.ids.items():
        if ids and name != leave_out:
            where.append(f"a.id IN (SELECT l.article_id FROM ({LINKS[name]}) l WHERE l.value = ANY(%s))")
            params.append(ids)
    for day, condition in ((asked.request.after, "a.date >= %s"), (asked.request.before, "a.date <= %s")):
        if day:
            where.append(condition)
            params.append(day)
    return f"FROM archive_article a JOIN archive_digest d ON d.id = a.digest_id WHERE {' AND '.join(where)}", params
