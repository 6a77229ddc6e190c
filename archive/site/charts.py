"""Numbers made ready to be drawn: a list of bars from rows with a count, and what all charts lead to and say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.search import SearchRequest
from archive.search.tree import Every, Named, clauses, joined, written


@dataclass(frozen=True, slots=True)
class Row:
    """A counted thing: where its name leads, where its number leads, a note under the name, its share in words."""

    name: str
    number: int
    url: str
    number_url: str
    note: str = ""
    number_label: str = ""
    percent: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row with its bar's length: `share` is 0 to 100, the largest row has 100."""

    name: str
    number: int
    url: str
    number_url: str
    note: str
    number_label: str
    share: float
    percent: str


def bars(rows: Iterable[Row]) -> list[Bar]:
    """The rows in their order, each with its length in percent of the longest (bars start at zero)."""
    listed = list(rows)
    longest = max((row.number for row in listed), default=0)
    return [
        Bar(
            name=row.name,
            number=row.number,
            url=row.url,
            number_url=row.number_url,
            note=row.note,
            number_label=row.number_label or f"{row.name}: {row.number}",
            share=round(100 * row.number / longest, 1) if longest else 0.0,
            percent=row.percent,
        )
        for row in listed
    ]


def also(request: SearchRequest, name: str, slug: str) -> SearchRequest:
    """The question for stories that have one more value, besides those asked for already.

    Values of one filter are alternatives, so a second one becomes a clause of the words: `person:henrik-aldane`.
    """
    chosen = request.values(name)
    if not chosen:
        return request.with_(name, slug)
    if chosen == (slug,):
        return request
    return request.change(q=written(joined(Every, [*clauses(request.query.tree), Named(name, slug)])))


def between(request: SearchRequest, first: date, last: date) -> SearchRequest:
    """The same question for these days, of those that it asks for."""
    return request.change(
        after=max(first, request.after) if request.after else first,
        before=min(last, request.before) if request.before else last,
    )


def stories_label(name: str, number: int) -> str:
    """What a number of stories says aloud: "Romania: 61 stories"."""
    return ngettext("%(name)s: %(number)s story", "%(name)s: %(number)s stories", number) % {
        "name": name,
        "number": number,
    }


def percent(part: int, whole: int) -> str:
    """A share in whole percent, in words where that would be nothing."""
    if not whole or not part:
        return "0%"
    share = round(100 * part / whole)
    return f"{share}%" if share else _("under 1%")
