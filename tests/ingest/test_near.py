"""A digest that repeats another one is told of, with what differs, and skipped, replaced or kept by choice."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User

from archive.ingest import intake, near, review
from archive.models import ChangeSet, Digest, NearDuplicate
from tests import factories as make

pytestmark = pytest.mark.django_db

ONE = """REVIEW OF THE MORNING PAPERS, 17 NOVEMBER 2026

The Lock Keeper: Barges queue below the weir

Forty barges lay below the weir at Orsova on Sunday, waiting for a pilot who speaks both languages of the river.

“We could have opened the second chamber in an hour,” Tilda Marek, head of the Lower Weir Office, told The Lock \
Keeper. She said that nobody had asked her office before the fog came down, and that the pilots knew it very well.

Evening Ledger: A tariff for shade

Greece will count its pergolas by spring, the Shade Council announced, and Ilias Drakos called the form unreadable."""
OTHER_HEADER = ONE.replace("REVIEW OF THE MORNING PAPERS", "WHAT THE PAPERS SAY")
STORY = ONE[ONE.index("The Lock Keeper") : ONE.index("Evening Ledger")]
REST = """PRESS, 18 NOVEMBER 2026

Reed Post: A harp is mended

A harp that had stood silent in the town hall of Sulina since the flood was mended on Tuesday, Ana Brod told Reed \
Post, and played to an audience of eleven, two of whom had brought their own chairs and a thermos of tea.

"""


def import_(text: str, filename: str = "a.txt", **fields) -> Digest:
    kept = intake.receive(raw=text.encode(), filename=filename, series=make.make_series(),
                          how=Digest.Received.PASTE, who=fields.pop("who", None))  # fmt: skip
    return intake.understand(kept.digest)


def test_the_same_with_another_header(reference: None) -> None:
    one, other = import_(ONE), import_(OTHER_HEADER)
    found = NearDuplicate.objects.get()
    assert (found.digest, found.other, found.stories) == (other, one, 1)
    assert 0.9 < found.share < 1
    assert found.percent == round(100 * found.share)
    differs = [stretch for stretch in near.beside(other.text, one.text) if not stretch.same]
    assert [(stretch.here, stretch.there) for stretch in differs] == [
        (("WHAT THE PAPERS SAY, 17 NOVEMBER 2026",), ("REVIEW OF THE MORNING PAPERS, 17 NOVEMBER 2026",))
    ]


def test_one_story_again_in_another_digest(reference: None) -> None:
    one = import_(ONE)
    import_(REST + STORY.strip())
    found = NearDuplicate.objects.get()
    assert (found.other, found.stories) == (one, 1)


def test_others_are_no_repetition(reference: None) -> None:
    import_(ONE)
    import_(REST + "Reed Post: Tea\n\nTea is cheaper by a third since the ferries run again, a porter told Reed Post.")
    assert NearDuplicate.objects.count() == 0


def test_a_week_later_nobody_looks(reference: None) -> None:
    import_(ONE)
    import_(OTHER_HEADER.replace("17 NOVEMBER", "27 NOVEMBER"))
    assert NearDuplicate.objects.count() == 0


def test_without_a_date_those_received_last_are_looked_at(reference: None) -> None:
    one = import_(ONE)
    Digest.objects.filter(pk=one.pk).update(date=date(2020, 1, 1))
    again = import_(OTHER_HEADER.replace(", 17 NOVEMBER 2026", ""))
    assert (again.date, NearDuplicate.objects.get().other) == (None, one)


def test_read_again_it_is_told_once_and_the_choice_stands(reference: None, editor: User) -> None:
    import_(ONE)
    again = import_(OTHER_HEADER)
    near.choose(NearDuplicate.objects.get(), "keep", who=editor)
    intake.understand(again)
    found = NearDuplicate.objects.get()
    assert (found.choice, found.who) == ("keep", editor)


def test_skipped_its_import_is_undone(reference: None, editor: User) -> None:
    one = import_(ONE)
    import_(OTHER_HEADER)
    near.choose(NearDuplicate.objects.get(), "skip", who=editor)
    assert list(Digest.objects.all()) == [one]
    assert str(ChangeSet.objects.order_by("-pk").first()).startswith("Import undone:")


def test_it_takes_the_place_of_the_other_when_it_is_published(reference: None, editor: User) -> None:
    one, again = import_(ONE), import_(OTHER_HEADER)
    review.publish(one, who=editor)
    near.choose(NearDuplicate.objects.get(), "replace", who=editor)
    one.refresh_from_db()
    assert one.state == "published"  # readers have it until the new one is there
    done = review.publish(again, who=editor)
    one.refresh_from_db()
    assert (one.state, str(ChangeSet.objects.get(verb="replace"))) == ("withdrawn", f"Takes the place of: {one}")
    with pytest.raises(review.NotPossible, match="Choose what"):
        near.choose(NearDuplicate.objects.get(), "burn", who=editor)
    review.undo(done, who=editor)
    one.refresh_from_db()
    again.refresh_from_db()
    assert (one.state, again.state) == ("published", "in_review")


def test_kept_after_all(reference: None, editor: User) -> None:
    one, again = import_(ONE), import_(OTHER_HEADER)
    for choice, replaces in (("replace", one), ("keep", None)):
        near.choose(NearDuplicate.objects.get(), choice, who=editor)
        again.refresh_from_db()
        assert again.replaces == replaces
