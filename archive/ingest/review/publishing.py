"""Publish, withdraw, undo: what readers see, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from archive.ingest import ledger, names
from archive.ingest.review.acts import NotPossible, act
from archive.models import (
    Article,
    ChangeSet,
    Digest,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def publish(digest: Digest, *, who: User | None) -> ChangeSet:
    """Show the digest to readers. It needs a date and a story; addresses given once stay for good."""
    digest.refresh_from_db(fields=["state", "date", "slug", "title", "replaces"])
    if digest.state == Digest.State.PUBLISHED:
        raise NotPossible(_("It is published already."))
    if digest.state in (Digest.State.RECEIVED, Digest.State.FAILED):
        raise NotPossible(_("It has not been read yet; there is nothing to publish."))
    if digest.date is None:
        raise NotPossible(_("Set its date first: the text does not prove one."))
    if not digest.articles.exists():
        raise NotPossible(_("It has no story."))
    with act(digest, who, "publish", _("Published: %(digest)s") % {"digest": digest}) as changes:
        digest.slug = digest.slug or names.free_slug(
            Digest, f"{digest.date}-{digest.title or digest.series.name}"[:120]
        )
        digest.state = Digest.State.PUBLISHED
        digest.published_at = datetime.now(UTC)
        digest.published_by = who
        digest.save(update_fields=["slug", "state", "published_at", "published_by"])
        for article in digest.articles.filter(slug=None):
            article.slug = story_slug(article)
            article.save(update_fields=["slug"])
        # The version that it takes the place of; undone with it.
        Digest.objects.filter(pk=digest.replaces_id or 0, state=Digest.State.PUBLISHED).update(
            state=Digest.State.WITHDRAWN
        )
    return changes


def withdraw(digest: Digest, *, who: User | None) -> ChangeSet:
    """Take the digest from the readers' pages. Nothing is deleted; it can be published again."""
    if digest.state != Digest.State.PUBLISHED:
        raise NotPossible(_("It is not published."))
    with act(digest, who, "withdraw", _("Withdrawn: %(digest)s") % {"digest": digest}) as changes:
        digest.state = Digest.State.WITHDRAWN
        digest.save(update_fields=["state"])
    return changes


def story_slug(article: Article) -> str:
    """The address that a story gets at its first publication: its date and the first words of its title."""
    return names.free_slug(Article, f"{article.date}-{article.title or article.opening}"[:120], kind="article")


def last_change(digest: Digest) -> ChangeSet | None:
    """The latest act of an editor that can be undone."""
    return digest.changesets.acts().select_related("who").first()


def undo(changeset: ChangeSet, *, who: User | None) -> ChangeSet:
    """Put back what a change set changed. Refused when a later change builds upon the same rows."""
    if changeset.undone or changeset.digest_id is None or changeset.digest is None:
        raise NotPossible(_("This was undone already."))
    with act(changeset.digest, who, "undo", _("Undone: %(what)s") % {"what": changeset}) as changes:
        try:
            ledger.revert(changeset)
        except ledger.Overtaken as problem:
            raise NotPossible(_("It was changed again since; undo the later change first.")) from problem
    return changes
