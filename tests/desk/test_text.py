"""The digest's text in lines and pieces: nothing is lost, whatever the marks."""

from hypothesis import given
from hypothesis import strategies as st

from archive.desk.text import Block, Mark, Piece, blocks, lines, locate

TEXT = "Head\n\nTitle\nOne two three.\n\nFour five.\nCredit"
STORIES = [(6, 39, [[12, 26], [28, 38]])]


def test_a_text_is_cut_into_paragraphs_and_the_lines_between_them():
    assert blocks(TEXT, STORIES) == [
        Block(0, 4),
        Block(6, 11, 1),
        Block(12, 26, 1, 1),
        Block(28, 38, 1, 2),
        Block(39, 45),
    ]


def test_the_shortest_mark_shows_and_the_current_one_covers_its_whole_passage():
    role = Mark(12, 19, "role-1", "proposed", "")
    said = Mark(12, 26, "statement-1", "doubtful", "", current=True)
    found = lines(TEXT, [Block(12, 26, 1, 1)], [said, role])
    assert found[0].pieces == [Piece("One two", role, True, True), Piece(" three.", said, True, False)]


def test_a_quiet_mark_is_a_sign_before_its_first_word():
    quiet = Mark(16, 26, "statement-1", "proposed", "", quiet=True)
    found = lines(TEXT, [Block(12, 26, 1, 1)], [quiet])
    assert found[0].pieces == [Piece("One "), Piece("", quiet, first=True), Piece("two three.")]


def test_words_are_found_across_line_ends_nearest_to_where_they_were():
    text = "the\nport and the  port and the port"
    assert locate("the port", text, 0, len(text), 14) == (13, 22)
    assert locate("the port", text, 1, 12, 0) is None
    assert locate("  ", text, 0, len(text), 0) is None


@st.composite
def marked_texts(draw):
    text = draw(st.text(alphabet="ab \n\r\u2028<&", max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = [[a, b] for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    point = st.integers(0, len(text))
    marks = [
        Mark(min(a, b), max(a, b), f"mention-{number}", "proposed", "", current, quiet)
        for number, (a, b, current, quiet) in enumerate(
            draw(st.lists(st.tuples(point, point, st.booleans(), st.booleans()), max_size=6))
        )
        if a != b
    ]
    return text, [(0, len(text), spans)], marks


@given(marked_texts())
def test_every_visible_character_stands_in_the_lines_once_and_in_order(case):
    text, stories, marks = case
    found = lines(text, blocks(text, stories), marks)
    shown = "".join(piece.text for line in found for piece in line.pieces)
    assert "".join(shown.split()) == "".join(text.split())
    for line in found:
        assert "".join(piece.text for piece in line.pieces) == text[line.block.start : line.block.end]
