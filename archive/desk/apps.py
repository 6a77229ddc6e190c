from importlib import import_module

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """The admin site, with the desk's own front page and review page."""

    default_site = "archive.desk.site.DeskSite"

    def ready(self) -> None:
        """Register what the desk shows. The queue's jobs have a page of the desk's own instead of the stock lists."""
        super().ready()
        from procrastinate.contrib.django import models as queue  # noqa: PLC0415 (models load after the apps)

        for module in ("names", "records", "accounts", "tokens"):
            import_module(f"archive.desk.{module}")
        for model in (queue.ProcrastinateJob, queue.ProcrastinateEvent, queue.ProcrastinateWorker):
            if admin.site.is_registered(model):
                admin.site.unregister(model)
