from datetime import date

import pytest

from archive.ingest import names, review, store
from archive.models import (
    FACTS,
    Alias,
    Article,
    ArticleSource,
    Digest,
    FormerSlug,
    Mention,
    Person,
    Role,
    Section,
    Statement,
)
from tests.factories import make_article, make_country, make_digest, make_mention, make_role, make_source, make_topic
from tests.ingest.test_store import PARSED, TEXT, span

pytestmark = pytest.mark.django_db


@pytest.fixture
def digest() -> Digest:
    make_country("RO", "Romania")
    make_topic("Shipping")
    digest = make_digest(TEXT, day=None, published=False, state=Digest.State.RECEIVED, title="")
    store.keep_parse(digest, PARSED, version="1")
    return Digest.objects.get(pk=digest.pk)


def state(digest: Digest) -> dict:
    """All that an act may change, by row."""
    tables = {"Section": Section.objects.filter(digest=digest), "Article": digest.articles.all()}
    tables |= {model.__name__: model.objects.filter(article__digest=digest) for model in FACTS}
    found = {name: list(rows.order_by("pk").values()) for name, rows in tables.items()}
    fields = ("state", "date", "date_origin", "title", "title_origin", "published_at", "published_by")
    return {**found, "Digest": Digest.objects.filter(pk=digest.pk).values(*fields).get()}


def test_all_mentions_of_a_name_in_a_story_stand_or_fall_together():
    article = make_article(make_digest("Kask spoke. Kask left. Later Aldane came."))
    kask = names.make_person("Liina Kask")
    first = make_mention(article, "Kask", person=kask)
    Mention.objects.create(article=article, person=kask, start=12, end=16)
    other = make_mention(article, "Aldane", person=names.make_person("Henrik Aldane"))
    role = make_role(article, "spoke", kask)
    review.reject(first, who=None)
    assert set(Mention.objects.filter(person=kask).values_list("state", flat=True)) == {"rejected"}
    role.refresh_from_db()
    other.refresh_from_db()
    assert (role.state, other.state) == ("rejected", "proposed")


def test_confirm_reject_and_open_again(digest):
    said = Statement.objects.first()
    for verb, after in ((review.confirm, "confirmed"), (review.reject, "rejected"), (review.reopen, "proposed")):
        changes = verb(said, who=None)
        said.refresh_from_db()
        assert said.state == after
        assert [(c.kind, c.row, c.after) for c in changes.changes.all()] == [
            ("statement", str(said.pk), {"state": after})
        ]


def test_an_editors_own_fact_cannot_be_opened_again(digest):
    review.add(ArticleSource, article=digest.articles.first(), who=None, source=make_source("The Northern Signal"))
    with pytest.raises(review.NotPossible, match="An editor added this"):
        review.reopen(ArticleSource.objects.get(source__name="The Northern Signal"), who=None)


def test_a_correction_keeps_the_parsers_word_as_rejected(digest):
    role = Role.objects.get()
    review.change(role, who=None, text="director", end=span("director").end)
    assert list(Role.objects.order_by("pk").values_list("text", "origin", "state")) == [
        ("director of the Port Institute", "parser", "rejected"),
        ("director", "editor", "confirmed"),
    ]


def test_a_second_correction_changes_the_editors_own_row(digest):
    review.change(Role.objects.get(), who=None, text="head")
    review.change(Role.objects.get(origin="editor"), who=None, text="chief")
    assert list(Role.objects.order_by("pk").values_list("text", "origin")) == [
        ("director of the Port Institute", "parser"),
        ("chief", "editor"),
    ]


def test_another_person_takes_all_that_rests_on_the_name_along(digest):
    velisk, other = Person.objects.get(name="Marta Velisk"), names.make_person("Marta Velisk")
    mention = Mention.objects.get(person=velisk)
    before = state(digest)
    changes = review.reassign(mention, who=None, to=other)
    for model, count in ((Mention, 1), (Role, 1), (Statement, 2)):
        assert model.objects.filter(person=other, state="confirmed", origin="editor").count() == count
        assert not model.objects.filter(person=velisk).exclude(state="rejected").exists()
    review.undo(changes, who=None)
    assert state(digest) == before


def test_a_statement_is_given_to_another_speaker_alone(digest):
    said = Statement.objects.get(kind="indirect", article__title="Ice comes early")
    review.reassign(said, who=None, to=make_source("The Northern Signal"))
    assert [s.speaker_name for s in Statement.objects.filter(state="confirmed")] == ["The Northern Signal"]


def test_the_same_name_again_is_a_confirmation(digest):
    mention = Mention.objects.get(person__name="Marta Velisk")
    review.reassign(mention, who=None, to=mention.person)
    assert list(Mention.objects.filter(person=mention.person).values_list("state", "origin")) == [
        ("confirmed", "parser")
    ]


def test_adding_what_was_rejected_takes_it_up_again(digest):
    link = ArticleSource.objects.get(source__name="Capital Ledger")
    review.reject(link, who=None)
    review.add(ArticleSource, article=link.article, who=None, source=link.source)
    assert list(ArticleSource.objects.filter(article=link.article).values_list("pk", "origin", "state")) == [
        (link.pk, "editor", "confirmed")
    ]


def test_a_statement_is_added_on_its_passage(digest):
    article = digest.articles.last()
    where = span("Norway has a quota")
    review.add(
        Statement, article=article, who=None, unnamed="an official", kind="indirect", start=where.start, end=where.end
    )
    said = Statement.objects.get(origin="editor")
    assert (said.text, said.speaker_name, said.state) == ("Norway has a quota", "an official", "confirmed")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"unnamed": "x", "kind": "direct"}, "needs its passage"),
        ({"unnamed": "x", "kind": "direct", "start": 5, "end": 5}, "does not lie in"),
        ({"unnamed": "x", "kind": "direct", "start": 5, "end": 10**6}, "does not lie in"),
        ({"kind": "direct", "start": 5, "end": 9}, "contradict"),
        ({"unnamed": "x", "kind": "shouted", "start": 5, "end": 9}, "not a valid choice"),
    ],
)
def test_an_impossible_statement_is_refused_in_words(digest, fields, why):
    before = state(digest)
    with pytest.raises(review.NotPossible, match=why):
        review.add(Statement, article=digest.articles.last(), who=None, **fields)
    assert state(digest) == before


def test_accept_all_that_is_surer(digest):
    review.confirm_all(digest, who=None, above=0.9)
    open_facts = [(str(f), f.confidence) for model in FACTS for f in model.objects.filter(state="proposed")]
    assert open_facts == [("Shipping", 0.6), ("She added that the port stays open.", 0.6)]


def test_split_moves_facts_with_their_passage_and_join_undoes_it(digest):
    ice = digest.articles.first()
    paragraphs = ice.paragraphs
    review.split(ice, who=None, paragraph=2)
    one, two, three = digest.articles.order_by("position")
    assert [a.title for a in (one, two, three)] == ["Ice comes early", "", "A quota"]
    assert (two.body, two.origin, two.position, three.position) == (
        "She added that the port stays open.",
        "editor",
        2,
        3,
    )
    assert [str(s) for s in two.statements.all()] == ["She added that the port stays open."]
    assert one.statements.count() == 1
    review.join(one, who=None)
    one, three = digest.articles.order_by("position")
    assert one.paragraphs == paragraphs
    assert (one.statements.count(), three.title, three.position) == (2, "A quota", 2)


@pytest.mark.parametrize("paragraph", [-1, 0, 1, 3])
def test_a_story_is_split_only_inside(digest, paragraph):
    with pytest.raises(review.NotPossible, match="before its second paragraph"):
        review.split(digest.articles.first(), who=None, paragraph=paragraph)


def test_the_last_story_cannot_be_joined(digest):
    with pytest.raises(review.NotPossible, match="last story"):
        review.join(digest.articles.last(), who=None)


def test_joining_published_stories_redirects_the_lost_addresses(digest, client):
    review.split(digest.articles.first(), who=None, paragraph=2)
    review.publish(digest, who=None)
    first, second, third = digest.articles.all()
    review.join(second, who=None)
    review.join(digest.articles.first(), who=None)
    for lost in (second, third):
        response = client.get(f"/articles/{lost.slug}/")
        assert (response.status_code, response["Location"]) == (301, f"/articles/{first.slug}/")
    assert client.get(f"/articles/{first.slug}/").status_code == 200


def test_joining_keeps_the_editors_word_of_two_equal_facts(digest):
    first, second = digest.articles.all()
    gazette = first.articlesources.get().source
    review.add(ArticleSource, article=second, who=None, source=gazette)
    review.join(first, who=None)
    assert list(ArticleSource.objects.filter(source=gazette).values_list("article", "origin")) == [(first.pk, "editor")]


def test_publishing_needs_a_date(digest):
    Digest.objects.filter(pk=digest.pk).update(date=None)
    with pytest.raises(review.NotPossible, match="Set its date first"):
        review.publish(digest, who=None)
    review.set_date(digest, who=None, date=date(2026, 11, 18))
    review.publish(digest, who=None)
    digest.refresh_from_db()
    assert (digest.state, digest.slug) == ("published", "2026-11-18-press-digest-18-november-2026")
    assert [a.slug for a in digest.articles.all()] == ["2026-11-18-ice-comes-early", "2026-11-18-a-quota"]


def test_withdrawn_and_published_again_under_the_same_address(digest):
    review.publish(digest, who=None)
    slug = digest.slug
    review.withdraw(digest, who=None)
    assert Article.objects.published().count() == 0
    review.publish(digest, who=None)
    assert (digest.state, digest.slug) == ("published", slug)
    with pytest.raises(review.NotPossible, match="published already"):
        review.publish(digest, who=None)


@pytest.mark.parametrize("year", [1899, 2101, 9999])
def test_an_absurd_date_is_refused(digest, year):
    with pytest.raises(review.NotPossible, match="between 1900 and 2100"):
        review.set_date(digest, who=None, date=date(year, 1, 1))


def test_undo_puts_back_what_each_act_changed(digest):
    ice, quota = digest.articles.all()
    acts = [
        lambda: review.set_date(digest, who=None, date=date(2026, 11, 19)),
        lambda: review.set_title(digest, who=None, title="Another"),
        lambda: review.rename_story(quota, who=None, title="Quota"),
        lambda: review.confirm_boundary(quota, who=None),
        lambda: review.confirm(Statement.objects.first(), who=None),
        lambda: review.reject(Mention.objects.first(), who=None),
        lambda: review.change(Role.objects.get(), who=None, text="head"),
        lambda: review.add(ArticleSource, article=quota, who=None, source=make_source("The Northern Signal")),
        lambda: review.confirm_all(digest, who=None),
        lambda: review.split(ice, who=None, paragraph=2),
        lambda: review.join(quota, who=None) if quota.position < 2 else review.join(ice, who=None),
        lambda: review.publish(digest, who=None),
    ]
    for act in acts:
        before = state(digest)
        changes = act()
        assert state(digest) != before
        review.undo(changes, who=None)
        after = state(digest)
        for article in after["Article"]:  # an address once given stays
            article["slug"] = next(a["slug"] for a in before["Article"] if a["id"] == article["id"])
        assert after == before
        digest.refresh_from_db()
        ice.refresh_from_db()
        quota.refresh_from_db()


def test_undo_one_after_the_other_and_never_over_a_later_change(digest):
    said = Statement.objects.first()
    first = review.confirm(said, who=None)
    second = review.reject(said, who=None)
    with pytest.raises(review.NotPossible, match="changed again since"):
        review.undo(first, who=None)
    assert review.last_change(digest) == second
    review.undo(second, who=None)
    assert review.last_change(digest) == first
    review.undo(first, who=None)
    assert review.last_change(digest) is None
    with pytest.raises(review.NotPossible, match="undone already"):
        review.undo(first, who=None)


def test_a_new_name_keeps_the_old_one_and_its_address(digest):
    person = names.make_person("Tomas Qureshi")
    review.rename(person, who=None, name="Tomáš Qureshi-Hale", slug="tomas-qureshi-hale")
    person.refresh_from_db()
    assert (person.name, person.slug, person.filed_as) == (
        "Tomáš Qureshi-Hale",
        "tomas-qureshi-hale",
        "Qureshi-Hale, Tomáš",
    )
    assert list(Alias.objects.filter(person=person).order_by("pk").values_list("name", "kind")) == [
        ("Tomas Qureshi", "former"),
        ("Tomáš Qureshi-Hale", "name"),
    ]
    assert FormerSlug.objects.get().target == person.pk
    review.rename(person, who=None, name="Tomas Qureshi", slug="tomas-qureshi")
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["tomas-qureshi-hale"]


def test_an_address_that_is_taken_is_refused():
    one, other = names.make_person("Tomas Qureshi"), names.make_person("Henrik Aldane")
    with pytest.raises(review.NotPossible, match="Another person has the address"):
        review.rename(one, who=None, name="Henrik Aldane", slug=other.slug)
