"""The query language: what a reader types in the search box, as a tree. Knows neither Django's models nor SQL.

    words "a phrase" OR -not ( ) prefix* a NEAR/5 b
    source: person: org: country: topic: section:   what a story has, by any of its names
    date:2024-06  date:2024-01..2024-03  date:..2023
    title:words  said:words                          words inside the headline, inside a statement

Words that stand side by side must all be there; OR binds weaker, so `a OR b -x` is `a OR (b without x)`. Every string
means something; what was not understood is said in the notes.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, cast

from django.utils.translation import gettext as _
from lark import Lark, Token, UnexpectedInput, UnexpectedToken, v_args
from lark.visitors import Transformer_NonRecursive

LONGEST = 500  # characters of a question that are read; the search box takes as many
FARTHEST = 30  # words that NEAR/n may lie apart
NEARBY = 5  # what NEAR alone means

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
WITHIN = ("title", "said")

_GRAMMAR = r"""
start: either? (RIGHT either?)*
?either: together (OR together)*
?together: item+
?item: MINUS plain -> without
     | close
?close: plain (NEAR plain)*
?plain: LEFT [either] RIGHT -> group
      | FIELD value -> field
      | value
?value: WORD -> word
      | PREFIX -> prefix
      | PHRASE -> phrase
      | FIELD_GROUP either RIGHT -> field_group

LEFT: "("
RIGHT: ")"
OR.4: /OR(?![^\s()"])/
NEAR.4: /NEAR(\/\d+)?(?![^\s()"])/
MINUS.4: /-(?=[^\s)])/
FIELD_GROUP.6: /(source|person|org|organization|country|topic|section|title|said):\(/i
FIELD.5: /(source|person|org|organization|country|topic|section|date|title|said):(?=[^\s()])/i
PHRASE.3: /"[^"]*("|$)/
PREFIX.3: /[^\s()"*]+\*(?![^\s()"])/
WORD.1: /[^\s()"]+/
%ignore /\s+/
"""


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


class Query(NamedTuple):
    """A question read: its tree (None: nothing is asked) and what was not understood."""

    tree: Node | None
    notes: tuple[str, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether any word must be in a story, so that one can suit better than another."""
        return any(True for _node in words_in(self.tree))

    @property
    def asks_statements(self) -> bool:
        """Whether words inside statements are asked for."""
        return any(isinstance(node, Within) and node.field == "said" for node in parts(self.tree))

    @property
    def is_plain(self) -> bool:
        """Whether nothing but words side by side is asked, so that nothing needs explaining."""
        nodes = self.tree.nodes if isinstance(self.tree, Every) else (self.tree,)
        return all(node is None or (isinstance(node, Words) and not node.prefix) for node in nodes)


@lru_cache(maxsize=512)
def read_query(text: str) -> Query:
    """The question that a text asks, its first LONGEST characters; never fails."""
    notes: list[str] = []
    text = text[:LONGEST].translate(_MARKS)
    tree = _reader().parse(text, on_error=_mending(text, notes))
    node = cast("Node | None", _Builder(notes).transform(tree))
    return Query(node, tuple(dict.fromkeys(notes)))


def parts(node: Node | None) -> Iterator[Node]:
    """A node and all inside it, the outer ones first."""
    if node is None:
        return
    yield node
    for inner in _inside(node):
        yield from parts(inner)


def words_in(node: Node | None, *, field: str = "") -> Iterator[Words | Near]:
    """The words that are asked for, not those that must be missing: all, or those within one field."""
    if isinstance(node, (Words, Near)):
        if not field:
            yield node
    elif isinstance(node, Within):
        if field in ("", node.field):
            yield from words_in(node.node)
    elif isinstance(node, (Every, Either)):
        for inner in node.nodes:
            yield from words_in(inner, field=field)


def pruned(node: Node | None, keep: Callable[[Node], bool]) -> Node | None:
    """The tree without the leaves that are not kept; None where nothing is left."""
    if node is None:
        return None
    if isinstance(node, (Every, Either)):
        left = [inner for inner in (pruned(inner, keep) for inner in node.nodes) if inner is not None]
        return _joined(type(node), left)
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


def in_words(node: Node | None) -> str:
    """What a tree means, in a sentence's words: "grain or (corn, without Odessa)"."""
    if node is None:
        return ""
    if isinstance(node, Words):
        if node.prefix:
            return _("words that begin with “%(word)s”") % {"word": node.text}
        return f"“{node.text}”"
    if isinstance(node, Near):
        said = {"one": in_words(node.one), "other": in_words(node.other), "number": node.distance}
        return _("%(one)s at most %(number)s words from %(other)s") % said
    if isinstance(node, Named):
        return _SAID[node.filter]() % {"value": node.value}
    if isinstance(node, Dated):
        return _dates_in_words(node)
    if isinstance(node, Within):
        said = {"words": in_words(node.node)}
        return _("the headline says %(words)s") % said if node.field == "title" else _("somebody says %(words)s") % said
    if isinstance(node, Not):
        only_words = all(isinstance(one, (Words, Near, Not, Every, Either)) for one in parts(node))
        form = _("without %(what)s") if only_words else _("it is not so that %(what)s")
        return form % {"what": _bracketed(node.node)}
    joint = ", " if isinstance(node, Every) else " " + _("or") + " "
    return joint.join(_bracketed(one) for one in cast("Every | Either", node).nodes)


# Reading ---------------------------------------------------------------------------------------------------------

_MARKS = str.maketrans("“”„«»", '"""""')
_SAID: dict[str, Callable[[], str]] = {
    "sources": lambda: _("the newspaper is %(value)s"),
    "people": lambda: _("%(value)s is in the story"),
    "organizations": lambda: _("%(value)s is in the story"),
    "countries": lambda: _("the country is %(value)s"),
    "topics": lambda: _("the topic is %(value)s"),
    "sections": lambda: _("the section is %(value)s"),
}
_UNKNOWN_FIELD = re.compile(r"([A-Za-z]{2,15}):(?!//)\S")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)


@lru_cache(maxsize=1)
def _reader() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", lexer="contextual", maybe_placeholders=True)


def _mending(text: str, notes: list[str]) -> Callable[[UnexpectedInput], bool]:
    """What to do at a token that fits nowhere: close what was left open, leave out what stands alone."""

    def mend(error: UnexpectedInput) -> bool:
        if not isinstance(error, UnexpectedToken):
            return True  # no character is without a token; the lexer skips it
        token, parser = error.token, error.interactive_parser
        if token.type != "$END":
            notes.append(_("“%(text)s” stands where it means nothing and was left out.") % {"text": str(token)[:40]})
            return True
        for _attempt in range(len(text) + 1):
            accepted = parser.accepts()
            if "$END" in accepted:
                break
            if "RIGHT" in accepted:
                parser.feed_token(Token("RIGHT", ")"))
                notes.append(_("A bracket was never closed; it was closed at the end."))
            else:  # after "OR", "NEAR" or "-": whatever stands there asks for nothing
                parser.feed_token(Token("PHRASE", '""'))
                notes.append(_("The last sign asks for nothing and was left out."))
        return True

    return mend


@v_args(inline=True)
class _Builder(Transformer_NonRecursive[Any, Any]):
    """The parser's tree as nodes; what asks for nothing is None and falls away."""

    def __init__(self, notes: list[str]) -> None:
        super().__init__()
        self._notes = notes

    def start(self, *items: Node | Token | None) -> Node | None:
        if any(isinstance(item, Token) for item in items):
            self._notes.append(_("A bracket was closed that was never opened; it was left out."))
        return _joined(Every, [item for item in items if isinstance(item, Node)])

    def either(self, *items: Node | Token | None) -> Node | None:
        return _joined(Either, [item for item in items if isinstance(item, Node)])

    def together(self, *items: Node | None) -> Node | None:
        return _joined(Every, [item for item in items if item is not None])

    def without(self, _minus: Token, node: Node | None) -> Node | None:
        return node.node if isinstance(node, Not) else Not(node) if node is not None else None

    def group(self, _left: Token, node: Node | None, _right: Token) -> Node | None:
        return node

    def close(self, first: Node | None, *rest: Any) -> Node | None:
        found: list[Node] = [first] if first is not None else []
        left = first
        for near, right in zip(rest[::2], rest[1::2], strict=True):
            if isinstance(left, Words) and isinstance(right, Words) and not left.prefix and not right.prefix:
                found = [node for node in found if node is not left]
                found.append(Near(left, right, self._distance(near)))
            elif right is not None:
                self._notes.append(_("NEAR stands between two words or phrases; here it was left out."))
                found.append(right)
            left = right
        return _joined(Every, found)

    def _distance(self, near: Token) -> int:
        number = int(near.partition("/")[2][:6] or NEARBY)
        if number > FARTHEST:
            self._notes.append(_("NEAR reaches at most %(number)s words.") % {"number": FARTHEST})
        return max(1, min(number, FARTHEST))

    def word(self, token: Token) -> Node | None:
        text = str(token)
        if not any(map(str.isalnum, text)):
            self._notes.append(_("“%(text)s” holds nothing that can be looked for.") % {"text": text[:40]})
            return None
        if (unknown := _UNKNOWN_FIELD.match(text)) is not None:
            said = {"field": unknown[1], "fields": ", ".join((*NAMED, "date", *WITHIN))}
            self._notes.append(
                _("“%(field)s:” is no field; it was looked for as a word. Fields are %(fields)s.") % said
            )
        return Words(text)

    def prefix(self, token: Token) -> Node | None:
        text = token.rstrip("*")
        return Words(text, prefix=True) if any(map(str.isalnum, text)) else None

    def phrase(self, token: Token) -> Node | None:
        text = " ".join(token.strip('"').split())
        return Words(text, phrase=True) if any(map(str.isalnum, text)) else None

    def field(self, name: Token, value: Node | None) -> Node | None:
        return self._in_field(name.rstrip(":").lower(), value)

    def field_group(self, name: Token, node: Node | None, _right: Token) -> Node | None:
        return self._in_field(name.rstrip(":(").lower(), node)

    def _in_field(self, field: str, node: Node | None) -> Node | None:
        if node is None:
            return None
        if field == "date":
            return self._dated(node)
        words = _as_words(node)
        return (
            Within(field, words) if field in WITHIN else changed(words, lambda leaf: Named(NAMED[field], _value(leaf)))
        )

    def _dated(self, node: Node) -> Node | None:
        text = _value(node)
        first, dots, last = text.partition("..")
        try:
            found = Dated(_day(first, last=False), _day(last if dots else first, last=True))
        except ValueError:
            said = {"text": text[:40]}
            self._notes.append(_("“%(text)s” is no date like 2024-06 or 2024-01..2024-03.") % said)
            return None
        return found if found.first or found.last else None


def _joined(kind: type[Every] | type[Either], nodes: list[Node]) -> Node | None:
    """Nodes as one: None for none, itself for a single one, those of the same kind taken together."""
    flat: list[Node] = []
    for node in nodes:
        flat += node.nodes if isinstance(node, kind) else (node,)
    if len(flat) < 2:
        return flat[0] if flat else None
    return kind(tuple(flat))


def _as_words(node: Node) -> Node:
    """What stands inside a field, as words; a field inside a field is looked for as it was written."""
    if isinstance(node, (Every, Either)):
        return replace(node, nodes=tuple(map(_as_words, node.nodes)))
    if isinstance(node, Not):
        return Not(_as_words(node.node))
    return node if isinstance(node, (Words, Near)) else Words(written(node))


def _value(node: Node) -> str:
    return (node.text if isinstance(node, Words) else written(node)).replace('"', "")


def _day(text: str, *, last: bool) -> date | None:
    """The first or the last day of a year, a month or a day; None for nothing, ValueError for what is none of these."""
    if not text:
        return None
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else 0 for part in match.groups())
    month = month if match[2] else 12 if last else 1
    if not 1 <= month <= 12 or year < 1:
        raise ValueError(text)
    return date(year, month, day if match[3] else monthrange(year, month)[1] if last else 1)


# Writing ---------------------------------------------------------------------------------------------------------


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


def _bracketed(node: Node) -> str:
    said = in_words(node)
    return f"({said})" if isinstance(node, (Every, Either)) else said


def _dates_in_words(node: Dated) -> str:
    first, last = (day.isoformat() if day else "" for day in (node.first, node.last))
    if first == last:
        return _("on %(day)s") % {"day": first}
    if not first or not last:
        return _("since %(day)s") % {"day": first} if first else _("until %(day)s") % {"day": last}
    return _("from %(first)s to %(last)s") % {"first": first, "last": last}
