"""A question as a tree: its nodes, walks over them, and the text that reads as the same tree. Knows neither SQL nor the
grammar of what is typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

# Field as typed -> the filter of SearchRequest that it asks like.
NAMED = {
    "source": "sources",
    "person": "people",
    "org": "organizations",
    "organization": "organizations",
    "country": "countries",
    "topic": "topics",
    "section": "sections",
}


class Node:
    """A part of a question."""


@dataclass(frozen=True, slots=True)
class Words(Node):
    """A word, or a phrase: words in this order; `prefix`: any word that begins so."""

    text: str
    phrase: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Near(Node):
    """Two words or phrases at most `distance` words apart, in either order."""

    one: Words
    other: Words
    distance: int


@dataclass(frozen=True, slots=True)
class Named(Node):
    """A value of a filter ("people") by one of its names or its slug; `keys` once it was looked up."""

    filter: str
    value: str
    keys: tuple[int | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated(Node):
    """A story's day, from the first to the last; None: open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Within(Node):
    """Words of the headline ("title") or of one statement ("said")."""

    field: str
    node: Node


@dataclass(frozen=True, slots=True)
class Not(Node):
    node: Node


@dataclass(frozen=True, slots=True)
class Every(Node):
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either(Node):
    nodes: tuple[Node, ...]


def parts(node: Node | None) -> Iterator[Node]:
    """A node and all inside it, the outer ones first."""
    if node is None:
        return
    yield node
    for inner in _inside(node):
        yield from parts(inner)


def words_in(node: Node | None) -> Iterator[Words]:
    """All words and phrases of a tree, those of NEAR too."""
    for part in parts(node):
        if isinstance(part, Words):
            yield part
        elif isinstance(part, Near):
            yield from (part.one, part.other)


def wanted(node: Node | None) -> Node | None:
    """The words by which one answer suits better than another: none that must be missing, no other clause."""
    if isinstance(node, (Words, Near)):
        return node
    if isinstance(node, Within):
        return wanted(node.node)
    if isinstance(node, (Every, Either)):
        return joined(type(node), [one for one in map(wanted, node.nodes) if one is not None])
    return None


def pruned(node: Node | None, keep: Callable[[Node], bool]) -> Node | None:
    """The tree without the leaves that are not kept; None where nothing is left."""
    if node is None:
        return None
    if isinstance(node, (Every, Either)):
        left = [inner for inner in (pruned(inner, keep) for inner in node.nodes) if inner is not None]
        return joined(type(node), left)
    if isinstance(node, (Not, Within)):
        kept = pruned(node.node, keep)
        return replace(node, node=kept) if kept is not None else None
    return node if keep(node) else None


def changed(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with every leaf replaced by what `change` makes of it."""
    if isinstance(node, (Every, Either)):
        return replace(node, nodes=tuple(changed(inner, change) for inner in node.nodes))
    if isinstance(node, (Not, Within)):
        return replace(node, node=changed(node.node, change))
    return change(node)


def clauses(node: Node | None) -> tuple[Node, ...]:
    """The parts of a question that must all hold."""
    if node is None:
        return ()
    return node.nodes if isinstance(node, Every) else (node,)


def written(node: Node | None) -> str:
    """A tree as a text that reads as the same tree."""
    if node is None:
        return ""
    if isinstance(node, Words):
        return f'"{node.text}"' if node.phrase else node.text + ("*" if node.prefix else "")
    if isinstance(node, Near):
        return f"{written(node.one)} NEAR/{node.distance} {written(node.other)}"
    if isinstance(node, Named):
        field = next(field for field, name in NAMED.items() if name == node.filter)
        return f"{field}:{_quoted(node.value)}"
    if isinstance(node, Dated):
        return f"date:{_span(node)}"
    if isinstance(node, Within):
        inner = written(node.node)
        return f"{node.field}:{inner}" if isinstance(node.node, Words) else f"{node.field}:({inner})"
    if isinstance(node, Not):
        return "-" + (written(node.node) if _is_single(node.node) else f"({written(node.node)})")
    if isinstance(node, Every):
        return " ".join(f"({written(one)})" if isinstance(one, Either) else written(one) for one in node.nodes)
    return " OR ".join(written(one) for one in cast(Either, node).nodes)


def joined(kind: type[Every] | type[Either], nodes: Sequence[Node]) -> Node | None:
    """Nodes as one: None for none, itself for a single one, those of the same kind taken together."""
    flat: list[Node] = []
    for node in nodes:
        flat += node.nodes if isinstance(node, kind) else (node,)
    if len(flat) < 2:
        return flat[0] if flat else None
    return kind(tuple(flat))


def _inside(node: Node) -> tuple[Node, ...]:
    if isinstance(node, (Every, Either)):
        return node.nodes
    if isinstance(node, (Not, Within)):
        return (node.node,)
    return ()


def _is_single(node: Node) -> bool:
    return isinstance(node, (Words, Named, Dated, Within))


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"[^\s()\"*]+", value) and not value.startswith("-") else f'"{value}"'


def _span(node: Dated) -> str:
    first, last = (day.isoformat() if day else "" for day in (node.first, node.last))
    return first if first == last else f"{first}..{last}"
