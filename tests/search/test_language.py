from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.language import FARTHEST, read_query
from archive.search.tree import Dated, Either, Every, Named, Near, Node, Not, Within, Words, written
from archive.search.wording import in_words

A, B, C = Words("a"), Words("b"), Words("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("a", A),
        ("a b", Every((A, B))),
        ('"a  b" c', Every((Words("a b", phrase=True), C))),
        ("“a b”", Words("a b", phrase=True)),
        ("a OR b", Either((A, B))),
        ("a or b", Every((A, Words("or"), B))),
        ("OR a", Every((Words("OR"), A))),
        ("a OR b -c", Either((A, Every((B, Not(C)))))),
        ("(a OR b) c", Every((Either((A, B)), C))),
        ("-(a OR b)", Not(Either((A, B)))),
        ("-a-b", Not(Words("a-b"))),
        ("corn*", Words("corn", prefix=True)),
        ("a NEAR b", Near(A, B, 5)),
        ('"a b" NEAR/2 c', Near(Words("a b", phrase=True), C, 2)),
        ("a NEAR/2 b NEAR/3 c", Every((Near(A, B, 2), Near(B, C, 3)))),
        ("person:Velisk", Named("people", "Velisk")),
        ('Person:"Marta Velisk" a', Every((Named("people", "Marta Velisk"), A))),
        ("organization:a org:b", Every((Named("organizations", "a"), Named("organizations", "b")))),
        ("country:(a OR b)", Either((Named("countries", "a"), Named("countries", "b")))),
        ("-source:a", Not(Named("sources", "a"))),
        ("title:a b", Every((Within("title", A), B))),
        ("said:(a -b)", Within("said", Every((A, Not(B))))),
        ("said:(a NEAR/4 b)", Within("said", Near(A, B, 4))),
        ("title:(a said:b)", Within("title", Every((A, Words("said:b"))))),
        ("date:2024", Dated(date(2024, 1, 1), date(2024, 12, 31))),
        ("date:2024-02", Dated(date(2024, 2, 1), date(2024, 2, 29))),
        ("date:2024-02-03", Dated(date(2024, 2, 3), date(2024, 2, 3))),
        ("date:2024-01..2024-03", Dated(date(2024, 1, 1), date(2024, 3, 31))),
        ("date:..2023", Dated(None, date(2023, 12, 31))),
        ("date:2023..", Dated(date(2023, 1, 1), None)),
        ("https://example.org/a", Words("https://example.org/a")),
    ],
)
def test_a_question_is_a_tree(text: str, tree: Node | None) -> None:
    assert read_query(text) == (tree, ())


@pytest.mark.parametrize(
    ("text", "tree", "note"),
    [
        ("(a b", Every((A, B)), "A bracket was never closed; it was closed at the end."),
        ("a) b", Every((A, B)), "A bracket was closed that was never opened; it was left out."),
        ("a OR", A, "The last sign asks for nothing and was left out."),
        ("a -- b", Every((A, B)), "“-” holds nothing that can be looked for."),
        ("a NEAR/99 b", Near(A, B, FARTHEST), "NEAR reaches at most 30 words."),
        ("a NEAR (b OR c)", Every((A, Either((B, C)))),
         "NEAR stands between two words or phrases; here it was left out."),
        ("date:2024-13 a", A, "“2024-13” is no date like 2024-06 or 2024-01..2024-03."),
        ("date:2024-02-30", None, "“2024-02-30” is no date like 2024-06 or 2024-01..2024-03."),
        ("paper:a", Words("paper:a"),
         "“paper:” is no field; it was looked for as a word. Fields are source, person, org, organization, country,"
         " topic, section, date, title, said."),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said(text: str, tree: Node | None, note: str) -> None:
    query = read_query(text)
    assert (query.tree, [one for one in query.notes if one == note]) == (tree, [note])


@pytest.mark.parametrize(
    "text",
    ["(" * 10_000, "-(" * 250, "-(a " * 125, "(a OR (b " * 60, "title:(" * 80 + "x", '"' * 501, "a NEAR " * 80,
     "OR " * 170, "*" * 500, "\ue000\u202e" * 200],
)  # fmt: skip
def test_a_hostile_question_is_read(text: str) -> None:
    tree = read_query(text).tree
    assert read_query(written(tree)).tree == tree or len(written(tree)) > 500


@given(st.text(max_size=80) | st.text("\"'()*:-./OR NEAR5saidtleprson204", max_size=80))
def test_every_text_means_something_and_is_written_back(text: str) -> None:
    tree = read_query(text).tree
    assert read_query(written(tree)).tree == tree
    assert bool(in_words(tree)) == (tree is not None)
