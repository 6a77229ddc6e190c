from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """The admin site, with the desk's own front page and review page."""

    default_site = "archive.desk.site.DeskSite"
