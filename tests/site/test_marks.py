"""Marks in text: whatever the spans, the text comes back and the tags are balanced."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from archive.site.marks import Mark, mark_up


def test_marks_a_name_as_a_link() -> None:
    assert (
        mark_up("Ask Marta Velisk.", [Mark(4, 16, "m-person", url="/people/marta-velisk/", title="Person")])
        == 'Ask <a class="m-person" href="/people/marta-velisk/" title="Person">Marta Velisk</a>.'
    )


def test_a_name_stands_within_the_statement_and_the_number_behind_it() -> None:
    marks = [
        Mark(8, 13, "m-person", url="/people/marta/"),
        Mark(0, 19, "m-statement", anchor="statement-7", number="1", number_url="#note-7"),
    ]
    assert mark_up("“Wait,” Marta said. Ships wait.", marks) == (
        '<span class="m-statement" id="statement-7">“Wait,” <a class="m-person" href="/people/marta/">Marta</a> said.'
        '</span><a class="m-number" href="#note-7">1</a> Ships wait.'
    )


def test_crossing_statements_are_cut_and_the_anchor_is_given_once() -> None:
    marks = [Mark(0, 4, "s", anchor="one"), Mark(2, 6, "s", anchor="two", number="2", number_url="#n2")]
    assert mark_up("abcdef", marks) == (
        '<span class="s" id="one">ab<span class="s" id="two">cd</span></span><span class="s">ef</span>'
        '<a class="m-number" href="#n2">2</a>'
    )


def test_a_link_within_a_link_is_marked_but_leads_nowhere() -> None:
    marks = [Mark(0, 15, "o", url="/bank/"), Mark(8, 15, "c", url="/RO/")]
    assert mark_up("Bank of Romania", marks) == '<a class="o" href="/bank/">Bank of <span class="c">Romania</span></a>'


def test_only_the_part_asked_for_with_the_marks_that_touch_it() -> None:
    marks = [Mark(0, 2, "early", url="/e/"), Mark(3, 6, "across", url="/a/"), Mark(8, 9, "late", url="/l/")]
    assert mark_up("abcdefghij", marks, 4, 8) == '<a class="across" href="/a/">ef</a>gh'


def test_escapes_text_and_attributes() -> None:
    assert mark_up("<b>&", [Mark(0, 3, "x", url='/"><script>')]) == (
        '<a class="x" href="/&quot;&gt;&lt;script&gt;">&lt;b&gt;</a>&amp;'
    )


class _Balance(HTMLParser):
    """Fails on a tag that is not closed in its turn, and on a link within a link."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (tag == "a" and "a" in self.open)
        self.open.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


_TEXTS = st.text(alphabet=st.sampled_from("ab <>&\"'—ж\n"), max_size=30)
_MARKS = st.lists(
    st.builds(
        Mark,
        start=st.integers(-3, 33),
        end=st.integers(-3, 33),
        name=st.sampled_from(["m-person", "m-country", "m-statement"]),
        url=st.sampled_from(["", "/p/", '/"<x>']),
    ),
    max_size=8,
)


@given(_TEXTS, _MARKS, st.integers(-2, 32), st.integers(-2, 32))
def test_without_its_tags_the_result_is_the_escaped_text(text: str, marks: list[Mark], start: int, end: int) -> None:
    html = mark_up(text, marks, start, end)
    stop = max(0, min(end, len(text)))
    assert re.sub(r"<[^>]*>", "", html) == escape(text[max(0, min(start, stop)) : stop])


@given(_TEXTS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["", "/p/"])), max_size=8))
def test_tags_are_balanced_and_each_mark_in_the_text_has_its_anchor_and_number_once(
    text: str, spans: list[tuple[int, int, str]]
) -> None:
    marks = [
        Mark(start, end, "m", url=url, anchor=f"a{place}", number="" if url else f"n{place}", number_url="#")
        for place, (start, end, url) in enumerate(spans)
    ]
    html = mark_up(text, marks)
    reader = _Balance()
    reader.feed(html)
    reader.close()
    shown = [mark for mark in marks if mark.start < min(mark.end, len(text))]
    assert reader.open == []
    assert sorted(reader.ids) == sorted(mark.anchor for mark in shown)
    assert sorted(re.findall(r'href="#">(n\d+)</a>', html)) == sorted(mark.number for mark in shown if mark.number)
