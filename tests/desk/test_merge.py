"""Two records side by side at the desk: one stays, and it can be undone."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive.desk.groups import EDITORS, make_groups
from archive.desk.merge import address
from archive.ingest import merging
from archive.models import Alias, ChangeSet, NotSame, Organization, Person
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> list[Person]:
    article = make.make_article(make.make_digest("One fee. Two fees."), body="One fee. Two fees.")
    people = [make.make_person(), make.make_person("Martha Velisk")]
    for person, words in zip(people, ("One fee.", "Two fees."), strict=True):
        make.make_statement(article, words, person=person, via=make.make_source())
    make.make_role(article, "fee", people[1])
    return people


def test_the_list_leads_to_the_two_side_by_side(chief_client: Client, two: list[Person]) -> None:
    listed = reverse("admin:archive_person_changelist")
    keys = [one.pk for one in two]
    answer = chief_client.post(listed, {"action": "merge_two", "_selected_action": keys})
    assert sorted(answer["Location"].split("?")[1].split("&")) == sorted(f"of={key}" for key in keys)
    text = " ".join(chief_client.get(answer["Location"]).content.decode().split())
    assert [words in text for words in ("Marta Velisk stays", "Martha Velisk stays", ">fee<")] == [True] * 3
    alone = chief_client.post(listed, {"action": "merge_two", "_selected_action": keys[:1]}, follow=True)
    assert "Choose two records to merge." in alone.content.decode()


def test_merged_published_and_taken_back(chief_client: Client, two: list[Person]) -> None:
    stays, goes = two
    answer = chief_client.post(address("person", [stays.pk, goes.pk]), {"stays": goes.pk}, follow=True)
    assert "Merged: Marta Velisk is now Martha Velisk" in answer.content.decode()
    assert list(Person.objects.all()) == [goes]
    assert chief_client.get(stays.get_absolute_url(), follow=True).redirect_chain == [(goes.get_absolute_url(), 301)]
    change = ChangeSet.objects.get(verb="merge")
    answer = chief_client.post(reverse("admin:take_back", args=[change.pk]), follow=True)
    assert "Undone: Merged" in answer.content.decode()
    assert set(Person.objects.all()) == set(two)
    again = chief_client.post(reverse("admin:take_back", args=[change.pk]), follow=True)
    assert "This was undone already." in again.content.decode()


def test_what_cannot_be_merged_says_why(chief_client: Client, two: list[Person]) -> None:
    url = address("person", [one.pk for one in two])
    assert "Choose which record stays." in chief_client.post(url, {"stays": "x"}).content.decode()
    for one in two:
        Person.objects.filter(pk=one.pk).update(wikidata=f"Q{one.pk}")
    answer = chief_client.post(url, {"stays": two[0].pk})
    assert "different Wikidata ids" in answer.content.decode()
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    "query", ["", "?of=1", "?of=²&of=٣", "?of=x&of=y", "?of=1&of=1", "?of=99999999999999999999&of=1"]
)
def test_without_two_there_is_no_page(chief_client: Client, two: list[Person], query: str) -> None:
    assert chief_client.get(reverse("admin:merge", args=["person"]) + query).status_code == 404
    assert chief_client.get(address("topic", [1, 2])).status_code == 404


def test_organizations_are_merged_too(chief_client: Client) -> None:
    boards = [make.make_organization("Ports Board"), make.make_organization("Board of Ports")]
    url = address("organization", [one.pk for one in boards])
    assert chief_client.get(url).status_code == 200
    chief_client.post(url, {"stays": boards[0].pk})
    assert list(Organization.objects.all()) == boards[:1]


def test_an_editor_merges_nothing(client: Client, two: list[Person]) -> None:
    user = User.objects.create_user("one", is_staff=True)
    user.groups.add(make_groups()[EDITORS])
    client.force_login(user)
    urls = [address("person", [one.pk for one in two]), reverse("admin:merges")]
    assert [client.get(url).status_code for url in urls] == [403, 403]
    assert client.post(reverse("admin:take_back", args=[1])).status_code == 403
    client.post(reverse("admin:archive_person_changelist"), {"action": "merge_two", "_selected_action": [1, 2]})
    assert Person.objects.count() == 2


def test_likely_pairs_lead_to_the_two_and_what_is_two_is_remembered(chief_client: Client, two: list[Person]) -> None:
    url = reverse("admin:duplicates")
    page = chief_client.get(url).content.decode()
    assert "Marta Velisk · Martha Velisk" in page
    assert address("person", [one.pk for one in two]).replace("&", "&amp;") in page
    form = {"of": [one.pk for one in two], "reason": " "}
    assert "Write why they are two" in chief_client.post(url, form, follow=True).content.decode()
    answer = chief_client.post(url, {**form, "reason": "Two sisters."}, follow=True)
    assert "No two look like one." in answer.content.decode()
    assert NotSame.objects.get().reason == "Two sisters."
    assert (
        "no longer there"
        in chief_client.post(url, {"of": [two[0].pk, "9" * 30], "reason": "?"}, follow=True).content.decode()
    )
    assert [chief_client.get(f"{url}?kind={kind}").status_code for kind in ("organization", "topic")] == [200, 404]


def test_one_of_several_names_is_made_a_record_of_its_own(chief_client: Client, two: list[Person]) -> None:
    one, _other = two
    Alias.objects.create(person=one, name="Frau Velisk", key="frau velisk", kind="other")
    url = reverse("admin:record_names", args=["person", one.pk])
    page = chief_client.get(url).content.decode()
    assert page.count('name="name" value="') == 1
    assert reverse("admin:record_names", args=["person", one.pk]) in chief_client.get(
        reverse("admin:archive_person_change", args=[one.pk])
    ).content.decode()  # fmt: skip
    done = chief_client.post(url, {"name": one.aliases.get(name="Frau Velisk").pk}, follow=True)
    assert "Separated: Frau Velisk is not" in done.content.decode()
    assert Person.objects.filter(name="Frau Velisk").exists()
    gone = chief_client.post(url, {"name": "12345"}, follow=True)
    assert "This name is no longer there." in gone.content.decode()
    assert chief_client.get("/admin/names/topic/1/").status_code == 404


def test_what_changes_very_many_rows_is_work_for_the_worker(
    chief_client: Client, two: list[Person], monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    monkeypatch.setattr("archive.desk.merge.LARGE", 1)
    stays, goes = two
    with django_capture_on_commit_callbacks(execute=True):
        page = chief_client.post(address("person", [stays.pk, goes.pk]), {"stays": stays.pk}, follow=True)
    assert "Martha Velisk is in very many stories; the worker merges them." in page.content.decode()
    assert "Merge two records" in chief_client.get(reverse("admin:jobs")).content.decode()
    assert Person.objects.count() == 2
    done = merging.merge(stays, goes, who=None)
    with django_capture_on_commit_callbacks(execute=True):
        page = chief_client.post(reverse("admin:take_back", args=[done.pk]), follow=True)
    assert "the worker puts them back" in page.content.decode()
    assert Person.objects.count() == 1


def test_each_side_shows_its_newspapers_and_its_first_and_last_statement(
    chief_client: Client, two: list[Person]
) -> None:
    later = make.make_article(make.make_digest("Three fees."), body="Three fees.")
    make.make_statement(later, "Three fees.", person=two[0], via=make.make_source("The Northern Signal"))
    type(later).objects.filter(pk=later.pk).update(date="2027-01-05")
    page = chief_client.get(address("person", [one.pk for one in two]))
    side, other = page.context["sides"]
    assert (side.first.text, side.last.text, other.first.text) == ("One fee.", "Three fees.", "Two fees.")
    assert sorted(side.newspapers) == ["The Harbour Gazette", "The Northern Signal"]
    assert "5 January 2027: Three fees." in page.content.decode()
