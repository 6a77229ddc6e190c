"""What newspapers called a person, as printed: each wording with its days, a stroke for every story, and clashes.

A clash is one office printed in two ways that do not fit together, in two stories of the same weeks. It says nothing
about who is right: the office may have changed hands, or a newspaper or a digest may have slipped. The rule is careful
and would rather miss one:

- Both wordings name the same office in the same words ("director"), whatever stands beside it: case, articles, "new".
- They differ in exactly one of three things: one says "former" (ex-, retired …) at the same place; one says "deputy"
  (acting, vice …) at the same place; or both hold it, at different places ("director of X", "director of Y").
- A place is the organization of the role, else what follows "of", "at", "for" … in its words. "Institute" is the same
  place as "Port Institute", and "PI" too. An office without a place is held at an unknown one, and fits any.
- What people may well be at several places at once (member, adviser, founder …) does not clash by its place.
- The stories lie at most 28 days apart, and no story prints both: a story that does has said that they fit together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations, groupby
from typing import NamedTuple

from django.db.models import Q

from archive.models import Article, Organization, Person, Role
from archive.models.keys import plain_key
from archive.search import Key, newest

WITHIN = timedelta(days=28)
NEWEST = 50  # stories of somebody whose roles are looked through first
_REMEMBERED = 4096  # readings: the same few wordings are printed again and again


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FORMER = _words("former formerly ex onetime past previous retired ret retd emeritus emerita erstwhile then")
_DEGREES = _words("deputy vice acting interim assistant associate designate elect")
_PRESENT = _words("current currently present incumbent new newly appointed outgoing today now a an the")
_BEFORE_PLACE = _words("of at for to with from")
_BEFORE_SUBJECT = _words("in on")  # "expert on grain": no place
_OF_SUBJECT = _words("doctor historian lecturer professor student teacher")  # "professor of law": no place either
_SMALL = _words("a an and at for in of on the to")
_AT_SEVERAL = _words(
    "adviser advisor author co columnist commentator consultant contributor expert fellow founder graduate investor"
    " member observer owner partner shareholder trustee"
)
_JOINED = (
    (re.compile(r"\bone time\b"), "onetime"),
    (re.compile(r"\bin chief\b"), "inchief"),
    (re.compile(r"\bfirst (?=deputy|vice)"), ""),
    (re.compile(r"\bchair(man|woman|person)\b"), "chair"),
)


class Reading(NamedTuple):
    """A role taken apart: "former deputy director of the Port Institute" -> director, Port Institute, former, deputy.

    `held_in` is the organization and `place` what the words say behind "of" or "at", each in plain letters or empty.
    """

    office: str
    held_in: str
    place: str
    former: bool
    degrees: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A story that prints the role, `at` percent of the way from the person's first day to the last."""

    article: Article
    at: float


@dataclass(slots=True)
class Printed:
    """A role as printed, with every story that prints it, oldest first; `at` are the places of its strokes."""

    text: str
    organizations: list[Organization] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)

    @property
    def first(self) -> Article:
        return self.strokes[0].article

    @property
    def last(self) -> Article:
        return self.strokes[-1].article

    @property
    def at(self) -> list[float]:
        """Where to draw: stories that fall on one place are one stroke."""
        return list(dict.fromkeys(round(stroke.at, 1) for stroke in self.strokes))


def roles_of(person: Person, stories: Collection[int]) -> list[Role]:
    """The roles that some published stories of known date print, oldest first; one query."""
    return list(
        Role.objects.visible()
        .filter(person=person, article__in=stories, article__date__isnull=False)
        .select_related("article", "organization")
        .only("text", "person", "start", "organization__name", "organization__slug",
              "article__title", "article__date", "article__slug")
        .order_by("article__date", "article_id", "start")
    )  # fmt: skip


def roles_as_printed(roles: Sequence[Role]) -> list[Printed]:
    """The wordings of one person's roles (from `roles_of`) by the day they were first printed."""
    if not roles:
        return []
    first, last = _day(roles[0]), _day(roles[-1])
    printed: dict[str, Printed] = {}
    for role in roles:
        row = printed.setdefault(role.text, Printed(role.text))
        if role.organization and role.organization not in row.organizations:
            row.organizations.append(role.organization)
        row.strokes.append(Stroke(role.article, _share(first, _day(role), last)))
    return list(printed.values())


def last_roles(people: Sequence[int]) -> dict[int, str]:
    """For each person (id) the role that was printed last, with its organization; one query, of some people two.

    It is looked for in the newest stories first: who is in very many has very many roles.
    """
    stories = newest("people", people, NEWEST)
    found = _last_of(people, Q(article__in={key for keys in stories.values() for key in keys}), stories)
    others = [one for one in people if one not in found and len(stories[one]) == NEWEST]
    return found | (_last_of(others, Q()) if others else {})


def _last_of(
    people: Sequence[int], condition: Q, stories: Mapping[Key, Collection[int]] | None = None
) -> dict[int, str]:
    """The last roles of people, where `stories` are given those in each one's own."""
    roles = Role.objects.visible().filter(condition, person__in=people)
    printed = roles.order_by("article__date", "article_id", "-start")
    if stories is None:
        printed = roles.order_by("person", "-article__date", "-article_id", "start").distinct("person")
    # Many wordings hold their organization's name themselves.
    return {
        key: text if not held or held in text else f"{text}, {held}"
        for key, story, text, held in printed.values_list("person", "article", "text", "organization__name")
        if stories is None or story in stories[key]
    }


def clashes(roles: Iterable[Role]) -> list[tuple[Role, Role]]:
    """The clashes among one person's roles, the newest first: each as the two nearest in time, the older before.

    Of two readings that clash there is one pair, however often they were printed.
    """
    by_reading: dict[Reading, list[Role]] = {}
    for role in sorted(roles, key=lambda role: (_day(role), role.article_id, role.start or 0)):
        by_reading.setdefault(read_role(role.text, str(role.organization or "")), []).append(role)
    found = []
    for _office, readings in groupby(sorted(by_reading, key=lambda one: one.office), key=lambda one: one.office):
        for one, other in combinations(readings, 2):
            if clash(one, other) and (pair := _nearest(by_reading[one], by_reading[other])):
                found.append(pair)
    return sorted(found, key=lambda pair: (_day(pair[1]), _day(pair[0]), pair[1].article_id), reverse=True)


@lru_cache(_REMEMBERED)
def read_role(text: str, organization: str = "") -> Reading:
    """A role's words taken apart, as far as they have the usual order: office, preposition, place."""
    words, held_in = f" {plain_key(text)} ", plain_key(organization)
    if held_in:
        for name in (f" the {held_in} ", f" {held_in}s ", f" {held_in} "):
            words = words.replace(name, " ")
    for pattern, by in _JOINED:
        words = pattern.sub(by, words)
    listed = words.split()
    end = next((at for at, word in enumerate(listed) if word in _BEFORE_PLACE | _BEFORE_SUBJECT), len(listed))
    said, rest = listed[:end], listed[end:]
    office = [word for word in said if word not in _FORMER | _DEGREES | _PRESENT]
    placed = rest and rest[0] in _BEFORE_PLACE and _OF_SUBJECT.isdisjoint(office)
    return Reading(
        office=" ".join(office),
        held_in=held_in,
        place=" ".join(word for word in rest if word not in _SMALL | _BEFORE_PLACE) if placed else "",
        former=not _FORMER.isdisjoint(said),
        degrees=_DEGREES.intersection(said),
    )


def clash(one: Reading, other: Reading) -> bool:
    """Whether two readings do not fit together, as the rule above has it."""
    same = _same_place(one, other)
    if not one.office or one.office != other.office or same is None:
        return False
    if not same:
        held = not one.former and not other.former and one.degrees == other.degrees
        return held and _AT_SEVERAL.isdisjoint(one.office.split())
    if one.former != other.former:
        return one.degrees == other.degrees
    return not one.former and one.degrees != other.degrees


def _same_place(one: Reading, other: Reading) -> bool | None:
    """Whether two offices are held at one place; None where one of them does not say."""
    if one.held_in and other.held_in:
        return _alike(one.held_in, other.held_in)
    places, others = ([name for name in (role.held_in, role.place) if name] for role in (one, other))
    if not places and not others:
        return True
    if not places or not others:
        return None
    return any(_alike(place, name) for place in places for name in others)


def _alike(one: str, other: str) -> bool:
    """Whether two names in plain letters may be one: the words of one are among the other's, or are their initials."""
    words, others = ([word for word in name.split() if word not in _SMALL] for name in (one, other))
    if set(words) <= set(others) or set(others) <= set(words):
        return True
    return one in _initials(other) or other in _initials(one)


def _initials(name: str) -> tuple[str, str]:
    words = name.split()
    return "".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL)


def _nearest(ones: list[Role], others: list[Role]) -> tuple[Role, Role] | None:
    """Of two lists by day the two roles nearest in time, of equals the newest, the older first.

    None when they are too far apart, or when a story has both.
    """
    if {role.article_id for role in ones} & {role.article_id for role in others}:
        return None
    nearest = min(_neighbours(ones, others), key=lambda pair: (_apart(*pair), -_day(pair[1]).toordinal()))
    return nearest if _apart(*nearest) <= WITHIN else None


def _neighbours(ones: list[Role], others: list[Role]) -> Iterator[tuple[Role, Role]]:
    """All pairs of which one comes right after the other in time, when both lists are made one."""
    merged = sorted(
        [
            (_day(role), place, side, role)
            for side, roles in enumerate((ones, others))
            for place, role in enumerate(roles)
        ],
        key=lambda entry: entry[:3],
    )
    last: dict[int, Role] = {}
    for _date, _place, side, role in merged:
        if 1 - side in last:
            yield last[1 - side], role
        last[side] = role


def _apart(one: Role, other: Role) -> timedelta:
    return abs(_day(other) - _day(one))


def _day(role: Role) -> date:
    assert role.article.date is not None  # noqa: S101 - asked for in the query
    return role.article.date


def _share(first: date, day: date, last: date) -> float:
    """Where a day lies between two others, in percent."""
    days = (last - first).days
    return round(100 * (day - first).days / days, 2) if days else 50.0
