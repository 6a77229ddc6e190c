"""Keys, each with an ascending list of numbers (of stories or statements): the one shape that all of the index has.

A key is a lexeme, a person's id, a country's code, as bytes. Lists are made flat (`Flat`), joined flat, and encoded
once: long ones as roaring bitmaps, short ones as plain numbers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from pyroaring import BitMap

Numbers = np.ndarray[Any, np.dtype[Any]]
Arrays = dict[str, Numbers]

BITMAP_FROM = 2048  # numbers from which a list is kept as a bitmap
_MOST_KEPT = 256  # decoded lists that a process keeps

POSITION = 0x3FFF  # of a position as PostgreSQL keeps it: 14 bits of place, 2 of weight


@dataclass
class Flat:
    """Lists under construction: for each key (ascending) `counts` numbers in `docs`.

    Lists of words also say for each number how often (`freq`) and at which places (`places`, PostgreSQL's 16 bits).
    """

    keys: list[bytes]
    counts: Numbers  # uint32, one a key
    docs: Numbers  # uint32
    freq: Numbers | None = None  # uint8, one a number
    places: Numbers | None = None  # uint16


def bitmap(numbers: Numbers) -> BitMap:
    """Numbers as a bitmap, quickly."""
    fast = array("I")
    fast.frombytes(np.ascontiguousarray(numbers, dtype=np.uint32).tobytes())
    return BitMap(fast)


def numbers(found: BitMap) -> Numbers:
    """A bitmap's numbers, ascending, as uint32."""
    return np.frombuffer(found.to_array(), dtype=np.uint32)


def gather(key: Numbers, docs: Numbers, keys: Sequence[bytes]) -> Flat:
    """Lists of pairs: each pair's key (its index in `keys`) and number; the numbers ascend, no pair stands twice."""
    order, keys, counts = _by_key(key, keys)
    return Flat(list(keys), counts, docs[order].astype(np.uint32))


def gather_words(vectors: Sequence[bytes], *, weight: int | None = None) -> tuple[Flat, Numbers]:
    """Lists of the words of texts, each a tsvector in PostgreSQL's binary form; and each text's number of words.

    With `weight` (3 is A) only the words at places of that weight.
    """
    names, key, freq, places, sizes = _read(vectors)
    docs = np.repeat(np.arange(len(vectors), dtype=np.uint32), sizes)
    if weight is not None:
        kept = places >> 14 == weight
        freq = _sums(kept, freq)
        places, some = places[kept], freq > 0
        key, docs, freq = key[some], docs[some], freq[some]
    words = np.bincount(docs, weights=freq, minlength=len(vectors)).astype(np.uint32)
    order, names, counts = _by_key(key, names)
    starts = np.cumsum(freq) - freq
    flat = Flat(names, counts, docs[order], freq[order].astype(np.uint8), places[ranges(starts[order], freq[order])])
    return flat, words


def join(parts: Sequence[tuple[Flat, int]]) -> Flat:
    """Lists one after the other: each part's numbers are moved up by its shift, behind those of the parts before it."""
    keys = sorted({key for flat, _shift in parts for key in flat.keys})
    place = {key: at for at, key in enumerate(keys)}
    homes = [np.array([place[key] for key in flat.keys], dtype=np.int64) for flat, _shift in parts]
    counts = _added(len(keys), ((home, flat.counts) for home, (flat, _shift) in zip(homes, parts, strict=True)))
    docs = _woven(
        counts, [(home, flat.counts, flat.docs, shift) for home, (flat, shift) in zip(homes, parts, strict=True)]
    )
    worded = [(home, flat) for home, (flat, _shift) in zip(homes, parts, strict=True) if flat.freq is not None]
    if len(worded) < len(parts):
        return Flat(keys, counts.astype(np.uint32), docs)
    freq = _woven(counts, [(home, flat.counts, flat.freq, 0) for home, flat in worded])
    sums = [(home, _sums_of(flat)) for home, flat in worded]
    places = _woven(
        _added(len(keys), sums),
        [(home, total, flat.places, 0) for (home, total), (_home, flat) in zip(sums, worded, strict=True)],
    )
    return Flat(keys, counts.astype(np.uint32), docs, freq, places)


def encode(name: str, flat: Flat) -> Arrays:
    """Lists as arrays under a name, ready to be kept and to be read by Lists or Words."""
    starts = np.concatenate(([0], np.cumsum(flat.counts, dtype=np.int64)))
    pieces: list[bytes] = []
    sizes = flat.counts.astype(np.uint64) * 4
    done = 0
    for at in np.flatnonzero(flat.counts >= BITMAP_FROM).tolist():
        kept = bitmap(flat.docs[starts[at] : starts[at + 1]]).serialize()
        kept += bytes(-len(kept) % 4)
        pieces += [flat.docs[done : starts[at]].tobytes(), kept]
        sizes[at] = len(kept)
        done = starts[at + 1]
    pieces.append(flat.docs[done:].tobytes())
    arrays: Arrays = {
        "keys": np.frombuffer(b"".join(flat.keys), dtype=np.uint8),
        "ends": np.cumsum([len(key) for key in flat.keys], dtype=np.uint64),
        "counts": flat.counts,
        "at": np.concatenate(([0], np.cumsum(sizes))).astype(np.uint64),
        "data": np.frombuffer(b"".join(pieces), dtype=np.uint8),
    }
    if flat.freq is not None and flat.places is not None:
        arrays |= {"freq": flat.freq, "places": flat.places, "places_at": _ends(_sums_of(flat))}
    return {f"{name}.{part}": values for part, values in arrays.items()}


class Lists:
    """Encoded lists, found by key."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._keys = memoryview(np.ascontiguousarray(arrays[f"{name}.keys"]).data)
        self._ends = arrays[f"{name}.ends"]
        self.counts = arrays[f"{name}.counts"]
        self._at = arrays[f"{name}.at"]
        self._data = memoryview(np.ascontiguousarray(arrays[f"{name}.data"]).data)
        self.docs = lru_cache(maxsize=_MOST_KEPT)(self._docs)

    def __len__(self) -> int:
        return len(self.counts)

    def key(self, at: int) -> bytes:
        """The key of a list by its index."""
        return self._keys[int(self._ends[at - 1]) if at else 0 : int(self._ends[at])].tobytes()

    def find(self, key: bytes, *, prefix: bool = False) -> range:
        """The indexes of the lists with this key, or with keys that begin so."""
        first = bisect_left(range(len(self)), key, key=self.key)
        if prefix:
            return range(first, bisect_left(range(len(self)), key + b"\xff", lo=first, key=self.key))
        return range(first, first + 1) if first < len(self) and self.key(first) == key else range(0)

    def union(self, at: range) -> BitMap:
        """The numbers that any of some neighbouring lists has."""
        if len(at) == 1:
            return self.docs(at[0])
        long = [one + at.start for one in np.flatnonzero(self.counts[at.start : at.stop] >= BITMAP_FROM).tolist()]
        edges = [at.start, *(edge for one in long for edge in (one, one + 1)), at.stop]
        short = [self._flat(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last]
        found = bitmap(np.unique(np.concatenate(short))) if short else BitMap()
        return BitMap.union(found, *map(self.docs, long))

    def any_of(self, keys: Iterable[bytes]) -> BitMap:
        """The numbers that the list of any of some keys has."""
        return BitMap.union(BitMap(), *(self.docs(at) for key in keys for at in self.find(key)))

    def numbers(self, at: int) -> Numbers:
        """The numbers of a list by its index."""
        return numbers(self.docs(at)) if self.counts[at] >= BITMAP_FROM else self._flat(at, at + 1)

    def _docs(self, at: int) -> BitMap:
        if self.counts[at] < BITMAP_FROM:
            return bitmap(self._flat(at, at + 1))
        return BitMap.deserialize(self._data[int(self._at[at]) : int(self._at[at + 1])])  # type: ignore[arg-type]

    def _flat(self, first: int, last: int) -> Numbers:
        return np.frombuffer(self._data[int(self._at[first]) : int(self._at[last])], dtype=np.uint32)


class Words(Lists):
    """Encoded lists of words: besides, how often and where a word stands in each text."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        super().__init__(arrays, name)
        self._freq, self._places = arrays[f"{name}.freq"], arrays[f"{name}.places"]
        self._places_at = arrays[f"{name}.places_at"]
        self._freq_at = np.concatenate(([0], np.cumsum(self.counts, dtype=np.int64)))

    def freq(self, at: int) -> Numbers:
        """How often a word stands in each of the texts that have it."""
        return self._freq[self._freq_at[at] : self._freq_at[at + 1]]

    def spots(self, at: int, among: Numbers) -> Numbers:
        """Where a word stands in some of the texts that have it: text * 65536 + place, ascending."""
        docs, freq = self.numbers(at), self.freq(at).astype(np.int64)
        rows = np.searchsorted(docs, among)
        rows = rows[(rows < len(docs)) & (docs[np.minimum(rows, len(docs) - 1)] == among)]
        starts = (np.cumsum(freq) - freq)[rows] + int(self._places_at[at])
        places = self._places[ranges(starts, freq[rows])] & POSITION
        return np.repeat(docs[rows].astype(np.int64) << 16, freq[rows]) + places


def ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """The numbers start, start + 1, … of each range, one range after the other."""
    lengths = lengths.astype(np.int64)
    before = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum()), dtype=np.int64) + np.repeat(starts.astype(np.int64) - before, lengths)


def _read(vectors: Sequence[bytes]) -> tuple[list[bytes], Numbers, Numbers, Numbers, list[int]]:
    """The words, and for each word of each text its index, its number of places and these; each text's words."""
    ids: dict[bytes, int] = {}
    keys: list[int] = []
    counts: list[int] = []
    sizes: list[int] = []
    chunks: list[bytes] = []
    for data in vectors:
        at, words = 4, int.from_bytes(data[:4], "big")
        for _word in range(words):
            end = data.index(0, at)
            keys.append(ids.setdefault(data[at:end], len(ids)))
            at = end + 3 + 2 * (count := data[end + 1] << 8 | data[end + 2])
            counts.append(count)
            chunks.append(data[end + 3 : at])
        sizes.append(words)
    places = np.frombuffer(b"".join(chunks), dtype=">u2").astype(np.uint16)
    return list(ids), np.array(keys, dtype=np.uint32), np.array(counts, dtype=np.int64), places, sizes


def _by_key(key: Numbers, keys: Sequence[bytes]) -> tuple[Numbers, list[bytes], Numbers]:
    """The order of pairs by key, the keys that have any in their order, and how many each has."""
    order = sorted(range(len(keys)), key=keys.__getitem__)
    rank = np.empty(len(keys), dtype=np.uint32)
    rank[order] = np.arange(len(keys), dtype=np.uint32)
    ranked = rank[key]
    counts = np.bincount(ranked, minlength=len(keys)).astype(np.uint32)
    named = [keys[at] for at, count in zip(order, counts.tolist(), strict=True) if count]
    return np.argsort(ranked, kind="stable"), named, counts[counts > 0]


def _sums(flags: Numbers, lengths: Numbers) -> Numbers:
    """How many of each range's flags are set; the ranges lie one after the other."""
    total = np.concatenate(([0], np.cumsum(flags, dtype=np.int64)))
    ends = np.cumsum(lengths, dtype=np.int64)
    return np.asarray(total[ends] - total[ends - lengths])


def _sums_of(flat: Flat) -> Numbers:
    """How many places each key has in all."""
    assert flat.freq is not None  # noqa: S101 - asked of words only
    return _sums(flat.freq, flat.counts.astype(np.int64))


def _ends(lengths: Numbers) -> Numbers:
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.uint64)


def _added(keys: int, parts: Iterable[tuple[Numbers, Numbers]]) -> Numbers:
    total = np.zeros(keys, dtype=np.int64)
    for home, counts in parts:
        total[home] += counts
    return total


def _woven(total: Numbers, parts: Sequence[tuple[Numbers, Numbers, Any, int]]) -> Numbers:
    """Values by key: those of each part (its keys' homes, counts, values and what is added) behind the parts before."""
    cursor = np.cumsum(total) - total
    woven = np.empty(int(total.sum()), dtype=parts[0][2].dtype if parts else np.uint32)
    for home, counts, values, shift in parts:
        woven[ranges(cursor[home], counts)] = values + values.dtype.type(shift)
        cursor[home] += counts
    return woven
