"""Pages that say what went wrong, with DEBUG off: friendly, alike, and of use."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.views.defaults import bad_request, server_error
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from archive.search import SearchRequest
from archive.site.errors import said_by
from archive.urls import handler404
from archive.urls import urlpatterns as site

from .reading import links, words


def _fails(request: HttpRequest, how: str) -> HttpResponse:
    raise {"400": SuspiciousOperation, "403": PermissionDenied, "500": RuntimeError}[how]


urlpatterns = [*site, path("fails/<how>/", _fails)]
__all__ = ["handler404", "urlpatterns"]


def _page(response: HttpResponse) -> LexborHTMLParser:
    return LexborHTMLParser(response.content)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        "/nowhere/grain-corridor-opened/",
        "/people/grain-corridor-opened/",
        "/people/grain/corridor/opened/grain_corridor-opened",
        "/organizations/grain-corridor-opened/",
        "/newspapers/grain-corridor-opened/",
        "/countries/grain-corridor-opened/",
        "/topics/grain-corridor-opened/",
        "/digests/2026-11-17-grain-corridor-opened/",
        "/articles/2026-11-17-grain-corridor-opened/",
        "/calendar/grain-corridor-opened/",
        "/grain%20corridor%20opened.html",
    ],
)
def test_a_missing_page_looks_for_what_its_address_says(client: Client, url: str) -> None:
    response = client.get(url, follow=True)
    page = _page(response)
    assert response.status_code == 404
    assert words(page, "h1") == ["There is no page at this address"]
    (box,) = page.css("input[type=search]")
    assert (box.attributes["value"], "autofocus" in box.attributes) == ("grain corridor opened", True)
    assert words(page, ".buttons a") == ["Search for “grain corridor opened”", "Front page"]
    assert links(page, ".buttons a") == ["/search/?q=grain+corridor+opened", "/"]


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/2026/11/17/", "/calendar/2026/99/", "/-/", "/%00/", "/articles/%FF/"])
def test_an_address_without_words_leads_to_all_stories(client: Client, url: str) -> None:
    response = client.get(url)
    page = _page(response)
    assert response.status_code == 404
    assert (words(page, ".buttons a"), links(page, ".buttons a")) == (
        ["See all stories", "Front page"],
        ["/search/", "/"],
    )


@pytest.mark.django_db
def test_an_address_is_text_and_no_more(client: Client) -> None:
    html = client.get('/people/"><script>alert(1)</script>/').content.decode()
    assert "<script>alert" not in html
    assert [node.attributes["value"] for node in LexborHTMLParser(html).css("input[type=search]")] == ["script"]


@pytest.mark.parametrize(
    ("path_", "said"),
    [
        ("/articles/2026-11-17-grain-corridor-opened/", "grain corridor opened"),
        ("/people/marta-velisk", "marta velisk"),
        ("/topics/g20_summit.html", "g20 summit"),
        ("/люди/Марта-Велиск/", "Марта Велиск"),
        ("/one-two-three-four-five-six-seven-eight-nine-ten/", "one two three four five six seven eight"),
        ("/a.php", "a"),
        ("/2026/11/", ""),
        ("/", ""),
    ],
)
def test_the_words_of_an_address(path_: str, said: str) -> None:
    assert said_by(path_) == said


@settings(deadline=None)
@given(st.text())
def test_the_words_of_any_address_are_a_question(text: str) -> None:
    said = said_by(f"/{text}")
    assert SearchRequest(q=said).to_query().isascii()
    assert said == " ".join(said.split())


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.site.test_errors")
@pytest.mark.parametrize(
    ("how", "heading"),
    [
        ("400", "The request could not be understood"),
        ("403", "This page is not open to you"),
        ("500", "Something failed on our side"),
    ],
)
def test_the_errors_have_one_look(how: str, heading: str) -> None:
    response = Client(raise_request_exception=False).get(f"/fails/{how}/")
    page = _page(response)
    assert (str(response.status_code), words(page, "h1")) == (how, [heading])
    assert words(page, ".nameplate") == ["Press Archive"]
    assert links(page, ".error .buttons a")[-1:] == ["/"]
    assert [node.attributes["content"] for node in page.css('meta[name="robots"]')] == ["noindex"]


@pytest.mark.django_db
def test_a_form_without_its_token_is_told_so() -> None:
    response = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "rosa", "password": "wrong"})
    assert (response.status_code, words(_page(response), "h1")) == (403, ["The form was not sent"])


@pytest.mark.parametrize(("view", "status"), [(server_error, 500), (bad_request, 400)])
def test_a_failure_is_told_without_the_database(view: object, status: int) -> None:
    """No mark: a query would fail this test."""
    args = () if status == 500 else (SuspiciousOperation(),)
    response = view(RequestFactory().get("/"), *args)  # type: ignore[operator]
    assert response.status_code == status
    assert len(_page(response).css(".error h1")) == 1


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.site.test_errors")
def test_no_two_errors_have_the_same_title_or_description() -> None:
    client = Client(raise_request_exception=False)
    pages = [_page(client.get(f"/fails/{how}/")) for how in ("400", "403", "500")]
    pages.append(_page(client.get("/nowhere/")))
    pages.append(_page(Client(enforce_csrf_checks=True).post("/sign-in/")))
    titles = {page.css("title")[0].text() for page in pages}
    described = {page.css('meta[name="description"]')[0].attributes["content"] for page in pages}
    assert (len(titles), len(described)) == (5, 5)
