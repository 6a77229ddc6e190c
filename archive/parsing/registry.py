"""The organizations of one story as they are met: one entry each, however they are called."""

from __future__ import annotations

from collections.abc import Sequence

from archive.parsing import vocabulary as words
from archive.parsing.gazetteer import given_names
from archive.parsing.passage import Passage, Run, is_place, name_table
from archive.parsing.places import country_of
from archive.parsing.shapes import Organization, Span

_CONFIDENCE = {
    "known": 0.92,
    "medium": 0.85,
    "head": 0.95,
    "company-word": 0.95,
    "affiliation": 0.75,
    "before-title": 0.85,
    "coined-name": 0.85,
    "capitals": 0.75,
    "cited": 0.7,
    "country-possessive": 0.7,
    "of-a-country": 0.6,
    "kind-of-company": 0.75,
    "apposition": 0.75,
    "seat": 0.7,
    "which-clause": 0.7,
}
# Rules that read what stands beside a name: the same name is the same organization where nothing stands beside it.
_BY_CONTEXT = frozenset(
    (
        "affiliation",
        "apposition",
        "seat",
        "before-title",
        "cited",
        "country-possessive",
        "kind-of-company",
        "which-clause",
        "company-word",
    )
)
_LONG_AGO = 200  # entries that are compared with a new name, so that the time stays linear


class Registry:
    """The story's organizations as they are met, one entry each however they are called."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._by_name: dict[str, _Entry] = {}

    def add(self, passage: Passage, run: Run, rule: str) -> None:
        """Note one mention; a bracketed abbreviation after it becomes the entry's short name."""
        name = passage.name_of(run)
        printed = passage.text_of(run)
        country = country_of(passage.owner_of(run)) or country_of(printed)
        entry = self._by_name.get(printed) or self._by_name.get(name) or self._similar(name, country)
        if entry is None:
            entry = _Entry(name, rule, country)
            self._entries.append(entry)
        elif len(name) > len(entry.name) and entry.rule not in ("known", "medium"):
            entry.rename(name)
        entry.spans.append(passage.span_of(run))
        for form in (name, printed):
            self._by_name.setdefault(form, entry)
        short = passage.abbreviation_after(run)
        if short and not entry.short:
            entry.short = short
            self._by_name.setdefault(short, entry)

    def _similar(self, name: str, country: str | None) -> _Entry | None:
        """An earlier entry whose words hold this name's, or the other way round, or whose initials it is."""
        mine, heads = _content(name), _heads(name)
        for entry in reversed(self._entries[-_LONG_AGO:]):
            if entry.initials == name:
                return entry
            if country and entry.country and country != entry.country:
                continue
            theirs = entry.content
            if not (mine <= theirs or theirs <= mine) or mine.isdisjoint(theirs):
                continue
            if not entry.heads.isdisjoint(heads) or not (heads or entry.heads) or _called_short(name, entry.name):
                return entry
        return None

    def add_later_mentions(self, passages: Sequence[Passage]) -> None:
        """Add spans for abbreviations and for a company's first word alone ("Tarn" for "Tarn Group Plc")."""
        shorts: dict[str, _Entry] = {}
        shorter: dict[str, _Entry] = {}
        for entry in self._entries:
            if entry.short:
                shorts.setdefault(entry.short, entry)
            if entry.initials and entry.rule not in ("known", "medium"):
                shorts.setdefault(entry.initials, entry)
            first, *rest = entry.name.split()
            if entry.rule in _BY_CONTEXT and len(rest) > 1 and rest[-1] in words.WEAK_HEADS | words.SUFFIXES:
                shorter.setdefault(
                    " ".join((first, *rest[:-1])), entry
                )  # "Pinnacle Ridge" for "Pinnacle Ridge Capital"
            if entry.rule in _BY_CONTEXT and _distinctive(first):
                shorts.setdefault(first, entry)
        table = name_table(tuple(shorter))
        for passage in passages:
            for run, name in passage.match(table):
                if not any(passage.claimed[run.start : run.end]):
                    shorter[name].spans.append(passage.span_of(run))
            for index in passage.where(shorts):
                if not passage.claimed[index]:
                    token = passage.tokens[index]
                    shorts[token.text].spans.append(Span(token.start, token.end))

    def organizations(self) -> tuple[Organization, ...]:
        """The entries in order of first appearance, their spans sorted."""
        made = [
            Organization(e.name, tuple(sorted(set(e.spans))), e.short, _CONFIDENCE.get(e.rule, 0.7), e.rule)
            for e in self._entries
        ]
        return tuple(sorted(made, key=lambda o: o.spans[0]))


class _Entry:
    def __init__(self, name: str, rule: str, country: str | None) -> None:
        self.rename(name)
        self.rule = rule
        self.country = country
        self.short: str | None = None
        self.spans: list[Span] = []

    def rename(self, name: str) -> None:
        """Call it by another name, and note that name's words for comparison with others."""
        self.name = name
        self.content = _content(name)
        self.heads = _heads(name)
        self.initials = _initials(name)


def _content(name: str) -> frozenset[str]:
    return frozenset(w for w in name.replace("’", "'").split() if w.lower() not in words.CONNECTORS)


def _heads(name: str) -> frozenset[str]:
    return frozenset(w for w in name.split() if w in words.STRONG_HEADS or w in words.WEAK_HEADS)


def _called_short(one: str, other: str) -> bool:
    """Whether one name is the other's first word and tells it from others: "Tarn" for "Tarn Shipyards"."""
    first, second = one.split(), other.split()
    return min(len(first), len(second)) == 1 and first[0] == second[0] and _distinctive(first[0])


def _initials(name: str) -> str:
    """The initials of a name of three words and more, "" of a shorter one."""
    capitals = [word[0] for word in name.split() if word[0].isupper()]
    return "".join(capitals) if len(capitals) > 2 else ""


def _distinctive(word: str) -> bool:
    return (
        word not in words.SUBJECTS
        and word not in words.OPENERS
        and not is_place(word)
        and word not in words.STRONG_HEADS
        and word not in words.TITLE_MODIFIERS
        and word not in given_names()
        and len(word) > 2
    )
