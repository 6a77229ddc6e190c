"""What every page shares: the component page, error pages, sign-in, and that nothing is inline."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from pytest_django import Settings

from archive.templatetags.reader import blocks
from tests.factories import make_article, make_digest


class _Inline(HTMLParser):
    """Collects what the content security policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        data = ("type", "application/ld+json") in attrs  # no script: nothing runs it
        if tag == "style" or (tag == "script" and "src" not in names and not data) or "style" in names:
            self.found.append(tag)
        self.found += [name for name in names if name.startswith("on")]


@pytest.mark.django_db
def test_the_component_page_is_for_those_who_build_the_site(client: Client, settings: Settings) -> None:
    assert client.get("/style/").status_code == 404
    settings.DEBUG = True
    assert client.get("/style/").status_code == 200


@pytest.mark.django_db
def test_nothing_is_inline(client: Client, settings: Settings) -> None:
    article = make_article(make_digest("One paragraph."))
    urls = ["/", "/digests/", "/calendar/", "/sign-in/", "/nowhere/", "/calendar/2026/11/17/", "/style/"]
    for url in [article.get_absolute_url(), article.digest.get_absolute_url(), *urls]:
        settings.DEBUG = url == "/style/"
        reader = _Inline()
        reader.feed(client.get(url).content.decode())
        assert (url, reader.found) == (url, [])


def test_every_class_in_the_templates_of_components_has_a_rule() -> None:
    css = "".join(path.read_text() for path in sorted((settings.BASE_DIR / "static/css").glob("*.css")))
    known = set(re.findall(r"\.([a-z][\w-]*)", css))
    page = (settings.BASE_DIR / "templates/style/components.html").read_text()
    used = {name for names in re.findall(r'class="([^"{]*)"', page) for name in names.split()}
    hooks = {"boundary-words", "queue-sure", "queue-asks", "facet-name"}  # names without a look of their own
    assert sorted(used - known - hooks) == []


def test_the_failure_page_needs_no_context_and_no_request() -> None:
    assert "<h1>Something failed on our side</h1>" in render_to_string("500.html")
    assert "<h1>The request could not be understood</h1>" in render_to_string("400.html")


@pytest.mark.django_db
def test_a_missing_page_is_told_apart_and_leads_on(client: Client) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert re.findall(r"<h1>(.*?)</h1>", response.content.decode()) == ["There is no page at this address"]


@pytest.mark.django_db
def test_the_open_part_is_marked_in_the_navigation(client: Client) -> None:
    def current(url: str) -> list[tuple[str, str]]:
        nav = re.findall(r"<nav class=\"menu-links\".*?</nav>", client.get(url).content.decode(), re.S)[0]
        return re.findall(r'href="([^"]*)" aria-current="([^"]*)"', nav)

    digest = make_digest()
    assert current("/digests/") == [("/digests/", "page")]
    assert current(digest.get_absolute_url()) == [("/digests/", "true")]
    assert current("/sign-in/") == [("/sign-in/", "page")]
    assert current("/") == []


@pytest.mark.django_db
def test_a_wrong_password_is_said_at_the_form(client: Client) -> None:
    response = client.post("/sign-in/", {"username": "rosa", "password": "wrong"})
    assert re.findall(
        r'<p class="message message--stop"\s+role="alert">\s*(.*?)\s*</p>', response.content.decode()
    ) == ["Please enter a correct username and password. Note that both fields may be case-sensitive."]


def test_sureness_in_five_blocks() -> None:
    assert [sum(blocks(percent)) for percent in (0, 9, 10, 48, 54, 93, 100)] == [0, 0, 0, 2, 3, 5, 5]
