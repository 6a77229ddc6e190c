from __future__ import annotations

from datetime import date

import pytest

from archive.models import Article, FormerSlug, Statement
from archive.search import Month, SearchRequest, comparing, figures, total
from archive.search.comparing import Beside, Counted, Known, Scope, Side, Values, compared, spelled
from tests import factories as make

from .said import count_statements, narrowed, statements_of

pytestmark = pytest.mark.django_db

TEXT = "One fee. Two fees. Three fees. Four fees."
OTHERS = ["sources", "countries", "topics"]


@pytest.fixture
def stories() -> list[Article]:
    """Marta speaks in September (Romania), with Henrik in October (Romania, grain), alone in November (Türkiye, grain).

    Henrik speaks alone in December (Romania, Egypt, grain); the last story is not published.
    """
    days = [date(2026, 9, 5), date(2026, 10, 5), date(2026, 11, 5), date(2026, 12, 5)]
    made = [make.make_article(make.make_digest(f"{TEXT} {day}", day=day)) for day in days]
    made.append(make.make_article(make.make_digest(f"{TEXT} hidden", published=False)))
    gazette, ledger = make.make_source(), make.make_source("Capital Ledger")
    henrik = make.make_person("Henrik Aldane")
    make.make_statement(made[0], "One fee.", via=gazette)
    make.make_statement(made[0], "Two fees.", via=gazette, state="rejected")
    make.make_statement(made[1], "One fee.", via=gazette)
    make.make_statement(made[1], "Two fees.", via=ledger)
    make.make_statement(made[1], "Three fees.", person=henrik, via=ledger)
    make.make_statement(made[2], "One fee.", via=ledger)
    make.make_statement(made[3], "One fee.", person=henrik, via=ledger)
    make.make_statement(made[4], "One fee.", via=ledger)
    countries = {"RO": "Romania", "TR": "Türkiye", "EG": "Egypt"}
    for article, codes in zip(made, ("RO", "RO", "TR", "RO EG", "RO"), strict=True):
        for code in codes.split():
            make.make_mention(article, "Four", country=make.make_country(code, countries[code]))
    for article in made[1:]:
        make.link_topic(article, make.make_topic("Grain"), "Two")
    return made


def _months(*counts: tuple[date, int]) -> tuple[Month, ...]:
    return tuple(Month(*one) for one in counts)


def people() -> tuple[int, int]:
    return make.make_person().pk, make.make_person("Henrik Aldane").pk


def test_sides_are_counted_by_month(stories: list[Article]) -> None:
    found = compared("people", people(), Scope(), OTHERS)
    months = [date(2026, month, 1) for month in (9, 10, 11, 12)]
    assert found.sides == [
        Side(
            (Month(months[0], 1), Month(months[1], 2), Month(months[2], 1)), 4, date(2026, 9, 5), date(2026, 11, 5), 3
        ),
        Side((Month(months[1], 1), Month(months[3], 1)), 2, date(2026, 10, 5), date(2026, 12, 5), 2),
    ]


def test_sides_are_counted_as_on_their_pages(stories: list[Article]) -> None:
    for name, keys in (
        ("people", people()),
        ("sources", (make.make_source().pk, make.make_source("Capital Ledger").pk)),
        ("countries", ("RO", "TR", "EG")),
    ):
        found = compared(name, keys, Scope(), [other for other in OTHERS if other != name])
        by_page = figures(name, keys)
        for place, (key, side) in enumerate(zip(keys, found.sides, strict=True)):
            one = by_page[key]
            assert (side.statements, side.stories) == (one.statements, one.stories)
            assert (side.first, side.last) == (one.first_said, one.last_said)
            for other, values in found.values.items():
                here = {value.slug: value.counts[place] for value in values.first if value.counts[place]}
                said = count_statements(statements_of(name, key), other)
                assert here == {value.slug: value.count for value in said}


def test_what_else_the_statements_have_stands_side_by_side(stories: list[Article]) -> None:
    found = compared("people", people(), Scope(), OTHERS)
    ledger, gazette = (
        Counted("capital-ledger", "Capital Ledger", (2, 2), 4),
        Counted("the-harbour-gazette", "The Harbour Gazette", (2, 0), 2),
    )
    romania, egypt, turkey = (
        Counted("RO", "Romania", (3, 2), 5),
        Counted("EG", "Egypt", (0, 1), 1),
        Counted("TR", "Türkiye", (1, 0), 1),
    )
    grain = Counted("grain", "Grain", (3, 2), 5)
    assert found.values == {
        "sources": Values([ledger, gazette], [ledger], ([gazette], []), [ledger, gazette], 2, (2, 1)),
        "countries": Values(
            [romania, egypt, turkey], [romania], ([turkey], [egypt]), [romania, egypt, turkey], 3, (2, 2)
        ),
        "topics": Values([grain], [grain], ([], []), [grain], 1, (1, 1)),
    }


def test_of_very_many_values_the_first_are_listed_and_all_are_counted(
    stories: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST_LISTED", 1)
    countries = compared("people", people(), Scope(), OTHERS).values["countries"]
    romania = Counted("RO", "Romania", (3, 2), 5)
    alone = ([Counted("TR", "Türkiye", (1, 0), 1)], [Counted("EG", "Egypt", (0, 1), 1)])
    assert countries == Values([romania], [romania], alone, [romania], 3, (2, 2))
    monkeypatch.setattr(comparing, "MOST_NAMED", 1)
    for article in stories[:4]:
        make.make_mention(article, "Two", country=make.make_country("AA", "Aland"))
    assert compared("people", people(), Scope(), OTHERS).values["countries"].first == [
        Counted("AA", "Aland", (4, 2), 6)
    ]


def test_the_stories_of_all_are_those_that_a_search_finds(stories: list[Article]) -> None:
    found = compared("people", people(), Scope(), OTHERS)
    both = SearchRequest(q="person:marta-velisk person:henrik-aldane")
    assert found.together == {frozenset([0]): 3, frozenset([1]): 2, frozenset([0, 1]): total(both)}
    assert total(both) == 1


def test_days_and_a_country_narrow_every_number(stories: list[Article]) -> None:
    romania = Known("countries", "RO", "RO", "Romania", shared=False)
    scope = Scope(date(2026, 10, 1), date(2026, 11, 30), romania)
    found = compared("people", people(), scope, OTHERS)
    statements = [statements_of("people", key) for key in people()]
    within = [narrowed(some, "countries", "RO").filter(article__date__range=(scope.after, scope.before))
              for some in statements]  # fmt: skip
    assert [side.statements for side in found.sides] == [some.count() for some in within] == [2, 1]
    assert [side.stories for side in found.sides] == [1, 1]
    assert found.together[frozenset([0, 1])] == 1
    # Türkiye is in no story about Romania; it can still be chosen instead.
    assert found.values["countries"].anywhere[1:] == [Counted("TR", "Türkiye", (0, 0), 1)]
    assert [one.slug for one in found.values["countries"].first] == ["RO"]


def test_the_newest_statement_of_each_on_what_they_share(stories: list[Article]) -> None:
    found = compared("people", people(), Scope(), OTHERS)
    newest = [Statement.objects.get(article=stories[2]).pk, Statement.objects.get(article=stories[3]).pk]
    assert (found.subject, found.beside) == ("topics", [Beside(found.values["topics"].first[0], tuple(newest))])


def test_a_topic_that_all_is_about_is_no_subject(stories: list[Article]) -> None:
    grain = make.make_topic("Grain")
    found = compared("people", people(), Scope(about=Known("topics", grain.pk, "grain", "Grain", False)), OTHERS)
    assert found.subject == "countries"
    assert [one.value.slug for one in found.beside] == ["RO"]


def test_a_statement_of_two_sides_is_set_beside_neither(stories: list[Article]) -> None:
    """In the story of December both countries are, and no other has Egypt."""
    found = compared("countries", ("RO", "EG"), Scope(), ["topics", "sources"])
    assert (found.subject, found.beside) == ("topics", [])


def test_nothing_to_count_is_counted_as_nothing(stories: list[Article]) -> None:
    found = compared("people", people(), Scope(after=date(2030, 1, 1)), OTHERS)
    assert found.sides == [Side(), Side()]
    assert found.values == dict.fromkeys(OTHERS, Values([], [], ([], []), [], 0, (0, 0)))
    assert (found.subject, found.beside, found.together[frozenset([0, 1])]) == ("", [], 0)


def test_names_slugs_and_former_slugs_are_found_in_one_query(
    stories: list[Article], django_assert_num_queries: object
) -> None:
    marta, henrik = people()
    FormerSlug.objects.create(kind="person", slug="h-aldane", target=henrik)
    FormerSlug.objects.create(kind="person", slug="gone", target=999_999)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = spelled(["marta-velisk", "H-Aldane", "grain", "romania", "tr", "gone", "nobody"])
    assert sorted(found, key=lambda one: one.name) == [
        Known("topics", make.make_topic("Grain").pk, "grain", "Grain", False),
        Known("people", henrik, "henrik-aldane", "Henrik Aldane", False, "h-aldane"),
        Known("people", marta, "marta-velisk", "Marta Velisk", False),
        Known("countries", "RO", "RO", "Romania", False),
        Known("countries", "TR", "TR", "Türkiye", False),
    ]


def test_of_two_with_one_name_each_is_told_so(stories: list[Article]) -> None:
    other = type(make.make_person()).objects.create(
        name="Marta Velisk", slug="marta-velisk-2", sort_key="velisk marta", filed_as="Velisk, Marta"
    )
    make.make_mention(stories[0], "Four", person=other)
    assert [(one.slug, one.shared) for one in sorted(spelled(["Marta Velisk"]), key=lambda one: one.slug)] == [
        ("marta-velisk", True),
        ("marta-velisk-2", True),
    ]


def test_who_is_in_no_published_story_is_not_found(stories: list[Article]) -> None:
    make.make_person("Nobody Known")
    assert spelled(["nobody-known", "Nobody Known"]) == []
    assert spelled([]) == []
