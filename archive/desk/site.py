"""The editors' admin site: Django's admin under the desk's name, with the desk's own pages in front of it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from archive.desk import (
    act,
    add,
    completing,
    front,
    history,
    imports,
    jobs,
    merge,
    near,
    readings,
    received,
    review,
    rules,
)


class DeskSite(admin.AdminSite):
    """Every page of it is for staff only; what a member of staff may do there is a matter of permissions."""

    site_title = _("Press Archive")
    site_header = _("Editor’s desk")
    index_title = _("Editor’s desk")
    enable_nav_sidebar = False
    login_template = "registration/login.html"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The desk's own pages, then Django's lists and forms of every kind of record."""
        page = self.admin_view
        return [
            path("digests/add/", page(add.add_digest), name="add_digest"),
            path("digests/<int:pk>/review/", page(review.review), name="review"),
            path("digests/<int:pk>/do/", page(act.do), name="do"),
            path("digests/<int:pk>/withdraw/", page(review.withdraw), name="withdraw"),
            path("digests/<int:pk>/history/", page(history.history), name="history"),
            path("digests/<int:pk>/undo-import/", page(history.undo_import), name="undo_import"),
            path("changes/", page(history.changes), name="changes"),
            path("changes/<int:pk>/", page(history.change), name="change"),
            path("changes/<int:pk>/undo/", page(history.undo), name="undo_change"),
            path("history/<slug:kind>/<slug:row>/", page(history.record_history), name="record_history"),
            path("digests/<int:pk>/received/", page(received.received), name="received"),
            path("merge/<slug:kind>/", page(merge.merge), name="merge"),
            path("duplicates/", page(merge.duplicates), name="duplicates"),
            path("names/complete/", page(completing.complete_names), name="complete_names"),
            path("names/<slug:kind>/<int:pk>/", page(merge.record_names), name="record_names"),
            path("imports/", page(imports.all_imports), name="imports"),
            path("imports/<int:pk>/", page(imports.import_page), name="import"),
            path("imports/<int:pk>/retry/", page(imports.retry), name="retry_import"),
            path("imports/<int:pk>/undo/", page(imports.undo), name="undo_bulk"),
            path("repetitions/<int:pk>/", page(near.near_duplicate), name="near_duplicate"),
            path("rules/", page(rules.rules), name="rules"),
            path("rules/<int:pk>/switch/", page(rules.switch_rule), name="switch_rule"),
            path("changes/<int:pk>/everywhere/", page(rules.add_rule), name="add_rule"),
            path("readings/", page(readings.all_readings), name="readings"),
            path("readings/<int:pk>/", page(readings.reading), name="reading"),
            path("readings/<int:pk>/take/", page(readings.take), name="take_reading"),
            path("readings/<int:pk>/drop/", page(readings.drop), name="drop_reading"),
            path("readings/<int:pk>/<slug:kind>/", page(readings.differences), name="differences"),
            path("merges/", page(merge.merges), name="merges"),
            path("merges/<int:pk>/undo/", page(merge.take_back), name="take_back"),
            path("jobs/", page(jobs.jobs), name="jobs"),
            path("jobs/<int:pk>/retry/", page(jobs.retry), name="retry_job"),
            *super().get_urls(),
        ]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What waits, what failed and why, and what was published lately."""
        return front.front(request, self.get_app_list(request))
