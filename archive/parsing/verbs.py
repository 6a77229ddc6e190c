"""Verbs of speech and whose words they give: "X said", "said X", "quotes X as saying", "announced by X"."""

from __future__ import annotations

from archive.parsing import cues
from archive.parsing.clauses import Unit
from archive.parsing.noun_phrases import WIDEST, is_mark, text_at, to_the_right
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
    inverted = verb in cues.INVERTED and (
        index == 0 or units[index - 1].kind == "quote" or is_mark(units, index - 1, ",\"'”’—–?!.")
    )
    if inverted and text_at(units, index + 1) not in _NOT_SPEAKERS:
        speaker = to_the_right(units, index + 1)
        if speaker is not None and speaker.kind != "person" and is_mark(units, index - 1, ","):
            named, start = over_appositive(units, index - 1)  # "NAME, head of X, said he …"
            if named is not None and named.kind == "person":
                return Attribution(named, index, start, "speech-verb", 0.92)
        if speaker is not None and speaker.kind != "place":
            return Attribution(speaker, index, index, "inverted", 0.93, True)
    if before in cues.BE:
        return None  # passive
    weak = verb in _WEAK
    return with_subject(units, index, "speech-verb", 0.75 if weak else 0.92, weak=weak, verb=verb)


_WEAK = listed(
    "called calls expects expect expected announced announces hails hailed agrees agreed asked urged urges "
    "proposed proposes accused accuses blamed blames describes described regards considers demanded demands "
    "threatened threatens praised praises condemned condemns rejected rejects reported reports revealed "
    "reveals questioned promised pledged vowed ruled echoed advised hopes fears doubts informed informs "
    "observed observes mentioned assumed thought learned forecast indicated estimates estimated states"
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
    if verb in cues.NOUN_FORMS and text_at(units, index + 1) in ("of", "by", "from", "about"):
        return True
    return verb in ("like", "thought") and before not in cues.PRONOUNS


def _quoted(units: list[Unit], index: int) -> Attribution | None:
    """As in "PAPER quotes NAME as saying"; "NAME is quoted as saying"."""
    verb = units[index].text
    if text_at(units, index + 1) == "as" and text_at(units, index - 1) in cues.BE:
        return with_subject(units, index, "quoted-as-saying", 0.85, passive=True)
    if verb in ("quotes", "quoted", "cites", "cited", "quoting") and text_at(units, index + 1) != "by":
        speaker = to_the_right(units, index + 1)
        said = (u.text in ("saying", "noting", "stating", "warning") for u in units[index : index + 4 * WIDEST])
        if speaker is not None and any(said):
            return Attribution(speaker, index, 0, "quoted-as-saying", 0.9)
    return None


def _by_agent(units: list[Unit], index: int, verb: str) -> Attribution | None:
    """As in "was announced by NAME"."""
    passive = verb in (
        "announced",
        "confirmed",
        "reported",
        "stated",
        "expressed",
        "voiced",
        "told",
        "revealed",
        "denied",
    )
    if not passive or not any(text_at(units, at) in cues.BE for at in range(max(0, index - 3), index)):
        return None
    speaker = to_the_right(units, index + 2)
    if speaker is None or speaker.kind not in ("person", "organization", "unnamed"):
        return None
    return Attribution(speaker, index, 0, "by-agent", 0.8)
