"""What an archive starts with: countries, newspapers, topics. An editor's change of them is never undone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from archive.ingest import ledger, names
from archive.models import Alias, Country, FormerSlug, Source, Topic
from archive.models.keys import plain_key

_DATA = Path(__file__).resolve().parent.parent / "parsing" / "data"


def load_reference(newspapers: Path = _DATA / "newspapers.csv") -> dict[str, int]:
    """Add the countries, newspapers and topics that are missing; returns how many of each were added.

    `newspapers` is a CSV file with the columns name, aliases, country. What is there already is left as it is,
    whoever changed it. Raises OSError, KeyError for a file that cannot be read or lacks a column.
    """
    with ledger.recorded("reference", _("What an archive starts with: countries, newspapers, topics")):
        return {"countries": _countries(), "newspapers": _newspapers(newspapers), "topics": _topics()}


def _countries() -> int:
    known = set(Country.objects.values_list("code", flat=True))
    rows = [
        Country(code=row["code"], name=row["name"], names=[*_split(row["names"]), *_split(row["demonyms"])])
        for row in _rows(_DATA / "countries.csv")
        if row["code"] not in known
    ]
    return len(Country.objects.bulk_create(rows))


def _newspapers(path: Path) -> int:
    # By key, under every name: a newspaper that an editor renamed is still known by its former name.
    known = set(Alias.objects.filter(source__isnull=False).values_list("key", flat=True))
    missing = [row for row in _rows(path) if plain_key(row["name"]) not in known]
    taken = set(Source.objects.values_list("slug", flat=True)) | set(
        FormerSlug.objects.filter(kind=FormerSlug.Kind.SOURCE).values_list("slug", flat=True)
    )
    countries = set(Country.objects.values_list("code", flat=True))
    sources: dict[str, Source] = {}
    names_of: dict[str, list[tuple[str, str]]] = {}
    for row in missing:
        slug = names.slug_of(row["name"], 80)
        if slug in taken:  # two papers of one name: the country tells them apart
            slug = names.slug_of(f"{row['name']} {row['country']}", 80)
        if slug in taken:
            continue
        taken.add(slug)
        country = row["country"] if row["country"] in countries else None
        sources[slug] = Source(name=row["name"], slug=slug, sort_key=plain_key(row["name"]), country_id=country)
        names_of[slug] = [(row["name"], Alias.Kind.NAME)]
        names_of[slug] += [(alias, Alias.Kind.OTHER) for alias in _split(row["aliases"])]
    Source.objects.bulk_create(sources.values())
    aliases = [
        Alias(source=source, name=name, key=plain_key(name), kind=kind)
        for slug, source in sources.items()
        for name, kind in names_of[slug]
    ]
    Alias.objects.bulk_create(aliases, ignore_conflicts=True)
    return len(sources)


def _topics() -> int:
    known = set(Topic.objects.values_list("slug", flat=True)) | set(
        FormerSlug.objects.filter(kind=FormerSlug.Kind.TOPIC).values_list("slug", flat=True)
    )
    rows = [
        Topic(slug=row["slug"], name=row["name"], iptc=row["iptc"], keywords=_split(row["keywords"]))
        for row in _rows(_DATA / "topics.csv")
        if row["slug"] not in known
    ]
    return len(Topic.objects.bulk_create(rows))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.replace("|", ";").split(";") if part.strip()]
