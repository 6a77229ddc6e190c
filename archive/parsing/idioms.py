"""Where a place's name is part of something else: a sea, a newspaper, a treaty, an idiom."""

from __future__ import annotations

from collections.abc import Sequence

from archive.parsing.tokens import Token
from archive.parsing.wordlist import listed

_WATERS = listed("Sea Ocean Gulf Channel Strait Straits Bay Peninsula Trench Pole Current Basin River")
_PAPERS = listed(
    "Times Post Herald Journal Tribune Gazette Telegraph News Review Daily Standard Observer Chronicle Mail Star Sun "
    "Examiner Mirror Globe Independent Guardian Echo Courier Inquirer Dispatch Morning Evening Gazetteer Bulletin "
    "Today Enquirer Argus Advertiser Monitor Register Citizen"
)
_EDITIONS = listed("Morning Evening Daily Sunday Weekly Financial Business National Free")
_ACCORDS = listed(
    "agreement agreements accord accords convention conventions protocol protocols process treaty declaration "
    "memorandum format pact club principles charter statute criteria consensus communique formula nine triangle "
    "four quartet"
)
_TREATIES = listed("Treaty Convention Peace Statute Protocol Accord Accords Charter Declaration")
_DIVIDED_BEFORE = listed("Climate Peace Final Cooperation Grain Nuclear climate peace grain")
_REGIONS = listed("Latin Native West African Asian Central North South Southeast Inter Pan")
_STATES = listed(
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois "
    "Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri "
    "Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Washington "
    "Wisconsin Wyoming Ontario Alberta Manitoba"
)
_ARTICLES = listed("El La Los Las Il Le Les O Os")
_LATIN_AMERICA = listed("America American Americas Americans")
_IDIOMS = {
    "Georgian": "architecture dublin house houses era mansion mansions townhouse townhouses style square period "
    "terrace "
    "terraces revival london bath facade building buildings door doors",
    "French": "fries toast window windows kiss horn bread press",
    "Danish": "pastry pastries",
    "Turkish": "delight bath baths",
    "Dutch": "auction oven courage",
    "Russian": "roulette doll dolls salad",
    "Chinese": "whispers wall walls checkers",
    "Brazil": "nut nuts",
    "Panama": "hat hats papers",
    "Spanish": "flu",
    "German": "shepherd shepherds measles",
    "Indian": "summer",
    "Irish": "coffee stew setter",
    "American": "football samoa states",
    "Benin": "bronze bronzes",
    "Polish": "remover",
    "Cuban": "heel heels",
    "Jersey": "cow cows city",
    "Turkey": "sandwich sandwiches breast breasts roast farmers farms farm farming meat prices price dinner dinners "
    "hens eggs producers breeders growers shortage flocks",
    "China": "shop cabinet plates",
    "Guinea": "pig pigs fowl",
    "Swiss": "cheese roll",
    "Shanghai": "cooperation",
    "Persian": "cat cats rug rugs carpet carpets",
    "Greek": "tragedy yogurt yoghurt chorus",
    "Venetian": "blind blinds",
    "Vienna": "sausage sausages",
    "Bermuda": "shorts triangle",
}


def means_something_else(tokens: Sequence[Token], start: int, end: int, sort: str) -> bool:
    """Whether the place's name at tokens[start:end] is part of something else.

    `sort` is the name's sort (name, demonym, capital or city): treaties are called after capitals and cities.
    """
    word = tokens[end - 1].text
    previous = tokens[start - 1].text if start else ""
    if (word in _LATIN_AMERICA and previous in _REGIONS) or (previous == "Lake" and sort == "name"):
        return True
    if (previous in ("of", "the") and _of_waters(tokens, start)) or _after_newspaper_word(tokens, start):
        return True
    if tokens[end - 1].possessive:
        return False  # "Hong Kong's Sun Hung Kai" is no newspaper
    nearby = [token.text for token in tokens[end : end + 3]]
    following = nearby[0] if nearby else ""
    if sort == "city" and (following == "Party" or previous in _ARTICLES):
        return True  # "Colorado Party", "El Faro"
    if following in _WATERS or _in_newspaper(nearby):
        return True
    if sort in ("capital", "city") and previous == "of" and start > 1 and tokens[start - 2].text in _TREATIES:
        return True
    if _in_a_state(nearby) or (sort in ("capital", "city") and _in_accord(nearby)):
        return True
    return following.lower() in _IDIOMS.get(word, "").split()


def _in_accord(nearby: list[str]) -> bool:
    """As in "Minsk agreements", "Paris climate accord"."""
    first, second = [*nearby, "", ""][:2]
    return first.lower() in _ACCORDS or (first in _DIVIDED_BEFORE and second.lower() in (_ACCORDS | {"act"}))


def _in_a_state(nearby: list[str]) -> bool:
    """As in "Toledo, Ohio": a namesake in America."""
    return nearby[:1] == [","] and len(nearby) > 1 and nearby[1] in _STATES


def _after_newspaper_word(tokens: Sequence[Token], start: int) -> bool:
    """As in "Times of Malta", "Daily Sabah"."""
    previous = tokens[start - 1].text if start else ""
    return previous == "Daily" or (previous == "of" and start > 1 and tokens[start - 2].text == "Times")


def _of_waters(tokens: Sequence[Token], start: int) -> bool:
    """As in "Sea of Japan", "Gulf of Mexico", "Strait of Malacca"."""
    at = start - 2 if tokens[start - 1].text == "of" else start - 3
    return at >= 0 and tokens[at].text in _WATERS


def _in_newspaper(nearby: list[str]) -> bool:
    """As in "Moscow Times", "South China Morning Post": a newspaper's word follows, with capitals in between."""
    first, second = [*nearby, "", ""][:2]
    return first in _PAPERS or (first in _EDITIONS and second in _PAPERS)
