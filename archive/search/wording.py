"""A question's tree in a sentence's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.utils.translation import gettext as _

from .tree import Dated, Either, Every, Named, Near, Node, Not, Within, Words, parts


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


_SAID: dict[str, Callable[[], str]] = {
    "sources": lambda: _("the newspaper is %(value)s"),
    "people": lambda: _("%(value)s is in the story"),
    "organizations": lambda: _("%(value)s is in the story"),
    "countries": lambda: _("the country is %(value)s"),
    "topics": lambda: _("the topic is %(value)s"),
    "sections": lambda: _("the section is %(value)s"),
}


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
