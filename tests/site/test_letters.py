from __future__ import annotations

import pytest

from archive.models import Country, Organization, Person, Source
from archive.site.letters import asked_letter, in_order, initials_of, letter_of, with_initials
from tests import factories as make

AZ = list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@pytest.mark.parametrize(
    ("initials", "letter"),
    [
        ("v V", "V"),
        ("o Ø", "O"),
        ("h T", "H"),  # The Harbour Gazette
        ("v В", "В"),
        ("e ё", "Ё"),
        ("b Μ", "Μ"),
        ("l 李", "李"),
        ("2 2", "0-9"),
        ("m «", "M"),
        (" ★", "#"),
        ("Å Å", "A"),
        ("д «", "D"),
    ],
)
def test_a_name_stands_under_one_letter(initials: str, letter: str) -> None:
    assert letter_of(initials) == letter


def test_letters_are_in_order() -> None:
    assert in_order(["V", "0-9", "Ж", "Й", "И", "Ё", "Е", "Ω", "#"]) == [
        *AZ, "Ω", "Е", "Ё", "Ж", "И", "Й", "#", "0-9",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "letter"),
    [("v", "V"), ("ж", "Ж"), ("0-9", "0-9"), ("#", "#"), ("", ""), (None, ""), ("\0", ""), ("ab", ""), ("ß", "S")],
)
def test_a_letter_is_read_from_an_address(text: str | None, letter: str) -> None:
    assert asked_letter(text) == letter


@pytest.mark.django_db
def test_the_database_gives_the_same_beginnings() -> None:
    make.make_person("Marta Velisk")
    make.make_person("Игорь Жадов", slug="igor-zhadov", sort_key="zhadov igor")
    make.make_organization("«Мельница»", slug="melnitsa", sort_key="melnitsa")
    make.make_source()
    make.make_country()
    found = [
        (row.initials, letter_of(row.initials))
        for model in (Person, Organization, Source, Country)
        for row in with_initials(model._default_manager.all()).order_by("name")
    ]
    assert found == [("v V", "V"), ("z Ж", "Ж"), ("m «", "M"), ("h T", "H"), ("R R", "R")]
    rows = [row for model in (Person, Organization, Source, Country) for row in model._default_manager.order_by("name")]
    assert [initials_of(row) for row in rows] == [initials for initials, _letter in found]
