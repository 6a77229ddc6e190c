"""The reference engine against a count by hand on small invented archives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Article, FormerSlug
from archive.search import SearchRequest, SearchTimeout, facet, search
from archive.search.query import FILTERS
from tests import factories as make

from .invented import DAYS, KNOWN, STORY, TEXT, Story, know_everything, undone, write

pytestmark = pytest.mark.django_db


@dataclass
class Asked:
    """Words as alternatives of terms; a term is (wanted, phrase)."""

    words: list[list[tuple[bool, list[str]]]]
    chosen: dict[str, list[str]]
    after: date | None
    before: date | None
    sort: str

    @property
    def q(self) -> str:
        return " OR ".join(
            " ".join(("" if wanted else "-") + f'"{" ".join(phrase)}"' for wanted, phrase in terms)
            for terms in self.words
        )

    def request(self) -> SearchRequest:
        chosen = {name: tuple(slugs) for name, slugs in self.chosen.items()}
        return SearchRequest(q=self.q, after=self.after, before=self.before, sort=self.sort, per_page=3, **chosen)

    def says(self, text: list[str]) -> bool:
        def inside(phrase: list[str]) -> bool:
            return any(text[at : at + len(phrase)] == phrase for at in range(len(text)))

        return not self.words or any(all(inside(phrase) == wanted for wanted, phrase in terms) for terms in self.words)

    def finds(self, story: Story, leave_out: str = "") -> bool:
        return (
            story.published
            and self.says(story.title + story.body)
            and all(
                not slugs or name == leave_out or bool(set(slugs) & story.has(name))
                for name, slugs in self.chosen.items()
            )
            and (self.after is None or story.day >= self.after)
            and (self.before is None or story.day <= self.before)
        )


TERM = st.tuples(st.sampled_from([True, True, False]), TEXT.map(lambda words: words[:2]))


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    """Questions with one to three conditions, so that most of them find something."""
    asked = Asked(
        [], {name: [] for name in KNOWN}, None, None, draw(st.sampled_from(["newest", "oldest", "relevance"]))
    )
    for kind in draw(
        st.lists(st.sampled_from(["words", "after", "before", *KNOWN]), min_size=1, max_size=3, unique=True)
    ):
        if kind == "words":
            asked.words = draw(st.lists(st.lists(TERM, min_size=1, max_size=2), min_size=1, max_size=2))
        elif kind in KNOWN:
            asked.chosen[kind] = draw(
                st.lists(st.sampled_from(sorted(KNOWN[kind])), min_size=1, max_size=2, unique=True)
            )
        else:
            setattr(asked, kind, draw(st.sampled_from(DAYS)))
    return asked


def count_by_hand(stories: list[Story], asked: Asked) -> dict[str, object]:
    """What the engine should say, counted in Python."""
    found = [story for story in stories if asked.finds(story)]
    facets = {}
    for name, _param in FILTERS:
        under = [story for story in stories if asked.finds(story, leave_out=name)]
        counts = {slug: sum(slug in story.has(name) for story in under) for slug in KNOWN[name]}
        facets[name] = {slug: n for slug, n in counts.items() if n or slug in asked.chosen[name]}
    months: dict[date, int] = {}
    for story in found:
        months[story.day.replace(day=1)] = months.get(story.day.replace(day=1), 0) + 1
    return {
        "total": len(found),
        "statements": sum(
            one.stands
            and asked.says(one.words)
            and (not asked.chosen["people"] or one.person in asked.chosen["people"])
            for story in found
            for one in story.said
        ),
        "facets": facets,
        "months": dict(sorted(months.items())),
    }


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(STORY, min_size=2, max_size=6), questions())
def test_totals_facets_and_months_are_those_counted_by_hand(stories: list[Story], asked: Asked) -> None:
    with undone():
        know_everything()
        for story in stories:
            write(story)
        # The two stories that make every value known stand years before; they are asked away.
        asked.after = asked.after or date(2026, 1, 1)
        page = search(asked.request())
        assert {
            "total": page.total,
            "statements": page.statement_total,
            "facets": {one.name: {value.slug: value.count for value in one.values} for one in page.facets},
            "months": {month.first: month.count for month in page.months},
        } == count_by_hand(stories, asked)
        assert {one.name: one.total for one in page.facets} == {
            one.name: sum(value.count > 0 for value in one.values) for one in page.facets
        }


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(STORY, min_size=2, max_size=7), questions())
def test_pages_together_hold_every_story_once_and_in_order(stories: list[Story], asked: Asked) -> None:
    with undone():
        for story in stories:
            write(story)
        request = asked.request().change(**dict.fromkeys(KNOWN, ()))
        asked.chosen = {name: [] for name in KNOWN}
        first = search(request)
        pages = [search(request.page_(number)) for number in range(1, first.pages + 1)]
        shown = [hit.article.pk for page in pages for hit in page.hits]
        found = [story for story in stories if asked.finds(story)]
        assert sorted(shown) == sorted(story.pk for story in found)
        if request.sort != "relevance":
            order = sorted(found, key=lambda story: (story.day, story.pk), reverse=request.sort == "newest")
            assert shown == [story.pk for story in order]
        assert [(page.first, page.last) for page in pages if page.hits] == [
            (at + 1, min(at + 3, len(found))) for at in range(0, len(found), 3)
        ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text("\"'()|&!:*<->- ORNEA/5said:", max_size=60))
def test_no_words_break_it(q: str) -> None:
    with undone():
        make.make_article(make.make_digest("Pilots worked through the weekend."))
        for show in ("stories", "statements"):
            page = search(SearchRequest(q=SearchRequest.from_query(make_query(q)).q, show=show))
            assert page.total in (0, 1)


def make_query(q: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query["q"] = q
    return query


def test_hits_say_what_matched() -> None:
    text = "Pilots <b>left</b> & the grain corridor opened.\n\n“The corridor is a promise,” Marta Velisk said."
    digest = make.make_digest(text)
    article = make.make_article(digest, title="A corridor <opens>")
    statement = make.make_statement(article, "“The corridor is a promise,”")
    make.make_statement(article, "grain corridor opened", state="rejected")
    make.link_source(article, make.make_source(), "Pilots")
    make.make_mention(article, "corridor", country=make.make_country())
    hit = search(SearchRequest(q="corridor")).hits[0]
    assert hit.article == article
    assert hit.date == digest.date
    assert hit.title == "A <mark>corridor</mark> &lt;opens&gt;"
    # The sentence of the statement is not shown twice.
    assert hit.snippet == "Pilots &lt;b&gt;left&lt;/b&gt; &amp; the grain <mark>corridor</mark> opened."
    assert [source.name for source in hit.sources] == ["The Harbour Gazette"]
    assert [country.code for country in hit.countries] == ["RO"]
    assert [(one.pk, one.words) for one in hit.statements] == [
        (statement.pk, "“The <mark>corridor</mark> is a promise,”")
    ]
    assert (hit.matching, hit.statement_count) == (1, 1)


def test_private_marks_in_a_text_mark_nothing() -> None:
    make.make_article(make.make_digest("A \ue000stray\ue001 grain \ue002script\ue002 corridor."), title="Marks")
    hit = search(SearchRequest(q="grain")).hits[0]
    assert hit.snippet == "A stray <mark>grain</mark> &lt;script&lt; corridor."


def test_a_chosen_persons_statements_are_shown_before_others() -> None:
    article = make.make_article(make.make_digest("One corridor. Two corridors. Three ships."))
    henrik = make.make_person("Henrik Aldane")
    make.make_statement(article, "One corridor.")
    both = make.make_statement(article, "Two corridors.", person=henrik)
    his = make.make_statement(article, "Three ships.", person=henrik)
    hit = search(SearchRequest(people=("henrik-aldane",))).hits[0]
    assert ([one.pk for one in hit.statements], hit.matching, hit.statement_count) == ([both.pk, his.pk], 2, 3)
    page = search(SearchRequest(q="corridor", people=("henrik-aldane",)))
    assert (page.hits[0].statements[0].pk, page.hits[0].matching, page.statement_total) == (both.pk, 1, 1)


def test_statements_are_listed_by_date_with_their_words_marked() -> None:
    older = make.make_article(make.make_digest("A grain ship. No ship.", day=date(2026, 10, 1)))
    newer = make.make_article(make.make_digest("More grain.", day=date(2026, 11, 1)))
    first = make.make_statement(older, "A grain ship.")
    make.make_statement(older, "No ship.")
    second = make.make_statement(newer, "More grain.")
    page = search(SearchRequest(q="grain", show="statements", sort="newest"))
    assert [(one.pk, one.words) for one in page.statements] == [
        (second.pk, "More <mark>grain</mark>."),
        (first.pk, "A <mark>grain</mark> ship."),
    ]
    assert (page.hits, page.total, page.statement_total, page.pages) == ((), 2, 2, 1)


def test_slugs_that_stand_for_nothing_are_said_and_the_rest_counts() -> None:
    hidden = make.make_article(make.make_digest("Nobody knows.", published=False))
    make.make_mention(hidden, "Nobody", person=make.make_person("Secret Person"))
    article = make.make_article(make.make_digest("Romania."))
    make.make_mention(article, "Romania", country=make.make_country())
    page = search(SearchRequest(people=("secret-person",), sources=("nowhere",), countries=("RO", "XX")))
    assert page.notes == (
        "No newspaper called “nowhere”.",
        "No person called “secret-person”.",
        "No country with the code “XX”.",
    )
    assert page.request == SearchRequest(countries=("RO",))
    assert [hit.article for hit in page.hits] == [article]


def test_a_former_slug_stands_for_what_has_its_address_now() -> None:
    article = make.make_article(make.make_digest("Marta spoke."))
    person = make.make_person()
    make.make_mention(article, "Marta", person=person)
    FormerSlug.objects.create(kind="person", slug="m-velisk", target=person.pk)
    page = search(SearchRequest(people=("m-velisk",)))
    assert (page.request.people, page.total, page.notes) == (("marta-velisk",), 1, ())


def test_words_too_common_to_look_for_are_said() -> None:
    article = make.make_article()
    page = search(SearchRequest(q="the"))
    assert page.notes == ("“the” holds no word that can be looked for.",)
    assert [hit.article for hit in page.hits] == [article]
    page = search(SearchRequest(q="-(the NEAR/2 of)"))
    assert page.notes == ("“the NEAR/2 of” holds no word that can be looked for.",)
    assert [hit.article for hit in page.hits] == [article]


def test_a_page_after_the_last_is_the_last() -> None:
    make.make_article()
    page = search(SearchRequest(page=7))
    assert (page.page, page.pages, page.first, page.last) == (1, 1, 1, 1)
    assert page.notes == ("There is no page 7; this is the last.",)


def test_a_facet_opens_to_all_its_values() -> None:
    article = make.make_article(make.make_digest("Many names."))
    for number in range(8):
        make.make_mention(article, "Many", person=make.make_person(f"Person {number}"))
    assert len(search(SearchRequest()).facets[2].values) == 5
    everyone = facet(SearchRequest(), "people")
    assert [value.name for value in everyone.values] == [f"Person {number}" for number in range(8)]
    assert everyone.total == 8


def test_chosen_values_are_shown_even_far_down_or_with_no_story() -> None:
    article = make.make_article(make.make_digest("Many names."))
    for number in range(8):
        make.make_mention(article, "Many", person=make.make_person(f"Person {number}"))
    make.make_topic("Weather")
    page = search(SearchRequest(people=("person-7",), topics=("weather",)))
    assert [(value.slug, value.count) for value in page.facets[0].values] == [("weather", 0)]
    assert [(value.slug, value.chosen) for value in page.facets[2].values] == [("person-7", True)]
    assert page.facets[2].values[0].count == 0


def test_the_number_of_queries_does_not_grow_with_the_hits() -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            search(SearchRequest(q="grain", countries=("RO",)))
        return len(queries)

    def add(number: int) -> Article:
        article = make.make_article(make.make_digest(f"The grain of Romania {number}."))
        make.make_statement(article, "The grain", person=make.make_person(f"Person {number}"))
        make.make_mention(article, "Romania", country=make.make_country())
        make.link_source(article, make.make_source(f"Paper {number}"), "grain")
        return article

    add(1)
    ask()  # what its words mean is known from then on
    one = ask()
    add(2), add(3)
    assert (one, ask()) == (17, 17)


@override_settings(SEARCH_TIMEOUT_MS=1)
def test_a_question_that_takes_too_long_is_cut_off() -> None:
    for number in range(30):
        make.make_article(make.make_digest(f"grain corridor {number} " * 400))
    with pytest.raises(SearchTimeout):
        search(SearchRequest(q="grain corridor"))


def test_typographic_marks_are_no_part_of_a_word() -> None:
    digest = make.make_digest(state="published")
    story = make.make_article(digest, body="“Queue” ends Norway’s wait—again… in Évora.")
    for asked in ("queue", "Norway", "again", '"queue ends"', "évora"):
        assert [hit.article for hit in search(SearchRequest(q=asked)).hits] == [story], asked


def test_beside_the_first_and_the_last_stand_the_first_and_the_last_page() -> None:
    stories = [make.make_article(make.make_digest(f"Grain {number}.")) for number in range(5)]
    asked = SearchRequest(sort="oldest", per_page=2)
    for beside, shown in (
        (asked.beside(following=stories[4].pk), (5, 5, stories[4:])),
        (asked.beside(preceding=stories[0].pk), (1, 2, stories[:2])),
        (asked.beside(preceding=stories[1].pk), (1, 2, stories[:2])),
        (asked.beside(following=stories[2].pk), (4, 5, stories[3:])),
        (asked.beside(preceding=stories[4].pk), (3, 4, stories[2:4])),
    ):
        page = search(beside)
        assert (page.first, page.last, [hit.article for hit in page.hits]) == shown
