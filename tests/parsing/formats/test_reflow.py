"""Printed lines -> paragraphs, rule by rule."""

import pytest

from archive.parsing.formats.reflow import Line, paragraphs

FULL = "The harbour authority of the eastern shore has raised its fees once more this"


def page(*texts: str, gaps: tuple[int, ...] = (), indents: tuple[int, ...] = ()) -> list[Line]:
    """Lines 14 points apart; `gaps` come after the lines with those numbers, `indents` are lines set in."""
    lines = []
    y = 800.0
    for number, text in enumerate(texts):
        lines.append(Line(text, 90.0 if number in indents else 72.0, y, 12.0))
        y -= 28 if number in gaps else 14
    return lines


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([page(FULL, "week, it said.")], [f"{FULL} week, it said."]),
        ([page(FULL, FULL, FULL, gaps=(1,))], [f"{FULL} {FULL}", FULL]),
        ([page("Short line.", FULL, FULL)], ["Short line.", f"{FULL} {FULL}"]),
        ([page(FULL, FULL + ".", FULL, indents=(0, 2))], [f"{FULL} {FULL}.", FULL]),
        ([page(FULL, "• " + FULL, "1. " + FULL)], [FULL, "• " + FULL, "1. " + FULL]),
        ([page(FULL), page("week, it said.")], [f"{FULL} week, it said."]),
        ([page(FULL + "."), page(FULL)], [FULL + ".", FULL]),
        ([[Line("A heading in larger letters", 72, 800, 18), *page(FULL)]], ["A heading in larger letters", FULL]),
        ([[]], []),
        ([], []),
    ],
    ids=["join", "gap", "short", "indent", "bullets", "over-pages", "page-end", "size", "blank", "none"],
)
def test_where_paragraphs_end(pages, expected):
    assert paragraphs(pages) == (expected, [])


@pytest.mark.parametrize(
    ("first", "second", "elsewhere", "joined"),
    [
        ("of the nego-", "tiations", "", "negotiations"),
        ("of the well-", "placed", "", "well-placed"),
        ("of the grain-", "laden", "a laden ship of grain", "grain-laden"),
        ("of the grain-", "laden", "the grain-laden ship", "grain-laden"),
        ("of the news-", "paper", "news on paper in a newspaper", "newspaper"),
        ("of the Franco-", "German", "", "Franco-German"),
        ("in the years 2019-", "2021", "", "2019-2021"),
        ("so he said -", "twice", "", "said - twice"),
        ("of the har\u00ad", "bour", "", "harbour"),
    ],
)
def test_words_cut_at_the_end_of_a_line(first, second, elsewhere, joined):
    text = f"{FULL} and the whole {first}"
    found, _ = paragraphs([page(text, f"{second} of them, {elsewhere}")])
    assert found[0].split(" of them")[0].endswith(" " + joined)
    assert len(found) == 1


@pytest.mark.parametrize("number", ["3", "- 3 -", "Page 3 of 12", "3/12", "[3]"])
def test_a_number_alone_at_the_end_of_a_page_is_the_pages(number):
    assert paragraphs([page(FULL, FULL, FULL, number)]) == ([f"{FULL} {FULL} {FULL}"], [])


def test_a_number_in_the_middle_of_a_page_is_text():
    assert paragraphs([page(FULL, FULL, "2024", FULL, FULL)])[0] == [f"{FULL} {FULL} 2024", f"{FULL} {FULL}"]


def test_running_lines_are_left_out_but_kept_where_they_head_the_document():
    texts = [f"week, the {newspaper} writes." for newspaper in ("Courier", "Post", "Herald")]
    pages = [
        page("Press digest, June 24", FULL, text, FULL, text, f"Courier, page {number} of 3", gaps=(0, 2, 4))
        for number, text in enumerate(texts, 1)
    ]
    found = ["Press digest, June 24", *(f"{FULL} {text}" for text in texts for _ in range(2))]
    assert paragraphs(pages) == (found, ["Courier, page #", "Press digest, June 24"])
