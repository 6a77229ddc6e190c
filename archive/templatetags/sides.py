"""The repeated parts of a comparison: each side's mark, and shares as marks on a line with their table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.defaultfilters import capfirst
from django.utils.safestring import SafeString

from .markup import html, html_join

if TYPE_CHECKING:
    from archive.site.sides import Bands, Mark, Share, Shares

register = template.Library()

# A side is told by its shape too; each is drawn around its middle.
SHAPES = {
    1: SafeString('<circle r="6.5"/>'),
    2: SafeString('<rect x="-6" y="-6" width="12" height="12"/>'),
    3: SafeString('<path d="M0-7.5 7.5 6h-15z"/>'),
}
MIDDLE, LOWER = 14, 12  # pixels from a line's top to its marks, and from one mark to the one under it


@register.simple_tag
def side_mark(place: int) -> SafeString:
    """A side's shape in its colour, before its name."""
    return html(
        '<svg class="side-mark side-{}" width="14" height="14" viewBox="-8 -8 16 16" aria-hidden="true">{}</svg>',
        place,
        SHAPES[place],
    )


@register.simple_tag
def share_lines(panel: Shares) -> SafeString:
    """The values that are drawn: each with its name and a mark for every side."""
    return html_join("", '<li><a class="share-name{}" href="{}">{}</a>{}</li>', _lines(panel))


def _lines(panel: Shares) -> Iterable[tuple[object, ...]]:
    style = " newspaper" if panel.printed else ""
    rules = html_join("", '<line class="grid" x1="{0}%" x2="{0}%" y1="0" y2="100%"/>', ((t.at,) for t in panel.ticks))
    for share in panel.drawn:
        lowest = max(mark.lower for mark in share.marks)
        yield style, share.url, share.name, _drawing(share, rules, 2 * MIDDLE + LOWER * lowest)


def _drawing(share: Share, rules: SafeString, height: int) -> SafeString:
    left, right = share.line
    return html(
        '<svg class="share-line" width="100%" height="{}" role="group" aria-label="{}">{}'
        '<line class="between" x1="{}%" x2="{}%" y1="{}" y2="{}"/>{}</svg>',
        height,
        share.name,
        rules,
        left,
        right,
        MIDDLE,
        MIDDLE,
        SafeString("".join(_mark(mark) for mark in share.marks)),
    )


def _mark(mark: Mark) -> SafeString:
    """A mark as a link to the statements that it counts; without any it leads nowhere."""
    drawn = html(
        '<svg class="side-{}" x="{}%" y="{}" overflow="visible"><title>{}</title>'
        '<circle class="space" r="12"/>{}</svg>',
        mark.one.place,
        mark.at,
        MIDDLE + LOWER * mark.lower,
        mark.label,
        SHAPES[mark.one.place],
    )
    return html('<a href="{}" aria-label="{}">{}</a>', mark.url, mark.label, drawn) if mark.count else drawn


@register.simple_tag
def share_rows(panel: Shares) -> SafeString:
    """All values as the rows of a table: each side's statements and per cent."""
    return html_join(
        "",
        '<tr><th scope="row"{}>{}</th>{}</tr>',
        (
            (
                SafeString(' class="newspaper"' if panel.printed else ""),
                share.name,
                SafeString("".join(_cell(mark.count, mark.url, f"{mark.percent}%") for mark in share.marks)),
            )
            for share in panel.rows
        ),
    )


@register.simple_tag
def band_rows(bands: Bands) -> SafeString:
    """The columns of all sides as the rows of a table."""
    return html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (capfirst(row.name), SafeString("".join(_cell(count, url) for count, url in row.cells)))
            for row in bands.rows
        ),
    )


def _cell(count: int, url: str, after: str = "") -> SafeString:
    number = html('<a href="{}">{}</a>', url, intcomma(count)) if count else "0"
    return html('<td class="num">{}{}</td>', number, html(' <span class="note">{}</span>', after) if after else "")
