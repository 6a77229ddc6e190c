from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Article, FormerSlug, Person, Series, Source, Statement
from archive.site.compare import NAMED
from archive.site.compared import compare_url, read
from archive.site.sides import LISTED
from tests import factories as make

from .reading import links, words
from .reading import read as read_page

pytestmark = pytest.mark.django_db

TEXT = "The queue is short. The rate came down. Forty ships wait. The canal is low."
PEOPLE = "/compare/?of=people&one=marta-velisk&one=henrik-aldane"
COMPARISONS = [
    PEOPLE,
    f"{PEOPLE}&one=selim-arkan",
    "/compare/?of=newspapers&one=the-harbour-gazette&one=capital-ledger",
    "/compare/?of=countries&one=RO&one=TR",
    "/compare/?of=topics&one=shipping&one=grain",
    "/compare/?of=organizations&one=danube-ports-board&one=halden-centre",
]


def add_story(number: int = 1, day: date = date(2026, 11, 17), **fields: object) -> Article:
    """A story in which Marta, Henrik and Selim speak, each to a newspaper and printed with an organization."""
    digest = make.make_digest(f"{TEXT} {number}.", day=day, **fields)
    article = make.make_article(digest, title=f"Story number {number}")
    gazette, ledger = make.make_source(), make.make_source("Capital Ledger")
    make.make_statement(article, "The queue is short.", via=gazette)
    make.make_statement(article, "The rate came down.", person=make.make_person("Henrik Aldane"), via=ledger)
    make.make_statement(article, "Forty ships wait.", person=make.make_person("Selim Arkan"), via=ledger)
    make.make_role(article, "queue", make.make_person(), organization=make.make_organization())
    make.make_role(
        article, "rate", make.make_person("Henrik Aldane"), organization=make.make_organization("Halden Centre")
    )
    make.make_mention(article, "canal", country=make.make_country())
    make.link_topic(article, make.make_topic(), "ships")
    return article


@pytest.fixture
def stories() -> list[Article]:
    """Three stories, September to November; Türkiye and grain in the second only, in the third only Marta speaks."""
    made = [add_story(number, date(2026, 8 + number, 17)) for number in (1, 2)]
    make.make_mention(made[1], "low", country=make.make_country("TR", "Türkiye"))
    make.link_topic(made[1], make.make_topic("Grain"), "rate")
    third = make.make_article(make.make_digest(f"{TEXT} 3.", day=date(2026, 11, 17)), title="Story number 3")
    make.make_statement(third, "The canal is low.", via=make.make_source("Capital Ledger"))
    make.make_mention(third, "canal", country=make.make_country("EG", "Egypt"))
    return [*made, third]


def test_two_people_stand_side_by_side(client: Client, stories: list[Article]) -> None:
    page = read_page(client, PEOPLE)
    assert words(page, "h1") == ["Marta Velisk and Henrik Aldane"]
    assert words(page, ".lede") == ["Together in 2 stories. Both have statements on Shipping and Grain."]
    assert words(page, ".sides-table th[scope=col]") == ["Marta Velisk", "Henrik Aldane"]
    assert words(page, ".sides-table tbody :is(th, td)") == [
        *("Statements", "3", "2"),
        *("Stories", "3", "2"),
        *("Newspapers", "2", "1"),
        *("Countries", "3", "2"),
        *("Topics", "2", "2"),
        *("First statement", "17 Sep 2026", "17 Sep 2026"),
        *("Last statement", "17 Nov 2026", "17 Oct 2026"),
        *("Last printed as", "queue, Danube Ports Board", "rate, Halden Centre"),
    ]


def test_three_newspapers_stand_side_by_side(client: Client, stories: list[Article]) -> None:
    make.link_source(stories[2], make.make_source("Evening Lantern"), "queue")
    address = "/compare/?of=newspapers&one=evening-lantern&one=capital-ledger&one=the-harbour-gazette"
    page = read_page(client, address)
    assert words(page, "h1 .newspaper") == ["Evening Lantern", "Capital Ledger", "The Harbour Gazette"]
    assert words(page, ".lede") == [
        "No story has all three; Evening Lantern and Capital Ledger in 1 story; "
        "Capital Ledger and The Harbour Gazette in 2 stories."
    ]
    assert words(page, ".sides-table tbody tr:first-child td") == ["0", "5", "2"]
    assert words(page, ".compare-form .buttons > *") == ["Compare"]


def test_what_is_shared_and_what_one_has_alone(client: Client, stories: list[Article]) -> None:
    page = read_page(client, PEOPLE)
    assert words(page, ".apart-row h3") == ["Newspapers", "Countries", "Topics"]
    assert words(page, ".apart dt")[:3] == ["Both", "Only Marta Velisk", "Only Henrik Aldane"]
    assert words(page, ".apart dd") == [
        *("Capital Ledger", "The Harbour Gazette", "none"),
        *("Romania, Türkiye", "Egypt", "none"),
        *("Shipping, Grain", "none", "none"),
    ]
    egypt = next(str(url) for url in links(page, ".apart dd a") if "EG" in str(url))
    assert counted(client, egypt) == 1


def test_the_others_of_many_are_behind_their_number(client: Client, stories: list[Article]) -> None:
    for number in range(6):
        make.make_mention(stories[2], "low", country=make.make_country(f"X{number}", f"Country {number}"))
    page = read_page(client, PEOPLE)
    assert words(page, ".some-others summary") == ["and 3 more"]
    assert words(page, ".some-others a") == ["Country 4", "Country 5", "Egypt"]


def test_of_very_many_a_hundred_others_are_listed(client: Client, stories: list[Article]) -> None:
    for number in range(LISTED + NAMED):
        code = chr(65 + number // 26) + chr(65 + number % 26)
        make.make_mention(stories[2], "low", country=make.make_country(code, f"Country {number:03}"))
    page = read_page(client, PEOPLE)
    assert len(page.css(".some-others a")) == LISTED
    assert words(page, ".some-others summary") == [f"and {LISTED} more"]
    assert words(page, ".some-others")[0].endswith("…")
    assert words(page, "#countries details > .note") == ["7 more have fewer statements."]


def counted(client: Client, address: str) -> int:
    """How many statements or stories an address of this site lists."""
    path, _hash, _id = address.partition("#")
    page = read_page(client, path)
    if path.startswith("/search/"):
        return len(page.css(".answer-list > .result"))
    return len(page.css("#statements .statement"))


@pytest.mark.parametrize(
    "address",
    [*COMPARISONS, f"{PEOPLE}&about=RO&after=2026-09-20", f"{COMPARISONS[3]}&about=shipping&before=2026-10-31"],
)
def test_every_number_opens_the_rows_behind_it(client: Client, stories: list[Article], address: str) -> None:
    page = read_page(client, address)
    checked = 0
    numbers = ".sides-table tr:nth-child(-n+2) td a, .band-name a, .columns-table td a, .subject > .note a, .lede a"
    for node in page.css(numbers):
        assert counted(client, str(node.attributes["href"])) == int(node.text().split()[0]), node.html
        checked += 1
    assert checked > 10


def test_every_column_and_mark_is_a_link_with_a_title(client: Client, stories: list[Article]) -> None:
    page = read_page(client, PEOPLE)
    assert links(page, ".bands svg.side-1 a") == [
        f"/people/marta-velisk/?after=2026-{month}-01&before=2026-{month}-{last}#statements"
        for month, last in (("09", 30), ("10", 31), ("11", 30))
    ]
    assert words(page, ".bands svg.side-2 a title") == [
        "Henrik Aldane, September 2026: 1",
        "Henrik Aldane, October 2026: 1",
    ]
    assert words(page, "#sources .share-line a title") == [
        "Capital Ledger, Marta Velisk: 1 of 3 statements, 33%",
        "Capital Ledger, Henrik Aldane: 2 of 2 statements, 100%",
        "The Harbour Gazette, Marta Velisk: 2 of 3 statements, 67%",
    ]
    for url in links(page, ".share-line a"):
        assert counted(client, str(url)) > 0
    assert words(page, ".columns-skip") == []


def test_a_chart_of_more_than_twelve_links_can_be_skipped(client: Client) -> None:
    for month in range(1, 9):
        add_story(month, date(2026, month, 17))
    page = read_page(client, PEOPLE)
    assert links(page, ".bands .columns-skip a") == ["#counted"]
    assert len(page.css("#counted")) == 1


def test_statements_stand_beside_each_other_by_subject(client: Client, stories: list[Article]) -> None:
    page = read_page(client, PEOPLE)
    assert words(page, "#beside, .subject h3") == ["On the same subject", "Shipping"]
    assert words(page, ".subject > .note") == ["Marta Velisk: 2 statements; Henrik Aldane: 2 statements"]
    first = page.css(".subject")[0]
    assert [" ".join(node.text().split()) for node in first.css(".subject-side > .note")] == [
        "Marta Velisk, 17 Oct 2026",
        "Henrik Aldane, 17 Oct 2026",
    ]
    assert [node.text() for node in first.css(".statement-words")] == ["The queue is short.", "The rate came down."]
    assert [" ".join(node.text().split()) for node in first.css(".byline")] == [
        "as queue, to The Harbour Gazette",
        "as rate, to Capital Ledger",
    ]


def test_no_word_of_a_series_of_titles_only_is_shown(client: Client) -> None:
    series = make.make_series("Titles only", rights=Series.Rights.LINK)
    for number in (1, 2):
        add_story(number, date(2026, 8 + number, 17), series=series)
    page = read_page(client, PEOPLE)
    assert words(page, ".subject .statement-words") == ["The words of this series are not shown."] * 2
    assert not any(sentence in page.html for sentence in ("The queue is short", "The rate came down", "Forty ships"))


def test_days_and_a_country_narrow_all_of_it(client: Client, stories: list[Article]) -> None:
    page = read_page(client, f"{PEOPLE}&about=TR&after=2026-10-01")
    assert words(page, ".sides-table tbody tr:nth-child(-n+2) td") == ["1", "1", "1", "1"]
    assert links(page, ".sides-table tbody tr:first-child td a") == [
        "/people/marta-velisk/?country=TR&after=2026-10-01#statements",
        "/people/henrik-aldane/?country=TR&after=2026-10-01#statements",
    ]
    assert links(page, ".lede a") == [
        "/search/?q=person%3Amarta-velisk+person%3Ahenrik-aldane&country=TR&after=2026-10-01"
    ]
    assert words(page, "#compare-about option[selected]") == ["Türkiye"]
    assert [node.attributes["value"] for node in page.css("#compare-after")] == ["2026-10-01"]
    assert page.css("#countries") == []
    assert links(page, ".compare-ways a")[-1] == PEOPLE


def test_a_country_within_another_is_looked_for_in_both(client: Client, stories: list[Article]) -> None:
    page = read_page(client, "/compare/?of=countries&one=RO&one=EG&about=TR")
    assert links(page, ".sides-table tbody tr:nth-child(2) td a") == ["/search/?q=country%3ARO&country=TR"]
    assert words(page, ".sides-table tbody tr:nth-child(2) td") == ["1", "0"]
    assert counted(client, "/search/?q=country%3ARO&country=TR") == 1


def test_nothing_in_these_days_is_said_to_be_nothing(client: Client, stories: list[Article]) -> None:
    page = read_page(client, f"{PEOPLE}&after=2030-01-01")
    assert words(page, ".sides-table tbody tr:nth-child(-n+2) td") == ["0", "0", "0", "0"]
    assert words(page, ".lede") == ["No story has both."]
    assert (page.css(".bands"), page.css(".shares"), page.css(".subject")) == ([], [], [])


@pytest.mark.parametrize(
    ("query", "now"),
    [
        ("of=people&one=Marta+Velisk&one=henrik+ALDANE", PEOPLE),
        ("one=velisk&one=aldane", PEOPLE),
        ("of=people&one=m-velisk&one=henrik-aldane", PEOPLE),
        ("of=people&one=marta-velisk&one=&one=henrik-aldane&about=&after=&before=", PEOPLE),
        ("of=people&one=marta-velisk&one=henrik-aldane&utm=1", PEOPLE),
        ("of=PEOPLE&one=marta-velisk&one=henrik-aldane&about=romania", f"{PEOPLE}&about=RO"),
        (
            "of=people&one=marta-velisk&one=henrik-aldane&about=Grain&after=2026",
            f"{PEOPLE}&about=grain&after=2026-01-01",
        ),
        ("of=people&one=marta-velisk&one=henrik-aldane&before=2026-02", f"{PEOPLE}&before=2026-02-28"),
        (
            "of=newspapers&one=harbour+gazette&one=ledger",
            "/compare/?of=newspapers&one=the-harbour-gazette&one=capital-ledger",
        ),
        ("of=countries&one=ro&one=Türkiye", "/compare/?of=countries&one=RO&one=TR"),
        ("of=topics&one=Shipping", "/compare/?of=topics&one=shipping"),
        ("of=people", "/compare/"),
    ],
)
def test_names_and_former_slugs_lead_to_one_address(
    client: Client, stories: list[Article], query: str, now: str
) -> None:
    FormerSlug.objects.create(kind="person", slug="m-velisk", target=make.make_person().pk)
    response = client.get(f"/compare/?{query}")
    assert (response.status_code, response["Location"]) == (302, now)
    assert client.get(now).status_code == 200


def test_the_order_chosen_is_kept_and_can_be_changed(client: Client, stories: list[Article]) -> None:
    page = read_page(client, f"{PEOPLE}&about=RO")
    assert words(page, ".compare-ways a") == [
        "Swap",
        "Remove Marta Velisk",
        "Remove Henrik Aldane",
        "Any time and subject",
    ]
    assert links(page, ".compare-ways a") == [
        "/compare/?of=people&one=henrik-aldane&one=marta-velisk&about=RO",
        "/compare/?of=people&one=henrik-aldane&about=RO",
        "/compare/?of=people&one=marta-velisk&about=RO",
        PEOPLE,
    ]
    assert words(read_page(client, str(links(page, ".compare-ways a")[0])), "h1") == ["Henrik Aldane and Marta Velisk"]


def test_a_third_is_added_in_a_field_of_its_own(client: Client, stories: list[Article]) -> None:
    more = links(read_page(client, PEOPLE), ".compare-form a.button")
    assert more == [f"{PEOPLE}&more=1"]
    page = read_page(client, str(more[0]))
    assert words(page, ".compare-form label")[:4] == ["Kind", "First", "Second", "Third"]
    assert [node.attributes["value"] or "" for node in page.css("input[name=one]")] == [
        "Marta Velisk",
        "Henrik Aldane",
        "",
    ]
    assert links(page, "link[rel=canonical]") == [PEOPLE]
    assert words(page, ".sides-table tbody tr:first-child td") == ["3", "2"]


def test_several_bearers_of_a_name_are_offered(client: Client, stories: list[Article]) -> None:
    other = make.make_person("Ilie Velisk")
    make.make_mention(stories[0], "low", person=other)
    page = read_page(client, "/compare/?of=people&one=velisk&one=henrik-aldane")
    assert words(page, ".field-error p") == ["“velisk” may be one of these:"]
    assert words(page, ".compare-instead a") == ["Ilie Velisk", "Marta Velisk"]
    assert links(page, ".compare-instead a") == [
        "/compare/?of=people&one=ilie-velisk&one=henrik-aldane",
        PEOPLE,
    ]
    assert [node.attributes["value"] for node in page.css("input[name=one]")] == ["velisk", "Henrik Aldane"]
    assert page.css("[aria-invalid]")[0].attributes["aria-describedby"] == "compare-1-wrong"
    assert len(page.css("#compare-1-wrong")) == 1


def test_namesakes_are_told_apart_by_their_slugs(client: Client, stories: list[Article]) -> None:
    other = Person.objects.create(
        name="Marta Velisk", slug="marta-velisk-2", sort_key="velisk marta", filed_as="Velisk, Marta"
    )
    make.make_mention(stories[0], "low", person=other)
    page = read_page(client, "/compare/?of=people&one=Marta+Velisk&one=henrik-aldane")
    assert words(page, ".compare-instead a") == ["Marta Velisk (marta-velisk)", "Marta Velisk (marta-velisk-2)"]
    chosen = read_page(client, str(links(page, ".compare-instead a")[1]))
    assert [node.attributes["value"] for node in chosen.css("input[name=one]")] == ["marta-velisk-2", "Henrik Aldane"]


@pytest.mark.parametrize(
    ("query", "said", "ways"),
    [
        ("of=people&one=Marta+Velik&one=henrik-aldane", "No person called “Marta Velik”. Did you mean", [PEOPLE]),
        ("of=people&one=zzz&one=henrik-aldane", "No person called “zzz”.", []),
        (
            "of=people&one=marta-velisk&one=Romania",
            "“Romania” is a country; only what is of one kind can be compared.",
            ["/compare/?of=countries&one=RO"],
        ),
        (
            "of=newspapers&one=capital-ledger&one=marta-velisk",
            "“Marta Velisk” is a person; only what is of one kind can be compared.",
            ["/compare/?of=people&one=marta-velisk"],
        ),
    ],
)
def test_what_is_not_known_is_said_at_its_field(
    client: Client, stories: list[Article], query: str, said: str, ways: list[str]
) -> None:
    page = read_page(client, f"/compare/?{query}")
    assert words(page, ".field-error p") == [said]
    assert links(page, ".compare-instead a") == ways
    assert page.css(".sides-table") == []


@pytest.mark.parametrize(
    ("query", "said", "shown"),
    [
        ("&one=marta-velisk", "“Marta Velisk” was chosen twice.", 2),
        ("&one=selim-arkan&one=ebba", "Three can be compared at once; “ebba” is left out.", 3),
        ("&after=yesterday", "“yesterday” is not a date like 2026-11-17, 2026-11 or 2026.", 2),
        ("&about=nowhere", "No country or topic called “nowhere”.", 2),
        ("&after=2027&before=2026", "No day is both after the first and before the last day asked for.", 2),
        ("&of=elephants", "“elephants” is none of: people, newspapers, countries, topics, organizations.", 2),
    ],
)
def test_what_is_passed_over_is_said_and_the_rest_compared(
    client: Client, stories: list[Article], query: str, said: str, shown: int
) -> None:
    page = read_page(client, f"{PEOPLE}{query}")
    assert words(page, ".compare-notes") == [said]
    assert len(page.css(".sides-table th[scope=col]")) == shown


def test_two_of_three_are_compared_while_the_third_is_not_known(client: Client, stories: list[Article]) -> None:
    page = read_page(client, f"{PEOPLE}&one=zzz")
    assert words(page, ".field-error") == ["No person called “zzz”."]
    assert words(page, ".sides-table th[scope=col]") == ["Marta Velisk", "Henrik Aldane"]


def test_beside_one_the_nearest_are_offered(client: Client, stories: list[Article]) -> None:
    page = read_page(client, "/compare/?of=people&one=marta-velisk")
    assert words(page, "h1, .section h2") == ["Compare Marta Velisk with …", "In most stories with Marta Velisk"]
    assert words(page, ".ready li") == ["Henrik Aldane 2 stories together", "Selim Arkan 2 stories together"]
    assert links(page, ".ready li:first-child a") == [
        PEOPLE,
        "/search/?q=person%3Amarta-velisk+person%3Ahenrik-aldane",
    ]


def test_without_any_it_explains_and_offers_three(client: Client, stories: list[Article]) -> None:
    page = read_page(client, "/compare/")
    assert words(page, "h1") == ["Compare"]
    assert words(page, ".ready li") == [
        "Marta Velisk and Henrik Aldane the two people in most stories of the year to 17 November 2026",
        "Capital Ledger and The Harbour Gazette the two newspapers with most stories of the year to 17 November 2026",
        "Romania and Egypt the two countries in most stories of the year to 17 November 2026",
    ]
    for url in links(page, ".ready a"):
        assert len(read_page(client, str(url)).css(".sides-table")) == 1
    assert page.css("meta[name=robots]") == []


def test_an_empty_archive_has_nothing_to_offer(client: Client) -> None:
    page = read_page(client, "/compare/")
    assert (words(page, "h1"), page.css(".ready")) == (["Compare"], [])


def test_comparisons_are_kept_out_of_search_engines(client: Client, stories: list[Article]) -> None:
    assert len(read_page(client, PEOPLE).css("meta[name=robots][content=noindex]")) == 1


@pytest.mark.parametrize(
    ("page", "now"),
    [
        ("/people/marta-velisk/", "/compare/?of=people&one=marta-velisk"),
        ("/newspapers/the-harbour-gazette/", "/compare/?of=newspapers&one=the-harbour-gazette"),
        ("/countries/RO/", "/compare/?of=countries&one=RO"),
        ("/topics/shipping/", "/compare/?of=topics&one=shipping"),
        ("/organizations/danube-ports-board/", "/compare/?of=organizations&one=danube-ports-board"),
    ],
)
def test_every_page_leads_to_its_comparison(client: Client, stories: list[Article], page: str, now: str) -> None:
    assert links(read_page(client, page), ".entity-ways a") == [now]
    assert client.get(now).status_code == 200


def test_it_stands_in_the_navigation(client: Client) -> None:
    current = read_page(client, "/compare/").css(".menu-links [aria-current=page]")
    assert [node.attributes["href"] for node in current] == ["/compare/"]


WORDS = (
    *("people", "newspapers", "countries", "topics", "marta-velisk", "Marta Velisk", "capital-ledger", "velisk", "RO"),
    *("ro", "grain", "2026", "2026-13", "\x00", "%", "\\", "'", '"', "_", "x" * 5000, "\ud800", "İ", "ß"),
)
ANY = st.text(max_size=30) | st.sampled_from(WORDS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["of", "one", "one", "one", "about", "after", "before", "more"]), ANY), max_size=8
    )
)
def test_every_address_is_answered(client: Client, stories: list[Article], asked: list[tuple[str, str]]) -> None:
    """Whatever is asked there is a page, or one redirect to it, and its address says the same again."""
    query = QueryDict(mutable=True)
    for name, value in asked:
        query.appendlist(name, value.encode("utf-8", "replace").decode())
    response = client.get(f"/compare/?{query.urlencode()}")
    if response.status_code == 302:
        response = client.get(response["Location"])
    assert response.status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.permutations(["marta-velisk", "henrik-aldane", "selim-arkan"]),
    st.integers(0, 3),
    st.sampled_from(["", "RO", "TR", "grain", "shipping"]),
    st.none() | st.dates(date(1900, 1, 1)),
    st.none() | st.dates(date(1900, 1, 1)),
)
def test_an_address_read_and_written_again_is_itself(
    stories: list[Article], slugs: list[str], number: int, about: str, after: date | None, before: date | None
) -> None:
    address = compare_url("people", *slugs[:number])
    more = {"about": about, "after": after and after.isoformat(), "before": before and before.isoformat()}
    query = QueryDict(urlsplit(address).query, mutable=True)
    query.setlist("of", ["people"])
    for name, value in more.items():
        if value:
            query[name] = value
    asked = read(query)
    written = QueryDict(urlsplit(asked.compared.url()).query)
    assert read(written).compared == asked.compared
    assert [one.slug for one in asked.ones] == slugs[:number]
    said = parse_qs(urlsplit(asked.compared.url()).query)
    assert {name: said.get(name) for name in more} == {name: [value] if value else None for name, value in more.items()}


def test_who_speaks_for_an_organization_is_compared(client: Client, stories: list[Article]) -> None:
    page = read_page(client, COMPARISONS[5])
    assert words(page, ".shares h2") == [
        "Where they are printed",
        "Who speaks",
        "Countries in these stories",
        "Subjects",
    ]
    assert words(page, ".sides-table tbody tr:first-child td") == ["2", "2"]


def test_only_what_is_published_and_stands_is_counted(client: Client, stories: list[Article]) -> None:
    before = words(read_page(client, PEOPLE), ".sides-table td")
    add_story(9, published=False)
    Statement.objects.create(
        article=stories[0], start=0, end=5, text="The q", kind="direct", state="rejected", person=make.make_person(),
        via=Source.objects.get(slug="capital-ledger"),
    )  # fmt: skip
    assert words(read_page(client, PEOPLE), ".sides-table td") == before
