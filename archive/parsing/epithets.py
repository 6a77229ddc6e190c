"""What a person may be called besides the name: the nouns, qualifiers and pronouns that fit."""

from __future__ import annotations

from archive.parsing.gazetteer import given_names, is_title, title_nouns
from archive.parsing.places import country_of
from archive.parsing.shapes import Person
from archive.parsing.wordlist import listed

# Nouns that fit whoever speaks with authority; they contradict no role.
GENERIC = listed(
    "expert analyst specialist commentator observer speaker source interlocutor researcher scholar academic scientist "
    "professional pundit man woman official"
)
_FEMALE_ENDINGS = ("ova", "eva", "ina", "aya", "skaya", "yeva")
_FEMALE_WORDS = ("woman", "Mrs", "Ms", "Miss", "Queen", "Baroness", "Lady", "Dame", "actress", "princess")
_MALE_WORDS = ("spokesman", "chairman", "Mr", "King", "Sir", "Lord", "congressman", "statesman")
_PAST = listed("former ex retired ex- erstwhile onetime")
_BY_PLACE = {
    "Federation Council": ("senator", "lawmaker", "politician"),
    "Senate": ("senator", "lawmaker", "politician"),
    "Duma": ("lawmaker", "deputy", "mp", "politician", "legislator"),
    "Parliament": ("lawmaker", "politician", "mp", "legislator"),
    "Foreign Minist": ("diplomat",),
    "Embassy": ("diplomat",),
    "United Nations": ("diplomat",),
    "UN": ("diplomat",),
    "Foreign Affairs": ("diplomat",),
    "Assistant Secretary of State": ("diplomat",),
    "University": ("professor", "academic", "scholar", "expert", "scientist", "researcher"),
    "Institute": ("expert", "scholar", "scientist", "researcher", "analyst"),
    "Center": ("expert", "analyst"),
    "Centre": ("expert", "analyst"),
    "Council": ("expert",),
    "Forum": ("expert", "analyst"),
}
_HEADS_OF_GOVERNMENT = ("premier", "prime", "head of government", "head of the government")


def nouns_of(person: Person) -> frozenset[str]:
    """The nouns that may refer back to a person, by the roles that the story gives."""
    nouns: set[str] = set()
    for role in person.roles:
        called = role.text.lower()
        for word in called.replace("-", " ").split():
            nouns |= title_nouns(word) or frozenset()
        if "prime minister" in called:
            nouns.update(("premier", "head"))
        where = f"{role.text} {role.organization or ''}"
        for part, more in _BY_PLACE.items():
            if part in where:
                nouns.update(more)
    return frozenset(nouns)


def gender_of(person: Person) -> str:
    """As in "m", "f" or "x", from the role's words, the given name and the surname's ending."""
    called = " ".join(role.text for role in person.roles)
    if any(word in called for word in _FEMALE_WORDS):
        return "f"
    first, last = person.name.split()[0], person.name.split()[-1]
    gender = given_names().get(first) or given_names().get(first.partition("-")[0])
    if gender in ("m", "f"):
        return gender
    if any(word in called for word in _MALE_WORDS):
        return "m"
    if last.endswith(_FEMALE_ENDINGS) and len(last) > 5:
        return "f"
    return "x"


def fit(person: Person, qualifiers: tuple[str, ...]) -> int:
    """How well a noun's other words fit a person ("the retired diplomat"); -1 where they contradict it.

    The number of words that the story gives for the person too: a role's word, the country, the organization.
    """
    if not qualifiers:
        return 0
    told = " ".join(f"{role.text} {role.organization or ''}" for role in person.roles).lower()
    words = set(told.replace("-", " ").replace("’", "'").split())
    points = 0
    for word in qualifiers:
        code = _country(word)
        if code and person.country and code != person.country and word not in told:
            return -1
        past = word in _PAST and not words.isdisjoint(_PAST)
        if past or (code is not None and code == person.country) or (word in words and len(word) > 3):
            points += 1
        elif is_title(word) and person.roles:
            return -1  # "the deputy minister" is not the minister
    return points


def _country(word: str) -> str | None:
    """The country of an adjective that was folded to lower case: "romanian" -> "RO"."""
    return country_of(word.upper() if len(word) == 2 else word.capitalize())
