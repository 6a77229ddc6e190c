"""Findings and known names -> matches, each with a score and a reason. Decides; never writes.

A name is matched by its key (models/keys.py). Edit distance is used for suggestions to an editor only, never to decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from archive.models import Alias, NotSame, Person, StoryCount
from archive.models.keys import person_key, plain_key

_NEWEST = 20  # of what was found of a person last, among which the latest is sought
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

    @property
    def told(self) -> str:
        """How like the names are and why in words: "86%: same surname, last printed as registrar"."""
        return f"{round(self.score * 100)}%: {self.reason}"


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
    """One name's match. Somebody of this digest is as sure as at the first reading: no doubt goes by itself."""
    if " " not in name.strip():
        if here:
            return PersonMatch(here, 1.0, _("the same name in this digest"))
        return PersonMatch(None, 1.0, _("a single name is not matched outside its digest"))
    if len(known) > 1:
        return PersonMatch(here, 0.4, _("%(count)d people bear this name") % {"count": len(known)})
    if here:
        return PersonMatch(here, 0.95, _("the same name in this digest"))
    if known:
        same = known[0].name == name
        reason = _("same full name") if same else _("same name in another spelling: %(name)s") % {"name": known[0].name}
        return PersonMatch(known[0], 0.95 if same else 0.85, reason)
    return PersonMatch(None, 0.95, _("a new name"))


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
    stories = StoryCount.objects.filter(of="people", value=Cast(OuterRef("person"), CharField())).values("stories")
    rows = (
        _with_word(surname)
        .filter(person__isnull=False)
        .select_related("person")
        .annotate(often=Coalesce(Subquery(stories[:1]), 0))
        .order_by("-often", "pk")
    )
    if not_like:
        pairs = NotSame.objects.filter(kind="person")
        rows = rows.exclude(person__in=pairs.filter(one=not_like.pk).values("other"))
        rows = rows.exclude(person__in=pairs.filter(other=not_like.pk).values("one"))
    best: dict[int, tuple[float, Alias]] = {}
    for row in rows[:_BESIDE]:
        score = 1.0 if row.key == key else _alike(row.key, key) * 0.9
        if row.person_id and score > best.get(row.person_id, (0.0, row))[0]:
            best[row.person_id] = score, row
    likeliest = sorted(best.values(), key=lambda found: -found[0])[:limit]
    seen = _latest([row.person_id for _score, row in likeliest if row.person_id])
    return [
        Candidate(row.person, score, _reason(row, key, seen.get(row.person.pk, _Seen()), organization))
        for score, row in likeliest
        if row.person
    ]


def candidates_for_name(field: str, name: str, limit: int = 5) -> list[Candidate]:
    """Known organizations ("organization") or newspapers ("source") with nearly this name, the likeliest first."""
    key = plain_key(name)
    word = max(key.split(), key=len, default="")
    if not word:
        return []
    rows = _with_word(word).filter(**{f"{field}__isnull": False}).select_related(field)[:_BESIDE]
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


def _with_word(word: str) -> QuerySet[Any]:
    """The names that a word stands in."""
    words = SearchVector("key", "name", config="simple")
    return Alias.objects.annotate(words=words).filter(words=SearchQuery(word, config="simple"))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What readers last saw of a person: a role as printed with its organization, the newspaper last spoken to."""

    role: str = ""
    organization: str = ""
    seen: date | None = None
    newspaper: str = ""
    said: date | None = None


# Of each person only what was found last is looked at: one may have very much.
_LATEST = """
    SELECT p.id, r.text, r.name, r.date, s.name, s.date FROM unnest(%(people)s::bigint[]) p (id)
    LEFT JOIN LATERAL (
        SELECT r.text, o.name, a.date FROM (
            SELECT * FROM archive_role WHERE person_id = p.id ORDER BY id DESC LIMIT %(newest)s) r
        JOIN archive_article a ON a.id = r.article_id
        JOIN archive_digest d ON d.id = a.digest_id AND d.state = 'published'
        LEFT JOIN archive_organization o ON o.id = r.organization_id
        WHERE r.state <> 'rejected' ORDER BY a.date DESC NULLS LAST, r.id DESC LIMIT 1) r ON true
    LEFT JOIN LATERAL (
        SELECT n.name, a.date FROM (
            SELECT * FROM archive_statement WHERE person_id = p.id AND via_id IS NOT NULL
            ORDER BY id DESC LIMIT %(newest)s) s
        JOIN archive_article a ON a.id = s.article_id AND a.date IS NOT NULL
        JOIN archive_digest d ON d.id = a.digest_id AND d.state = 'published'
        JOIN archive_source n ON n.id = s.via_id
        WHERE s.state <> 'rejected' ORDER BY a.date DESC, s.id DESC LIMIT 1) s ON true"""


def _latest(people: list[int]) -> dict[int, _Seen]:
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, {"people": people, "newest": _NEWEST})
        return {
            person: _Seen(role or "", organization or "", seen, newspaper or "", said)
            for person, role, organization, seen, newspaper, said in cursor.fetchall()
        }


def _reason(alias: Alias, key: str, seen: _Seen, organization: str | None) -> str:
    """Why this person is proposed: the name, then the last role as printed, where last quoted, and when."""
    if alias.key != key:
        parts = [_("same surname")]
    elif alias.kind == Alias.Kind.NAME:
        parts = [_("same full name")]
    else:
        parts = [_("also printed as %(name)s") % {"name": alias}]
    if seen.role:
        parts.append(_("last printed as %(role)s") % {"role": seen.role})
        if organization and seen.organization and plain_key(seen.organization) == plain_key(organization):
            parts.append(_("same organization"))
        if seen.seen and not seen.said:
            parts.append(_("last seen %(date)s") % {"date": seen.seen.isoformat()})
    if seen.said:
        month = date_format(seen.said, "F Y")
        parts.append(_("quoted by %(newspaper)s in %(month)s") % {"newspaper": seen.newspaper, "month": month})
    return ", ".join(parts)
