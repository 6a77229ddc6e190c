"""Imports run downwards only: the design's rooms, and who may know whom."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_KNOW = {
    "parsing": {"parsing"},
    "postgres": {"postgres", "database"},
    "models": {"models"},
    "ingest": {"ingest", "models", "parsing"},
    "search": {"search", "models"},
    "templatetags": {"templatetags", "models", "search", "site"},
    "api": {"api", "ingest", "models"},
    "desk": {"desk", "api", "ingest", "models", "search", "site", "parsing"},
    "site": {"site", "models", "search", "templatetags"},
}


def imported(path: Path) -> set[str]:
    """The rooms of archive that a file imports, at the top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                parts = path.relative_to(ROOT).with_suffix("").parts[: -node.level]
                names = [".".join([*parts, *(node.module or "").split(".")]).rstrip(".")]
            else:
                names = [node.module or ""]
            if names == ["archive"]:
                names = [f"archive.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("archive.")}
    return found


@pytest.mark.parametrize("room", sorted(MAY_KNOW))
def test_no_import_runs_upwards(room):
    files = sorted((ROOT / "archive" / room).rglob("*.py"))
    assert files
    wrong = {str(f.relative_to(ROOT)): imported(f) - MAY_KNOW[room] for f in files}
    assert {name: rooms for name, rooms in wrong.items() if rooms} == {}


def test_the_parser_knows_neither_django_nor_the_database():
    for path in (ROOT / "archive" / "parsing").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [module]
            assert not [n for n in names if n.split(".")[0] in {"django", "psycopg", "procrastinate"}], path
