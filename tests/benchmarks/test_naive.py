"""The plain queries that the engines are measured against find what they find."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from archive.search import search
from benchmarks import naive
from benchmarks.questions import questions

pytestmark = pytest.mark.django_db


def test_plain_queries_find_the_same_stories_in_the_same_months() -> None:
    call_command("make_corpus", stories=300, verbosity=0)
    asked = questions()
    assert list(asked) == ["rare", "1%", "10%", "30%", "phrase", "and", "or-not", "term+facet", "facet", "none"]
    for requests in asked.values():
        for request in requests[:3]:
            request = request.change(sort="newest")
            plain, page = naive.page(request), search(request)
            by_link = request.people or request.sources  # plain queries know only one way in which a story has these
            assert (plain["total"] == page.total) or (by_link and plain["total"] <= page.total)
            if not by_link:
                assert [row["n"] for row in plain["months"]] == [month.count for month in page.months]
                assert [title for title, *_rest in plain["hits"]] == [hit.article.title for hit in page.hits]
