"""Findings and known names -> matches, each with a score and a reason. Decides; never writes.

A name is matched by its key (models/keys.py). Edit distance is used for suggestions to an editor only, never to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from archive.models import Alias, Person, Role
from archive.models.keys import person_key, plain_key


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """What became of a name: the known person or None for a new one; `score` 0 to 1, `reason` in words."""

    person: Person | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known person who may be meant by a name; the best first."""

    person: Person
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


def candidates_for_person(name: str, organization: str | None = None, limit: int = 5) -> list[Candidate]:
    """Known people who may be meant by `name`, the likeliest first, each with the reason in words.

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
    best: dict[int, tuple[float, Alias]] = {}
    for row in rows:
        score = 1.0 if row.key == key else fuzz.token_sort_ratio(row.key, key) / 100 * 0.9
        if row.person_id and score > best.get(row.person_id, (0.0, row))[0]:
            best[row.person_id] = score, row
    likeliest = sorted(best.values(), key=lambda found: -found[0])[:limit]
    roles = _latest_roles([row.person_id for _score, row in likeliest if row.person_id])
    return [
        Candidate(row.person, score, _reason(row, key, roles.get(row.person_id or 0), organization))
        for score, row in likeliest
        if row.person
    ]


def _latest_roles(people: list[int]) -> dict[int, Role]:
    """Each person's latest printed role that readers see."""
    roles = Role.objects.visible().filter(person__in=people).select_related("organization", "article")
    return {role.person_id: role for role in roles.order_by("article__date", "pk")}


def _reason(alias: Alias, key: str, role: Role | None, organization: str | None) -> str:
    """Why this person is proposed: the name, then the last role as printed and when."""
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
        if role.article.date:
            parts.append(_("last seen %(date)s") % {"date": role.article.date.isoformat()})
    return ", ".join(parts)
