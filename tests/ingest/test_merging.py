"""Two records become one and two again; nothing that somebody did is lost on either way."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from archive.ingest import duplicates, ledger, merging, review, undoing
from archive.ingest.match import match_people
from archive.models import Alias, Article, ChangeSet, FormerSlug, Mention, Organization, Person, Role, Statement
from archive.search import SearchRequest, total
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = "One fee. Two fees. Three fees."
TABLES = (Person, Organization, Alias, FormerSlug, Mention, Role, Statement)


@pytest.fixture
def two() -> tuple[Person, Person]:
    """Marta and Martha Velisk: both in the first story, at one passage too; Martha alone in the second."""
    stays, goes = make.make_person(), make.make_person("Martha Velisk")
    first, second = (make.make_article(make.make_digest(f"{TEXT} {number}"), body=TEXT) for number in (1, 2))
    for person in (stays, goes):
        make.make_mention(first, "One", person=person)
        make.make_role(first, "fee", person)
    make.make_mention(first, "Two", person=goes)
    make.make_statement(first, "One fee.", person=stays)
    make.make_statement(second, "Two fees.", person=goes)
    Alias.objects.create(person=goes, name="M. Velisk", key="m velisk", kind="short")
    for person in (stays, goes):
        Alias.objects.create(person=person, name="Frau Velisk", key="frau velisk", kind="other")
    FormerSlug.objects.create(kind="person", slug="velisk-martha", target=goes.pk)
    return stays, goes


def take_back(merged: ChangeSet, *, who: User | None) -> list[str]:
    """Undo a merge; what somebody changed since, in words."""
    return [ledger.in_words(key) for key in undoing.undo(merged, who=who).left]


def everything() -> dict[str, list[dict[str, Any]]]:
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in TABLES}


def test_all_that_one_has_is_the_others(two: tuple[Person, Person], editor: User) -> None:
    stays, goes = two
    change = merging.merge(stays, goes, who=editor)
    assert (str(change), change.who, change.digest) == ("Merged: Martha Velisk is now Marta Velisk", editor, None)
    assert not Person.objects.filter(pk=goes.pk).exists()
    assert sorted(Mention.objects.filter(person=stays).values_list("start", flat=True)) == [0, 9]
    assert (Role.objects.filter(person=stays).count(), Statement.objects.filter(person=stays).count()) == (1, 2)
    names = {alias.name: alias.kind for alias in stays.aliases.all()}
    assert names == {"Marta Velisk": "name", "Martha Velisk": "other", "M. Velisk": "short", "Frau Velisk": "other"}
    assert set(FormerSlug.objects.filter(target=stays.pk).values_list("slug", flat=True)) == {
        "velisk-martha", goes.slug,
    }  # fmt: skip
    assert match_people(["Martha Velisk"])["Martha Velisk"].person == stays


def test_readers_are_led_on(two: tuple[Person, Person], client) -> None:
    stays, goes = two
    merging.merge(stays, goes, who=None)
    for slug in (goes.slug, "velisk-martha"):
        response = client.get(f"/people/{slug}/")
        assert (response.status_code, response["Location"]) == (301, stays.get_absolute_url())
    assert total(SearchRequest(people=(stays.slug,))) == 2


def test_taken_back_everything_is_as_it_was(two: tuple[Person, Person], editor: User) -> None:
    before = everything()
    change = merging.merge(*two, who=editor)
    assert everything() != before
    assert take_back(change, who=editor) == []
    assert everything() == before
    change.refresh_from_db()
    assert change.undone
    assert list(ChangeSet.objects.values_list("verb", flat=True))[:2] == ["undo", "merge"]
    with pytest.raises(review.NotPossible, match="undone already"):
        take_back(change, who=editor)


def test_what_somebody_changed_since_stays_and_is_told(two: tuple[Person, Person], editor: User) -> None:
    stays, goes = two
    moved = Statement.objects.get(person=goes)
    change = merging.merge(stays, goes, who=editor)
    Statement.objects.filter(pk=moved.pk).update(person=make.make_person("Henrik Aldane"))
    assert take_back(change, who=editor) == ["statement: Two fees."]
    moved.refresh_from_db()
    assert moved.person.name == "Henrik Aldane"
    assert Mention.objects.filter(person=goes.pk).count() == 2


@pytest.mark.parametrize("decided", ["confirmed", "rejected"])
def test_where_both_stand_in_one_passage_what_somebody_decided_is_left(
    two: tuple[Person, Person], editor: User, decided: str
) -> None:
    stays, goes = two
    Mention.objects.filter(person=goes, start=0).update(state=decided)
    merging.merge(stays, goes, who=editor)
    assert Mention.objects.get(person=stays, start=0).state == decided


def test_one_gives_the_other_what_it_lacks(editor: User) -> None:
    country = make.make_country()
    stays, goes = make.make_organization("Ports Board"), make.make_organization("Danube Board")
    Organization.objects.filter(pk=goes.pk).update(country=country, wikidata="Q5")
    article = make.make_article(make.make_digest(TEXT), body=TEXT)
    make.make_role(article, "fee", make.make_person(), organization=goes)
    before = everything()
    change = merging.merge(stays, goes, who=editor)
    stays.refresh_from_db()
    assert (stays.country, stays.wikidata, Role.objects.get().organization) == (country, "Q5", stays)
    take_back(change, who=editor)
    assert everything() == before


def test_two_wikidata_ids_are_two_people(two: tuple[Person, Person], editor: User) -> None:
    stays, goes = two
    for person, number in ((stays, "Q1"), (goes, "Q2")):
        Person.objects.filter(pk=person.pk).update(wikidata=number)
    before = everything()
    with pytest.raises(merging.NotPossible, match="Q1 and Q2"):
        merging.merge(stays, goes, who=editor)
    with pytest.raises(merging.NotPossible, match="both there"):
        merging.merge(stays, stays, who=editor)
    assert everything() == before


def test_merges_one_after_the_other_are_taken_back_in_reverse(two: tuple[Person, Person], editor: User) -> None:
    stays, goes = two
    third = make.make_person("Marta Welisk")
    before = everything()
    first = merging.merge(stays, goes, who=editor)
    second = merging.merge(third, stays, who=editor)
    with pytest.raises(review.NotPossible, match="undo that first"):
        take_back(first, who=editor)
    assert take_back(second, who=editor) == []
    assert take_back(first, who=editor) == []
    assert everything() == before


def test_an_act_from_before_a_merge_is_undone_without_it(two: tuple[Person, Person], editor: User) -> None:
    stays, goes = two
    fact = Mention.objects.get(person=goes, start=9)
    confirmed = review.confirm(fact, who=editor)
    merged = merging.merge(stays, goes, who=editor)
    review.undo(confirmed, who=editor)
    fact.refresh_from_db()
    assert (fact.state, fact.person_id) == ("proposed", stays.pk)
    take_back(merged, who=editor)
    fact.refresh_from_db()
    assert (fact.state, fact.person_id) == ("proposed", goes.pk)
    assert Article.objects.count() == 2


def test_one_name_alone_becomes_its_own_again(editor: User) -> None:
    """Both are in the first story under their own names; the second has the other one alone, by her surname too."""
    stays, goes = make.make_person("Liina Kask"), make.make_person("Lina Orro")
    both = make.make_article(make.make_digest("Liina Kask met Lina Orro."))
    alone = make.make_article(make.make_digest("Lina Orro left. Orro came back."))
    make.make_mention(both, "Liina Kask", person=stays)
    make.make_mention(both, "Lina Orro", person=goes)
    make.make_mention(alone, "Lina Orro", person=goes)
    Mention.objects.create(article=alone, person=goes, start=16, end=20)
    make.make_statement(both, "Liina Kask met Lina Orro.", person=goes)
    make.make_statement(alone, "Orro came back.", person=goes)
    make.make_role(alone, "left", goes)
    merging.merge(stays, goes, who=editor)
    assert merging.printed(stays) == {"liina kask": 1, "lina orro": 2, "orro": 1}
    before = everything()
    change = merging.separate(stays.aliases.get(name="Lina Orro"), who=editor)
    made = Person.objects.get(name="Lina Orro")
    assert str(change) == "Separated: Lina Orro is not Liina Kask"
    assert sorted(Mention.objects.filter(person=made).values_list("article", "start")) == sorted([
        (both.pk, 15), (alone.pk, 0), (alone.pk, 16),
    ])  # fmt: skip
    assert [s.text for s in Statement.objects.filter(person=made)] == ["Orro came back."]
    assert Role.objects.get(person=made).text == "left"
    assert match_people(["Lina Orro"])["Lina Orro"].person == made
    assert duplicates.likely("person") == []
    undoing.undo(change, who=editor)
    assert everything() == before


def test_an_organization_s_name_too_but_never_what_a_record_is_called(editor: User) -> None:
    board = make.make_organization("Ports Board")
    Alias.objects.create(organization=board, name="Danube Board", key="danube board", kind="other")
    article = make.make_article(make.make_digest("The Danube Board met."))
    make.make_mention(article, "Danube Board", organization=board)
    make.make_role(article, "met", make.make_person(), organization=board)
    merging.separate(board.aliases.get(name="Danube Board"), who=editor)
    made = Organization.objects.get(name="Danube Board")
    assert (Mention.objects.get().organization, Role.objects.get().organization) == (made, made)
    with pytest.raises(merging.NotPossible, match="another name first"):
        merging.separate(made.aliases.get(), who=editor)
