from __future__ import annotations

import pytest

from archive.search.language import read_query
from archive.search.wording import in_words


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("grain (corn OR wheat)", "“grain”, (“corn” or “wheat”)"),
        ('person:"Marta Velisk" -country:RO', "Marta Velisk is in the story, it is not so that the country is RO"),
        ("ship* -corn", "words that begin with “ship”, without “corn”"),
        ("said:(grain NEAR/3 deal) date:2024-06",
         "somebody says “grain” at most 3 words from “deal”, from 2024-06-01 to 2024-06-30"),
        ("title:corn date:2024..", "the headline says “corn”, since 2024-01-01"),
    ],
)  # fmt: skip
def test_a_tree_says_what_it_means(text: str, meaning: str) -> None:
    assert in_words(read_query(text).tree) == meaning
