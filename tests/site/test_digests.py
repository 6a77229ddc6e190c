"""Digests: the list by date, and each as it was received as far as its rights go."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.ingest import review
from archive.models import ChangeSet, Digest, Series
from archive.site import digests
from tests.factories import (
    make_article,
    make_digest,
    make_mention,
    make_person,
    make_series,
    make_source,
    make_statement,
)

from .reading import links, read, words

pytestmark = pytest.mark.django_db

TEXT = "Morning digest\n\nIce <comes> early\n\n“Ice is early,” Marta Velisk said.\nShe left.\n\nNobody asked why."


def _digest(
    rights: str = Series.Rights.FULL, day: date = date(2026, 11, 17), text: str = TEXT, **fields: object
) -> Digest:
    """A digest with one story that begins at its heading."""
    digest = make_digest(text, day=day, series=make_series(f"{rights} series", rights=rights), **fields)
    at = text.index("Ice <comes>")
    said, asked = text.index("“Ice"), text.index("Nobody")
    article = make_article(
        digest,
        title="Ice comes early",
        start=at,
        paragraphs=[[said, asked - 2], [asked, len(text)]],
        body=f"{text[said : asked - 2]}\n\n{text[asked:]}",
    )
    make_mention(article, "Marta Velisk", person=make_person("Marta Velisk"))
    make_statement(
        article,
        "“Ice is early,” Marta Velisk said.",
        person=make_person("Marta Velisk"),
        via=make_source("The Gazette"),
    )
    return digest


def _lines(client: Client, digest: Digest) -> list[str]:
    """The words of the text's lines, and of the rules where a story begins."""
    html = client.get(digest.get_absolute_url()).content.decode()
    text = html[
        html.index('<div class="digest-text">') : html.index("</section>", html.index('<div class="digest-text">'))
    ]
    found = re.findall(r"<p[^>]*>(.*?)</p>", text, re.S)
    return [re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", "", line))).strip() for line in found]


def test_the_text_line_by_line_and_where_its_story_begins(client: Client) -> None:
    assert _lines(client, _digest()) == [
        "Morning digest",
        "Story 1: Ice comes early",
        "Ice <comes> early",
        "“Ice is early,” Marta Velisk said.1",
        "She left.",
        "Nobody asked why.",
    ]


def test_a_line_with_its_marks(client: Client) -> None:
    digest = _digest()
    statement = digest.articles.get().statements.get()
    html = client.get(digest.get_absolute_url()).content.decode()
    assert re.findall(r'<p class="digest-line" dir="auto">(.*?)</p>', html)[2] == (
        f'<span class="m-statement" id="statement-{statement.pk}">“Ice is early,” <a class="m-person"'
        ' href="/people/marta-velisk/" title="Person: Marta Velisk (read by the machine)">Marta Velisk</a> said.</span>'
        f'<a class="m-number" href="/articles/2026-11-17-ice-comes-early/#statement-{statement.pk}">1</a>'
    )


def test_excerpts_show_only_the_paragraphs_in_which_something_is_said(client: Client) -> None:
    assert _lines(client, _digest(Series.Rights.EXCERPT)) == [
        "[…]",
        "Story 1: Ice comes early",
        "[…]",
        "“Ice is early,” Marta Velisk said.1",
        "She left.",
        "[…]",
    ]


def test_where_only_titles_may_be_shown_who_spoke_is_said_but_not_what(client: Client) -> None:
    digest = _digest(Series.Rights.LINK)
    assert _lines(client, digest) == ["Story 1: Ice comes early", "Marta Velisk, to The Gazette"]
    assert "Ice is early" not in client.get(digest.get_absolute_url()).content.decode()


def test_how_it_came(client: Client) -> None:
    digest = _digest(filename="morning.txt", parser_version="1")
    html = client.get(digest.get_absolute_url()).content.decode()
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", html, re.S)
    pairs = [(name, re.sub(r"[ \n]+", " ", value).strip()) for name, value in found]
    pairs = [(name, re.sub("<button.*", "", value)) for name, value in pairs]
    pairs = [(name, re.sub("<[^>]+>", "", value).strip()) for name, value in pairs]
    received = f"{digest.received_at:%-d %B %Y, %H:%M}, pasted"
    size = len(TEXT.encode())
    assert pairs == [
        ("Series", "full series"),
        ("Rights", "Full text"),
        ("Received", received),
        ("Published", "17 November 2026, 08:12"),
        ("Corrected", "not since it was published"),
        ("File", f"morning.txt, plain text, {size}\xa0bytes"),
        ("SHA-256", digest.sha256),
        ("Read by", "parser 1"),
    ]


def _fact(client: Client, digest: Digest, name: str) -> str:
    page = read(client, digest.get_absolute_url())
    return dict(zip(words(page, ".pairs dt"), words(page, ".pairs dd"), strict=True))[name]


def test_editors_are_named_only_by_the_name_that_they_gave_and_who_received_not_at_all(client: Client) -> None:
    editor = User.objects.create_user("rcast", first_name="Rosa", last_name="Castellane")
    other = User.objects.create_user("login-name")
    digest = make_digest(received_by=editor, published_by=editor)
    unsigned = make_digest(received_by=other, published_by=other)
    assert _fact(client, digest, "Published") == "17 November 2026, 08:12, Rosa Castellane"
    assert _fact(client, unsigned, "Published") == "17 November 2026, 08:12 by an editor"
    for one in (digest, unsigned):
        assert _fact(client, one, "Received").endswith(", pasted by an editor")
        assert not re.search("rcast|login-name", client.get(one.get_absolute_url()).content.decode())


def test_corrections_since_the_publication_are_counted(client: Client, editor: User) -> None:
    digest = _digest()
    for title in ("First", "Second"):
        change = review.set_title(digest, title=title, who=editor)
        ChangeSet.objects.filter(pk=change.pk).update(at=datetime(2026, 11, 18, 9, tzinfo=UTC))
    review.undo(change, who=editor)
    assert _fact(client, digest, "Corrected") == "once since, on 18 November 2026"


def test_the_format_is_said_where_the_name_tells_it(client: Client) -> None:
    made = [make_digest(TEXT + name, filename=name) for name in ("a.docx", "a.EML", "a")]
    said = [_fact(client, digest, "File").rpartition(", ")[0] for digest in made]
    assert said == ["a.docx, Word document", "a.EML, mail", "a"]


def test_what_belongs_to_a_digest_is_linked_from_it(client: Client) -> None:
    mail = make_digest(day=date(2026, 11, 3), title="The mail")
    digest = make_digest(parent=mail, title="This")
    make_digest(day=date(2026, 11, 4), parent=digest, title="Attached")
    make_digest(title="Later that day")
    make_digest(title="Waiting", published=False)
    make_digest(title="Another", series=make_series("Evening desk"))
    page = read(client, digest.get_absolute_url())
    assert words(page, "aside ul li") == [
        "The mail the mail that it came in",
        "Attached came attached to it",
        "Later that day same series, same day",
    ]


def test_a_very_long_text_is_cut_and_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "SHOWN", 20)
    assert _lines(client, _digest()) == [
        "Morning digest",
        "Story 1: Ice comes early",
        "Ice",
        "The text is longer than a page can show; the rest is in its stories.",
    ]


def test_the_digests_before_and_after_by_date_and_then_by_arrival(client: Client) -> None:
    days = [date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 17), date(2026, 11, 19)]
    made = [make_digest(day=day) for day in days]
    make_digest(day=date(2026, 11, 18), published=False)
    ways = [
        re.findall(r'rel="(prev|next)" href="([^"]*)"', client.get(one.get_absolute_url()).content.decode())
        for one in made
    ]
    urls = [one.get_absolute_url() for one in made]
    assert ways == [
        [("next", urls[1])],
        [("prev", urls[0]), ("next", urls[2])],
        [("prev", urls[1]), ("next", urls[3])],
        [("prev", urls[2])],
    ]


@pytest.mark.parametrize("state", ["in_review", "withdrawn"])
def test_what_is_not_published_is_not_found(client: Client, state: str) -> None:
    digest = _digest()
    Digest.objects.update(state=state)
    assert client.get(digest.get_absolute_url()).status_code == 404
    assert "Press digest" not in client.get("/digests/").content.decode()


def test_the_list_is_by_date_and_calls_an_untitled_digest_by_series_and_day(client: Client) -> None:
    make_digest(day=date(2026, 11, 3), title="The older")
    make_digest(day=date(2026, 11, 17), title="")
    html = client.get("/digests/").content.decode()
    assert re.findall(r'<h2 class="card-head"[^>]*><a[^>]*>(.*?)</a>', html) == [
        "Morning desk, 17 November 2026",
        "The older",
    ]


def test_pages_of_the_list(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "PER_PAGE", 2)
    for day in (1, 2, 3):
        make_digest(day=date(2026, 11, day), title=f"Day {day}")
    shown = {
        page: re.findall(
            r'<h2 class="card-head"[^>]*><a[^>]*>(.*?)</a>', client.get(f"/digests/?page={page}").content.decode()
        )
        for page in ("1", "2", "99", "-1", "x")
    }
    assert shown == {
        "1": ["Day 3", "Day 2"],
        "2": ["Day 1"],
        "99": ["Day 1"],
        "-1": ["Day 1"],
        "x": ["Day 3", "Day 2"],
    }


def test_the_list_by_years_and_days_and_series(client: Client) -> None:
    make_digest(day=date(2025, 11, 3), title="The older")
    make_digest(day=date(2026, 11, 17), title="The newer")
    make_digest(day=date(2026, 11, 18), title="The other", series=make_series("Evening desk"))
    page = read(client, "/digests/")
    assert list(zip(words(page, ".list-years a"), links(page, ".list-years a"), strict=True)) == [
        ("All 3", "/digests/"),
        ("2026 2", "/digests/?after=2026-01-01&before=2026-12-31"),
        ("2025 1", "/digests/?after=2025-01-01&before=2025-12-31"),
    ]
    shown = {
        query: words(read(client, f"/digests/?{query}"), ".result h2")
        for query in (
            "after=2026",
            "before=2026-11-17",
            "series=evening-desk",
            "series=none-such",
            "after=x&before=%00",
        )
    }
    assert shown == {
        "after=2026": ["The other", "The newer"],
        "before=2026-11-17": ["The newer", "The older"],
        "series=evening-desk": ["The other"],
        "series=none-such": ["The other", "The newer", "The older"],
        "after=x&before=%00": ["The other", "The newer", "The older"],
    }
    page = read(client, "/digests/?series=evening-desk")
    assert words(page, ".lede") == ["1 digest of Evening desk. All series Browse by date"]
    assert links(page, ".list-years a") == [
        "/digests/?series=evening-desk",
        "/digests/?series=evening-desk&after=2026-01-01&before=2026-12-31",
    ]
    assert words(read(client, "/digests/?series=none-such"), ".message") == ["No series is called “none-such”."]


def test_where_no_digest_is_the_list_says_so_and_where_to_go_on(client: Client) -> None:
    page = read(client, "/digests/")
    assert (words(page, ".empty h2"), links(page, ".empty a")) == (["No digest yet"], ["/"])
    make_digest()
    page = read(client, "/digests/?after=2027")
    assert (words(page, ".empty h2"), links(page, ".empty a")) == (["No digest of these days"], ["/digests/"])


def test_one_and_three_take_the_same_number_of_queries(client: Client) -> None:
    first = _digest()
    with CaptureQueriesContext(connection) as one_listed:
        client.get("/digests/")
    with CaptureQueriesContext(connection) as one_story:
        client.get(first.get_absolute_url())
    _digest(day=date(2026, 11, 18), text=TEXT + " Again.")
    _digest(day=date(2026, 11, 19), text=TEXT + " And again.")
    for title in ("Two", "Three"):
        article = make_article(first, title=title)
        make_mention(article, "Marta", person=make_person(title))
        make_statement(article, "Nobody asked why.", person=make_person(title))
    with CaptureQueriesContext(connection) as three_listed:
        client.get("/digests/")
    with CaptureQueriesContext(connection) as three_stories:
        client.get(first.get_absolute_url())
    assert (len(three_listed), len(three_stories)) == (len(one_listed), len(one_story))
    assert max(len(three_listed), len(three_stories)) < 15
