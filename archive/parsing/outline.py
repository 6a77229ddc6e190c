"""A digest's layout: date, title, sections, stories with their paragraphs and the newspapers that headings name."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

from archive.parsing.families import (
    articles,
    cities,
    general,
    headline_lists,
    lettered,
    newsline,
    papers,
    paragraphs,
    quotes,
    reuters,
    tass,
)
from archive.parsing.newspapers import newspaper_names
from archive.parsing.page import read_page
from archive.parsing.shapes import DateFound, Known, Outline, Warning

# The first that recognises the page reads it: those with the surest marks stand first.
_FAMILIES: tuple[ModuleType, ...] = (
    lettered,
    quotes,
    articles,
    reuters,
    tass,
    newsline,
    headline_lists,
    papers,
    paragraphs,
    cities,
    general,
)


def read_outline(text: str, *, known: Known = Known()) -> Outline:  # noqa: B008 - frozen, never changed
    """Read the layout of a digest; every span is an offset into `text`.

    Any text gives an outline: where nothing is found it has no parts and a warning says why ("empty", "no-story").
    The date is what the text itself proves, whole or in part, never guessed and never today's. A layout of no known
    form is read as well as it can be, with the warning "unknown-layout".
    """
    page = read_page(text)
    if not page.blocks:
        warning = Warning("empty", "There is no text in this document.")
        return Outline(DateFound(rule="no-date"), None, None, None, (), (warning,))
    names = newspaper_names(known)
    family = next(f for f in _FAMILIES if f.recognise(page, names))
    outline: Outline = family.read(page, names).outline(family.FAMILY)
    if not outline.parts:
        warning = Warning("no-story", "No story was found in this text.")
        outline = replace(outline, warnings=(*outline.warnings, warning))
    return outline
