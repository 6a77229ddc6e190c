"""PostgreSQL's reading of words, as sequences of lexemes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.search import lexemes as module
from archive.search.conditions import text_query
from archive.search.lexemes import Lexeme, lexemes
from archive.search.tree import Words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_kept", {})


def read(*words: Words) -> list[tuple[tuple[Lexeme, ...], ...]]:
    with connection.cursor() as cursor:
        return list(lexemes(cursor, words).values())


@pytest.mark.parametrize(
    ("words", "sequences"),
    [
        (Words("ports"), (("port", 0),)),
        (Words("the"), ()),
        (Words(""), ()),
        (Words("por", prefix=True), (("por", 0, True),)),
        (Words("king of the spain", phrase=True), (("king", 0), ("spain", 3))),
        (Words("the ports", phrase=True), (("port", 0),)),
        (Words("ports the", phrase=True), (("port", 0),)),
        (Words("a'b\\c", phrase=True), (("b", 0), ("c", 1))),
        (Words("x@y.org"), (("x@y.org", 0),)),
        (Words("3.14"), (("3.14", 0),)),
    ],
)
def test_one_sequence(words: Words, sequences: tuple[tuple[str, int], ...]) -> None:
    assert read(words) == [(tuple(Lexeme(*one) for one in sequences),) if sequences else ()]


def test_what_is_several_words_without_being_a_phrase() -> None:
    assert [len(sequences) for sequences in read(Words("b.org/a-path"))] == [3]


def test_quotes_and_backslashes_in_a_lexeme() -> None:
    assert module._sequences(r"'o''neill' <-> 'a\\b':* & 'x'") == (
        (Lexeme("o'neill", 0), Lexeme("a\\b", 1, True)),
        (Lexeme("x", 0),),
    )
    with pytest.raises(ValueError, match="not a plain tsquery"):
        module._sequences("'a' | 'b'")


def test_only_what_is_new_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert read(Words("ports"), Words("grain")) == read(Words("ports"), Words("grain"))
        read(Words("grain"), Words("wheat"))
        read(Words("wheat"))
        read()
        assert len(queries) == 2
        monkeypatch.setattr(module, "_MOST_KEPT", 2)
        read(Words("oats"))
        read(Words("wheat"))
        assert len(queries) == 4


PIECE = st.one_of(
    st.text(st.characters(exclude_characters='\0"', exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.sampled_from(["well-known", "o'neill", "x@y.org", "http://y.org/a/b?c=d", "-3.14e5", "the", "/usr/bin", "<b>"]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECE, min_size=1, max_size=3).map(" ".join), st.sampled_from(["plain", "phrase", "prefix"]))
def test_sequences_say_the_same_as_the_tsquery(text: str, kind: str) -> None:
    """Written as a tsquery again, they are the one that PostgreSQL made."""
    words = Words(text, phrase=kind == "phrase", prefix=kind == "prefix")
    [sequences] = read(words)
    written = []
    for sequence in sequences:
        pieces, last = [], 0
        for lexeme in sequence:
            quoted = lexeme.text.replace("\\", "\\\\").replace("'", "''")
            pieces.append(f"<{lexeme.offset - last}>" if pieces else "")
            pieces.append(f"'{quoted}'" + ":*" * lexeme.prefix)
            last = lexeme.offset
        written.append(" ".join(pieces))
    query = text_query(words)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({query.text}) = %s::tsquery", [*query.params, " & ".join(written)])
        assert cursor.fetchone() == (True,)
