"""Organizations: ministries, parliaments, universities, think tanks, companies, alliances, cited foreign media."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from archive.parsing import vocabulary as words
from archive.parsing.affiliations import affiliated_runs
from archive.parsing.gazetteer import given_names, is_title, known_media, known_organizations
from archive.parsing.newspapers import newspaper_names
from archive.parsing.passage import NameTable, Passage, Run, is_place, name_table, newspapers_in
from archive.parsing.places import country_of, is_demonym, is_place_name
from archive.parsing.shapes import Known, Organization, Source, Span, Story
from archive.parsing.sources import find_sources
from archive.parsing.wordlist import listed

_CONFIDENCE = {
    "known": 0.95,
    "medium": 0.85,
    "head": 0.85,
    "company-word": 0.75,
    "affiliation": 0.75,
    "country-possessive": 0.6,
    "of-a-country": 0.8,
    "kind-of-company": 0.7,
    "which-clause": 0.7,
}
_STATE_BODIES = listed("government parliament cabinet ministry bank")
_HEADS = words.STRONG_HEADS | words.WEAK_HEADS | words.SUFFIXES | _STATE_BODIES
_BODY_WORDS = listed("foreign defense defence finance interior economy energy transport central health justice")
_KINDS = listed(
    "company firm carmaker automaker airline lender insurer retailer operator giant startup start-up brokerage "
    "think-tank "
    "tank agency holding concern corporation conglomerate group consultancy bank shipbuilder "
    "platform line"
)
_JOINING = frozenset({"and", "&"})
_LINKING = listed("of for on")
_LONGEST = 40  # tokens that a name may have on either side of its head, so that the time stays linear


def find_organizations(
    text: str, story: Story, known: Known, sources: Sequence[Source] | None = None
) -> tuple[Organization, ...]:
    """Return the organizations that the story's paragraphs name, in order of first appearance.

    Found by gazetteer (data/organizations.csv), by the words institutions and companies are named with, as
    somebody's affiliation, and as a country's own ("France's X"). One organization under a shorter name or an
    abbreviation defined in brackets is one finding with all spans. Foreign media that the story cites count; the
    newspapers it was drawn from (`sources`, as `find_sources` gives them when left out) and their home press do not.
    """
    registry = _Registry()
    papers = _Papers(text, find_sources(text, story, known) if sources is None else sources, known)
    passages = [Passage(text, span) for span in story.paragraphs]
    for passage in passages:
        papers.mark(passage)
        for run, rule in _runs(passage):
            registry.add(passage, run, rule)
    registry.add_later_mentions(passages)
    return registry.organizations()


class _Papers:
    """Which of the newspapers in the text are cited foreign media, and which are the digest's own material."""

    def __init__(self, text: str, sources: Sequence[Source], known: Known) -> None:
        self.text = text
        self.names = newspaper_names(known)
        self.sources = {source.name for source in sources}
        looked_up = [self.names.lookup(name) for name in self.sources]
        self.home = {paper.country for paper in looked_up if paper and paper.country}

    def mark(self, passage: Passage) -> None:
        """Claim the newspapers' tokens: as runs where they are cited media, as nothing where they are sources."""
        media = known_media()
        for named in newspapers_in(self.names, self.text, passage.span):
            run = passage.run_at(named.span)
            printed = self.text[named.span.start : named.span.end]
            if run is None:
                continue
            paper = named.newspaper
            foreign = paper.country not in self.home if self.home and paper.country else printed in media
            cited = foreign and paper.name not in self.sources and paper.kind != "agency"
            passage.claim(run, "medium" if cited else "newspaper", paper.name)


def _runs(passage: Passage) -> list[tuple[Run, str]]:
    """All organizations of a passage, in order of position."""
    _claim_known(passage)
    for index in passage.where(_HEADS):
        if passage.claimed[index]:
            continue
        if passage.words[index] in _STATE_BODIES:
            _claim_state_body(passage, index)
        else:
            _claim_headed(passage, index)
    for run in affiliated_runs(passage):
        if _could_be_name(passage, run):
            passage.claim(run, "affiliation")
    _claim_by_country(passage)
    _claim_by_clause(passage)
    _claim_by_kind(passage)
    return sorted((run, rule) for run, (rule, _) in passage.claims.items() if rule != "newspaper")


@cache
def _known_names() -> NameTable:
    return name_table(tuple(known_organizations()))


def _claim_known(passage: Passage) -> None:
    for run, name in passage.match(_known_names()):
        if any(passage.claimed[run.start : run.end]):
            continue
        canonical, kind = known_organizations()[name]
        following = passage.text_at(run.end)
        if name in words.DAYS or (kind == "company" and is_title(following) and len(name) < 6):
            continue
        passage.claim(run, "medium" if kind == "media" else "known", canonical if name.isupper() else name)


def _claim_headed(passage: Passage, head: int) -> None:
    """Claim the run around an institution's word: "Russian Foreign Ministry", "Institute of X and Y"."""
    start, end = _left(passage, head), _right(passage, head)
    run = Run(start, end)
    if any(passage.claimed[start:end]) or not _is_institution(passage, run, head):
        return
    parent = _parent(passage, run, head)
    if parent is not None:
        if parent.end > parent.start and not any(passage.claimed[parent.start : parent.end]):
            passage.claim(parent, "affiliation")
        passage.skip(Run(start, max(end if parent.start >= end else parent.start, start + 1)))
        return
    strong = passage.tokens[head].text in words.STRONG_HEADS
    passage.claim(run, "head" if strong else "company-word")


def _left(passage: Passage, head: int) -> int:
    """The first token of the capitalised run that ends at the head."""
    at = head
    first = max(passage.sentence_start(head), head - _LONGEST)
    while at > first:
        token = passage.tokens[at - 1]
        if _plural_owner(passage, at - 1):  # "Timber Exporters' Union"
            at -= 2
            continue
        if passage.claimed[at - 1] or not passage.adjacent(at - 1):
            if passage.closes_possessive(at):  # "Russian Academy of Sciences' Institute of X"
                owner = passage.claim_before(at)
                if owner is not None:
                    passage.unclaim(owner)
                    return owner.start
            break
        if token.capital and _in_name(passage, at - 1):
            if token.possessive:
                break
            at -= 1
        elif token.text in _JOINING and at >= 2 and passage.tokens[at - 2].text in words.SUBJECTS and at < head + 1:
            if passage.tokens[at].text not in words.SUBJECTS:
                break
            at -= 2
        else:
            break
    return at


def _plural_owner(passage: Passage, mark: int) -> bool:
    """Whether an apostrophe closes an unclaimed capitalised plural: "Teachers' College"."""
    if passage.text_at(mark) not in ("'", "’") or mark < 1 or passage.claimed[mark - 1]:
        return False
    owner = passage.tokens[mark - 1]
    return owner.end == passage.tokens[mark].start and owner.capital and owner.text.endswith("s")


def _in_name(passage: Passage, index: int) -> bool:
    """Whether a capitalised token may be the middle of an organization's name."""
    token = passage.tokens[index]
    word = token.text
    if is_title(word) and word not in words.STRONG_HEADS and word not in ("Security", "General", "Chief"):
        return False
    if word.endswith(words.COMPOUND_ENDINGS):
        return False
    if word in words.OPENERS and passage.begins_sentence(index) and not is_place(word):
        following = passage.text_at(index + 1)
        return word in words.SUBJECTS and following not in ("and", "")
    return word not in words.DAYS and word not in ("Mr", "Mrs", "Ms", "The")


def _right(passage: Passage, head: int) -> int:
    """One past the last token of the run: suffixes, further head words, "of …" and "for …" phrases."""
    end = head + 1
    size = min(len(passage.tokens), head + _LONGEST)
    while end < size:
        if passage.claimed[end] or not passage.adjacent(end - 1) or passage.tokens[end - 1].possessive:
            break
        token = passage.tokens[end]
        if token.text in words.STRONG_HEADS or token.text in words.WEAK_HEADS or token.text in words.SUFFIXES:
            end += 1
        elif token.text in _LINKING and passage.tokens[head].text in words.STRONG_HEADS:
            extended = _phrase(passage, end)
            if extended == end:
                break
            end = extended
        else:
            break
    return end


def _phrase(passage: Passage, link: int) -> int:
    """One past "of the World Economy and International Relations", or `link` itself where no name follows."""
    at = link + 1
    if passage.text_at(at) == "the":
        at += 1
    begin = at
    size = len(passage.tokens)
    while at < size and at - link < 16:
        token = passage.tokens[at]
        if passage.claimed[at] or not passage.adjacent(at - 1) or (at > begin and passage.tokens[at - 1].possessive):
            break
        if token.capital and not _starts_person(passage, at) and not _is_title(passage, at):
            at += 1
        elif token.text in words.CONNECTORS and at > begin and _continues(passage, at):
            at += 2 if passage.text_at(at + 1) == "the" else 1
        else:
            break
    while at > begin and passage.tokens[at - 1].text in words.CONNECTORS:
        at -= 1
    return at if at > begin else link


def _continues(passage: Passage, connector: int) -> bool:
    """Whether the name goes on after "and", "of", "for": not where another institution or a person begins."""
    at = connector + (2 if passage.text_at(connector + 1) == "the" else 1)
    if at >= len(passage.tokens) or not passage.tokens[at].capital or passage.claimed[at]:
        return passage.tokens[connector].text == "of" and at < len(passage.tokens) and passage.claimed[at]
    if _starts_person(passage, at):
        return False
    if passage.tokens[connector].text not in _JOINING:
        return passage.tokens[connector].text != "on"
    first = passage.tokens[at].text
    for ahead in range(at, min(at + 5, len(passage.tokens))):
        if not passage.tokens[ahead].capital:
            break
        if passage.tokens[ahead].text in words.STRONG_HEADS and ahead + 1 - at < 5:
            return False
    return first in words.SUBJECTS or not is_place(first)


def _starts_person(passage: Passage, index: int) -> bool:
    word = passage.tokens[index].text
    following = passage.tokens[index + 1] if index + 1 < len(passage.tokens) else None
    return word in given_names() and word not in words.SUBJECTS and following is not None and following.capital


def _is_title(passage: Passage, index: int) -> bool:
    word = passage.tokens[index].text
    return is_title(word) and word not in words.SUBJECTS and word not in words.STRONG_HEADS


def _is_institution(passage: Passage, run: Run, head: int) -> bool:
    """Whether the run names an institution: more than a bare "Council", and not "Energy Minister" or a street."""
    before = [token.text for token in passage.tokens[run.start : head]]
    proper = [w for w in before if not is_place(w) and w not in words.TITLE_MODIFIERS and w not in words.SUBJECTS]
    word = passage.tokens[head].text
    following = passage.text_at(run.end)
    if word in words.STRONG_HEADS:
        if not before and run.end == head + 1:
            return False
        return not (
            len(before) == 1 and before[0] in ("Russian", "Swiss", "Soviet") and word in ("Federation", "Union")
        )
    if before and is_place(before[0]) and not is_demonym(before[0]) and (len(before) > 1 or following[:1].islower()):
        return True  # "Cork Transit runs", "Murmansk Gas Terminal"
    if is_title(following) and following[:1].isupper() and not proper:
        return False
    if passage.begins_sentence(run.start) and len(before) == 1 and before[0] in words.OPENERS:
        return False
    if any(name in given_names() for name in before) and len(before) > 1:
        return False
    return bool(proper) or (word in words.SUFFIXES and bool(before))


def _parent(passage: Passage, run: Run, head: int) -> Run | None:
    """For a department or a parliament's committee: the organization it belongs to (an empty run: leave it out)."""
    tokens = passage.tokens
    word = tokens[head].text
    if word in ("Committee", "Subcommittee", "Commission") and passage.parliament_before(run.start):
        return Run(run.end, run.end)
    if word not in words.DEPARTMENTS:
        return None
    for at in range(run.end - 1, head, -1):
        if (
            tokens[at].text == "of"
            and at + 1 < run.end
            and (tokens[at + 1].text.isupper() or any(t.text in words.STRONG_HEADS for t in tokens[at + 1 : run.end]))
        ):
            return Run(at + (2 if tokens[at + 1].text == "the" else 1), run.end)
    following = passage.text_at(run.end)
    at = run.end + (2 if passage.text_at(run.end + 1) == "the" else 1)
    if following in ("at", "of", "in") and at < len(tokens) and tokens[at].capital and not is_place(tokens[at].text):
        return Run(run.end, run.end)
    return None


def _claim_state_body(passage: Passage, index: int) -> None:
    """As in "German government", "Turkish central bank": a demonym before a lower-case body."""
    start = index
    while start > 0 and index - start < 2 and passage.tokens[start - 1].text in _BODY_WORDS:
        start -= 1
    if passage.tokens[index].text in ("ministry", "bank") and start == index:
        return
    if passage.tokens[index].text == "bank" and passage.tokens[start].text != "central":
        return
    before = passage.tokens[start - 1] if start else None
    if before is None or passage.claimed[start - 1] or not passage.adjacent(start - 1):
        return
    if before.capital and not before.possessive and is_place(before.text) and "-" not in before.text:
        passage.claim(Run(start - 1, index + 1), "of-a-country")


def _could_be_name(passage: Passage, run: Run) -> bool:
    """Whether an unclaimed capitalised run in an affiliation's place may be an organization."""
    tokens = passage.tokens[run.start : run.end]
    if any(passage.claimed[run.start : run.end]):
        return False
    names = [token.text for token in tokens if token.capital]
    if is_place_name(passage.text_of(run)):
        return False
    if all(is_place(w) or w in words.OPENERS or w in words.DAYS or w in words.NOT_ORGANIZATIONS for w in names):
        return False
    if all(w in words.SUBJECTS or is_place(w) for w in names) and len(names) < 3:
        return False
    return not (names[0] in given_names() and len(names) > 1) and not _is_title(passage, run.start)


def _claim_by_country(passage: Passage) -> None:
    """As in "France's Brenoux": one unknown capitalised word, no name of a person, after a country's possessive."""
    tokens = passage.tokens
    for before, owner in enumerate(tokens[:-1]):
        if not owner.possessive:
            continue
        index = before + 1
        token = tokens[index]
        if not (token.capital and is_place(owner.text)) or passage.claimed[index]:
            continue
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is not None and passage.adjacent(index) and following.text not in words.FUNCTION_WORDS:
            continue
        word = token.text
        if (
            word in given_names()
            or is_place(word)
            or is_title(word)
            or word in words.SUBJECTS
            or word in words.OPENERS
            or word in words.NOT_ORGANIZATIONS
            or word.endswith(("ov", "ev", "sky", "ski", "enko", "ova", "eva", "ich", "yan", "ko"))
        ):
            continue
        passage.claim(Run(index, index + 1), "country-possessive")


def _claim_by_clause(passage: Passage) -> None:
    """As in "Tern Island Ferries, which would run the train": two capitalised words that "which" refers to."""
    for index in passage.where(("which",)):
        if passage.text_at(index - 1) != "," or index < 3:
            continue
        run = passage.capitals_before(index - 1)
        if run is None and passage.tokens[index - 2].capital:
            run = passage.capitals_before(index - 2)
            run = Run(run.start, index - 1) if run else None
        if run is None or run.end - run.start < 2 or any(passage.claimed[run.start : run.end]):
            continue
        if not any(_is_title(passage, at) for at in range(run.start, run.end)) and _could_be_name(passage, run):
            passage.claim(run, "which-clause")


def _claim_by_kind(passage: Passage) -> None:
    """As in "the Tarn Hill investment company", "carmaker Tavria": a kind of company beside a capitalised run."""
    for index in passage.where(_KINDS):
        run = passage.capitals_after(index)
        if (
            run is not None
            and not passage.tokens[index].possessive
            and not _starts_person(passage, run.start)
            and _could_be_name(passage, run)
        ):
            passage.claim(run, "kind-of-company")
            continue
        at = index
        while (
            at > 0
            and index - at < 3
            and passage.tokens[at - 1].text.islower()
            and passage.tokens[at - 1].text not in (words.FUNCTION_WORDS)
        ):
            at -= 1
        run = passage.capitals_before(at)
        if run is not None and not passage.begins_sentence(run.start) and _could_be_name(passage, run):
            passage.claim(run, "kind-of-company")


class _Registry:
    """The story's organizations as they are met, one entry each however they are called."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._by_name: dict[str, _Entry] = {}

    def add(self, passage: Passage, run: Run, rule: str) -> None:
        """Note one mention; a bracketed abbreviation after it becomes the entry's short name."""
        name = passage.name_of(run)
        printed = passage.text_of(run)
        country = country_of(passage.owner_of(run)) or country_of(printed)
        entry = self._by_name.get(printed) or self._by_name.get(name) or self._similar(name, country)
        if entry is None:
            entry = _Entry(name, rule, country)
            self._entries.append(entry)
        elif len(name) > len(entry.name) and entry.rule not in ("known", "medium"):
            entry.rename(name)
        entry.spans.append(passage.span_of(run))
        for form in (name, printed):
            self._by_name.setdefault(form, entry)
        short = passage.abbreviation_after(run)
        if short and not entry.short:
            entry.short = short
            self._by_name.setdefault(short, entry)

    def _similar(self, name: str, country: str | None) -> _Entry | None:
        """An earlier entry whose words hold this name's, or the other way round, of no other country."""
        mine, heads = _content(name), _heads(name)
        for entry in reversed(self._entries[-200:]):  # bounded, so that the time stays linear
            if country and entry.country and country != entry.country:
                continue
            theirs = entry.content
            if not (mine <= theirs or theirs <= mine) or mine.isdisjoint(theirs):
                continue
            if not entry.heads.isdisjoint(heads) or not (heads or entry.heads):
                return entry
        return None

    def add_later_mentions(self, passages: Sequence[Passage]) -> None:
        """Add spans for abbreviations and for a company's first word alone ("Tarn" for "Tarn Group Plc")."""
        shorts = {entry.short: entry for entry in self._entries if entry.short}
        for entry in self._entries:
            first = entry.name.split()[0]
            if entry.rule in ("company-word", "affiliation") and " " in entry.name and _distinctive(first):
                shorts.setdefault(first, entry)
        for passage in passages:
            for index in passage.where(shorts):
                if not passage.claimed[index]:
                    token = passage.tokens[index]
                    shorts[token.text].spans.append(Span(token.start, token.end))

    def organizations(self) -> tuple[Organization, ...]:
        """The entries in order of first appearance, their spans sorted."""
        made = [
            Organization(e.name, tuple(sorted(set(e.spans))), e.short, _CONFIDENCE.get(e.rule, 0.7), e.rule)
            for e in self._entries
        ]
        return tuple(sorted(made, key=lambda o: o.spans[0]))


class _Entry:
    def __init__(self, name: str, rule: str, country: str | None) -> None:
        self.rename(name)
        self.rule = rule
        self.country = country
        self.short: str | None = None
        self.spans: list[Span] = []

    def rename(self, name: str) -> None:
        """Call it by another name, and note that name's words for comparison with others."""
        self.name = name
        self.content = _content(name)
        self.heads = _heads(name)


def _content(name: str) -> frozenset[str]:
    return frozenset(w for w in name.replace("’", "'").split() if w.lower() not in words.CONNECTORS)


def _heads(name: str) -> frozenset[str]:
    return frozenset(w for w in name.split() if w in words.STRONG_HEADS or w in words.WEAK_HEADS)


def _distinctive(word: str) -> bool:
    return (
        word not in words.SUBJECTS
        and word not in words.OPENERS
        and not is_place(word)
        and word not in words.STRONG_HEADS
        and word not in given_names()
        and len(word) > 2
    )
