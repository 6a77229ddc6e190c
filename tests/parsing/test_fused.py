"""Headings run together with their story: where the headline ends."""

from __future__ import annotations

import pytest

from archive.parsing.fused import headline_end


@pytest.mark.parametrize(
    "line",
    [
        "Tallinn seeks cheaper ferries | Estonia has asked Finland to halve its harbour dues.",
        "Doctors propose to ban vapes | Doctors have proposed banning vapes in public places.",
        "Who will lead the Lake Council? | Iceland hands over the chair next year.",
        "Berlin mulls sending tugs to Lithuania | Germany may send six tugs to Klaipeda next spring.",
        "Milk prices slide after dairy talks collapse | Butter fell to three euros on Monday.",
        "Why Serbia is buying old trams | Belgrade received another batch of trams last week.",
        "New rules to hit salt trade | Salt worth two million may lose its way to Antwerp.",
        "Turkey’s mint surprises collectors | Turkey’s largest mint cut its prices by a third.",
        "Miller sells wheel in Sicily | On Tuesday, the board of the mill agreed to the sale of the wheel.",
        "Ruble slips on weak exports | Exporters sold less currency in May, the bank’s data shows.",
    ],
)
def test_a_headline_ends_where_the_story_begins(line: str) -> None:
    headline, story = line.split(" | ")
    text = f"{headline} {story}"
    assert text[: headline_end(text, 0, len(text))].strip() == headline
