"""Addresses of sessions_live."""

from django.urls import URLPattern

app_name = "sessions_live"
urlpatterns: list[URLPattern] = []
