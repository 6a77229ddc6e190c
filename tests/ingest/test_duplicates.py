"""Who may be one is proposed, and never again after somebody said that they are two."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from archive.ingest.duplicates import likely, not_the_same
from archive.ingest.names import find_or_make_organization, make_person
from archive.models import Alias, NotSame
from archive.models.keys import person_key

pytestmark = pytest.mark.django_db


def pairs(kind: str = "person") -> list[tuple[str, str, float]]:
    return [(str(pair.one), str(pair.other), round(pair.score, 2)) for pair in likely(kind)]


def test_one_name_in_two_spellings_comes_first_then_names_nearly_alike() -> None:
    made = [make_person(name) for name in ("Vasily Dandykin", "Marta Velisk", "Martha Velisk", "Henrik Aldane")]
    twin = make_person("Vassily Dandykin the elder")
    Alias.objects.create(person=twin, name="Vasily Dandykin", key=person_key("Vasily Dandykin"), kind="other")
    found = likely("person")
    assert [(pair.one, pair.other) for pair in found] == [(made[0], twin), (made[1], made[2])]
    assert [pair.score == 1.0 for pair in found] == [True, False]
    assert [pair.reason for pair in found] == [
        "both bear the name Vasily Dandykin",
        "nearly the same name: Martha Velisk, Marta Velisk",
    ]


def test_a_single_name_or_a_shared_surname_is_not_enough() -> None:
    for name in ("Dandykin", "Vasily Dandykin", "Olena Dandykin", "Marta Velisk"):
        make_person(name)
    assert pairs() == []


def test_what_is_two_is_not_proposed_again(editor: User) -> None:
    one, other = make_person("Marta Velisk"), make_person("Martha Velisk")
    assert len(pairs()) == 1
    not_the_same("person", [other.pk, one.pk], who=editor, reason="Two sisters.")
    assert pairs() == []
    not_the_same("person", [one.pk, other.pk], who=None, reason="Still two sisters.")
    kept = NotSame.objects.get()
    assert (kept.one, kept.other, kept.reason, kept.who) == (one.pk, other.pk, "Still two sisters.", None)


def test_organizations_by_their_longest_word() -> None:
    for name in ("Danube Ports Board", "Danube Port Board", "Institute for Maritime Economics", "Ports Union"):
        find_or_make_organization(name)
    assert [pair[:2] for pair in pairs("organization")] == [("Danube Ports Board", "Danube Port Board")]
    assert pairs() == []
