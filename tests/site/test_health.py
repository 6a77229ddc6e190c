"""/healthz in each state: what a watcher reads."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from archive.search import engine
from archive.search.index.follow import Follower
from tests.factories import make_article
from tests.search.index.made import keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process has its index; it is switched on."""
    settings.SEARCH_INDEX = True
    follower = Follower(tmp_path / "index", ["true"])
    monkeypatch.setattr(engine, "follower", follower)
    yield tmp_path / "index"
    if follower._builder is not None:
        follower._builder.wait(10)


def asked(client: Client) -> tuple[int, dict[str, str]]:
    response = client.get("/healthz")
    assert "no-store" in response["Cache-Control"]
    return response.status_code, response.json()


def well(search: str) -> tuple[int, dict[str, str]]:
    return 200, {"status": "ok", "database": "ok", "search": search}


def test_the_index_is_switched_off(client):
    assert asked(client) == well("PostgreSQL: the index is switched off")


def test_the_index_answers_and_follows(client, root):
    make_article()
    keep(root)
    assert asked(client) == well("index, 1 stories")
    make_article()
    assert asked(client) == well("index, 2 stories")


def test_the_index_is_missing_then_damaged_then_well(client, root):
    make_article()
    assert asked(client) == well("PostgreSQL: there is none yet")
    name = keep(root)
    (root / name / "days.npy").write_bytes(b"")
    assert asked(client) == well("PostgreSQL: days.npy is damaged")
    keep(root)
    assert asked(client) == well("index, 1 stories")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("switched_on", [True, False])
def test_the_database_does_not_answer(client, root, settings, monkeypatch, switched_on):
    settings.SEARCH_INDEX = switched_on
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", "no_such_database")
    assert asked(client) == (503, {"status": "failing", "database": "does not answer"})
    monkeypatch.undo()
    connection.close()
