"""The parts of charts that a page has by the hundred: columns of rows over time, cells of a matrix, lines of a network.

They are functions, not templates, for the same reason as those of rows.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.defaultfilters import capfirst
from django.utils.safestring import SafeString

from archive.site.charts import stories_label

from .markup import html, html_join

if TYPE_CHECKING:
    from archive.site.columns import Column
    from archive.site.matrix import Matrix
    from archive.site.multiples import Multiples, Strip
    from archive.site.network import Drawing, Edge, Node

register = template.Library()


@register.simple_tag
def strip_columns(strip: Strip, height: int) -> SafeString:
    """The columns of one row in its drawing, each a link; the largest with its count above."""
    return html_join(
        "",
        '<a href="{0}" aria-label="{1}"><title>{1}</title><svg x="{2}%" y="0" width="{3}%" height="{4}"'
        ' overflow="visible"><rect class="strip-space" x="-15%" width="130%" height="100%"/>'
        '<rect class="strip-column" y="{5}" width="100%" height="{6}"/></svg>{7}</a>',
        (
            (
                *(one.url, stories_label(f"{strip.name}, {one.name}", one.count), one.left, one.width, height),
                *(min(one.top, height - 1), max(one.height, 1)),
                _largest(one) if one.largest else "",
            )
            for one in strip.columns
            if one.count
        ),
    )


def _largest(one: Column) -> SafeString:
    return html('<text class="strip-largest" x="{}%" y="{}">{}</text>', one.middle, one.top - 5, intcomma(one.count))


@register.simple_tag
def strip_rows(chart: Multiples) -> SafeString:
    """The same columns as the rows of a table, one for each stretch of days."""
    return html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (
                capfirst(columns[0].name),
                html_join("", '<td class="num">{}</td>', ((_number(one.count, one.url),) for one in columns)),
            )
            for columns in chart.rows
        ),
    )


def _number(count: int, url: str) -> SafeString:
    return html('<a href="{}">{}</a>', url, intcomma(count)) if count else SafeString("0")


@register.simple_tag
def matrix_rows(matrix: Matrix) -> SafeString:
    """The rows of a matrix: name, stories, and a cell for each column; nothing leads nowhere."""
    return html_join(
        "",
        '<tr><th scope="row"><a class="newspaper" href="{}">{}</a></th>'
        '<td class="num"><a href="{}" aria-label="{}">{}</a></td>{}</tr>',
        (
            (
                *(row.head.page_url, row.head.name, row.head.url),
                *(stories_label(row.head.name, row.head.count), intcomma(row.head.count)),
                SafeString(
                    "".join(
                        html(
                            '<td class="cell cell--{}"><a href="{}" title="{}" aria-label="{}">{}</a></td>',
                            *(cell.step, cell.url, cell.label, cell.label, intcomma(cell.count)),
                        )
                        if cell.count
                        else '<td class="cell"><span class="hidden-visually">0</span></td>'
                        for cell in row.cells
                    )
                ),
            )
            for row in matrix.rows
        ),
    )


@register.simple_tag
def network_lines(drawing: Drawing) -> SafeString:
    """The lines of a network, the strongest first, each a link."""
    return html_join(
        "",
        '<a class="network-line" href="{0}" aria-label="{1}"><title>{1}</title><path class="space" d="{2}"/>'
        '<path class="line" d="{2}" stroke-width="{3}"/></a>',
        ((edge.url, edge.label, edge.path, edge.thick) for edge in drawing.edges),
    )


@register.simple_tag
def network_points(drawing: Drawing) -> SafeString:
    """The people of a network, each a link, and the number of the strongest line."""
    return SafeString("".join([*map(_point, drawing.nodes), *map(_line_number, drawing.edges)]))


def _point(node: Node) -> SafeString:
    left, top, width, height = node.space
    return html(
        '<a class="network-point{}" href="{}"><title>{}</title>'
        '<rect class="space" x="{}" y="{}" width="{}" height="{}"/><circle cx="{}" cy="{}" r="{}"/>'
        '<text class="{}" x="{}" y="{}" dy="5">{}</text></a>',
        " network-point--own" if node.own else "",
        *(node.url, node.name, left, top, width, height, node.x, node.y, 7 if node.own else 5),
        *("leftwards" if node.leftwards else "rightwards", node.text_x, node.y, node.words),
    )


def _line_number(edge: Edge) -> SafeString:
    if not edge.largest or edge.count < 2:
        return SafeString("")
    return html(
        '<text class="network-number" aria-hidden="true" x="{}" y="{}" dy="5">{}</text>',
        *(edge.x, edge.y, intcomma(edge.count)),
    )
