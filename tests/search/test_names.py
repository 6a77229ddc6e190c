from __future__ import annotations

import pytest

from archive.models import Alias, Article
from archive.models.keys import person_key
from archive.search.names import bearers, similar
from tests import factories as make

pytestmark = pytest.mark.django_db


def publish(published: bool = True) -> Article:
    return make.make_article(make.make_digest("Marta Velisk spoke.", published=published))


def names(name: str, value: str, *, exact: bool = False) -> list[str]:
    return [one.name for one in bearers(name, value, exact=exact)]


def test_a_person_is_found_by_every_name() -> None:
    article = publish()
    for name in ("Marta Velisk", "Henrik Velisk", "Selim Arkan"):
        make.make_mention(article, "Marta Velisk", person=make.make_person(name))
    marta = make.make_person()
    Alias.objects.create(person=marta, name="M. Welisch", key=person_key("M. Welisch"), kind=Alias.Kind.NAME)
    assert names("people", "marta-velisk") == ["Marta Velisk"]
    assert names("people", "MARTA VELISK") == ["Marta Velisk"]
    assert names("people", "M. Welisch") == ["Marta Velisk"]
    assert names("people", "Velisk") == ["Henrik Velisk", "Marta Velisk"]
    assert names("people", "Lisk") == []
    assert names("people", "%") == []


def test_an_exact_name_is_only_the_one_printed() -> None:
    make.make_mention(publish(), "Marta Velisk", person=make.make_person())
    assert names("people", "marta velisk", exact=True) == ["Marta Velisk"]
    assert names("people", "Velisk", exact=True) == []


def test_a_country_is_found_by_its_code_its_names_and_its_people() -> None:
    country = make.make_country()
    country.names = ["Romanian", "Romanians"]
    country.save()
    assert [names("countries", one) for one in ("ro", "Romania", "romanians", "Roman")] == [
        ["Romania"], ["Romania"], ["Romania"], []
    ]  # fmt: skip


def test_a_newspaper_is_found_by_a_word_of_its_name() -> None:
    article = publish()
    make.link_source(article, make.make_source(), "Marta")
    assert names("sources", "gazette") == ["The Harbour Gazette"]
    assert names("sources", "gazett") == ["The Harbour Gazette"]


def test_nobody_of_an_unpublished_digest_is_told() -> None:
    make.make_mention(publish(published=False), "Marta Velisk", person=make.make_person())
    assert names("people", "Marta Velisk") == []
    assert similar("people", "Martha Velisk") == ()


def test_names_spelled_alike_are_told() -> None:
    article = publish()
    for name in ("Marta Velisk", "Selim Arkan"):
        make.make_mention(article, "Marta Velisk", person=make.make_person(name))
    assert [one.slug for one in similar("people", "Martha Velisck")] == ["marta-velisk"]
    assert similar("people", "Zzyzx") == ()
    assert similar("people", "—") == ()
