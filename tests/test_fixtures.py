"""The annotated digests and their expected parse agree with each other, and the demo is worth browsing."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

FIXTURES = Path(__file__).parent.parent / "fixtures"
TEXTS = sorted((FIXTURES / "digests" / "demo").glob("*.txt"))
FURTHER = sorted(path for folder in ("forms", "held") for path in (FIXTURES / "digests" / folder).glob("*.txt"))
COUNTRIES = FIXTURES.parent / "archive" / "parsing" / "data" / "countries.csv"

DIGEST_KEYS = {"date", "title", "family", "form", "notes", "stories"}
STORY_KEYS = {
    *("title", "sources", "first_words", "paragraphs", "people"),
    *("organizations", "countries", "topics", "statements"),
}
PERSON_KEYS = {"name", "role", "affiliation", "country", "speaks", "told"}
STATEMENT_KEYS = {"speaker", "kind", "first_words", "via"}
SAID_BY_VERBS = {"head", "chair", "leader", "chief", "of", "the"}
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SPOKEN_DATE = re.compile(rf"\b({'|'.join(DAYS)}), ([A-Z][a-z]+) (\d+)")


def _annotation(path: Path) -> dict[str, Any]:
    annotation: dict[str, Any] = json.loads(path.with_suffix(".json").read_text())
    return annotation


def _words(text: str) -> list[str]:
    """Lower-case words without accents; whatever stands between them is dropped."""
    folded = unicodedata.normalize("NFKD", text.translate(QUOTES))
    return re.findall(r"[a-z0-9]+", "".join(c for c in folded if not unicodedata.combining(c)).casefold())


def _find(words: list[str], phrase: str, start: int = 0) -> int:
    """The index of the word at which `phrase` begins, from `start` on; -1 where it does not occur."""
    wanted = _words(phrase)
    places = range(start, len(words) - len(wanted) + 1)
    return next((i for i in places if words[i : i + len(wanted)] == wanted), -1) if wanted else -1


def _names(paths: list[Path]) -> list[str]:
    return [f"{path.parent.name}/{path.stem}" for path in paths]


def _file_date(path: Path) -> str:
    return path.stem[:10]


def _country_codes() -> set[str]:
    with COUNTRIES.open(newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


def _shape_problems(digest: dict[str, Any]) -> list[str]:
    """Keys that are missing or unknown, and values outside their range."""
    problems = [f"digest: {key}" for key in DIGEST_KEYS ^ (digest.keys() - {"date_partial"})]
    for story in digest["stories"]:
        problems += [f"story: {key}" for key in STORY_KEYS ^ (story.keys() - {"section", "notes"})]
        problems += [f"person: {p}" for p in story["people"] if p.keys() != PERSON_KEYS]
        problems += [f"statement: {s}" for s in story["statements"] if s.keys() != STATEMENT_KEYS]
        problems += [f"kind: {s}" for s in story["statements"] if s["kind"] not in {"direct", "indirect", "mixed"}]
        problems += [f"no topic: {story['first_words']}"] * (not story["topics"])
        problems += [f"no paragraph: {story['first_words']}"] * (story["paragraphs"] < 1)
    return problems


def _story_ranges(words: list[str], stories: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """For each story, the word at which its body begins and that at which the next one does."""
    starts = [0]
    for story in stories:
        starts.append(_find(words, story["first_words"], starts[-1]))
        assert starts[-1] >= 0, f"story not found: {story['first_words']}"
    return list(pairwise([*starts[1:], len(words)]))


def _order_problems(words: list[str], statements: list[dict[str, Any]]) -> list[str]:
    """Statements that are not found in their story in the order in which they are annotated."""
    problems, start = [], 0
    for statement in statements:
        at = _find(words, statement["first_words"], start)
        if at < 0:
            problems.append(f"statement not found: {statement['first_words']}")
        start = max(start, at)
    return problems


def _name_problems(words: list[str], story: dict[str, Any]) -> list[str]:
    """Names of people, organizations and unnamed speakers that the story's words do not have.

    A role may be what a verb says ("who heads"); an unnamed speaker is described by words of which half stand there;
    a copy may have glued a name to the word before it.
    """
    present, glued = set(words), "".join(words)
    missing = [phrase for phrase in story["organizations"] if _find(words, phrase) < 0]
    for speaker in (s["speaker"] for s in story["statements"] if s["speaker"].startswith("unnamed: ")):
        described = _words(speaker.removeprefix("unnamed: "))
        missing += [speaker] * (2 * len(present.intersection(described)) < len(set(described)))
    for person in story["people"]:
        missing += [person["name"]] * ("".join(_words(person["name"])) not in glued)
        parts = [*(person["affiliation"] or "").split("|"), *(person["role"] or "").split("|")]
        missing += [part for part in parts if not set(_words(part)) - SAID_BY_VERBS <= present]
    return [f"not in the text: {name}" for name in missing]


def _speaker_problems(story: dict[str, Any]) -> list[str]:
    """Speakers that are nobody of the story, papers that it was not drawn from, and people who disagree with them."""
    known = {p["name"] for p in story["people"]} | {*story["sources"], *story["organizations"]}
    problems = []
    for statement in story["statements"]:
        if statement["speaker"] not in known and not statement["speaker"].startswith("unnamed: "):
            problems.append(f"unknown speaker: {statement['speaker']}")
        if statement["via"] not in {None, *story["sources"], *story["organizations"]}:
            problems.append(f"unknown paper: {statement['via']}")
    for person in story["people"]:
        said = [s for s in story["statements"] if s["speaker"] == person["name"]]
        told = next((s["via"] for s in said if s["via"]), None)
        if (person["speaks"], person["told"]) != (bool(said), told):
            problems.append(f"speaks or told: {person['name']}")
    return problems


@pytest.mark.parametrize("path", TEXTS + FURTHER, ids=_names(TEXTS + FURTHER))
def test_annotation_agrees_with_its_digest(path: Path) -> None:
    digest, words = _annotation(path), _words(path.read_text())

    problems = _shape_problems(digest)
    codes = _country_codes()
    for story, (start, end) in zip(digest["stories"], _story_ranges(words, digest["stories"]), strict=True):
        problems += _order_problems(words[start:end], story["statements"])
        problems += _name_problems(words[start:end], story) + _speaker_problems(story)
        named = {*story["countries"], *(p["country"] for p in story["people"] if p["country"])}
        problems += [f"country: {code}" for code in sorted(named - codes)]

    titles = [digest["title"], *(story["title"] for story in digest["stories"])]
    papers = [source for story in digest["stories"] for source in story["sources"]]
    problems += [f"not in the text: {name}" for name in [*titles, *papers] if name and _find(words, name) < 0]

    assert problems == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_date_is_that_of_the_file_name_or_unproved(path: Path) -> None:
    digest = _annotation(path)
    month_and_day = _file_date(path)[4:]

    expected = None if "date_partial" in digest else _file_date(path)

    assert digest["date"] == expected
    assert digest.get("date_partial", f"-{month_and_day}").split()[0] == f"-{month_and_day}"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_weekdays_in_the_text_are_right(path: Path) -> None:
    day = date.fromisoformat(_file_date(path))

    spoken = set(SPOKEN_DATE.findall(path.read_text()))

    assert spoken <= {(DAYS[day.weekday()], f"{day:%B}", str(day.day))}


@pytest.mark.parametrize("path", FURTHER, ids=_names(FURTHER))
def test_a_date_that_is_annotated_falls_on_its_weekday(path: Path) -> None:
    annotation = _annotation(path)
    day = annotation["date"] and date.fromisoformat(annotation["date"])
    # Partial dates may tell a weekday, too: "--11-14 Thursday" fell on one in some year since 2010.
    month, number, weekday = _partial(annotation.get("date_partial", ""))
    falls = [year for year in range(2010, 2027) if month and DAYS[date(year, month, number).weekday()] == weekday]

    spoken = set(SPOKEN_DATE.findall(path.read_text())) if day else set()

    assert spoken <= ({(DAYS[day.weekday()], f"{day:%B}", str(day.day))} if day else set())
    assert bool(falls) is bool(month and weekday)


def _partial(partial: str) -> tuple[int, int, str]:
    """Month, day and weekday of "--11-14 Thursday"; zeros and nothing where they are not told."""
    told = re.match(r"--(\d\d)-(\d\d) (\w+)", partial)
    return (int(told[1]), int(told[2]), told[3]) if told else (0, 0, "")


def test_digests_for_the_exam_have_many_forms_and_some_are_held_out() -> None:
    held = [path for path in FURTHER if path.parent.name == "held"]

    assert len(FURTHER) - len(held) >= 20
    assert len(held) >= 9
    assert len({_annotation(path)["family"] for path in FURTHER}) >= 12


def test_year_is_nowhere_in_the_undated_digests() -> None:
    undated = [path for path in TEXTS if _annotation(path)["date"] is None]

    assert [path.stem for path in undated] == ["2026-09-25-amp", "2026-10-23-headed"]
    assert [re.findall(r"\b20\d\d-|, 20\d\d\b", path.read_text()) for path in undated] == [[], []]


def test_demo_is_large_and_long_enough_to_browse() -> None:
    days = [date.fromisoformat(_file_date(path)) for path in TEXTS]
    stories = [story for path in TEXTS for story in _annotation(path)["stories"]]
    recent = [day for day in days if day.year == 2026]

    assert len(TEXTS) >= 26
    assert len(stories) >= 90
    assert len({_annotation(path)["form"] for path in TEXTS}) >= 8
    assert (max(days), (recent[-1] - recent[0]).days >= 75) == (date(2026, 11, 18), True)
    assert [day.year for day in days if day.year != 2026] == [2025, 2025]


def test_experts_return_over_the_months() -> None:
    stories: dict[str, set[tuple[str, str]]] = {}
    for path in TEXTS:
        for story in _annotation(path)["stories"]:
            for person in story["people"]:
                stories.setdefault(person["name"], set()).add((path.stem, story["first_words"]))

    assert sum(len(seen) >= 4 for seen in stories.values()) >= 15


def test_every_newspaper_of_the_demo_is_listed_with_its_country() -> None:
    with (FIXTURES / "newspapers.csv").open(newline="") as file:
        listed = {row["name"]: row["country"] for row in csv.DictReader(file)}

    printed = {source for path in TEXTS for story in _annotation(path)["stories"] for source in story["sources"]}

    assert set(listed) == printed
    assert set(listed.values()) <= _country_codes()
