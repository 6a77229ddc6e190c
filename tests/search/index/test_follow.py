"""An index that is followed: what it shows after each commit, and what happens where it cannot be used."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.ingest import review
from archive.models import Article, Digest, Mention
from archive.search import SearchRequest
from archive.search.index import files, follow
from archive.search.index.collect import drafted
from archive.search.index.follow import Follower
from archive.search.index.parts import Parts
from archive.search.index.segment import arrays_of
from tests.factories import make_article, make_country, make_digest, make_mention, make_person, make_statement
from tests.search.test_fast import compare

from .made import keep

pytestmark = pytest.mark.django_db

ASKED = [
    SearchRequest(),
    SearchRequest(q="zorn"),
    SearchRequest(q='"zorn quil"'),
    SearchRequest(q="said:zorn", show="statements"),
    SearchRequest(people=("marta-velisk",)),
    SearchRequest(countries=("RO",), sort="oldest"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def builds(tmp_path: Path) -> Path:
    """A file with a line for each build that was started."""
    (tmp_path / "builds").touch()
    return tmp_path / "builds"


@pytest.fixture
def follower(root: Path, builds: Path) -> Iterator[Follower]:
    follower = Follower(root, ["/bin/sh", "-c", f"echo started >> {builds}"])
    yield follower
    started(follower, builds)


def started(follower: Follower, builds: Path) -> int:
    """How many builds were started; waits for the last one's end."""
    if follower._builder is not None:
        follower._builder.wait(10)
    return builds.read_text().count("started\n")


def asked(follower: Follower, timeout: int = 0) -> Parts | None:
    """The index at a question whose statements may take so many milliseconds."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {timeout}")
        return follower.parts(cursor)


def agree(*followers: Follower) -> None:
    """Each follower's index is there and answers as PostgreSQL does."""
    for follower in followers:
        parts = asked(follower)
        assert (follower.problem, parts is None) == ("", False)
        for request in ASKED:
            compare(parts, request)


def story(words: str = "zorn quil", *, published: bool = True) -> Article:
    """A story in which somebody says these words."""
    digest = make_digest(f"{words}\n\nRomania {Digest.objects.count()}", published=published)
    article = make_article(digest, title=words, slug=f"story-{digest.pk}" if published else None)
    make_statement(article, words)
    make_mention(article, "Romania", country=make_country())
    return article


def test_a_digest_is_found_once_it_is_published_and_no_longer_once_it_is_withdrawn(
    root: Path, follower: Follower
) -> None:
    story()
    keep(root)
    agree(follower)
    article = story(published=False)
    agree(follower)
    assert follower.stories == 1
    review.publish(article.digest, who=None)
    agree(follower)
    assert follower.stories == 2
    changes = review.withdraw(article.digest, who=None)
    agree(follower)
    assert follower.stories == 1
    review.undo(changes, who=None)
    agree(follower)
    assert follower.stories == 2
    article.digest.delete()
    agree(follower)
    assert follower.stories == 1


def corrections() -> dict[str, Callable[[Article], Any]]:
    return {
        "title": lambda article: review.rename_story(article, who=None, title="brack"),
        "date": lambda article: review.set_date(article.digest, who=None, date=article.date.replace(day=1)),
        "reject": lambda article: review.reject(article.mentions.get(), who=None),
        "speaker": lambda article: review.reassign(article.statements.get(), who=None, to=make_person("Henrik Aldane")),
        "add": lambda article: review.add(
            Mention, article=article, who=None, country=make_country("TR", "Türkiye"), start=0, end=1
        ),
        "all": lambda article: review.confirm_all(article.digest, who=None, above=0),
    }


@pytest.mark.parametrize("what", corrections())
def test_a_correction_shows_at_the_next_question(root: Path, follower: Follower, what: str) -> None:
    story()
    article = story()
    keep(root)
    agree(follower)
    corrections()[what](article)
    agree(follower)
    review.reject(article.statements.exclude(state="rejected").get(), who=None)
    agree(follower)


def test_each_process_follows_by_itself(root: Path, builds: Path, follower: Follower) -> None:
    article = story()
    keep(root)
    other = Follower(root, ["false"])
    agree(follower, other)
    review.rename_story(article, who=None, title="brack")
    agree(other)
    late = Follower(root, ["false"])
    story("brack zorn")
    agree(late, follower, other)
    assert started(follower, builds) == 0


@pytest.mark.django_db(transaction=True)
def test_commits_out_of_order_of_their_numbers(root: Path, follower: Follower) -> None:
    slow, quick = story(), story()
    keep(root)
    agree(follower)
    with closing(connection.copy()) as other:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("UPDATE archive_article SET title = 'brack' WHERE id = %s", [slow.pk])
        with transaction.atomic():
            Article.objects.filter(pk=quick.pk).update(title="fenlow")
        agree(follower)
        # Who opens an index that was kept now must see what was running then, too.
        keep(root)
        late = Follower(root, ["false"])
        agree(late, follower)
        Article.objects.filter(pk=quick.pk).update(title="fenlow zorn quil")
        agree(late, follower)
        other.commit()
        agree(late, follower)
        parts = asked(follower)
        assert parts is not None
        assert sum(len(part.segment.words["text"].find(b"brack")) for part in parts) == 1


@pytest.mark.django_db(transaction=True)
def test_transactions_that_overlap_in_any_way(root: Path, follower: Follower) -> None:
    stories = [story() for _ in range(3)]
    keep(root)
    others = [connection.copy() for _ in stories]
    for other in others:
        other.set_autocommit(False)
    steps = st.tuples(st.sampled_from(["write", "write", "commit", "commit", "undo", "look"]), st.integers(0, 2))

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(steps, max_size=14), st.integers(0, 2))
    def overlap(done: list[tuple[str, int]], first: int) -> None:
        for step, (what, which) in enumerate([("write", first), *done]):
            if what == "write":
                with others[which].cursor() as cursor:
                    title = ["zorn quil", "zorn", "brack"][step % 3]
                    cursor.execute("UPDATE archive_article SET title = %s WHERE id = %s", [title, stories[which].pk])
            elif what == "commit":
                others[which].commit()
            elif what == "undo":
                others[which].rollback()
            else:
                look()
        for other in others:
            look()
            other.commit()
        look()

    def look() -> None:
        parts = asked(follower)
        assert parts is not None
        compare(parts, SearchRequest(q="title:brack OR zorn"))

    try:
        overlap()
    finally:
        for other in others:
            other.close()


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_was_never_there(root: Path, follower: Follower) -> None:
    article = story()
    keep(root)
    agree(follower)

    def broken() -> None:
        with transaction.atomic():
            review.withdraw(article.digest, who=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    agree(follower)
    assert follower.stories == 1
    review.withdraw(Digest.objects.get(), who=None)
    agree(follower)
    assert follower.stories == 0


def flipped(path: Path, at: int) -> None:
    whole = bytearray(path.read_bytes())
    whole[at] ^= 1
    path.write_bytes(whole)


def said(folder: Path, **values: Any) -> None:
    """Another manifest."""
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


HARM: dict[str, tuple[Callable[[Path], Any], str]] = {
    "no folder": (lambda folder: shutil.rmtree(folder.parent), "there is none yet"),
    "no current": (lambda folder: (folder.parent / "current").unlink(), "there is none yet"),
    "emptied current": (lambda folder: (folder.parent / "current").write_text(""), "there is none yet"),
    "folder gone": (lambda folder: shutil.rmtree(folder), "it cannot be read: .*No such file.*"),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "it cannot be read: .*No such file.*"),
    "half a manifest": (
        lambda folder: os.truncate(folder / "manifest.json", 40),
        "it cannot be read: .*(Unterminated|Expecting).*",
    ),
    "manifest of another kind": (lambda folder: (folder / "manifest.json").write_text("{}"), "it cannot be read: .*"),
    "position changed": (lambda folder: said(folder, position=1 << 40), "manifest.json is damaged"),
    "byte flipped": (lambda folder: flipped(folder / "text.data.npy", -1), "text.data.npy is damaged"),
    "file cut": (lambda folder: os.truncate(folder / "stories.npy", 130), "stories.npy is damaged"),
    "file gone": (lambda folder: (folder / "told_at.npy").unlink(), "it cannot be read: .*No such file.*told_at.*"),
}


@pytest.mark.parametrize("harm", HARM)
def test_an_index_that_cannot_be_used_is_noticed_said_and_built_anew(
    harm: str, root: Path, builds: Path, follower: Follower, caplog: pytest.LogCaptureFixture
) -> None:
    story()
    damage, problem = HARM[harm]
    damage(root / keep(root))
    assert [asked(follower), asked(follower)] == [None, None]
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert caplog.messages[0] == f"search is answered by PostgreSQL, without the index: {follower.problem}"
    assert [follower.stories, started(follower, builds)] == [0, 1]
    assert re.fullmatch(problem, follower.problem)
    keep(root)
    agree(follower)
    assert started(follower, builds) == 1


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        ({"database": "7/another"}, "it was made from another database"),
        ({"position": 1 << 40}, "it is newer than the database, which was put back to an earlier state"),
        ({"format": files.FORMAT + 1}, f"it has format {files.FORMAT + 1}, this program reads {files.FORMAT}"),
    ],
)
def test_an_index_that_is_not_of_this_archive(
    manifest: dict[str, Any], problem: str, root: Path, builds: Path, follower: Follower
) -> None:
    story()
    keep(root, **manifest)
    assert (asked(follower), follower.problem, started(follower, builds)) == (None, problem, 1)
    keep(root)
    agree(follower)


def test_whole_files_that_make_no_index(root: Path, builds: Path, follower: Follower) -> None:
    story()
    arrays = arrays_of(drafted([]))
    del arrays["days"]
    keep(root, arrays)
    assert (asked(follower), follower.problem, started(follower, builds)) == (None, "KeyError('days')", 1)
    keep(root)
    agree(follower)


def test_an_index_that_vanishes_while_it_is_used(root: Path, builds: Path, follower: Follower) -> None:
    story()
    keep(root)
    agree(follower)
    shutil.rmtree(root)
    assert (asked(follower), follower.problem, started(follower, builds)) == (None, "there is none yet", 1)
    keep(root)
    agree(follower)


def test_a_replaced_index_is_read_to_its_end(root: Path, follower: Follower) -> None:
    story()
    keep(root)
    parts = asked(follower)
    assert parts is not None
    keep(root)
    for request in ASKED:
        compare(parts, request)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_a_folder_that_one_may_not_write(builds: Path, follower: Follower) -> None:
    story()
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    other = Follower(place, ["false"])
    os.seteuid(65534)
    try:
        found = asked(other)
    finally:
        os.seteuid(0)
        place.rmdir()
    assert (found, other.problem) == (None, "there is none yet")


@pytest.mark.parametrize("harm", ["the folder is a file", "the lock is a folder", "current is a folder"])
def test_a_folder_that_is_none(harm: str, root: Path, follower: Follower) -> None:
    story()
    if harm == "the folder is a file":
        root.touch()
    else:
        (root / ("building.lock" if "lock" in harm else "current")).mkdir(parents=True)
    assert asked(follower) is None
    assert follower.problem != ""


def test_a_build_command_that_cannot_be_run(root: Path) -> None:
    follower = Follower(root, ["/nowhere/at/all"])
    assert (asked(follower), follower.problem) == (None, "there is none yet")


def test_of_too_many_changes_none_is_read(
    root: Path, builds: Path, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "MOST_AT_ONCE", 2)
    story()
    keep(root)
    agree(follower)
    stories = [story(), story()]
    agree(follower)
    Article.objects.update(title="brack")
    assert asked(follower) is None
    assert (follower.problem, started(follower, builds)) == ("3 digests changed since it was built", 1)
    stories[0].digest.delete()
    assert asked(follower) is None
    keep(root)
    with transaction.atomic():  # what this transaction did before it kept the index is looked through again
        monkeypatch.setattr(follow, "MOST_AT_ONCE", 4)
        agree(follower)


def test_an_index_with_many_stories_beside_it_is_built_anew_while_it_is_used(
    root: Path, builds: Path, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "MOST_BESIDE", 2)
    keep(root)
    story()
    story()
    agree(follower)
    assert started(follower, builds) == 0
    story()
    agree(follower)
    assert started(follower, builds) == 1


def test_a_build_is_not_started_twice(
    root: Path, builds: Path, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    with files.building(root):
        assert asked(follower) is None
        assert started(follower, builds) == 0
    asked(follower)
    asked(follower)
    assert started(follower, builds) == 1
    monkeypatch.setattr(follow, "AGAIN_AFTER", 0.0)
    asked(follower)
    assert started(follower, builds) == 2
    follower._command = ["sleep", "0.3"]
    asked(follower)
    running = follower._builder
    asked(follower)
    assert follower._builder is running


@pytest.mark.django_db(transaction=True)
def test_the_databases_trouble_is_not_the_indexs(root: Path, builds: Path, follower: Follower) -> None:
    article = story()
    keep(root)
    agree(follower)
    Article.objects.update(title="brack")
    with closing(connection.copy()) as other, other.cursor() as held:
        other.set_autocommit(False)
        for table in ("archive_digestchange", "archive_statement"):  # while it looks, and while it reads again
            held.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(OperationalError, match="statement timeout"):
                asked(follower, 60)
            assert (follower.problem, follower.stories) == ("", 1)
            other.rollback()
    agree(follower)
    assert [part.segment.words["title"].find(b"brack") for part in asked(follower) or ()] == [range(0), range(1)]
    assert (started(follower, builds), article.pk) == (0, follower._parts[1].segment.stories[0])  # type: ignore[index]
