"""A digest comes in: its bytes are kept at once, then it is read, understood and stored, or it is said why not."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, connection
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from archive.ingest import ledger, near, store
from archive.models import Alias, ArticleSource, Digest, Fact, Series, Source, Topic
from archive.parsing import model, read
from archive.parsing import parse as parser
from archive.parsing.shapes import Known, Warning

if TYPE_CHECKING:
    from django.contrib.auth.models import User

log = logging.getLogger(__name__)

# Characters that the parser is given. A day's digest has some 10,000; what has more than this is not one digest.
MAX_TEXT = 1_000_000


class Refused(Exception):
    """What was handed in is not kept at all; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Received:
    """`digest` holds the bytes; `created` is False when the archive had them already."""

    digest: Digest
    created: bool


def receive(
    *,
    raw: bytes,
    filename: str,
    series: Series,
    how: Digest.Received,
    who: User | None,
    parent: Digest | None = None,
) -> Received:
    """Keep the bytes as a new digest in state "received", or find the digest that has the same bytes.

    Raises Refused for nothing at all and for more than settings.DIGEST_MAX_BYTES.
    """
    if not raw.strip():
        raise Refused(_("There is nothing in it. Paste the digest’s text, or choose another file."))
    if len(raw) > settings.DIGEST_MAX_BYTES:
        size, limit = len(raw) / 1_048_576, settings.DIGEST_MAX_BYTES / 1_048_576
        raise Refused(
            _("It has %(size).1f MB; a digest may have %(limit).0f MB. Send it in parts.")
            % {"size": size, "limit": limit}
        )
    name = _file_name(filename)
    with ledger.recorded("receive", _("Received: %(file)s") % {"file": name}, who=who) as change:
        digest, created = Digest.objects.light().get_or_create(
            sha256=hashlib.sha256(raw).hexdigest(),
            defaults={
                "raw": raw,
                "filename": name,
                "series": series,
                "received_how": how,
                "received_by": who,
                "parent": parent,
            },
        )
        change.digest = change.digest or digest
    return Received(digest, created)


def understand(digest: Digest) -> Digest:
    """Read, parse and store one digest; returns it in its new state ("in review", or "failed" with the reason).

    What is attached to a mail is received as digests of their own, which the caller has to see to
    (`digest.attachments` in state "received").

    Running it again does no harm: the text is read once, and the same parse changes nothing.
    """
    digest = Digest.objects.get(pk=digest.pk)
    try:
        if digest.text is None:
            _read(digest)
        _check(digest)
        _parse(digest)
    except read.Unreadable as problem:
        _fail(digest, str(problem))
    except Exception as problem:
        _fail(
            digest, _("It could not be read because of a fault of ours (%(fault)s).") % {"fault": repr(problem)[:300]}
        )
        raise
    digest = Digest.objects.get(pk=digest.pk)
    if digest.state == Digest.State.IN_REVIEW:
        near.look(digest)
    return digest


def _parse(digest: Digest, tries: int = 3) -> None:
    """Parse the text and store what was found, in the stories that stand if an editor has touched them."""
    kept = store.outline_of(digest) if store.touched(digest) else None
    parsed = parser.parse(digest.text or "", known=known_names(digest.text or ""), outline=kept)
    if not any(section.articles for section in parsed.sections):
        raise read.Unreadable("no-story", _no_story(digest))
    try:
        store.keep_parse(digest, parsed, version=parser.VERSION)
    # In the meantime an editor split or joined a story, or another digest made the same new name.
    except (store.StoriesChanged, IntegrityError):
        if tries == 1:
            raise
        _parse(Digest.objects.get(pk=digest.pk), tries - 1)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the archive knows whatever the text: newspapers by every name, and the keywords of topics."""

    newspapers: dict[str, str]
    topics: dict[str, tuple[str, ...]]


def known_names(text: str, vocabulary_: Vocabulary | None = None) -> Known:
    """What the archive knows, in the form that the parser takes: newspapers by every name, topics by keyword, and
    which of the names in `text` are people's (an installed language model may add some).

    `vocabulary_` spares reading it anew for each of many texts.
    """
    known = vocabulary_ or vocabulary()
    return Known(newspapers=known.newspapers, topics=known.topics, people=_people_in(text) | model.people_in(text))


def vocabulary() -> Vocabulary:
    """Newspapers and topics as they are known now.

    What only the parser proposed is not known: a parse must not take its own guess for knowledge.
    """
    seen = ArticleSource.objects.filter(source=OuterRef("pk")).filter(
        Q(state=Fact.State.CONFIRMED) | Q(article__digest__state=Digest.State.PUBLISHED)
    )
    sources = dict(Source.objects.filter(Q(origin=Fact.Origin.EDITOR) | Exists(seen)).values_list("pk", "name"))
    newspapers = {name: name for name in sources.values()}
    aliases = Alias.objects.filter(source__in=sources).values_list("name", "source_id")
    newspapers |= {alias: sources[source] for alias, source in aliases if source}
    topics = {topic.slug: tuple(topic.keywords) for topic in Topic.objects.all() if topic.keywords}
    return Vocabulary(newspapers, topics)


# LATERAL, so that one who is in very many stories costs one look.
_KNOWN_PEOPLE = """
    SELECT DISTINCT known.name FROM archive_alias known CROSS JOIN LATERAL (
        SELECT FROM archive_mention m
        JOIN archive_article a ON a.id = m.article_id JOIN archive_digest d ON d.id = a.digest_id
        WHERE m.person_id = known.person_id AND m.state <> 'rejected'
            AND (m.state = 'confirmed' OR d.state = 'published') LIMIT 1) settled
    WHERE known.name = ANY(%s) AND known.person_id IS NOT NULL"""


def _people_in(text: str) -> frozenset[str]:
    """The full names of known people that stand in the text: of those whom an editor confirmed or readers can see."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN_PEOPLE, [list(_may_be_names(text))])
        return frozenset(name for (name,) in cursor.fetchall())


_WORDS_OF_A_NAME = range(2, 7)
_AROUND_A_NAME = ".,;:!?()[]{}<>\"“”„«»‘’'…–—-*•"
_OWNED = ("'s", "’s")


def _may_be_names(text: str) -> set[str]:
    """What may be a full name in a text: two to six words of a line, of which the first is not in small letters."""
    found: set[str] = set()
    for line in text.splitlines():
        words = line.split(" ")
        for at, first in enumerate(words):
            bare = first.lstrip(_AROUND_A_NAME)
            if not bare or bare[0].islower():
                continue
            for number in _WORDS_OF_A_NAME:
                if at + number > len(words):
                    break
                name = " ".join(words[at : at + number]).strip(_AROUND_A_NAME)
                found.add(name)
                if name.endswith(_OWNED):
                    found.add(name[:-2])
    return found


def _read(digest: Digest) -> None:
    """Decode the bytes in a limited subprocess, keep the text, and receive a mail's attachments as digests."""
    found = read.read_safely(bytes(digest.raw), digest.filename)
    with ledger.recorded("read", _("Read: %(file)s") % {"file": digest.filename}, digest=digest):
        digest.text = found.text
        digest.title = " ".join((found.title or "").split())[:500]  # until the parser finds a better one
        digest.warnings = [asdict(Warning(store.READING, note)) for note in found.notes]
        digest.save(update_fields=["text", "title", "warnings"])
        for attachment in found.attachments:
            receive(
                raw=attachment.data,
                filename=attachment.filename,
                series=digest.series,
                how=Digest.Received.MAIL,
                who=digest.received_by,
                parent=digest,
            )


def _check(digest: Digest) -> None:
    """Raise Unreadable for a text that cannot be a digest: nothing at all, or far too much."""
    length = len(digest.text or "")
    if not (digest.text or "").strip():
        raise read.Unreadable("no-text", _no_story(digest))
    if length > MAX_TEXT:
        reason = _("It has %(count)s characters; a digest may have %(limit)s. Send it in parts.")
        raise read.Unreadable("too-long", reason % {"count": f"{length:,}", "limit": f"{MAX_TEXT:,}"})


def _no_story(digest: Digest) -> str:
    """Why there is nothing to review."""
    attached = digest.attachments.count()
    if attached:
        return _("The mail has no digest of its own; what was attached to it came in as %(count)d digests.") % {
            "count": attached
        }
    return _("No story was found in it. A story needs a paragraph of text under its heading.")


def _fail(digest: Digest, reason: str) -> None:
    """Say why; a digest that was published or reviewed before stays what it was."""
    log.info("digest %s was not understood: %s", digest.pk, reason)
    with ledger.recorded("fail", _("Not understood: %(reason)s") % {"reason": reason}, digest=digest):
        if digest.articles.exists():
            Digest.objects.filter(pk=digest.pk).update(failure=reason)
        else:
            Digest.objects.filter(pk=digest.pk).update(state=Digest.State.FAILED, failure=reason)


def _file_name(name: str) -> str:
    """A file's own name, without folders and control characters."""
    name = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable()).strip()
    return name[-255:] or "digest.txt"
