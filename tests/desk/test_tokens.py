"""Tokens at the desk: made by administrators, told once, switched off."""

import re

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from archive.desk.groups import ADMINISTRATORS, make_groups
from archive.models import Token
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_token_is_told_once_and_switched_off(client):
    user = User.objects.create_user("admin", is_staff=True)
    user.groups.add(make_groups()[ADMINISTRATORS])
    client.force_login(user)
    series = make.make_series("Harbour desk")
    page = client.post(reverse("admin:archive_token_add"), {"name": "mail robot", "series": series.pk}, follow=True)
    secret = re.search(r"shown this once: ([\w-]{40,})", page.content.decode()).group(1)
    token = Token.objects.get()
    assert (token.name, token.series, token.who, token.on) == ("mail robot", series, user, True)
    url = reverse("admin:archive_token_change", args=[token.pk])
    assert secret not in client.get(url).content.decode()
    put = {"headers": {"authorization": f"Bearer {secret}"}, "content_type": "text/plain"}
    assert client.put("/api/digests/harbour-desk/2026-11-17", "A digest.", **put).status_code == 201
    client.post(url, {"name": "mail robot"})
    token.refresh_from_db()
    assert token.on is False
    assert client.put("/api/digests/harbour-desk/2026-11-17", "Another.", **put).status_code == 401
