"""What a page says about itself, to readers, search engines, previews and programs.

A view puts about_page() into its context under that name; base.html writes its title, its description and
`_about_page.html` into the head, and the way down to it (`_breadcrumb.html`) above the page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from .linked_data import SITE, Absolute, Node, node

LONGEST = 300  # characters of a description
# Inside <script> nothing may look like the end of it. In JSON these are the same characters.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


class Crumb(NamedTuple):
    """A page on the way down."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class AboutPage:
    """`label` is the page's short name, `crumbs` the way down, the page itself last: empty for pages at the top.

    `data` is the JSON-LD, safe inside a script element. Pages that are not `indexed` are not for search engines.
    """

    title: str
    label: str
    description: str
    url: str
    og_type: str
    locale: str
    image: str
    indexed: bool
    crumbs: tuple[Crumb, ...]
    data: SafeString


def about_page(
    request: HttpRequest,
    title: str,
    description: str,
    *,
    url: str = "",
    label: str = "",
    above: Sequence[tuple[str, str]] = (),
    kind: str = "WebPage",
    about: Sequence[Node] = (),
    og_type: str = "website",
    indexed: bool = True,
) -> AboutPage:
    """`url` is the page's one address, where that is not the address asked for; `above` are (label, address) from the
    top. `kind` is the page's type in schema.org and `about` what it shows, the main thing first.
    """
    absolute = request.build_absolute_uri
    address = absolute(url or request.path)
    description = Truncator(" ".join(description.split())).chars(LONGEST)
    label = label or title
    crumbs = tuple(Crumb(*one) for one in [*above, (label, url or request.path)]) if above else ()
    page = node(
        kind,
        address,
        url=address,
        name=title,
        description=description,
        inLanguage=get_language(),
        isPartOf={"@id": absolute(SITE)},
        mainEntity={"@id": about[0]["@id"]} if about and "@id" in about[0] else None,
        breadcrumb=_breadcrumb(crumbs, absolute),
    )
    return AboutPage(
        title=title,
        label=label,
        description=description,
        url=address,
        og_type=og_type,
        locale=to_locale(get_language() or "en"),
        image=absolute(static("og.png")),
        indexed=indexed,
        crumbs=crumbs,
        data=script_json({"@context": "https://schema.org", "@graph": [page, *about]}),
    )


def numbered(title: str, page: int) -> str:
    """The title of a list's page: the first has the list's own."""
    return title if page == 1 else _("%(title)s, page %(number)s") % {"title": title, "number": page}


def script_json(data: Any) -> SafeString:
    """JSON that can stand inside a script element: no <, > or & is left in it."""
    return SafeString(json.dumps(data, cls=DjangoJSONEncoder).translate(_ESCAPES))


def _breadcrumb(crumbs: Sequence[Crumb], absolute: Absolute) -> Node | None:
    items = [
        node("ListItem", position=at, name=one.label, item=absolute(one.url)) for at, one in enumerate(crumbs, start=1)
    ]
    return node("BreadcrumbList", itemListElement=items) if items else None
