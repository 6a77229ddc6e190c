"""The language gazetteers in data/ as lookup tables, read once: plain facts about words and names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of data/NAME.csv as dictionaries of strings."""
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def given_names() -> dict[str, str]:
    """Return given name -> "m", "f" or "x" (both); family names that stand first (Chinese, Korean) are not in it."""
    names: dict[str, str] = {}
    for row in rows("given_names"):
        if row["gender"] == "s":
            continue
        for name in row["names"].split():
            names[name] = row["gender"] if names.get(name, row["gender"]) == row["gender"] else "x"
    return names


@cache
def first_surnames() -> frozenset[str]:
    """Return the family names that stand before the given name: Chinese, Korean, Vietnamese."""
    return frozenset(name for row in rows("given_names") if row["gender"] == "s" for name in row["names"].split())


@cache
def vietnamese_surnames() -> frozenset[str]:
    """Return the family names whose bearers are called by the last word of the name."""
    return frozenset(n for row in rows("given_names") if row["origin"] == "Vietnamese" for n in row["names"].split())


@cache
def titles() -> dict[str, frozenset[str]]:
    """Return title word, lower case -> the nouns that may refer back to its bearer ("the lawmaker")."""
    table: dict[str, set[str]] = {}
    for row in rows("titles"):
        for title in row["titles"].split():
            nouns = table.setdefault(title.lower(), set())
            nouns.update(noun.lower() for noun in row["nouns"].split())
            if row["nouns"]:
                nouns.add(title.lower())
    return {title: frozenset(nouns) for title, nouns in table.items()}


_BEFORE_TITLES = frozenset(
    ("vice", "ex", "co", "deputy", "under", "prime", "arch", "sub", "chief", "editor", "secretary", "director", "major",
     "commander", "governor", "general", "attorney", "lieutenant", "brigadier", "non", "ambassador", "minister", "head")
)  # fmt: skip
_RANKS = frozenset(("General", "Admiral", "Marshal"))
_POSTED = re.compile(r"-(?:at|in|of)-")
_TITLE_ENDINGS = (
    "ologist", "ographer", "onomist", "ometrist", "iatrist", "onomer", "keeper", "wright", "master", "mistress",
    "minister", "president", "owner", "grower", "worker", "organiser", "organizer", "strategist", "historian",
)  # fmt: skip


@lru_cache(maxsize=100_000)
def title_nouns(word: str) -> frozenset[str] | None:
    """Return the nouns that may refer back to a title's bearer, or None where the word is no title.

    `word` in any case; compounds go by their last part ("vice-president"), and "-ologist", "-keeper" and their like
    are titles though not listed.
    """
    low = word.lower()
    table = titles()
    found = table.get(low)
    if found is None and "-" in low:  # "vice-president", "ambassador-at-large"
        found = table.get(low.rpartition("-")[2]) or table.get(_POSTED.split(low)[0])
    if found is None and len(low) > 7 and low.endswith(_TITLE_ENDINGS):
        found = frozenset((low, "expert", "scientist") if low.endswith(_TITLE_ENDINGS[:6]) else (low,))
    return found


@lru_cache(maxsize=100_000)
def is_title(word: str) -> bool:
    """Whether a word, in any case, is a role's noun: "expert", "Consul-General", not "Bilet-Expert"."""
    before, _, last = word.rpartition("-")
    if last[:1].isupper() and before and last not in _RANKS:
        first = before.partition("-")[0].lower()
        if first not in _BEFORE_TITLES and first not in titles():
            return False
    return title_nouns(word) is not None


@cache
def honorifics() -> frozenset[str]:
    """Return forms of address that are no role by themselves, lower case without a full stop."""
    return frozenset(t.lower() for row in rows("titles") if not row["nouns"] for t in row["titles"].split())


@cache
def known_media() -> frozenset[str]:
    """Return the names and aliases of the known organizations that are media."""
    return frozenset(name for name, (_, kind) in known_organizations().items() if kind == "media")


@cache
def known_organizations() -> dict[str, tuple[str, str]]:
    """Return name or alias as printed -> (canonical name, kind).

    Kinds are body, company, institute, party, media, and thing for what is named like an organization and is none.
    """
    table: dict[str, tuple[str, str]] = {}
    for row in rows("organizations"):
        for name in (row["name"], *row["aliases"].split(";")):
            if name:
                table[name] = (row["name"], row["kind"])
    return table
