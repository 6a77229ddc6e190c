"""Who is said to speak in one sentence, class by class: several invented variants and what must not fire."""

import pytest

from tests.parsing.stories import statements_in

PAPER = "Harbour Courier"


def speakers(text: str) -> list[str]:
    return [statement.speaker for statement in statements_in(text, PAPER)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Danish Fisheries Ministry, for its part, said the ice was thin.", ["Danish Fisheries Ministry"]),
        ("The Danish Fisheries Ministry, by contrast, welcomed the thaw.", ["Danish Fisheries Ministry"]),
        ("Jan Holm, on the other hand, insists that the ice will hold.", ["Jan Holm"]),
        ("Jan Holm, head of the Ice Agency, in turn, warned of a thaw.", ["Jan Holm"]),
        ("Coastal Security, unlike the pilots, believes the ice is thin.", ["Coastal Security"]),
        ("Pilot Jan Holm, speaking in Umea, said the ice was thin.", ["Jan Holm"]),
        ("The line, by contrast, is short.", []),
    ],
)
def test_an_aside_between_speaker_and_verb(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pilot Jan Holm has no faith in the thaw.", ["Jan Holm"]),
        ("Pilot Jan Holm has serious doubts about the thaw.", ["Jan Holm"]),
        ("The pilot Vera Lind holds the opposite view.", ["Vera Lind"]),
        ("Vera Lind, a pilot, takes the view that it is thin.", ["Vera Lind"]),
        ("Pilot Vera Lind is in no doubt that it is thin.", ["Vera Lind"]),
        ("Pilot Vera Lind is disappointed by the thaw.", ["Vera Lind"]),
        ("Harbour Courier is pleased that the ice is thin.", [PAPER]),
        ("In the words of pilot Vera Lind, the ice is thin.", ["Vera Lind"]),
        ("In the opinion of the Danish Fisheries Ministry, it is thin.", ["Danish Fisheries Ministry"]),
        ("Pilot Vera Lind has a house with a view of the ice.", []),
        ("The house takes the sun from the street.", []),
        ("In the view from the bridge, the ice was blue.", []),
    ],
)
def test_a_view_without_a_verb_of_speech(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('With pilot Jan Holm calling the ice "a joke," the port closed.', ["Jan Holm"]),
        ("The port closed, with the Danish Fisheries Ministry warning of worse.", ["Danish Fisheries Ministry"]),
        ("Harbour Courier has pilot Jan Holm promising that it will hold.", ["Jan Holm"]),
        ("Harbour Courier quotes pilot Jan Holm warning that it is thin.", ["Jan Holm"]),
        ("Pilot Jan Holm came with a dog called Calling.", []),
        ("Harbour Courier has a new editor.", []),
    ],
)
def test_words_given_in_a_participle(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It is thin," counters Jan Holm, a pilot.', ["Jan Holm"]),
        ('"It is thin," sums up pilot Jan Holm.', ["Jan Holm"]),
        ("It is thin, believe analysts at the Ice Agency.", ["analysts at the Ice Agency"]),
        ("It is thin when the wind turns says Jan Holm, a pilot.", ["Jan Holm"]),
        ("Pilot Jan Holm is quoted as saying that it is thin.", ["Jan Holm"]),
        ('"It is thin," the newspaper quoted pilot Jan Holm as saying.', ["Jan Holm"]),
        ("The Ice Agency expects a thaw, its head Vera Lind said.", ["Vera Lind"]),
        ("His doubts are shared by pilot Vera Lind.", ["Vera Lind"]),
        ("Two of the six largest pilots told Harbour Courier it was thin.", ["Two of the six largest pilots"]),
        ("Pilot Jan Holm: No thaw before Easter.", ["Jan Holm"]),
        ('"It is thin," said a therapist from Esbjerg.', ["therapist from Esbjerg"]),
        ("The trade union of ice pilots told Harbour Courier it was thin.", ["trade union of ice pilots"]),
        ("Icewave’s press service told the newspaper it was thin.", ["Icewave"]),
        ("The ice is thin, Harbour Courier found.", [PAPER]),
        ("Harbour Courier found a ring under the ice.", []),
        # days, auxiliaries and adverbs before the verb
        ("Pilot Jan Holm on Tuesday sharply criticized the thaw.", ["Jan Holm"]),
        ("Pilot Jan Holm late last week warned of a thaw.", ["Jan Holm"]),
        ("Pilot Jan Holm would only say that it was thin.", ["Jan Holm"]),
        ("The ice is thin, the daily writes.", [PAPER]),
        # newspapers in quotation marks, a share's ticker after a name
        ("“Harbour Courier” thinks that the ice is thin.", [PAPER]),
        ("The ice is thin, “Harbour Courier” reported on 26 October.", [PAPER]),
        ("The ice is thin, writes “Harbour Courier”.", [PAPER]),
        ("Tarn Holdings Plc TRN.L, the salt maker, warned of a thaw.", ["Tarn Holdings Plc"]),
        # questions, two places, requests
        ('"Who pays for it?" asked a driver at the port.', ["driver at the port"]),
        (
            "It is thin, sources in the ports of Umea and Oslo told Harbour Courier.",
            ["sources in the ports of Umea and Oslo"],
        ),
        ("Denmark’s transport ministry has asked the pilots to wait.", ["transport ministry"]),
        ("Harbour Courier quotes an old pilot calling it a floor.", ["old pilot"]),
        ("The news added four dollars to the price.", []),
        ("Tarn Holdings Plc has agreed to buy the ice.", []),
        ("Pilot Jan Holm declined to comment.", []),
        ("Pilot Jan Holm has not commented on the thaw.", []),
        ("Pilot Jan Holm said nothing.", []),
        ("The road was shared by two towns.", []),
        ("The pilots will object.", []),
        ("The result: a thaw before Easter.", []),
    ],
)
def test_verbs_of_speech_and_their_order(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected
