from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from archive.models import Alias, Article, FormerSlug, Person
from tests import factories as make

from .reading import links, queries, read, words

pytestmark = pytest.mark.django_db

TEXT = "The queue is short. The rate came down. Forty ships wait. The canal is low."


def add_story(number: int = 1, day: date = date(2026, 11, 17), person: str = "Marta Velisk") -> Article:
    """A story in which a person with a role speaks to the Gazette, beside Henrik Aldane."""
    article = make.make_article(make.make_digest(f"{TEXT} {number}.", day=day), title=f"Story number {number}")
    speaker = make.make_person(person)
    make.make_statement(article, "The queue is short.", person=speaker, via=make.make_source())
    make.make_statement(article, "The rate came down.", person=make.make_person("Henrik Aldane"))
    make.make_mention(article, "canal", country=make.make_country())
    make.make_role(article, "Forty ships", speaker, organization=make.make_organization())
    make.link_source(article, make.make_source(), "queue")
    make.link_topic(article, make.make_topic(), "ships")
    return article


def test_a_person_has_figures_that_lead_to_what_they_count(client: Client) -> None:
    add_story(1, date(2026, 10, 1))
    add_story(2)
    page = read(client, "/people/marta-velisk/")
    assert words(page, "h1") == ["Marta Velisk"]
    assert words(page, ".figures dt, .figures dd") == [
        "Statements", "2", "Stories", "2", "Newspapers", "1", "Countries", "1",
        "First story", "1 Oct 2026", "Last story", "17 Nov 2026",
    ]  # fmt: skip
    assert links(page, ".figures a") == [
        "#statements",
        "/search/?person=marta-velisk",
        "#sources",
        "#countries",
        "/search/?person=marta-velisk&after=2026-10-01&before=2026-10-01",
        "/search/?person=marta-velisk&after=2026-11-17&before=2026-11-17",
    ]


def test_a_person_has_roles_as_printed_by_date(client: Client) -> None:
    older, newer = add_story(1, date(2026, 10, 1)), add_story(2)
    make.make_role(older, "The queue", make.make_person())
    make.make_role(newer, "The canal", make.make_person(), state="rejected")
    page = read(client, "/people/marta-velisk/")
    assert words(page, ".roles .role, .roles .role-organization, .roles .num") == [
        "First", "Last", "Stories",
        "The queue", "1 Oct 2026", "1 Oct 2026", "1",
        "Forty ships", "Danube Ports Board", "1 Oct 2026", "17 Nov 2026", "2",
    ]  # fmt: skip
    assert words(page, ".entity-head .lede .role") == ["Forty ships"]


def test_statements_are_listed_newest_first_with_their_passage(client: Client) -> None:
    add_story(1, date(2026, 10, 1))
    add_story(2)
    page = read(client, "/people/marta-velisk/")
    assert words(page, "#statements .when") == ["17 Nov 2026", "1 Oct 2026"]
    assert words(page, "#statements .statement-words") == ["The queue is short."] * 2
    assert words(page, "#statements .byline") == ["as Forty ships, to The Harbour Gazette"] * 2
    assert words(page, "#statements .passage mark") == ["The queue is short."] * 2


def test_every_number_beside_leads_to_as_many_statements(client: Client) -> None:
    article = add_story(1, date(2026, 10, 1))
    make.make_statement(article, "Forty ships wait.")
    add_story(2)
    make.make_mention(article, "canal", country=make.make_country("TR", "Türkiye"))
    page = read(client, "/people/marta-velisk/")
    assert words(page, "aside h2") == [
        "Newspapers",
        "Countries in these stories",
        "Quoted beside",
        "Subjects",
        "Printed with",
    ]
    numbers = [(int(node.text()), str(node.attributes["href"])) for node in page.css(".bar-number")]
    assert [number for number, _url in numbers] == [3, 3, 2, 3, 3, 3]
    for number, url in numbers:
        assert len(read(client, url.partition("#")[0]).css("#statements .statement")) == number


def test_months_lead_to_their_statements(client: Client) -> None:
    add_story(1, date(2026, 10, 1))
    add_story(2)
    page = read(client, "/people/marta-velisk/")
    assert links(page, ".columns-chart a") == [
        "/people/marta-velisk/?after=2026-10-01&before=2026-10-31#statements",
        "/people/marta-velisk/?after=2026-11-01&before=2026-11-30#statements",
    ]
    october = read(client, "/people/marta-velisk/?after=2026-10-01&before=2026-10-31")
    assert words(october, "#statements .when") == ["1 Oct 2026"]
    assert words(october, ".said-narrowed") == ["From 1 October 2026 to 31 October 2026. Show all statements"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("words=queue", 1),
        ("words=corridor", 0),
        ("source=the-harbour-gazette", 1),
        ("source=capital-ledger", 0),
        ("country=ro&topic=shipping&kind=direct", 1),
        ("kind=indirect", 0),
        ("beside=henrik-aldane&organization=danube-ports-board", 1),
        ("after=2027-01-01", 0),
        # What means nothing is passed over.
        ("kind=shouted", 1),
        ("after=yesterday&page=-1", 1),
        ("words=%00", 1),
        ("words=" + "x" * 5000, 1),
        ("page=nine", 1),
    ],
)
def test_statements_are_filtered(client: Client, query: str, shown: int) -> None:
    add_story()
    assert len(read(client, f"/people/marta-velisk/?{query}").css("#statements .statement")) == shown


def test_other_names_are_shown(client: Client) -> None:
    add_story()
    Alias.objects.create(person=make.make_person(), name="M. Velisk", key="m velisk", kind=Alias.Kind.SHORT)
    assert words(read(client, "/people/marta-velisk/"), ".entity-also") == ["Also printed as M. Velisk."]


def test_somebody_only_named_has_stories_and_no_statements(client: Client) -> None:
    make.make_mention(add_story(), "canal", person=make.make_person("Ebba Berglund"))
    page = read(client, "/people/ebba-berglund/")
    assert words(page, ".figures dt") == ["Stories", "First story", "Last story"]
    assert words(page, "#stories .card-head") == ["Story number 1"]
    assert page.css("#statements") == []


def test_nobody_without_a_published_story_has_a_page(client: Client) -> None:
    hidden = make.make_article(make.make_digest("Hidden words.", published=False))
    make.make_mention(hidden, "Hidden", person=make.make_person("Hidden Person"))
    make.make_mention(add_story(), "canal", person=make.make_person("Wrong Person"), state="rejected")
    for slug in ("hidden-person", "wrong-person", "nobody"):
        assert client.get(f"/people/{slug}/").status_code == 404


def test_a_former_address_leads_to_the_present_one(client: Client) -> None:
    add_story()
    FormerSlug.objects.create(kind="person", slug="m-velisk", target=make.make_person().pk)
    response = client.get("/people/m-velisk/")
    assert (response.status_code, response["Location"]) == (301, "/people/marta-velisk/")


def test_the_list_has_everybody_named(client: Client) -> None:
    add_story(1, date(2026, 10, 1))
    add_story(2)
    make.make_person("Nobody Named")
    page = read(client, "/people/")
    assert words(page, ".lede") == ["2 people are named in the archive."]
    assert words(page, "tbody td.table-name > a, tbody td.role, tbody td.num") == [
        "Aldane, Henrik", "", "2", "2", "1", "1", "1 Oct 2026", "17 Nov 2026",
        "Velisk, Marta", "Forty ships, Danube Ports Board", "2", "2", "1", "1", "1 Oct 2026", "17 Nov 2026",
    ]  # fmt: skip
    assert links(page, "tbody tr:last-child a") == [
        "/people/marta-velisk/",
        "/people/marta-velisk/#statements",
        "/search/?person=marta-velisk",
        "/people/marta-velisk/#sources",
        "/people/marta-velisk/#countries",
        "/search/?person=marta-velisk&after=2026-10-01&before=2026-10-01",
        "/search/?person=marta-velisk&after=2026-11-17&before=2026-11-17",
    ]


@pytest.mark.parametrize(
    ("sort", "names", "column", "direction"),
    [
        ("", ["Velisk", "Aldane"], "Statements", "descending"),
        ("statements", ["Velisk", "Aldane"], "Statements", "descending"),
        ("-statements", ["Aldane", "Velisk"], "Statements", "ascending"),
        ("name", ["Aldane", "Velisk"], "Name", "ascending"),
        ("-name", ["Velisk", "Aldane"], "Name", "descending"),
        ("countries", ["Velisk", "Aldane"], "Countries", "descending"),
        ("first", ["Aldane", "Velisk"], "First", "descending"),
        ("sideways", ["Velisk", "Aldane"], "Statements", "descending"),
    ],
)
def test_the_list_is_sorted_by_any_column(
    client: Client, sort: str, names: list[str], column: str, direction: str
) -> None:
    article = add_story(1, date(2026, 10, 1))
    article.statements.filter(person__name="Henrik Aldane").delete()
    make.make_mention(article, "canal", country=make.make_country("TR", "Türkiye"))
    add_story(2)
    page = read(client, f"/people/?sort={sort}")
    assert [name.split(",")[0] for name in words(page, ".table-name a")] == names
    assert [(head.text().strip(), head.attributes["aria-sort"]) for head in page.css("th[aria-sort]")] == [
        (column, direction)
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=velisk", ["Velisk, Marta"]),
        ("name=m.+velisk", ["Velisk, Marta"]),
        ("name=forty", ["Velisk, Marta"]),
        ("name=the+rate", []),
        ("letter=a", ["Aldane, Henrik"]),
        ("source=the-harbour-gazette", ["Aldane, Henrik", "Velisk, Marta"]),
        ("source=capital-ledger", []),
        ("country=ro", ["Aldane, Henrik", "Velisk, Marta"]),
        ("country=TR", []),
        ("since=2026", ["Aldane, Henrik", "Velisk, Marta"]),
        ("since=2027", []),
        ("since=soon&letter=%00&sort=-&page=0", ["Aldane, Henrik", "Velisk, Marta"]),
        ("name=" + "x" * 3000, ["Aldane, Henrik", "Velisk, Marta"]),
    ],
)
def test_the_list_is_filtered(client: Client, query: str, names: list[str]) -> None:
    article = add_story()
    make.make_role(article, "The rate", make.make_person("Henrik Aldane"), state="rejected")
    make.make_role(article, "The queue", make.make_person(), state="rejected")
    Alias.objects.create(person=make.make_person(), name="M. Velisk", key="m velisk", kind=Alias.Kind.SHORT)
    page = read(client, f"/people/?{query}")
    assert words(page, ".table-name > a") == names
    assert bool(page.css(".empty")) == (not names)


def test_the_list_has_pages_that_keep_its_filters(client: Client) -> None:
    for number in range(21):
        add_story(number, person=f"Person {chr(65 + number)}quill")
    page = read(client, "/people/?source=the-harbour-gazette&sort=name")
    assert len(page.css("tbody tr")) == 20
    assert links(page, ".pagination a") == ["?source=the-harbour-gazette&sort=name&page=2"]
    assert words(page, ".letters span") == ["V", "W", "X", "Y", "Z"]
    assert links(page, ".letters a")[:2] == ["?source=the-harbour-gazette", "?source=the-harbour-gazette&letter=A"]


@pytest.mark.parametrize("url", ["/people/", "/people/marta-velisk/"])
def test_the_number_of_queries_does_not_grow(client: Client, url: str) -> None:
    add_story(1, date(2026, 9, 1))
    one = queries(client, url)
    for number in (2, 3):
        article = add_story(number)
        make.make_statement(article, "The canal is low.", person=make.make_person(f"Person {number}"))
        make.make_role(
            article, f"{number}.", make.make_person(), organization=make.make_organization(f"Board {number}")
        )
    assert Person.objects.count() == 4
    assert queries(client, url) == one
