import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.parsing.stories import organizations_in


def names(text: str, *sources: str) -> list[str]:
    return [organization.name for organization in organizations_in(text, *sources)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Danish Fisheries Ministry agreed.", ["Danish Fisheries Ministry"]),
        ("Latvia’s Transport Ministry agreed.", ["Transport Ministry"]),
        (
            "He studies at the Institute of Tidal Energy and Coastal Policy.",
            ["Institute of Tidal Energy and Coastal Policy"],
        ),
        ("It was bought by Tarn Holdings Plc last year.", ["Tarn Holdings Plc"]),
        ("Orla Fenn, a researcher with the Cork-based Saltmarsh Circle, agreed.", ["Saltmarsh Circle"]),
        ("Northgate analyst Petr Havel agreed.", []),  # one capital at a sentence's start proves nothing
        ("So thinks Quill Lane analyst Petr Havel.", ["Quill Lane"]),
        ("They compete with France’s Brenoux and Italy’s Cavalotto.", ["Brenoux", "Cavalotto"]),
        ("The Finnish government waits.", ["Finnish government"]),
        ("They asked the Tugmasters’ Union.", ["Tugmasters’ Union"]),
        ("Tern Island Ferries, which sails daily, lost money.", ["Tern Island Ferries"]),
        ("NATO and the United Nations met.", ["NATO", "United Nations"]),
        ("The Budget Minister spoke to the Council.", []),
        ("Vera Holm, head of the Ice Physics Department at Umea University, agreed.", ["Umea University"]),
        ("Deputy head of the State Duma (lower house) Energy Committee Oleg Zimin agreed.", ["State Duma"]),
    ],
)
def test_what_is_an_organization(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_an_abbreviation_belongs_to_the_name_it_was_defined_for() -> None:
    text = "The Baltic Salvage Agency (BSA) met. The BSA adjourned."
    (agency,) = organizations_in(text)
    assert (agency.name, agency.short) == ("Baltic Salvage Agency", "BSA")
    assert [text[s.start : s.end] for s in agency.spans] == ["Baltic Salvage Agency", "BSA"]


def test_a_shorter_name_is_the_same_organization() -> None:
    assert names("The Dutch Finance Ministry waits. The Finance Ministry knows why.") == ["Dutch Finance Ministry"]


def test_two_countries_have_two_ministries() -> None:
    text = "The Dutch Finance Ministry waits. Belgium’s Finance Ministry does not."
    assert names(text) == ["Dutch Finance Ministry", "Finance Ministry"]


def test_a_cited_foreign_paper_counts_and_the_own_one_does_not() -> None:
    assert names("Harbour Courier writes so, citing Der Spiegel.", "Harbour Courier") == ["Der Spiegel"]


@given(st.text(alphabet="The Bank of X’s (Group) and\n.", max_size=80))
def test_spans_lie_inside_and_are_ordered(text: str) -> None:
    for organization in organizations_in(text):
        assert list(organization.spans) == sorted(set(organization.spans))
        assert all(text[s.start : s.end].strip() for s in organization.spans)
        assert 0 < organization.confidence <= 1
        assert organization.rule
