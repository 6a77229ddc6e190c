"""Dates: what a digest's own text proves, whole or in part, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.dates import dated_place, header_place, is_date_line, prefix_length, settle_date
from archive.parsing.outline import read_outline
from archive.parsing.shapes import Span

_STORY = "\n\nIzvestia: Harbour freezes over\n\nThe harbour froze at night. A tug was sent for.\n"


def _date(head: str) -> tuple[date | None, str | None, list[str]]:
    outline = read_outline(head + _STORY)
    return outline.date.value, outline.date.partial, [w.code for w in outline.warnings]


@pytest.mark.parametrize(
    ("head", "value", "partial"),
    [
        (" date 2022-09-30 Press review: A and B", date(2022, 9, 30), None),
        ("Press review: A\n\nTop stories from the Russian press on Saturday, October 1st", None, "--10-01"),
        ("Press review: A\n\nTop stories in the Russian press on Thursday December, 8", None, "--12-08"),
        ("Press review: A\n\nTop stories in the Russian press on Thursday", None, None),
        ("Press review: A\n\nTop stories in the Russian press", None, None),
        (
            "Press review: A\n\nSeptember 22, 2017, 13:00 UTC+3 MOSCOW\n\nTop stories in the Russian press on Friday",
            date(2017, 9, 22),
            None,
        ),
        (" date 2023-04-14 Press review: A\n\nMOSCOW, April 15. /TASS/. A; and B.", date(2023, 4, 15), None),
        (" date 2024-01-01 Press review: A\n\nMOSCOW, December 31. /TASS/. A; and B.", date(2023, 12, 31), None),
        (
            " date 2024-03 Press review: A\n\nTop stories from the Russian press on Friday, March 15th",
            date(2024, 3, 15),
            None,
        ),
        (" date 2024-03 Press review: A", None, "2024-03"),
        (
            " date 2024-06 Press review: A\n\nTop stories from the Russian press on Monday, 24th",
            date(2024, 6, 24),
            None,
        ),
        ("Press review: A\n\nTop stories from the Russian press on Monday, 24th", None, None),
        ("Press review: A\n\nLast Updated: 07/27/2016", None, None),
        ("Press review: A\n\nWednesday, 13 March 2024", date(2024, 3, 13), None),
        ("Press review: A\n\nMon, 26 Jun, 2023 - 08:47", date(2023, 6, 26), None),
        ("Press review: A\n\n22/04/19", date(2019, 4, 22), None),
        ("Press review: A\n\n17-06-22", date(2017, 6, 22), None),
        ("Press review: A\n\n15:00/October 3/2021", date(2021, 10, 3), None),
        ("Press review: A\n\nhttps://papers.example/2014/07/10/harbour", date(2014, 7, 10), None),
        ("Press review: A, Aug. 7, 2014\n\nAugust 8, 2014 by the desk", date(2014, 8, 7), None),
        ("Press review: Forty years since 1974", None, None),
        ("Press review: A\n\nHARBOUR PRESS AND OTHER MEDIA No. 117/17 22.06.17", date(2017, 6, 22), None),
        ("27/05/2017 Morning headlines - Office of Public Information", date(2017, 5, 27), None),
        ("Tidewater Newsletter, Vol. 7, No. 33, 20 February 2003", date(2003, 2, 20), None),
        ("Press review: A\n\nPage saved 03/10/2022 08:15", None, None),
        ("Press review: A\n\nPrevious: Media Observer, Afternoon Edition, 26/09/2022", None, None),
        ("Press review: A\n\nSnapshot of the front pages, 4 May 2021", None, None),
    ],
)
def test_the_date_is_what_the_head_proves(head: str, value: date | None, partial: str | None) -> None:
    assert _date(head) == (value, partial, [])


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("Press review: A\n\n12 May 9999", "absurd-date"),
        ("Press review: A\n\n12 May 1600", "absurd-date"),
        ("Press review: A\n\n31 June 2024", "impossible-date"),
        ("Press review: A\n\n2024-13-45", "impossible-date"),
    ],
)
def test_a_day_outside_the_calendar_is_reported_and_left_out(head: str, code: str) -> None:
    assert _date(head) == (None, None, [code])


def test_a_wrong_weekday_is_reported_and_the_day_kept() -> None:
    head = " date 2024-06-24 Press review: A\n\nTop stories from the Russian press on Friday, June 24th"
    assert _date(head) == (date(2024, 6, 24), None, ["weekday-mismatch"])


def test_a_prefix_far_from_the_topline_lends_it_no_year() -> None:
    head = " date 2024-06-24 Press review: A\n\nTop stories from the Russian press on Tuesday, March 5th"
    assert _date(head) == (None, "--03-05", [])


def test_several_days_are_dated_by_the_first() -> None:
    assert _date("Press review: A\n\n14-15.04.18") == (date(2018, 4, 14), None, ["several-days"])


def test_a_page_without_lines_has_its_head_before_the_first_heading() -> None:
    text = (
        " date 2023-04-09 Press review: A and B Top stories from the Russian press on Friday, April 7th MOSCOW, "
        "April 7. /TASS/. A; and B. These stories topped Friday's newspaper headlines across Russia. Izvestia: Harbour "
        "freezes over The harbour froze at night on May 2, 2021, and a tug was sent for. The tug froze as well."
    )
    outline = read_outline(text)
    assert (outline.date.value, len(outline.parts[0].stories)) == (date(2023, 4, 7), 1)


def test_days_in_the_body_are_not_the_digests() -> None:
    text = "Press review: A\n\nIzvestia: Ice\n\nOn May 25, 2021 the harbour froze. It had thawed by 1 June 2021.\n"
    outline = read_outline(text)
    assert (outline.date.value, outline.date.partial) == (None, None)


def test_labels_count_when_half_of_them_agree_and_the_latest_wins_a_tie() -> None:
    text = "29/10/2026 28/10/2026 29/10/2026 27/10/2026"
    spans = [(Span(at, at + 10), "label") for at in (0, 11, 22, 33)]
    assert settle_date(text, spans).found.value == date(2026, 10, 29)
    assert settle_date(text, spans[1:]).found.value is None


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Top stories in the Russian press on Friday", "topline"),
        ("May 23 (Agency) - These are the stories", "dateline"),
        ("March 9, 2018 / 7:40 AM / 3 years ago", "posting"),
        ("https://papers.example/2014/07/10/x", "url"),
        ("Published on 12 May 2020 at 10:15", "line"),
        ("Retrieved 14 Oct 2026", None),
        ("The mill of 12 May 2020 is no more, and nobody can say where its stones went.", None),
    ],
)
def test_lines_of_the_head_are_told_apart(line: str, place: str | None) -> None:
    assert header_place(line) == place


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("COASTAL MEDIA REVIEW No. 71/18    14.04.18", "masthead"),
        ("Front pages of 3 June 2019 | the press office", "masthead"),
        ("Evening bulletin, 12 May 2020", "line"),
        ("The mill burned down on 12 May 2020", None),
        ("We were designated undesirable; the paper lives on since July 1, 2024", None),
    ],
)
def test_an_issue_is_named_by_a_whole_date(line: str, place: str | None) -> None:
    assert dated_place(line) == place


def test_a_prefix_is_measured() -> None:
    assert [prefix_length(t) for t in (" date 2024-06-24 The", "date 2024-06 The", "The date 2024-06-24")] == [
        16,
        12,
        0,
    ]


@given(st.text(max_size=200))
def test_any_line_is_judged(line: str) -> None:
    assert header_place(line) in {None, "topline", "dateline", "posting", "url", "line"}
    assert is_date_line(line) in {True, False}


@given(st.text(alphabet="0123456789/-. ,MayJune", max_size=60))
def test_a_date_found_is_on_the_calendar_or_partial(text: str) -> None:
    found = settle_date(text, [(Span(0, len(text)), "title")]).found
    assert found.value is None or found.partial is None
    assert found.value is None or 1900 <= found.value.year <= 2100
