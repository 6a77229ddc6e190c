"""What an editor may do: everything of the desk, nothing else."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from archive.models import FACTS

EDITORS = "Editors"

_FACTS = tuple(model._meta.model_name or "" for model in FACTS)
_NAMES = ("person", "organization", "source", "topic", "series")
# App label -> verb -> models. There is no "delete" but of a wrong alias: what an editor withdraws stays in the archive.
_MAY: dict[str, dict[str, tuple[str, ...]]] = {
    "archive": {
        "view": ("digest", "section", "article", "changeset", "country", "alias", *_NAMES, *_FACTS),
        "add": ("digest", "alias", *_NAMES, *_FACTS),
        "change": ("digest", "section", "article", "country", "alias", *_NAMES, *_FACTS),
        "delete": ("alias",),
        "publish": ("digest",),
    },
    "procrastinate": {"view": ("procrastinatejob",)},
}


def make_editors_group() -> Group:
    """The group "Editors" with exactly the desk's permissions; made or put right, the same again changes nothing.

    Raises LookupError when a permission is missing, which means that the migrations have not run.
    """
    wanted = {
        (label, f"{verb}_{model}")
        for label, verbs in _MAY.items()
        for verb, models in verbs.items()
        for model in models
    }
    condition = Q()
    for label, codename in wanted:
        condition |= Q(content_type__app_label=label, codename=codename)
    permissions = list(Permission.objects.filter(condition).select_related("content_type"))
    missing = wanted - {(permission.content_type.app_label, permission.codename) for permission in permissions}
    if missing:
        raise LookupError(f"permissions not found (run migrate first): {sorted(missing)}")
    group, _made = Group.objects.get_or_create(name=EDITORS)
    group.permissions.set(permissions)
    return group
