"""What is shown of the stories and statements found, read from the archive: whoever found them."""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.backends.utils import CursorWrapper
from django.utils.safestring import SafeString

from archive.models import Article, ArticleSource, Mention, Series

from .conditions import Sql, of_statements
from .highlight import headline, opening, plain, snippet, to_html
from .results import Hit, StatementHit
from .understand import Asked

_SNIPPET_FROM = 20_000  # characters of a story that its snippet is sought in


def story_hits(cursor: CursorWrapper, asked: Asked, keys: Sequence[int]) -> tuple[Hit, ...]:
    """Stories in the order given, with what belongs to them; without those that were taken away a moment ago."""
    title = headline("a.title", asked.words) if asked.words else Sql("NULL")
    body = headline(f"left(a.body, {_SNIPPET_FROM})", asked.words) if asked.words else Sql("NULL")
    cursor.execute(
        f"SELECT a.id, {title.text}, {body.text} FROM archive_article a WHERE a.id = ANY(%s)",
        [*title.params, *body.params, list(keys)],
    )
    marked: dict[int, tuple[str | None, str | None]] = {key: words for key, *words in cursor.fetchall()}
    articles = (
        Article.objects.published()
        .select_related("digest__series", "section")
        .defer("digest__raw", "digest__text", "search")
        .in_bulk(list(keys))
    )
    statements = _story_statements(cursor, asked, list(keys))
    sources: dict[int, list[Any]] = {}
    drawn_from = ArticleSource.objects.standing().filter(article__in=keys)
    for link in drawn_from.select_related("source").order_by("start", "pk"):
        sources.setdefault(link.article_id, []).append(link.source)
    countries: dict[int, dict[Any, None]] = {}
    named = Mention.objects.standing().filter(article__in=keys, country__isnull=False)
    for mention in named.select_related("country").order_by("start", "pk"):
        countries.setdefault(mention.article_id, {})[mention.country] = None
    return tuple(
        Hit(
            article=(article := articles[key]),
            date=article.date,
            title=to_html(marked[key][0] or "") if marked[key][0] else opening(str(article), 500),
            snippet=_snippet(article, marked[key][1], statements.get(key, {}).get("statements", ())),
            sources=tuple(sources.get(key, ())),
            countries=tuple(countries.get(key, ())),
            **statements.get(key, {}),
        )
        for key in keys
        if key in articles and key in marked
    )


def statement_hits(cursor: CursorWrapper, asked: Asked, keys: Sequence[int]) -> tuple[StatementHit, ...]:
    """Statements in the order given."""
    words = headline("s.text", asked.words) if asked.words else Sql("s.text")
    cursor.execute(
        f"SELECT s.id, {words.text} FROM archive_statement s WHERE s.id = ANY(%s)", [*words.params, list(keys)]
    )
    texts = dict(cursor.fetchall())
    return tuple(StatementHit(key, to_html(texts[key]), plain(texts[key])) for key in keys if key in texts)


def _snippet(article: Article, marked: str | None, shown: Iterable[StatementHit]) -> SafeString:
    """What matched in a story, or how it opens; "" where the series lets only titles be shown."""
    if article.digest.series.rights == Series.Rights.LINK:
        return SafeString("")
    return snippet(marked or article.body[:_SNIPPET_FROM], [one.text for one in shown])


def _story_statements(cursor: CursorWrapper, asked: Asked, keys: list[int]) -> dict[int, dict[str, Any]]:
    """For each story the statements that Hit shows: two of those with the words or by a chosen person, and counts."""
    people = asked.ids["people"]
    said = of_statements(asked.tree) if asked.tree is not None else Sql("false")
    marked = headline("s.text", asked.words) if asked.words else Sql("s.text")
    cursor.execute(
        f"""SELECT s.article_id, s.id, coalesce({said.text}, false), coalesce(s.person_id = ANY(%s), false),
            {marked.text}, s.text
        FROM archive_statement s JOIN archive_article a ON a.id = s.article_id
        WHERE s.state <> 'rejected' AND s.article_id = ANY(%s) ORDER BY s.start, s.id""",
        [*said.params, people, *marked.params, keys],
    )
    stories: dict[int, list[tuple[int, bool, bool, str]]] = {}
    for key, pk, says, by_chosen, words, text in cursor.fetchall():
        stories.setdefault(key, []).append((pk, says, by_chosen, words if says else text))
    shown = {}
    for key, rows in stories.items():
        touched = [row for row in rows if row[1] or row[2]]
        full = [row for row in touched if (row[1] or asked.tree is None) and (row[2] or not people)]
        best = sorted(touched, key=lambda row: -(row[1] + row[2]))[:2]
        shown[key] = {
            "statements": tuple(StatementHit(pk, to_html(text), plain(text)) for pk, _said, _chosen, text in best),
            "matching": len(full),
            "statement_count": len(rows),
        }
    return shown
