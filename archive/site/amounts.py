"""Amounts in words: "1,204 stories"."""

from __future__ import annotations

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import ngettext


def digests(number: int) -> str:
    return ngettext("%(number)s digest", "%(number)s digests", number) % {"number": intcomma(number)}


def stories(number: int) -> str:
    return ngettext("%(number)s story", "%(number)s stories", number) % {"number": intcomma(number)}


def statements(number: int) -> str:
    return ngettext("%(number)s statement", "%(number)s statements", number) % {"number": intcomma(number)}
