import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import match, names
from archive.models import Alias
from tests.factories import make_article, make_digest, make_mention, make_role


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
    assert {match.person_key(name) for name in spellings} == {match.person_key(spellings[0])}


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
    assert match.person_key(one) != match.person_key(other)


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(name):
    assert match.plain_key(match.plain_key(name)) == match.plain_key(name)
    assert len(match.person_key(name)) <= 2 * len(match.plain_key(name))


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
    assert match.filed_as(name) == filed


@pytest.mark.django_db
def test_a_known_person_is_found_by_another_spelling():
    person = names.make_person("Yuliya Moroz")
    found = match.match_people(["Iuliia Moroz"])["Iuliia Moroz"]
    assert (found.person, found.score, found.reason) == (person, 0.85, "same name in another spelling: Yuliya Moroz")


@pytest.mark.django_db
def test_two_people_of_one_name_are_not_chosen_between():
    names.make_person("Tomas Qureshi")
    names.make_person("Tomas Qureshi")
    found = match.match_people(["Tomas Qureshi"])["Tomas Qureshi"]
    assert (found.person, found.score, found.reason) == (None, 0.4, "2 people bear this name")


@pytest.mark.django_db
def test_a_single_name_matches_only_within_its_digest():
    person = names.make_person("Suda")
    assert match.match_people(["Suda"])["Suda"].person is None
    assert match.match_people(["Suda"], here=[person])["Suda"].person == person


@pytest.mark.django_db
def test_organizations_and_newspapers_are_found_by_any_name():
    board = names.find_or_make_organization("Danube Ports Board")
    names.add_alias(board, "DPB", Alias.Kind.ACRONYM)
    gazette = names.find_or_make_source("The Harbour Gazette")
    assert match.match_names("organization", ["the Danube Ports Board", "DPB", "Nobody"]) == {
        "the Danube Ports Board": board.pk,
        "DPB": board.pk,
    }
    assert match.match_names("source", ["Harbour Gazette"]) == {"Harbour Gazette": gazette.pk}


@pytest.mark.django_db
def test_a_name_of_two_organizations_is_left_out():
    for name in ("Institute of Ports", "Institute of Peace"):
        names.add_alias(names.find_or_make_organization(name), "IP", Alias.Kind.ACRONYM)
    assert match.match_names("organization", ["IP"]) == {}


@pytest.mark.django_db
def test_candidates_come_with_the_reason():
    article = make_article(make_digest("Marta Velisk, director of the institute, spoke."))
    velisk = names.make_person("Marta Velisk")
    make_mention(article, "Marta Velisk", person=velisk)
    make_role(article, "director of the institute", velisk)
    other = names.make_person("Marko Velisk")
    names.make_person("Henrik Aldane")
    found = match.candidates_for_person("Marta Velisk")
    assert [(c.person, c.reason) for c in found] == [
        (velisk, "same full name, last printed as director of the institute, last seen 2026-11-17"),
        (other, "same surname"),
    ]
    assert found[0].score == 1.0 > found[1].score
