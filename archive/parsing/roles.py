"""What a newspaper calls a person: the role before or after a name, and the organization it is held in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from archive.parsing import vocabulary as words
from archive.parsing.gazetteer import honorifics, is_title
from archive.parsing.passage import Passage, Run, is_place
from archive.parsing.wordlist import listed

_LINKS = listed("of for at in with on to from")
_INSIDE_NAME = listed("of for at and in the & de des du der für on")
_HEADING = {
    "heads": "head",
    "leads": "leader",
    "chairs": "chair",
    "runs": "head",
    "founded": "founder",
    "edits": "editor",
}
_ARTICLES = listed("a an the")
_QUOTES = frozenset("\"'“”‘’«»")
_BECOMING = listed("elected appointed named became becomes become is")
_BEFORE_BECOMING = listed("was has been will is now also recently again just have were")
_BEFORE_LIMIT = 40
_LONGEST_OWNER = 15
_CLAUSE_LIMIT = 14


@dataclass(frozen=True, slots=True)
class RoleFound:
    """A role as token runs: `run` is the role's own words, `organization` those of where it is held."""

    run: Run
    organization: Run | None
    rule: str
    text: str | None = None


def role_before(passage: Passage, name: Run) -> list[RoleFound]:
    """The roles that stand directly before a name, the nearest first; [] where there are none."""
    at = name.start - 1
    if at < 0:
        return []
    if passage.text_at(at) == "," and passage.text_at(name.end) in (",", "("):
        at -= 1
        rule = "role-before-comma"
        if at < 0 or not _is_title(passage, at):
            return _phrase_before(passage, at, name.start - 1, rule) if at >= 0 else []
    elif passage.text_at(at) == ")" and passage.text_at(at - 2) == "(" and _is_title(passage, at - 3):
        found = _noun_before(passage, at - 3, "role-before-name")  # "Colonel (retired) NAME"
        return [replace(found, run=Run(found.run.start, at + 1))]
    elif passage.text_at(at) == ")":
        return _phrase_before(passage, at, name.start, "role-before-name")
    elif not passage.adjacent(at) or passage.tokens[at].possessive:
        return []
    else:
        rule = "role-before-name"
    address = passage.text_at(at).rstrip(".").lower()
    if address in honorifics():
        more = role_before(passage, Run(at, name.end)) if at and passage.adjacent(at - 1) else []
        end = passage.tokens[at].end
        stop = "." if passage.text[end : end + 1] == "." else ""
        return more or [RoleFound(Run(at, at + 1), None, "form-of-address", passage.text_at(at) + stop)]
    if _is_title(passage, at):
        found = _noun_before(passage, at, rule)
        return [found, *_joined_before(passage, found.run.start)]
    return _phrase_before(passage, at, name.start, rule)


def _is_title(passage: Passage, index: int) -> bool:
    token = passage.tokens[index]
    word = token.text.lower()
    if word in honorifics() or token.possessive:
        return False
    return is_title(word)


def _noun_before(passage: Passage, noun: int, rule: str) -> RoleFound:
    """A role that ends in its noun: "Russian Foreign Ministry Spokeswoman", "Quill Lane analyst"."""
    start = _modifiers(passage, noun, max(0, noun - 7))
    return RoleFound(Run(start, noun + 1), _owner(passage, start), rule)


def _modifiers(passage: Passage, noun: int, limit: int) -> int:
    """The first token of the adjectives and title words in front of a role's noun."""
    at = noun
    while at > limit and passage.adjacent(at - 1) and not passage.claimed[at - 1]:
        token = passage.tokens[at - 1]
        word = token.text
        if token.possessive or word.endswith(words.COMPOUND_ENDINGS):
            break
        if word.islower():
            if word in words.FUNCTION_WORDS:
                if word == "and" and _joins_subjects(passage, at - 1):
                    at -= 2
                    continue
                break
            at -= 1
        elif word in words.TITLE_MODIFIERS or is_title(word) or (word in words.SUBJECTS and not is_place(word)):
            at -= 1
        elif passage.begins_sentence(at - 1) and word not in words.OPENERS and passage.text_at(at).islower():
            if is_place(word) or passage.begins_name(at - 1):
                break
            at -= 1
        else:
            break
    return at


def _joins_subjects(passage: Passage, index: int) -> bool:
    """As in "Trade and Industry Minister"."""
    before, after = passage.text_at(index - 1), passage.text_at(index + 1)
    return before in words.TITLE_MODIFIERS | words.SUBJECTS and after in words.TITLE_MODIFIERS | words.SUBJECTS


def _owner(passage: Passage, start: int) -> Run | None:
    """The organization, office or unknown proper name directly before a role: "X Director", "X's Director"."""
    at = start - 1
    if at < 0:
        return None
    if passage.text_at(at) in _QUOTES and at >= 1:
        at -= 1
    elif not (passage.adjacent(at) or passage.tokens[at].possessive):
        return None
    if is_place(passage.text_at(at)) and not passage.claimed[at]:
        return None
    end = at + 1
    first = max(0, at - _LONGEST_OWNER)
    claimed = passage.claimed[at]
    while at >= first and passage.words[at][0].isupper() and passage.claimed[at] == claimed:
        if at < end - 1 and (not passage.adjacent(at) or passage.tokens[at].possessive):
            break
        if passage.text_at(at) in words.OPENERS and passage.begins_sentence(at):
            break
        at -= 1
    run = Run(at + 1, end)
    if run.end <= run.start:
        return None
    return passage.claim_over(end - 1) or run


def _joined_before(passage: Passage, start: int) -> list[RoleFound]:
    """A second role in front of the first: "Chairman of the Committee, Senator", "Head of X and Chairman of Y"."""
    at = start - 1
    while at >= 0 and passage.tokens[at].capital and is_place(passage.text_at(at)):
        at -= 1
    if at < 1 or passage.text_at(at) not in (",", "and"):
        return []
    if _is_title(passage, at - 1):
        return [_noun_before(passage, at - 1, "second-role")]
    return _phrase_before(passage, at - 1, at, "second-role")[:1]


def _phrase_before(passage: Passage, last: int, end: int, rule: str) -> list[RoleFound]:
    """As in "Head of the X at Y NAME": walk left from the name to the role's noun, over its of-phrases."""
    at = last
    first = max(passage.sentence_start(last), last - _BEFORE_LIMIT)
    bracket = 0
    while at >= first:
        word = passage.words[at]
        if word == ")":
            bracket += 1
        elif word == "(":
            bracket -= 1
        elif bracket:
            pass
        elif passage.text_at(at + 1) in _LINKS and _is_title(passage, at) and passage.adjacent(at):
            found = read_role(passage, at, first, end, rule)
            return [found, *_joined_before(passage, found.run.start)]
        elif not (word[0].isupper() or word in _INSIDE_NAME or word in ("to", "’", "'") or _plain(word)):
            return []
        at -= 1
    return []


def _plain(word: str) -> bool:
    return word.replace("-", "").isalpha() and word.islower() and word not in words.FUNCTION_WORDS


def read_role(passage: Passage, noun: int, first: int, end: int, rule: str) -> RoleFound:
    """Read a role from its noun rightwards up to token `end`: its words, then its organization.

    Lower-case phrases belong to the role ("head of the international committee"), a capitalised one is the
    organization ("of Russia's Federation Council" gives "Federation Council").
    """
    start = _modifiers(passage, noun, first)
    at = noun + 1
    while at < end and passage.text_at(at) in _LINKS and passage.adjacent(at - 1):
        link = passage.text_at(at)
        begin = at + 1
        while begin < end and (
            passage.text_at(begin) in _ARTICLES or passage.text_at(begin).endswith(words.COMPOUND_ENDINGS)
        ):
            begin += 1
        if begin >= end:
            break
        if passage.tokens[begin].capital or passage.claimed[begin] or passage.text_at(begin) in _QUOTES:
            organization = _organization(passage, begin, end)
            if organization is None:
                break
            portfolio = _portfolio(passage, organization)
            if portfolio > at:
                at = portfolio
                continue
            if link in ("to", "in", "on") and _only_places(passage, organization):
                at = organization.end
                continue
            return RoleFound(Run(start, at), organization, rule)
        stop = begin
        while stop < end and _plain(passage.text_at(stop)) and (stop == begin or passage.adjacent(stop - 1)):
            stop += 1
        if stop == begin:
            break
        at = stop
    return RoleFound(Run(start, at), _owner(passage, start), rule)


def _organization(passage: Passage, begin: int, end: int) -> Run | None:
    """The capitalised name that starts here, with what links its parts: "of", "at the", "'s", a gloss in brackets."""
    if passage.text_at(begin) in _QUOTES:
        begin += 1
    at = stop = begin
    end = min(end, begin + _BEFORE_LIMIT)
    while at < end:
        token = passage.tokens[at]
        if token.capital or passage.claimed[at]:
            if at > begin and not _near(passage, at):
                break
            at += 1
            stop = at
        elif (token.text in _INSIDE_NAME and at > begin and _near(passage, at) and at - stop < 3) or (
            token.text in ("’", "'") and at > begin and passage.tokens[at - 1].end == token.start
        ):
            at += 1
        elif token.text == "(" and at > begin and at == stop:
            closing = next((n for n in range(at, min(at + 9, end)) if passage.text_at(n) == ")"), None)
            if closing is None or closing + 1 >= end or not passage.tokens[closing + 1].capital:
                break
            at = stop = closing + 1
        else:
            break
    while begin < stop - 1 and passage.tokens[begin].possessive and is_place(passage.text_at(begin)):
        begin += 1  # "Russia's Federation Council"
    return Run(begin, stop) if stop > begin else None


def _portfolio(passage: Passage, run: Run) -> int:
    """One past the subject words that a run consists of ("of State", "of Foreign Affairs"), 0 where it is a name."""
    for index in range(run.start, run.end):
        word = passage.text_at(index)
        if not (word in words.SUBJECTS or word in words.CONNECTORS or word == "State"):
            return 0
        if passage.claimed[index]:
            return 0
        if word == "for" and passage.text_at(index - 1) == "State":
            return index
    return run.end


def _near(passage: Passage, index: int) -> bool:
    """Whether the token follows the one before with nothing but a space, a bracket or an apostrophe between."""
    return passage.tokens[index].start - passage.tokens[index - 1].end <= 3 and passage.text_at(index - 1) != ","


def _only_places(passage: Passage, run: Run) -> bool:
    return all(is_place(t.text) or not t.capital for t in passage.tokens[run.start : run.end])


def role_after(passage: Passage, name: Run) -> list[RoleFound]:
    """The roles in the clause after a name: "NAME, head of the X at Y,", "NAME, who heads X", "NAME of X"."""
    at = name.end
    if passage.tokens[at - 1].possessive or at >= len(passage.tokens):
        return []
    if passage.text_at(at) == "(":
        closing = next((n for n in range(at, min(at + 10, len(passage.tokens))) if passage.text_at(n) == ")"), None)
        at = closing + 1 if closing else at
    if passage.text_at(at) in ("of", "from", "at", "with") and passage.adjacent(at - 1):
        organization = _organization(
            passage, at + (2 if passage.text_at(at + 1) in _ARTICLES else 1), len(passage.tokens)
        )
        if organization and any(passage.claimed[organization.start : organization.end]):
            return [RoleFound(Run(organization.start, organization.start), organization, "name-of-organization", "")]
        return []
    if passage.text_at(at) not in (",", "–", "—", "-"):
        return _by_verb(passage, at)
    return _clause(passage, at + 1)


def _by_verb(passage: Passage, begin: int) -> list[RoleFound]:
    """As in "NAME was elected president of X", "NAME, who is now chief auditor of X", "who joined X as head of Y"."""
    size = len(passage.tokens)
    for at in range(begin, min(begin + 6, size)):
        word = passage.text_at(at)
        if word in _BECOMING:
            noun = _role_noun(passage, at + 1, at + 9)
            return [read_role(passage, noun, at + 1, size, "role-by-verb")] if noun is not None else []
        if word == "joined":
            organization = _organization(passage, at + (2 if passage.text_at(at + 1) in _ARTICLES else 1), size)
            after = organization.end if organization else size
            noun = _role_noun(passage, after + 1, after + 6) if passage.text_at(after) == "as" else None
            if organization and noun is not None:
                found = read_role(passage, noun, after + 1, size, "role-by-verb")
                return [replace(found, organization=organization)]
            return []
        if not (word in _BEFORE_BECOMING or word.endswith("ly")):
            return []
    return []


def _clause(passage: Passage, begin: int) -> list[RoleFound]:
    """Read the roles of a clause; a former one only where no present one follows ("formerly of X and now Y")."""
    size = len(passage.tokens)
    if passage.text_at(begin) == "who" and passage.text_at(begin + 1) in _HEADING:
        at = begin + (3 if passage.text_at(begin + 2) in _ARTICLES else 2)
        while at < min(size, begin + 12) and (
            _plain(passage.text_at(at)) or passage.text_at(at) in ("of", "at", "the")
        ):
            at += 1  # "who heads the maritime desk of the X"
        organization = _organization(passage, at, size) if at < size else None
        text = _HEADING[passage.text_at(begin + 1)]
        return [RoleFound(Run(begin + 1, begin + 2), organization, "who-heads", text)] if organization else []
    if passage.text_at(begin) == "who":
        return _by_verb(passage, begin + 1)
    if passage.text_at(begin).lower().startswith("former"):
        now = next((n for n in range(begin, min(begin + 20, size)) if passage.text_at(n) in ("now", "currently")), None)
        begin = now + 1 if now is not None else begin
    roles: list[RoleFound] = []
    opening: int | None = begin
    while opening is not None and len(roles) < 3:
        noun = _role_noun(passage, opening, opening + _CLAUSE_LIMIT)
        if noun is None:
            break
        found = read_role(passage, noun, opening, size, "role-after-name")
        roles.append(found)
        last = found.organization.end if found.organization and found.organization.end > noun else found.run.end
        opening = last + 1 if passage.text_at(last) in ("and", ",") else None
        if opening is not None and passage.text_at(opening) == "and":
            opening += 1
    return roles


def _role_noun(passage: Passage, begin: int, limit: int) -> int | None:
    """The noun of the role that a clause opens with: articles, adjectives, proper names, then the noun."""
    last = None
    for at in range(begin, min(limit, len(passage.tokens))):
        token = passage.tokens[at]
        word = token.text
        if _is_title(passage, at):
            last = at
            if passage.text_at(at + 1) in _LINKS:
                return at
            continue
        if last is not None:
            return last
        inside = (
            word in _ARTICLES
            or token.capital
            or _plain(word)
            or word in ("and", "also", "of", "now", "currently")
            or "-" in word
        )
        if not (inside or passage.claimed[at] or word in _QUOTES):
            return None
        if _ends_clause(word):
            return None
    return last


def _ends_clause(word: str) -> bool:
    return word.endswith(("ed", "es")) and word in words.FUNCTION_WORDS
