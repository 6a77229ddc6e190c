"""manage.py join_styles: the readers' style sheets as one, static/css/site.css, so that a page waits for one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

# What is general first, then what one kind of page has, print last.
PARTS = (
    *("tokens", "type", "layout", "components", "pages", "found", "keys"),
    *("search", "entity", "expert", "charts", "calendar", "digests", "home", "about", "cite", "compare", "error"),
    "print",
)


def joined(folder: Path) -> str:
    """The style sheets of static/css one after the other, each under its name."""
    return "\n".join(f"/* {name}.css */\n{(folder / f'{name}.css').read_text()}" for name in PARTS)


class Command(BaseCommand):
    help = "Joins the style sheets of the readers' pages into static/css/site.css. Run it after changing one."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.BASE_DIR / "static" / "css"
        (folder / "site.css").write_text(joined(folder))
        self.stdout.write(f"{len(PARTS)} style sheets joined")
