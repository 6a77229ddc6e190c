"""Django's lists and forms of names and records, and the desk's front page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.models import Alias, Digest, FormerSlug, Organization, Person, Source, Statement, Topic
from tests import factories as make
from tests.desk.sample import make_sample

pytestmark = pytest.mark.django_db


def change_url(record):
    return reverse(f"admin:archive_{record._meta.model_name}_change", args=[record.pk])


def no_aliases():
    return {"aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}


def test_a_new_name_and_address_leave_an_alias_and_a_redirect(editor_client):
    person = make.make_person("Marta Velisk")
    response = editor_client.post(
        change_url(person), {"name": "Martha Velisk", "slug": "martha-velisk", "wikidata": "Q42", **no_aliases()}
    )
    assert response.status_code == 302
    person.refresh_from_db()
    assert (person.name, person.slug, person.wikidata, person.filed_as) == (
        "Martha Velisk", "martha-velisk", "Q42", "Velisk, Martha",
    )  # fmt: skip
    assert FormerSlug.objects.get(kind="person", slug="marta-velisk").target == person.pk
    assert set(person.aliases.values_list("name", flat=True)) == {"Marta Velisk", "Martha Velisk"}


def test_an_address_that_somebody_else_has_is_refused_at_the_form(editor_client):
    person, other = make.make_person("Marta Velisk"), make.make_person("Ana Brod")
    response = editor_client.post(
        change_url(person), {"name": "Marta Velisk", "slug": other.slug, "wikidata": "", **no_aliases()}
    )
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["slug"]


def test_an_alias_is_added_with_the_key_that_names_are_found_by(editor_client):
    source = make.make_source("The Harbour Gazette")
    editor_client.post(
        change_url(source),
        {
            "name": source.name, "slug": source.slug, "country": "",
            "aliases-TOTAL_FORMS": "1", "aliases-INITIAL_FORMS": "0",
            "aliases-0-name": "The H.G.", "aliases-0-kind": "acronym",
        },
    )  # fmt: skip
    assert list(source.aliases.order_by("pk").values_list("name", "key", "kind")) == [
        ("The Harbour Gazette", "the harbour gazette", "name"),
        ("The H.G.", "h g", "acronym"),
    ]


@pytest.mark.parametrize(
    ("model", "name"), [(Person, "Žaneta Kov"), (Organization, "Reed Board"), (Source, "Reed Post")]
)
def test_what_is_added_has_an_address_and_its_canonical_alias(editor_client, model, name):
    url = reverse(f"admin:archive_{model._meta.model_name}_add")
    assert editor_client.post(url, {"name": name, "country": "", "wikidata": "", **no_aliases()}).status_code == 302
    made = model.objects.get()
    assert (made.name, made.slug) == (name, {"Žaneta Kov": "zaneta-kov"}.get(name, name.lower().replace(" ", "-")))
    assert list(made.aliases.values_list("name", "kind")) == [(name, Alias.Kind.NAME)]


def test_a_newspaper_that_is_known_is_not_added_twice(editor_client):
    known = make.make_source("Reed Post", sort_key="reed post")
    Alias.objects.filter(source=known).update(key="reed post")
    response = editor_client.post(
        reverse("admin:archive_source_add"), {"name": "The Reed  Post", "country": "", **no_aliases()}
    )
    assert response.context["adminform"].form.errors["name"] == ["This name is known already: Reed Post."]
    assert Source.objects.count() == 1


def test_the_keywords_of_a_topic_stand_one_on_a_line(editor_client):
    topic = make.make_topic("Weirs", keywords=["weir"])
    page = editor_client.get(change_url(topic)).content.decode()
    assert ">\nweir</textarea>" in page
    editor_client.post(
        change_url(topic),
        {"name": "Weirs", "slug": "weirs", "iptc": "", "keywords": "weir\r\n\r\n lock  gate \r\nweir"},
    )
    topic.refresh_from_db()
    assert topic.keywords == ["weir", "lock gate"]


def test_a_topic_is_added_with_an_address(editor_client):
    editor_client.post(reverse("admin:archive_topic_add"), {"name": "Lock gates", "iptc": "", "keywords": "gate"})
    assert list(Topic.objects.values_list("name", "slug", "keywords")) == [("Lock gates", "lock-gates", ["gate"])]


def test_facts_and_digests_can_be_looked_at_and_not_touched(client, admin_user):
    client.force_login(admin_user)
    digest = make_sample()
    statement = Statement.objects.first()
    for record in (digest, statement, digest.articles.first()):
        page = client.get(change_url(record))
        assert page.status_code == 200
        assert page.context["has_change_permission"] is False
        name = record._meta.model_name
        assert client.post(change_url(record), {"text": "other"}).status_code == 403
        assert (
            client.post(reverse(f"admin:archive_{name}_delete", args=[record.pk]), {"post": "yes"}).status_code == 403
        )
        assert client.get(reverse(f"admin:archive_{name}_add")).status_code == 403
    assert "sha256" in client.get(change_url(digest)).content.decode().lower()
    assert "Forty barges" not in client.get(change_url(digest)).content.decode()


LISTS = [
    "digest", "article", "articlesource", "articletopic", "role", "statement", "mention", "changeset", "person",
    "organization", "source", "topic", "country", "alias", "series",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_much_for_many_rows_as_for_few(editor_client, name):
    url = reverse(f"admin:archive_{name}_changelist")
    make_sample()
    editor_client.get(url)
    with CaptureQueriesContext(connection) as few:
        editor_client.get(url, {"q": ""})
    make_sample(stories=3)
    make_sample(stories=4)
    with CaptureQueriesContext(connection) as many:
        editor_client.get(url, {"q": ""})
    assert len(many) <= len(few)


def test_the_admin_wears_the_archive_s_styles_and_has_no_inline_code(editor_client):
    page = editor_client.get(reverse("admin:archive_person_changelist")).content.decode()
    assert "css/admin-desk.css" in page
    assert " style=" not in page
    assert "<style" not in page
    assert all("src=" in script for script in page.split("<script")[1:])


# ---- the front page


def test_the_front_page_says_what_waits_what_failed_and_what_was_published(editor_client):
    old = make_sample(title="Older")
    new = make_sample(stories=1, title="Newer")
    failed = make.make_digest("c", published=False)
    Digest.objects.filter(pk=failed.pk).update(state="failed", failure="It is encrypted.")
    read = make.make_digest("d", published=False)
    Digest.objects.filter(pk=read.pk).update(state="received")
    published = make.make_digest("e")
    context = editor_client.get(reverse("admin:index")).context
    # story 1 has three doubtful facts, and story 2 of the older one begins doubtfully
    assert context["waiting"] == [(old, 4), (new, 3)]
    assert [list(context[part]) for part in ("received", "failed", "published")] == [[read], [failed], [published]]


def test_the_front_page_asks_as_much_for_three_digests_as_for_one(editor_client, django_assert_max_num_queries):
    make_sample()
    editor_client.get(reverse("admin:index"))
    for stories in (1, 3, 4):
        make_sample(stories=stories)
    with django_assert_max_num_queries(18):
        editor_client.get(reverse("admin:index"))


def test_the_desk_s_doubtful_count_is_the_review_page_s(editor_client):
    digest = make_sample(stories=3)
    waiting = editor_client.get(reverse("admin:index")).context["waiting"]
    review = editor_client.get(reverse("admin:review", args=[digest.pk])).context["whole"]
    assert waiting == [(digest, len(review.doubtful))]


def test_what_was_sent_comes_back_as_an_attachment_of_no_type(editor_client):
    digest = make.make_digest("<script>alert(1)</script>", published=False, filename="žaba.html")
    response = editor_client.get(reverse("admin:received", args=[digest.pk]))
    assert response.content == bytes(digest.raw)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C5%BEaba.html"
