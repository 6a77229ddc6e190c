from __future__ import annotations

from typing import Any

from archive.parsing.parse import parse
from exam.annotations import Annotated
from exam.marking import MEASURES, Marks, Tally, Verdict, add_up, by_rule, mark

TEXT = """Press review: Ferries stop and mills reopen

Top stories from the Russian press on Monday, November 16th, 2026

Izvestia: Ferries to stop

The ferry line to Norway will close, Harbor Institute Director Lev Abakov told Izvestia. "Nobody sails," he said.
"""


def _story(**changed: Any) -> dict[str, Any]:
    person = {"name": "Lev Abakov", "role": "Director", "affiliation": "Harbor Institute"}
    story = {
        "title": "Izvestia: Ferries to stop",
        "sources": ["Izvestia"],
        "first_words": "The ferry line to Norway will close, Harbor",
        "people": [person],
        "organizations": ["Harbor Institute"],
        "countries": ["NO"],
        "statements": [
            _said("indirect", "The ferry line to Norway will", "Izvestia"),
            _said("direct", "Nobody sails, he said", "Izvestia"),
        ],
    }
    return story | changed


def _said(kind: str, first_words: str, via: str | None, speaker: str = "Lev Abakov") -> dict[str, Any]:
    return {"speaker": speaker, "kind": kind, "first_words": first_words, "via": via}


def _marks(story: dict[str, Any], date: str | None = "2026-11-16") -> Marks:
    return mark(Annotated("one", TEXT, {"date": date, "stories": [story]}), parse(TEXT))


def _tallies(marks: Marks) -> dict[str, tuple[int, int, int]]:
    return {name: (t.right, t.expected, t.found) for name, t in marks.tallies.items()}


def test_a_digest_read_as_annotated_has_everything_right() -> None:
    marks = _marks(_story())

    assert marks.errors == []
    assert {name: tally.f1 for name, tally in marks.tallies.items()} == dict.fromkeys(MEASURES, 1.0)
    assert {verdict.right for verdict in marks.verdicts} == {True}


def test_what_is_missed_and_what_is_made_up_are_both_told() -> None:
    other = {"name": "Ada Zorn", "role": "mayor", "affiliation": None}

    marks = _marks(_story(countries=["SE"], people=[other], organizations=[]), date=None)

    assert marks.errors == [
        ("date", "expected None, got 2026-11-16"),
        ("organizations", "extra: Harbor Institute"),
        ("countries", "missed: SE"),
        ("countries", "extra: NO"),
        ("people", "missed: Ada Zorn"),
        ("people", "extra: Lev Abakov"),
    ]
    tallies = _tallies(marks)
    assert (tallies["people"], tallies["roles"], tallies["countries"]) == ((0, 1, 1), (0, 0, 0), (0, 1, 1))


def test_a_speaker_a_kind_or_a_newspaper_that_differs_is_no_missed_statement() -> None:
    said = [
        _said("mixed", "The ferry line to Norway will", "Izvestia", speaker="Ada Zorn"),
        _said("direct", "Nobody sails, he said", None),
    ]

    marks = _marks(_story(statements=said))

    assert marks.errors == [
        ("who says what", "The ferry line to Norway will: expected Ada Zorn, got Lev Abakov"),
        ("kinds", "The ferry line to Norway will: expected mixed, got indirect"),
        ("told whom", "Nobody sails, he said: expected None, got Izvestia"),
    ]
    assert _tallies(marks)["statements"] == (2, 2, 2)
    assert _tallies(marks)["who says what"] == (1, 2, 2)


def test_a_story_that_begins_elsewhere_takes_its_findings_with_it() -> None:
    tallies = _tallies(_marks(_story(first_words="Another opening of another story")))

    assert (tallies["stories"], tallies["sources"], tallies["countries"]) == ((0, 1, 1), (0, 1, 1), (0, 1, 1))


def test_marks_add_up_with_the_digests_names() -> None:
    wrong = _marks(_story(countries=["NO", "SE"]))

    total = add_up({"a": wrong, "b": _marks(_story())})

    assert total.errors == [("countries", "a: missed: SE")]
    assert _tallies(total)["countries"] == (2, 3, 2)
    assert total.tallies["countries"].f1 == 0.8


def test_nothing_to_find_and_nothing_found_is_right() -> None:
    assert (Tally().f1, Tally(0, 1, 0).f1) == (1.0, 0.0)


def test_verdicts_are_grouped_by_finding_and_rule() -> None:
    one, two = Verdict("role", "before-name", 0.9, True), Verdict("role", "before-name", 0.8, False)
    other = Verdict("person", "before-name", 0.9, True)

    assert by_rule([one, other, two]) == {("role", "before-name"): [one, two], ("person", "before-name"): [other]}
