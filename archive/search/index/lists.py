"""Keys, each with an ascending list of numbers (of stories or statements): the one shape that all of the index has.

A key is a lexeme, a person's id, a country's code, as bytes. Lists are made flat (`Flat`), joined flat, and encoded
once: long ones as roaring bitmaps, short ones as plain numbers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from pyroaring import BitMap

Numbers = np.ndarray[Any, np.dtype[Any]]
Arrays = dict[str, Numbers]

BITMAP_FROM = 2048  # numbers from which a list is kept as a bitmap
_BLOCK = 4096  # texts that are read at once

POSITION = 0x3FFF  # of a position as PostgreSQL keeps it: 14 bits of place, 2 of weight


@dataclass
class Flat:
    """Lists under construction: for each key (ascending) `counts` numbers in `docs`.

    Lists of words also say for each number how often (`freq`) and at which places (`places`, PostgreSQL's 16 bits).
    """

    keys: list[bytes]
    counts: Numbers  # uint32, one a key
    docs: Numbers  # uint32
    freq: Numbers | None = None  # uint16, one a number: 1 to 256, PostgreSQL's most
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


@dataclass
class Read:
    """The words of texts: for each word of each text, text after text, its index in `names`, and its places."""

    names: list[bytes]
    texts: int
    docs: Numbers
    key: Numbers
    freq: Numbers
    places: Numbers

    def of_weight(self, weight: int) -> Read:
        """Only the words at places of one weight (3 is A)."""
        kept = self.places >> 14 == weight
        freq = _sums(kept, self.freq)
        some = freq > 0
        return replace(self, docs=self.docs[some], key=self.key[some], freq=freq[some], places=self.places[kept])

    @property
    def length(self) -> Numbers:
        """How many words each text has."""
        return np.bincount(self.docs, weights=self.freq, minlength=self.texts).astype(np.uint32)


def read_words(vectors: Sequence[bytes]) -> Read:
    """Texts as tsvectors in PostgreSQL's binary form: the number of words, then each word, NUL, the number of its
    places, and these in 16 bits each (src/backend/utils/adt/tsvector.c, tsvectorsend).
    """
    ids: defaultdict[bytes, int] = defaultdict()
    ids.default_factory = ids.__len__
    blocks = [_read(vectors[at : at + _BLOCK], at, ids) for at in range(0, len(vectors), _BLOCK)]
    docs, key, freq, places = (np.concatenate([np.empty(0, np.uint32), *parts]) for parts in zip(*blocks, strict=True)
                               ) if blocks else (np.empty(0, np.uint32),) * 4  # fmt: skip
    return Read(list(ids), len(vectors), docs, key.astype(np.uint32), freq.astype(np.int64), places.astype(np.uint16))


def gather_words(read: Read) -> Flat:
    """Lists of the words of texts."""
    order, names, counts = _by_key(read.key, read.names)
    starts = _begins(read.freq)
    freq = read.freq[order]
    return Flat(
        names,
        counts,
        read.docs[order].astype(np.uint32),
        freq.astype(np.uint16),
        read.places[ranges(starts[order], freq)],
    )


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
        arrays |= {"freq": (flat.freq - 1).astype(np.uint8), "places": flat.places, "places_at": _ends(_sums_of(flat))}
    return {f"{name}.{part}": values for part, values in arrays.items()}


class Lists:
    """Encoded lists, found by key."""

    kept = 64  # decoded lists that a process keeps

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._keys = memoryview(np.ascontiguousarray(arrays[f"{name}.keys"]).data)
        self._ends = arrays[f"{name}.ends"]
        self.counts = arrays[f"{name}.counts"]
        self._at = arrays[f"{name}.at"]
        self._data = memoryview(np.ascontiguousarray(arrays[f"{name}.data"]).data)
        self.docs = lru_cache(maxsize=self.kept)(self._docs)
        self.united = lru_cache(maxsize=16)(self._united)

    def __len__(self) -> int:
        return len(self.counts)

    @cached_property
    def edges(self) -> tuple[Numbers, Numbers]:
        """The first and the last number of each list."""
        flat = np.frombuffer(self._data, dtype=np.uint32)
        at = (self._at // 4).astype(np.int64)
        first, last = flat[at[:-1]], flat[at[1:] - 1]
        for one in np.flatnonzero(self.counts >= BITMAP_FROM).tolist():
            docs = self.docs(one)
            first[one], last[one] = docs.min(), docs.max()
        return first, last

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
        return self.docs(at[0]) if len(at) == 1 else self.united(at)

    def _united(self, at: range) -> BitMap:
        long = [one + at.start for one in np.flatnonzero(self.counts[at.start : at.stop] >= BITMAP_FROM).tolist()]
        edges = [at.start, *(edge for one in long for edge in (one, one + 1)), at.stop]
        short = [self._flat(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last]
        there = np.zeros(1 + max((int(some.max()) for some in short if len(some)), default=0), dtype=bool)
        for some in short:
            there[some] = True
        return BitMap.union(bitmap(np.flatnonzero(there)), *map(self.docs, long))

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
        return self._freq[self._freq_at[at] : self._freq_at[at + 1]].astype(np.uint16) + 1  # kept as 0 to 255

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
    before = _begins(lengths)
    return np.arange(int(lengths.sum()), dtype=np.int64) + np.repeat(starts.astype(np.int64) - before, lengths)


def _read(vectors: Sequence[bytes], first: int, ids: Mapping[bytes, int]) -> tuple[Numbers, ...]:
    """Some texts, numbered from `first`, all at once: the nth word of every text in the nth step."""
    data = np.frombuffer(b"".join(vectors), dtype=np.uint8)
    begin = _begins(np.array([len(vector) for vector in vectors], dtype=np.int64))
    words = data[begin] << 24 | data[begin + 1].astype(np.int64) << 16 | _pair(data, begin + 2)
    slot, at, texts = _begins(words), begin + 4, np.arange(len(vectors))
    nul = np.minimum.accumulate(np.where(data == 0, np.arange(len(data)), len(data))[::-1])[::-1]
    start, end = np.empty(int(words.sum()), dtype=np.int64), np.empty(int(words.sum()), dtype=np.int64)
    step = 0
    while len(texts := texts[words[texts] > step]):
        start[slot[texts] + step] = at[texts]
        ends = nul[at[texts]]
        end[slot[texts] + step] = ends
        at[texts] = ends + 3 + 2 * _pair(data, ends + 1)
        step += 1
    freq = _pair(data, end + 1)
    places = _pair(data, np.repeat(end + 3 - 2 * _begins(freq), freq) + 2 * np.arange(int(freq.sum())))
    names = data[ranges(start, end - start + 1)].tobytes().split(b"\0")[:-1]
    docs = np.repeat(np.arange(first, first + len(vectors), dtype=np.uint32), words)
    return docs, np.fromiter(map(ids.__getitem__, names), dtype=np.uint32, count=len(names)), freq, places


def _pair(data: Numbers, at: Numbers) -> Numbers:
    """The 16-bit numbers at some places, the high byte first."""
    return data[at].astype(np.int64) << 8 | data[at + 1]


def _begins(lengths: Numbers) -> Numbers:
    """Where each of some ranges begins that lie one after the other."""
    return np.cumsum(lengths, dtype=np.int64) - lengths


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
