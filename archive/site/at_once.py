"""Pages whose figures are all of one moment: they ask in one sitting, and say so where it would take too long."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.search import SearchTimeout, sitting

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def at_once(view: View[P]) -> View[P]:
    """The view with all its questions asked in one sitting (search.sitting); 503 where one takes too long."""

    @wraps(view)
    def asked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            with sitting():
                return view(request, *args, **kwargs)
        except SearchTimeout:
            return render(request, "503.html", status=503)

    return asked
