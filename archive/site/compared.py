"""What a comparison's address asks: whom or what, within which days, country or topic.

/compare/?of=people&one=SLUG&one=SLUG&about=CODE-OR-TOPIC&after=DAY&before=DAY. A name may stand for a slug; what it
stands for is looked up here, and `Compared.url()` is the address in which all of it is said once and in one way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models.addresses import address
from archive.search import SearchRequest
from archive.search.comparing import Known, Scope, spelled
from archive.search.names import Bearer, bearers, similar
from archive.search.query import PARAMS, one_line, unknown

LEAST, MOST = 2, 3  # how many are compared
LONGEST = 200  # characters of a name
MOST_INSTEAD = 8  # names offered where several may be meant


class Kind(NamedTuple):
    """What can be compared: its name in the address, the filter of its values, words for several and for one."""

    name: str
    filter: str
    label: Any
    one: Any


KINDS = (
    Kind("people", "people", gettext_lazy("People"), gettext_lazy("a person")),
    Kind("newspapers", "sources", gettext_lazy("Newspapers"), gettext_lazy("a newspaper")),
    Kind("countries", "countries", gettext_lazy("Countries"), gettext_lazy("a country")),
    Kind("topics", "topics", gettext_lazy("Topics"), gettext_lazy("a topic")),
    Kind("organizations", "organizations", gettext_lazy("Organizations"), gettext_lazy("an organization")),
)
BY_NAME = {kind.name: kind for kind in KINDS}
BY_FILTER = {kind.filter: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison as its address says it: slugs, or what was typed for them, in the order chosen."""

    kind: Kind = KINDS[0]
    ones: tuple[str, ...] = ()
    about: str = ""
    after: date | None = None
    before: date | None = None

    def url(self) -> str:
        """The address; what is usual is left out."""
        pairs = [("of", self.kind.name)] if self.ones or self.kind != KINDS[0] else []
        pairs += [("one", one) for one in self.ones]
        pairs += [("about", self.about)] if self.about else []
        pairs += [(name, day.isoformat()) for name, day in (("after", self.after), ("before", self.before)) if day]
        return f"{address('compare')}?{urlencode(pairs)}" if pairs else address("compare")

    def put(self, place: int, one: str) -> Compared:
        """With another in one's place."""
        return replace(self, ones=(*self.ones[:place], one, *self.ones[place + 1 :]))

    def without(self, place: int) -> Compared:
        return replace(self, ones=(*self.ones[:place], *self.ones[place + 1 :]))


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: what stands in it, whom that is, or why it is nobody and what else could be meant."""

    text: str = ""
    known: Known | None = None
    wrong: str = ""
    instead: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """An address read. `fields` are those that hold something; `notes` say what of it was passed over."""

    compared: Compared
    fields: tuple[Field, ...]
    scope: Scope
    notes: tuple[str, ...]

    @property
    def ones(self) -> list[Known]:
        """Those that are compared."""
        return [one.known for one in self.fields if one.known]

    @property
    def clear(self) -> bool:
        """Whether everything asked was understood, so that `compared` says all of it."""
        return not self.notes and not any(one.wrong for one in self.fields)


def compare_url(name: str, *slugs: str) -> str:
    """The address that compares values of a filter ("sources")."""
    return Compared(BY_FILTER[name], slugs).url()


def read(query: QueryDict) -> Question:
    """The question of an address, in one query where it holds slugs only; never fails."""
    notes: list[str] = []
    kind = _kind(query.get("of", ""), notes)
    texts = [text for one in query.getlist("one") if (text := one_line(one)[:LONGEST].strip())]
    if len(texts) > MOST:
        notes.append(_("Three can be compared at once; “%(name)s” is left out.") % {"name": "”, “".join(texts[MOST:])})
    about = one_line(query.get("about", ""))[:LONGEST].strip()
    found = spelled([*texts[:MOST], *([about] if about else [])])
    within = _about(about, found, notes)
    days = _days(query, notes)
    compared = Compared(kind, tuple(texts[:MOST]), within.slug if within else "", days.after, days.before)
    fields: list[Field] = []
    for place in range(len(compared.ones)):
        # To look for names spelled alike costs most: of three wrong ones the first has them.
        alike = len(compared.ones) < MOST or not any(one.wrong for one in fields)
        fields.append(_resolved(compared, place, found, alike))
    fields = [*_once(fields, notes)]
    slugs = tuple(one.known.slug if one.known else one.text for one in fields)
    scope = Scope(days.after, days.before, within)
    return Question(replace(compared, ones=slugs), tuple(fields), scope, tuple(notes))


def _kind(text: str, notes: list[str]) -> Kind:
    word = one_line(text).lower()
    if word and word not in BY_NAME:
        known = {"text": word[:40], "words": ", ".join(BY_NAME)}
        notes.append(_("“%(text)s” is none of: %(words)s.") % known)
    return BY_NAME.get(word, KINDS[0])


def _days(query: QueryDict, notes: list[str]) -> SearchRequest:
    """The days asked for, read as the search reads them."""
    given = QueryDict(urlencode({name: query.get(name, "").encode("utf-8", "ignore") for name in ("after", "before")}))
    days = SearchRequest.from_query(given)
    notes += days.notes
    if days.after and days.before and days.after > days.before:
        notes.append(_("No day is both after the first and before the last day asked for."))
    return days


def _about(text: str, found: Iterable[Known], notes: list[str]) -> Known | None:
    """The country (a code in capitals first) or topic that a text names."""
    if not text:
        return None
    fitting = [one for one in found if one.filter in ("countries", "topics") and _names(one, text)]
    fitting.sort(key=lambda one: (one.slug != text, one.filter))
    if not fitting:
        notes.append(_("No country or topic called “%(value)s”.") % {"value": text[:60]})
    return fitting[0] if fitting else None


def _names(one: Known, text: str) -> bool:
    """Whether a value was found by this text."""
    return text.lower() in (one.slug.lower(), one.name.lower(), one.former)


def _resolved(compared: Compared, place: int, found: Iterable[Known], alike: bool) -> Field:
    """Whom a text stands for: by slug, former slug, whole name, then by any spelling; `alike`: else offer others."""
    text, kind = compared.ones[place], compared.kind
    named = [one for one in found if _names(one, text)]
    here = {one.slug: one for one in named if one.filter == kind.filter}
    slug = text.upper() if kind.filter == "countries" else text.lower()
    known = here.get(slug) or next((one for one in here.values() if one.former == text.lower()), None)
    if known:
        return _chosen(known)
    others: list[Known | Bearer] = [*(here.values() or bearers(kind.filter, text))]
    if len(others) == 1:
        return _chosen(Known(kind.filter, others[0].key, others[0].slug, others[0].name, shared=False))
    if others:
        return Field(text, None, _several(text, len(others)), _instead(compared, place, others))
    if named:
        one = named[0]
        other = BY_FILTER[one.filter]
        wrong = _("“%(name)s” is %(kind)s; only what is of one kind can be compared.")
        label = _("Compare %(kind)s") % {"kind": str(other.label).lower()}
        ways = ((label, compare_url(one.filter, one.slug)),)
        return Field(text, None, wrong % {"name": one.name, "kind": other.one}, ways)
    instead = _instead(compared, place, similar(kind.filter, text) if alike else ())
    return Field(text, None, unknown(kind.filter, text) + (" " + _("Did you mean") if instead else ""), instead)


def _chosen(one: Known) -> Field:
    """A field with its value's name; with its slug where another one is called the same."""
    return Field(one.slug if one.shared else one.name, one)


def _several(text: str, number: int) -> str:
    if number > MOST_INSTEAD:
        return _("More than %(number)s have the name “%(name)s”. Write more of it, or choose one:") % {
            "number": MOST_INSTEAD,
            "name": text,
        }
    return _("“%(name)s” may be one of these:") % {"name": text}


def _instead(compared: Compared, place: int, others: Iterable[Known | Bearer]) -> tuple[tuple[str, str], ...]:
    """Names with the address that has them in one's place; those called the same with their slugs."""
    listed = list(others)[:MOST_INSTEAD]
    called: Mapping[str, int] = {one.name: sum(one.name == other.name for other in listed) for one in listed}
    return tuple(
        (one.name if called[one.name] == 1 else f"{one.name} ({one.slug})", compared.put(place, one.slug).url())
        for one in listed
    )


def _once(fields: Iterable[Field], notes: list[str]) -> Iterable[Field]:
    """Each value once, with a note for every other time."""
    there: set[str] = set()
    for one in fields:
        if one.known is None or one.known.slug not in there:
            yield one
        else:
            notes.append(_("“%(name)s” was chosen twice.") % {"name": one.known.name})
        if one.known:
            there.add(one.known.slug)


def field_of(kind: Kind) -> str:
    """The field of the search box that holds a name of this kind."""
    return PARAMS[kind.filter]
