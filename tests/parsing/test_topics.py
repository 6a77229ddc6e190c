"""Topics: keywords speak for them, one alone in a long story does not."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from archive.parsing import topics
from archive.parsing.shapes import Known, Span, Story
from archive.parsing.topics import LEAST, MOST, find_topics

_WATER = Known(topics={"water": ("water pipe", "well"), "trains": ("train", "NATO")})


def _story(text: str, title: str = "") -> Story:
    span = Span(text.index(title), text.index(title) + len(title)) if title else None
    return Story(Span(0, len(text)), (Span(len(title), len(text)),), title=title or None, title_span=span)


def _found(text: str, title: str = "", known: Known = _WATER) -> list[tuple[str, list[str]]]:
    return [(t.slug, [text[slice(*span)] for span in t.spans]) for t in find_topics(text, _story(text, title), known)]


def test_keywords_match_words_in_any_case_and_number() -> None:
    assert _found("Water pipes burst in two wells.") == [("water", ["Water pipes", "wells"])]


def test_parts_of_words_do_not_match() -> None:
    assert _found("Farewell to the training of the watery piper.") == []


def test_keywords_in_capitals_match_capitals_only() -> None:
    assert _found("The nato, as Nato says.") == []
    assert _found("NATO talks of trains.") == [("trains", ["NATO", "trains"])]


def test_one_keyword_in_a_long_story_is_not_enough_but_one_in_the_title_is() -> None:
    padding = "Nothing much was said about it on that day or on the next. " * 10
    assert _found(f"A train came. {padding}") == []
    assert _found(f"A train came. {padding}", "A train came.") == [("trains", ["train"])]


def test_the_built_in_taxonomy_is_used_where_the_archive_has_none() -> None:
    text = "Grain exporters sold wheat to Egypt. The harvest was large and farmers are content."
    assert _found(text, known=Known())[0][0] == "agriculture"


def test_the_taxonomy_is_whole() -> None:
    path = Path(topics.__file__).parent / "data" / "topics.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    slugs = [row["slug"] for row in rows]
    assert len(slugs) == len(set(slugs)) >= 40
    assert [row["iptc"] for row in rows if not re.fullmatch(r"(?:medtop:\d{8})?", row["iptc"])] == []
    assert [row["slug"] for row in rows if not row["name"] or len(row["keywords"].split("|")) < 5] == []


@given(st.text(max_size=400))
def test_any_text_gives_at_most_five_sure_topics(text: str) -> None:
    found = find_topics(text, _story(text), Known())
    assert len(found) <= MOST
    assert all(topic.confidence >= LEAST and topic.spans for topic in found)
    assert all(0 <= span.start < span.end <= len(text) for topic in found for span in topic.spans)
