from __future__ import annotations

import pytest

from exam.likeness import same_name, same_organization, same_phrase, same_speaker, same_title


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Zoë O’Neill", "Zoe O'Neill", True),
        ("Nguyen Van Nam", "Van Nam Nguyen", True),
        ("Ivan Petrov", "Petrov", False),
        ("", "", False),
    ],
)
def test_names_agree_in_full_whatever_their_order(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ministry of Defense", "Defense Ministry", True),
        ("International Committee of the Red Cross", "ICRC", True),
        ("ICRC", "International Committee of the Red Cross", True),
        ("Gazprom", "Gazprom Neft", True),
        ("Bank of Ghana", "Bank of Malta", False),
        ("the", "the", False),
    ],
)
def test_organizations_agree_by_most_of_their_words_or_initials(one: str, other: str, same: bool) -> None:
    assert same_organization(one, other) is same


@pytest.mark.parametrize(
    ("expected", "found", "same"),
    [
        ("deputy director | senator", "senator", True),
        ("deputy director | senator", "deputy director | senator", True),
        ("deputy director", "director", True),
        ("leading research fellow", "fellow", True),
        ("leading research fellow", "leading", True),
        ("senior lecturer in law", "senator", False),
        ("senator", None, False),
    ],
)
def test_a_role_needs_half_of_the_words(expected: str, found: str | None, same: bool) -> None:
    assert same_phrase(expected, found) is same


def test_a_title_may_stand_without_its_newspaper() -> None:
    found = [same_title("Courier: Who pays?", title) for title in ("Who pays?", "Courier: Who pays?", "Who?", None)]

    assert found == [True, True, False, False]


@pytest.mark.parametrize(
    ("expected", "found", "person", "same"),
    [
        ("unnamed: source close to the talks", "unnamed: source", False, True),
        ("unnamed: source close to the talks", "unnamed: broker", False, False),
        ("unnamed: source close to the talks", "Source Weekly", False, False),
        ("Foreign Ministry", "Ministry of Finance", False, False),
        ("Russian Foreign Ministry", "Foreign Ministry", False, True),
        ("Ana Maria Lopez", "Ana Lopez", True, False),
    ],
)
def test_a_speaker_is_a_person_an_organization_or_unnamed(expected: str, found: str, person: bool, same: bool) -> None:
    assert same_speaker(expected, found, person=person) is same
