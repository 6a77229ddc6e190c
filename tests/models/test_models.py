"""What the database itself refuses, whoever asks."""

import hashlib

import pytest
from django.db import IntegrityError, connection, transaction

from archive.models import Alias, Article, ArticleSource, Digest, Mention, Statement
from tests.factories import (
    link_source,
    make_article,
    make_country,
    make_digest,
    make_mention,
    make_person,
    make_series,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db


def assert_refused(act, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        act()


@pytest.mark.parametrize("column", ["raw", "text", "sha256"])
def test_what_was_received_never_changes(column):
    digest = make_digest("As received.")
    value = {"raw": b"other", "text": "other", "sha256": "0" * 64}[column]
    assert_refused(
        lambda: Digest.objects.filter(pk=digest.pk).update(**{column: value}), "as received cannot be changed"
    )


def test_not_even_past_the_models():
    digest = make_digest("As received.")

    def act():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE archive_digest SET text = 'other' WHERE id = %s", [digest.pk])

    assert_refused(act, "as received cannot be changed")


def test_the_text_may_be_set_once():
    raw = b"As received."
    digest = Digest.objects.create(
        raw=raw, sha256=hashlib.sha256(raw).hexdigest(), filename="a.txt", series=make_series(), received_how="paste"
    )
    Digest.objects.filter(pk=digest.pk).update(text="As received.")
    assert_refused(lambda: Digest.objects.filter(pk=digest.pk).update(text=None), "as received cannot be changed")


def test_the_checksum_is_that_of_the_bytes():
    fields = {"raw": b"one", "filename": "a.txt", "series": make_series(), "received_how": "paste"}
    assert_refused(
        lambda: Digest.objects.create(sha256=hashlib.sha256(b"two").hexdigest(), **fields), "digest_sha256_of_raw"
    )


def test_the_same_bytes_are_kept_once():
    make_digest("As received.")
    assert_refused(lambda: make_digest("As received."), "sha256")


def test_nothing_is_published_without_a_date():
    digest = make_digest(day=None, published=False)
    assert_refused(lambda: Digest.objects.filter(pk=digest.pk).update(state="published"), "digest_published_has_date")


def test_a_failure_says_why():
    digest = make_digest(published=False)
    assert_refused(lambda: Digest.objects.filter(pk=digest.pk).update(state="failed"), "digest_failed_says_why")


def test_a_date_lies_within_reason():
    digest = make_digest(published=False)
    assert_refused(lambda: Digest.objects.filter(pk=digest.pk).update(date="9999-01-01"), "digest_date_sane")


def test_the_parser_shows_its_passage():
    article = make_article()
    assert_refused(lambda: ArticleSource.objects.create(article=article, source=make_source()), "articlesource_span")
    ArticleSource.objects.create(article=article, source=make_source(), origin="editor", state="confirmed")


def test_an_editors_word_is_no_proposal():
    article = make_article()
    assert_refused(
        lambda: ArticleSource.objects.create(article=article, source=make_source(), origin="editor"),
        "articlesource_editor_decided",
    )


def test_a_span_runs_forward():
    article = make_article()
    assert_refused(
        lambda: Mention.objects.create(article=article, person=make_person(), start=9, end=9),
        "mention_span",
    )


def test_a_statement_has_exactly_one_speaker():
    article = make_article()
    assert_refused(
        lambda: make_statement(article, "The port", person=make_person(), newspaper=make_source()),
        "statement_one_speaker",
    )
    assert_refused(lambda: make_statement(article, "The port", unnamed=""), "statement_one_speaker")


def test_a_mention_is_of_one():
    article = make_article()
    assert_refused(
        lambda: make_mention(article, "The port", person=make_person(), country=make_country()), "mention_of_one"
    )
    make_mention(article, "The port", person=make_person())
    assert_refused(lambda: make_mention(article, "The port", person=make_person()), "mention_once")


def test_a_newspaper_is_linked_once():
    article = make_article()
    link_source(article, make_source(), "The port")
    assert_refused(lambda: link_source(article, make_source(), "Monday"), "articlesource_once")


def test_an_alias_belongs_to_one_and_is_kept_once():
    person = make_person()
    assert_refused(lambda: Alias.objects.create(name="M. V.", key="m v"), "alias_of_one")
    assert_refused(lambda: Alias.objects.create(name=person.name, key="x", person=person), "alias_once")


def test_readers_see_published_and_standing_facts_only():
    seen = make_statement(make_article(make_digest("One. The port.")), "The port")
    make_statement(make_article(make_digest("Two. The port.")), "The port", state="rejected")
    make_statement(make_article(make_digest("Three. The port.", published=False)), "The port")
    assert list(Statement.objects.visible()) == [seen]


def test_a_story_is_found_by_its_words():
    article = make_article(make_digest("The port opened again."), title="Ice on the Danube")
    assert list(Article.objects.filter(search="opening").values_list("pk", flat=True)) == [article.pk]
    assert Article.objects.filter(search="Danube").get() == article
