"""Known names while one types at the desk."""

import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    article = make.make_article(make.make_digest("One fee."), body="One fee.")
    for name in ("Marta Velisk", "Henrik Aldane"):
        make.make_statement(article, "One fee.", person=make.make_person(name))
    make.make_mention(article, "One", organization=make.make_organization("Marine Board"))
    make.link_source(article, make.make_source("Marine Post"), "One")


@pytest.mark.parametrize(
    ("kind", "typed", "names"),
    [
        ("person", "mar", ["Marta Velisk"]),
        ("person", "veli", ["Marta Velisk"]),
        ("person", 'mar"ta vel', []),
        ("organization", "mar", ["Marine Board"]),
        ("source", "marine p", ["Marine Post"]),
        ("topic", "mar", []),
        ("person", " ", []),
        ("person", "zzz", []),
    ],
)
def test_names_of_a_kind_that_begin_so(editor_client, known, kind, typed, names):
    found = editor_client.get(reverse("admin:complete_names"), {"kind": kind, "q": typed}).json()
    assert [name for name, _note in found["names"]] == names
