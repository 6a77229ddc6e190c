"""Then and now: the first and the newest thing that somebody said on a topic or country, side by side.

The two are shown where they lie at least 60 days apart: what is said within two months is one conversation. Statements
of series whose words may not be shown are left out, as are those without a date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from archive.models import Series
from archive.search import Facet, FacetValue, SearchRequest, nodes, record
from archive.search.tree import Named

from .narrowing import Chosen, Select, pairs, select
from .said import CHOICES, Entry, StatementList, entries

APART = timedelta(days=60)
TRIED = 3  # topics, then countries, that are looked at when none is asked for
AROUND = 5  # statements from either end, of which the first is shown whose words may be
SUBJECTS = ("topic", "country")  # in the address, where they also narrow the page's list of statements


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """What `entity/_then.html` shows.

    `on` is the subject in words. `pair` is the first statement on it and the newest, None when they are not far enough
    `apart` (in words). `kept` are the address's other filters.
    """

    on: str
    pair: tuple[Entry, Entry] | None
    apart: str
    selects: list[Select]
    kept: list[tuple[str, str]]
    days: int = APART.days


def then_and_now(of: Sequence[Named], values: Mapping[str, Facet], said: StatementList) -> ThenAndNow | None:
    """Two of the statements that have some values, on the topic and country asked for, else on what most are about.

    `values` are the topics and countries of the statements, `said` their list with what the address asks for. None
    where no subject is asked for and none of the most frequent ones has two statements far enough apart.
    """
    subjects = {
        param: [value for value in values[param].values if value.count > 1] if param in values else []
        for param in SUBJECTS
    }
    chosen = {param: said.chosen[param] for param in SUBJECTS if param in said.chosen}
    pair = _pair(_ends(of, [said.narrowed[param] for param in chosen])) if chosen else None
    if not chosen:
        tried = [(param, value) for param in SUBJECTS for value in subjects[param][:TRIED]]
        named = nodes([(CHOICES[param][0], value.slug) for param, value in tried])
        for (param, value), node in zip(tried, named, strict=True):
            if pair := _pair(_ends(of, [node])):
                chosen = {param: Chosen(param, value.slug, str(CHOICES[param][1]), value.name)}
                break
        else:
            return None
    return ThenAndNow(
        on=_(" and ").join(one.words for one in chosen.values()),
        pair=pair,
        apart=timesince(*_days(*pair)) if pair else "",
        selects=[_select(subjects[param], param, chosen.get(param)) for param in SUBJECTS],
        kept=pairs([one for one in said.chosen.values() if one.param not in SUBJECTS]),
    )


def _ends(of: Sequence[Named], on: Sequence[Named]) -> tuple[Sequence[int], Sequence[int]] | None:
    """The first few and the newest few of the statements on something; None if they are too near."""
    request = SearchRequest(show="statements", sort="newest", per_page=AROUND)
    found = record(request, within=[*of, *on])
    first, last = found.record.first, found.record.last
    if first is None or last is None or last - first < APART:
        return None
    return record(request.change(sort="oldest"), within=[*of, *on]).keys, found.keys


def _pair(ends: tuple[Sequence[int], Sequence[int]] | None) -> tuple[Entry, Entry] | None:
    """The first and the newest that may be shown; one query. None if they are too near."""
    if ends is None:
        return None
    there = {one.statement.pk: one for one in _open([*ends[0], *ends[1]])}
    oldest, newest = ([there[key] for key in keys if key in there][:1] for keys in ends)
    if not oldest or not newest:
        return None
    then, now = _days(oldest[0], newest[0])
    return (oldest[0], newest[0]) if now - then >= APART else None


def _open(keys: Sequence[int]) -> list[Entry]:
    """Those of some statements that have a day and whose words may be shown."""
    return [
        one for one in entries(keys)
        if one.statement.article.date and one.statement.rights != Series.Rights.LINK  # type: ignore[attr-defined]
    ]  # fmt: skip


def _days(one: Entry, other: Entry) -> tuple[date, date]:
    first, last = one.statement.article.date, other.statement.article.date
    assert first is not None and last is not None  # noqa: S101, PT018 - asked for in the query
    return first, last


def _select(found: Sequence[FacetValue], param: str, now: Chosen | None) -> Select:
    _name, label, empty = CHOICES[param]
    return select(param, str(label), str(empty), [(one.slug, f"{one.name} ({one.count})") for one in found], now)
