"""The synthetic corpus as rows of the archive's tables, in the text format of PostgreSQL's COPY."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any

import numpy as np
from django.db import models
from django.utils.text import slugify

from archive.models import (
    Alias,
    Article,
    ArticleSource,
    ArticleTopic,
    Digest,
    Mention,
    Organization,
    Person,
    Role,
    Section,
    Series,
    Statement,
)
from archive.models.keys import filed_as, person_key, plain_key
from benchmarks.corpus.calendar import Calendar
from benchmarks.corpus.cast import Cast, Ints
from benchmarks.corpus.names import HEADINGS, UNNAMED
from benchmarks.corpus.stories import Batch, Found

Block = tuple[type[models.Model], tuple[str, ...], str]  # a table, its columns, their rows

NULL = "\\N"
_RULE = "synthetic"
_HEADER = "{title}\n{date}\n\n"
_TITLE = "Synthetic digest {number:08d}"
_HEADER_LENGTH = len(_HEADER.format(title=_TITLE.format(number=0), date="2000-01-01"))
_REJECTED, _CONFIRMED = 0.03, 0.1
_STATES = np.array(["rejected", "confirmed", "proposed"], object)
_SURE = np.array([1, 0.95, 0.9, 0.8, 0.6])
_KINDS = np.array(["direct", "indirect", "mixed"], object)


def block(model: type[models.Model], columns: dict[str, Any]) -> Block:
    """Rows of one table from its columns: lists or arrays of one length, or a value that all rows have."""
    lists = {name: _listed(column) for name, column in columns.items() if not isinstance(column, str | int)}
    row = "\t".join("%s" if name in lists else str(column) for name, column in columns.items()) + "\n"
    return model, tuple(columns), "".join(map(row.__mod__, zip(*lists.values(), strict=True)))


class Rows:
    """Makes rows of one batch after the other; the ids of all tables count from 1."""

    def __init__(self, cast: Cast, calendar: Calendar, series: Series, rng: np.random.Generator) -> None:
        self.cast, self.calendar, self.series, self.rng = cast, calendar, series, rng
        self.given: dict[type[models.Model], int] = {}
        self.people = np.zeros(len(cast.people), bool)  # who is named
        self.organizations = np.zeros(len(cast.organizations), bool)
        self.sources = np.array([pk for pk, _ in cast.reference.sources])
        self.topics = np.array([pk for pk, _ in cast.reference.topics])
        self.countries = np.array([code for code, _ in cast.reference.countries], object)

    def of(self, batch: Batch) -> list[Block]:
        """Digests, sections, articles and facts of a batch."""
        self.people[batch.named["people"].what] = True
        self.organizations[batch.named["organizations"].what] = True
        named = batch.named
        mentions = [
            self._mentions(batch, named["people"], person_id=named["people"].what + 1),
            self._mentions(batch, named["families"], person_id=named["families"].what + 1),
            self._mentions(batch, named["organizations"], organization_id=named["organizations"].what + 1),
            self._mentions(batch, named["countries"], country_id=self.countries[named["countries"].what]),
        ]
        return [*self._outline(batch), *mentions, *self._links(batch), self._statements(batch)]

    def names(self) -> list[Block]:
        """The people and organizations that the stories so far have named, with their aliases."""
        ids = np.flatnonzero(self.people) + 1
        people = [" ".join(self.cast.people[pk - 1]) for pk in ids]
        filed = list(map(filed_as, people))
        bodies = np.flatnonzero(self.organizations) + 1
        organizations = [self.cast.organizations[pk - 1] for pk in bodies]
        homes = self.countries[self.cast.country.drawn.draw(self.rng, len(bodies))]
        homes[self.rng.random(len(bodies)) < 0.3] = NULL
        return [
            block(Person, _named(ids, people, filed) | {"filed_as": filed}),
            block(Organization, _named(bodies, organizations, organizations) | {"country_id": homes}),
            block(Alias, _alias(people, person_key, person_id=ids)),
            block(Alias, _alias(organizations, plain_key, organization_id=bodies)),
        ]

    def _ids(self, model: type[models.Model], count: int) -> Ints:
        """The next ids of a table."""
        first = self.given.get(model, 1)
        self.given[model] = first + count
        return np.arange(first, first + count)

    def _outline(self, batch: Batch) -> list[Block]:
        headings = batch.named["headings"]
        sections = self._ids(Section, len(headings.story))
        at = batch.digest[headings.story]
        opens = np.zeros(len(batch.digest), np.int64)
        opens[headings.story] = 1
        section = sections[np.cumsum(opens) - 1]
        position = np.arange(len(at)) - np.searchsorted(at, at) + 1
        names = [HEADINGS[number] for number in headings.what]
        return [
            self._digests(batch),
            block(
                Section,
                {
                    "id": sections, "digest_id": batch.first_digest + at + 1, "position": position,
                    "heading": names, "slug": list(map(slugify, names)),
                },
            ),
            self._articles(batch, section),
        ]  # fmt: skip

    def _digests(self, batch: Batch) -> Block:
        numbers = batch.first_digest + np.arange(len(batch.digests) - 1)
        dates = self.calendar.dates[numbers].astype(str).tolist()
        titles = [_TITLE.format(number=number + 1) for number in numbers]
        headers = [_HEADER.format(title=title, date=date) for title, date in zip(titles, dates, strict=True)]
        texts = [
            header + text
            for header, text in zip(headers, _slices(batch.text, batch.digests[:-1], batch.digests[1:]), strict=True)
        ]
        minutes = self.rng.integers(6 * 60, 20 * 60, len(numbers)).astype("timedelta64[m]")
        moments = np.char.add((self.calendar.arrived[numbers] + minutes).astype(str), "Z")
        date_start = len(titles[0]) + 1
        return block(
            Digest,
            {
                "id": numbers + 1, "series_id": self.series.pk, "raw": ["\\\\x" + h.encode().hex() for h in headers],
                "filename": [f"{title}.txt" for title in titles],
                "sha256": [sha256(header.encode()).hexdigest() for header in headers],
                "text": [_escaped(text) for text in texts], "received_at": moments, "received_how": "shell",
                "state": "published", "failure": "", "warnings": "[]", "parser_version": _RULE, "family": "",
                "date": dates, "date_partial": "", "date_start": date_start, "date_end": date_start + 10,
                "date_origin": "parser", "title": titles, "title_origin": "parser",
                "slug": [f"{date}-{slugify(title)}" for date, title in zip(dates, titles, strict=True)],
                "published_at": moments,
            },
        )  # fmt: skip

    def _articles(self, batch: Batch, section: Ints) -> Block:
        ids = self._ids(Article, len(batch.digest))
        dates = self.calendar.dates[batch.first_digest + batch.digest].astype(str).tolist()
        titles = _slices(batch.text, batch.titles.start, batch.titles.end)
        first = np.searchsorted(batch.paragraphs.story, np.arange(len(ids)))
        last = np.append(first[1:], len(batch.paragraphs.story)) - 1
        shift = self._shift(batch, np.arange(len(ids)))
        ends = batch.paragraphs.end[last]
        bodies = _slices(batch.text, batch.paragraphs.start[first], ends)
        starts, stops = self._span(batch, batch.paragraphs)
        spans = [f"{{{start},{end}}}" for start, end in zip(starts.tolist(), stops.tolist(), strict=True)]
        slugs = [
            f"{date}-{title.lower().replace(',', '').replace(' ', '-')[:110]}-{pk}"
            for date, title, pk in zip(dates, titles, ids.tolist(), strict=True)
        ]
        return block(
            Article,
            {
                "id": ids, "digest_id": batch.first_digest + batch.digest + 1, "section_id": section,
                "position": batch.place + 1, "title": titles, "title_origin": "parser", "date": dates, "slug": slugs,
                "start": batch.titles.start - shift, "end": ends - shift,
                "paragraphs": [
                    f"{{{','.join(spans[a : b + 1])}}}" for a, b in zip(first.tolist(), last.tolist(), strict=True)
                ],
                "body": [_escaped(body) for body in bodies], "origin": "parser", "state": "proposed",
                "confidence": self._sure(len(ids)), "rule": _RULE,
            },
        )  # fmt: skip

    def _mentions(self, batch: Batch, found: Found, **of: Any) -> Block:
        return block(Mention, self._fact(Mention, batch, found) | of)

    def _links(self, batch: Batch) -> list[Block]:
        sources, topics, roles = (batch.named[kind] for kind in ("sources", "topics", "roles"))
        printed = _slices(batch.text, roles.start, roles.end)
        return [
            block(ArticleSource, self._fact(ArticleSource, batch, sources) | {"source_id": self.sources[sources.what]}),
            block(ArticleTopic, self._fact(ArticleTopic, batch, topics) | {"topic_id": self.topics[topics.what]}),
            block(Role, self._fact(Role, batch, roles) | {"person_id": roles.what + 1, "text": printed}),
        ]

    def _statements(self, batch: Batch) -> Block:
        found, rng = batch.statements, self.rng
        count = len(found.story)
        nobody = (found.what < 0) & (batch.bodies < 0)
        paper = nobody & (rng.random(count) < 0.4)
        source = self.sources[batch.first_source[found.story]]
        descriptions = np.array(UNNAMED, object)[rng.integers(0, len(UNNAMED), count)]
        return block(
            Statement,
            self._fact(Statement, batch, found)
            | {
                "person_id": np.where(found.what >= 0, found.what + 1, NULL),
                "organization_id": np.where(batch.bodies >= 0, batch.bodies + 1, NULL),
                "newspaper_id": np.where(paper, source, NULL),
                "unnamed": np.where(nobody & ~paper, descriptions, ""),
                "kind": _KINDS[rng.choice(3, count, p=(0.3, 0.5, 0.2))],
                "via_id": np.where(paper | (rng.random(count) < 0.15), NULL, source),
                "text": _slices(batch.text, found.start, found.end),
            },
        )

    def _fact(self, model: type[models.Model], batch: Batch, found: Found) -> dict[str, Any]:
        """The columns that every fact has."""
        count = len(found.story)
        start, end = self._span(batch, found)
        state = np.searchsorted((_REJECTED, _REJECTED + _CONFIRMED), self.rng.random(count))
        return {
            "id": self._ids(model, count), "article_id": batch.first_story + found.story + 1,
            "start": start, "end": end, "origin": "parser", "state": _STATES[state],
            "confidence": self._sure(count), "rule": _RULE,
        }  # fmt: skip

    def _sure(self, count: int) -> Any:
        return _SURE[self.rng.choice(len(_SURE), count, p=(0.6, 0.15, 0.1, 0.1, 0.05))]

    def _span(self, batch: Batch, found: Found) -> tuple[Ints, Ints]:
        """Spans in the digest's text."""
        shift = self._shift(batch, found.story)
        return found.start - shift, found.end - shift

    def _shift(self, batch: Batch, story: Ints) -> Ints:
        """What to take from places in the batch's text to have those in the digest's."""
        return batch.digests[batch.digest[story]] - _HEADER_LENGTH


def _named(ids: Ints, names: list[str], sorted_by: list[str]) -> dict[str, Any]:
    return {
        "id": ids, "name": names, "slug": list(map(slugify, names)), "sort_key": list(map(plain_key, sorted_by)),
        "wikidata": "",
    }  # fmt: skip


def _alias(names: list[str], key: Callable[[str], str], **of: Any) -> dict[str, Any]:
    return {"name": names, "key": list(map(key, names)), "kind": "name"} | of


def _slices(text: str, starts: Iterable[Any], ends: Iterable[Any]) -> list[str]:
    return [text[start:end] for start, end in zip(_listed(starts), _listed(ends), strict=True)]


def _escaped(text: str) -> str:
    return text.replace("\n", "\\n")


def _listed(column: Any) -> Sequence[Any]:
    return column.tolist() if isinstance(column, np.ndarray) else column
