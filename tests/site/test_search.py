from __future__ import annotations

import json
from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client, override_settings
from selectolax.lexbor import LexborHTMLParser

from archive.models import Article
from archive.search.tally import tally
from tests import factories as make

from .reading import links, queries, read, words

pytestmark = pytest.mark.django_db


def add_story(number: int = 1, day: date = date(2026, 11, 17), country: str = "RO") -> Article:
    """A story on the grain corridor with a newspaper, a country and two statements, one with the words."""
    text = f"The grain corridor opened {number}.\n\n“The corridor is a promise,” Marta Velisk said. She counts ships."
    article = make.make_article(make.make_digest(text, day=day), title=f"Story number {number}", section="Economy")
    make.make_statement(article, "“The corridor is a promise,”", via=make.make_source())
    make.make_statement(article, "She counts ships.")
    make.make_mention(
        article, "corridor", country=make.make_country(country, {"RO": "Romania", "TR": "Türkiye"}[country])
    )
    make.link_source(article, make.make_source(), "grain")
    make.link_topic(article, make.make_topic(), "corridor")
    return article


def test_the_page_says_what_was_found(client: Client) -> None:
    add_story()
    page = read(client, "/search/?q=corridor&country=RO&after=2026")
    assert words(page, "h1") == ["1 story and 1 statement say corridor"]
    assert words(page, ".answer-about") == ["about Romania, since 1 January 2026"]
    assert words(page, ".chip") == ["Country Romania ×", "Since 1 January 2026 ×", "Clear all"]
    assert links(page, ".chip") == [
        "/search/?q=corridor&after=2026-01-01",
        "/search/?q=corridor&country=RO",
        "/search/?q=corridor",
    ]
    assert words(page, ".tabs a") == ["Stories 1", "Statements 1"]
    assert words(page, ".answer-line p") == ["1 to 1 of 1"]
    assert words(page, ".result-head") == ["Story number 1"]
    assert words(page, ".result .statement-words") == ["“The corridor is a promise,”"]
    # In the snippet, in the statement, and the passage behind it.
    assert words(page, ".result mark") == ["corridor", "corridor", "“The corridor is a promise,”"]


def test_filters_are_links_that_choose_and_let_go(client: Client) -> None:
    add_story(1)
    add_story(2, country="TR")
    page = read(client, "/search/?country=RO")
    rows = {" ".join(row.text().split()): row for row in page.css(".facet-row")}
    assert rows["Romania 1"].attributes["href"] == "/search/"
    assert rows["Romania 1"].attributes["aria-current"] == "true"
    assert rows["Türkiye 1"].attributes["href"] == "/search/?country=RO&country=TR"
    assert rows["Marta Velisk 1"].attributes["href"] == "/search/?person=marta-velisk&country=RO"
    assert words(page, ".facet-head h2") == ["Newspaper", "Country", "Person", "Topic", "Section", "Date"]
    assert words(page, ".result-head") == ["Story number 1"]


def test_months_lead_to_their_stories(client: Client) -> None:
    add_story(1)
    add_story(2, day=date(2026, 10, 2))
    page = read(client, "/search/?q=corridor")
    assert links(page, ".columns-chart a") == [
        "/search/?q=corridor&after=2026-10-01&before=2026-10-31",
        "/search/?q=corridor&after=2026-11-01&before=2026-11-30",
    ]
    assert words(page, ".columns-table td") == ["October 2026", "1", "November 2026", "1"]


def test_statements_are_a_list_of_their_own(client: Client) -> None:
    add_story()
    page = read(client, "/search/?q=corridor&show=statements")
    assert words(page, ".ledger-row .statement-words") == ["“The corridor is a promise,”"]
    assert words(page, ".ledger-row .byline") == ["Marta Velisk, to The Harbour Gazette"]
    assert words(page, ".result-head") == []


def test_a_compact_list_has_a_line_for_each_story(client: Client) -> None:
    add_story()
    make.make_article(make.make_digest("A corridor without a word from anybody."), title="Silence")
    page = read(client, "/search/?q=corridor&sort=oldest&compact=1")
    assert [words(line, "p, h2") for line in page.css(".line")] == [
        ["17 Nov 2026", "The Harbour Gazette", "Story number 1", "2 statements"],
        ["17 Nov 2026", "", "Silence", ""],
    ]
    story = "/articles/2026-11-17-story-number-1/"
    assert links(page.css_first(".line"), "a") == [
        "/calendar/2026/11/17/", "/newspapers/the-harbour-gazette/", story, f"{story}#text"
    ]  # fmt: skip
    assert words(page, ".result, .statement") == []


def test_a_compact_list_has_a_line_for_each_statement(client: Client) -> None:
    add_story()
    page = read(client, "/search/?q=promise&show=statements&compact=1")
    assert [words(line, "p") for line in page.css(".line")] == [
        ["17 Nov 2026", "Marta Velisk, to The Harbour Gazette", "“The corridor is a promise,”"]
    ]
    assert words(page, ".line mark") == ["promise"]
    statement = Article.objects.get().statements.order_by("start").first()
    assert statement is not None
    assert links(page, ".line-words a") == [f"/articles/2026-11-17-story-number-1/#statement-{statement.pk}"]


@pytest.mark.parametrize("show", ["stories", "statements"])
def test_a_compact_list_keeps_back_what_may_not_be_shown(client: Client, show: str) -> None:
    digest = make.make_digest("The corridor is shut, she said.", series=make.make_series(rights="link"))
    make.make_statement(make.make_article(digest, title="The corridor"), "The corridor is shut, she said.")
    page = read(client, f"/search/?q=corridor&compact=1&show={show}")
    assert len(page.css(".line")) == 1
    assert "is shut" not in words(page, "body")[0]


def test_every_way_on_keeps_the_list_compact(client: Client) -> None:
    for number in range(21):
        add_story(number, day=date(2026, 10 + number % 2, 17))
    page = read(client, "/search/?q=corridor&country=RO&compact=1")
    ways = [url for url in links(page, "#found a") if url and url.startswith("/search/")]
    assert len(ways) > 15
    assert [url for url in ways if "compact=1" not in url] == ["/search/?q=corridor&country=RO"]  # the full list
    forms = [form.css("input[name=compact]") for form in page.css("#found form")]
    assert [len(fields) for fields in forms] == [1, 1]
    box = page.css_first("input[name=compact][form=search-box-form]")
    assert box.attributes["value"] == "1"
    assert links(page, ".sizes a[aria-current]") == ["/search/?q=corridor&country=RO&compact=1"]


def test_the_page_stays_while_the_list_becomes_compact(client: Client) -> None:
    for number in range(21):
        add_story(number)
    page = read(client, "/search/?q=corridor&page=2")
    assert links(page, ".sizes a") == ["/search/?q=corridor&page=2", "/search/?q=corridor&compact=1&page=2"]


def test_the_box_keeps_the_filters(client: Client) -> None:
    add_story()
    page = read(client, "/search/?q=corridor&country=RO&page=3")
    kept = page.css("input[form=search-box-form]")
    assert [(one.attributes["name"], one.attributes["value"]) for one in kept] == [("country", "RO")]


def test_pages_keep_the_question(client: Client) -> None:
    for number in range(21):
        add_story(number)
    page = read(client, "/search/?q=corridor&country=RO&sort=newest")
    assert words(page, ".answer-line p") == ["1 to 20 of 21"]
    last = Article.objects.get(slug=links(page, ".result-head a")[-1].split("/")[-2])
    following = f"/search/?q=corridor&country=RO&sort=newest&following={last.pk}"
    assert links(page, ".pagination a") == [following]
    assert words(read(client, following), ".result-head") == ["Story number 0"]


def test_an_empty_answer_says_what_to_drop(client: Client) -> None:
    add_story(1)
    make.make_country("TR", "Türkiye")
    page = read(client, "/search/?q=corridor&country=TR")
    assert words(page, ".empty h2") == ["No story answers this."]
    assert words(page, ".empty li") == ["Country: Türkiye would leave 1 story"]
    assert links(page, ".empty li a") == ["/search/?q=corridor"]


def test_a_question_with_clauses_is_explained_and_taken_apart(client: Client) -> None:
    add_story(1)
    page = read(client, "/search/?q=person:Velisk+-title:corn+date:2026")
    assert words(page, "p.answer-about") == [
        "Asked: Velisk is in the story, it is not so that the headline says “corn”, from 2026-01-01 to 2026-12-31",
        "“Velisk” stands for Marta Velisk. Only names as typed",
    ]
    assert words(page, ".chip") == [
        "Person Velisk ×", "Without title:corn ×", "Date 2026-01-01..2026-12-31 ×", "Clear all"
    ]  # fmt: skip
    assert links(page, ".chip") == [
        "/search/?q=-title%3Acorn+date%3A2026-01-01..2026-12-31",
        "/search/?q=person%3AVelisk+date%3A2026-01-01..2026-12-31",
        "/search/?q=person%3AVelisk+-title%3Acorn",
        "/search/",
    ]
    assert words(page, ".result-head") == ["Story number 1"]


def test_names_can_be_looked_for_only_as_typed(client: Client) -> None:
    add_story(1)
    page = read(client, "/search/?q=person:Velisk&exact=1")
    assert words(page, ".message--doubt") == ["No person called “Velisk”."]
    assert words(page, "p.answer-about") == [
        "Asked: Velisk is in the story", "Names are looked for only as typed. In any spelling"
    ]  # fmt: skip
    assert links(page, "p.answer-about a") == ["/search/?q=person%3AVelisk"]


def test_words_inside_statements_list_statements(client: Client) -> None:
    add_story(1)
    page = read(client, "/search/?q=said:ships")
    assert words(page, ".tabs a[aria-current]") == ["Statements 1"]
    assert words(page, "p.statement-words") == ["She counts ships."]


def test_a_clause_that_nothing_answers_is_named_with_names_spelled_alike(client: Client) -> None:
    add_story(1)
    page = read(client, "/search/?q=corridor+person:%22Martha+Velisk%22")
    assert words(page, ".empty > p")[0] == (
        'Nothing in the archive has person:"Martha Velisk". Did you mean Marta Velisk?'
    )
    assert links(page, ".empty > p a")[:1] == ["/search/?q=corridor+person%3A%22Marta+Velisk%22"]


def test_an_empty_archive_says_so(client: Client) -> None:
    assert words(read(client, "/search/"), ".empty p") == ["Nothing has been published yet."]


def test_all_values_of_a_filter_have_a_page(client: Client) -> None:
    article = add_story()
    for number in range(7):
        make.make_mention(article, "grain", person=make.make_person(f"Person {number}"))
    assert links(read(client, "/search/?q=corridor"), ".facet-all a") == ["/search/?q=corridor&all=person"]
    page = read(client, "/search/?q=corridor&all=person")
    assert words(page, "h1") == ["All 8 people"]
    assert links(page, ".values a")[-1] == "/search/?q=corridor&person=marta-velisk"
    assert len(page.css(".values a")) == 8


def test_what_is_found_is_escaped(client: Client) -> None:
    digest = make.make_digest("<script>alert(1)</script> grain & <b>ships</b>.")
    make.make_statement(make.make_article(digest, title="<i>Grain</i>"), "grain & <b>ships</b>.")
    body = client.get("/search/?q=grain+ships+%22%3Cscript%3E").content.decode()
    assert "<script>alert" not in body
    assert "<b>" not in body
    assert "<i>" not in body


BAD = [
    "page=-1",
    "page=99999999999999999999",
    "page=one",
    "q=" + "x" * 10_000,
    "q=" + quote('"unbalanced (or -'),
    "q=%00",
    "q=%ff%fe",
    "q=%22%22+or+or+-",
    "q=:*%26|!",
    "person=nobody&source=nowhere&country=ZZ&topic=none&section=none&organization=none",
    "country=%00",
    "person=" + "&person=".join(f"p{number}" for number in range(500)),
    "after=2026-99-99&before=9999-12-31",
    "after=0001-01-01&before=0001-01-01",
    "after=2026-11-18&before=2026-11-17",
    "sort=sideways&show=everything",
    "all=everything",
    "all=country&country=zz",
    "format=xml",
    "q=the",
    "%5B%5D=&&&===",
]


@pytest.mark.parametrize("query", BAD, ids=[query[:30] for query in BAD])
@pytest.mark.parametrize("form", ["", "&format=json", "&show=statements"])
def test_bad_questions_are_answered(client: Client, query: str, form: str) -> None:
    add_story()
    assert client.get(f"/search/?{query}{form}").status_code == 200


def test_notes_say_what_was_not_understood(client: Client) -> None:
    page = read(client, "/search/?page=-1&source=nowhere")
    assert words(page, ".answer-notes p") == ["“-1” is not a page; this is page 1.", "No newspaper called “nowhere”."]


def test_json_has_the_same_answer(client: Client) -> None:
    article = add_story()
    answer = json.loads(client.get("/search/?q=corridor&source=the-harbour-gazette&format=json").content)
    story = f"http://testserver{article.get_absolute_url()}"
    statement = article.statements.order_by("start").first()
    assert statement is not None
    assert answer == {
        "total": 1,
        "statement_total": 1,
        "page": 1,
        "pages": 1,
        "previous": None,
        "next": None,
        "hits": [
            {
                "title": "Story number 1",
                "url": story,
                "date": "2026-11-17",
                "sources": [{"slug": "the-harbour-gazette", "name": "The Harbour Gazette"}],
                "countries": ["RO"],
                "snippet": "The grain <mark>corridor</mark> opened 1. … She counts ships.",
                "statements": [
                    {
                        "speaker": "Marta Velisk",
                        "role": "",
                        "newspaper": "The Harbour Gazette",
                        "kind": "direct",
                        "text": "“The corridor is a promise,”",
                        "date": "2026-11-17",
                        "url": f"{story}#statement-{statement.pk}",
                    }
                ],
            }
        ],
        "statements": [],
        "facets": {
            "topic": [{"slug": "shipping", "name": "Shipping", "count": 1, "chosen": False}],
            "source": [{"slug": "the-harbour-gazette", "name": "The Harbour Gazette", "count": 1, "chosen": True}],
            "person": [{"slug": "marta-velisk", "name": "Marta Velisk", "count": 1, "chosen": False}],
            "organization": [],
            "country": [{"slug": "RO", "name": "Romania", "count": 1, "chosen": False}],
            "section": [{"slug": "economy", "name": "Economy", "count": 1, "chosen": False}],
        },
        "months": [{"month": "2026-11", "count": 1}],
        "notes": [],
        "asked": "“corridor”",
        "meant": [],
    }


def test_words_of_a_series_that_only_links_are_kept_back(client: Client) -> None:
    series = make.make_series("Links only", rights="link")
    article = make.make_article(make.make_digest("The grain corridor. It opened.", series=series), title="Opened")
    make.make_statement(article, "The grain corridor.")
    for query in (
        "q=corridor",
        "q=corridor&show=statements",
        "q=corridor&format=json",
        "q=corridor&show=statements&format=json",
    ):
        assert "The grain" not in client.get(f"/search/?{query}").content.decode()


@override_settings(SEARCH_TIMEOUT_MS=1)
def test_a_question_that_takes_too_long_is_answered_with_503(client: Client) -> None:
    for number in range(30):
        make.make_article(make.make_digest(f"grain corridor {number} " * 400))
    response = client.get("/search/?q=grain+corridor")
    assert response.status_code == 503
    assert words(LexborHTMLParser(response.content), "h1") == ["This took too long"]


@pytest.mark.parametrize(
    "url",
    [
        "/search/?q=corridor",
        "/search/?q=corridor&show=statements",
        "/search/?q=corridor&compact=1",
        "/search/?q=corridor&show=statements&compact=1",
        "/search/?format=json",
    ],
)
def test_the_number_of_queries_does_not_grow(client: Client, url: str) -> None:
    add_story(1)
    one = queries(client, url)
    add_story(2)
    add_story(3, country="TR")
    assert queries(client, url) == one


def test_a_misspelt_word_gets_the_likest_that_stories_have(client: Client) -> None:
    add_story(1)
    tally()
    page = read(client, "/search/?q=coridor+person:Velisk")
    assert words(page, ".empty > p")[0] == "Nothing in the archive has coridor. Did you mean corridor?"
    assert links(page, ".empty > p a")[:1] == ["/search/?q=corridor+person%3AVelisk"]
    assert words(read(client, "/search/?q=zzyzx"), ".empty > p")[0] == "Nothing in the archive has zzyzx."


def test_all_values_are_narrowed_by_a_name(client: Client) -> None:
    article = add_story()
    for name in ("Selim Arkan", "Henrik Aldane"):
        make.make_mention(article, "grain", person=make.make_person(name))
    page = read(client, "/search/?q=corridor&all=person&named=arka")
    assert words(page, "h1") == ["All 3 people"]
    assert links(page, ".values a") == ["/search/?q=corridor&person=selim-arkan"]
    assert words(page, "p.note") == ["1 has a name that begins so. All 3 people"]
    kept = [(one.attributes["name"], one.attributes["value"]) for one in page.css(".values-find input[type=hidden]")]
    assert kept == [("q", "corridor"), ("all", "person")]


@pytest.mark.parametrize(
    ("filter", "named", "found"),
    [
        ("source", "harb", ["The Harbour Gazette 1"]),
        ("country", "ro", ["Romania 1"]),
        ("topic", "ship", ["Shipping 1"]),
        ("section", "econ", []),
        ("person", "—", []),
        ("person", "%", []),
        ("person", "lisk", []),
    ],
)
def test_values_of_any_filter_are_narrowed(client: Client, filter: str, named: str, found: list[str]) -> None:
    add_story()
    assert words(read(client, f"/search/?all={filter}&named={quote(named)}"), ".values a") == found


def test_no_value_of_a_name_says_so(client: Client) -> None:
    add_story()
    page = read(client, "/search/?person=marta-velisk&all=country&named=Atlantis")
    assert words(page, ".empty h2") == ["No name here begins with “Atlantis”."]
    assert links(page, ".empty a") == ["/search/?person=marta-velisk&all=country"]
