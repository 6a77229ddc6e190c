"""The page about the archive: every number with its list, and the exam's figures as they are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import settings as quick
from hypothesis import strategies as st

from archive.site.about import MEASURES, SETS, percent, read_exam
from exam.kept import kept_figures
from exam.marking import MEASURES as MEASURED
from tests.factories import (
    link_source,
    link_topic,
    make_article,
    make_country,
    make_digest,
    make_mention,
    make_person,
    make_series,
    make_source,
    make_statement,
    make_topic,
)

from .reading import links, queries, read, words

TEXT = "The Harbour Gazette: “Ice is early,” pilot Marta Velisk said in Romania. Selim Arkan agreed."


def _story(number: int, state: str = "proposed") -> None:
    article = make_article(make_digest(f"{TEXT} {number}"), title=f"Story {number}")
    make_mention(article, "Romania", country=make_country())
    link_source(article, make_source(), "The Harbour Gazette")
    link_topic(article, make_topic(), "Ice")
    make_statement(article, "“Ice is early,” pilot Marta Velisk said in Romania.", state=state)
    make_statement(article, "Selim Arkan agreed.", person=make_person("Selim Arkan"))


@pytest.mark.django_db
def test_every_number_leads_to_a_list_that_counts_the_same(client: Client) -> None:
    _story(1)
    _story(2)
    page = read(client, "/about/")
    shown = dict(zip(words(page, ".figures dt"), words(page, ".figures dd"), strict=True))
    assert shown == {
        "Stories": "2",
        "Statements": "4",
        "Digests": "2",
        "People": "2",
        "Newspapers": "1",
        "Countries": "1",
        "Topics": "1",
    }
    listed = {url: read(client, url or "") for url in links(page, ".figures a")}
    assert words(listed.pop("/search/"), "h1") == ["2 stories in the archive"]
    assert words(listed.pop("/search/?show=statements"), ".tabs [aria-current]") == ["Statements 4"]
    assert {url: len(words(one, "tbody tr, .result")) for url, one in listed.items()} == {
        "/digests/": 2,
        "/people/": 2,
        "/newspapers/": 1,
        "/countries/": 1,
        "/topics/": 1,
    }
    assert links(page, "main > .coverage a")[0] == "/digests/"


@pytest.mark.django_db
def test_how_much_editors_confirmed(client: Client) -> None:
    _story(1)
    assert "So far no editor has confirmed a statement." in words(read(client, "/about/"), ".about-text p")[0]
    _story(2, "confirmed")
    _story(3, "rejected")
    said = words(read(client, "/about/"), ".about-text p")[0]
    assert said.endswith("Editors have confirmed 1 of 5 statements (20 %).")


@pytest.mark.django_db
def test_each_series_with_its_rights_and_its_digests(client: Client) -> None:
    make_digest(series=make_series("Titles", rights="link", publisher="Zorn House"))
    make_digest(series=make_series("Titles"))
    make_digest(series=make_series("Waiting"), published=False)
    page = read(client, "/about/")
    rows = words(page, "section:has(#series) tbody tr")
    assert rows == ["Titles Zorn House titles and links only en 2 17 Nov 2026 17 Nov 2026"]
    assert links(page, "section:has(#series) td a")[0] == "/digests/?series=titles"


@pytest.mark.django_db
def test_an_empty_archive_is_explained_all_the_same(client: Client) -> None:
    page = read(client, "/about/")
    assert words(page, ".empty h2") == ["The archive is empty"]
    assert words(page, "h2")[1:] == [
        "What the words mean",
        "How a digest is read",
        "How well it is read",
        "How to cite",
        "For programs",
    ]


@pytest.mark.django_db
def test_the_footer_leads_to_it(client: Client) -> None:
    assert links(read(client, "/search/"), ".site-footer a")[0] == "/about/"


@pytest.mark.django_db
def test_one_and_three_take_the_same_few_queries(client: Client) -> None:
    _story(1)
    one = queries(client, "/about/")
    _story(2)
    make_digest(series=make_series("Evening desk"))
    assert queries(client, "/about/") == one
    assert queries(client, "/about/") < 15


def test_the_table_is_the_kept_exam() -> None:
    exam = read_exam(settings.BASE_DIR)
    kept = kept_figures()
    assert exam is not None
    assert set(kept) == set(SETS)
    assert tuple(MEASURES) == MEASURED
    assert [one.figures for one in exam.measures] == [
        tuple(f"{100 * kept[folder][measure]:.1f}" for folder in SETS) for measure in MEASURED
    ]
    folders = [settings.BASE_DIR / "fixtures" / "digests" / folder for folder in SETS]
    assert [one.digests for one in exam.sets] == [len(list(folder.glob("*.json"))) for folder in folders]


@pytest.mark.parametrize("kept", [None, "", "[]", "7", "{}", '{"held": 3}', '{"held": {"date": "x"}}', '{"other": {}}'])
def test_without_figures_there_is_no_table(tmp_path: Path, kept: str | None) -> None:
    if kept is not None:
        (tmp_path / "exam").mkdir()
        (tmp_path / "exam" / "figures.json").write_text(kept)
    assert read_exam(tmp_path) is None


def test_sets_and_measures_that_are_not_kept_are_left_open(tmp_path: Path) -> None:
    (tmp_path / "exam").mkdir()
    (tmp_path / "exam" / "figures.json").write_text(json.dumps({"demo": {"date": 1, "people": 0.987}}))
    exam = read_exam(tmp_path)
    assert exam is not None
    assert [(one.name, one.digests) for one in exam.sets] == [("Demo", None)]
    assert [one.figures[0] for one in exam.measures][:5] == ["100.0", "", "", "", "98.7"]


@quick(deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_share_is_nothing_or_all_only_where_it_is(part: int, more: int) -> None:
    whole = part + more
    said = percent(part, whole)
    assert (said == "0") == (part == 0)
    assert (said == "100") == (part == whole > 0)
