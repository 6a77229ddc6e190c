from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from archive.models import Alias, Article, FormerSlug, Person
from archive.site.entity import percent
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


def test_a_roles_number_leads_to_the_stories_that_print_it(client: Client) -> None:
    for number in range(1, 22):
        add_story(number, date(2026, 10, number))
    make.make_role(add_story(22), "The queue", make.make_person())
    page = read(client, "/people/marta-velisk/")
    assert [(node.text(), node.attributes["href"]) for node in page.css(".roles tr td:last-child a")] == [
        ("22", "/people/marta-velisk/?printed=Forty%20ships#stories"),
        ("1", "/people/marta-velisk/?printed=The%20queue#stories"),
    ]
    stories = read(client, "/people/marta-velisk/?printed=Forty%20ships")
    assert words(stories, "#stories h2, #stories .section-head p") == [
        "Stories that print Forty ships", "1 to 20 of 22. Newest stories",
    ]  # fmt: skip
    assert len(stories.css("#stories .card")) == 20
    assert links(stories, "#stories .pagination a") == ["?printed=Forty%20ships&stories=2#stories"]
    last = read(client, "/people/marta-velisk/?printed=Forty%20ships&stories=2")
    assert words(last, "#stories .card-head") == ["Story number 2", "Story number 1"]
    one = read(client, "/people/marta-velisk/?printed=The+queue&stories=x")
    assert words(one, "#stories .card-head") == ["Story number 22"]
    assert words(read(client, "/people/marta-velisk/?printed=nothing"), "#stories h2") == ["Newest stories"]


def test_of_many_wordings_the_most_printed_are_shown_at_once(client: Client) -> None:
    article = make.make_article(make.make_digest(" ".join(f"pilot{number:02}" for number in range(15))))
    for number in range(15):
        make.make_role(article, f"pilot{number:02}", make.make_person())
    page = read(client, "/people/marta-velisk/")
    assert len(page.css(".roles")[0].css("tbody tr")) == 12
    assert words(page, ".more-roles summary") == ["3 more wordings"]
    assert words(page, ".more-roles .role") == ["pilot12", "pilot13", "pilot14"]


def print_role(role: str, day: date, paper: str = "", rights: str = "full", told: bool = False) -> Article:
    """A story with a paragraph that prints a role of Marta Velisk, and one in which she speaks to its newspaper."""
    text = f"Marta Velisk is {role}. It rains.\n\n“So be it,” she said on {day} about {role}."
    digest = make.make_digest(text, day=day, series=make.make_series(f"Desk {rights}", rights=rights))
    article = make.make_article(digest, title=f"{role} {day}")
    make.make_role(article, role, make.make_person())
    make.make_statement(article, "“So be it,”", via=make.make_source(paper) if told else None)
    if paper:
        make.link_source(article, make.make_source(paper), "rains")
        make.link_source(article, make.make_source("Second Paper"), "So")
    return article


def test_roles_printed_differently_stand_side_by_side(client: Client) -> None:
    older = print_role("head of the Mill", date(2026, 10, 1), "Capital Ledger", told=True)
    newer = print_role("former head of the Mill", date(2026, 10, 20), "The Harbour Gazette")
    print_role("pilot", date(2026, 10, 20))
    page = read(client, "/people/marta-velisk/")
    assert words(page, "#differently h3") == ["Printed differently"]
    assert words(page, "#differently .pair-side .when, #differently .pair-side .newspaper, .clash-role") == [
        "1 Oct 2026", "Capital Ledger", "head of the Mill",
        "20 Oct 2026", "The Harbour Gazette", "Second Paper", "former head of the Mill",
    ]  # fmt: skip
    assert words(page, "#differently .passage") == [
        "Marta Velisk is head of the Mill. It rains.Open the story",
        "Marta Velisk is former head of the Mill. It rains.Open the story",
    ]
    assert words(page, "#differently mark") == ["head of the Mill", "former head of the Mill"]
    assert links(page, "#differently .passage a") == [older.get_absolute_url(), newer.get_absolute_url()]


@pytest.mark.parametrize(("rights", "passages"), [("full", 1), ("excerpt", 0), ("link", 0)])
def test_a_passage_is_shown_as_far_as_the_rights_go(client: Client, rights: str, passages: int) -> None:
    """Nothing is said in the paragraph that prints the role, so that an excerpt does not have it."""
    print_role("head of the Mill", date(2026, 10, 1), rights=rights)
    hidden = print_role("former head of the Mill", date(2026, 10, 20), rights="link")
    page = read(client, "/people/marta-velisk/")
    assert len(page.css("#differently .pair-side")) == 2
    assert len(page.css("#differently .passage")) == passages
    assert links(page, "#differently .pair-side:last-child .clash-story a") == [hidden.get_absolute_url()]


def test_an_excerpt_has_the_paragraph_in_which_something_is_said(client: Client) -> None:
    for role, day in (("head of the Mill", 1), ("former head of the Mill", 20)):
        article = print_role(role, date(2026, 10, day), rights="excerpt")
        make.make_statement(article, "It rains.", unnamed="somebody")
    assert len(read(client, "/people/marta-velisk/").css("#differently .passage")) == 2


def test_roles_that_readers_do_not_see_do_not_clash(client: Client) -> None:
    print_role("head of the Mill", date(2026, 10, 1))
    article = print_role("former head of the Mill", date(2026, 10, 20))
    article.roles.update(state="rejected")
    assert not read(client, "/people/marta-velisk/").css("#differently")
    article.roles.update(state="confirmed", start=None, end=None, origin="editor")
    assert len(read(client, "/people/marta-velisk/").css("#differently .passage")) == 1


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
    assert words(page, ".panel h2") == [
        "Share of newspapers",
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
    assert words(october, "#statements .chip") == ["Since 1 October 2026 ×", "Until 31 October 2026 ×", "Clear all"]
    assert words(october, "#statements .section-head p") == ["1 of 2 statements"]


def test_a_compact_list_of_statements_has_a_line_for_each(client: Client) -> None:
    add_story(1, date(2026, 10, 1))
    add_story(2)
    page = read(client, "/people/marta-velisk/?kind=direct&compact=1")
    assert [words(line, "p") for line in page.css("#statements .line")] == [
        ["17 Nov 2026", "as Forty ships, to The Harbour Gazette", "The queue is short."],
        ["1 Oct 2026", "as Forty ships, to The Harbour Gazette", "The queue is short."],
    ]
    assert links(page, ".sizes a") == ["?kind=direct#statements", "?kind=direct&compact=1#statements"]
    assert links(page, "#statements .chips a") == ["/people/marta-velisk/?compact=1#statements"] * 2
    assert len(page.css("#statements form input[name=compact]")) == 1
    assert links(page, ".columns-chart a")[0] == (
        "/people/marta-velisk/?compact=1&after=2026-10-01&before=2026-10-31#statements"
    )
    assert links(page, ".bar-number")[0] == "/people/marta-velisk/?compact=1&source=the-harbour-gazette#statements"


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


def test_filters_of_statements_keep_each_other(client: Client) -> None:
    add_story()
    other = make.make_article(make.make_digest(TEXT))
    make.make_statement(other, "Forty ships wait.", via=make.make_source("Capital Ledger"), kind="indirect")
    make.make_mention(other, "canal", country=make.make_country("TR", "Türkiye"))
    make.link_topic(other, make.make_topic("Ice"), "canal")
    asked = "topic=shipping&source=the-harbour-gazette&country=RO&kind=direct"
    page = read(client, f"/people/marta-velisk/?{asked}&beside=henrik-aldane&after=2026-01-01&after=2026-01-02")
    assert words(page, "#statements option[selected]") == [
        "Shipping (1)", "The Harbour Gazette (1)", "Romania (1)", "Quoted",
    ]  # fmt: skip
    assert [(node.attributes["name"], node.attributes["value"]) for node in page.css("#statements [type=hidden]")] == [
        ("beside", "henrik-aldane"),
        ("after", "2026-01-02"),
    ]
    assert words(page, "#statements .chip") == [
        "Topic Shipping ×", "Newspaper The Harbour Gazette ×", "Country Romania ×", "Quoted beside Henrik Aldane ×",
        "Kind Quoted ×", "Since 2 January 2026 ×", "Clear all",
    ]  # fmt: skip
    chips = links(page, "#statements .chip")
    assert (chips[0], chips[-1]) == (
        "/people/marta-velisk/?source=the-harbour-gazette&country=RO&beside=henrik-aldane&kind=direct"
        "&after=2026-01-02#statements",
        "/people/marta-velisk/#statements",
    )
    one = read(client, "/people/marta-velisk/?country=TR")
    assert words(one, "#statements .chip, #statements .section-head p") == [
        "1 of 2 statements", "Country Türkiye ×", "Clear",
    ]  # fmt: skip
    assert words(read(client, f"/people/marta-velisk/?{asked}&words=canal"), "#statements .empty h2") == [
        "No statement answers this."
    ]


@pytest.mark.parametrize(
    "query",
    [
        "topic=%00&country=%00&printed=%00&stories=-1",
        "printed=Forty+ships&stories=999999999999999999999",
        "after=0001-01-01&before=9999-12-31&page=999999",
        "topic=" + "x" * 3000 + "&country=%F0%9F%9A%A2",
        "kind=direct&kind=indirect&beside=%27%22%3Cb%3E",
    ],
)
def test_whatever_the_address_says_there_is_a_page(client: Client, query: str) -> None:
    add_story(1, date(2026, 7, 1))
    add_story(2)
    page = read(client, f"/people/marta-velisk/?{query}")
    assert words(page, "h1") == ["Marta Velisk"]
    assert page.css("main b") == []


def test_shares_are_told_in_percent(client: Client) -> None:
    article = add_story()
    make.make_statement(article, "Forty ships wait.", via=make.make_source("Capital Ledger"))
    make.make_statement(article, "The canal is low.", via=make.make_source("Capital Ledger"))
    page = read(client, "/people/marta-velisk/")
    assert words(page, "#sources a, #sources .bar-percent, #sources .section-head p") == [
        "of 3 statements", "Capital Ledger", "2", "67%", "The Harbour Gazette", "1", "33%",
    ]  # fmt: skip
    assert [node.attributes["aria-label"] for node in page.css("#sources .bar-number")] == [
        "Capital Ledger: 2 statements, 67%",
        "The Harbour Gazette: 1 statement, 33%",
    ]


@pytest.mark.parametrize(
    ("number", "of", "said"), [(1, 1, "100%"), (1, 3, "33%"), (1, 200, "under 1%"), (1, 100, "1%"), (0, 0, "0%")]
)
def test_a_share_in_words(number: int, of: int, said: str) -> None:
    assert percent(number, of) == said


def test_other_names_are_shown(client: Client) -> None:
    add_story()
    Alias.objects.create(person=make.make_person(), name="M. Velisk", key="m velisk", kind=Alias.Kind.SHORT)
    assert words(read(client, "/people/marta-velisk/"), ".entity-also") == ["Also printed as M. Velisk."]


def test_somebody_only_named_has_stories_and_no_statements(client: Client) -> None:
    make.make_mention(add_story(), "canal", person=make.make_person("Ebba Berglund"))
    page = read(client, "/people/ebba-berglund/")
    assert words(page, ".figures dt") == ["Stories", "First story", "Last story"]
    assert words(page, "#stories .card-head") == ["Story number 1"]
    assert page.css("#statements, .panel, #then, .columns-chart, .lede") == []
    assert words(page, ".empty") == [
        "Never quoted Published stories name Ebba Berglund without giving words of theirs. Read the stories"
    ]
    assert links(page, ".empty a") == ["/search/?person=ebba-berglund"]


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
        ("until=2025", []),
        ("since=2026&until=2026", ["Aldane, Henrik", "Velisk, Marta"]),
        ("topic=shipping", ["Aldane, Henrik", "Velisk, Marta"]),
        ("topic=Shipping&country=RO&organization=danube-ports-board&source=the-harbour-gazette", ["Velisk, Marta"]),
        ("organization=danube-ports-board", ["Velisk, Marta"]),
        ("organization=danube-ports-board&letter=a", []),
        ("letter=%D0%92", []),
        # Nobody is narrowed by speaker here, and numbers that are no years are passed over.
        ("person=henrik-aldane", ["Aldane, Henrik", "Velisk, Marta"]),
        ("since=2E3&until=99999", ["Aldane, Henrik", "Velisk, Marta"]),
        ("since=NaN&until=20.5", ["Aldane, Henrik", "Velisk, Marta"]),
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


def test_what_narrows_the_list_is_said_and_let_go(client: Client) -> None:
    add_story()
    page = read(client, "/people/?organization=danube-ports-board&country=ro&since=2026&letter=v&sort=name")
    assert words(page, ".lede") == ["1 of 2 people"]
    assert words(page, ".chip") == [
        "Country spoken about Romania ×", "Organization spoken for Danube Ports Board ×", "Quoted since 2026 ×",
        "First letter V ×", "Clear all",
    ]  # fmt: skip
    kept = "country=RO&organization=danube-ports-board&since=2026"
    assert links(page, ".chip")[-2:] == [f"/people/?{kept}&sort=name", "/people/?sort=name"]
    assert words(page, ".filters option[selected]") == ["Romania", "Danube Ports Board", "2026"]
    hidden = [(node.attributes["name"], node.attributes["value"]) for node in page.css(".filters [type=hidden]")]
    assert hidden == [("letter", "V"), ("sort", "name")]
    assert links(page, "th a")[0] == f"?{kept}&letter=V&sort=-name"


def test_what_no_select_has_is_still_said_and_kept(client: Client) -> None:
    add_story()
    page = read(client, "/people/?source=unread-paper&until=1999")
    assert words(page, ".chip") == ["Newspaper unread-paper ×", "Quoted until 1999 ×", "Clear all"]
    assert words(page, ".filters option[selected]") == ["unread-paper", "1999"]
    assert words(page, ".empty h2") == ["No name answers these filters"]
    assert links(page, ".empty a") == ["/people/"]


def test_letters_are_those_of_every_script_that_is_there(client: Client) -> None:
    article = add_story()
    zhadov = make.make_person("Игорь Жадов", slug="igor-zhadov", sort_key="zhadov igor")
    orsted = make.make_person("Ove Ørsted", slug="ove-orsted", sort_key="orsted ove")
    for person in (zhadov, orsted):
        make.make_statement(article, "Forty ships wait.", person=person)
    page = read(client, "/people/")
    assert words(page, ".letters a") == ["All", "A", "O", "V", "Ж"]
    assert len(page.css(".letters span")) == 23
    assert links(page, ".letters a")[-1] == "/people/?letter=%D0%96"
    for letter, names in (("Ж", ["Жадов, Игорь"]), ("o", ["Ørsted, Ove"]), ("z", [])):
        assert words(read(client, f"/people/?letter={letter}"), ".table-name > a") == names
    assert words(read(client, "/people/igor-zhadov/"), ".breadcrumb a") == ["People", "Ж"]


def test_letters_are_those_of_what_is_left(client: Client) -> None:
    add_story()
    page = read(client, "/people/?organization=danube-ports-board&letter=a")
    assert words(page, ".letters a") == ["All", "V"]
    assert words(page, ".letters [aria-current]") == ["A"]


def test_the_list_has_pages_that_keep_its_filters(client: Client) -> None:
    for number in range(21):
        add_story(number, person=f"Person {chr(65 + number)}quill")
    page = read(client, "/people/?source=the-harbour-gazette&sort=name")
    assert len(page.css("tbody tr")) == 20
    assert links(page, ".pagination a") == ["?source=the-harbour-gazette&sort=name&page=2"]
    assert words(page, ".letters span") == ["V", "W", "X", "Y", "Z"]
    assert links(page, ".letters a")[:2] == [
        "/people/?source=the-harbour-gazette&sort=name",
        "/people/?source=the-harbour-gazette&letter=A&sort=name",
    ]


@pytest.mark.parametrize(
    "url", ["/people/", "/people/marta-velisk/", "/people/marta-velisk/?compact=1", "/people/?country=RO&letter=V"]
)
def test_the_number_of_queries_does_not_grow(client: Client, url: str) -> None:
    add_story(1, date(2026, 7, 1))
    add_story(4)
    for role, day in (("head of the Mill", 1), ("former head of the Mill", 20)):
        print_role(role, date(2026, 10, day), "Capital Ledger")
    few = queries(client, url)
    for number in (2, 3):
        article = add_story(number)
        make.make_statement(article, "The canal is low.", person=make.make_person(f"Person {number}"))
        make.make_role(
            article, f"{number}.", make.make_person(), organization=make.make_organization(f"Board {number}")
        )
        print_role(f"captain of the Otter {number}", date(2026, 10, 1), "Capital Ledger")
        print_role(f"acting captain of the Otter {number}", date(2026, 10, 2), "The Harbour Gazette")
    assert Person.objects.count() == 4
    assert queries(client, url) == few
