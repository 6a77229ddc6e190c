"""A parser applied to the past: compared without a trace, taken by kind or row, and nobody's work undone."""

from __future__ import annotations

from collections import Counter

import pytest
from django.contrib.auth.models import User
from procrastinate.contrib.django.models import ProcrastinateJob

from archive.ingest import intake, jobs, ledger, names, readings, review, store, undoing
from archive.models import ArticleTopic, Digest, Fact, Mention, Organization, Person, Reading, Role, Statement
from archive.parsing import parse as parser
from tests import factories as make
from tests.ingest.test_ledger import database
from tests.ingest.test_store import TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def digest(reference: None) -> Digest:
    """Read by the present parser, then made to look as an older one left it: one statement's speaker is another, one
    role and one person are missing, one topic is too many.
    """
    series = make.make_series()
    kept = intake.receive(raw=TEXT.encode(), filename="a.txt", series=series, how=Digest.Received.PASTE, who=None)
    digest = intake.understand(kept.digest)
    assert set(Statement.objects.values_list("person__name", flat=True)) == {"Marta Velisk", "Henrik Aldane"}
    older = Statement.objects.filter(person__name="Marta Velisk").order_by("start").first()
    Statement.objects.filter(pk=older.pk).update(person=names.make_person("Liina Kask"))
    Role.objects.all().delete()
    first = digest.articles.order_by("position").first()
    ArticleTopic.objects.create(
        article=first, topic=make.make_topic("Beekeeping"), start=first.start, end=first.end, confidence=0.5, rule="old"
    )
    return digest


def compared(editor: User | None = None) -> Reading:
    reading = readings.start(who=editor)
    while readings.compare_some(reading):
        pass
    reading.refresh_from_db()
    return reading


def applied(reading: Reading) -> Reading:
    while readings.apply_some(reading):
        pass
    reading.refresh_from_db()
    return reading


def test_comparing_tells_by_kind_and_changes_nothing(digest: Digest, editor: User) -> None:
    before = database()
    reading = compared(editor)
    assert database() == before
    assert (reading.state, reading.read, reading.digests, reading.failed) == ("ready", 1, 1, 0)
    assert readings.counts(reading) == Counter({"speaker": 1, "role-new": 1, "topic-gone": 1})
    told = reading.differences.get(kind="speaker")
    assert told.before.startswith("Liina Kask → The Harbour Gazette (quoted): ")
    assert told.after.startswith("Marta Velisk → The Harbour Gazette (quoted): ")


def test_one_kind_is_taken_as_one_change_set_and_undone(digest: Digest, editor: User) -> None:
    before = database()
    reading = compared(editor)
    assert readings.take(reading, kinds=["speaker", "disagrees"], who=editor) == 1
    reading = applied(reading)
    assert set(Statement.objects.values_list("person__name", flat=True)) == {"Marta Velisk", "Henrik Aldane"}
    assert (Role.objects.count(), ArticleTopic.objects.filter(topic__name="Beekeeping").count()) == (0, 1)
    change = reading.changeset
    assert (reading.state, change.who, change.verb) == ("applied", editor, "reading")
    assert set(change.changes.values_list("kind", flat=True)) == {"statement"}
    assert list(reading.differences.filter(applied=True).values_list("kind", flat=True)) == ["speaker"]
    undoing.undo(change, who=editor)
    assert database() == before


def test_single_rows_are_taken(digest: Digest, editor: User) -> None:
    reading = compared(editor)
    row = reading.differences.get(kind="topic-gone")
    assert readings.take(reading, keys=[row.pk], who=editor) == 1
    applied(reading)
    assert not ArticleTopic.objects.filter(topic__name="Beekeeping").exists()
    assert Role.objects.count() == 0
    assert readings.counts(compared()) == Counter({"speaker": 1, "role-new": 1})


def test_what_an_editor_decided_stands_and_is_told(digest: Digest, editor: User) -> None:
    wrong = Statement.objects.get(person__name="Liina Kask")
    review.confirm(wrong, who=editor)
    topic = ArticleTopic.objects.get(topic__name="Beekeeping")
    review.reject(topic, who=editor)
    reading = compared(editor)
    assert readings.counts(reading) == Counter({"role-new": 1, "disagrees": 1})
    readings.take(reading, kinds=["role-new", "disagrees"], who=editor)
    applied(reading)
    wrong.refresh_from_db()
    assert (wrong.state, wrong.person.name) == (Fact.State.CONFIRMED, "Liina Kask")
    assert Role.objects.count() == 1


def test_names_that_only_the_rest_would_need_are_not_left_behind(digest: Digest, editor: User) -> None:
    Mention.objects.filter(person__name="Henrik Aldane").delete()
    Statement.objects.filter(person__name="Henrik Aldane").delete()
    Person.objects.filter(name="Henrik Aldane").delete()
    reading = compared(editor)
    assert readings.counts(reading)["person-new"] == 1
    readings.take(reading, kinds=["topic-gone"], who=editor)
    applied(reading)
    assert not Person.objects.filter(name="Henrik Aldane").exists()
    assert Organization.objects.count() == Organization.objects.filter(mentions__isnull=False).distinct().count()


def test_the_worker_goes_on_step_by_step(digest: Digest, editor: User, monkeypatch: pytest.MonkeyPatch,
                                         django_capture_on_commit_callbacks) -> None:  # fmt: skip
    monkeypatch.setattr(readings, "AT_ONCE", 1)
    other = make.make_digest(published=True)
    make.make_article(other)
    reading = readings.start(who=editor)
    states = []
    with django_capture_on_commit_callbacks(execute=True):
        jobs.read_archive_again(reading)
    while job := ProcrastinateJob.objects.filter(task_name="reading", status="todo").first():
        ProcrastinateJob.objects.filter(pk=job.pk)._raw_delete("default")
        with django_capture_on_commit_callbacks(execute=True):
            states.append(jobs.go_on_reading(**job.args))
    assert states == ["running", "running", "ready"]
    assert jobs.go_on_reading(reading_id=99999) == "gone"
    jobs.queue_forgotten_work()
    assert not ProcrastinateJob.objects.filter(task_name="reading", status="todo").exists()


def test_only_one_at_a_time_and_nothing_without_a_choice(digest: Digest, editor: User) -> None:
    reading = readings.start(who=editor)
    with pytest.raises(review.NotPossible, match="already"):
        readings.start(who=editor)
    with pytest.raises(review.NotPossible, match="not ready"):
        readings.take(reading, kinds=["speaker"], who=editor)
    readings.drop(reading)
    assert readings.compare_some(reading) is False
    reading = compared(editor)
    with pytest.raises(review.NotPossible, match="Choose"):
        readings.take(reading, kinds=["disagrees"], who=editor)
    with pytest.raises(review.NotPossible, match="Choose"):
        readings.take(reading, who=editor)


def test_a_digest_that_cannot_be_compared_is_counted_and_the_rest_is(digest: Digest, editor: User) -> None:
    broken = make.make_digest(published=True)
    article = make.make_article(broken)
    type(article).objects.filter(pk=article.pk).update(paragraphs=[[0, 1], [5, 9]], start=3)
    with ledger.recorded("x"):
        reading = compared(editor)
    assert (reading.state, reading.read) == ("ready", 2)
    assert readings.counts(reading)["speaker"] == 1


def test_the_same_parse_again_makes_no_name_twice(digest: Digest) -> None:
    """Of two organizations that bear one name the digest's own is taken."""
    own = Organization.objects.get(name="Port Institute")
    names.make_organization("Port Institute")
    parsed = parser.parse(TEXT, known=intake.known_names(TEXT), outline=store.outline_of(digest))
    store.keep_parse(digest, parsed, version="2")
    assert set(Mention.objects.filter(organization__isnull=False).values_list("organization", flat=True)) == {own.pk}
    assert Organization.objects.filter(name="Port Institute").count() == 2


def test_read_again_at_once_nothing_differs_and_no_doubt_goes_by_itself(reference: None) -> None:
    for _number in range(2):
        names.make_person("Marta Velisk")
    for number in range(2):
        raw = TEXT.replace("quota", f"quota of {number}").encode()
        intake.understand(
            intake.receive(
                raw=raw, filename="a.txt", series=make.make_series(), how=Digest.Received.PASTE, who=None
            ).digest
        )
    doubtful = Mention.objects.filter(person__name="Marta Velisk").values_list("pk", "confidence").order_by("pk")
    before = list(doubtful)
    assert {confidence for _pk, confidence in before} == {0.4}
    assert readings.counts(compared()) == Counter()
    for digest in Digest.objects.all():
        intake.understand(digest)
    assert list(doubtful) == before
