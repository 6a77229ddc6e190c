import pytest

from archive.ingest import names, review
from archive.models import Alias, FormerSlug, Person

pytestmark = pytest.mark.django_db


def test_a_second_person_of_one_name_gets_a_slug_of_its_own():
    slugs = [names.make_person("Tomas Qureshi").slug for _ in range(3)]
    assert slugs == ["tomas-qureshi", "tomas-qureshi-2", "tomas-qureshi-3"]


def test_an_address_that_somebody_had_is_not_given_again():
    FormerSlug.objects.create(kind="person", slug="tomas-qureshi", target=1)
    assert names.make_person("Tomas Qureshi").slug == "tomas-qureshi-2"


def test_a_name_without_a_letter_still_gets_an_address():
    assert names.free_slug(Person, "!!!") == "unnamed"


def test_the_same_organization_is_made_once():
    one = names.find_or_make_organization("Danube  Ports Board")
    assert names.find_or_make_organization("The Danube Ports Board") == one
    assert list(Alias.objects.values_list("name", "key", "kind")) == [
        ("Danube Ports Board", "danube ports board", "name"),
    ]


def test_a_series_is_found_by_its_name():
    assert names.find_or_make_series("Morning desk") == names.find_or_make_series(" Morning  desk ")


@pytest.mark.django_db
def test_a_former_name_is_no_canonical_one_any_more():
    person = names.make_person("Liina Kask")
    review.rename(person, who=None, name="Liina Orro", slug=person.slug)
    assert dict(person.aliases.values_list("name", "kind")) == {"Liina Kask": "former", "Liina Orro": "name"}
    review.rename(person, who=None, name="Liina Kask", slug=person.slug)
    assert dict(person.aliases.values_list("name", "kind")) == {"Liina Kask": "name", "Liina Orro": "former"}
