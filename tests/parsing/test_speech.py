import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.parsing.stories import statements_in

PAPER = "Harbour Courier"


def said(text: str, *sources: str) -> list[tuple[str, str, str | None]]:
    return [(s.speaker, s.kind, s.via) for s in statements_in(text, *(sources or (PAPER,)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # role before the name, and after it
        ("The ice is thin, pilot Jan Holm told Harbour Courier.", [("Jan Holm", "indirect", PAPER)]),
        ("The ice is thin, Jan Holm, chief pilot at Umea Port, told the paper.", [("Jan Holm", "indirect", PAPER)]),
        ("Umea Port Director Vera Lind said the ice was thin.", [("Vera Lind", "indirect", None)]),
        ("Pilot Jan Holm of the Ice Agency expects a thaw.", [("Jan Holm", "indirect", None)]),
        # according to
        ("According to pilot Jan Holm, the ice is thin.", [("Jan Holm", "indirect", None)]),
        ("According to Jan Holm, head of the Ice Agency, it is thin.", [("Jan Holm", "indirect", None)]),
        ("According to the latest figures, the ice is thin.", []),
        # inverted
        ("The ice is thin, said Jan Holm, a pilot.", [("Jan Holm", "indirect", None)]),
        ('"The ice is thin," believes pilot Jan Holm, who heads the Ice Agency.', [("Jan Holm", "direct", None)]),
        ("Commission spokesman, Jan Holm, said the ice was thin.", [("Jan Holm", "indirect", None)]),
        # second hand
        ("Jan Holm, a pilot cited by Harbour Courier, said it was thin.", [("Jan Holm", "indirect", PAPER)]),
        ("Harbour Courier quotes pilot Jan Holm as saying that it is thin.", [("Jan Holm", "indirect", PAPER)]),
        ("The ice is thin, pilot Jan Holm said, Evening Lamp reports.", [("Jan Holm", "indirect", "Evening Lamp")]),
        # unnamed
        (
            "The ice is thin, a source close to the port told Harbour Courier.",
            [("source close to the port", "indirect", PAPER)],
        ),
        ("Two sources in the port told the newspaper that it was.", [("Two sources in the port", "indirect", PAPER)]),
        (
            "Experts interviewed by Harbour Courier believe it is.",
            [("Experts interviewed by Harbour Courier", "indirect", PAPER)],
        ),
        ("Harbour Courier’s sources in Umea claim it is.", [("Harbour Courier's sources in Umea", "indirect", PAPER)]),
        # newspapers and organizations
        ("The ice is thin, Harbour Courier writes.", [(PAPER, "indirect", PAPER)]),
        ("Ice is thin. The newspaper notes that it was thick.", [(PAPER, "indirect", PAPER)]),
        ("The Danish Fisheries Ministry said it was thin.", [("Danish Fisheries Ministry", "indirect", None)]),
        # destinations that are no newspaper
        ("The ice is thin, pilot Jan Holm told a meeting.", [("Jan Holm", "indirect", None)]),
        ("In an interview with Harbour Courier, pilot Jan Holm said it was.", [("Jan Holm", "indirect", PAPER)]),
        # stances and views
        ("Pilot Jan Holm is certain that it is thin.", [("Jan Holm", "indirect", None)]),
        ("Pilot Jan Holm does not share this optimism.", [("Jan Holm", "indirect", None)]),
        ("Dr. Mina Sethi of the Ice Agency is of the same opinion.", [("Mina Sethi", "indirect", None)]),
        # kinds
        ('Pilot Jan Holm called the ice "a sheet of paper."', [("Jan Holm", "mixed", None)]),
        ('Pilot Jan Holm said: "The ice is a sheet of paper."', [("Jan Holm", "direct", None)]),
        ('"The ice is thin as paper" is how pilot Jan Holm put it.', [("Jan Holm", "direct", None)]),
        # verbs that are parted, relative clauses, headlines
        ("Pilot Jan Holm brushed those fears aside.", [("Jan Holm", "indirect", None)]),
        ("Pilot Jan Holm hinted at a thaw.", [("Jan Holm", "indirect", None)]),
        ("By pilot Jan Holm’s calculation, the ice is thin.", [("Jan Holm", "indirect", None)]),
        (
            "They sail without the Ice Agency, which accuses pilot Jan Holm of sloth.",
            [("Ice Agency", "indirect", None)],
        ),
        ('Pilot Jan Holm, is quoted by the newspaper as calling it "thin".', [("Jan Holm", "mixed", PAPER)]),
        ("They carry a complaint by the Ice Agency that it is thin.", [("Ice Agency", "indirect", None)]),
        ("Ice is still too thin – pilot Jan Holm", [("Jan Holm", "indirect", None)]),
        ("No thaw before Easter: pilot Jan Holm", [("Jan Holm", "indirect", None)]),
        ('Sail early, pilot Jan Holm advises all crews: "It is thin there."', [("Jan Holm", "mixed", None)]),
        ('"Who else would sail on it?" Pilot Jan Holm said in Umea.', [("Jan Holm", "direct", None)]),
        ("Another source is less sure: the ice, he says, is thin.", [("Another source", "indirect", PAPER)]),
        # no statement
        ("Denmark elevated its relations with Chile.", []),
        ("The reports were published on Monday.", []),
        ("Pilot Jan Holm visited Umea.", []),
    ],
)
def test_one_sentence_of_each_pattern(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert said(text) == expected


FIRST = "The ice is thin, pilot Vera Lind told Harbour Courier."


@pytest.mark.parametrize(
    ("follow_up", "expected"),
    [
        (' "It creaks," she noted.', ("Vera Lind", "direct", PAPER)),
        (" According to her, it creaks.", ("Vera Lind", "indirect", PAPER)),
        (" In her opinion, it creaks.", ("Vera Lind", "indirect", PAPER)),
        (" Lind added that it creaks.", ("Vera Lind", "indirect", PAPER)),
        (" The pilot stressed that it creaks.", ("Vera Lind", "indirect", PAPER)),
        (' "It creaks, and it will break."', ("Vera Lind", "direct", PAPER)),
        ('\n"It creaks," she noted.', ("Vera Lind", "direct", None)),
        ("\nLind explains that it creaks.", ("Vera Lind", "indirect", None)),
        ("\nThe expert said it creaks.", ("Vera Lind", "indirect", None)),
        (" She told a meeting that it creaks.", ("Vera Lind", "indirect", None)),
    ],
)
def test_follow_up_sentences(follow_up: str, expected: tuple[str, str, str | None]) -> None:
    assert said(FIRST + follow_up) == [("Vera Lind", "indirect", PAPER), expected]


def test_a_quotation_of_several_sentences_is_one_statement_its_first() -> None:
    text = '"The ice creaks. It will not last. Go home," pilot Vera Lind told Harbour Courier.'
    (statement,) = statements_in(text, PAPER)
    assert text[statement.span.start : statement.span.end] == '"The ice creaks.'
    assert (statement.speaker, statement.kind, statement.via) == ("Vera Lind", "direct", PAPER)


def test_a_quotation_that_reopens_is_a_second_statement() -> None:
    text = '"The ice creaks," pilot Vera Lind said. "It will not last."'
    assert said(text) == [("Vera Lind", "direct", None)] * 2


def test_two_speakers_in_one_sentence() -> None:
    text = "Pilot Vera Lind said it would hold, while skipper Jan Holm argued that it would not."
    assert said(text) == [("Vera Lind", "indirect", None), ("Jan Holm", "indirect", None)]


def test_pronouns_agree_in_gender_across_other_people() -> None:
    text = "Pilot Vera Lind said it creaks. Skipper Jan Holm said it holds. She warned that it would not."
    assert [s for s, _, _ in said(text)] == ["Vera Lind", "Jan Holm", "Vera Lind"]


def test_the_paper_that_opens_an_item_was_told_nothing() -> None:
    assert said("The Harbour Courier says the ice is thin.") == [(PAPER, "indirect", None)]


def test_every_statement_says_how_sure_it_is_and_why() -> None:
    (statement,) = statements_in(FIRST, PAPER)
    assert (statement.speaker_is, statement.rule, statement.confidence) == ("person", "speech-verb", 0.92)


@given(st.text(alphabet='Vera Lind said, "it." He told the paper\n”“', max_size=120))
def test_any_text_gives_ordered_sentences_inside_it(text: str) -> None:
    found = statements_in(text, PAPER)
    assert list(found) == sorted(found, key=lambda s: s.span)
    assert all(text[s.span.start : s.span.end].strip() == text[s.span.start : s.span.end] != "" for s in found)
