"""/sign-in/ and /sign-out/, for editors."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path
from django.utils.translation import gettext as _

from .about_page import about_page


class SignIn(LoginView):
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        says = _("Editors of the archive sign in here. Readers need no account.")
        return super().get_context_data(about_page=about_page(self.request, _("Sign in"), says), **kwargs)


urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
]
