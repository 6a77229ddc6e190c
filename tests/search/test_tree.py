from __future__ import annotations

from archive.search.language import read_query
from archive.search.tree import Every, Named, Not, Words, clauses, pruned, wanted

A, B, C = Words("a"), Words("b"), Words("c")


def test_clauses_are_what_must_hold_at_once() -> None:
    assert clauses(None) == ()
    assert clauses(A) == (A,)
    assert clauses(read_query("a person:b -c").tree) == (A, Named("people", "b"), Not(C))


def test_words_asked_for_are_not_those_that_must_be_missing() -> None:
    tree = read_query("a -b (c OR person:d) title:e").tree
    assert wanted(tree) == Every((A, Words("c"), Words("e")))
    assert wanted(read_query("-a person:b").tree) is None
    assert wanted(None) is None


def test_what_is_pruned_takes_empty_parts_along() -> None:
    tree = read_query("a (b OR -c) title:b").tree
    assert pruned(tree, lambda node: node != B) == Every((A, Not(C)))
    assert pruned(tree, lambda _node: False) is None
