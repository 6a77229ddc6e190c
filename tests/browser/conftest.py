"""A real Chromium for the tests of this folder; where none is found they are skipped and say so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Page, sync_playwright

_NAMES = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else ["chromium", "google-chrome"]
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)


@pytest.hookimpl(tryfirst=True)  # before pytest-django puts the tests that commit last
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a browser test on a database that it commits to."""
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=f"no Chromium found ({', '.join(_NAMES)}; or set CHROMIUM=)"))


@pytest.fixture
def page(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, empty_queue: None) -> Iterator[Page]:
    """A page 1280 pixels wide; with the test's parameter False it runs no JavaScript.

    A fault of a script and whatever the content security policy stops fail the test.
    """
    # Playwright runs an event loop in this thread; Django would refuse the database because of it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        context = browser.new_context(
            viewport={"width": 1280, "height": 900},
            color_scheme="light",
            java_script_enabled=getattr(request, "param", True),
        )
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        # A page that answers 404 or 422 is logged as an error too, and is what some tests ask for.
        page.on(
            "console",
            lambda said: faults.append(said.text) if said.type == "error" and "status of 4" not in said.text else None,
        )
        yield page
        browser.close()
        connections.close_all()  # those that the test opened beside Playwright's loop; pytest-django knows only its own
    assert faults == []
