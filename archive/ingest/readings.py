"""A parser applied to the past: compared with what is stored, looked at, and taken by kind or row by row.

Comparing and applying go on from where they stopped, some digests at a time, so that other work comes in between. What
an editor confirmed or rejected is never changed. All that is applied is one change set.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from archive.ingest import intake, ledger, store
from archive.ingest.review.acts import NotPossible
from archive.models import ChangeSet, Difference, Digest, Reading
from archive.parsing import parse as parser

if TYPE_CHECKING:
    from django.contrib.auth.models import User

log = logging.getLogger(__name__)

AT_ONCE = 25  # digests of one step
VERB = "reading"
NEVER = ("disagrees",)  # told, never taken


def start(*, who: User | None) -> Reading:
    """Begin to compare the archive with what the present parser reads. Raises NotPossible while another one runs."""
    running = Reading.objects.filter(state__in=[Reading.State.RUNNING, Reading.State.APPLYING])
    if running.exists():
        raise NotPossible(_("The archive is being read again already; wait until that is done, or drop it."))
    return Reading.objects.create(version=parser.VERSION, who=who, digests=_digests().count())


def _digests() -> QuerySet[Digest]:
    """What was read and has stories."""
    states = [Digest.State.IN_REVIEW, Digest.State.PUBLISHED, Digest.State.WITHDRAWN]
    return Digest.objects.filter(state__in=states).order_by("pk")


@transaction.atomic
def compare_some(reading: Reading) -> bool:
    """Compare the next digests; returns whether there are more. A reading that is not running has none."""
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    if reading.state != Reading.State.RUNNING:
        return False
    digests = list(_digests().filter(pk__gt=reading.upto).defer("raw")[:AT_ONCE])
    vocabulary = intake.vocabulary()
    found: list[Difference] = []
    for digest in digests:
        try:
            with transaction.atomic():
                found += _compared(reading, digest, vocabulary)
        except Exception:
            log.exception("digest %s could not be compared", digest.pk)
            reading.failed += 1
        reading.upto = digest.pk
    Difference.objects.bulk_create(found)
    reading.read += len(digests)
    if len(digests) < AT_ONCE:
        reading.state, reading.finished_at = Reading.State.READY, datetime.now(UTC)
    reading.save()
    return reading.state == Reading.State.RUNNING


def _compared(reading: Reading, digest: Digest, vocabulary: intake.Vocabulary) -> list[Difference]:
    parsed = _parsed(digest, vocabulary)
    return [
        Difference(
            reading=reading, digest=digest, article_id=unit.article, kind=unit.kind, key=unit.key, before=unit.before,
            after=unit.after,
        )
        for unit in store.compare(digest, parsed)
    ]  # fmt: skip


def _parsed(digest: Digest, vocabulary: intake.Vocabulary) -> parser.ParsedDigest:
    text = digest.text or ""
    return parser.parse(text, known=intake.known_names(text, vocabulary), outline=store.outline_of(digest))


def counts(reading: Reading) -> Counter[str]:
    """How many differences there are of each kind."""
    return Counter(dict(reading.differences.values_list("kind").annotate(Count("pk")).order_by()))


@transaction.atomic
def take(reading: Reading, *, kinds: Iterable[str] = (), keys: Iterable[int] = (), who: User | None) -> int:
    """Take all differences of some kinds, and single ones by their ids; they are to be applied. Returns how many.

    Raises NotPossible unless the reading is ready, and where nothing was chosen.
    """
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    if reading.state != Reading.State.READY:
        raise NotPossible(_("It is not ready to be applied."))
    can = reading.differences.exclude(kind__in=NEVER)
    taken = can.filter(kind__in=list(kinds)).update(accepted=True) + can.filter(
        pk__in=list(keys), accepted=False
    ).update(accepted=True)
    if not taken:
        raise NotPossible(_("Choose what is to be applied."))
    summary = _("Read again by parser %(version)s: %(count)d differences") % {
        "version": reading.version, "count": taken,
    }  # fmt: skip
    reading.changeset = ChangeSet.objects.create(verb=VERB, summary=summary, who=who)
    reading.state, reading.upto = Reading.State.APPLYING, 0
    reading.save()
    return taken


@transaction.atomic
def apply_some(reading: Reading) -> bool:
    """Write what was taken for the next digests; returns whether there are more."""
    reading = Reading.objects.select_for_update(of=("self",)).select_related("changeset").get(pk=reading.pk)
    if reading.state != Reading.State.APPLYING or reading.changeset is None:
        return False
    taken = reading.differences.filter(accepted=True, digest__gt=reading.upto)
    numbers = list(taken.order_by("digest").values_list("digest", flat=True).distinct()[:AT_ONCE])
    vocabulary = intake.vocabulary()
    with ledger.recorded(VERB, part_of=reading.changeset):
        for digest in Digest.objects.filter(pk__in=numbers).defer("raw").order_by("pk"):
            keys = set(taken.filter(digest=digest).values_list("key", flat=True))
            try:
                with transaction.atomic():
                    store.keep_parse(digest, _parsed(digest, vocabulary), version=reading.version, only=keys)
                    taken.filter(digest=digest).update(applied=True)
            except Exception:
                log.exception("digest %s was not written again", digest.pk)
    reading.upto = max(numbers, default=reading.upto)
    if len(numbers) < AT_ONCE:
        reading.state, reading.finished_at = Reading.State.APPLIED, datetime.now(UTC)
    reading.save()
    return reading.state == Reading.State.APPLYING


def drop(reading: Reading) -> None:
    """Let the differences be: nothing was changed, or, while it is applied, no more is."""
    Reading.objects.filter(pk=reading.pk).exclude(state=Reading.State.APPLIED).update(
        state=Reading.State.DROPPED, finished_at=datetime.now(UTC)
    )
