from __future__ import annotations

import pytest

from archive.models import Digest, StoryCount, Word
from archive.search.tally import printed_words, tally
from tests import factories as make

pytestmark = pytest.mark.django_db


def publish(text: str, published: bool = True) -> Digest:
    digest = make.make_digest(text, published=published)
    article = make.make_article(digest, title="Ice", slug=f"ice-{digest.pk}")
    make.make_mention(article, text[:3], person=make.make_person())
    make.make_mention(article, text[3:5], person=make.make_person())
    return digest


def counts() -> tuple[dict[str, int], dict[str, int]]:
    return dict(Word.objects.values_list("word", "stories")), dict(StoryCount.objects.values_list("of", "stories"))


def test_words_and_values_are_counted_by_stories() -> None:
    publish("Grain, grain and CORN.")
    publish("Corn again.")
    publish("Secret wheat.", published=False)
    assert tally() == 2
    assert counts() == ({"ice": 2, "grain": 1, "and": 1, "corn": 2, "again": 1}, {"people": 2})


def test_nothing_is_counted_twice() -> None:
    publish("Grain came.")
    assert [tally(), tally()] == [1, 0]
    assert counts() == ({"ice": 1, "grain": 1, "came": 1}, {"people": 1})


def test_what_is_published_again_is_not_counted_twice() -> None:
    digest = publish("Grain came.")
    tally()
    counted = dict(Word.objects.values_list("word", "stories"))
    Digest.objects.filter(pk=digest.pk).update(state="withdrawn")
    assert tally() == 0
    Digest.objects.filter(pk=digest.pk).update(state="published")
    assert (tally(), dict(Word.objects.values_list("word", "stories"))) == (0, counted)


def test_words_are_letters_side_by_side() -> None:
    assert printed_words("The Bank’s 2nd Black-Sea ÜBER " + "x" * 41) == {"the", "bank", "nd", "black", "sea", "über"}
