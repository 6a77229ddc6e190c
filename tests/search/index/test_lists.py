"""Lists and words against plain dicts, and against what PostgreSQL itself says of its tsvectors."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from archive.search.index import lists
from archive.search.index.lists import (
    Flat,
    Lists,
    Read,
    Words,
    bitmap,
    encode,
    gather,
    gather_words,
    join,
    numbers,
    ranges,
    read_words,
)

from .made import vectors

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# Title and text as a story keeps them: one behind the other, A and B.
STORY = "setweight(to_tsvector('english', split_part(t, '|', 1)), 'A') || to_tsvector('english', split_part(t, '|', 2))"
PIECE = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(
        ["ports", "port", "the", "Żółw", "naïve", "well-known", "a@b.org", "http://b.org/x?y", "3.14", "|"]
    ),
)
TEXT = st.lists(PIECE, max_size=12).map(" ".join)
TEXTS = st.lists(TEXT, max_size=6)
WORD = st.sampled_from(["zorn", "quil", "brack"])


@pytest.fixture(params=[1, 3, 2048])
def bitmaps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether lists are kept as bitmaps always, from three numbers, or as in production."""
    monkeypatch.setattr(lists, "BITMAP_FROM", request.param)


def said_by_postgresql(texts: list[str]) -> dict[bytes, dict[int, list[int]]]:
    """By word and text the places, as 16 bits with the weight."""
    found: dict[bytes, dict[int, list[int]]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT n - 1, lexeme, positions, weights FROM unnest(%s::text[]) WITH ORDINALITY u (t, n),"  # noqa: S608
            f" unnest({STORY}) ORDER BY n",
            [texts],
        )
        for text, lexeme, positions, weights in cursor.fetchall():
            places = [at | "DCBA".index(weight) << 14 for at, weight in zip(positions, weights, strict=True)]
            found[lexeme.encode()][text] = places
    return found


def plain(flat: Flat) -> dict[bytes, dict[int, list[int]]]:
    """Lists of words as dicts."""
    found: dict[bytes, dict[int, list[int]]] = {}
    docs, freq, places = iter(flat.docs.tolist()), iter(flat.freq.tolist()), iter(flat.places.tolist())
    for key, count in zip(flat.keys, flat.counts.tolist(), strict=True):
        found[key] = {next(docs): [next(places) for _ in range(next(freq))] for _ in range(count)}
    assert list(found) == sorted(found)
    assert [*docs, *freq, *places] == []
    return found


def as_lists(words: dict[bytes, set[int]]) -> Flat:
    """Numbers by key as lists."""
    keys = list(words)
    pairs = sorted((number, at) for at, key in enumerate(keys) for number in words[key])
    docs, key = np.array(pairs, dtype=np.uint32).reshape(-1, 2).T
    return gather(key, docs, keys)


@pytest.mark.django_db
@QUICK
@given(TEXTS)
@example([])
@example([""])
@example(["", "zorn", ""])
@example(["zorn " * 400 + "quil"])
@example(["zorn " * 200 + "|" + "zorn " * 200])
@example([" ".join(f"w{n}" for n in range(16_500)) + " zorn quil zorn", "zorn"])
def test_words_are_read_as_postgresql_reads_them(texts: list[str]) -> None:
    read = read_words(vectors(texts, STORY))
    expected = said_by_postgresql(texts)
    assert plain(gather_words(read)) == expected
    assert read.length.tolist() == [
        sum(len(where.get(at, ())) for where in expected.values()) for at in range(len(texts))
    ]
    titles = {
        key: {at: places for at, all_ in where.items() if (places := [one for one in all_ if one >> 14 == 3])}
        for key, where in expected.items()
    }
    assert plain(gather_words(read.of_weight(3))) == {key: where for key, where in titles.items() if where}


@pytest.mark.django_db
def test_many_texts_are_read_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_BLOCK", 3)
    texts = [f"zorn {'quil ' * (number % 4)}w{number}" for number in range(10)]
    assert plain(gather_words(read_words(vectors(texts, STORY)))) == said_by_postgresql(texts)


@pytest.mark.django_db
@QUICK
@given(st.lists(TEXTS, min_size=1, max_size=4))
@example([[], ["zorn"], []])
def test_parts_joined_are_the_whole(parts: list[list[str]]) -> None:
    def made(texts: list[str]) -> Flat:
        return gather_words(read_words(vectors(texts, STORY)))

    shifts = np.cumsum([0, *map(len, parts)]).tolist()
    joined = join([(made(part), shift) for part, shift in zip(parts, shifts[:-1], strict=True)])
    whole = made([text for part in parts for text in part])
    assert plain(joined) == plain(whole)
    assert [joined.freq.dtype, joined.places.dtype, joined.docs.dtype, joined.counts.dtype] == [
        whole.freq.dtype, whole.places.dtype, whole.docs.dtype, whole.counts.dtype,
    ]  # fmt: skip


KEYS = st.sampled_from([b"", b"a", b"ab", b"abc", b"b", "ż".encode(), "żó".encode(), "🐢".encode(), b"z" * 300])
NUMBERS = st.sets(st.integers(0, 40) | st.integers(65_500, 65_600), min_size=1, max_size=8)
LISTS = st.dictionaries(KEYS, NUMBERS, max_size=6)


@pytest.mark.usefixtures("bitmaps")
@QUICK
@given(LISTS, KEYS, st.lists(KEYS, max_size=3))
def test_lists_are_found_by_key_and_by_beginning(kept: dict[bytes, set[int]], key: bytes, some: list[bytes]) -> None:
    found = Lists(encode("x", as_lists(kept)), "x")
    assert len(found) == len(kept)
    assert {found.key(at): set(found.docs(at)) for at in range(len(found))} == kept
    assert [found.numbers(at).tolist() for at in range(len(found))] == [sorted(kept[one]) for one in sorted(kept)]
    assert [found.key(at) for at in found.find(key)] == [key] * (key in kept)
    beginning = sorted(one for one in kept if one.startswith(key))
    assert [found.key(at) for at in found.find(key, prefix=True)] == beginning
    assert set(found.union(found.find(key, prefix=True))) == set().union(*(kept[one] for one in beginning))
    assert set(found.any_of(some)) == set().union(*(kept.get(one, set()) for one in some))


@pytest.mark.usefixtures("bitmaps")
@QUICK
@given(LISTS, LISTS)
def test_plain_lists_are_joined(first: dict[bytes, set[int]], second: dict[bytes, set[int]]) -> None:
    joined = Lists(encode("x", join([(as_lists(first), 0), (as_lists(second), 70_000)])), "x")
    assert {joined.key(at): set(joined.docs(at)) for at in range(len(joined))} == {
        key: first.get(key, set()) | {number + 70_000 for number in second.get(key, set())} for key in {*first, *second}
    }


def test_a_long_list_is_as_right_as_short_ones() -> None:
    kept = {b"a": set(range(0, 9000, 3)), b"ab": {7}, b"ac": set(range(5, 9000, 4)), b"b": {1, 8999}}
    found = Lists(encode("x", as_lists(kept)), "x")
    assert [set(found.docs(at)) for at in range(4)] == list(kept.values())
    assert set(found.union(range(4))) == set().union(*kept.values())
    assert set(found.union(range(0))) == set()


@pytest.mark.django_db
@pytest.mark.usefixtures("bitmaps")
@QUICK
@given(
    st.lists(st.lists(st.sampled_from(["zorn", "quil", "brack"]), max_size=6), max_size=6), st.sets(st.integers(0, 9))
)
def test_a_word_is_where_it_stands(texts: list[list[str]], among: set[int]) -> None:
    read = read_words(vectors([" ".join(words) for words in texts]))
    found = Words(encode("x", gather_words(read)), "x")
    for word in ("zorn", "quil", "brack"):
        spots = [
            text * 65536 + place for text, words in enumerate(texts) if text in among
            for place, one in enumerate(words, start=1) if one == word
        ]  # fmt: skip
        at = found.find(word.encode())
        assert list(at) == [] if not any(word in words for words in texts) else len(at) == 1
        assert [spot for one in at for spot in found.spots(one, np.array(sorted(among), dtype=np.uint32))] == spots
        assert [n for one in at for n in found.freq(one)] == [words.count(word) for words in texts if word in words]


@pytest.mark.django_db
def test_a_word_that_stands_more_often_than_postgresql_counts() -> None:
    read = read_words(vectors(["zorn " * 200 + "|" + "zorn " * 200, "zorn|quil"], STORY))
    found = Words(encode("x", gather_words(read)), "x")
    zorn, quil = found.find(b"zorn")[0], found.find(b"quil")[0]
    assert found.freq(zorn).tolist() == [256, 1]
    assert found.spots(zorn, np.array([0, 1])).tolist() == [*range(1, 257), 65536 + 1]
    assert found.spots(quil, np.array([0, 1])).tolist() == [65536 + 2]


@QUICK
@given(st.sets(st.integers(0, 2**32 - 1)), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), max_size=5))
def test_numbers_and_ranges(some: set[int], spans: list[tuple[int, int]]) -> None:
    assert bitmap(np.array(sorted(some), dtype=np.uint32)) == BitMap(some)
    assert numbers(BitMap(some)).tolist() == sorted(some)
    starts, lengths = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    assert ranges(starts, lengths).tolist() == [n for start, length in spans for n in range(start, start + length)]


def test_nothing_at_all() -> None:
    none = read_words([])
    assert (none.texts, none.names, none.length.tolist()) == (0, [], [])
    assert Read([], 2, *[np.empty(0, np.uint32)] * 4).length.tolist() == [0, 0]
    assert len(Words(encode("x", gather_words(none)), "x")) == 0
