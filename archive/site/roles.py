"""What newspapers called a person, as printed: each wording with its days, and a stroke for every story."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from archive.models import Article, Organization, Person, Role


@dataclass(frozen=True, slots=True)
class Stroke:
    """A story that prints the role, `at` percent of the way from the person's first day to the last."""

    article: Article
    at: float


@dataclass(slots=True)
class Printed:
    """A role as printed, with every story that prints it, oldest first."""

    text: str
    organizations: list[Organization] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)

    @property
    def first(self) -> Article:
        return self.strokes[0].article

    @property
    def last(self) -> Article:
        return self.strokes[-1].article


def roles_as_printed(person: Person) -> list[Printed]:
    """The wordings by the day they were first printed; one query."""
    roles = list(
        Role.objects.visible()
        .filter(person=person, article__date__isnull=False)
        .select_related("article", "organization")
        .order_by("article__date", "article_id", "start")
    )
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


def last_roles(people: list[int]) -> dict[int, str]:
    """For each person (id) the role that was printed last, with its organization; one query."""
    roles = Role.objects.visible().filter(person__in=people).order_by("article__date", "article_id", "-start")
    found = roles.values_list("person", "text", "organization__name")
    # Many wordings hold their organization's name themselves.
    return {key: text if not held or held in text else f"{text}, {held}" for key, text, held in found}


def _day(role: Role) -> date:
    assert role.article.date is not None  # noqa: S101 - asked for in the query
    return role.article.date


def _share(first: date, day: date, last: date) -> float:
    """Where a day lies between two others, in percent."""
    days = (last - first).days
    return round(100 * (day - first).days / days, 2) if days else 50.0
