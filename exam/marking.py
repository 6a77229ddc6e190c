"""One digest marked: what the parser found beside what it should have found.

The figures are those of a press desk's exam: a story is right when it begins where it should; a statement when its span
and the annotated sentence share at least half of the longer; who says what asks for the right speaker too. Roles,
affiliations, titles and kinds are shares of what was matched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from archive.parsing.shapes import Article, Country, Organization, ParsedDigest, Person, Source, Span, Statement
from exam.annotations import Annotated
from exam.likeness import folded, same_name, same_organization, same_phrase, same_speaker, same_title, words

MEASURES = (
    *("date", "stories", "titles", "sources", "people", "roles", "affiliations", "organizations", "countries"),
    *("statements", "who says what", "kinds", "told whom", "provenance"),
)
_OPENING = 5


@dataclass(slots=True)
class Tally:
    """How many findings are right, how many there should be and how many there are."""

    right: int = 0
    expected: int = 0
    found: int = 0

    def add(self, right: int, expected: int, found: int) -> None:
        """Count some more."""
        self.right, self.expected, self.found = self.right + right, self.expected + expected, self.found + found

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1; 1 where there is nothing to find and nothing was found."""
        total = self.expected + self.found
        return 2 * self.right / total if total else 1.0


class Verdict(NamedTuple):
    """One finding of the parser: what it is ("role"), the rule that found it, how sure it was, and if it is right."""

    finding: str
    rule: str
    confidence: float
    right: bool


@dataclass(slots=True)
class Marks:
    """What came of one digest or, added up, of many."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in MEASURES})
    errors: list[tuple[str, str]] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    def count(self, measure: str, right: int, expected: int, found: int) -> None:
        """Count for a measure."""
        self.tallies[measure].add(right, expected, found)

    def check(self, measure: str, right: bool, error: str) -> None:
        """Count one question with one answer."""
        self.count(measure, int(right), 1, 1)
        if not right:
            self.errors.append((measure, error))

    def add(self, other: Marks, name: str) -> None:
        """Add another digest's marks; its errors are told with its name."""
        for measure, tally in other.tallies.items():
            self.count(measure, tally.right, tally.expected, tally.found)
        self.errors += [(measure, f"{name}: {error}") for measure, error in other.errors]
        self.verdicts += other.verdicts


class _Matched(NamedTuple):
    pairs: list[tuple[Any, Any]]
    missed: list[Any]
    extra: list[Any]


def mark(annotated: Annotated, parsed: ParsedDigest) -> Marks:
    """Compare what the parser made of a digest with its annotation."""
    marks = Marks()
    expected = annotated.expected
    date = parsed.date.value.isoformat() if parsed.date.value else None
    marks.check("date", date == expected["date"], f"expected {expected['date']}, got {date}")
    if parsed.date.rule:
        marks.verdicts.append(Verdict("date", parsed.date.rule, parsed.date.confidence, date == expected["date"]))
    articles = [article for section in parsed.sections for article in section.articles]
    _mark_stories(marks, annotated, parsed, articles)
    _mark_people(marks, annotated, articles)
    _mark_statements(marks, annotated, parsed, articles)
    return marks


# Stories, and what stands in each ------------------------------------------------------------------------------------


def _mark_stories(marks: Marks, annotated: Annotated, parsed: ParsedDigest, articles: list[Article]) -> None:
    matched = _match(
        annotated.expected["stories"],
        articles,
        lambda story, article: words(story["first_words"])[:_OPENING] == _opening(parsed, article),
    )
    _count(marks, "stories", matched, lambda s: s["first_words"], lambda a: " ".join(_opening(parsed, a, 8)))
    _judge(marks, "story", matched, lambda article: [(article.story.rule, article.story.confidence)])
    for story in matched.missed:
        for measure in ("sources", "organizations", "countries"):
            marks.count(measure, 0, len(story[measure]), 0)
    for article in matched.extra:
        for measure, findings in _named(article).items():
            marks.count(measure, 0, 0, len(findings))
    for story, article in matched.pairs:
        _mark_story(marks, annotated, story, article)


def _mark_story(marks: Marks, annotated: Annotated, story: dict[str, Any], article: Article) -> None:
    if story["title"] and folded(story["title"]) in folded(annotated.text):
        right = same_title(story["title"], article.story.title)
        marks.check("titles", right, f"expected {story['title']!r}, got {article.story.title!r}")
    for measure, findings in _named(article).items():
        matched = _match(story[measure], findings, _same_country if measure == "countries" else _same_named)
        _count(marks, measure, matched, str, _name)
        _judge(marks, _SINGULAR[measure], matched, lambda finding: [(finding.rule, finding.confidence)])


_SINGULAR = {"sources": "newspaper", "organizations": "organization", "countries": "country"}


def _named(article: Article) -> dict[str, Sequence[Any]]:
    return {"sources": article.sources, "organizations": article.organizations, "countries": article.countries}


def _same_country(code: str, country: Country) -> bool:
    return code == country.code


def _same_named(name: str, found: Source | Organization) -> bool:
    return same_organization(name, found.name)


def _name(finding: Any) -> str:
    name: str = finding.code if hasattr(finding, "code") else finding.name
    return name


def _opening(parsed: ParsedDigest, article: Article, count: int = _OPENING) -> list[str]:
    body = " ".join(parsed.text[p.start : p.end] for p in article.story.paragraphs[:3])
    return words(body)[:count]


# People --------------------------------------------------------------------------------------------------------------


def _mark_people(marks: Marks, annotated: Annotated, articles: list[Article]) -> None:
    found = [person for article in articles for person in article.people]
    matched = _match(annotated.people(), found, lambda person, given: same_name(person["name"], given.name))
    _count(marks, "people", matched, lambda person: person["name"], lambda person: person.name)
    _judge(marks, "person", matched, lambda person: [(person.rule, person.confidence)])
    for expected, person in matched.pairs:
        _mark_role(marks, expected, person)


def _mark_role(marks: Marks, expected: dict[str, Any], person: Person) -> None:
    role = " | ".join(role.text for role in person.roles if role.text)
    affiliation = next((role.organization for role in person.roles if role.organization), None)
    for measure, wanted, given in (
        ("roles", expected["role"], role),
        ("affiliations", expected["affiliation"], affiliation),
    ):
        if wanted:
            right = same_phrase(wanted, given)
            marks.check(measure, right, f"{person.name}: expected {wanted!r}, got {given!r}")
    for role_found in person.roles:
        if role_found.text:
            right = bool(expected["role"]) and same_phrase(expected["role"], role_found.text)
            marks.verdicts.append(Verdict("role", role_found.rule, role_found.confidence, right))


# Statements ----------------------------------------------------------------------------------------------------------


def _mark_statements(marks: Marks, annotated: Annotated, parsed: ParsedDigest, articles: list[Article]) -> None:
    found = [statement for article in articles for statement in article.statements]
    names = [person["name"] for person in annotated.people()]
    matched = _match(annotated.statements(), found, lambda placed, given: _overlap(placed[1], given.span))
    _count(
        marks,
        "statements",
        matched,
        lambda placed: f"{placed[0]['speaker']}: {placed[0]['first_words']}",
        lambda statement: f"{statement.speaker}: {parsed.text[statement.span.start : statement.span.start + 60]!r}",
    )
    right = 0
    for (expected, _), statement in matched.pairs:
        said = _speaker(statement)
        person = any(same_name(expected["speaker"], name) for name in names)
        good = same_speaker(expected["speaker"], said, person=person)
        right += good
        if not good:
            error = f"{expected['first_words']}: expected {expected['speaker']}, got {said}"
            marks.errors.append(("who says what", error))
        marks.verdicts.append(Verdict("statement", statement.rule, statement.confidence, good))
        _mark_manner(marks, expected, statement)
    marks.verdicts += [Verdict("statement", extra.rule, extra.confidence, False) for extra in matched.extra]
    marks.count("who says what", right, len(annotated.statements()), len(found))
    for statement in found:
        passage = statement.span
        marks.check("provenance", 0 <= passage.start < passage.end <= len(parsed.text), f"{passage}")


def _mark_manner(marks: Marks, expected: dict[str, Any], statement: Statement) -> None:
    opening, kind, via = expected["first_words"], expected["kind"], expected["via"]
    marks.check("kinds", kind == statement.kind, f"{opening}: expected {kind}, got {statement.kind}")
    right = folded(via) == folded(statement.via)
    marks.count("told whom", int(right and bool(via)), int(bool(via)), int(bool(statement.via)))
    if not right:
        marks.errors.append(("told whom", f"{opening}: expected {via}, got {statement.via}"))


def _speaker(statement: Statement) -> str:
    return f"unnamed: {statement.speaker}" if statement.speaker_is == "unnamed" else statement.speaker


def _overlap(expected: Span, found: Span) -> float:
    """The share of the longer passage that both have; nothing below a half."""
    both = min(expected.end, found.end) - max(expected.start, found.start)
    share = both / max(expected.end - expected.start, found.end - found.start, 1)
    return share if share >= 0.5 else 0.0


# Matching ------------------------------------------------------------------------------------------------------------


def _match(expected: Sequence[Any], found: Sequence[Any], fit: Callable[[Any, Any], float]) -> _Matched:
    """Pair the expected with the found one to one, the best fit first, then in order."""
    fits = [(-fit(one, other), i, j) for i, one in enumerate(expected) for j, other in enumerate(found)]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(rank for rank in fits if rank[0] < 0):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return _Matched(
        [(expected[i], found[j]) for i, j in sorted(pairs.items())],
        [one for i, one in enumerate(expected) if i not in pairs],
        [other for j, other in enumerate(found) if j not in taken],
    )


def _count(
    marks: Marks, measure: str, matched: _Matched, expected: Callable[[Any], str], found: Callable[[Any], str]
) -> None:
    pairs, missed, extra = matched
    marks.count(measure, len(pairs), len(pairs) + len(missed), len(pairs) + len(extra))
    marks.errors += [(measure, f"missed: {expected(one)}") for one in missed]
    marks.errors += [(measure, f"extra: {found(one)}") for one in extra]


def _judge(marks: Marks, finding: str, matched: _Matched, rules: Callable[[Any], Iterable[tuple[str, float]]]) -> None:
    for one, right in _with_verdict(matched):
        marks.verdicts += [Verdict(finding, rule, confidence, right) for rule, confidence in rules(one)]


def _with_verdict(matched: _Matched) -> Iterator[tuple[Any, bool]]:
    yield from ((found, True) for _, found in matched.pairs)
    yield from ((found, False) for found in matched.extra)


def add_up(marked: dict[str, Marks]) -> Marks:
    """The marks of several digests together, by the digests' names."""
    total = Marks()
    for name, marks in marked.items():
        total.add(marks, name)
    return total


def by_rule(verdicts: Iterable[Verdict]) -> dict[tuple[str, str], list[Verdict]]:
    """The verdicts for each finding and rule."""
    grouped: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        grouped[verdict.finding, verdict.rule].append(verdict)
    return dict(grouped)
