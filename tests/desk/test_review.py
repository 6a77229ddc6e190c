"""The review page and everything that can be done on it, without JavaScript."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from archive.desk.review import partial_date
from archive.ingest import names
from archive.models import (
    Article,
    ArticleSource,
    ArticleTopic,
    ChangeSet,
    Digest,
    Mention,
    Person,
    Role,
    Section,
    Statement,
)
from tests import factories as make
from tests.desk.sample import make_sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def digest():
    return make_sample()


@pytest.fixture
def see(editor_client, digest):
    """The review page with a query; the response."""

    def see(**query):
        return editor_client.get(reverse("admin:review", args=[digest.pk]), query)

    return see


@pytest.fixture
def do(editor_client, digest):
    """Send one form of the page; the response, with what it leads to."""

    def do(verb, **sent):
        return editor_client.post(reverse("admin:do", args=[digest.pk]), {"verb": verb, **sent}, follow=True)

    return do


def key(fact):
    return f"{fact._meta.model_name}-{fact.pk}"


def fact(model, words, **fields):
    """The fact of the sample whose passage begins with `words`."""
    found = [row for row in model.objects.filter(**fields).select_related("article__digest")
             if (row.article.digest.text or "")[row.start:].startswith(words)]  # fmt: skip
    assert len(found) == 1
    return found[0]


def told(response):
    """What the page says was done or went wrong."""
    said = [str(message) for message in response.context.get("messages", [])]
    toast = response.context.get("toast")
    return [*said, toast.words] if toast else said


def state(row):
    row.refresh_from_db()
    return row.state, row.origin


# ---- the page


def test_the_text_is_shown_line_by_line_escaped_with_its_white_space(see):
    page = see().content.decode()
    shown = re.findall(r'<p[^>]* data-start="(\d+)" data-story="(\d?)">(.*?)</p>', page)
    plain = [(int(start), story, re.sub(r"<[^>]+>", "", inner)) for start, story, inner in shown]
    assert plain == [
        (0, "", "REVIEW OF THE MORNING PAPERS"),
        (30, "1", "The Lock Keeper: Barges queue below the weir"),
        (76, "1", "Forty barges lay below the weir at Orsova on Sunday, waiting for a pilot who speaks "
                  "&lt;b&gt;both&lt;/b&gt; languages."),
        (184, "1", "“We could have opened the second chamber in an hour,” Tilda Marek, head of the Lower Weir Office, "
                   "told The Lock Keeper."),
        (305, "1", "She then went home. “Nobody asked me to stay,” Marek added."),
        (366, "1", "A skipper with a dog said the dog had seen worse in Romania."),
        (428, "2", "Evening Ledger: A tariff for shade"),
        (464, "2", "Greece will count its pergolas by spring, the Shade Council announced, and Ilias Drakos called "
                   "the form unreadable."),
    ]  # fmt: skip


def test_markup_in_a_digest_stays_text_wherever_it_is_shown(editor_client):
    nasty = '<script>alert("x")</script>'
    text = f"{nasty}\n\nThe {nasty} board said {nasty} twice."
    digest = make.make_digest(text, published=False, title=nasty, filename=f"{nasty}.txt")
    story = make.make_article(digest, title=nasty)
    make.make_statement(story, f"The {nasty} board said", unnamed=nasty, confidence=0.4)
    make.make_role(story, nasty, make.make_person(nasty), organization=make.make_organization(nasty), confidence=0.5)
    make.make_mention(story, nasty, person=make.make_person(nasty))
    Digest.objects.filter(pk=digest.pk).update(warnings=[{"code": "odd", "message": nasty}])
    url = reverse("admin:review", args=[digest.pk])
    keys = [key(row) for model in (Statement, Role, Mention) for row in model.objects.all()]
    for query in ["", "?line=1", "?show=all", *[f"?fact={k}" for k in keys], *[f"?fact={k}&change=1" for k in keys],
                  f"?add=person&story=1&words={nasty}"]:  # fmt: skip
        page = editor_client.get(url + query).content.decode()
        assert nasty not in page
        assert page.count("<script") == page.count("<script src=")
    assert nasty not in editor_client.get(reverse("admin:index")).content.decode()
    assert nasty not in editor_client.get(reverse("admin:history", args=[digest.pk])).content.decode()


def test_every_finding_is_marked_and_wears_its_state(see, do):
    do("confirm", fact=key(fact(Mention, "Tilda")))
    do("reject", fact=key(fact(Mention, "Orsova")))
    do("answer", fact=key(fact(Mention, "Greece")), answer="country-RO")
    page = see(fact=key(Statement.objects.get(unnamed="A skipper with a dog"))).content.decode()
    marks = re.findall(r'<a class="finding finding--(\w+)( finding--current)?"[^>]*>([^<]*)</a>', page)
    assert [(look, bool(current), words) for look, current, words in marks] == [
        ("proposed", False, "The Lock Keeper"),
        ("doubtful", False, "barges"),
        ("rejected", False, "Orsova"),
        ("accepted", False, "Tilda Marek"),
        ("proposed", False, "head of the "),
        ("proposed", False, "Lower Weir Office"),
        ("doubtful", False, "“Nobody asked me to stay,” "),
        ("accepted", False, "Marek"),
        ("doubtful", False, " added."),
        ("doubtful", True, "A skipper with a dog said the dog had seen worse in Romania."),
        ("proposed", False, "Evening Ledger"),
        ("proposed", False, "tariff"),
        ("corrected", False, "Greece"),
        ("proposed", False, "Shade Council"),
        ("proposed", False, "Ilias Drakos"),
    ]
    assert re.findall(r'<a class="finding-said finding-said--(\w+)"', page) == ["proposed", "proposed"]


def test_the_least_sure_is_asked_first_with_numbered_answers(see):
    context = see().context
    asked = [(f.words[:22], f.percent) for f, _asks in context["queue"]]
    chosen = context["chosen"]
    assert (chosen.finding.words, chosen.question.asks) == ("“Nobody asked me to stay,” Marek added.", "Who says this?")
    assert [(a.key, a.value, a.words, a.role, a.note) for a in chosen.question.answers] == [
        ("1", "accept", "Tilda Marek", "head of the Lower Weir Office", "named in line 5"),
        ("2", "other", "Somebody else…", "", "a known name or a new one"),
        ("X", "reject", "Not a statement", "", "keep the text, drop the finding"),
    ]
    assert asked == [("A tariff for shade", 54), ("A skipper with a dog s", 58), ("barges", 62)]


def test_two_readings_that_remain_are_both_offered(see, digest):
    said = fact(Statement, "“Nobody asked me to stay")
    said.other = names.make_person("Ilias Drakos")
    said.save()
    question = see().context["chosen"].question
    assert question.asks == "Who says this: Tilda Marek or Ilias Drakos?"
    assert [(a.key, a.value, a.words, a.note) for a in question.answers[:2]] == [
        ("1", "accept", "Tilda Marek", "named in line 5"),
        ("2", f"person-{said.other_id}", "Ilias Drakos", "may be meant as well"),
    ]


def test_a_story_that_may_begin_inside_another_is_offered_until_the_boundaries_are_settled(see, do, digest):
    first = digest.articles.first()
    start, end = first.paragraphs[2]
    digest.warnings = [
        {"code": "boundary-possible", "message": "A story may begin here.", "span": [start, end], "confidence": 0.41},
        {"code": "odd", "message": "Odd.", "span": None, "confidence": 1.0},
    ]
    digest.save()
    offers = [(line.block.start, possible.percent) for line, _story, possible in see().context["lines"] if possible]
    assert (offers, [w["code"] for w in see().context["notices"]]) == ([(start, 41)], ["odd"])
    assert "Does another story begin here?" in see().content.decode()

    assert told(do("split", article=str(first.pk), paragraph="3")) == ["Split before paragraph 3"]

    assert [possible for _line, _story, possible in see().context["lines"] if possible] == []


def test_the_progress_counts_a_name_once_however_often_it_is_mentioned(see, do):
    whole = see().context["whole"]
    assert (len(whole.findings), whole.settled, len(whole.doubtful), len(whole.proposed)) == (16, 0, 4, 12)
    do("confirm", fact=key(fact(Mention, "Tilda")))
    assert see().context["whole"].settled == 1
    assert {m.state for m in Mention.objects.filter(person__name="Tilda Marek")} == {"confirmed"}


def test_the_stories_are_shown_as_understood(see):
    cards = see().context["cards"]
    assert [(card.doubtful, card.proposed, len(card.statements), card.reported) for card in cards] == [
        (3, 6, 3, 1), (1, 6, 1, 1),
    ]  # fmt: skip
    rows = [[(str(group.label), [(e.name, [r.fact.text for r in e.roles], e.printed) for e in group.entries])
             for group in card.groups] for card in cards]  # fmt: skip
    assert rows == [
        [
            ("People", [("Tilda Marek", ["head of the Lower Weir Office"], ""), ("A skipper with a dog", [], "")]),
            ("Organizations", [("Lower Weir Office", [], "")]),
            ("Countries", [("Romania", [], "Orsova")]),
            ("Topics", [("Barges and locks", [], "")]),
        ],
        [
            ("People", [("Ilias Drakos", [], "")]),
            ("Organizations", [("Shade Council", [], "")]),
            ("Countries", [("Greece", [], "")]),
            ("Topics", [("Pergola levies", [], "")]),
        ],
    ]


QUERIES = 20


@pytest.mark.parametrize("stories", [1, 3, 30])
def test_the_page_asks_the_database_at_most_20_times(editor_client, stories):
    assert _most_queries(editor_client, make_sample(stories=stories)) <= QUERIES


def test_many_people_of_one_surname_do_not_make_it_ask_more(editor_client):
    digest = make_sample()
    for number in range(30):
        printed = make.make_article(make.make_digest(f"Somebody, gardener {number}, was there."))
        for surname in ("Marek", "Drakos"):
            make.make_role(printed, f"gardener {number}", names.make_person(f"Anna {number} {surname}"))
    assert _most_queries(editor_client, digest) <= QUERIES


def _most_queries(editor_client, digest):
    """The most queries that the digest's page makes, over every way to open it."""
    url = reverse("admin:review", args=[digest.pk])
    whole = editor_client.get(url).context["whole"]
    one_of_each = {finding.kind: finding.key for finding in whole.findings}.values()
    made = []
    for query in ["", "?show=all", "?line=4", *[f"?fact={k}" for k in one_of_each],
                  *[f"?fact={k}&change=1" for k in one_of_each], "?add=statement&story=1"]:  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            assert editor_client.get(url + query).status_code == 200
        made.append(len(queries))
    return max(made)


@pytest.mark.parametrize(
    "query",
    ["fact=nonsense", "fact=mention-999999", "fact=statement-", "fact=boundary-0", "line=0", "line=999", "line=x",
     "line=²",
     "add=nothing&story=1", "add=person&story=99", "add=person&story=x", "add=person&story=1&near=99999999999999999999",
     "show=some", "fact=%00", "words=%00&add=topic&story=1", "change=1", "ask=date"],
)  # fmt: skip
def test_a_bad_query_shows_the_page(editor_client, digest, query):
    assert editor_client.get(f"{reverse('admin:review', args=[digest.pk])}?{query}").status_code == 200


def test_a_digest_that_is_not_there_is_not_found(editor_client):
    for name in ("review", "history", "received", "withdraw"):
        assert editor_client.get(reverse(f"admin:{name}", args=[10**9])).status_code == 404
    assert editor_client.post(reverse("admin:do", args=[10**9])).status_code == 404


# ---- answers


def test_accepting_goes_on_to_the_next_question(editor_client, digest, see):
    first, second = see().context["whole"].doubtful[:2]
    sent = {"verb": "answer", "fact": first.key, "answer": "accept", "next": second.key}
    response = editor_client.post(reverse("admin:do", args=[digest.pk]), sent)
    assert response["Location"] == f"{reverse('admin:review', args=[digest.pk])}?fact={second.key}"
    assert state(first.fact) == ("confirmed", "parser")
    page = editor_client.get(response["Location"])
    assert page.context["chosen"].finding.key == second.key
    assert told(page) == ["Accepted: “Nobody asked me to stay,” Marek added."]


def test_another_speaker_keeps_the_parser_s_word_as_rejected(do):
    said, speaker = fact(Statement, "“Nobody"), make.make_person("Ana Brod")
    do("answer", fact=key(said), answer=f"person-{speaker.pk}")
    assert state(said) == ("rejected", "parser")
    new = Statement.objects.get(origin="editor")
    assert (new.person, new.text, new.state) == (speaker, said.text, "confirmed")


def test_a_typed_speaker_may_be_new(do):
    said = Statement.objects.get(unnamed="A skipper with a dog")
    do("answer", fact=key(said), answer="other", other="  Bruno   Kaldi ")
    new = Statement.objects.get(origin="editor")
    assert (new.person.name, new.unnamed) == ("Bruno Kaldi", "")


def test_a_name_that_two_people_bear_is_a_question(do):
    names.make_person("Bruno Kaldi")
    second = names.make_person("Bruno Kaldi")
    said = fact(Statement, "“Nobody")
    response = do("answer", fact=key(said), answer="other", other="Bruno Kaldi")
    assert told(response) == [
        "2 people are called Bruno Kaldi. Write the address of the one you mean: bruno-kaldi, bruno-kaldi-2."
    ]
    assert state(said) == ("proposed", "parser")
    do("answer", fact=key(said), answer="other", other="bruno-kaldi-2")
    assert Statement.objects.get(origin="editor").person == second


def test_another_person_takes_the_name_s_mentions_roles_and_statements_along_and_undo_brings_them_back(see, do):
    other = make.make_person("Tilda Marek of Orsova", slug="tilda-2")
    before = {model: list(model.objects.order_by("pk").values()) for model in (Mention, Role, Statement)}
    response = do("answer", fact=key(fact(Mention, "Tilda")), answer=f"person-{other.pk}")
    marek = Person.objects.get(name="Tilda Marek")
    for model, count in ((Mention, 2), (Role, 1), (Statement, 2)):
        assert model.objects.filter(person=other, origin="editor", state="confirmed").count() == count
        assert not model.objects.filter(person=marek).exclude(state="rejected").exists()
    assert told(response) == ["Tilda Marek is Tilda Marek of Orsova"]
    do("undo", change=response.context["toast"].undo)
    assert {model: list(model.objects.order_by("pk").values()) for model in (Mention, Role, Statement)} == before


@pytest.mark.parametrize(
    ("model", "words", "answer", "typed", "field", "name"),
    [
        (Mention, "Orsova", "other", "mv", "country", "Maldives"),
        (Mention, "Lower", "other", "Upper Weir Office", "organization", "Upper Weir Office"),
        (ArticleSource, "The Lock", "other", "Reed Post", "source", "Reed Post"),
        (ArticleTopic, "barges", "other", "pergola levies", "topic", "Pergola levies"),
        (Role, "head", "other", "Ana Brod", "person", "Ana Brod"),
    ],
)
def test_each_kind_can_be_given_another_name(do, model, words, answer, typed, field, name):
    make.make_country("MV", "Maldives")
    wrong = fact(model, words)
    do("answer", fact=key(wrong), answer=answer, other=typed, new=typed)
    assert state(wrong) == ("rejected", "parser")
    assert str(getattr(model.objects.get(origin="editor", start=wrong.start), field)) == name


@pytest.mark.parametrize(
    ("model", "words", "answer", "other", "message"),
    [
        (Mention, "Orsova", "other", "Atlantis", "No country is called “Atlantis”. Write a name such as Romania."),
        (ArticleTopic, "barges", "other", "Nonsense",
         "No topic is called “Nonsense”. Choose one of the list, or add the topic first."),
        (Statement, "“Nobody", "other", " ", "Write the name that is meant beside “Somebody else”, then accept."),
        (Statement, "“Nobody", "person-999999", "", "Choose one of the answers."),
        (Statement, "“Nobody", "", "", "Choose one of the answers."),
        (Statement, "“Nobody", "user-1", "", "Choose one of the answers."),
    ],
)  # fmt: skip
def test_an_answer_that_means_nothing_is_told_and_changes_nothing(do, model, words, answer, other, message):
    asked = fact(model, words)
    response = do("answer", fact=key(asked), answer=answer, other=other)
    assert told(response) == [message]
    assert response.context["chosen"].finding.key == key(asked)
    assert ChangeSet.objects.acts().count() == 0


def test_rejecting_and_opening_again(do, see):
    wrong = fact(Mention, "Orsova")
    do("answer", fact=key(wrong), answer="reject")
    assert state(wrong) == ("rejected", "parser")
    assert "Open again" in see(fact=key(wrong)).content.decode()
    do("reopen", fact=key(wrong))
    assert state(wrong) == ("proposed", "parser")


def test_accepting_what_is_surer_than_90_percent(do, digest):
    first = digest.articles.first()
    do("confirm_all", article=first.pk)
    assert Statement.objects.filter(state="confirmed").values_list("article", flat=True).distinct().get() == first.pk
    response = do("confirm_all")
    assert [f.kind for f in response.context["whole"].proposed] == ["country", "organization", "statement"]


# ---- stories


def test_a_doubtful_beginning_is_kept_or_joined(do, digest):
    second = digest.articles.last()
    response = do("answer", fact=f"boundary-{second.pk}", answer="accept")
    assert state(second) == ("confirmed", "parser")
    do("undo", change=response.context["toast"].undo)
    do("answer", fact=f"boundary-{second.pk}", answer="reject")
    joined = digest.articles.get()
    assert (joined.title, len(joined.paragraphs)) == ("Barges queue below the weir", 5)
    assert told(do("answer", fact=f"boundary-{joined.pk}", answer="reject")) == [
        "There is no story before the first one."
    ]


def test_a_story_is_split_at_a_line_and_its_facts_go_where_they_stand(do, see, digest):
    page = see(line=5)
    assert (page.context["chosen"].what, page.context["chosen"].line.block.paragraph) == ("line", 3)
    story = page.context["chosen_article"]
    do("split", article=story.pk, paragraph=3)
    first, second, _third = digest.articles.order_by("position")
    assert [len(first.paragraphs), len(second.paragraphs)] == [2, 2]
    assert (first.statements.count(), second.statements.count()) == (1, 2)
    do("join", article=first.pk)
    assert digest.articles.count() == 2


@pytest.mark.parametrize("paragraph", ["1", "99", "", "x", "-1"])
def test_a_split_that_makes_no_sense_is_told(do, digest, paragraph):
    response = do("split", article=digest.articles.first().pk, paragraph=paragraph)
    assert told(response) == ["A story can be split before its second paragraph or a later one."]


def test_stories_and_digests_get_their_titles(do, digest):
    story = digest.articles.first()
    do("rename", article=story.pk, title="  Forty barges   wait ")
    story.refresh_from_db()
    assert (story.title, story.title_origin) == ("Forty barges wait", "editor")
    do("set_title", title="Papers of Wednesday")
    digest.refresh_from_db()
    assert digest.title == "Papers of Wednesday"
    assert told(do("rename", article=story.pk, title=" ")) == [
        "Write a title, for example: Ice comes early to the channel."
    ]
    refused = do("set_title", title="")
    assert (refused.status_code, list(refused.context["title_form"].errors)) == (422, ["title"])


# ---- adding and changing facts


@pytest.mark.parametrize(
    ("kind", "sent", "made"),
    [
        ("person", {"words": "A skipper", "name": "Bruno Kaldi"}, [(Mention, "A skipper", "Bruno Kaldi")]),
        ("person",
         {"words": "Marek", "name": "Tilda Marek", "role": "a pilot who speaks", "organization": "Reed Board"},
         [(Mention, "Marek", "Tilda Marek"), (Role, "a pilot who speaks", "a pilot who speaks")]),
        ("organization", {"words": "second chamber", "name": "Second Chamber"},
         [(Mention, "second chamber", "Second Chamber")]),
        ("country", {"words": "Romania", "name": "RO"}, [(Mention, "Romania", "Romania")]),
        ("country", {"words": "", "name": "Greece"}, [(Mention, "", "Greece")]),
        ("topic", {"words": "", "name": "Pergola levies"}, [(ArticleTopic, "", "Pergola levies")]),
        ("source", {"words": "the weir", "name": "Weir News"}, [(ArticleSource, "the weir", "Weir News")]),
        ("role", {"words": "A skipper with a dog", "name": "Bruno Kaldi"},
         [(Role, "A skipper with a dog", "A skipper with a dog")]),
        ("statement", {"words": "She then went\r\nhome.", "speaker_is": "unnamed", "name": "the porter",
                       "speech": "indirect", "via": "The Lock Keeper"},
         [(Statement, "She then went home.", "She then went home.")]),
        ("statement", {"words": "She then went home.", "speaker_is": "newspaper", "name": "The Lock Keeper",
                       "speech": "indirect"}, [(Statement, "She then went home.", "She then went home.")]),
    ],
)  # fmt: skip
def test_a_fact_of_each_kind_is_added_on_its_passage(do, digest, kind, sent, made):
    story = digest.articles.first()
    response = do("add", add=kind, article=story.pk, story=1, **sent)
    assert response.status_code == 200, response.context["chosen"].form.errors
    rows = [row for model in (Mention, Role, ArticleTopic, ArticleSource, Statement)
            for row in model.objects.filter(origin="editor", article=story)]  # fmt: skip
    text = digest.text
    assert [(type(r), text[r.start : r.end] if r.start is not None else "", str(r)) for r in rows] == made


def test_the_passage_nearest_to_the_selected_one_is_taken(do, digest):
    story = digest.articles.first()
    near = digest.text.index("Marek added")
    do("add", add="person", article=story.pk, story=1, words="Marek", name="Ana Brod", near=near)
    assert Mention.objects.get(person__name="Ana Brod").start == near


NOT_THERE = (
    "These words are not in the story. Copy them from its text, for example: The Lock Keeper: Barges queue below"
)


@pytest.mark.parametrize(
    ("kind", "sent", "errors"),
    [
        ("person", {"words": "Ilias Drakos", "name": "Ilias Drakos"}, {"words": [NOT_THERE]}),
        ("person", {"words": "Marek", "name": ""}, {"name": ["This field is required."]}),
        ("person", {"words": "Marek", "name": "Marek", "role": "queen"}, {"role": [NOT_THERE]}),
        ("person", {"words": "Marek", "name": "Marek", "organization": "Reed Board"},
         {"role": ["Write the role that the person holds at the organization."]}),
        ("statement", {"words": "", "name": "x", "speaker_is": "person", "speech": "direct"},
         {"words": ["This field is required."]}),
        ("statement", {"words": "She then went home.", "name": "x", "speaker_is": "ghost", "speech": "sung"},
         {"speaker_is": ["Select a valid choice. ghost is not one of the available choices."],
          "speech": ["Select a valid choice. sung is not one of the available choices."]}),
        ("country", {"words": "Romania", "name": "Atlantis"},
         {"name": ["No country is called “Atlantis”. Write a name such as Romania."]}),
        ("role", {"words": "x" * 20001, "name": "y"},
         {"words": ["Ensure this value has at most 20000 characters (it has 20001)."]}),
    ],
)  # fmt: skip
def test_a_form_filled_in_wrongly_comes_back_with_what_is_wrong(do, digest, kind, sent, errors):
    people = Person.objects.count()
    response = do("add", add=kind, article=digest.articles.first().pk, story=1, **sent)
    form = response.context["chosen"].form
    assert (response.status_code, {field: list(messages) for field, messages in form.errors.items()}) == (422, errors)
    assert form["words"].value() == sent["words"]
    assert (ChangeSet.objects.acts().count(), Person.objects.count()) == (0, people)


def test_the_words_of_a_statement_its_speaker_and_its_newspaper_are_changed(do, see):
    said = fact(Statement, "“We could")
    form = see(fact=key(said), change=1).context["chosen"].form
    assert form.initial == {
        "words": said.text, "near": said.start, "name": "Tilda Marek", "speaker_is": "person", "speech": "direct",
        "via": "The Lock Keeper",
    }  # fmt: skip
    do("change", fact=key(said), words="“We could have opened the second chamber in an hour,”",
       name="Lower Weir Office", speaker_is="organization", speech="mixed", via="", near=said.start)  # fmt: skip
    new = Statement.objects.get(origin="editor")
    assert (new.text, new.speaker_name, new.kind, new.via, state(said)) == (
        "“We could have opened the second chamber in an hour,”", "Lower Weir Office", "mixed", None,
        ("rejected", "parser"),
    )  # fmt: skip


def test_a_role_is_changed_as_printed(do, see):
    role = fact(Role, "head")
    do("change", fact=key(role), words="head", name="Tilda Marek", organization="")
    new = Role.objects.get(origin="editor")
    assert (new.text, new.organization) == ("head", None)
    refused = do("change", fact=key(new), words="queen", name="Tilda Marek")
    assert (refused.status_code, refused.context["chosen"].what) == (422, "change")
    assert refused.context["chosen"].finding.key == key(new)


# ---- date, publishing, reading again


@pytest.mark.parametrize(
    "typed",
    ["", "yesterday", "2026-11-31", "31 November 2026", "9999-01-01", "1899-12-31", "2101-01-01", "0000-00-00", "²"],
)
def test_a_date_that_is_none_is_told_with_a_valid_example(do, digest, typed):
    response = do("set_date", date=typed)
    assert response.status_code == 422
    assert response.context["date_form"].errors["date"] == [
        "Write a date such as 30 November 2026 (or 2026-11-30), between 1900 and 2100."
    ]
    digest.refresh_from_db()
    assert digest.date == date(2026, 11, 18)


@pytest.mark.parametrize("typed", ["2026-11-30", "30 November 2026", "30.11.2026"])
def test_a_date_is_set_for_the_digest_and_its_stories(do, digest, typed):
    do("set_date", date=typed)
    digest.refresh_from_db()
    assert digest.date == date(2026, 11, 30)
    assert set(digest.articles.values_list("date", flat=True)) == {date(2026, 11, 30)}


def test_without_a_date_the_date_is_asked_first_and_nothing_is_published(do, see, digest):
    Digest.objects.filter(pk=digest.pk).update(date=None, date_partial="--11-18")
    page = see()
    assert page.context["chosen"].what == "date"
    assert "The text says 18 November" in page.content.decode()
    assert told(do("publish")) == ["Set its date first: the text does not prove one."]
    digest.refresh_from_db()
    assert digest.state == "in_review"
    do("set_date", date="2026-11-18")
    assert see().context["chosen"].what == "question"
    do("publish")
    digest.refresh_from_db()
    assert (digest.state, digest.published_by.username) == ("published", "editor")


@pytest.mark.parametrize(
    ("partial", "words"),
    [("--06-24", "24 June"), ("--02-29", "29 February"), ("2024-06", "June 2024"), ("", ""), ("odd", "odd")],
)
def test_a_part_of_a_date_is_shown_in_words(partial, words):
    assert partial_date(partial) == words


def test_published_withdrawn_and_published_again(editor_client, do, see, digest):
    do("publish")
    page = see().content.decode()
    assert reverse("admin:withdraw", args=[digest.pk]) in page
    assert "Publish 2 stories" not in page
    asked = editor_client.get(reverse("admin:withdraw", args=[digest.pk]))
    assert "Its 2 stories leave the readers’ pages" in asked.content.decode()
    digest.refresh_from_db()
    assert digest.state == "published"
    editor_client.post(reverse("admin:withdraw", args=[digest.pk]))
    digest.refresh_from_db()
    assert digest.state == "withdrawn"
    assert "Publish 2 stories" in see().content.decode()
    again = editor_client.post(reverse("admin:withdraw", args=[digest.pk]), follow=True)
    assert told(again) == ["It is not published."]


def test_the_last_change_is_undone_from_the_bar_and_the_history(editor_client, do, see, digest):
    do("set_title", title="One")
    do("set_title", title="Two")
    see()  # the toast is gone with the next page
    page = see()
    assert page.context["toast"] is None
    last = page.context["last_change"]
    assert str(last) == "Title set: Two"
    assert 'value="undo"' in editor_client.get(reverse("admin:history", args=[digest.pk])).content.decode()
    do("undo", change=last.pk)
    digest.refresh_from_db()
    assert digest.title == "One"
    assert told(do("undo", change="")) == ["There is nothing to undo."]


def test_after_undo_the_same_finding_is_asked_again_and_more_can_be_undone(do):
    said, place = fact(Statement, "“Nobody"), fact(Mention, "Orsova")
    do("reject", fact=key(place))
    do("confirm", fact=key(said))
    first = ChangeSet.objects.acts().earliest("pk")
    response = do("undo", change=ChangeSet.objects.latest("pk").pk)
    assert response.context["chosen"].finding.key == key(said)
    assert (response.context["toast"].undo, response.context["last_change"]) == ("", first)
    assert f'name="change" value="{first.pk}"' in response.content.decode()


def test_another_digest_s_change_cannot_be_undone_here(do, editor_client, digest):
    other = make_sample(stories=1)
    editor_client.post(reverse("admin:do", args=[other.pk]), {"verb": "set_title", "title": "Other"})
    assert "There is nothing to undo." in told(do("undo", change=ChangeSet.objects.acts().get().pk))
    other.refresh_from_db()
    assert other.title == "Other"


def test_another_digest_s_facts_and_stories_cannot_be_changed_here(do, editor_client, digest):
    other = make_sample(stories=3)
    gone = "This finding is no longer there; the digest may have been read again."
    assert told(do("confirm", fact=key(other.articles.first().statements.first()))) == [gone]
    assert told(do("join", article=other.articles.first().pk)) == [
        "This story is no longer there; somebody may have joined it with another."
    ]
    assert ChangeSet.objects.acts().count() == 0


def test_reading_again_is_queued_and_told(do, see, digest, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = do("read_again")
    assert told(response) == ["The digest is being read again. What you decided stays."]
    assert ProcrastinateJob.objects.get().args == {"digest_id": digest.pk}
    assert see().context["being_read"] is True


def test_a_failed_digest_says_why_and_can_be_tried_again(editor_client, django_capture_on_commit_callbacks):
    digest = make.make_digest("x", published=False, filename="scan.pdf")
    Digest.objects.filter(pk=digest.pk).update(state="failed", failure="It is a scanned PDF with no text.")
    page = editor_client.get(reverse("admin:review", args=[digest.pk])).content.decode()
    assert "It is a scanned PDF with no text." in page
    assert reverse("admin:received", args=[digest.pk]) in page
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(reverse("admin:do", args=[digest.pk]), {"verb": "read_again"})
    assert ProcrastinateJob.objects.count() == 1


def test_a_digest_without_stories_or_findings_has_a_page(editor_client):
    digest = make.make_digest("No story at all.", published=False)
    response = editor_client.get(reverse("admin:review", args=[digest.pk]))
    assert (response.status_code, response.context["chosen"].what) == (200, "nothing")
    told_no = editor_client.post(reverse("admin:do", args=[digest.pk]), {"verb": "publish"}, follow=True)
    assert told(told_no) == ["It has no story."]


def test_a_very_long_text_is_cut_and_can_be_taken_away(editor_client):
    digest = make.make_digest("word " * 100_000, published=False)
    section = Section.objects.create(digest=digest, position=1)
    Article.objects.create(digest=digest, section=section, position=1, start=0, end=499_999, paragraphs=[[0, 499_999]],
                           body="word")  # fmt: skip
    response = editor_client.get(reverse("admin:review", args=[digest.pk]))
    assert response.context["cut"] is True
    assert len(response.content) < 450_000


# ---- whatever is sent


WORDS = st.sampled_from(
    ["", "x", "1", "-1", "person", "topic", "statement", "boundary-1", "other", "accept", "\0", "é" * 50]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    verb=st.sampled_from(
        ["confirm", "reject", "reopen", "answer", "change", "add", "confirm_all", "set_date", "rename", "split", "join",
         "undo", "", "drop"]
    ),
    sent=st.dictionaries(
        st.sampled_from(["fact", "article", "answer", "other", "add", "story", "words", "name", "date", "title",
                         "paragraph", "change", "next", "show", "line", "near"]),
        WORDS | st.just("KEY") | st.just("STORY"),
    ),
)  # fmt: skip
def test_no_form_however_broken_is_a_fault(do, digest, verb, sent):
    story, said = digest.articles.order_by("position").first(), Statement.objects.order_by("pk").first()
    real = {"KEY": key(said), "STORY": str(story.pk)}
    response = do(verb, **{name: real.get(value, value) for name, value in sent.items()})
    assert response.status_code in (200, 422)
