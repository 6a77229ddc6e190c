"""A digest's own spelling of its newspapers."""

from __future__ import annotations

import pytest

from archive.parsing.parse import parse
from archive.parsing.shapes import Known

TALE = "The mill at the bend of the river will be rebuilt before the frost, and its wheel will turn again"


def _sources(text: str, known: Known = Known()) -> list[str]:  # noqa: B008 - frozen
    parsed = parse(text, known=known)
    return [s.name for section in parsed.sections for article in section.articles for s in article.sources]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (f"Rossiiskaya Gazeta: Mill to be rebuilt\n\n{TALE}, RG writes.\n", ["Rossiiskaya Gazeta"]),
        (f"RG: Mill to be rebuilt\n\n{TALE}.\n", ["Rossiyskaya Gazeta"]),
        (f"Izvestiya: Mill to be rebuilt\n\n{TALE}, a miller told Izvestia.\n", ["Izvestia"]),
        (f"PRESS DIGEST - Wall Street Journal - May 2\n\n* {TALE}.\n\n* {TALE} again.\n", ["Wall Street Journal"] * 2),
        (
            f"PRESS DIGEST - Lebanon\n\nAD-DIYAR\n\n- {TALE}.\n\nAN-NAHAR\n\n- {TALE} soon.\n",
            ["Ad-Diyar", "An-Nahar"],
        ),
    ],
)
def test_a_newspaper_is_named_as_the_digest_prints_it(text: str, sources: list[str]) -> None:
    assert _sources(text) == sources


def test_what_the_archive_calls_it_wins() -> None:
    known = Known(newspapers={"Rossiiskaya Gazeta": "Rossiyskaya Gazeta", "RG": "Rossiyskaya Gazeta"})
    assert _sources(f"Rossiiskaya Gazeta: Mill to be rebuilt\n\n{TALE}.\n", known) == ["Rossiyskaya Gazeta"]


@pytest.mark.parametrize(
    ("paper", "short", "via"),
    [
        ("Wall Street Journal", "the Journal", "Wall Street Journal"),
        ("New York Times", "the Times", "New York Times"),
        ("Financial Times", "the paper", "Financial Times"),
    ],
)
def test_the_one_newspaper_of_a_digest_may_be_called_for_short(paper: str, short: str, via: str) -> None:
    text = (
        f"PRESS DIGEST - {paper} - May 2\n\nMay 2 (Reuters) - The following are the top stories.\n\n"
        f'* "The wheel will turn again," miller Anna Bell told {short}.\n\n* {TALE}.\n'
    )
    (section,) = parse(text).sections
    assert [s.via for article in section.articles for s in article.statements] == [via]
