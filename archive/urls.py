"""The site's table of contents."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView
from django.views.i18n import set_language

from archive.api import digests as sent_digests
from archive.site import (
    about,
    articles,
    calendar,
    cite,
    compare,
    completing,
    countries,
    crawlers,
    digests,
    health,
    home,
    organizations,
    overview,
    people,
    search,
    sign_in,
    sources,
    style,
    topics,
)

urlpatterns = [
    *home.urlpatterns,  # /                     home
    *search.urlpatterns,  # /search/            search
    *completing.urlpatterns,  # /search/complete  complete
    *articles.urlpatterns,  # /articles/SLUG/   article
    *cite.urlpatterns,  # /articles/SLUG/cite.bib  cite
    *digests.urlpatterns,  # /digests/          digests, digest
    *calendar.urlpatterns,  # /calendar/        calendar, missing, year, month, day
    *people.urlpatterns,  # /people/            people, person
    *organizations.urlpatterns,  # /organizations/  organizations, organization
    *sources.urlpatterns,  # /newspapers/       sources, source
    *countries.urlpatterns,  # /countries/      countries, country
    *topics.urlpatterns,  # /topics/            topics, topic
    *compare.urlpatterns,  # /compare/          compare
    *about.urlpatterns,  # /about/              about
    *sign_in.urlpatterns,  # /sign-in/          sign-in, sign-out
    *crawlers.urlpatterns,  # /robots.txt, /sitemap.xml
    *overview.urlpatterns,  # /overview/        overview: the archive in charts
    path("language/", csrf_exempt(set_language), name="language"),  # a preference, kept in a cookie
    *style.urlpatterns,  # /style/              in debug: every component
    *health.urlpatterns,  # /healthz
    path("favicon.ico", RedirectView.as_view(url=f"/{settings.STATIC_URL.strip('/')}/favicon.svg")),
    *sent_digests.urlpatterns,  # /api/digests/SERIES/DATE  api_digest
    path("admin/", admin.site.urls),
]

handler404 = "archive.site.errors.not_found"
