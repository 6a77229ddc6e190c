"""A program sends the digest of a day: the same again changes nothing, another body is a new version."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.api.digests import make_token
from archive.ingest import intake, review
from archive.models import Digest, Series, Token
from tests import factories as make
from tests.ingest.test_near import ONE, OTHER_HEADER

pytestmark = pytest.mark.django_db


@pytest.fixture
def series() -> Series:
    return make.make_series("Harbour desk")


@pytest.fixture
def secret(series: Series, editor: User) -> str:
    return make_token("mail robot", series, editor)[1]


def send(
    secret: str, body: str | bytes = ONE, day: str = "2026-11-17", series: str = "harbour-desk", **headers: str
) -> Any:
    client = Client(enforce_csrf_checks=True)
    headers = {"authorization": f"Bearer {secret}", **headers}
    return client.put(f"/api/digests/{series}/{day}", body, content_type="text/plain", headers=headers)


def test_a_digest_is_kept_and_the_same_again_changes_nothing(
    reference: None, secret: str, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as queued:
        first = send(secret)
    digest = Digest.objects.get()
    assert (first.status_code, first.json()) == (201, {
        "id": digest.pk, "sha256": digest.sha256, "date": "2026-11-17", "state": "received", "replaces": None,
        "url": None, "error": None,
    })  # fmt: skip
    assert (digest.received_by, digest.received_how, digest.filename) == (editor, "api", "2026-11-17.txt")
    assert (digest.date_origin, len(queued)) == ("editor", 1)
    again = send(secret)
    assert (again.status_code, again.json()["id"], Digest.objects.count()) == (200, digest.pk, 1)
    assert [change.verb for change in digest.changesets.all()] == ["receive"]
    understood = intake.understand(digest)
    assert (str(understood.date), understood.state) == ("2026-11-17", "in_review")


def test_another_body_is_a_new_version_that_takes_the_former_one_s_place(reference: None, secret: str) -> None:
    send(secret)
    first = intake.understand(Digest.objects.get())
    review.publish(first, who=None)
    second = send(secret, OTHER_HEADER)
    assert (second.status_code, second.json()["replaces"]) == (201, first.pk)
    new = intake.understand(Digest.objects.get(pk=second.json()["id"]))
    assert not new.repeats.exists()  # it is known to be the same day's
    assert Client().get("/api/digests/harbour-desk/2026-11-17").status_code == 401
    review.publish(new, who=None)
    first.refresh_from_db()
    assert first.state == "withdrawn"
    told = Client().get("/api/digests/harbour-desk/2026-11-17", headers={"authorization": f"Bearer {secret}"}).json()
    assert (told["id"], told["state"], told["url"]) == (new.pk, "published", new.get_absolute_url())


def test_who_may_not(secret: str, series: Series) -> None:
    for headers in (
        {},
        {"authorization": "Basic x"},
        {"authorization": "Bearer "},
        {"authorization": "Bearer nonsense"},
    ):
        answer = Client().put("/api/digests/harbour-desk/2026-11-17", ONE, content_type="text/plain", headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"], "error" in answer.json()) == (401, "Bearer", True)
    assert send(secret, series="morning-desk").status_code == 403
    Token.objects.update(on=False)
    assert send(secret).status_code == 401
    assert Digest.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "body", "status"),
    [("17.11.2026", ONE, 400), ("2026-13-01", ONE, 400), ("1815-06-18", ONE, 400), ("2026-11-17", "  ", 422)],
)
def test_what_is_wrong_is_told(secret: str, day: str, body: str, status: int) -> None:
    answer = send(secret, body, day)
    assert (answer.status_code, bool(answer.json()["error"])) == (status, True)
    assert Digest.objects.count() == 0


def test_too_large(secret: str, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert send(secret, "x" * 200).status_code == 413


def test_the_name_of_the_file_and_other_methods(secret: str) -> None:
    send(secret, **{"content-disposition": 'attachment; filename="../../morning.html"'})
    assert Digest.objects.get().filename == "morning.html"
    assert Client().post("/api/digests/harbour-desk/2026-11-17").status_code == 405
    known = Client().get("/api/digests/harbour-desk/2026-11-18", headers={"authorization": f"Bearer {secret}"})
    assert known.status_code == 404


def test_a_secret_is_kept_as_its_hash_alone(secret: str) -> None:
    token = Token.objects.get()
    assert secret not in str(Token.objects.values().get())
    assert token.used_at is None
    send(secret)
    token.refresh_from_db()
    assert token.used_at is not None
