"""The page of many digests at once: a zip goes in, is watched, tried again, taken out."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from archive.models import Digest, Import
from tests import factories as make
from tests.ingest.test_bulk import digests, packed, take_all

pytestmark = pytest.mark.django_db


def send(client: Client, raw: bytes, name: str = "november.zip"):
    url = reverse("admin:imports")
    return client.post(url, {"packed": SimpleUploadedFile(name, raw), "series": make.make_series().pk}, follow=True)


def test_from_the_zip_to_the_undo(editor_client: Client, reference: None, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = send(editor_client, packed(**digests(2), **{"empty.txt": b" "}))
    import_ = Import.objects.get()
    assert (page.context["import"], page["Refresh"], page.context["total"], page.context["done"]) == (
        import_,
        "2",
        3,
        0,
    )
    take_all(import_)
    url = reverse("admin:import", args=[import_.pk])
    page = editor_client.get(url)
    assert ("Refresh" in page.headers, page.context["done"], page.context["failed"]) == (False, 3, 1)
    only = editor_client.get(url, {"state": "failed"})
    assert [line.name for line in only.context["page"]] == ["empty.txt"]
    assert "There is nothing in it." in only.content.decode()
    again = editor_client.post(reverse("admin:retry_import", args=[import_.pk]), follow=True)
    assert "What failed is tried again." in again.content.decode()
    take_all(import_)
    with django_capture_on_commit_callbacks(execute=True):
        out = editor_client.post(reverse("admin:undo_bulk", args=[import_.pk]), follow=True)
    assert "2 digests are taken out again." in out.content.decode()
    assert import_.name in editor_client.get(reverse("admin:imports")).content.decode()


def test_what_is_no_zip_is_told_at_the_form(editor_client: Client, settings) -> None:
    page = send(editor_client, b"no zip")
    assert (page.status_code, "no zip that can be read" in page.content.decode()) == (422, True)
    page = editor_client.post(reverse("admin:imports"), {"series": make.make_series().pk})
    assert (page.status_code, "Choose a zip." in page.content.decode()) == (422, True)
    settings.IMPORT_MAX_BYTES = 10
    page = send(editor_client, packed(**digests(1)))
    assert (page.status_code, "A zip may have at most" in page.content.decode()) == (422, True)
    assert (Import.objects.count(), Digest.objects.count()) == (0, 0)


def test_what_is_far_too_large_is_not_read(editor_client: Client, settings) -> None:
    settings.IMPORT_MAX_BYTES = 10
    url = reverse("admin:imports")
    page = editor_client.post(url, {"packed": SimpleUploadedFile("a.zip", b"x" * 1_100_000), "series": 1})
    assert (page.status_code, "A zip may have at most" in page.content.decode()) == (413, True)


def test_a_form_of_another_site_is_refused(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(reverse("admin:imports"), {}).status_code == 403


def test_somebody_else_s_import_is_undone_by_a_chief_alone(editor_client: Client, client: Client) -> None:
    from archive.ingest import bulk  # noqa: PLC0415

    made = bulk.begin(packed(**digests(1)), "a.zip", make.make_series(), who=User.objects.create_user("olena"))
    assert editor_client.post(reverse("admin:undo_bulk", args=[made.pk])).status_code == 403


def test_the_form_for_one_leads_to_that_for_many(editor_client: Client) -> None:
    assert reverse("admin:imports") in editor_client.get(reverse("admin:add_digest")).content.decode()
