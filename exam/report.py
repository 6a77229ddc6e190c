"""What the exam prints, and the table of rules in docs/parsing.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from exam.kept import Change
from exam.marking import MEASURES, Marks, Verdict, by_rule

_FINDINGS = ("date", "story", "newspaper", "person", "role", "organization", "country", "statement")
RULES_BEGIN, RULES_END = "<!-- rules: written by `make exam KEEP=1` -->", "<!-- end of rules -->"


def as_table(marked: dict[str, Marks], changed: Iterable[Change]) -> Iterator[str]:
    """A line for each measure: its figure in each folder, how many there are to find, and the change since kept."""
    change = {(c.folder, c.measure): c for c in changed}
    yield f"{'':15}" + "".join(f"{folder:>24}" for folder in marked)
    for measure in MEASURES:
        yield f"{measure:15}" + "".join(_cell(marks, change[folder, measure]) for folder, marks in marked.items())


def _cell(marks: Marks, change: Change) -> str:
    moved = "" if change.before is None or change.before == change.now else f"{change.now - change.before:+.3f}"
    return f"{change.now:10.3f} {moved:>6}{marks.tallies[change.measure].expected:7d}"


def gained_and_lost(before: list[str], now: list[str]) -> Iterator[str]:
    """The errors that went, then those that came."""
    old, new = Counter(before), Counter(now)
    yield from (f"gained  {error}" for error in sorted((old - new).elements()))
    yield from (f"lost    {error}" for error in sorted((new - old).elements()))


def rules_table(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """A Markdown table: each rule with its share of the findings of its kind and how many of its findings are right."""
    grouped = by_rule(verdicts)
    yield "| finding | rule | share of findings | right | says it is sure |"
    yield "|---|---|--:|--:|--:|"
    for finding in _FINDINGS:
        rules = {rule: given for (kind, rule), given in grouped.items() if kind == finding}
        total = sum(map(len, rules.values()))
        for rule, given in sorted(rules.items(), key=lambda item: (-len(item[1]), item[0])):
            right = sum(verdict.right for verdict in given) / len(given)
            sure = sum(verdict.confidence for verdict in given) / len(given)
            share = f"{100 * len(given) / total:.1f} % ({len(given)})"
            yield f"| {finding} | {rule} | {share} | {right:.2f} | {sure:.2f} |"


def with_rules(page: str, table: Iterable[str]) -> str:
    """The page with the table between its two marks. Raises ValueError where the marks are missing."""
    before, _, rest = page.partition(RULES_BEGIN)
    _, mark, after = rest.partition(RULES_END)
    if not mark:
        raise ValueError(f"The page needs the lines {RULES_BEGIN} and {RULES_END}.")
    return before + "\n".join([RULES_BEGIN, *table, RULES_END]) + after
