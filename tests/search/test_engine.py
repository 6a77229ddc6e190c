"""Who answers a question: the index where it can, PostgreSQL where it cannot, and the same from both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from archive.ingest import review
from archive.search import SearchRequest, SearchTimeout, engine, facet, overview, search, sitting, total
from archive.search.index.collect import drafted, published
from archive.search.index.follow import Follower
from archive.search.index.lists import Arrays
from archive.search.index.segment import arrays_of
from archive.search.sql import SqlFinder
from tests.factories import link_topic, make_article, make_digest, make_topic

from .index.made import keep, wait_for_others
from .index.test_follow import ASKED, story
from .test_fast import found

pytestmark = pytest.mark.django_db(transaction=True)  # what is not committed when an index is kept is read again

# How damaged arrays break, though every byte is as it was written, and which questions notice.
DAMAGE = {
    "days": (ASKED[0], "IndexError"),
    "has.people.ends": (ASKED[1], "IndexError"),
    "text.places_at": (ASKED[2], "IndexError"),
}


@pytest.fixture
def root(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process has its index; it is switched on."""
    settings.SEARCH_INDEX = True
    monkeypatch.setattr(engine, "follower", Follower(tmp_path / "index", ["true"]))
    return tmp_path / "index"


@pytest.fixture(autouse=True)
def _built(root: Path) -> Iterator[None]:
    yield
    if engine.follower._builder is not None:
        engine.follower._builder.wait(10)


def agree() -> None:
    for request in ASKED:
        assert found(search(request)) == found(search(request, SqlFinder))


def damaged(name: str) -> Arrays:
    arrays = arrays_of(drafted(published()))
    return {**arrays, name: arrays[name][:0]}


def test_the_index_answers_and_follows(root: Path) -> None:
    article = story()
    keep(root)
    agree()
    assert engine.index_status() == "index, 1 stories"
    review.withdraw(article.digest, who=None)
    assert (search(SearchRequest()).total, total(SearchRequest()), engine.index_status()) == (0, 0, "index, 0 stories")
    review.publish(article.digest, who=None)
    assert (search(SearchRequest()).total, total(SearchRequest()), engine.index_status()) == (1, 1, "index, 1 stories")


def test_without_an_index_postgresql_answers(root: Path) -> None:
    story()
    agree()
    assert engine.index_status() == "PostgreSQL: there is none yet"


def test_the_index_can_be_switched_off(root: Path, settings: Settings) -> None:
    settings.SEARCH_INDEX = False
    story()
    keep(root, damaged("days"))
    agree()
    assert engine.index_status() == "PostgreSQL: the index is switched off"
    assert engine.follower.problem == "it was not opened yet"


@pytest.mark.parametrize("name", DAMAGE)
def test_a_finder_that_fails_in_the_midst_of_a_question(
    name: str, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    story()
    story("zorn quil")
    wait_for_others()
    keep(root, damaged(name))
    request, fault = DAMAGE[name]
    assert search(request) == search(request, SqlFinder)
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("ERROR", "the search index failed"),
        ("WARNING", f"search is answered by PostgreSQL, without the index: {engine.follower.problem}"),
    ]
    assert engine.follower.problem.startswith(fault)
    assert engine.index_status() == f"PostgreSQL: {engine.follower.problem}"
    agree()
    assert len(caplog.records) == 2
    keep(root)
    agree()
    assert engine.index_status() == "index, 2 stories"


def test_notes_of_the_failing_finder_are_not_said_twice(root: Path) -> None:
    story()
    keep(root, damaged("has.people.ends"))
    request = SearchRequest(q="zorn", page=7, topics=("no-such",))
    assert search(request).notes == search(request, SqlFinder).notes
    assert engine.follower.problem.startswith("IndexError")


def test_a_facet_and_a_total_are_answered_by_postgresql_too(root: Path) -> None:
    article = story()
    link_topic(article, make_topic(), "zorn")
    keep(root, damaged("has.topics.ends"))
    assert [(value.slug, value.count) for value in facet(SearchRequest(), "topics").values] == [("shipping", 1)]
    assert engine.follower.problem.startswith("IndexError")
    assert total(SearchRequest(q="quil")) == 1


@pytest.mark.parametrize("indexed", [True, False])
def test_an_overview_counts_what_the_page_counts(root: Path, indexed: bool) -> None:
    article = story()
    link_topic(article, make_topic(), "zorn")
    story("other words")
    if indexed:
        keep(root)
    for request in (SearchRequest(), SearchRequest(q="zorn"), SearchRequest(topics=("shipping",))):
        page, found = search(request), overview(request, ("topics", "sources"))
        assert (found.total, found.statement_total, found.months) == (page.total, page.statement_total, page.months)
        assert list(found.facets) == ["topics", "sources"]
        assert found.facets["topics"] == next(one for one in page.facets if one.name == "topics")
    assert overview(SearchRequest()).facets == {}
    assert engine.index_status() == ("index, 2 stories" if indexed else "PostgreSQL: there is none yet")


@contextmanager
def locked(table: str) -> Iterator[None]:
    """Nobody can read a table."""
    with closing(connection.copy()) as other:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()


def test_a_question_that_takes_too_long_is_no_damage(root: Path, settings: Settings) -> None:
    settings.SEARCH_TIMEOUT_MS = 80
    article = story()
    keep(root)
    agree()
    review.rename_story(article, who=None, title="brack")
    # While the outbox is looked through, while a digest is read again, and while the finder asks for names.
    for table in ("archive_digestchange", "archive_statement", "archive_country"):
        with locked(table), pytest.raises(SearchTimeout):
            search(SearchRequest())
        assert (engine.follower.problem, engine.follower.stories) == ("", 1)
    agree()
    assert engine.index_status() == "index, 1 stories"


def test_a_changed_name_shows_at_the_next_question(root: Path) -> None:
    topic = make_topic("Shipping")
    link_topic(story(), topic, "zorn")
    keep(root)
    for name in ("Shipping", "Ships", "Boats"):
        topic.name = name
        topic.save()
        (facet_,) = [one for one in search(SearchRequest()).facets if one.name == "topics"]
        assert [value.name for value in facet_.values] == [name]
        agree()


def test_a_changed_heading_shows_at_the_next_question(root: Path) -> None:
    section = make_article(make_digest("zorn quil"), section="Trade").section
    keep(root)
    for heading in ("Trade", "Commerce", "Goods"):
        section.heading = heading
        section.save()
        (facet_,) = [one for one in search(SearchRequest()).facets if one.name == "sections"]
        assert [value.name for value in facet_.values] == [heading]
        agree()


def test_a_sitting_is_one_transaction_and_one_look_at_the_index(root: Path) -> None:
    story()
    keep(root)
    total(SearchRequest())
    with CaptureQueriesContext(connection) as asked, sitting():
        assert (total(SearchRequest()), total(SearchRequest()), facet(SearchRequest(), "topics").total) == (1, 1, 0)
    assert [query["sql"].split("(")[0].split()[0] for query in asked] == ["BEGIN", "SELECT", "SELECT", "COMMIT"]


def test_a_sitting_that_takes_too_long_ends_and_the_next_begins_anew(root: Path, settings: Settings) -> None:
    settings.SEARCH_TIMEOUT_MS = 80
    story()
    keep(root)
    agree()
    with locked("archive_digestchange"), pytest.raises(SearchTimeout), sitting():
        total(SearchRequest())
    with sitting():
        assert total(SearchRequest()) == 1


def test_what_is_asked_apart_may_take_too_long_within_a_sitting(root: Path, settings: Settings) -> None:
    settings.SEARCH_TIMEOUT_MS = 80
    story()
    keep(root)
    with sitting() as here, locked("archive_country"):
        with pytest.raises(SearchTimeout), transaction.atomic(), sitting():
            here.cursor.execute("SELECT * FROM archive_country")
        assert total(SearchRequest()) == 1


def test_postgresql_answers_the_rest_of_a_sitting_where_the_index_is_damaged(root: Path) -> None:
    name, (request, _fault) = next(iter(DAMAGE.items()))
    story()
    story("zorn quil")
    wait_for_others()
    keep(root, damaged(name))
    with sitting():
        assert [found(search(request)) for _turn in range(2)] == [found(search(request, SqlFinder))] * 2
    assert engine.index_status().startswith("PostgreSQL: ")
