"""Who is named in the synthetic corpus: invented people with roles, organizations, newspapers; and the headings."""

from __future__ import annotations

from itertools import product

import numpy as np

from benchmarks.corpus.words import SYLLABLES

_GIVEN_ENDS = ("ra", "na", "lin", "mir", "dan", "tor", "vel", "sa", "min", "kos")
_FAMILY_ENDS = ("rov", "vik", "dal", "sen", "ter", "man", "lis", "nak")
_KINDS = (
    "Institute", "Bank", "Agency", "Ministry", "University", "Council", "Union", "Group", "Foundation", "Committee",
    "Centre", "Company", "Association", "Alliance", "Holding", "Party", "Airlines", "Academy", "Fund", "Commission",
)  # fmt: skip
_PAPERS = ("Courier", "Gazette", "Herald", "Observer", "Post")

ROLES = tuple(
    map(
        " ".join,
        product(
            ("senior", "chief", "deputy", "former", "acting", "leading"),
            ("analyst", "economist", "director", "minister", "adviser", "editor", "lawyer", "engineer"),
        ),
    )
)
UNNAMED = ("a diplomat", "a source close to the talks", "officials", "two traders", "a person familiar with the matter")
HEADINGS = (
    "World", "Economy", "Politics", "Energy", "Defence", "Diplomacy", "Finance", "Trade", "Society", "Technology",
    "Markets", "Transport", "Health", "Science", "Law", "Culture", "Sport", "Education", "Agriculture", "Industry",
    "Space", "Banking", "Environment", "Migration", "Elections", "Security", "Europe", "Asia", "Africa", "Americas",
    "Middle East", "Arctic", "Regions", "Cities", "Media", "Labour", "Housing", "Tourism", "Religion", "History",
)  # fmt: skip


def people(count: int, rng: np.random.Generator) -> list[tuple[str, str]]:
    """So many different people as (given name, family name)."""
    given = [first + end for first, end in product(SYLLABLES[::2], _GIVEN_ENDS)]
    family = _words(min(count // 8 + 200, len(SYLLABLES) ** 2 * len(_FAMILY_ENDS)), rng)
    pairs = rng.choice(len(given) * len(family), count, replace=False)
    return [(given[pair % len(given)].title(), family[pair // len(given)]) for pair in pairs.tolist()]


def organizations(count: int, rng: np.random.Generator) -> list[str]:
    """So many different organizations."""
    first = _words(min(count // 4 + 100, len(SYLLABLES) ** 2 * len(_FAMILY_ENDS)), rng)
    pairs = rng.choice(len(first) * len(_KINDS), count, replace=False)
    return [f"{first[pair // len(_KINDS)]} {_KINDS[pair % len(_KINDS)]}" for pair in pairs.tolist()]


def newspapers(count: int) -> list[str]:
    """So many different newspapers, the same in every corpus."""
    towns = _words(count, np.random.default_rng(count))
    return [f"{town} {_PAPERS[number % len(_PAPERS)]}" for number, town in enumerate(towns)]


def _words(count: int, rng: np.random.Generator) -> list[str]:
    """Different invented proper names."""
    of = len(SYLLABLES)
    picked = rng.choice(of**2 * len(_FAMILY_ENDS), count, replace=False).tolist()
    return [(SYLLABLES[n % of] + SYLLABLES[n // of % of] + _FAMILY_ENDS[n // of**2]).title() for n in picked]
