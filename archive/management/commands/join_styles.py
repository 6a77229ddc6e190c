"""manage.py join_styles: the readers' style sheets as one, static/css/site.css, so that a page waits for one."""

from __future__ import annotations

import re
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

_FROM = "/* Made by manage.py join_styles from the other sheets of this folder: change those. */"


def joined(folder: Path) -> str:
    """The style sheets of static/css one after the other, without comments, blank lines and indents."""
    text = "\n".join((folder / f"{name}.css").read_text() for name in PARTS)
    lines = map(str.strip, re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).splitlines())
    return "\n".join([_FROM, *filter(None, lines)]) + "\n"


class Command(BaseCommand):
    help = "Joins the style sheets of the readers' pages into static/css/site.css. Run it after changing one."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.BASE_DIR / "static" / "css"
        (folder / "site.css").write_text(joined(folder))
        self.stdout.write(f"{len(PARTS)} style sheets joined")
