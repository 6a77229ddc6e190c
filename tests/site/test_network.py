"""Who is in stories with whom: the same drawing every time, no name over another, every line its stories."""

from __future__ import annotations

from itertools import combinations
from math import isfinite
from random import Random

import numpy as np
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search import SearchRequest
from archive.search.pairs import Counted, Key
from archive.site.network import (
    MOST_LINES,
    MOST_PEOPLE,
    NARROW,
    WIDE,
    Drawing,
    Node,
    network,
    order,
    shortened,
    text_width,
)

NAMES = [
    "Marta Velisk",
    "Henrik Aldane",
    "W. M.",
    "Ioana-Magdalena Brătescu-Vale von Hohenstein",
    "Ли",
    "WWWWWWWWWWWWWWWWWWWWWWWW",
]


def people(number: int) -> list[Counted]:
    return [Counted(at, f"person-{at}", f"{NAMES[at % len(NAMES)]} {at}", 99 - at) for at in range(number)]


PAIRS = st.integers(3, MOST_PEOPLE + 3).flatmap(
    lambda number: st.tuples(
        st.just(number),
        st.dictionaries(
            st.tuples(st.integers(0, number - 1), st.integers(0, number - 1)).filter(lambda pair: pair[0] < pair[1]),
            st.integers(1, 400),
            min_size=1,
            max_size=80,
        ),
    )
)


def overlap(one: Node, other: Node) -> bool:
    (left, top, width, height), (left2, top2, width2, height2) = one.space, other.space
    return left < left2 + width2 and left2 < left + width and top < top2 + height2 - 0.2 and top2 < top + height - 0.2


def inside(drawing: Drawing, width: int) -> bool:
    return all(
        node.space[0] >= 0
        and node.space[0] + node.space[2] <= width
        and node.space[1] >= 0
        and node.space[1] + node.space[3] <= drawing.height
        for node in drawing.nodes
    )


@settings(deadline=None)
@given(PAIRS)
def test_names_are_whole_and_apart_and_lines_are_lines(drawn: tuple[int, dict[tuple[Key, Key], int]]) -> None:
    number, together = drawn
    made = network(people(number), together, SearchRequest(), "/people/{}/".format)
    if made is None:
        drawable = [pair for pair in together if max(map(int, pair)) < MOST_PEOPLE]
        assert len({at for pair in drawable for at in pair}) < 3
        return
    for drawing, width in ((made.wide, WIDE), (made.narrow, NARROW)):
        assert [(a.name, b.name) for a, b in combinations(drawing.nodes, 2) if overlap(a, b)] == []
        assert inside(drawing, width)
        numbers = [
            *(at for node in drawing.nodes for at in (node.x, node.y, node.text_x, *node.space)),
            *(at for edge in drawing.edges for at in (edge.x, edge.y, edge.thick)),
        ]
        assert all(map(isfinite, numbers))
        assert not [edge.path for edge in drawing.edges if "nan" in edge.path]
        assert all(0 <= edge.x <= width and 0 <= edge.y <= drawing.height for edge in drawing.edges)
        assert [edge.count for edge in drawing.edges] == [pair.count for pair in made.pairs]
        assert len(drawing.edges) <= MOST_LINES
    strongest = sorted((count for pair, count in together.items() if max(map(int, pair)) < MOST_PEOPLE), reverse=True)
    assert [pair.count for pair in made.pairs] == strongest[:MOST_LINES]
    assert made.all_pairs == len(strongest)


def test_the_same_stories_make_the_same_drawing() -> None:
    chance = Random(7)  # noqa: S311
    pairs = [((a, b), chance.randint(1, 9)) for a, b in combinations(range(MOST_PEOPLE), 2) if chance.random() < 0.2]
    together: dict[tuple[Key, Key], int] = dict(pairs)  # type: ignore[arg-type]
    turned: dict[tuple[Key, Key], int] = {(b, a): count for (a, b), count in reversed(pairs)}
    drawings = [network(people(MOST_PEOPLE), one, SearchRequest(), "/people/{}/".format) for one in (together, turned)]
    assert drawings[0] is not None
    assert drawings[0] == drawings[1]


@given(st.integers(2, 14), st.randoms(use_true_random=False))
def test_order_brings_people_nearer_and_loses_nobody(number: int, chance: Random) -> None:
    weights = np.zeros((number, number), dtype=np.int64)
    for a, b in combinations(range(number), 2):
        weights[a, b] = weights[b, a] = chance.choice([0, 0, 0, 1, 5])
    apart = np.abs(np.subtract.outer(np.arange(number), np.arange(number)))
    places = order(weights, apart)
    assert sorted(places) == list(range(number))
    assert (weights * apart[np.ix_(places, places)]).sum() <= (weights * apart).sum()


def test_two_groups_stand_beside_each_other() -> None:
    weights = np.zeros((6, 6), dtype=np.int64)
    for a, b in [(0, 2), (2, 4), (0, 4), (1, 3), (3, 5), (1, 5)]:
        weights[a, b] = weights[b, a] = 3
    places = order(weights, np.abs(np.subtract.outer(np.arange(6), np.arange(6))))
    assert {places[0] // 3, places[2] // 3, places[4] // 3} != {places[1] // 3, places[3] // 3, places[5] // 3}
    assert len({places[0] // 3, places[2] // 3, places[4] // 3}) == 1


def test_lines_and_names_lead_to_their_stories_and_pages() -> None:
    together: dict[tuple[Key, Key], int] = {(0, 1): 5, (1, 2): 1}
    made = network(people(3), together, SearchRequest(topics=("grain",)), "/people/{}/".format)
    assert made is not None
    assert [(pair.label, pair.url) for pair in made.pairs] == [
        ("Marta Velisk 0 and Henrik Aldane 1: 5 stories", "/search/?q=person%3Aperson-1&topic=grain&person=person-0"),
        ("Henrik Aldane 1 and W. M. 2: 1 story", "/search/?q=person%3Aperson-2&topic=grain&person=person-1"),
    ]
    assert [node.url for node in made.wide.nodes] == ["/people/person-0/", "/people/person-1/", "/people/person-2/"]
    assert [(edge.thick, edge.largest) for edge in made.wide.edges] == [(6.0, True), (1.5, False)]


def test_on_somebodys_own_page_every_line_is_of_their_stories() -> None:
    together: dict[tuple[Key, Key], int] = {(0, 1): 5, (1, 2): 1}
    made = network(people(3), together, SearchRequest(people=("person-0",)), "/people/{}/".format, own=0)
    assert made is not None
    assert [pair.url for pair in made.pairs] == [
        "/search/?q=person%3Aperson-1&person=person-0",
        "/search/?q=person%3Aperson-1+person%3Aperson-2&person=person-0",
    ]
    assert [node.own for node in made.wide.nodes] == [True, False, False]


def test_two_people_or_no_line_are_not_drawn() -> None:
    assert network(people(3), {(0, 1): 5}, SearchRequest(), "/{}".format) is None
    assert network(people(3), {}, SearchRequest(), "/{}".format) is None


def test_long_names_are_cut_where_the_room_ends() -> None:
    assert shortened("Marta Velisk", 200) == "Marta Velisk"
    cut = shortened(NAMES[3], 150)
    assert (cut.endswith("…"), text_width(cut) <= 150) == (True, True)


def test_hostile_names_are_text() -> None:
    named = [Counted(at, f"p-{at}", f'</title><script>x("{at}")</script> & {at}', 1) for at in range(3)]
    made = network(named, {(0, 1): 2, (1, 2): 1}, SearchRequest(), "/{}".format)
    page = render_to_string("charts/_network.html", {"chart": made, "title": "<b>", "id": "c"})
    assert "<script" not in page
    assert "<b>" not in page
    assert page.count("&lt;script&gt;") > 10
