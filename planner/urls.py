"""Addresses of the planner. A page answers a whole page; a fragment has an address of its own."""

from django.urls import URLPattern, path, register_converter

from planner.addresses import DateConverter

register_converter(DateConverter, "date")

app_name = "planner"

urlpatterns: list[URLPattern] = []
