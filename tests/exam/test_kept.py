from __future__ import annotations

from pathlib import Path

from exam.kept import Change, changes, figures, keep, kept_errors, kept_figures
from exam.marking import MEASURES, Marks, Tally


def test_a_figure_is_the_f1_to_three_places() -> None:
    marks = Marks()
    marks.tallies["people"] = Tally(2, 3, 3)

    assert figures({"demo": marks}) == {"demo": dict.fromkeys(MEASURES, 1.0) | {"people": 0.667}}


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    figures_path, errors_path = tmp_path / "figures.json", tmp_path / "errors.txt"

    assert (kept_figures(figures_path), kept_errors(errors_path)) == ({}, [])

    keep({"demo": {"people": 0.9}}, ["people: x", "people: y"], figures_path=figures_path, errors_path=errors_path)

    assert (kept_figures(figures_path), kept_errors(errors_path)) == (
        {"demo": {"people": 0.9}},
        ["people: x", "people: y"],
    )


def test_a_figure_may_fall_by_a_point_and_no_further() -> None:
    found = changes(
        {"demo": {"people": 0.95, "roles": 0.95}}, {"demo": {"people": 0.94, "roles": 0.939}, "new": {"people": 0.5}}
    )

    assert found == [
        Change("demo", "people", 0.95, 0.94),
        Change("demo", "roles", 0.95, 0.939),
        Change("new", "people", None, 0.5),
    ]
    assert [change.fell for change in found] == [False, True, False]
