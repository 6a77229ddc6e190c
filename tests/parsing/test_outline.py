"""Layouts: every form of digest read whole, and any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.outline import read_outline
from archive.parsing.shapes import Known, Outline, Story

LAYOUTS = Path(__file__).parent / "layouts"


def _received(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _written_down(text: str, outline: Outline) -> str:
    """An outline as lines: "## section", "* title | newspapers", "  - first words … last words" a paragraph."""
    date = outline.date.value or outline.date.partial
    lines = [f"family: {outline.family}", f"title: {outline.title}", f"date: {date} ({outline.date.rule})"]
    lines += [f"warning: {warning.code}" for warning in outline.warnings]
    for part in outline.parts:
        lines += [f"## {part.heading}"] if part.heading else []
        for story in part.stories:
            lines.append(f"* {story.title} | {', '.join(source.name for source in story.sources)}")
            for span in story.paragraphs:
                words = text[span.start : span.end].split()
                lines.append(f"  - {' '.join(words[:6])} … {' '.join(words[-3:])}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*.txt")), ids=lambda path: path.stem)
def test_each_form_is_read(path: Path) -> None:
    text = _received(path)
    assert _written_down(text, read_outline(text)) == path.with_suffix(".outline").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*.txt")), ids=lambda path: path.stem)
def test_windows_line_ends_change_no_story(path: Path) -> None:
    text = _received(path)
    crossed = text.replace("\n", "\r\n")
    assert _written_down(crossed, read_outline(crossed)) == _written_down(text, read_outline(text))


def _story(text: str) -> Story:
    (part,) = read_outline(text).parts
    (story,) = part.stories
    return story


def test_a_heading_of_an_unknown_newspaper_counts_where_the_archive_knows_it() -> None:
    text = "Stone Letter: Quarry floods again\n\nThe quarry flooded on Sunday. The pumps were at the mender’s.\n"
    known = Known(newspapers={"Stone Letter": "The Stone Letter"})
    (part,) = read_outline(text, known=known).parts
    assert [(s.title, [x.name for x in s.sources]) for s in part.stories] == [
        ("Quarry floods again", ["The Stone Letter"])
    ]


def test_media_headings_name_no_newspaper() -> None:
    story = _story(
        "Media: Harbour freezes over\n\nThe harbour froze on Friday night. Nobody had expected it before January.\n"
    )
    assert (story.title, story.sources, story.rule) == ("Harbour freezes over", (), "media-heading")


_BODY = "The ice on the river broke at noon, and the ferry went back to work before anybody had asked for it."


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Ferry captain’s dream of a bridge comes true", "Ferry captain’s dream of a bridge comes true"),
        ("Tunnel or bridge: who is to pay?", "Tunnel or bridge: who is to pay?"),
        ("Experts: Bridge will not stand the ice", "Experts: Bridge will not stand the ice"),
        ("Bank analysts: Toll to pay for the bridge", "Bank analysts: Toll to pay for the bridge"),
    ],
)
def test_a_heading_may_name_no_newspaper(line: str, title: str) -> None:
    text = f"Press review: A and B\n\nIzvestia: Ice breaks\n\n{_BODY}\n\n{line}\n\n{_BODY} It sank.\n"
    (part,) = read_outline(text).parts
    assert [(s.title, [x.name for x in s.sources]) for s in part.stories] == [("Ice breaks", ["Izvestia"]), (title, [])]


@pytest.mark.parametrize(
    "line", ["What will happen to the ferry?", "Sources: no ferry will go.", "A ferry in the ice", "Photo: a ferry"]
)
def test_a_short_line_is_not_always_a_heading(line: str) -> None:
    text = f"Press review: A and B\n\nIzvestia: Ice breaks\n\n{line}\n\n{_BODY}\n"
    (part,) = read_outline(text).parts
    assert [story.title for story in part.stories] == ["Ice breaks"]


@pytest.mark.parametrize(
    ("label", "sources"),
    [
        ("RBC and Coast Watch", ["RBC", "Coast Watch"]),
        ("Izvestia, Kommersant", ["Izvestia", "Kommersant"]),
        ("Western media", []),
    ],
)
def test_a_heading_may_name_several_newspapers(label: str, sources: list[str]) -> None:
    text = f"Press review: A and B\n\n{label}: Ice breaks\n\n{_BODY}\n"
    (part,) = read_outline(text).parts
    assert [[source.name for source in story.sources] for story in part.stories] == [sources]


def test_a_joined_review_leaves_no_head_in_a_story() -> None:
    text = (
        f"Press review: A and B\n\nIzvestia: Ice breaks\n\n{_BODY}\n\nPress review: C and D\n\n"
        f"Top stories from the Russian press on Monday, May 4th\n\nKommersant: Ferry sinks\n\n{_BODY}\n"
    )
    (part,) = read_outline(text).parts
    assert [(story.title, len(story.paragraphs)) for story in part.stories] == [("Ice breaks", 1), ("Ferry sinks", 1)]


def test_what_follows_a_list_of_headlines_is_the_pages_foot() -> None:
    lines = "".join(f"▪️{paper}: Ice breaks again\n" for paper in ("Izvestia", "Kommersant", "Vedomosti", "RBC"))
    text = f"Russian Press Review, March 2\n\n{lines}\nRussian Press Review, March 2\n\nThis page has no more.\n"
    (part,) = read_outline(text).parts
    assert [text[s.paragraphs[-1].start : s.paragraphs[-1].end] for s in part.stories] == ["Ice breaks again"] * 4


@pytest.mark.parametrize(
    ("last", "paragraphs"),
    [
        ("More from our desk", 1),
        ("Ferries, Riga, Ice, Latvia, Harbour pilots, Tugs of the north, Kommersant, Izvestia, Winter roads, Snow", 1),
        ("The pilots, who had waited since Friday, told the harbour office that they would not go out to any ship", 2),
    ],
)  # fmt: skip
def test_only_short_lines_and_keywords_below_the_last_sentence_are_the_pages_foot(last: str, paragraphs: int) -> None:
    text = f"Izvestia: Harbour freezes over\n\nThe harbour froze on Friday night.\n\n{last}\n"
    assert len(_story(text).paragraphs) == paragraphs


def test_a_story_spans_from_its_heading_to_its_last_paragraph() -> None:
    text = "Izvestia: Harbour freezes over\n\nThe harbour froze on Friday night.\n\nA tug was sent for.\n\n\n"
    story = _story(text)
    assert text[slice(*story.span)] == text.rstrip()
    assert text[slice(*story.title_span)] == "Harbour freezes over"
    assert [text[slice(*source.span)] for source in story.sources] == ["Izvestia"]


@pytest.mark.parametrize("text", ["", " ", "\n\n\r\n\t", "\ufeff"])
def test_nothing_gives_an_empty_outline_with_a_warning(text: str) -> None:
    outline = read_outline(text)
    assert (outline.parts, [w.code for w in outline.warnings]) == ((), ["empty"])


def test_a_text_without_a_story_says_so() -> None:
    outline = read_outline("Press review: Nothing happened\n\nTop stories from the Russian press on Tuesday, May 3rd\n")
    assert (outline.parts, [w.code for w in outline.warnings]) == ((), ["no-story"])
    assert outline.date.partial == "--05-03"


_MARKS = (
    'Izvestia: |Media: |Read also\n|© Agency\n|\n\n|\n|* |-- |[01] |[A] |1. |# |The Times says |“|"|\x00|\u2028|'
    "PRESS DIGEST - Bulgaria - May 4\n|SOFIA, May 4 (Agency) - |Headlines\n|Overview\n| (Trud, Sega)|\ufe0f|he said|"
    "Le Monde - France / 20.01.2016\n|HEADLINE IN CAPITALS. |A mill burned down on Sunday. | date 2024-06-24 |"
    "Image caption |www.example.org\n|31 December 9999\n"
)
_PIECES = st.sampled_from(_MARKS.split("|"))


@given(st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=40).map("".join)))
def test_any_text_gives_an_outline_in_order(text: str) -> None:
    outline = read_outline(text)
    assert outline == read_outline(text)
    assert outline.parts or outline.warnings
    end = 0
    for story in (story for part in outline.parts for story in part.stories):
        assert story.paragraphs
        assert end <= story.span.start < story.span.end <= len(text)
        end = story.span.start
        for paragraph in story.paragraphs:
            assert end <= paragraph.start < paragraph.end <= story.span.end
            assert text[paragraph.start : paragraph.end].strip()
            end = paragraph.end
        for span in [source.span for source in story.sources] + ([story.title_span] if story.title_span else []):
            assert 0 <= span.start < span.end <= len(text)
