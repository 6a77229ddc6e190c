"""manage.py index: what it says, what it shows of its progress, and when it refuses."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.management.commands import index as command
from archive.search.index import build as building
from archive.search.index import files
from archive.search.index.follow import Follower
from tests.factories import make_article
from tests.search.index.test_follow import agree

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def root(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(command, "NICE", 0)  # the tests themselves need not stand back
    return tmp_path / "index"


def index(*arguments: str) -> tuple[str, str]:
    """What the command says, and what it shows of its progress."""
    said, shown = StringIO(), StringIO()
    call_command("index", *arguments, stdout=said, stderr=shown)
    return said.getvalue(), shown.getvalue()


def test_it_builds_and_says_what(root, monkeypatch):
    monkeypatch.setattr(building, "STORIES_AT_ONCE", 2)
    for _ in range(3):
        make_article()
    said, shown = index()
    size = sum(file.stat().st_size for file in (root / files.current(root)).iterdir()) / 1e6
    assert re.fullmatch(rf"3 stories, {size:.1f} MB, \d+\.\d s\n", said)
    assert re.findall(r"(\d+)/(\d+)", shown)[-1] == ("3", "3")
    agree(Follower(root, ["false"]))


def test_quietly(root):
    make_article()
    assert index("--quiet") == ("", "")
    agree(Follower(root, ["false"]))


def test_an_archive_without_a_story(root):
    assert re.fullmatch(r"0 stories, 0\.0 MB, \d+\.\d s\n", index()[0])


def test_it_refuses_while_another_builds(root):
    with files.building(root):
        with pytest.raises(CommandError, match=r"^Another process is building the index of this DATA_DIR"):
            index()
        assert index("--quiet") == ("", "")
    assert files.current(root) == ""
