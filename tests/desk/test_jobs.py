"""The page of the queue's jobs."""

import pytest
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from archive.ingest import jobs
from archive.models import Digest
from tests import factories as make

pytestmark = pytest.mark.django_db
PAGE = "admin:jobs"


@pytest.fixture
def put_job():
    """A job for a digest, in a state of the queue."""

    def put_job(digest_id, status="todo"):
        jobs.parse_digest.defer(digest_id=digest_id)
        job = ProcrastinateJob.objects.latest("id")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job.pk])
        return job.pk

    return put_job


def failed_digest(reason="It is a scanned PDF with no text."):
    digest = make.make_digest(published=False, filename="digest-1118.pdf")
    Digest.objects.filter(pk=digest.pk).update(state="failed", failure=reason)
    return digest


def shown(response):
    return [(job.name, job.state, job.reason, job.can_be_retried) for job in response.context["jobs"]]


def test_each_job_says_what_it_does_and_why_it_failed(editor_client, put_job):
    read = make.make_digest(published=False, filename="good.txt")
    failed = failed_digest()
    put_job(read.pk, "succeeded")
    put_job(failed.pk, "failed")
    put_job(999_999, "failed")
    put_job(read.pk, "doing")
    assert shown(editor_client.get(reverse(PAGE))) == [
        ("Read good.txt", "running", "", False),
        ("parse_digest", "failed", "Its digest is no longer there.", True),
        ("Read digest-1118.pdf", "failed", "It is a scanned PDF with no text.", True),
        ("Read good.txt", "done", "", False),
    ]


def test_the_tabs_count_and_filter(editor_client, put_job):
    digest = make.make_digest(published=False, filename="a.txt")
    for status in ("todo", "todo", "failed", "aborted", "succeeded"):
        put_job(digest.pk, status)
    page = editor_client.get(reverse(PAGE), {"state": "failed"})
    assert [(name, count) for name, _word, count in page.context["tabs"]] == [
        ("waiting", 2), ("running", 0), ("failed", 2), ("done", 1),
    ]  # fmt: skip
    assert [job.state for job in page.context["jobs"]] == ["failed", "failed"]


@pytest.mark.parametrize("query", ["state=nonsense", "page=-1", "page=999", "page=x", "state=%00"])
def test_a_bad_query_shows_what_there_is(editor_client, put_job, query):
    put_job(make.make_digest().pk)
    assert len(editor_client.get(f"{reverse(PAGE)}?{query}").context["jobs"]) == 1


def test_the_page_asks_as_much_for_three_jobs_as_for_one(editor_client, put_job, django_assert_max_num_queries):
    for _number in range(3):
        put_job(make.make_digest().pk)
    with django_assert_max_num_queries(11):
        editor_client.get(reverse(PAGE))


def test_the_pages_are_paged(editor_client, put_job):
    digest = make.make_digest()
    for _number in range(51):
        put_job(digest.pk)
    assert len(editor_client.get(reverse(PAGE), {"page": 2}).context["jobs"]) == 1


def test_a_failed_job_is_run_again(editor_client, put_job):
    job = put_job(failed_digest().pk, "failed")
    response = editor_client.post(reverse("admin:retry_job", args=[job]), follow=True)
    assert ProcrastinateJob.objects.get(pk=job).status == "todo"
    assert f"Job {job} waits to be run again." in response.content.decode()


def test_a_job_that_did_not_fail_is_left_alone(editor_client, put_job):
    job = put_job(make.make_digest().pk, "succeeded")
    editor_client.post(reverse("admin:retry_job", args=[job]))
    assert ProcrastinateJob.objects.get(pk=job).status == "succeeded"
    assert editor_client.post(reverse("admin:retry_job", args=[10**9])).status_code == 404
    assert editor_client.get(reverse("admin:retry_job", args=[job])).status_code == 405
