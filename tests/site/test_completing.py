from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from django.test import Client

from archive.search.tally import tally
from tests.search.test_complete import name_everything

from .reading import queries, read

pytestmark = pytest.mark.django_db


def completions(client: Client, text: str) -> list[dict[str, object]]:
    response = client.get("/search/complete", {"q": text})
    assert response.status_code == 200
    return json.loads(response.content)["completions"]


def test_names_are_answered_with_their_kind_and_the_text_to_take(client: Client) -> None:
    name_everything()
    assert completions(client, "ice vasily dand") == [
        {
            "field": "person",
            "kind": "person",
            "slug": "vasily-dandykin",
            "name": "Vasily Dandykin",
            "detail": "",
            "spans": [[0, 6], [7, 11]],
            "text": 'ice person:"Vasily Dandykin"',
        }
    ]
    assert [one["kind"] for one in completions(client, "harb")] == ["newspaper"]


def test_the_answer_is_the_readers_own_for_a_minute(client: Client) -> None:
    assert client.get("/search/complete?q=da")["Cache-Control"] == "private, max-age=60"


@pytest.mark.parametrize(
    "query", ["", "q=", "q=%20", "q=%00", "q=%ff", "q=" + "x" * 10_000, "q=" + quote('("person:(')]
)
def test_nothing_is_answered_with_nothing(client: Client, query: str) -> None:
    name_everything()
    response = client.get(f"/search/complete?{query}")
    assert (response.status_code, json.loads(response.content)) == (200, {"completions": []})


def test_it_is_only_asked(client: Client) -> None:
    assert client.post("/search/complete", {"q": "da"}).status_code == 405


@pytest.mark.parametrize("text", ["d", "ice harbour vasily da", "person:dand", "econ"])
def test_at_most_three_queries(client: Client, text: str) -> None:
    name_everything()
    tally()
    assert queries(client, f"/search/complete?q={quote(text)}") <= 3


def test_the_box_names_where_it_asks(client: Client) -> None:
    for address in ("/", "/search/?q=ice"):
        for form in read(client, address).css("form.search-box"):
            assert form.attributes["data-complete"] == "/search/complete"
