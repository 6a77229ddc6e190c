"""What is kept is made again when something that readers see has changed, and only then."""

from __future__ import annotations

import pytest

from archive.models import Digest, Statement
from archive.site.kept import Kept
from tests.factories import make_article, make_digest, make_person, make_statement

pytestmark = pytest.mark.django_db


def _counting() -> tuple[Kept[int], list[int]]:
    """Statements, kept; and a list of what was counted."""
    made: list[int] = []

    def make() -> int:
        made.append(Statement.objects.visible().count())
        return made[-1]

    return Kept(make), made


def test_it_is_made_once_and_again_after_each_change() -> None:
    kept, made = _counting()
    assert [kept.get(), kept.get()] == [0, 0]
    article = make_article(make_digest("Ice is early."))
    statement = make_statement(article, "Ice is early.")
    assert [kept.get(), kept.get()] == [1, 1]
    statement.state = Statement.State.REJECTED
    statement.save()
    assert [kept.get(), kept.get()] == [0, 0]
    Digest.objects.update(state=Digest.State.WITHDRAWN)
    kept.get()
    make_person().save()  # a name may have changed
    kept.get()
    assert made == [0, 1, 0, 0, 0]


def test_what_fails_is_tried_again() -> None:
    tries = iter([ValueError("too slow"), 7])

    def make() -> int:
        one = next(tries)
        if isinstance(one, ValueError):
            raise one
        return one

    kept = Kept(make)
    with pytest.raises(ValueError, match="too slow"):
        kept.get()
    assert [kept.get(), kept.get()] == [7, 7]
