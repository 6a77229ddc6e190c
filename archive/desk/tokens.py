"""Tokens with which programs send digests: made here, their secret told once, switched off."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.api.digests import make_token
from archive.models import Token


@admin.register(Token)
class TokenAdmin(admin.ModelAdmin):
    """Name and series are chosen once; afterwards a token is only switched on or off."""

    list_display = ["name", "series", "on", "made_at", "used_at", "who"]
    list_select_related = ["series", "who"]
    list_filter = ["on", "series"]

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return ["name", "series", "on", "made_at", "used_at", "who"] if obj else ["name", "series"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return ["series", "made_at", "used_at", "who"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Token, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        made, secret = make_token(obj.name, obj.series, request.user)
        obj.pk, obj.sha256 = made.pk, made.sha256
        words = _("The token, which is shown this once: %(secret)s") % {"secret": secret}
        messages.warning(request, words)
