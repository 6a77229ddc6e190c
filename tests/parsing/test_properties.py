"""What holds for any text: digests put together from their pieces, joined digests, and texts of any size."""

from __future__ import annotations

from collections.abc import Callable
from cProfile import Profile
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.parsing.parse import parse
from archive.parsing.places import country_of
from archive.parsing.shapes import Article, Organization, ParsedDigest, Person, Span, Statement
from archive.parsing.show import as_json
from tests.parsing.hostile import HOSTILE

# Digests made of pieces ---------------------------------------------------------------------------------------------

_PAPERS = ("Izvestia", "Kommersant", "Harbour Courier", "The Evening Lamp")
_PEOPLE = ("Vera Holm", "Ivan Petrov", "K. P. Lind", "Abdul al-Rashidi", "Nguyen Van Son", "Maria Grech-Vella")
_SURNAMES = ("Holm", "Petrov", "Lind", "al-Rashidi", "Grech-Vella")
_ROLES = ("professor", "head of the Quill Institute", "Turkish Transport Minister", "an expert", "former senator")
_BODIES = (
    "the Ministry of Lighthouses",
    "Tarn Group Plc",
    "the Quill Institute (QI)",
    "France’s Brenoux",
    "NATO",
    "QI",
)
_PLACES = ("Norway", "Russian", "Georgian", "Brussels", "anti-Turkish", "Sea of Japan", "Kiev", "Sri Lankan")
_VIEWS = ("the lamps burn too brightly", "it is too late", "gulls come first", "nobody asked the crabs")
_VERBS = ("said", "told Izvestia", "believes", "explained", "added", "noted in an interview with Kommersant")


def _sentences() -> st.SearchStrategy[str]:
    person, surname, role = st.sampled_from(_PEOPLE), st.sampled_from(_SURNAMES), st.sampled_from(_ROLES)
    body, place, view, verb = map(st.sampled_from, (_BODIES, _PLACES, _VIEWS, _VERBS))
    return st.one_of(
        st.builds("“{}”, {} {}.".format, view, person, verb),
        st.builds('"{}," {}, {}, {}.'.format, view, person, role, verb),
        st.builds("{} {} {} that {}.".format, role, person, verb, view),
        st.builds("{} {} that {}, “{}”.".format, surname, verb, view, view),
        st.builds("According to {}, {} in {}.".format, body, view, place),
        st.builds("{} of {} and {} went to {}.".format, person, body, surname, place),
        st.builds("He {} that “{}.".format, verb, view),
        st.builds("The expert {} so, while {} {} otherwise.".format, verb, body, verb),
        st.builds("In {}’s opinion, {} has left {}.".format, surname, body, place),
        st.builds("({}) {}; {} — {}: {}…".format, place, body, person, role, view),
    )


_PARAGRAPHS = st.lists(_sentences(), min_size=1, max_size=4).map(" ".join)
_LINES = st.one_of(
    _PARAGRAPHS,
    st.builds("{}: {}".format, st.sampled_from((*_PAPERS, "Media", "Nobody")), st.sampled_from(_VIEWS)),
    st.builds("* {} ({}, {})".format, st.sampled_from(_VIEWS), st.sampled_from(_PAPERS), st.sampled_from(_PAPERS)),
    st.builds("{}. {}".format, st.integers(0, 40), st.sampled_from(_VIEWS)),
    st.sampled_from((*_PAPERS, "Read also", "Top stories from the Russian press on Friday, March 15th", "[01] Lamps")),
    st.sampled_from(("PRESS DIGEST - Norway - May 3", "24 MAY, 2024", "# Lamps", "**Lamps**", "Photo: TASS", "- - -")),
    st.text(max_size=30),
)
_DIGESTS = st.builds(
    "{}{}".format,
    st.sampled_from(("", " date 2024-03-15 ", "Press review: lamps and gulls\n\n", "\ufeff")),
    st.lists(
        st.builds("{}{}".format, _LINES, st.sampled_from(("\n\n", "\n", "\r\n", " ", "\n\n\n\n"))), max_size=14
    ).map("".join),
)


@settings(deadline=None)
@given(_DIGESTS)
def test_a_digest_reads_as_its_spans_claim(text: str) -> None:
    parsed = parse(text)
    _check_layout(parsed)
    for section in parsed.sections:
        for article in section.articles:
            _check_article(text, article)
    assert as_json(parse(text)) == as_json(parsed)


def _check_layout(parsed: ParsedDigest) -> None:
    """Stories stand in order and apart, their paragraphs inside them; titles read as printed."""
    text = parsed.text
    stories = [article.story for section in parsed.sections for article in section.articles]
    assert all(a.span.start <= b.span.start for a, b in pairwise(stories))
    paragraphs = [paragraph for story in stories for paragraph in story.paragraphs]
    assert all(a.end <= b.start for a, b in pairwise(sorted(set(paragraphs))))
    for story in stories:
        assert all(story.span.start <= p.start < p.end <= story.span.end for p in story.paragraphs)
        assert list(story.paragraphs) == sorted(story.paragraphs)
        assert (story.title is None) == (story.title_span is None)
        assert story.title_span is None or story.title == _read(text, story.title_span)
    assert parsed.title_span is None or parsed.title == _read(text, parsed.title_span)
    for warning in parsed.warnings:
        assert warning.span is None or 0 <= warning.span.start <= warning.span.end <= len(text)


def _check_article(text: str, article: Article) -> None:
    for person in article.people:
        _check_person(text, person, article)
    for organization in article.organizations:
        _check_organization(text, organization, article)
    for country in article.countries:
        assert _all_inside(country.spans, article)
        assert {country_of(_read(text, span)) for span in country.spans} == {country.code}
    for topic in article.topics:
        assert list(topic.spans) == sorted(topic.spans)
    _check_statements(text, article.statements, article)


def _check_person(text: str, person: Person, article: Article) -> None:
    """Every span holds words of the name, the first of them or one other the whole of it."""
    assert _all_inside(person.spans, article)
    printed = [_read(text, span) for span in person.spans]
    assert person.name in printed
    assert all(word in person.name for name in printed for word in name.split())
    for role in person.roles:
        assert 0 <= role.span.start <= role.span.end <= len(text)
    assert person.speaks == (person.name in {s.speaker for s in article.statements if s.speaker_is == "person"})


def _check_organization(text: str, organization: Organization, article: Article) -> None:
    """One span at least holds the name, unless a list of names knows it by another one."""
    assert _all_inside(organization.spans, article)
    printed = [_read(text, span) for span in organization.spans]
    assert organization.name in printed or organization.rule in ("known", "medium")


def _check_statements(text: str, statements: tuple[Statement, ...], article: Article) -> None:
    starts = [statement.span.start for statement in statements]
    assert starts == sorted(starts)
    people = {person.name for person in article.people}
    for statement in statements:
        assert any(p.start <= statement.span.start < statement.span.end <= p.end for p in article.story.paragraphs)
        assert text[statement.span.start : statement.span.end].strip() == text[slice(*statement.span)] != ""
        assert statement.speaker_is != "person" or statement.speaker in people
        assert 0 < statement.confidence <= 1


def _all_inside(spans: tuple[Span, ...], article: Article) -> bool:
    paragraphs = article.story.paragraphs
    in_order = list(spans) == sorted(set(spans))
    return in_order and all(any(p.start <= s.start < s.end <= p.end for p in paragraphs) for s in spans)


def _read(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


# Digests joined -----------------------------------------------------------------------------------------------------

_BODY = st.lists(
    st.sampled_from(
        (
            "The harbour board met on Thursday and nobody had brought the keys to the harbour.",
            "Vera Holm, head of the Quill Institute, told the newspaper that the lamps burn too brightly for gulls.",
            "According to the Ministry of Lighthouses, two of five towers will be painted green before the spring.",
            "“We counted every gull that came to the pier,” the expert said. He added that Norway would too.",
        )
    ),
    min_size=1,
    max_size=3,
    unique=True,
)
_Stories = list[tuple[str, str, list[str]]]
_STORIES = st.lists(
    st.tuples(
        st.sampled_from(("Izvestia", "Kommersant", "Vedomosti", "Media", "Nezavisimaya Gazeta")),
        st.sampled_from(("Lamps burn low", "Who pays for the gulls?", "Towers to turn green in spring", "Crabs vote")),
        _BODY,
    ),
    min_size=2,
    max_size=4,
)


def _headed(day: int, stories: _Stories) -> str:
    lines = ["Press review: Lamps and gulls", f"Top stories from the Russian press on Friday, March {day}th"]
    for number, (paper, title, body) in enumerate(stories):
        lines += [f"{paper}: {title}", *_told_apart(body, day, number)]
    return "\n\n".join(lines)


def _starred(day: int, stories: _Stories) -> str:
    lines = [
        "PRESS DIGEST - Norway - March " + str(day),
        f"OSLO, March {day} (Strand) - Here is what the papers wrote.",
    ]
    for number, (_, _, body) in enumerate(stories):
        first, *others = _told_apart(body, day, number)
        lines += [f"* {first}", *others]
    return "\n\n".join(lines)


def _lettered(day: int, stories: _Stories) -> str:
    lines = [f"Press and Other Media {day}.3.2024", "CONTENTS", "[A] LAMPS AND GULLS"]
    lines += [f"[{number:02}] {title}" for number, (_, title, _) in enumerate(stories, start=1)]
    for number, (_, title, body) in enumerate(stories, start=1):
        lines += [f"[{number:02}] {title}", *_told_apart(body, day, number)]
    return "\n\n".join(lines)


def _told_apart(body: list[str], day: int, number: int) -> list[str]:
    """Paragraphs that stand nowhere else: what is printed twice in a row is a picture's caption."""
    return [f"{paragraph} Pier {number} stayed shut on March {day}." for paragraph in body]


def _titles_and_texts(text: str) -> list[tuple[str | None, list[str]]]:
    stories = [article.story for section in parse(text).sections for article in section.articles]
    return [(story.title, [_read(text, paragraph) for paragraph in story.paragraphs]) for story in stories]


@pytest.mark.parametrize("written", [_headed, _starred, _lettered])
@settings(deadline=None, max_examples=40)
@given(_STORIES, _STORIES, st.integers(2, 5))
def test_joining_two_digests_of_a_form_loses_no_story(
    written: Callable[[int, _Stories], str], first: _Stories, second: _Stories, blank_lines: int
) -> None:
    """The stories of the one, then those of the other; only the second's head may go to the first's last story."""
    above, below = written(15, first), written(22, second)
    joined = _titles_and_texts(above + "\n" * blank_lines + below)
    parts = [*_titles_and_texts(above), *_titles_and_texts(below)]
    assert len(parts) == len(first) + len(second)
    assert [title for title, _ in joined] == [title for title, _ in parts]
    assert [texts[: len(part)] for (_, texts), (_, part) in zip(joined, parts, strict=True)] == [p for _, p in parts]


@settings(deadline=None)
@given(_DIGESTS, _DIGESTS)
def test_joining_any_two_texts_gives_a_valid_result(first: str, second: str) -> None:
    joined = f"{first}\n\n\n{second}"
    parsed = parse(joined)
    _check_layout(parsed)
    assert parsed.text == joined


# Growth -------------------------------------------------------------------------------------------------------------

_SIZE = 2000  # characters


def _calls(text: str) -> int:
    """How many functions are called while a text is parsed: the same number every time, unlike seconds."""
    profile = Profile()
    profile.enable()
    parse(text)
    profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("kind", HOSTILE)
def test_twice_the_text_takes_about_twice_the_steps(kind: str) -> None:
    make = HOSTILE[kind]
    parse(make(2 * _SIZE))  # words met before are remembered
    once, twice = _calls("\n" + make(_SIZE)), _calls("\n" + make(2 * _SIZE))
    assert twice < 2.6 * once
