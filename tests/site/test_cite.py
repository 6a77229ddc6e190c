"""Citations of a story and of its statements: on the story's page and as files."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from archive.models import Article, Digest, Series
from tests import factories as make

from .reading import links, queries, read, words

pytestmark = pytest.mark.django_db

TEXT = "Ice closed two berths.\n\n“Ice is early,” pilot Marta Velisk told The Harbour Gazette. It was cold. Ships wait."
SAID = "“Ice is early,” pilot Marta Velisk told The Harbour Gazette."


def _story(rights: str = Series.Rights.FULL, title: str = "Ice comes early") -> Article:
    """The second story of a digest: one statement by a person with a role to a newspaper."""
    series = make.make_series("Morning desk", publisher="City Agency", rights=rights)
    digest = make.make_digest(TEXT, series=series, title="Morning digest", slug="morning")
    make.make_article(digest, title="First", slug="first")
    article = make.make_article(digest, title=title or "?", slug="ice")
    Article.objects.filter(pk=article.pk).update(title=title)
    article.refresh_from_db()
    marta, gazette = make.make_person(), make.make_source()
    make.make_role(article, "pilot", marta)
    make.link_source(article, gazette, "The Harbour Gazette")
    make.make_statement(article, SAID, person=marta, via=gazette)
    return article


def _file(client: Client, form: str, query: str = "") -> str:
    response = client.get(f"/articles/ice/cite.{form}{query}")
    assert response.status_code == 200
    return response.content.decode()


def _item(client: Client, query: str = "") -> dict[str, object]:
    (item,) = json.loads(_file(client, "json", query))
    return item


@pytest.mark.parametrize(
    ("form", "content_type"),
    [
        ("bib", "application/x-bibtex; charset=utf-8"),
        ("ris", "application/x-research-info-systems; charset=utf-8"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_a_file_is_sent_as_what_it_is(client: Client, form: str, content_type: str) -> None:
    statement = _story().statements.get()
    headers = client.get(f"/articles/ice/cite.{form}").headers
    assert (headers["Content-Type"], headers["Content-Disposition"], headers["X-Robots-Tag"]) == (
        content_type,
        f'attachment; filename="ice.{form}"',
        "noindex",
    )
    headers = client.get(f"/articles/ice/cite.{form}?statement={statement.pk}").headers
    assert headers["Content-Disposition"] == f'attachment; filename="ice-statement-{statement.pk}.{form}"'


def test_a_story_is_cited_by_newspaper_and_digest(client: Client) -> None:
    _story()
    assert _item(client) == {
        "id": "ice",
        "type": "article-newspaper",
        "title": "Ice comes early",
        "container-title": "Morning digest",
        "collection-title": "Morning desk",
        "publisher": "City Agency",
        "original-publisher": "The Harbour Gazette",
        "issued": {"date-parts": [[2026, 11, 17]]},
        "section": "2",
        "language": "en",
        "archive": "Press Archive",
        "URL": "http://testserver/articles/ice/",
        "note": "Summary of what was printed in The Harbour Gazette. Press Archive, story 2 of the digest.",
    }


def test_a_statement_is_cited_by_speaker_role_newspaper_and_passage(client: Client) -> None:
    statement = _story().statements.get()
    item = _item(client, f"?statement={statement.pk}")
    assert {name: item[name] for name in ("id", "author", "URL", "note", "abstract")} == {
        "id": f"ice-statement-{statement.pk}",
        "author": [{"family": "Velisk", "given": "Marta"}],
        "URL": f"http://testserver/articles/ice/#statement-{statement.pk}",
        "note": "Statement by Marta Velisk, pilot, to The Harbour Gazette. Summary of what was printed in The Harbour"
        " Gazette. Press Archive, story 2 of the digest.",
        "abstract": SAID,
    }


@pytest.mark.parametrize(
    ("fields", "author", "told"),
    [
        ({"organization": "Danube Ports Board"}, [{"literal": "Danube Ports Board"}], "Danube Ports Board"),
        ({"newspaper": "Capital Ledger"}, [{"literal": "Capital Ledger"}], "Capital Ledger"),
        ({"unnamed": "one of the pilots", "kind": "indirect"}, None, "one of the pilots, in reported speech"),
    ],
)
def test_whoever_speaks_is_cited(client: Client, fields: dict[str, str], author: object, told: str) -> None:
    made = {"organization": make.make_organization, "newspaper": make.make_source}
    spoken = {name: made[name](value) if name in made else value for name, value in fields.items()}
    statement = make.make_statement(_story(), "It was cold.", **spoken)
    item = _item(client, f"?statement={statement.pk}")
    assert (item.get("author"), str(item["note"]).split(". ")[0]) == (author, f"Statement by {told}")


@pytest.mark.parametrize("rights", [Series.Rights.FULL, Series.Rights.EXCERPT, Series.Rights.LINK])
def test_words_are_cited_where_the_rights_let_them_be_shown(client: Client, rights: str) -> None:
    statement = _story(rights).statements.get()
    sent = [_file(client, form, f"?statement={statement.pk}") for form in ("bib", "ris", "json")]
    sent.append(client.get(f"/articles/ice/?statement={statement.pk}").content.decode().partition('id="cite"')[2])
    assert ["Ice is early" in text for text in sent] == [rights != Series.Rights.LINK] * 4


def test_an_untitled_story_of_which_only_titles_may_be_shown_has_its_number(client: Client) -> None:
    _story(Series.Rights.LINK, title="")
    assert _item(client)["title"] == "Story 2"
    page = read(client, "/articles/ice/")
    assert words(page, "h1") == ["Story 2"]
    assert "Ice closed" not in page.html


def test_what_is_not_there_can_not_be_cited(client: Client) -> None:
    article = _story()
    rejected = make.make_statement(article, "It was cold.", state="rejected")
    elsewhere = make.make_statement(make.make_article(make.make_digest("Another day.")), "Another day.")
    asked = [f"/articles/ice/cite.{form}" for form in ("txt", "bibtex", "BIB")]
    asked += [
        f"/articles/ice/cite.bib?statement={one}"
        for one in (rejected.pk, elsewhere.pk, 0, "x", "-1", "9" * 30, "%00", "１")
    ]
    asked.append("/articles/never-was/cite.bib")
    assert [client.get(url).status_code for url in asked] == [404] * len(asked)


def test_a_withdrawn_story_can_not_be_cited(client: Client) -> None:
    statement = _story().statements.get()
    Digest.objects.update(state=Digest.State.WITHDRAWN)
    urls = [f"/articles/ice/cite.{form}{query}" for form in ("bib", "ris", "json")
            for query in ("", f"?statement={statement.pk}")]  # fmt: skip
    assert [client.get(url).status_code for url in urls] == [404] * 6


def test_the_page_has_every_format_and_its_file(client: Client) -> None:
    _story()
    page = read(client, "/articles/ice/")
    assert words(page, ".cite h2") == ["Cite this story"]
    assert links(page, ".cite-file a") == [f"/articles/ice/cite.{form}" for form in ("bib", "ris", "json")]
    shown = [node.text() for node in page.css(".cite-file pre")]
    files = [_file(client, form).replace("\r\n", "\n") for form in ("bib", "ris", "json")]
    assert [text.replace("\r\n", "\n") for text in shown] == files
    targets = [str(node.attributes["data-copy"]) for node in page.css("[data-copy]")]
    assert targets == ["citation", "citation-bib", "citation-ris", "citation-json"]
    assert [len(page.css(f"#{target}")) for target in targets] == [1, 1, 1, 1]


def test_the_box_tells_how_a_story_came(client: Client) -> None:
    _story()
    pairs = words(read(client, "/articles/ice/"), ".cite dt, .cite dd")[:4]
    assert pairs == [
        "Printed in", "The Harbour Gazette",
        "Summarised in", "Morning digest, Morning desk, City Agency",
    ]  # fmt: skip


def test_a_note_leads_to_its_statements_citation(client: Client) -> None:
    statement = _story().statements.get()
    (url,) = [url for url in links(read(client, "/articles/ice/"), ".margin-note a") if url and "#cite" in url]
    assert url == f"?statement={statement.pk}#cite"
    page = read(client, f"/articles/ice/?statement={statement.pk}")
    assert words(page, ".cite h2") == ["Cite this statement"]
    assert words(page, ".cite dt, .cite dd")[:2] == ["Said by", "Marta Velisk, pilot, to The Harbour Gazette"]
    assert words(page, "#citation") == [
        "Marta Velisk, pilot, to The Harbour Gazette, in “Ice comes early”, as summarised in Morning digest (Morning"
        f" desk, City Agency), 17 November 2026, story 2. Press Archive. http://testserver/articles/ice/#statement-{statement.pk}"
    ]
    assert links(page, ".cite-file a")[0] == f"/articles/ice/cite.bib?statement={statement.pk}"
    assert links(page, ".cite .section-head a") == ["/articles/ice/#cite"]


@pytest.mark.parametrize("asked", ["0", "x", "", "9" * 40, "%00"])
def test_a_page_asked_for_no_statement_of_its_own_cites_the_story(client: Client, asked: str) -> None:
    _story()
    assert words(read(client, f"/articles/ice/?statement={asked}"), ".cite h2") == ["Cite this story"]


def test_a_file_costs_the_same_whatever_the_story_holds(client: Client) -> None:
    article = _story()
    one = queries(client, "/articles/ice/cite.bib")
    for name in ("Capital Ledger", "The Meridian Post"):
        make.link_source(article, make.make_source(name), "Ships")
        make.make_statement(article, "Ships wait.", person=make.make_person(name))
    assert (queries(client, "/articles/ice/cite.bib"), one) == (one, 3)
