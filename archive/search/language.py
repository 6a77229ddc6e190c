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
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, cast

from django.utils.translation import gettext as _
from lark import Lark, Token, UnexpectedInput, UnexpectedToken, v_args
from lark.visitors import Transformer_NonRecursive

from .tree import (
    NAMED,
    Dated,
    Either,
    Every,
    Named,
    Near,
    Node,
    Not,
    Within,
    Words,
    changed,
    joined,
    parts,
    wanted,
    written,
)

LONGEST = 500  # characters of a question that are read; the search box takes as many
FARTHEST = 30  # words that NEAR/n may lie apart
NEARBY = 5  # what NEAR alone means

WITHIN = ("title", "said")
FIELDS = (*NAMED, "date", *WITHIN)

MARKS = str.maketrans("“”„«»", '"""""')  # what is read as a quotation mark

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


class Query(NamedTuple):
    """A question read: its tree (None: nothing is asked) and what was not understood."""

    tree: Node | None
    notes: tuple[str, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether any word must be in a story, so that one can suit better than another."""
        return wanted(self.tree) is not None

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
    text = text[:LONGEST].translate(MARKS)
    tree = _reader().parse(text, on_error=_mending(text, notes))
    node = cast("Node | None", _Builder(notes).transform(tree))
    return Query(node, tuple(dict.fromkeys(notes)))


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
        return joined(Every, [item for item in items if isinstance(item, Node)])

    def either(self, *items: Node | Token | None) -> Node | None:
        return joined(Either, [item for item in items if isinstance(item, Node)])

    def together(self, *items: Node | None) -> Node | None:
        return joined(Every, [item for item in items if item is not None])

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
        return joined(Every, found)

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
            said = {"field": unknown[1], "fields": ", ".join(FIELDS)}
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
