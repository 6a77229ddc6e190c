"""A name that is new and much like known ones: which of them is meant, or is it new? Nothing is lost by asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from archive.desk.naming import LikelyKnown
from archive.desk.questions import Answer

_FIELDS = ("other", "name", "organization", "via")  # of the desk's forms: those in which a name is typed
_OURS = ("csrfmiddlewaretoken", "likely_field", "meant")


@dataclass(frozen=True, slots=True)
class Likely:
    """The question. `field` is where the name was typed, `sent` everything that the form held, to be sent again."""

    typed: str
    field: str
    answers: list[Answer]
    sent: list[tuple[str, str]]


def likely_of(problem: LikelyKnown, sent: QueryDict) -> Likely:
    """The question that a new name raises; its last answer is that it is new."""
    answers = [
        Answer(candidate.of.slug, candidate.of.name, candidate.told, key=str(number))
        for number, candidate in enumerate(problem.candidates, start=1)
    ]
    field = next((name for name in _FIELDS if sent.get(name, "").strip() == problem.typed), "name")
    rest = [(name, value) for name, values in sent.lists() if name not in _OURS for value in values]
    return Likely(problem.typed, field, answers, rest)


def meant(sent: Any) -> Any:
    """A form's fields with the answer to such a question put in: the known one's address, or that the name is new."""
    field, answer = sent.get("likely_field", ""), sent.get("meant")
    if field not in _FIELDS or answer is None:
        return sent
    put_in = sent.copy()
    if answer:
        put_in[field] = answer
    else:
        put_in.appendlist("new", sent.get(field, "").strip())
    return put_in
