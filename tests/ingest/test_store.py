from dataclasses import replace
from datetime import date

import pytest

from archive.ingest import names, review, store
from archive.models import FACTS, Article, ArticleSource, Digest, Mention, Organization, Person, Role, Statement
from archive.parsing import shapes
from archive.parsing.shapes import Span
from tests.factories import make_country, make_digest, make_topic

pytestmark = pytest.mark.django_db

TEXT = """PRESS DIGEST, 18 NOVEMBER 2026

The Harbour Gazette: Ice comes early

"It is thin," Marta Velisk, director of the Port Institute, told The Harbour Gazette. The tugs work in Romania.

She added that the port stays open.

Capital Ledger: A quota

Norway has a quota, Henrik Aldane said."""


def span(words: str, at: int = 0) -> Span:
    start = TEXT.index(words, at)
    return Span(start, start + len(words))


def story(title: str, *paragraphs: str, **found) -> shapes.Article:
    spans = tuple(span(p) for p in paragraphs)
    layout = shapes.Story(
        span=Span(span(title).start, spans[-1].end),
        paragraphs=spans,
        title=title,
        title_span=span(title),
        rule="heading",
    )
    return shapes.Article(layout, **found)


ICE = story(
    "Ice comes early",
    '"It is thin," Marta Velisk, director of the Port Institute, told The Harbour Gazette. The tugs work in Romania.',
    "She added that the port stays open.",
    sources=(shapes.Source("The Harbour Gazette", span("The Harbour Gazette"), 0.99, "heading"),),
    people=(
        shapes.Person(
            "Marta Velisk",
            (span("Marta Velisk"),),
            roles=(shapes.Role("director", span("director"), "Port Institute", 0.9, "role-after-name"),),
            speaks=True,
            confidence=0.95,
            rule="role-after-name",
        ),
    ),
    organizations=(shapes.Organization("Port Institute", (span("Port Institute"),), confidence=0.9, rule="institute"),),
    countries=(shapes.Country("RO", (span("Romania"),), 0.97, "name"),),
    topics=(shapes.Topic("shipping", (span("port stays"),), 0.6, "keyword"),),
    statements=(
        shapes.Statement(
            "Marta Velisk", "person", "direct", Span(span('"It is').start, span("Gazette. The").start + 8),
            "The Harbour Gazette", 0.93, "quote-name-verb",
        ),
        shapes.Statement(
            "Marta Velisk", "person", "indirect", span("She added that the port stays open."), None, 0.6, "pronoun"
        ),
    ),
)  # fmt: skip
QUOTA = story(
    "A quota",
    "Norway has a quota, Henrik Aldane said.",
    sources=(shapes.Source("Capital Ledger", span("Capital Ledger"), 0.99, "heading"),),
    people=(shapes.Person("Henrik Aldane", (span("Henrik Aldane"),), speaks=True),),
    statements=(
        shapes.Statement(
            "Henrik Aldane", "person", "indirect", span("Norway has a quota, Henrik Aldane said."), None, 0.9
        ),
    ),
)
PARSED = shapes.ParsedDigest(
    text=TEXT,
    date=shapes.DateFound(date(2026, 11, 18), None, span("18 NOVEMBER 2026"), 1.0, "title"),
    title="PRESS DIGEST, 18 NOVEMBER 2026",
    title_span=span("PRESS DIGEST, 18 NOVEMBER 2026"),
    family="headed",
    sections=(shapes.Section(None, (ICE, QUOTA)),),
    warnings=(shapes.Warning("told-nobody", "A statement without a newspaper.", span("She added")),),
)


@pytest.fixture
def digest() -> Digest:
    make_country("RO", "Romania")
    make_topic("Shipping")
    return make_digest(TEXT, day=None, published=False, state=Digest.State.RECEIVED, title="")


def rows() -> dict[str, list[tuple]]:
    """Every fact's every column, ids too."""
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in (Article, *FACTS)}


def test_a_parse_becomes_rows(digest):
    store.keep_parse(digest, PARSED, version="1")
    digest.refresh_from_db()
    assert (digest.state, digest.date, digest.title, digest.family, digest.parser_version) == (
        "in_review", date(2026, 11, 18), "PRESS DIGEST, 18 NOVEMBER 2026", "headed", "1",
    )  # fmt: skip
    assert digest.warnings == [
        {
            "code": "told-nobody",
            "message": "A statement without a newspaper.",
            "span": list(span("She added")),
            "confidence": 1.0,
        }
    ]
    ice, quota = digest.articles.all()
    assert (ice.title, ice.position, ice.date, quota.title, quota.position) == (
        "Ice comes early", 1, date(2026, 11, 18), "A quota", 2,
    )  # fmt: skip
    assert [(str(s.person), s.kind, str(s.via), s.text) for s in ice.statements.order_by("start")] == [
        (
            "Marta Velisk", "direct", "The Harbour Gazette",
            '"It is thin," Marta Velisk, director of the Port Institute, told The Harbour Gazette.',
        ),
        ("Marta Velisk", "indirect", "None", "She added that the port stays open."),
    ]  # fmt: skip
    role = ice.roles.get()
    printed = "director of the Port Institute"
    assert (role.text, role.organization.name, TEXT[role.start : role.end]) == (printed, "Port Institute", printed)
    assert sorted(str(m.of) for m in ice.mentions.all()) == ["Marta Velisk", "Port Institute", "Romania"]
    assert [str(s) for s in ice.articlesources.all()] == ["The Harbour Gazette"]
    assert [str(t) for t in ice.articletopics.all()] == ["Shipping"]


@pytest.mark.parametrize(
    ("text", "role", "organization", "printed"),
    [
        ("director of the Port Institute, said", "director", "Port Institute", "director of the Port Institute"),
        ("head, Port Institute", "head", "Port Institute", "head, Port Institute"),
        ("Port Institute director", "director", "Port Institute", "Port Institute director"),
        ("the Port Institute’s director", "director", "Port Institute", "Port Institute’s director"),
        ("director, who left the Port Institute", "director", "Port Institute", "director"),
        ("director said", "director", "Port Institute", "director"),
        ("director", "director", None, "director"),
    ],
)
def test_a_role_is_kept_as_printed_with_its_organization(text, role, organization, printed):
    start = text.index(role)
    found = store.as_printed(text, shapes.Role(role, Span(start, start + len(role)), organization))
    assert text[slice(*found)] == printed


def test_the_same_parse_again_changes_nothing(digest):
    store.keep_parse(digest, PARSED, version="1")
    before = rows()
    store.keep_parse(digest, PARSED, version="1")
    assert rows() == before


def test_a_better_parse_replaces_proposals_and_keeps_the_rows_that_stay(digest):
    store.keep_parse(digest, PARSED, version="1")
    kept = Statement.objects.get(kind="direct").pk
    better = replace(ICE, statements=(ICE.statements[0],), people=(replace(ICE.people[0], roles=()),))
    store.keep_parse(digest, replace(PARSED, sections=(shapes.Section(None, (better, QUOTA)),)), version="2")
    assert Statement.objects.filter(article__title="Ice comes early").get().pk == kept
    assert not Role.objects.exists()


def test_a_better_parse_tells_more_of_the_same_fact(digest):
    store.keep_parse(digest, PARSED, version="1")
    role = Role.objects.get()
    better = replace(ICE.people[0].roles[0], confidence=0.99, rule="better")
    ice = replace(ICE, people=(replace(ICE.people[0], roles=(better,)),))
    store.keep_parse(digest, replace(PARSED, sections=(shapes.Section(None, (ice, QUOTA)),)), version="2")
    again = Role.objects.get()
    assert (again.pk, again.confidence, again.rule) == (role.pk, 0.99, "better")


def test_people_of_a_former_parse_that_nothing_names_are_gone(digest):
    store.keep_parse(digest, PARSED, version="1")
    bare = replace(QUOTA, people=(), statements=())
    store.keep_parse(digest, replace(PARSED, sections=(shapes.Section(None, (ICE, bare)),)), version="2")
    assert list(Person.objects.values_list("name", flat=True)) == ["Marta Velisk"]
    assert list(Organization.objects.values_list("name", flat=True)) == ["Port Institute"]


def test_what_an_editor_rejected_is_not_proposed_again(digest):
    store.keep_parse(digest, PARSED, version="1")
    for fact in (*ArticleSource.objects.all(), *Mention.objects.all(), *Statement.objects.all(), *Role.objects.all()):
        review.reject(fact, who=None)
    before = {name: found for name, found in rows().items() if name != "ArticleTopic"}
    store.keep_parse(digest, PARSED, version="2")
    assert {name: found for name, found in rows().items() if name != "ArticleTopic"} == before


def test_what_an_editor_corrected_stays_and_the_mistake_does_not_return(digest):
    store.keep_parse(digest, PARSED, version="1")
    wrong = Statement.objects.get(kind="indirect", article__title="Ice comes early")
    other = names.make_person("Selim Arkan")
    review.change(wrong, who=None, person=other)
    before = rows()
    store.keep_parse(digest, PARSED, version="2")
    assert rows() == before
    assert list(
        Statement.objects.filter(start=wrong.start).order_by("pk").values_list("person__name", "state", "origin")
    ) == [
        ("Marta Velisk", "rejected", "parser"),
        ("Selim Arkan", "confirmed", "editor"),
    ]


def test_a_second_reading_is_kept_until_an_editor_answers(digest):
    helper = shapes.Person("Selim Arkan", (span("Marta Velisk"),))
    said = replace(ICE.statements[1], other="Selim Arkan")
    ice = replace(ICE, people=(*ICE.people, helper), statements=(ICE.statements[0], said))
    store.keep_parse(digest, replace(PARSED, sections=(shapes.Section(None, (ice, QUOTA)),)), version="1")
    proposed = Statement.objects.get(kind="indirect", article__title="Ice comes early")
    assert (proposed.person.name, proposed.other.name) == ("Marta Velisk", "Selim Arkan")

    review.change(proposed, who=None, person=proposed.other)

    answered = Statement.objects.get(start=proposed.start, origin="editor")
    assert (answered.person.name, answered.other) == ("Selim Arkan", None)


def test_another_reading_of_a_sentence_that_an_editor_settled_is_not_written(digest):
    store.keep_parse(digest, PARSED, version="1")
    said = Statement.objects.get(article__title="A quota")
    review.confirm(said, who=None)
    other = replace(
        QUOTA.statements[0], speaker="Norway", speaker_is="organization", span=Span(said.start, said.end - 1)
    )
    store.keep_parse(
        digest,
        replace(PARSED, sections=(shapes.Section(None, (ICE, replace(QUOTA, statements=(other,)))),)),
        version="2",
    )
    assert list(Statement.objects.filter(article__title="A quota").values_list("pk", "state")) == [
        (said.pk, "confirmed")
    ]


def test_touched_stories_stand_and_are_the_outline_of_the_next_parse(digest):
    store.keep_parse(digest, PARSED, version="1")
    assert not store.touched(digest)
    review.rename_story(digest.articles.first(), who=None, title="Ice")
    assert store.touched(digest)
    outline = store.outline_of(Digest.objects.get(pk=digest.pk))
    assert [[s.title for s in part.stories] for part in outline.parts] == [["Ice", "A quota"]]
    assert [s.span for part in outline.parts for s in part.stories] == [ICE.story.span, QUOTA.story.span]
    with pytest.raises(store.StoriesChanged):
        store.keep_parse(digest, replace(PARSED, sections=(shapes.Section(None, (ICE,)),)), version="2")
    store.keep_parse(digest, PARSED, version="2")
    assert [a.title for a in digest.articles.all()] == ["Ice", "A quota"]


def test_a_date_that_an_editor_set_stays(digest):
    store.keep_parse(digest, PARSED, version="1")
    review.set_date(Digest.objects.get(pk=digest.pk), who=None, date=date(2026, 11, 19))
    store.keep_parse(digest, PARSED, version="2")
    digest.refresh_from_db()
    assert (digest.date, digest.date_origin) == (date(2026, 11, 19), "editor")
    assert {a.date for a in digest.articles.all()} == {date(2026, 11, 19)}


def test_a_transliteration_is_kept_as_an_alias(digest):
    known = names.make_person("Marta Velisk")
    iuliia = names.make_person("Genrik Aldane")
    spelled = replace(QUOTA, people=(replace(QUOTA.people[0], name="Marta Velisk"),), statements=())
    store.keep_parse(digest, replace(PARSED, sections=(shapes.Section(None, (ICE, spelled)),)), version="1")
    assert {m.person for m in Mention.objects.filter(person__isnull=False)} == {known}
    assert Person.objects.filter(pk=iuliia.pk).exists()


def test_an_abbreviation_becomes_an_alias(digest):
    ice = replace(ICE, organizations=(replace(ICE.organizations[0], short="PI"),))
    store.keep_parse(digest, replace(PARSED, sections=(shapes.Section(None, (ice, QUOTA)),)), version="1")
    institute = Organization.objects.get(name="Port Institute")
    assert sorted(institute.aliases.values_list("name", "kind")) == [("PI", "acronym"), ("Port Institute", "name")]


def test_an_unnamed_speaker_and_a_speaking_newspaper(digest):
    said = QUOTA.statements[0]
    quota = replace(
        QUOTA,
        statements=(
            replace(said, speaker="a source in the ministry", speaker_is="unnamed"),
            replace(said, speaker="Capital Ledger", speaker_is="newspaper", span=span("Norway has a quota")),
            replace(said, speaker="Ministry of Fish", speaker_is="organization", span=span("a quota, Henrik")),
        ),
    )
    store.keep_parse(digest, replace(PARSED, sections=(shapes.Section(None, (ICE, quota)),)), version="1")
    found = Statement.objects.filter(article__title="A quota")
    assert sorted(s.speaker_name for s in found) == ["Capital Ledger", "Ministry of Fish", "a source in the ministry"]
