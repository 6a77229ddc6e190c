"""Makes people, organizations, newspapers and series under a slug of their own. Called by store and review only."""

from __future__ import annotations

from itertools import chain, count

from anyascii import anyascii
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from archive.ingest import ledger, match
from archive.models import Alias, Fact, FormerSlug, Organization, Person, Series, Source
from archive.models.keys import filed_as, person_key, plain_key


def slug_of(name: str, length: int) -> str:
    """A name in plain letters for an address."""
    return slugify(anyascii(name))[:length].strip("-") or "unnamed"


def free_slug(model: type[models.Model], wanted: str, *, kind: str = "") -> str:
    """`wanted` as a slug, with -2, -3 ... when something has it or once had it (`kind` of FormerSlug)."""
    length: int = model._meta.get_field("slug").max_length  # type: ignore[union-attr, assignment]
    base = slug_of(wanted, length - 6)
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    if kind:
        taken |= set(FormerSlug.objects.filter(kind=kind, slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in taken)


def make_person(name: str) -> Person:
    """A new person, whether or not somebody else bears the name."""
    name = _clean(name)
    person = Person.objects.create(
        name=name,
        slug=free_slug(Person, name, kind=FormerSlug.Kind.PERSON),
        filed_as=filed_as(name),
        sort_key=plain_key(filed_as(name)),
    )
    add_alias(person, name, Alias.Kind.NAME)
    return person


def find_or_make_organization(name: str) -> Organization:
    """The organization that is known by this name, or a new one."""
    name = _clean(name)
    known = match.match_names("organization", [name]).get(name)
    if known:
        return Organization.objects.get(pk=known)
    return make_organization(name)


def make_organization(name: str) -> Organization:
    """A new organization, whether or not another one bears the name."""
    name = _clean(name)
    organization = Organization.objects.create(
        name=name,
        slug=free_slug(Organization, name, kind=FormerSlug.Kind.ORGANIZATION),
        sort_key=plain_key(name),
    )
    add_alias(organization, name, Alias.Kind.NAME)
    return organization


def find_or_make_source(name: str, origin: str = Fact.Origin.EDITOR) -> Source:
    """The newspaper that is known by this name, or a new one of this origin (editor or parser)."""
    name = _clean(name)
    known = match.match_names("source", [name]).get(name)
    found = Source.objects.filter(Q(pk=known) if known else Q(name=name)).first()
    if found:
        return found
    source = Source.objects.create(
        name=name,
        slug=free_slug(Source, name, kind=FormerSlug.Kind.SOURCE),
        sort_key=plain_key(name),
        origin=origin,
    )
    add_alias(source, name, Alias.Kind.NAME)
    return source


def find_or_make_series(name: str) -> Series:
    """The series of this name, or a new one with full-text rights."""
    name = _clean(name)
    known = Series.objects.filter(name=name).first()
    if known is None:
        with ledger.recorded("name", _("Made: %(name)s") % {"name": name}):
            known = Series.objects.create(name=name, slug=free_slug(Series, name))
    return known


def alias_key(of: Person | Organization | Source, name: str) -> str:
    """The key by which `name`, as a name of `of`, is found."""
    return person_key(name) if isinstance(of, Person) else plain_key(name)


def add_alias(of: Person | Organization | Source, name: str, kind: str) -> None:
    """Another name of somebody or something; a name that it already has stays as it is."""
    field = of._meta.model_name or ""
    Alias.objects.get_or_create(name=_clean(name), **{field: of}, defaults={"key": alias_key(of, name), "kind": kind})


def _clean(name: str) -> str:
    return " ".join(name.split())[:200]
