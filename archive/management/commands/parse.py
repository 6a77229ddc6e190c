"""manage.py parse FILE...: print what the parser understands of each file, one JSON object a line."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from archive.parsing.model import people_in
from archive.parsing.parse import parse
from archive.parsing.read import Unreadable, read_safely
from archive.parsing.shapes import DateFound, Known, ParsedDigest, Warning
from archive.parsing.show import as_json


class Command(BaseCommand):
    help = (
        "Prints what the parser understands of digests, one JSON object a line. Neither reads nor writes the database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--no-model", action="store_true", help="do without the language model, if one is installed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        unread = 0
        for path in options["files"]:
            try:
                data = path.read_bytes()
            except OSError as error:
                unread += 1
                self.stderr.write(f"{path}: cannot be read: {error.strerror or error}")
                continue
            self.stdout.write(
                json.dumps(as_json(_parse(data, path.name, with_model=not options["no_model"])), ensure_ascii=False)
            )
        if unread:
            sys.exit(1)


def _parse(data: bytes, name: str, *, with_model: bool) -> ParsedDigest:
    """A text is parsed exactly as received; anything else is read first, and why it cannot be is a warning."""
    if not data.strip():
        return parse("")
    try:
        text = _text(data, name)
    except Unreadable as refused:
        warning = Warning(refused.code, str(refused))
        return ParsedDigest("", DateFound(rule="no-date"), None, None, None, (), (warning,))
    return parse(text, known=Known(people=people_in(text) if with_model else frozenset()))


def _text(data: bytes, name: str) -> str:
    if Path(name).suffix.lower() in ("", ".txt", ".text", ".md"):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return read_safely(data, name).text
