"""What a newspaper says of a person after the name: "NAME, head of X,", "NAME, who heads X", "NAME of X"."""

from __future__ import annotations

from dataclasses import replace

from archive.parsing import vocabulary as words
from archive.parsing.offices import (
    ARTICLES,
    LINKS,
    NAMING,
    QUOTES,
    RoleFound,
    is_office,
    is_plain,
    name_from,
    object_of,
    only_places,
    past_article,
    read_role,
)
from archive.parsing.passage import Passage, Run
from archive.parsing.wordlist import listed

# What somebody does in an organization, and what that makes of them.
_HEADING = {
    "heads": "head",
    "leads": "leader",
    "chairs": "chair",
    "runs": "head",
    "directs": "director",
    "manages": "manager",
    "founded": "founder",
    "co-founded": "co-founder",
    "owns": "owner",
    "edits": "editor",
    "represents": "representative",
    "advises": "adviser",
    "headed": "former head",
    "led": "former leader",
    "chaired": "former chair",
    "ran": "former head",
    "edited": "former editor",
}
_WORKING = {
    "lectures": "lecturer",
    "teaches": "teacher",
    "works": "",
    "studies": "researcher",
    "researches": "researcher",
    "serves": "",
    "sits": "member",
}
_LEAVING = listed("left leaves quit quits")
_EARLIER = listed("previously until once earlier")
_NOW = listed("now currently today")
_SERVING = listed("serves served works worked acts acted doubles sits sat")
_BECOMING = listed("elected appointed named became becomes become is was")
_APPOINTING = listed(
    "elected elects elect appointed appoints appoint named names chose chosen chooses picked picks nominated "
    "nominates replace replaces replaced succeed succeeds succeeded confirmed confirms hired hires reappointed "
    "installed instated proposed proposes"
)
_APPOINTMENTS = listed("appointment election nomination dismissal reappointment choice selection removal")
_ADVERBS = listed("has been will is now also recently again just have were was once previously currently then still")
_CLAUSE_LIMIT = 14


def role_after(passage: Passage, name: Run) -> list[RoleFound]:
    """The roles in the clause after a name: "NAME, head of the X at Y,", "NAME, who heads X", "NAME of X"."""
    at = name.end
    size = len(passage.tokens)
    if passage.tokens[at - 1].possessive or at >= size:
        return []
    if passage.text_at(at) == "(":
        closing = next((n for n in range(at, min(at + 10, size)) if passage.text_at(n) == ")"), None)
        claim = passage.claim_over(closing - 1) if closing else None
        if claim is not None and claim.start == at + 1:
            return [RoleFound(Run(claim.start, claim.start), claim, "name-of-organization", "")]
        at = closing + 1 if closing else at
    if passage.text_at(at) in ("of", "from", "at", "with") and passage.adjacent(at - 1):
        return _of_organization(passage, at)
    if passage.text_at(at) == "as":
        return _appointed(passage, name)
    if passage.text_at(at) not in (",", "–", "—", "-"):
        return _by_verb(passage, at)
    if passage.text_at(at + 1) in ("of", "from", "with") and (found := _of_organization(passage, at + 1)):
        return found
    return _clause(passage, at + 1)


def _appointed(passage: Passage, name: Run) -> list[RoleFound]:
    """As in "has elected the diplomat NAME as its secretary"."""
    before = passage.words[max(passage.sentence_start(name.start), name.start - 10) : name.start]
    appointment = passage.text_at(name.start - 1) == "of" and passage.text_at(name.start - 2) in _APPOINTMENTS
    if not appointment and _APPOINTING.isdisjoint(before):
        return []
    begin = name.end + (2 if passage.text_at(name.end + 1) in ("its", "their", "the", "a", "an", "his", "her") else 1)
    noun = _role_noun(passage, begin, begin + 6)
    return [] if noun is None else [read_role(passage, noun, begin, len(passage.tokens), "role-by-verb")]


def _of_organization(passage: Passage, link: int) -> list[RoleFound]:
    """As in "NAME of X": an organization that is one for other reasons."""
    size = len(passage.tokens)
    begin = past_article(passage, link + 1, size)
    while begin < size and is_plain(passage.text_at(begin)) and begin - link < 5:
        begin += 1  # "of the news portal Dnevnik"
    organization = name_from(passage, begin, size) if begin < size else None
    if organization and any(passage.claimed[organization.start : organization.end]):
        return [RoleFound(Run(organization.start, organization.start), organization, "name-of-organization", "")]
    return []


def _by_verb(passage: Passage, begin: int) -> list[RoleFound]:
    """As in "NAME was elected president of X", "NAME, who is now chief auditor of X", "who joined X as head of Y"."""
    size = len(passage.tokens)
    for at in range(begin, min(begin + 6, size)):
        word = passage.text_at(at)
        if word in _BECOMING and passage.text_at(at + 1) not in _BECOMING:
            noun = _role_noun(passage, at + 1, at + 9)
            return [read_role(passage, noun, at + 1, size, "role-by-verb")] if noun is not None else []
        if word in _LEAVING and (organization := _claimed_after(passage, at)) is not None:
            return [RoleFound(Run(at, at), organization, "role-by-verb", "")]
        if word == "joined":
            organization = name_from(passage, at + (2 if passage.text_at(at + 1) in ARTICLES else 1), size)
            after = organization.end if organization else size
            noun = _role_noun(passage, after + 1, after + 6) if passage.text_at(after) == "as" else None
            if organization and noun is not None:
                found = read_role(passage, noun, after + 1, size, "role-by-verb")
                return [replace(found, organization=organization)]
            return []
        if not (word in _ADVERBS or word in _BECOMING or word.endswith("ly")):
            return []
    return []


def _claimed_after(passage: Passage, verb: int) -> Run | None:
    """The organization that stands right after a verb, its article between."""
    at = verb + (2 if passage.text_at(verb + 1) in ARTICLES else 1)
    organization = name_from(passage, at, len(passage.tokens)) if at < len(passage.tokens) else None
    claimed = organization is not None and all(passage.claimed[organization.start : organization.end])
    return organization if claimed else None


def _clause(passage: Passage, begin: int) -> list[RoleFound]:
    """Read the roles of a clause; a former one only where no present one follows ("formerly of X and now Y")."""
    size = len(passage.tokens)
    if passage.text_at(begin) == "who":
        return _who(passage, begin + 1) or _by_verb(passage, begin + 1)
    if passage.text_at(begin).lower().startswith("former") or passage.text_at(begin) in _EARLIER:
        now = next((n for n in range(begin, min(begin + 20, size)) if passage.text_at(n) in _NOW), None)
        begin = now + 1 if now is not None and passage.text_at(now + 1) not in NAMING else begin
    roles: list[RoleFound] = []
    opening: int | None = begin
    while opening is not None and len(roles) < 3:
        noun = _role_noun(passage, opening, opening + _CLAUSE_LIMIT)
        if noun is None:
            break
        found = read_role(passage, noun, opening, size, "role-after-name")
        last = found.organization.end if found.organization and found.organization.end > noun else found.run.end
        today = _workplace(passage, last)  # "a retired officer now with X"
        roles.append(replace(found, organization=today) if today else found)
        if passage.text_at(last) == "who":
            return [*roles, *_who(passage, last + 1)]
        opening = last + 1 if passage.text_at(last) in ("and", ",") else None
        if opening is not None and passage.text_at(opening) == "and":
            opening += 1
    return roles


def _workplace(passage: Passage, index: int) -> Run | None:
    """As in "a former envoy now with the Tarn Forum": where somebody whose role is told works today."""
    at = index + 1 if passage.text_at(index) in (",", "who", "and") else index
    if passage.text_at(at) not in ("now", "currently", "working"):
        return None
    at += 2 if passage.text_at(at + 1) in ("working", "teaching") else 1
    if passage.text_at(at) not in NAMING:
        return None
    _, organization = object_of(passage, at, len(passage.tokens))
    return None if organization is None or only_places(passage, organization) else organization


def _who(passage: Passage, begin: int, most: int = 3) -> list[RoleFound]:
    """As in "NAME, who heads X", "who once served as envoy to Y and now lectures at X"."""
    at = begin
    while passage.text_at(at) in _ADVERBS and at - begin < 3:
        at += 1
    verb = passage.text_at(at)
    found = None
    if verb in _SERVING and passage.text_at(at + 1) == "as":
        noun = _role_noun(passage, at + 2, at + 10)
        found = read_role(passage, noun, at + 2, len(passage.tokens), "who-heads") if noun is not None else None
    elif verb in _HEADING:
        found = _heads(passage, at)
    elif (now := _now(passage, at)) is not None:
        return _who(passage, now, 0)
    elif verb in _WORKING:
        found = _works(passage, at)
    else:
        found = _does_for(passage, at)
    if found is None:
        return []
    last = max(found.run.end, found.organization.end if found.organization else 0)
    more = _who(passage, last + 1, most - 1) if most > 1 and passage.text_at(last) == "and" else []
    return [found, *more]


def _does_for(passage: Passage, verb: int) -> RoleFound | None:
    """As in "who oversaw the trials for the European Medicines Agency": an organization by other rules."""
    for at in range(verb + 1, min(verb + 7, len(passage.tokens))):
        word = passage.text_at(at)
        if word == "for" and (organization := object_of(passage, at, len(passage.tokens))[1]) is not None:
            claimed = any(passage.claimed[organization.start : organization.end])
            return RoleFound(Run(verb, verb), organization, "who-heads", "") if claimed else None
        if word in (",", ".", ";", "and", "but"):
            return None
    return None


def _now(passage: Passage, begin: int) -> int | None:
    """As in "who used to command the fleet and now chairs X": where the clause comes to the present."""
    for at in range(begin, min(begin + 12, len(passage.tokens))):
        if passage.text_at(at) in (",", ".", ";"):
            return None
        if passage.text_at(at) in ("now", "currently") and passage.text_at(at - 1) in ("and", "but"):
            return at + 1
    return None


def _heads(passage: Passage, verb: int) -> RoleFound | None:
    """As in "heads the maritime desk of the X": the office is what the verb says."""
    at, size = verb, len(passage.tokens)
    text = _HEADING[passage.text_at(verb)]
    while True:
        stop, organization = object_of(passage, at, size)
        if organization is not None:
            return RoleFound(Run(verb, verb + 1), organization, "who-heads", text)
        if stop == at:
            return None
        at = stop
        if passage.text_at(at) not in LINKS:
            return None


def _works(passage: Passage, verb: int) -> RoleFound | None:
    """As in "lectures on tidal law at the X", "works for X"."""
    text = _WORKING[passage.text_at(verb)]
    for at in range(verb + 1, min(verb + 7, len(passage.tokens))):
        if passage.text_at(at) in ("at", "for", "with", "in", "on"):
            _, organization = object_of(passage, at, len(passage.tokens))
            if organization is not None and not only_places(passage, organization):
                return RoleFound(Run(verb, verb + 1), organization, "who-heads", text)
        elif not (is_plain(passage.text_at(at)) or passage.tokens[at].capital or passage.text_at(at) in ARTICLES):
            break
    return None


def _role_noun(passage: Passage, begin: int, limit: int) -> int | None:
    """The noun of the role that a clause opens with: articles, adjectives, proper names, then the noun."""
    last = None
    for at in range(begin, min(limit, len(passage.tokens))):
        token = passage.tokens[at]
        word = token.text
        if is_office(passage, at):
            last = at
            if passage.text_at(at + 1) in LINKS:
                return at
            continue
        if last is not None and not (passage.text_at(last) == "chief" and at - last < 3 and is_plain(word)):
            return last
        inside = (
            word in ARTICLES
            or token.capital
            or is_plain(word)
            or word in ("and", "also", "of", "now", "currently")
            or (at < begin + 4 and (word.isdigit() or word == "-"))  # "the 43-year-old father"
            or (at == begin and word in ("his", "her", "its", "their"))
            or "-" in word
        )
        if not (inside or passage.claimed[at] or word in QUOTES):
            return None
        if word.endswith(("ed", "es")) and word in words.FUNCTION_WORDS:
            return None
    return last
