from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Alias, Article, Digest
from archive.models.keys import person_key, plain_key
from archive.search.complete import complete
from archive.search.language import FIELDS, read_query
from archive.search.tally import tally
from archive.search.tree import Named, Node, changed, parts
from tests import factories as make

pytestmark = pytest.mark.django_db


def name_everything(article: Article | None = None) -> Article:
    """A published story with a newspaper, two people, an organization, a country and a topic."""
    article = article or make.make_article(make.make_digest("Ice, ice and ice."), section="Economy")
    for name in ("Vasily Dandykin", "Dana Velisk"):
        make.make_mention(article, "Ice", person=make.make_person(name))
    make.make_mention(article, "Ice", organization=make.make_organization("Danube Ports Board"))
    country = make.make_country("DK", "Denmark")
    country.names = ["Danish", "Danes"]
    country.save()
    make.link_source(article, make.make_source("The Harbour Gazette"), "Ice")
    make.link_topic(article, make.make_topic("Dairy farming"), "Ice")
    fold_keys()
    return article


def fold_keys() -> None:
    """Keys as the archive writes them."""
    for alias in Alias.objects.all():
        alias.key = person_key(alias.name) if alias.person_id else plain_key(alias.name)
        alias.save()


def texts(text: str) -> list[str]:
    return [one.text for one in complete(text)]


def test_every_kind_of_name_is_offered_in_one_list() -> None:
    name_everything()
    found = [(one.filter, one.slug, one.name, one.detail) for one in complete("da")]
    assert sorted(found) == [
        ("countries", "DK", "Denmark", "Danes"),
        ("organizations", "danube-ports-board", "Danube Ports Board", ""),
        ("people", "dana-velisk", "Dana Velisk", ""),
        ("people", "vasily-dandykin", "Vasily Dandykin", ""),
        ("topics", "dairy-farming", "Dairy farming", ""),
    ]
    assert found[-1] == ("people", "vasily-dandykin", "Vasily Dandykin", "")  # of his name a later word begins so


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("dand", ['person:"Vasily Dandykin"']),
        ("vasily dand", ['person:"Vasily Dandykin"']),
        ("Vassili Dand", ['person:"Vasily Dandykin"']),
        ("Дандык", ['person:"Vasily Dandykin"']),
        ("harb", ['source:"The Harbour Gazette"']),
        ("the harb", ['source:"The Harbour Gazette"']),
        ("gaz", ['source:"The Harbour Gazette"']),
        ("danes", ["country:Denmark"]),
        ("person:dand", ['person:"Vasily Dandykin"']),
        ('person:"Vasily Da', ['person:"Vasily Dandykin"']),
        ("PERSON:“Vasily Da", ['PERSON:"Vasily Dandykin"']),
        ("person:(velisk OR dand", ['person:(velisk OR "Vasily Dandykin"']),
        ("country:da", ['country:"Denmark"']),
        ("ice -dand", ['ice -person:"Vasily Dandykin"']),
        ("ice (dand", ['ice (person:"Vasily Dandykin"']),
        ("ice OR dand", ['ice OR person:"Vasily Dandykin"']),
        ('“black ice” melting vasily dand', ['“black ice” melting person:"Vasily Dandykin"']),
        ("", []),
        ("   ", []),
        ("source:dand", []),
        ("andyk", []),
        ("said:dand", []),
        ("title:dand", []),
        ("said:(ice dand", []),
        ("date:da", []),
        ('"dand', []),
        ('"vasily" "dand', []),
        ("dand*", []),
        ("ice NEAR dand", []),
        ("OR", []),
        ('person:"Vasily Dandykin" ', []),
        ("country:Denmark ", []),
        ("x" * 495 + " dand", []),
        ("—", []),
        ("%", []),
    ],
)  # fmt: skip
def test_the_end_of_the_text_is_completed(typed: str, taken: list[str]) -> None:
    name_everything()
    assert texts(typed) == taken


def test_names_in_more_stories_come_first() -> None:
    article = name_everything()
    other = make.make_article(article.digest)
    for name, stories in (("Danilo Arkan", [article]), ("Danuta Brackel", [article, other])):
        for story in stories:
            make.make_mention(story, "Ice", person=make.make_person(name))
    tally()
    assert texts("person:dan")[:3] == ['person:"Danuta Brackel"', 'person:"Dana Velisk"', 'person:"Danilo Arkan"']


def test_what_is_not_among_the_most_told_is_found_by_its_words() -> None:
    name_everything()
    before = texts("dan")
    tally()
    assert sorted(texts("dan")) == sorted(before)


def test_a_section_is_offered_once_it_is_counted() -> None:
    name_everything()
    assert texts("econ") == []
    tally()
    assert texts("econ") == ["section:Economy"]


def test_only_names_of_published_stories_are_offered() -> None:
    article = name_everything()
    tally()
    Digest.objects.filter(pk=article.digest_id).update(state="withdrawn")
    assert [complete(text) for text in ("dand", "harb", "danube", "econ", "person:dand")] == [()] * 5
    assert texts("denm") == ["country:Denmark"]


def test_another_spelling_that_matched_is_told() -> None:
    name_everything()
    Alias.objects.create(person=make.make_person("Dana Velisk"), name="D. Welisch", key=person_key("D. Welisch"))
    assert [(one.name, one.detail, one.spans) for one in complete("welis")] == [("Dana Velisk", "D. Welisch", ())]
    assert [(one.name, one.detail, one.spans) for one in complete("veli")] == [("Dana Velisk", "", ((5, 9),))]


def test_two_of_one_name_are_told_apart() -> None:
    article = name_everything()
    other = make.Person.objects.create(name="Dana Velisk", slug="dana-velisk-2", sort_key="velisk", filed_as="Velisk")
    Alias.objects.create(person=other, name="Dana Velisk", key="dana velisk", kind=Alias.Kind.NAME)
    make.make_mention(article, "Ice", person=other)
    assert sorted((one.detail, one.text) for one in complete("dana v")) == [
        ("dana-velisk", "person:dana-velisk"), ("dana-velisk-2", "person:dana-velisk-2")
    ]  # fmt: skip


def test_a_name_with_quotation_marks_is_asked_by_its_slug() -> None:
    article = name_everything()
    make.make_mention(article, "Ice", organization=make.make_organization("Shipyard “Zorn”"))
    fold_keys()
    assert texts("zor") == ["org:shipyard-zorn"]


@pytest.mark.parametrize("text", ["d", "dan", "ice black melting vasily da", "person:dand", "harbour q"])
def test_at_most_three_queries(text: str) -> None:
    name_everything()
    tally()
    with CaptureQueriesContext(connection) as captured:
        complete(text)
    assert len(captured) <= 3


PIECES = [
    *(f"{field}:" for field in FIELDS),
    "dand",
    "Vasily",
    "da",
    "harb",
    "den",
    "ice",
    "OR",
    "NEAR/3",
    "-",
    "(",
    ")",
]
TYPED = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*PIECES, '"', "“", "*", " ", " ", "dan", "org:(", "—"]), max_size=8).map("".join),
    st.lists(st.sampled_from([*PIECES, '"dan', 'person:"Vas', "said:(x"]), max_size=6).map(" ".join),
)


HOLE = "hole0hole"


@given(typed=TYPED)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_completed_by_a_question_for_the_name(db: None, typed: str) -> None:
    if not Alias.objects.exists():
        name_everything()
    for one in complete(typed):
        tree = read_query(one.text).tree
        named = [node for node in parts(tree) if isinstance(node, Named) and node.filter == one.filter]
        value = next(node.value for node in reversed(named) if node.value in (one.name, one.slug))
        held = read_query(_with_hole(one.text, value)).tree
        assert held is not None
        asked = changed(held, lambda leaf: Named(one.filter, value) if _is_hole(leaf) else leaf)  # noqa: B023
        assert tree == asked


def _with_hole(text: str, value: str) -> str:
    """The text with a word that is nobody's in place of the name at its end."""
    end = text.removesuffix(f'"{value}"').removesuffix(value)
    return f'{end}"{HOLE}"'


def _is_hole(leaf: Node) -> bool:
    return isinstance(leaf, Named) and leaf.value == HOLE
