"""The rule that tells roles which do not fit together from roles that do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Article, Organization, Role
from archive.site.roles import WITHIN, Reading, clash, clashes, read_role

DAY = date(2026, 11, 17)


def reads(text: str, organization: str = "") -> Reading:
    return read_role(text, organization)


def make_role(text: str, day: int = 0, organization: str = "", story: int | None = None) -> Role:
    """A role that is nowhere kept, in a story of its own unless told otherwise."""
    number = story if story is not None else next(_numbers)
    body = Organization(name=organization) if organization else None
    return Role(text=text, organization=body, article=Article(pk=number, date=DAY + timedelta(days=day)), start=1)


_numbers = iter(range(1, 10**9))


@pytest.mark.parametrize(
    ("text", "organization", "reading"),
    [
        ("director", "", ("director", "", "", False, set())),
        ("the Director of the Port Institute", "", ("director", "", "port institute", False, set())),
        ("director of the Port Institute", "Port Institute", ("director", "port institute", "", False, set())),
        ("Port Institute director", "Port Institute", ("director", "port institute", "", False, set())),
        ("the Port Institute’s director", "Port Institute", ("director", "port institute", "", False, set())),
        ("former first deputy head at the Mill", "", ("head", "", "mill", True, {"deputy"})),
        ("ex-director of the Mill", "", ("director", "", "mill", True, set())),
        ("Colonel (Ret.)", "", ("colonel", "", "", True, set())),
        ("newly appointed chairwoman of the Mill", "", ("chair", "", "mill", False, set())),
        ("editor-in-chief of the Lantern", "", ("editor inchief", "", "lantern", False, set())),
        ("vice-president of the Mill", "", ("president", "", "mill", False, {"vice"})),
        ("expert on grain", "", ("expert", "", "", False, set())),
        ("professor of law", "", ("professor", "", "", False, set())),
        # What stands in the place's name is not said of the office.
        ("head of the Former Pilots’ Club", "", ("head", "", "former pilots club", False, set())),
        ("директор Мельницы", "", ("direktor melnitsy", "", "", False, set())),
        ("", "", ("", "", "", False, set())),
    ],
)
def test_roles_are_taken_apart(text: str, organization: str, reading: tuple[str, str, str, bool, set[str]]) -> None:
    assert reads(text, organization) == reading


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("director of the Mill", ""), ("former director of the Mill", "")),
        (("director", "Port Institute"), ("ex-director of the Port Institute", "")),
        (("director of the Port Institute", ""), ("director of the Salt Board", "")),
        (("director", "Port Institute"), ("director", "Salt Board")),
        (("director of the Mill", ""), ("deputy director of the Mill", "")),
        (("acting chair of the Mill", ""), ("chairman of the Mill", "")),
        (("minister", ""), ("former minister", "")),
        (("colonel", ""), ("retired colonel", "")),
        (("professor of law", "Tarn University"), ("professor of law", "Salt University")),
    ],
)
def test_these_do_not_fit_together(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert clash(reads(*one), reads(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Two offices
        (("director of the Mill", ""), ("economist", "")),
        (("director of the Mill", ""), ("head of the Mill", "")),
        (("director and economist at the Mill", ""), ("director of the Mill", "")),
        # One place in two wordings
        (("director of the Institute", ""), ("director of the Port Institute", "")),
        (("director", "PIE"), ("director of the Port Institute of Economics", "")),
        (("head of the ice desk", "Port Institute"), ("head of the salt desk", "Port Institute")),
        # A place that nobody says
        (("director", ""), ("director of the Mill", "")),
        (("former director", ""), ("director of the Mill", "")),
        # A career
        (("former director of the Mill", ""), ("director of the Salt Board", "")),
        (("former director of the Mill", ""), ("former director of the Salt Board", "")),
        (("deputy director of the Mill", ""), ("director of the Salt Board", "")),
        (("former deputy director of the Mill", ""), ("director of the Mill", "")),
        # What one may well be twice
        (("member of the Mill", ""), ("member of the Salt Board", "")),
        (("co-chair of the Mill", ""), ("co-chair of the Salt Board", "")),
        (("professor of law", ""), ("professor of history", "")),
        (("expert on ice", ""), ("expert on salt", "")),
        # Case, articles and what only says "now"
        (("the Director of Mill", ""), ("current director of the Mill", "")),
        (("", ""), ("former", "")),
    ],
)
def test_these_fit_together(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not clash(reads(*one), reads(*other))


@pytest.mark.parametrize(("days", "found"), [(0, 1), (28, 1), (29, 0)])
def test_a_clash_is_of_the_same_weeks(days: int, found: int) -> None:
    assert len(clashes([make_role("head of the Mill"), make_role("former head of the Mill", days)])) == found


def test_a_story_that_prints_both_says_that_they_fit() -> None:
    both = [make_role("head of the Mill", story=7), make_role("head of the Salt Board", story=7)]
    assert clashes(both) == []
    assert clashes([*both, make_role("head of the Mill", 2), make_role("head of the Salt Board", 3)]) == []


def test_of_two_readings_the_nearest_stories_are_shown_the_older_first() -> None:
    present = [make_role("head of the Mill", day) for day in (0, 10, 40)]
    former = [make_role("former head of the Mill", day) for day in (13, 37)]
    assert clashes([*former, *present]) == [(former[1], present[2])]


def test_the_newest_clash_comes_first() -> None:
    mill, salt = make_role("head of the Mill"), make_role("head of the Salt Board", 1)
    pilot, former = make_role("pilot of the Otter", 9), make_role("former pilot of the Otter", 5)
    assert clashes([mill, salt, pilot, former]) == [(former, pilot), (mill, salt)]


offices = st.sampled_from(["director", "head", "member", "deputy head", "economist", "professor", "chair"])
places = st.sampled_from(["", " of the Mill", " of the Salt Board", " at the Port Institute", " on ice"])
texts = st.builds(lambda tense, office, place: tense + office + place,
                  st.sampled_from(["", "former ", "the ", "Ex-"]), offices, places)  # fmt: skip
organizations = st.sampled_from(["", "Mill", "Salt Board", "Port Institute"])
readings = st.builds(
    read_role,
    st.one_of(texts, st.text("aя ’-(.of", max_size=40)),
    st.one_of(organizations, st.text("aя ’-(.of", max_size=20)),
)
roles = st.lists(
    st.builds(make_role, texts, st.integers(0, 120), organizations, st.integers(1, 12)), max_size=12
).map(lambda listed: [_placed(role, start) for start, role in enumerate(listed)])  # fmt: skip


def _placed(role: Role, start: int) -> Role:
    """A story has one day, and its roles stand behind each other."""
    role.article.date, role.start = DAY + timedelta(days=role.article.pk * 9), start
    return role


@given(readings, readings)
def test_a_clash_is_mutual_and_nothing_clashes_with_itself(one: Reading, other: Reading) -> None:
    assert clash(one, other) == clash(other, one)
    assert not clash(one, one)


@given(offices, st.sampled_from(["Mill", "Salt Board"]), st.booleans())
def test_former_and_present_always_clash_at_one_place(office: str, place: str, linked: bool) -> None:
    organization = place if linked else ""
    assert clash(
        read_role(f"{office} of the {place}", organization), read_role(f"former {office} of the {place}", organization)
    )


@given(roles)
def test_what_is_shown_is_near_in_time_and_printed_apart(listed: list[Role]) -> None:
    together = {
        frozenset((read_role(one.text, str(one.organization or "")), read_role(two.text, str(two.organization or ""))))
        for one in listed
        for two in listed
        if one.article_id == two.article_id
    }
    found = clashes(listed)
    for older, newer in found:
        first, second = older.article.date, newer.article.date
        assert first is not None
        assert second is not None
        assert timedelta(0) <= second - first <= WITHIN
        ways = [read_role(role.text, str(role.organization or "")) for role in (older, newer)]
        assert clash(*ways)
        assert frozenset(ways) not in together
    assert [_seen(pair) for pair in found] == [_seen(pair) for pair in clashes(listed[::-1])]


def _seen(pair: tuple[Role, Role]) -> list[tuple[Reading, int]]:
    return [(read_role(role.text, str(role.organization or "")), role.article_id) for role in pair]
