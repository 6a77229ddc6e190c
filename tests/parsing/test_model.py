from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.parsing import model

# A model of the same name and shape as the real one: spaCy's own tokens, and a rule instead of weights.
_SMALL_MODEL = """
import spacy


def load(exclude):
    assert "ner" not in exclude
    pipeline = spacy.blank("en")
    names = [{"LOWER": {"REGEX": "^b.*"}}, {"IS_TITLE": True}]
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([
        {"label": "PERSON", "pattern": names},
        {"label": "PERSON", "pattern": "Solo"},
        {"label": "ORG", "pattern": "Dry Works"},
    ])
    return pipeline
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small model in the place of the real one; skipped where spaCy is not installed."""
    pytest.importorskip("spacy", reason="the optional group nlp is not installed")
    (tmp_path / f"{model.MODEL}.py").write_text(_SMALL_MODEL)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, model.MODEL, raising=False)
    model._model.cache_clear()
    yield
    model._model.cache_clear()


def test_people_of_two_words_and_more_are_named_without_possessives(installed: None) -> None:
    text = "Bela Horn’s barge met Bela\nHorn and Solo at Dry Works."

    assert (model.is_installed(), model.people_in(text)) == (True, {"Bela Horn"})


def test_a_long_text_is_read_in_pieces(installed: None) -> None:
    text = "Bela Horn waits. ".ljust(model._PIECE, "x") + " Boris Lund went."

    assert model.people_in(text) == {"Bela Horn", "Boris Lund"}


def test_without_a_model_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MODEL", "no_such_model")

    assert (model.is_installed(), model.people_in("Bela Horn waits.")) == (False, frozenset())
