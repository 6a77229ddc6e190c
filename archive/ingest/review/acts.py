"""What every verb shares: the guard that says no, and the transaction that writes the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from archive.ingest import ledger
from archive.models import ChangeSet, Digest

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class NotPossible(Exception):
    """A guard said no; the message says why and what to do."""


@contextmanager
def act(digest: Digest, who: User | None, verb: str, summary: str) -> Iterator[ChangeSet]:
    """One transaction that holds the digest's row, writes the ledger, and turns a broken constraint into words."""
    try:
        with transaction.atomic(), ledger.recorded(verb, summary, who=who, digest=digest) as changes:
            yield changes
    except IntegrityError as problem:
        raise NotPossible(
            _("That would contradict what is already there: %(why)s") % {"why": problem.args[0]}
        ) from problem


def one_line(text: str, length: int) -> str:
    """A typed text with its white space folded, at most `length` characters."""
    return " ".join(text.split())[:length]
