"""Web pages -> title and text."""

import pytest

from archive.parsing.formats.html import page_text, read
from archive.parsing.formats.shapes import ReadText


def test_a_page():
    page = """<!DOCTYPE html>
    <html><head><title> Press
      review &amp; more </title><style>p { color: red }</style><script>alert("x")</script></head>
    <body><nav><a href="/">Home</a></nav>
    <h1>Press review</h1>
    <p>Harbour fees   rise,
       says the <b>Courier</b>&nbsp;&mdash; &ldquo;again&rdquo;.<br>By 3&#37;.</p>
    <div>Grain <span>moves</span><p>slowly.</p> Still.</div>
    <ul><li>One<li>Two <i>b</i><ul><li>Three</ul></ul>
    <blockquote><q>Enough</q>, she said.</blockquote>
    <noscript>Turn scripts on</noscript><p hidden>Hidden</p><p style="DISPLAY : none">Hidden too</p>
    <!-- a comment --><template>x</template><textarea>y</textarea>
    <pre>Courier  12
Post     15</pre>
    <img src="http://tracker.example/x.png" alt="pixel"></body></html>"""
    assert read(page.encode()) == ReadText(
        "Press review\n\nHarbour fees rise, says the Courier — “again”.\nBy 3%.\n\nGrain moves\n\nslowly.\n\nStill."
        "\n\n* One\n\n* Two b\n\n* Three\n\n“Enough”, she said.\n\nCourier 12\nPost 15",
        "html",
        "utf-8",
        "Press review & more",
    )


def test_tables_of_data_and_tables_for_layout():
    page = (
        "<table><tr><th>Paper<th>Copies<tr><td>Courier<td>9</table>"
        "<table><tr><td><p>Left</p><p>column</p><td>Right</table>"
    )
    assert page_text(page) == (None, "Paper\tCopies\nCourier\t9\n\nLeft\n\ncolumn\n\nRight")


@pytest.mark.parametrize(
    "meta",
    ['<meta charset="windows-1251">', '<META http-equiv=Content-Type content="text/html; charset=windows-1251">'],
)
def test_the_encoding_that_a_page_declares(meta):
    page = f"<html><head>{meta}<title>Обзор</title></head><body><p>Порт и сборы</body></html>"
    assert read(page.encode("cp1251")) == ReadText("Порт и сборы", "html", "cp1251", "Обзор")


def test_utf_8_wins_over_a_wrong_declaration():
    page = '<meta charset="iso-8859-1"><p>Порт'
    assert read(page.encode()) == ReadText("Порт", "html", "utf-8")


def test_a_page_nested_deeper_than_pythons_stack():
    assert page_text("<b>" * 5_000 + "deep" + "</b>" * 5_000) == (None, "deep")


def test_a_title_that_is_a_drawings_is_no_title():
    assert page_text("<body><svg><title>Logo</title></svg><p>Text") == (None, "Text")
