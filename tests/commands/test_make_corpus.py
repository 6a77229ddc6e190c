from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count

from archive.ingest.store import body_of
from archive.models import (
    Article,
    Digest,
    Mention,
    Organization,
    Person,
    Section,
    Series,
    Statement,
)
from benchmarks.corpus import words
from benchmarks.corpus.write import write_corpus
from tests.factories import make_digest

pytestmark = pytest.mark.django_db


def make_corpus(stories: int, seed: int = 1) -> str:
    """What the command says."""
    out = StringIO()
    call_command("make_corpus", stories=stories, seed=seed, stdout=out, verbosity=0)
    return out.getvalue()


def constraints_and_indexes() -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, indexname, indexdef FROM pg_indexes UNION ALL SELECT conrelid::regclass::text, conname,"
            " pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2, 3"
        )
        return cursor.fetchall()


def contents() -> list[list[object]]:
    """What the corpus says, without ids that depend on what the database held before."""
    return [
        list(Digest.objects.order_by("pk").values_list("pk", "slug", "text", "sha256", "published_at")),
        list(Article.objects.order_by("pk").values_list("pk", "slug", "body", "paragraphs", "section__heading")),
        list(Statement.objects.order_by("pk").values_list("start", "person__name", "unnamed", "via__name", "state")),
        list(Mention.objects.order_by("pk").values_list("start", "person__name", "organization__name", "country")),
    ]


def test_a_small_corpus_is_an_archive():
    before = constraints_and_indexes()
    assert make_corpus(50) == "50 stories written.\n"
    assert constraints_and_indexes() == before
    assert (Digest.objects.published().count(), Article.objects.published().count()) == (5, 50)
    assert set(Section.objects.values("digest").annotate(n=Count("pk")).values_list("n", flat=True)) <= {2, 3, 4}
    assert Section.objects.filter(articles=None).count() == Article.objects.filter(section__slug="").count() == 0
    assert not Person.objects.filter(mentions=None).exists()
    assert not Organization.objects.filter(mentions=None).exists()
    ends = Digest.objects.order_by("date").values_list("date", flat=True)
    assert date(2011, 10, 1) <= ends[0] <= ends[4] <= date(2026, 9, 30)


def test_every_span_is_the_passage_that_it_says():
    make_corpus(50)
    for article in Article.objects.select_related("digest"):
        text = article.digest.text
        assert text[article.start : article.end] == f"{article.title}\n\n{article.body}"
        assert body_of(text, article.paragraphs) == article.body
        assert 2 <= len(article.paragraphs) <= 4
        assert [s.text for s in article.statements.all()] == [text[s.start : s.end] for s in article.statements.all()]
        assert [r.text for r in article.roles.all()] == [text[r.start : r.end] for r in article.roles.all()]
        for mention in article.mentions.select_related("person", "organization", "country"):
            printed = text[mention.start : mention.end]
            assert printed in (mention.of.name, mention.of.name.split()[-1])
        for link in article.articlesources.select_related("source"):
            assert text[link.start : link.end] == link.source.name
        for link in article.articletopics.select_related("topic"):
            assert text[link.start : link.end] in link.topic.keywords


def test_a_person_speaks_in_a_sentence_that_names_them():
    make_corpus(50)
    spoken = list(Statement.objects.filter(person__isnull=False))
    assert len(spoken) > 30
    for said in spoken:
        assert Mention.objects.filter(
            article=said.article_id, person=said.person_id, start__gte=said.start, end__lte=said.end
        ).exists()


def test_planted_words_stand_in_the_documented_share_of_stories():
    make_corpus(2000)
    single = {word: share for word, share in words.planted().items() if " " not in word}
    assert {word: Article.objects.filter(search=word).count() for word in single} == {
        word: words.stories_with(share, 2000) for word, share in single.items()
    }
    for phrase, share in words.phrases().items():
        least = words.stories_with(share, 2000)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM archive_article WHERE search @@ phraseto_tsquery('english', %s)", [phrase]
            )
            assert least <= cursor.fetchone()[0] <= least + 5


def test_a_new_record_gets_a_free_id():
    make_corpus(50)
    assert Person.objects.create(name="Marta Velisk", slug="marta-velisk").pk == Person.objects.latest("pk").pk
    assert Person.objects.filter(slug="marta-velisk").count() == 1


def test_the_same_seed_makes_the_same_corpus_and_another_replaces_it():
    make_corpus(50)
    first = contents()
    assert make_corpus(50) == "The corpus of 50 stories with seed 1 is there already.\n"
    make_corpus(50, seed=2)
    second = contents()
    assert len(second[1]) == 50
    assert second[1] != first[1]
    make_corpus(50)
    assert contents() == first
    assert Series.objects.count() == 1


def test_a_corpus_that_was_not_finished_leaves_nothing():
    def interrupt(written: int) -> None:
        raise KeyboardInterrupt

    before = constraints_and_indexes()
    with pytest.raises(KeyboardInterrupt):
        write_corpus(50, 1, interrupt)
    assert (Digest.objects.count(), Series.objects.count()) == (0, 0)
    assert constraints_and_indexes() == before


def test_an_archive_in_use_is_refused():
    digest = make_digest()
    with pytest.raises(CommandError, match="give another DATA_DIR or DATABASE_URL"):
        make_corpus(50)
    assert list(Digest.objects.all()) == [digest]


def test_people_without_digests_are_kept_too():
    Person.objects.create(name="Marta Velisk", slug="marta-velisk")
    with pytest.raises(CommandError, match="it holds people or organizations"):
        make_corpus(50)


def test_no_stories_are_refused():
    with pytest.raises(CommandError, match="1 or more"):
        make_corpus(0)
