"""Who may do what: every address of the desk, for a stranger, for staff without a role, and for each of the roles."""

from itertools import pairwise

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import URLPattern, resolve, reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from archive.desk.groups import ADMINISTRATORS, CHIEFS, CONTRIBUTORS, EDITORS, make_groups
from archive.desk.merge import address as merge_address
from archive.ingest import intake, merging, review
from archive.models import ChangeSet, Import, NearDuplicate, Reading, Rule
from tests import factories as make
from tests.desk.sample import make_sample

pytestmark = pytest.mark.django_db


def defer_job(digest):
    from archive.ingest import jobs  # noqa: PLC0415

    jobs.parse_digest.defer(digest_id=digest.pk)
    return ProcrastinateJob.objects.latest("id").pk


ROLES = [CONTRIBUTORS, EDITORS, CHIEFS, ADMINISTRATORS]
ALL, PUBLISHING, CHIEF = (0, 1, 2, 3), (1, 2, 3), (2, 3)


def member(role, name=""):
    user = User.objects.create_user(name or role.lower().replace(" ", "-"), is_staff=True)
    user.groups.add(make_groups()[role])
    return user


@pytest.fixture
def addresses():
    """(method, address, what is got by who may, the places of those in ROLES) of every page of the desk and admin."""
    digest = make_sample()
    job = defer_job(digest)
    rule = Rule.objects.create(kind="country", words="georgia", of="GE", summary="No country")
    reading = Reading.objects.create(version="1", state="ready")
    boss = User.objects.create_user("boss")
    change = review.set_title(digest, who=boss, title="The lock")
    received = intake.receive(
        raw=b"Another digest.", filename="a.txt", series=digest.series, how="paste", who=boss
    ).digest
    bulk = Import.objects.create(series=digest.series, name="a.zip", who=boss)
    near = NearDuplicate.objects.create(digest=digest, other=make_sample(stories=3), share=0.6)
    merged = merging.merge(make.make_person("Ana Brod"), make.make_person("Anna Brod"), who=boss)
    people = [make.make_person(name).pk for name in ("Marta Velisk", "Martha Velisk")]
    on_digest = {
        name: reverse(f"admin:{name}", args=[digest.pk]) for name in ("review", "do", "withdraw", "history", "received")
    }
    return [
        ("get", reverse("admin:index"), 200, ALL),
        ("get", reverse("admin:add_digest"), 200, ALL),
        ("post", reverse("admin:add_digest"), 422, ALL),
        ("get", on_digest["review"], 200, ALL),
        ("post", on_digest["do"], 302, ALL),
        ("get", on_digest["withdraw"], 200, PUBLISHING),
        ("post", on_digest["withdraw"], 302, PUBLISHING),
        ("get", on_digest["history"], 200, ALL),
        ("get", on_digest["received"], 200, ALL),
        ("get", reverse("admin:merges"), 200, CHIEF),
        ("post", reverse("admin:take_back", args=[merged.pk]), 302, CHIEF),
        ("get", reverse("admin:duplicates"), 200, CHIEF),
        ("get", merge_address("person", people), 200, CHIEF),
        ("get", reverse("admin:changes"), 200, ALL),
        ("get", reverse("admin:change", args=[change.pk]), 200, ALL),
        ("post", reverse("admin:undo_change", args=[change.pk]), 302, CHIEF),
        ("get", reverse("admin:record_history", args=["digest", digest.pk]), 200, ALL),
        ("post", reverse("admin:undo_import", args=[received.pk]), 302, CHIEF),
        ("get", reverse("admin:record_names", args=["person", people[0]]), 200, CHIEF),
        ("get", reverse("admin:near_duplicate", args=[near.pk]), 200, ALL),
        ("post", reverse("admin:near_duplicate", args=[near.pk]), 302, ALL),
        ("get", reverse("admin:imports"), 200, ALL),
        ("post", reverse("admin:imports"), 422, ALL),
        ("get", reverse("admin:import", args=[bulk.pk]), 200, ALL),
        ("post", reverse("admin:retry_import", args=[bulk.pk]), 302, ALL),
        ("post", reverse("admin:undo_bulk", args=[bulk.pk]), 302, CHIEF),
        ("get", reverse("admin:complete_names"), 200, ALL),
        ("get", reverse("admin:rules"), 200, CHIEF),
        ("get", reverse("admin:add_rule", args=[change.pk]), 302, CHIEF),
        ("post", reverse("admin:switch_rule", args=[rule.pk]), 302, CHIEF),
        ("get", reverse("admin:readings"), 200, CHIEF),
        ("post", reverse("admin:readings"), 302, CHIEF),
        ("get", reverse("admin:reading", args=[reading.pk]), 200, CHIEF),
        ("get", reverse("admin:differences", args=[reading.pk, "speaker"]), 200, CHIEF),
        ("post", reverse("admin:take_reading", args=[reading.pk]), 302, CHIEF),
        ("post", reverse("admin:drop_reading", args=[reading.pk]), 302, CHIEF),
        ("get", reverse("admin:jobs"), 200, ALL),
        ("post", reverse("admin:retry_job", args=[job]), 302, ALL),
        *_stock_addresses(),
    ]


# Django's own pages, which have no model.
STOCK = {
    "index", "login", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n", "view_on_site",
    "app_list",
}  # fmt: skip
# Model -> who may see (the list, the add form); the rest of Django's admin answers 403 to every role.
LISTS = {
    **dict.fromkeys(["person", "organization", "source", "topic", "series"], (ALL, PUBLISHING)),
    **dict.fromkeys(["country", "alias", "digest", "article", "changeset", "articlesource", "articletopic", "role",
                     "statement", "mention"], (ALL, ())),
    "user": ((3,), (3,)),
    "group": ((3,), ()),
    "token": ((3,), (3,)),
}  # fmt: skip


def _stock_addresses():
    for model in admin.site._registry:
        meta = model._meta
        listing, adding = LISTS.get(meta.model_name, ((), ()))
        yield "get", reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"), 200, listing
        yield "get", reverse(f"admin:{meta.app_label}_{meta.model_name}_add"), 200, adding


def test_the_lists_name_every_registered_model():
    registered = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "archive"}
    assert registered == set(LISTS) - {"user", "group"}


def test_the_table_names_every_page_of_the_desk(addresses):
    """Every address that the desk has of its own, by its name; Django's are listed by model."""
    own = {url.name for url in admin.site.get_urls() if isinstance(url, URLPattern) and url.name} - STOCK
    named = {resolve(url.split("?")[0]).url_name for _method, url, _code, _who in addresses}
    assert own - named == set()


def test_a_stranger_is_asked_to_sign_in_everywhere(client, addresses):
    got = [(method, url, getattr(client, method)(url).status_code) for method, url, _code, _who in addresses]
    assert got == [(method, url, 302) for method, url, _code, _who in addresses]
    assert client.get(addresses[0][1])["Location"].startswith(reverse("admin:login"))


def test_a_reader_with_an_account_is_a_stranger_too(client, addresses):
    client.force_login(User.objects.create_user("reader"))
    got = {getattr(client, method)(url).status_code for method, url, _code, _who in addresses}
    assert got == {302}


def test_staff_without_the_group_sees_an_empty_desk_and_nothing_else(client, addresses):
    client.force_login(User.objects.create_user("temp", is_staff=True))
    index, *others = addresses
    assert client.get(index[1]).status_code == 200
    assert "no permission to see digests" in client.get(index[1]).content.decode()
    got = [(method, url, getattr(client, method)(url).status_code) for method, url, _code, _who in others]
    assert got == [(method, url, 403) for method, url, _code, _who in others]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_its_pages_and_no_other(client, addresses, role):
    client.force_login(member(role))
    place = ROLES.index(role)
    got = [(method, url, getattr(client, method)(url).status_code) for method, url, _code, _who in addresses]
    assert got == [(method, url, code if place in who else 403) for method, url, code, who in addresses]


def test_a_contributor_cannot_publish(client):
    client.force_login(member(CONTRIBUTORS))
    digest = make_sample()
    assert client.post(reverse("admin:do", args=[digest.pk]), {"verb": "publish"}).status_code == 403
    assert client.post(reverse("admin:withdraw", args=[digest.pk])).status_code == 403
    digest.refresh_from_db()
    assert digest.state == "in_review"


@pytest.mark.parametrize(("role", "undone"), [(CONTRIBUTORS, False), (EDITORS, False), (CHIEFS, True),
                                              (ADMINISTRATORS, True)])  # fmt: skip
def test_what_others_did_is_undone_by_a_chief_alone(client, editor, role, undone):
    digest = make_sample()
    change = review.set_title(digest, who=editor, title="A title that somebody chose")
    client.force_login(member(role))
    pages = [client.get(reverse(f"admin:{name}", args=[digest.pk])).content.decode() for name in ("review", "history")]
    assert [f'name="change" value="{change.pk}"' in page for page in pages] == [undone, undone]
    answer = client.post(reverse("admin:do", args=[digest.pk]), {"verb": "undo", "change": change.pk}, follow=True)
    assert ChangeSet.objects.get(pk=change.pk).undone is undone
    assert ("only they or a chief editor can undo it" in answer.content.decode()) is not undone


@pytest.mark.parametrize("who", ["editor", None])
def test_ones_own_acts_and_the_parsers_can_be_undone(client, editor, editor_client, who):
    digest = make_sample()
    change = review.set_title(digest, who=editor if who else None, title="Another title")
    editor_client.post(reverse("admin:do", args=[digest.pk]), {"verb": "undo", "change": change.pk})
    assert ChangeSet.objects.get(pk=change.pk).undone


def test_the_groups_are_put_right_and_made_once(db):
    groups = make_groups()
    wanted = {role: set(group.permissions.values_list("content_type__app_label", "codename"))
              for role, group in groups.items()}  # fmt: skip
    groups[EDITORS].permissions.clear()
    assert make_groups() == groups
    assert {role: set(group.permissions.values_list("content_type__app_label", "codename"))
            for role, group in groups.items()} == wanted  # fmt: skip
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(ROLES)
    for lower, higher in pairwise(ROLES):
        assert wanted[lower] < wanted[higher]
    assert {codename for _label, codename in wanted[ADMINISTRATORS] if codename.startswith("delete")} == {
        "delete_alias"
    }


def test_an_administrator_gives_roles_and_makes_nobody_more_than_that(client, editor):
    client.force_login(member(ADMINISTRATORS, "chief"))
    root = User.objects.create_superuser("root")
    page = client.get(reverse("admin:auth_user_change", args=[editor.pk])).content.decode()
    assert ('name="groups"' in page, 'name="is_superuser"' in page, 'name="user_permissions"' in page) == (
        True, False, False,
    )  # fmt: skip
    form = {"username": "editor", "is_active": "on", "is_staff": "on", "is_superuser": "on",
            "groups": [Group.objects.get(name=CHIEFS).pk]}  # fmt: skip
    assert client.post(reverse("admin:auth_user_change", args=[editor.pk]), form).status_code == 302
    editor.refresh_from_db()
    assert (editor.is_superuser, [group.name for group in editor.groups.all()]) == (False, [CHIEFS])
    assert client.post(reverse("admin:auth_user_change", args=[root.pk]), form).status_code == 403
    assert client.post(reverse("admin:auth_user_password_change", args=[root.pk]), {}).status_code == 403


def test_a_superuser_sees_everything_of_an_account(client, editor):
    client.force_login(User.objects.create_superuser("root"))
    page = client.get(reverse("admin:auth_user_change", args=[editor.pk])).content.decode()
    assert ('name="is_superuser"' in page, 'name="user_permissions"' in page) == (True, True)


def test_wrong_passwords_at_the_desk_lock_the_name(client, editor):
    login, wrong = reverse("admin:login"), {"username": "editor", "password": "wrong"}
    codes = [client.post(login, wrong).status_code for _ in range(6)]
    assert (codes[:4], codes[-1]) == ([200] * 4, 429)
    page = client.post(login, {"username": "editor", "password": "a long pass phrase"})
    assert page.status_code == 429
    assert "Too many wrong passwords" in page.content.decode()
