import pytest


@pytest.mark.django_db
def test_healthy(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "database": "ok", "search": "PostgreSQL: the index is switched off"},
    )
    assert "no-store" in response["Cache-Control"]
