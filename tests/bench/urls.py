"""The real addresses, and an empty page through the same middleware to measure them against."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

TEN_KILOBYTES = b"<!doctype html><title>Empty</title>".ljust(10_240, b" ")


@login_not_required
def show_empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(TEN_KILOBYTES)


urlpatterns = [path("empty/", show_empty), path("", include("blendplan.urls"))]
