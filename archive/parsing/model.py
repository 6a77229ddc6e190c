"""Names that an installed language model takes for people's: an option that the parser does without.

The model is spaCy's official small English one (requirements-nlp.in; docs/operators.md says how to install it). It only
adds evidence for words that already have the shape of a person's name: see people.py, rule "known-name".
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

MODEL = "en_core_web_sm"
# What the model reads in one go, in characters: it keeps some kilobytes for each word in memory.
_PIECE = 20_000
# Only what names need; the rest costs time.
_UNUSED = ["parser", "lemmatizer", "attribute_ruler", "tagger", "senter"]


def is_installed() -> bool:
    """Whether spaCy and its small English model can be imported."""
    return find_spec("spacy") is not None and find_spec(MODEL) is not None


def people_in(text: str) -> frozenset[str]:
    """The names of two words and more that the model takes for people's, as printed, without possessives.

    Empty where no model is installed.
    """
    if not is_installed():
        return frozenset()
    read = _model()
    pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
    names = (_plain(found.text) for piece in pieces for found in read(piece).ents if found.label_ == "PERSON")
    return frozenset(name for name in names if " " in name)


@cache
def _model() -> Callable[[str], Any]:
    model: Callable[[str], Any] = import_module(MODEL).load(exclude=_UNUSED)
    return model


def _plain(name: str) -> str:
    return " ".join(name.split()).removesuffix("'s").removesuffix("’s")
