from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from archive.parsing.shapes import Span
from exam.annotations import Annotated, read_annotated


def _annotated(text: str, *first_words: str, story: str = "") -> Annotated:
    statements: list[dict[str, Any]] = [{"speaker": "A", "first_words": words} for words in first_words]
    return Annotated("one", text, {"stories": [{"first_words": story, "people": [], "statements": statements}]})


def _sentences(annotated: Annotated) -> list[str]:
    return [annotated.text[span.start : span.end] for _, span in annotated.statements()]


def test_a_statement_is_the_sentence_that_begins_with_its_words() -> None:
    text = "Fares rise. “It’s dear,” Gen. Übel said. He left."

    assert _sentences(_annotated(text, "It's dear, Gen. Ubel")) == ["It’s dear,” Gen. Übel said. "]


def test_statements_are_looked_for_from_the_story_on() -> None:
    text = "Lead. He agreed at once. Story two begins. He agreed at once, too."

    assert _sentences(_annotated(text, "He agreed at once", story="Story two begins")) == ["He agreed at once, too."]


def test_a_sentence_may_end_with_its_line_or_the_text() -> None:
    found = _annotated("One goes on\nTwo goes on", "One goes", "Two goes").statements()

    assert [span for _, span in found] == [Span(0, 12), Span(12, 23)]


def test_words_that_are_not_there_are_left_out() -> None:
    assert _annotated("Nothing of the kind.", "He said so").statements() == []


def test_a_folder_is_read_in_order_with_its_line_ends_as_received(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_bytes(f"{name}\r\n".encode())
        (tmp_path / f"{name}.json").write_text(json.dumps({"stories": [{"people": [name]}]}))

    digests = read_annotated(tmp_path)

    assert [(digest.name, digest.text, digest.people()) for digest in digests] == [
        ("a", "a\r\n", ["a"]),
        ("b", "b\r\n", ["b"]),
    ]
