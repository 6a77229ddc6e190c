"""Newspapers, topics and countries, and how a story is linked to a newspaper or a topic."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .addresses import address
from .facts import Fact


class Country(models.Model):
    """A country by its ISO 3166-1 alpha-2 code; `names` are its other names, demonyms and older names."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=100, unique=True)
    names = ArrayField(models.CharField(max_length=100), default=list, blank=True, verbose_name=_("other names"))

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """What stands for the country in a URL."""
        return self.code

    def get_absolute_url(self) -> str:
        return address("country", self.code)


class Source(models.Model):
    """A newspaper (or an outlet like one) that stories are drawn from and people speak to."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    sort_key = models.CharField(max_length=200, db_index=True, help_text=_("Folded to plain letters, for sorting."))
    country = models.ForeignKey(
        Country, models.SET_NULL, null=True, blank=True, related_name="sources", verbose_name=_("country")
    )
    # A name that only the parser took for a newspaper's is no knowledge until a person confirms or publishes it.
    origin = models.CharField(_("origin"), max_length=6, choices=Fact.Origin, default=Fact.Origin.EDITOR)

    class Meta:
        verbose_name = _("newspaper")
        verbose_name_plural = _("newspapers")
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["name"], name="source_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("source", self.slug)


class Topic(models.Model):
    """An entry of the small editable taxonomy; `keywords` are what the parser looks for."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    iptc = models.CharField(_("IPTC Media Topic"), max_length=20, blank=True, help_text="medtop:20000170")
    keywords = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=_("keywords"))

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("topic", self.slug)


class ArticleSource(Fact):
    """A story was drawn from this newspaper; the span is the passage that says so."""

    source = models.ForeignKey(Source, models.PROTECT)

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = _("newspaper of a story")
        verbose_name_plural = _("newspapers of stories")
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["article", "source"], name="articlesource_once"),
        ]

    def __str__(self) -> str:
        return self.source.name


class ArticleTopic(Fact):
    """A story is about this topic; the span is the keyword that says so first."""

    topic = models.ForeignKey(Topic, models.PROTECT)

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = _("topic of a story")
        verbose_name_plural = _("topics of stories")
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["article", "topic"], name="articletopic_once"),
        ]

    def __str__(self) -> str:
        return self.topic.name
