"""Fix once: what a correction suggests, what it would hit, the past gone through, what comes, and the way back."""

from __future__ import annotations

from collections import Counter

import pytest
from django.contrib.auth.models import User
from procrastinate.contrib.django.models import ProcrastinateJob

from archive.ingest import fixing, jobs, merging, names, readings, review, rules, undoing
from archive.models import ArticleSource, Country, Fact, Mention, Organization, Person, Role, Rule, Statement
from tests import factories as make
from tests.ingest.test_ledger import database
from tests.ingest.test_readings import compared

pytestmark = pytest.mark.django_db

TEXT = "Georgia met the Port Office. Ana Brod, its head, said so. Brod left Georgia."


def make_story(number: int):
    """A story with a proposal of every kind."""
    article = make.make_article(make.make_digest(f"{TEXT} {number}"), body=TEXT)
    office = names.find_or_make_organization("Port Office")
    brod = Person.objects.filter(name="Ana Brod").first() or names.make_person("Ana Brod")
    make.make_mention(article, "Georgia", country=Country.objects.get(code="GE"))
    Mention.objects.create(article=article, country_id="GE", start=TEXT.rindex("Georgia"), end=len(TEXT) - 1)
    make.make_mention(article, "Port Office", organization=office)
    make.make_mention(article, "Ana Brod", person=brod)
    Mention.objects.create(article=article, person=brod, start=TEXT.rindex("Brod"), end=TEXT.rindex("Brod") + 4)
    make.make_role(article, "head", brod, organization=office)
    make.make_statement(article, "Ana Brod, its head, said so.", person=brod, via=make.make_source())
    make.link_source(article, make.make_source(), "Georgia met")
    return article


@pytest.fixture
def stories():
    make.make_country("GE", "Georgia")
    return [make_story(number) for number in range(3)]


def through(rule: Rule) -> Rule:
    while fixing.apply_some(rule):
        pass
    rule.refresh_from_db()
    return rule


def correct(editor: User, model, to=None, **where):
    """An editor's correction in the first story, and the rule that it suggests."""
    fact = model.objects.filter(**where).order_by("pk").first()
    change = review.reject(fact, who=editor) if to is None else review.reassign(fact, who=editor, to=to)
    suggested = fixing.suggested(change)
    assert suggested is not None
    return suggested


def test_another_organization_everywhere(stories, editor) -> None:
    right = names.make_organization("Danube Port Office")
    suggested = correct(editor, Mention, right, organization__isnull=False)
    assert suggested.summary == "“port office”, taken for the organization Port Office, is Danube Port Office"
    assert [hit.article for hit in fixing.would_hit(suggested)] == stories[1:]
    before = database()
    rule = through(fixing.make(suggested, past=True, who=editor))
    assert (rule.applied, rule.going) == (4, False)  # two mentions, two roles
    for model in (Mention, Role):
        rows = model.objects.filter(article__in=stories[1:], organization__isnull=False)
        assert set(rows.values_list("organization", "rule", "state")) == {(right.pk, f"rule-{rule.pk}", "proposed")}
    undoing.undo(rule.changeset, who=editor)
    after = database()
    assert len(after.pop("rule")) == len(before.pop("rule")) + 1
    assert after == before


def test_words_that_are_no_country(stories, editor) -> None:
    suggested = correct(editor, Mention, country__isnull=False)
    assert suggested.summary == "“georgia”, taken for the country Georgia, is none"
    through(fixing.make(suggested, past=True, who=editor))
    assert set(Mention.objects.filter(country="GE").values_list("article", "state")) == {(stories[0].pk, "rejected")}


def test_another_person_takes_everything_in_the_story_along(stories, editor) -> None:
    other = names.make_person("Anna Brodt")
    suggested = correct(editor, Mention, other, person__isnull=False)
    assert suggested.words == "ana brod"
    through(fixing.make(suggested, past=True, who=editor))
    for model in (Mention, Role, Statement):
        assert set(model.objects.filter(article__in=stories[1:], person__isnull=False).values_list("person")) == {
            (other.pk,)
        }


def test_a_name_that_is_nobody_s_leaves_the_statement(stories, editor) -> None:
    suggested = correct(editor, Mention, person__isnull=False)
    through(fixing.make(suggested, past=True, who=editor))
    rest = {model: model.objects.filter(article=stories[1]).count() for model in (Mention, Role, Statement)}
    assert rest == {Mention: 3, Role: 0, Statement: 1}


def test_another_newspaper_and_what_was_told_to_it(stories, editor) -> None:
    other = make.make_source("The Northern Signal")
    suggested = correct(editor, ArticleSource, other)
    through(fixing.make(suggested, past=True, who=editor))
    assert set(ArticleSource.objects.filter(article__in=stories[1:]).values_list("source")) == {(other.pk,)}
    assert set(Statement.objects.filter(article__in=stories[1:]).values_list("via")) == {(other.pk,)}


def test_what_an_editor_decided_stays(stories, editor) -> None:
    kept = Mention.objects.get(article=stories[1], organization__isnull=False)
    review.confirm(kept, who=editor)
    right = names.make_organization("Danube Port Office")
    suggested = correct(editor, Mention, right, article=stories[0], organization__isnull=False)
    assert [hit.article for hit in fixing.would_hit(suggested)] == [stories[2]]
    through(fixing.make(suggested, past=True, who=editor))
    kept.refresh_from_db()
    assert (kept.state, kept.organization.name) == (Fact.State.CONFIRMED, "Port Office")


def test_what_would_then_be_said_twice_is_said_once(stories, editor) -> None:
    right = names.make_organization("Danube Port Office")
    start = TEXT.index("Port Office")
    Mention.objects.create(
        article=stories[1], organization=right, start=start, end=start + 11, origin="editor", state="confirmed"
    )
    suggested = correct(editor, Mention, right, article=stories[0], organization__isnull=False)
    through(fixing.make(suggested, past=True, who=editor))
    assert Mention.objects.get(article=stories[1], organization__isnull=False).state == Fact.State.CONFIRMED


def test_it_holds_for_what_comes_until_it_is_switched_off(reference, editor) -> None:

    from archive.ingest import intake  # noqa: PLC0415
    from archive.models import Digest  # noqa: PLC0415
    from tests.ingest.test_store import TEXT as DIGEST  # noqa: PLC0415

    def import_(number: int) -> Digest:
        raw = f"{DIGEST}\n\nEdition {number} is out."
        kept = intake.receive(raw=raw.encode(), filename="a.txt", series=make.make_series(),
                              how=Digest.Received.PASTE, who=None)  # fmt: skip
        return intake.understand(kept.digest)

    first = import_(1)
    right = names.make_organization("Institute of Ports")
    wrong = Mention.objects.get(article__digest=first, organization__name="Port Institute")
    rule = fixing.make(fixing.suggested(review.reassign(wrong, who=editor, to=right)), past=False, who=editor)
    assert (rule.going, rule.changeset) == (False, None)
    second = import_(2)
    named = Mention.objects.filter(article__digest=second, organization__isnull=False)
    assert list(named.values_list("organization__name", "rule")) == [("Institute of Ports", f"rule-{rule.pk}")]
    rule.refresh_from_db()
    assert rule.hits == 1
    assert readings.counts(compared()) == Counter()  # reading again finds the same
    fixing.switch(rule, False, who=editor)
    third = import_(3)
    assert Mention.objects.get(article__digest=third, organization__isnull=False).organization.name == "Port Institute"


def test_a_correction_of_a_statement_suggests_nothing(stories, editor) -> None:
    said = Statement.objects.first()
    change = review.reassign(said, who=editor, to=names.make_person("Liina Kask"))
    assert fixing.suggested(change) is None
    assert fixing.suggested(review.set_title(stories[0].digest, who=editor, title="x")) is None


def test_a_rule_goes_along_with_a_merge_and_does_nothing_for_a_record_that_is_gone(stories, editor) -> None:
    right, wrong = names.make_organization("Danube Port Office"), Organization.objects.get(name="Port Office")
    rule = fixing.make(correct(editor, Mention, right, organization__isnull=False), past=False, who=editor)
    larger = names.make_organization("Ports Board")
    merging.merge(larger, right, who=editor)
    rule.refresh_from_db()
    assert (rule.of, rule.becomes, rules.working()) == (str(wrong.pk), str(larger.pk), [rule])
    other = names.make_organization("Office of Ports")
    merging.merge(other, wrong, who=editor)
    rule.refresh_from_db()
    assert rule.of == str(other.pk)
    Rule.objects.update(becomes="99999")
    assert rules.working() == []


def test_the_same_words_have_one_rule(stories, editor) -> None:
    suggested = correct(editor, Mention, country__isnull=False)
    fixing.make(suggested, past=False, who=editor)
    with pytest.raises(review.NotPossible, match="rule for these words already"):
        fixing.make(suggested, past=False, who=editor)


def test_the_worker_goes_through_the_past_step_by_step(stories, editor, monkeypatch,
                                                       django_capture_on_commit_callbacks) -> None:  # fmt: skip
    monkeypatch.setattr(fixing, "AT_ONCE", 1)
    rule = fixing.make(correct(editor, Mention, country__isnull=False), past=True, who=editor)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.queue_forgotten_work()
    steps = []
    while job := ProcrastinateJob.objects.filter(task_name="rule", status="todo").first():
        ProcrastinateJob.objects.filter(pk=job.pk)._raw_delete("default")
        with django_capture_on_commit_callbacks(execute=True):
            steps.append(jobs.go_on_with_rule(**job.args))
    rule.refresh_from_db()
    assert (steps, rule.applied) == (["going on", "going on", "done"], 4)
    assert jobs.go_on_with_rule(rule_id=9999) == "gone"
    assert Organization.objects.count() == 1
