"""Every format of a citation can be read back, whatever characters titles and names hold."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.site.citing import Citation, Statement, as_bibtex, as_csl, as_ris, in_words, note

STORY = Citation(
    slug="2026-11-17-ice-comes-early",
    headline="Ice comes early",
    newspapers=("The Harbour Gazette",),
    digest="Morning digest",
    series="Morning desk",
    publisher="City Agency",
    day=date(2026, 11, 17),
    number=3,
    language="en",
    url="https://archive.example/articles/2026-11-17-ice-comes-early/",
)
SAID = Citation(
    **{name: getattr(STORY, name) for name in Citation.__slots__ if name not in ("url", "statement")},
    url="https://archive.example/articles/2026-11-17-ice-comes-early/#statement-7",
    statement=Statement(
        key=7,
        speaker="Marta Velisk",
        author=("Velisk", "Marta"),
        role="pilot",
        told="The Harbour Gazette",
        words="“Ice is early,” she said.",
    ),
)
NOTE = (
    "Statement by Marta Velisk, pilot, to The Harbour Gazette. Summary of what was printed in The Harbour Gazette."
    " Press Archive, story 3 of the digest."
)

# Anything that PostgreSQL can hold, and often what a format means something by.
_TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"), st.sampled_from('{}\\"%$&#_^~,\n\r-@ ')
    ),
    max_size=40,
)
_NAMES = st.one_of(
    _TEXTS, st.sampled_from(["Trade and Industry", "AND", "others", "O'Neill, Jr.", "{", "\\}", "A\nER  - "])
)


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    names = draw(st.lists(_NAMES, max_size=2))
    statement = Statement(
        key=draw(st.integers(1, 10**9)),
        speaker=draw(_NAMES),
        author=tuple(names),
        role=draw(_TEXTS),
        told=draw(_TEXTS),
        reported=draw(st.booleans()),
        words=draw(_TEXTS),
    )
    return Citation(
        slug="a-story",
        headline=draw(_TEXTS),
        newspapers=tuple(draw(st.lists(_NAMES, max_size=2))),
        digest=draw(_TEXTS),
        series=draw(_TEXTS),
        publisher=draw(_TEXTS),
        day=draw(st.dates(date(1900, 1, 1), date(2100, 12, 31))),
        number=draw(st.integers(1, 999)),
        language="en",
        url="https://archive.example/articles/a-story/",
        statement=draw(st.sampled_from([None, statement])),
    )


def clean(text: str) -> str:
    """A value as it must come back: on one line, without control characters."""
    return " ".join("".join(c for c in text if c.isspace() or unicodedata.category(c) != "Cc").split())


def names_of(cited: Citation) -> list[str]:
    return [name for part in (cited.statement.author if cited.statement else ()) if (name := clean(part))]


# BibTeX: read as BibTeX reads it, which counts braces whatever stands before them.

_WRITTEN_OUT = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
}


def read_bibtex(text: str) -> tuple[str, str, dict[str, str]]:
    """Type, key and raw fields of the one entry that the text is; anything else fails."""
    head = re.match(r"@(\w+)\{([-\w]+),\n", text, re.ASCII)
    assert head
    at, fields = head.end(), {}
    while not text.startswith("}", at):
        field = re.compile(r"  ([a-z]+) = ").match(text, at)
        assert field, text[at : at + 40]
        at = field.end()
        if text[at] == "{":
            end, depth = at, 0
            while True:
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
                if depth == 0:
                    break
            value = text[at + 1 : end - 1]
        else:
            macro = re.compile(r"[a-z]{3}").match(text, at)
            assert macro
            value, end = macro.group(), macro.end()
        assert text.startswith(",\n", end), text[end : end + 20]
        assert field.group(1) not in fields
        fields[field.group(1)] = value
        at = end + 2
    assert text[at:] == "}\n"
    return head.group(1), head.group(2), fields


def untex(text: str) -> str:
    """What LaTeX prints of a value; a character of its own that is not written out fails."""
    done, at = [], 0
    for found in re.finditer(r"\\([a-z]+)\{\}|\\([$&#%_])", text):
        plain = text[at : found.start()]
        assert not set(plain) & set("\\{}$&#%_^~"), plain
        done += [plain, _WRITTEN_OUT[found.group(1)] if found.group(1) else found.group(2)]
        at = found.end()
    assert not set(text[at:]) & set("\\{}$&#%_^~"), text[at:]
    return "".join([*done, text[at:]])


def unbrace(text: str) -> str:
    """A value that stands whole in braces of its own."""
    assert (text[0], text[-1]) == ("{", "}")
    return untex(text[1:-1])


def read_author(text: str) -> list[str]:
    """The parts of the one name that BibTeX sees in an author field: [surname, others], or one whole name."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth == 0:
            assert not re.match(r"\sand\s", text[at : at + 5], re.IGNORECASE)
            if char == ",":
                parts.append(text[start:at])
                start = at + 1
    parts = [part.strip() for part in [*parts, text[start:]]]
    whole = re.compile(r"\{((?:[^{}]|\\[a-z]+\{\})*)\}")
    return [untex(found.group(1)) if (found := whole.fullmatch(part)) else untex(part) for part in parts]


@settings(deadline=None)
@given(citations())
def test_bibtex_can_be_read_back(cited: Citation) -> None:
    kind, key, fields = read_bibtex(as_bibtex(cited))
    assert (kind, key) == ("incollection", cited.key)
    said = cited.statement
    expected = {
        "title": clean(cited.headline),
        "booktitle": clean(cited.digest),
        "series": clean(cited.series),
        "publisher": clean(cited.publisher),
        "note": clean(note(cited)),
        "abstract": clean(said.words) if said else "",
    }
    read = {name: untex(fields.get(name, "")) for name in ("series", "publisher", "note", "abstract")}
    read |= {name: unbrace(fields[name]) for name in ("title", "booktitle")}
    assert read == expected
    months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    assert date(int(fields["year"]), months.index(fields["month"]) + 1, int(fields["day"])) == cited.day
    assert (fields["url"], fields["chapter"]) == (cited.url, str(cited.number))
    assert (read_author(fields["author"]) if "author" in fields else []) == names_of(cited)


# RIS: a line is a tag of two characters, two blanks, a hyphen, a blank and the value.


def read_ris(text: str) -> dict[str, str]:
    assert text.endswith("\r\n")
    lines = text[:-2].split("\r\n")
    assert [line for line in lines if len(line.splitlines()) != 1] == []
    found = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in lines]
    pairs = [(one.group(1), one.group(2)) for one in found if one]
    assert len(pairs) == len(lines)
    assert (pairs[0][0], pairs[-1]) == ("TY", ("ER", ""))
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs[:-1])


@settings(deadline=None)
@given(citations())
def test_ris_can_be_read_back(cited: Citation) -> None:
    said = cited.statement
    expected = {
        "TY": "NEWS",
        "ID": cited.key,
        "AU": ", ".join(names_of(cited)),
        "TI": clean(cited.headline),
        "T2": clean(cited.digest),
        "T3": clean(cited.series),
        "PB": clean(cited.publisher),
        "PY": str(cited.day.year),
        "DA": cited.day.strftime("%Y/%m/%d/"),
        "SE": str(cited.number),
        "LA": "en",
        "N1": clean(note(cited)),
        "AB": clean(said.words) if said else "",
        "DP": "Press Archive",
        "UR": cited.url,
    }
    assert read_ris(as_ris(cited)) == {tag: value for tag, value in expected.items() if value}


@settings(deadline=None)
@given(citations())
def test_csl_can_be_read_back(cited: Citation) -> None:
    (item,) = json.loads(as_csl(cited))
    said, names = cited.statement, names_of(cited)
    author = [dict(zip(["family", "given"] if len(names) == 2 else ["literal"], names, strict=True))] if names else None
    expected = {
        "id": cited.key,
        "type": "article-newspaper",
        "title": clean(cited.headline),
        "author": author,
        "container-title": clean(cited.digest),
        "collection-title": clean(cited.series),
        "publisher": clean(cited.publisher),
        "original-publisher": "; ".join(clean(paper) for paper in cited.newspapers),
        "issued": {"date-parts": [[cited.day.year, cited.day.month, cited.day.day]]},
        "section": str(cited.number),
        "language": "en",
        "archive": "Press Archive",
        "URL": cited.url,
        "note": clean(note(cited)),
        "abstract": clean(said.words) if said else "",
    }
    assert item == {name: value for name, value in expected.items() if value}


@settings(deadline=None)
@given(citations())
def test_words_for_a_page_hold_no_tag_but_their_own(cited: Citation) -> None:
    assert set(re.findall(r"<[^>]*>", in_words(cited))) <= {"<em>", "</em>", "<bdi>", "</bdi>"}


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        (
            STORY,
            "“<bdi>Ice comes early</bdi>”, <em>The Harbour Gazette</em>, as summarised in Morning digest (Morning desk,"
            " City Agency), 17 November 2026, story 3. Press Archive."
            " https://archive.example/articles/2026-11-17-ice-comes-early/",
        ),
        (
            SAID,
            "Marta Velisk, pilot, to <em>The Harbour Gazette</em>, in “<bdi>Ice comes early</bdi>”, as summarised in"
            " Morning digest (Morning desk, City Agency), 17 November 2026, story 3. Press Archive."
            " https://archive.example/articles/2026-11-17-ice-comes-early/#statement-7",
        ),
    ],
    ids=["story", "statement"],
)
def test_the_words(cited: Citation, words: str) -> None:
    assert in_words(cited) == words


def test_the_newspaper_is_told_in_a_note() -> None:
    assert note(SAID) == NOTE
    assert note(STORY) == (
        "Summary of what was printed in The Harbour Gazette. Press Archive, story 3 of the digest."
    )  # fmt: skip


def test_bibtex_of_a_statement() -> None:
    assert as_bibtex(SAID) == (
        "@incollection{2026-11-17-ice-comes-early-statement-7,\n"
        "  author = {Velisk, Marta},\n"
        "  title = {{Ice comes early}},\n"
        "  booktitle = {{Morning digest}},\n"
        "  series = {Morning desk},\n"
        "  publisher = {City Agency},\n"
        "  year = {2026},\n"
        "  month = nov,\n"
        "  day = {17},\n"
        "  chapter = {3},\n"
        "  language = {en},\n"
        "  url = {https://archive.example/articles/2026-11-17-ice-comes-early/#statement-7},\n"
        f"  note = {{{NOTE}}},\n"
        "  abstract = {“Ice is early,” she said.},\n"
        "}\n"
    )


def test_ris_of_a_story() -> None:
    assert as_ris(STORY).split("\r\n")[:4] == [
        "TY  - NEWS",
        "ID  - 2026-11-17-ice-comes-early",
        "TI  - Ice comes early",
        "T2  - Morning digest",
    ]
