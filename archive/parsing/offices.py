"""Reading an office from its noun: its own words, and the organization that it is held in, on either side."""

from __future__ import annotations

from dataclasses import dataclass

from archive.parsing import vocabulary as words
from archive.parsing.cues import BODIES, SPEECH_VERBS
from archive.parsing.gazetteer import honorifics, is_title
from archive.parsing.passage import Passage, Run, is_place
from archive.parsing.places import is_demonym
from archive.parsing.wordlist import listed

LINKS = listed("of for at in with on to from")
ARTICLES = listed("a an the")
QUOTES = frozenset("\"'“”‘’«»")
NAMING = listed("of at with from for in by")
_INSIDE_NAME = listed("of for at and in the & de des du der für on")
_LIMIT = 40
# Lower-case parts of an organization that a proper name may stand before: "Chilean studies department".
_PARTS = listed(
    "desk department section division program programme center centre chair faculty unit team laboratory lab office "
    "branch sector group school project bureau service directorate subdivision"
)
_RANKS = listed("Senator MP Professor Academician General Colonel Admiral Ambassador Judge Doctor Lawmaker")
# Whom investment houses let speak, so that an unknown capital in front of the noun is such a house.
_OF_HOUSES = listed(
    "analyst strategist economist trader broker spokesman spokeswoman spokesperson boss chairman chairwoman executive "
    "founder co-founder CEO CFO representative"
)
# What markets trade and endings that ordinary words have: neither is a house's name.
_WARES = listed(
    "bond stock share forex crypto coal copper wheat corn rice gold silver nickel steel grain oil gas sugar coffee "
    "cocoa timber cotton tea wine fish meat fuel power rate credit bank tech retail metals chip auto shipping freight "
    "army church club court crown palace team union party rebel police railway port airport hospital school"
)
_ORDINARY = (
    "al", "ic", "ive", "ed", "ing", "ous", "ist", "ian", "ese", "ish", "er", "or", "ent", "ant", "ry", "ty", "cy",
    "gy", "ment", "tion", "ure", "ics", "ness", "ship", "ism", "age", "ce", "se", "less", "ful", "ary", "able", "ible",
)  # fmt: skip
# Verbs that news has between two people, those of speech apart.
VERBS = listed("met spoke saw sees beat won sent left gave told took held made meets hosts receives awaits visits sues")
_HELPING = listed("will would to may might can could should must shall")
_DESCRIBING = listed(
    "elected re-elected unelected retired disgraced ousted deposed exiled jailed imprisoned embattled respected "
    "renowned appointed nominated convicted self-proclaimed unrecognized sacked designated decorated armed foreign"
)
# Who is somebody's, not an organization's.
_RELATIONS = listed(
    "successor predecessor lawyer attorney wife husband widow son daughter brother sister father mother ally colleague "
    "counterpart friend rival confidant cousin nephew uncle namesake opponent"
)
# Lower-case bodies of a country: "Sudanese army spokesman".
_STATE_BODIES = listed("army navy police military government parliament presidency cabinet coastguard")


@dataclass(frozen=True, slots=True)
class RoleFound:
    """A role as token runs: `run` is the role's own words, `organization` those of where it is held."""

    run: Run
    organization: Run | None
    rule: str
    text: str | None = None


def is_office(passage: Passage, index: int) -> bool:
    """Whether the token is a role's noun and no form of address."""
    token = passage.tokens[index]
    word = token.text.lower()
    return not token.possessive and word not in honorifics() and is_title(word)


def is_plain(word: str) -> bool:
    """Whether a word may stand inside an office's lower-case words: no capital, no function word."""
    return word.islower() and word not in words.FUNCTION_WORDS and word.replace("-", "").isalpha()


def role_ending_at(passage: Passage, noun: int, rule: str) -> RoleFound:
    """A role that ends in its noun: "Russian Foreign Ministry Spokeswoman", "Quill Lane analyst"."""
    start = _modifiers(passage, noun, max(0, noun - 7))
    if start < noun and _ends_committee(passage, start, noun):
        return RoleFound(Run(noun, noun + 1), None, rule)
    body = next((at for at in range(start, noun) if passage.text_at(at) in _STATE_BODIES), None)
    if body is not None and body == start and start and _names_country(passage, start - 1):
        return RoleFound(Run(body + 1, noun + 1), Run(start - 1, body + 1), rule)  # "Sudanese army spokesman"
    owner = _owner(passage, start)
    if owner is not None and passage.text_at(noun) in _RELATIONS and not passage.claimed[owner.start]:
        owner = None
    return RoleFound(Run(start, noun + 1), owner, rule)


def _ends_committee(passage: Passage, start: int, noun: int) -> bool:
    """As in "member of the Committee on Trade and Industry Senator NAME": the words before the rank are a body's."""
    ranked = passage.text_at(noun) in _RANKS and passage.text_at(start - 1) in ("on", "of", "for")
    return ranked or (passage.text_at(start - 1) == "on" and passage.text_at(start) in words.SUBJECTS)


def _names_country(passage: Passage, index: int) -> bool:
    token = passage.tokens[index]
    return token.capital and is_place(token.text) and passage.adjacent(index) and not token.possessive


def _modifiers(passage: Passage, noun: int, limit: int) -> int:
    """The first token of the adjectives and title words in front of a role's noun."""
    at = noun
    noun_word = passage.text_at(noun)
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
            if _is_done(passage, at - 1):
                break
            at -= 1
        elif word in words.NOT_ORGANIZATIONS and not is_place(word):
            at -= 1  # "TV chef", "PR director"
        elif word in words.TITLE_MODIFIERS or is_title(word) or (word in words.SUBJECTS and not is_place(word)):
            at -= 1
        elif passage.begins_sentence(at - 1) and word not in words.OPENERS and passage.text_at(at).islower():
            if is_place(word) or passage.begins_name(at - 1) or _names_house(word, noun_word):
                break
            at -= 1
        else:
            break
    return at


def _is_done(passage: Passage, index: int) -> bool:
    """Whether a lower-case word before a title is what is done to its bearer or by him, no part of the title."""
    word = passage.text_at(index)
    if passage.tokens[index + 1].capital and (_is_verb(word) or passage.text_at(index - 1) in _HELPING):
        return True  # "received General NAME", "will replace Academician NAME"
    return word in SPEECH_VERBS and index > 0 and not passage.text_at(index - 1).isalnum()  # "…, complains pilot NAME"


def _is_verb(word: str) -> bool:
    """Whether a lower-case word before a capitalised title does something, instead of describing its bearer."""
    if is_title(word) or word in _DESCRIBING:
        return False
    return word in SPEECH_VERBS or word in VERBS or (word.endswith(("ed", "s")) and not word.endswith(("ss", "ous")))


def _names_house(word: str, noun: str) -> bool:
    """As in "Finotrade analyst NAME" at a sentence's start: no ordinary word, and the noun is one of the markets."""
    low = word.lower()
    known = word in words.SUBJECTS or word in words.WEAK_HEADS or word in words.STRONG_HEADS or low in _WARES
    return noun in _OF_HOUSES and not known and not low.endswith(_ORDINARY)


def _joins_subjects(passage: Passage, index: int) -> bool:
    """As in "Trade and Industry Minister"."""
    before, after = passage.text_at(index - 1), passage.text_at(index + 1)
    return before in words.TITLE_MODIFIERS | words.SUBJECTS and after in words.TITLE_MODIFIERS | words.SUBJECTS


def _owner(passage: Passage, start: int) -> Run | None:
    """The organization, office or unknown proper name directly before a role: "X Director", "X's Director"."""
    at = _before_ticker(passage, start - 1)
    if at < 0:
        return None
    if passage.text_at(at) == ")":  # "State Duma (lower house) member"
        opening = next((n for n in range(at, max(-1, at - 12), -1) if passage.text_at(n) == "("), at)
        return passage.claim_over(opening - 1) if opening > 0 else None
    if passage.text_at(at) == "People":
        return None  # "People's Artist"
    if passage.text_at(at) in QUOTES and at >= 1:
        at -= 1
    elif at == start - 1 and not (passage.adjacent(at) or passage.tokens[at].possessive):
        return None
    end = at + 1
    first = max(0, at - _LIMIT)
    claimed = passage.claimed[at]
    while at >= first and passage.tokens[at].capital and passage.claimed[at] == claimed:
        if at < end - 1 and (not passage.adjacent(at) or passage.tokens[at].possessive):
            break
        if passage.begins_sentence(at) and passage.text_at(at) in words.OPENERS:
            break
        at -= 1
    run = Run(at + 1, end)
    if run.end <= run.start:
        return None
    if not claimed and (only_places(passage, run) or is_demonym(passage.text_of(run))):
        return None
    return passage.claim_over(end - 1) or _with_parliament(passage, run)


def _with_parliament(passage: Passage, run: Run) -> Run:
    """As in "State Duma (lower house) Culture Committee member": a committee together with its parliament."""
    if not passage.parliament_before(run.start):
        return run
    at = run.start - 1
    if passage.text_at(at) == ")":
        at = next((n for n in range(at, max(-1, at - 12), -1) if passage.text_at(n) == "("), at) - 1
    parliament = passage.claim_over(at)
    return Run(parliament.start, run.end) if parliament else run


def _before_ticker(passage: Passage, index: int) -> int:
    """The token before a share's ticker ("Tarn Bank TRN.L chief"), else the token itself."""
    tokens = passage.tokens
    if index < 3 or passage.text_at(index - 1) != "." or tokens[index].start != tokens[index - 1].end:
        return index
    both = passage.text_at(index - 2), passage.text_at(index)
    return index - 3 if all(word.isupper() for word in both) else index


def read_role(passage: Passage, noun: int, first: int, end: int, rule: str) -> RoleFound:
    """Read a role from its noun rightwards up to token `end`: its words, then its organization.

    Lower-case phrases belong to the role ("head of the international committee"), a capitalised one is the
    organization ("of Russia's Federation Council" gives "Federation Council").
    """
    start = _modifiers(passage, noun, first)
    at = noun + 1
    owned = start > 0 and passage.text_at(start - 1).lower() in ("its", "their")
    while at < end and passage.text_at(at) in LINKS and passage.adjacent(at - 1):
        stop, organization = object_of(passage, at, end)
        if organization is not None and owned:
            return RoleFound(Run(start, organization.end), None, rule)  # "its Director for Safeguards"
        if organization is not None:
            return RoleFound(Run(start, at), organization, rule)
        if stop == at:
            break
        at = stop
    return RoleFound(Run(start, at), _owner(passage, start), rule)


def object_of(passage: Passage, link: int, end: int) -> tuple[int, Run | None]:
    """What follows "of", "at" or "heads": one past the words that describe the office, and the organization, if any.

    The first is `link` itself where neither follows.
    """
    begin = past_article(passage, link + 1, end)
    if begin >= end:
        return link, None
    described = _described(passage, begin, end)
    if described > begin:
        return _after_description(passage, link, begin, described, end)
    if not (passage.tokens[begin].capital or passage.claimed[begin] or passage.text_at(begin) in QUOTES):
        return link, None
    organization = name_from(passage, begin, end)
    if organization is None:
        return link, None
    if _is_adjective(passage, organization):
        return organization.end + 1, None  # "author of a monograph on Andean tunnels"
    portfolio = _portfolio(passage, organization)
    if portfolio > link:
        return portfolio, None
    held = passage.text_at(link) not in ("to", "in", "on", "for", "from") and any(
        passage.claimed[organization.start : organization.end]
    )
    if only_places(passage, organization) and not held:
        return organization.end, None  # "envoy to Chad", "governor of Shirak"
    return organization.end, organization


def _is_adjective(passage: Passage, run: Run) -> bool:
    """Whether one unclaimed capital only describes the lower-case noun right after it, no kind of company."""
    noun = passage.text_at(run.end)
    alone = run.end - run.start == 1 and not passage.claimed[run.start] and not passage.tokens[run.start].possessive
    return alone and passage.adjacent(run.start) and is_plain(noun) and noun not in BODIES and not is_title(noun)


def past_article(passage: Passage, index: int, end: int) -> int:
    """One past the articles and "X-based" that begin at the token."""
    at = index
    while at < end and (passage.text_at(at) in ARTICLES or passage.text_at(at).endswith(words.COMPOUND_ENDINGS)):
        at += 1
    return at


def _described(passage: Passage, begin: int, end: int) -> int:
    """One past lower-case words, places and subjects among them: "Russian state lender", "law firm"; else `begin`."""
    at = stop = begin
    while at < end and not passage.claimed[at] and (at == begin or passage.adjacent(at - 1)):
        word = passage.text_at(at)
        if is_plain(word):
            stop = at + 1
        elif not (passage.tokens[at].capital and (is_place(word) or word in words.SUBJECTS)):
            break
        at += 1
        if passage.tokens[at - 1].possessive:
            break
    return stop


def _after_description(passage: Passage, link: int, begin: int, described: int, end: int) -> tuple[int, Run | None]:
    """The organization after "law firm", or around "Vietnam desk at the"; none where the words end the office."""
    follows = passage.text_at(described)
    named = passage.text_at(link) not in ("to", "on") and not is_title(passage.text_at(described - 1))
    if described < end and named and (passage.tokens[described].capital or follows in QUOTES):
        near = passage.adjacent(described - 1) or follows in QUOTES
        organization = name_from(passage, described, end) if near else None
        if organization is not None:
            return organization.end, organization
    if passage.tokens[begin].capital and passage.text_at(described - 1) in _PARTS and follows in NAMING:
        organization = name_from(passage, past_article(passage, described + 1, end), end)
        if organization is not None and not only_places(passage, organization):
            return organization.end, Run(begin, organization.end)
    if passage.text_at(described - 1) in BODIES - _PARTS and follows not in LINKS and _is_held(passage, link, begin):
        return described, Run(begin, described)  # "of the Moldovan grid company"
    return described, None


def _is_held(passage: Passage, link: int, begin: int) -> bool:
    """Whether a body without a name is one that an office is held in: "of the budget council"."""
    return passage.text_at(link) in ("of", "at", "for", "with") and (begin > link + 1 or passage.tokens[begin].capital)


def name_from(passage: Passage, begin: int, end: int) -> Run | None:
    """The capitalised name that starts here, with what links its parts: "of", "at the", "'s", a gloss in brackets."""
    if passage.text_at(begin) in QUOTES:
        begin += 1
    at = stop = begin
    end = min(end, begin + _LIMIT)
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


def only_places(passage: Passage, run: Run) -> bool:
    """Whether all capitalised words of a run are places or peoples."""
    return all(is_place(t.text) or not t.capital for t in passage.tokens[run.start : run.end])
