from archive.site.narrowing import Chip, Chosen, address, chips, select

COUNTRY = Chosen("country", "RO", "Country", "Romania")
WORDS = Chosen("words", "ice & salt", "Words", "ice & salt")


def test_a_chip_lets_its_own_filter_go_and_keeps_the_others() -> None:
    assert chips([COUNTRY, WORDS], "/people/", [("sort", "name")], "#list") == [
        Chip("Country", "Romania", "/people/?words=ice+%26+salt&sort=name#list"),
        Chip("Words", "ice & salt", "/people/?country=RO&sort=name#list"),
    ]


def test_an_address_without_a_query_has_no_question_mark() -> None:
    assert address("/people/", [], "#list") == "/people/#list"


def test_a_select_marks_what_is_chosen_and_adds_it_where_it_is_missing() -> None:
    options = [("TR", "Türkiye"), ("RO", "Romania")]
    assert select("country", "Country", "Any", options, COUNTRY).options == [
        ("TR", "Türkiye", False),
        ("RO", "Romania", True),
    ]
    assert select("country", "Country", "Any", options[:1], COUNTRY).options[1:] == [("RO", "Romania", True)]
    assert select("country", "Country", "Any", options, None).options == [(*one, False) for one in options]
