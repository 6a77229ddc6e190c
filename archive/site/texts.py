"""What readers may see of a story's text, by paragraphs and by the rights of the series that it came in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archive.models import Article, Series, Statement


class Paragraph(NamedTuple):
    """A paragraph of a story: [start, end) in the digest's text, and the words."""

    start: int
    end: int
    text: str


def paragraphs(article: Article) -> list[Paragraph]:
    """A story's paragraphs. They are cut from its body (the paragraphs joined by a blank line), not from the digest."""
    found, at = [], 0
    for start, end in article.paragraphs:
        found.append(Paragraph(start, end, article.body[at : at + end - start]))
        at += end - start + len("\n\n")
    return found


def readable(listed: list[Paragraph], statements: Iterable[Statement], rights: str) -> list[Paragraph | None]:
    """The paragraphs that may be shown; None stands for those left out between or beside them.

    Full text shows all, excerpts only those in which something is said, titles only none.
    """
    if rights == Series.Rights.FULL:
        return list(listed)
    if rights == Series.Rights.LINK:
        return []
    said = [(statement.start or 0, statement.end or 0) for statement in statements]
    shown: list[Paragraph | None] = []
    for one in listed:
        if any(start < one.end and one.start < end for start, end in said):
            shown.append(one)
        elif not shown or shown[-1] is not None:
            shown.append(None)
    return shown


def opening(article: Article, rights: str, length: int = 30) -> str:
    """The first words of a story for a list; "" where only titles may be shown."""
    if rights == Series.Rights.LINK:
        return ""
    words = article.body.split(maxsplit=length)
    return " ".join(words[:length]) + ("…" if len(words) > length else "")
