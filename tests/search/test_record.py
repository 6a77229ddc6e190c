"""What is behind a person, newspaper or country: both finders count and list the same, whatever narrows it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Max, Min
from django.db.models.functions import TruncMonth
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Article, Country, Digest, Organization, Person, Source, Statement, Topic
from archive.search import Like, Listed, Measures, SearchRequest, nodes, record
from archive.search.fast import FastFinder
from archive.search.index.parts import Parts, renewed
from archive.search.links import LINKS, SAID
from archive.search.sql import SqlFinder
from archive.search.tree import Dated, Every, Named, written
from archive.search.understand import understand

from .invented import DAYS, KNOWN, STORY, WORDS, Said, Story, know_everything, undone, write
from .said import count_statements, statements_of
from .test_conditions import TREE
from .test_fast import SLOW, indexed, way

__all__ = ["way"]  # both ways to count values

pytestmark = pytest.mark.django_db

VALUES = {name: sorted(KNOWN["people" if name == "beside" else name]) for name in SAID if name != "kind"}
VALUES["kind"] = [*Statement.Kind.values, "none"]
COUNTED = [name for name in SAID if name != "kind"]
ASKED = st.sampled_from(sorted(VALUES)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(VALUES[name])))


def both(parts: Parts, request: SearchRequest, asked: list[tuple[str, str]], limit: int | None) -> tuple[Any, Any]:
    """The same asked of the index and of PostgreSQL."""
    within = nodes(asked)
    names = COUNTED if request.show == "statements" else list(LINKS)
    fast, sql = (
        record(request, names, limit, within=within, finder=finder)
        for finder in (lambda cursor, asked: FastFinder(cursor, asked, parts), SqlFinder)
    )
    return told(fast), told(sql)


def told(listed: Listed) -> Any:
    values = {name: facet.values for name, facet in listed.record.values.items()}
    return replace(listed.record, values=values), listed.keys


@SLOW
@given(
    st.lists(STORY, min_size=1, max_size=6),
    st.lists(STORY, max_size=2),
    st.lists(ASKED, min_size=1, max_size=3),
    st.sampled_from(["stories", "statements"]),
    st.sampled_from(["newest", "oldest"]),
    st.none() | TREE,
    st.none() | st.sampled_from(DAYS),
    st.integers(1, 4),
    st.none() | st.integers(1, 3),
)
def test_both_count_and_list_the_same(
    stories: list[Story], later: list[Story], asked: Any, show: Any, sort: Any, tree: Any, after: Any, page: int,
    limit: int | None,
) -> None:  # fmt: skip
    with undone():
        know_everything()
        for story in stories:
            write(story)
        parts = indexed()
        for story in later:
            write(story)
        parts = renewed(parts, set(Digest.objects.order_by("-pk").values_list("pk", flat=True)[: len(later)]))
        request = SearchRequest(q=written(tree), after=after, show=show, sort=sort, page=page, per_page=2)
        fast, sql = both(parts, request, asked, limit)
        assert fast == sql


LISTED = ("people", "organizations", "sources", "countries", "topics")
RELATED = ("people", "sources", "countries")


@SLOW
@given(st.lists(STORY, min_size=1, max_size=6), st.lists(STORY, max_size=2), st.integers(0, 2))
def test_lists_say_the_same_of_everything(stories: list[Story], later: list[Story], withdrawn: int) -> None:
    with undone(), connection.cursor() as cursor:
        know_everything()
        for story in stories:
            write(story)
        parts = indexed()
        for story in later:
            write(story)
        changed = set(Digest.objects.order_by("-pk").values_list("pk", flat=True)[: len(later)])
        changed |= set(Digest.objects.published().order_by("pk").values_list("pk", flat=True)[:withdrawn])
        Digest.objects.filter(pk__in=sorted(changed)[:withdrawn]).update(state=Digest.State.WITHDRAWN)
        parts = renewed(parts, changed)
        asked = understand(cursor, SearchRequest())
        fast, sql = FastFinder(cursor, asked, parts), SqlFinder(cursor, asked)
        story = Article.objects.values_list("pk", flat=True).first() or 0
        for name in LISTED:
            one, other = fast.measures(name), sql.measures(name)
            assert _rows(one) == _rows(other), name
            keys = one.keys.tolist()
            assert fast.figures(name, keys, RELATED) == sql.figures(name, keys, RELATED), name
            assert fast.story_counts({name: keys}) == sql.story_counts({name: keys}), name
            assert fast.newest(name, keys, 2) == sql.newest(name, keys, 2), name
            like = Like(story, DAYS[0], 60, {name: tuple(keys[:2]), "countries": ("RO",)}, {name: 2, "countries": 1})
            assert fast.alike(like, 3) == sql.alike(like, 3), name
            for related in RELATED:
                assert fast.related(name, related) == sql.related(name, related), (name, related)
            tallies = [dict(zip(found.keys.tolist(), found.counts.tolist(), strict=True)) for found in
                       (fast.tally(name), sql.tally(name))]  # fmt: skip
            assert tallies == [dict(zip(keys, one.columns["stories"].tolist(), strict=True))] * 2
            assert fast.names({name: keys}) == sql.names({name: keys}), name


def _rows(found: Measures) -> list[tuple[Any, ...]]:
    columns = [found.columns[name].tolist() for name in ("stories", "statements", "first", "last")]
    return sorted(zip(found.keys.tolist(), *columns, strict=True))


@SLOW
@given(st.lists(STORY, min_size=1, max_size=6))
def test_a_record_counts_what_counts_say(stories: list[Story]) -> None:
    with undone():
        know_everything()
        for story in stories:
            write(story)
        parts = indexed()
        for name, model in {
            "people": Person, "organizations": Organization, "sources": Source, "countries": Country, "topics": Topic,
        }.items():  # fmt: skip
            for row in model._default_manager.all():
                within = [Named(name, "", (row.pk,))]
                said = record(
                    SearchRequest(show="statements", per_page=100), COUNTED, within=within,
                    finder=lambda cursor, asked: FastFinder(cursor, asked, parts),
                )  # fmt: skip
                statements = statements_of(name, row.pk)
                assert (said.record.total, said.record.first, said.record.last) == tuple(
                    statements.aggregate(
                        total=Count("pk"), first=Min("article__date"), last=Max("article__date")
                    ).values()
                )
                assert [(month.first, month.count) for month in said.record.months] == list(
                    statements.filter(article__date__isnull=False)
                    .annotate(month=TruncMonth("article__date"))
                    .values_list("month")
                    .annotate(number=Count("pk"))
                    .order_by("month")
                )
                assert sorted(said.keys) == sorted(statements.values_list("pk", flat=True))
                for other in COUNTED:
                    assert sorted(said.record.values[other].values, key=str) == sorted(
                        count_statements(statements, other), key=str
                    )


def test_words_are_those_of_the_statement_itself() -> None:
    with undone():
        know_everything()
        write(
            Story(True, DAYS[0], "economy", ["quil"], ["brack"], [], [Said(["zorn"], "marta-velisk", None, "proposed")])
        )
        within = nodes([("people", "marta-velisk")])
        found = {word: len(record(SearchRequest(q=word, show="statements"), within=within).keys) for word in WORDS}
        assert found == {"zorn": 1, "quil": 0, "brack": 0, "fenlow": 0}


def test_what_nobody_knows_has_nothing() -> None:
    with undone():
        know_everything()
        assert record(SearchRequest(show="statements"), within=nodes([("people", "nobody")])).record.total == 0
        assert record(SearchRequest(), within=[Every((Named("topics", "", ()), Dated(None, DAYS[0])))]).keys == ()
