"""What the reader's templates need: the navigation, links to passages, and small filters."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django import template
from django.template import Context
from django.template.defaultfilters import date as format_date
from django.urls import NoReverseMatch
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from archive.models import Digest, Statement
from archive.models.addresses import address

from .markup import html, html_join

register = template.Library()


class Link(NamedTuple):
    """A link of the navigation; `current` is the value of aria-current ("page", "true") or empty."""

    url: str
    label: str
    current: str


@register.simple_tag(takes_context=True)
def nav_links(context: Context) -> list[Link]:
    """The main navigation, with the page or part that is open now marked."""
    return _links(
        context,
        [
            ("search", _("Search")),
            ("people", _("People")),
            ("organizations", _("Organizations")),
            ("sources", _("Newspapers")),
            ("countries", _("Countries")),
            ("topics", _("Topics")),
            ("compare", _("Compare")),
            ("digests", _("Digests")),
        ],
    )


@register.simple_tag(takes_context=True)
def footer_links(context: Context) -> list[Link]:
    """What the footer leads to."""
    return _links(
        context,
        [
            ("about", _("About")),
            ("overview", _("The archive in charts")),
            ("calendar", _("Calendar")),
            ("digests", _("All digests")),
            ("search", _("All stories")),
        ],
    )


def _links(context: Context, pages: list[tuple[str, str]]) -> list[Link]:
    """(URL name, label) -> links; an error page has no request, and then nothing is current."""
    path = getattr(context.get("request"), "path", "")
    links = []
    for name, label in pages:
        try:
            url = address(name)
        except NoReverseMatch:
            continue
        links.append(Link(url, label, "page" if path == url else "true" if path.startswith(url) else ""))
    return links


@register.simple_tag
def written(language: str) -> SafeString:
    """Attributes for words of a digest: they show from the side that they are written from, and say their language.

    `language` is that of the series; it is said where it is not the page's own.
    """
    own = (get_language() or "").partition("-")[0]
    said = html(' lang="{}"', language) if language.partition("-")[0] not in ("", own) else SafeString("")
    return SafeString(' dir="auto"') + said


@register.filter
def passage_url(statement: Statement) -> str:
    """The address of a statement's passage in its story, where :target marks it."""
    return f"{statement.article.get_absolute_url()}#statement-{statement.pk}"


@register.simple_tag
def byline(statement: Statement, as_of: bool = False) -> SafeString:
    """Speaker, role as printed, newspaper: three things, always in this order and in three styles.

    `statement` is from site.statements.for_show(). `as_of`: on the speaker's own page, which needs no name.
    """
    before = pgettext("as director of the institute", "as") + " " if as_of else ""
    parts = [*_role(statement, before), *_told(statement)]
    return SafeString(", ".join(parts if as_of else [_speaker(statement), *parts]))


@register.simple_tag
def margin_byline(statement: Statement) -> SafeString:
    """The same three things below each other, for the margin."""
    told = html_join(", ", "{}", ((part,) for part in _told(statement)))
    return html(
        "{}{}{}",
        _speaker(statement),
        html_join("", " {}", ((role,) for role in _role(statement, ""))),
        html(" <span>{}</span>", told) if told else "",
    )


def _role(statement: Statement, before: str) -> list[SafeString]:
    """What the newspaper called the speaker, or how it describes one whom it does not name."""
    role = statement.unnamed or getattr(statement, "role_text", "")
    return [html('{}<span class="role">{}</span>', before, role)] if role else []


def _told(statement: Statement) -> list[SafeString]:
    """To which newspaper, unless it speaks itself; and whether in its own words."""
    parts = []
    if statement.via and statement.via_id != statement.newspaper_id:
        to, paper = pgettext("said to a newspaper", "to"), statement.via
        parts.append(html('{} <a class="newspaper" href="{}">{}</a>', to, paper.get_absolute_url(), paper))
    if statement.kind == Statement.Kind.INDIRECT:
        parts.append(html("{}", _("in reported speech")))
    return parts


def _speaker(statement: Statement) -> SafeString:
    if statement.speaker is None:
        return html('<span class="speaker">{}</span>', _("Unnamed speaker"))
    style = "newspaper" if statement.newspaper else "speaker"
    return html('<a class="{}" href="{}">{}</a>', style, statement.speaker.get_absolute_url(), statement.speaker)


@register.filter
def blocks(percent: int) -> list[bool]:
    """0 to 100 as five blocks, filled from the left: 48 -> two of five."""
    filled = round(percent / 20)
    return [block < filled for block in range(5)]


@register.filter
def day_url(day: date) -> str:
    """The address of a day's page."""
    return address("day", day.year, day.month, day.day)


@register.filter
def month_url(day: date) -> str:
    """The address of the page of the month that a day is in."""
    return address("month", day.year, day.month)


@register.filter
def called(digest: Digest) -> str:
    """What readers know a digest as: its title, or its series and day where it has none."""
    return digest.title or _("%(series)s, %(day)s") % {
        "series": digest.series,
        "day": format_date(digest.date, "DATE_FORMAT"),
    }
