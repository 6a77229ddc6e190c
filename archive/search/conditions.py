"""A question's tree as SQL: which stories (a), which statements (s), and the words to rank and mark by.

Every value travels as a parameter; what is put together into SQL are constants of links.py.
"""
# ruff: noqa: S608

from __future__ import annotations

from typing import Any, NamedTuple

from .links import LINKS, SAID
from .tree import Dated, Either, Every, Named, Near, Node, Not, Within, Words

SAID_TEXT = "to_tsvector('english', s.text)"
_TITLE_TEXT = "to_tsvector('english', a.title)"
_OF_SPEAKERS = ("people", "organizations", "sources")
_OF_STATEMENTS = (*_OF_SPEAKERS, "beside", "kind")


class Sql(NamedTuple):
    """A piece of SQL and the values of its placeholders, in order."""

    text: str
    params: tuple[Any, ...] = ()


def of_stories(node: Node) -> Sql:
    """The condition that a story (a) answers."""
    if _is_text(node):
        query = text_query(node)
        return Sql(f"a.search @@ {query.text}", query.params)
    if isinstance(node, Every):
        return _of_every(node)
    if isinstance(node, Within):
        return _in_title(node) if node.field == "title" else _in_one_statement((node,))
    if isinstance(node, (Either, Not)):
        return _combined(node, of_stories)
    if isinstance(node, Named) and node.filter not in LINKS:
        return _in_one_statement((node,))
    if isinstance(node, Named):
        return Sql(
            f"a.id IN (SELECT l.article_id FROM ({LINKS[node.filter]}) l WHERE l.value = ANY(%s))", (list(node.keys),)
        )
    return _on_days(node)


def of_statements(node: Node) -> Sql:
    """The condition that a statement (s) of a story (a) answers: words are its own, people its speakers."""
    if _is_text(node):
        query = text_query(node)
        return Sql(f"{SAID_TEXT} @@ {query.text}", query.params)
    if isinstance(node, Within) and node.field == "said":
        return of_statements(node.node)
    if isinstance(node, Named) and node.filter in _OF_STATEMENTS:
        return Sql(f"s.id IN (SELECT p.statement_id FROM ({SAID[node.filter]}) p WHERE p.value = ANY(%s))",
                   (list(node.keys),))  # fmt: skip
    if isinstance(node, (Every, Either, Not)):
        return _combined(node, of_statements)
    return of_stories(node)


def text_query(node: Node) -> Sql:
    """Words, phrases and what joins them as a tsquery."""
    if isinstance(node, Words):
        if node.prefix:
            quoted = node.text.replace("\\", "\\\\").replace("'", "''")
            return Sql("to_tsquery('english', %s)", (f"'{quoted}':*",))
        reader = "phraseto_tsquery" if node.phrase else "plainto_tsquery"
        return Sql(f"{reader}('english', %s)", (node.text,))
    if isinstance(node, Near):
        one, other = text_query(node.one), text_query(node.other)
        pairs = [(one, other), (other, one)]
        apart = [Sql(f"tsquery_phrase({a.text}, {b.text}, %s)", (*a.params, *b.params, distance))
                 for distance in range(1, node.distance + 1) for a, b in pairs]  # fmt: skip
        return _joined(apart, " || ")
    if isinstance(node, Not):
        query = text_query(node.node)
        return Sql(f"!!({query.text})", query.params)
    if isinstance(node, (Every, Either)):
        return _joined([text_query(one) for one in node.nodes], " && " if isinstance(node, Every) else " || ")
    raise TypeError(node)


def _is_text(node: Node) -> bool:
    if isinstance(node, (Words, Near)):
        return True
    if isinstance(node, Not):
        return _is_text(node.node)
    return isinstance(node, (Every, Either)) and all(map(_is_text, node.nodes))


def _of_every(node: Every) -> Sql:
    """All clauses at once: the words in one look-up, and what is said by whom in one and the same statement."""
    words = tuple(one for one in node.nodes if _is_text(one))
    said = tuple(one for one in node.nodes if isinstance(one, Within) and one.field == "said")
    speakers = tuple(one for one in node.nodes if isinstance(one, Named) and one.filter in _OF_SPEAKERS)
    rest = [one for one in node.nodes if one not in words and one not in said]
    found = [of_stories(one) for one in rest]
    if words:
        found.append(of_stories(words[0] if len(words) == 1 else Every(words)))
    if said:
        found.append(_in_one_statement((*said, *speakers)))
    return _joined(found, " AND ")


def _in_one_statement(nodes: tuple[Node, ...]) -> Sql:
    inner = _joined([of_statements(one) for one in nodes], " AND ")
    standing = "SELECT FROM archive_statement s WHERE s.article_id = a.id AND s.state <> 'rejected'"
    return Sql(f"EXISTS ({standing} AND {inner.text})", inner.params)


def _in_title(node: Within) -> Sql:
    query = text_query(node.node)
    return Sql(f"{_TITLE_TEXT} @@ {query.text}", query.params)


def _combined(node: Every | Either | Not, one: Any) -> Sql:
    if isinstance(node, Not):
        inner = one(node.node)
        return Sql(f"NOT coalesce({inner.text}, false)", inner.params)
    return _joined([one(inner) for inner in node.nodes], " AND " if isinstance(node, Every) else " OR ")


def _on_days(node: Node) -> Sql:
    assert isinstance(node, Dated)  # noqa: S101 - the last kind of leaf
    days = [(node.first, "a.date >= %s"), (node.last, "a.date <= %s")]
    return _joined([Sql(condition, (day,)) for day, condition in days if day], " AND ")


def _joined(pieces: list[Sql], joint: str) -> Sql:
    text = joint.join(piece.text for piece in pieces)
    return Sql(f"({text})", tuple(value for piece in pieces for value in piece.params))
