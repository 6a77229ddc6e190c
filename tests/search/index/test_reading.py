"""Words, phrases and NEAR in a segment against PostgreSQL's own @@, on texts in which words come again and again."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive.search.conditions import text_query
from archive.search.index.reading import Reading
from archive.search.lexemes import lexemes
from archive.search.tree import Either, Near, Node, Not, Words, words_in

from .made import segment

pytestmark = pytest.mark.django_db

# Some are several lexemes at several places, some none.
TOKENS = ["zorn", "zorns", "quil", "the", "of", "well-known", "known", "o'neill", "x@y.org", "http://y.org/zorn-quil",
          "y.org", "3.14", "-3", "state-of-the-art", "u.s.", "1914-18", "żółw", "/usr/quil"]  # fmt: skip
TEXT = st.lists(st.sampled_from(TOKENS[:4]) | st.sampled_from(TOKENS), max_size=14).map(" ".join)
WORD = st.sampled_from(TOKENS).map(Words)
PREFIX = st.sampled_from(["zo", "quil", "well-kn", "x@", "o'n", "3", "żó", "the", "nothing"]).map(
    lambda text: Words(text, prefix=True)
)
PHRASE = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=4).map(
    lambda words: Words(" ".join(words), phrase=True)
)
TELLING = st.sampled_from([token for token in TOKENS if token not in ("the", "of")]).map(Words)
SINGLE = WORD | PHRASE | PREFIX
NEAR = st.builds(Near, SINGLE, SINGLE, st.integers(1, 5))
NODE = (
    SINGLE
    | NEAR
    | NEAR
    # No question has Not(the).
    | st.builds(Not, TELLING | st.builds(Near, TELLING, SINGLE, st.integers(1, 5)))
    | st.tuples(SINGLE, NEAR).map(Either)
)

ZORN_QUIL = Words("zorn quil", phrase=True)


def found(texts: list[str], nodes: list[Node]) -> list[list[int]]:
    """The texts that answer each node, as the segment says."""
    with connection.cursor() as cursor:
        sequences = lexemes(cursor, [words for node in nodes for words in words_in(node)])
    reading = Reading(segment(texts), sequences)
    return [list(reading.stories(node)) for node in nodes]


def found_by_postgresql(texts: list[str], nodes: list[Node]) -> list[list[int]]:
    queries = [text_query(node) for node in nodes]
    columns = ", ".join(f"array_remove(array_agg(CASE WHEN v @@ {query.text} THEN n - 1 END ORDER BY n), NULL)"
                        for query in queries)  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM unnest(%s::text[]) WITH ORDINALITY u (t, n), to_tsvector('english', t) v",  # noqa: S608
            [*(value for query in queries for value in query.params), texts],
        )
        return list(cursor.fetchone())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXT, min_size=1, max_size=6), st.lists(NODE, min_size=1, max_size=5))
@example(
    ["zorn " * 300 + "quil", "quil zorn"], [Words("zorn quil", phrase=True), Near(Words("zorn"), Words("quil"), 3)]
)
@example(
    [" ".join(f"w{n}" for n in range(16_380)) + " zorn zorn zorn quil quil brack", "zorn quil"],
    [ZORN_QUIL, Words("zorn brack", phrase=True), Near(Words("zorn"), Words("brack"), 2)],
)
def test_the_texts_are_those_that_postgresql_finds(texts: list[str], nodes: list[Node]) -> None:
    assert found(texts, nodes) == found_by_postgresql(texts, nodes)


def test_no_text_at_all() -> None:
    assert found([], [Words("zorn"), ZORN_QUIL, Near(Words("zorn"), Words("quil"), 2)]) == [[]] * 3
