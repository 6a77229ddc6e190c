"""The calendar's days and the bars of its years: functions, because a page has hundreds of them (see rows.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString

from .markup import html, html_join

if TYPE_CHECKING:
    from archive.site.calendar import Bar, Day, Month, Year

register = template.Library()
_MONTHS = 12
_SPACE = 18.0  # pixels above the bars, for their numbers
_HEIGHT = 78.0  # of the whole drawing


@register.simple_tag
def month_weeks(month: Month) -> SafeString:
    """The rows of a month's table. Days with a digest are links; a day without one that was expected says so."""
    return html_join("", "<tr>{}</tr>", ((SafeString("".join(map(_cell, week))),) for week in month.weeks))


def _cell(day: Day | None) -> SafeString:
    if day is None:
        return SafeString("<td></td>")
    if not day.says:
        return html("<td>{}</td>", day.date.day)
    return html(
        '<td><a{} href="{}" title="{}"{}>{}{}</a></td>',
        SafeString("" if not day.missing else ' class="day-part"' if day.digests else ' class="day-gap"'),
        day.url,
        day.says,
        SafeString(' aria-current="date"' if day.current else ""),
        day.date.day,
        html('<span class="hidden-visually">: {}</span>', day.says) if day.missing else "",
    )


@register.simple_tag
def year_bars(year: Year) -> SafeString:
    """The twelve months of a year in its drawing, each a link to its page."""
    return html_join("", "{}", ((_bar(bar, place),) for place, bar in enumerate(year.bars)))


def _bar(bar: Bar, place: int) -> SafeString:
    """A month: its number, its bar, what is missing as an outline above it, its name."""
    left, width = round(100 * place / _MONTHS, 2), round(100 / _MONTHS, 2)
    name = html('<text class="date-words" x="50%" y="{}">{}</text>', _HEIGHT - 4, bar.name)
    at = html('x="{}%" y="0" width="{}%" height="{}" overflow="visible"', left, width, _HEIGHT)
    if not bar.url:
        return html("<svg {}>{}</svg>", at, name)
    number = html('<text class="date-words" x="50%" y="{}">{}</text>', bar.missing_top + _SPACE - 5, bar.digests)
    drawn = html('<rect class="column" x="16%" width="68%" y="{}" height="{}"/>', bar.top + _SPACE, bar.height)
    missing = html('<rect class="column-gap" x="16%" width="68%" y="{}" height="{}"/>',
                   bar.missing_top + _SPACE, bar.missing_height) if bar.missing else ""  # fmt: skip
    return html(
        '<a href="{}" aria-label="{}"><title>{}</title><svg {}>'
        '<rect class="column-space" width="100%" height="100%"/>{}{}{}{}</svg></a>',
        *(bar.url, bar.label, bar.label, at, number, drawn, missing, name),
    )
