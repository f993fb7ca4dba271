"""Refuses a body that did not arrive whole: half a form must not be kept for a whole one."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase

UPLOAD = "multipart/form-data"
"""Read piece by piece, so it is left alone: a part that was cut off ends without its boundary."""


class WholeBodyMiddleware:
    """400 where a network broke off while a form, or a list of ticks, was being sent.

    The server hands on what arrived; whoever sent it was told of an error, and sends it again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_cut_off(request):
            raise BadRequest("The body is shorter than was announced.")
        return self.get_response(request)


def is_cut_off(request: HttpRequest) -> bool:
    """Whether less arrived than was announced."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if request.content_type == UPLOAD or not announced.isdecimal():
        return False
    # More than there may be is refused by whoever reads it.
    size = int(announced)
    return 0 < size <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE and len(request.body) < size
