"""The pages of organizations, newspapers, countries and topics, which share the frame that test_people.py reads."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from archive.models import Alias, Article, FormerSlug, Person
from tests import factories as make

from .reading import links, queries, read, words

pytestmark = pytest.mark.django_db

TEXT = "The queue is short. The rate came down. Forty ships wait. The canal is low."
LISTS = ["/organizations/", "/newspapers/", "/countries/", "/topics/"]
PAGES = [
    "/organizations/danube-ports-board/",
    "/newspapers/the-harbour-gazette/",
    "/countries/RO/",
    "/topics/shipping/",
]


def add_story(number: int = 1, day: date = date(2026, 11, 17)) -> Article:
    """A story of the Gazette on shipping in Romania: Marta of the Ports Board speaks, and the board itself."""
    article = make.make_article(make.make_digest(f"{TEXT} {number}.", day=day), title=f"Story number {number}")
    board = make.make_organization()
    make.make_statement(article, "The queue is short.", via=make.make_source())
    make.make_statement(article, "The rate came down.", organization=board)
    make.make_statement(article, "The canal is low.", unnamed="a pilot", via=make.make_source("Capital Ledger"))
    make.make_mention(article, "canal", country=make.make_country())
    make.make_role(article, "Forty ships", make.make_person(), organization=board)
    make.link_source(article, make.make_source(), "queue")
    make.link_topic(article, make.make_topic(), "ships")
    return article


@pytest.mark.parametrize(
    ("url", "figures", "panels"),
    [
        (
            "/organizations/danube-ports-board/",
            ["Statements", "2", "Stories", "1", "People quoted", "1", "Newspapers", "1", "Countries", "1"],
            ["Who speaks for it", "Newspapers", "Countries in these stories", "Subjects"],
        ),
        (
            "/newspapers/the-harbour-gazette/",
            ["Statements", "2", "Stories", "1", "People quoted", "1", "Countries", "1"],
            ["Whom it quotes", "Countries in these stories", "Subjects", "Who is spoken for"],
        ),
        (
            "/countries/RO/",
            ["Statements", "3", "Stories", "1", "People quoted", "1", "Newspapers", "2"],
            ["Who speaks about it", "Newspapers", "Subjects", "Who is spoken for"],
        ),
        (
            "/topics/shipping/",
            ["Statements", "3", "Stories", "1", "People quoted", "1", "Newspapers", "2", "Countries", "1"],
            ["Who speaks on it", "Newspapers", "Countries in these stories", "Who is spoken for"],
        ),
    ],
)
def test_pages_have_figures_and_panels(client: Client, url: str, figures: list[str], panels: list[str]) -> None:
    add_story()
    page = read(client, url)
    dates = ["First story", "17 Nov 2026", "Last story", "17 Nov 2026"]
    assert words(page, ".figures dt, .figures dd") == figures + dates
    assert words(page, ".panel h2") == panels
    assert words(page, "#stories .card-head") == ["Story number 1"]
    assert len(page.css("#statements .statement")) == int(figures[1])


@pytest.mark.parametrize("url", PAGES)
def test_every_number_beside_leads_to_as_many_statements(client: Client, url: str) -> None:
    make.make_mention(add_story(1, date(2026, 10, 1)), "canal", country=make.make_country("TR", "Türkiye"))
    add_story(2)
    numbers = [(int(node.text()), str(node.attributes["href"])) for node in read(client, url).css(".bar-number")]
    assert len(numbers) >= 4
    for number, address in numbers:
        assert len(read(client, address.partition("#")[0]).css("#statements .statement")) == number


@pytest.mark.parametrize(
    ("url", "name", "number"),
    [
        ("/organizations/", "Danube Ports Board", "1"),
        ("/newspapers/", "The Harbour Gazette", "1"),
        ("/countries/", "Romania", "1"),
        ("/topics/", "Shipping", "1"),
    ],
)
def test_lists_count_stories(client: Client, url: str, name: str, number: str) -> None:
    add_story()
    make.make_organization("Nobody’s Board")
    make.make_source("Unread Paper")
    make.make_country("ZZ", "Nowhere")
    make.make_topic("Nothing")
    page = read(client, f"{url}?sort=-name")
    assert words(page, ".table-name > a")[0] == name
    assert words(page, "tbody tr:first-child td.num")[0] == number
    assert words(page, ".table-name > a") == [name, *(["Capital Ledger"] if url == "/newspapers/" else [])]


@pytest.mark.parametrize("url", LISTS)
def test_lists_are_sorted_by_every_column(client: Client, url: str) -> None:
    add_story()
    for address in links(read(client, url), "th a"):
        page = read(client, f"{url}{address}")
        assert len(page.css("th[aria-sort]")) == 1


@pytest.mark.parametrize(
    ("url", "params", "noun"),
    [
        ("/organizations/", ["name", "source", "country", "topic", "since", "until"], "1 of 2 organizations"),
        ("/newspapers/", ["name", "country", "topic", "organization", "since", "until"], "1 of 3 newspapers"),
        ("/countries/", ["name", "source", "topic", "organization", "since", "until"], "1 of 2 countries"),
        ("/topics/", ["name", "source", "country", "organization", "since", "until"], "1 of 2 topics"),
        (
            "/people/",
            ["name", "source", "country", "topic", "organization", "since", "until"],
            "1 of 2 people",
        ),
    ],
)
def test_every_list_is_narrowed_by_what_statements_have(client: Client, url: str, params: list[str], noun: str) -> None:
    add_story()
    other = make.make_article(make.make_digest(TEXT, day=date(2024, 5, 1)))
    board = make.make_organization("Salt Board")
    make.make_statement(other, "Forty ships wait.", person=make.make_person("Ove Holm"), via=make.make_source("Salt"))
    make.make_role(other, "Forty ships", make.make_person("Ove Holm"), organization=board)
    make.make_mention(other, "canal", country=make.make_country("TR", "Türkiye"))
    make.link_topic(other, make.make_topic("Ice"), "canal")
    fields = [node.attributes["name"] for node in read(client, url).css(".filters input, .filters select")]
    assert fields == params
    values = {
        "source": "salt",
        "country": "TR",
        "topic": "ice",
        "organization": "salt-board",
        "person": "ove-holm",
        "until": "2025",
    }
    own = {"/newspapers/": "source", "/countries/": "country", "/topics/": "topic", "/organizations/": "organization",
           "/people/": "person"}[url]  # fmt: skip
    names = {"source": "Salt", "country": "Türkiye", "topic": "Ice", "organization": "Salt Board",
             "person": "Holm, Ove"}  # fmt: skip
    for param, value in values.items():
        if param != own:
            page = read(client, f"{url}?{param}={value}")
            assert (words(page, ".table-name > a"), words(page, ".lede")) == ([names[own]], [noun])


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("/countries/?name=oman", ["Romania"]),
        ("/countries/?name=roumania", ["Romania"]),
        ("/countries/?name=nowhere", []),
        ("/countries/?letter=r", ["Romania"]),
        ("/topics/?name=ship", ["Shipping"]),
        ("/topics/?letter=t", []),
        ("/newspapers/?name=h.+gazette", ["The Harbour Gazette"]),
        ("/newspapers/?letter=h", ["The Harbour Gazette"]),
        ("/newspapers/?letter=t", []),
        ("/organizations/?letter=%23&person=marta-velisk", []),
        ("/organizations/?person=marta-velisk", ["Danube Ports Board"]),
        ("/newspapers/?person=marta-velisk", ["The Harbour Gazette"]),
    ],
)
def test_lists_are_narrowed_by_names_letters_and_speakers(client: Client, url: str, names: list[str]) -> None:
    add_story()
    country = make.make_country()
    country.names = ["Rumania", "Roumania"]
    country.save()
    gazette = make.make_source()
    Alias.objects.create(source=gazette, name="H. Gazette", key="h gazette", kind=Alias.Kind.SHORT)
    page = read(client, url)
    assert words(page, ".table-name > a") == names
    assert bool(page.css(".empty")) == (not names)


def test_a_speaker_has_no_select_and_is_kept(client: Client) -> None:
    add_story()
    page = read(client, "/newspapers/?person=marta-velisk")
    assert words(page, ".chip") == ["Speaker Marta Velisk ×", "Clear"]
    hidden = [(node.attributes["name"], node.attributes["value"]) for node in page.css(".filters [type=hidden]")]
    assert hidden == [("person", "marta-velisk")]


@pytest.mark.parametrize("url", PAGES)
def test_of_many_values_all_are_in_their_list(client: Client, url: str) -> None:
    article = add_story()
    for number in range(9):
        make.make_statement(article, "Forty ships wait.", person=make.make_person(f"Person {number}"))
        make.make_role(article, "queue", make.make_person(f"Person {number}"), organization=make.make_organization())
    page = read(client, url)
    assert words(page, "#people .facet-all") == ["All 10 people"]
    address = links(page, "#people .facet-all a")[0]
    everybody = read(client, str(address))
    assert words(everybody, ".lede") == [f"10 of {Person.objects.count()} people"]


@pytest.mark.parametrize("url", PAGES)
def test_shares_are_told_in_percent_everywhere(client: Client, url: str) -> None:
    add_story()
    page = read(client, url)
    numbers, shares = words(page, ".bar-number"), words(page, ".bar-percent")
    of = int(words(page, ".figures dd")[0])
    assert shares == [f"{round(100 * int(number) / of)}%" for number in numbers]
    assert words(page, ".panel .section-head p") == [f"of {of} statements"] * 4


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("/organizations/salt-board/", "Salt Board"),
        ("/newspapers/salt/", "Salt"),
        ("/countries/TR/", "Türkiye"),
        ("/topics/ice/", "Ice"),
    ],
)
def test_what_is_named_where_nobody_speaks_says_so(client: Client, url: str, name: str) -> None:
    article = make.make_article(make.make_digest(TEXT))
    make.make_mention(article, "canal", organization=make.make_organization("Salt Board"))
    make.make_mention(article, "canal", country=make.make_country("TR", "Türkiye"))
    make.link_source(article, make.make_source("Salt"), "queue")
    make.link_topic(article, make.make_topic("Ice"), "ships")
    page = read(client, url)
    assert words(page, ".empty") == [
        f"No statement yet No statement stands in the stories that have {name}. Read the stories"
    ]
    assert page.css("#statements, .panel, .columns-chart") == []
    assert len(page.css("#stories .card")) == 1


@pytest.mark.parametrize("url", LISTS)
def test_an_empty_archive_has_empty_lists(client: Client, url: str) -> None:
    assert len(read(client, url).css(".empty")) == 1


@pytest.mark.parametrize(
    "url", ["/organizations/none/", "/newspapers/none/", "/countries/RO/", "/countries/none/", "/topics/shipping/"]
)
def test_what_no_published_story_has_is_not_found(client: Client, url: str) -> None:
    article = make.make_article(make.make_digest(TEXT, published=False))
    make.make_mention(article, "canal", country=make.make_country())
    make.link_topic(article, make.make_topic(), "ships")
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("kind", "former", "now"),
    [
        ("organization", "/organizations/ports-board/", "/organizations/danube-ports-board/"),
        ("source", "/newspapers/ports-board/", "/newspapers/the-harbour-gazette/"),
        ("topic", "/topics/ports-board/", "/topics/shipping/"),
    ],
)
def test_former_addresses_lead_to_present_ones(client: Client, kind: str, former: str, now: str) -> None:
    add_story()
    made = {"organization": make.make_organization, "source": make.make_source, "topic": make.make_topic}[kind]()
    FormerSlug.objects.create(kind=kind, slug="ports-board", target=made.pk)
    response = client.get(former)
    assert (response.status_code, response["Location"]) == (301, now)


def test_a_former_address_of_nothing_is_not_found(client: Client) -> None:
    FormerSlug.objects.create(kind="topic", slug="gone", target=999_999)
    assert client.get("/topics/gone/").status_code == 404


def test_small_letters_lead_to_a_countrys_address(client: Client) -> None:
    add_story()
    response = client.get("/countries/ro/")
    assert (response.status_code, response["Location"]) == (301, "/countries/RO/")


@pytest.mark.parametrize("url", [*LISTS, *PAGES])
def test_the_number_of_queries_does_not_grow(client: Client, url: str) -> None:
    add_story(1, date(2026, 9, 1))
    one = queries(client, url)
    for number in (2, 3):
        article = add_story(number)
        make.make_statement(article, f"{number}.", person=make.make_person(f"Person {number}"))
        make.make_mention(article, "canal", organization=make.make_organization(f"Board {number}"))
        make.make_mention(article, "canal", country=make.make_country(["TR", "EG"][number - 2], f"Country {number}"))
        make.link_source(article, make.make_source(f"Paper {number}"), "queue")
        make.link_topic(article, make.make_topic(f"Topic {number}"), "ships")
    assert queries(client, url) == one
