"""The page for an address that leads nowhere: what the address says is looked for. The other errors are templates."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.search import SearchRequest
from archive.search.query import one_line

from .facets import search_url

MOST_WORDS = 8
_NO_WORD = re.compile(r"\.\w{1,5}$|%[0-9A-Fa-f]{2}|_")  # a file's ending, what could not be decoded


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with a search for the words of the address, whatever stands below which part of the site."""
    q = said_by(request.path)
    context = {"q": q, "search_url": search_url(SearchRequest(q=q)) if q else ""}
    return render(request, "404.html", context, status=404)


def said_by(path: str) -> str:
    """The words of an address: "/articles/2026-11-17-grain-corridor-opened/" -> "grain corridor opened"; or ""."""
    last = path.rstrip("/").rpartition("/")[2]
    words = re.findall(r"\w+", _NO_WORD.sub(" ", one_line(last)))
    return " ".join([word for word in words if re.search(r"[^\W\d]", word)][:MOST_WORDS])
