"""How fast the reader's pages are: each kind asked of many values, the largest among them, in one run.

    make bench-pages                 100,000 stories
    make bench-pages SIZE=1000000

Prints a line for each kind: milliseconds on the server (median, 95th percentile, the slowest) and the most queries.
The corpus is that of `make bench`; it and its index are made where they are missing.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator
from statistics import median, quantiles
from typing import NamedTuple

import django

if __name__ == "__main__":
    os.environ.setdefault("DATA_DIR", f"var/bench-{os.environ.get('SIZE') or 100_000}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()  # the models, which are imported next, need it

from django.conf import settings
from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client

from archive.models import Article, Digest
from archive.search import SearchRequest, engine, facet
from archive.search.index.build import build

SIZE = int(os.environ.get("SIZE") or 100_000)
LARGEST, OTHERS = 10, 30  # values of each kind: those in most stories, and any others
KINDS = {
    "people": "/people/{}/",
    "organizations": "/organizations/{}/",
    "sources": "/newspapers/{}/",
    "countries": "/countries/{}/",
    "topics": "/topics/{}/",
}
COMPARED = {
    "people": "people",
    "sources": "newspapers",
    "countries": "countries",
    "topics": "topics",
}  # the largest two
LISTS = ["/", "/people/", "/organizations/", "/newspapers/", "/countries/", "/topics/", "/digests/", "/calendar/",
         "/search/", "/about/", "/overview/", "/people/?sort=name", "/people/?letter=B", "/people/?country=RU",
         "/people/?sort=sources"]  # fmt: skip


class Line(NamedTuple):
    """Milliseconds of each answer, and the most queries of one."""

    seconds: list[float]
    queries: int


def main() -> int:
    """Asks every kind of page and prints the table."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("make_corpus", stories=SIZE, stdout=sys.stderr)
    if "index," not in engine.index_status():
        build(settings.DATA_DIR / "index", lambda _done, _all: None)
    sys.stderr.write(f"{engine.index_status()}\n")
    sys.stdout.write(f"{'ms':16}{'pages':>7}{'p50':>8}{'p95':>8}{'max':>8}{'queries':>9}\n")
    for kind, paths in kinds():
        seconds, queries = asked(paths)
        p95 = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
        figures = [f"{value * 1e3:8.0f}" for value in (median(seconds), p95, max(seconds))]
        sys.stdout.write(f"{kind:16}{len(paths):7}{''.join(figures)}{queries:9}\n")
        sys.stdout.flush()
    return 0


def kinds() -> Iterator[tuple[str, list[str]]]:
    """Each kind with the addresses that are asked."""
    chance = random.Random(1)  # noqa: S311 - no secret
    for name, path in KINDS.items():
        slugs = [value.slug for value in facet(SearchRequest(), name).values]
        some = slugs[:LARGEST] + chance.sample(slugs[LARGEST:], min(OTHERS, len(slugs[LARGEST:])))
        yield name, [path.format(slug) for slug in some]
    last = Article.objects.published().order_by("-pk").values_list("pk", flat=True).first() or 0
    articles = Article.objects.published().filter(pk__in=[chance.randint(1, last) for _ in range(60)])
    yield "articles", [article.get_absolute_url() for article in articles[:OTHERS]]
    yield "digests", [one.get_absolute_url() for one in Digest.objects.published().light().order_by("-pk")[:OTHERS]]
    for name, kind in COMPARED.items():
        one, other = (value.slug for value in facet(SearchRequest(), name, 2).values[:2])
        yield f"two {name}", [f"/compare/?of={kind}&one={one}&one={other}"]
    for path in LISTS:
        yield path, [path]


def asked(paths: list[str]) -> Line:
    """Every address once to warm up, then once more with the clock running."""
    client = Client(headers={"host": "127.0.0.1"})
    connection.force_debug_cursor = True
    seconds, queries = [], 0
    for path in paths:
        if client.get(path).status_code != 200:
            sys.stderr.write(f"{path} is not there\n")
        reset_queries()
        start = time.perf_counter()
        client.get(path)
        seconds.append(time.perf_counter() - start)
        queries = max(queries, len(connection.queries_log))
    return Line(seconds, queries)


if __name__ == "__main__":
    sys.exit(main())
