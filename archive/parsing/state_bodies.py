"""State bodies in small letters: "German government", "France's transport ministry", "the customs service"."""

from __future__ import annotations

from archive.parsing.passage import Passage, Run, is_place
from archive.parsing.wordlist import listed

BODIES = listed("government parliament ministry bank army navy service")
_SUBJECTS = listed(
    "foreign defense defence finance interior economy energy transport health justice agriculture trade education "
    "culture environment labor labour industry tourism digital emergency emergencies sports science development "
    "agrarian oil petroleum water migration commerce"
)
_SERVICES = listed(
    "antitrust antimonopoly customs tax border intelligence migration security statistics prison weather"
)
# After these words' government, it only qualifies them: "Turkish government bonds".
_QUALIFIED = listed(
    "debt bonds bond officials official agencies agency sources source funds funding subsidies subsidy policy policies "
    "forces troops spokesman spokeswoman spokesperson minister ministers building buildings aid support spending money "
    "contract contracts decree commission delegation body bodies circles structures programs programme programmes "
    "measures regulation regulations securities grants grant revenue revenues guarantee guarantees resolution order"
)


def claim_state_body(passage: Passage, index: int) -> None:
    """Claim what a demonym, a country's possessive or "the" and a subject make a body: "the transport ministry"."""
    noun = passage.tokens[index].text
    start = index
    while start > 0 and index - start < 3 and _qualifies(passage, start - 1, noun):
        start -= 1
    if start > 0 and passage.text_at(start) == "and":
        start += 1
    if start == index and noun in ("ministry", "bank", "service"):
        return
    if start < 1 or passage.claimed[start - 1] or not passage.adjacent(start - 1):
        return
    before = passage.tokens[start - 1]
    national = before.capital and is_place(before.text) and "-" not in before.text
    if national and not before.possessive:
        if noun != "government" or _rules(passage, index + 1):
            passage.claim(Run(start - 1, index + 1), "of-a-country")
    elif start < index and noun in ("ministry", "service") and (national or before.text in ("the", "The")):
        passage.claim(Run(start, index + 1), "of-a-country")


def _qualifies(passage: Passage, index: int, noun: str) -> bool:
    """Whether the word may stand before this body's noun: "foreign" before "ministry", "central" before "bank"."""
    word = passage.text_at(index)
    if noun == "bank":
        return word == "central"
    if noun == "service":
        return word in _SERVICES or word in ("federal", "state", "national")
    return noun == "ministry" and (word in _SUBJECTS or word == "and")


def _rules(passage: Passage, index: int) -> bool:
    """Whether the government itself is meant, and it is no mere attribute ("government debt")."""
    return passage.text_at(index) not in _QUALIFIED
