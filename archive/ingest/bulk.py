"""Many digests at once, from a zip: file by file, each with its line, in or with the reason why not.

The archive is kept until each of its files is in or is no digest, so that those that failed can be tried again and a
worker that was killed goes on with the next file.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from archive.ingest import intake, undoing
from archive.ingest.review.acts import NotPossible
from archive.models import Digest, Import, ImportedFile, Series

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ENDINGS = {".txt", ".html", ".htm", ".docx", ".pdf", ".eml", ".rtf", ".odt"}
MOST_FILES = 20_000
AT_ONCE = 20  # files of one step
# What zipfile raises for one that is damaged, locked, or packed in a way that it does not know.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, ValueError, LookupError, RuntimeError, NotImplementedError),
    *(OSError, EOFError, OverflowError),
)
_NO_FILE = ("__MACOSX/", ".")


class NotAnArchive(Exception):
    """What was sent as a zip cannot be read as one; the message says why and what to do."""


def begin(raw: bytes, filename: str, series: Series, *, who: User | None) -> Import:
    """Keep a zip and a line for each of its files. Raises NotAnArchive and keeps nothing where it is none."""
    if len(raw) > settings.IMPORT_MAX_BYTES:
        told = {"size": len(raw) / 1_048_576, "limit": settings.IMPORT_MAX_BYTES / 1_048_576}
        raise NotAnArchive(_("It has %(size).0f MB; a zip may have %(limit).0f MB. Send it in parts.") % told)
    infos = _files(raw)
    with transaction.atomic():
        made = Import.objects.create(series=series, name=filename[-255:], packed=raw, who=who)
        lines = [ImportedFile(of=made, name=info.filename[-500:], **_refused(info)) for info in infos]
        ImportedFile.objects.bulk_create(lines, ignore_conflicts=True)
    return made


def names_in(path: Path) -> list[str]:
    """The names of the files in a zip on the disk. Raises NotAnArchive, OSError."""
    return [info.filename for info in _files(path)]


def read_one(path: Path, name: str) -> bytes:
    """One file of a zip on the disk, at most one byte more than a digest may have. Raises NotAnArchive, OSError."""
    names_in(path)
    try:
        with zipfile.ZipFile(path) as packed, packed.open(name) as file:
            return file.read(settings.DIGEST_MAX_BYTES + 1)
    except _DAMAGED as problem:
        raise NotAnArchive(_("It cannot be unpacked: %(why)s") % {"why": problem}) from None


def _files(packed_: bytes | Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(packed_) if isinstance(packed_, bytes) else packed_) as packed:
            infos = [info for info in packed.infolist() if not info.is_dir()]
    except _DAMAGED as problem:
        raise NotAnArchive(
            _("It is no zip that can be read (%(why)s). Pack the files anew.") % {"why": problem}
        ) from None
    infos = [info for info in infos if not info.filename.startswith(_NO_FILE)]
    if not infos:
        raise NotAnArchive(_("There is no file in it."))
    if len(infos) > MOST_FILES:
        raise NotAnArchive(
            _("It has %(count)d files; a zip may have %(most)d. Send it in parts.")
            % {"count": len(infos), "most": MOST_FILES}
        )
    return infos


def _refused(info: zipfile.ZipInfo) -> dict[str, str]:
    """A line's state and reason where a file is not even unpacked."""
    if PurePosixPath(info.filename).suffix.lower() not in ENDINGS:
        endings = ", ".join(sorted(ENDINGS))
        return {
            "state": ImportedFile.State.SKIPPED,
            "reason": _("No digest: files end in %(endings)s.") % {"endings": endings},
        }
    if info.file_size > settings.DIGEST_MAX_BYTES:
        told = {"size": info.file_size / 1_048_576, "limit": settings.DIGEST_MAX_BYTES / 1_048_576}
        reason = _("It has %(size).1f MB; a digest may have %(limit).0f MB. Send it in parts.") % told
        return {"state": ImportedFile.State.FAILED, "reason": reason}
    if info.flag_bits & 0x1:
        return {"state": ImportedFile.State.FAILED, "reason": _("It is locked with a password. Pack it without one.")}
    return {}


def take_some(import_: Import) -> tuple[list[Digest], bool]:
    """Receive the next files; returns the new digests, which are to be read, and whether there are more."""
    with transaction.atomic():
        import_ = Import.objects.select_for_update(of=("self",)).select_related("series", "who").get(pk=import_.pk)
        lines = list(import_.files.filter(state=ImportedFile.State.WAITING)[:AT_ONCE])
        if not lines:
            _finish(import_)
            return [], False
        new = []
        with zipfile.ZipFile(io.BytesIO(bytes(import_.packed or b""))) as packed:
            for line in lines:
                digest = _take(import_, line, packed)
                line.save(update_fields=["state", "reason", "digest"])
                new += [digest] if digest else []
        return new, True


def _take(import_: Import, line: ImportedFile, packed: zipfile.ZipFile) -> Digest | None:
    try:
        with packed.open(line.name) as file:
            raw = file.read(settings.DIGEST_MAX_BYTES + 1)  # whatever size the zip says that it has
        kept = intake.receive(
            raw=raw, filename=line.name, series=import_.series, how=Digest.Received.UPLOAD, who=import_.who
        )
    except intake.Refused as refusal:
        line.state, line.reason = ImportedFile.State.FAILED, str(refusal)[:500]
        return None
    except _DAMAGED as problem:
        reason = _("It cannot be unpacked: %(why)s") % {"why": problem}
        line.state, line.reason = ImportedFile.State.FAILED, reason[:500]
        return None
    line.state = ImportedFile.State.IN if kept.created else ImportedFile.State.KNOWN
    line.reason = (
        "" if kept.created else str(_("The archive has these very bytes: %(digest)s") % {"digest": kept.digest})[:500]
    )
    line.digest = kept.digest
    return kept.digest if kept.created else None


def _finish(import_: Import) -> None:
    import_.state = Import.State.DONE
    if not import_.files.filter(state=ImportedFile.State.FAILED).exists():
        import_.packed = None
    import_.save(update_fields=["state", "packed"])


def retry(import_: Import) -> list[Digest]:
    """Try again what failed, and nothing else: files that did not come in, and digests that could not be read.

    Returns the digests that are to be read again.
    """
    with transaction.atomic():
        failed = import_.files.filter(state=ImportedFile.State.FAILED)
        if import_.packed and failed.update(state=ImportedFile.State.WAITING, reason=""):
            Import.objects.filter(pk=import_.pk).update(state=Import.State.RUNNING)
        return list(Digest.objects.light().filter(pk__in=import_.files.values("digest"), state=Digest.State.FAILED))


def counts(import_: Import) -> Counter[str]:
    """How many files there are of each state; "unread" are in and could not be read."""
    found = Counter(dict(import_.files.values_list("state").annotate(Count("pk")).order_by()))
    found["unread"] = import_.files.filter(digest__state=Digest.State.FAILED).count()
    return found


def undo(import_: Import, *, who: User | None) -> None:
    """Take out again what the import brought in and nobody has worked on since; the lines say what stays and why."""
    for line in import_.files.filter(state=ImportedFile.State.IN, digest__isnull=False).select_related("digest"):
        if line.digest is None:
            continue
        try:
            undoing.undo_import(line.digest, who=who)
        except NotPossible as no:
            line.reason = str(no)[:500]
        else:
            line.state, line.reason, line.digest = ImportedFile.State.UNDONE, "", None
        line.save(update_fields=["state", "reason", "digest"])
