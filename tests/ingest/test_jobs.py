import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from archive.ingest import jobs
from archive.models import ChangeSet, Digest, Person
from tests import factories as make
from tests.ingest.test_intake import receive

pytestmark = pytest.mark.django_db


def waiting() -> list[dict]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name="parse_digest", status="todo").order_by("id")]


def test_a_digest_is_queued_when_the_transaction_is_committed(django_capture_on_commit_callbacks):
    digest = receive().digest
    with django_capture_on_commit_callbacks(execute=True):
        jobs.queue(digest)
        assert waiting() == []
    assert waiting() == [{"digest_id": digest.pk}]


def test_the_job_understands_the_digest(reference):
    digest = receive().digest
    assert jobs.parse_digest(digest_id=digest.pk) == "in_review"


def test_a_job_for_a_digest_that_is_gone_is_nothing_to_do():
    assert jobs.parse_digest(digest_id=1) == "gone"


def test_a_digest_that_cannot_be_read_fails_its_job_with_the_reason(reference):
    digest = receive(b"\x00" * 4096, "digest.txt").digest
    with pytest.raises(jobs.NotUnderstood) as failure:
        jobs.parse_digest(digest_id=digest.pk)
    assert str(failure.value) == Digest.objects.get().failure


@pytest.mark.parametrize(("silent", "status"), [(jobs.STALLED_AFTER + 5, "todo"), (5, "doing")])
def test_a_job_whose_worker_was_killed_is_run_again(empty_queue, silent, status):
    job = jobs.parse_digest.defer(digest_id=1)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        worker = cursor.fetchone()[0]
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [worker])
        assert cursor.fetchone() == (job,)
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - %s * interval '1 second'", [silent])

    async def look() -> None:
        with app.replace_connector(app.connector.get_worker_connector()):
            async with app.open_async():
                await jobs.retry_stalled(jobs.STALLED_AFTER)

    asyncio.run(look())
    assert ProcrastinateJob.objects.get(pk=job).status == status


def test_a_digest_that_no_job_speaks_of_is_queued(django_capture_on_commit_callbacks):
    digest = receive().digest
    Digest.objects.update(received_at=datetime.now(UTC) - timedelta(minutes=5))
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.queue_forgotten() == 1
    assert waiting() == [{"digest_id": digest.pk}]
    assert jobs.queue_forgotten() == 0


def test_a_digest_that_just_came_is_not_forgotten():
    receive()
    assert jobs.queue_forgotten() == 0


def test_a_merge_and_its_undo_by_the_worker_are_safe_to_run_twice(editor):
    one, other = make.make_person(), make.make_person("Martha Velisk")
    task = {"kind": "person", "stays": one.pk, "goes": other.pk, "who": editor.pk}
    assert [jobs.merge(**task), jobs.merge(**task)] == ["merged", "gone"]
    merged = ChangeSet.objects.get(verb="merge")
    assert merged.who == editor
    undo = {"changeset": merged.pk, "who": editor.pk}
    assert [jobs.undo(**undo), jobs.undo(**undo)] == ["undone", "undone already"]
    assert list(Person.objects.order_by("pk")) == [one, other]


def test_large_work_is_queued_with_its_author(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        jobs.merge_later("person", 1, 2, editor.pk)
        jobs.undo_later(3, editor.pk)
    assert [(job.task_name, job.args) for job in ProcrastinateJob.objects.order_by("id")] == [
        ("merge", {"kind": "person", "stays": 1, "goes": 2, "who": editor.pk}),
        ("undo", {"changeset": 3, "who": editor.pk}),
    ]
