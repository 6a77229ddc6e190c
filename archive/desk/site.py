"""The editors' admin site."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class DeskSite(admin.AdminSite):
    """Django's admin under the desk's name."""

    site_title = _("Press Archive")
    site_header = _("Editor’s desk")
    index_title = _("Editor’s desk")
