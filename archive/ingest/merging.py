"""Two records of one person or organization become one, and can be two again.

What stays and what goes, field by field:

- Name, address and place in lists are those of the record that stays.
- Wikidata id and country are the stayer's, or, where it has none, the other's. Two different Wikidata ids are two
  people: that is refused.
- Every name of the other becomes another name of the stayer; its own name is no longer a canonical one. A name that
  both have stands once.
- The other's address, and those that it once had, lead to the stayer.
- Everything found in stories (mentions, roles, statements) moves. Where both were found in the very same passage one
  finding is left: the one on which somebody has decided, else the stayer's.

All of it is one change set without a digest. Taken back, everything that is still as the merge left it is put back, in
all stories; what somebody changed since stays as it is and is told.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.db.models import F
from django.db.models.functions import Lower, Substr
from django.utils.translation import gettext as _

from archive.models import (
    Alias,
    Change,
    ChangeSet,
    Fact,
    FormerSlug,
    Mention,
    Organization,
    Person,
    Role,
    Rule,
    Statement,
)

from . import duplicates, ledger, names

if TYPE_CHECKING:
    from django.contrib.auth.models import User

VERB = "merge"
Record = Person | Organization

# Model -> what makes a finding the same as another one of the same story.
_FACTS: dict[type[Fact], tuple[str, ...]] = {Mention: ("article_id", "start", "end"), Role: ("article_id", "text")}


class NotPossible(Exception):
    """The two cannot be merged, or a name not be separated, or the merge not be undone; the words say why."""


def merge(stays: Record, goes: Record, *, who: User | None) -> ChangeSet:
    """Make two records one. Raises NotPossible when they are the same record, or two by their Wikidata ids."""
    summary = _("Merged: %(goes)s is now %(stays)s") % {"goes": goes, "stays": stays}
    with ledger.recorded(VERB, summary, who=who) as merged:
        _merge(stays, goes)
    return cast(ChangeSet, merged)


def _merge(stays: Record, goes: Record) -> None:
    model: type[models.Model] = type(stays)
    field = stays._meta.model_name or ""
    locked = model._default_manager.select_for_update().in_bulk([stays.pk, goes.pk])
    if type(goes) is not model or stays.pk == goes.pk or len(locked) < 2:
        raise NotPossible(_("Choose two records that are both there."))
    stays, goes = cast(Record, locked[stays.pk]), cast(Record, locked[goes.pk])
    if stays.wikidata and goes.wikidata and stays.wikidata != goes.wikidata:
        raise NotPossible(_("They have different Wikidata ids: %(one)s and %(other)s.") % {
            "one": stays.wikidata, "other": goes.wikidata,
        })  # fmt: skip
    for name, value in _filled(stays, goes).items():
        setattr(stays, name, value)
    stays.save()
    _move_facts(field, stays.pk, goes.pk)
    _move_names(field, stays.pk, goes.pk)
    FormerSlug.objects.filter(kind=field, target=goes.pk).update(target=stays.pk)
    _move_rules(field, str(stays.pk), str(goes.pk))
    FormerSlug.objects.create(kind=field, slug=goes.slug, target=stays.pk)
    goes.delete()


def separate(alias: Alias, *, who: User | None) -> ChangeSet:
    """Make one name a record of its own again, whether a merge, an editor or the parser brought it.

    Found under that very name, mentions go with it; in stories where no other full name of the record is printed,
    everything else that was found of it (its surname alone, roles, statements). That the two are two is remembered.
    Raises NotPossible for a canonical name.
    """
    of: Record | None = alias.person or alias.organization
    if of is None or alias.kind == Alias.Kind.NAME:
        raise NotPossible(_("This is what the record is called; give it another name first."))
    summary = _("Separated: %(name)s is not %(of)s") % {"name": alias, "of": of}
    with ledger.recorded("separate", summary, who=who) as change:
        field = of._meta.model_name or ""
        alias.delete()
        made = names.make_person(alias.name) if isinstance(of, Person) else names.make_organization(alias.name)
        _move_printed(field, of, made)
        duplicates.not_the_same(field, [of.pk, made.pk], who=who, reason=_("One of them bore the other’s name."))
    return cast(ChangeSet, change)


def rows(of: Record) -> int:
    """How many findings rest on a record: what a merge of it into another one moves."""
    field = of._meta.model_name or ""
    kinds: tuple[type[Fact], ...] = (Mention, Role, Statement)
    return sum(model._default_manager.filter(**{field: of}).count() for model in kinds)


def printed(of: Record) -> Counter[str]:
    """In how many stories each of a record's names is printed, by the name in small letters."""
    found = _mentions(of).values_list("printed", "article").distinct()
    return Counter(" ".join(words.split()) for words, _article in found)


def _mentions(of: Record) -> models.QuerySet[Any]:
    """The record's mentions with the words that stand there, in small letters."""
    words = Lower(Substr("article__digest__text", F("start") + 1, F("end") - F("start")))
    found = Mention.objects.filter(**{of._meta.model_name or "": of}, start__isnull=False)
    return found.annotate(printed=words).order_by()


def _move_printed(field: str, of: Record, made: Record) -> None:
    """What was found under the name that a new record bears goes from the old one to it."""
    others = {name.casefold() for name in of.aliases.values_list("name", flat=True)}
    mine: dict[int, list[int]] = {}
    elsewhere: set[int] = set()
    for pk, article, words in _mentions(of).values_list("pk", "article_id", "printed"):
        called = " ".join(words.split())
        if called == made.name.casefold():
            mine.setdefault(article, []).append(pk)
        elif " " in called and called in others:
            elsewhere.add(article)
    both = [pk for article, keys in mine.items() if article in elsewhere for pk in keys]
    Mention.objects.filter(pk__in=both).update(**{field: made})
    alone = [article for article in mine if article not in elsewhere]
    pointing: list[tuple[type[Fact], str]] = [(Mention, field), (Statement, field), (Role, field)]
    pointing += [(Statement, "other")] if field == "person" else []
    for model, name in pointing:
        model._default_manager.filter(article__in=alone, **{name: of}).update(**{name: made})


def check_stayer(merged: ChangeSet) -> None:
    """Raise NotPossible unless the address of the record that went still leads to the one that it was merged into."""
    made = merged.changes.filter(kind="formerslug", before__isnull=True).values_list("row", flat=True)
    address = FormerSlug.objects.filter(pk=made.get()).first()
    since = Change.objects.filter(kind="formerslug", row=made.get()).exclude(changeset=merged)
    moved = ledger.net(since.filter(changeset__gt=merged.pk))
    if address is None or moved:
        raise NotPossible(_("The record that it was merged into was merged with another since; undo that first."))


def _filled(stays: Record, goes: Record) -> dict[str, Any]:
    """What the stayer has not and gets from the other."""
    filled: dict[str, Any] = {"wikidata": stays.wikidata or goes.wikidata}
    if isinstance(stays, Organization) and isinstance(goes, Organization):
        return filled | {"country_id": stays.country_id or goes.country_id}
    return filled


def _move_facts(field: str, stays: int, goes: int) -> None:
    for model, same in _FACTS.items():
        if model is Role and field == "organization":
            continue  # who holds a role is a person; its organization moves below
        found = model._default_manager.only("pk", "state", *same)
        there = {tuple(getattr(fact, name) for name in same): fact for fact in found.filter(**{field: stays})}
        dropped = []
        for fact in found.filter(**{field: goes}):
            twin = there.get(tuple(getattr(fact, name) for name in same))
            if twin is not None:
                theirs = twin.state != Fact.State.PROPOSED or fact.state == Fact.State.PROPOSED
                dropped.append((fact if theirs else twin).pk)
        model._default_manager.filter(pk__in=dropped).delete()
        model._default_manager.filter(**{field: goes}).update(**{field: stays})
    others: list[tuple[type[Fact], str]] = [(Statement, field)]
    others += [(Statement, "other")] if field == "person" else [(Role, "organization")]
    for model, name in others:
        model._default_manager.filter(**{name: goes}).update(**{name: stays})


def _move_rules(field: str, stays: str, goes: str) -> None:
    rules = Rule.objects.filter(kind=field)
    rules.filter(becomes=goes).update(becomes=stays)
    known = rules.filter(of=stays).values_list("words", flat=True)
    rules.filter(of=goes).exclude(words__in=list(known)).update(of=stays)


def _move_names(field: str, stays: int, goes: int) -> None:
    known = Alias.objects.filter(**{field: stays}).values_list("name", flat=True)
    theirs = Alias.objects.filter(**{field: goes})
    theirs.filter(name__in=list(known)).delete()
    theirs.filter(kind=Alias.Kind.NAME).update(kind=Alias.Kind.OTHER)
    theirs.update(**{field: stays})
