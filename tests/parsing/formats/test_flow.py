"""Paragraphs, items and tables in reading order."""

from archive.parsing.formats.flow import Flow, tidy


def table(flow: Flow, *rows: tuple[str, ...]) -> None:
    flow.begin_table()
    for row in rows:
        flow.begin_row()
        for cell in row:
            flow.begin_cell()
            for paragraph in cell.split("|"):
                flow.add(paragraph)
                flow.end_paragraph()
            flow.end_cell()
    flow.end_table()


def test_paragraphs_are_parted_by_blank_lines_and_lines_kept():
    flow = Flow()
    flow.add("One,  and ")
    flow.add(" more \n of it")
    flow.end_paragraph()
    flow.add(" \n ")
    flow.end_paragraph()
    flow.add("Two")
    assert flow.text() == "One, and more\nof it\n\nTwo"


def test_only_the_first_paragraph_of_an_item_has_the_star():
    flow = Flow()
    flow.begin_item()
    flow.add("first")
    flow.end_paragraph()
    flow.add("second")
    flow.end_item()
    flow.begin_item()
    flow.end_item()
    flow.add("after")
    assert flow.text() == "* first\n\nsecond\n\nafter"


def test_a_table_of_short_cells_becomes_lines():
    flow = Flow()
    flow.add("Before")
    table(flow, ("Newspaper", "Copies"), ("Courier", "1,000"), ("", ""), ("Post", ""))
    flow.add("After")
    assert flow.text() == "Before\n\nNewspaper\tCopies\nCourier\t1,000\nPost\n\nAfter"


def test_a_table_that_lays_text_out_keeps_its_paragraphs():
    flow = Flow()
    table(flow, ("Courier", "Fees rise.|The minister explained."), ("Post", "Grain."))
    assert flow.text() == "Courier\n\nFees rise.\n\nThe minister explained.\n\nGrain.".replace(
        "explained.\n\n", "explained.\n\nPost\n\n"
    )


def test_a_table_in_a_cell_of_a_table_stays_in_its_place():
    flow = Flow()
    flow.begin_table()
    flow.begin_row()
    flow.begin_cell()
    flow.add("Menu")
    flow.end_cell()
    flow.begin_cell()
    table(flow, ("Courier", "1"), ("Post", "2"))
    flow.end_cell()
    flow.end_table()
    assert flow.text() == "Menu\n\nCourier\t1\nPost\t2"


def test_parts_of_a_table_without_the_table_do_no_harm():
    flow = Flow()
    flow.end_table()
    flow.end_cell()
    flow.begin_row()
    flow.begin_cell()
    flow.end_cell()
    flow.add("Text")
    assert flow.text() == "Text"


def test_marks_that_cannot_be_seen_are_left_out():
    assert tidy(" har\u00adbour\u200b\u00a0 fees \n  rise ") == "harbour fees\nrise"
