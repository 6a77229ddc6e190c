"""The site's table of contents."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import path
from django.views.generic import RedirectView

from archive.site import (
    about,
    articles,
    calendar,
    compare,
    completing,
    countries,
    digests,
    health,
    home,
    organizations,
    people,
    search,
    sources,
    style,
    topics,
)

urlpatterns = [
    *home.urlpatterns,  # /                     home
    *search.urlpatterns,  # /search/            search
    *completing.urlpatterns,  # /search/complete  complete
    *articles.urlpatterns,  # /articles/SLUG/   article
    *digests.urlpatterns,  # /digests/          digests, digest
    *calendar.urlpatterns,  # /calendar/        calendar, missing, year, month, day
    *people.urlpatterns,  # /people/            people, person
    *organizations.urlpatterns,  # /organizations/  organizations, organization
    *sources.urlpatterns,  # /newspapers/       sources, source
    *countries.urlpatterns,  # /countries/      countries, country
    *topics.urlpatterns,  # /topics/            topics, topic
    *compare.urlpatterns,  # /compare/          compare
    *about.urlpatterns,  # /about/              about
    *style.urlpatterns,  # /style/              in debug: every component
    *health.urlpatterns,  # /healthz
    path("favicon.ico", RedirectView.as_view(url=f"/{settings.STATIC_URL.strip('/')}/favicon.svg")),
    path("sign-in/", auth.LoginView.as_view(redirect_authenticated_user=True), name="sign-in"),
    path("sign-out/", auth.LogoutView.as_view(), name="sign-out"),
    path("admin/", admin.site.urls),
]
