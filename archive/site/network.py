"""Who is in stories with whom: people as points, lines between those whom the same stories have.

Drawn by charts/_network.html, laid out here: the same people and stories make the same drawing. Twice: for a wide page
in a ring with the names outside, for a narrow one below each other with arcs at the side. In both every name has a row
of its own, so that none covers another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, hypot, sqrt

import numpy as np
from django.utils.translation import gettext as _

from archive.search import SearchRequest
from archive.search.pairs import Counted, Key

from .charts import also, stories_label
from .columns import SKIP_FROM
from .facets import search_url

MOST_PEOPLE = 24
MOST_LINES = 40  # the strongest; more would be a thicket
LISTED = 12  # lines in the table beside, before it is opened

# Units of the drawings; both are shown at about one pixel each.
WIDE, NARROW = 700, 344
WIDE_ROW, ROW = 34, 28  # from one name to the next; a finger's target is 24
TEXT = 14  # height of the letters
_LEAST_HEIGHT = 180
_RADIUS = 160  # of the ring, across
_GAP = 12  # from a point to its name
_MARGIN = 4  # beyond a name
_AXIS = 196  # where the points of the narrow drawing stand
_REACH = 142  # how far its longest arc goes
_THIN, _THICK = 1.5, 6.0
_LEAN = 12  # how far the shortest line of the ring leans to its middle
_PASSES = 20


@dataclass(frozen=True, slots=True)
class Node:
    """A person: the point, the name as it fits, and the space of both as (left, top, width, height)."""

    name: str
    words: str
    url: str
    x: float
    y: float
    text_x: float
    space: tuple[float, float, float, float]
    leftwards: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A line: its path, how thick it is, where its number stands, and the stories that both are in."""

    path: str
    thick: float
    x: float
    y: float
    count: int
    url: str
    label: str
    largest: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The network at one width."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A line as a row of the table: both people, and the stories with both."""

    one: str
    one_url: str
    other: str
    other_url: str
    count: int
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Network:
    """Everything that charts/_network.html draws; `all_pairs` counts those that are not drawn too."""

    wide: Drawing
    narrow: Drawing
    pairs: tuple[Pair, ...]
    all_pairs: int
    thinnest: float = _THIN
    thickest: float = _THICK

    @property
    def many(self) -> bool:
        return len(self.pairs) + len(self.wide.nodes) > SKIP_FROM

    @property
    def first_pairs(self) -> tuple[Pair, ...]:
        return self.pairs[:LISTED]

    @property
    def more_pairs(self) -> tuple[Pair, ...]:
        return self.pairs[LISTED:]

    @property
    def most(self) -> int:
        """The stories of the strongest line."""
        return self.pairs[0].count


def network(
    people: Sequence[Counted],
    together: Mapping[tuple[Key, Key], int],
    request: SearchRequest,
    page_url: Callable[[str], str],
    own: Key | None = None,
) -> Network | None:
    """People and how many stories have each two of them; a line leads to these stories, a name to `page_url`(slug).

    `own` is whose page it is. People without a line are left out. None for fewer than three people.
    """
    place = {person.key: at for at, person in enumerate(people[:MOST_PEOPLE])}
    lines = sorted(
        ((count, *sorted((place[one], place[other]))) for (one, other), count in together.items() if count
         and one in place and other in place and one != other),
        key=lambda line: (-line[0], line[1], line[2]),
    )  # fmt: skip
    drawn = lines[:MOST_LINES]
    there = sorted({at for _count, *both in drawn for at in both})
    if len(there) < 3:
        return None
    now = {at: number for number, at in enumerate(there)}
    shown = [people[at] for at in there]
    pairs = tuple(_pair(people[one], people[other], count, request, page_url) for count, one, other in drawn)
    weights = np.zeros((len(shown), len(shown)), dtype=np.int64)
    for count, one, other in drawn:
        weights[now[one], now[other]] = weights[now[other], now[one]] = count
    ends = [(now[one], now[other]) for _count, one, other in drawn]
    urls = [page_url(person.slug) for person in shown]
    owned = [person.key == own for person in shown]
    return Network(
        wide=_ring(shown, urls, owned, ends, pairs, weights),
        narrow=_arcs(shown, urls, owned, ends, pairs, weights),
        pairs=pairs,
        all_pairs=len(lines),
    )


def order(weights: np.ndarray, apart: np.ndarray) -> list[int]:
    """For each person a place, so that those with many stories together stand near each other.

    `apart` says how far two places are from each other. Two people change places as long as that brings others nearer:
    first the ones named first, so that there is nothing left to chance.
    """
    places = np.arange(len(weights))
    for _pass in range(_PASSES):
        changed = False
        for one in range(len(places)):
            for other in range(one + 1, len(places)):
                if _longer(weights, apart, places, one, other) < 0:
                    places[[one, other]] = places[[other, one]]
                    changed = True
        if not changed:
            break
    return [int(place) for place in places]


def _longer(weights: np.ndarray, apart: np.ndarray, places: np.ndarray, one: int, other: int) -> int:
    """How much longer all lines together would be, were two people to change places; their own stays as long."""
    here, there = places[one], places[other]
    change = (weights[one] - weights[other]) @ (apart[there, places] - apart[here, places])
    return int(change + 2 * weights[one, other] * apart[here, there])


def text_width(words: str) -> float:
    """About how wide a name is set in the drawings, rather too wide than too narrow."""
    return TEXT * sum(0.3 if char in "ijlt.,'’I f-r" else 0.9 if char in "mwMW@" else 0.66 if char.isupper()
                      or not char.isascii() else 0.54 for char in words)  # fmt: skip


def shortened(name: str, room: float) -> str:
    """A name, cut at its end where it is wider than there is room."""
    if text_width(name) <= room:
        return name
    while name and text_width(f"{name}…") > room:
        name = name[:-1]
    return f"{name.rstrip()}…"


def _ring(
    people: Sequence[Counted],
    urls: Sequence[str],
    owned: Sequence[bool],
    ends: Sequence[tuple[int, int]],
    pairs: Sequence[Pair],
    weights: np.ndarray,
) -> Drawing:
    """The wide drawing: half of the people down the right side of a ring, the others up its left side."""
    number = len(people)
    line = np.abs(np.subtract.outer(np.arange(number), np.arange(number)))
    places = order(weights, np.minimum(line, number - line))
    right = ceil(number / 2)
    height = max(right * WIDE_ROW, _LEAST_HEIGHT)
    nodes = []
    for at, person in enumerate(people):
        leftwards = places[at] >= right
        row, rows = (number - 1 - places[at], number - right) if leftwards else (places[at], right)
        down = (row + 0.5) / rows
        across = _RADIUS * sqrt(1 - (2 * down - 1) ** 2)
        x, y = WIDE / 2 + (-across if leftwards else across), down * height
        nodes.append(_node(person, urls[at], owned[at], x, y, leftwards, WIDE / 2 - across - _GAP))
    edges = []
    for (one, other), pair in zip(ends, pairs, strict=True):
        a, b = nodes[one], nodes[other]
        bend_x, bend_y = _bend(a, b, height)
        path = f"M{_n(a.x)} {_n(a.y)}Q{_n(bend_x)} {_n(bend_y)} {_n(b.x)} {_n(b.y)}"
        edges.append(_edge(path, (a.x + 2 * bend_x + b.x) / 4, (a.y + 2 * bend_y + b.y) / 4, pair, pairs))
    return Drawing(WIDE, height, tuple(nodes), tuple(edges))


def _bend(a: Node, b: Node, height: float) -> tuple[float, float]:
    """Where a line of the ring is bent to: from its middle to that of the ring, the longer the line the farther."""
    x, y = (a.x + b.x) / 2, (a.y + b.y) / 2
    to_x, to_y = WIDE / 2 - x, height / 2 - y
    away = hypot(to_x, to_y)
    far = min(away, _LEAN + hypot(a.x - b.x, a.y - b.y) / 2)
    return (x + to_x * far / away, y + to_y * far / away) if away else (x, y)


def _arcs(
    people: Sequence[Counted],
    urls: Sequence[str],
    owned: Sequence[bool],
    ends: Sequence[tuple[int, int]],
    pairs: Sequence[Pair],
    weights: np.ndarray,
) -> Drawing:
    """The narrow drawing: all people below each other, arcs at the right."""
    number = len(people)
    places = order(weights, np.abs(np.subtract.outer(np.arange(number), np.arange(number))))
    nodes = [
        _node(person, urls[at], owned[at], _AXIS, (places[at] + 0.5) * ROW, True, _AXIS - _GAP)
        for at, person in enumerate(people)
    ]
    edges = []
    for (one, other), pair in zip(ends, pairs, strict=True):
        a, b = sorted((nodes[one], nodes[other]), key=lambda node: node.y)
        reach = 16 + (_REACH - 16) * ((b.y - a.y) / ROW - 1) / max(1, number - 2)
        side = _AXIS + reach * 4 / 3  # a curve reaches three quarters of the way to where it is bent
        path = f"M{_n(a.x)} {_n(a.y)}C{_n(side)} {_n(a.y)} {_n(side)} {_n(b.y)} {_n(b.x)} {_n(b.y)}"
        edges.append(_edge(path, _AXIS + reach, (a.y + b.y) / 2, pair, pairs))
    return Drawing(NARROW, number * ROW, tuple(nodes), tuple(edges))


def _node(person: Counted, url: str, own: bool, x: float, y: float, leftwards: bool, room: float) -> Node:
    words = shortened(person.name, room - _MARGIN)
    side = -1 if leftwards else 1
    wide = _GAP + text_width(words) + _MARGIN
    left = x - wide if leftwards else x - _GAP
    return Node(
        name=person.name,
        words=words,
        url=url,
        x=_n(x),
        y=_n(y),
        text_x=_n(x + side * _GAP),
        space=(_n(left), _n(y - ROW / 2), _n(wide + _GAP), ROW),
        leftwards=leftwards,
        own=own,
    )


def _edge(path: str, x: float, y: float, pair: Pair, pairs: Sequence[Pair]) -> Edge:
    most = pairs[0].count
    share = (pair.count - 1) / (most - 1) if most > 1 else 0
    return Edge(
        path=path,
        thick=_n(_THIN + (_THICK - _THIN) * share),
        x=_n(x),
        y=_n(y),
        count=pair.count,
        url=pair.url,
        label=pair.label,
        largest=pair is pairs[0],
    )


def _pair(one: Counted, other: Counted, count: int, request: SearchRequest, page_url: Callable[[str], str]) -> Pair:
    both = _("%(one)s and %(other)s") % {"one": one.name, "other": other.name}
    return Pair(
        one=one.name,
        one_url=page_url(one.slug),
        other=other.name,
        other_url=page_url(other.slug),
        count=count,
        url=search_url(also(also(request, "people", one.slug), "people", other.slug)),
        label=stories_label(both, count),
    )


def _n(number: float) -> float:
    return round(number, 1)
