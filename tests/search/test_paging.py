"""Where something stands in a list by day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from archive.search.paging import Place, place_of
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_stories_and_statements_stand_by_day_whether_they_are_seen_or_not() -> None:
    article = make.make_article(make.make_digest("Pilots left the port.", day=date(2026, 11, 17), published=False))
    statement = make.make_statement(article, "left the port", state="rejected")
    with connection.cursor() as cursor:
        assert place_of(cursor, "stories", article.pk) == Place(date(2026, 11, 17), article.pk)
        assert place_of(cursor, "statements", statement.pk) == Place(date(2026, 11, 17), article.pk, 7, statement.pk)


def test_what_is_gone_or_has_no_day_stands_nowhere() -> None:
    article = make.make_article(make.make_digest(day=None, published=False))
    with connection.cursor() as cursor:
        assert place_of(cursor, "stories", article.pk) is None
        assert place_of(cursor, "stories", article.pk + 1) is None
        assert place_of(cursor, "statements", 1) is None
