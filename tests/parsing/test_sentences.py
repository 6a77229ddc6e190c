import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.sentences import split_sentences
from archive.parsing.shapes import Span


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "K. P. S. Nadar came by train.",
        "Dr. Ilse Varga and Gen. Omar Haddad met.",
        "The rate rose by 1.5 percent.",
        "It is a matter for U.S. President Dale Orton.",
        '"Why now?" she asked.',
        "The lawyer of Northwind Inc. said so.",
        "No. 5 was closed.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One came. Two left.", ["One came.", "Two left."]),
        ('He said "no." Nobody moved.', ['He said "no."', "Nobody moved."]),
        ('"First of all." "And then."', ['"First of all."', '"And then."']),
        ("It ended (at last.) The rest slept.", ["It ended (at last.)", "The rest slept."]),
        ("She lives in the U.S. He does not.", ["She lives in the U.S.", "He does not."]),
        ("Really? Yes! Well…  Then go.", ["Really?", "Yes!", "Well…", "Then go."]),
    ],
)
def test_several_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet='Ab. "!?”’)(\n\u00a0U', max_size=80), st.integers(0, 10), st.integers(0, 10))
def test_spans_are_ordered_and_cover_everything_but_white_space(text: str, before: int, after: int) -> None:
    span = Span(min(before, len(text)), max(min(before, len(text)), len(text) - after))
    found = split_sentences(text, span)
    assert "".join("".join(text[s.start : s.end].split()) for s in found) == "".join(
        text[span.start : span.end].split()
    )
    assert list(found) == sorted(found)
    assert all(span.start <= s.start < s.end <= span.end for s in found)
