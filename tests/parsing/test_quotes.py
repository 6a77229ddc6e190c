"""Where a quotation opens and closes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.quotes import find_quotes
from archive.parsing.shapes import Span


def quoted(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in find_quotes(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and "yes, but".', ['"no"', '"yes, but"']),
        ("It was ‘a thin floor’ then.", ["‘a thin floor’"]),
        ("It was ‘a thin floor' then.", ["‘a thin floor'"]),
        ("It was 'a thin floor' then.", ["'a thin floor'"]),
        ("'The floor is thin,' he said.", ["'The floor is thin,'"]),
        ("It's 'a pilot's floor', no?", ["'a pilot's floor'"]),
        # apostrophes and names
        ("The pilots' floor and the divers' roof.", []),
        ("The pilots’ floor and the divers’ roof.", []),
        ("It's thin, isn't it?", []),
        ("The ship ‘Lamp’ sank.", []),
        # double marks are the paragraph's quotations, single ones stand inside them
        ("\"It is 'a thin floor' now.\"", ["\"It is 'a thin floor' now.\""]),
    ],
)
def test_quotations_of_a_paragraph(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@given(st.text(alphabet="ab '’‘\"“”.,\n"))
def test_quotations_are_ordered_and_inside(text: str) -> None:
    quotes = find_quotes(text, Span(0, len(text)))
    edges = [edge for quote in quotes for edge in quote]
    assert edges == sorted(edges)
    assert all(0 <= quote.start < quote.end <= len(text) for quote in quotes)
