"""What a reader asks: a SearchRequest, read from a URL's query string and written back to it.

The address holds everything: /search/?q=&topic=&source=&person=&organization=&country=&section=&after=&before=
&exact=&sort=&show=&compact=&page=&following=&preceding=. Every string means something; what was not understood is in
`notes`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, NamedTuple, cast
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from .language import LONGEST, Query, read_query

Sort = Literal["newest", "oldest", "relevance"]
Show = Literal["stories", "statements"]

MAX_VALUES = 40  # values of one filter
MAX_PAGE = 1_000_000

SORTS: tuple[Sort, ...] = ("newest", "oldest", "relevance")
SHOWS: tuple[Show, ...] = ("stories", "statements")

_SLUG = re.compile(r"[-\w]{1,160}", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)


class Filter(NamedTuple):
    """A field with several values: its name in SearchRequest and its name in the URL."""

    name: str
    param: str


# In the order of the URL.
FILTERS: tuple[Filter, ...] = (
    Filter("topics", "topic"),
    Filter("sources", "source"),
    Filter("people", "person"),
    Filter("organizations", "organization"),
    Filter("countries", "country"),
    Filter("sections", "section"),
)
PARAMS = dict(FILTERS)
NAMES = {param: name for name, param in FILTERS}


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question: values of one filter are alternatives (or), filters narrow each other (and).

    `q` is in the language of language.py; with `exact` names in it stand only for whom they are printed as. Filters
    hold slugs, `countries` ISO codes in capitals. `after` and `before` are the first and the last day asked for. `show`
    is which list is read: statements, where the words are asked for inside statements, else stories; with `compact`
    each of them stands on one line.
    `following` or `preceding` is the id of a story (of a statement, where these are listed) next to which a page of a
    list by day begins or ends: it stays right while stories are added, and costs the same however deep it is.
    Values are kept sorted and once each, so that equal questions have equal addresses.
    """

    q: str = ""
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    exact: bool = False
    sort: Sort | Literal[""] = ""
    show: Show | Literal[""] = ""
    compact: bool = False
    page: int = 1
    following: int | None = None
    preceding: int | None = None
    per_page: int = 20
    notes: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        for name, _param in FILTERS:
            if len(values := getattr(self, name)) > 1:
                object.__setattr__(self, name, tuple(sorted(set(values))))
        if not self.sort or (self.sort == "relevance" and not self.query.has_words):
            object.__setattr__(self, "sort", self.usual_sort)
        if self.sort == "relevance" or (self.following and self.preceding):
            object.__setattr__(self, "preceding", None)
        if self.sort == "relevance":
            object.__setattr__(self, "following", None)
        if not self.show:
            object.__setattr__(self, "show", self.usual_show)

    @property
    def query(self) -> Query:
        """What `q` asks, read."""
        return read_query(self.q)

    @property
    def usual_sort(self) -> Sort:
        """The order when none is asked for: best first for words, else newest first."""
        return "relevance" if self.query.has_words else "newest"

    @property
    def usual_show(self) -> Show:
        """The list when none is asked for."""
        return "statements" if self.query.asks_statements else "stories"

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked at all."""
        return bool(self.q or self.after or self.before or any(self.values(name) for name, _param in FILTERS))

    @property
    def offset(self) -> int:
        """How many hits stand on the pages before this one."""
        return (self.page - 1) * self.per_page

    def values(self, name: str) -> tuple[str, ...]:
        """The chosen values of one filter, by its name ("people")."""
        return cast("tuple[str, ...]", getattr(self, name))

    @classmethod
    def from_query(cls, query: QueryDict) -> SearchRequest:
        """The question of a URL; never fails."""
        notes: list[str] = []
        chosen: dict[str, Any] = {name: _values(query, name, param, notes) for name, param in FILTERS}
        return cls(
            q=_words(query.get("q", ""), notes),
            after=_day(query.get("after", ""), False, notes),
            before=_day(query.get("before", ""), True, notes),
            exact=one_line(query.get("exact", "")) == "1",
            sort=cast(Sort, _one_of(query.get("sort", ""), SORTS, notes)),
            show=cast(Show, _one_of(query.get("show", ""), SHOWS, notes)),
            compact=one_line(query.get("compact", "")) == "1",
            page=_page(query.get("page", ""), notes),
            following=_id(query.get("following", ""), notes),
            preceding=_id(query.get("preceding", ""), notes),
            notes=tuple(notes),
            **chosen,
        )

    def to_query(self) -> str:
        """The URL's query string without "?"; what is usual is left out."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(param, value) for name, param in FILTERS for value in self.values(name)]
        pairs += [(name, day.isoformat()) for name in ("after", "before") if (day := getattr(self, name))]
        if self.exact:
            pairs.append(("exact", "1"))
        if self.sort != self.usual_sort:
            pairs.append(("sort", self.sort))
        if self.show != self.usual_show:
            pairs.append(("show", self.show))
        if self.compact:
            pairs.append(("compact", "1"))
        if self.page != 1:
            pairs.append(("page", str(self.page)))
        pairs += [(name, str(key)) for name in ("following", "preceding") if (key := getattr(self, name))]
        return urlencode(pairs)

    def with_(self, name: str, *values: str) -> SearchRequest:
        """With these values of a filter chosen besides those that are; from page 1."""
        return self.change(**{name: (*self.values(name), *values)})

    def without(self, name: str, value: str | None = None) -> SearchRequest:
        """Without one value of a filter, or without the whole field (q, after and before too); from page 1."""
        if name in ("after", "before"):
            return self.change(**{name: None})
        if name == "q":
            return self.change(q="")
        return self.change(**{name: tuple(one for one in self.values(name) if value is not None and one != value)})

    def page_(self, number: int) -> SearchRequest:
        """The same question, another page of its answer."""
        return replace(self, page=number, following=None, preceding=None)

    def beside(self, *, following: int | None = None, preceding: int | None = None) -> SearchRequest:
        """The same question, the page that begins behind something or ends before it."""
        return replace(self, page=1, following=following, preceding=preceding)

    def change(self, **fields: Any) -> SearchRequest:
        """With other values of any fields, from page 1; an order and a list that nobody chose follow the words."""
        if "sort" not in fields and self.sort == self.usual_sort:
            fields["sort"] = ""
        if "show" not in fields and self.show == self.usual_show:
            fields["show"] = ""
        return replace(self, **{"page": 1, "following": None, "preceding": None, "notes": (), **fields})


def _words(text: str, notes: list[str]) -> str:
    """q as it is looked for: clean, and of a length that costs little."""
    text = one_line(text)
    if len(text) > LONGEST:
        notes.append(_("Only the first %(number)s characters were looked for.") % {"number": LONGEST})
    return text[:LONGEST].rstrip()


def one_line(text: str) -> str:
    """Without control characters (PostgreSQL takes no NUL) and half characters, blanks made one space each."""
    text = text.encode("utf-8", "ignore").decode()
    return " ".join("".join(" " if ord(char) < 32 or ord(char) == 127 else char for char in text).split())


def _values(query: QueryDict, name: str, param: str, notes: list[str]) -> tuple[str, ...]:
    """The slugs given for one filter; what cannot be a slug is noted and left out."""
    fold = str.upper if name == "countries" else str.lower
    given = [value for text in query.getlist(param) if (value := one_line(text))]
    slugs = sorted({fold(value) for value in given if _SLUG.fullmatch(value)})
    for value in sorted({value for value in given if not _SLUG.fullmatch(value)})[:3]:
        notes.append(unknown(name, value))
    if len(slugs) > MAX_VALUES:
        notes.append(_("Of %(number)s values for “%(param)s” the first %(kept)s count.")
                     % {"number": len(slugs), "param": param, "kept": MAX_VALUES})  # fmt: skip
    return tuple(slugs[:MAX_VALUES])


def unknown(name: str, value: str) -> str:
    """The note for a value of a filter that stands for nothing in the archive."""
    said = {
        "topics": _("No topic called “%(value)s”."),
        "sources": _("No newspaper called “%(value)s”."),
        "people": _("No person called “%(value)s”."),
        "organizations": _("No organization called “%(value)s”."),
        "countries": _("No country with the code “%(value)s”."),
        "sections": _("No section called “%(value)s”."),
    }[name]
    return said % {"value": value if len(value) <= 60 else value[:60] + "…"}


def _day(text: str, last: bool, notes: list[str]) -> date | None:
    """A day, or the first or last day of a month or year: 2026-11-17, 2026-11, 2026."""
    text = one_line(text)
    if not text:
        return None
    if match := _DAY.fullmatch(text):
        year, month, day = (int(part) if part else 0 for part in match.groups())
        try:
            month = month if match[2] else 12 if last else 1
            return date(year, month, day if match[3] else monthrange(year, month)[1] if last else 1)
        except ValueError:
            pass
    notes.append(_("“%(text)s” is not a date like 2026-11-17, 2026-11 or 2026.") % {"text": text[:40]})
    return None


def _one_of(text: str, allowed: tuple[str, ...], notes: list[str]) -> str:
    """One of a few words, in any case; "" for none or another."""
    text = one_line(text)
    word = text.lower()
    if word in allowed:
        return word
    if word:
        notes.append(_("“%(text)s” is none of: %(words)s.") % {"text": text[:40], "words": ", ".join(allowed)})
    return ""


def _page(text: str, notes: list[str]) -> int:
    """A page number from 1 to MAX_PAGE; anything else is page 1."""
    text = one_line(text)
    if not text:
        return 1
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        notes.append(_("“%(text)s” is not a page; this is page 1.") % {"text": text[:40]})
    return min(max(number, 1), MAX_PAGE)


def _id(text: str, notes: list[str]) -> int | None:
    """The id of something that is listed; None for nothing or what cannot be one."""
    text = one_line(text)
    if re.fullmatch(r"[1-9]\d{0,17}", text, re.ASCII):
        return int(text)
    if text:
        notes.append(_("“%(text)s” is nothing that a page can stand beside; this is page 1.") % {"text": text[:40]})
    return None
