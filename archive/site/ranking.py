"""Which rows a list of people, organizations, newspapers, countries or topics has, and in which order.

What all of them are sorted by is kept until something changes: of the values of a million stories it is a few arrays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, overload

import numpy as np
from django.db.models import Model

from archive.models import Country, Organization, Person, Source, Topic
from archive.search import NO_DATE, Figures, Key, figures, measures, related

from .kept import Kept
from .letters import letter_of, with_initials

MODELS: dict[str, type[Model]] = {
    "people": Person,
    "organizations": Organization,
    "sources": Source,
    "countries": Country,
    "topics": Topic,
}
RELATED = ("sources", "countries", "people")  # columns that say of how many others there are statements
FEW = 2_000  # values, of which each is in very many stories: what they are related to is kept for all of them

Numbers = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Everything:
    """All that published stories name of one kind: `keys`, and beside them the columns that they are sorted by, "name"
    among them (their places in the order of names), and their first letters as places in `letters`.
    """

    keys: Numbers
    columns: dict[str, Numbers]
    letters: list[str]
    letter: Numbers

    def __len__(self) -> int:
        return len(self.keys)

    def among(self, keys: Sequence[Key]) -> Numbers:
        """For each row whether it is among some."""
        return np.isin(self.keys, np.array(keys, dtype=self.keys.dtype))

    def under(self, letter: str) -> Numbers:
        """For each row whether it stands under a letter."""
        place = self.letters.index(letter) if letter in self.letters else -1
        return np.asarray(self.letter == place)

    def letters_of(self, some: Numbers) -> set[str]:
        """The letters of some rows."""
        return {self.letters[place] for place in np.unique(self.letter[some]).tolist()}


class Ranked(Sequence[Any]):
    """Rows by a column: numbers and days from the largest, of equal ones by name; names from A. Rows without a day
    stand last.
    """

    def __init__(self, name: str, column: str, some: Numbers, *, turned: bool) -> None:
        """`some` says for each of all rows whether it is listed; `turned`: the other way round."""
        rows = everything(name)
        numbers = _beside(rows, related_to(name, column)) if column in RELATED else rows.columns[column]
        rank = numbers if turned != (column == "name") else -numbers
        rank = np.where(numbers == NO_DATE, np.iinfo(np.int64).max, rank)[some]
        self._model = MODELS[name]
        self._keys = rows.keys[some][np.lexsort((rows.columns["name"][some], rank))]

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        """Rows, read in one query."""
        if isinstance(index, int):
            return self[index : index + 1][0]
        keys = self._keys[index].tolist()
        found = self._model._default_manager.in_bulk(keys)
        return [found[key] for key in keys if key in found]


def everything(name: str) -> Everything:
    """All values of a filter ("people") that a published story has; a short query where nothing has changed."""
    return _EVERYTHING[name].get()


def related_to(name: str, other: str) -> Mapping[Key, int]:
    """Of how many others each row has statements, by its key; rows of none are left out."""
    return _RELATED[name, other].get()


def _beside(rows: Everything, counts: Mapping[Key, int]) -> Numbers:
    """Counts in the order of rows: either may have been made anew since the other was."""
    return np.array([counts.get(key, 0) for key in rows.keys.tolist()], dtype=np.int64)


def figures_of(name: str, keys: Sequence[Key], others: Sequence[str]) -> dict[Key, Figures]:
    """What is behind some rows, with how many `others` their statements have."""
    if len(everything(name)) > FEW:
        return figures(name, keys, others)
    counts = {other: related_to(name, other) for other in others}
    return {
        key: replace(one, related={other: some.get(key, 0) for other, some in counts.items()})
        for key, one in figures(name, keys).items()
    }


def _everything(name: str) -> Everything:
    found, model = measures(name), MODELS[name]
    place = {key: at for at, key in enumerate(found.keys.tolist())}
    by_name, letter = np.full(len(place), len(place)), np.zeros(len(place), dtype=np.int64)
    letters: dict[str, int] = {}
    known: dict[str, int] = {}
    order = "sort_key" if hasattr(model, "sort_key") else "name"
    named = with_initials(model._default_manager.order_by(order, "pk")).values_list("pk", "initials")
    for at, (key, initials) in enumerate(named):
        if key in place:
            if initials not in known:
                known[initials] = letters.setdefault(letter_of(initials), len(letters))
            by_name[place[key]], letter[place[key]] = at, known[initials]
    return Everything(found.keys, found.columns | {"name": by_name}, list(letters), letter)


_EVERYTHING = {name: Kept(partial(_everything, name)) for name in MODELS}
_RELATED = {(name, other): Kept(partial(related, name, other)) for name in MODELS for other in RELATED}
