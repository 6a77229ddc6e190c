"""manage.py parse: one JSON object a line, without a database."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from archive.parsing.parse import parse
from archive.parsing.show import as_json

TEXT = (
    "Izvestia: Ferries turn green\r\n\r\nEvery ferry will be green, a painter told Izvestia. He has “much” of it.\r\n"
)


def _run(*paths: Path) -> tuple[list[dict[str, object]], str, int]:
    """What the command prints, says on standard error, and exits with."""
    out, err, status = StringIO(), StringIO(), 0
    try:
        call_command("parse", *map(str, paths), stdout=out, stderr=err)
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), status


def _file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_each_file_gives_a_line_in_order_with_offsets_as_received(tmp_path: Path) -> None:
    first = _file(tmp_path, "first.txt", TEXT.encode())
    second = _file(tmp_path, "second.txt", b" date 2024-06-24 Nothing else.")
    assert _run(first, second) == ([as_json(parse(TEXT)), as_json(parse(" date 2024-06-24 Nothing else."))], "", 0)


def test_other_formats_are_read_first(tmp_path: Path) -> None:
    page = _file(
        tmp_path,
        "page.html",
        b"<html><body><h1>Izvestia: Ferries turn green</h1><p>They will be green.</p></body></html>",
    )
    ((shown,), said, status) = _run(page)
    assert ([a["title"] for s in shown["sections"] for a in s["articles"]], said, status) == (
        ["Ferries turn green"],
        "",
        0,
    )


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
        ("story.txt", b"Press review: Nothing\n\nTop stories from the Russian press\n", "no-story"),
    ],
)
def test_a_file_without_a_story_still_gives_its_object(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    ((shown,), said, status) = _run(_file(tmp_path, name, data))
    assert (shown["sections"], [w["code"] for w in shown["warnings"]], said, status) == ([], [code], "", 0)


def test_a_file_that_cannot_be_opened_is_one_line_and_the_others_are_printed(tmp_path: Path) -> None:
    there = _file(tmp_path, "there.txt", TEXT.encode())
    missing = tmp_path / "missing.txt"
    assert _run(missing, there) == (
        [as_json(parse(TEXT))],
        f"{missing}: cannot be read: No such file or directory\n",
        1,
    )
