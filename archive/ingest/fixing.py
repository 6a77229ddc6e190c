"""Fix once: a correction becomes a rule, shown with what it would hit in the past, kept for what comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Func, QuerySet, Value
from django.db.models.functions import Lower, Substr
from django.utils.translation import gettext as _

from archive.ingest import ledger
from archive.ingest.delta import identity
from archive.ingest.review.acts import NotPossible
from archive.ingest.rules import NAMES, RECORDS, apply, rule_name, words_of
from archive.models import FACTS, Article, ChangeSet, Fact, Rule

if TYPE_CHECKING:
    from django.contrib.auth.models import User

VERB = "rule"
AT_ONCE = 200  # stories of one step


@dataclass(frozen=True, slots=True)
class Proposed:
    """A rule that a correction suggests, before it is made."""

    kind: str
    words: str
    of: models.Model
    becomes: models.Model | None

    @property
    def summary(self) -> str:
        """The rule in words."""
        told = {"words": self.words, "of": self.of, "kind": RECORDS[self.kind]._meta.verbose_name}
        if self.becomes is None:
            return _("“%(words)s”, taken for the %(kind)s %(of)s, is none") % told
        return _("“%(words)s”, taken for the %(kind)s %(of)s, is %(becomes)s") % {**told, "becomes": self.becomes}


def suggested(changeset: ChangeSet) -> Proposed | None:
    """The rule that an editor's correction suggests; None where nothing in it can be said of other stories."""
    rejected = changeset.changes.filter(after__state="rejected").order_by("pk")
    made = changeset.changes.filter(before__isnull=True)
    best: tuple[int, Proposed] | None = None
    for kind, model in NAMES.items():
        name = model._meta.model_name
        keys = rejected.filter(kind=name).values_list("row", flat=True)
        wrong = model._default_manager.filter(pk__in=list(keys), **{f"{kind}__isnull": False}, start__isnull=False)
        right = model._default_manager.filter(pk__in=list(made.filter(kind=name).values_list("row", flat=True)))
        for fact in wrong.select_related("article__digest", kind):
            words = words_of(fact.article.digest.text or "", fact)
            becomes = right.filter(article=fact.article, **{f"{kind}__isnull": False}).select_related(kind).first()
            if words and (best is None or len(words) > best[0]):
                best = len(words), Proposed(kind, words, getattr(fact, kind), becomes and getattr(becomes, kind))
    return best[1] if best else None


def found(rule: Proposed | Rule) -> QuerySet[Any]:
    """The proposals in the past that a rule is about: those with its words, in the order of the stories."""
    of = rule.of if isinstance(rule, Rule) else rule.of.pk
    passage = Substr("article__digest__text", F("start") + 1, F("end") - F("start"))
    words = Lower(Func(passage, Value(r"\s"), Value(" "), Value("g"), function="regexp_replace"))
    model = NAMES[rule.kind]
    rows = model._default_manager.filter(
        **{rule.kind: of}, start__isnull=False, end=F("start") + Value(len(rule.words))
    )
    return rows.annotate(printed=words).filter(printed=rule.words).order_by("article", "start")


def would_hit(rule: Proposed) -> QuerySet[Any]:
    """What the rule would change in the past."""
    return found(rule).filter(state=Fact.State.PROPOSED, origin=Fact.Origin.PARSER)


def make(proposed: Proposed, *, past: bool, who: User | None) -> Rule:
    """Keep a rule for what comes; with `past` also go through what was read already, as one change set.

    Raises NotPossible where there is a rule for the same words.
    """
    summary = proposed.summary[:500]
    try:
        with ledger.recorded(VERB, _("Rule made: %(rule)s") % {"rule": summary}, who=who):
            by_rule = (_("By rule: %(rule)s") % {"rule": summary})[:300]
            changes = ChangeSet.objects.create(verb=VERB, summary=by_rule, who=who) if past else None
            return Rule.objects.create(
                kind=proposed.kind, words=proposed.words[:200], of=str(proposed.of.pk), going=past, who=who,
                becomes=str(proposed.becomes.pk) if proposed.becomes else "", summary=summary, changeset=changes,
            )  # fmt: skip
    except IntegrityError as problem:
        raise NotPossible(_("There is a rule for these words already; switch it on or off in the list.")) from problem


def switch(rule: Rule, on: bool, *, who: User | None) -> None:
    """Let a rule work in what comes, or not."""
    words = _("Rule switched on: %(rule)s") if on else _("Rule switched off: %(rule)s")
    with ledger.recorded(VERB, words % {"rule": rule}, who=who):
        rule.on = on
        rule.going = rule.going and on
        rule.save(update_fields=["on", "going"])


def apply_some(rule: Rule) -> bool:
    """Go through the next stories of the past; returns whether there are more."""
    with transaction.atomic():
        rule = Rule.objects.select_for_update(of=("self",)).select_related("changeset").get(pk=rule.pk)
        if not rule.going or rule.changeset is None:
            return False
        hits = found(rule).filter(state=Fact.State.PROPOSED, origin=Fact.Origin.PARSER, article__gt=rule.upto)
        numbers = list(hits.order_by("article").values_list("article", flat=True).distinct()[:AT_ONCE])
        with ledger.recorded(VERB, part_of=rule.changeset):
            for article in Article.objects.filter(pk__in=numbers).select_related("digest").order_by("pk"):
                rule.applied += _apply_to_story(rule, article)
        rule.upto = max(numbers, default=rule.upto)
        rule.going = len(numbers) == AT_ONCE
        rule.save(update_fields=["upto", "going", "applied"])
        return rule.going


def _apply_to_story(rule: Rule, article: Article) -> int:
    """Change a story's proposals as a parse with the rule would make them; returns how many."""
    rows: dict[type[Fact], list[Fact]] = {}
    there: dict[tuple[Any, ...], Fact] = {}
    for model in FACTS:
        facts = list(model._default_manager.filter(article=article).order_by("pk"))
        rows[model] = [f for f in facts if f.state == Fact.State.PROPOSED and f.origin == Fact.Origin.PARSER]
        there |= {(model, *identity(fact)): fact for fact in facts}
    before = {(model, fact.pk): identity(fact) for model in FACTS for fact in rows[model]}
    kept = apply([rule], rows, article.digest.text or "")
    changed = 0
    for model in FACTS:
        names = {fact.pk for fact in kept[model]}
        gone = [fact.pk for fact in rows[model] if fact.pk not in names]
        for fact in kept[model]:
            if identity(fact) == before[model, fact.pk] and fact.rule != rule_name(rule):
                continue
            twin = there.get((model, *identity(fact)))
            if twin is not None and twin.pk != fact.pk:
                gone.append(fact.pk)  # the same is said already
                continue
            there[model, *identity(fact)] = fact
            fact.save()
            changed += 1
        model._default_manager.filter(pk__in=gone).delete()
        changed += len(gone)
    return changed
