from __future__ import annotations

import pytest

from exam.kept import Change
from exam.marking import MEASURES, Marks, Tally, Verdict
from exam.report import RULES_BEGIN, RULES_END, as_table, gained_and_lost, rules_table, with_rules


def test_table_has_a_line_for_each_measure_with_what_changed() -> None:
    marks = Marks()
    marks.tallies["people"] = Tally(2, 3, 3)
    changed = [Change("demo", measure, 1.0, 0.667 if measure == "people" else 1.0) for measure in MEASURES]

    lines = list(as_table({"demo": marks}, changed))

    assert [line.split() for line in lines[:2]] == [["demo"], ["date", "1.000", "0"]]
    assert next(line.split() for line in lines if line.startswith("people")) == ["people", "0.667", "-0.333", "3"]
    assert len(lines) == 1 + len(MEASURES)


def test_errors_that_went_are_gained_and_those_that_came_are_lost() -> None:
    before, now = ["people: a", "people: b", "people: b"], ["people: b", "roles: c"]

    assert list(gained_and_lost(before, now)) == ["gained  people: a", "gained  people: b", "lost    roles: c"]


def test_rules_are_told_with_share_and_precision() -> None:
    verdicts = [
        Verdict("person", "title", 0.9, True),
        Verdict("person", "title", 0.7, False),
        Verdict("person", "alone", 0.5, True),
        Verdict("date", "topline", 1.0, True),
    ]

    assert list(rules_table(verdicts))[2:] == [
        "| date | topline | 100.0 % (1) | 1.00 | 1.00 |",
        "| person | title | 66.7 % (2) | 0.50 | 0.80 |",
        "| person | alone | 33.3 % (1) | 1.00 | 0.50 |",
    ]


def test_table_is_written_between_its_marks() -> None:
    page = f"Before\n{RULES_BEGIN}\nold\n{RULES_END}\nAfter\n"

    assert with_rules(page, ["| a |"]) == f"Before\n{RULES_BEGIN}\n| a |\n{RULES_END}\nAfter\n"
    with pytest.raises(ValueError, match="needs the lines"):
        with_rules("No marks", [])
