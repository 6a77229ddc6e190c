"""Worker, web process and PostgreSQL killed at random while digests come in and are read again.

Nothing is lost, half-stored or doubled, and the work goes on by itself.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from archive.postgres.cluster import locate_cluster
from tests.test_serving import REPOSITORY, _free_port, _processes, _read_until, _server, _serving, used  # noqa: F401

DIGESTS = 50
SECRET = "a secret of a robot"
PATIENCE = 240  # seconds until a digest is taken, and until the last one is read

TEXT = """PRESS DIGEST

The Harbour Gazette: Ice comes early to channel {number}

"It is thin," Marta Velisk, director of the Port Institute, told The Harbour Gazette. The tugs work in Romania.

Capital Ledger: Quota {number} is agreed

Norway has a quota of {number}, gas market consultant Henrik Aldane told Capital Ledger.
"""


class _Archive:
    """The running archive: asked by SQL, sent digests, hurt."""

    def __init__(self, data_dir: Path, port: int) -> None:
        self.data_dir, self.port, self.over = data_dir, port, threading.Event()
        self.killed: list[str] = []

    def ask(self, sql: str, *parameters: Any) -> Any:
        deadline = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(locate_cluster(self.data_dir).url, autocommit=True, connect_timeout=5) as database:
                    return database.execute(sql, parameters).fetchall()
            except psycopg.Error:
                assert time.monotonic() < deadline, sql
                time.sleep(0.3)

    def send(self, number: int) -> int:
        """Send a digest until it is there; returns how often."""
        body = TEXT.format(number=number).encode()
        deadline = time.monotonic() + PATIENCE
        attempt = 0
        while time.monotonic() < deadline:
            attempt += 1
            asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            with suppress(OSError, http.client.HTTPException), closing(asked):
                day = f"2026-{1 + number // 28:02}-{1 + number % 28:02}"
                headers = {"Authorization": f"Bearer {SECRET}", "Content-Type": "text/plain"}
                asked.request("PUT", f"/api/digests/trial/{day}", body, headers)
                if asked.getresponse().status in (200, 201):
                    return attempt
            time.sleep(0.2)
        raise AssertionError(f"digest {number} was never taken; killed: {self.killed}")

    def hurt(self, choice: random.Random) -> None:
        """Kill each of the three and one of them again, in any order, at any time."""
        victims = ["worker", "web", "postgres"]
        victims.append(choice.choice(victims))
        choice.shuffle(victims)
        for name in victims:
            if self.over.wait(choice.uniform(0.5, 4)):
                return
            with suppress(OSError, IndexError, ValueError):
                victim = _server(self.data_dir) if name == "postgres" else _processes(self.data_dir, name)[0]
                os.kill(victim, signal.SIGKILL)
                self.killed.append(name)

    def wait(self, sql: str, wanted: Any) -> None:
        deadline = time.monotonic() + PATIENCE
        while (got := self.ask(sql)) != wanted:
            assert time.monotonic() < deadline, f"{sql}: {got}; killed: {self.killed}"
            time.sleep(0.5)


def _run(archive: _Archive, code: str) -> None:
    """Some lines of Python in the archive's own shell."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    environment = {**kept, "DATA_DIR": str(archive.data_dir), "LOCAL": "1"}
    subprocess.run([sys.executable, "manage.py", "shell", "-c", code], cwd=REPOSITORY, env=environment, check=True)


def _hurting(archive: _Archive, seed: int) -> threading.Thread:
    archive.over.clear()
    killer = threading.Thread(target=archive.hurt, args=[random.Random(seed)])  # noqa: S311
    killer.start()
    return killer


@pytest.mark.xdist_group("serving")
def test_nothing_is_lost_half_stored_or_doubled(used: Path) -> None:  # noqa: F811
    port = _free_port()
    with _serving(used, port) as serving:
        _read_until(serving, r"^Ready")
        archive = _Archive(used, port)
        threading.Thread(target=lambda: [None for _line in serving.stdout], daemon=True).start()
        series = archive.ask(
            "INSERT INTO archive_series (name, slug, publisher, language, rights)"
            " VALUES ('Trial', 'trial', '', 'en', 'full') RETURNING id"
        )[0][0]
        archive.ask(
            'INSERT INTO archive_token (name, sha256, series_id, made_at, "on") VALUES (%s, %s, %s, now(), true)'
            " RETURNING id", "robot", hashlib.sha256(SECRET.encode()).hexdigest(), series,
        )  # fmt: skip
        killer = _hurting(archive, 1)
        try:
            for number in range(DIGESTS):
                archive.send(number)
                time.sleep(0.3)
        finally:
            archive.over.set()
            killer.join()
        archive.wait("SELECT state, count(*) FROM archive_digest GROUP BY 1", [("in_review", DIGESTS)])
        _check(archive)
        facts = archive.ask("SELECT count(*) FROM archive_mention")
        _run(archive, "from archive.ingest import jobs, readings; jobs.read_archive_again(readings.start(who=None))")
        killer = _hurting(archive, 2)
        time.sleep(12)
        archive.over.set()
        killer.join()
        archive.wait("SELECT state, read, failed FROM archive_reading", [("ready", DIGESTS, 0)])
        assert archive.ask("SELECT count(*) FROM archive_mention") == facts
        _check(archive)
        assert {"worker", "web", "postgres"} <= set(archive.killed)


def _check(archive: _Archive) -> None:
    """Each digest is there once, with its stories and what is in them, and the ledger tells of each row once."""
    whole = archive.ask(
        "SELECT count(*), count(DISTINCT sha256), count(*) FILTER (WHERE parser_version <> '' AND text IS NOT NULL)"
        " FROM archive_digest"
    )
    assert whole == [(DIGESTS, DIGESTS, DIGESTS)]
    stories = archive.ask("SELECT DISTINCT count(*) FROM archive_article GROUP BY digest_id")
    assert stories == [(2,)]
    said = archive.ask("SELECT DISTINCT count(*) FROM archive_statement GROUP BY article_id")
    assert said == [(1,)]
    names = archive.ask("SELECT name, count(*) FROM archive_person GROUP BY 1 ORDER BY 1")
    assert names == [("Henrik Aldane", 1), ("Marta Velisk", 1)]
    received = archive.ask("SELECT DISTINCT count(*) FROM archive_changeset WHERE verb = 'receive' GROUP BY digest_id")
    assert received == [(1,)]
    for kind in ("digest", "article", "statement", "mention", "role", "person"):
        told = archive.ask(
            f"SELECT (SELECT count(*) FROM archive_{kind}), count(*) FILTER (WHERE before IS NULL)"  # noqa: S608
            f" - count(*) FILTER (WHERE after IS NULL) FROM archive_change WHERE kind = '{kind}'"
        )
        assert told[0][0] == told[0][1], kind
