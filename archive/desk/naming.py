"""Names as an editor types them -> who or what is meant. Between two people of one name it asks; it never guesses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from archive.ingest import match, names
from archive.models import Alias, Country, Digest, Organization, Person, Source, Topic
from archive.models.keys import person_key

_OFFERED = 4
_NEAR, _NEAR_SURNAME = 0.68, 0.5  # how like a known person's name one must be for it to be asked about


class LikelyKnown(Exception):
    """A name is new, and known ones are much like it: `candidates`, the likeliest first, each with the reason."""

    def __init__(self, kind: str, typed: str, candidates: list[match.Candidate]) -> None:
        super().__init__(typed)
        self.kind, self.typed, self.candidates = kind, typed, candidates


def find_person(typed: str, digest: Digest) -> Person | None:
    """The person whose address or name was typed; None for a new name.

    Somebody of this digest comes first. Raises ValidationError when several people bear the name.
    """
    here = Person.objects.filter(mentions__article__digest=digest, name__iexact=typed).distinct()
    known = list(here[:2]) or list(Person.objects.filter(slug=typed))
    if not known:
        keys = Alias.objects.filter(person__isnull=False, key=person_key(typed))
        known = list(Person.objects.filter(pk__in=keys.values("person_id")).order_by("slug"))
    if len(known) > 1:
        raise ValidationError(
            _("%(count)d people are called %(name)s. Write the address of the one you mean: %(slugs)s.")
            % {"count": len(known), "name": typed, "slugs": ", ".join(person.slug for person in known)}
        )
    return known[0] if known else None


def find_country(typed: str) -> Country:
    """The country of this name, other name or code. Raises ValidationError when there is none."""
    known = Country.objects.filter(Q(code__iexact=typed) | Q(name__iexact=typed) | Q(names__contains=[typed])).first()
    if known is None:
        raise ValidationError(_("No country is called “%(name)s”. Write a name such as Romania.") % {"name": typed})
    return known


def find_topic(typed: str) -> Topic:
    """The topic of this name. Raises ValidationError when there is none: topics are added in the list of topics."""
    known = Topic.objects.filter(Q(name__iexact=typed) | Q(slug=typed)).first()
    if known is None:
        raise ValidationError(
            _("No topic is called “%(name)s”. Choose one of the list, or add the topic first.") % {"name": typed}
        )
    return known


def person(typed: str, digest: Digest, new: Sequence[str] = ()) -> Person:
    """The person who is meant, made when the name is new. Raises LikelyKnown first, unless `new` has the name."""
    known = find_person(typed, digest)
    if known is None and typed not in new:
        near = _NEAR if " " in typed else _NEAR_SURNAME
        _ask("person", typed, [c for c in match.candidates_for_person(typed, limit=_OFFERED) if c.score >= near])
    return known or names.make_person(typed)


def organization(typed: str, new: Sequence[str] = ()) -> Organization:
    """The organization of this address or name, made when the name is new; LikelyKnown as for a person."""
    known = Organization.objects.filter(Q(slug=typed) | Q(name__iexact=typed)).first()
    known = known or _by_key(Organization, typed)
    if known is None and typed not in new:
        _ask("organization", typed, match.candidates_for_name("organization", typed, limit=_OFFERED))
    return known or names.find_or_make_organization(typed)


def source(typed: str, new: Sequence[str] = ()) -> Source:
    """The newspaper of this address or name, made when the name is new; LikelyKnown as for a person."""
    known = Source.objects.filter(Q(slug=typed) | Q(name__iexact=typed)).first() or _by_key(Source, typed)
    if known is None and typed not in new:
        _ask("source", typed, match.candidates_for_name("source", typed, limit=_OFFERED))
    return known or names.find_or_make_source(typed)


def _by_key(model: type[Any], typed: str) -> Any:
    known = match.match_names(model._meta.model_name, [typed]).get(typed)
    return model._default_manager.filter(pk=known).first() if known else None


def _ask(kind: str, typed: str, candidates: Sequence[match.Candidate]) -> None:
    if candidates:
        raise LikelyKnown(kind, typed, list(candidates))
