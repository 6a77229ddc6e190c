"""Quotations that go on, stand alone, or have a gesture beside them instead of a verb of speech."""

import pytest

from tests.parsing.stories import statements_in

PAPER = "Harbour Courier"


def said(text: str) -> list[tuple[str, str]]:
    return [(statement.speaker, statement.kind) for statement in statements_in(text, PAPER)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It will hold," pilot Jan Holm smiled.', [("Jan Holm", "direct")]),
        (
            'Pilot Jan Holm said no. "It will not hold," he continued.',
            [("Jan Holm", "indirect"), ("Jan Holm", "direct")],
        ),
        ('Pilot Jan Holm said no. "It is thin," the pilot sighed.', [("Jan Holm", "indirect"), ("Jan Holm", "direct")]),
        ('Pilot Jan Holm waved his hand: "It was never thick."', [("Jan Holm", "direct")]),
        ('To quote pilot Jan Holm, "the ice is a sheet of paper."', [("Jan Holm", "mixed")]),
        ('As one old pilot put it: "It was never thick."', [("one old pilot", "direct")]),
        # no quotation of anybody's words
        ('"The Thin Ice" closed on Monday.', []),
        ('The bridge opened in June: "Ice Bridge" is its name.', []),
        ("Pilot Jan Holm waved his hand: the ice was thin.", []),
    ],
)
def test_a_gesture_beside_a_quotation(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # left open at the paragraph's end, closed in the next one, which names the speaker
        ('"The ice is thin.\n"It was never thick," pilot Jan Holm said.', ["Jan Holm", "Jan Holm"]),
        (
            'Ole Berg said no.\n"It is thin.\n"It was never thick," pilot Jan Holm said.',
            ["Ole Berg", *["Jan Holm"] * 2],
        ),
        # closed: the next paragraph is somebody else's
        (
            'Ole Berg said no.\n"It is thin."\n"It was never thick," pilot Jan Holm said.',
            [*["Ole Berg"] * 2, "Jan Holm"],
        ),
    ],
)
def test_a_quotation_over_paragraphs(text: str, expected: list[str]) -> None:
    assert [speaker for speaker, _ in said(text)] == expected


def test_each_of_two_speakers_has_a_manner_of_his_own() -> None:
    text = '"It is thin," pilot Jan Holm said, while minister Ole Berg called it "quite a floor."'
    assert said(text) == [("Jan Holm", "direct"), ("Ole Berg", "mixed")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pilot Jan Holm, who met his colleague, Ole Berg, on Monday, said it was thin.", "Jan Holm"),
        ("Pilot Jan Holm himself told reporters it was thin.", "Jan Holm"),
        ("Pilot Jan Holm, according to Evening Lamp, does not object.", "Jan Holm"),
    ],
)
def test_the_subject_before_what_stands_between(text: str, expected: str) -> None:
    assert [speaker for speaker, _ in said(text)] == [expected]
