"""Which newspaper a statement was told to."""

import pytest

from archive.parsing.shapes import Source, Span, Story
from archive.parsing.speech import find_statements
from tests.parsing.stories import KNOWN, people_in, statements_in

PAPER = "Harbour Courier"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Harbour Courier source in Umea claims it is thin.", [PAPER]),
        ("In Evening Lamp, pilot Jan Holm argues that it is thin.", ["Evening Lamp"]),
        ("Writing in Evening Lamp (18.11.), pilot Jan Holm argues that it is thin.", ["Evening Lamp"]),
        ("The ice is thin, pilot Jan Holm said, Evening Lamp (18.11.) reports.", ["Evening Lamp"]),
        ("Two pilots tell Evening Lamp that it is thin.", ["Evening Lamp"]),
        # "the paper" is the story's again in the next paragraph
        ("It is thin, Evening Lamp writes.\nPilot Jan Holm told the paper it was thick.", [None, PAPER]),
        # a second source need not have told it
        ("A pilot told the newspaper it was thin. Another pilot believes it is thick.", [PAPER, None]),
        ("A pilot told the newspaper it was thin. An official who asked not to be named said no.", [PAPER, None]),
        # a story that names no newspaper was told it by its unnamed source
        ("The ice is thin, a person familiar with the matter said.", [PAPER]),
        ("The ice is thin, a person familiar with the matter told reporters.", [None]),
        # quoted by the story's newspaper
        ("The ice is thin, pilot Jan Holm is quoted as saying.", [PAPER]),
        ('Two pilots told "Northern Lamp" that it was thin.', ["Northern Lamp"]),
        ("The ice is thin, one of the pilots grumbled to the paper.", [PAPER]),
        ("Another interlocutor of the newspaper is certain that it is thin.", [PAPER]),
        ("Pilot Jan Holm told “Harbour Courier,” laughing, that it was thin.", [PAPER]),
        ("Harbour Courier carries an interview with pilot Jan Holm, who complains that it is thin.", [PAPER]),
        ("It is thin, complains pilot Jan Holm, columnist of the portal Evening Lamp.", ["Evening Lamp"]),
        ("In Umea, pilot Jan Holm argues that it is thin.", [None]),
    ],
)
def test_whom_it_was_told(text: str, expected: list[str | None]) -> None:
    assert [statement.via for statement in statements_in(text, PAPER)] == expected


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("The ice is thin, the paper notes.", "newspaper-heading", [PAPER]),
        ("The ice is thin, the paper notes.", "item", [None]),
        ("The ice is thin, pilot Jan Holm says in an interview.", "newspaper-heading", [None]),
        ("The ice is thin, pilot Jan Holm says in an interview.", "item", [PAPER]),
    ],
)
def test_what_a_digest_of_items_tells(text: str, rule: str, expected: list[str | None]) -> None:
    whole = Span(0, len(text))
    source = Source(PAPER, Span(0, 0))
    story = Story(whole, (whole,), sources=(source,), rule=rule)
    found = find_statements(text, story, people_in(text, PAPER), (), (source,), KNOWN)
    assert [statement.via for statement in found] == expected


@pytest.mark.parametrize("named", ["the Anchor", "The Anchor"])
def test_a_short_name_is_the_story_s_own_newspaper(named: str) -> None:
    found = statements_in(f"The ice is thin, pilot Jan Holm told {named}.", "Morning Anchor")
    assert [statement.via for statement in found] == ["Morning Anchor"]
