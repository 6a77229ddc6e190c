"""A digest's own spelling of its newspapers: "Rossiiskaya Gazeta" stays as printed where the archive knows of no other
name, and all spellings of one newspaper in one digest become one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from archive.parsing.discovery import discover_newspapers
from archive.parsing.families.newspaper_lines import spelled
from archive.parsing.newspapers import NewspaperNames, looks_like_newspaper, newspaper_key, newspaper_names
from archive.parsing.shapes import Known, Outline, Source


def spell_as_printed(text: str, outline: Outline, known: Known) -> tuple[Outline, Known]:
    """The outline with its newspapers named as this digest prints them, and `known` with the names that hold in it.

    What the archive knows keeps the archive's name. Otherwise a newspaper's own name wins where it is printed, then
    the fullest other name, never an abbreviation ("RG"). In a digest of one newspaper "the Journal" means that one.
    """
    names = newspaper_names(known)
    kept = set(known.newspapers.values())
    new: dict[str, str] = {}
    chosen: dict[str, str] = {}
    for name, forms in _printed(text, outline, names).items():
        own = chosen[name] = name if name in kept else _fullest(name, forms)
        if own != name or any(form not in names.spellings for form in forms):
            new |= dict.fromkeys((name, *forms), own)
    outline = _renamed(outline, chosen)
    named = {source.name for source in _sources(outline)}
    new |= {name: name for name in sorted(named | discover_newspapers(text)) if names.canonical(name) is None}
    if len(named) == 1:
        new |= _called_for_short(text, *named)
    return outline, replace(known, newspapers={**new, **known.newspapers}) if new else known


def _sources(outline: Outline) -> Iterator[Source]:
    for part in outline.parts:
        for story in part.stories:
            yield from story.sources


def _printed(text: str, outline: Outline, names: NewspaperNames) -> dict[str, list[str]]:
    """Each known newspaper of the digest with the forms in which its name stands there, the headings' first."""
    printed: dict[str, list[str]] = {}
    for source in _sources(outline):
        form = " ".join(text[source.span.start : source.span.end].split())
        if names.canonical(form) == source.name:
            article = text.endswith("the ", 0, source.span.start)
            printed.setdefault(source.name, []).append(f"The {form}" if article else form)
    for named in names.find(text):
        name, form = named.newspaper.name, text[named.span.start : named.span.end]
        printed.setdefault(name, []).append(name if newspaper_key(form) == newspaper_key(name) else form)
    for form in discover_newspapers(text):
        if (own := names.canonical(form)) is not None:
            printed.setdefault(own, []).append(form)
    return printed


def _fullest(name: str, forms: list[str]) -> str:
    """The name that a digest uses for a newspaper whose own name is `name`."""
    if any(newspaper_key(form) == newspaper_key(name) for form in forms):
        bare = name.removeprefix("The ")
        return bare if forms[0] == bare else name
    full = [form for form in forms if not form.isupper() or len(form) > 5]
    best = max(full, key=len, default=name)
    return spelled(re.sub(r" (?:daily|newspaper|paper)$", "", best), frozenset())


def _renamed(outline: Outline, chosen: dict[str, str]) -> Outline:
    if all(chosen.get(source.name, source.name) == source.name for source in _sources(outline)):
        return outline
    parts = []
    for part in outline.parts:
        stories = [
            replace(story, sources=tuple(replace(s, name=chosen.get(s.name, s.name)) for s in story.sources))
            for story in part.stories
        ]
        parts.append(replace(part, stories=tuple(stories)))
    return replace(outline, parts=tuple(parts))


def _called_for_short(text: str, name: str) -> dict[str, str]:
    """The last word of the one newspaper's name, where the text uses it alone: "told the Journal"."""
    *rest, last = name.split()
    alone = rest and looks_like_newspaper(last) and re.search(rf"\bthe {re.escape(last)}\b(?! [A-Z])", text)
    return {last: name} if alone else {}
