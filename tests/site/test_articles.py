"""A story's page: its text with everything found in it, the facts beside it, and the ways on."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Article, Digest, Fact, Series
from archive.search import story_counts
from archive.site.articles import Note, lay_out
from archive.site.beside import read_beside
from archive.site.statements import Passage, for_show, passage
from archive.site.texts import Paragraph, opening, paragraphs, readable
from tests.factories import (
    link_source,
    link_topic,
    make_article,
    make_country,
    make_digest,
    make_mention,
    make_organization,
    make_person,
    make_role,
    make_series,
    make_source,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db

FIRST = "The Danube Ports Board closed two berths in Romania <for now>."
SECOND = "“Ice is early,” pilot Marta Velisk told The Harbour Gazette. Velisk has counted ships since 2020."
THIRD = "Nobody else was asked."
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
QUOTED = "“Ice is early,” pilot Marta Velisk told The Harbour Gazette."
_FACT = re.compile(
    r'<li>\s*<a [^>]*href="([^"]*)"[^>]*>([^<]*)</a>\s*<span class="facet-count">\s*<a href="([^"]*)"[^>]*>(\d+)</a>'
)


@pytest.fixture
def article() -> Article:
    return _story()


def _story(rights: str = Series.Rights.FULL) -> Article:
    """A published story with a fact of each kind, one of them rejected."""
    series = make_series(f"{rights} series", rights=rights)
    article = make_article(
        make_digest(TEXT, series=series, title="Morning digest"), title="Ice comes early", section="Ports"
    )
    marta, selim = make_person("Marta Velisk"), make_person("Selim Arkan")
    gazette = make_source("The Harbour Gazette")
    make_mention(article, "Danube Ports Board", organization=make_organization("Danube Ports Board"), state="confirmed")
    make_mention(article, "Romania", country=make_country("RO", "Romania"))
    make_mention(article, "Marta Velisk", person=marta, state="confirmed")
    make_mention(article, "Nobody", person=selim, state="rejected")
    make_role(article, "pilot", marta, state="confirmed")
    link_source(article, gazette, "The Harbour Gazette")
    link_topic(article, make_topic("Shipping"), "ships")
    make_statement(article, QUOTED, person=marta, via=gazette, state="confirmed")
    make_statement(article, "Nobody else was asked.", person=selim, state="rejected")
    return article


def _page(client: Client, article: Article) -> str:
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def _words(html: str) -> str:
    """What a reader reads in a piece of a page."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def _paragraphs(html: str) -> list[str]:
    return re.findall(r'<div class="story-row">\s*<p dir="auto">(.*?)</p>', html, re.S)


def test_the_text_with_its_marks(client: Client, article: Article) -> None:
    statement = article.statements.get(state="confirmed")
    assert _paragraphs(_page(client, article)) == [
        'The <a class="m-organization" href="/organizations/danube-ports-board/" title="Organization: Danube Ports'
        ' Board">Danube Ports Board</a> closed two berths in <a class="m-country" href="/countries/RO/" title="Country:'
        ' Romania (read by the machine)">Romania</a> &lt;for now&gt;.',
        f'<span class="m-statement" id="statement-{statement.pk}">“Ice is early,” pilot <a class="m-person"'
        ' href="/people/marta-velisk/" title="Person: Marta Velisk">Marta Velisk</a> told The Harbour Gazette.</span>'
        f'<a class="m-number" href="#note-{statement.pk}">1</a> Velisk has counted ships since 2020.',
        "Nobody else was asked.",
    ]


def test_a_note_says_speaker_role_and_newspaper_and_leads_to_the_passage(client: Client, article: Article) -> None:
    statement = article.statements.get(state="confirmed")
    notes = re.findall(r'<div class="margin-note".*?</div>', _page(client, article), re.S)
    assert [_words(note) for note in notes] == ["1 Marta Velisk pilot to The Harbour Gazette Show passage Cite"]
    assert f'href="#statement-{statement.pk}">Show passage</a>' in notes[0]


def test_a_note_that_no_editor_confirmed_says_so(client: Client, article: Article) -> None:
    make_statement(article, "Velisk has counted ships since 2020.", kind="indirect")
    notes = re.findall(r'<div class="margin-note".*?</div>', _page(client, article), re.S)
    assert [_words(note) for note in notes] == [
        "1 Marta Velisk pilot to The Harbour Gazette Show passage Cite",
        "2 Marta Velisk pilot in reported speech Show passage Cite read by the machine",
    ]


def test_a_story_of_which_no_editor_confirmed_a_note_says_so_once(client: Client, article: Article) -> None:
    article.statements.filter(state="confirmed").update(state="proposed")
    html = _page(client, article)
    said = "What is marked and noted here was read by the machine; no editor has confirmed it yet."
    assert (html.count(said), html.count(">read by the machine<")) == (1, 0)


def test_the_facts_beside_it_with_their_numbers_of_stories(client: Client, article: Article) -> None:
    other = make_article(make_digest("Marta Velisk was in Romania again."))
    make_mention(other, "Marta Velisk", person=make_person("Marta Velisk"))
    hidden = make_article(make_digest("Marta Velisk, not yet published.", published=False))
    make_mention(hidden, "Marta Velisk", person=make_person("Marta Velisk"))
    facts = re.findall(r'<aside class="story-facts".*?</aside>', _page(client, article), re.S)[0]
    assert _FACT.findall(facts) == [
        ("/people/marta-velisk/", "Marta Velisk", "/search/?person=marta-velisk", "2"),
        ("/organizations/danube-ports-board/", "Danube Ports Board", "/search/?organization=danube-ports-board", "1"),
        ("/countries/RO/", "Romania", "/search/?country=RO", "1"),
        ("/topics/shipping/", "Shipping", "/search/?topic=shipping", "1"),
    ]
    assert _words(facts).endswith("2 of these were read by the machine and not confirmed by an editor.")


def test_every_number_beside_a_story_is_what_the_search_behind_it_finds(client: Client, article: Article) -> None:
    facts = re.findall(r'<aside class="story-facts".*?</aside>', _page(client, article), re.S)[0]
    numbers = re.findall(r'<span class="facet-count">\s*<a href="([^"]*)"[^>]*>(\d+)', facts)
    found = [(url, str(client.get(f"{url}&format=json").json()["total"])) for url, _number in numbers]
    assert (found, len(found)) == (numbers, 4)


def test_says_who_checked_it(client: Client, article: Article) -> None:
    who = User.objects.create_user("rosa", first_name="Rosa", last_name="Castellane")
    Digest.objects.update(published_by=who)
    line = re.findall(r'<p class="story-line">.*?</p>', _page(client, article), re.S)[0]
    assert _words(line) == (
        "From The Harbour Gazette In the digest of 17 November 2026 Checked by Rosa Castellane ,"
        " 17 November 2026, 08:12 Cite"
    )


def test_the_citation(client: Client, article: Article) -> None:
    cited = re.findall(r'<p class="citation"[^>]*>(.*?)</p>', _page(client, article), re.S)[0]
    assert _words(cited) == (
        "“ Ice comes early ”, The Harbour Gazette , as summarised in Morning digest (full series), 17 November 2026,"
        " story 1. Press Archive. http://testserver/articles/2026-11-17-ice-comes-early/"
    )


def test_the_ways_to_the_stories_before_and_after(client: Client) -> None:
    digest = make_digest(TEXT)
    first, second, third = (make_article(digest, title=title) for title in ("One", "Two", "Three"))
    ways = [re.findall(r'rel="(prev|next)" href="([^"]*)"', _page(client, story)) for story in (first, second, third)]
    assert ways == [
        [("next", second.get_absolute_url())],
        [("prev", first.get_absolute_url()), ("next", third.get_absolute_url())],
        [("prev", second.get_absolute_url())],
    ]


def test_a_story_that_is_not_published_is_not_found(client: Client, article: Article) -> None:
    Digest.objects.update(state=Digest.State.WITHDRAWN)
    assert client.get(article.get_absolute_url()).status_code == 404
    assert client.get("/articles/never-was/").status_code == 404


def test_excerpts_show_only_the_paragraphs_in_which_something_is_said(client: Client) -> None:
    html = _page(client, _story(Series.Rights.EXCERPT))
    rows = re.findall(r'<div class="story-row">\s*<p[^>]*>(.*?)</p>', html, re.S)
    assert [_words(row) for row in rows] == [
        "[…]",
        SECOND.replace(" Velisk has", " 1 Velisk has"),
        "[…]",
    ]
    assert "closed two berths" not in html


def test_where_only_titles_may_be_shown_the_words_are_not(client: Client) -> None:
    html = _page(client, _story(Series.Rights.LINK))
    assert [words for words in ("closed two berths", "Ice is early", "Nobody else") if words in html] == []
    notes = re.findall(r'<div class="margin-note".*?</div>', html, re.S)
    assert [_words(note).partition(" Show")[0] for note in notes] == ["1 Marta Velisk pilot to The Harbour Gazette"]


def test_one_fact_of_a_kind_and_three_take_the_same_number_of_queries(client: Client, article: Article) -> None:
    with CaptureQueriesContext(connection) as one:
        _page(client, article)
    for name in ("Ana Petrescu", "Ion Lupu"):
        make_mention(article, "Nobody", person=make_person(name))
        make_mention(article, "Nobody", organization=make_organization(f"{name} and sons"))
        make_role(article, "asked", make_person(name))
        make_statement(article, THIRD, person=make_person(name))
        link_topic(article, make_topic(name), "asked")
        link_source(article, make_source(f"{name} Courier"), "asked")
        make_article(article.digest, title=name)
    with CaptureQueriesContext(connection) as three:
        _page(client, article)
    assert len(three) == len(one)


def test_a_statement_that_no_paragraph_holds_stands_first() -> None:
    article = make_article(make_digest("Marta Velisk: Ice is early\n\nThe port waits."), title="Ice")
    article.paragraphs = [[28, 43]]
    article.body = "The port waits."
    statement = make_statement(article, "Marta Velisk: Ice is early")
    note = Note(1, statement)
    rows = lay_out(paragraphs(article), [], [note], Series.Rights.FULL)
    assert [(str(row.html), row.notes) for row in rows] == [
        (
            f'<span class="m-statement" id="statement-{statement.pk}">Marta Velisk: Ice is early</span>'
            f'<a class="m-number" href="#note-{statement.pk}">1</a>',
            [note],
        ),
        ("The port waits.", []),
    ]


def test_paragraphs_are_cut_from_the_body_whatever_blank_lines_they_hold() -> None:
    article = Article(paragraphs=[[5, 11], [20, 23]], body="ab\n\ncd\n\nxyz")
    assert paragraphs(article) == [Paragraph(5, 11, "ab\n\ncd"), Paragraph(20, 23, "xyz")]


def test_readable_joins_what_is_left_out(article: Article) -> None:
    listed = [Paragraph(place, place + 5, "words") for place in (0, 10, 20, 30)]
    statement = article.statements.get(state="confirmed")
    statement.start, statement.end = 31, 34
    assert readable(listed, [statement], Series.Rights.EXCERPT) == [None, listed[3]]
    assert readable(listed, [statement], Series.Rights.FULL) == listed
    assert readable(listed, [statement], Series.Rights.LINK) == []


def test_opening_follows_the_rights() -> None:
    article = Article(body="one two three four")
    assert opening(article, Series.Rights.FULL, 3) == "one two three…"
    assert opening(article, Series.Rights.FULL, 4) == "one two three four"
    assert opening(article, Series.Rights.LINK, 3) == ""


def test_the_role_shown_is_the_one_printed_nearest_to_the_statement(article: Article) -> None:
    make_role(article, "counted ships", make_person("Marta Velisk"))
    make_role(article, "told", make_person("Marta Velisk"), state=Fact.State.REJECTED)
    shown = for_show(article.statements.filter(state="confirmed")).get()
    assert (shown.role_text, shown.rights) == ("pilot", "full")
    assert passage(shown) == Passage("", QUOTED, " Velisk has counted ships since 2020.")


def test_read_beside_prefers_shared_people_and_then_the_nearer_day(article: Article) -> None:
    marta, romania = make_person("Marta Velisk"), make_country("RO", "Romania")
    days = {
        "same person": date(2026, 9, 1),
        "near": date(2026, 11, 16),
        "far": date(2026, 10, 1),
        "too far": date(2026, 1, 1),
    }
    for title, day in days.items():
        other = make_article(make_digest(f"Marta Velisk and Romania: {title}", day=day), title=title)
        if title == "same person":
            make_mention(other, "Marta Velisk", person=marta)
        make_mention(other, "Romania", country=romania)
    found = read_beside(article, article.mentions.standing())
    assert [(one.card.article.title, one.shares) for one in found] == [
        ("same person", ("Marta Velisk", "Romania")),
        ("near", ("Romania",)),
        ("far", ("Romania",)),
    ]


def test_a_story_in_which_nobody_is_named_has_nothing_beside_it(article: Article) -> None:
    assert read_beside(article, []) == []
    assert story_counts({"people": []}) == {"people": {}}


def test_the_list_of_stories_is_the_search_page(client):
    response = client.get("/articles/")
    assert (response.status_code, response["Location"]) == (302, "/search/")
