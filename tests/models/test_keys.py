import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import keys


@pytest.mark.parametrize(
    "spellings",
    [
        ["Yuliya Moroz", "Iuliia Moroz", "Julia Moroz", "Yulia Moroz"],
        ["Dmitry Kask", "Dmitri Kask", "Dmitriy Kask", "Dmitrii Kask"],
        ["Aleksandr Alekseyev", "Alexander Alekseev"],
        ["Yekaterina Zhukova", "Ekaterina Zhukova"],
        ["Mikhail Perendzhiyev", "Mihail Perendjiev"],
        ["Ilya Igor'ev", "Ilia Igorev"],
        ["İOANA BRĂTESCU-VALE", "Ioana Bratescu-Vale"],
    ],
)
def test_one_name_in_several_spellings_has_one_key(spellings):
    assert {keys.person_key(name) for name in spellings} == {keys.person_key(spellings[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria Petrova", "Mara Petrova"),
        ("Ivan Kask", "Ivana Kask"),
        ("Jan Velisk", "Jana Velisk"),
        ("A. Kask", "Kask"),
    ],
)
def test_different_names_have_different_keys(one, other):
    assert keys.person_key(one) != keys.person_key(other)


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(name):
    assert keys.plain_key(keys.plain_key(name)) == keys.plain_key(name)
    assert len(keys.person_key(name)) <= 2 * len(keys.plain_key(name))


@pytest.mark.parametrize(
    ("name", "filed"),
    [
        ("Marta Velisk", "Velisk, Marta"),
        ("Suda", "Suda"),
        ("Jan van der Berg", "van der Berg, Jan"),
        ("Salim al-Harthi", "al-Harthi, Salim"),
    ],
)
def test_people_are_filed_under_the_surname(name, filed):
    assert keys.filed_as(name) == filed
