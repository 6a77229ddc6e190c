"""Writes the synthetic corpus into an archive that has nothing else, in one transaction: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import numpy as np
from django.core.management.color import no_style
from django.db import connection, models, transaction

from archive.ingest import ledger, names
from archive.ingest.reference import load_reference
from archive.models import (
    FACTS,
    Alias,
    Article,
    ChangeSet,
    Country,
    Difference,
    Digest,
    Fact,
    ImportedFile,
    NearDuplicate,
    Organization,
    Person,
    Presence,
    Section,
    Series,
    Source,
    StoryCount,
    TalliedDigest,
    Topic,
    Word,
)
from benchmarks.corpus.calendar import make_calendar
from benchmarks.corpus.cast import Reference, make_cast
from benchmarks.corpus.names import newspapers
from benchmarks.corpus.rows import Block, Rows
from benchmarks.corpus.stories import compose

SERIES = "Synthetic corpus"
_EDITION = 2  # of the stories: one more whenever the same seed gives others
_OFTEN_NAMED = ("RU", "US", "CN", "UA", "DE", "TR", "IR", "GB", "FR", "IN", "JP", "IL")
_KNOWN_PAPERS, _INVENTED_PAPERS = 250, 50
_EMPTIED: tuple[type[models.Model], ...] = (
    *FACTS,
    Difference,
    NearDuplicate,
    ImportedFile,
    Article,
    Section,
    Presence,
    Digest,
)
_DERIVED: tuple[type[models.Model], ...] = (TalliedDigest, StoryCount, Word)  # from these; made again by themselves
_WRITTEN: tuple[type[models.Model], ...] = (*_EMPTIED, Alias, Person, Organization)


class NotOurs(Exception):
    """The database holds an archive of its own."""


def is_there(stories: int, seed: int) -> bool:
    """Whether the archive holds the corpus of this size and seed."""
    return Series.objects.filter(name=SERIES, publisher=_label(stories, seed)).exists()


@transaction.atomic
def write_corpus(stories: int, seed: int, advance: Callable[[int], object]) -> None:
    """Write so many stories; another corpus is replaced. `advance` is told how many more were written.

    Raises NotOurs where there is a digest of another series, or people or organizations without a corpus.
    """
    _refuse_others()
    with ledger.recorded("corpus", _label(stories, seed)) as change:
        ChangeSet.objects.exclude(pk=change.pk).delete()
        _write_corpus(stories, seed, advance)


def _write_corpus(stories: int, seed: int, advance: Callable[[int], object]) -> None:
    rng = np.random.default_rng(seed)
    reference = _reference()
    series = names.find_or_make_series(SERIES)
    cast, calendar = make_cast(stories, reference, rng), make_calendar(stories, rng)
    rows = Rows(cast, calendar, series, rng)
    with connection.cursor() as cursor, _without_indexes(cursor), _without_triggers(cursor):
        _empty(cursor)
        with ThreadPoolExecutor(1) as writer:  # PostgreSQL takes one batch while the next is made
            writing: Future[None] | None = None
            for batch in compose(cast, calendar, rng):
                blocks = rows.of(batch)
                if writing:
                    writing.result()
                writing = writer.submit(_copy, cursor, blocks)
                advance(len(batch.digest))
            writer.submit(_copy, cursor, rows.names()).result()
        for sql in connection.ops.sequence_reset_sql(no_style(), _WRITTEN):
            cursor.execute(sql)
    series.publisher = _label(stories, seed)
    series.save(update_fields=["publisher"])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _label(stories: int, seed: int) -> str:
    return f"{stories} stories, seed {seed}, edition {_EDITION}"


def _refuse_others() -> None:
    if Digest.objects.exclude(series__name=SERIES).exists():
        raise NotOurs("it holds digests")
    if not Series.objects.filter(name=SERIES).exists() and (Person.objects.exists() or Organization.objects.exists()):
        raise NotOurs("it holds people or organizations")


def _reference() -> Reference:
    """Countries, newspapers and topics: those that the archive knows, and some invented newspapers."""
    load_reference()
    countries = dict(Country.objects.order_by("code").values_list("code", "name"))
    order = [*_OFTEN_NAMED, *(code for code in countries if code not in _OFTEN_NAMED)]
    known = Source.objects.filter(origin=Fact.Origin.EDITOR).order_by("pk").values_list("pk", "name")[:_KNOWN_PAPERS]
    invented = [names.find_or_make_source(name, Fact.Origin.PARSER) for name in newspapers(_INVENTED_PAPERS)]
    return Reference(
        [(code, countries[code]) for code in order],
        [*known, *((source.pk, source.name) for source in invented)],
        list(Topic.objects.exclude(keywords=[]).order_by("pk").values_list("pk", "keywords")),
    )


@contextmanager
def _without_indexes(cursor: Any) -> Iterator[None]:
    """Foreign keys, unique constraints and indexes of the tables written go; after the block they are built again."""
    tables = [model._meta.db_table for model in _WRITTEN]
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('f', 'u') ORDER BY contype DESC, conname",
        [tables],
    )
    constraints = cursor.fetchall()
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid::regclass::text"
        " = ANY(%s) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid) ORDER BY 1",
        [tables],
    )
    indexes = cursor.fetchall()
    for table, name, _ in constraints:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        cursor.execute(definition)
    for table, name, definition in constraints:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


@contextmanager
def _without_triggers(cursor: Any) -> Iterator[None]:
    """Each row's triggers rest; that all digests changed, those before and those after, is said once instead."""
    tables = [model._meta.db_table for model in _EMPTIED]
    _say_changed(cursor)
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    _say_changed(cursor)


def _say_changed(cursor: Any) -> None:
    cursor.execute(
        "INSERT INTO archive_digestchange (digest_id) SELECT id FROM archive_digest ON CONFLICT (digest_id)"
        " DO UPDATE SET xact = pg_current_xact_id(), version = archive_digestchange.version + 1"
    )


def _empty(cursor: Any) -> None:
    cursor.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in (*_EMPTIED, *_DERIVED))}")
    Alias.objects.filter(source=None).delete()
    Person.objects.all().delete()
    Organization.objects.all().delete()


def _copy(cursor: Any, blocks: list[Block]) -> None:
    for model, columns, rows in blocks:
        names = ", ".join(f'"{column}"' for column in columns)
        freeze = "(FREEZE)" if model in _EMPTIED else ""
        with cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN {freeze}") as copy:
            copy.write(rows)
