"""/articles/SLUG/cite.bib, .ris and .json: a story, or with ?statement=ID one of its statements, as a citation."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path

from archive.models import Article, ArticleSource, Series, Source, Statement
from archive.models.addresses import address
from archive.templatetags.reader import called

from .cards import stories
from .citing import FORMATS, Citation
from .citing import Statement as CitedStatement
from .statements import for_show


class CitationFile(NamedTuple):
    """A citation in one format: what it is called in addresses and by readers, its text, and where the file is."""

    form: str
    label: str
    text: str
    url: str


def cite(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """A story's citation as a file, or with ?statement=ID that of one of its statements; 404 where there is none."""
    if form not in FORMATS:
        raise Http404
    story = get_object_or_404(stories(), slug=slug)
    statement = None
    if asked := request.GET.get("statement"):
        if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
            raise Http404
        statement = get_object_or_404(for_show(Statement.objects.standing().filter(article=story)), pk=asked)
    number = story.digest.articles.filter(position__lte=story.position).count()
    citation = citation_of(request, story, newspapers_of(story), number, statement)
    kind = FORMATS[form]
    disposition = f'attachment; filename="{citation.key}.{form}"'
    headers = {"Content-Disposition": disposition, "X-Robots-Tag": "noindex"}
    return HttpResponse(kind.write(citation), content_type=kind.content_type, headers=headers)


def newspapers_of(story: Article) -> list[Source]:
    """The newspapers that a story is drawn from, in the order of their passages."""
    links = ArticleSource.objects.standing().filter(article=story).select_related("source").order_by("start", "pk")
    return [link.source for link in links]


def citation_of(
    request: HttpRequest, story: Article, sources: list[Source], number: int, statement: Statement | None
) -> Citation:
    """The citation of a story or of a statement in it; its words only where the series' rights let them be shown."""
    digest, series = story.digest, story.digest.series
    url = request.build_absolute_uri(story.get_absolute_url())
    return Citation(
        slug=str(story.slug),
        headline=story.headline(series.rights),
        newspapers=tuple(source.name for source in sources),
        digest=called(digest),
        series=series.name,
        publisher=series.publisher,
        day=cast(date, digest.date),  # none is published without
        number=number,
        language=series.language,
        url=f"{url}#statement-{statement.pk}" if statement else url,
        statement=_cited(statement, series.rights) if statement else None,
    )


def files(story: Article, citation: Citation) -> list[CitationFile]:
    """The citation in every format."""
    query = f"?statement={citation.statement.key}" if citation.statement else ""
    return [
        CitationFile(form, kind.label, kind.write(citation), address("cite", story.slug, form) + query)
        for form, kind in FORMATS.items()
    ]


def _cited(statement: Statement, rights: str) -> CitedStatement:
    """A statement from for_show() as it is cited."""
    if statement.person:
        surname, _comma, others = statement.person.filed_as.partition(", ")
        author: tuple[str, ...] = (surname, others) if others else (statement.person.name,)
    else:
        author = (statement.speaker.name,) if statement.speaker else ()
    return CitedStatement(
        key=statement.pk,
        speaker=statement.speaker_name,
        author=author,
        role=statement.role_text,  # type: ignore[attr-defined]  # by for_show()
        told=statement.via.name if statement.via and statement.via_id != statement.newspaper_id else "",
        reported=statement.kind == Statement.Kind.INDIRECT,
        words=statement.text if rights != Series.Rights.LINK else "",
    )


urlpatterns = [path("articles/<slug:slug>/cite.<slug:form>", cite, name="cite")]
