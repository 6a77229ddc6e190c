"""What every answer carries, and what a stranger cannot do."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_headers_of_a_page(client):
    headers = client.get("/sign-in/").headers
    assert set(headers["Content-Security-Policy"].split("; ")) == {
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
    }
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_six_wrong_passwords_lock_the_name_for_that_address(client, editor):
    wrong = {"username": "editor", "password": "wrong"}
    answers = [client.post("/sign-in/", wrong).status_code for _ in range(6)]
    assert answers[:4] == [200, 200, 200, 200]
    assert answers[-1] == 429
    right = {"username": "editor", "password": "a long pass phrase"}
    assert client.post("/sign-in/", right).status_code == 429
    assert client.post("/sign-in/", right, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_post_without_a_token_is_refused(client, editor):
    strict = client.__class__(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post("/sign-out/").status_code == 403
