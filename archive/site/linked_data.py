"""What the archive holds as schema.org sees it: dicts for JSON-LD.

Speaker, newspaper and digest stay three things. A story is a NewsArticle of the digest (isPartOf, publisher) that is
based on what a newspaper printed (isBasedOn); a statement is a Quotation of its speaker in that story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from archive.models import Article, Country, Digest, Organization, Person, Series, Source, Statement, Topic
from archive.models.addresses import address
from archive.templatetags.reader import called

Node = dict[str, Any]
Absolute = Callable[[str], str]  # request.build_absolute_uri
Entity = Person | Organization | Source | Country | Topic

SITE = "/#site"
_KINDS: dict[type[Entity], str] = {
    Person: "Person",
    Organization: "Organization",
    Source: "NewsMediaOrganization",
    Country: "Country",
    Topic: "DefinedTerm",
}


def node(kind: str, key: str = "", /, **fields: Any) -> Node:
    """A thing of a type, with its @id if it has one, without the fields that are empty."""
    said = {name: value for name, value in fields.items() if value not in (None, "", [], ())}
    return {"@type": kind, **({"@id": key} if key else {}), **said}


def site(absolute: Absolute, name: str, description: str) -> Node:
    """The archive itself, and how it is searched."""
    return node(
        "WebSite",
        absolute(SITE),
        url=absolute("/"),
        name=name,
        description=description,
        potentialAction={
            **node("SearchAction", target=node("EntryPoint", urlTemplate=absolute(address("search")) + "?q={words}")),
            "query-input": "required name=words",
        },
    )


def dataset(absolute: Absolute, name: str, description: str, first: str, last: str) -> Node:
    """All stories as data; `first` and `last` are months ("2026-11")."""
    url = absolute(address("search"))
    return node(
        "Dataset",
        f"{url}#data",
        url=url,
        name=name,
        description=description,
        temporalCoverage=f"{first}/{last}" if first else "",
        distribution=node("DataDownload", contentUrl=f"{url}?format=json", encodingFormat="application/json"),
    )


def named(of: Entity, absolute: Absolute) -> Node:
    """Somebody or something that has a page: enough to refer to it."""
    kind, url = _KINDS[type(of)], absolute(of.get_absolute_url())
    return node(kind, f"{url}#{kind}", name=of.name, url=url)


def described(of: Entity, aliases: Sequence[str], absolute: Absolute) -> Node:
    """The same with everything that the archive knows about it for sure."""
    country: Country | None = getattr(of, "country", None)
    wikidata: str = getattr(of, "wikidata", "")
    more = node(
        "",
        alternateName=list(aliases),
        sameAs=f"https://www.wikidata.org/entity/{wikidata}" if wikidata else "",
        identifier=of.code if isinstance(of, Country) else "",
        termCode=of.iptc if isinstance(of, Topic) else "",
        location=named(country, absolute) if country else None,
    )
    return {**more, **named(of, absolute)}


def issue(digest: Digest, absolute: Absolute, stories: Iterable[tuple[str, str]] = ()) -> Node:
    """A digest as an issue of its series; `stories` are their headlines and addresses."""
    url, series = absolute(digest.get_absolute_url()), digest.series
    return node(
        "PublicationIssue",
        f"{url}#issue",
        name=called(digest),
        url=url,
        datePublished=digest.date,
        inLanguage=series.language,
        isPartOf=node("Periodical", name=series.name, publisher=_publisher(series)),
        hasPart=[_story(absolute(at), headline) for headline, at in stories],
    )


def story(
    article: Article,
    headline: str,
    sources: Iterable[Source],
    topics: Iterable[Entity],
    mentions: Iterable[Entity],
    statements: Iterable[Statement],
    absolute: Absolute,
) -> list[Node]:
    """A story and its statements; `article` comes from cards.stories(), `statements` from statements.for_show()."""
    url, digest = absolute(article.get_absolute_url()), article.digest
    quotations = [_quotation(one, digest.series, url, absolute) for one in statements]
    whole = _story(url, headline) | node(
        "NewsArticle",
        mainEntityOfPage={"@id": url},
        datePublished=digest.date,
        inLanguage=digest.series.language,
        articleSection=article.section.heading,
        isPartOf=issue(digest, absolute),
        publisher=_publisher(digest.series),
        sdPublisher={"@id": absolute(SITE)},
        isBasedOn=[_printed(source, absolute) for source in sources],
        about=[named(one, absolute) for one in topics],
        mentions=[named(one, absolute) for one in mentions],
        hasPart=[{"@id": one["@id"]} for one in quotations],
    )
    return [whole, *quotations]


def item_list(items: Iterable[tuple[str, str]], absolute: Absolute) -> Node:
    """(name, address) in their order."""
    return node(
        "ItemList",
        itemListElement=[
            node("ListItem", position=at, name=name, url=absolute(url))
            for at, (name, url) in enumerate(items, start=1)
        ],
    )  # fmt: skip


def _story(url: str, headline: str) -> Node:
    return node("NewsArticle", f"{url}#story", url=url, headline=headline)


def _publisher(series: Series) -> Node:
    """Who made the digest."""
    return node("Organization", name=series.publisher or series.name)


def _printed(source: Source, absolute: Absolute) -> Node:
    """What the newspaper itself printed, of which the archive knows no more than where."""
    return node("CreativeWork", publisher=named(source, absolute))


def _quotation(statement: Statement, series: Series, story_url: str, absolute: Absolute) -> Node:
    """A statement; its words only where the rights of the series allow. The role is the newspaper's, as printed."""
    url = f"{story_url}#statement-{statement.pk}"
    speaker = named(statement.speaker, absolute) if statement.speaker else None
    role: str = getattr(statement, "role_text", "")
    return node(
        "Quotation",
        url,
        url=url,
        text=statement.text if series.rights != Series.Rights.LINK else "",
        inLanguage=series.language,
        spokenByCharacter=node("Role", roleName=role, spokenByCharacter=speaker) if role and speaker else speaker,
        creditText=statement.unnamed,
        isPartOf={"@id": f"{story_url}#story"},
        isBasedOn=_printed(statement.via, absolute) if statement.via else None,
    )
