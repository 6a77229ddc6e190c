from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from archive.search.language import LONGEST
from archive.search.query import FILTERS, SearchRequest

SLUGS = st.lists(st.from_regex(r"[-a-z0-9_]{1,20}", fullmatch=True), max_size=4).map(tuple)
CODES = st.lists(st.sampled_from(["RS", "RO", "TR", "EG"]), max_size=3).map(tuple)
PARAMS = ["q", *(param for _name, param in FILTERS), "after", "before", "exact", "sort", "show", "compact", "page"]


def read(query: str) -> SearchRequest:
    return SearchRequest.from_query(QueryDict(query))


@st.composite
def requests(draw: st.DrawFn) -> SearchRequest:
    return SearchRequest(
        q=draw(st.text("ab \"-()|&'éЖ", max_size=30).map(lambda text: " ".join(text.split()))),
        topics=draw(SLUGS),
        sources=draw(SLUGS),
        people=draw(SLUGS),
        organizations=draw(SLUGS),
        countries=draw(CODES),
        sections=draw(SLUGS),
        after=draw(st.none() | st.dates()),
        before=draw(st.none() | st.dates()),
        sort=draw(st.sampled_from(["", "newest", "oldest", "relevance"])),
        exact=draw(st.booleans()),
        show=draw(st.sampled_from(["stories", "statements"])),
        compact=draw(st.booleans()),
        page=draw(st.integers(1, 1_000_000)),
        following=draw(st.none() | st.integers(1, 10**18 - 1)),
        preceding=draw(st.none() | st.integers(1, 10**18 - 1)),
    )


@given(requests())
def test_a_request_survives_its_url(request: SearchRequest) -> None:
    again = read(request.to_query())
    assert (again, again.notes) == (request, ())


@given(st.lists(st.tuples(st.sampled_from(PARAMS), st.text(max_size=40)), max_size=12))
def test_anything_parses_and_its_url_means_the_same(pairs: list[tuple[str, str]]) -> None:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    request = SearchRequest.from_query(query)
    assert read(request.to_query()) == request


@given(st.binary(max_size=200))
def test_any_bytes_parse(raw: bytes) -> None:
    request = SearchRequest.from_query(QueryDict(b"q=" + raw + b"&after=" + raw + b"&person=" + raw))
    assert read(request.to_query()) == request
    assert "\0" not in request.q


def test_the_order_of_values_and_their_repetition_do_not_matter() -> None:
    request = read("country=ro&country=TR&country=RO&source=b-post&source=A-Post")
    assert request == SearchRequest(countries=("RO", "TR"), sources=("a-post", "b-post"))
    assert request.to_query() == "source=a-post&source=b-post&country=RO&country=TR"


@pytest.mark.parametrize(
    ("query", "after", "before"),
    [
        ("after=2026&before=2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("after=2024-02&before=2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("after=2026-11-17&before=2026-11-18", date(2026, 11, 17), date(2026, 11, 18)),
        ("after=&before=", None, None),
    ],
)
def test_dates_are_days_months_or_years(query: str, after: date | None, before: date | None) -> None:
    request = read(query)
    assert (request.after, request.before, request.notes) == (after, before, ())


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("after=2026-02-30", "“2026-02-30” is not a date like 2026-11-17, 2026-11 or 2026."),
        ("before=2026-13", "“2026-13” is not a date like 2026-11-17, 2026-11 or 2026."),
        ("after=0000", "“0000” is not a date like 2026-11-17, 2026-11 or 2026."),
        ("after=yesterday", "“yesterday” is not a date like 2026-11-17, 2026-11 or 2026."),
        ("page=-1", "“-1” is not a page; this is page 1."),
        ("page=two", "“two” is not a page; this is page 1."),
        ("following=-7", "“-7” is nothing that a page can stand beside; this is page 1."),
        ("preceding=two", "“two” is nothing that a page can stand beside; this is page 1."),
        ("sort=best", "“best” is none of: newest, oldest, relevance."),
        ("show=all", "“all” is none of: stories, statements."),
        ("person=Marta Velisk", "No person called “Marta Velisk”."),
        ("source=<b>", "No newspaper called “<b>”."),
        ("country=R%00S T", "No country with the code “R S T”."),
        ("q=" + "x" * 10_000, "Only the first 500 characters were looked for."),
    ],
)
def test_what_is_not_understood_is_said_and_left_out(query: str, note: str) -> None:
    request = read(query)
    assert request.notes == (note,)
    assert request == SearchRequest(q="x" * LONGEST if query.startswith("q=") else "")


def test_page_numbers_end_somewhere() -> None:
    assert read("page=" + "9" * 3000).page == 1_000_000
    assert read("page=" + "9" * 9000).page == 1


def test_values_of_one_filter_end_somewhere() -> None:
    request = read("&".join(f"person=p{number:03}" for number in range(100)))
    assert request.people == tuple(f"p{number:03}" for number in range(40))
    assert request.notes == ("Of 100 values for “person” the first 40 count.",)


def test_words_bring_the_best_first_and_everything_else_the_newest() -> None:
    assert read("q=grain").sort == "relevance"
    assert read("").sort == "newest"
    assert read("sort=relevance").sort == "newest"
    assert read("q=grain&sort=newest").to_query() == "q=grain&sort=newest"
    assert read("q=grain&sort=relevance").to_query() == "q=grain"


def test_filters_are_added_and_taken_away_from_page_one() -> None:
    request = read("q=grain&country=RO&country=TR&page=3&sort=oldest&after=2026")
    assert (
        request.with_("countries", "EG").to_query()
        == "q=grain&country=EG&country=RO&country=TR&after=2026-01-01&sort=oldest"
    )
    assert request.without("countries", "RO").to_query() == "q=grain&country=TR&after=2026-01-01&sort=oldest"
    assert request.without("countries").to_query() == "q=grain&after=2026-01-01&sort=oldest"
    assert request.without("after").to_query() == "q=grain&country=RO&country=TR&sort=oldest"
    assert request.without("q").to_query() == "country=RO&country=TR&after=2026-01-01&sort=oldest"
    assert request.page_(4).to_query().endswith("&page=4")


def test_how_much_is_shown_stays_while_the_question_changes() -> None:
    request = read("q=grain&country=RO&compact=1&page=2")
    assert request.without("q").to_query() == "country=RO&compact=1"
    assert request.with_("people", "marta-velisk").to_query() == "q=grain&person=marta-velisk&country=RO&compact=1"
    assert request.page_(3).to_query() == "q=grain&country=RO&compact=1&page=3"
    assert request.change(sort="oldest").beside(following=7).to_query().endswith("&compact=1&following=7")
    assert [read(f"compact={value}").to_query() for value in ("", "0", "yes", "1")] == ["", "", "", "compact=1"]


def test_an_order_nobody_chose_follows_the_words() -> None:
    assert read("q=grain").without("q").sort == "newest"
    assert read("country=RO").change(q="grain").sort == "relevance"
    assert read("q=grain&sort=newest").without("q").to_query() == ""
