"""A story or a statement as a citation: in words, as BibTeX, RIS and CSL-JSON.

Pure: a Citation in, text out. Who spoke, which newspaper printed it and in which digest it was read stay three things:
the digest is what is cited (it is what the archive holds), the speaker its author, the newspaper is told in a note.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.templatetags.markup import html, html_join

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, even after a backslash
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "$&#%_"},
}
_TEX_TABLE = str.maketrans(_TEX)
_SPLITS_A_NAME = re.compile(r",|\band\b", re.IGNORECASE)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Whose statement is cited. `author` is (surname, other names) or (one name,), () for somebody unnamed.

    `role` is as printed, `told` the newspaper it was said to, `words` what was said where the rights let it be shown.
    """

    key: int
    speaker: str
    author: tuple[str, ...]
    role: str = ""
    told: str = ""
    reported: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A story, or a statement in it. `newspapers` printed what it tells; `number` is its place in the digest."""

    slug: str
    headline: str
    newspapers: tuple[str, ...]
    digest: str
    series: str
    publisher: str
    day: date
    number: int
    language: str
    url: str
    statement: Statement | None = None

    @property
    def key(self) -> str:
        """What the citation is called among others, and its file."""
        return f"{self.slug}-statement-{self.statement.key}" if self.statement else self.slug


class Format(NamedTuple):
    """A way to write citations: `label` for readers, the type its file is sent as."""

    label: str
    content_type: str
    write: Callable[[Citation], str]


def in_words(cited: Citation) -> SafeString:
    """The citation for a page, newspapers in italics: speaker, newspaper, digest, archive, address."""
    said = cited.statement
    parts = []
    if said:
        parts.append(_plain(said.speaker))
        parts += [html("{}", _plain(said.role))] if said.role else []
        parts += [html("{} <em>{}</em>", _("to"), _plain(said.told))] if said.told else []
        parts += [_("in reported speech")] if said.reported else []
    parts.append(html(_("in “<bdi>{}</bdi>”") if said else "“<bdi>{}</bdi>”", _plain(cited.headline)))
    parts += [
        html("<em>{}</em>", _plain(paper))
        for paper in cited.newspapers
        if not said or paper not in (said.told, said.speaker)
    ]
    parts.append(html(_("as summarised in {}") if cited.newspapers else _("in {}"), _container(cited)))
    parts.append(date_format(cited.day, "DATE_FORMAT"))
    parts.append(_("story %(number)s") % {"number": cited.number})
    return html("{}. {}. {}", html_join(", ", "{}", ((part,) for part in parts)), _("Press Archive"), cited.url)


def as_bibtex(cited: Citation) -> str:
    """An @incollection of the digest; every value in braces, LaTeX's own characters written out."""
    said = cited.statement
    fields = {
        "author": _bibtex_author(_names(said.author)) if said else "",
        "title": f"{{{_tex(cited.headline)}}}",
        "booktitle": f"{{{_tex(cited.digest)}}}",
        "series": _tex(cited.series),
        "publisher": _tex(cited.publisher),
        "year": str(cited.day.year),
        "month": _MONTHS[cited.day.month - 1],
        "day": str(cited.day.day),
        "chapter": str(cited.number),
        "language": _tex(cited.language),
        "url": cited.url,  # taken word for word; an address has no braces
        "note": _tex(note(cited)),
        "abstract": _tex(said.words) if said else "",
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields.items() if value]
    return f"@incollection{{{cited.key},\n{''.join(lines)}}}\n"


def as_ris(cited: Citation) -> str:
    """One value a line, each line a tag of two characters; a newspaper's article (NEWS) that stands in the digest."""
    said = cited.statement
    pairs = [
        ("TY", "NEWS"),
        ("ID", cited.key),
        ("AU", ", ".join(_names(said.author)) if said else ""),
        ("TI", cited.headline),
        ("T2", cited.digest),
        ("T3", cited.series),
        ("PB", cited.publisher),
        ("PY", f"{cited.day.year:04}"),
        ("DA", f"{cited.day:%Y/%m/%d}/"),
        ("SE", str(cited.number)),
        ("LA", cited.language),
        ("N1", note(cited)),
        ("AB", said.words if said else ""),
        ("DP", _("Press Archive")),
        ("UR", cited.url),
    ]
    lines = [f"{tag}  - {text}" for tag, value in pairs if (text := _plain(value))]
    return "".join(f"{line}\r\n" for line in [*lines, "ER  - "])


def as_csl(cited: Citation) -> str:
    """CSL-JSON: a list of one item."""
    said = cited.statement
    item = {
        "id": cited.key,
        "type": "article-newspaper",
        "title": _plain(cited.headline),
        "author": [_csl_author(names)] if said and (names := _names(said.author)) else None,
        "container-title": _plain(cited.digest),
        "collection-title": _plain(cited.series),
        "publisher": _plain(cited.publisher),
        "original-publisher": "; ".join(map(_plain, cited.newspapers)),
        "issued": {"date-parts": [[cited.day.year, cited.day.month, cited.day.day]]},
        "section": str(cited.number),
        "language": _plain(cited.language),
        "archive": _("Press Archive"),
        "URL": cited.url,
        "note": note(cited),
        "abstract": _plain(said.words) if said else "",
    }
    kept: dict[str, Any] = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2) + "\n"


FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex; charset=utf-8", as_bibtex),
    "ris": Format("RIS", "application/x-research-info-systems; charset=utf-8", as_ris),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", as_csl),
}


def note(cited: Citation) -> str:
    """What no format has a field for: the newspaper, and of a statement its speaker, role and whom it was told."""
    said = cited.statement
    papers = ", ".join(map(_plain, cited.newspapers))
    told = []
    if said:
        parts = [_plain(said.speaker), _plain(said.role)]
        parts += [_("to %(newspaper)s") % {"newspaper": _plain(said.told)}] if said.told else []
        parts += [_("in reported speech")] if said.reported else []
        told.append(_("Statement by %(whom)s") % {"whom": ", ".join(filter(None, parts))})
    if papers:
        told.append(_("Summary of what was printed in %(newspapers)s") % {"newspapers": papers})
    told.append(_("Press Archive, story %(number)s of the digest") % {"number": cited.number})
    return ". ".join(told) + "."


def _container(cited: Citation) -> str:
    """The digest with its series and whoever makes it, each said once: "Morning digest (Morning desk, City Agency)"."""
    names = [_plain(cited.digest)]
    around = [name for name in dict.fromkeys(map(_plain, (cited.series, cited.publisher))) if name]
    around = [name for name in around if name not in names[0]]
    return f"{names[0]} ({', '.join(around)})" if around else names[0]


def _plain(text: str) -> str:
    """On one line, without control characters and halves of characters."""
    kept = "".join(" " if char.isspace() else char for char in text if char.isspace() or _printed(char))
    return " ".join(kept.split())


def _printed(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs")


def _tex(text: str) -> str:
    return _plain(text).translate(_TEX_TABLE)


def _names(author: tuple[str, ...]) -> list[str]:
    return [name for part in author if (name := _plain(part))]


def _bibtex_author(names: list[str]) -> str:
    """A name as BibTeX takes it apart; what would be taken apart wrongly stands in braces."""
    return ", ".join(
        f"{{{_tex(name)}}}" if len(names) == 1 or _SPLITS_A_NAME.search(name) else _tex(name) for name in names
    )


def _csl_author(names: list[str]) -> dict[str, str]:
    return {"family": names[0], "given": names[1]} if len(names) == 2 else {"literal": names[0]}
