from __future__ import annotations

import pytest

from archive.models import Digest
from archive.search.language import read_query
from archive.search.spelling import likest, respelled, unknown_words
from archive.search.tally import tally
from archive.search.tree import written
from tests import factories as make

pytestmark = pytest.mark.django_db


def publish(*texts: str) -> Digest:
    for text in texts:
        digest = make.make_digest(text)
        make.make_article(digest, title="Ice", slug=f"ice-{digest.pk}")
    tally()
    return digest


def test_the_likest_words_come_first_then_those_in_more_stories() -> None:
    publish("corridor corridors", "corridors", "grain quorum")
    assert likest("coridor") == ("corridor", "corridors")
    assert likest("coridors") == ("corridors", "corridor")
    assert likest("CORRIDRO", 1) == ("corridor",)
    assert likest("groin") == ("grain",)
    assert likest("zzyzx") == likest("") == likest("%") == likest("x") == ()


@pytest.mark.parametrize("typed", ["rgain", "brain", "rain", "tgrain"])
def test_a_mistake_in_the_first_letter_is_forgiven(typed: str) -> None:
    publish("Grain.")
    assert likest(typed) == ("grain",)


def test_short_words_may_differ_by_one_letter_only() -> None:
    publish("ship")
    assert [likest("shap"), likest("shep"), likest("shaq")] == [("ship",), ("ship",), ()]


def test_words_of_withdrawn_stories_are_not_told() -> None:
    Digest.objects.filter(pk=publish("Corridor.").pk).update(state="withdrawn")
    assert likest("coridor") == ()


def test_a_word_is_known_in_any_form() -> None:
    publish("The corridors.")
    assert unknown_words(["corridor", "the", "coridor"]) == {"coridor"}


@pytest.mark.parametrize(
    ("asked", "ways"),
    [
        ("coridor", ["corridor"]),
        ("title:Coridor", ["title:corridor"]),
        ('"grain coridor"', ['"grain corridor"']),
        ("grain NEAR/3 coridor", ["grain NEAR/3 corridor"]),
        ("coridor OR korn", ["corridor OR corn"]),
        ("corridor", []),
        ("corido*", []),
        ("-coridor", []),
    ],
)
def test_a_clause_is_put_right(asked: str, ways: list[str]) -> None:
    publish("The grain corridor. The corn.")
    tree = read_query(asked).tree
    assert tree is not None
    assert [written(way) for way in respelled(tree)] == ways
