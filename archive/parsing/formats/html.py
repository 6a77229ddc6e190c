"""Web pages: markup -> title and text. Nothing outside the page is fetched, no script runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from .flow import Flow, tidy
from .plain import decode
from .shapes import ReadText, refuse

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)

# fmt: off
_LEFT_OUT = frozenset({
    "script", "style", "noscript", "template", "head", "nav", "svg", "math", "iframe", "object", "canvas", "audio",
    "video", "map", "form", "button", "select", "datalist", "textarea", "dialog",
})
_BLOCKS = frozenset({
    "html", "body", "p", "div", "section", "article", "main", "header", "footer", "aside", "address", "blockquote",
    "center", "details", "summary", "dl", "dt", "dd", "fieldset", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5",
    "h6", "hgroup", "hr", "ol", "ul", "menu", "pre", "caption",
})
# fmt: on
_BEGIN = {"li": Flow.begin_item, "table": Flow.begin_table, "tr": Flow.begin_row, "td": Flow.begin_cell}
_END = {"li": Flow.end_item, "table": Flow.end_table, "td": Flow.end_cell}
_BEGIN["th"], _END["th"] = _BEGIN["td"], _END["td"]
_SPACE = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")  # a single space stays what it is
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read(data: bytes) -> ReadText:
    """The text of a web page: a blank line between paragraphs, "* " before list items; its title beside it."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared[1].decode("latin-1") if declared else None)
    title, text = page_text(decoded.text)
    return ReadText(text, "html", decoded.encoding, title, notes=decoded.notes)


def page_text(markup: str) -> tuple[str | None, str]:
    """The title (None where there is none) and the text of `markup`."""
    try:
        tree = LexborHTMLParser(markup)
    except SelectolaxError as error:  # it does not say why; seen where memory ran out
        raise refuse("too-complex") from error
    titled = tree.css_first("head title")
    title = tidy(re.sub(r"\s+", " ", titled.text())) if titled else ""
    flow = Flow()
    verbatim = 0
    for node, entering in _walk(tree.root):
        if node.is_text_node:
            flow.add(_text(node, verbatim > 0))
            continue
        tag = node.tag
        if tag == "pre":
            verbatim += 1 if entering else -1
        _tell(flow, tag or "", entering)
    return title or None, flow.text()


def _tell(flow: Flow, tag: str, entering: bool) -> None:
    """Tell `flow` what the beginning or the end of an element means."""
    if tag == "br":
        if entering:
            flow.add("\n")
    elif tag == "q":
        flow.add("“" if entering else "”")
    elif tag in _BLOCKS:
        flow.end_paragraph()
    elif tell := (_BEGIN if entering else _END).get(tag):
        tell(flow)


def _text(node: LexborNode, verbatim: bool) -> str:
    text = node.text_content or ""
    return text if verbatim else _SPACE.sub(" ", text)


def _walk(root: LexborNode | None) -> Iterator[tuple[LexborNode, bool]]:
    """Every node in document order, elements twice (entering: True, then False), without those left out.

    Not recursive: pages may be nested deeper than Python's stack.
    """
    stack = [(root, True)] if root else []
    while stack:
        node, entering = stack.pop()
        if entering and node.is_element_node and _is_left_out(node):
            if node.next is not None:
                stack.append((node.next, True))
            continue
        yield node, entering
        if entering and node.is_element_node:
            stack.append((node, False))
            if node.child is not None:
                stack.append((node.child, True))
        elif node is not root and node.next is not None:
            stack.append((node.next, True))


def _is_left_out(node: LexborNode) -> bool:
    if node.tag in _LEFT_OUT:
        return True
    attributes = node.attributes
    return bool(attributes) and ("hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or "")))
