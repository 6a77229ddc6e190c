"""Builds: what they keep, one at a time, and what is left of one that is killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from django.conf import settings
from django.db import connection

from archive.ingest import review
from archive.search.index import build as building
from archive.search.index import files
from archive.search.index.build import build
from archive.search.index.follow import Follower

from .made import keep
from .test_follow import agree, asked, story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


def url() -> str:
    """This test's database, for another process."""
    return re.sub("@([^/]*)/[^?]*", rf"@\1/{connection.settings_dict['NAME']}", os.environ["DATABASE_URL"])


# One process that starts others, which build again and again; the next one once the one before it is killed.
BUILDERS = """
import django, os, sys
from pathlib import Path
django.setup()
from archive.search.index.build import build
for root in sys.argv[1:]:
    if not (builder := os.fork()):
        while True:
            build(Path(root))
    print(builder, flush=True)
    os.wait()
    print("killed", flush=True)
"""


@contextmanager
def building_in(*roots: Path) -> Iterator[IO[str]]:
    """Says the number of the process that builds in the first folder, and when it was killed; then the next."""
    environment = {**os.environ, "DATABASE_URL": url(), "DJANGO_SETTINGS_MODULE": "archive.settings", "LOCAL": "1"}
    with subprocess.Popen(
        [sys.executable, "-c", BUILDERS, *map(str, roots)],
        env=environment, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True, start_new_session=True,
    ) as builders:  # fmt: skip
        try:
            assert builders.stdout is not None
            yield builders.stdout
        finally:
            os.killpg(builders.pid, signal.SIGKILL)


def test_what_is_built_is_what_is_published(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "STORIES_AT_ONCE", 2)
    stories = [story(words) for words in ("zorn quil", "zorn", "brack zorn quil", "quil", "zorn zorn")]
    story("zorn brack", published=False)
    review.reject(stories[0].statements.get(), who=None)
    told: list[tuple[int, int]] = []
    name = build(root, lambda done, all_: told.append((done, all_)))
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert (files.current(root), files.read(root, name)[0].stories) == (name, 5)
    follower = Follower(root, ["false"])
    agree(follower)
    assert follower.stories == 5


def test_an_archive_without_a_story(root: Path) -> None:
    told: list[tuple[int, int]] = []
    build(root, lambda done, all_: told.append((done, all_)))
    follower = Follower(root, ["false"])
    agree(follower)
    assert (told, follower.stories) == ([(0, 0)], 0)
    story()
    agree(follower)
    assert follower.stories == 1


def test_a_new_index_is_picked_up_and_what_changed_during_the_build_is_in_it(root: Path) -> None:
    first = story()
    build(root)
    follower = Follower(root, ["false"])
    agree(follower)
    review.rename_story(first, who=None, title="brack")
    agree(follower)
    # Told once everything is read and nothing kept: whatever happens now is no longer in the arrays.
    build(root, lambda _done, _all: review.withdraw(first.digest, who=None) and story("brack zorn"))
    parts = asked(follower)
    assert parts is not None
    assert [len(part.segment) for part in parts] == [1, 1]
    agree(follower, Follower(root, ["false"]))
    assert follower.stories == 1


def test_a_second_build_leaves_the_first_alone(root: Path) -> None:
    story()
    seconds: list[str] = []
    name = build(root, lambda _done, _all: seconds.append(build(root)))
    assert (seconds, files.current(root)) == ([""], name)
    agree(Follower(root, ["false"]))


def test_killed_builds_leave_the_index_in_use_and_the_next_one_clears_up(tmp_path: Path) -> None:
    story()
    # One is killed before it writes, one in the midst, one when all is written, perhaps in another build.
    awaited = {"lock": "building.lock", "midst": "unfinished-*/told.npy", "end": "unfinished-*/manifest.json"}
    roots = [tmp_path / name for name in awaited]
    names = {root: keep(root) for root in roots}
    followers = {root: Follower(root, ["false"]) for root in roots}
    agree(*followers.values())
    story("brack zorn")
    with building_in(*roots) as said:
        for root in roots:
            builder = int(said.readline())
            until(lambda root=root: any(root.glob(awaited[root.name])))
            os.kill(builder, signal.SIGKILL)
            assert said.readline() == "killed\n"
            agree(followers[root], Follower(root, ["false"]))
    for root in roots:
        name = build(root)
        assert name not in ("", names[root])
        assert sorted(path.name for path in root.iterdir()) == ["building.lock", "current", name]
        agree(followers[root], Follower(root, ["false"]))


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    """Waits until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.001)
