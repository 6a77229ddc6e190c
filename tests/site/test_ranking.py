"""Lists of names in the order of what they show."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from archive.models import Article
from archive.site.ranking import Ranked, everything, figures_of, related_to
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = "One fee. Two fees. Three fees."


@pytest.fixture
def stories() -> list[Article]:
    """Three stories: Marta speaks in all, to two newspapers; Henrik and Ärne in the first; Zoë is named in the last."""
    made = [
        make.make_article(make.make_digest(f"{TEXT} {month}", day=date(2026, month, 5)), body=TEXT)
        for month in (9, 10, 11)
    ]
    for number, article in enumerate(made):
        make.make_statement(article, "One fee.", via=make.make_source(f"Paper {min(number, 1)}"))
    for name in ("Henrik Aldane", "Ärne Brack"):
        make.make_statement(made[0], "Two fees.", person=make.make_person(name))
    make.make_mention(made[2], "Three", person=make.make_person("Zoë Quill"))
    make.make_person("Nobody Known")
    return made


def listed(column: str, some: list[bool] | None = None, *, turned: bool = False) -> list[str]:
    chosen = np.array(some if some is not None else [True] * len(everything("people")))
    return [row.name for row in Ranked("people", column, chosen, turned=turned)[:]]


@pytest.mark.parametrize(
    ("column", "turned", "expected"),
    [
        ("name", False, ["Henrik Aldane", "Ärne Brack", "Zoë Quill", "Marta Velisk"]),
        ("name", True, ["Marta Velisk", "Zoë Quill", "Ärne Brack", "Henrik Aldane"]),
        ("stories", False, ["Marta Velisk", "Henrik Aldane", "Ärne Brack", "Zoë Quill"]),
        ("stories", True, ["Henrik Aldane", "Ärne Brack", "Zoë Quill", "Marta Velisk"]),
        ("statements", True, ["Zoë Quill", "Henrik Aldane", "Ärne Brack", "Marta Velisk"]),
        ("sources", False, ["Marta Velisk", "Henrik Aldane", "Ärne Brack", "Zoë Quill"]),
        ("first", False, ["Zoë Quill", "Henrik Aldane", "Ärne Brack", "Marta Velisk"]),
        ("last", True, ["Henrik Aldane", "Ärne Brack", "Zoë Quill", "Marta Velisk"]),
    ],
)
def test_rows_stand_by_their_numbers_and_of_equal_ones_by_name(
    stories: list[Article], column: str, turned: bool, expected: list[str]
) -> None:
    assert listed(column, turned=turned) == expected


def test_rows_without_a_day_stand_last(stories: list[Article]) -> None:
    Article.objects.filter(pk=stories[2].pk).update(date=None)
    assert [listed("last")[-1], listed("last", turned=True)[-1]] == ["Zoë Quill", "Zoë Quill"]


def test_only_some_are_listed_and_a_page_of_them(stories: list[Article]) -> None:
    rows = everything("people")
    assert rows.letters_of(np.ones(4, dtype=bool)) == {"A", "B", "Q", "V"}
    some = rows.under("A") | rows.under("V")
    assert listed("name", some.tolist()) == ["Henrik Aldane", "Marta Velisk"]
    assert rows.under("Ж").any() == np.False_
    page = Ranked("people", "name", some, turned=False)
    assert (len(page), page[1].name, [row.name for row in page[1:2]]) == (2, "Marta Velisk", ["Marta Velisk"])


def test_what_many_stories_have_is_kept_and_counted_the_same(
    stories: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    marta, zoe = make.make_person(), make.make_person("Zoë Quill")
    kept = figures_of("people", [marta.pk, zoe.pk], ["sources"])
    monkeypatch.setattr("archive.site.ranking.FEW", 0)
    assert kept == figures_of("people", [marta.pk, zoe.pk], ["sources"])
    assert (kept[marta.pk].related, kept[zoe.pk].related) == ({"sources": 2}, {"sources": 0})


def test_what_changes_shows_at_once(stories: list[Article]) -> None:
    assert list(related_to("people", "sources").values()) == [2]
    make.make_statement(stories[1], "Two fees.", person=make.make_person("Nobody Known"))
    assert "Nobody Known" in listed("name")
    make.make_statement(stories[1], "Two fees.", via=make.make_source("Paper 0"), person=make.make_person("Zoë Quill"))
    assert listed("statements", turned=True) == [
        "Henrik Aldane", "Ärne Brack", "Nobody Known", "Zoë Quill", "Marta Velisk",
    ]  # fmt: skip
    assert sorted(related_to("people", "sources").values()) == [1, 2]
