"""What is shown of the stories and statements found, read from the archive: whoever found them."""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper
from django.db.models import F
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString

from archive.models import Article, ArticleSource, Country, Series

from .conditions import Sql
from .highlight import headline, opening, plain, snippet, to_html
from .results import Hit, StatementHit
from .understand import Asked

_SNIPPET_FROM = 20_000  # characters of a story that its snippet is sought in
_MOST_SHOWN = 2


class Touched(NamedTuple):
    """A statement of a story that is found, whether it answers the words itself and is by a chosen person."""

    pk: int
    says: bool
    by_chosen: bool


class InStory(NamedTuple):
    """The standing statements of a story: how many there are, and in the story's order those that are touched."""

    total: int
    touched: Sequence[Touched]


def story_hits(
    cursor: CursorWrapper, asked: Asked, keys: Sequence[int], said: Mapping[int, InStory]
) -> tuple[Hit, ...]:
    """Stories in the order given, with what belongs to them; without those that were taken away a moment ago."""
    articles = _articles(asked, keys)
    shown = {key: _shown(one.touched) for key, one in said.items()}
    texts = _texts(cursor, asked, [one for few in shown.values() for one in few])
    sources, countries = _sources(keys), _countries(cursor, keys)
    hits = []
    for key in keys:
        if key not in articles:
            continue
        article, story = articles[key], said.get(key, InStory(0, ()))
        statements = tuple(texts[one.pk] for one in shown.get(key, ()) if one.pk in texts)
        hits.append(
            Hit(
                article=article,
                date=article.date,
                title=to_html(article.marked_title) if article.marked_title else opening(str(article), 500),
                snippet=_snippet(article, statements),
                sources=tuple(sources.get(key, ())),
                countries=tuple(countries.get(key, ())),
                statements=statements,
                matching=sum(_answers(one, asked) for one in story.touched),
                statement_count=story.total,
            )
        )
    return tuple(hits)


def statement_hits(cursor: CursorWrapper, asked: Asked, keys: Sequence[int]) -> tuple[StatementHit, ...]:
    """Statements in the order given."""
    texts = _texts(cursor, asked, [Touched(key, True, True) for key in keys])
    return tuple(texts[key] for key in keys if key in texts)


def _articles(asked: Asked, keys: Sequence[int]) -> dict[int, Any]:
    """The stories with what matched marked, and the rights of their series."""
    title = headline("archive_article.title", asked.words) if asked.words else Sql("NULL")
    body = headline(f"left(archive_article.body, {_SNIPPET_FROM})", asked.words) if asked.words else Sql("NULL")
    return (
        Article.objects.published()
        .defer("search", "paragraphs")
        .annotate(
            rights=F("digest__series__rights"),
            marked_title=RawSQL(title.text, title.params),  # noqa: S611 - constants of highlight.py
            marked_body=RawSQL(body.text, body.params),  # noqa: S611
        )
        .in_bulk(list(keys))
    )


def _texts(cursor: CursorWrapper, asked: Asked, shown: Sequence[Touched]) -> dict[int, StatementHit]:
    """The words of statements, marked where the statement itself answers."""
    marked = headline("s.text", asked.words) if asked.words else Sql("s.text")
    saying = [one.pk for one in shown if one.says]
    cursor.execute(
        f"SELECT s.id, CASE WHEN s.id = ANY(%s) THEN {marked.text} ELSE s.text END"
        " FROM archive_statement s WHERE s.id = ANY(%s)",
        [saying, *marked.params, [one.pk for one in shown]],
    )
    return {key: StatementHit(key, to_html(text), plain(text)) for key, text in cursor.fetchall()}


def _shown(touched: Sequence[Touched]) -> list[Touched]:
    """The statements that are shown below a story: those that answer most."""
    return sorted(touched, key=lambda one: -(one.says + one.by_chosen))[:_MOST_SHOWN]


def _answers(one: Touched, asked: Asked) -> bool:
    """Whether a statement answers all that is asked of statements."""
    return (one.says or asked.tree is None) and (one.by_chosen or not asked.ids["people"])


def _sources(keys: Sequence[int]) -> dict[int, list[Any]]:
    """The newspapers that stories are drawn from, in the order in which they are named."""
    sources: dict[int, list[Any]] = {}
    drawn_from = ArticleSource.objects.standing().filter(article__in=keys)
    for link in (
        drawn_from.select_related("source").only("article_id", "source__name", "source__slug").order_by("start", "pk")
    ):
        sources.setdefault(link.article_id, []).append(link.source)
    return sources


def _countries(cursor: CursorWrapper, keys: Sequence[int]) -> dict[int, list[Country]]:
    """The countries that stories name, in the order in which they are first named."""
    cursor.execute(
        """SELECT m.article_id, c.code, c.name FROM archive_mention m JOIN archive_country c ON c.code = m.country_id
        WHERE m.article_id = ANY(%s) AND m.state <> 'rejected'
        GROUP BY m.article_id, c.code, c.name ORDER BY min(m.start), min(m.id)""",
        [list(keys)],
    )
    countries: dict[int, list[Country]] = {}
    for article, code, name in cursor.fetchall():
        countries.setdefault(article, []).append(Country(code=code, name=name))
    return countries


def _snippet(article: Any, shown: Iterable[StatementHit]) -> SafeString:
    """What matched in a story, or how it opens; "" where the series lets only titles be shown."""
    if article.rights == Series.Rights.LINK:
        return SafeString("")
    return snippet(article.marked_body or article.body[:_SNIPPET_FROM], [one.text for one in shown])
