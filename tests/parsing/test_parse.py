"""The parser's door: any text gives a valid result, and the JSON that `manage.py parse` prints."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.parsing.outline import read_outline
from archive.parsing.parse import VERSION, parse
from archive.parsing.shapes import Known, Outline, ParsedDigest, Part, Span, Story
from archive.parsing.show import as_json

LAYOUTS = Path(__file__).parent / "layouts"

DIGEST = """ date 2024-03-15 Press review: Ferries turn green

Top stories from the Russian press on Friday, March 15th

Izvestia: Ferries turn green

Every ferry on the Bosporus will be painted green, the Turkish Transport Ministry said on Thursday.

"Green is what is left in the store," Emre Balaban, a painter at the Golden Horn Yard, told Izvestia.
"""


def test_a_digest_is_understood_whole() -> None:
    parsed = parse(DIGEST)
    shown = as_json(parsed)
    assert (shown["date"], shown["date_partial"], shown["title"]) == (
        "2024-03-15",
        None,
        "Press review: Ferries turn green",
    )
    assert [section["heading"] for section in shown["sections"]] == [None]
    (article,) = shown["sections"][0]["articles"]
    quote = '"Green is what is left in the store," Emre Balaban, a painter at the Golden Horn Yard, told Izvestia.'
    start = DIGEST.index(quote)
    assert (article["title"], article["sources"]) == ("Ferries turn green", ["Izvestia"])
    assert article["text"].endswith("said on Thursday.\n\n" + quote)
    assert article["span"] == [DIGEST.index("Izvestia:"), len(DIGEST) - 1]
    assert article["countries"] == ["TR"]
    assert article["people"] == [
        {
            "name": "Emre Balaban",
            "role": "painter",
            "organization": "Golden Horn Yard",
            "country": None,
            "speaks": True,
            "spans": [[DIGEST.index("Emre"), DIGEST.index("Emre") + len("Emre Balaban")]],
        }
    ]
    assert article["statements"][-1] == {
        "speaker": "Emre Balaban",
        "kind": "direct",
        "via": "Izvestia",
        "text": quote,
        "span": [start, start + len(quote)],
    }
    assert shown["warnings"] == []


def test_an_editors_outline_is_taken_as_it_is() -> None:
    text = "Alpha went home.\n\nBeta told Izvestia that it stayed."
    stories = (
        Story(Span(0, 16), (Span(0, 16),), title="One"),
        Story(Span(18, len(text)), (Span(18, len(text)),), title="Two"),
    )
    found = read_outline(text).date
    outline = Outline(found, "Mine", None, "editor", (Part("North", stories),))
    parsed = parse(text, outline=outline)
    assert (parsed.title, parsed.family, parsed.date) == ("Mine", "editor", found)
    assert [(s.heading, [a.story for a in s.articles]) for s in parsed.sections] == [("North", list(stories))]
    assert [[source.name for source in a.sources] for a in parsed.sections[0].articles] == [[], ["Izvestia"]]


def test_stories_that_are_kept_have_the_newspapers_of_their_headings() -> None:
    text = (
        "Stone Watch: A quarry floods\n\nThe quarry flooded on Sunday. Nobody swam there, a mason told Stone Watch.\n\n"
        "Reed Post: Pumps arrive\n\nPumps arrived on Monday evening. They are blue, a painter told Reed Post.\n"
    )
    first = parse(text)
    bare = {s.heading: tuple(replace(a.story, title_span=None, sources=()) for a in s.articles) for s in first.sections}
    kept = Outline(first.date, None, None, None, tuple(Part(heading, stories) for heading, stories in bare.items()))
    found = [article for section in parse(text, outline=kept).sections for article in section.articles]
    assert found == [article for section in first.sections for article in section.articles]
    one, other = (story for stories in bare.values() for story in stories)
    joined = Story(Span(one.span.start, other.span.end), one.paragraphs + other.paragraphs, "A quarry floods")
    (article,) = parse(text, outline=replace(kept, parts=(Part(None, (joined,)),))).sections[0].articles
    assert [source.name for source in article.sources] == ["Stone Watch", "Reed Post"]


def test_what_the_archive_knows_is_used() -> None:
    text = "Ferries turned green. A painter told Stone Letter so."
    known = Known(newspapers={"Stone Letter": "The Stone Letter"}, topics={"paint": ("painter", "green")})
    (article,) = parse(text, known=known).sections[0].articles
    assert [source.name for source in article.sources] == ["The Stone Letter"]
    assert [topic.slug for topic in article.topics] == ["paint"]


def test_a_newspaper_named_in_one_heading_is_known_in_every_story() -> None:
    text = (
        "Stone Watch: A quarry floods\n\nThe quarry flooded on Sunday. Nobody swam there, a mason told Stone Watch.\n\n"
        "Media: Pumps arrive\n\nPumps arrived on Monday evening. They are blue, Stone Watch writes.\n"
    )
    first, second = parse(text).sections[0].articles
    assert [[s.name for s in article.sources] for article in (first, second)] == [["Stone Watch"], ["Stone Watch"]]


def test_nothing_in_gives_nothing_out() -> None:
    assert as_json(parse("")) == {
        "date": None,
        "date_partial": None,
        "title": None,
        "family": None,
        "sections": [],
        "warnings": [{"code": "empty", "message": "There is no text in this document.", "span": None}],
    }


def test_the_version_is_a_short_text() -> None:
    assert VERSION.strip() == VERSION != ""


def _check(parsed: ParsedDigest) -> None:
    """Every span lies inside the text, statements stand in order, and the JSON says what the spans say."""
    text, shown = parsed.text, as_json(parsed)
    json.dumps(shown)
    for section, section_shown in zip(parsed.sections, shown["sections"], strict=True):
        for article, article_shown in zip(section.articles, section_shown["articles"], strict=True):
            starts = [statement.span.start for statement in article.statements]
            assert starts == sorted(starts)
            found = [*article.people, *article.organizations, *article.countries, *article.topics]
            spans = [span for thing in found for span in thing.spans]
            spans += [statement.span for statement in article.statements]
            spans += [source.span for source in article.sources]
            spans += [role.span for person in article.people for role in person.roles]
            assert all(0 <= span.start < span.end <= len(text) for span in spans)
            for statement in article_shown["statements"]:
                assert statement["text"] == text[slice(*statement["span"])]


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_form_gives_a_valid_result(path: Path) -> None:
    parsed = parse(path.read_text(encoding="utf-8"))
    _check(parsed)
    assert parsed == parse(path.read_text(encoding="utf-8"))


_WORDS = (
    "Izvestia: |\n\n|. |, |“|” |he said|told Izvestia|according to |the expert |President |Anna Bell |of the |"
    'Russia’s |Kiev |(|)|"|Read also\n|-|\ufe0f|\x00|’s |Dr. |A. B. |2024|NATO |believes |professor |'
    "a source close to |Media: |* |— |Ministry "
)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_WORDS.split("|")), max_size=60).map("".join)))
def test_any_text_gives_a_valid_result(text: str) -> None:
    parsed = parse(text)
    _check(parsed)
    assert parsed == parse(text)
    assert parsed.date.value is None or date(1900, 1, 1) <= parsed.date.value <= date(2100, 12, 31)
