"""What lists of people, newspapers, countries say of each, in SQL: statements and stories, always the same way.

A number and the list behind it come from the same constants of links.py, so that they cannot differ.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from django.db.backends.utils import CursorWrapper

from .links import LINKS, SAID
from .results import NO_DATE, Figures, Key, Measures, Month

_PUBLISHED = "JOIN archive_digest d ON d.id = a.digest_id AND d.state = 'published'"
_VISIBLE = (
    "JOIN archive_statement s ON s.id = p.statement_id AND s.state <> 'rejected'"
    f" JOIN archive_article a ON a.id = s.article_id {_PUBLISHED}"
)
_IN_STORIES = f"JOIN archive_article a ON a.id = l.article_id {_PUBLISHED}"
_EPOCH = date(1970, 1, 1)


def measures(cursor: CursorWrapper, name: str) -> Measures:
    """Every value of a filter that a published story has."""
    cursor.execute(f"SELECT p.value, count(*) FROM ({SAID[name]}) p {_VISIBLE} GROUP BY p.value")
    said = dict(cursor.fetchall())
    cursor.execute(
        f"SELECT l.value, count(*), min(a.date), max(a.date) FROM ({LINKS[name]}) l {_IN_STORIES} GROUP BY l.value"
    )
    rows = cursor.fetchall()
    return Measures(
        np.array([row[0] for row in rows]),
        {
            "stories": np.array([row[1] for row in rows], dtype=np.int64),
            "statements": np.array([said.get(row[0], 0) for row in rows], dtype=np.int64),
            "first": np.array([_days(row[2]) for row in rows], dtype=np.int64),
            "last": np.array([_days(row[3]) for row in rows], dtype=np.int64),
        },
    )


def related(cursor: CursorWrapper, name: str, other: str) -> dict[Key, int]:
    """Of how many values of another filter each value has statements, where it has any."""
    return _related(cursor, name, other, "true", [])


def story_counts(cursor: CursorWrapper, values: Mapping[str, Sequence[Key]]) -> dict[str, dict[Key, int]]:
    """In how many published stories some values of filters are; one query."""
    queries: list[str] = []
    params: list[Any] = []
    for name, some in values.items():
        if some:
            queries.append(
                f"SELECT '{name}', l.value::text, count(*) FROM ({LINKS[name]}) l {_IN_STORIES}"
                " WHERE l.value = ANY(%s) GROUP BY l.value"
            )
            params.append(list(some))
    counts: dict[str, dict[Key, int]] = {name: dict.fromkeys(some, 0) for name, some in values.items()}
    if queries:
        by_text = {name: {str(value): value for value in some} for name, some in values.items()}
        cursor.execute(" UNION ALL ".join(queries), params)
        for name, value, count in cursor.fetchall():
            counts[name][by_text[name][value]] = count
    return counts


def newest(cursor: CursorWrapper, name: str, keys: Sequence[Key], limit: int) -> dict[Key, list[int]]:
    """The newest published stories of some values, so many of each."""
    cursor.execute(
        f"""SELECT value, id FROM (
            SELECT l.value, a.id, row_number() OVER (
                PARTITION BY l.value ORDER BY a.date DESC NULLS FIRST, a.id DESC) AS place
            FROM ({LINKS[name]}) l {_IN_STORIES} WHERE l.value = ANY(%s)) n WHERE place <= %s ORDER BY place""",
        [list(keys), limit],
    )
    found: dict[Key, list[int]] = {key: [] for key in keys}
    for key, story in cursor.fetchall():
        found[key].append(story)
    return found


def figures(cursor: CursorWrapper, name: str, keys: Sequence[Key], others: Sequence[str] = ()) -> dict[Key, Figures]:
    """Figures for each of the values, in two queries and one for each of `others`."""
    cursor.execute(
        f"""SELECT l.value, count(*), min(a.date), max(a.date) FROM ({LINKS[name]}) l {_IN_STORIES}
        WHERE l.value = ANY(%s) GROUP BY l.value""",
        [list(keys)],
    )
    found = dict.fromkeys(keys, Figures(related=dict.fromkeys(others, 0)))
    for key, count, first, last in cursor.fetchall():
        found[key] = replace(found[key], stories=count, first=first, last=last)
    cursor.execute(
        f"""SELECT p.value, date_trunc('month', a.date)::date, count(*), min(a.date), max(a.date)
        FROM ({SAID[name]}) p {_VISIBLE} WHERE p.value = ANY(%s) GROUP BY 1, 2 ORDER BY 2 NULLS LAST""",
        [list(keys)],
    )
    for key, month, count, first, last in cursor.fetchall():
        now = found[key]
        found[key] = replace(
            now,
            statements=now.statements + count,
            first_said=now.first_said or first,
            last_said=last or now.last_said,
            months=(*now.months, Month(month, count)) if month else now.months,
        )
    for other in others:
        for key, count in _related(cursor, name, other, "p.value = ANY(%s)", [list(keys)]).items():
            found[key] = replace(found[key], related=found[key].related | {other: count})
    return found


def _related(cursor: CursorWrapper, name: str, other: str, condition: str, params: list[Any]) -> dict[Key, int]:
    cursor.execute(
        f"""SELECT p.value, count(DISTINCT o.value) FROM ({SAID[name]}) p {_VISIBLE}
        JOIN ({SAID[other]}) o ON o.statement_id = p.statement_id WHERE {condition} GROUP BY p.value""",
        params,
    )
    return dict(cursor.fetchall())


def _days(day: date | None) -> int:
    return NO_DATE if day is None else (day - _EPOCH).days
