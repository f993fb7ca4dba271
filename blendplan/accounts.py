"""Signing in: by e-mail and password, for people whom the district has added."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Asks everybody to sign in, but for the pages that say otherwise.

    Django's own looks at the person first. That reads the session, and makes a public page vary
    by cookie for no reason.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: accounts come from the district."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
