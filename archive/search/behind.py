"""What is behind names, by the index: numbers for lists, newest stories, stories alike; whatever is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from .index import alike, measuring
from .index.counting import Found, Told
from .index.parts import Parts
from .index.reading import Reading
from .links import NAMED
from .results import Alike, Figures, Key, Like, Measures


class Behind:
    """All that the parts of an index hold, counted by names."""

    def __init__(self, index: Parts, readings: Sequence[Reading]) -> None:
        """`readings` are of the parts, in their order."""
        self._index = index
        self._readings = readings

    def measures(self, name: str) -> Measures:
        """Every value of a filter, whatever is asked for otherwise."""
        stories, told = measuring.measured(self._everything, name), measuring.measured(self._all_told, name)
        said = dict(zip(told.keys, told.number.tolist(), strict=True))
        return Measures(
            np.array(values_of(name, stories.keys)),
            {
                "stories": stories.number,
                "statements": np.array([said.get(key, 0) for key in stories.keys], dtype=np.int64),
                "first": stories.first,
                "last": stories.last,
            },
        )

    def related(self, name: str, other: str) -> dict[Key, int]:
        """Of how many values of another filter each value has statements, where it has any, whatever is asked for."""
        counts = measuring.related(self._all_told, name, other)
        return dict(zip(values_of(name, counts), counts.values(), strict=True))

    def story_counts(self, values: Mapping[str, Sequence[Key]]) -> dict[str, dict[Key, int]]:
        """In how many stories some values of filters are, whatever is asked for."""
        return {
            name: {key: measuring.number_of(self._everything, name, key_of(key)) for key in keys}
            for name, keys in values.items()
        }

    def newest(self, name: str, keys: Sequence[Key], limit: int) -> dict[Key, list[int]]:
        """The ids of the newest stories of some values, so many of each, whatever is asked for."""
        return {key: measuring.newest(self._everything, name, key_of(key), limit) for key in keys}

    def alike(self, like: Like, limit: int) -> list[Alike]:
        """The stories that have most of some names, whatever is asked for."""
        found = alike.alike(self._everything, like, limit)
        return [
            Alike(story, {name: frozenset(values_of(name, keys)) for name, keys in shared.items()})
            for story, shared in found
        ]

    def figures(self, name: str, keys: Sequence[Key], others: Sequence[str]) -> dict[Key, Figures]:
        """What is behind some values, with how many values of other filters, whatever is asked for otherwise."""
        return {key: measuring.figures(self._everything, self._all_told, name, key_of(key), others) for key in keys}

    @cached_property
    def _everything(self) -> list[Found]:
        return [Found(segment, alive) for segment, alive in self._index]

    @cached_property
    def _all_told(self) -> list[Told]:
        return [
            Told(segment, reading.told_in(segment.all_statements, alive))
            for reading, (segment, alive) in zip(self._readings, self._index, strict=True)
        ]


def key_of(value: Key) -> bytes:
    return str(value).encode()


def values_of(name: str, keys: Iterable[bytes]) -> list[Key]:
    """Keys as values of a filter."""
    return [key.decode() for key in keys] if NAMED[name].type == "text" else [int(key) for key in keys]
