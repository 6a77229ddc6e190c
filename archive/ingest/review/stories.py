"""The digest's date and title, and where its stories begin and end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from archive.ingest.delta import IDENTITY
from archive.ingest.review.acts import NotPossible, act, one_line
from archive.ingest.review.publishing import story_slug
from archive.ingest.store import body_of
from archive.models import (
    FACTS,
    Article,
    ChangeSet,
    Digest,
    Fact,
    FormerSlug,
    Section,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User


YEARS = range(1900, 2101)


def set_date(digest: Digest, *, who: User | None, date: date) -> ChangeSet:
    """Give the digest its date; its stories have the same."""
    if date.year not in YEARS:
        raise NotPossible(_("The year must lie between 1900 and 2100. Write a date such as 2026-11-30."))
    with act(digest, who, "date", _("Date set: %(date)s") % {"date": date.isoformat()}) as changes:
        digest.date, digest.date_origin = date, Fact.Origin.EDITOR
        digest.save(update_fields=["date", "date_origin"])
        digest.articles.update(date=date)
    return changes


def set_title(digest: Digest, *, who: User | None, title: str) -> ChangeSet:
    """Give the digest its title."""
    with act(digest, who, "title", _("Title set: %(title)s") % {"title": title}) as changes:
        digest.title, digest.title_origin = one_line(title, 500), Fact.Origin.EDITOR
        digest.save(update_fields=["title", "title_origin"])
    return changes


def rename_story(article: Article, *, who: User | None, title: str) -> ChangeSet:
    """Give a story its title. Its address stays."""
    with act(article.digest, who, "rename", _("Story renamed: %(title)s") % {"title": title}) as changes:
        article.title, article.title_origin = one_line(title, 500), Fact.Origin.EDITOR
        article.save(update_fields=["title", "title_origin"])
    return changes


def confirm_boundary(article: Article, *, who: User | None) -> ChangeSet:
    """Say that a story does begin here."""
    with act(article.digest, who, "boundary", _("A story begins here: %(story)s") % {"story": article}) as changes:
        article.state = Fact.State.CONFIRMED
        article.save(update_fields=["state"])
    return changes


def split(article: Article, *, who: User | None, paragraph: int) -> ChangeSet:
    """Let a new story begin with paragraph number `paragraph` (from 1) of this one. Facts go where their passage is."""
    paragraphs = article.paragraphs
    if not 1 < paragraph <= len(paragraphs):
        raise NotPossible(_("A story can be split before its second paragraph or a later one."))
    digest = article.digest
    with act(digest, who, "split", _("Split before paragraph %(number)d") % {"number": paragraph}) as changes:
        rest = paragraphs[paragraph - 1 :]
        digest.articles.filter(position__gt=article.position).update(position=F("position") + 1)
        new = Article(
            digest=digest, section=article.section, position=article.position + 1, date=article.date,
            start=rest[0][0], end=max(article.end, rest[-1][1]), origin=Fact.Origin.EDITOR, state=Fact.State.CONFIRMED,
            rule="editor",
        )  # fmt: skip
        _lay_out(new, rest)
        if digest.slug:
            new.slug = story_slug(new)
        new.save()
        article.end = paragraphs[paragraph - 2][1]
        article.state = Fact.State.CONFIRMED
        _lay_out(article, paragraphs[: paragraph - 1])
        article.save()
        for model in FACTS:
            _move(model, new, model._default_manager.filter(article=article, start__gte=new.start))
    return changes


def join(article: Article, *, who: User | None) -> ChangeSet:
    """Make this story and the next one story, under this one's title and address."""
    digest = article.digest
    following = digest.articles.filter(position__gt=article.position).order_by("position").first()
    if following is None:
        raise NotPossible(_("This is the last story; there is none to join it with."))
    with act(digest, who, "join", _("Joined with: %(story)s") % {"story": following}) as changes:
        for model in FACTS:
            _move(model, article, model._default_manager.filter(article=following))
        paragraphs = [*article.paragraphs, *following.paragraphs]
        FormerSlug.objects.filter(kind=FormerSlug.Kind.ARTICLE, target=following.pk).update(target=article.pk)
        if following.slug:
            FormerSlug.objects.update_or_create(
                kind=FormerSlug.Kind.ARTICLE, slug=following.slug, defaults={"target": article.pk}
            )
        following.delete()
        digest.articles.filter(position__gt=article.position).update(position=F("position") - 1)
        article.end = max(article.end, following.end)
        article.state = Fact.State.CONFIRMED
        _lay_out(article, paragraphs)
        article.save()
        Section.objects.filter(digest=digest, articles=None).delete()
    return changes


def _lay_out(article: Article, paragraphs: list[list[int]]) -> None:
    article.paragraphs = paragraphs
    article.body = body_of(article.digest.text or "", paragraphs)


def _move(model: type[Fact], article: Article, rows: models.QuerySet[Any]) -> None:
    """Put facts into another story; of two that then say the same, the one with an editor's word stays."""
    identity = IDENTITY[model]
    present = {tuple(getattr(row, f) for f in identity): row for row in model._default_manager.filter(article=article)}
    for row in rows:
        twin = present.get(tuple(getattr(row, f) for f in identity))
        if twin is None:
            row.article = article
            row.save(update_fields=["article"])
        elif twin.state == Fact.State.PROPOSED and row.state != Fact.State.PROPOSED:
            twin.delete()
            row.article = article
            row.save(update_fields=["article"])
        else:
            row.delete()
