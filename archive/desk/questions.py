"""What the desk asks about a finding, and the answers that it offers, numbered for the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from archive.desk.findings import Finding, Story, Understanding
from archive.ingest import match
from archive.models import ArticleSource, ArticleTopic, Mention, Person, Role, Statement

_OTHERS = 4  # people of the story that are offered as the speaker besides the proposed one
_CANDIDATES = 3  # known people that are offered for a name


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `value` is what the form sends: accept, reject, other (with a typed name), or "person-12".

    `role` is how the newspaper called the person; `note` says the rest. `key` is pressed for it.
    """

    value: str
    words: str
    note: str = ""
    role: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """The question that is open: about one finding, with its answers, the first of them proposed."""

    finding: Finding
    asks: str
    answers: list[Answer]
    # Names to choose from while typing another one, and what they are ("person", "country" ...).
    naming: str


def asks(finding: Finding) -> str:
    """The question in one line."""
    return _ASKS[finding.kind](finding)


def _ask_statement(finding: Finding) -> str:
    fact = finding.fact
    if isinstance(fact, Statement) and fact.person and fact.other:
        return _("Who says this: %(one)s or %(other)s?") % {"one": fact.person, "other": fact.other}
    unnamed = isinstance(fact, Statement) and fact.speaker is None
    return _("Keep as an unnamed speaker?") if unnamed else _("Who says this?")


def _ask_role(finding: Finding) -> str:
    fact = finding.fact
    return _("Is this what %(person)s is called?") % {"person": fact.person if isinstance(fact, Role) else ""}


_ASKS: dict[str, Callable[[Finding], str]] = {
    "statement": _ask_statement,
    "role": _ask_role,
    "person": lambda finding: _("Who is this?"),
    "organization": lambda finding: _("Which organization is this?"),
    "country": lambda finding: _("Is %(name)s meant here?") % {"name": finding.fact},
    "source": lambda finding: _("Which newspaper is this?"),
    "topic": lambda finding: _("Is this story about %(name)s?") % {"name": finding.fact},
    "boundary": lambda finding: _("Does a story begin here?"),
}


def question(finding: Finding, whole: Understanding) -> Question:
    """The finding's question with its numbered answers; "X" rejects. At most nine answers."""
    answers = list(_ANSWERS[finding.kind](finding, finding.fact, whole))
    keys = iter("123456789")
    numbered = [
        Answer(a.value, a.words, a.note, a.role, "X" if a.value == "reject" else next(keys, "")) for a in answers
    ]
    naming = "person" if finding.kind in ("statement", "role") else finding.kind
    return Question(finding, asks(finding), numbered, naming)


def _answer_statement(finding: Finding, fact: Statement, whole: Understanding) -> Iterator[Answer]:
    if fact.speaker is None:
        yield Answer("accept", _("An unnamed speaker"), role=fact.unnamed)
    elif fact.person:
        yield _person_answer("accept", fact.person, finding)
    else:
        yield Answer("accept", fact.speaker_name, _("as proposed"))
    if fact.other:
        either = _person_answer(f"person-{fact.other.pk}", fact.other, finding)
        yield replace(either, note=" · ".join(filter(None, [_("may be meant as well"), either.note])))
    others = [p for p in _people(finding.story) if p.pk not in (fact.person_id, fact.other_id)]
    for person in sorted(others, key=lambda p: _distance(finding, p))[:_OTHERS]:
        yield _person_answer(f"person-{person.pk}", person, finding)
    yield Answer("other", _("Somebody else…"), _("a known name or a new one"))
    yield Answer("reject", _("Not a statement"), _("keep the text, drop the finding"))


def _answer_role(finding: Finding, fact: Role, whole: Understanding) -> Iterator[Answer]:
    note = _("at %(organization)s") % {"organization": fact.organization} if fact.organization else ""
    yield Answer("accept", fact.person.name, note, role=fact.text)
    for person in [p for p in _people(finding.story) if p.pk != fact.person_id][:_OTHERS]:
        yield _person_answer(f"person-{person.pk}", person, finding)
    yield Answer("other", _("Somebody else’s role…"), _("a known name or a new one"))
    yield Answer("reject", _("Not a role"), _("keep the text, drop the finding"))


def _answer_person(finding: Finding, fact: Mention, whole: Understanding) -> Iterator[Answer]:
    if fact.person is None:
        return
    role = next(
        (r.fact for r in finding.story.of("role") if isinstance(r.fact, Role) and r.fact.person_id == fact.person_id),
        None,
    )
    held_at = role.organization.name if role and role.organization else None
    known = match.candidates_for_person(fact.person.name, held_at, limit=_CANDIDATES + 1, not_like=fact.person)
    reason = next((candidate.reason for candidate in known if candidate.of.pk == fact.person_id), "")
    yield Answer("accept", fact.person.name, reason, role=_role_of(fact.person, finding.story))
    for candidate in [c for c in known if c.of.pk != fact.person_id][:_CANDIDATES]:
        yield Answer(f"person-{candidate.of.pk}", candidate.of.name, candidate.told)
    yield Answer("other", _("Somebody else…"), _("a known name or a new one"))
    yield Answer("reject", _("Not a person"), _("keep the text, drop the finding"))


def _answer_organization(finding: Finding, fact: Mention, whole: Understanding) -> Iterator[Answer]:
    yield Answer("accept", str(finding.fact), _("as proposed"))
    yield Answer("other", _("Another organization…"), _("a known name or a new one"))
    yield Answer("reject", _("Not an organization"), _("keep the text, drop the finding"))


def _answer_country(finding: Finding, fact: Mention, whole: Understanding) -> Iterator[Answer]:
    yield Answer("accept", str(finding.fact), _("from “%(words)s”") % {"words": finding.words})
    yield Answer("other", _("Another country…"), _("its name or its two-letter code"))
    yield Answer("reject", _("No country"), _("keep the text, drop the finding"))


def _answer_source(finding: Finding, fact: ArticleSource, whole: Understanding) -> Iterator[Answer]:
    yield Answer("accept", fact.source.name, _("as proposed"))
    elsewhere = {
        other.fact.source_id: other.fact.source
        for story in whole.stories
        for other in story.of("source")
        if isinstance(other.fact, ArticleSource) and other.fact.source_id != fact.source_id
    }
    for source in list(elsewhere.values())[:_OTHERS]:
        yield Answer(f"source-{source.pk}", source.name, _("named in this digest"))
    yield Answer("other", _("Another newspaper…"), _("a known name or a new one"))
    yield Answer("reject", _("Not a newspaper"), _("keep the text, drop the finding"))


def _answer_topic(finding: Finding, fact: ArticleTopic, whole: Understanding) -> Iterator[Answer]:
    yield Answer(
        "accept", _("Yes: %(topic)s") % {"topic": fact.topic}, _("from “%(words)s”") % {"words": finding.words}
    )
    yield Answer("other", _("Another topic…"), _("one of the archive’s topics"))
    yield Answer("reject", _("Not about it"), _("keep the text, drop the finding"))


def _answer_boundary(finding: Finding, fact: None, whole: Understanding) -> Iterator[Answer]:
    yield Answer("accept", _("Yes, a story begins here"))
    if finding.story.number > 1:
        yield Answer(
            "reject", _("No, join it with the story before"), str(whole.stories[finding.story.number - 2].article)
        )


_ANSWERS: dict[str, Callable[..., Iterator[Answer]]] = {
    "statement": _answer_statement,
    "role": _answer_role,
    "person": _answer_person,
    "organization": _answer_organization,
    "country": _answer_country,
    "source": _answer_source,
    "topic": _answer_topic,
    "boundary": _answer_boundary,
}


def _people(story: Story) -> list[Person]:
    """Everybody whom the story names, in the order of the text."""
    found = [finding.fact for finding in story.of("person")]
    return [fact.person for fact in found if isinstance(fact, Mention) and fact.person]


def _role_of(person: Person, story: Story) -> str:
    """How the newspaper called the person in this story; empty when it did not."""
    roles = (finding.fact for finding in story.of("role"))
    return next((role.text for role in roles if isinstance(role, Role) and role.person_id == person.pk), "")


def _mentions(person: Person, story: Story) -> list[int]:
    return [
        fact.start
        for finding in story.of("person")
        for fact in finding.facts
        if isinstance(fact, Mention) and fact.person_id == person.pk and fact.start is not None
    ]


def _distance(finding: Finding, person: Person) -> int:
    """How far from the passage the person is named, in characters; somebody named before it is nearer."""
    at = finding.position
    return min(
        (at - start if start <= at else 2 * (start - at) for start in _mentions(person, finding.story)), default=10**9
    )


def _person_answer(value: str, person: Person, finding: Finding) -> Answer:
    story, mentions = finding.story, _mentions(person, finding.story)
    note = ""
    if mentions:
        nearest = min(mentions, key=lambda start: abs(start - finding.position))
        note = _("named in line %(line)d") % {"line": story.line_at(nearest)}
    return Answer(value, person.name, note, role=_role_of(person, story))
