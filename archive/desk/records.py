"""Lists of what was received and understood: to look at only. It changes through the review page alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from archive.ingest.ledger import KINDS
from archive.models import FACTS, Article, ChangeSet, Digest, Fact

_HEAVY = ("raw", "text")


class ReadOnlyAdmin(admin.ModelAdmin):
    """A list and a page to look at: no add, no change, no delete, whoever asks."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        kind = self.model._meta.model_name or ""
        if kind in KINDS:
            return redirect("admin:record_history", kind, object_id)
        return super().history_view(request, object_id, extra_context)


@admin.display(description=_("review"))
def _review_link(digest: Digest, words: str = "") -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("admin:review", args=[digest.pk]), words or _("Review"))


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin):
    list_display = ["review_link", "series", "date", "state", "received_at", "received_by"]
    list_display_links = None
    list_filter = ["state", "series", "received_how", "date"]
    list_select_related = ["series", "received_by"]
    search_fields = ["title", "filename", "sha256"]
    ordering = ["-received_at"]
    exclude = _HEAVY

    def get_queryset(self, request: HttpRequest) -> QuerySet[Digest]:
        return super().get_queryset(request).defer(*_HEAVY)

    @admin.display(description=_("digest"), ordering="title")
    def review_link(self, digest: Digest) -> SafeString:
        return _review_link(digest, str(digest))


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "digest", "date", "state", "origin"]
    list_filter = ["digest__state", "origin", "date"]
    search_fields = ["title"]
    fields = ["digest", "section", "position", "title", "date", "slug", "origin", "state", "confidence", "rule"]
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = super().get_queryset(request).select_related("digest", "section").defer("search")
        return articles.defer(*(f"digest__{field}" for field in _HEAVY))


class FactAdmin(ReadOnlyAdmin):
    """Any of the five kinds of fact."""

    list_display = ["__str__", "story", "origin", "state", "sure", "rule", "question"]
    list_filter = ["state", "origin", "rule"]
    search_fields = ["article__title"]
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        names = [field.name for field in self.model._meta.fields if field.is_relation and field.name != "article"]
        facts = super().get_queryset(request).select_related("article__digest", *names)
        return facts.defer("article__body", "article__search", *(f"article__digest__{field}" for field in _HEAVY))

    @admin.display(description=_("story"), ordering="article")
    def story(self, fact: Fact) -> str:
        return fact.article.title or str(fact.article.digest)

    @admin.display(description=_("sure"), ordering="confidence")
    def sure(self, fact: Fact) -> str:
        return f"{fact.percent}%"

    @admin.display(description=_("review"))
    def question(self, fact: Fact) -> SafeString:
        url = reverse("admin:review", args=[fact.article.digest_id])
        return format_html('<a href="{}?fact={}-{}">{}</a>', url, fact._meta.model_name, fact.pk, _("Review"))


admin.site.register(FACTS, FactAdmin)


@admin.register(ChangeSet)
class ChangeSetAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "verb", "digest", "who", "at", "undone_by"]
    list_filter = ["verb", "at"]
    search_fields = ["summary"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ChangeSet]:
        return (
            super()
            .get_queryset(request)
            .select_related("digest", "who", "undone_by")
            .defer(*(f"digest__{f}" for f in _HEAVY))
        )
