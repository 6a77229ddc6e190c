"""Whom a pronoun, a surname or a noun means, across sentences, paragraphs and other speakers."""

import pytest

from tests.parsing.stories import statements_in

PAPER = "Harbour Courier"
HOLM = "The ice is thin, Danish pilot Jan Holm told Harbour Courier. "
LIND = "It is thick, Swedish pilot Vera Lind said. "


def last_speaker(text: str) -> str:
    return statements_in(text, PAPER)[-1].speaker


def readings(text: str) -> tuple[str, str | None]:
    last = statements_in(text, PAPER)[-1]
    return last.speaker, last.other


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a noun that suits anybody belongs to the paragraph's last speaker
        (
            HOLM + '\n"It will do," a retired captain told the paper. "We shall see," the expert added.',
            "retired captain",
        ),
        (HOLM + "\nVera Lind, head of a travel agency, disagrees. It will hold, the expert said.", "Vera Lind"),
        (HOLM + "\nMinister Vera Lind disagrees. It will hold, the trade unionist said.", "Vera Lind"),
        # a noun that only one of them bears is his or hers
        (HOLM + "\nMinister Vera Lind disagrees. It creaks, the pilot said.", "Jan Holm"),
        # the noun's other words
        (HOLM + LIND + "\nIt creaks, the Danish pilot said.", "Jan Holm"),
        (HOLM + LIND + "\nIt creaks, the Swedish pilot said.", "Vera Lind"),
        (
            "Former minister Jan Holm said so. Minister Ole Berg denied it.\nIt creaks, the former minister said.",
            "Jan Holm",
        ),
        # the speaker goes on in the next paragraph
        (HOLM + "\nAccording to Holm, it creaks. The trade unionist added that it sings.", "Jan Holm"),
        # two roles in one, and the one whom the same sentence is about
        (HOLM + "\nSenator Vera Lind disagrees. It will hold, the senator and pilot said.", "Vera Lind"),
        (HOLM + "\nGeneral Ole Berg is cautious: according to the official, it creaks.", "Ole Berg"),
        # nobody fits
        (HOLM + "\nThe head of the divers' union in Esbjerg said it was.", "head of the divers' union in Esbjerg"),
    ],
)
def test_a_definite_noun(text: str, expected: str) -> None:
    assert last_speaker(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the subject of the sentence before
        (HOLM + "\nMinister Ole Berg visited Umea on Monday. He said the ice would hold.", "Ole Berg"),
        (HOLM + "\nHolm's deputy, Ole Berg, visited Umea. He said the ice would hold.", "Ole Berg"),
        # the gender
        (HOLM + LIND + "\nIt will hold, he said.", "Jan Holm"),
        (HOLM + LIND + "\nIt will hold, she said.", "Vera Lind"),
        # whom a passive names, and whom the same sentence began with
        (HOLM + "\nHis view is shared by pilot Vera Lind. She thinks it will hold.", "Vera Lind"),
        (HOLM + "\nWhen minister Ole Berg came to Umea, he said it would hold.", "Ole Berg"),
        # not the one whose words are about somebody else
        (HOLM + "\nMinister Ole Berg is wrong, he said.", "Jan Holm"),
        # the paper that the paragraph begins with
        (
            "Harbour Courier leads with ice. Ice Agency head Jan Holm tells it of a thaw. It adds that it sings.",
            PAPER,
        ),
    ],
)
def test_a_pronoun(text: str, expected: str) -> None:
    assert last_speaker(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a narrated man after a speaker of the same paragraph
        (HOLM + "Minister Ole Berg visited Umea. He said it would hold.", ("Ole Berg", "Jan Holm")),
        # two men who spoke in one sentence
        (
            "It is thin, pilot Jan Holm said, while minister Ole Berg called it a floor. He said it would hold.",
            ("Ole Berg", "Jan Holm"),
        ),
        # a quotation that nobody is named for
        (HOLM + '\nMinister Ole Berg came late. "It will hold, and it has always held."', ("Ole Berg", "Jan Holm")),
        # an expert among two
        (
            "It is thin, Jan Holm, an expert in ice, said.\nMinister Ole Berg said no.\nIt sings, the expert added.",
            ("Jan Holm", "Ole Berg"),
        ),
        # a surname that two people bear
        (
            "Jan Holm told the paper it was thin. Vera Holm told the paper it was thick.\nHolm added that it sang.",
            ("Vera Holm", "Jan Holm"),
        ),
        # one reading only
        (HOLM + "He added that it sang.", ("Jan Holm", None)),
        (HOLM + LIND + "She added that it sang.", ("Vera Lind", None)),
        (HOLM + "\nIt sings, the pilot said.", ("Jan Holm", None)),
        (HOLM + "\nMinister Ole Berg visited Umea. He said it would hold.", ("Ole Berg", None)),
    ],
)
def test_two_readings_are_both_told(text: str, expected: tuple[str, str | None]) -> None:
    assert readings(text) == expected


def test_two_readings_are_doubtful_enough_to_be_asked() -> None:
    found = statements_in(HOLM + "Minister Ole Berg visited Umea. He said it would hold.", PAPER)
    assert [statement.confidence < 0.7 for statement in found] == [False, True]
