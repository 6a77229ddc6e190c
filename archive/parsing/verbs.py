"""Verbs of speech and whose words they give: "X said", "said X", "quotes X as saying", "announced by X"."""

from __future__ import annotations

from archive.parsing import cues
from archive.parsing.clauses import Unit
from archive.parsing.noun_phrases import WIDEST, is_mark, person, text_at, to_the_right
from archive.parsing.subjects import Attribution, over_appositive, with_subject
from archive.parsing.wordlist import listed


def spoken(units: list[Unit], index: int, verb: str) -> Attribution | None:
    """The attribution of the verb at `index`, by what stands before and after it, or None where it gives no words."""
    before = text_at(units, index - 1)
    if _is_noun(units, index, verb, before):
        return None
    if verb in ("quotes", "quoted", "cites", "cited", "quoting", "citing"):
        return _quoted(units, index)
    if text_at(units, index + 1) == "by" and verb not in ("said",):
        return _by_agent(units, index, verb)
    found = _inverted(units, index, verb)
    if found is not None or before in cues.BE or _gives_no_words(units, index, verb, before):
        return found
    weak = verb in _WEAK
    if weak and before in ("will", "would", "may", "might", "should", "must"):
        return None
    found = with_subject(units, index, "speech-verb", 0.75 if weak else 0.92, weak=weak, verb=verb)
    return found or _inverted_without_comma(units, index, verb)


def _inverted(units: list[Unit], index: int, verb: str) -> Attribution | None:
    """As in "…, said NAME", "…, believe analysts at BANK"."""
    follows = _after_words(units, index) and (verb in cues.INVERTED or verb in cues.INVERTED_PLURAL)
    if not follows or text_at(units, index + 1) in _NOT_SPEAKERS:
        return None
    speaker = to_the_right(units, index + 1)
    if verb in cues.INVERTED_PLURAL and not (speaker and speaker.plural):
        return None
    if speaker is not None and speaker.kind != "person" and is_mark(units, index - 1, ","):
        named, start = over_appositive(units, index - 1)  # "NAME, head of X, said he …"
        if named is not None and named.kind == "person":
            return Attribution(named, index, start, "speech-verb", 0.92)
    if speaker is None or speaker.kind == "place":
        return None
    return Attribution(speaker, index, index, "inverted", 0.93, True)


def _gives_no_words(units: list[Unit], index: int, verb: str, before: str) -> bool:
    """As in "has not commented", "said nothing", "agreed to buy": silence or an act."""
    following = text_at(units, index + 1)
    silent = (before in ("not", "never") and verb in _ANSWERS) or following in ("nothing", "little")
    return silent or (verb in ("agreed", "agrees", "agree") and following == "to")


_ANSWERS = listed("commented responded replied answered comment respond reply answer elaborated")


def _after_words(units: list[Unit], index: int) -> bool:
    """Whether a verb stands where words end and their speaker may follow: after a quotation or a comma."""
    if index > 1 and is_mark(units, index - 1, '"”»') and units[index - 2].kind in ("newspaper", "organization"):
        return False  # a name in quotation marks
    return index == 0 or units[index - 1].kind == "quote" or is_mark(units, index - 1, ",\"'”’—–?!.")


def _inverted_without_comma(units: list[Unit], index: int, verb: str) -> Attribution | None:
    """As in "… when markets turn says NAME, an economist": the comma before the verb was lost."""
    if verb not in ("said", "says") or index + 1 >= len(units) or index < 4:
        return None
    end = index + 1
    while end < len(units) and end - index < 8 and units[end].kind == "word" and units[end].text not in _NOT_SPEAKERS:
        end += 1
    named = (
        end < len(units) and units[end].kind == "person" and (end + 1 >= len(units) or is_mark(units, end + 1, ",."))
    )
    return Attribution(person(units[end]), index, index, "inverted", 0.7, True) if named else None


_TO_BE_SILENT = listed("comment say answer speak elaborate disclose name reply respond discuss specify talk reveal")


def phrasal(units: list[Unit], index: int, verb: str) -> Attribution | None:
    """A verb and its little word, with the speaker before it ("NAME pointed out") or after ("…, sums up NAME")."""
    if verb in ("declined", "refused") and text_at(units, index + 2) in _TO_BE_SILENT:
        return None
    if text_at(units, index + 1) in ("out", "on", "up", "in", "back") and _after_words(units, index):
        speaker = to_the_right(units, index + 2)
        if speaker is not None and speaker.kind in ("person", "organization", "noun", "unnamed", "newspaper", "paper"):
            return Attribution(speaker, index, index, "inverted", 0.85, True)
    return with_subject(units, index, "phrasal-verb", 0.8, weak=verb in cues.WEAK_PHRASAL)


_WEAK = listed(
    "called calls expects expect expected announced announces hails hailed agrees agreed asked urged urges "
    "proposed proposes accused accuses blamed blames describes described regards considers demanded demands "
    "threatened threatens praised praises condemned condemns rejected rejects reported reports revealed "
    "reveals questioned promised pledged vowed ruled echoed advised hopes fears doubts informed informs "
    "observed observes mentioned assumed thought learned forecast indicated estimates estimated states welcomes "
    "welcomed applauds applauded opposes opposed defends defended mocks mocked disputes disputed regrets regretted "
    "credits credited worries worried wonders wondered anticipates anticipated foresees foresaw envisages envisaged "
    "envisions envisioned advocates advocated persists persisted objects counters blame call demand reject condemn "
    "praise criticize criticise dispute oppose welcome regret anticipate wonder object propose threaten advise branded "
    "brands labelled labeled dubbed dubs projects projected judged judges hail calculate professed professes"
) | {"confirmed"}


_NOT_SPEAKERS = listed("to that in on at during for as with by about how why what when")


def _is_noun(units: list[Unit], index: int, verb: str, before: str) -> bool:
    """As in "the report", "his claims", "to say": the form is not a finite verb here."""
    if before.lower() in (
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "to",
    ):
        return not (before in ("that", "this") and verb in ("says", "means"))
    if before in ("of", "with", "by", "from", "on", "for", "about", "no", "any", "alleging", "refuted", "such"):
        return True
    if index and units[index - 1].possessive:
        return True
    if verb in cues.NOUN_FORMS and text_at(units, index + 1) in _AFTER_NOUNS:
        return True  # "the claims of", "Central Asian states will discuss"
    return verb in ("like", "thought") and before not in cues.PRONOUNS


def _quoted(units: list[Unit], index: int) -> Attribution | None:
    """As in "PAPER quotes NAME as saying"; "NAME is quoted as saying"."""
    verb = units[index].text
    passive = text_at(units, index - 1) in cues.BE
    if passive and any(text_at(units, at) == "as" for at in range(index + 1, min(index + 7, len(units)))):
        return with_subject(units, index, "quoted-as-saying", 0.85)  # "is quoted by PAPER as saying"
    if verb in ("quotes", "quoted", "cites", "cited", "quoting") and text_at(units, index + 1) != "by":
        speaker = to_the_right(units, index + 1)
        said = (u.text in cues.PARTICIPLES or u.text == "stating" for u in units[index : index + 4 * WIDEST])
        if speaker is not None and any(said):
            return Attribution(speaker, index, 0, "quoted-as-saying", 0.9)
    return None


_AFTER_NOUNS = listed("of by from about will would have had are were may could must can should")
_BY_SOMEBODY = listed(
    "announced confirmed reported stated expressed voiced told revealed denied echoed shared seconded disputed "
    "rejected dismissed criticized criticised condemned welcomed praised described questioned"
)


def _by_agent(units: list[Unit], index: int, verb: str) -> Attribution | None:
    """As in "was announced by NAME"."""
    if verb not in _BY_SOMEBODY or not any(text_at(units, at) in cues.BE for at in range(max(0, index - 3), index)):
        return None
    speaker = to_the_right(units, index + 2)
    if speaker is None or speaker.kind not in ("person", "organization", "unnamed"):
        return None
    return Attribution(speaker, index, 0, "by-agent", 0.75)
