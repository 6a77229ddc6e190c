"""What lists repeat many times on a page: stories, statements, values of a filter, columns.

They are functions, not templates, because a page has hundreds of them and a template takes some ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.defaultfilters import capfirst
from django.utils.formats import date_format as format_date
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from archive.models import Series, Statement

from .markup import html, html_join
from .reader import byline, day_url, passage_url, written

if TYPE_CHECKING:
    from archive.site.columns import Chart
    from archive.site.facets import Row
    from archive.site.search import Story
    from archive.site.statements import Passage

register = template.Library()
_COUNTRIES = 4  # of a story, before the others are only counted


@register.simple_tag(name="statement")
def statement_html(
    statement: Statement, passage: Passage | None = None, words: str = "", large: bool = False, as_of: bool = False
) -> SafeString:
    """A statement from site.statements with its byline.

    `passage` opens in place; without it a link leads to the story. `words`: its text as HTML, where words in it are
    marked. `as_of`: on the speaker's own page, which needs no name.
    """
    return html(
        '<blockquote class="statement{}"><p class="statement-words"{}>{}</p> <p class="byline">{}</p> {}</blockquote>',
        " statement--large" if large else "",
        *_words(statement, words),
        byline(statement, as_of),
        _passage(statement, passage) if passage else _foot(statement, as_of),
    )


def _words(statement: Statement, words: str) -> tuple[SafeString, str]:
    """A statement's words and the attributes that say how they are written, as far as its series lets them be shown."""
    if statement.rights == Series.Rights.LINK:  # type: ignore[attr-defined]
        return SafeString(""), _("The words of this series are not shown.")
    return written(statement.language), words or statement.text  # type: ignore[attr-defined]


def _passage(statement: Statement, passage: Passage) -> SafeString:
    """The paragraph that a statement rests on, closed at first."""
    return html(
        '<details class="show-passage"><summary><span class="when-closed">{}</span><span class="when-open">{}</span>'
        '</summary> <div class="passage"{}>{}<mark>{}</mark>{}<br><a href="{}">{}</a></div></details>',
        _("Show passage"),
        _("Hide passage"),
        written(statement.language),  # type: ignore[attr-defined]
        *passage,
        passage_url(statement),
        _("Open the story at this passage"),
    )


def _foot(statement: Statement, as_of: bool) -> SafeString:
    """Where the passage is, in which story on a page of one speaker, and whether only the machine has read it."""
    parts = [html('<a href="{}">{}</a>', passage_url(statement), _("Show passage"))]
    if as_of:
        parts.append(html("<span>{}</span>", _in_story(statement, "")))
    if statement.state == Statement.State.PROPOSED:
        title, machine = _("No editor has confirmed this yet."), _("read by the machine")
        parts.append(html('<span title="{}">{}</span>', title, machine))
    return html('<p class="statement-foot">{}</p>', SafeString(" ".join(parts)))


def _in_story(statement: Statement, style: str) -> SafeString:
    """ "in" and the story."""
    story = statement.article
    link = html('<a{} href="{}" dir="auto">{}</a>', SafeString(style), story.get_absolute_url(), story)
    return html("{} {}", pgettext("in a story", "in"), link)


@register.simple_tag
def statement_row(statement: Statement, passage: Passage | None, words: str = "", as_of: bool = False) -> SafeString:
    """A statement as a row of a list: its day, itself, its story."""
    return html(
        '<article class="ledger-row"><p>{}</p> <div>{} <p class="statement-story">{}</p></div></article>',
        _when(statement.article.date),
        statement_html(statement, passage, words, as_of=as_of),
        _in_story(statement, ' class="quiet" data-hit'),
    )


@register.simple_tag
def statement_line(statement: Statement, words: str = "", as_of: bool = False) -> SafeString:
    """The same on one line: its day, who said it to whom, and its words, which lead to the passage."""
    how, shown = _words(statement, words)
    return html(
        '<article class="line line--said"><p class="line-when">{0}</p> <p class="line-who">{1}</p>'
        ' <p class="line-words"{2}><a href="{3}" data-hit>{4}</a></p></article>',
        _when(statement.article.date),
        byline(statement, as_of),
        how,
        passage_url(statement),
        shown,
    )


@register.simple_tag
def story_row(story: Story) -> SafeString:
    """A story found: its day and newspapers, then headline, what matched, statements, countries."""
    hit = story.hit
    said = [statement_html(one.statement, one.passage, one.words) for one in story.said]
    url = hit.article.get_absolute_url()
    return html(
        '<article class="result"><p class="result-when">{} {}</p> <div class="result-body">'
        '<h2 class="result-head"{}><a href="{}" data-hit>{}</a></h2> {} {}</div> <ul class="facts">{}</ul></article>',
        _when(hit.date),
        html_join("", '<a class="newspaper unlined" href="{}">{}</a>', _newspapers(story)),
        how := written(hit.language),
        url,
        hit.title,
        html('<p class="snippet"{}>{}</p>', how, hit.snippet) if hit.snippet else "",
        SafeString(" ".join(said)),
        html_join(" ", '<li><a href="{}">{}</a></li>', _facts(story, url)),
    )


@register.simple_tag
def story_line(story: Story) -> SafeString:
    """The same on one line: its day, newspapers and headline, and how many statements it has."""
    hit, url = story.hit, story.hit.article.get_absolute_url()
    number = hit.statement_count
    said = ngettext("%(number)s statement", "%(number)s statements", number) % {"number": number}
    return html(
        '<article class="line"><p class="line-when">{}</p> <p class="line-who">{}</p>'
        ' <h2 class="line-head"{}><a href="{}" data-hit>{}</a></h2> <p class="line-said">{}</p></article>',
        _when(hit.date),
        html_join(", ", '<a class="newspaper unlined" href="{}">{}</a>', _newspapers(story)),
        written(hit.language),
        url,
        hit.title,
        html('<a href="{}#text">{}</a>', url, said) if number else "",
    )


def _newspapers(story: Story) -> Iterable[tuple[str, str]]:
    """Addresses and names."""
    return ((paper.get_absolute_url(), str(paper)) for paper in story.hit.sources)


def _facts(story: Story, url: str) -> Iterable[tuple[str, str]]:
    """Addresses and words: the story's first countries, how many others, how many other statements."""
    for country in story.hit.countries[:_COUNTRIES]:
        yield country.get_absolute_url(), str(country)
    if (number := len(story.hit.countries) - _COUNTRIES) > 0:
        yield url, ngettext("%(number)s more country", "%(number)s more countries", number) % {"number": number}
    if words := _other_statements(story):
        yield url, words


def _other_statements(story: Story) -> str:
    """How many statements of a story are not shown, in words; "" where there are none."""
    number = story.more or (0 if story.said else story.hit.statement_count)
    if not number:
        return ""
    if not story.more:
        one, many = "%(number)s statement, not with these words", "%(number)s statements, none with these words"
    elif story.said:
        one, many = "%(number)s more statement", "%(number)s more statements"
    else:
        one, many = "%(number)s statement", "%(number)s statements"
    return ngettext(one, many, number) % {"number": number}


def _when(day: date | None) -> SafeString:
    """A day as a link to its page."""
    if day is None:
        return SafeString("")
    return html(
        '<a class="when unlined" href="{}"><time datetime="{}">{}</time></a>',
        day_url(day),
        day.isoformat(),
        format_date(day, "SHORT_DATE_FORMAT"),
    )


@register.simple_tag
def facet_rows(rows: Iterable[Row]) -> SafeString:
    """The values of a filter as a list's items; those without a story are left out unless chosen."""
    return html_join(
        "",
        '<li><a class="facet-row{}" id="{}" href="{}"{} rel="nofollow"><span class="facet-name">{}</span>'
        ' <span class="facet-count">{}</span></a></li>',
        (
            (
                " facet-row--printed" if row.printed else "",
                row.id,
                row.url,
                SafeString(' aria-current="true"') if row.chosen else "",
                row.name,
                intcomma(row.count),
            )
            for row in rows
            if row.count or row.chosen
        ),
    )


@register.simple_tag
def columns(chart: Chart) -> SafeString:
    """The columns of a chart in its drawing, each a link; the largest with its count above."""
    return html_join(
        "",
        '<a href="{0}" aria-label="{1}: {2}"><title>{1}: {2}</title><svg x="{3}%" y="0" width="{4}%" height="{5}"'
        ' overflow="visible"><rect class="column-space" x="-15%" width="130%" height="100%"/>'
        '<rect class="column" y="{6}" width="100%" height="{7}"/></svg>{8}</a>',
        (
            (
                *(one.url, one.name, one.count, one.left, one.width, chart.height, one.top, one.height),
                html('<text class="largest" x="{}%" y="-6">{}</text>', one.middle, one.count) if one.largest else "",
            )
            for one in chart.columns
            if one.count
        ),
    )


@register.simple_tag
def column_rows(chart: Chart) -> SafeString:
    """The same columns as the rows of a table."""
    return html_join(
        "",
        '<tr><td>{}</td><td class="num"><a href="{}">{}</a></td></tr>',
        ((capfirst(one.name), one.url, intcomma(one.count)) for one in chart.columns if one.count),
    )
