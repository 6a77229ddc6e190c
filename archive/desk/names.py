"""Names that editors keep in order: people, organizations, newspapers, topics, countries and series.

Another name or another address goes through the review verb `rename`, so that the old address redirects.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import BaseModelFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.desk.merge import address
from archive.ingest import ledger, names, review
from archive.models import Alias, Country, Organization, Person, Series, Source, Topic
from archive.models.keys import plain_key


class AliasInline(admin.TabularInline):
    """A name's other names. Its canonical name has a row of its own, which follows the name."""

    model = Alias
    fields = ["name", "kind"]
    extra = 1
    verbose_name_plural = gettext_lazy("other names")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alias]:
        return super().get_queryset(request).exclude(kind=Alias.Kind.NAME)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind":
            kwargs["choices"] = [choice for choice in Alias.Kind.choices if choice[0] != Alias.Kind.NAME]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class _NamedForm(forms.ModelForm):
    """A new name must be new: whoever bears it is named in the message."""

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if self.instance.pk is None:
            self._check_new(name)
        return name

    def _check_new(self, name: str) -> None:
        field = self._meta.model._meta.model_name
        if field not in ("organization", "source"):
            return
        known = Alias.objects.filter(**{f"{field}__isnull": False}, key=plain_key(name)).first()
        if known is not None:
            raise ValidationError(_("This name is known already: %(known)s.") % {"known": getattr(known, field)})


class RecordedAdmin(admin.ModelAdmin):
    """Whatever is sent to one of its pages is one change set, called after the first thing that it did."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        with self._recorded(request):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        with self._recorded(request):
            return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        with self._recorded(request):
            return super().changelist_view(request, extra_context)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        with ledger.recorded("name", _("Made: %(name)s") % {"name": obj}):
            return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        with ledger.recorded("name", _("Changed: %(fact)s") % {"fact": obj}):
            return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        gone = ", ".join(str(row) for row in queryset[:10])
        with ledger.recorded("name", _("Deleted: %(name)s") % {"name": gone}):
            return super().log_deletions(request, queryset)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return redirect("admin:record_history", self.model._meta.model_name, object_id)

    def _recorded(self, request: HttpRequest) -> AbstractContextManager[Any]:
        if request.method == "POST":
            return ledger.recorded("", who=cast(User, request.user))
        return nullcontext()


class NamedAdmin(RecordedAdmin):
    """What has a canonical name under a permanent address."""

    form = _NamedForm
    search_fields = ["name", "aliases__name"]
    inlines = [AliasInline]
    list_per_page = 50

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """The address is given when the name is made, and can be changed afterwards."""
        fields = list(self.fields or ())
        return fields if obj else [field for field in fields if field != "slug"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            _make(obj)
            return
        wanted = obj.name, obj.slug
        kept = type(obj)._default_manager.get(pk=obj.pk)
        obj.name, obj.slug = kept.name, kept.slug
        super().save_model(request, obj, form, change)
        if wanted != (kept.name, kept.slug):
            try:
                review.rename(obj, who=cast(User, request.user), name=wanted[0], slug=wanted[1])
            except review.NotPossible as no:
                messages.error(request, str(no))

    def save_formset(self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool) -> None:
        """Give each alias the key that names are found by."""
        for alias in formset.save(commit=False):
            alias.key = names.alias_key(form.instance, alias.name)
            alias.save()
        for alias in formset.deleted_objects:
            alias.delete()
        formset.save_m2m()


def _make(obj: Any) -> None:
    """Let a new record be made as the parser's are: with its address, its sort key and its canonical alias."""
    makers: dict[type[Model], Any] = {
        Person: names.make_person,
        Organization: names.find_or_make_organization,
        Source: names.find_or_make_source,
    }
    made = makers[type(obj)](obj.name)
    obj.pk, obj.name, obj.slug, obj.sort_key = made.pk, made.name, made.slug, made.sort_key
    if isinstance(obj, Person):
        obj.filed_as = made.filed_as
    obj.save(force_update=True)


class MergedAdmin(NamedAdmin):
    """Of these two records may be one."""

    actions = ["merge_two"]
    change_form_template = "admin/named_change_form.html"

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.merge_names")

    @admin.action(description=gettext_lazy("Merge two"), permissions=["merge"])
    def merge_two(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        keys = list(queryset.values_list("pk", flat=True)[:3])
        if len(keys) == 2:
            return redirect(address(queryset.model._meta.model_name or "", keys))
        self.message_user(request, _("Choose two records to merge."), messages.WARNING)
        return None


@admin.register(Person)
class PersonAdmin(MergedAdmin):
    list_display = ["filed_as", "name", "wikidata"]
    fields = ["name", "slug", "wikidata"]
    search_fields = ["name", "aliases__name", "wikidata"]


@admin.register(Organization)
class OrganizationAdmin(MergedAdmin):
    list_display = ["name", "country", "wikidata"]
    list_filter = ["country"]
    list_select_related = ["country"]
    fields = ["name", "slug", "country", "wikidata"]


@admin.register(Source)
class SourceAdmin(NamedAdmin):
    list_display = ["name", "country"]
    list_filter = ["country"]
    list_select_related = ["country"]
    fields = ["name", "slug", "country"]


class TopicForm(_NamedForm):
    """Keywords stand one on a line."""

    keywords = SimpleArrayField(
        forms.CharField(max_length=80, required=False),
        delimiter="\n",
        required=False,
        label=gettext_lazy("Keywords"),
        help_text=gettext_lazy("One on each line. The parser looks for them in stories."),
        widget=forms.Textarea(attrs={"rows": 12, "cols": 40}),
    )

    def clean_keywords(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["keywords"])
        return list(dict.fromkeys(line for line in lines if line))


@admin.register(Topic)
class TopicAdmin(NamedAdmin):
    form = TopicForm
    list_display = ["name", "iptc", "keyword_count"]
    fields = ["name", "slug", "iptc", "keywords"]
    search_fields = ["name", "keywords"]
    inlines = []

    @admin.display(description=gettext_lazy("keywords"))
    def keyword_count(self, topic: Topic) -> int:
        return len(topic.keywords)

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.slug = names.free_slug(Topic, obj.name, kind="topic")
            obj.save()


@admin.register(Country)
class CountryAdmin(RecordedAdmin):
    """Countries are those of ISO 3166-1; their other names can be added to."""

    list_display = ["name", "code"]
    search_fields = ["name", "code", "names"]
    fields = ["code", "name", "names"]
    readonly_fields = ["code"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Series)
class SeriesAdmin(RecordedAdmin):
    list_display = ["name", "publisher", "language", "rights"]
    list_filter = ["rights", "language"]
    search_fields = ["name", "publisher"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Alias)
class AliasAdmin(admin.ModelAdmin):
    """Every name that somebody or something is found by; it is changed on the page of whom it belongs to."""

    list_display = ["name", "kind", "of"]
    list_filter = ["kind"]
    list_select_related = ["person", "organization", "source"]
    search_fields = ["name", "key"]

    @admin.display(description=gettext_lazy("belongs to"))
    def of(self, alias: Alias) -> str:
        return str(alias.person or alias.organization or alias.source)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
