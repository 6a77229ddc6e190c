"""The letters that names in a list begin with: A to Z and those of every other script that is there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from string import ascii_uppercase
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Concat, Left

from archive.models.keys import plain_key

DIGITS, SIGNS = "0-9", "#"


def with_initials(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with `initials`: the first character that each is sorted by, and the first that is printed."""
    fields = {field.name for field in rows.model._meta.get_fields()}
    sorted_by = "sort_key" if "sort_key" in fields else "name"
    printed = "filed_as" if "filed_as" in fields else "name"
    first = [Left(sorted_by, 1), Value(" "), Left(printed, 1)]
    return rows.annotate(initials=Concat(*first, output_field=CharField()))


def initials_of(row: Any) -> str:
    """The same of one row."""
    return f"{getattr(row, 'sort_key', row.name)[:1]} {getattr(row, 'filed_as', row.name)[:1]}"


def letter_of(initials: str) -> str:
    """The letter that a row stands under, in capitals; "0-9" for figures, "#" for signs.

    Letters of the Latin script stand under the plain one that they are sorted by: "Ørsted" under O, "The Harbour
    Gazette" under H. Other scripts keep theirs. A sign, such as a quotation mark, is passed over.
    """
    by, _, shown = initials.partition(" ")
    by = plain_key(by)
    if shown.isalpha() and not unicodedata.name(shown, "").startswith("LATIN"):
        return shown.upper()[:1]
    if by.isdecimal():
        return DIGITS
    return by.upper()[:1] if by.isalpha() else SIGNS


def asked_letter(text: str | None) -> str:
    """A letter from an address, in capitals; "" for what can be none."""
    text = text or ""
    if text in (DIGITS, SIGNS):
        return text
    return text.upper()[:1] if len(text) == 1 and text.isalpha() else ""


def in_order(letters: Iterable[str]) -> list[str]:
    """A to Z whether or not they are there, then the others that are, script by script; figures and signs last."""
    others = set(letters) - set(ascii_uppercase)
    return [*ascii_uppercase, *sorted(others, key=_place)]


def _place(letter: str) -> tuple[bool, str]:
    """Ё comes after Е and Й after И, as these are written with a mark."""
    return letter in (DIGITS, SIGNS), unicodedata.normalize("NFD", letter)
