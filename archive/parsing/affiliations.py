"""Where a person's organization stands in a sentence: "director of X", "X analyst NAME", "who heads X"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from archive.parsing import vocabulary as words
from archive.parsing.cues import BODIES, PAPERS
from archive.parsing.gazetteer import given_names, is_title
from archive.parsing.names import person_from
from archive.parsing.passage import Passage, Run, is_place
from archive.parsing.tokens import is_initial
from archive.parsing.wordlist import listed

_LINKS = listed("of at with from for in")
_NAME_LINKS = listed("of from at with")
_HEADS = listed("heads leads chairs runs founded owns edits directs headed led chaired")
_RANKING = listed("deputy chief vice managing press general")
_INSIDE = listed("of for and & de del do da des du")
_WITH_PORTFOLIO = listed("minister secretary undersecretary commissioner chief head director")
_QUOTES = frozenset("\"'“”‘’«»")
# Before an office that no name need follow, articles and the like apart.
_NOT_BARE = listed(
    "a an the this his her its their our my your as of new another any no elected appointed named becomes become "
    "became is was be been being are were , and or"
)
KINDS = (
    BODIES
    | PAPERS
    | listed(
        "consultancy brokerage broker channel studio startup start-up think-tank tank holding giant conglomerate "
        "movement project NGO nonprofit retailer developer maker automaker carmaker shipbuilder steelmaker refiner "
        "miner chipmaker drugmaker grower exporter importer platform site blog faction coalition practice house plant "
        "factory laboratory clinic network concern team publisher distributor cooperative collective yard shipyard "
        "farm mine smelter refinery theatre theater orchestra choir ballet troupe newspaper side"
    )
)


def affiliated_runs(passage: Passage) -> Iterator[Run]:
    """Yield the unclaimed capitalised runs that stand where a role's organization stands, in order."""
    tokens = passage.tokens
    for index, token in enumerate(tokens):
        if not _links(token.text):
            continue
        word = token.text.lower()
        if is_title(word) and not token.possessive:
            after = _after_role(passage, index)
            if after is not None:
                yield after
            if token.text.islower():
                before = _before_role(passage, index)
                if before is not None:
                    yield before
        elif word in _NAME_LINKS and index > 1 and _follows_name(passage, index):
            run = _name_from(passage, index + 1)
            if run is not None and not _only_place(passage, run):
                yield run
        elif word in _HEADS and index and tokens[index - 1].text == "who":
            run = _name_from(passage, index + 1)
            if run is not None:
                yield run


@lru_cache(maxsize=100_000)
def _links(word: str) -> bool:
    """Whether an organization may stand beside the word."""
    low = word.lower()
    return is_title(low) or low in _NAME_LINKS or low in _HEADS


def _follows_name(passage: Passage, index: int) -> bool:
    """Whether the two words before look like a person's: "expert Maria Lind of X", "Vera Holm of X"."""
    first, last = passage.tokens[index - 2], passage.tokens[index - 1]
    if not (first.capital and last.capital and passage.adjacent(index - 2) and passage.adjacent(index - 1)):
        return False
    if last.possessive or passage.claimed[index - 1] or last.text in words.STRONG_HEADS | words.SUBJECTS:
        return False
    return first.text in given_names() or is_initial(first.text) or _role_shortly_before(passage, index - 2)


def _role_shortly_before(passage: Passage, index: int) -> bool:
    return any(is_title(passage.text_at(at)) for at in range(max(0, index - 2), index) if passage.adjacent(at))


def _after_role(passage: Passage, role: int) -> Run | None:
    """As in "researcher with the Cork-based Saltmarsh Circle": the name after the role's preposition."""
    link = role + 1
    if passage.text_at(link) not in _LINKS or not passage.adjacent(role):
        return None
    run = _name_from(passage, link + 1)
    if run is not None and passage.text_at(role).lower() in _WITH_PORTFOLIO and _opens_with_subject(passage, run):
        return None  # "Deputy Minister of Works NAME"
    if run is not None:
        run = Run(run.start, person_from(passage, run, needed=_needs_name(passage, role, run)))
    if (
        run is None
        or passage.text_at(run.start) == "State"
        or (passage.text_at(link) in ("in", "for", "from") and _only_place(passage, run))
    ):
        return None
    return run


def _opens_with_subject(passage: Passage, run: Run) -> bool:
    """Whether a minister's portfolio of one word or more begins a run that ends in somebody's name."""
    at = run.start
    while at < run.end and passage.text_at(at) in words.SUBJECTS | words.CONNECTORS:
        at += 1
    ends = [passage.text_at(n) for n in range(at, run.end)]
    plain = words.STRONG_HEADS | words.WEAK_HEADS | words.SUFFIXES | words.SUBJECTS
    goes_on = passage.text_at(run.end) in words.PARTICLES
    return at > run.start and (1 if goes_on else 2) <= len(ends) <= 4 and plain.isdisjoint(ends)


def _needs_name(passage: Passage, role: int, run: Run) -> bool:
    """Whether somebody's name must follow an office, for it has no article: "Director of X NAME said"."""
    start = role
    while start > 0 and role - start < 5 and passage.adjacent(start - 1) and _modifies(passage, start - 1):
        start -= 1
    if passage.begins_sentence(start):
        return True
    before = passage.text_at(start - 1)
    if before in (",", "and"):
        return passage.text_at(run.end) not in (",", ")", ".")
    return before not in _NOT_BARE


def _modifies(passage: Passage, index: int) -> bool:
    word = passage.text_at(index)
    return _modifier(word) or word in words.TITLE_MODIFIERS or is_title(word)


def _name_from(passage: Passage, index: int) -> Run | None:
    """The capitalised run that begins here, after an article, a quotation mark, "X-based" and a kind of company."""
    size = len(passage.tokens)
    start = at = _past_kind(passage, _past_article(passage, index))
    while at < size and at - start < 10:
        token = passage.tokens[at]
        if passage.claimed[at] or (at > start and not passage.adjacent(at - 1)):
            break
        if token.capital and not _is_title(passage, at):
            at += 1
            if token.possessive:
                break
        elif token.text in _INSIDE and at > start and _capital_follows(passage, at, token.text):
            at += 1
        else:
            break
    if at == start or _describes(passage, Run(start, at)):
        return None
    return Run(start, at)


def _past_article(passage: Passage, index: int) -> int:
    """One past the articles, quotation marks and "X-based" that begin here."""
    at = index
    while at < min(len(passage.tokens), index + 3):
        word = passage.tokens[at].text
        if not (word in ("the", "a", "an") or word in _QUOTES or word.endswith(words.COMPOUND_ENDINGS)):
            break
        at += 1
    return at


def _past_kind(passage: Passage, index: int) -> int:
    """One past "law firm", "Russian state lender": a kind of organization before its name; `index` where none is."""
    at = index
    while at < index + 7 and (_modifier(passage.text_at(at)) or is_place(passage.text_at(at))):
        at += 1
    if at == index or passage.text_at(at - 1) not in KINDS or at >= len(passage.tokens):
        return index
    if passage.text_at(at) in _QUOTES and at + 1 < len(passage.tokens):
        at += 1
    return at if passage.tokens[at].capital else index


def _describes(passage: Passage, run: Run) -> bool:
    """Whether adjectives only describe the lower-case word that follows: "Japanese studies", "Arctic policy"."""
    following = passage.text_at(run.end)
    return (
        _modifier(following)
        and passage.adjacent(run.end - 1)
        and all(is_place(t.text) or t.text in words.SUBJECTS for t in passage.tokens[run.start : run.end])
    )


def _capital_follows(passage: Passage, index: int, link: str) -> bool:
    following = passage.tokens[index + 1] if index + 1 < len(passage.tokens) else None
    if following is None or not following.capital or not passage.adjacent(index):
        return False
    if link == "and":
        return following.text in words.SUBJECTS
    return link == "&" or following.text not in given_names()


def _before_role(passage: Passage, role: int) -> Run | None:
    """As in "Quill Lane analyst NAME": the capitals directly before a lower-case role that a name follows."""
    follows = passage.tokens[role + 1] if role + 1 < len(passage.tokens) else None
    if follows is None or not follows.capital:
        return None
    at = role
    while at > 0 and role - at < 3 and _modifier(passage.text_at(at - 1)):
        at -= 1
    if passage.text_at(at - 1) in _QUOTES and at >= 2:
        run = passage.capitals_before(at - 1) or _quoted(passage, at - 1)
    else:
        run = passage.capitals_before(at)
    run = _with_of(passage, run)
    vague = run is not None and run.end - run.start == 1 and passage.begins_sentence(run.start)
    if run is None or (vague and not _surely_before_office(passage, run)):
        return None
    while run.end - run.start > 1 and (passage.tokens[run.start].text in words.OPENERS):
        run = Run(run.start + 1, run.end)
    ordinary = words.TITLE_MODIFIERS | words.SUBJECTS
    if len(passage.text_at(run.start)) == 1 or all(t.text in ordinary for t in passage.tokens[run.start : run.end]):
        return None
    return None if _only_place(passage, run) else run


def _surely_before_office(passage: Passage, run: Run) -> bool:
    """As in "Kazcosmos deputy head NAME": no ordinary word and no people's name before a deputy or a chief."""
    word = passage.text_at(run.start)
    ordinary = word in words.OPENERS or word in words.SUBJECTS or is_place(word) or word in words.TITLE_MODIFIERS
    return passage.text_at(run.end) in _RANKING and not ordinary and word not in given_names() and not is_title(word)


def _with_of(passage: Passage, run: Run | None) -> Run | None:
    """The run with "World of" before it: a house's name may have "of" or "&" inside."""
    if run is None or run.start < 2 or passage.text_at(run.start - 1) not in ("of", "&"):
        return run
    before = passage.capitals_before(run.start - 1)
    if before is None or any(_is_title(passage, at) for at in range(before.start, before.end)):
        return run
    return Run(before.start, run.end)


def _quoted(passage: Passage, closing: int) -> Run | None:
    start = closing
    while start > 0 and closing - start < 6 and passage.tokens[start - 1].capital and not passage.claimed[start - 1]:
        start -= 1
    return Run(start, closing) if start < closing else None


def _modifier(word: str) -> bool:
    return word.islower() and word not in words.FUNCTION_WORDS


def _is_title(passage: Passage, index: int) -> bool:
    word = passage.tokens[index].text
    return is_title(word) and word not in words.SUBJECTS


def _only_place(passage: Passage, run: Run) -> bool:
    return all(is_place(t.text) or not t.capital for t in passage.tokens[run.start : run.end])
