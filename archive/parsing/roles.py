"""What a newspaper calls a person: the roles that stand before a name (those after it: apposition.py)."""

from __future__ import annotations

from dataclasses import replace

from archive.parsing import vocabulary as words
from archive.parsing.cues import BASE_FORMS, NOUN_FORMS, SPEECH_VERBS
from archive.parsing.gazetteer import honorifics, is_title
from archive.parsing.offices import LINKS, VERBS, RoleFound, is_office, is_plain, read_role, role_ending_at
from archive.parsing.passage import Passage, Run, is_place
from archive.parsing.wordlist import listed

_INSIDE = listed("of for at and in with from the & de des du der für on to ’ '")
_AFTER_NAME = listed(", ( of from at with")
_INTRODUCING = listed("that to , according said says believes thinks told noted")
_VERBS = (SPEECH_VERBS - NOUN_FORMS - BASE_FORMS) | VERBS
_LIMIT = 40
_MOST = 4  # roles before one name


def role_before(passage: Passage, name: Run, *, addresses: int = 3) -> list[RoleFound]:
    """The roles that stand directly before a name, the nearest first; [] where there are none.

    Of forms of address ("Professor Dr. NAME") so many are looked behind.
    """
    at = name.start - 1
    if at < 0:
        return []
    if passage.text_at(at) == "," and (passage.text_at(name.end) in _AFTER_NAME or _closes(passage, at, name)):
        return _before_comma(passage, at - 1)
    if passage.text_at(at) == "]":  # "the generation of [Angolan President] NAME"
        return [role_ending_at(passage, at - 1, "role-before-name")] if at > 1 and is_office(passage, at - 1) else []
    if passage.text_at(at) == ")":
        return _before_bracket(passage, at, name)
    if passage.tokens[at].possessive:
        if (
            is_place(passage.text_at(at))
            and passage.text_at(at - 1) == ","
            and passage.text_at(name.end) in _AFTER_NAME
        ):
            return _before_comma(passage, at - 2)  # "Her coach, Serbia's NAME, said"
        return _possessor(passage, name)
    if passage.text_at(at) == "and":
        return _shared(passage, at)
    if not passage.adjacent(at):
        return []
    address = passage.text_at(at).rstrip(".").lower()
    if address in honorifics():
        behind = addresses and at and (passage.adjacent(at - 1) or passage.text_at(at - 1) == ",")
        more = role_before(passage, Run(at, name.end), addresses=addresses - 1) if behind else []
        end = passage.tokens[at].end
        stop = "." if passage.text[end : end + 1] == "." else ""
        return more or [RoleFound(Run(at, at + 1), None, "form-of-address", passage.text_at(at) + stop)]
    if is_office(passage, at):
        found = role_ending_at(passage, at, "role-before-name")
        outer = _office_of(passage, found, name.start)
        return outer if outer and _needs_name(passage, outer[0]) else _with_joined(passage, found)
    if not passage.claimed[at] and (one := _one_of(passage.text_at(at))):
        return [replace(role_ending_at(passage, at, "role-before-name"), text=one)]
    phrase = _phrase_before(passage, at, name.start, "role-before-name")
    outer = _office_of(passage, phrase[0], name.start) if phrase else []
    return outer if outer and _needs_name(passage, outer[0]) else phrase


def _closes(passage: Passage, comma: int, name: Run) -> bool:
    """As in "fumed its leader, NAME.": the sentence ends with the name; a possessive or an article introduces it."""
    if passage.text_at(name.end) not in (".", "!", "?", '"', "”"):
        return False
    at = comma - 1
    while at > 0 and comma - at < 6 and (is_plain(passage.text_at(at)) or is_place(passage.text_at(at))):
        if passage.tokens[at].possessive:
            break
        at -= 1
    return passage.text_at(at).lower() in ("its", "their", "his", "her", "the") or passage.tokens[at].possessive


def _before_comma(passage: Passage, at: int) -> list[RoleFound]:
    """As in "a spokesman, NAME, said", "the chief of staff of the Estonian president, NAME, said"."""
    if at < 0:
        return []
    rule = "role-before-comma"
    if not is_office(passage, at):
        return _phrase_before(passage, at, at + 1, rule)
    found = role_ending_at(passage, at, rule)
    return _office_of(passage, found, at + 1) or _with_joined(passage, found)


def _office_of(passage: Passage, found: RoleFound, end: int) -> list[RoleFound]:
    """As in "chief of staff of the Estonian president": the office that serves the one found, if there is one."""
    start = found.run.start
    if found.organization is not None and found.organization.end <= start:
        start = found.organization.start
    at = start - 1
    while at > 0 and (passage.text_at(at) == "the" or is_place(passage.text_at(at))):
        at -= 1
    serves = passage.text_at(at) in ("of", "to", "for") and "the" in passage.words[at:start]
    return _phrase_before(passage, at - 1, end, found.rule) if serves and at > 0 else []


def _needs_name(passage: Passage, found: RoleFound) -> bool:
    """Whether an office has no article, so that a name must follow it: "Aide to the Russian president NAME said"."""
    start = found.run.start
    return passage.begins_sentence(start) or passage.text_at(start - 1) in _INTRODUCING


def _before_bracket(passage: Passage, at: int, name: Run) -> list[RoleFound]:
    """As in "Colonel (retired) NAME", "Head of the Institute of X (IX) NAME"."""
    if passage.text_at(at - 2) == "(" and at > 2 and is_office(passage, at - 3):
        found = role_ending_at(passage, at - 3, "role-before-name")
        return _with_joined(passage, replace(found, run=Run(found.run.start, at + 1)))
    return _phrase_before(passage, at, name.start, "role-before-name")


def _possessor(passage: Passage, name: Run) -> list[RoleFound]:
    """As in "Tarn Securities' NAME": an organization's possessive tells where somebody works."""
    claim = passage.claim_before(name.start)
    if claim is None or passage.claims[claim][0] != "organization":
        return []
    return [RoleFound(Run(name.start, name.start), claim, "organization-possessive", "")]


def _shared(passage: Passage, conjunction: int) -> list[RoleFound]:
    """As in "leaders NAME and NAME": the plural before the first of two names is the second's role too."""
    at = conjunction - 1
    while at > 0 and conjunction - at < 5 and passage.tokens[at].capital and passage.adjacent(at - 1):
        if one := _one_of(passage.text_at(at)):
            return [replace(role_ending_at(passage, at, "role-before-name"), text=one)]
        at -= 1
    one = _one_of(passage.text_at(at))
    return [replace(role_ending_at(passage, at, "role-before-name"), text=one)] if one else []


def _one_of(word: str) -> str | None:
    """The singular of a role's plural ("leaders", "Ministers", "businessmen"), None where it is none."""
    one = f"{word[:-3]}man" if word.endswith("men") else word[:-1]
    plural = word.endswith(("s", "men")) and len(word) > 4 and not is_title(word) and is_title(one)
    return one if plural else None


def _with_joined(passage: Passage, found: RoleFound) -> list[RoleFound]:
    """The role and those joined to it in front: "Chairman of the Committee, Senator", "Head of X and Chairman of Y"."""
    roles = [found]
    while len(roles) < _MOST:
        more = _joined_before(passage, roles[-1])
        if more is None:
            break
        roles.append(more)
    return roles


def _joined_before(passage: Passage, found: RoleFound) -> RoleFound | None:
    start = found.run.start
    if found.organization is not None and found.organization.end <= start:
        start = found.organization.start
    at = start - 1
    while at >= 0 and passage.tokens[at].capital and is_place(passage.text_at(at)) and not passage.claimed[at]:
        at -= 1
    if at < 1:
        return None
    if passage.text_at(at) in (",", "and"):
        at -= 1
        if is_office(passage, at):
            return role_ending_at(passage, at, "second-role")
        return _first(_phrase_before(passage, at, at + 1, "second-role", joined=True))
    if passage.adjacent(at) and at == start - 1 and passage.tokens[at].capital:  # "of the Quay Council Senator NAME"
        return _first(_phrase_before(passage, at, at + 1, "second-role", joined=True))
    return None


def _first(roles: list[RoleFound]) -> RoleFound | None:
    return roles[0] if roles else None


def _phrase_before(passage: Passage, last: int, end: int, rule: str, *, joined: bool = False) -> list[RoleFound]:
    """As in "Head of the X at Y NAME": walk left from the name to the role's noun, over its of-phrases."""
    if not _may_close(passage.text_at(last)):
        return []
    at = last
    first = max(passage.sentence_start(last), last - _LIMIT)
    bracket = 0
    while at >= first:
        token = passage.tokens[at]
        word = token.text
        if word == ")":
            bracket += 1
        elif word == "(":
            bracket -= 1
        elif bracket:
            pass
        elif passage.text_at(at + 1) in LINKS and passage.adjacent(at) and is_office(passage, at):
            found = read_role(passage, at, first, end, rule)
            return [found] if joined else _with_joined(passage, found)
        elif not (token.capital or word in _INSIDE or is_plain(word) or _joins_offices(passage, at)):
            return []
        at -= 1
    return []


def _may_close(word: str) -> bool:
    """Whether an office's words may end with this one: not with a preposition or a verb ("hosted NAME")."""
    return word not in LINKS and word not in _VERBS and word != "the" and not (word.islower() and word.endswith("ed"))


def _joins_offices(passage: Passage, index: int) -> bool:
    """Whether a comma goes on from a part to its whole: "Head of the Tidal Department, Institute of X, at Y"."""
    if passage.text_at(index) != ",":
        return False
    before, after = passage.text_at(index - 1), passage.text_at(index + 1)
    part = before in words.DEPARTMENTS or (passage.claimed[index - 1] and after == "at")
    return part and (after == "at" or passage.claimed[index + 1] or after in words.STRONG_HEADS)
