"""A question understood: its slugs looked up, its words weighed, its names found, and the SQL of what answers it.

Every value travels as a parameter; what is put together into SQL are constants of links.py.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from archive.models import FormerSlug

from .conditions import Sql, of_stories, text_query
from .lexemes import lexemes
from .links import NAMES
from .names import bearers, known
from .query import FILTERS, SearchRequest, unknown
from .results import FacetValue, Meant
from .tree import (
    Dated,
    Every,
    Named,
    Near,
    Node,
    Within,
    Words,
    changed,
    joined,
    parts,
    pruned,
    wanted,
    words_in,
    written,
)


@dataclass(frozen=True)
class Asked:
    """A question understood: slugs looked up, and the tree of what can be looked for (None: no words, no clauses).

    `meant` is what the names in the tree stand for.
    """

    request: SearchRequest
    tree: Node | None
    chosen: dict[str, list[FacetValue]]
    ids: dict[str, list[int | str]]
    notes: list[str] = field(default_factory=list)
    meant: tuple[Meant, ...] = ()

    @cached_property
    def words(self) -> Sql | None:
        """The words to rank and to mark by, as a tsquery; None where none are asked for."""
        found = wanted(self.tree)
        return text_query(found) if found is not None else None

    @cached_property
    def saying(self) -> Node | None:
        """What a statement must be besides standing: with the words, by whom the tree and the filters name."""
        people = self.ids["people"]
        asked = [self.tree] if self.tree is not None else []
        asked += [Named("people", "", tuple(people))] if people else []
        return joined(Every, asked)

    def within(self, nodes: Sequence[Node]) -> Asked:
        """The same asked of the statements that answer some nodes."""
        said = [Within("said", self.tree)] if self.tree is not None else []
        return replace(self, tree=joined(Every, [*nodes, *said]))

    def clauses(self, leave_out: str = "") -> list[Node]:
        """What a story must answer, all at once; one filter may be left out."""
        after, before = self.request.after, self.request.before
        return [
            *([self.tree] if self.tree is not None else []),
            *(Named(name, "", tuple(ids)) for name, ids in self.ids.items() if ids and name != leave_out),
            *([Dated(after, before)] if after or before else []),
        ]


SPELLED_OUT = ("countries", "kind")  # whose slugs are the values themselves


def understand(cursor: CursorWrapper, request: SearchRequest) -> Asked:
    """Looks the slugs up, former ones too, and drops what stands for nothing, with a note.

    A name in the words that nobody bears stays and finds nothing: it was asked for.
    """
    notes: list[str] = []
    found = {name: _named(cursor, name, "slug", list(request.values(name))) for name, _param in FILTERS}
    for name, _param in FILTERS:
        missing = sorted(set(request.values(name)) - {value.slug for _id, value in found[name]})
        if missing:
            moved = _formerly(cursor, name, missing)
            found[name] += [pair for slug, pair in moved if pair not in found[name]]
            notes += [unknown(name, slug) for slug in missing if slug not in {old for old, _pair in moved}]
    slugs: dict[str, Any] = {name: tuple(value.slug for _id, value in pairs) for name, pairs in found.items()}
    if request.after and request.before and request.after > request.before:
        notes.append(_("No day is both after the first and before the last day asked for."))
    notes += request.query.notes
    tree = _with_words(cursor, request.query.tree, notes)
    tree, meant = _with_names(tree, request.exact)
    notes += [unknown(one.filter, one.asked) for one in meant if not one.names]
    return Asked(
        request=replace(request, **slugs),
        tree=tree,
        chosen={name: [value for _id, value in pairs] for name, pairs in found.items()},
        ids={name: [key for key, _value in pairs] for name, pairs in found.items()},
        notes=notes,
        meant=meant,
    )


def _with_words(cursor: CursorWrapper, tree: Node | None, notes: list[str]) -> Node | None:
    """The tree without words that cannot be looked for ("the"), said in a note."""
    asked = list(dict.fromkeys(node for node in parts(tree) if isinstance(node, (Words, Near))))
    found = lexemes(cursor, words_in(tree))
    empty = {node for node in asked if not any(found[words] for words in words_in(node))}
    if empty:
        words = " ".join(written(node) for node in asked if node in empty)
        notes.append(_("“%(words)s” holds no word that can be looked for.") % {"words": words[:60]})
    return pruned(tree, lambda node: node not in empty)


def _with_names(tree: Node | None, exact: bool) -> tuple[Node | None, tuple[Meant, ...]]:
    """The tree with the keys of what its names stand for, and what that is; a query or a few for each name."""
    meant: dict[Named, Meant] = {}
    keys: dict[Named, tuple[int | str, ...]] = {}
    for node in parts(tree):
        if isinstance(node, Named) and node not in meant:
            found = bearers(node.filter, node.value, exact=exact)
            keys[node] = tuple(one.key for one in found)
            meant[node] = Meant(node.filter, node.value, tuple((one.slug, one.name) for one in found))
    if tree is None:
        return None, ()
    named = changed(tree, lambda node: replace(node, keys=keys[node]) if isinstance(node, Named) else node)
    return named, tuple(meant.values())


def _named(
    cursor: CursorWrapper, name: str, column: str, keys: list[int] | list[str]
) -> list[tuple[int | str, FacetValue]]:
    """Values of a filter by slug or by value: (value, its slug and name), where readers may know of them."""
    if not keys:
        return []
    cursor.execute(
        f"SELECT value, slug, name FROM ({NAMES[name]}) n WHERE n.{column} = ANY(%s) AND {known(name)}", [keys]
    )
    return [(value, FacetValue(slug, called, 0, True)) for value, slug, called in cursor.fetchall()]


def named(cursor: CursorWrapper, values: Sequence[tuple[str, str]]) -> list[Named]:
    """What has each of some values of filters, or of links.SAID, by slug; of an unknown one nothing has it. One query
    at most.
    """
    asked = [("people" if name == "beside" else name, slug) for name, slug in values]
    sought = [(name, slug) for name, slug in asked if name not in SPELLED_OUT]
    keys: dict[tuple[str, str], int | str] = {(name, slug): slug for name, slug in asked if name in SPELLED_OUT}
    if sought:
        found = " UNION ALL ".join(
            f"SELECT '{name}', n.slug, n.value::text FROM ({NAMES[name]}) n WHERE n.slug = %s AND {known(name)}"
            for name, _slug in sought
        )
        cursor.execute(found, [slug for _name, slug in sought])
        keys |= {(name, slug): int(value) for name, slug, value in cursor.fetchall()}
    return [
        Named(name, slug, (keys[one],) if (one := ("people" if name == "beside" else name, slug)) in keys else ())
        for name, slug in values
    ]


def _formerly(cursor: CursorWrapper, name: str, slugs: list[str]) -> list[tuple[str, tuple[int | str, FacetValue]]]:
    """What has now the address that these slugs once were: (former slug, value)."""
    kinds = {"people": "person", "organizations": "organization", "sources": "source", "topics": "topic"}
    former = FormerSlug.objects.filter(kind=kinds.get(name, ""), slug__in=slugs).values_list("slug", "target")
    targets = dict(former)
    now = dict(_named(cursor, name, "value", sorted(set(targets.values()))))
    return [(slug, (target, now[target])) for slug, target in sorted(targets.items()) if target in now]


def matching(asked: Asked, leave_out: str = "") -> tuple[str, list[Any]]:
    """The SQL after SELECT … that finds the stories (a), and its parameters; one filter may be left out."""
    conditions = [Sql("d.state = 'published'"), *map(of_stories, asked.clauses(leave_out))]
    where = " AND ".join(one.text for one in conditions)
    params = [value for one in conditions for value in one.params]
    return f"FROM archive_article a JOIN archive_digest d ON d.id = a.digest_id WHERE {where}", params
