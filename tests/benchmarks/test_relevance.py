"""nDCG by hand, and the graded questions: each is understood, and each graded story is one of the demo's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import pytest
from django.conf import settings
from django.core.management import call_command

from archive.models import Article
from archive.search import Hit, SearchPage, SearchRequest
from archive.serving import DEMO, DEMO_NEWSPAPERS
from benchmarks.relevance import Mark, engines, main, marks, mean_ndcg, ndcg, read_questions

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0}
BEST = 7 + 3 / 1.584963 + 1 / 2  # 2^3 - 1 at the first place, 2^2 - 1 over log2(3) at the second, 1 over log2(4)


@pytest.mark.parametrize(
    ("ranked", "gained"),
    [
        ("abcd", BEST),
        ("dabc", 7 / 1.584963 + 3 / 2 + 1 / 2.321928),
        ("cba", 1 + 3 / 1.584963 + 7 / 2),
        ("b", 3),
        ("d", 0),
        ("", 0),
        ("xa", 7 / 1.584963),  # x was never graded
    ],
)
def test_a_story_gains_by_its_grade_and_less_further_down(ranked, gained):
    assert ndcg(ranked, GRADES) == pytest.approx(gained / BEST, abs=1e-6)


def test_only_the_first_places_count():
    assert ndcg("dab", GRADES, at=2) == pytest.approx((7 / 1.584963) / (7 + 3 / 1.584963), abs=1e-6)
    assert ndcg("x" * 10 + "a", GRADES) == 0


def test_where_nothing_answers_nothing_is_gained():
    assert (ndcg("ab", {"a": 0, "b": 0}), ndcg("ab", {})) == (0, 0)


def test_an_engine_is_asked_for_ten_stories_best_first():
    asked = []

    def search(request: SearchRequest) -> SearchPage:
        asked.append(request)
        return _page(request, [])

    marks(search)

    assert asked == [
        SearchRequest(q=question.q, sort="relevance", show="stories", per_page=10) for question in read_questions()
    ]


def test_the_mean_is_one_for_the_best_order_and_less_for_the_worst():
    best, worst = _ordered(lambda grade: -grade), _ordered(lambda grade: grade)

    assert mean_ndcg(best) == 1
    assert mean_ndcg(worst) < 0.7


def test_what_nobody_graded_is_counted():
    marked = marks(lambda request: _page(request, ["never-heard-of", "nor-of-this"]))

    assert marked == [Mark(question.q, 0, 2) for question in read_questions()]


def test_every_question_is_understood_and_asked_once():
    questions = read_questions()

    assert len(questions) >= 40
    assert len({question.q for question in questions}) == len(questions)
    assert [q.q for q in questions if SearchRequest(q=q.q, sort="relevance").query.notes] == []
    assert [q.q for q in questions if not SearchRequest(q=q.q).query.has_words] == []


def test_grades_go_from_0_to_3_and_one_story_is_hoped_for():
    assert {grade for question in read_questions() for grade in question.grades.values()} == {0, 1, 2, 3}
    assert [question.q for question in read_questions() if max(question.grades.values()) < 3] == []


@pytest.mark.django_db
def test_without_the_demo_there_is_no_figure(capsys):
    stories = {slug for question in read_questions() for slug in question.grades}

    assert main() == 1
    assert capsys.readouterr().out == (
        f"{len(stories)} of {len(stories)} graded stories are not in this database: load fixtures/digests/demo\n"
    )


@pytest.mark.django_db
def test_the_demo_holds_every_graded_story_and_finds_no_other(reference, capsys):
    call_command("load_reference", newspapers=settings.BASE_DIR / DEMO_NEWSPAPERS, verbosity=0)
    call_command("ingest", str(settings.BASE_DIR / DEMO), publish=True, verbosity=0)
    capsys.readouterr()

    assert main() == 0
    told = capsys.readouterr().out.splitlines()

    assert len(told) == len(read_questions()) + 2  # a line for each question, a head, and the means
    assert [line for line in told if "never graded" in line] == []
    means = {name: mean_ndcg(engine) for name, engine in engines().items()}
    assert told[-1] == f"{means['fast']:6.3f}{means['sql']:7.3f}  mean of {len(read_questions())} questions"
    assert means["fast"] >= means["sql"]


def _ordered(key: Callable[[int], int]) -> Callable[[SearchRequest], SearchPage]:
    """An engine that finds what is graded and sorts it by a key of its grade."""
    graded = {question.q: question.grades for question in read_questions()}
    return lambda request: _page(request, sorted(graded[request.q], key=lambda slug: key(graded[request.q][slug])))


def _page(request: SearchRequest, slugs: Iterable[str]) -> SearchPage:
    hits = tuple(Hit(Article(slug=slug), slug, date(2026, 10, 1), title="", snippet="") for slug in slugs)
    return SearchPage(
        request=request,
        total=len(hits),
        statement_total=0,
        hits=hits[: request.per_page],
        statements=(),
        facets=(),
        months=(),
        notes=(),
        pages=1,
    )
