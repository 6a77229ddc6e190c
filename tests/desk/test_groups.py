"""Who may do what: every address of the desk, for a stranger, for staff without a group, and for an editor."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from archive.desk.groups import make_editors_group
from tests import factories as make
from tests.desk.sample import make_sample

pytestmark = pytest.mark.django_db


def defer_job(digest):
    from archive.ingest import jobs  # noqa: PLC0415

    jobs.parse_digest.defer(digest_id=digest.pk)
    return ProcrastinateJob.objects.latest("id").pk


@pytest.fixture
def addresses():
    """(method, address, what an editor gets) of the desk's own pages, and of every list and form of the admin."""
    digest = make_sample()
    job = defer_job(digest)
    on_digest = {
        name: reverse(f"admin:{name}", args=[digest.pk]) for name in ("review", "do", "withdraw", "history", "received")
    }
    return [
        ("get", reverse("admin:index"), 200),
        ("get", reverse("admin:add_digest"), 200),
        ("post", reverse("admin:add_digest"), 422),
        ("get", on_digest["review"], 200),
        ("post", on_digest["do"], 302),
        ("get", on_digest["withdraw"], 200),
        ("post", on_digest["withdraw"], 302),
        ("get", on_digest["history"], 200),
        ("get", on_digest["received"], 200),
        ("get", reverse("admin:jobs"), 200),
        ("post", reverse("admin:retry_job", args=[job]), 302),
        *_stock_addresses(),
    ]


# Model -> what an editor gets for (list, add form); the rest of Django's admin answers 403.
EDITORS = {
    **dict.fromkeys(["person", "organization", "source", "topic", "series"], (200, 200)),
    **dict.fromkeys(["country", "alias", "digest", "article", "changeset", "articlesource", "articletopic", "role",
                     "statement", "mention"], (200, 403)),
}  # fmt: skip


def _stock_addresses():
    for model in admin.site._registry:
        meta = model._meta
        listing, adding = EDITORS.get(meta.model_name, (403, 403)) if meta.app_label == "archive" else (403, 403)
        yield "get", reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"), listing
        yield "get", reverse(f"admin:{meta.app_label}_{meta.model_name}_add"), adding


def test_the_lists_name_every_registered_model():
    registered = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "archive"}
    assert registered == set(EDITORS)


def test_a_stranger_is_asked_to_sign_in_everywhere(client, addresses):
    got = [(method, url, getattr(client, method)(url).status_code) for method, url, _editor in addresses]
    assert got == [(method, url, 302) for method, url, _editor in addresses]
    assert client.get(addresses[0][1])["Location"].startswith(reverse("admin:login"))


def test_a_reader_with_an_account_is_a_stranger_too(client, addresses):
    client.force_login(User.objects.create_user("reader"))
    got = {getattr(client, method)(url).status_code for method, url, _editor in addresses}
    assert got == {302}


def test_staff_without_the_group_sees_an_empty_desk_and_nothing_else(client, addresses):
    client.force_login(User.objects.create_user("temp", is_staff=True))
    index, *others = addresses
    assert client.get(index[1]).status_code == 200
    assert "no permission to see digests" in client.get(index[1]).content.decode()
    got = [(method, url, getattr(client, method)(url).status_code) for method, url, _editor in others]
    assert got == [(method, url, 403) for method, url, _editor in others]


def test_an_editor_gets_the_desk_and_not_the_accounts(editor_client, addresses):
    got = [(method, url, getattr(editor_client, method)(url).status_code) for method, url, _editor in addresses]
    assert got == addresses


def test_an_editor_without_the_right_to_publish_cannot(client, editor):
    group = make_editors_group()
    group.permissions.remove(group.permissions.get(codename="publish_digest"))
    client.force_login(editor)
    digest = make_sample()
    assert client.post(reverse("admin:do", args=[digest.pk]), {"verb": "publish"}).status_code == 403
    assert client.post(reverse("admin:withdraw", args=[digest.pk])).status_code == 403
    digest.refresh_from_db()
    assert digest.state == "in_review"


def test_the_group_is_put_right_and_made_once(db):
    group = make_editors_group()
    wanted = set(group.permissions.values_list("content_type__app_label", "codename"))
    group.permissions.clear()
    assert make_editors_group() == group
    assert set(group.permissions.values_list("content_type__app_label", "codename")) == wanted
    assert Group.objects.count() == 1
    assert {label for label, _codename in wanted} == {"archive", "procrastinate"}
    assert {codename for _label, codename in wanted if codename.startswith("delete")} == {"delete_alias"}


def test_only_a_superuser_sees_the_accounts(client, editor):
    root = User.objects.create_superuser("root")
    client.force_login(root)
    for name in ("auth_user", "auth_group"):
        assert client.get(reverse(f"admin:{name}_changelist")).status_code == 200
    make.make_series()
    page = client.get(reverse("admin:auth_user_change", args=[editor.pk]))
    assert page.status_code == 200


def test_wrong_passwords_at_the_desk_lock_the_name(client, editor):
    login, wrong = reverse("admin:login"), {"username": "editor", "password": "wrong"}
    codes = [client.post(login, wrong).status_code for _ in range(6)]
    assert (codes[:4], codes[-1]) == ([200] * 4, 429)
    page = client.post(login, {"username": "editor", "password": "a long pass phrase"})
    assert page.status_code == 429
    assert "Too many wrong passwords" in page.content.decode()
