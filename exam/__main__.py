"""`python -m exam`: score the parser on the annotated digests and compare with the kept figures.

Exits with 1 where a figure fell by more than a point. The held digests are counted but their errors never told: whoever
writes rules must not read them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from archive.parsing.model import is_installed, people_in
from archive.parsing.parse import parse
from archive.parsing.shapes import Known
from exam.annotations import read_annotated
from exam.kept import changes, figures, keep, kept_errors, kept_figures
from exam.marking import Marks, add_up, mark
from exam.report import as_table, gained_and_lost, rules_table, with_rules

ROOT = Path(__file__).parent.parent
FOLDERS = {name: ROOT / "fixtures" / "digests" / name for name in ("demo", "forms", "held")}
HELD = "held"
RULES_PAGE = ROOT / "docs" / "parsing.md"


def main(arguments: list[str]) -> int:
    """Run the exam; returns the exit status."""
    options = _options(arguments)
    folders = {folder.name: folder for folder in options.folders} or FOLDERS
    marked = {name: mark_folder(folder, with_model=options.model) for name, folder in folders.items()}
    now, errors = figures(marked), _errors(marked)
    changed = changes(kept_figures(), now)
    _say(as_table(marked, changed))
    _say(errors if options.misses else gained_and_lost(kept_errors(), errors) if folders is FOLDERS else ())
    if options.keep:
        keep(now, errors)
        verdicts = [verdict for marks in marked.values() for verdict in marks.verdicts]
        RULES_PAGE.write_text(with_rules(RULES_PAGE.read_text(), rules_table(verdicts)))
        return 0
    fallen = [change for change in changed if change.fell]
    _say(f"{c.folder}: {c.measure} fell from {c.before:.3f} to {c.now:.3f}" for c in fallen)
    return 1 if fallen else 0


def mark_folder(folder: Path, *, with_model: bool = False) -> Marks:
    """The marks of all annotated digests of a folder, read without the optional language model or with it."""
    marked = {}
    for annotated in read_annotated(folder):
        known = Known(people=people_in(annotated.text) if with_model else frozenset())
        marked[annotated.name] = mark(annotated, parse(annotated.text, known=known))
    return add_up(marked)


def _errors(marked: dict[str, Marks]) -> list[str]:
    return [f"{measure}: {error}" for name, marks in marked.items() if name != HELD for measure, error in marks.errors]


def _say(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="exam", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of NAME.txt and NAME.json instead of ours")
    parser.add_argument("--misses", action="store_true", help="list everything missed or made up")
    parser.add_argument("--model", action="store_true", help="with the optional language model")
    parser.add_argument("--keep", action="store_true", help="keep these figures and write the table of rules")
    options = parser.parse_args(arguments)
    if options.model and not is_installed():
        parser.error("the language model is not installed: see docs/operators.md")
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
