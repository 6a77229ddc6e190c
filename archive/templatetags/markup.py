"""HTML put together from parts: format_html() for what is called a thousand times a page; lazy text is no concern."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString


def html(template: str, *parts: object) -> SafeString:
    """A template with its parts, each escaped unless it is HTML already."""
    return SafeString(template.format(*map(_escaped, parts)))


def html_join(between: str, template: str, rows: Iterable[Iterable[object]]) -> SafeString:
    """The template with the parts of each row, and something safe between them."""
    return SafeString(between.join(template.format(*map(_escaped, parts)) for parts in rows))


def _escaped(part: object) -> str:
    return part if isinstance(part, SafeString) else escape(str(part))
