"""How well an engine orders what it finds: nDCG@10 over the questions of judged.toml.

    python -m benchmarks.relevance [--json]      both engines, in the database of DATA_DIR

The database must hold the demo digests, published, and nothing else.
"""

from __future__ import annotations

import json
import os
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from math import log2
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()  # the models, which are imported next, need it

from archive.models import Article
from archive.search import SearchPage, SearchRequest, search
from archive.search.fast import FastFinder
from archive.search.index.collect import drafted, published
from archive.search.index.parts import whole
from archive.search.index.segment import Segment, arrays_of
from archive.search.sql import SqlFinder

JUDGED = Path(__file__).with_name("judged.toml")
TOP = 10

Search = Callable[[SearchRequest], SearchPage]


class Question(NamedTuple):
    """What a reader types, what is hoped for, and the grades (0 to 3) of the stories that have the words, by slug."""

    q: str
    hoped: str
    grades: Mapping[str, int]


class Mark(NamedTuple):
    """How well one question was answered: nDCG@10, and how many of the top ten were never graded."""

    q: str
    ndcg: float
    unjudged: int


def read_questions(path: Path = JUDGED) -> list[Question]:
    """The graded questions of a file."""
    return [Question(**question) for question in tomllib.loads(path.read_text(encoding="utf-8"))["question"]]


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], at: int = TOP) -> float:
    """The normalized discounted cumulative gain of the first `at` of a ranking: from 0 to 1, the best order.

    The gain of a grade g is 2^g - 1, divided at place p = 1, 2, ... by log2(p + 1); what has no grade gains nothing.
    The sum is divided by that of the best order of all that is graded; 0 where nothing has a grade above 0.

    Source: K. Järvelin, J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20 (2002) 422-446;
    gain and discount as in C. Burges et al., "Learning to rank using gradient descent", ICML 2005.
    """
    best = _gained(sorted(grades.values(), reverse=True)[:at])
    return _gained([grades.get(slug, 0) for slug in ranked[:at]]) / best if best else 0.0


def marks(search: Search) -> list[Mark]:
    """How well `search`, asked for the best stories first, answers each question of judged.toml."""
    return [_mark(search, question) for question in read_questions()]


def mean_ndcg(search: Search) -> float:
    """The mean nDCG@10 of `search` over the questions of judged.toml."""
    return fmean(mark.ndcg for mark in marks(search))


def engines() -> dict[str, Search]:
    """Both ways to find, the fast one with an index made for this run."""
    index = whole(Segment(arrays_of(drafted(published()))))
    return {
        "fast": lambda request: search(request, lambda cursor, asked: FastFinder(cursor, asked, index)),
        "sql": lambda request: search(request, SqlFinder),
    }


def main(*options: str) -> int:
    """Print each question's figures, those last that are worst by the fast engine, and the means; with --json these
    alone. 1 where the demo is not loaded.
    """
    judged = {slug for question in read_questions() for slug in question.grades}
    missing = judged - set(Article.objects.published().values_list("slug", flat=True))
    if missing:
        _say(f"{len(missing)} of {len(judged)} graded stories are not in this database: load fixtures/digests/demo")
        return 1
    marked = {name: marks(engine) for name, engine in engines().items()}
    means = {name: round(fmean(mark.ndcg for mark in found), 3) for name, found in marked.items()}
    if "--json" in options:
        _say(json.dumps(means))
        return 0
    _say(f"{'fast':>6}{'sql':>7}  nDCG@{TOP}")
    for fast, sql in sorted(zip(marked["fast"], marked["sql"], strict=True), key=lambda pair: -pair[0].ndcg):
        unjudged = max(fast.unjudged, sql.unjudged)
        _say(f"{fast.ndcg:6.3f}{sql.ndcg:7.3f}  {fast.q}{f'  ({unjudged} never graded)' if unjudged else ''}")
    _say(f"{means['fast']:6.3f}{means['sql']:7.3f}  mean of {len(marked['fast'])} questions")
    return 0


def _gained(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades, 1))


def _mark(search: Search, question: Question) -> Mark:
    page = search(SearchRequest(q=question.q, sort="relevance", show="stories", per_page=TOP))
    ranked = [str(hit.article.slug) for hit in page.hits]
    unjudged = sum(slug not in question.grades for slug in ranked[:TOP])
    return Mark(question.q, ndcg(ranked, question.grades), unjudged)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
