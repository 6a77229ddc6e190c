"""Other names and addresses for people, organizations, newspapers and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from archive.ingest import ledger, names
from archive.ingest.review.acts import NotPossible, one_line
from archive.models import (
    Alias,
    FormerSlug,
    Organization,
    Person,
    Source,
    Topic,
)
from archive.models.keys import filed_as, plain_key

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def rename(named: Person | Organization | Source | Topic, *, who: User | None, name: str, slug: str) -> None:
    """Another canonical name or address. The former name stays as an alias, the former address redirects."""
    with ledger.recorded("name", _("Renamed: %(name)s") % {"name": name}, who=who):
        _rename(named, name, slug)


def _rename(named: Person | Organization | Source | Topic, name: str, slug: str) -> None:
    kind = FormerSlug.Kind(named._meta.model_name or "")
    model = type(named)
    if model._default_manager.filter(slug=slug).exclude(pk=named.pk).exists():
        raise NotPossible(_("Another %(kind)s has the address “%(slug)s”.") % {"kind": kind.label, "slug": slug})
    old = model._default_manager.get(pk=named.pk)
    if old.slug != slug:
        FormerSlug.objects.filter(kind=kind, slug=slug).delete()
        FormerSlug.objects.update_or_create(kind=kind, slug=old.slug, defaults={"target": named.pk})
    named.name, named.slug = one_line(name, 200), slug
    if isinstance(named, Person):
        named.filed_as = filed_as(named.name)
        named.sort_key = plain_key(named.filed_as)
    elif not isinstance(named, Topic):
        named.sort_key = plain_key(named.name)
    named.save()
    if old.name != named.name and not isinstance(named, Topic):
        for name, known_as in ((old.name, Alias.Kind.FORMER), (named.name, Alias.Kind.NAME)):
            names.add_alias(named, name, known_as)
            named.aliases.filter(name=name).exclude(kind=known_as).update(kind=known_as)
