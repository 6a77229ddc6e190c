"""The reference engine: plain PostgreSQL, exact, always right. A faster engine is measured against it.

Every value travels as a parameter; what is put together into SQL are constants of links.py and highlight.py.
"""
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from archive.models import Article, ArticleSource, Mention, Series

from .conditions import SAID_TEXT, Sql, of_statements
from .highlight import headline, opening, plain, snippet, to_html
from .links import LINKS, NAMES
from .query import FILTERS, SearchRequest
from .results import Facet, FacetValue, Hit, Month, SearchPage, SearchTimeout, StatementHit
from .understand import Asked, matching, understand

TIMEOUT_MS = 5000  # of one statement; settings.SEARCH_TIMEOUT_MS overrules it
FACET_LENGTH = 5
_SNIPPET_FROM = 20_000  # characters of a story that its snippet is sought in

# By the sort and what is listed; relevance ranks by the words first.
_ORDERS = {"newest": "a.date DESC, a.id DESC", "oldest": "a.date ASC, a.id ASC"}


def search(request: SearchRequest) -> SearchPage:
    """The answer to a question, in about 15 queries however many hits there are.

    Raises SearchTimeout when one of them takes longer than TIMEOUT_MS.
    """
    with _guarded() as cursor:
        asked = understand(cursor, request)
        stories, months = _months(cursor, asked)
        statement_total = _statement_total(cursor, asked)
        shown = stories if request.show == "stories" else statement_total
        pages = max(1, -(-shown // request.per_page))
        if asked.request.page > pages:
            asked.notes.append(_("There is no page %(page)s; this is the last.") % {"page": asked.request.page})
            asked = replace(asked, request=asked.request.page_(pages))
        return SearchPage(
            request=asked.request,
            total=stories,
            statement_total=statement_total,
            hits=_hits(cursor, asked) if request.show == "stories" else (),
            statements=_statements(cursor, asked) if request.show == "statements" else (),
            facets=tuple(_facet(cursor, asked, name, FACET_LENGTH) for name, _param in FILTERS),
            months=months,
            notes=(*request.notes, *asked.notes),
            pages=pages,
            meant=asked.meant,
        )


def facet(request: SearchRequest, name: str, limit: int | None = None) -> Facet:
    """The values of one filter ("countries") with their counts under the question's other filters; None: all."""
    with _guarded() as cursor:
        return _facet(cursor, understand(cursor, request), name, limit)


def total(request: SearchRequest) -> int:
    """How many stories a question finds, and nothing else."""
    with _guarded() as cursor:
        return _months(cursor, understand(cursor, request))[0]


@contextmanager
def _guarded() -> Iterator[CursorWrapper]:
    """A cursor whose statements are cut off after the time limit."""
    limit = str(getattr(settings, "SEARCH_TIMEOUT_MS", TIMEOUT_MS))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [limit])
            yield cursor
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise SearchTimeout from error
        raise


def _months(cursor: CursorWrapper, asked: Asked) -> tuple[int, tuple[Month, ...]]:
    """How many stories there are, and how many in each month that has any."""
    found, params = matching(asked)
    cursor.execute(f"SELECT date_trunc('month', a.date)::date, count(*) {found} GROUP BY 1 ORDER BY 1", params)
    rows: list[tuple[date | None, int]] = cursor.fetchall()
    return sum(count for _first, count in rows), tuple(Month(first, count) for first, count in rows if first)


def _facet(cursor: CursorWrapper, asked: Asked, name: str, limit: int | None) -> Facet:
    """Stories of each value under the other filters; the chosen values are there even without any."""
    found, params = matching(asked, leave_out=name)
    cursor.execute(
        f"""WITH found AS (SELECT a.id {found}),
        counted AS (SELECT l.value, count(*) AS stories FROM ({LINKS[name]}) l
                    JOIN found ON found.id = l.article_id GROUP BY l.value),
        listed AS (SELECT n.value, n.slug, n.name, c.stories, count(*) OVER () AS total,
                          row_number() OVER (ORDER BY c.stories DESC, n.sort_key, n.slug) AS place
                   FROM counted c JOIN ({NAMES[name]}) n ON n.value = c.value)
        SELECT value, slug, name, stories, total FROM listed
        WHERE place <= %s OR value = ANY(%s) ORDER BY place""",
        [*params, 1_000_000_000 if limit is None else limit, asked.ids[name] or None],
    )
    rows = cursor.fetchall()
    chosen = {value.slug for value in asked.chosen[name]}
    values = [FacetValue(slug, called, stories, slug in chosen) for _value, slug, called, stories, _total in rows]
    empty = [value for value in asked.chosen[name] if value.slug not in {one.slug for one in values}]
    return Facet(name, (*values, *empty), rows[0][4] if rows else 0)


def _listed_statements(asked: Asked) -> Sql:
    """The SQL after SELECT … that finds the statements (s) of the stories found that stand and answer themselves."""
    found, params = matching(asked)
    said = asked.said() or Sql("true")
    return Sql(
        f"""FROM archive_statement s JOIN archive_article a ON a.id = s.article_id
        WHERE s.state <> 'rejected' AND {said.text} AND a.id IN (SELECT a.id {found})""",
        (*said.params, *params),
    )


def _statement_total(cursor: CursorWrapper, asked: Asked) -> int:
    """How many statements of the stories found hold the words and are by the chosen people."""
    found = _listed_statements(asked)
    cursor.execute(f"SELECT count(*) {found.text}", found.params)
    return int(cursor.fetchone()[0])


def _order(asked: Asked, text: str, then: str = "") -> Sql:
    """ORDER BY's list: by day, or by how well `text` (a tsvector) suits the words; `then` sets equal ones apart."""
    if asked.request.sort != "relevance" or asked.words is None:
        return Sql(_ORDERS.get(asked.request.sort, _ORDERS["newest"]) + then)
    return Sql(f"ts_rank_cd({text}, {asked.words.text}, 1) DESC, {_ORDERS['newest']}{then}", asked.words.params)


def _statements(cursor: CursorWrapper, asked: Asked) -> tuple[StatementHit, ...]:
    """The statements of this page."""
    found, order = _listed_statements(asked), _order(asked, SAID_TEXT, ", s.start, s.id")
    words = headline("page.text", asked.words) if asked.words else Sql("page.text")
    cursor.execute(
        f"""SELECT page.id, {words.text} FROM (
            SELECT s.id, s.text, row_number() OVER (ORDER BY {order.text}) AS place {found.text}
            ORDER BY place LIMIT %s OFFSET %s) page ORDER BY place""",
        [*words.params, *order.params, *found.params, asked.request.per_page, asked.request.offset],
    )
    return tuple(StatementHit(key, to_html(text), plain(text)) for key, text in cursor.fetchall())


def _hits(cursor: CursorWrapper, asked: Asked) -> tuple[Hit, ...]:
    """The stories of this page, with what belongs to them."""
    found, params = matching(asked)
    order = _order(asked, "a.search")
    title = headline("a.title", asked.words) if asked.words else Sql("NULL")
    body = headline(f"left(a.body, {_SNIPPET_FROM})", asked.words) if asked.words else Sql("NULL")
    cursor.execute(
        f"""SELECT a.id, {title.text}, {body.text} FROM (
            SELECT a.id, row_number() OVER (ORDER BY {order.text}) AS place {found}
            ORDER BY place LIMIT %s OFFSET %s) page JOIN archive_article a ON a.id = page.id ORDER BY place""",
        [*title.params, *body.params, *order.params, *params, asked.request.per_page, asked.request.offset],
    )
    rows = cursor.fetchall()
    keys = [key for key, _title, _body in rows]
    articles = (
        Article.objects.select_related("digest__series", "section").defer("digest__raw", "digest__text").in_bulk(keys)
    )
    statements = _story_statements(cursor, asked, keys)
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
            title=to_html(title) if title else opening(str(article), 500),
            snippet=_snippet(article, body, statements.get(key, {}).get("statements", ())),
            sources=tuple(sources.get(key, ())),
            countries=tuple(countries.get(key, ())),
            **statements.get(key, {}),
        )
        for key, title, body in rows
        if key in articles  # it may have been taken away a moment ago
    )


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
