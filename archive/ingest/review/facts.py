"""Accept, correct, reject and add facts.

A correction keeps the parser's row as rejected and adds the editor's own: so a new parse neither loses the
correction nor proposes the mistake again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from archive.ingest.delta import IDENTITY
from archive.ingest.review.acts import NotPossible, act
from archive.models import (
    FACTS,
    Article,
    ArticleSource,
    ArticleTopic,
    ChangeSet,
    Digest,
    Fact,
    Mention,
    Role,
    Source,
    Statement,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def confirm(fact: Fact, *, who: User | None) -> ChangeSet:
    """Say that a fact is right. All mentions of one name in a story stand or fall together."""
    with act(fact.article.digest, who, "confirm", _("Accepted: %(fact)s") % {"fact": fact}) as changes:
        _decide(fact, Fact.State.CONFIRMED)
    return changes


def reject(fact: Fact, *, who: User | None) -> ChangeSet:
    """Say that a fact is wrong; it is not proposed again. With a person's mentions go the roles it was given there."""
    with act(fact.article.digest, who, "reject", _("Rejected: %(fact)s") % {"fact": fact}) as changes:
        _decide(fact, Fact.State.REJECTED)
        if isinstance(fact, Mention) and fact.person_id:
            Role.objects.filter(article=fact.article, person=fact.person_id).update(state=Fact.State.REJECTED)
    return changes


def reopen(fact: Fact, *, who: User | None) -> ChangeSet:
    """Make a decided fact a proposal again. An editor's own fact has nothing to go back to."""
    if fact.origin == Fact.Origin.EDITOR:
        raise NotPossible(_("An editor added this; reject it or change it."))
    with act(fact.article.digest, who, "reopen", _("Open again: %(fact)s") % {"fact": fact}) as changes:
        _decide(fact, Fact.State.PROPOSED)
    return changes


def change(fact: Fact, *, who: User | None, **fields: Any) -> ChangeSet:
    """Put a fact right. `fields` are the model's own (text, person, start, end, kind, via ...)."""
    digest = fact.article.digest
    with act(digest, who, "change", _("Changed: %(fact)s") % {"fact": fact}) as changes:
        _correct(fact, **fields)
    return changes


def add(model: type[Fact], *, article: Article, who: User | None, **fields: Any) -> ChangeSet:
    """Add a fact to a story: `fields` are the model's own, with `start` and `end` where it has a passage."""
    with act(article.digest, who, "add", _("Added: %(kind)s") % {"kind": model._meta.verbose_name}) as changes:
        _add(model, **{"article": article, **fields})
    return changes


def confirm_all(digest: Digest, *, who: User | None, article: Article | None = None, above: float = 0.9) -> ChangeSet:
    """Accept every proposal of the digest, or of one story, that is at least `above` sure."""
    with act(digest, who, "confirm-all", _("Accepted what is surer than %(p)d%%") % {"p": above * 100}) as changes:
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
    with act(digest, who, "reassign", _("%(old)s is %(new)s") % {"old": old or fact, "new": to}) as changes:
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
        fields["other"] = None  # the editor has answered
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
