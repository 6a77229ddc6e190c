"""What an editor does: accept, correct, reject, add, split, join, rename, date, publish, withdraw, undo.

Every verb checks first, then writes in one transaction, and returns the ChangeSet that says what it changed. The
admin, the commands and later the API all call these. A verb that is not possible raises NotPossible with the reason.

A correction keeps the parser's row as rejected and adds the editor's own: so a new parse neither loses the
correction nor proposes the mistake again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from archive.ingest import ledger, names
from archive.ingest.store import IDENTITY, body_of
from archive.models import (
    FACTS,
    Alias,
    Article,
    ArticleSource,
    ArticleTopic,
    ChangeSet,
    Digest,
    Fact,
    FormerSlug,
    Mention,
    Organization,
    Person,
    Role,
    Section,
    Source,
    Statement,
    Topic,
)
from archive.models.keys import filed_as, plain_key

if TYPE_CHECKING:
    from django.contrib.auth.models import User

YEARS = range(1900, 2101)


class NotPossible(Exception):
    """A guard said no; the message says why and what to do."""


@contextmanager
def _change(digest: Digest, who: User | None, verb: str, summary: str) -> Iterator[ChangeSet]:
    """One transaction that holds the digest's row, writes the ledger, and turns a broken constraint into words."""
    try:
        with transaction.atomic():
            Digest.objects.light().select_for_update().get(pk=digest.pk)
            with ledger.recorded(digest, who=who, verb=verb, summary=summary[:300]) as changes:
                yield changes
    except IntegrityError as problem:
        raise NotPossible(
            _("That would contradict what is already there: %(why)s") % {"why": problem.args[0]}
        ) from problem


# ---- facts


def confirm(fact: Fact, *, who: User | None) -> ChangeSet:
    """Say that a fact is right. All mentions of one name in a story stand or fall together."""
    with _change(fact.article.digest, who, "confirm", _("Accepted: %(fact)s") % {"fact": fact}) as changes:
        _decide(fact, Fact.State.CONFIRMED)
    return changes


def reject(fact: Fact, *, who: User | None) -> ChangeSet:
    """Say that a fact is wrong; it is not proposed again. With a person's mentions go the roles it was given there."""
    with _change(fact.article.digest, who, "reject", _("Rejected: %(fact)s") % {"fact": fact}) as changes:
        _decide(fact, Fact.State.REJECTED)
        if isinstance(fact, Mention) and fact.person_id:
            Role.objects.filter(article=fact.article, person=fact.person_id).update(state=Fact.State.REJECTED)
    return changes


def reopen(fact: Fact, *, who: User | None) -> ChangeSet:
    """Make a decided fact a proposal again. An editor's own fact has nothing to go back to."""
    if fact.origin == Fact.Origin.EDITOR:
        raise NotPossible(_("An editor added this; reject it or change it."))
    with _change(fact.article.digest, who, "reopen", _("Open again: %(fact)s") % {"fact": fact}) as changes:
        _decide(fact, Fact.State.PROPOSED)
    return changes


def change(fact: Fact, *, who: User | None, **fields: Any) -> ChangeSet:
    """Put a fact right. `fields` are the model's own (text, person, start, end, kind, via ...)."""
    digest = fact.article.digest
    with _change(digest, who, "change", _("Changed: %(fact)s") % {"fact": fact}) as changes:
        _correct(fact, **fields)
    return changes


def add(model: type[Fact], *, article: Article, who: User | None, **fields: Any) -> ChangeSet:
    """Add a fact to a story: `fields` are the model's own, with `start` and `end` where it has a passage."""
    with _change(article.digest, who, "add", _("Added: %(kind)s") % {"kind": model._meta.verbose_name}) as changes:
        _add(model, **{"article": article, **fields})
    return changes


def confirm_all(digest: Digest, *, who: User | None, article: Article | None = None, above: float = 0.9) -> ChangeSet:
    """Accept every proposal of the digest, or of one story, that is at least `above` sure."""
    with _change(digest, who, "confirm-all", _("Accepted what is surer than %(p)d%%") % {"p": above * 100}) as changes:
        for model in FACTS:
            rows = model._default_manager.filter(article__digest=digest, confidence__gte=above)
            rows = rows.filter(article=article) if article else rows
            rows.filter(state=Fact.State.PROPOSED).update(state=Fact.State.CONFIRMED)
        stories = digest.articles.filter(state=Fact.State.PROPOSED, confidence__gte=above)
        (stories.filter(pk=article.pk) if article else stories).update(state=Fact.State.CONFIRMED)
    return changes


def reassign(fact: Fact, *, who: User | None, to: models.Model) -> ChangeSet:
    """Let a fact be about `to` instead: another person, organization, country, newspaper or topic.

    In that story everything that rests on the same name goes with it (mentions, roles, statements), as one change.
    A statement alone is given to another speaker. The same again confirms.
    """
    digest = fact.article.digest
    if isinstance(fact, Statement):
        speaker = {"person": None, "organization": None, "newspaper": None, "unnamed": "", _speaks_as(to): to}
        return change(fact, who=who, **speaker)
    kind = to._meta.model_name or ""
    old = getattr(fact, kind)
    if old == to:
        return confirm(fact, who=who)
    with _change(digest, who, "reassign", _("%(old)s is %(new)s") % {"old": old or fact, "new": to}) as changes:
        for row, field in [(fact, kind)] if isinstance(fact, Role) else _resting_on(old, fact, kind):
            _correct(row, **{field: to})
    return changes


def _speaks_as(named: models.Model) -> str:
    return "newspaper" if isinstance(named, Source) else named._meta.model_name or ""


def _resting_on(named: models.Model | None, fact: Fact, kind: str) -> list[tuple[Fact, str]]:
    """The standing facts of a story that rest on one name, each with the field that holds it; `fact` comes first."""
    fields: dict[str, list[tuple[type[Fact], str]]] = {
        "person": [(Mention, "person"), (Role, "person"), (Statement, "person")],
        "organization": [(Mention, "organization"), (Role, "organization"), (Statement, "organization")],
        "country": [(Mention, "country")],
        "source": [(ArticleSource, "source"), (Statement, "via")],
        "topic": [(ArticleTopic, "topic")],
    }
    found = [
        (row, field)
        for model, field in fields[kind]
        for row in model._default_manager.filter(article=fact.article, **{field: named}).exclude(
            state=Fact.State.REJECTED
        )
    ]
    for row, _field in found:
        row.article = fact.article  # with its digest, which is in memory already
    return sorted(found, key=lambda pair: pair[0] != fact) or [(fact, kind)]


def _correct(fact: Fact, **fields: Any) -> None:
    """The editor's word in place of what stands: the parser's row stays as rejected."""
    if fact.origin == Fact.Origin.EDITOR:
        for name, value in fields.items():
            setattr(fact, name, value)
        fact.state = Fact.State.CONFIRMED
        _save(fact)
    else:
        old = {f.name: getattr(fact, f.name) for f in fact._meta.concrete_fields if not f.primary_key}
        _decide(fact, Fact.State.REJECTED, alone=True)
        _add(type(fact), **{**old, **fields})


def _decide(fact: Fact, state: str, *, alone: bool = False) -> None:
    rows = type(fact)._default_manager.filter(pk=fact.pk)
    if isinstance(fact, Mention) and not alone:
        rows = Mention.objects.filter(
            article=fact.article, person=fact.person_id, organization=fact.organization_id, country=fact.country_id
        )
    if state == Fact.State.PROPOSED:
        rows = rows.filter(origin=Fact.Origin.PARSER)
    rows.update(state=state)
    fact.state = state


def _add(model: type[Fact], **fields: Any) -> Fact:
    """The editor's row: a rejected one that says the same is taken up again."""
    fields |= {"origin": Fact.Origin.EDITOR, "state": Fact.State.CONFIRMED, "confidence": 1.0, "rule": "editor"}
    article: Article = fields["article"]
    if model is Statement:
        start, end = fields.get("start"), fields.get("end")
        if start is None or end is None:
            raise NotPossible(_("A statement needs its passage: select the words in the text."))
        fields["text"] = (article.digest.text or "")[start:end]
        fields |= {name: fields.get(name) for name in ("person", "organization", "newspaper")}
        if fields.get("unnamed") and any(fields[name] for name in ("person", "organization", "newspaper")):
            fields["unnamed"] = ""
    row = model(**fields)
    same = {name: getattr(row, name) for name in IDENTITY[model]}
    known = model._default_manager.filter(article=article, **same).first()
    if known:
        row.pk = known.pk
    _save(row)
    return row


def _save(row: Fact) -> None:
    length = len(row.article.digest.text or "")
    if row.start is not None and not (row.end is not None and row.start < row.end <= length):
        raise NotPossible(_("That passage does not lie in the digest’s text."))
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as problem:
        raise NotPossible(" ".join(problem.messages)) from problem
    row.save()


# ---- the digest and its stories


def set_date(digest: Digest, *, who: User | None, date: date) -> ChangeSet:
    """Give the digest its date; its stories have the same."""
    if date.year not in YEARS:
        raise NotPossible(_("The year must lie between 1900 and 2100. Write a date such as 2026-11-30."))
    with _change(digest, who, "date", _("Date set: %(date)s") % {"date": date.isoformat()}) as changes:
        digest.date, digest.date_origin = date, Fact.Origin.EDITOR
        digest.save(update_fields=["date", "date_origin"])
        digest.articles.update(date=date)
    return changes


def set_title(digest: Digest, *, who: User | None, title: str) -> ChangeSet:
    """Give the digest its title."""
    with _change(digest, who, "title", _("Title set: %(title)s") % {"title": title}) as changes:
        digest.title, digest.title_origin = _line(title, 500), Fact.Origin.EDITOR
        digest.save(update_fields=["title", "title_origin"])
    return changes


def rename_story(article: Article, *, who: User | None, title: str) -> ChangeSet:
    """Give a story its title. Its address stays."""
    with _change(article.digest, who, "rename", _("Story renamed: %(title)s") % {"title": title}) as changes:
        article.title, article.title_origin = _line(title, 500), Fact.Origin.EDITOR
        article.save(update_fields=["title", "title_origin"])
    return changes


def confirm_boundary(article: Article, *, who: User | None) -> ChangeSet:
    """Say that a story does begin here."""
    with _change(article.digest, who, "boundary", _("A story begins here: %(story)s") % {"story": article}) as changes:
        article.state = Fact.State.CONFIRMED
        article.save(update_fields=["state"])
    return changes


def split(article: Article, *, who: User | None, paragraph: int) -> ChangeSet:
    """Let a new story begin with paragraph number `paragraph` (from 1) of this one. Facts go where their passage is."""
    paragraphs = article.paragraphs
    if not 1 < paragraph <= len(paragraphs):
        raise NotPossible(_("A story can be split before its second paragraph or a later one."))
    digest = article.digest
    with _change(digest, who, "split", _("Split before paragraph %(number)d") % {"number": paragraph}) as changes:
        rest = paragraphs[paragraph - 1 :]
        digest.articles.filter(position__gt=article.position).update(position=F("position") + 1)
        new = Article(
            digest=digest, section=article.section, position=article.position + 1, date=article.date,
            start=rest[0][0], end=max(article.end, rest[-1][1]), origin=Fact.Origin.EDITOR, state=Fact.State.CONFIRMED,
            rule="editor",
        )  # fmt: skip
        _lay_out(new, rest)
        if digest.slug:
            new.slug = _story_slug(new)
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
    with _change(digest, who, "join", _("Joined with: %(story)s") % {"story": following}) as changes:
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


# ---- publishing


def publish(digest: Digest, *, who: User | None) -> ChangeSet:
    """Show the digest to readers. It needs a date and a story; addresses given once stay for good."""
    digest.refresh_from_db(fields=["state", "date", "slug", "title"])
    if digest.state == Digest.State.PUBLISHED:
        raise NotPossible(_("It is published already."))
    if digest.state in (Digest.State.RECEIVED, Digest.State.FAILED):
        raise NotPossible(_("It has not been read yet; there is nothing to publish."))
    if digest.date is None:
        raise NotPossible(_("Set its date first: the text does not prove one."))
    if not digest.articles.exists():
        raise NotPossible(_("It has no story."))
    with _change(digest, who, "publish", _("Published: %(digest)s") % {"digest": digest}) as changes:
        digest.slug = digest.slug or names.free_slug(
            Digest, f"{digest.date}-{digest.title or digest.series.name}"[:120]
        )
        digest.state = Digest.State.PUBLISHED
        digest.published_at = datetime.now(UTC)
        digest.published_by = who
        digest.save(update_fields=["slug", "state", "published_at", "published_by"])
        for article in digest.articles.filter(slug=None):
            article.slug = _story_slug(article)
            article.save(update_fields=["slug"])
    return changes


def withdraw(digest: Digest, *, who: User | None) -> ChangeSet:
    """Take the digest from the readers' pages. Nothing is deleted; it can be published again."""
    if digest.state != Digest.State.PUBLISHED:
        raise NotPossible(_("It is not published."))
    with _change(digest, who, "withdraw", _("Withdrawn: %(digest)s") % {"digest": digest}) as changes:
        digest.state = Digest.State.WITHDRAWN
        digest.save(update_fields=["state"])
    return changes


def _story_slug(article: Article) -> str:
    return names.free_slug(Article, f"{article.date}-{article.title or article.opening}"[:120], kind="article")


# ---- undo and names


def last_change(digest: Digest) -> ChangeSet | None:
    """The latest change that can be undone."""
    return digest.changesets.filter(undone=False).exclude(verb="undo").first()


def undo(changeset: ChangeSet, *, who: User | None) -> ChangeSet:
    """Put back what a change set changed. Refused when a later change builds upon the same rows."""
    if changeset.undone:
        raise NotPossible(_("This was undone already."))
    with _change(changeset.digest, who, "undo", _("Undone: %(what)s") % {"what": changeset}) as changes:
        try:
            ledger.revert(changeset)
        except ledger.Overtaken as problem:
            raise NotPossible(_("It was changed again since; undo the later change first.")) from problem
        changeset.undone = True
        changeset.save(update_fields=["undone"])
    return changes


@transaction.atomic
def rename(named: Person | Organization | Source | Topic, *, who: User | None, name: str, slug: str) -> None:
    """Another canonical name or address. The former name stays as an alias, the former address redirects."""
    kind = FormerSlug.Kind(named._meta.model_name or "")
    model = type(named)
    if model._default_manager.filter(slug=slug).exclude(pk=named.pk).exists():
        raise NotPossible(_("Another %(kind)s has the address “%(slug)s”.") % {"kind": kind.label, "slug": slug})
    old = model._default_manager.get(pk=named.pk)
    if old.slug != slug:
        FormerSlug.objects.filter(kind=kind, slug=slug).delete()
        FormerSlug.objects.update_or_create(kind=kind, slug=old.slug, defaults={"target": named.pk})
    named.name, named.slug = _line(name, 200), slug
    if isinstance(named, Person):
        named.filed_as = filed_as(named.name)
        named.sort_key = plain_key(named.filed_as)
    elif not isinstance(named, Topic):
        named.sort_key = plain_key(named.name)
    named.save()
    if old.name != named.name and not isinstance(named, Topic):
        names.add_alias(named, old.name, Alias.Kind.FORMER)
        names.add_alias(named, named.name, Alias.Kind.NAME)


def _line(text: str, length: int) -> str:
    return " ".join(text.split())[:length]
