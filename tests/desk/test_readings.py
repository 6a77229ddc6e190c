"""The pages of a reading: begun, watched, taken by kind or row, dropped."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from archive.ingest import readings
from archive.models import ArticleTopic, Digest, Reading, Role
from tests.ingest.test_readings import applied, compared, digest  # noqa: F401

pytestmark = pytest.mark.django_db


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_from_the_first_click_to_the_undo(chief_client: Client, digest: Digest) -> None:  # noqa: F811
    page = chief_client.post(reverse("admin:readings"), follow=True)
    reading = Reading.objects.get()
    assert (page.context["reading"], page["Refresh"]) == (reading, "3")
    assert messages_of(chief_client.post(reverse("admin:readings"), follow=True)) == [
        "The archive is being read again already; wait until that is done, or drop it."
    ]
    while readings.compare_some(reading):
        pass
    page = chief_client.get(reverse("admin:reading", args=[reading.pk]))
    assert [(kind.name, kind.count) for kind in page.context["kinds"]] == [
        ("speaker", 1), ("role-new", 1), ("topic-gone", 1),
    ]  # fmt: skip
    assert "Refresh" not in page.headers
    rows = chief_client.get(reverse("admin:differences", args=[reading.pk, "topic-gone"]))
    assert "Beekeeping" in rows.content.decode()
    row = rows.context["page"].object_list[0]
    taken = reverse("admin:take_reading", args=[reading.pk])
    assert messages_of(chief_client.post(taken, follow=True)) == ["Choose what is to be applied."]
    page = chief_client.post(taken, {"kind": "role-new", "row": row.pk}, follow=True)
    assert messages_of(page) == ["2 differences are being applied."]
    applied(reading)
    assert (Role.objects.count(), ArticleTopic.objects.filter(topic__name="Beekeeping").count()) == (1, 0)
    page = chief_client.get(reverse("admin:reading", args=[reading.pk]))
    assert reverse("admin:change", args=[page.context["reading"].changeset.pk]) in page.content.decode()


def test_dropped_and_unknown(chief_client: Client, digest: Digest) -> None:  # noqa: F811
    reading = compared()
    page = chief_client.post(reverse("admin:drop_reading", args=[reading.pk]), follow=True)
    assert messages_of(page) == ["Dropped. What was not applied is as it was."]
    assert Reading.objects.get().state == "dropped"
    assert chief_client.get(reverse("admin:differences", args=[reading.pk, "ghost"])).status_code == 404
    assert chief_client.get(reverse("admin:reading", args=[9999])).status_code == 404


def test_nothing_differs(chief_client: Client) -> None:
    reading = compared()
    page = chief_client.get(reverse("admin:reading", args=[reading.pk])).content.decode()
    assert "Nothing differs: the archive is as this parser reads it." in page
