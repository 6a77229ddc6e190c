"""What the review page's forms do: each calls one of the review verbs and goes on to the next question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive.desk import forms, naming
from archive.desk.history import may_undo
from archive.desk.likely import likely_of, meant
from archive.desk.review import address, show
from archive.desk.together import Overwrite, meanwhile
from archive.ingest import jobs as queue
from archive.ingest import ledger, review
from archive.models import (
    FACTS,
    Article,
    ArticleSource,
    ArticleTopic,
    ChangeSet,
    Country,
    Digest,
    Fact,
    Mention,
    Organization,
    Person,
    Role,
    Source,
    Statement,
    Topic,
)

_BY_NAME: dict[str, type[Fact]] = {model._meta.model_name or "": model for model in FACTS}


class Wrong(Exception):
    """A form that was filled in wrongly: it is shown again with what is wrong."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form


class Order(NamedTuple):
    """One act of one editor on one digest, as its form sent it."""

    digest: Digest
    who: User
    sent: Any

    def get(self, name: str) -> str:
        return str(self.sent.get(name, "")).strip()

    @property
    def new(self) -> list[str]:
        """The names that are new although known ones are like them, as the editor said."""
        return list(self.sent.getlist("new"))

    def article(self) -> Article:
        """The story that the form names. Raises NotPossible when it is gone."""
        number = self.get("article")
        found = self.digest.articles.filter(pk=number).first() if number.isdecimal() else None
        if found is None:
            raise review.NotPossible(_("This story is no longer there; somebody may have joined it with another."))
        found.digest = self.digest
        return found

    def fact(self) -> Fact:
        """The fact that the form names. Raises NotPossible when it is gone."""
        name, _dash, number = self.get("fact").partition("-")
        model = _BY_NAME.get(name)
        if model is not None and number.isdecimal():
            found = (
                model._default_manager.filter(article__digest=self.digest, pk=number).select_related("article").first()
            )
            if found is not None:
                found.article.digest = self.digest
                return found
        raise review.NotPossible(_("This finding is no longer there; the digest may have been read again."))


Done = list[ChangeSet]


@require_POST
@permission_required("archive.change_digest", raise_exception=True)
def do(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the form's `verb` says, all of it or nothing; then the next question, with a word on what was done."""
    digest = get_object_or_404(Digest.objects.defer("raw").select_related("series"), pk=pk)
    verb = request.POST.get("verb", "")
    if verb == "publish" and not request.user.has_perm("archive.publish_digest"):
        raise PermissionDenied
    order = Order(digest, cast(User, request.user), meant(request.POST))
    theirs = meanwhile(digest, order.who, request.GET.get("seen", ""), _rows(verb, order))
    if theirs is not None:
        return show(request, pk, _bound(verb, order), status=409, overwrite=Overwrite(theirs, _yours(verb, order)))
    try:
        with ledger.recorded("", who=order.who, digest=digest):  # names that are made on the way are part of it
            done = VERBS[verb](order) if verb in VERBS else _unknown(order)
    except Wrong as wrong:
        return show(request, pk, wrong.form, status=422)
    except naming.LikelyKnown as likely:
        return show(request, pk, _bound(verb, order), status=422, likely=likely_of(likely, order.sent))
    except (review.NotPossible, ValidationError) as no:
        messages.error(request, " ".join(no.messages) if isinstance(no, ValidationError) else str(no))
        return _back(order, fact=order.get("fact"))
    if done:
        words = str(done[0]) if len(done) == 1 else _("%(first)s, and %(count)d more that go with it") % {
            "first": done[0], "count": len(done) - 1
        }  # fmt: skip
        ids = "" if verb == "undo" else str(done[0].pk or "")
        everywhere = request.user.has_perm("archive.change_past") and ids and _of_a_name(verb, order)
        messages.success(request, words, extra_tags=f"{'everywhere' if everywhere else 'undo'}:{ids}")
    elif verb == "read_again":
        messages.info(request, _("The digest is being read again. What you decided stays."))
    return _back(order, fact=_undone(done) if verb == "undo" else order.get("next"))


def _of_a_name(verb: str, order: Order) -> bool:
    """Whether an act was a correction that may hold in other stories: another name, or none."""
    name = order.get("fact").partition("-")[0]
    named = name in {model._meta.model_name for model in (Mention, ArticleSource, ArticleTopic)}
    return named and (verb in ("reject", "change") or (verb == "answer" and order.get("answer") != "accept"))


def _rows(verb: str, order: Order) -> list[tuple[str, int]]:
    """The row (model name, id) that an act writes, where somebody else may have written it too."""
    if verb in ("set_date", "set_title"):
        return [("Digest", order.digest.pk)]
    name, _dash, number = order.get("fact").partition("-")
    if verb in ("confirm", "reject", "reopen", "answer", "change") and number.isdecimal():
        model = Article if name == "boundary" else _BY_NAME.get(name)
        return [(model.__name__, int(number))] if model else []
    if verb in ("rename", "split", "join") and order.get("article").isdecimal():
        return [("Article", int(order.get("article")))]
    return []


def _bound(verb: str, order: Order) -> Form | None:
    """The form as it was filled in, so that nothing of it is lost."""
    if verb == "set_date":
        return forms.DateForm(order.sent)
    if verb == "set_title":
        return forms.TitleForm(order.sent)
    if verb == "change":
        try:
            fact = order.fact()
        except review.NotPossible:
            return None
        return _change_form(fact, order)
    if verb == "add":
        try:
            return _add_form(order)
        except review.NotPossible:
            return None
    return None


def _yours(verb: str, order: Order) -> str:
    """What somebody wanted, in words."""
    answer = order.get("answer")
    if verb == "answer" and answer == "other":
        return order.get("other")
    if verb == "answer" and answer not in ("accept", "reject"):
        try:
            return str(_offered(answer))
        except review.NotPossible:
            return ""
    typed = [order.get(name) for name in ("title", "date", "name", "role", "organization", "via", "words")]
    said = {
        "confirm": _("Accept"), "accept": _("Accept"), "reject": _("Reject"), "reopen": _("Ask again"),
        "split": _("Split"), "join": _("Join with the next story"),
    }  # fmt: skip
    return ", ".join(filter(None, typed)) or str(said.get(answer or verb, ""))


def _undone(done: Done) -> str:
    """The key of the first fact that an undo brought back: it is the next question."""
    for change in done[0].changes.filter(kind__in=_BY_NAME, after__isnull=False):
        return f"{change.kind}-{change.row}"
    return ""


def _back(order: Order, fact: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address(order.digest.pk, fact=fact, show=order.get("show")))


def _unknown(order: Order) -> Done:
    raise review.NotPossible(_("The desk does not know how to do this."))


# ---- facts


def _confirm(order: Order) -> Done:
    return [review.confirm(order.fact(), who=order.who)]


def _reject(order: Order) -> Done:
    return [review.reject(order.fact(), who=order.who)]


def _reopen(order: Order) -> Done:
    return [review.reopen(order.fact(), who=order.who)]


def _answer(order: Order) -> Done:
    """One of the numbered answers to the open question."""
    answer = order.get("answer")
    if order.get("fact").startswith("boundary-"):
        return _answer_boundary(order, answer)
    fact = order.fact()
    if answer == "accept":
        return [review.confirm(fact, who=order.who)]
    if answer == "reject":
        return [review.reject(fact, who=order.who)]
    kind = _naming(fact)
    if answer == "other":
        typed = order.get("other")
        if not typed:
            raise review.NotPossible(_("Write the name that is meant beside “Somebody else”, then accept."))
        return [review.reassign(fact, who=order.who, to=forms.named(kind, typed, order.digest, order.new))]
    return [review.reassign(fact, who=order.who, to=_offered(answer))]


def _answer_boundary(order: Order, answer: str) -> Done:
    number = order.get("fact").removeprefix("boundary-")
    here = Order(order.digest, order.who, {"article": number}).article()
    if answer == "reject":
        before = order.digest.articles.filter(position__lt=here.position).order_by("-position").first()
        if before is None:
            raise review.NotPossible(_("There is no story before the first one."))
        before.digest = order.digest
        return [review.join(before, who=order.who)]
    return [review.confirm_boundary(here, who=order.who)]


def _naming(fact: Fact) -> str:
    """Whose name an answer to the question on this fact gives."""
    if isinstance(fact, Mention):
        return "person" if fact.person_id else "organization" if fact.organization_id else "country"
    return {ArticleSource: "source", ArticleTopic: "topic"}.get(type(fact), "person")


def _offered(answer: str) -> Any:
    """The record that an answer such as "person-12" names. Raises NotPossible when there is none."""
    models = {"person": Person, "organization": Organization, "source": Source, "topic": Topic, "country": Country}
    name, _dash, key = answer.partition("-")
    model = models.get(name)
    known = model._default_manager.filter(pk=key).first() if model and (key.isdecimal() or name == "country") else None
    if known is None:
        raise review.NotPossible(_("Choose one of the answers."))
    return known


def _change_form(fact: Fact, order: Order) -> forms.FactForm:
    kind = {Role: "role", Statement: "statement"}.get(type(fact)) or _naming(fact)
    return forms.FactForm(kind, fact.article, order.sent, adding=False)


def _change(order: Order) -> Done:
    """The form "change": another passage, another name, another kind."""
    fact = order.fact()
    form = _change_form(fact, order)
    if not form.is_valid():
        raise Wrong(form)
    (_model, fields), *_none = form.facts()
    if fields["start"] is None:
        del fields["start"], fields["end"]
    return [review.change(fact, who=order.who, **fields)]


def _add(order: Order) -> Done:
    """The form "add": a fact of any kind; a person may bring a role along."""
    form = _add_form(order)
    if not form.is_valid():
        raise Wrong(form)
    return [review.add(model, article=form.article, who=order.who, **fields) for model, fields in form.facts()]


def _add_form(order: Order) -> forms.FactForm:
    kind, article = order.get("add"), order.article()
    if kind not in forms.MODELS:
        raise review.NotPossible(_("Choose what you want to add."))
    return forms.FactForm(kind, article, order.sent, adding=True)


def _confirm_all(order: Order) -> Done:
    article = order.article() if order.get("article") else None
    return [review.confirm_all(order.digest, who=order.who, article=article)]


# ---- the digest and its stories


def _set_date(order: Order) -> Done:
    form = forms.DateForm(order.sent)
    if not form.is_valid():
        raise Wrong(form)
    return [review.set_date(order.digest, who=order.who, date=form.cleaned_data["date"])]


def _title(order: Order) -> str:
    form = forms.TitleForm(order.sent)
    if not form.is_valid():
        raise Wrong(form)
    return str(form.cleaned_data["title"])


def _set_title(order: Order) -> Done:
    return [review.set_title(order.digest, who=order.who, title=_title(order))]


def _rename(order: Order) -> Done:
    form = forms.TitleForm(order.sent)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data()["title"])
    return [review.rename_story(order.article(), who=order.who, title=form.cleaned_data["title"])]


def _split(order: Order) -> Done:
    number = order.get("paragraph")
    return [review.split(order.article(), who=order.who, paragraph=int(number) if number.isdecimal() else 0)]


def _join(order: Order) -> Done:
    return [review.join(order.article(), who=order.who)]


def _publish(order: Order) -> Done:
    return [review.publish(order.digest, who=order.who)]


def _undo(order: Order) -> Done:
    """Take back the change sets that the form names, the latest first."""
    numbers = [number for number in order.get("change").split(",") if number.isdecimal()]
    changes = ChangeSet.objects.filter(digest=order.digest, pk__in=numbers).select_related("who").order_by("-pk")
    done = []
    for change in changes:
        if not may_undo(order.who, change):
            raise review.NotPossible(
                _("%(who)s did this; only they or a chief editor can undo it.") % {"who": change.who}
            )
        change.digest = order.digest
        done.append(review.undo(change, who=order.who))
    if not done:
        raise review.NotPossible(_("There is nothing to undo."))
    return done[-1:]


def _read_again(order: Order) -> Done:
    queue.queue(order.digest)
    return []


VERBS: dict[str, Callable[[Order], Done]] = {
    "confirm": _confirm,
    "reject": _reject,
    "reopen": _reopen,
    "answer": _answer,
    "change": _change,
    "add": _add,
    "confirm_all": _confirm_all,
    "set_date": _set_date,
    "set_title": _set_title,
    "rename": _rename,
    "split": _split,
    "join": _join,
    "publish": _publish,
    "undo": _undo,
    "read_again": _read_again,
}
