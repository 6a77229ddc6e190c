"""Pages that ask several questions ask them in one sitting, and say so where one takes too long."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

from tests.factories import make_article, make_digest, make_person, make_statement

pytestmark = pytest.mark.django_db


@override_settings(SEARCH_TIMEOUT_MS=1)
def test_a_page_that_takes_too_long_says_so(client: Client) -> None:
    for number in range(40):
        make_statement(make_article(make_digest(f"Ice is early. {number}")), "Ice is early.")
    response = client.get(make_person().get_absolute_url())
    assert response.status_code == 503
    assert "This took too long" in response.content.decode()
