"""The queue's tasks. Each is safe to run twice: a job whose worker was killed is run again."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.models import User
from django.db import OperationalError, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from archive.ingest import bulk, fixing, intake, merging, readings, undoing, watching
from archive.models import ChangeSet, Digest, Import, Organization, Person, Reading, Rule

log = logging.getLogger(__name__)

STALLED_AFTER = 30.0  # seconds without a sign of life from a job's worker, which gives one every ten
FORGOTTEN_AFTER = timedelta(minutes=1)  # a digest that was received and that no job speaks of


class NotUnderstood(Exception):
    """A digest could not be read or parsed; the message is the reason that the digest's page shows."""


def queue(digest: Digest) -> None:
    """Have the worker read and understand the digest as soon as the present transaction is committed."""
    transaction.on_commit(lambda: parse_digest.defer(digest_id=digest.pk))


def retry(job_id: int) -> None:
    """Run a failed job again, now. Raises procrastinate's exceptions when there is no such job."""
    app.job_manager.retry_job_by_id(job_id, retry_at=datetime.now(UTC))


@app.task(
    name="parse_digest",
    queue="digests",
    retry=RetryStrategy(max_attempts=3, wait=5, retry_exceptions={OperationalError}),
)
def parse_digest(*, digest_id: int) -> str:
    """Read and understand one digest and queue what was attached to it; returns its new state.

    Raises NotUnderstood so that the job counts as failed. A digest that is gone is nothing to do.
    """
    digest = Digest.objects.light().filter(pk=digest_id).first()
    if digest is None:
        return "gone"
    digest = intake.understand(digest)
    for attachment in digest.attachments.light().filter(state=Digest.State.RECEIVED):
        queue(attachment)
    if digest.state == Digest.State.FAILED:
        raise NotUnderstood(digest.failure)
    return digest.state


def merge_later(kind: str, stays: int, goes: int, who: int) -> None:
    """Have the worker merge two records, after the present transaction: of those in very many stories."""
    transaction.on_commit(lambda: merge.defer(kind=kind, stays=stays, goes=goes, who=who))


def undo_later(changeset: int, who: int) -> None:
    """Have the worker put back a change set that changed very many rows, all that nobody changed since."""
    transaction.on_commit(lambda: undo.defer(changeset=changeset, who=who))


@app.task(name="merge", queue="names")
def merge(*, kind: str, stays: int, goes: int, who: int) -> str:
    """Merge two people ("person") or organizations by their ids. What was merged already is nothing to do."""
    model: type[Person | Organization] = Person if kind == "person" else Organization
    two = model._default_manager.in_bulk([stays, goes])
    if len(two) < 2:
        return "gone"
    merging.merge(two[stays], two[goes], who=User.objects.filter(pk=who).first())
    return "merged"


@app.task(name="undo", queue="names")
def undo(*, changeset: int, who: int) -> str:
    """Put back a change set by its id. What was undone already is nothing to do."""
    change = ChangeSet.objects.filter(pk=changeset, undone_by=None).first()
    if change is None:
        return "undone already"
    undoing.undo(change, who=User.objects.filter(pk=who).first(), partly=True)
    return "undone"


def read_archive_again(reading: Reading) -> None:
    """Have the worker go on with a reading, after the present transaction."""
    transaction.on_commit(lambda: go_on_reading.configure(lock="reading").defer(reading_id=reading.pk))


def apply_rule(rule: Rule) -> None:
    """Have the worker go through the past with a rule, after the present transaction."""
    transaction.on_commit(lambda: go_on_with_rule.configure(lock=f"rule-{rule.pk}").defer(rule_id=rule.pk))


def take_in(import_: Import) -> None:
    """Have the worker go on with an import, after the present transaction."""
    transaction.on_commit(lambda: go_on_with_import.configure(lock=f"import-{import_.pk}").defer(import_id=import_.pk))


def take_out_later(import_: Import, who: int) -> None:
    """Have the worker take out what an import brought in, after the present transaction."""
    transaction.on_commit(lambda: take_out.configure(lock=f"import-{import_.pk}").defer(import_id=import_.pk, who=who))


@app.task(name="import", queue="digests")
def go_on_with_import(*, import_id: int) -> str:
    """One step of an import: some files are received and queued to be read; then the next step is queued."""
    import_ = Import.objects.defer("packed").filter(pk=import_id).first()
    if import_ is None:
        return "gone"
    new, more = bulk.take_some(import_)
    for digest in new:
        queue(digest)
    if more:
        take_in(import_)
        return "going on"
    return "done"


@app.task(name="undo_import", queue="digests")
def take_out(*, import_id: int, who: int) -> str:
    """Take out what an import brought in and nobody has worked on."""
    import_ = Import.objects.defer("packed").filter(pk=import_id).first()
    if import_ is None:
        return "gone"
    bulk.undo(import_, who=User.objects.filter(pk=who).first())
    return "done"


@app.task(name="rule", queue="names")
def go_on_with_rule(*, rule_id: int) -> str:
    """One step of a rule through the past, then the next one is queued."""
    rule = Rule.objects.filter(pk=rule_id).first()
    if rule is None:
        return "gone"
    if fixing.apply_some(rule):
        apply_rule(rule)
        return "going on"
    return "done"


@app.task(name="reading", queue="readings")
def go_on_reading(*, reading_id: int) -> str:
    """One step of comparing or applying a reading, then the next one is queued: other work comes in between."""
    reading = Reading.objects.filter(pk=reading_id).first()
    if reading is None:
        return "gone"
    step = readings.apply_some if reading.state == Reading.State.APPLYING else readings.compare_some
    if step(reading):
        read_archive_again(reading)
    return Reading.objects.get(pk=reading_id).state


@app.periodic(cron="* * * * *")
@app.task(name="look_after", queue="care", queueing_lock="look_after")
async def look_after(timestamp: int) -> None:
    """Each minute: run again the jobs whose worker died, and queue the digests that no job speaks of."""
    await retry_stalled(STALLED_AFTER)
    await sync_to_async(queue_forgotten)()
    await sync_to_async(queue_forgotten_work)()


@app.periodic(cron="* * * * *")
@app.task(name="watch", queue="care", queueing_lock="watch")
async def watch(timestamp: int) -> None:
    """Each minute: take in what lies in the watched folder, where there is one."""
    if settings.WATCH_FOLDER:
        await sync_to_async(take_from_folder)(Path(settings.WATCH_FOLDER))


def take_from_folder(folder: Path) -> int:
    """Take in the whole files of a folder and queue their reading; returns how many digests are new."""
    taken = watching.look(folder)
    for digest in taken.new:
        queue(digest)
    return len(taken.new)


async def retry_stalled(seconds: float) -> int:
    """Put the jobs back into the queue whose worker gave no sign of life for `seconds`; returns how many."""
    jobs = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds))
    for job in jobs:
        log.warning("job %s (%s) lost its worker and is run again", job.id, job.task_name)
        await app.job_manager.retry_job(job)
    return len(jobs)


def queue_forgotten_work() -> None:
    """Queue the readings, rules and imports that are under way and that no job speaks of."""
    states = [Reading.State.RUNNING, Reading.State.APPLYING]
    for reading in Reading.objects.filter(state__in=states).exclude(pk__in=_spoken_of("reading", "reading_id")):
        read_archive_again(reading)
    for rule in Rule.objects.filter(going=True).exclude(pk__in=_spoken_of("rule", "rule_id")):
        apply_rule(rule)
    under_way = Import.objects.defer("packed").filter(state=Import.State.RUNNING)
    for import_ in under_way.exclude(pk__in=_spoken_of("import", "import_id")):
        take_in(import_)


def queue_forgotten() -> int:
    """Queue the digests that were received a while ago and that no waiting or running job is for; returns how many."""
    before = datetime.now(UTC) - FORGOTTEN_AFTER
    received = Digest.objects.light().filter(state=Digest.State.RECEIVED, received_at__lt=before)
    digests = received.exclude(pk__in=_spoken_of("parse_digest", "digest_id"))
    for digest in digests:
        queue(digest)
    return len(digests)


def _spoken_of(task: str, argument: str) -> set[int]:
    """What the waiting and running jobs of a task are for."""
    jobs = ProcrastinateJob.objects.filter(task_name=task, status__in=["todo", "doing"])
    return {args[argument] for args in jobs.values_list("args", flat=True) if argument in args}
