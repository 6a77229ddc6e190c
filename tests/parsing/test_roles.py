"""Roles and affiliations: each class of wording with several invented sentences, and where it must not be read so."""

import pytest

from archive.parsing.people import find_people
from archive.parsing.shapes import Known
from tests.parsing.stories import organizations_in, people_in, story_of

Seen = list[tuple[str, list[tuple[str, str | None]]]]


def seen(text: str, *sources: str) -> Seen:
    return [(p.name, [(r.text, r.organization) for r in p.roles]) for p in people_in(text, *sources)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A name that nobody knows, after an office without an article
        ("Director of Sevmorgruz Anzor Tlebzu said no.", [("Anzor Tlebzu", [("Director", "Sevmorgruz")])]),
        ("Head of Tern Railways Ubbo Hinkel agreed.", [("Ubbo Hinkel", [("Head", "Tern Railways")])]),
        ("CEO of Lumenta Khalid al-Basri agreed.", [("Khalid al-Basri", [("CEO", "Lumenta")])]),
        ("The envoy in Bamako Oumou Traore-Lind left.", [("Oumou Traore-Lind", [("envoy in Bamako", None)])]),
        ("President of Malta Duminku Vella-Rizz spoke.", [("Duminku Vella-Rizz", [("President of Malta", None)])]),
        # The kind of the organization before its name
        (
            "Partner at the Tallinn-based law firm Kivi Legal Maarja Oja agreed.",
            [("Maarja Oja", [("Partner", "Kivi Legal")])],
        ),
        (
            "Lena Brandt, director of the consultancy Silver Weir, agreed.",
            [("Lena Brandt", [("director", "Silver Weir")])],
        ),
        ("Founder of the telegram channel Dry Dock Ivan Sorin agreed.", [("Ivan Sorin", [("Founder", "Dry Dock")])]),
        # A part of an organization before its name
        (
            "Head of the Chile desk at the Centre for Tidal Studies Ivan Sorin agreed.",
            [("Ivan Sorin", [("Head", "Chile desk at the Centre for Tidal Studies")])],
        ),
        (
            "Lena Brandt, who heads the Finnish studies department at Umea University, agreed.",
            [("Lena Brandt", [("head", "Finnish studies department at Umea University")])],
        ),
        # An office that serves another
        (
            "The chief of staff of the Latvian president, Lena Brandt, left.",
            [("Lena Brandt", [("chief of staff of the Latvian president", None)])],
        ),
        (
            "Aide to the Polish president Ivan Sorin agreed.",
            [("Ivan Sorin", [("Aide to the Polish president", None)])],
        ),
        # Two roles, and more
        (
            "Historian, editor of the Undertow magazine, Colonel (Ret.) Ivan Sorin, agreed.",
            [("Ivan Sorin", [("Colonel (Ret.)", None), ("editor", "Undertow"), ("Historian", None)])],
        ),
        (
            "The skipper Lena Brandt, a former envoy who now chairs the Lamp Foundation, agreed.",
            [("Lena Brandt", [("skipper", None), ("former envoy", None), ("chair", "Lamp Foundation")])],
        ),
        (
            "Lena Brandt, who once served as ambassador to Peru and now lectures at Umea University, agreed.",
            [("Lena Brandt", [("ambassador to Peru", None), ("lecturer", "Umea University")])],
        ),
        (
            "Lena Brandt, a former adviser to the Czech defense minister now with the Lamp Foundation, agreed.",
            [("Lena Brandt", [("former adviser to the Czech defense minister", "Lamp Foundation")])],
        ),
        (
            "They met the leaders Ivan Sorin and Lena Brandt.",
            [("Ivan Sorin", [("leader", None)]), ("Lena Brandt", [("leader", None)])],
        ),
        # What comes between is no office: a verb, a preposition, another noun's article
        ("President of Malta hosted Ivan Sorin.", [("Ivan Sorin", [])]),
        ("The chairman of the Peat Council spoke with Ivan Sorin.", [("Ivan Sorin", [])]),
        ("Ivan Sorin, the 43-year-old skipper of a barge, agreed.", [("Ivan Sorin", [("skipper of a barge", None)])]),
        ("King Ivo met General Otto Quist.", [("Ivo", [("King", None)]), ("Otto Quist", [("General", None)])]),
        ("Vollmer’s successor, Ivan Sorin, agreed.", [("Ivan Sorin", [("successor", None)])]),
        # No role of its own
        ("Lamp Foundation’s Lena Brandt agreed.", [("Lena Brandt", [("", "Lamp Foundation")])]),
        ("Lena Brandt (Lamp Foundation) agreed.", [("Lena Brandt", [("", "Lamp Foundation")])]),
        ("Lena Brandt, of the Lamp Foundation, agreed.", [("Lena Brandt", [("", "Lamp Foundation")])]),
        # Adjectives that begin a sentence are no organization, an investment house is
        ("Retired Colonel Ivan Sorin agreed.", [("Ivan Sorin", [("Retired Colonel", None)])]),
        ("Activist investor Ivan Sorin agreed.", [("Ivan Sorin", [("Activist investor", None)])]),
        ("TV chef Lena Brandt agreed.", [("Lena Brandt", [("TV chef", None)])]),
        ("Finobrok analyst Lena Brandt agreed.", [("Lena Brandt", [("analyst", "Finobrok")])]),
        ("Finobrok chief executive Lena Brandt agreed.", [("Lena Brandt", [("chief executive", "Finobrok")])]),
        ("They met UN envoy for Chad Lena Brandt.", [("Lena Brandt", [("envoy for Chad", "UN")])]),
        ("The expert, Lena Brandt of the Lamp Foundation, agreed.", [("Lena Brandt", [("expert", "Lamp Foundation")])]),
        ("Currency analyst Lena Brandt agreed.", [("Lena Brandt", [("Currency analyst", None)])]),
        ("Zambian army spokesman Ivan Sorin agreed.", [("Ivan Sorin", [("spokesman", "Zambian army")])]),
        ("Tarn Holdings TRNH.L chief Lena Brandt left.", [("Lena Brandt", [("chief", "Tarn Holdings")])]),
    ],
)  # fmt: skip
def test_an_office_and_where_it_is_held(text: str, expected: Seen) -> None:
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("The Federal Peat Agency (FPA) agreed. FPA head Lena Brandt smiled.", "Federal Peat Agency"),
        ("The Federal Peat Agency has agreed. Chairwoman Lena Brandt smiled.", "Federal Peat Agency"),
        ("It was bad luck, the Peat Authority finds. Chief investigator Lena Brandt smiled.", "Peat Authority"),
        ("The owner, Tarn Holdings, sold. Lena Brandt, head of ports at the company’s seat, smiled.", "Tarn Holdings"),
        ("Tarn Motor Co said Chief Financial Officer Lena Brandt would retire.", "Tarn Motor Co"),
        ("The Zambian Diet’s Peat Committee met. Committee head Lena Brandt smiled.", "Zambian Diet’s Peat Committee"),
        ("The peat committee met. Committee Chairman Lena Brandt smiled.", "peat committee"),
        ("The Peat Council has elected the diver Lena Brandt as its secretary.", "Peat Council"),
        ("Lena Brandt, dispatcher of the Zambian grid company, smiled.", "Zambian grid company"),
    ],
)  # fmt: skip
def test_an_affiliation_that_the_role_only_points_at(text: str, organization: str) -> None:
    (brandt,) = people_in(text)
    assert [r.organization for r in brandt.roles if r.organization] == [organization]


def test_a_columnist_writes_in_the_newspaper_that_the_sentence_names() -> None:
    assert seen("In Evening Lamp, columnist Lena Brandt is glad.") == [("Lena Brandt", [("columnist", "Evening Lamp")])]
    assert seen("Columnist Lena Brandt told Evening Lamp so.") == [("Lena Brandt", [("Columnist", None)])]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The court acquitted Tavira, a poet who uses one name.", ["Tavira"]),
        ("The court fined Tavira, a trader of salt.", []),
        ("The mayor, Sydney Vantongeren, agreed.", ["Sydney Vantongeren"]),
        ("Minister Otto Lima Quist agreed.", ["Otto Lima Quist"]),
        ("Jordan and Chad abstained, and Lima agreed.", []),
        ("Sheikh Tamim bin Rashid agreed.", ["Tamim bin Rashid"]),
        # What is called after people, or like them
        ("The Admiral Gorlov frigate and the Queen Sophia carrier sailed.", []),
        ("They met on board the Lena Star.", []),
        ("Boris Sorin Street was closed.", []),
        ("The charity Elder Voice says so.", []),
        ("The invoice trader MarshBridge left, and broker McTavish Orr agreed.", ["McTavish Orr"]),
        ("Shares of Sun Wing Kai & Co rose.", []),
        ("One more Baker Quist compressor stood still.", []),
        ("Hurricane Lena and Typhoon Ivan Sorin came down the Lena River.", []),
        # Particles, numerals, titles with one name
        ("Skipper Pieter van der Holm sailed. Van der Holm returned.", ["Pieter van der Holm"]),
        ("Pilot Ana de los Rios Vella agreed.", ["Ana de los Rios Vella"]),
        ("King Otto and Pope John Paul II agreed.", ["Otto", "John Paul II"]),
        # Authors of articles
        ("1. Lena Brandt et al. article headlined \"Peat\" says so.", []),
        ("2. Ivan Sorin and Lena Brandt interview with diver Otto Quist.", ["Otto Quist"]),
        ("Lena Brandt gave an interview with no end.", ["Lena Brandt"]),
    ],
)  # fmt: skip
def test_who_is_a_person(text: str, names: list[str]) -> None:
    assert [p.name for p in people_in(text)] == names


@pytest.mark.parametrize(
    "text", ["The diver " + "Dr " * 3000 + "Ivan Sorin agreed.", "Ivan Sorin, who " + "heads the Lamp Fund and " * 3000]
)
def test_titles_without_end_are_read(text: str) -> None:
    assert [p.name for p in people_in(text)] == ["Ivan Sorin"]


def test_nobody_works_in_a_person() -> None:
    text = "Minister Otto Quist left. Quist’s office head Lena Brandt stayed."
    assert seen(text) == [("Otto Quist", [("Minister", None)]), ("Lena Brandt", [("office head", None)])]


def test_a_name_that_is_known_beforehand_needs_no_other_evidence() -> None:
    text = "The bridge was Tolu Abra’s idea; Salt Weir and Peat Bank paid for it."
    known = Known(people=frozenset(("Tolu Abra", "Peat Bank")))
    story = story_of(text)
    organizations = organizations_in(text)
    assert find_people(text, story, organizations) == ()
    (abra,) = find_people(text, story, organizations, known)
    assert (abra.name, abra.rule, abra.confidence) == ("Tolu Abra", "known-name", 0.72)
