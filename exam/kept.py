"""The figures that the repository keeps, and what a change of the parser gained and lost against them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from exam.marking import MEASURES, Marks

FIGURES = Path(__file__).parent / "figures.json"
ERRORS = Path(__file__).parent / "errors.txt"
# A figure may fall by one point before the exam is failed: one rule may cost another a finding.
ALLOWED_FALL = 0.01

Figures = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Change:
    """One figure beside the kept one; `before` is None where none was kept."""

    folder: str
    measure: str
    before: float | None
    now: float

    @property
    def fell(self) -> bool:
        """Whether it lost more than a change may."""
        return self.before is not None and self.now < self.before - ALLOWED_FALL - 1e-9


def figures(marked: dict[str, Marks]) -> Figures:
    """F1 (a share for roles, affiliations, titles and kinds) of every measure, for each folder, to three places."""
    return {
        folder: {measure: round(marks.tallies[measure].f1, 3) for measure in MEASURES}
        for folder, marks in marked.items()
    }


def kept_figures(path: Path = FIGURES) -> Figures:
    """The kept figures; none where nothing was kept yet."""
    kept: Figures = json.loads(path.read_text()) if path.exists() else {}
    return kept


def kept_errors(path: Path = ERRORS) -> list[str]:
    """The errors that were known when the figures were kept."""
    return path.read_text().splitlines() if path.exists() else []


def changes(before: Figures, now: Figures) -> list[Change]:
    """Every figure of now beside the kept one."""
    return [
        Change(folder, measure, before.get(folder, {}).get(measure), figure)
        for folder, measures in now.items()
        for measure, figure in measures.items()
    ]


def keep(now: Figures, errors: list[str], *, figures_path: Path = FIGURES, errors_path: Path = ERRORS) -> None:
    """Write the figures of now, and the errors behind them, over the kept ones."""
    figures_path.write_text(json.dumps(now, indent=1) + "\n")
    errors_path.write_text("".join(f"{error}\n" for error in errors))
