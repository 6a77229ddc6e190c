"""Several people in one digest: who else is looking at it, and whose work a save would overwrite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from archive.models import Change, ChangeSet, Digest

PRESENT = timedelta(minutes=5)  # since somebody last loaded the page

_HERE = """
    WITH me AS (
        INSERT INTO archive_presence (digest_id, user_id, at) VALUES (%(digest)s, %(user)s, %(now)s)
        ON CONFLICT (digest_id, user_id) DO UPDATE SET at = excluded.at)
    SELECT coalesce(nullif(trim(concat_ws(' ', u.first_name, u.last_name)), ''), u.username), p.at
    FROM archive_presence p JOIN auth_user u ON u.id = p.user_id
    WHERE p.digest_id = %(digest)s AND p.user_id <> %(user)s AND p.at > %(since)s ORDER BY p.at DESC"""


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else in the same digest, by name, and when they last loaded its page."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Overwrite:
    """A save that was refused: what somebody did meanwhile to the same row, and what would have been put over it."""

    theirs: ChangeSet
    yours: str


def here(digest: Digest, user: User) -> list[Other]:
    """The others who are in a digest; notes that `user` is too. One query."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_HERE, {"digest": digest.pk, "user": user.pk, "now": now, "since": now - PRESENT})
        return [Other(*row) for row in cursor.fetchall()]


def latest(digest: Digest) -> tuple[int, ChangeSet | None]:
    """The number of the last change, which a page's forms send back, and the last act that can be undone. One query."""
    last = digest.changesets.order_by("-pk").values("pk")[:1]
    acts = digest.changesets.acts().order_by("-pk").values("pk")[:1]
    both = list(digest.changesets.filter(Q(pk__in=last) | Q(pk__in=acts)).select_related("who").order_by("-pk"))
    act = next((change for change in reversed(both) if change.is_act), None)
    return (both[0].pk if both else 0), act


def meanwhile(digest: Digest, user: User, seen: str, rows: Sequence[tuple[str, int]]) -> ChangeSet | None:
    """The last change that somebody else made to one of the rows (model name, id) since a page was made.

    `seen` is the page's version; without one nothing is compared.
    """
    if not (seen.isascii() and seen.isdigit() and len(seen) < 19) or not rows:
        return None
    touched = Q()
    for kind, key in rows:
        touched |= Q(kind=kind.lower(), row=str(key))
    by_others = digest.changesets.filter(pk__gt=int(seen), who__isnull=False).exclude(who=user).select_related("who")
    mine = Change.objects.filter(touched, changeset=OuterRef("pk"))
    return by_others.filter(Exists(mine)).order_by("-pk").first()
