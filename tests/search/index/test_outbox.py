"""Which digests the database says were changed, table by table, and what tells one database from another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

import psycopg
import pytest
from django.db import connection, models

from archive.models import (
    FACTS,
    Article,
    ArticleSource,
    ArticleTopic,
    Digest,
    Mention,
    Role,
    Section,
    Series,
    Statement,
)
from archive.search.index import outbox
from tests import factories as make

from .made import wait_for_others

pytestmark = pytest.mark.django_db

TEXT = "zorn quil"


def versions() -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest_id, version FROM archive_digestchange")
        return dict(cursor.fetchall())


def changed(act: Callable[[], Any]) -> set[int]:
    """The digests that something changed, as the database says."""
    before = versions()
    act()
    return {digest for digest, version in versions().items() if version != before.get(digest)}


def row(model: type[models.Model], article: Article, words: str = "zorn") -> Any:
    """A row of a story's own; each of the story's two words makes another one."""
    at = TEXT.index(words) + 8
    rows: dict[type[models.Model], Callable[[], Any]] = {
        Digest: lambda: article.digest,
        Section: lambda: Section.objects.create(digest=article.digest, position=at, heading="Grain", slug="grain"),
        Article: lambda: make.make_article(article.digest, position=at, slug=f"{words}-{article.pk}"),
        Statement: lambda: make.make_statement(article, words),
        Mention: lambda: make.make_mention(article, words, country=make.make_country()),
        Role: lambda: make.make_role(article, words, make.make_person()),
        ArticleSource: lambda: make.link_source(article, make.make_source(words), words),
        ArticleTopic: lambda: make.link_topic(article, make.make_topic(words), words),
    }
    return rows[model]()


CHANGED: dict[type[models.Model], dict[str, Any]] = {
    Digest: {"state": "withdrawn"},
    Section: {"slug": "wheat"},
    Article: {"title": "brack"},
    **{model: {"state": "rejected"} for model in FACTS},
}


def stories() -> list[Article]:
    """Two stories, each of its own digest."""
    return [make.make_article(make.make_digest(f"{TEXT}\n\n{n}"), slug=f"story-{n}") for n in range(2)]


@pytest.mark.parametrize("model", CHANGED, ids=lambda model: model.__name__)
def test_every_change_to_a_row_tells_its_digest(model: type[models.Model]) -> None:
    article, _other = stories()
    made: list[Any] = []
    inserted = changed(lambda: made.append(row(model, article)))
    assert inserted == (set() if model is Digest else {article.digest_id})
    rows = model._default_manager.filter(pk=made[0].pk)
    assert changed(lambda: rows.update(**CHANGED[model])) == {article.digest_id}
    assert changed(lambda: made[0].save()) == {article.digest_id}
    assert changed(lambda: rows.delete()) == {article.digest_id}


@pytest.mark.parametrize("model", CHANGED, ids=lambda model: model.__name__)
def test_changes_to_many_rows_tell_each_digest_once(model: type[models.Model]) -> None:
    articles = stories()
    digests = {article.digest_id for article in articles}
    for article in articles:
        row(model, article, "zorn")
        row(model, article, "quil")
    before = versions()
    rows = model._default_manager.filter(**({"pk__in": digests} if model is Digest else {}))
    assert changed(lambda: rows.update(**CHANGED[model])) == digests
    after = versions()
    assert {digest: after[digest] - before[digest] for digest in digests} == dict.fromkeys(digests, 1)


def test_a_new_digest_is_told() -> None:
    digests: list[Digest] = []
    told = changed(lambda: digests.append(make.make_digest()))
    assert told == {digests[0].pk}


def test_what_readers_are_not_shown_by_digest_is_not_told() -> None:
    stories()

    def act() -> None:
        make.make_person("Henrik Aldane")
        Series.objects.update(name="Evening desk")
        Mention.objects.filter(state="proposed").update(state="rejected")  # there is none

    assert changed(act) == set()


@pytest.mark.parametrize("name", ["person", "organization", "source", "topic", "country"])
def test_a_changed_name_is_told(name: str) -> None:
    named = getattr(make, f"make_{name}")()
    assert changed(lambda: type(named).objects.filter(pk=named.pk).update(name="Another")) == {outbox.NAMES}
    assert changed(lambda: type(named).objects.filter(pk=named.pk).delete()) == {outbox.NAMES}


@pytest.mark.django_db(transaction=True)
def test_a_position_is_the_oldest_transaction_that_runs() -> None:
    article, other = stories()
    wait_for_others()
    with closing(connection.copy()) as second, connection.cursor() as cursor:
        second.set_autocommit(False)
        with second.cursor() as late:
            late.execute("UPDATE archive_article SET title = 'brack' WHERE id = %s", [article.pk])
        Article.objects.filter(pk=other.pk).update(title="brack")
        position = outbox.now(cursor)
        assert outbox.changes(cursor, position) == (position, {other.digest_id: versions()[other.digest_id]})
        second.commit()
        found = outbox.changes(cursor, position)
        assert found.versions == {key: versions()[key] for key in (article.digest_id, other.digest_id)}
        assert found.position >= position  # another test's transaction may hold it back


@pytest.mark.django_db(transaction=True)
def test_changes_of_another_servers_future_are_none() -> None:
    article, other = stories()
    with connection.cursor() as cursor:
        all_of_them = outbox.changes(cursor, 0).versions
        cursor.execute(
            "UPDATE archive_digestchange SET xact = '999999999999' WHERE digest_id = %s", [article.digest_id]
        )
        assert outbox.changes(cursor, 0).versions == {
            key: version for key, version in all_of_them.items() if key != article.digest_id
        }
    assert {article.digest_id, other.digest_id} <= set(all_of_them)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_was_restored_is_another_one() -> None:
    """Under the same name, on the same server: dropped and made anew, or one whose tables were."""
    given = {**connection.get_connection_params(), "autocommit": True}
    given.pop("cursor_factory")
    tables = "CREATE TABLE archive_digestchange ()"
    told = []
    with psycopg.connect(**given) as server:
        name = f"{server.info.dbname}_restored"
        try:
            for _ in range(2):
                server.execute(f"DROP DATABASE IF EXISTS {name}")
                server.execute(f"CREATE DATABASE {name}")
                with psycopg.connect(**{**given, "dbname": name}) as restored, restored.cursor() as cursor:
                    cursor.execute(tables)
                    told += [outbox.database(cursor), outbox.database(cursor)]  # type: ignore[arg-type]
                    cursor.execute(f"DROP TABLE archive_digestchange; {tables}")
                    told.append(outbox.database(cursor))  # type: ignore[arg-type]
        finally:
            server.execute(f"DROP DATABASE IF EXISTS {name}")
    assert [told.index(one) for one in told] == [0, 0, 2, 3, 3, 5]
