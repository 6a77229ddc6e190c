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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # by what stands beside them
        ("Partner at the Tri Reki consultancy Vasilisa Holm agreed.", ["Tri Reki"]),
        ("It belongs to the Belaya Gora company.", ["Belaya Gora"]),
        ("They rent from Umea-based Quillon.", ["Quillon"]),
        ("The ship was built by Volskaya Verf, a Latvian shipyard.", ["Volskaya Verf"]),
        ("The press service of Tarn Rotor declined.", ["Tarn Rotor"]),
        ("Shipbuilder Hanbada waits.", ["Hanbada"]),
        # told by their first word
        ("Loans from Caixa Umbria and Banco del Faro fell.", ["Caixa Umbria", "Banco del Faro"]),
        ("A spokesperson for Transport Malta waits.", ["Transport Malta"]),
        ("Talks with the Ministry of Economy, Trade and Industry ended.", ["Ministry of Economy, Trade and Industry"]),
        ("Members of the Umea Regional Duma met.", ["Umea Regional Duma"]),
        ("Nurses sued NHS Employers.", ["NHS Employers"]),
        ("A founder of the Aptechka24 service waits.", ["Aptechka24"]),
        # an abbreviation that the story explains is no other body's
        ("The Harbour Services Executive (HSE) waits. The HSE is slow.", ["Harbour Services Executive"]),
        ("On Monday the Harbour Services Executive (HSE) met. The HSE is slow.", ["Harbour Services Executive"]),
        (
            "The Tarn Association of Rail Builders (Tarfer) waits. Tarfer is slow.",
            ["Tarn Association of Rail Builders"],
        ),
        # none: a county, an athlete, a portfolio, what an article is called
        ("A grower from Kandiyohi County waits.", []),
        ("She lost the final to Mongolia’s Batbayar Oyunts.", []),
        ("Deputy Minister of Works Juma Kipozi waits.", []),
        ('An article headlined "Judge Sees No Piano" waits.', []),
    ],
)
def test_names_that_nothing_in_them_tells(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_cited_weekly_is_a_medium() -> None:
    text = "Prices rose, Harbour Courier notes, citing the trade weekly Brindle Roof."
    assert names(text, "Harbour Courier") == ["Brindle Roof"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vera Holm of the Hydrology Laboratory at the Tarn Polytechnic agreed.", ["Tarn Polytechnic"]),
        ("He runs the Polar Law Program at the Umea Ocean Institute.", ["Umea Ocean Institute"]),
        ("Head of the Department of Party History, Institute of Coasts, Vera Holm agreed.", ["Institute of Coasts"]),
        ("He leads the Center for Tides at the Institute of Marine Physics.", ["Institute of Marine Physics"]),
        ("He leads the Center for Tides at Umea University.", ["Center for Tides", "Umea University"]),
        ("Chairman of the Federation Council’s Committee on Ports Oleg Zimin agreed.", ["Federation Council"]),
        ("She joined the Institute of Tides of the Russian Academy of Sciences.",
         ["Institute of Tides of the Russian Academy of Sciences"]),
    ],
)  # fmt: skip
def test_of_a_unit_only_the_whole_counts(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Both the Latvian Fishermen’s Union and the Greek Women's Council wrote.",
         ["Latvian Fishermen’s Union", "Greek Women's Council"]),
        ("The Prosecutor General's Office is silent.", ["Prosecutor General's Office"]),
        ("It bought Holm & Fenn Plc.", ["Holm & Fenn Plc"]),
        ("He met the Ministry of Finance and Tarnovo later.", ["Ministry of Finance"]),
        ("He met the Ministry of Agriculture and Irrigation.", ["Ministry of Agriculture and Irrigation"]),
        ("The Union of Millers in Peru (UMP) met.", ["Union of Millers in Peru"]),
        ("Much was learned from Tajik Railways and Polish Energy Holding.",
         ["Tajik Railways", "Polish Energy Holding"]),
        ("They live in Ho Chi Minh City.", []),
        ("The Treasury sells Treasury bills.", ["Treasury"]),
    ],
)  # fmt: skip
def test_the_ends_of_an_institutions_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” Tarnolit CEO Petr Havel replied.", ["Tarnolit"]),
        ("Caspian Freight Vice President Orla Fenn agreed.", ["Caspian Freight"]),
        ("Deputy Foreign Minister Orla Fenn agreed.", []),
        ("Kaluga Region Governor Petr Havel agreed.", []),
        ("They buy from Chile’s Monteverde Quarries and Korea’s rivals.", ["Monteverde Quarries"]),
        ("It was Chile’s Longacre that sold it.", ["Longacre"]),
        ("That is Chile’s Longacre missile.", []),
        ("They met Latvia’s Andris Ozols on Victory Day.", []),
        ("It was Latvia’s Victory Day.", []),
        ("The paper reports it, citing Nordlys Avis, and is silent.", ["Nordlys Avis"]),
        ("The paper reports it, citing Petr Havel, and is silent.", []),
        ("She is a partner at the Brenner & Holm law firm.", ["Brenner & Holm"]),
        ("Opposition party Morgenrot left.", ["Morgenrot"]),
    ],
)
def test_what_stands_beside_tells_an_organization(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Both Sevtarneft and Volgastroyinvest closed.", ["Sevtarneft", "Volgastroyinvest"]),
        ("The grain went to TarnGrain yesterday.", ["TarnGrain"]),
        ("Guards of the QRTV left.", ["QRTV"]),
        ("The GDP and the CEO fell with the UAV.", []),
        ("Ian McAllister and Moravia and DiMarco remain.", []),
        ("It bought tickers, such as QRT.L shares.", []),
        ("Ports will close.\nKVS", []),
    ],
)
def test_the_form_of_a_word_tells_an_organization(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru's transport ministry asked the customs service.", ["transport ministry", "customs service"]),
        ("The Peruvian government has refused.", ["Peruvian government"]),
        ("Peruvian government debt fell.", []),
        ("The Danish army left.", ["Danish army"]),
        ("He left the ministry, the service and the army.", []),
    ],
)
def test_state_bodies_in_small_letters(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They spoke of the Belt and Road Initiative and the Green Deal.",
        "Two Boeing 737 and an old Sukhoi Su-30 landed.",
        "It shot down Iran's Shahed UAVs.",
    ],
)
def test_what_is_no_organization(text: str) -> None:
    assert names(text) == []


def test_two_ministers_are_no_organization() -> None:
    assert names("Prime Minister Petr Havel and Defense Minister Orla Fenn met.") == []


def test_a_platform_that_somebody_writes_on_is_not_meant() -> None:
    assert names("He wrote on Facebook and on his Telegram channel.") == []
    assert names("Yesterday Facebook lost its appeal.") == ["Facebook"]


def test_a_companys_first_word_is_the_same_company() -> None:
    text = "Norway's Kardal Shipyards is late. Kardal CEO Petr Havel apologized. Kardal will pay."
    (kardal,) = organizations_in(text)
    assert kardal.name == "Kardal Shipyards"
    assert [text[s.start : s.end] for s in kardal.spans] == ["Kardal Shipyards", "Kardal", "Kardal"]


def test_initials_that_nobody_defined_are_the_same_organization() -> None:
    assert names("The Baltic Salvage Agency met. The BSA adjourned.") == ["Baltic Salvage Agency"]


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
