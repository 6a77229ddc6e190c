"""Taking back what any change set did, and whole imports: an act of its own, which can be taken back too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from archive.ingest import ledger, merging
from archive.ingest.ledger import Key, Overtaken
from archive.ingest.review.acts import NotPossible
from archive.models import ChangeSet, Digest

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["Done", "Overtaken", "undo", "undo_import"]


@dataclass(frozen=True, slots=True)
class Done:
    """The undo as a change set, and the rows that it left as they are."""

    change: ChangeSet
    left: list[Key]


def undo(
    changeset: ChangeSet,
    *,
    who: User | None,
    row: Key | None = None,
    columns: Iterable[str] | None = None,
    partly: bool = False,
) -> Done:
    """Put back a change set, one `row` of it, or some `columns` of that.

    Raises Overtaken, unless `partly`, where somebody changed a row since; NotPossible where it was undone already or
    the rows would contradict what is there by now.
    """
    words = _("Undone: %(what)s") if row is None else _("Undone in part: %(what)s")
    digest = Digest.objects.light().filter(pk=changeset.digest_id).first() if changeset.digest_id else None
    verb = "undo" if row is None else "put-back"  # a part put back is an act like any other
    with ledger.recorded(verb, words % {"what": changeset}, who=who, digest=digest) as change:
        changeset = ChangeSet.objects.select_for_update().get(pk=changeset.pk)
        if changeset.undone:
            raise NotPossible(_("This was undone already."))
        if changeset.verb == merging.VERB and row is None:
            partly = True  # a merge moves very much; what was decided since stays with who it was decided for
            try:
                merging.check_stayer(changeset)
            except merging.NotPossible as problem:
                raise NotPossible(str(problem)) from problem
        change.digest_id = changeset.digest_id
        left = _reverted(changeset, partly=partly, row=row, columns=columns)
    return Done(change, left)


def undo_import(digest: Digest, *, who: User | None) -> Done:
    """Remove a digest with all that its import made: its bytes, stories, findings, and the names that only it has.

    Raises NotPossible where an editor's act on it stands: that has to be undone first, so that nobody's work is lost.
    """
    with ledger.recorded("undo", _("Import undone: %(digest)s") % {"digest": digest}, who=who, digest=digest) as change:
        last = digest.changesets.acts().select_related("who").first()
        if last is not None:
            raise NotPossible(
                _("Somebody has worked on it since: “%(what)s”, %(who)s. Undo that first.")
                % {"what": last, "who": last.who or _("unknown")}
            )
        left: list[Key] = []
        # What was undone and its undo come to nothing.
        standing = digest.changesets.filter(undone_by=None, undid=None).exclude(pk=change.pk)
        for made in standing.order_by("-pk"):
            left += _reverted(made, partly=True)
        change.digest_id = digest.pk
    return Done(change, sorted(set(left)))


def _reverted(changeset: ChangeSet, **how: object) -> list[Key]:
    try:
        with transaction.atomic():
            return ledger.revert(changeset, **how)  # type: ignore[arg-type]
    except (models.ProtectedError, IntegrityError) as problem:
        raise NotPossible(
            _("That would contradict what is already there: %(why)s") % {"why": str(problem.args[0]).splitlines()[0]}
        ) from problem
