import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.gazetteer import rows
from archive.parsing.places import country_of, find_countries
from archive.parsing.shapes import Person, Span
from tests.parsing.stories import story_of


def codes(text: str) -> list[str]:
    return [country.code for country in find_countries(text, story_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Portugal waits.", ["PT"]),
        ("The Peruvian fleet sailed.", ["PE"]),
        ("Ottawa will answer next week.", ["CA"]),
        ("A depot near Gdansk burned.", ["PL"]),
        ("Kyiv and Kiev are one city.", ["UA"]),
        ("anti-Turkish tariffs and Oslo-based traders", ["TR", "NO"]),
        ("South Korea, unlike North Korea, voted.", ["KR", "KP"]),
        ("The U.S. and the UK signed.", ["US", "GB"]),
        ("Côte d’Ivoire and Constanța", ["CI", "RO"]),
        ("Serbs and Swedes met.", ["RS", "SE"]),
        ("Burma was what it was called.", ["MM"]),
        ("Dutchmen, Englishmen, Poles and Spaniards", ["NL", "GB", "PL", "ES"]),
        ("A ferry from Podujevo? No, a bus to Kraljevo.", ["XK", "RS"]),
        ("Wellington and Santiago abstained.", ["NZ", "CL"]),
        ("Hohhot is the capital of Inner Mongolia.", ["CN"]),
        ("a foundry in Toledo, Ohio", ["US"]),
        ("a foundry in Toledo, which closed", ["ES"]),
        ("a growers’ party, the Colorado Party, met", []),
        ("They read El Faro Andino.", []),
        ("Organization of American States", []),
        ("Benin bronzes from Nigeria", ["NG"]),
        ("Why is turkey dear? Turkey has risen in price.", []),
        ("Turkey sells turkey to Turkey.", ["TR"]),
        ("Hong Kong's Sun Lantern Shipping", ["HK"]),
    ],
)
def test_names_demonyms_capitals_and_cities(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Brussels will decide.",
        "Western capitals hesitated.",
        "a Georgian townhouse",
        "They sailed the South China Sea.",
        "across the Gulf of Mexico",
        "Latin American farmers",
        "The Washington Post and the Moscow Times wrote so.",
        "Michael Jordan arrived.",
        "the Minsk agreements",
        "Crimea and Sevastopol",
        "a box of French fries",
        "Guinea pigs took the stage.",
        "the Paris climate accord and the Bucharest Nine",
        "The Times of Malta and the Daily Sabah printed it.",
        "The painter Jan van Bergen waved.",
    ],
)
def test_what_is_no_country(text: str) -> None:
    assert codes(text) == []


def test_a_surname_stays_a_surname_in_its_story() -> None:
    assert codes("Mr. London spoke first. London then sat down.") == []


def test_a_place_that_is_somebodys_name_is_no_country() -> None:
    text = "Shareholder Chad Marrowby left Tunisia. Chad Marrowby will not return to Chad."
    story = story_of(text)
    names = tuple(Span(at.start(), at.end()) for at in re.finditer("Chad Marrowby", text))
    marrowby = Person("Chad Marrowby", names)
    found = find_countries(text, story, (marrowby,))
    assert [(country.code, len(country.spans)) for country in found] == [("TN", 1), ("TD", 1)]


def test_all_spans_of_a_country_in_order() -> None:
    text = "Chile sells. Chilean ports buy."
    (chile,) = find_countries(text, story_of(text))
    assert [text[s.start : s.end] for s in chile.spans] == ["Chile", "Chilean"]
    assert (chile.rule, chile.confidence) == ("name", 0.98)


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("French expert", "FR"),
        ("Serbian President", "RS"),
        ("Delhi-based Forum", "IN"),
        ("military expert", None),
        ("", None),
    ],
)
def test_country_of_a_phrase(phrase: str, code: str | None) -> None:
    assert country_of(phrase) == code


@given(st.text(alphabet="Chile Peru-’'.\n\"Mr", max_size=60))
def test_spans_lie_inside_the_text(text: str) -> None:
    for country in find_countries(text, story_of(text)):
        assert list(country.spans) == sorted(set(country.spans))
        assert all(country_of(text[s.start : s.end]) == country.code for s in country.spans)


def test_a_city_is_listed_once_in_its_country() -> None:
    cities = [(row["code"], name) for row in rows("cities") for name in row["names"].split(";")]
    assert [city for city, times in Counter(cities).items() if times > 1] == []
