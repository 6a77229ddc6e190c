"""The queue's jobs: waiting, running, done, failed with the reason, and a way to run a failed one again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from archive.ingest import jobs as queue
from archive.models import Digest

_A_PAGE = 50
# What an editor calls a state -> its word, the tag it wears, and the queue's own states.
STATES: dict[str, tuple[Promise, str, tuple[str, ...]]] = {
    "waiting": (gettext_lazy("Waiting"), "", ("todo",)),
    "running": (gettext_lazy("Running"), "tag--doubt", ("doing",)),
    "failed": (gettext_lazy("Failed"), "tag--stop", ("failed", "cancelled", "aborted")),
    "done": (gettext_lazy("Done"), "tag--good", ("succeeded",)),
}
_NAMES = {
    "look_after": gettext_lazy("Look after the queue"),
    "merge": gettext_lazy("Merge two records"),
    "undo": gettext_lazy("Put back a change"),
    "watch": gettext_lazy("Look into the watched folder"),
    "import": gettext_lazy("Take in an archive of files"),
    "undo_import": gettext_lazy("Undo an import"),
    "rule": gettext_lazy("Apply a rule to the past"),
    "reading": gettext_lazy("Read the archive again"),
    "index": gettext_lazy("Bring the search index up to date"),
}


@dataclass(frozen=True, slots=True)
class Job:
    """One job as the page shows it."""

    id: int
    name: str
    state: str
    word: Promise
    tag: str
    attempts: int
    at: datetime | None
    reason: str
    digest: Digest | None

    @property
    def can_be_retried(self) -> bool:
        return self.state == "failed"


@require_safe
@never_cache
@permission_required("procrastinate.view_procrastinatejob", raise_exception=True)
def jobs(request: HttpRequest) -> HttpResponse:
    """The page: ?state= waiting, running, failed or done; ?page=. Housekeeping that went well is left out."""
    state = request.GET.get("state", "")
    rows = ProcrastinateJob.objects.exclude(task_name__in=["look_after", "watch"], status="succeeded")
    counts = dict(rows.order_by().values_list("status").annotate(Count("pk")))
    tabs = [(name, word, sum(counts.get(s, 0) for s in states)) for name, (word, _tag, states) in STATES.items()]
    if state in STATES:
        rows = rows.filter(status__in=STATES[state][2])
    page = Paginator(rows.order_by("-id"), _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "desk": True,
        "page": page,
        "jobs": _as_shown(page),
        "tabs": tabs,
        "state": state if state in STATES else "",
        "total": sum(counts.values()),
        "query": f"state={state}&" if state in STATES else "",
        "may_retry": request.user.has_perm("archive.change_digest"),
    }
    return render(request, "desk/jobs.html", context)


@require_POST
@permission_required(["procrastinate.view_procrastinatejob", "archive.change_digest"], raise_exception=True)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Run a failed job again, now."""
    job = get_object_or_404(ProcrastinateJob, pk=pk)
    if job.status in STATES["failed"][2]:
        queue.retry(job.pk)
        messages.success(request, _("Job %(id)d waits to be run again.") % {"id": job.pk})
    else:
        messages.warning(request, _("Job %(id)d did not fail; there is nothing to try again.") % {"id": job.pk})
    return redirect("admin:jobs")


def _as_shown(page: Page[Any]) -> list[Job]:
    """The page's jobs with their digests and the time of their last event, in two queries."""
    ids = {job.pk: job.args.get("digest_id") for job in page}
    digests = Digest.objects.light().in_bulk([pk for pk in ids.values() if isinstance(pk, int)])
    last = dict(ProcrastinateEvent.objects.filter(job__in=list(ids)).order_by("job", "at").values_list("job", "at"))
    return [_job(row, digests.get(ids[row.pk] or 0), last.get(row.pk)) for row in page]


def _job(row: Any, digest: Digest | None, at: datetime | None) -> Job:
    state = next((name for name, (_word, _tag, states) in STATES.items() if row.status in states), "failed")
    word, tag, _states = STATES[state]
    return Job(
        id=row.pk,
        name=_("Read %(file)s") % {"file": digest.filename}
        if digest
        else str(_NAMES.get(row.task_name, row.task_name)),
        state=state,
        word=word,
        tag=tag,
        attempts=row.attempts,
        at=at,
        reason=_reason(row, digest) if state == "failed" else "",
        digest=digest,
    )


def _reason(row: Any, digest: Digest | None) -> str:
    """Why a job failed: what its digest says, or what is known of the job itself."""
    if row.status != "failed":
        return _("It was stopped before it was done.")
    if digest and digest.failure:
        return digest.failure
    if row.args.get("digest_id") and digest is None:
        return _("Its digest is no longer there.")
    return _("It failed without a reason of its own; the log has the details.")
