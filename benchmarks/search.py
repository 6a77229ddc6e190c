"""How fast a search is: every class of questions by both engines, by plain Django queries, and over HTTP, in one run.

    make bench                       100,000 stories
    make bench SIZE=1000000 JSON=bench.json

Prints one table; with JSON=file the same figures. The corpus is in a DATA_DIR of its own (var/bench-SIZE), made where
it is missing; the demo digests, whose judged questions tell how good the order is, in var/bench-demo.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

import django

if __name__ == "__main__":
    os.environ.setdefault("DATA_DIR", f"var/bench-{os.environ.get('SIZE') or 100_000}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()  # the models, which are imported next, need it

from django.conf import settings
from django.core.management import call_command

from archive.ingest import review
from archive.models import Digest
from archive.search import SearchRequest, engine, search
from archive.search.index.build import build
from archive.search.sql import SqlFinder
from archive.serving import DEMO, DEMO_NEWSPAPERS

from . import naive
from .questions import questions

SIZE = int(os.environ.get("SIZE") or 100_000)
ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
PORT = 8765
CLIENTS = 8
PATIENCE = 8.0  # seconds that the slow ways get for one class and order; one question is asked at least
ROUNDS = {"fast": 3, "sql": 1, "naive": 1, "http": 2}  # through the questions of a class
SORTS = ("newest", "relevance")


class Row(NamedTuple):
    """A class of questions asked one way: milliseconds, and answers a second."""

    name: str
    sort: str
    engine: str
    clients: int
    p50: float
    p95: float
    per_s: float


def main() -> int:
    """Runs everything, prints the table and, where JSON says so, writes the figures."""
    settings.SEARCH_TIMEOUT_MS = 600_000
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("make_corpus", stories=SIZE, stdout=sys.stderr)
    start = time.perf_counter()
    name = build(settings.DATA_DIR / "index", lambda done, all_: _note(f"index: {done} of {all_}"))
    figures: dict[str, Any] = {
        "size": SIZE,
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "build_s": round(time.perf_counter() - start, 1),
        "index_bytes": sum(file.stat().st_size for file in (settings.DATA_DIR / "index" / name).iterdir()),
    }
    _note(engine.index_status())
    rows = list(_in_process())
    with _served() as server:
        rows += _over_http()
        figures |= {"rss_mb": round(_memory(server) / 1e6), "visible_ms": round(_visible())}
    figures["ndcg"] = _relevance()
    figures["rows"] = [
        {"class": row.name, "sort": row.sort, "engine": row.engine, "clients": row.clients,
         "p50_ms": row.p50, "p95_ms": row.p95, "per_s": row.per_s}
        for row in rows
    ]  # fmt: skip
    _print(figures, rows)
    if os.environ.get("JSON"):
        Path(os.environ["JSON"]).write_text(json.dumps(figures, indent=1))
    return 0


def _in_process() -> Iterator[Row]:
    """Both engines and plain queries, interleaved by class and order."""
    ways: dict[str, Callable[[SearchRequest], Any]] = {
        "fast": search,
        "sql": lambda request: search(request, SqlFinder),
        "naive": naive.page,
    }
    for name, asked in questions().items():
        for sort in SORTS:
            requests = [request.change(sort=sort) for request in asked]
            if name in ("facet", "none") and sort == "relevance":
                continue  # without words there is nothing to suit
            for way, ask in ways.items():
                _note(f"{name} {sort} {way}")
                if way == "fast":
                    ask(requests[0])
                yield _row(name, sort, way, 1, _timed([partial(ask, one) for one in requests], ROUNDS[way]))


def _over_http() -> Iterator[Row]:
    for name, asked in questions().items():
        for sort in SORTS:
            if name in ("facet", "none") and sort == "relevance":
                continue
            paths = [f"/search/?{request.change(sort=sort).to_query()}" for request in asked]
            for clients in (1, CLIENTS):
                _note(f"{name} {sort} http {clients}")
                yield _row(name, sort, "http", clients, *_asked(paths, clients))


def _asked(paths: Sequence[str], clients: int) -> tuple[list[float], float]:
    """Seconds of each answer, and of all together: each client asks every path twice, each from another one on."""
    seconds: list[float] = []

    def ask(nth: int) -> None:
        http_ = http.client.HTTPConnection("127.0.0.1", PORT)
        for path in [*paths[nth % len(paths) :], *paths[: nth % len(paths)]] * max(ROUNDS["http"], 16 // len(paths)):
            start = time.perf_counter()
            http_.request("GET", path)
            answer = http_.getresponse()
            answer.read()
            seconds.append(time.perf_counter() - start)
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status}")
        http_.close()

    threads = [threading.Thread(target=ask, args=(nth,)) for nth in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seconds, time.perf_counter() - start


def _timed(calls: Sequence[Callable[[], Any]], rounds: int) -> list[float]:
    """Seconds of each call; the slow ones are fewer, but never none."""
    seconds: list[float] = []
    for call in [*calls] * rounds:
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
        if sum(seconds) > PATIENCE:
            break
    return seconds


def _row(name: str, sort: str, way: str, clients: int, seconds: Sequence[float], wall: float = 0.0) -> Row:
    p95 = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    per_s = len(seconds) / (wall or sum(seconds))
    return Row(name, sort, way, clients, round(median(seconds) * 1e3, 1), round(p95 * 1e3, 1), round(per_s, 1))


@contextmanager
def _served() -> Iterator[int]:
    """The web server of `manage.py serve` on the corpus; yields its process id once it answers from its index."""
    environment = {**os.environ, "SERVED_BY": str(os.getpid()), "LOCAL": "1"}
    server = subprocess.Popen([sys.executable, "-m", "archive.child", "web", str(PORT)], cwd=ROOT, env=environment)  # noqa: S603
    try:
        for _attempt in range(300):
            time.sleep(0.2)
            try:
                http_ = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
                http_.request("GET", "/healthz")
                if "index," in json.loads(http_.getresponse().read()).get("search", ""):
                    break
            except (OSError, http.client.HTTPException):
                continue
        else:
            raise RuntimeError("The web server did not answer from its index.")
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def _memory(server: int) -> int:
    """The largest resident set of the server's processes, in bytes."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return max(int(Path(f"/proc/{child}/statm").read_text().split()[1]) * 4096 for child in (str(server), *children))


def _visible() -> float:
    """Milliseconds from a publication's commit until a page over HTTP shows it: the slowest of five."""
    slowest = 0.0
    for digest in Digest.objects.published().light().order_by("-pk")[:5]:
        review.withdraw(digest, who=None)
        before = _count()
        review.publish(digest, who=None)
        start = time.perf_counter()
        while _count() == before:
            pass
        slowest = max(slowest, time.perf_counter() - start)
    return slowest * 1e3


def _count() -> int:
    http_ = http.client.HTTPConnection("127.0.0.1", PORT)
    http_.request("GET", "/search/?format=json")
    return int(json.loads(http_.getresponse().read())["total"])


def _relevance() -> dict[str, float]:
    """nDCG@10 of both engines on the demo digests, in a database of their own."""
    environment = {**os.environ, "DATA_DIR": str(VAR / "bench-demo"), "LOCAL": "1"}
    for command in (["migrate"], ["load_reference", "--newspapers", str(DEMO_NEWSPAPERS)],
                    ["ingest", "--publish", "--verbosity", "0", str(DEMO)]):  # fmt: skip
        program = [sys.executable, "manage.py", *command]
        subprocess.run(program, cwd=ROOT, env=environment, stdout=sys.stderr, check=True)  # noqa: S603
    program = [sys.executable, "-m", "benchmarks.relevance", "--json"]
    done = subprocess.run(program, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)  # noqa: S603
    return dict(json.loads(done.stdout))


def _print(figures: dict[str, Any], rows: Sequence[Row]) -> None:
    """The table: a line for each class and order, and how many times faster the index is than the others."""
    told = {(row.name, row.sort, row.engine, row.clients): row for row in rows}
    _say(", ".join(f"{name} {value}" for name, value in figures.items() if name not in ("rows",)))
    _say(f"{'p50/p95 ms':12}{'order':11}{'fast':>14}{'sql':>16}{'naive':>16}{'http':>14}{'http x8':>14}{'pages/s':>9}"
         f"{'sql/fast':>10}{'naive/fast':>11}")  # fmt: skip
    for name, sort in dict.fromkeys((row.name, row.sort) for row in rows):
        fast, sql, plain, one, many = (
            told[name, sort, way, clients]
            for way, clients in (("fast", 1), ("sql", 1), ("naive", 1), ("http", 1), ("http", CLIENTS))
        )
        cells = [f"{row.p50:.0f}/{row.p95:.0f}" for row in (fast, sql, plain, one, many)]
        _say(f"{name:12}{sort:11}{cells[0]:>14}{cells[1]:>16}{cells[2]:>16}{cells[3]:>14}{cells[4]:>14}{many.per_s:>9.0f}"
             f"{sql.p50 / fast.p50:>10.0f}{plain.p50 / fast.p50:>11.0f}")  # fmt: skip


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _note(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
