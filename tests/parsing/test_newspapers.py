"""Newspapers: their names, and which of them a story was drawn from."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing import newspapers
from archive.parsing.discovery import discover_newspapers, speaking_names
from archive.parsing.newspapers import newspaper_names
from archive.parsing.shapes import Known, Source, Span, Story
from archive.parsing.sources import find_sources

NAMES = newspaper_names(Known())


def _sources(body: str, known: Known = Known()) -> list[str]:  # noqa: B008 - frozen
    story = Story(Span(0, len(body)), (Span(0, len(body)),))
    return [source.name for source in find_sources(body, story, known)]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("RG", "Rossiyskaya Gazeta"),
        ("VEDOMOSTI", "Vedomosti"),
        ("the Daily Express", "Daily Express"),
        ("FT", "Financial Times"),
        ("Izvestia newspaper", "Izvestia"),
        ("Sloboden pecat", "Sloboden pečat"),
        ("L’Orient-Le Jour", "L'Orient-Le Jour"),
        ("Nobody's Gazette", None),
    ],
)
def test_a_name_as_printed_has_one_canonical_name(printed: str, name: str | None) -> None:
    assert NAMES.canonical(printed) == name


def test_names_are_found_where_they_stand_and_not_inside_longer_ones() -> None:
    text = "Izvestia and Capital Ledger wrote of The Moscow Times; Kapital did not."
    assert [(text[slice(*named.span)], named.newspaper.name) for named in NAMES.find(text)] == [
        ("Izvestia", "Izvestia"),
        ("The Moscow Times", "The Moscow Times"),
        ("Kapital", "Kapital"),
    ]


def test_what_the_archive_knows_wins() -> None:
    names = newspaper_names(Known(newspapers={"RG": "The Riga Gazette", "Owl": "The Owl"}))
    assert (names.canonical("RG"), names.canonical("the owl"), names.canonical("FT")) == (
        "The Riga Gazette",
        "The Owl",
        "Financial Times",
    )


@pytest.mark.parametrize(
    ("body", "sources"),
    [
        ("Prices fell, an analyst told Izvestia. A baker told RBC that he had known.", ["Izvestia", "RBC"]),
        ("Prices fell in May, Kommersant writes, citing Handelsblatt.", ["Kommersant"]),
        (
            "Kommersant’s sources in Sofia deny it. Nezavisimaya Gazeta quotes a baker.",
            ["Kommersant", "Nezavisimaya Gazeta"],
        ),
        (
            "In an interview with Vedomosti, the baker denied it. “No,” he told the business daily RBC.",
            ["Vedomosti", "RBC"],
        ),
        ("“No,” wrote Rossiyskaya Gazeta columnist Pyotr Lobov.", ["Rossiyskaya Gazeta"]),
        ("The baker told Izvestia so. The Financial Times (FT) reported on Sunday that he lied.", ["Izvestia"]),
        ("The baker told TASS so. Izvestia is sold at the next corner.", []),
        ("The baker told President Gleb Izvestin and the Pentagon.", []),
        ("The baker told Severny Kurier that he would close. “No,” he told the paper.", ["Severny Kurier"]),
        ("Turkish Cypriot daily Kibris newspaper (14.04.18) reports that a pipe burst.", ["Kibris"]),
        ("Prices fell.", []),
        ("As Kommersant notes, prices fell. But Izvestia reports otherwise.", ["Kommersant", "Izvestia"]),
        ("An RBC source in the trade expects hail. Vedomosti experts do not.", ["RBC", "Vedomosti"]),
        ("Izvestia and Kommersant write that prices fell.", ["Izvestia", "Kommersant"]),
        ("A baker told Vedomosti and RBC so. The price, RBC said, fell.", ["Vedomosti", "RBC"]),
        ("Prices fell, “Stone Lantern” reported. A baker told “Harbour watch” so.", ["Stone Lantern", "Harbour watch"]),
        ("“Nonsense,” the baker reported to the police. “Yes,” wrote nobody.", []),
        (
            "According to Hurriyet Daily News (21.06.17), it rained. Kibris and Afrika report sun.",
            ["Hurriyet Daily News", "Kibris", "Afrika"],
        ),
    ],
)
def test_sources_are_the_newspapers_that_were_told_or_that_write(body: str, sources: list[str]) -> None:
    named = {name: name for name in discover_newspapers(body) if NAMES.canonical(name) is None}
    assert _sources(body, Known(newspapers=named)) == sources


def test_a_paper_of_another_country_is_a_source_where_the_digest_is_of_that_press() -> None:
    assert _sources("The Guardian reports a flood. Divers told the Daily Mirror that it was wet.") == [
        "The Guardian",
        "Daily Mirror",
    ]


def test_what_the_layout_names_is_taken_as_it_is() -> None:
    body = "The baker told Izvestia so."
    named = (Source("Kommersant", Span(0, 3)),)
    story = Story(Span(0, len(body)), (Span(0, len(body)),), sources=named)
    assert find_sources(body, story, Known()) == named


def test_nothing_is_carried_over_from_another_story() -> None:
    text = "A baker told Izvestia so.\n\nFerries will be green."
    second = Story(Span(27, len(text)), (Span(27, len(text)),))
    assert find_sources(text, second, Known()) == ()


def test_unknown_newspapers_show_by_how_a_text_speaks_of_them() -> None:
    text = (
        "He told Coast Watch so. She told Brindle Ledger. He told Anna Bell. In May, Evening Lantern writes, it rained."
    )
    assert discover_newspapers("As Kommersant reports, it rained. But Evening Lantern writes, it did not.") == set()
    assert discover_newspapers(text) == {"Brindle Ledger", "Evening Lantern"}
    assert speaking_names(text) >= {"Brindle Ledger", "Coast Watch", "Evening Lantern"}


def test_the_gazetteer_is_whole() -> None:
    path = Path(newspapers.__file__).parent / "data" / "newspapers.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [row["name"] for row in rows]
    kinds = {"daily", "weekly", "monthly", "magazine", "online", "agency", "broadcaster"}
    assert len(names) == len(set(names)) >= 150
    assert [row for row in rows if len(row["country"]) != 2 or row["kind"] not in kinds] == []
    assert [name for name in names if NAMES.canonical(name) != name] == []


@given(st.text(max_size=300))
def test_any_text_is_searched(text: str) -> None:
    ends = [0]
    for named in NAMES.find(text):
        assert ends[-1] <= named.span.start < named.span.end <= len(text)
        ends.append(named.span.end)
