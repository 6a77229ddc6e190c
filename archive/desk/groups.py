"""The four roles of the desk: each may do what the one before may, and more."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from archive.models import FACTS

CONTRIBUTORS, EDITORS, CHIEFS, ADMINISTRATORS = "Contributors", "Editors", "Chief editors", "Administrators"

_FACTS = tuple(model._meta.model_name or "" for model in FACTS)
_NAMES = ("person", "organization", "source", "topic", "series")
# Role -> app label -> verb -> models. There is no "delete" but of a wrong alias: what an editor withdraws stays in the
# archive, and an account that is not used any more is switched off.
_MAY: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    # Brings digests in and corrects what was understood.
    CONTRIBUTORS: {
        "archive": {
            "view": ("digest", "section", "article", "changeset", "country", "alias", *_NAMES, *_FACTS),
            "add": ("digest", *_FACTS),
            "change": ("digest", "section", "article", *_FACTS),
        },
        "procrastinate": {"view": ("procrastinatejob",)},
    },
    # Publishes, withdraws, and keeps the names.
    EDITORS: {
        "archive": {
            "add": ("alias", *_NAMES),
            "change": ("country", "alias", *_NAMES),
            "delete": ("alias",),
            "publish": ("digest",),
        }
    },
    # Undoes what others did, and says who is who.
    CHIEFS: {"archive": {"undo_others": ("changeset",), "merge_names": ("changeset",), "change_past": ("changeset",)}},
    # Says who is what.
    ADMINISTRATORS: {
        "archive": dict.fromkeys(("view", "add", "change"), ("token",)),
        "auth": {"view": ("user", "group"), "add": ("user",), "change": ("user",)},
    },
}
_OWN_NAMES = {"undo_others", "merge_names", "change_past"}  # permissions that do not hold the model's name


def make_groups() -> dict[str, Group]:
    """The groups of the four roles, each with exactly its permissions; made or put right, the same again changes
    nothing.

    Raises LookupError when a permission is missing, which means that the migrations have not run.
    """
    groups: dict[str, Group] = {}
    wanted: set[tuple[str, str]] = set()
    for role, labels in _MAY.items():
        wanted |= {
            (label, verb if verb in _OWN_NAMES else f"{verb}_{model}")
            for label, verbs in labels.items()
            for verb, models in verbs.items()
            for model in models
        }
        groups[role], _made = Group.objects.get_or_create(name=role)
        groups[role].permissions.set(_permissions(wanted))
    return groups


def _permissions(wanted: Iterable[tuple[str, str]]) -> list[Permission]:
    condition = Q()
    for label, codename in wanted:
        condition |= Q(content_type__app_label=label, codename=codename)
    found = list(Permission.objects.filter(condition).select_related("content_type"))
    missing = set(wanted) - {(permission.content_type.app_label, permission.codename) for permission in found}
    if missing:
        raise LookupError(f"permissions not found (run migrate first): {sorted(missing)}")
    return found
