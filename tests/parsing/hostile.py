"""Texts that no newspaper prints, each of any size: what a parser might spend more than linear time on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from random import Random

Maker = Callable[[int], str]

_SYLLABLES = ("ba", "ko", "lin", "mar", "ne", "pol", "rus", "sto", "tve", "vi", "zan", "fer", "gol", "hes")
_PROSE = (
    "The harbour board met again and the ferries stayed where they were because nobody had brought the keys. ",
    "An engineer, Vera Holm, told the Morning Anchor that the lamps “burn too brightly” for the gulls. ",
    "According to the Ministry of Lighthouses, two of five towers will be painted green in spring. ",
    "“We counted every gull,” the expert said, and he added that Norway would count them too. ",
)


def _again(piece: str) -> Maker:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _each(pieces: Callable[[], Iterator[str]]) -> Maker:
    """Texts of pieces that differ, as many as fit in the size."""

    def make(size: int) -> str:
        made, length = [], 0
        for piece in pieces():
            made.append(piece)
            length += len(piece)
            if length >= size:
                return "".join(made)[:size]
        raise ValueError("too few pieces")

    return make


def _word(number: int) -> str:
    """A different made-up word for each number."""
    word = ""
    while number or not word:
        number, digit = divmod(number, len(_SYLLABLES))
        word = _SYLLABLES[digit] + word
    return word.title()


def _speakers() -> Iterator[str]:
    return (
        f"Professor {_word(n)} {_word(n + 7)}ov said it rained. {_word(n)} {_word(n + 7)}ov left.\n" for n in count()
    )


def _namesakes() -> Iterator[str]:
    return (f"Professor {_word(n)} Petrov said it rained. Petrov told Izvestia so.\n" for n in count())


def _organizations() -> Iterator[str]:
    return (f"The Institute of {_word(n)} Studies ({_word(n)[:3].upper()}{n}) closed. " for n in count())


def _companies() -> Iterator[str]:
    return (f"{_word(n)} {_word(n + 3)} Group, which sells tar, said no. " for n in count())


def _groups() -> Iterator[str]:
    return ("Group " if n % 9 else f"{_word(n)} " for n in count())


def _papers() -> Iterator[str]:
    return (f"The {_word(n)} Times: Fog again\n\nIt rained, a man told The {_word(n)} Times.\n\n" for n in count())


def _dates() -> Iterator[str]:
    return (
        f"{n % 28 + 1}.{n % 12 + 1}.{1990 + n % 40} Monday, {n % 28 + 1} May {1990 + n % 40} 2024-0{n % 9 + 1}-11 "
        for n in count()
    )


def _unicode() -> Iterator[str]:
    random = Random(4)  # noqa: S311 - the same text every time
    return (chr(random.choice((random.randint(32, 0xD7FF), random.randint(0xE000, 0x2FFFF)))) for _ in count())


def _paragraphs() -> Iterator[str]:
    return (f"{_word(n)} {_word(n + 5)} spoke. " + _PROSE[n % 4] + "\n\n" for n in count())


def _headlines() -> Iterator[str]:
    return (f"* {_word(n)} harbour shut for good (Izvestia, Vedomosti)\n" for n in count())


HOSTILE: dict[str, Maker] = {
    "initials": _again("A. "),
    "he said": _again("He said. "),
    "straight quotes": _again('"'),
    "open quotes": _again("“"),
    "closed quotes": _again("”"),
    "a long quotation": lambda size: "“" + _again("He said. ")(size - 1),
    "alternating quotes": _again("“”"),
    "quoted letters": _again('"a" '),
    "single quotes": _again("‘a "),
    "lettered brackets": _again("(a) "),
    "open brackets": _again("("),
    "nested brackets": lambda size: "(" * (size // 2) + ")" * (size - size // 2),
    "closing brackets": _again(") "),
    "square brackets": _again("[a] "),
    "capitalised words": _again("Ab Cd Ef "),
    "capitalised words and commas": _again("Ab, Cd, Ef, "),
    "capitals": _again("ABLE BAKER CHARLIE "),
    "one speaker": _again("Ivan Petrov said. "),
    "one speaker, pages": _again("Ivan Petrov said.\n\n"),
    "inverted speaker": _again('"x," said A B. '),
    "speakers": _each(_speakers),
    "namesakes": _each(_namesakes),
    "organizations": _each(_organizations),
    "companies": _each(_companies),
    "newspapers": _each(_papers),
    "prose on one line": _again("".join(_PROSE)),
    "prose in pages": _each(_paragraphs),
    "lines": _again("\n"),
    "lines of a letter": _again("a\n"),
    "carriage returns": _again("\r\n"),
    "spaces": _again(" "),
    "words far apart": _again("a" + " " * 300),
    "tabs": _again("\t"),
    "digits": _again("7"),
    "numbers": _again("12,5 "),
    "numbered lines": _again("1. a\n"),
    "dates": _each(_dates),
    "told a newspaper": _again("told Izvestia "),
    "newspaper writes": _again("Izvestia writes. "),
    "headings": _again("Izvestia: headline\n\n"),
    "headings in a line": _again("Izvestia: headline. "),
    "labels": _again("A: "),
    "items": _again("* item (Paper, Paper)\n"),
    "different items": _each(_headlines),
    "stars": _again("* "),
    "press digests": _again("PRESS DIGEST - A - May 3\nMay 3 (Bee) - c\n* D e f.\nOur standards: g\n"),
    "numbers in brackets": _again("[01] A b\nc\n"),
    "read also": _again("Read also\n"),
    "of the": _again("of the "),
    "and, and": _again(", and , and "),
    "who": _again("Petrov, who "),
    "quotes and cites": _again("Izvestia quotes Ab Cd, "),
    "told and told": _again("told told "),
    "bracketed speaker": _again("Petrov (a) (b) said "),
    "which": _again("Ab Cd, which "),
    "according to": _again("according to "),
    "in an opinion": _again("in the expert’s opinion "),
    "head of": _again("head of the "),
    "ministry of": _again("Ministry of "),
    "presidents": _again("President "),
    "groups": _again("Group "),
    "capital and capital": _again("Capital "),
    "first group": _each(_groups),
    "expert and expert": _again("the expert, the "),
    "the company": _again("the company said "),
    "countries": _again("Russian "),
    "hyphened countries": _again("Russian-"),
    "possessives": _again("Russia’s "),
    "one word": _again("a"),
    "one capital word": _again("Ab"),
    "full stops": _again("."),
    "questions": _again("?! "),
    "colons": _again(": "),
    "commas": _again(","),
    "zero width": _again("a\u200b"),
    "combining": _again("e\u0301\u0300"),
    "emoji": _again("😀👩\u200d🚀 "),
    "right to left": _again("שלום עולם. مرحبا. "),
    "any characters": _each(_unicode),
    "ellipses": _again("… "),
    "dashes": _again("— "),
    "hyphens": _again("a-"),
    "double hyphens": _again("-- "),
    "rule": _again("-"),
    "apostrophes": _again("'"),
    "apostrophes in words": _again("a’"),
    "links": _again("https://a.b/2024 "),
    "addresses": _again("a.b."),
    "markdown": _again("# a\n"),
    "starred words": _again("**a** "),
    "underscores": _again("_"),
    "percent": _again("%"),
}
