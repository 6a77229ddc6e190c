"""Organizations told by what stands beside their names: "carmaker X", "France's X", "X, which …", "X CEO NAME"."""

from __future__ import annotations

from archive.parsing import vocabulary as words
from archive.parsing.cues import SPEECH_VERBS
from archive.parsing.gazetteer import first_surnames, given_names, is_title
from archive.parsing.institutions import HEADS, is_office, starts_person
from archive.parsing.names import SURNAME_ENDINGS
from archive.parsing.passage import Passage, Run, is_place
from archive.parsing.places import is_demonym, is_place_name
from archive.parsing.wordlist import listed

_KINDS = listed(
    "company firm carmaker automaker airline lender insurer retailer operator giant startup start-up brokerage "
    "think-tank tank agency holding concern corporation conglomerate group consultancy bank shipbuilder platform "
    "chain fund monopoly chipmaker drugmaker steelmaker planemaker brewer utility carrier refiner fertiliser-maker "
    "website label service marketplace maker makers auditors accountants solicitors architects publishers brokers "
    "insurers auctioneers shipyard club shipowner foundry smeltery winery distillery forge party alliance bloc "
    "subsidiary cooperative consortium movement militia trust charity foundation union broadcaster channel meatpacker "
    "shipper hauler miner smelter distributor wholesaler"
)
# Not organizations though a country owns them: "Israel's Iron Dome", "Russia's Victory Day".
_OTHER_THINGS = listed(
    "Day Dome Cup Sea Coast Island Islands Wall Prize War Revolution Square River Lake Mountains Valley Region "
    "Province District Strip Order Act Law Constitution Road Street Plan Doctrine Peninsula Gulf Canal Bay Desert "
    "Forest Park Palace Castle Tower Bridge Tunnel Olympics Games Championship League Open Festival Week Year Age "
    "Spring Winter Summer Night Belt Route Corridor Territory Republic Kingdom Empire Highlands Delta Basin Plateau "
    "State County City Town Village North South East West Front Line Zone Border Crown Prince Princess Cardinal"
)
# Words that institutions' names begin with in other languages, and the subjects of agencies called after a country.
_LEADING = listed(
    "Banco Banque Banca Caixa Caja Grupo Groupe Gruppo Compagnie Compañía Companhia Société Sociedad Sociedade "
    "Fundación Fundação Fondation Fondazione Universidad Universidade Université Università Universiteit Instituto "
    "Institut Istituto Teatro Théâtre Cámara Câmara Partido Parti Partito Confederación Federación Sindicato "
    "Asociación Associação Association Empresa Editora Hôpital Collège Ateneo Ministerio Ministério Ministère "
    "Stiftung Verein Bundesamt Rederi Rederiet Cooperativa Minera Petróleos Ferrocarriles"
)
_AGENCIES = listed(
    "Heritage Transport Enterprise Statistics Business Tourism Visit Invest Sport Police Network Aviation Fisheries"
)
_OF = listed("de del da do dos di des du of")
_CITING = listed("citing cites cited")
_REGIONS = listed("Region Territory Republic Province District City State County Oblast Area Krai Canton Governorate")
# What companies do: a single name does it too ("Sladonezh, which owns five confectioneries").
_EXPERTS = listed("economist analyst strategist director trader founder CEO manager head chief partner engineer")
_OWNING = listed("owns operates runs produces makes employs builds manufactures sells exports supplies controls mines")
_WIDEST_TITLE = 6  # words of a title before its noun
_LONGEST = 4  # words of a name that nothing in it tells


def claim_by_what_stands_beside(passage: Passage) -> None:
    """Claim the names that a title, a country's possessive, a clause, "citing" or a kind of company shows to be one."""
    _claim_leading(passage)
    _claim_before_title(passage)
    _claim_by_country(passage)
    _claim_cited(passage)
    _claim_by_clause(passage)
    _claim_by_kind(passage)
    _claim_by_seat(passage)
    _claim_by_apposition(passage)
    _claim_by_press_service(passage)
    _claim_possessors(passage)


def could_be_name(passage: Passage, run: Run) -> bool:
    """Whether an unclaimed capitalised run in an organization's place may be one."""
    tokens = passage.tokens[run.start : run.end]
    if any(passage.claimed[run.start : run.end]):
        return False
    names = [token.text for token in tokens if token.capital]
    if not names or (len(names) == 1 and len(names[0]) < 2) or is_place_name(passage.text_of(run)):
        return False
    if names[-1] in _REGIONS:
        return False  # "a grower from Kandiyohi County"
    if all(is_place(w) or w in words.OPENERS or w in words.DAYS or w in words.NOT_ORGANIZATIONS for w in names):
        return False
    if all(w in words.SUBJECTS or w in words.STRONG_HEADS or w in words.SUFFIXES or is_place(w) for w in names):
        return False
    return not (names[0] in given_names() and len(names) > 1) and not is_office(passage, run.start)


def _claim_before_title(passage: Passage) -> None:
    """As in "Nikelmet CEO Anton Lugov", "Baltic Freight Vice President Olga Rudneva"."""
    for index, token in enumerate(passage.tokens):
        if not token.capital or passage.claimed[index] or not is_title(token.text) or token.possessive:
            continue
        if not _person_follows(passage, index):
            continue
        start = index
        while (
            start > max(0, index - _WIDEST_TITLE)
            and passage.adjacent(start - 1)
            and _belongs_to_title(passage, start - 1)
        ):
            start -= 1
        run = _capitals_before(passage, start)
        if run is not None and _may_employ(passage, run):
            passage.claim(run, "before-title")


def _person_follows(passage: Passage, index: int) -> bool:
    """Whether a name of two words at least comes right after a title."""
    following = passage.capitals_after(index)
    return following is not None and following.end - following.start > 1 and not is_title(passage.text_at(index + 1))


def _belongs_to_title(passage: Passage, index: int) -> bool:
    word = passage.text_at(index)
    return word in words.TITLE_MODIFIERS or is_title(word)


def _may_employ(passage: Passage, run: Run) -> bool:
    names = [token.text for token in passage.tokens[run.start : run.end]]
    if passage.tokens[run.end - 1].possessive or names[-1] in _REGIONS or any(map(is_title, names)):
        return False
    if any(name in words.OPENERS and name not in words.SUBJECTS for name in names):
        return False
    if not could_be_name(passage, run):
        return False
    plain = all(w in words.SUBJECTS | words.TITLE_MODIFIERS or w in HEADS or is_place(w) for w in names)
    return not plain or (len(names) == 2 and names[1] in words.WEAK_HEADS - words.SUBJECTS - words.TITLE_MODIFIERS)


def _claim_by_country(passage: Passage) -> None:
    """As in "France's Brenoux", "China's Longyuan Copper": no name of a person, after a country's possessive."""
    tokens = passage.tokens
    for before, owner in enumerate(tokens[:-1]):
        if not owner.possessive or passage.claimed[before + 1] or not is_place(owner.text):
            continue
        run = passage.capitals_after(before)
        if run is None or run.end - run.start > _LONGEST or _is_attribute(passage, run.end):
            continue
        names = [token.text for token in tokens[run.start : run.end]]
        if len(names) == 1 and passage.text_at(run.end) in SPEECH_VERBS:
            continue  # "Latvia's Ozols said"
        cited = passage.text_at(before - 1) in _CITING
        person = (_like_person(names) and not cited) or (len(names) > 1 and passage.is_of_contest)
        person = person or passage.words[run.end : run.end + 2] in ((",", "who"), (",", "whose"))
        if could_be_name(passage, run) and not any(map(_is_no_company, names)) and not person:
            passage.claim(run, "country-possessive")


def _is_attribute(passage: Passage, index: int) -> bool:
    """Whether a noun follows ("Russia's Kinzhal missile"), unless it is a kind of company ("Russia's RZD monopoly")."""
    if index >= len(passage.tokens) or not passage.adjacent(index - 1) or passage.tokens[index - 1].possessive:
        return False
    word = passage.text_at(index)
    if word in words.FUNCTION_WORDS or word in SPEECH_VERBS or word in _KINDS or passage.text_at(index + 1) in _KINDS:
        return False
    return not word.endswith(("ed", "ts", "ns", "ys", "lls", "tes")) or passage.tokens[index].capital


def _is_no_company(word: str) -> bool:
    return (
        is_place(word)
        or is_title(word)
        or word in words.DAYS
        or word in words.OPENERS
        or word in words.NOT_ORGANIZATIONS
        or word in _OTHER_THINGS
        or word in first_surnames()
        or (word.endswith("s") and len(word) > 3 and word[:-1].isupper())  # "UAVs"
    )


def _like_person(names: list[str]) -> bool:
    if names[0] in given_names() or (len(names) == 1 and names[0] in words.SUBJECTS):
        return True
    return any(name.endswith(SURNAME_ENDINGS) and name not in HEADS for name in names[-1:])


def _claim_cited(passage: Passage) -> None:
    """As in "reports, citing Jeune Afrique": a medium that the digest does not know, and nobody's name."""
    for index in passage.where(_CITING):
        while _describes(passage.text_at(index + 1)) or passage.text_at(index + 1) in ("the", "a"):
            index += 1  # "citing the trade weekly NAME"
        run = passage.capitals_after(index)
        if run is not None and passage.text_at(run.end) in _OF and (more := passage.capitals_after(run.end)):
            run = Run(run.start, more.end)  # "citing Agence Nigerienne de Presse"
        if run is None or run.end - run.start > _LONGEST:
            continue
        names = [token.text for token in passage.tokens[run.start : run.end]]
        named = could_be_name(passage, run) and not _like_person(names) and not any(map(is_title, names))
        if (
            named
            and not passage.tokens[run.end - 1].possessive
            and passage.text_at(run.end) in (",", ".", "and", "that")
        ):
            passage.claim(run, "cited")


def _claim_by_clause(passage: Passage) -> None:
    """As in "Tern Island Ferries, which would run the train": two capitalised words, or one that owns or makes."""
    for index in passage.where(("which",)):
        if passage.text_at(index - 1) != "," or index < 3:
            continue
        run = passage.capitals_before(index - 1)
        if run is None and passage.tokens[index - 2].capital:
            run = passage.capitals_before(index - 2)
            run = Run(run.start, index - 1) if run else None
        single = run is not None and run.end - run.start == 1 and passage.text_at(index + 1) not in _OWNING
        if run is None or single or any(passage.claimed[run.start : run.end]):
            continue
        if not any(is_office(passage, at) for at in range(run.start, run.end)) and could_be_name(passage, run):
            passage.claim(run, "which-clause")


def _claim_by_kind(passage: Passage) -> None:
    """As in "the Tarn Hill investment company", "carmaker Tavria": a kind of company beside a capitalised run."""
    for index, word in enumerate(passage.words):
        if word not in _KINDS and not (word.lower() in _KINDS and _opens(passage, index)):
            continue
        named = _named_before(passage, index)
        run = None if named else passage.capitals_after(index) or _between_commas(passage, index)
        if run is not None and not passage.tokens[index].possessive and not starts_person(passage, run.start):
            run = _with_partners(passage, run)
            if could_be_name(passage, run) and not is_title(passage.text_at(run.start)):
                passage.claim(run, "kind-of-company")
                continue
        run = _before_kind(passage, index)
        if run is not None and could_be_name(passage, run):
            passage.claim(run, "kind-of-company")


def _between_commas(passage: Passage, index: int) -> Run | None:
    """As in "a Dutch consultancy, Delta Kromhout, offered": the name that stands between commas after its kind."""
    at = index
    while at > max(0, index - _WIDEST_TITLE) and (_describes(passage.text_at(at - 1)) or _is_adjective(passage, at)):
        at -= 1
    end = index + 2
    while passage.text_at(end)[:1].isupper() and end - index < _LONGEST + 2:
        end += 1
    closed = passage.text_at(index + 1) == "," and passage.text_at(end) == ","
    return Run(index + 2, end) if closed and end > index + 2 and passage.text_at(at - 1) in ("a", "an", "the") else None


def _opens(passage: Passage, index: int) -> bool:
    """Whether a word has its capital because it opens a sentence, or an item after its place: "Seoul – Brewer X"."""
    return passage.begins_sentence(index) or passage.text_at(index - 1) in ("-", "–", "—", ":")


def _claim_leading(passage: Passage) -> None:
    """As in "Banco Itaberaba", "Universidad de Oruro", "Transport Malta": the word for what it is comes first."""
    for index in passage.where(_LEADING | _AGENCIES):
        run = None if passage.claimed[index] else passage.capitals_after(index)
        end = run.end if run else index + 1
        if passage.text_at(end) in _OF and passage.text_at(end + 1)[:1].isupper() and passage.adjacent(end):
            further = passage.capitals_after(end)
            end = further.end if further else end
        if end == index + 1 or end - index > _LONGEST + 2 or any(passage.claimed[index:end]):
            continue
        country = passage.text_at(index + 1)
        agency = end == index + 2 and is_place(country) and not is_demonym(country)
        if passage.words[index] in _LEADING or agency:
            passage.claim(Run(index, end), "company-word")


def _claim_by_seat(passage: Passage) -> None:
    """As in "Taipei-based Formolux": what has a seat and is nobody whose name a role precedes."""
    for index, word in enumerate(passage.words):
        if not word.endswith("-based") or (run := passage.capitals_after(index)) is None:
            continue
        if not starts_person(passage, run.start) and run.end - run.start <= _LONGEST and could_be_name(passage, run):
            passage.claim(run, "seat")


def _claim_by_apposition(passage: Passage) -> None:
    """As in "Volzhskaya Verf, a Russian shipyard": what the clause after it calls a kind of company."""
    for index in passage.where(_KINDS):
        at = index
        while (
            at > 0
            and index - at < _WIDEST_TITLE
            and (_describes(passage.text_at(at - 1)) or _is_adjective(passage, at))
        ):
            at -= 1
        if passage.text_at(at - 1) not in ("a", "an", "the") or passage.text_at(at - 2) != ",":
            continue
        run = passage.capitals_before(at - 2)
        named = run is not None and run.end - run.start <= _LONGEST and could_be_name(passage, run)
        if (
            run is not None
            and named
            and not starts_person(passage, run.start)
            and passage.text_at(run.start - 1) != ","
        ):
            passage.claim(run, "apposition")


def _is_adjective(passage: Passage, index: int) -> bool:
    """Whether a people's or a city's name stands before the token: "a Russian shipyard", "a London-based charity"."""
    word = passage.text_at(index - 1)
    return is_place(word) or word.endswith(words.COMPOUND_ENDINGS)


def _claim_by_press_service(passage: Passage) -> None:
    """As in "the press service of Volga Rotor", "the press office of X"."""
    for index in passage.where(("service", "office", "department")):
        if passage.text_at(index - 1) != "press" or passage.text_at(index + 1) != "of":
            continue
        run = passage.capitals_after(index + 1)
        if run is not None and run.end - run.start <= _LONGEST and could_be_name(passage, run):
            passage.claim(run, "affiliation")


def _claim_possessors(passage: Passage) -> None:
    """As in "Agrostat-Prognoz's chief economist NAME": a hyphenated name, nobody's, that an expert belongs to."""
    for index, token in enumerate(passage.tokens):
        if not token.possessive or not token.capital or "-" not in token.text or passage.claimed[index]:
            continue
        at = index + 1
        while at - index < _WIDEST_TITLE and _describes(passage.text_at(at)) and passage.text_at(at) not in _EXPERTS:
            at += 1
        run = Run(index, index + 1)
        second = token.text.rpartition("-")[2]
        named = second[:1].isupper() and not _like_person([token.text]) and could_be_name(passage, run)
        if passage.text_at(at) in _EXPERTS and passage.capitals_after(at) is not None and named:
            passage.claim(run, "before-title")


def _named_before(passage: Passage, index: int) -> bool:
    """As in "the Tarn Hill consultancy": with an article in front, so that what follows is somebody's name."""
    at = index
    while at > 0 and index - at < 3 and _describes(passage.text_at(at - 1)):
        at -= 1
    if passage.claimed[at - 1] or at == 0:
        return at > 0 and passage.claim_over(at - 1) is not None
    run = _capitals_before(passage, at)
    return run is not None and passage.text_at(run.start - 1) in ("the", "The") and could_be_name(passage, run)


def _before_kind(passage: Passage, index: int) -> Run | None:
    """The capitals before "law firm", "investment company": not a word that only begins a sentence or a clause."""
    at = index
    while at > 0 and index - at < 3 and _describes(passage.text_at(at - 1)):
        at -= 1
    run = _capitals_before(passage, at)
    if run is None or passage.begins_sentence(run.start) or passage.text_at(run.start - 1) == ":":
        return None
    return run


def _describes(word: str) -> bool:
    return word.islower() and word not in words.FUNCTION_WORDS


def _capitals_before(passage: Passage, index: int) -> Run | None:
    """The capitalised run that ends right before the token, "Brenner & Sons" taken together."""
    run = passage.capitals_before(index)
    if run is not None and run.start > 1 and passage.text_at(run.start - 1) == "&":
        partner = passage.capitals_before(run.start - 1)
        run = Run(partner.start, run.end) if partner else run
    return run


def _with_partners(passage: Passage, run: Run) -> Run:
    """The run with "& Sons" after it."""
    if passage.text_at(run.end) == "&":
        partner = passage.capitals_after(run.end)
        return Run(run.start, partner.end) if partner else run
    return run
