"""Addresses of pages, each worked out once: a list of stories asks for the same newspapers and days again and again."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse

_REMEMBERED = 4096


def address(name: str, *args: str | int | None) -> str:
    """reverse(name, args): the address of a page by its name in urls.py. NoReverseMatch if there is none."""
    return _address(get_script_prefix(), name, args)


@lru_cache(_REMEMBERED)
def _address(prefix: str, name: str, args: tuple[str | int | None, ...]) -> str:
    """The same for one prefix, which reverse() looks up itself."""
    return reverse(name, args=args)
