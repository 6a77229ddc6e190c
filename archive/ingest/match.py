"""Findings and known names -> matches, each with a score and a reason. Decides; never writes.

A name is matched by its key (models/keys.py). Edit distance is used for suggestions to an editor only, never to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from archive.models import Alias, NotSame, Person, Role, Statement
from archive.models.keys import person_key, plain_key

_BESIDE = 200  # names that share a word with one, of which the likeliest are sought
_NEAR = 0.7  # how like two names of organizations must be for one to be proposed for the other


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """What became of a name: the known person or None for a new one; `score` 0 to 1, `reason` in words."""

    person: Person | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known person, organization or newspaper that may be meant by a name; the best first."""

    of: Any
    score: float
    reason: str


def match_people(names: Iterable[str], here: Iterable[Person] = ()) -> dict[str, PersonMatch]:
    """Each name -> its match. `here` are people already found in the same digest: they win over others.

    A single word (a surname, a mononym) is matched only to somebody of this digest who bears just that name.
    Two people who bear the same name are not chosen between: the name becomes a new person, to be merged or not.
    """
    names = list(dict.fromkeys(names))
    local = {person.name: person for person in here}
    keys = {name: person_key(name) for name in names}
    rows = Alias.objects.filter(person__isnull=False, key__in=set(keys.values())).select_related("person")
    known: dict[str, dict[int, Person]] = {}
    for row in rows:
        if row.person:
            known.setdefault(row.key, {})[row.person.pk] = row.person
    return {name: _match_person(name, local.get(name), list(known.get(keys[name], {}).values())) for name in names}


def _match_person(name: str, here: Person | None, known: list[Person]) -> PersonMatch:
    if here:
        return PersonMatch(here, 1.0, _("the same name in this digest"))
    if " " not in name.strip():
        return PersonMatch(None, 1.0, _("a single name is not matched outside its digest"))
    if len(known) > 1:
        return PersonMatch(None, 0.4, _("%(count)d people bear this name") % {"count": len(known)})
    if known:
        same = known[0].name == name
        reason = _("same full name") if same else _("same name in another spelling: %(name)s") % {"name": known[0].name}
        return PersonMatch(known[0], 0.95 if same else 0.85, reason)
    return PersonMatch(None, 1.0, _("a new name"))


def match_names(field: str, names: Iterable[str]) -> dict[str, int]:
    """Each known name -> the id of the organization or source that bears it. `field`: "organization" or "source".

    A key that two of them share is left out: it is not guessed.
    """
    keys = {name: plain_key(name) for name in names}
    found: dict[str, set[int]] = {}
    for key, pk in Alias.objects.filter(**{f"{field}__isnull": False}, key__in=set(keys.values())).values_list(
        "key", f"{field}_id"
    ):
        found.setdefault(key, set()).add(pk)
    return {name: min(found[key]) for name, key in keys.items() if len(found.get(key, ())) == 1}


def candidates_for_person(
    name: str, organization: str | None = None, limit: int = 5, not_like: Person | None = None
) -> list[Candidate]:
    """Known people who may be meant by `name`, the likeliest first, each with the reason in words.

    Those whom somebody said to be another than `not_like` are not among them.

    Uses the folded key first and edit distance on people with a shared surname second: suggestions for an editor.
    """
    key = person_key(name)
    surname = key.rsplit(" ", 1)[-1]
    if not surname:
        return []
    rows = (
        Alias.objects.filter(person__isnull=False, key__regex=rf"(^|\s){re.escape(surname)}(\s|$)")
        .select_related("person")
        .annotate(said=Count("person__statements"))
        .order_by("-said")[:200]
    )
    apart = _apart("person", not_like.pk) if not_like else set()
    best: dict[int, tuple[float, Alias]] = {}
    for row in rows:
        if row.person_id in apart:
            continue
        score = 1.0 if row.key == key else _alike(row.key, key) * 0.9
        if row.person_id and score > best.get(row.person_id, (0.0, row))[0]:
            best[row.person_id] = score, row
    likeliest = sorted(best.values(), key=lambda found: -found[0])[:limit]
    people = [row.person_id for _score, row in likeliest if row.person_id]
    roles, said = _latest_roles(people), _latest_said(people)
    return [
        Candidate(
            row.person,
            score,
            _reason(row, key, roles.get(row.person_id or 0), said.get(row.person_id or 0), organization),
        )
        for score, row in likeliest
        if row.person
    ]


def candidates_for_name(field: str, name: str, limit: int = 5) -> list[Candidate]:
    """Known organizations ("organization") or newspapers ("source") with nearly this name, the likeliest first."""
    key = plain_key(name)
    word = max(key.split(), key=len, default="")
    if not word:
        return []
    rows = (
        Alias.objects.annotate(words=SearchVector("key", "name", config="simple"))
        .filter(words=SearchQuery(word, config="simple"), **{f"{field}__isnull": False})
        .select_related(field)[:_BESIDE]
    )
    best: dict[int, Candidate] = {}
    for row in rows:
        of, score = getattr(row, field), _alike(row.key, key)
        if score >= _NEAR and (of.pk not in best or best[of.pk].score < score):
            reason = _("nearly the same name") if row.name == of.name else _("also printed as %(name)s") % {"name": row}
            best[of.pk] = Candidate(of, score, reason)
    return sorted(best.values(), key=lambda found: -found.score)[:limit]


def _alike(one: str, other: str) -> float:
    """How like two keys are, 0 to 1: in the order of their words or in any."""
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) / 100


def _apart(kind: str, key: int) -> set[int]:
    """The records that somebody said to be another than this one."""
    pairs = NotSame.objects.filter(Q(one=key) | Q(other=key), kind=kind).values_list("one", "other")
    return {number for pair in pairs for number in pair} - {key}


def _latest_roles(people: list[int]) -> dict[int, Role]:
    """Each person's latest printed role that readers see."""
    roles = Role.objects.visible().filter(person__in=people).select_related("organization", "article")
    return {role.person_id: role for role in roles.order_by("article__date", "pk")}


def _latest_said(people: list[int]) -> dict[int, Statement]:
    """Each person's latest statement to a newspaper that readers see."""
    said = Statement.objects.visible().filter(person__in=people, via__isnull=False, article__date__isnull=False)
    latest = said.order_by("person_id", "-article__date", "-pk").distinct("person_id")
    return {one.person_id: one for one in latest.select_related("via", "article") if one.person_id}


def _reason(alias: Alias, key: str, role: Role | None, said: Statement | None, organization: str | None) -> str:
    """Why this person is proposed: the name, then the last role as printed, where last quoted, and when."""
    if alias.key != key:
        parts = [_("same surname")]
    elif alias.kind == Alias.Kind.NAME:
        parts = [_("same full name")]
    else:
        parts = [_("also printed as %(name)s") % {"name": alias}]
    if role:
        parts.append(_("last printed as %(role)s") % {"role": role.text})
        if organization and role.organization and plain_key(role.organization.name) == plain_key(organization):
            parts.append(_("same organization"))
        if role.article.date and not said:
            parts.append(_("last seen %(date)s") % {"date": role.article.date.isoformat()})
    if said:
        month = date_format(cast(date, said.article.date), "F Y")
        parts.append(_("quoted by %(newspaper)s in %(month)s") % {"newspaper": said.via, "month": month})
    return ", ".join(parts)
