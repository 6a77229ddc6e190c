from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from archive.search.highlight import LESS, START, STOP, opening, snippet, to_html

MARKED = st.text(st.sampled_from("ab <>&\"'. \n" + START + STOP + LESS), max_size=120)


@given(MARKED, st.sampled_from([to_html, snippet, opening]))
def test_nothing_but_balanced_marks_is_markup(text: str, render: object) -> None:
    html = render(text)  # type: ignore[operator]
    plain = re.sub(r"<mark>([^<>]*)</mark>", r"\1", html)
    assert not set(plain) & set("<>\"'")
    assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", plain)


def marked(text: str) -> str:
    return text.replace("[", START).replace("]", STOP)


def test_the_sentence_with_most_of_the_words_comes_first() -> None:
    text = marked("No word here. One [grain] only. A [grain] [corridor]! And more.\n\nThe [grain] again.")
    assert (
        snippet(text, length=60)
        == "A <mark>grain</mark> <mark>corridor</mark>! And more. The <mark>grain</mark> again."
    )


def test_a_long_sentence_is_cut_around_its_first_mark() -> None:
    text = marked("word " * 50 + "[grain] " + "word " * 50)
    assert snippet(text, length=40) == "… word word word word <mark>grain</mark> word word …"


def test_without_a_match_the_text_opens() -> None:
    assert snippet("A " + LESS + "b" + " word" * 30, length=20) == "A &lt;b word word word …"
    assert snippet("First things. Second things. " + "word " * 90, length=30) == "First things. Second things."


def test_an_opening_ends_with_a_word() -> None:
    assert opening("Pilots worked, through the weekend", 15) == "Pilots worked …"
    assert opening("Pilots\n\nworked", 15) == "Pilots worked"


def test_a_gap_between_sentences_is_shown() -> None:
    text = marked("A [grain] ship. He said so. The end.")
    assert snippet(text, ["He said so."]) == "A <mark>grain</mark> ship. … The end."


def test_sentences_that_are_shown_as_statements_are_passed_over() -> None:
    text = marked("Ships wait. “The [grain] is late,” she said.\n\nNo [grain] came.")
    assert snippet(text, ["“The grain is\nlate,” she said."]) == "No <mark>grain</mark> came."
    assert snippet(marked("Ships wait. [Grain]!"), ["Grain!"]) == "Ships wait."
    assert snippet(marked("[Grain]!"), ["Grain!"]) == ""
