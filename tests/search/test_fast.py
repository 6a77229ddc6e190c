"""The fast finder against the reference: equal totals, facets, months and lists on small invented archives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Digest, Statement
from archive.search import SearchPage, SearchRequest, search
from archive.search.fast import FastFinder
from archive.search.index import counting
from archive.search.index.collect import drafted, published
from archive.search.index.parts import Parts, renewed, whole
from archive.search.index.segment import Segment, arrays_of
from archive.search.sql import SqlFinder
from archive.search.tree import Node, written

from .invented import DAYS, KNOWN, STORY, WORDS, Story, know_everything, undone, write
from .test_conditions import TREE

pytestmark = pytest.mark.django_db


def indexed() -> Parts:
    """All that is published, in one part."""
    return whole(Segment(arrays_of(drafted(published()))))


def asked_of(parts: Parts, request: SearchRequest) -> SearchPage:
    return search(request, lambda cursor, asked: FastFinder(cursor, asked, parts))


@pytest.fixture(autouse=True, params=["by story", "by value"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to count values, which the number of stories decides, on small archives."""
    if request.param == "by value":
        monkeypatch.setattr(counting, "FEW", 0)
        monkeypatch.setattr(counting, "_WORTH", 0.1)


def found(page: SearchPage) -> dict[str, Any]:
    """What both finders must agree on."""
    hits = [hit.article.pk for hit in page.hits] or [one.pk for one in page.statements]
    return {
        "total": page.total,
        "statements": page.statement_total,
        "facets": page.facets,
        "months": page.months,
        "said": [
            (hit.statement_count, hit.matching, [one.pk for one in hit.statements])
            for hit in sorted(page.hits, key=lambda hit: hit.article.pk)
        ],
        "hits": sorted(hits) if page.request.sort == "relevance" and page.pages == 1 else hits,
    }


@st.composite
def requests(draw: st.DrawFn) -> SearchRequest:
    """Questions of every kind, with filters in one of three."""
    tree: Node | None = draw(st.none() | TREE)
    chosen = {
        name: tuple(draw(st.lists(st.sampled_from(sorted(KNOWN[name])), min_size=1, max_size=2, unique=True)))
        for name in draw(st.lists(st.sampled_from(sorted(KNOWN)), max_size=2, unique=True))
    }
    return SearchRequest(
        q=written(tree),
        after=draw(st.none() | st.sampled_from([date(2026, 1, 1), *DAYS])),
        before=draw(st.none() | st.sampled_from(DAYS)),
        sort=draw(st.sampled_from(["newest", "oldest", "relevance"])),
        show=draw(st.sampled_from(["stories", "statements"])),
        per_page=draw(st.sampled_from([2, 40])),
        page=draw(st.sampled_from([1, 2])),
        **chosen,  # type: ignore[arg-type]
    )


def compare(parts: Parts, request: SearchRequest) -> None:
    if request.sort == "relevance":
        request = replace(request, per_page=40, page=1)  # the order may differ, what is found may not
    assert found(asked_of(parts, request)) == found(search(request, SqlFinder))


def turn(parts: Parts, request: SearchRequest) -> None:
    """Turns the pages to the end and back: both show the same ones, every hit once and in order."""
    shown: list[int] = []
    forth: SearchRequest | None = request.page_(1)
    pages = []
    while forth is not None:
        fast, sql = asked_of(parts, forth), search(forth, SqlFinder)
        assert found(fast) == found(sql)
        assert (fast.offset, fast.page, fast.first, fast.last) == (sql.offset, sql.page, sql.first, sql.last)
        assert fast.offset == len(shown)
        pages.append(found(fast)["hits"])
        shown += pages[-1]
        back, forth = fast.previous, fast.next
    assert len(shown) == len(set(shown)) == fast.shown_total
    assert shown == found(asked_of(parts, replace(request.page_(1), per_page=1000)))["hits"]
    for before in pages[-2::-1]:
        assert back is not None
        fast, sql = asked_of(parts, back), search(back, SqlFinder)
        assert (found(fast), found(fast)["hits"]) == (found(sql), before)
        back = fast.previous


SLOW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@SLOW
@given(st.lists(STORY, min_size=1, max_size=6), st.lists(requests(), min_size=1, max_size=3))
def test_both_find_the_same(stories: list[Story], asked: list[SearchRequest]) -> None:
    with undone():
        know_everything()
        for story in stories:
            write(story)
        parts = indexed()
        for request in asked:
            compare(parts, request)


def test_an_archive_that_was_empty() -> None:
    with undone():
        parts = indexed()
        compare(parts, SearchRequest())
        know_everything()
        parts = renewed(parts, set(Digest.objects.values_list("pk", flat=True)))
        for request in (SearchRequest(), SearchRequest(q="known"), SearchRequest(q="known", show="statements")):
            compare(parts, request)


@SLOW
@given(st.lists(STORY, min_size=1, max_size=6), st.lists(STORY, max_size=3), requests())
def test_pages_are_turned_forth_and_back(stories: list[Story], later: list[Story], asked: SearchRequest) -> None:
    with undone():
        know_everything()
        for story in stories:
            write(story)
        parts = indexed()
        for story in later:
            write(story)
        parts = renewed(parts, set(Digest.objects.order_by("-pk").values_list("pk", flat=True)[: len(later)]))
        turn(parts, replace(asked, per_page=2, sort=asked.sort if asked.sort != "relevance" else "newest"))


CHANGE = st.tuples(st.sampled_from(["publish", "withdraw", "correct", "reject", "move"]), st.integers(0, 7))


@SLOW
@given(
    st.lists(STORY, min_size=1, max_size=4),
    st.lists(st.tuples(st.lists(CHANGE, max_size=3), st.lists(STORY, max_size=2)), min_size=1, max_size=3),
    requests(),
)
def test_both_find_the_same_after_changes(
    stories: list[Story], rounds: list[tuple[list[tuple[str, int]], list[Story]]], asked: SearchRequest
) -> None:
    with undone():
        know_everything()
        for story in stories:
            write(story)
        parts = indexed()
        for changes, new in rounds:
            changed = {apply(*change) for change in changes}
            for story in new:
                write(story)
            changed |= set(Digest.objects.order_by("-pk").values_list("pk", flat=True)[: len(new)])
            parts = renewed(parts, changed)
            compare(parts, asked)


def apply(what: str, which: int) -> int:
    """Changes one of the digests; returns its id."""
    digests = list(Digest.objects.order_by("pk"))
    digest = digests[which % len(digests)]
    article = digest.articles.get()
    if what in ("publish", "withdraw"):
        digest.state = "published" if what == "publish" else "withdrawn"
        digest.slug, digest.published_at = (
            digest.slug or f"digest-{digest.pk}",
            digest.published_at or "2026-11-17T08:00Z",
        )
        digest.save()
        article.slug = article.slug or f"story-{digest.pk}"
        article.save()
    elif what == "correct":
        article.title, article.body = " ".join(WORDS[:2]), " ".join(WORDS[::-1])
        article.save()
    elif what == "reject":
        Statement.objects.filter(article=article).update(state="rejected")
        article.mentions.update(state="rejected")
    else:
        digest.date = article.date = DAYS[which % len(DAYS)]
        digest.save()
        article.save()
    return digest.pk


@settings(SLOW, max_examples=20)
@given(
    st.lists(st.lists(STORY, max_size=4), min_size=2, max_size=3),
    st.sampled_from(["newest", "oldest", "relevance"]),
    st.sampled_from(["stories", "statements"]),
    st.sampled_from(["", "zorn OR known"]),
    st.integers(1, 4),
)
def test_pages_of_several_parts_are_one_list(
    parts_of: list[list[Story]], sort: str, show: str, q: str, per_page: int
) -> None:
    """A page begins where the one before it ends, and has what PostgreSQL lists there."""
    with undone():
        know_everything()
        parts = indexed()
        for stories in parts_of:
            for story in stories:
                write(story)
            new = set(Digest.objects.order_by("-pk").values_list("pk", flat=True)[: len(stories)])
            parts = (*parts, *renewed(parts[:1], new)[1:])
        request = SearchRequest(q=q, sort=sort, show=show)
        whole = listed(asked_of(parts, replace(request, per_page=100)))
        count = max(1, -(-len(whole) // per_page))
        pages = [replace(request, per_page=per_page, page=page) for page in range(1, count + 1)]
        assert [key for page in pages for key in listed(asked_of(parts, page))] == whole
        if sort != "relevance" or not q:
            assert whole == listed(search(replace(request, per_page=100), SqlFinder))


def listed(page: SearchPage) -> list[int]:
    return [hit.article.pk for hit in page.hits] or [one.pk for one in page.statements]
