import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.shapes import Person
from tests.parsing.stories import people_in


def seen(person: Person) -> tuple[str, list[tuple[str, str | None]]]:
    return person.name, [(role.text, role.organization) for role in person.roles]


@pytest.mark.parametrize(
    ("text", "name", "roles"),
    [
        ("So says marine biologist Ansa Lepik.", "Ansa Lepik", [("marine biologist", None)]),
        ("Estonian Culture Minister Ivo Saar resigned.", "Ivo Saar", [("Culture Minister", None)]),
        (
            "Danish Fisheries Ministry Spokeswoman Karen Toft resigned.",
            "Karen Toft",
            [("Spokeswoman", "Danish Fisheries Ministry")],
        ),
        ("Tarn Holdings’s Chief Executive Ove Lund resigned.", "Ove Lund", [("Chief Executive", "Tarn Holdings")]),
        (
            "Head of the Wave Department at the Institute of Tidal Energy Pavel Gorin agreed.",
            "Pavel Gorin",
            [("Head", "Wave Department at the Institute of Tidal Energy")],
        ),
        (
            "Pavel Gorin, head of the tidal section of Russia’s Geographic Society, agreed.",
            "Pavel Gorin",
            [("head of the tidal section", "Geographic Society")],
        ),
        ("Rosa Quint, who heads the Lamp Foundation, agreed.", "Rosa Quint", [("head", "Lamp Foundation")]),
        (
            "Lighthouse expert Rosa Quint, a lecturer at Umea University, agreed.",
            "Rosa Quint",
            [("Lighthouse expert", None), ("lecturer", "Umea University")],
        ),
        ("A spokesman, Tom Ashby, agreed.", "Tom Ashby", [("spokesman", None)]),
        ("Consul-General Rosa Quint said so.", "Rosa Quint", [("Consul-General", None)]),
        ("The poet A.S. Quint said so.", "A.S. Quint", [("poet", None)]),
        ("Nick Park said so.", "Nick Park", []),
        ("Dr. Mina Sethi of the University of Pune agreed.", "Mina Sethi", [("Dr.", "University of Pune")]),
        ("Analyst Mina Sethi of Tarn Holdings agreed.", "Mina Sethi", [("Analyst", "Tarn Holdings")]),
        ("Mina Sethi of Tarn Holdings agreed.", "Mina Sethi", [("", "Tarn Holdings")]),
        (
            "Deputy Chairman of the Norrland Council Committee on Pastoral Law Eino Hakola agreed.",
            "Eino Hakola",
            [("Deputy Chairman", "Norrland Council Committee on Pastoral Law")],
        ),
        ("Lao Ambassador to Chile Bounmy Keo left.", "Bounmy Keo", [("Ambassador to Chile", None)]),
        ("Colonel (retired) Aldo Brizzi laughed.", "Aldo Brizzi", [("Colonel (retired)", None)]),
        ("Rosa Quint was elected president of the Lamp Foundation.", "Rosa Quint", [("president", "Lamp Foundation")]),
        ("coordinator Wayan (he has one name) agreed", "Wayan", [("coordinator", None)]),
        # an organization before the name, a clause after it
        ("Spokesman for the Zelyony Ryad chain Demid Orlin agreed.", "Demid Orlin", [("Spokesman", "Zelyony Ryad")]),
        (
            "President of the Tarn Institute for Reactors Han Seung-woo agreed.",
            "Han Seung-woo",
            [("President", "Tarn Institute for Reactors")],
        ),
        ("Deputy Minister of Works Mwana Juma agreed.", "Mwana Juma", [("Deputy Minister of Works", None)]),
        ("Ambassador-at-Large Taras Gorin agreed.", "Taras Gorin", [("Ambassador-at-Large", None)]),
        ("German Ambassador Ilse von Tann agreed.", "Ilse von Tann", [("Ambassador", None)]),
        ("The generation of [Angolan President] Ana Kiala agreed.", "Ana Kiala", [("President", None)]),
        ("They mourn the appointment of Ana Kiala as governor of Shirak.", "Ana Kiala", [("governor of Shirak", None)]),
        ("Her coach, Serbia’s Milos Pejak, agreed.", "Milos Pejak", [("coach", None)]),
        (
            "Aldo Brizzi, who used to sail and now chairs the Lamp Foundation, agreed.",
            "Aldo Brizzi",
            [("chair", "Lamp Foundation")],
        ),
        (
            "Aldo Brizzi, a retired navy officer now with the Lamp Foundation, agreed.",
            "Aldo Brizzi",
            [("retired navy officer", "Lamp Foundation")],
        ),
        ("They met stranger Salim al-Rashidi there.", "Salim al-Rashidi", []),
        ("Then K. R. Pillai agreed.", "K. R. Pillai", []),
    ],
)
def test_a_name_and_its_roles(text: str, name: str, roles: list[tuple[str, str | None]]) -> None:
    assert [seen(person) for person in people_in(text)] == [(name, roles)]


def test_a_surname_belongs_to_its_bearer_in_the_story() -> None:
    text = "Skipper Vera Holm sailed. Holm’s crew slept.\nLater Holm returned."
    (holm,) = people_in(text)
    assert [text[s.start : s.end] for s in holm.spans] == ["Vera Holm", "Holm", "Holm"]


def test_two_bearers_of_a_surname_stay_two_and_the_surname_alone_is_left_out() -> None:
    text = "Skipper Vera Holm and pilot Jan Holm quarrelled. Holm won."
    assert [(p.name, len(p.spans)) for p in people_in(text)] == [("Vera Holm", 1), ("Jan Holm", 1)]


def test_east_asian_short_forms() -> None:
    text = "Envoy Zhao Peng met Vietnamese Minister Pham Van Loc. Zhao smiled, Loc did not."
    assert [(p.name, [text[s.start : s.end] for s in p.spans]) for p in people_in(text)] == [
        ("Zhao Peng", ["Zhao Peng", "Zhao"]),
        ("Pham Van Loc", ["Pham Van Loc", "Loc"]),
    ]


def test_country_of_a_person() -> None:
    assert [p.country for p in people_in("So says Norwegian pilot Jan Holm.")] == ["NO"]


@pytest.mark.parametrize(
    "text",
    [
        "Sri Lankan ports closed.",
        "Taxi firm inDrive said so.",
        "Hyde Park closed.",
        "The Black Sea is calm.",
        "On Monday Addis Ababa voted.",
    ],
)
def test_no_person(text: str) -> None:
    assert people_in(text) == ()


@given(st.text(alphabet="Vera Holm, J. al-the of\n’s", max_size=80))
def test_spans_lie_inside_and_read_as_a_part_of_the_name(text: str) -> None:
    for person in people_in(text):
        assert list(person.spans) == sorted(set(person.spans))
        assert all(text[s.start : s.end].split()[-1] in person.name for s in person.spans)


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("Tarn Group sails, its captain, Vera Holm, said.", "Tarn Group"),
        ("Tarn Group owes Umea Bank money. Its captain, Vera Holm, left.", "Tarn Group"),
        ("A ferry was built by Tarn Group, a shipyard. The yard’s designer, Vera Holm, left.", "Tarn Group"),
        ("Tarn Group reports losses. Partner Vera Holm left.", "Tarn Group"),
        ("Umea Regional Court ruled. Judge Vera Holm left.", "Umea Regional Court"),
        ("Tarn Group waits. Vera Holm, its Director for Safeguards, left.", "Tarn Group"),
    ],
)
def test_where_an_office_without_organization_is_held(text: str, organization: str) -> None:
    (person,) = people_in(text)
    assert (person.name, [role.organization for role in person.roles]) == ("Vera Holm", [organization])


def test_athletes_who_stand_for_their_countries() -> None:
    text = "Danish wrestler Karen Toft lost the final in Umea to Mongolia’s Batbayar Oyunts."
    assert [person.name for person in people_in(text)] == ["Karen Toft", "Batbayar Oyunts"]
