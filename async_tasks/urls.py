"""Addresses of async_tasks."""

from django.urls import URLPattern

app_name = "async_tasks"
urlpatterns: list[URLPattern] = []
