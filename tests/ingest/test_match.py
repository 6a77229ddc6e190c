import pytest

from archive.ingest import duplicates, match, names
from archive.models import Alias
from tests.factories import make_article, make_digest, make_mention, make_role, make_source, make_statement


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
    assert [(c.of, c.reason) for c in found] == [
        (velisk, "same full name, last printed as director of the institute, last seen 2026-11-17"),
        (other, "same surname"),
    ]
    assert found[0].score == 1.0 > found[1].score


@pytest.mark.django_db
def test_a_candidate_s_last_newspaper_is_told():
    article = make_article(make_digest("Marta Velisk spoke."))
    velisk = names.make_person("Marta Velisk")
    make_statement(article, "spoke", person=velisk, via=make_source("The Harbour Gazette"))
    [found] = match.candidates_for_person("Marta Velisk")
    assert found.reason == "same full name, quoted by The Harbour Gazette in November 2026"


@pytest.mark.django_db
def test_who_was_said_to_be_another_is_no_candidate():
    one, other, third = (names.make_person("Marta Velisk") for _ in range(3))
    duplicates.not_the_same("person", [one.pk, other.pk], who=None, reason="another generation")
    assert {c.of for c in match.candidates_for_person("Marta Velisk", not_like=one)} == {one, third}
    assert {c.of for c in match.candidates_for_person("Marta Velisk", not_like=third)} == {one, other, third}


@pytest.mark.django_db
def test_candidates_for_an_organization_or_a_newspaper():
    lower, upper = (names.find_or_make_organization(f"{name} Weir Office") for name in ("Lower", "Upper"))
    names.find_or_make_organization("Reed Board")
    names.add_alias(lower, "Office Below", Alias.Kind.OTHER)
    found = match.candidates_for_name("organization", "Uper Weir Office")
    assert [(c.of, c.reason) for c in found] == [
        (upper, "nearly the same name"),
        (lower, "nearly the same name"),
    ]
    found = match.candidates_for_name("organization", "Office Belo")
    assert [(c.of, c.reason) for c in found] == [(lower, "also printed as Office Below")]
    assert match.candidates_for_name("source", "Weir Office") == []
    assert match.candidates_for_name("organization", "—") == []
