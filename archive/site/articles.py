"""/articles/SLUG/: a story with everything that was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.generic import RedirectView

from archive.models import Article, Fact, FormerSlug, Mention, Role, Series, Source, Statement
from archive.models.addresses import address

from .about_page import AboutPage, about_page
from .at_once import at_once
from .beside import read_beside
from .cards import stories
from .cite import citation_of, files, newspapers_of
from .citing import in_words
from .former import moved
from .linked_data import story as story_data
from .marks import Mark, mark_up
from .named import Facts, facts_of
from .statements import for_show
from .texts import Paragraph, opening, paragraphs, readable


@dataclass(frozen=True, slots=True)
class Note:
    """A statement with its number in the story."""

    number: int
    statement: Statement


class Neighbour(NamedTuple):
    """The story before or after one."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph as it is shown, with the notes beside it; without html it stands for what may not be shown."""

    html: SafeString | None = None
    notes: list[Note] = field(default_factory=list)


@at_once
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """A published story; a redirect where it was joined with another, 404 for any other."""
    story = stories().select_related("digest__published_by").filter(slug=slug).first()
    if story is None:
        return moved(Article, FormerSlug.Kind.ARTICLE, slug)
    mentions = list(
        Mention.objects.standing()
        .filter(article=story)
        .select_related("person", "organization", "country")
        .order_by("start")
    )
    statements = list(for_show(Statement.objects.standing().filter(article=story)).order_by("start", "pk"))
    roles = list(Role.objects.standing().filter(article=story).select_related("person", "organization"))
    sources = newspapers_of(story)
    siblings = list(story.digest.articles.order_by("position").only("slug", "title", "position", "body", "digest"))
    place = next(place for place, one in enumerate(siblings) if one.pk == story.pk)
    rights = story.digest.series.rights
    notes = [Note(number, statement) for number, statement in enumerate(statements, start=1)]
    facts = facts_of(story, mentions, statements, roles)
    asked = request.GET.get("statement", "")
    cited = next((one for one in statements if str(one.pk) == asked), None)
    citation = citation_of(request, story, sources, place + 1, cited)
    label = _("Story %(number)s of %(total)s") % {"number": place + 1, "total": len(siblings)}
    context = {
        "article": story,
        "headline": story.headline(rights),
        "digest": story.digest,
        "sources": sources,
        "facts": facts,
        "shown": lay_out(paragraphs(story), mentions, notes, rights),
        "unchecked": bool(notes) and all(one.statement.state == Fact.State.PROPOSED for one in notes),
        "rights": rights,
        "before": _neighbour(siblings[place - 1], rights) if place else None,
        "after": _neighbour(siblings[place + 1], rights) if place + 1 < len(siblings) else None,
        "beside": read_beside(story, mentions),
        "cited": cited,
        "citation": in_words(citation),
        "citation_files": files(story, citation),
        "about_page": _about(request, story, sources, facts, statements, label),
    }
    return render(request, "articles/detail.html", context)


def _neighbour(story: Article, rights: str) -> Neighbour:
    return Neighbour(story.headline(rights), story.get_absolute_url())


def _about(
    request: HttpRequest, story: Article, sources: list[Source], facts: Facts, said: list[Statement], label: str
) -> AboutPage:
    """What the page says about itself. Only a series that may be shown whole has its first words in it."""
    series, section = story.digest.series, story.section
    day = date_format(cast(date, story.digest.date), "DATE_FORMAT")
    name = story.headline(series.rights)
    papers = ", ".join(source.name for source in sources)
    says = _("%(newspapers)s, in the press digest of %(day)s:") if papers else _("From the press digest of %(day)s:")
    words = opening(story, series.rights, 40) if series.rights == Series.Rights.FULL else name
    above = [(_("Digests"), address("digests")), (day, story.digest.get_absolute_url())]
    if section.heading:
        above.append((section.heading, f"{address('search')}?section={section.slug}"))
    named = [one.of for one in facts.people + facts.organizations + facts.countries]
    topics = [one.of for one in facts.topics]
    return about_page(
        request,
        _("%(headline)s, %(day)s") % {"headline": name, "day": day},
        f"{says % {'newspapers': papers, 'day': day}} {words}",
        url=story.get_absolute_url(),
        label=label,
        above=above,
        about=story_data(story, name, sources, topics, named, said, request.build_absolute_uri),
        og_type="article",
    )


def lay_out(listed: list[Paragraph], mentions: Iterable[Mention], notes: list[Note], rights: str) -> list[Shown]:
    """The paragraphs with their marks, each with the notes of the statements that end in it.

    A statement that stands in no paragraph (in a heading, say) has its words in a row of its own, first. Where only
    titles may be shown there is no text, and all notes stand in one row.
    """
    if rights == Series.Rights.LINK:
        return [Shown(notes=notes)]
    marks = [*mention_marks(mentions), *map(_statement_mark, notes)]
    placed: set[int] = set()
    rows: list[Shown] = []
    for one in readable(listed, [note.statement for note in notes], rights):
        if one is None:
            rows.append(Shown())
            continue
        here = [note for note in notes if one.start < (note.statement.end or 0) <= one.end]
        placed |= {note.number for note in here}
        rows.append(Shown(_marked(one, marks), here))
    elsewhere = [note for note in notes if note.number not in placed]
    return [Shown(_alone(note), [note]) for note in elsewhere] + rows


def _marked(one: Paragraph, marks: list[Mark]) -> SafeString:
    """A paragraph with the marks that touch it. Offsets are the digest's; the paragraph's own begin at 0."""
    here = [mark.moved(-one.start) for mark in marks if mark.start < one.end and one.start < mark.end]
    return mark_up(one.text, here)


def _alone(note: Note) -> SafeString:
    """A statement's own words, for one that no paragraph holds."""
    words = note.statement.text
    mark = _statement_mark(note)
    return mark_up(words, [mark.moved(-mark.start, len(words))])


def mention_marks(mentions: Iterable[Mention]) -> Iterator[Mark]:
    """Each name as a link to its page; the title says who it is, and when only the machine says so."""
    kinds = {"person": _("Person"), "organization": _("Organization"), "country": _("Country")}
    for mention in mentions:
        kind = next(kind for kind in kinds if getattr(mention, f"{kind}_id"))
        if mention.of is None or mention.start is None or mention.end is None:
            continue
        title = f"{kinds[kind]}: {mention.of}"
        if mention.state == Fact.State.PROPOSED:
            title = _("%(name)s (read by the machine)") % {"name": title}
        yield Mark(mention.start, mention.end, f"m-{kind}", url=mention.of.get_absolute_url(), title=title)


def _statement_mark(note: Note) -> Mark:
    statement = note.statement
    return Mark(
        statement.start or 0,
        statement.end or 0,
        "m-statement",
        anchor=f"statement-{statement.pk}",
        number=str(note.number),
        number_url=f"#note-{statement.pk}",
    )


urlpatterns = [
    path("articles/", RedirectView.as_view(pattern_name="search")),  # the list of stories is the search for nothing
    path("articles/<slug:slug>/", article, name="article"),
]
