"""The desk's front page: what waits, what did not come, what is being read, what failed and why, what was published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.desk.expected import late
from archive.models import DOUBTFUL_UNDER, FACTS, Article, Digest, Fact, Mention

_SHOWN = 50
_LATELY = 10
_NAMES = {"Alias", "Country", "Organization", "Person", "Series", "Source", "Topic"}


def front(request: HttpRequest, app_list: list[dict[str, Any]]) -> TemplateResponse:
    """The page; `app_list` is Django's list of the records that this editor may see."""
    context: dict[str, Any] = {"desk": True, "records": _records(app_list)}
    if request.user.has_perm("archive.view_digest"):
        digests = Digest.objects.light().select_related("series", "received_by", "published_by")
        waiting = list(digests.waiting().annotate(stories=Count("articles")).order_by("received_at")[:_SHOWN])
        doubtful = doubtful_counts(waiting)
        context |= {
            "may_see": True,
            "waiting": [(digest, doubtful[digest.pk]) for digest in waiting],
            "waiting_count": Digest.objects.waiting().count(),
            "received": digests.filter(state=Digest.State.RECEIVED).order_by("received_at")[:_SHOWN],
            "late": late(timezone.localdate()),
            "failed": digests.filter(state=Digest.State.FAILED).order_by("-received_at")[:_SHOWN],
            "published": digests.published().annotate(stories=Count("articles")).order_by("-published_at")[:_LATELY],
        }
    return TemplateResponse(request, "desk/front.html", context)


def _records(app_list: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The lists that lie behind the desk, under a heading each: names, what was received, and other apps' own."""
    found: list[tuple[str, list[dict[str, Any]]]] = []
    for app in app_list:
        models = [model for model in app["models"] if model["admin_url"]]
        if app["app_label"] != "archive":
            found.append((app["name"], models))
            continue
        names = [model for model in models if model["object_name"] in _NAMES]
        found += [(_("Names"), names), (_("Records"), [model for model in models if model not in names])]
    return [(heading, models) for heading, models in found if models]


def doubtful_counts(digests: Iterable[Digest]) -> Counter[int]:
    """Digest id -> how many of its findings are doubtful, counted as the review page counts them."""
    ids = [digest.pk for digest in digests]
    doubtful = {"state": Fact.State.PROPOSED, "confidence__lt": DOUBTFUL_UNDER}
    counts: Counter[int] = Counter()
    for model in FACTS:
        # Mentions of one name in one story are one finding.
        what = ("person", "organization", "country") if model is Mention else ("pk",)
        rows = model._default_manager.filter(article__digest__in=ids, **doubtful).order_by()
        counts.update(digest for digest, *_rest in rows.values_list("article__digest", "article", *what).distinct())
    boundaries = Article.objects.filter(digest__in=ids, **doubtful).order_by()
    counts.update(dict(boundaries.values_list(F("digest")).annotate(Count("pk"))))
    return counts
