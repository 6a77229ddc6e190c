"""The review page: the digest's own text with every finding marked in it, and what the desk asks about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateJob

from archive.desk import forms, questions, summary, text
from archive.desk.findings import KINDS, Finding, Story, Understanding, key_of, state_of, stories_of, understanding
from archive.desk.history import may_undo
from archive.desk.likely import Likely
from archive.desk.together import Overwrite, here, latest
from archive.ingest import review as verbs
from archive.models import Article, Country, Digest, Fact, Mention, Source, Statement, Topic

SURE = 0.9  # "accept what is surer than 90%"
POSSIBLE = "boundary-possible"  # the parser's warning that a story may begin at a paragraph


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the right side shows: one of a finding's question, its change form, a line, an add form, the date."""

    finding: Finding | None = None
    question: questions.Question | None = None
    line: text.Line | None = None
    form: Form | None = None
    # "question", "change", "line", "add", "date", "nothing"
    what: str = "nothing"
    kind: str = ""
    story: int = 0


@dataclass(frozen=True, slots=True)
class Possible:
    """A story that may begin at a paragraph of another one; `percent` says how likely that is."""

    article: Article
    paragraph: int
    percent: int


@require_safe
@never_cache
@permission_required("archive.view_digest", raise_exception=True)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one digest, whatever its state."""
    return show(request, pk)


@never_cache
@permission_required("archive.publish_digest", raise_exception=True)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more before a digest is taken from the readers; on POST withdraws it."""
    digest = get_object_or_404(Digest.objects.light(), pk=pk)
    if request.method == "POST":
        try:
            change = verbs.withdraw(digest, who=cast(User, request.user))
            messages.success(request, str(change), extra_tags=f"undo:{change.pk}")
        except verbs.NotPossible as no:
            messages.error(request, str(no))
        return redirect("admin:review", pk)
    return render(request, "desk/withdraw.html", {"desk": True, "digest": digest, "stories": digest.articles.count()})


def show(
    request: HttpRequest,
    pk: int,
    form: Form | None = None,
    status: int = 200,
    overwrite: Overwrite | None = None,
    likely: Likely | None = None,
) -> HttpResponse:
    """The page with the query's choice open; a bound `form` that was refused takes the place of its empty one.

    `overwrite` is what was refused because somebody else has changed the same meanwhile; `likely` asks whether a new
    name is a known one's.
    """
    digest = get_object_or_404(
        Digest.objects.select_related("series", "received_by", "published_by", "parent").defer(
            "raw", "parent__raw", "parent__text"
        ),
        pk=pk,
    )
    seen, last = latest(digest)
    common = {
        "desk": True,
        "digest": digest,
        "waiting": Digest.objects.waiting().count(),
        "attachments": digest.attachments.light(),
        "others": here(digest, cast(User, request.user)),
        "do_url": f"{reverse('admin:do', args=[digest.pk])}?seen={seen}",
        "repeats": digest.repeats.select_related("other").defer("other__raw", "other__text"),
        "last_change": last if last and may_undo(cast(User, request.user), last) else None,
        "overwrite": overwrite,
        "likely": likely,
        **_said(request),
    }
    if digest.state == Digest.State.FAILED or (digest.state == Digest.State.RECEIVED and not digest.articles.exists()):
        response = render(request, f"desk/{digest.state}.html", common, status=status)
        if digest.state == Digest.State.RECEIVED:
            response["Refresh"] = "2"
        return response
    return render(request, "desk/review.html", common | _page(request, digest, form), status=status)


def _page(request: HttpRequest, digest: Digest, form: Form | None) -> dict[str, Any]:
    """Everything that the page of a digest that was read shows."""
    body = digest.text or ""
    articles = stories_of(digest)
    found = text.blocks(body, [(article.start, article.end, article.paragraphs) for article in articles])
    whole = understanding(digest, articles, tuple(block.start for block in found))
    query = request.POST if request.method == "POST" else request.GET
    everything = query.get("show") == "all"
    queue = whole.open if everything else whole.doubtful
    lines = text.lines(body, found, [])
    chosen = _chosen(query, whole, lines, queue, form)
    marked = text.lines(body, found, _marks(whole, chosen.finding))
    queue = [finding for finding in queue if chosen.finding is None or finding.key != chosen.finding.key]
    number = chosen.finding.story.number if chosen.finding else chosen.story
    at = whole.stories[number - 1] if number else None
    place = _neighbours(whole, chosen.finding, everything)
    return {
        "whole": whole,
        "lines": list(_with_boundaries(marked, whole)),
        "cut": len(body) > text.SHOWN,
        "chosen": chosen,
        "chosen_article": whole.stories[chosen.story - 1].article if chosen.story else None,
        "queue": [(finding, questions.asks(finding)) for finding in queue],
        "cards": summary.cards(whole, SURE),
        "people": len({f.fact.person_id for f in whole.findings if _standing_person(f)}),  # type: ignore[union-attr]
        "notices": [warning for warning in digest.warnings if warning["code"] != POSSIBLE],
        "said": sum(f.kind == "statement" and f.state != "rejected" for f in whole.findings),
        "sure": sum(not f.settled and f.confidence >= SURE for f in whole.findings),
        "sure_here": sum(f.story is at and not f.settled and f.confidence >= SURE for f in whole.findings),
        "chosen_story": at.article.pk if at else "",
        "before": whole.stories[chosen.story - 2].article if chosen.story > 1 else None,
        "everything": everything,
        "kinds": [(kind, word) for kind, word in KINDS.items() if kind != "boundary"],
        "names": _names(chosen, whole),
        "date_form": form if isinstance(form, forms.DateForm) else forms.DateForm(initial={"date": digest.date}),
        "title_form": form if isinstance(form, forms.TitleForm) else forms.TitleForm(initial={"title": digest.title}),
        "partial": partial_date(digest.date_partial),
        "being_read": ProcrastinateJob.objects.filter(
            task_name="parse_digest", args__digest_id=digest.pk, status__in=["todo", "doing"]
        ).exists(),
        **place,
    }


def _chosen(
    query: Any, whole: Understanding, lines: list[text.Line], queue: list[Finding], form: Form | None
) -> Chosen:
    """What the address asks for; without a wish the date if there is none, then the first of the queue."""
    kind, number = query.get("add", ""), _number(query.get("story"), len(whole.stories))
    if isinstance(form, forms.FactForm) and form.adding:
        return Chosen(form=form, what="add", kind=form.kind, story=number)
    if kind in forms.MODELS and number:
        line = _number(query.get("line"), len(lines))
        block = lines[line - 1].block if line else None
        words = query.get("words", "")[:20_000]
        near = _number(query.get("near"), 10**9) or (block.start if block else None)
        return Chosen(
            form=forms.add_form(kind, whole, number, words=words, near=near), what="add", kind=kind, story=number
        )
    if line := _number(query.get("line"), len(lines)):
        return Chosen(line=lines[line - 1], what="line", story=lines[line - 1].block.story or 0)
    finding = whole.by_key.get(query.get("fact", ""))
    if finding is None and (whole.digest.date is None or query.get("ask") == "date"):
        return Chosen(what="date")
    finding = finding or next(iter(queue), None)
    if finding is None:
        return Chosen()
    if isinstance(form, forms.FactForm):
        return Chosen(finding, form=form, what="change", kind=finding.kind)
    if query.get("change") and finding.fact:
        return Chosen(finding, form=forms.change_form(finding), what="change", kind=finding.kind)
    return Chosen(finding, questions.question(finding, whole), what="question")


def partial_date(partial: str) -> str:
    """A date without its year or its day in words: "--06-24" is "24 June", "2024-06" is "June 2024"."""
    try:
        if partial.startswith("--"):
            return date_format(date.fromisoformat(f"2000{partial[1:]}"), "j F")  # a leap year: it has 29 February
        return date_format(date.fromisoformat(f"{partial}-01"), "F Y") if partial else ""
    except ValueError:
        return partial


def _number(value: str | None, most: int) -> int:
    """1 to `most`, or 0 for everything else."""
    number = int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else 0
    return number if number <= most else 0


def _marks(whole: Understanding, current: Finding | None) -> list[text.Mark]:
    """Every passage of every finding that has one; a statement is quiet unless it is doubtful or open."""
    marks = []
    for finding in whole.findings:
        here = current is not None and finding.key == current.key
        for fact in finding.facts:
            if fact.start is None or fact.end is None:
                continue
            look = state_of(fact)
            name = fact.speaker_name if isinstance(fact, Statement) else fact
            label = f"{finding.kind_word}: {name}, {finding.state_word}"
            if look in ("proposed", "doubtful"):
                label += ", " + _("%(percent)d%% sure") % {"percent": fact.percent}
            quiet = finding.kind == "statement" and look != "doubtful" and not here
            marks.append(text.Mark(fact.start, fact.end, key_of(fact), look, label, here, quiet))
    return marks


def _with_boundaries(
    lines: list[text.Line], whole: Understanding
) -> Iterator[tuple[text.Line, Story | None, Possible | None]]:
    """Each line with the story that begins with it, and the one that may begin there although it was not proposed."""
    starts = {story.article.start: story for story in whole.stories}
    possible = {warning["span"][0]: warning for warning in whole.digest.warnings if warning["code"] == POSSIBLE}
    pending = sorted(starts)
    for line in lines:
        story = None
        while pending and pending[0] < line.block.end:
            story = starts[pending.pop(0)]
        yield line, story, _possible(line.block, possible.get(line.block.start), whole)


def _possible(block: text.Block, warning: Any, whole: Understanding) -> Possible | None:
    """The offer to split a story before this line, as long as nobody has said where the story begins and ends."""
    if warning is None or block.story is None or (block.paragraph or 0) < 2:
        return None
    article = whole.stories[block.story - 1].article
    if article.state != Fact.State.PROPOSED or whole.digest.state != Digest.State.IN_REVIEW:
        return None
    return Possible(article, block.paragraph or 0, round(100 * warning["confidence"]))


def _neighbours(whole: Understanding, current: Finding | None, everything: bool) -> dict[str, str]:
    """The keys of the findings before and after the current one, for Skip and the keys J and K.

    In the queue when the current one is in it, otherwise among all findings in the order of the text.
    """
    queue = whole.open if everything else whole.doubtful
    if current is None:
        return {"next": queue[0].key if queue else "", "previous": ""}
    keys = [finding.key for finding in queue]
    if current.key not in keys:
        keys = [finding.key for finding in whole.findings]
    at = keys.index(current.key)
    return {
        "next": keys[(at + 1) % len(keys)] if len(keys) > 1 else "",
        "previous": keys[at - 1] if len(keys) > 1 else "",
    }


def _standing_person(finding: Finding) -> bool:
    return finding.kind == "person" and finding.state != "rejected"


def _names(chosen: Chosen, whole: Understanding) -> dict[str, list[str]]:
    """The names that the open form offers while typing, by kind."""
    wanted: set[str] = set()
    if chosen.question:
        wanted = {chosen.question.naming}
    elif isinstance(chosen.form, forms.FactForm):
        wanted = {chosen.form.naming, "organization", "source"}
    offered: dict[str, list[str]] = {}
    for kind in wanted & {"person", "organization"}:
        mentions = [finding.fact for finding in whole.findings if finding.kind == kind]
        offered[kind] = sorted({str(mention) for mention in mentions if isinstance(mention, Mention)})
    for kind, model in (("source", Source), ("country", Country), ("topic", Topic)):
        if kind in wanted:
            offered[kind] = list(model._default_manager.values_list("name", flat=True)[:500])
    return offered


@dataclass(frozen=True, slots=True)
class Toast:
    """What was just done and how to take it back."""

    words: str
    undo: str = ""
    everywhere: bool = False  # it can be offered as a rule


def _said(request: HttpRequest) -> dict[str, Any]:
    """The toast of the last act, when it was one of the desk's, and the other messages for the page's own list."""
    toast, others = None, []
    for message in messages.get_messages(request):
        tag = message.extra_tags or ""
        name, _colon, change = tag.partition(":")
        if name in ("undo", "everywhere"):
            toast = Toast(str(message), change, name == "everywhere")
        else:
            others.append(message)
    return {"toast": toast, "messages": others}


def address(pk: int, **query: str | int | None) -> str:
    """The address of a digest's review page, with what is open in it."""
    wanted = {name: value for name, value in query.items() if value}
    return reverse("admin:review", args=[pk]) + (f"?{urlencode(wanted)}" if wanted else "")
