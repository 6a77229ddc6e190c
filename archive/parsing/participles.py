"""Words given in a participle: "with NAME calling it reckless", "PAPER has NAME promising that …"."""

from __future__ import annotations

from archive.parsing.clauses import Unit
from archive.parsing.noun_phrases import Reference, classify, text_at, to_the_right
from archive.parsing.subjects import Attribution

_FARTHEST = 30
_ENDS = ".;:?!"


def calling(units: list[Unit], index: int) -> Attribution | None:
    """As in "with opposition leader NAME calling it reckless": whom the words after "with" name."""
    begin = next((n for n in range(index - 1, max(-1, index - _FARTHEST), -1) if _stops(units[n])), -1)
    if begin < 0 or units[begin].text.lower() != "with":
        return None
    speaker = classify(units[begin + 1 : index])
    if not _can_speak(speaker):
        return None
    return Attribution(speaker, index, begin, "with-somebody-saying", 0.8) if speaker else None


def has_somebody_saying(units: list[Unit], index: int) -> Attribution | None:
    """As in "PAPER has minister NAME promising that": the newspaper lets somebody speak."""
    if not index or units[index - 1].kind not in ("newspaper", "organization"):
        return None
    speaker = to_the_right(units, index + 1)
    if speaker is None or speaker.kind != "person":
        return None
    at = next((n for n in range(index + 1, min(index + _FARTHEST, len(units))) if units[n].kind == "person"), index)
    saying = text_at(units, at + 1).endswith("ing")
    return Attribution(speaker, index, 0, "with-somebody-saying", 0.75) if saying else None


def _stops(unit: Unit) -> bool:
    """Whether a unit ends the search to the left for "with"."""
    return unit.kind == "quote" or (unit.kind == "mark" and unit.text in _ENDS) or unit.text in ("with", "With")


def _can_speak(speaker: Reference | None) -> bool:
    return speaker is not None and speaker.kind in ("person", "organization", "unnamed", "noun", "body", "newspaper")
