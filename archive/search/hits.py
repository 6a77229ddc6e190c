"""What is shown of the stories and statements found, read from the archive: whoever found them."""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.backends.utils import CursorWrapper
from django.utils.safestring import SafeString

from archive.models import Article, Country, Series, Source

from .conditions import Sql
from .highlight import headline, opening, plain, snippet, to_html
from .results import Hit, StatementHit
from .understand import Asked

_SNIPPET_FROM = 20_000  # characters of a story that its snippet is sought in
_MOST_SHOWN = 2
# Of a story, in the order of the model (from_db asks for that); the others are read when they are asked for.
_COLUMNS = ("id", "digest_id", "position", "title", "date", "slug", "body")


class _Marked(NamedTuple):
    """A story, what its series lets be shown, the series' language, headline and text with what matched marked."""

    article: Article
    rights: str
    language: str
    title: str | None
    body: str | None


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
    articles, named = _articles(cursor, asked, keys), sources_and_countries(cursor, keys)
    shown = {key: _shown(one.touched) for key, one in said.items()}
    texts = _texts(cursor, asked, [one for few in shown.values() for one in few])
    hits = []
    for key in keys:
        if key not in articles:
            continue
        story, told = articles[key], said.get(key, InStory(0, ()))
        statements = tuple(texts[one.pk] for one in shown.get(key, ()) if one.pk in texts)
        hits.append(
            Hit(
                article=story.article,
                headline=story.article.headline(story.rights),
                date=story.article.date,
                title=to_html(story.title) if story.title else opening(story.article.headline(story.rights), 500),
                snippet=_snippet(story, statements),
                sources=tuple(named[key][0]),
                countries=tuple(named[key][1]),
                statements=statements,
                matching=sum(_answers(one, asked) for one in told.touched),
                statement_count=told.total,
                language=story.language,
            )
        )
    return tuple(hits)


def statement_hits(cursor: CursorWrapper, asked: Asked, keys: Sequence[int]) -> tuple[StatementHit, ...]:
    """Statements in the order given."""
    texts = _texts(cursor, asked, [Touched(key, True, True) for key in keys])
    return tuple(texts[key] for key in keys if key in texts)


def _articles(cursor: CursorWrapper, asked: Asked, keys: Sequence[int]) -> dict[int, _Marked]:
    """The stories with what matched marked."""
    title = headline("a.title", asked.words) if asked.words else Sql("NULL")
    body = headline(f"left(a.body, {_SNIPPET_FROM})", asked.words) if asked.words else Sql("NULL")
    cursor.execute(
        f"""SELECT r.rights, r.language, {title.text}, {body.text}, {", ".join(f"a.{column}" for column in _COLUMNS)}
        FROM archive_article a JOIN archive_digest d ON d.id = a.digest_id JOIN archive_series r ON r.id = d.series_id
        WHERE a.id = ANY(%s) AND d.state = 'published'""",
        [*title.params, *body.params, list(keys)],
    )
    rows = cursor.fetchall()
    return {row[4]: _Marked(Article.from_db(None, _COLUMNS, row[4:]), *row[:4]) for row in rows}


def _texts(cursor: CursorWrapper, asked: Asked, shown: Sequence[Touched]) -> dict[int, StatementHit]:
    """The words of statements, marked where the statement itself answers."""
    if not shown:
        return {}
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


def sources_and_countries(cursor: CursorWrapper, keys: Sequence[int]) -> dict[int, tuple[list[Source], list[Country]]]:
    """The newspapers that stories are drawn from and the countries that they name, in the order of their passages."""
    cursor.execute(
        """SELECT l.article_id, l.start, l.id, s.id, s.slug, s.name
        FROM archive_articlesource l JOIN archive_source s ON s.id = l.source_id
        WHERE l.article_id = ANY(%s) AND l.state <> 'rejected'
        UNION ALL SELECT m.article_id, min(m.start), min(m.id), NULL, c.code, c.name
        FROM archive_mention m JOIN archive_country c ON c.code = m.country_id
        WHERE m.article_id = ANY(%s) AND m.state <> 'rejected' GROUP BY m.article_id, c.code, c.name
        ORDER BY 2, 3""",
        [list(keys), list(keys)],
    )
    named: dict[int, tuple[list[Source], list[Country]]] = {key: ([], []) for key in keys}
    for article, _start, _id, source, slug, name in cursor.fetchall():
        if source is None:
            named[article][1].append(Country.from_db(None, ("code", "name"), (slug, name)))
        else:
            named[article][0].append(Source.from_db(None, ("id", "name", "slug"), (source, name, slug)))
    return named


def _snippet(story: _Marked, shown: Iterable[StatementHit]) -> SafeString:
    """What matched in a story, or how it opens; "" where the series lets only titles be shown."""
    if story.rights == Series.Rights.LINK:
        return SafeString("")
    return snippet(story.body or story.article.body[:_SNIPPET_FROM], [one.text for one in shown])
