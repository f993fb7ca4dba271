"""Signing in: by e-mail and password, for people whom the district has added."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: accounts come from the district."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
