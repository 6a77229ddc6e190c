"""The page of a repetition: told on the review page, shown side by side, chosen."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive.models import Digest, NearDuplicate
from tests.ingest.test_near import ONE, OTHER_HEADER, import_

pytestmark = pytest.mark.django_db


def test_from_the_notice_to_the_choice(editor_client: Client, editor: User, reference: None) -> None:
    import_(ONE)
    again = import_(OTHER_HEADER, who=editor)
    found = NearDuplicate.objects.get()
    url = reverse("admin:near_duplicate", args=[found.pk])
    page = editor_client.get(reverse("admin:review", args=[again.pk])).content.decode()
    assert (f"{found.percent}% of it stands in another digest:" in page, url in page) == (True, True)
    page = editor_client.get(url).content.decode()
    assert "<ins>WHAT THE PAPERS SAY, 17 NOVEMBER 2026</ins>" in page
    done = editor_client.post(url, {"choice": "keep"}, follow=True)
    assert "(both stay)" in done.content.decode()
    wrong = editor_client.post(url, {"choice": "burn"}, follow=True)
    assert "Choose what is to be done" in wrong.content.decode()
    editor_client.post(url, {"choice": "skip"})
    assert not Digest.objects.filter(pk=again.pk).exists()
    assert editor_client.get(url).status_code == 404


def test_what_somebody_else_received_is_skipped_by_a_chief_alone(editor_client: Client, reference: None) -> None:
    import_(ONE)
    again = import_(OTHER_HEADER, who=User.objects.create_user("olena"))
    url = reverse("admin:near_duplicate", args=[NearDuplicate.objects.get().pk])
    assert editor_client.post(url, {"choice": "skip"}).status_code == 403
    assert Digest.objects.filter(pk=again.pk).exists()
